//! What the councils' events mean.

use super::turn;
use crate::{
    Adoption, CouncilDecision, CouncilMeeting, CouncilTrack, Document, Endorsement, HowReconciled, PartyId, Phase,
};

pub(super) fn with_council(document: &mut Document, party: &PartyId, change: impl FnOnce(&mut CouncilTrack)) {
    let endorsement = match document.case.as_mut().map(|case| &mut case.phase) {
        Some(Phase::Endorsement(endorsement)) => Some(endorsement),
        Some(Phase::Adoption(adoption)) => adoption.endorsement.as_mut(),
        _ => None,
    };
    if let Some(track) = endorsement.and_then(|e| e.track_mut(party)) {
        change(track);
    }
}

pub(super) fn decided(document: &mut Document, party: &PartyId, decision: &CouncilDecision) {
    with_council(document, party, |track| {
        track.decision = Some(decision.clone());
        track.entries += 1;
        track.reconciled = false;
        track.effective = None;
        if let Some(date) = decision.postponed_to {
            track.meeting = Some(CouncilMeeting { date, papers_due: None });
        }
    });
}

/// A new text for all leads back to assessment, where it is written.
pub(super) fn reconciled(document: &mut Document, party: &PartyId, how: HowReconciled) {
    with_council(document, party, |track| track.reconciled = true);
    if how == HowReconciled::NewText {
        turn(document, back_to_assessment);
    }
}

fn back_to_assessment(phase: Phase) -> Phase {
    match phase {
        Phase::Endorsement(endorsement) | Phase::Adoption(Adoption { endorsement: Some(endorsement), .. }) => {
            Phase::Assessment(*endorsement.hearing)
        }
        other => other,
    }
}

pub(super) fn concluded(phase: Phase, met: bool) -> Phase {
    match phase {
        Phase::Endorsement(endorsement) | Phase::Adoption(Adoption { endorsement: Some(endorsement), .. }) => {
            let endorsement = Endorsement { met: Some(met), ..endorsement };
            if met {
                Phase::Adoption(Adoption { endorsement: Some(endorsement), hearing: None, adopted: None })
            } else {
                Phase::Endorsement(endorsement)
            }
        }
        other => other,
    }
}

pub(super) fn left(document: &mut Document, party: &PartyId) {
    let Some(case) = &mut document.case else { return };
    case.parties.retain(|p| p.id != *party);
    case.leaving.retain(|(id, _)| id != party);
    let number = case.number;
    if let Phase::Hearing(hearing) | Phase::Assessment(hearing) = &mut case.phase {
        hearing.tracks.retain(|t| t.party != *party || t.statement.is_some());
    }
    if let Phase::Endorsement(endorsement) = &mut case.phase {
        endorsement.tracks.retain(|t| t.party != *party);
        endorsement.met = None;
    }
    for link in document.links.iter_mut().filter(|l| l.party == *party && l.case == number) {
        link.replaced = true;
    }
}
