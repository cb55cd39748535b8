//! A hearing that opens on its day, and the second person some kinds ask for.

use super::{Context, hearing, written};
use crate::{Actor, Drafting, Event, PartyId, Refusal, Scheduled};

/// Holds the whole opening against the rules of the day it is meant for, so that what can be mended is said now.
pub(super) fn schedule(
    context: &Context,
    drafting: &Drafting,
    on: chrono::NaiveDate,
    opening: &hearing::Opening,
) -> Result<Vec<Event>, Refusal> {
    let today = context.facts.today;
    let asks = context.case.rules.hearing.second_person;
    if on < today || (on == today && !asks) {
        return Err(Refusal::DeadlinePassed);
    }
    hearing::open(context, drafting, on, opening)?;
    Ok(vec![Event::HearingScheduled {
        on,
        deadline: opening.deadline,
        parties: opening.parties.map(<[PartyId]>::to_vec),
        letter: opening.letter.cloned(),
        reason: opening.reason()?,
        decision: opening.decision.cloned(),
        by: context.facts.actor.person(),
    }])
}

/// The second person's yes; a hearing whose day has come opens at once.
pub(super) fn approve(context: &Context, drafting: &Drafting, based_on: Option<u32>) -> Result<Vec<Event>, Refusal> {
    let scheduled = drafting.scheduled.as_ref().ok_or(Refusal::NothingScheduled)?;
    if !context.case.rules.hearing.second_person {
        return Err(Refusal::NotInThisPhase);
    }
    let by = context.facts.actor.person();
    if !matches!(context.facts.actor, Actor::Coordinator(_)) || by == scheduled.by {
        return Err(Refusal::SecondPersonMustDiffer);
    }
    if scheduled.approved.is_some() {
        return Err(Refusal::NothingChanged);
    }
    if based_on.is_some_and(|seen| seen != context.document.seq) {
        return Err(Refusal::ChangedMeanwhile);
    }
    let mut events = vec![Event::HearingApproved { by }];
    if scheduled.on <= context.facts.today {
        events.extend(hearing::open(context, drafting, context.facts.today, &opening(scheduled))?);
    }
    Ok(events)
}

pub(super) fn cancel(drafting: &Drafting, reason: &str) -> Result<Vec<Event>, Refusal> {
    drafting.scheduled.as_ref().ok_or(Refusal::NothingScheduled)?;
    Ok(vec![Event::ScheduleCancelled { reason: written(reason)? }])
}

/// The day has come. What stands in the way is written down, never passed over.
pub(super) fn on_the_day(context: &Context, drafting: &Drafting) -> Result<Vec<Event>, Refusal> {
    let scheduled = drafting.scheduled.as_ref().ok_or(Refusal::NothingDue)?;
    let approved = !context.case.rules.hearing.second_person || scheduled.approved.is_some();
    let opened = if approved {
        hearing::open(context, drafting, context.facts.today, &opening(scheduled))
    } else {
        Err(Refusal::SecondPersonNeeded)
    };
    Ok(opened.unwrap_or_else(|refusal| {
        let party = match &refusal {
            Refusal::Unreachable { municipality } | Refusal::UnknownMunicipality { municipality } => {
                Some(municipality.clone())
            }
            _ => None,
        };
        vec![Event::HearingHindered { on: context.facts.today, refusal: refusal.name(), party }]
    }))
}

fn opening(scheduled: &Scheduled) -> hearing::Opening<'_> {
    hearing::Opening {
        deadline: scheduled.deadline,
        parties: scheduled.parties.as_deref(),
        letter: scheduled.letter.as_ref(),
        reason: scheduled.reason.as_ref(),
        decision: scheduled.decision.as_ref(),
    }
}
