//! What a hearing came to: who was asked and who answered, each remark with what became of it and why, and what was
//! changed in the text.

use crate::{
    changes::{self, Change},
    history::{self, Names, SpokenRemark},
    texts,
};
use chrono::NaiveDate;
use ledger::{DocumentRow, Ledger};
use procedure::{Event, NextStep, PartyId, Position, Recorded, RemarkId, Text, Verdict, fold};
use std::collections::HashMap;

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
    pub deadline: NaiveDate,
    /// `None` while it runs.
    pub closed_on: Option<NaiveDate>,
    pub asked: Vec<Asked>,
    /// In the order of the text, the general ones first.
    pub remarks: Vec<Weighed>,
    /// From the version heard to the newest one before the next hearing, or the one that came into force.
    pub changes: Vec<Change>,
    pub versions: (u32, u32),
}

/// Whom the hearing letter went to.
#[derive(Clone, Debug)]
pub struct Asked {
    pub name: String,
    /// `None`: no answer, and nothing is taken from it.
    pub answer: Option<Answered>,
}

#[derive(Clone, Debug)]
pub struct Answered {
    pub position: Position,
    pub received_on: NaiveDate,
    pub late: bool,
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

/// The note on a document's hearing number `which`, the last one by default. `None` where there is no such hearing.
pub async fn note(
    ledger: &Ledger,
    row: &DocumentRow,
    names: &Names,
    which: Option<usize>,
) -> Result<Option<HearingNote>, ledger::Error> {
    let log = ledger.events(&row.region, &row.id, 0, u32::MAX).await?;
    let opened = |(place, line): (usize, &Recorded)| matches!(line.event, Event::HearingOpened { .. }).then_some(place);
    let openings: Vec<usize> = log.iter().enumerate().filter_map(opened).collect();
    let hearing = which.unwrap_or(openings.len());
    let Some(start) = hearing.checked_sub(1).and_then(|place| openings.get(place).copied()) else { return Ok(None) };
    let log = &log[..end(&log, start)];
    let Some(case) = fold(log.iter().map(|line| &line.event)).and_then(|state| state.case) else { return Ok(None) };
    let (Some(held), Some(heard)) = (case.hearing(), &case.heard) else { return Ok(None) };
    let newest = case.version.as_ref().unwrap_or(heard);
    let before = texts::text(ledger, &row.region, &heard.content).await?;
    let after = texts::text(ledger, &row.region, &newest.content).await?;
    let spoken = history::remarks(ledger, &row.region, log).await?;
    let mut spoken: HashMap<RemarkId, SpokenRemark> = spoken.into_iter().map(|s| (s.id.clone(), s)).collect();
    let exempt: HashMap<(&PartyId, u32), &String> = row
        .state
        .statements
        .iter()
        .filter_map(|filed| Some(((&filed.party, filed.seq), &filed.exempt.as_ref()?.legal_basis)))
        .collect();
    let mut remarks = Vec::new();
    for remark in &case.remarks {
        let Some(said) = spoken.remove(&remark.id) else { continue };
        let verdict = said.verdict().map(|last| (last.verdict, last.reason.clone()));
        let words = match exempt.get(&(&remark.party, remark.seq)) {
            Some(basis) => Err((*basis).clone()),
            None => Ok(Words { text: said.text, proposed: said.proposed.unwrap_or_default() }),
        };
        let party = names.get(&remark.party);
        let place = place(&before, remark.section.as_ref());
        remarks.push((place, Weighed { id: remark.id.clone(), party, section: said.section, words, verdict }));
    }
    remarks.sort_by_key(|(place, _)| *place);
    let asked = held.tracks.iter().map(|track| Asked {
        name: names.get(&track.party),
        answer: track.statement.as_ref().map(|statement| Answered {
            position: statement.position,
            received_on: statement.received_on,
            late: statement.late,
        }),
    });
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
        deadline: held.last_deadline(),
        closed_on: closed_on.flatten(),
        asked: asked.collect(),
        remarks: remarks.into_iter().map(|(_, weighed)| weighed).collect(),
        changes: changes::between(&before, &after),
        versions: (heard.number, newest.number),
    }))
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
