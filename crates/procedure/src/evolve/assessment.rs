//! What the assessment's events mean: verdicts, settled objections, and where the case goes on.

use super::links;
use crate::{
    Adoption, Case, CouncilTrack, Document, Drafting, Endorsement, Given, Grant, Hash, NextStep, PartyId, Phase,
    Remark, RemarkId, Scope, Verdict,
};
use chrono::NaiveDate;

fn with_remark(document: &mut Document, id: &RemarkId, change: impl FnOnce(&mut Remark)) {
    if let Some(known) = document.case.iter_mut().flat_map(|case| &mut case.remarks).find(|r| r.id == *id) {
        change(known);
    }
}

pub(super) fn assessed(document: &mut Document, remark: &RemarkId, verdict: Verdict, by: Option<&String>) {
    with_remark(document, remark, |known| {
        known.verdict = Some(verdict);
        known.revision += 1;
        known.assessed_by = by.cloned();
        known.approved = false;
    });
}

pub(super) fn approved(document: &mut Document, remark: &RemarkId) {
    with_remark(document, remark, |known| known.approved = true);
}

pub(super) fn finished(document: &mut Document, next: NextStep, content: &Hash, on: NaiveDate, asked: &[Grant]) {
    for granted in asked {
        links::grant(document, granted, Given::Asked);
    }
    if let Some(case) = &mut document.case {
        go_on(case, next, content, on);
    }
}

fn go_on(case: &mut Case, next: NextStep, content: &Hash, on: NaiveDate) {
    let unmet = case.remarks.iter().filter(|r| r.verdict == Some(Verdict::NotAccommodated)).map(|r| r.id.clone());
    let unmet: Vec<_> = unmet.filter(|id| !case.unmet.contains(id)).collect();
    case.unmet.extend(unmet);
    let hearing = case.hearing().cloned().map(Box::new);
    case.phase = match (next, hearing) {
        (NextStep::Endorsement, Some(hearing)) => {
            let tracks = case.endorsers().map(|party| asked(&party.id)).collect();
            Phase::Endorsement(Endorsement { content: content.clone(), asked_on: on, tracks, met: None, hearing })
        }
        (NextStep::Adoption | NextStep::Endorsement, hearing) => {
            Phase::Adoption(Adoption { endorsement: None, hearing, adopted: None })
        }
        (NextStep::FullHearing, _) => Phase::Drafting(Drafting::of(Scope::Full)),
        (NextStep::LimitedHearing, _) => Phase::Drafting(Drafting::of(Scope::Limited(Vec::new()))),
    };
}

fn asked(party: &PartyId) -> CouncilTrack {
    CouncilTrack {
        party: party.clone(),
        meeting: None,
        decision: None,
        entries: 0,
        reconciled: false,
        rungs: Vec::new(),
        reminded_on: None,
        treatments: 0,
        effective: None,
    }
}
