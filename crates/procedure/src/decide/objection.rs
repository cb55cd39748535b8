//! A formal objection on its way: settled between those it concerns, or decided by the ministry; and what takes effect
//! when it no longer stands.

use super::{Context, adoption, filled, unknown, written};
use crate::{
    Case, Document, Event, Facts, Member, Objection, ObjectionStep, Outcome, PartId, PartyId, Position, Refusal,
    Settlement, Standing, evolve,
};
use chrono::NaiveDate;

/// Who a document in force, or a case, has a standing objection from.
fn standing(document: &Document, party: &PartyId) -> Result<Objection, Refusal> {
    let found = document.objections().into_iter().find(|objection| objection.party == *party);
    found.ok_or(Refusal::NoObjection)
}

/// Withdrawn, because those it concerns agree.
pub(super) fn settle(
    document: &Document,
    facts: &Facts,
    party: &PartyId,
    how: &str,
    date: NaiveDate,
    reason: &str,
) -> Result<Vec<Event>, Refusal> {
    let since = raised_on(document, party)?;
    dated(facts, date, since)?;
    if standing(document, party).is_ok_and(|objection| objection.state.is_some_and(|state| state.step.is_decided())) {
        return Err(Refusal::ObjectionPast);
    }
    let settlement = Settlement { how: filled(how, Refusal::ReasonMissing)?, date, reason: written(reason)? };
    Ok(and_take_effect(document, Event::ObjectionSettled { party: party.clone(), settlement }, date))
}

/// The day of the objection that stands; of one that came late too, which can be settled though it holds nothing back.
fn raised_on(document: &Document, party: &PartyId) -> Result<NaiveDate, Refusal> {
    if let Ok(objection) = standing(document, party) {
        return Ok(objection.raised_on);
    }
    let hearing = document.case.as_ref().and_then(|case| case.hearing());
    let track = hearing.ok_or(Refusal::NotInThisPhase)?.track(party).ok_or_else(|| unknown(party))?;
    let made = track.statement.as_ref().filter(|s| s.position == Position::FormalObjection);
    made.filter(|s| s.settled.is_none()).map(|s| s.received_on).ok_or(Refusal::NoObjection)
}

/// A step on the way, dated after the one before it.
pub(super) fn advance(
    document: &Document,
    facts: &Facts,
    party: &PartyId,
    step: ObjectionStep,
    date: NaiveDate,
    sections: &[PartId],
    reason: &str,
) -> Result<Vec<Event>, Refusal> {
    let objection = standing(document, party)?;
    dated(facts, date, objection.state.map_or(objection.raised_on, |state| state.on))?;
    let before = objection.state.map(|state| state.step);
    if before.is_some_and(|before| step.order() < before.order() || step == before) {
        return Err(Refusal::ObjectionPast);
    }
    // The ministry decides what was sent to it (§ 5-6).
    if step.is_decided() && before != Some(ObjectionStep::SentToMinistry) {
        return Err(Refusal::ObjectionNotSent);
    }
    // It is sent when the councils have decided with it standing (§§ 5-6, 11-16).
    if step == ObjectionStep::SentToMinistry && !decided_with_it(document) {
        return Err(Refusal::ObjectionBeforeDecision);
    }
    narrower(document, &objection, step, sections)?;
    let sections = sections.to_vec();
    let advanced = Event::ObjectionAdvanced { party: party.clone(), step, date, reason: written(reason)?, sections };
    Ok(and_take_effect(document, advanced, date))
}

/// What is left of an objection is some of what it was about, and is said when a part of it is withdrawn.
fn narrower(
    document: &Document,
    objection: &Objection,
    step: ObjectionStep,
    sections: &[PartId],
) -> Result<(), Refusal> {
    if step != ObjectionStep::PartlyWithdrawn && !sections.is_empty() {
        return Err(Refusal::SectionsOnlyWithdrawn);
    }
    let of_text = document.version().map_or(&[][..], |version| &version.parts);
    let was = |section: &PartId| match &objection.sections[..] {
        [] => of_text.iter().any(|part| part.id == *section),
        own => own.contains(section),
    };
    if sections.iter().all(was) { Ok(()) } else { Err(Refusal::SectionUnknown) }
}

/// Whether a council has adopted what the objection is to, or it is in force.
fn decided_with_it(document: &Document) -> bool {
    let Some(case) = &document.case else { return true };
    let tracks = case.endorsement().map_or(&[][..], |endorsement| &endorsement.tracks);
    tracks.iter().any(|track| track.decision.as_ref().is_some_and(|decision| decision.outcome == Outcome::Endorsed))
}

fn dated(facts: &Facts, date: NaiveDate, since: NaiveDate) -> Result<(), Refusal> {
    if date > facts.today {
        return Err(Refusal::DayInFuture);
    }
    if date < since { Err(Refusal::BeforeObjection { since }) } else { Ok(()) }
}

/// What was held back takes effect on the day the last objection to the whole fell away: in each municipality whose
/// council has adopted, and as an edition where all have.
fn and_take_effect(document: &Document, event: Event, day: NaiveDate) -> Vec<Event> {
    let mut after = Some(document.clone());
    evolve(&mut after, &event);
    let mut events = vec![event];
    if let Some(after) = after {
        let last = after.case.as_ref().and_then(Case::released_on);
        events.extend(adoption::released(&after, last.map_or(day, |last| last.max(day))));
    }
    events
}

/// Whether a consultee may object: a state or county body may, and no participant against its own plan.
pub(super) fn may_object(context: &Context, party: &PartyId) -> Result<(), Refusal> {
    if !context.case.rules.hearing.formal_objection {
        return Err(Refusal::ObjectionNotForKind);
    }
    if context.case.has_party(party) {
        return Err(Refusal::ObjectionByParticipant);
    }
    // A municipality that takes no part may be concerned all the same (§ 5-4).
    let member = context.facts.roster.parties.get(party);
    let may = |member: &Member| member.particulars.may_object || member.particulars.standing == Standing::Municipality;
    if member.is_some_and(may) { Ok(()) } else { Err(Refusal::ObjectionNotTheirs) }
}
