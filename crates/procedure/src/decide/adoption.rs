//! Adoption: the text that was endorsed, and no other, is adopted and comes into force on its day.

use super::{Context, filled, line};
use crate::{AdoptingBody, Case, CouncilTrack, Cycle, Document, Endorsement, Event, Hash, Refusal, add_years};
use chrono::{Datelike, NaiveDate};

pub(super) struct Decided<'a> {
    pub body: &'a str,
    pub meeting_date: NaiveDate,
    pub case_number: &'a str,
    pub in_force_from: NaiveDate,
}

pub(super) fn adopt(context: &Context, decided: &Decided, extract: Option<&Hash>) -> Result<Vec<Event>, Refusal> {
    if context.case.rules.adoption == AdoptingBody::Councils {
        return Err(Refusal::CouncilsAdopt);
    }
    let endorsement = context.case.endorsement();
    if endorsement.is_some_and(|endorsement| endorsement.tracks.iter().any(CouncilTrack::open_amendment)) {
        return Err(Refusal::AmendmentOpen);
    }
    let today = context.facts.today;
    if decided.meeting_date > today {
        return Err(Refusal::DayInFuture);
    }
    let heard = context.case.hearing().map(|hearing| hearing.opened_on);
    if let Some(since) = heard.filter(|since| decided.meeting_date < *since) {
        return Err(Refusal::MeetingBeforeText { since });
    }
    if decided.in_force_from < decided.meeting_date {
        return Err(Refusal::InForceBeforeAdoption { meeting_date: decided.meeting_date });
    }
    let body = line(decided.body, Refusal::BodyMissing)?;
    let case_number = filled(decided.case_number, Refusal::CaseNumberMissing)?;
    let decided = Decided { body: &body, case_number: &case_number, ..*decided };
    let adopted = adopted(context.document, context.case, &decided, extract).ok_or(Refusal::NoText)?;
    let edition = context.document.editions + 1;
    let at_once = decided.in_force_from <= today;
    let in_force = at_once.then_some(Event::CameIntoForce { edition, on: decided.in_force_from });
    Ok([adopted].into_iter().chain(in_force).collect())
}

/// Where the councils adopt, the last council's meeting is the adoption (pbl § 9-3).
pub(super) fn by_councils(document: &Document, case: &Case, endorsement: &Endorsement) -> Vec<Event> {
    let decisions = endorsement.tracks.iter().filter_map(|t| t.decision.as_ref());
    let Some(last) = decisions.max_by_key(|d| d.meeting_date) else { return Vec::new() };
    let day = last.meeting_date;
    let decided = Decided { body: &last.body, meeting_date: day, case_number: &last.case_number, in_force_from: day };
    let adopted = adopted(document, case, &decided, None);
    let edition = document.editions + 1;
    adopted.into_iter().chain([Event::CameIntoForce { edition, on: day }]).collect()
}

fn adopted(document: &Document, case: &Case, decided: &Decided, extract: Option<&Hash>) -> Option<Event> {
    let version = case.version.as_ref()?;
    Some(Event::Adopted {
        edition: document.editions + 1,
        version: version.number,
        content: version.content.clone(),
        body: decided.body.to_owned(),
        meeting_date: decided.meeting_date,
        case_number: decided.case_number.to_owned(),
        in_force_from: decided.in_force_from,
        revision_due: case.rules.revision.cycle.map(|cycle| due(cycle, decided.meeting_date)),
        extract: extract.cloned(),
    })
}

/// When a document adopted on `meeting` falls due for revision.
pub(crate) fn due(cycle: Cycle, meeting: NaiveDate) -> NaiveDate {
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
            let next = meeting.year() + (3 - meeting.year().rem_euclid(4)).rem_euclid(4);
            day(next + 1, 10)
        }
    }
}
