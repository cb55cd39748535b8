//! What it means that a formal objection is settled or comes further: in the case it was made in, else in the edition in
//! force.

use crate::{
    Case, Document, Objection, ObjectionState, ObjectionStep, PartId, PartyId, Phase, Settlement, StatementState,
};
use chrono::NaiveDate;

pub(super) fn settled(document: &mut Document, party: &PartyId, settlement: &Settlement) {
    if of_case(document, party) {
        with_statement(document, party, |statement| statement.settled = Some(settlement.clone()));
        carried(document, party, |_| false);
    } else if let Some(edition) = &mut document.in_force {
        edition.objections.retain(|objection| objection.party != *party);
    } else {
        // One that came late can be settled too.
        with_statement(document, party, |statement| statement.settled = Some(settlement.clone()));
    }
}

pub(super) fn advanced(
    document: &mut Document,
    party: &PartyId,
    step: ObjectionStep,
    on: NaiveDate,
    sections: &[PartId],
) {
    // One that was not upheld keeps nothing back; one that was, does so for good.
    let state = ObjectionState { step, on };
    let further = |objection: &mut Objection| {
        objection.state = Some(state);
        if !sections.is_empty() {
            objection.sections = sections.to_vec();
        }
        step != ObjectionStep::NotUpheld
    };
    if of_case(document, party) {
        with_statement(document, party, |statement| {
            statement.objection = Some(state);
            if !sections.is_empty() {
                statement.objects_to = sections.to_vec();
            }
        });
        carried(document, party, further);
    } else if let Some(edition) = &mut document.in_force {
        edition.objections.retain_mut(|objection| objection.party != *party || further(objection));
    }
}

/// Whether the party's objection is to the case under way, rather than to the edition that holds meanwhile.
fn of_case(document: &Document, party: &PartyId) -> bool {
    let standing = document.case.as_ref().map_or_else(Vec::new, Case::objections);
    standing.iter().any(|objection| objection.party == *party)
}

/// Objections of earlier rounds; `keep` says whether one still stands.
fn carried(document: &mut Document, party: &PartyId, keep: impl Fn(&mut Objection) -> bool) {
    if let Some(case) = &mut document.case {
        case.carried.retain_mut(|objection| objection.party != *party || keep(objection));
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
