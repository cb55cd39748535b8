//! What the assessment's pages are made from: the remarks of the case with their words, their verdicts and the notes.
use crate::{Shared, fault::Fault, who::Coordinator};
use app::history::{self, Names, SpokenRemark, word};
use ledger::{ContactRow, DocumentRow, Note};
use procedure::{
    Case, Phase, Remark, RemarkId, Role, Verdict,
    record::{Dated, Weighed},
};
use std::collections::HashMap;
use words::language::Lang;

pub const VERDICTS: [(Verdict, &str); 4] = [
    (Verdict::Accommodated, "accommodated"),
    (Verdict::Partly, "partly"),
    (Verdict::NotAccommodated, "not_accommodated"),
    (Verdict::Noted, "noted"),
];

pub struct Work {
    pub spoken: HashMap<RemarkId, SpokenRemark>,
    pub notes: HashMap<RemarkId, Note>,
    pub names: Names,
    /// Coordinators, who can be given remarks to weigh.
    pub people: Vec<ContactRow>,
    /// Those who were coordinators, and are named for what they did.
    former: Vec<ContactRow>,
}

impl Work {
    pub async fn read(app: &Shared, who: &Coordinator, row: &DocumentRow) -> Result<Self, Fault> {
        let (ledger, region) = (&app.ledger, &who.region.id);
        let spoken = history::remarks(ledger, region, &app.record(row).await?).await?;
        let everyone = ledger.contacts(region).await?;
        let of = |role| everyone.iter().filter(|contact| contact.role == role).cloned().collect();
        Ok(Self {
            spoken: spoken.into_iter().map(|remark| (remark.id.clone(), remark)).collect(),
            notes: ledger.notes(region, &row.id).await?,
            names: Names::of(&ledger.parties(region).await?, app.today(&who.region)),
            people: of(Role::Coordinator),
            former: of(Role::FormerCoordinator),
        })
    }

    pub fn note(&self, id: &RemarkId) -> Note {
        self.notes.get(id).cloned().unwrap_or_default()
    }

    /// The name of whoever the log calls `actor`.
    pub fn actor(&self, lang: Lang, actor: &str) -> String {
        let Some(id) = actor.strip_prefix("coordinator:") else { return lang.t("by-program") };
        let person = self.people.iter().chain(&self.former).find(|person| person.id.as_str() == id);
        person.map_or_else(|| lang.t("by-coordinator"), |person| person.name.clone())
    }

    pub fn person(&self, note: &Note) -> Option<String> {
        let id = note.assignee.as_ref()?;
        self.people.iter().chain(&self.former).find(|person| person.id == *id).map(|person| person.name.clone())
    }
}

pub fn case(row: &DocumentRow) -> Result<&Case, Fault> {
    row.state.case.as_ref().ok_or(Fault::NotFound)
}

pub fn can_assess(case: &Case) -> bool {
    matches!(case.phase, Phase::Assessment(_))
}

/// What a remark is about, as people say it.
pub fn heading(lang: Lang, spoken: &SpokenRemark) -> String {
    if spoken.section.is_empty() { lang.t("remark-general") } else { spoken.section.clone() }
}

/// Whether a yes to the verdict is asked for, and the coordinator may give it.
pub fn may_approve(case: &Case, remark: &Remark, who: &Coordinator) -> bool {
    can_assess(case) && case.rules.assessment.second_person && remark.approvable_by(&who.actor()).is_ok()
}

/// A verdict as a line: when, who, what, and whether someone approved it.
pub struct Line {
    pub when: String,
    pub who: String,
    pub verdict: String,
    pub reason: String,
    pub approved: Option<String>,
}

pub fn line(who: &Coordinator, work: &Work, given: &Dated<Weighed>) -> Line {
    let lang = who.lang;
    let when = |at| lang.instant(app::local(&who.region, at));
    let approved = given.what.approved.as_ref().map(|mark| {
        let by = work.actor(lang, &mark.actor);
        lang.with("verdict-approved-by", &[("who", by.into()), ("when", when(mark.at).into())])
    });
    Line {
        when: when(given.mark.at),
        who: work.actor(lang, &given.mark.actor),
        verdict: lang.t(&word("verdict", given.what.verdict)),
        reason: given.what.reason.text(lang.code()).to_owned(),
        approved,
    }
}
