//! What is lawful and unlikely of a decision, asked about once: a meeting on a day off, and the same votes everywhere.

use crate::{form::Fields, page::Problem};
use chrono::NaiveDate;
use procedure::{Document, Outcome, PartyId, Votes, is_working_day};
use words::language::Lang;

/// The box that has to be ticked.
const SURE: &str = "sure";
/// What the form with the box asked about, so that a tick is no answer to anything else.
pub const DOUBTED: &str = "doubted";

/// So many councils with exactly the same votes, and none with others, are more likely one line copied than the truth.
const ALIKE: usize = 3;

/// The box as a form shows it.
pub struct Asked {
    pub says: String,
    pub about: String,
    pub sure: bool,
}

/// What the box says, and what is said beside it while it is not ticked.
#[derive(Default)]
pub struct Doubt {
    about: Vec<String>,
    says: Vec<String>,
    why: Vec<String>,
}

impl Doubt {
    /// A meeting that is said to have been on a Saturday, a Sunday or a public holiday.
    pub fn of_day(&mut self, lang: Lang, day: Option<NaiveDate>) {
        if let Some(day) = day.filter(|day| !is_working_day(*day)) {
            self.about.push(day.to_string());
            self.says.push(lang.with("doubt-day", &[("day", lang.date(day).into())]));
            self.why.push(lang.t("doubt-day-why"));
        }
    }

    /// Votes by which every council that has decided would have voted exactly alike.
    pub fn of_votes(&mut self, lang: Lang, document: &Document, party: &PartyId, votes: Option<Votes>) {
        if let Some(votes) = votes {
            self.of_same_votes(lang, &others(document, party), votes);
        }
    }

    /// Votes of all the councils that one form is about.
    pub fn of_all_votes(&mut self, lang: Lang, cast: &[Votes]) {
        if let Some((votes, others)) = cast.split_first() {
            self.of_same_votes(lang, others, *votes);
        }
    }

    fn of_same_votes(&mut self, lang: Lang, others: &[Votes], votes: Votes) {
        if others.len() + 1 >= ALIKE && others.iter().all(|other| *other == votes) {
            self.about.push(format!("{}-{}", votes.in_favour, votes.against));
            self.says.push(lang.with("doubt-votes", &[("votes", lang.votes(votes).into())]));
            self.why.push(lang.t("doubt-votes-why"));
        }
    }

    /// The box, where anything is in doubt.
    pub fn asked(&self, given: &Fields) -> Option<Asked> {
        let about = self.about.join(" ");
        let sure = self.sure(given);
        (!self.says.is_empty()).then(|| Asked { says: self.says.join(" "), about, sure })
    }

    /// The box was ticked, beside these very words.
    fn sure(&self, given: &Fields) -> bool {
        given.has(SURE) && given.get(DOUBTED) == self.about.join(" ")
    }

    /// What to say beside the box where it is not ticked.
    pub fn unanswered(&self, lang: Lang, fields: &Fields) -> Option<Problem> {
        if self.says.is_empty() || self.sure(fields) {
            return None;
        }
        let sentence = format!("{} {}", self.why.join(" "), lang.t("doubt-tick"));
        Some(Problem { field: SURE.to_owned(), sentence })
    }
}

/// The votes that the other councils have cast.
fn others(document: &Document, party: &PartyId) -> Vec<Votes> {
    let tracks = document.case.as_ref().and_then(|case| case.endorsement()).map_or(&[][..], |e| &e.tracks);
    let others = tracks.iter().filter(|track| track.party != *party).filter_map(|track| track.decision.as_ref());
    others.filter(|decision| decision.outcome != Outcome::Postponed).filter_map(|decision| decision.votes).collect()
}
