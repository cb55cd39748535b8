//! A party that leaves the cooperation on a document, and the others that go on (plan- og bygningsloven § 9-5).

use super::{Context, competence::decided, endorsement::and_conclude, unknown, worded, written};
use crate::{Case, Decision, Deed, Event, MediationStep, PartyId, Phase, Refusal, Wording, add_months};
use chrono::NaiveDate;

/// Written notice: the party is out so many months after it was received, as the kind says.
pub(super) fn record(
    context: &Context,
    party: &PartyId,
    received_on: NaiveDate,
    reason: &Wording<String>,
) -> Result<Vec<Event>, Refusal> {
    let case = context.case;
    let rules = case.rules.endorsement.as_ref();
    let months = rules.and_then(|rules| rules.notice_months).ok_or(Refusal::NoticeNotForKind)?;
    if !case.has_party(party) {
        return Err(unknown(party));
    }
    if case.leaving.iter().any(|(id, _)| id == party) {
        return Err(Refusal::NothingChanged);
    }
    if received_on > context.facts.today {
        return Err(Refusal::DayInFuture);
    }
    let begun = case.hearing().map(|hearing| hearing.opened_on);
    let begun = begun.or(case.version.as_ref().and_then(|version| version.saved_on));
    if let Some(opened_on) = begun.filter(|day| received_on < *day) {
        return Err(Refusal::ReceivedBeforeHearing { opened_on });
    }
    let leaves_on = add_months(received_on, months);
    Ok(vec![Event::LeavingNoticed { party: party.clone(), received_on, leaves_on, reason: worded(reason)? }])
}

/// The rest go on without a party. Where the law wants a notice, only without one whose time is out.
pub(super) fn go_on_without(
    context: &Context,
    phase: &Phase,
    party: &PartyId,
    reason: &Wording<String>,
    decision: Option<&Decision>,
) -> Result<Vec<Event>, Refusal> {
    let case = context.case;
    let rules = case.rules.endorsement.as_ref();
    let endorsement = case.endorsement().filter(|_| matches!(phase, Phase::Endorsement(_)));
    if rules.is_none_or(|rules| rules.notice_months.is_none()) && endorsement.is_none() {
        return Err(Refusal::NotInThisPhase);
    }
    let rules = rules.filter(|rules| rules.go_on_without).ok_or(Refusal::PartyCannotLeave)?;
    if !case.has_party(party) {
        return Err(unknown(party));
    }
    if case.endorsers().count() <= 1 {
        return Err(Refusal::LastParty);
    }
    if endorsement.and_then(|e| e.track(party)).is_some_and(|track| track.effective.is_some()) {
        return Err(Refusal::HoldsAlready);
    }
    if rules.notice_months.is_some() {
        let (_, leaves_on) = case.leaving.iter().find(|(id, _)| id == party).ok_or(Refusal::NoticeMissing)?;
        if context.facts.today < *leaves_on {
            return Err(Refusal::NoticeRuns { leaves_on: *leaves_on });
        }
    }
    let since = endorsement.map(|endorsement| endorsement.asked_on);
    let decision = decided(&case.rules, context.facts, Deed::GoingOn, decision, since)?;
    Ok(and_conclude(context, Event::PartyLeft { party: party.clone(), reason: worded(reason)?, decision }))
}

/// The state administrator is asked to mediate, and then it ends one way or the other; it can be asked again. A plan that
/// parties may leave by notice is one they may disagree about (§ 9-5).
pub(super) fn mediate(
    context: &Context,
    step: MediationStep,
    date: NaiveDate,
    reason: &str,
) -> Result<Vec<Event>, Refusal> {
    let case = context.case;
    if case.rules.endorsement.as_ref().is_none_or(|rules| rules.notice_months.is_none()) {
        return Err(Refusal::MediationNotForKind);
    }
    let asked = case.mediation.is_some_and(|mediation| mediation.step == MediationStep::Asked);
    match step {
        MediationStep::Asked if asked => return Err(Refusal::NothingChanged),
        MediationStep::Agreed | MediationStep::NotAgreed if !asked => return Err(Refusal::MediationNotAsked),
        _ => {}
    }
    if date > context.facts.today {
        return Err(Refusal::DayInFuture);
    }
    let begun = case.begun_on.ok_or(Refusal::NoText)?;
    if date < begun {
        return Err(Refusal::BeforeCase { since: begun });
    }
    if let Some(before) = case.mediation.filter(|mediation| date < mediation.on) {
        return Err(Refusal::BeforeMediation { since: before.on });
    }
    Ok(vec![Event::MediationRecorded { step, date, reason: written(reason)? }])
}

/// A text that a council has adopted with effect in its municipality is ended by repeal, and by nothing else.
pub(super) fn holds_nowhere(case: &Case) -> Result<(), Refusal> {
    let tracks = case.endorsement().map_or(&[][..], |endorsement| &endorsement.tracks);
    if tracks.iter().any(|track| track.effective.is_some()) { Err(Refusal::HoldsAlready) } else { Ok(()) }
}
