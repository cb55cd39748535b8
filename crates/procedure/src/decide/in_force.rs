//! In force: prolonged, repealed, revised; and how a case ends without an edition.

use super::{Context, competence::decided, drafting, leaving::holds_nowhere, written};
use crate::{Decision, Deed, Desk, Document, End, Event, Facts, InForce, PartiesRule, Refusal};
use chrono::NaiveDate;

pub(super) fn decide(document: &Document, facts: &Facts, desk: &Desk) -> Result<Vec<Event>, Refusal> {
    let edition = document.edition_in_force().ok_or(Refusal::NotInThisPhase)?;
    match desk {
        Desk::StartRevision {} => Ok(vec![start(document, edition, facts)]),
        Desk::Prolong { until, reason, decision } => prolong(edition, facts, *until, reason, decision.as_ref()),
        Desk::Repeal { reason, decision } => repeal(document, facts, reason, decision.as_ref()),
        Desk::Attach { file, title } => drafting::attach(file, title),
        Desk::NumberCase { case_number } => drafting::number_case(document, case_number),
        _ => Err(Refusal::NotInThisPhase),
    }
}

/// A revision follows the kind's rules of the day, or the last case's where the kind is gone.
pub(super) fn start(document: &Document, edition: &InForce, facts: &Facts) -> Event {
    let rules = facts.kinds.get(&document.kind).map_or_else(|| edition.rules.clone(), |kind| kind.rules.clone());
    let members = drafting::members(facts);
    let parties = match rules.parties {
        PartiesRule::Members => members,
        PartiesRule::Chosen => {
            let still = |p: &crate::Party| edition.parties.iter().any(|old| old.id == p.id);
            members.into_iter().filter(still).collect()
        }
    };
    Event::RevisionStarted { rules, parties, on: facts.today }
}

/// Prolonging is decided by the body that adopted.
fn prolong(
    edition: &InForce,
    facts: &Facts,
    until: NaiveDate,
    reason: &str,
    decision: Option<&Decision>,
) -> Result<Vec<Event>, Refusal> {
    if until <= facts.today {
        return Err(Refusal::DeadlinePassed);
    }
    if let Some(due) = edition.revision_due.filter(|due| until <= *due) {
        return Err(Refusal::DeadlineNotLater { deadline: due });
    }
    let reason = written(reason)?;
    let decision = decided(&edition.rules, facts, Deed::Prolonging, decision, Some(edition.adopted_on))?;
    Ok(vec![Event::Prolonged { until, reason, decision }])
}

/// Works whenever an edition is in force or waits for its day, and ends a revision under way. Decided by the body that
/// adopted.
pub(super) fn repeal(
    document: &Document,
    facts: &Facts,
    reason: &str,
    decision: Option<&Decision>,
) -> Result<Vec<Event>, Refusal> {
    if (document.in_force.is_none() && document.coming().is_none()) || document.end == Some(End::Repealed) {
        return Err(Refusal::NotInThisPhase);
    }
    let reason = written(reason)?;
    let edition = document.in_force.as_ref().map(|edition| (&edition.rules, edition.adopted_on));
    let coming =
        document.coming().zip(document.case.as_ref()).map(|(adopted, case)| (&case.rules, adopted.meeting_date));
    let (rules, since) = edition.or(coming).ok_or(Refusal::NotInThisPhase)?;
    let decision = decided(rules, facts, Deed::Repeal, decision, Some(since))?;
    Ok(vec![Event::Repealed { reason, decision }])
}

/// A revision withdrawn must say until when it is put off: the document stays in force.
pub(super) fn withdraw(
    context: &Context,
    reason: &str,
    until: Option<NaiveDate>,
    decision: Option<&Decision>,
) -> Result<Vec<Event>, Refusal> {
    let reason = written(reason)?;
    holds_nowhere(context.case)?;
    let revision = context.document.in_force.is_some();
    let until = until.filter(|_| revision);
    if revision && until.is_none_or(|day| day <= context.facts.today) {
        return Err(Refusal::MustBePutOffUntil);
    }
    let decision = decided(&context.case.rules, context.facts, Deed::Withdrawal, decision, None)?;
    Ok(vec![Event::Withdrawn { reason, until, decision }])
}
