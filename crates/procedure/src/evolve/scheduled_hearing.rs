//! A hearing put forward: approved, taken back, or stopped on its day.

use crate::{Document, Event, Phase, Scheduled};

pub(super) fn of(phase: &mut Phase) -> Option<&mut Scheduled> {
    match phase {
        Phase::Drafting(drafting) => drafting.scheduled.as_deref_mut(),
        _ => None,
    }
}

pub(super) fn apply(document: &mut Document, event: &Event) {
    let Some(Phase::Drafting(drafting)) = document.case.as_mut().map(|case| &mut case.phase) else { return };
    match (event, &mut drafting.scheduled) {
        (Event::HearingScheduled { on, deadline, parties, letter, reason, decision, by }, scheduled) => {
            *scheduled = Some(Box::new(Scheduled {
                on: *on,
                deadline: *deadline,
                parties: parties.clone(),
                letter: letter.clone(),
                reason: reason.clone(),
                decision: decision.clone(),
                by: by.clone(),
                approved: None,
                hindrance: None,
            }));
        }
        (Event::HearingApproved { by }, Some(scheduled)) => {
            scheduled.approved = Some(by.clone());
            scheduled.hindrance = None;
        }
        (Event::HearingHindered { refusal, party, .. }, Some(scheduled)) => {
            scheduled.hindrance = Some((refusal.clone(), party.clone()));
        }
        (Event::ScheduleCancelled { .. }, scheduled) => *scheduled = None,
        _ => {}
    }
}
