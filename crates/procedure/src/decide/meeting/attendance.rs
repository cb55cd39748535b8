//! Who is called to a meeting, who cannot come, and who is there.

use super::{at, words};
use crate::{
    Access, Act, Body, ContactId, Document, Event, Facts, Grant, Link, Meeting, MeetingEvent, PartyId, Purpose,
    Refusal, Role, Roster, Seat, Stage, access,
};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Who sits in a body on a day: of the chief executives' committee whoever holds the office, else those elected.
pub(super) fn seats(roster: &Roster, body: Body, day: NaiveDate) -> Vec<Seat> {
    if body == Body::ChiefExecutives {
        let seat = |(party, member): (&PartyId, &ContactId)| Seat {
            party: party.clone(),
            member: member.clone(),
            deputies: Vec::new(),
        };
        return executives(roster, day).map(seat).collect();
    }
    roster.seats(body, day)
}

pub(super) fn executives(roster: &Roster, day: NaiveDate) -> impl Iterator<Item = (&PartyId, &ContactId)> {
    roster.members_on(day).filter_map(|(party, _)| {
        let holds = |role: Role, of: Option<&PartyId>| role == Role::ChiefExecutive && of == Some(party);
        let mut known = roster.contacts.iter();
        known.find(|(_, known)| holds(known.role, known.party.as_ref())).map(|(id, _)| (party, id))
    })
}

pub(super) fn absence(meeting: &Meeting, person: &ContactId, reason: String) -> Result<MeetingEvent, Refusal> {
    at(meeting, Stage::Called)?;
    if !meeting.expected().contains(&person) {
        return Err(Refusal::PersonNotSeated);
    }
    let deputy = meeting.next_deputy(person).cloned();
    Ok(MeetingEvent::AbsenceDeclared { person: person.clone(), deputy, reason })
}

pub(super) fn withdrawn(meeting: &Meeting, person: &ContactId) -> Result<MeetingEvent, Refusal> {
    at(meeting, Stage::Called)?;
    meeting.absence_of(person).ok_or(Refusal::NothingChanged)?;
    Ok(MeetingEvent::AbsenceWithdrawn { person: person.clone(), released: meeting.called_for(person).cloned() })
}

/// A link to each who may sit, for those who have none that works.
pub(super) fn invited(document: &Document, seats: &[Seat]) -> Vec<Grant> {
    let mut invited: Vec<Grant> = Vec::new();
    for seat in seats {
        for person in seat.holders() {
            let works = |link: &Link| link.contact == *person && !link.replaced;
            if document.links.iter().any(works) || invited.iter().any(|grant| grant.contact == *person) {
                continue;
            }
            let link = u32::try_from(document.links.len() + invited.len() + 1).unwrap_or(u32::MAX);
            let (party, contact) = (seat.party.clone(), person.clone());
            invited.push(Grant { link, party, contact, purpose: Purpose::Meeting, replaces: Vec::new() });
        }
    }
    invited
}

/// What the holder of a link says of their own coming. A council may have elected another since the notice.
pub(in crate::decide) fn by_link(
    document: &Document,
    facts: &Facts,
    number: u32,
    act: &Act,
) -> Result<Vec<Event>, Refusal> {
    let link = document.link(number).ok_or(Refusal::LinkNotForThis)?;
    let meeting = document.meeting.as_deref().ok_or(Refusal::NotInThisPhase)?;
    match access(document, link) {
        Access::Attend if still_sits(facts.roster, meeting, &link.contact) => {}
        Access::Attend | Access::Replaced => return Err(Refusal::LinkReplaced),
        _ => return Err(Refusal::NotInThisPhase),
    }
    let event = match act {
        Act::DeclareAbsence { reason } => absence(meeting, &link.contact, words(reason)?)?,
        Act::WithdrawAbsence => withdrawn(meeting, &link.contact)?,
        _ => return Err(Refusal::LinkNotForThis),
    };
    Ok(vec![Event::Meeting(event)])
}

/// Whether somebody who was called has a place in the body on the day of the meeting, as the register is now.
pub fn still_sits(roster: &Roster, meeting: &Meeting, person: &ContactId) -> bool {
    let seats = seats(roster, meeting.body, meeting.appointment.on);
    seats.iter().any(|seat| seat.holders().any(|holder| holder == person))
}

/// The roll: as many of each council as it has seats, and the chair among them. Again when somebody comes or leaves. Fewer
/// than half can meet, but decide nothing.
pub(super) fn open(
    meeting: &Meeting,
    facts: &Facts,
    present: &[ContactId],
    chair: &ContactId,
) -> Result<MeetingEvent, Refusal> {
    if !matches!(meeting.stage, Stage::Called | Stage::Open) {
        return Err(Refusal::NotInThisPhase);
    }
    if meeting.appointment.on > facts.today {
        return Err(Refusal::MeetingNotYet { on: meeting.appointment.on });
    }
    let mut seen = BTreeSet::new();
    for person in present {
        let party = &meeting.seat_of(person).ok_or(Refusal::PersonNotSeated)?.party;
        let of_party = |id: &ContactId| meeting.seat_of(id).is_some_and(|seat| seat.party == *party);
        let seats = meeting.seats.iter().filter(|seat| seat.party == *party).count();
        if !seen.insert(person) || present.iter().filter(|id| of_party(id)).count() > seats {
            return Err(Refusal::SeatTwice);
        }
    }
    if !present.contains(chair) {
        return Err(Refusal::ChairMissing);
    }
    Ok(MeetingEvent::Opened { present: present.to_vec(), chair: chair.clone() })
}
