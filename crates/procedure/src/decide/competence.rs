//! Whether a decision is one that a competent body can have made: of what body, on what day, with which votes.

use super::line;
use crate::{Body, Case, Decision, Deed, Facts, Refusal, Rules, Votes, minimum};
use chrono::NaiveDate;

/// The decision an act rests on, as the log keeps it; `None` where the kind leaves the act to the secretariat and no
/// decision was given. `since`: the day before which there was nothing to decide on.
pub(super) fn decided(
    rules: &Rules,
    facts: &Facts,
    deed: Deed,
    decision: Option<&Decision>,
    since: Option<NaiveDate>,
) -> Result<Option<Decision>, Refusal> {
    let bodies = rules.competence.of(deed);
    let Some(decision) = decision else {
        if rules.competence.is_left_to_the_office(deed) {
            return Ok(None);
        }
        return Err(Refusal::DecisionMissing { bodies: bodies.to_vec() });
    };
    let body = competent(bodies, &decision.body, &facts.roster.places(None))?;
    meeting(facts, decision.meeting_date, since)?;
    carried(decision.votes, size(facts, &decision.body))?;
    let legal_basis = decision.legal_basis.as_deref().map(str::trim).filter(|text| !text.is_empty());
    Ok(Some(Decision {
        body,
        case_number: line(&decision.case_number, Refusal::CaseNumberMissing)?,
        legal_basis: legal_basis.map(str::to_owned),
        ..decision.clone()
    }))
}

/// The body's name on one line, where it is one of those that are competent.
pub(super) fn competent(bodies: &[Body], name: &str, places: &[&str]) -> Result<String, Refusal> {
    let name = line(name, Refusal::BodyMissing)?;
    match Body::named(&name, places) {
        Some(body) if bodies.contains(&body) => Ok(name),
        _ => Err(Refusal::BodyNotCompetent { bodies: bodies.to_vec() }),
    }
}

/// A meeting has been, and was not before there was a text to decide on.
pub(super) fn meeting(facts: &Facts, day: NaiveDate, since: Option<NaiveDate>) -> Result<(), Refusal> {
    if day > facts.today {
        return Err(Refusal::DayInFuture);
    }
    match since.filter(|since| day < *since) {
        Some(since) => Err(Refusal::MeetingBeforeText { since }),
        None => Ok(()),
    }
}

/// Where anyone may answer, nothing is decided before the text has been open to inspection for its time (pbl §§ 5-2, 10-1,
/// 11-14).
pub(super) fn inspected(case: &Case, meeting: NaiveDate) -> Result<(), Refusal> {
    let rules = &case.rules.hearing;
    let Some(hearing) = case.hearing().filter(|_| rules.public_inspection) else { return Ok(()) };
    let until = minimum(hearing.opened_on, rules.minimum_weeks);
    if meeting <= until { Err(Refusal::MeetingBeforeInspection { until }) } else { Ok(()) }
}

/// The votes by which something was decided, where they are known: of a body of this size, and not against it.
pub(super) fn carried(votes: Option<Votes>, size: Option<u32>) -> Result<(), Refusal> {
    let Some(votes) = votes else { return Ok(()) };
    if votes.against > votes.in_favour {
        return Err(Refusal::VotesAgainstOutcome);
    }
    within(votes, size)
}

/// The votes of a body of this size: no more than its members, and at least half of them (kommuneloven § 11-9).
/// Nothing is known of one whose size is not.
pub(super) fn within(votes: Votes, size: Option<u32>) -> Result<(), Refusal> {
    let Some(size) = size else { return Ok(()) };
    let cast = votes.in_favour.saturating_add(votes.against);
    if cast > size {
        return Err(Refusal::VotesBeyondBody { size });
    }
    if cast.saturating_mul(2) < size {
        return Err(Refusal::QuorumMissing { size });
    }
    Ok(())
}

/// The members of one of the region's own bodies, where that is known.
fn size(facts: &Facts, name: &str) -> Option<u32> {
    facts.roster.bodies.get(&Body::named(name, &facts.roster.places(None))?).copied()
}
