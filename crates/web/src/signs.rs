//! The sign of one municipality in one document: a mark, a colour, and the same in words.

use app::history;
use chrono::{Datelike as _, NaiveDate};
use procedure::{CouncilTrack, Document, Filed, HearingTrack, Outcome, PartyId, Phase, Position};
use std::collections::BTreeSet;
use words::language::Lang;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    pub mark: String,
    /// The style sheet's class: ok, re, no, go, bad.
    pub class: &'static str,
    pub words: String,
}

impl Sign {
    fn new(mark: &str, class: &'static str, words: String) -> Self {
        Self { mark: mark.to_owned(), class, words }
    }
}

/// `None` where the party has nothing to do with the document just now.
pub fn sign(lang: Lang, state: &Document, party: &PartyId, returned: &BTreeSet<PartyId>) -> Option<Sign> {
    let case = state.case.as_ref()?;
    match &case.phase {
        Phase::Hearing(hearing) | Phase::Assessment(hearing) => {
            let track = hearing.track(party)?;
            let closed = matches!(case.phase, Phase::Assessment(_));
            Some(hearing_sign(lang, track, closed, returned.contains(party)))
        }
        Phase::Endorsement(endorsement) => {
            Some(council_sign(lang, endorsement.track(party)?, returned.contains(party)))
        }
        Phase::Adoption(adoption) => Some(council_sign(lang, adoption.endorsement.as_ref()?.track(party)?, false)),
        Phase::Drafting(_) => None,
    }
}

/// Whether a party's answer in the hearing held last is kept from the public: exempt from disclosure, or not looked at.
pub fn withheld(state: &Document, party: &PartyId) -> bool {
    filed(state, party).is_some_and(|filed| filed.exempt.is_some() || filed.waits)
}

fn filed<'a>(state: &'a Document, party: &PartyId) -> Option<&'a Filed> {
    let case = state.case.as_ref()?;
    let last = |filed: &&Filed| filed.party == *party && filed.case == case.number && filed.round == case.rounds;
    state.statements.iter().rev().find(last)
}

/// The sign as anyone may see it: who has begun, whose letter came back, and what an exempt answer says is not told.
pub fn open_sign(lang: Lang, state: &Document, party: &PartyId) -> Option<Sign> {
    match state.case.as_ref().map(|case| &case.phase) {
        Some(Phase::Hearing(_) | Phase::Assessment(_)) if withheld(state, party) => {
            let exempt = filed(state, party).is_some_and(|filed| filed.exempt.is_some());
            Some(Sign::new("✓", "no", lang.t(if exempt { "sign-exempt" } else { "sign-waits" })))
        }
        Some(Phase::Hearing(hearing)) => Some(hearing_sign(lang, hearing.track(party)?, true, false)),
        _ => sign(lang, state, party, &BTreeSet::new()),
    }
}

pub fn hearing_sign(lang: Lang, track: &HearingTrack, closed: bool, returned: bool) -> Sign {
    match &track.statement {
        Some(statement) => {
            let words = lang.t(&history::word("position", statement.position));
            let words = if track.late() { lang.with("sign-late", &[("position", words.into())]) } else { words };
            match statement.position {
                Position::Supports | Position::WithoutRemarks | Position::NoOpinion => Sign::new("✓", "ok", words),
                Position::WithRemarks => Sign::new("M", "re", words),
                Position::Opposes | Position::FormalObjection => Sign::new("✗", "bad", words),
            }
        }
        None if returned => Sign::new("!", "bad", lang.t("sign-returned")),
        None if track.disowned => Sign::new("!", "bad", lang.t("sign-disowned")),
        None if closed => Sign::new("–", "no", lang.t("sign-no-answer")),
        None if track.started => Sign::new("…", "go", lang.t("sign-started")),
        None => Sign::new("–", "no", lang.t("sign-not-started")),
    }
}

pub fn council_sign(lang: Lang, track: &CouncilTrack, returned: bool) -> Sign {
    let planned = |day: NaiveDate, key: &str| {
        Sign::new(&format!("{}/{}", day.day(), day.month()), "no", lang.with(key, &[("date", lang.date(day).into())]))
    };
    let words = |outcome: Outcome| lang.t(&history::word("outcome", outcome));
    match (track.decision.as_ref().map(|d| d.outcome), track.next_meeting()) {
        (Some(Outcome::Postponed), Some(day)) => planned(day, "sign-postponed"),
        (Some(outcome @ Outcome::Endorsed), _) => Sign::new("✓", "ok", words(outcome)),
        (Some(outcome @ Outcome::EndorsedWithReservation), _) => Sign::new("F", "re", words(outcome)),
        (Some(outcome @ Outcome::EndorsedAmended), _) => Sign::new("E", "re", words(outcome)),
        (Some(outcome), _) => Sign::new("✗", "bad", words(outcome)),
        (None, _) if returned => Sign::new("!", "bad", lang.t("sign-returned")),
        (None, Some(day)) => planned(day, "sign-planned"),
        (None, None) => Sign::new("–", "no", lang.t("sign-not-decided")),
    }
}
