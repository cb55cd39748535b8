//! The answer: the text with its sections, the form beside it, and who else is writing.

use super::{
    colleagues::{self, Holder},
    draft::{Written, slot},
    frame,
    heard::{self, Heard, SectionView},
    mailed,
};
use crate::{
    app, history,
    web::{
        Shared,
        fault::Fault,
        page::{Page, Problem},
        prose::Prose,
        who::Officer,
    },
};
use askama::Template;
use askama_web::WebTemplate;
use ledger::Draft;
use procedure::{Position, Scope};

pub struct Choice {
    pub value: &'static str,
    pub label: String,
    pub checked: bool,
}

/// What someone else, or another window, saved meanwhile.
pub struct Theirs {
    who: String,
    position: Option<String>,
    text: String,
    /// Heading, remark, proposed wording.
    remarks: Vec<(String, String, String)>,
}

#[derive(Template, WebTemplate)]
#[template(path = "officer/answer.html")]
#[expect(clippy::struct_excessive_bools, reason = "each is a turn of phrase on the page")]
pub struct AnswerPage {
    page: Page,
    token: String,
    party: String,
    title: String,
    case_number: Option<String>,
    deadline: String,
    passed: bool,
    limited: bool,
    /// What the text is compared with, as a sentence.
    basis: Option<String>,
    changed: usize,
    /// Sections that are heard; in a limited hearing those that changed.
    sections: Vec<SectionView>,
    /// The rest of the text.
    others: Vec<SectionView>,
    gone: Vec<(String, Prose)>,
    choices: Vec<Choice>,
    objection: bool,
    written: Written,
    based_on: u32,
    /// Who saved last, and when.
    saved: Option<(String, String)>,
    /// Others who can write on the answer, by name.
    others_writing: Vec<String>,
    answered: Option<u32>,
    asked: Option<String>,
    disowned: bool,
    /// Nothing is written yet: the shortest way is offered.
    untouched: bool,
    theirs: Option<Theirs>,
    /// When an answer by e-mail came in that waits to be confirmed.
    mailed: Option<String>,
    problems: Vec<Problem>,
}

/// The draft as it stands, with its revision.
pub async fn draft(app: &Shared, officer: &Officer) -> Result<(Written, u32), Fault> {
    let draft = app.ledger.draft(&officer.document.id, &officer.party.id, &slot(officer)).await?;
    Ok(written(draft.as_ref()))
}

fn written(draft: Option<&Draft>) -> (Written, u32) {
    draft.map_or_else(Default::default, |draft| (serde_json::from_str(&draft.body).unwrap_or_default(), draft.revision))
}

/// The page; `typed` is shown in place of the draft, so that nothing typed is lost.
pub async fn page(
    app: &Shared,
    officer: &Officer,
    typed: Option<(Written, u32)>,
    problems: Vec<Problem>,
) -> Result<AnswerPage, Fault> {
    let (state, lang) = (&officer.document.state, officer.lang);
    let case = state.case.as_ref().ok_or(Fault::NotFound)?;
    let hearing = case.hearing().ok_or(Fault::NotFound)?;
    let track = hearing.track(&officer.party.id).ok_or(Fault::NotFound)?;
    let log = heard::log(app, officer).await?;
    let heard = Heard::of(app, officer, &log).await?;
    let holders = colleagues::holders(officer);
    let stored = app.ledger.draft(&officer.document.id, &officer.party.id, &slot(officer)).await?;
    let (kept, revision) = written(stored.as_ref());
    let meanwhile = typed.as_ref().is_some_and(|(_, based_on)| *based_on != revision);
    let saved = match &stored {
        Some(draft) => Some(colleagues::last_saved(app, officer, draft).await?),
        None => None,
    };
    let theirs = meanwhile.then(|| theirs(officer, &heard, &kept, saved.as_ref()));
    let mail = mailed(app, officer).await?;
    // After the page has been shown once more, what is typed here is written over what was saved meanwhile.
    let mut written = typed.map_or(kept, |(written, _)| written);
    if let Some(mail) = mail.as_ref().filter(|_| !written.says_something()) {
        written.text.clone_from(&mail.body);
    }
    let limited = matches!(hearing.scope, Scope::Limited(_));
    let in_scope = |section: &SectionView| match &hearing.scope {
        Scope::Full => true,
        Scope::Limited(parts) => parts.iter().any(|id| id.as_str() == section.id),
    };
    let all = heard.sections(officer, &written);
    let changed = all.iter().filter(|section| section.changed).count();
    let (sections, others) = all.into_iter().partition(in_scope);
    let today = app.today(&officer.people.region);
    Ok(AnswerPage {
        page: frame(officer, state.title.clone()),
        token: officer.token.clone(),
        party: officer.party.name.clone(),
        title: state.title.clone(),
        case_number: state.case_number.clone(),
        deadline: lang.date(track.deadline),
        passed: today > track.deadline,
        limited,
        basis: heard.basis().filter(|_| changed > 0).map(|key| lang.t(key)),
        changed,
        sections,
        others,
        gone: heard.gone(),
        choices: choices(officer, case.rules.hearing.formal_objection, written.position),
        objection: case.rules.hearing.formal_objection,
        untouched: !written.says_something() && track.statement.is_none() && problems.is_empty(),
        written,
        mailed: mail.map(|mail| lang.short_instant(app::local(&officer.people.region, mail.received_at), today)),
        based_on: revision,
        saved,
        others_writing: holders.into_iter().filter(|holder| !holder.own).map(|Holder { name, .. }| name).collect(),
        answered: track.statement.as_ref().map(|statement| statement.revision),
        asked: track.asked.map(|more| more.until.map(|day| lang.date(day)).unwrap_or_default()),
        disowned: track.disowned,
        theirs,
        problems,
    })
}

fn theirs(officer: &Officer, heard: &Heard, kept: &Written, saved: Option<&(String, String)>) -> Theirs {
    let remark = |part: &procedure::Part| {
        let (text, proposed) = kept.remarks.get(part.id.as_str()).cloned()?;
        Some((part.heading.clone(), text, proposed))
    };
    Theirs {
        who: saved.map(|(who, _)| who.clone()).unwrap_or_default(),
        position: kept.position.map(|position| label(officer, position)),
        text: kept.text.clone(),
        remarks: heard.text.parts.iter().filter_map(remark).collect(),
    }
}

/// A position as officers choose it.
pub fn label(officer: &Officer, position: Position) -> String {
    officer.lang.t(&history::word("position", position).replace("position-", "choice-"))
}

fn choices(officer: &Officer, objection: bool, chosen: Option<Position>) -> Vec<Choice> {
    let all = [
        (Position::Supports, "supports"),
        (Position::WithoutRemarks, "without_remarks"),
        (Position::WithRemarks, "with_remarks"),
        (Position::Opposes, "opposes"),
        (Position::FormalObjection, "formal_objection"),
        (Position::NoOpinion, "no_opinion"),
    ];
    let offered = all.into_iter().filter(|(position, _)| objection || *position != Position::FormalObjection);
    offered
        .map(|(position, value)| Choice { value, label: label(officer, position), checked: chosen == Some(position) })
        .collect()
}
