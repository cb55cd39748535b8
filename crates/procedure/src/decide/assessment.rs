//! Assessment: every remark gets its verdict and reason, and then the text goes on or is heard again.

use super::{
    Context,
    competence::{decided, inspected},
    is_blank,
    leaving::holds_nowhere,
    public_answers, worded, written,
};
use crate::{
    AdoptingBody, Case, Checked, Decision, Deed, Effect, Event, Finding, Grant, NextStep, Purpose, Refusal, Remark,
    RemarkId, Role, Seen, SubstantialChange, Verdict, Version, Wording,
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// All of them, or none when one has been given another verdict since it was looked at.
pub(super) fn assess(
    context: &Context,
    remarks: &[Seen],
    verdict: Verdict,
    reason: &Wording<String>,
) -> Result<Vec<Event>, Refusal> {
    let asks = context.case.rules.assessment.second_person;
    let by = asks.then(|| context.facts.actor.person());
    let reason = worded(reason)?;
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

/// What an assessment is finished with.
#[derive(Clone, Copy, Default)]
pub(super) struct Ending<'a> {
    pub change: Option<&'a SubstantialChange>,
    pub reason: Option<&'a str>,
    pub decision: Option<&'a Decision>,
    pub in_force_from: Option<NaiveDate>,
    /// The version of the text that was seen.
    pub based_on: Option<u32>,
    pub checked: Option<&'a Checked>,
}

pub(super) fn finish(context: &Context, next: NextStep, ending: &Ending) -> Result<Vec<Event>, Refusal> {
    let case = context.case;
    let open = case.remarks.iter().filter(|r| r.verdict.is_none()).count();
    if open > 0 {
        return Err(Refusal::AllRemarksMustBeAssessed { open });
    }
    public_answers::weighed(case)?;
    let unapproved = case.unapproved().count() + usize::try_from(case.unapproved_public()).unwrap_or(usize::MAX);
    if unapproved > 0 {
        return Err(Refusal::VerdictsMustBeApproved { open: unapproved });
    }
    match next {
        NextStep::FullHearing | NextStep::LimitedHearing => return hear_again(context, next, ending),
        NextStep::Endorsement if case.rules.endorsement.is_none() => return Err(Refusal::EndorsementNotForKind),
        NextStep::Adoption if case.rules.endorsement.is_some() => return Err(Refusal::EndorsementRequired),
        NextStep::Endorsement | NextStep::Adoption => {}
    }
    let version = case.version.as_ref().ok_or(Refusal::NoText)?;
    let findings = findings(case, version, ending)?;
    let differs = case.heard.as_ref().is_none_or(|heard| heard.content != version.content);
    let change = match ending.change {
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
    let together = case.rules.adoption == AdoptingBody::Councils && case.rules.effect == Effect::Together;
    if ending.in_force_from.is_some() && !together {
        return Err(Refusal::InForceAtAdoption);
    }
    let past = ending.in_force_from.is_some_and(|day| day <= context.facts.today);
    if past {
        return Err(Refusal::InForceBeforeAdoption { meeting_date: context.facts.today });
    }
    let (asked, decision) = if next == NextStep::Endorsement {
        let since = case.hearing().map(|hearing| hearing.opened_on);
        let decision = decided(&case.rules, context.facts, Deed::Councils, ending.decision, since)?;
        if let Some(decision) = &decision {
            inspected(case, decision.meeting_date)?;
        }
        (councils(context)?, decision)
    } else {
        (Vec::new(), None)
    };
    let in_force_from = ending.in_force_from;
    let finished = Finished { substantial_change: change, decision, in_force_from, findings, asked };
    finished.event(context, next, version, ending.reason)
}

/// What was found, in the texts that this is about: another may have been saved since they were read, or since whoever
/// asks looked at them.
fn findings(case: &Case, version: &Version, ending: &Ending) -> Result<Vec<Finding>, Refusal> {
    if ending.based_on.is_some_and(|seen| seen != version.number) {
        return Err(Refusal::ChangedMeanwhile);
    }
    let Some(checked) = ending.checked else { return Ok(Vec::new()) };
    let heard = case.heard.as_ref().map(|heard| &heard.content);
    if heard != Some(&checked.heard) || version.content != checked.content {
        return Err(Refusal::ChangedMeanwhile);
    }
    Ok(checked.findings.clone())
}

/// Back to drafting, with what the next hearing must cover. Whoever has answered about the change has the answer kept.
pub(super) fn hear_again(context: &Context, next: NextStep, ending: &Ending) -> Result<Vec<Event>, Refusal> {
    if !matches!(next, NextStep::FullHearing | NextStep::LimitedHearing) {
        return Err(Refusal::NotInThisPhase);
    }
    holds_nowhere(context.case)?;
    let version = context.case.version.as_ref().ok_or(Refusal::NoText)?;
    let findings = findings(context.case, version, ending)?;
    let written = |answer: &SubstantialChange| {
        let reason = if is_blank(&answer.reason) { String::new() } else { written(&answer.reason)? };
        Ok(SubstantialChange { reason, ..answer.clone() })
    };
    let substantial_change = ending.change.map(written).transpose()?;
    let finished = Finished { substantial_change, findings, ..Finished::default() };
    finished.event(context, next, version, ending.reason)
}

#[derive(Default)]
struct Finished {
    substantial_change: Option<SubstantialChange>,
    decision: Option<Decision>,
    in_force_from: Option<NaiveDate>,
    findings: Vec<Finding>,
    asked: Vec<Grant>,
}

impl Finished {
    fn event(
        self,
        context: &Context,
        next: NextStep,
        version: &Version,
        reason: Option<&str>,
    ) -> Result<Vec<Event>, Refusal> {
        Ok(vec![Event::AssessmentFinished {
            next,
            version: version.number,
            content: version.content.clone(),
            substantial_change: self.substantial_change,
            reason: reason.filter(|text| !is_blank(text)).map(written).transpose()?,
            decision: self.decision,
            on: context.facts.today,
            in_force_from: self.in_force_from,
            findings: self.findings,
            asked: self.asked,
        }])
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
