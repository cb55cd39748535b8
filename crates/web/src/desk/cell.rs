//! A cell of the board: one municipality in one document, as a sign and in words.
use crate::signs::{Sign, sign};
use chrono::NaiveDate;
use ledger::{DocumentRow, LastLetter, RegionRow};
use procedure::{PartyId, Phase};
use std::collections::{BTreeSet, HashMap};
use words::language::Lang;

pub struct Cell {
    pub sign: Option<Sign>,
    pub state: String,
    /// The day this municipality has to hold; `None` where it has held it, or has none.
    pub deadline: Option<NaiveDate>,
    pub due: String,
    /// The last letter to it, where that stands, and when.
    pub letter: String,
}

impl Cell {
    /// State, deadline and last letter, as one line.
    pub fn line(&self) -> String {
        let parts = [&self.state, &self.due, &self.letter];
        let filled: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        filled.join(" · ")
    }
}

/// The last letters of all cells.
pub struct Letters {
    lang: Lang,
    today: NaiveDate,
    words: HashMap<(String, PartyId), String>,
}

impl Letters {
    pub fn of(lang: Lang, region: &RegionRow, today: NaiveDate, letters: Vec<LastLetter>) -> Self {
        let mut kinds: HashMap<String, String> = HashMap::new();
        let mut word = |key: String| kinds.entry(key).or_insert_with_key(|key| lang.t(key)).clone();
        let words = letters.into_iter().map(|letter| {
            let kind = word(format!("letter-{}", letter.kind.as_str().replace('_', "-")));
            let state = word(format!("mail-state-{}", letter.state.as_str()));
            let when = lang.short_date(app::local(region, letter.at).date(), today);
            ((letter.document.0, letter.party), format!("{kind}, {state} {when}"))
        });
        Self { lang, today, words: words.collect() }
    }

    pub fn cell(&self, row: &DocumentRow, party: &PartyId, returned: &BTreeSet<PartyId>) -> Cell {
        let Some(sign) = sign(self.lang, &row.state, party, returned) else {
            return Cell {
                sign: None,
                state: self.lang.t("sign-nothing"),
                deadline: None,
                due: String::new(),
                letter: String::new(),
            };
        };
        let (key, deadline) = deadline(row, party);
        let due = deadline.map(|day| self.lang.with(key, &[("date", self.lang.short_date(day, self.today).into())]));
        Cell {
            state: sign.words.clone(),
            sign: Some(sign),
            deadline,
            due: due.unwrap_or_default(),
            letter: self.words.get(&(row.id.0.clone(), party.clone())).cloned().unwrap_or_default(),
        }
    }
}

/// What a party has to hold now, and the words that say it.
fn deadline(row: &DocumentRow, party: &PartyId) -> (&'static str, Option<NaiveDate>) {
    let phase = row.state.case.as_ref().map(|case| &case.phase);
    match phase {
        Some(Phase::Hearing(hearing)) => {
            let track = hearing.track(party).filter(|track| track.statement.is_none());
            ("standing-deadline", track.map(|track| track.deadline))
        }
        Some(Phase::Endorsement(endorsement)) => {
            let track = endorsement.track(party).filter(|track| !track.decided());
            ("cell-meeting", track.and_then(procedure::CouncilTrack::next_meeting))
        }
        _ => ("standing-deadline", None),
    }
}
