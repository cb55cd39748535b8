//! What political bodies have said in a case.

use procedure::{Event, PartyId, Purpose, Recorded, Treatment};

/// In order: of the answers to a round of hearing, or to the councils of a case, whatever its last round was.
pub fn treatments(log: &[Recorded], purpose: Purpose, case: u32, round: u32) -> Vec<(&PartyId, &Treatment)> {
    let (mut at, mut found) = ((1, 0), Vec::new());
    for line in log {
        match &line.event {
            Event::RevisionStarted { .. } => at = (at.0 + 1, 0),
            Event::HearingOpened { round, .. } => at.1 = *round,
            Event::TreatmentRecorded { party, purpose: said, treatment, .. } => {
                let same_round = purpose == Purpose::Council || at.1 == round;
                if *said == purpose && at.0 == case && same_round {
                    found.push((party, treatment));
                }
            }
            _ => {}
        }
    }
    found
}
