//! A hearing's deadlines in words: the common one stands for itself, and who was given more time is named beside it.

use crate::form::Fields;
use app::history::Names;
use chrono::NaiveDate;
use procedure::{Hearing, PartyId, ends_on, record::Round};
use std::collections::BTreeMap;
use words::language::Lang;

/// A sentence for each day that is later than the common deadline, with the parties it holds for.
fn sentences<'a>(
    lang: Lang,
    names: &Names,
    common: NaiveDate,
    own: impl Iterator<Item = (&'a PartyId, NaiveDate)>,
) -> Vec<String> {
    let mut later: BTreeMap<NaiveDate, Vec<String>> = BTreeMap::new();
    for (party, day) in own.filter(|(_, day)| *day > common) {
        later.entry(day).or_default().push(names.get(party));
    }
    let sentence = |(day, parties): (NaiveDate, Vec<String>)| {
        lang.with("deadline-own", &[("deadline", lang.date(day).into()), ("parties", parties.join(", ").into())])
    };
    later.into_iter().map(sentence).collect()
}

pub fn of_hearing(lang: Lang, names: &Names, hearing: &Hearing) -> Vec<String> {
    sentences(lang, names, hearing.deadline, hearing.tracks.iter().map(|track| (&track.party, track.deadline)))
}

pub fn of_round(lang: Lang, names: &Names, round: &Round) -> Vec<String> {
    sentences(lang, names, round.common_deadline, round.deadlines.iter().map(|(party, own)| (party, own.what)))
}

/// A deadline that was typed and is a day off: until when answers count all the same, and the day it can be moved to.
pub struct DayOff {
    pub sentence: String,
    /// The better day as a form has it, and the words of the button that takes it.
    pub better: String,
    pub take: String,
    /// What is said where the form was sent with it.
    pub ask: String,
}

/// The button's name: its value takes the place of the deadline.
pub const BETTER: &str = "better_deadline";

impl DayOff {
    /// `None` where the deadline is a working day.
    pub fn of(lang: Lang, deadline: NaiveDate) -> Option<Self> {
        let last = ends_on(deadline);
        Some(Self {
            sentence: day_off(lang, deadline)?,
            better: last.to_string(),
            take: lang.with("deadline-better", &[("last", lang.date(last).into())]),
            ask: lang.t("deadline-day-off-ask"),
        })
    }

    /// Of a form's deadline.
    pub fn typed(lang: Lang, fields: &Fields) -> Option<Self> {
        Self::of(lang, fields.filled("deadline")?.parse().ok()?)
    }

    /// Takes the better day where its button was pressed, and says whether it was.
    pub fn taken(fields: &mut Fields) -> bool {
        let Some(better) = fields.filled(BETTER).map(str::to_owned) else { return false };
        fields.set("deadline", &better);
        true
    }
}

/// That answers are in time on the next working day too; `None` where the deadline is a working day.
pub fn day_off(lang: Lang, deadline: NaiveDate) -> Option<String> {
    let last = ends_on(deadline);
    let values = [("deadline", lang.date(deadline).into()), ("last", lang.date(last).into())];
    (last != deadline).then(|| lang.with("deadline-day-off", &values))
}
