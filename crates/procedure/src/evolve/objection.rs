//! What it means that a formal objection is settled or comes further: in the case it was made in, and after it.

use crate::{Document, ObjectionState, ObjectionStep, PartyId, Phase, Settlement, StatementState};
use chrono::NaiveDate;

pub(super) fn settled(document: &mut Document, party: &PartyId, settlement: &Settlement) {
    with_statement(document, party, |statement| statement.settled = Some(settlement.clone()));
    if let Some(edition) = &mut document.in_force {
        edition.objections.retain(|objection| objection.party != *party);
    }
}

pub(super) fn advanced(document: &mut Document, party: &PartyId, step: ObjectionStep, on: NaiveDate) {
    let state = ObjectionState { step, on };
    with_statement(document, party, |statement| statement.objection = Some(state));
    if let Some(edition) = &mut document.in_force {
        // One that was not upheld keeps nothing back; one that was, does so for good.
        edition.objections.retain(|objection| objection.party != *party || step != ObjectionStep::NotUpheld);
        for objection in edition.objections.iter_mut().filter(|objection| objection.party == *party) {
            objection.state = Some(state);
        }
    }
}

/// The party's answer in the last round, however far the case has come since.
fn with_statement(document: &mut Document, party: &PartyId, change: impl FnOnce(&mut StatementState)) {
    let Some(case) = &mut document.case else { return };
    let hearing = match &mut case.phase {
        Phase::Hearing(hearing) | Phase::Assessment(hearing) => Some(hearing),
        Phase::Endorsement(endorsement) => Some(&mut *endorsement.hearing),
        Phase::Adoption(adoption) => match (&mut adoption.hearing, &mut adoption.endorsement) {
            (Some(hearing), _) => Some(&mut **hearing),
            (None, Some(endorsement)) => Some(&mut *endorsement.hearing),
            (None, None) => None,
        },
        Phase::Drafting(_) => None,
    };
    if let Some(statement) = hearing.and_then(|hearing| hearing.track_mut(party)).and_then(|t| t.statement.as_mut()) {
        change(statement);
    }
}
