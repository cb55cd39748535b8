//! In force: prolonged, repealed, revised; and how a case ends without an edition.

use super::{
    Context,
    competence::{carried, decided, meeting},
    drafting,
    leaving::holds_nowhere,
    line, worded,
};
use crate::{
    Body, Decision, Deed, Desk, Document, Effect, End, Event, Facts, Holding, InForce, OwnDecision, PartiesRule, Party,
    PartyId, Refusal, Wording, due, holding::municipalities,
};
use chrono::NaiveDate;

pub(super) fn decide(document: &Document, facts: &Facts, desk: &Desk) -> Result<Vec<Event>, Refusal> {
    let edition = document.edition_in_force().ok_or(Refusal::NotInThisPhase)?;
    match desk {
        Desk::StartRevision {} => Ok(vec![start(document, edition, facts)]),
        Desk::Prolong { until, reason, decision, decisions } => {
            prolong(edition, facts, *until, reason, &Given { decision: decision.as_ref(), decisions })
        }
        Desk::Repeal { reason, decision, decisions } => {
            repeal(document, facts, reason, &Given { decision: decision.as_ref(), decisions })
        }
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
            let now = municipalities(&edition.parties, facts.roster, facts.today);
            // A plan holds in a municipality whether or not that is a member of the region.
            let own = edition.rules.effect == Effect::PerMunicipality;
            let takes_part = |id: &&PartyId| own || is_member(facts, id);
            let party = |id: &PartyId| {
                let known = facts.roster.parties.get(id)?;
                Some(Party {
                    id: id.clone(),
                    standing: known.particulars.standing,
                    population: known.particulars.population,
                })
            };
            now.into_iter().filter(takes_part).filter_map(party).collect()
        }
    };
    Event::RevisionStarted { rules, parties, on: facts.today, skipped: due::passed(edition, facts.today) }
}

/// The decisions that came with a command: of one body, or of each council.
pub(super) struct Given<'a> {
    pub decision: Option<&'a Decision>,
    pub decisions: &'a [OwnDecision],
}

/// What the councils adopted, each of them prolongs or repeals (pbl §§ 9-3, 11-17, 12-14, kommuneloven § 18-4): those that
/// are members still, or all where none is. Else the body that adopted does.
fn as_adopted(
    adopted: Holding,
    facts: &Facts,
    deed: Deed,
    given: &Given,
) -> Result<(Option<Decision>, Vec<OwnDecision>), Refusal> {
    let since = Some(adopted.adopted_on);
    let councils = adopted.councils(facts.roster, facts.today);
    if councils.is_empty() {
        if !given.decisions.is_empty() {
            return Err(Refusal::BodyNotCompetent { bodies: adopted.rules.competence.of(deed).to_vec() });
        }
        return Ok((decided(adopted.rules, facts, deed, given.decision, since)?, Vec::new()));
    }
    if let Some(decision) = given.decision {
        let decision = decided(adopted.rules, facts, deed, Some(decision), since)?;
        let named = decision.as_ref().and_then(|made| Body::named(&made.body, &facts.roster.places(None)));
        if named != Some(Body::MunicipalCouncil) {
            return Ok((decision, Vec::new()));
        }
    }
    for (n, own) in given.decisions.iter().enumerate() {
        if !councils.contains(&&own.municipality) {
            return Err(Refusal::UnknownMunicipality { municipality: own.municipality.clone() });
        }
        if given.decisions[..n].iter().any(|before| before.municipality == own.municipality) {
            return Err(Refusal::MunicipalityTwice { municipality: own.municipality.clone() });
        }
    }
    let given_by = |id: &PartyId| given.decisions.iter().find(|own| own.municipality == *id);
    let none_left = !councils.iter().any(|id| is_member(facts, id));
    if let Some(silent) = councils.iter().find(|id| given_by(id).is_none() && (none_left || is_member(facts, id))) {
        return Err(Refusal::CouncilMissing { municipality: (*silent).clone() });
    }
    let decisions = councils.iter().filter_map(|id| given_by(id)).map(|own| council(facts, own, since));
    Ok((None, decisions.collect::<Result<_, _>>()?))
}

fn is_member(facts: &Facts, id: &PartyId) -> bool {
    facts.roster.parties.get(id).is_some_and(|party| party.is_member(facts.today))
}

fn council(facts: &Facts, own: &OwnDecision, since: Option<NaiveDate>) -> Result<OwnDecision, Refusal> {
    meeting(facts, own.meeting_date, since)?;
    carried(own.votes, facts.roster.parties.get(&own.municipality).and_then(|member| member.particulars.council_size))?;
    Ok(OwnDecision { case_number: line(&own.case_number, Refusal::CaseNumberMissing)?, ..own.clone() })
}

/// Prolonging is decided by the body that adopted.
fn prolong(
    edition: &InForce,
    facts: &Facts,
    until: NaiveDate,
    reason: &Wording<String>,
    given: &Given,
) -> Result<Vec<Event>, Refusal> {
    if until <= facts.today {
        return Err(Refusal::DeadlinePassed);
    }
    if let Some(due) = edition.revision_due.filter(|due| until <= *due) {
        return Err(Refusal::DeadlineNotLater { deadline: due });
    }
    let reason = worded(reason)?;
    let (decision, decisions) = as_adopted(edition.holding(), facts, Deed::Prolonging, given)?;
    Ok(vec![Event::Prolonged { until, reason, decision, decisions }])
}

/// Works whenever an edition is in force or waits for its day, and ends a revision under way. Decided by the body that
/// adopted.
pub(super) fn repeal(
    document: &Document,
    facts: &Facts,
    reason: &Wording<String>,
    given: &Given,
) -> Result<Vec<Event>, Refusal> {
    let adopted = document.holding().filter(|_| document.end != Some(End::Repealed)).ok_or(Refusal::NotInThisPhase)?;
    let reason = worded(reason)?;
    let (decision, decisions) = as_adopted(adopted, facts, Deed::Repeal, given)?;
    Ok(vec![Event::Repealed { reason, decision, decisions }])
}

/// A revision withdrawn must say until when it is put off: the document stays in force.
pub(super) fn withdraw(
    context: &Context,
    reason: &Wording<String>,
    until: Option<NaiveDate>,
    decision: Option<&Decision>,
) -> Result<Vec<Event>, Refusal> {
    let reason = worded(reason)?;
    holds_nowhere(context.case)?;
    let revision = context.document.in_force.is_some();
    let until = until.filter(|_| revision);
    if revision && until.is_none_or(|day| day <= context.facts.today) {
        return Err(Refusal::MustBePutOffUntil);
    }
    let decision = decided(&context.case.rules, context.facts, Deed::Withdrawal, decision, None)?;
    Ok(vec![Event::Withdrawn { reason, until, decision }])
}
