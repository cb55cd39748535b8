//! What needs the coordinator: read from the states alone, the most pressing first.

use app::history::{self, Names};
use chrono::{NaiveDate, TimeDelta};
use ledger::{DocumentRow, LetterState, Stuck};
use procedure::{
    Calendar, Case, CouncilTrack, Drafting, Endorsement, Hearing, PartyId, Phase, PublicAnswers, due, ends_on,
    working_days_after,
};
use std::collections::BTreeSet;
use words::language::Lang;

/// How far ahead the board looks.
const DAYS_AHEAD: i64 = 14;
const REVISION_AHEAD: i64 = 370;

pub struct Need {
    /// The day it concerns, today's where it is now.
    pub on: NaiveDate,
    pub document: String,
    pub when: String,
    pub sentence: String,
    pub href: String,
    pub link: String,
}

struct List<'a> {
    lang: Lang,
    today: NaiveDate,
    names: &'a Names,
    needs: Vec<Need>,
}

pub fn needs(lang: Lang, today: NaiveDate, rows: &[DocumentRow], stuck: &[Stuck], names: &Names) -> Vec<Need> {
    let mut list = List { lang, today, names, needs: Vec::new() };
    for row in rows {
        let theirs = |letter: &&Stuck| letter.document.as_ref() == Some(&row.id) && letter.state != LetterState::Held;
        for letter in stuck.iter().filter(theirs) {
            let Some(party) = &letter.party else { continue };
            let kind = lang.t(&format!("letter-{}", letter.kind.as_str().replace('_', "-")));
            let values =
                [("party", names.get(party).into()), ("letter", kind.into()), ("title", (&row.state.title).into())];
            let sentence = lang.with("need-returned", &values);
            list.add(row, today, sentence, "/desk/contacts".to_owned(), "need-choose-contact");
        }
        list.document(row);
    }
    list.needs.sort_by_key(|need| need.on);
    list.needs
}

/// The parties a letter of a document did not get to, and nobody has dealt with it.
pub fn returned(stuck: &[Stuck], row: &DocumentRow) -> BTreeSet<PartyId> {
    let theirs = stuck.iter().filter(|letter| letter.document.as_ref() == Some(&row.id));
    theirs.filter(|letter| letter.state != LetterState::Held).filter_map(|letter| letter.party.clone()).collect()
}

impl List<'_> {
    fn add(&mut self, row: &DocumentRow, on: NaiveDate, sentence: String, href: String, link: &str) {
        let when = if on <= self.today { self.lang.t("need-today") } else { self.lang.short_date(on, self.today) };
        self.needs.push(Need { on, document: row.id.to_string(), when, sentence, href, link: self.lang.t(link) });
    }

    fn document(&mut self, row: &DocumentRow) {
        let (lang, today) = (self.lang, self.today);
        let title = &row.state.title;
        let here = format!("/desk/documents/{}", row.id);
        let say = |key: &str| lang.with(key, &[("title", title.into())]);
        if row.state.case.is_none()
            && let Some(due) = row.state.revision_due().filter(|due| *due - today <= TimeDelta::days(REVISION_AHEAD))
        {
            self.add(row, due, say("need-revision"), here.clone(), "need-see");
        }
        let Some(case) = &row.state.case else { return };
        self.waiting(row, case, &here);
        match &case.phase {
            Phase::Hearing(hearing) => self.hearing(row, hearing, &here),
            Phase::Assessment(_) => {
                let open = case.remarks.iter().filter(|remark| remark.verdict.is_none()).count();
                let public = case.hearing().and_then(|hearing| hearing.public.as_ref()).map_or(0, PublicAnswers::open);
                if public > 0 {
                    let values = [("open", public.into()), ("title", title.into())];
                    let sentence = lang.with("need-weigh-public", &values);
                    self.add(row, today, sentence, format!("{here}/public-answers?show=open"), "need-go-on");
                }
                let unapproved = case.unapproved_public();
                if unapproved > 0 {
                    let values = [("open", unapproved.into()), ("title", title.into())];
                    let sentence = lang.with("need-approve-public", &values);
                    self.add(row, today, sentence, format!("{here}/public-answers?show=approve"), "need-see");
                }
                if open > 0 {
                    let sentence = lang.with("need-remarks", &[("open", open.into()), ("title", title.into())]);
                    self.add(row, today, sentence, format!("{here}/remarks"), "need-go-on");
                } else if case.unapproved().next().is_some() {
                    let values = [("open", case.unapproved().count().into()), ("title", title.into())];
                    let sentence = lang.with("need-approve", &values);
                    self.add(row, today, sentence, format!("{here}/remarks?show=approve"), "need-see");
                } else if public + unapproved == 0 {
                    let key = if case.remarks.is_empty() { "need-finish-without" } else { "need-finish" };
                    self.add(row, today, say(key), here, "need-see");
                }
            }
            Phase::Endorsement(endorsement) => self.endorsement(row, endorsement, &here),
            Phase::Adoption(adoption) if adoption.adopted.is_none() => {
                self.add(row, today, say("need-adopt"), format!("{here}/act/adopt"), "need-go-on");
            }
            Phase::Adoption(adoption) => {
                if let Some(adopted) = &adoption.adopted {
                    self.add(row, adopted.in_force_from, say("need-comes-into-force"), here, "need-see");
                }
            }
            Phase::Drafting(drafting) => self.drafting(row, drafting, &here),
        }
        self.coming(row);
    }

    /// Answers that nobody has looked at for two working days: until then nobody else can read them.
    fn waiting(&mut self, row: &DocumentRow, case: &Case, here: &str) {
        let Some(hearing) = case.hearing() else { return };
        for track in &hearing.tracks {
            let Some(statement) = track.statement.as_ref().filter(|statement| row.state.waits(statement.seq)) else {
                continue;
            };
            if working_days_after(statement.received_on, app::public_answers::REVIEW_DAYS) <= self.today {
                let values = [("party", self.names.get(&track.party).into()), ("title", (&row.state.title).into())];
                let sentence = self.lang.with("need-release", &values);
                let href = format!("{here}/act/disclose_statement?municipality={}", track.party);
                self.add(row, self.today, sentence, href, "need-see");
            }
        }
    }

    fn hearing(&mut self, row: &DocumentRow, hearing: &Hearing, here: &str) {
        let (lang, today, title) = (self.lang, self.today, &row.state.title);
        for track in &hearing.tracks {
            let party = || self.names.get(&track.party);
            let said = |key: &str| lang.with(key, &[("party", party().into()), ("title", title.into())]);
            if track.asked.is_some() {
                let sentence = said("need-extension");
                self.add(
                    row,
                    today,
                    sentence,
                    format!("{here}/act/extend_deadline?municipality={}", track.party),
                    "need-answer",
                );
            }
            if track.disowned {
                let sentence = said("need-disowned");
                self.add(
                    row,
                    today,
                    sentence,
                    format!("{here}/act/invite_again?municipality={}", track.party),
                    "need-answer",
                );
            }
        }
        let last = ends_on(hearing.last_deadline());
        let answered = hearing.tracks.iter().filter(|t| t.statement.is_some()).count();
        let values = [("title", title.into()), ("answered", answered.into()), ("parties", hearing.tracks.len().into())];
        if today > last || hearing.all_answered() {
            self.add(row, today, lang.with("need-close", &values), here.to_owned(), "need-see");
        } else {
            let common = ends_on(hearing.deadline);
            let next = if today > common { last } else { common };
            if next - today <= TimeDelta::days(DAYS_AHEAD) {
                self.add(row, next, lang.with("need-deadline", &values), here.to_owned(), "need-see");
            }
        }
    }

    fn endorsement(&mut self, row: &DocumentRow, endorsement: &Endorsement, here: &str) {
        let (lang, today, title) = (self.lang, self.today, &row.state.title);
        let say = |key: &str| lang.with(key, &[("title", title.into())]);
        if endorsement.met == Some(false) {
            self.add(row, today, say("need-not-endorsed"), here.to_owned(), "need-see");
        }
        for track in endorsement.tracks.iter().filter(|t| CouncilTrack::has_open_amendment(t)) {
            let values = [("party", self.names.get(&track.party).into()), ("title", title.into())];
            let sentence = lang.with("need-amendment", &values);
            self.add(
                row,
                today,
                sentence,
                format!("{here}/act/reconcile_decision?municipality={}", track.party),
                "need-answer",
            );
        }
    }

    fn drafting(&mut self, row: &DocumentRow, drafting: &Drafting, here: &str) {
        let (lang, today) = (self.lang, self.today);
        let title = &row.state.title;
        let Some(scheduled) = &drafting.scheduled else {
            let sentence = lang.with("need-draft", &[("title", title.into())]);
            return self.add(row, today, sentence, format!("{here}/text"), "need-go-on");
        };
        let second = row.state.case.as_ref().is_some_and(|case| case.rules.hearing.second_person);
        if let Some((refusal, party)) = &scheduled.hindrance {
            let why = history::hindrance(lang, refusal, party.as_ref(), self.names);
            let sentence = lang.with("need-hindered", &[("title", title.into()), ("why", why.into())]);
            self.add(row, today, sentence, format!("{here}/hearing"), "need-see");
        } else if second && scheduled.approved.is_none() {
            let sentence = lang.with("need-approval", &[("title", title.into())]);
            self.add(row, today, sentence, here.to_owned(), "need-see");
        } else {
            let sentence = lang.with("need-opens", &[("title", title.into())]);
            self.add(row, scheduled.on, sentence, here.to_owned(), "need-see");
        }
    }

    /// The reminders that go by themselves next.
    fn coming(&mut self, row: &DocumentRow) {
        let near = |day: &NaiveDate| *day > self.today && *day - self.today <= TimeDelta::days(DAYS_AHEAD);
        let Some(day) = row.wakes_on.filter(near) else { return };
        let told = reminded(row, day, self.names);
        if !told.is_empty() {
            let parties = told.join(", ");
            let values = [("title", (&row.state.title).into()), ("parties", parties.into())];
            let sentence = self.lang.with("need-reminder", &values);
            self.add(row, day, sentence, "/desk/coming".to_owned(), "need-letters");
        }
    }
}

/// Who is reminded on a day, if nothing happens before it.
fn reminded(row: &DocumentRow, day: NaiveDate, names: &Names) -> Vec<String> {
    let told = due(&row.state, day).into_iter().filter_map(|asked| match asked {
        Calendar::Remind { party, rung: Some(_), .. } => Some(names.get(&party)),
        _ => None,
    });
    let mut told: Vec<String> = told.collect();
    told.dedup();
    told
}

/// The reminder a document sends next by itself.
pub fn reminder(lang: Lang, row: &DocumentRow, today: NaiveDate, names: &Names) -> Option<String> {
    let day = row.wakes_on.filter(|day| *day > today)?;
    let told = Some(reminded(row, day, names)).filter(|told| !told.is_empty())?;
    Some(lang.with("state-reminder", &[("date", lang.date(day).into()), ("parties", told.join(", ").into())]))
}

/// A word for where a document stands, beside its phase.
pub fn standing(lang: Lang, today: NaiveDate, row: &DocumentRow) -> String {
    let state = &row.state;
    let Some(case) = &state.case else {
        let due = state.revision_due();
        return due
            .map(|day| lang.with("standing-revision", &[("date", lang.short_date(day, today).into())]))
            .unwrap_or_default();
    };
    match &case.phase {
        Phase::Hearing(hearing) => {
            lang.with("standing-deadline", &[("date", lang.short_date(hearing.deadline, today).into())])
        }
        Phase::Assessment(_) => {
            let done = case.remarks.iter().filter(|remark| remark.verdict.is_some()).count();
            lang.with("standing-assessed", &[("done", done.into()), ("all", case.remarks.len().into())])
        }
        Phase::Endorsement(endorsement) => {
            let decided = endorsement.tracks.iter().filter(|track| track.decided()).count();
            lang.with("standing-decided", &[("done", decided.into()), ("all", endorsement.tracks.len().into())])
        }
        Phase::Adoption(_) | Phase::Drafting(_) => String::new(),
    }
}

/// The phase's name, with the round where a hearing is held again.
pub fn phase_words(lang: Lang, row: &DocumentRow) -> String {
    let phase = lang.t(&history::word("phase", row.state.phase()));
    match row.state.case.as_ref().map(|case| (&case.phase, case.rounds)) {
        Some((Phase::Hearing(hearing), round)) if round > 1 => {
            let limited = matches!(hearing.scope, procedure::Scope::Limited(_));
            lang.with(
                if limited { "phase-limited-round" } else { "phase-round" },
                &[("phase", phase.into()), ("round", round.into())],
            )
        }
        _ => phase,
    }
}
