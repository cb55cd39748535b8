//! Adoption: the text that was endorsed, and no other, is adopted and comes into force on its day.

use super::{
    Context,
    competence::{carried, decided, inspected, meeting},
    line, worded,
};
use crate::{
    AdoptedEdition, AdoptingBody, Case, CouncilTrack, Cycle, Decision, Deed, Document, Effect, Event, Facts, Outcome,
    Phase, Refusal, Rules, Wording, add_years,
};
use chrono::{Datelike, NaiveDate};

pub(super) fn adopt(context: &Context, decision: &Decision, in_force_from: NaiveDate) -> Result<Vec<Event>, Refusal> {
    let case = context.case;
    if case.rules.adoption == AdoptingBody::Councils {
        return Err(Refusal::CouncilsAdopt);
    }
    if case.endorsement().is_some_and(|endorsement| endorsement.tracks.iter().any(CouncilTrack::has_open_amendment)) {
        return Err(Refusal::AmendmentOpen);
    }
    let since = context.document.text_since();
    let decision = decided(&case.rules, context.facts, Deed::Adoption, Some(decision), since)?;
    let decision = decision.ok_or(Refusal::BodyMissing)?;
    inspected(case, decision.meeting_date)?;
    if in_force_from < decision.meeting_date {
        return Err(Refusal::InForceBeforeAdoption { meeting_date: decision.meeting_date });
    }
    let adopted = adopted(context.document, case, &decision, in_force_from).ok_or(Refusal::NoText)?;
    let edition = context.document.editions + 1;
    let at_once = in_force_from <= context.facts.today;
    let in_force = at_once.then_some(Event::CameIntoForce { edition, on: in_force_from });
    Ok([Event::Adopted(adopted)].into_iter().chain(in_force).collect())
}

/// An edition that was adopted before the document was kept here, as its first: it holds, and its clocks run. What body was
/// competent then is not asked; nobody is written to of what they were told at its time.
pub(super) fn register(
    context: &Context,
    decision: &Decision,
    in_force_from: NaiveDate,
) -> Result<Vec<Event>, Refusal> {
    let (document, case) = (context.document, context.case);
    if document.editions > 0 || case.heard.is_some() {
        return Err(Refusal::NotInThisPhase);
    }
    if case.version.is_none() {
        return Err(Refusal::NoText);
    }
    meeting(context.facts, decision.meeting_date, None)?;
    if in_force_from < decision.meeting_date {
        return Err(Refusal::InForceBeforeAdoption { meeting_date: decision.meeting_date });
    }
    if in_force_from > context.facts.today {
        return Err(Refusal::DayInFuture);
    }
    carried(decision.votes, None)?;
    let decision = Decision {
        body: line(&decision.body, Refusal::BodyMissing)?,
        case_number: line(&decision.case_number, Refusal::CaseNumberMissing)?,
        ..decision.clone()
    };
    let registered = adopted(document, case, &decision, in_force_from).ok_or(Refusal::NoText)?;
    Ok(vec![Event::EditionRegistered(registered)])
}

/// A later entry of the same adoption, of an edition that waits for its day or from which nothing has followed yet: no
/// notice was given, and no revision has begun. An edition that holds, holds from the day it came into force.
pub(super) fn correct(
    document: &Document,
    facts: &Facts,
    decision: &Decision,
    in_force_from: NaiveDate,
    reason: &Wording<String>,
) -> Result<Vec<Event>, Refusal> {
    let coming =
        document.coming().zip(document.case.as_ref()).map(|(adopted, case)| (&case.rules, adopted.in_force_from));
    let holding = document.edition_in_force().filter(|_| coming.is_none());
    let (rules, from) = match (coming, holding) {
        (Some(coming), _) => coming,
        (None, Some(edition)) => (&edition.rules, edition.since),
        (None, None) => return Err(Refusal::NotInThisPhase),
    };
    if rules.adoption == AdoptingBody::Councils {
        return Err(Refusal::CouncilsAdopt);
    }
    let followed = holding.is_some_and(|edition| !edition.notices.is_empty() || document.case.is_some());
    if followed || (holding.is_some() && in_force_from != from) {
        return Err(Refusal::AdoptionHasEffect);
    }
    let period = document.case.as_ref().and_then(|case| case.period_until);
    let period = period.or(holding.and_then(|edition| edition.period_until));
    let since = document.text_since();
    let decision = decided(rules, facts, Deed::Adoption, Some(decision), since)?.ok_or(Refusal::BodyMissing)?;
    if in_force_from < decision.meeting_date {
        return Err(Refusal::InForceBeforeAdoption { meeting_date: decision.meeting_date });
    }
    let corrected = Event::AdoptionCorrected {
        edition: document.editions,
        revision_due: falls_due(rules, decision.meeting_date, period),
        body: decision.body,
        meeting_date: decision.meeting_date,
        case_number: decision.case_number,
        in_force_from,
        votes: decision.votes,
        extract: decision.extract,
        reason: worded(reason)?,
    };
    let at_once = holding.is_none() && in_force_from <= facts.today;
    let edition = document.editions;
    let in_force = at_once.then_some(Event::CameIntoForce { edition, on: in_force_from });
    Ok([corrected].into_iter().chain(in_force).collect())
}

/// Where the councils adopt, the last council's meeting is the adoption (pbl § 9-3, kommuneloven § 18-4). It holds from
/// that day, or from a later one that the text names; not while a formal objection touches the whole of it.
pub(super) fn by_councils(document: &Document, case: &Case, today: NaiveDate) -> Vec<Event> {
    let tracks = case.endorsement().map_or(&[][..], |endorsement| &endorsement.tracks);
    let adopting = tracks.iter().filter_map(|t| t.decision.as_ref()).filter(|d| d.outcome == Outcome::Endorsed);
    let Some(last) = adopting.max_by_key(|d| d.meeting_date) else {
        return Vec::new();
    };
    let decision = Decision {
        body: last.body.clone(),
        meeting_date: last.meeting_date,
        case_number: last.case_number.clone(),
        votes: None,
        extract: None,
        legal_basis: None,
    };
    let from = case.in_force_from.map_or(last.meeting_date, |day| day.max(last.meeting_date));
    let adopted = adopted(document, case, &decision, from);
    let edition = document.editions + 1;
    let at_once = from <= today && !case.is_held_back();
    let in_force = at_once.then_some(Event::CameIntoForce { edition, on: from });
    adopted.map(Event::Adopted).into_iter().chain(in_force).collect()
}

/// In each municipality whose council has adopted, where the decision has effect by itself and nothing holds it back: on
/// the day of the council's meeting, or on the day it was released.
pub(super) fn effects(document: &Document, released: Option<NaiveDate>) -> Vec<Event> {
    let Some(case) = document.case.as_ref().filter(|case| case.rules.effect == Effect::PerMunicipality) else {
        return Vec::new();
    };
    if case.rules.adoption != AdoptingBody::Councils || case.is_held_back() {
        return Vec::new();
    }
    let tracks = case.endorsement().map_or(&[][..], |endorsement| &endorsement.tracks);
    let waiting = tracks.iter().filter(|track| track.effective.is_none());
    let effect = |track: &CouncilTrack| {
        let decision = track.decision.as_ref().filter(|decision| decision.outcome == Outcome::Endorsed)?;
        let on = released.map_or(decision.meeting_date, |day| day.max(decision.meeting_date));
        Some(Event::TookEffect { party: track.party.clone(), on, case_number: decision.case_number.clone() })
    };
    waiting.filter_map(effect).collect()
}

/// What follows when an objection to the whole has fallen away.
pub(super) fn released(document: &Document, day: NaiveDate) -> Vec<Event> {
    let mut events = effects(document, Some(day));
    let waits = document.case.as_ref().filter(|case| !case.is_held_back());
    let coming = waits.and_then(|case| match &case.phase {
        Phase::Adoption(adoption) => adoption.adopted.as_ref(),
        _ => None,
    });
    if let Some(coming) = coming.filter(|coming| coming.in_force_from <= day) {
        events.push(Event::CameIntoForce { edition: document.editions, on: coming.in_force_from.max(day) });
    }
    events
}

fn adopted(document: &Document, case: &Case, decision: &Decision, in_force_from: NaiveDate) -> Option<AdoptedEdition> {
    let version = case.version.as_ref()?;
    Some(AdoptedEdition {
        edition: document.editions + 1,
        version: version.number,
        content: version.content.clone(),
        body: decision.body.clone(),
        meeting_date: decision.meeting_date,
        case_number: decision.case_number.clone(),
        in_force_from,
        revision_due: falls_due(&case.rules, decision.meeting_date, case.period_until),
        votes: decision.votes,
        extract: decision.extract.clone(),
    })
}

/// When an edition is to be revised by: as the kind says, and before a period of the text's own ends.
fn falls_due(rules: &Rules, meeting: NaiveDate, period: Option<NaiveDate>) -> Option<NaiveDate> {
    let by_kind = rules.revision.cycle.map(|cycle| revision_day(cycle, meeting));
    by_kind.into_iter().chain(period).min()
}

/// When a document adopted on `meeting` falls due for revision, by its kind's cycle.
pub(crate) fn revision_day(cycle: Cycle, meeting: NaiveDate) -> NaiveDate {
    let day = |year: i32, month: u32| NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(NaiveDate::MAX);
    match cycle {
        Cycle::Adoption { years } => add_years(meeting, years),
        Cycle::FixedYear { first, years } => {
            let years = i32::try_from(years.max(1)).unwrap_or(i32::MAX);
            let mut year = first;
            while year <= meeting.year() {
                year = year.saturating_add(years);
            }
            day(year, 1)
        }
        Cycle::Election => {
            // Municipal elections: 2011, 2015, … (valgloven); the new council has a year (pbl § 10-1).
            // A council that was elected in September acts from October on.
            let from = if meeting.month() >= 10 { meeting.year() + 1 } else { meeting.year() };
            let next = from + (3 - from.rem_euclid(4)).rem_euclid(4);
            day(next + 1, 10)
        }
    }
}
