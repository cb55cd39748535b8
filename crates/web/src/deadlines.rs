//! A hearing's deadlines in words: the common one stands for itself, and who was given more time is named beside it.

use app::history::Names;
use chrono::NaiveDate;
use procedure::{Hearing, PartyId, record::Round};
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
