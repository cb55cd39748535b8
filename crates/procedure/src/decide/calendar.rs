//! What time asks for is looked at again here: only what is still due may happen.

use super::{Context, hearing, in_force, public_answers, scheduled_hearing};
use crate::{Calendar, Document, Event, Facts, Phase, Refusal, due};

pub(super) fn decide(document: &Document, facts: &Facts, asked: &Calendar) -> Result<Vec<Event>, Refusal> {
    let due = due(document, facts.today);
    let counts = |asked: &Calendar| matches!(asked, Calendar::CountPublicAnswers { .. });
    // What was counted is looked up, and is not known to `due`.
    let now = due.contains(asked) || (counts(asked) && due.iter().any(counts));
    if !now {
        return Err(Refusal::NothingDue);
    }
    let on = facts.today;
    match asked {
        Calendar::Remind { party, rung: Some(rung), skipped, deadline } => Ok(vec![Event::Reminded {
            party: party.clone(),
            rung: *rung,
            deadline: *deadline,
            on,
            skipped: skipped.clone(),
        }]),
        Calendar::Remind { party, rung: None, skipped, deadline } => {
            Ok(vec![Event::RemindersSkipped { party: party.clone(), rungs: skipped.clone(), deadline: *deadline }])
        }
        Calendar::OpenHearing => {
            let case = document.case.as_ref().ok_or(Refusal::NothingDue)?;
            let Phase::Drafting(drafting) = &case.phase else { return Err(Refusal::NothingDue) };
            scheduled_hearing::on_the_day(&Context { document, case, facts }, drafting)
        }
        Calendar::CloseHearing => {
            let case = document.case.as_ref().ok_or(Refusal::NothingDue)?;
            let Phase::Hearing(hearing) = &case.phase else { return Err(Refusal::NothingDue) };
            Ok(hearing::closed(case, hearing, on))
        }
        Calendar::CountPublicAnswers { count } => public_answers::count(document, count.as_ref(), facts),
        Calendar::ComeIntoForce => {
            let coming = document.coming().ok_or(Refusal::NothingDue)?;
            Ok(vec![Event::CameIntoForce { edition: document.editions, on: coming.in_force_from }])
        }
        Calendar::NoticeRevision { rung, skipped, due } => {
            Ok(vec![Event::RevisionNoticed { rung: *rung, due: *due, on, skipped: skipped.clone() }])
        }
        Calendar::StartRevision => {
            let edition = document.in_force.as_ref().ok_or(Refusal::NothingDue)?;
            Ok(vec![in_force::start(document, edition, facts)])
        }
    }
}
