//! What a hearing came to: who was asked and who answered, each remark with what became of it and why, and what was
//! changed in the text.

use crate::{
    history::{self, Names, SpokenRemark},
    texts,
};
use chrono::NaiveDate;
use ledger::{DocumentRow, Ledger};
use procedure::{Event, Exemption, NextStep, Position, Recorded, RemarkId, Text, Verdict, fold};
use std::collections::HashMap;
use words::changes::{self, Change};

/// Whom a note is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    Desk,
    /// Told what the assessment came to when it was finished, and nothing of what is exempt from disclosure.
    Anyone,
}

#[derive(Clone, Debug)]
pub struct HearingNote {
    pub title: String,
    pub case_number: Option<String>,
    /// Its place among all hearings the document has had, from 1, and how many those are.
    pub hearing: usize,
    pub hearings: usize,
    /// Only what had changed since the hearing before was heard.
    pub limited: bool,
    pub opened_on: NaiveDate,
    /// The common one.
    pub deadline: NaiveDate,
    /// `None` while it runs.
    pub closed_on: Option<NaiveDate>,
    pub asked: Vec<Asked>,
    /// In the order of the text, the general ones first.
    pub remarks: Vec<Weighed>,
    /// From the version heard to the newest one before the next hearing, or the one that came into force. `None` where
    /// the newest one is not for the reader.
    pub changes: Option<Vec<Change>>,
    pub versions: (u32, u32),
}

/// Whom the hearing letter went to.
#[derive(Clone, Debug)]
pub struct Asked {
    pub name: String,
    /// Its own deadline, with the time it was given.
    pub deadline: NaiveDate,
    /// `None`: no answer, and nothing is taken from it.
    pub answer: Option<Answered>,
}

#[derive(Clone, Debug)]
pub struct Answered {
    /// Withheld where the statement is exempt from disclosure and anyone reads.
    pub position: Result<Position, Exempt>,
    pub received_on: NaiveDate,
    pub late: bool,
}

/// By which paragraph, and what may be read in its place.
#[derive(Clone, Debug)]
pub struct Exempt {
    pub legal_basis: String,
    pub redacted: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Weighed {
    pub id: RemarkId,
    pub party: String,
    /// Empty for the general text.
    pub section: String,
    /// Withheld with its reason where the statement is exempt from disclosure.
    pub words: Result<Words, String>,
    pub verdict: Option<(Verdict, String)>,
}

#[derive(Clone, Debug)]
pub struct Words {
    pub text: String,
    pub proposed: String,
}

/// The note on a document's hearing number `which`, the last one by default. `None` where there is no such hearing, or
/// none for this reader yet.
pub async fn note(
    ledger: &Ledger,
    row: &DocumentRow,
    names: &Names,
    which: Option<usize>,
    reader: Reader,
) -> Result<Option<HearingNote>, ledger::Error> {
    let log = ledger.log(row).await?;
    let opened = |(place, line): (usize, &Recorded)| matches!(line.event, Event::HearingOpened { .. }).then_some(place);
    let openings: Vec<usize> = log.iter().enumerate().filter_map(opened).collect();
    let hearing = which.unwrap_or(openings.len());
    let Some(start) = hearing.checked_sub(1).and_then(|place| openings.get(place).copied()) else { return Ok(None) };
    let end = end(&log, start);
    let (log, text_shown) = match reader {
        Reader::Desk => (&log[..end], true),
        Reader::Anyone => match finished(&log, start, end) {
            Some(finished) => finished,
            None => return Ok(None),
        },
    };
    let Some(case) = fold(log.iter().map(|line| &line.event)).and_then(|state| state.case) else { return Ok(None) };
    let (Some(held), Some(heard)) = (case.hearing(), &case.heard) else { return Ok(None) };
    let newest = case.version.as_ref().unwrap_or(heard);
    let before = texts::text(ledger, &row.region, &heard.content).await?;
    let after = texts::text(ledger, &row.region, &newest.content).await?;
    let spoken = history::remarks(ledger, &row.region, log).await?;
    let mut spoken: HashMap<RemarkId, SpokenRemark> = spoken.into_iter().map(|s| (s.id.clone(), s)).collect();
    let mut remarks = Vec::new();
    for remark in &case.remarks {
        let Some(said) = spoken.remove(&remark.id) else { continue };
        let verdict = said.verdict().map(|last| (last.verdict, last.reason.clone()));
        let words = match (row.state.exemption(remark.seq), reader) {
            // The verdict's reason could tell what the remark said.
            (Some(_), Reader::Anyone) => continue,
            (Some(exemption), Reader::Desk) => Err(exemption.legal_basis.clone()),
            (None, _) => Ok(Words { text: said.text, proposed: said.proposed.unwrap_or_default() }),
        };
        let party = names.get(&remark.party);
        let place = place(&before, remark.section.as_ref());
        remarks.push((place, Weighed { id: remark.id.clone(), party, section: said.section, words, verdict }));
    }
    remarks.sort_by_key(|(place, _)| *place);
    let mut asked = Vec::new();
    for track in &held.tracks {
        let answer = match &track.statement {
            Some(statement) => Some(Answered {
                position: match row.state.exemption(statement.seq).filter(|_| reader == Reader::Anyone) {
                    Some(exemption) => Err(exempt(ledger, row, exemption).await?),
                    None => Ok(statement.position),
                },
                received_on: statement.received_on,
                late: track.late(),
            }),
            None => None,
        };
        asked.push(Asked { name: names.get(&track.party), deadline: track.deadline, answer });
    }
    let closed_on = log[start..].iter().rev().find_map(|line| match line.event {
        Event::HearingClosed { on } => Some(Some(on)),
        Event::HearingReopened { .. } => Some(None),
        _ => None,
    });
    Ok(Some(HearingNote {
        title: row.state.title.clone(),
        case_number: row.state.case_number.clone(),
        hearing,
        hearings: openings.len(),
        limited: matches!(held.scope, procedure::Scope::Limited(_)),
        opened_on: held.opened_on,
        deadline: held.deadline,
        closed_on: closed_on.flatten(),
        asked,
        remarks: remarks.into_iter().map(|(_, weighed)| weighed).collect(),
        changes: text_shown.then(|| changes::between(&before, &after)),
        versions: (heard.number, newest.number),
    }))
}

async fn exempt(ledger: &Ledger, row: &DocumentRow, exemption: &Exemption) -> Result<Exempt, ledger::Error> {
    let redacted = match &exemption.redacted {
        Some(hash) => ledger.text(&row.region, hash).await?,
        None => None,
    };
    Ok(Exempt { legal_basis: exemption.legal_basis.clone(), redacted })
}

/// The log as the hearing's assessment was last finished, and whether the text went on to be decided, which makes it
/// public: one that is to be heard again is a draft.
fn finished(log: &[Recorded], start: usize, end: usize) -> Option<(&[Recorded], bool)> {
    let finishes = |line: &Recorded| matches!(line.event, Event::AssessmentFinished { .. });
    if log.get(end).is_some_and(finishes) {
        return Some((&log[..end], false));
    }
    let last = log[start..end].iter().rposition(finishes)?;
    Some((&log[..=start + last], true))
}

/// Where the hearing's part of the log ends: the next hearing, or what ended its case.
fn end(log: &[Recorded], start: usize) -> usize {
    let ends = |line: &Recorded| match &line.event {
        Event::HearingOpened { .. }
        | Event::CameIntoForce { .. }
        | Event::ReturnedToDrafting { .. }
        | Event::Withdrawn { .. }
        | Event::Repealed { .. } => true,
        Event::AssessmentFinished { next, .. } => {
            matches!(next, NextStep::FullHearing | NextStep::LimitedHearing)
        }
        _ => false,
    };
    log[start + 1..].iter().position(ends).map_or(log.len(), |after| start + 1 + after)
}

/// Where in the text a remark belongs; 0 for the general ones.
fn place(text: &Text, section: Option<&procedure::PartId>) -> usize {
    section.map_or(0, |id| text.parts.iter().position(|part| part.id == *id).map_or(usize::MAX, |place| place + 1))
}
