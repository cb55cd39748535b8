//! Assessment: every remark gets its verdict and reason, and then the text goes on or is heard again.

use super::{Context, filled, unknown, written};
use crate::{
    Case, Event, Grant, Hearing, NextStep, PartyId, Position, Purpose, Refusal, Remark, RemarkId, Role, Seen,
    Settlement, SubstantialChange, Verdict, Version,
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// All of them, or none when one has been given another verdict since it was looked at.
pub(super) fn assess(
    context: &Context,
    remarks: &[Seen],
    verdict: Verdict,
    reason: &str,
) -> Result<Vec<Event>, Refusal> {
    let asks = context.case.rules.assessment.second_person;
    let by = asks.then(|| context.facts.actor.person());
    let reason = written(reason)?;
    let assessed = |remark: &Remark| Event::RemarkAssessed {
        remark: remark.id.clone(),
        verdict,
        reason: reason.clone(),
        by: by.clone(),
    };
    Ok(seen(context.case, remarks)?.into_iter().map(assessed).collect())
}

/// A second coordinator's yes.
pub(super) fn approve(context: &Context, remarks: &[Seen]) -> Result<Vec<Event>, Refusal> {
    let by = context.facts.actor.person();
    let remarks = seen(context.case, remarks)?;
    for remark in &remarks {
        remark.approvable_by(context.facts.actor)?;
    }
    let approved = |remark: &Remark| Event::VerdictApproved { remark: remark.id.clone(), by: by.clone() };
    Ok(remarks.into_iter().map(approved).collect())
}

/// The remarks named, each once.
fn seen<'a>(case: &'a Case, remarks: &[Seen]) -> Result<Vec<&'a Remark>, Refusal> {
    let known: BTreeMap<&RemarkId, &Remark> = case.remarks.iter().map(|remark| (&remark.id, remark)).collect();
    let mut found = BTreeSet::new();
    let mut chosen = Vec::new();
    for Seen { remark, based_on } in remarks {
        let known = known.get(remark).ok_or_else(|| Refusal::UnknownRemark { remark: remark.clone() })?;
        if based_on.is_some_and(|seen| seen != known.revision) {
            return Err(Refusal::ChangedMeanwhile);
        }
        if found.insert(remark) {
            chosen.push(*known);
        }
    }
    if chosen.is_empty() { Err(Refusal::NoRemarkChosen) } else { Ok(chosen) }
}

pub(super) fn settle(
    context: &Context,
    hearing: &Hearing,
    party: &PartyId,
    how: &str,
    date: NaiveDate,
    reason: &str,
) -> Result<Vec<Event>, Refusal> {
    let track = hearing.track(party).ok_or_else(|| unknown(party))?;
    if track.statement.as_ref().is_none_or(|s| s.position != Position::FormalObjection) {
        return Err(Refusal::ObjectionNotForKind);
    }
    if date > context.facts.today {
        return Err(Refusal::DayInFuture);
    }
    let settlement = Settlement { how: filled(how, Refusal::ReasonMissing)?, date, reason: written(reason)? };
    Ok(vec![Event::ObjectionSettled { party: party.clone(), settlement }])
}

pub(super) fn finish(
    context: &Context,
    hearing: &Hearing,
    next: NextStep,
    change: Option<&SubstantialChange>,
    reason: Option<&str>,
) -> Result<Vec<Event>, Refusal> {
    let case = context.case;
    let open = case.remarks.iter().filter(|r| r.verdict.is_none()).count();
    if open > 0 {
        return Err(Refusal::AllRemarksMustBeAssessed { open });
    }
    let unapproved = case.unapproved().count();
    if unapproved > 0 {
        return Err(Refusal::VerdictsMustBeApproved { open: unapproved });
    }
    match next {
        NextStep::FullHearing | NextStep::LimitedHearing => return hear_again(context, next, reason),
        NextStep::Endorsement if case.rules.endorsement.is_none() => return Err(Refusal::EndorsementNotForKind),
        NextStep::Adoption if case.rules.endorsement.is_some() => return Err(Refusal::EndorsementRequired),
        NextStep::Endorsement | NextStep::Adoption => {}
    }
    if let Some(track) = case.open_objections(hearing).next() {
        return Err(Refusal::ObjectionOpen { municipality: track.party.clone() });
    }
    let version = case.version.as_ref().ok_or(Refusal::NoText)?;
    let differs = case.heard.as_ref().is_none_or(|heard| heard.content != version.content);
    let change = match change {
        // A text that is as it was heard has no change to give a reason for.
        Some(answer) if !differs && !answer.changed && answer.reason.trim().is_empty() => None,
        Some(answer) => Some(SubstantialChange { reason: written(&answer.reason)?, ..answer.clone() }),
        None if differs => return Err(Refusal::SubstantialChangeMissing),
        None => None,
    };
    // What was changed without being heard must be heard again (pbl § 11-15).
    if differs && change.as_ref().is_some_and(|answer| answer.changed) {
        return Err(Refusal::SubstantialChangeMustBeHeard);
    }
    let asked = if next == NextStep::Endorsement { councils(context)? } else { Vec::new() };
    Ok(vec![finished(context, next, version, change, reason, asked)])
}

/// Back to drafting, with what the next hearing must cover.
pub(super) fn hear_again(context: &Context, next: NextStep, reason: Option<&str>) -> Result<Vec<Event>, Refusal> {
    if !matches!(next, NextStep::FullHearing | NextStep::LimitedHearing) {
        return Err(Refusal::NotInThisPhase);
    }
    let version = context.case.version.as_ref().ok_or(Refusal::NoText)?;
    Ok(vec![finished(context, next, version, None, reason, Vec::new())])
}

fn finished(
    context: &Context,
    next: NextStep,
    version: &Version,
    substantial_change: Option<SubstantialChange>,
    reason: Option<&str>,
    asked: Vec<Grant>,
) -> Event {
    Event::AssessmentFinished {
        next,
        version: version.number,
        content: version.content.clone(),
        substantial_change,
        reason: reason.and_then(|text| written(text).ok()),
        on: context.facts.today,
        asked,
    }
}

/// A link for each council's secretary, and one for the case officer where that is someone else.
fn councils(context: &Context) -> Result<Vec<Grant>, Refusal> {
    let mut asked: Vec<Grant> = Vec::new();
    for party in context.case.endorsers() {
        let secretary = context.grant(&party.id, Role::CouncilSecretary, Purpose::Council, asked.len())?;
        let officer = context.grant(&party.id, Role::CaseOfficer, Purpose::Council, asked.len() + 1)?;
        let another = officer.contact != secretary.contact && context.case.rules.letters.copies;
        asked.push(secretary);
        asked.extend(Some(officer).filter(|_| another));
    }
    Ok(asked)
}
