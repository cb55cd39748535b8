//! What is lawful and unlikely of a decision, asked about once: a meeting on a day off, and the same votes everywhere.

use crate::{form::Fields, page::Problem};
use chrono::NaiveDate;
use procedure::{Document, Outcome, PartyId, Votes, is_working_day};
use words::language::Lang;

/// The box that has to be ticked.
const SURE: &str = "sure";

/// So many councils with exactly the same votes, and none with others, are more likely one line copied than the truth.
const ALIKE: usize = 3;

/// What the box says, and what is said beside it while it is not ticked.
#[derive(Default)]
pub struct Doubt {
    says: Vec<String>,
    why: Vec<String>,
}

impl Doubt {
    /// A meeting that is said to have been on a Saturday, a Sunday or a public holiday.
    pub fn of_day(&mut self, lang: Lang, day: Option<NaiveDate>) {
        if let Some(day) = day.filter(|day| !is_working_day(*day)) {
            self.says.push(lang.with("doubt-day", &[("day", lang.date(day).into())]));
            self.why.push(lang.t("doubt-day-why"));
        }
    }

    /// Votes by which every council that has decided would have voted exactly alike.
    pub fn of_votes(&mut self, lang: Lang, document: &Document, party: &PartyId, votes: Option<Votes>) {
        if let Some(votes) = votes.filter(|votes| all_alike(document, party, *votes)) {
            self.says.push(lang.with("doubt-votes", &[("votes", lang.votes(votes).into())]));
            self.why.push(lang.t("doubt-votes-why"));
        }
    }

    /// What the box says; `None` where nothing is in doubt.
    pub fn words(&self) -> Option<String> {
        (!self.says.is_empty()).then(|| self.says.join(" "))
    }

    /// What to say beside the box where it is not ticked.
    pub fn unanswered(&self, lang: Lang, fields: &Fields) -> Option<Problem> {
        if self.says.is_empty() || fields.has(SURE) {
            return None;
        }
        let sentence = format!("{} {}", self.why.join(" "), lang.t("doubt-tick"));
        Some(Problem { field: SURE.to_owned(), sentence })
    }
}

fn all_alike(document: &Document, party: &PartyId, votes: Votes) -> bool {
    let tracks = document.case.as_ref().and_then(|case| case.endorsement()).map_or(&[][..], |e| &e.tracks);
    let others = tracks.iter().filter(|track| track.party != *party).filter_map(|track| track.decision.as_ref());
    let cast: Vec<Votes> = others
        .filter(|decision| decision.outcome != Outcome::Postponed)
        .filter_map(|decision| decision.votes)
        .collect();
    cast.len() + 1 >= ALIKE && cast.iter().all(|other| *other == votes)
}
