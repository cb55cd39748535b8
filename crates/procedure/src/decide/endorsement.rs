//! Endorsement: every council decides on one and the same text, and the rule says what comes of it.

use super::{Context, adoption, competence, line, unknown, worded, written};
use crate::{
    AdoptingBody, CouncilDecision, CouncilMeeting, CouncilTrack, Deed, Document, Effect, Endorsement, Event,
    HowReconciled, Outcome, PartyId, Phase, Refusal, Rung, Tally, Votes, Wording, tally,
};
use chrono::{Months, NaiveDate};

/// How long from today a council's meeting can be. Reminders count from the meeting, so a mistyped year would silence
/// them.
const FARTHEST_MEETING: Months = Months::new(24);

/// A council is to meet that day: what was said last counts.
pub(super) fn plan(
    context: &Context,
    endorsement: &Endorsement,
    party: &PartyId,
    meeting_date: NaiveDate,
    papers_due: Option<NaiveDate>,
) -> Result<Vec<Event>, Refusal> {
    let track = endorsement.track(party).ok_or_else(|| unknown(party))?;
    if track.decided() {
        return Err(Refusal::CouncilHasDecided);
    }
    if too_far(context, meeting_date) {
        return Err(Refusal::MeetingTooFar);
    }
    if track.meeting == Some(CouncilMeeting { date: meeting_date, papers_due }) {
        return Err(Refusal::NothingChanged);
    }
    Ok(vec![Event::MeetingPlanned { party: party.clone(), meeting_date, papers_due }])
}

fn too_far(context: &Context, meeting: NaiveDate) -> bool {
    context.facts.today.checked_add_months(FARTHEST_MEETING).is_some_and(|last| meeting > last)
}

/// A decision, or the correction of one: the latest entry counts, every entry is kept.
pub(super) fn record(
    context: &Context,
    party: &PartyId,
    decision: &CouncilDecision,
    based_on: Option<u32>,
) -> Result<Vec<Event>, Refusal> {
    let endorsement = context.case.endorsement().ok_or(Refusal::NotInThisPhase)?;
    let track = endorsement.track(party).ok_or_else(|| unknown(party))?;
    if based_on.is_some_and(|seen| seen != track.entries) {
        return Err(Refusal::ChangedMeanwhile);
    }
    let body = competence::competent(
        context.case.rules.competence.of(Deed::Endorsement),
        &decision.body,
        &context.facts.roster.places(Some(party)),
    )?;
    competence::meeting(context.facts, decision.meeting_date, context.document.text_since())?;
    competence::inspected(context.case, decision.meeting_date)?;
    let whole = context.case.rules.adoption == AdoptingBody::Councils;
    if whole && matches!(decision.outcome, Outcome::EndorsedWithReservation | Outcome::EndorsedAmended) {
        return Err(Refusal::CouncilsAdoptAsItIs);
    }
    if decision.votes.is_some_and(|votes| !agree(votes, decision.outcome)) {
        return Err(Refusal::VotesAgainstOutcome);
    }
    if let Some(votes) = decision.votes {
        // After a merger the new council decides in the old one's place.
        let roster = context.facts.roster;
        let member = roster.parties.get(roster.successor(party, decision.meeting_date));
        competence::within(votes, member.and_then(|member| member.particulars.council_size))?;
    }
    let postponed = decision.outcome == Outcome::Postponed;
    if !postponed && decision.postponed_to.is_some() {
        return Err(Refusal::PostponedToUnexpected);
    }
    if postponed && decision.postponed_to.is_none_or(|day| day <= decision.meeting_date) {
        return Err(Refusal::PostponedToMissing);
    }
    if postponed && decision.postponed_to.is_some_and(|day| too_far(context, day)) {
        return Err(Refusal::MeetingTooFar);
    }
    if decision.outcome == Outcome::EndorsedAmended && decision.text.is_none() {
        return Err(Refusal::NoText);
    }
    let decision = CouncilDecision {
        body,
        case_number: line(&decision.case_number, Refusal::CaseNumberMissing)?,
        ..decision.clone()
    };
    let recorded = Event::DecisionRecorded {
        party: party.clone(),
        entry: track.entries + 1,
        content: endorsement.content.clone(),
        decision,
    };
    Ok(and_conclude(context, recorded))
}

/// Whether the votes can have led to the outcome. Where they are equal, whoever leads the meeting decides
/// (kommuneloven § 11-9).
fn agree(votes: Votes, outcome: Outcome) -> bool {
    match outcome {
        Outcome::Endorsed | Outcome::EndorsedWithReservation | Outcome::EndorsedAmended => {
            votes.in_favour >= votes.against
        }
        Outcome::Rejected => votes.against >= votes.in_favour,
        Outcome::Postponed => true,
    }
}

pub(super) fn reconcile(
    context: &Context,
    party: &PartyId,
    how: HowReconciled,
    reason: &Wording<String>,
) -> Result<Vec<Event>, Refusal> {
    let endorsement = context.case.endorsement().ok_or(Refusal::NotInThisPhase)?;
    let track = endorsement.track(party).ok_or_else(|| unknown(party))?;
    if !track.has_open_amendment() {
        return Err(Refusal::NothingAmended);
    }
    let reconciled = Event::DecisionReconciled { party: party.clone(), how, reason: worded(reason)? };
    Ok(match how {
        HowReconciled::Reservation => and_conclude(context, reconciled),
        HowReconciled::NewText => vec![reconciled],
    })
}

pub(super) fn conclude(context: &Context, endorsement: &Endorsement, reason: &str) -> Result<Vec<Event>, Refusal> {
    let reason = written(reason)?;
    // Where each council's decision has effect by itself, it is an edition for those who have adopted it, the others
    // notwithstanding (pbl § 9-3).
    let case = context.case;
    let counted = tally(case, endorsement);
    if case.rules.effect == Effect::PerMunicipality && counted.undecided == 0 && counted.in_favour > 0 {
        return Ok(concluded(context.document, context.facts.today, true, Some(reason)));
    }
    if endorsement.met.is_some() {
        return Err(Refusal::NothingChanged);
    }
    if endorsement.tracks.iter().any(CouncilTrack::has_open_amendment) {
        return Err(Refusal::AmendmentOpen);
    }
    if !counted.settled {
        return Err(Refusal::OutcomeNotSettled);
    }
    Ok(concluded(context.document, context.facts.today, counted.met, Some(reason)))
}

pub(super) fn remind_by_hand(
    context: &Context,
    endorsement: &Endorsement,
    party: Option<&PartyId>,
) -> Result<Vec<Event>, Refusal> {
    let today = context.facts.today;
    let silent = |t: &&CouncilTrack| !t.decided() && t.reminded_on != Some(today);
    let remind = |t: &CouncilTrack| Event::Reminded {
        party: t.party.clone(),
        rung: Rung::Manual,
        deadline: endorsement.counts_from(t),
        on: today,
        skipped: Vec::new(),
    };
    if let Some(id) = party {
        let track = endorsement.track(id).ok_or_else(|| unknown(id))?;
        if track.decided() {
            return Err(Refusal::NobodyToRemind);
        }
        if !silent(&track) {
            return Err(Refusal::RemindedToday);
        }
        return Ok(vec![remind(track)]);
    }
    let reminders: Vec<_> = endorsement.tracks.iter().filter(silent).map(remind).collect();
    if reminders.is_empty() { Err(Refusal::NobodyToRemind) } else { Ok(reminders) }
}

/// The event, and the conclusion that follows by itself when every council has decided.
pub(super) fn and_conclude(context: &Context, event: Event) -> Vec<Event> {
    let mut events = vec![event];
    let Some(after) = context.after(&events[0]) else { return events };
    events.extend(adoption::effects(&after, None));
    let Some(case) = &after.case else { return events };
    let Some(endorsement) = case.endorsement() else { return events };
    let complete = endorsement.tracks.iter().all(|t| t.decided() && !t.has_open_amendment());
    let tally = tally(case, endorsement);
    let adopting = matches!(case.phase, Phase::Adoption(_));
    // In adoption a correction can only take the endorsement back; before it, completeness concludes.
    if (adopting && !tally.met) || (!adopting && complete && endorsement.met != Some(tally.met)) {
        events.extend(concluded(&after, context.facts.today, tally.met, None));
    }
    events
}

/// What the count came to; where the rule is met and the councils' decisions are the adoption, that follows at once.
fn concluded(document: &Document, today: NaiveDate, met: bool, reason: Option<String>) -> Vec<Event> {
    let Some(case) = &document.case else { return Vec::new() };
    let Some(endorsement) = case.endorsement() else { return Vec::new() };
    let Tally { in_favour, against, .. } = tally(case, endorsement);
    let mut events = vec![Event::EndorsementConcluded { met, in_favour, against, reason }];
    if met && case.rules.adoption == AdoptingBody::Councils {
        events.extend(adoption::by_councils(document, case, today));
    }
    events
}
