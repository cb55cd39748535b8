//! Meetings of the region's own bodies: called in time, with a quorum, and each item decided by those who may
//! (kommuneloven §§ 11-3 to 11-10, 8-1).

mod attendance;
mod item;

use super::{line, no_longer, worded, worded_if_any, written};
use crate::{
    AgendaItem, Appointment, Body, CarriedOut, Document, Event, Facts, MEETING, Matter, Meeting, MeetingAct,
    MeetingEvent, MeetingForm, MeetingRules, REASON, Refusal, Stage, Wording,
};
pub(super) use attendance::by_link;
pub use attendance::still_sits;
use chrono::{Datelike as _, TimeDelta};

/// Items of one agenda.
const ITEMS: usize = 200;
/// Numbers that may have been given elsewhere since the last.
const LEAP: u32 = 1_000;

pub(super) fn decide(state: Option<&Document>, facts: &Facts, act: &MeetingAct) -> Result<Vec<Event>, Refusal> {
    let events = match (state, act) {
        (None, MeetingAct::ArrangeMeeting { body, appointment, title }) => {
            if !Body::OF_REGION.contains(body) {
                return Err(Refusal::BodyNotCompetent { bodies: Body::OF_REGION.to_vec() });
            }
            let appointment = arranged(facts, appointment)?;
            vec![MeetingEvent::Arranged { body: *body, appointment, title: title.clone() }]
        }
        (Some(document), act) if document.kind == MEETING => {
            let meeting = document.meeting.as_deref().ok_or(Refusal::NotInThisPhase)?;
            go_on(document, meeting, facts, act)?
        }
        _ => return Err(Refusal::NotInThisPhase),
    };
    Ok(events.into_iter().map(Event::Meeting).collect())
}

fn go_on(
    document: &Document,
    meeting: &Meeting,
    facts: &Facts,
    act: &MeetingAct,
) -> Result<Vec<MeetingEvent>, Refusal> {
    let event = match act {
        MeetingAct::ArrangeMeeting { .. } => return Err(Refusal::NotInThisPhase),
        MeetingAct::MoveMeeting { appointment, reason, title } => {
            before(meeting, Stage::Open)?;
            let appointment = arranged(facts, appointment)?;
            let year = meeting.appointment.on.year();
            if appointment.on.year() != year && meeting.items.iter().any(|item| item.number.is_some()) {
                return Err(Refusal::NumberedInYear { year });
            }
            if appointment == meeting.appointment {
                return Err(Refusal::NothingChanged);
            }
            MeetingEvent::Moved { appointment, reason: worded(reason)?, title: title.clone() }
        }
        MeetingAct::AddItem { matter } => return add(meeting, facts, matter),
        MeetingAct::ChangeItem { item, title, recommendation } => {
            let item = undecided(meeting, *item)?;
            let (title, recommendation) = (line(title, Refusal::TitleMissing)?, words(recommendation)?);
            if title == item.matter.title && recommendation == item.matter.recommendation {
                return Err(Refusal::NothingChanged);
            }
            MeetingEvent::ItemChanged { item: item.id, title, recommendation }
        }
        MeetingAct::RemoveItem { item, reason } => remove(meeting, *item, reason)?,
        MeetingAct::OrderItem { item, place } => {
            let item = undecided(meeting, *item)?.id;
            let last = u32::try_from(meeting.items.len()).unwrap_or(u32::MAX);
            MeetingEvent::ItemOrdered { item, place: (*place).clamp(1, last) }
        }
        MeetingAct::CallMeeting { reason, first } => return call(document, meeting, facts, reason.as_ref(), *first),
        MeetingAct::DeclareAbsence { person, reason } => attendance::absence(meeting, person, written(reason)?)?,
        MeetingAct::WithdrawAbsence { person } => attendance::withdrawn(meeting, person)?,
        MeetingAct::OpenMeeting { present, chair } => attendance::open(meeting, facts, present, chair)?,
        MeetingAct::Disqualify { item, person, legal_basis, deputy } => {
            item::disqualify(meeting, *item, person, legal_basis, deputy.as_ref())?
        }
        MeetingAct::PutProposal { item, by, text } => item::propose(meeting, *item, by, text)?,
        MeetingAct::TakeUpItem { item, opposed } => item::take_up(meeting, *item, opposed)?,
        MeetingAct::DecideItem { item, outcome, proposal, text, votes, casting } => {
            let item = in_session(meeting, *item)?;
            let asked = item::Asked { outcome: *outcome, proposal: *proposal, text: text.as_deref(), votes: *votes };
            MeetingEvent::ItemDecided { item: item.id, resolution: item::resolved(meeting, item, &asked, *casting)? }
        }
        MeetingAct::CloseMeeting {} => {
            at(meeting, Stage::Open)?;
            if let Some(item) = meeting.items.iter().find(|item| item.resolution.is_none()) {
                return Err(Refusal::ItemOpen { number: item.number.clone().unwrap_or_default() });
            }
            MeetingEvent::Closed { on: facts.today }
        }
        MeetingAct::ApproveMinutes {} => {
            at(meeting, Stage::Closed)?;
            MeetingEvent::MinutesApproved { on: facts.today }
        }
        MeetingAct::CancelMeeting { reason } => {
            before(meeting, Stage::Open)?;
            MeetingEvent::Cancelled { reason: worded(reason)? }
        }
        MeetingAct::CarriedOut { item, refusal } => {
            let item = known(meeting, *item)?;
            if item.resolution.is_none() || item.carried.is_some() {
                return Err(Refusal::NothingDue);
            }
            MeetingEvent::ItemCarriedOut { item: item.id, refusal: refusal.clone() }
        }
    };
    Ok(vec![event])
}

/// What the agenda has, the meeting deals with: it can put it off (kommuneloven § 11-3).
fn remove(meeting: &Meeting, item: u32, reason: &str) -> Result<MeetingEvent, Refusal> {
    let item = undecided(meeting, item)?;
    if meeting.stage == Stage::Open && !item.unlisted {
        return Err(Refusal::ItemListed);
    }
    Ok(MeetingEvent::ItemRemoved { item: item.id, reason: written(reason)? })
}

fn at(meeting: &Meeting, stage: Stage) -> Result<(), Refusal> {
    if meeting.stage == stage { Ok(()) } else { Err(Refusal::NotInThisPhase) }
}

fn before(meeting: &Meeting, stage: Stage) -> Result<(), Refusal> {
    if meeting.stage < stage { Ok(()) } else { Err(Refusal::NotInThisPhase) }
}

fn known(meeting: &Meeting, item: u32) -> Result<&AgendaItem, Refusal> {
    meeting.item(item).ok_or(Refusal::ItemUnknown)
}

/// An item that the agenda may still change: nothing has been decided of it, and the meeting is not over.
fn undecided(meeting: &Meeting, item: u32) -> Result<&AgendaItem, Refusal> {
    before(meeting, Stage::Closed)?;
    let item = known(meeting, item)?;
    if item.resolution.is_some() { Err(Refusal::ItemDecided) } else { Ok(item) }
}

/// An item that the meeting deals with: until the minutes are approved an entry can be put right, but not one that has led
/// to something.
fn in_session(meeting: &Meeting, item: u32) -> Result<&AgendaItem, Refusal> {
    if !matches!(meeting.stage, Stage::Open | Stage::Closed) {
        return Err(Refusal::NotInThisPhase);
    }
    let item = known(meeting, item)?;
    match item.carried {
        Some(CarriedOut::Done) => Err(Refusal::ItemDecided),
        _ => Ok(item),
    }
}

fn rules(facts: &Facts) -> MeetingRules {
    facts.kinds.meetings().unwrap_or_default()
}

/// A day to come, and a form that the statutes allow. A meeting in a room has a place.
fn arranged(facts: &Facts, appointment: &Appointment) -> Result<Appointment, Refusal> {
    if appointment.on < facts.today {
        return Err(Refusal::MeetingHasBeen);
    }
    let allowed = match appointment.form {
        MeetingForm::InPerson => true,
        MeetingForm::Remote => rules(facts).remote,
        MeetingForm::Written => rules(facts).written,
    };
    if !allowed {
        return Err(Refusal::MeetingFormNotAllowed);
    }
    let place = match appointment.form {
        MeetingForm::InPerson => line(&appointment.place, Refusal::PlaceMissing)?,
        _ => line(&appointment.place, Refusal::PlaceMissing).unwrap_or_default(),
    };
    Ok(Appointment { place, ..appointment.clone() })
}

/// The agenda may grow until the meeting is over; what comes after the notice is numbered at once.
fn add(meeting: &Meeting, facts: &Facts, matter: &Matter) -> Result<Vec<MeetingEvent>, Refusal> {
    before(meeting, Stage::Closed)?;
    if meeting.appointment.on < facts.today {
        return Err(Refusal::MeetingHasBeen);
    }
    if meeting.items.len() >= ITEMS {
        return Err(Refusal::TooMany { most: ITEMS });
    }
    if matter.command.as_ref().is_some_and(|command| !command.is_for_a_meeting() || matter.document.is_none()) {
        return Err(Refusal::NotForAMeeting);
    }
    let closed = matter.closed.as_deref().map(|basis| line(basis, Refusal::BasisMissing)).transpose()?;
    let matter = Matter {
        title: line(&matter.title, Refusal::TitleMissing)?,
        recommendation: words(&matter.recommendation)?,
        closed,
        ..matter.clone()
    };
    let item = meeting.numbered + 1;
    let number =
        (meeting.stage > Stage::Arranged).then(|| numbered(meeting, facts, vec![item], None)).transpose()?.flatten();
    Ok([MeetingEvent::ItemAdded { item, matter }].into_iter().chain(number).collect())
}

/// A text within bounds, trimmed.
fn words(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    no_longer(text, REASON)?;
    Ok(text.to_owned())
}

fn call(
    document: &Document,
    meeting: &Meeting,
    facts: &Facts,
    reason: Option<&Wording<String>>,
    first: Option<u32>,
) -> Result<Vec<MeetingEvent>, Refusal> {
    before(meeting, Stage::Open)?;
    if meeting.stage == Stage::Called && !meeting.changed {
        return Err(Refusal::NothingChanged);
    }
    if meeting.items.is_empty() {
        return Err(Refusal::AgendaEmpty);
    }
    if meeting.appointment.on < facts.today {
        return Err(Refusal::MeetingHasBeen);
    }
    let earliest = facts.today + TimeDelta::days(i64::from(rules(facts).notice_days));
    let reason = worded_if_any(reason)?;
    if meeting.appointment.on < earliest && reason.is_none() {
        return Err(Refusal::NoticeTooShort { earliest });
    }
    let day = meeting.appointment.on;
    let seats = attendance::seats(facts.roster, meeting.body, day);
    if seats.is_empty() {
        return Err(Refusal::NobodyElected { bodies: vec![meeting.body] });
    }
    let size = facts.roster.bodies.get(&meeting.body).copied();
    let executives = match meeting.body {
        Body::ChiefExecutives => Vec::new(),
        _ => attendance::executives(facts.roster, day).map(|(seat, person)| (seat.clone(), person.clone())).collect(),
    };
    let called = MeetingEvent::Called {
        on: facts.today,
        invited: attendance::invited(document, &seats),
        again: meeting.stage == Stage::Called,
        seats,
        executives,
        size,
        reason,
    };
    let items = meeting.items.iter().filter(|item| item.number.is_none()).map(|item| item.id).collect();
    Ok([called].into_iter().chain(numbered(meeting, facts, items, first)?).collect())
}

/// The numbers that follow the last one of the body's year, or that begin at `first`; none that was given before.
fn numbered(
    meeting: &Meeting,
    facts: &Facts,
    items: Vec<u32>,
    first: Option<u32>,
) -> Result<Option<MeetingEvent>, Refusal> {
    let (body, year) = (meeting.body, meeting.appointment.on.year());
    let next = facts.roster.numbered.get(&(body, year)).copied().unwrap_or(0) + 1;
    let first = first.unwrap_or(next);
    if !(next..=next.saturating_add(LEAP)).contains(&first) {
        return Err(Refusal::NumberTaken { next });
    }
    Ok((!items.is_empty()).then_some(MeetingEvent::ItemsNumbered { body, year, first, items }))
}
