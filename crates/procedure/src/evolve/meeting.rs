//! What happens to a meeting: for the meeting itself, and for the numbers that its body's year has come to.

use crate::{
    Absence, AgendaItem, CarriedOut, ContactId, Disqualification, Document, Given, Grant, MEETING, Meeting,
    MeetingEvent, Proposal, Roster, Seat, Stage, TakenUp, case_number, last_number,
};

/// A meeting is a document without editions, in a log of its own.
pub(super) fn begun(event: &MeetingEvent) -> Option<Document> {
    let MeetingEvent::Arranged { body, appointment, title } = event else { return None };
    let meeting = Meeting {
        body: *body,
        appointment: appointment.clone(),
        stage: Stage::Arranged,
        items: Vec::new(),
        numbered: 0,
        changed: false,
        announced: None,
        called_on: None,
        called_again_on: None,
        seats: Vec::new(),
        executives: Vec::new(),
        absences: Vec::new(),
        size: None,
        present: Vec::new(),
        attended: Vec::new(),
        chair: None,
        closed_on: None,
        approved_on: None,
    };
    let mut document = super::of_region(MEETING, title);
    document.meeting = Some(Box::new(meeting));
    Some(document)
}

#[expect(clippy::too_many_lines, reason = "a table: an arm an event")]
pub(super) fn apply(document: &mut Document, event: &MeetingEvent) {
    if let MeetingEvent::Called { seats, invited, .. } = event {
        links(document, seats, invited);
    }
    let Some(meeting) = &mut document.meeting else { return };
    match event {
        MeetingEvent::Arranged { .. } => {}
        MeetingEvent::Moved { appointment, title, .. } => {
            meeting.appointment = appointment.clone();
            // Another time asks everyone anew, and tells the agenda as it is.
            meeting.absences.clear();
            if meeting.stage == Stage::Called {
                sent(meeting);
            }
            document.title.clone_from(title);
        }
        MeetingEvent::ItemAdded { item, matter } => {
            meeting.numbered = *item;
            changes(meeting);
            let unlisted = meeting.called_on.is_some();
            let matter = matter.clone();
            meeting.items.push(AgendaItem {
                id: *item,
                matter,
                number: None,
                disqualified: Vec::new(),
                proposals: Vec::new(),
                resolution: None,
                unlisted,
                taken_up: None,
                voters: Vec::new(),
                reworded: false,
                carried: None,
            });
        }
        MeetingEvent::ItemChanged { item, title, recommendation } => {
            changes(meeting);
            with(meeting, *item, |item| {
                item.matter.title.clone_from(title);
                item.reworded |= item.matter.recommendation != *recommendation;
                item.matter.recommendation.clone_from(recommendation);
            });
        }
        MeetingEvent::ItemRemoved { item, .. } => {
            changes(meeting);
            meeting.items.retain(|known| known.id != *item);
        }
        MeetingEvent::ItemOrdered { item, place } => order(meeting, *item, *place),
        MeetingEvent::Called { on, seats, executives, size, .. } => {
            match meeting.called_on {
                None => meeting.called_on = Some(*on),
                Some(_) => meeting.called_again_on = Some(*on),
            }
            meeting.stage = Stage::Called;
            (meeting.seats, meeting.executives, meeting.size) = (seats.clone(), executives.clone(), *size);
            sent(meeting);
            still_seated(meeting);
        }
        MeetingEvent::ItemsNumbered { year, first, items, .. } => {
            for (id, number) in items.iter().zip(*first..) {
                with(meeting, *id, |item| item.number = Some(case_number(number, *year)));
            }
        }
        MeetingEvent::AbsenceDeclared { person, deputy, reason } => {
            let (person, deputy, reason) = (person.clone(), deputy.clone(), reason.clone());
            meeting.absences.push(Absence { person, deputy, reason });
        }
        MeetingEvent::AbsenceWithdrawn { person, .. } => come_after_all(meeting, person),
        MeetingEvent::Opened { present, chair } => {
            meeting.stage = Stage::Open;
            (meeting.present, meeting.chair) = (present.clone(), Some(chair.clone()));
            attend(meeting, present);
        }
        MeetingEvent::Disqualified { item, person, legal_basis, deputy } => with(meeting, *item, |item| {
            let (person, legal_basis, deputy) = (person.clone(), legal_basis.clone(), deputy.clone());
            item.disqualified.push(Disqualification { person, legal_basis, deputy });
        }),
        MeetingEvent::ProposalPut { item, by, text } => with(meeting, *item, |item| {
            item.proposals.push(Proposal { by: by.clone(), text: text.clone() });
        }),
        MeetingEvent::ItemTakenUp { item, opposed, allowed } => with(meeting, *item, |item| {
            item.taken_up = Some(TakenUp { opposed: opposed.clone(), allowed: *allowed });
        }),
        MeetingEvent::ItemDecided { item, resolution } => {
            let voters = meeting.item(*item).map_or_else(Vec::new, |item| meeting.voters(item));
            let voters: Vec<_> = voters.into_iter().cloned().collect();
            attend(meeting, &voters);
            with(meeting, *item, |item| {
                item.resolution = Some(resolution.clone());
                item.voters = voters;
                item.carried = None;
            });
        }
        MeetingEvent::ItemCarriedOut { item, refusal } => with(meeting, *item, |item| {
            item.carried = Some(refusal.clone().map_or(CarriedOut::Done, CarriedOut::Hindered));
        }),
        MeetingEvent::Closed { on } => (meeting.stage, meeting.closed_on) = (Stage::Closed, Some(*on)),
        MeetingEvent::MinutesApproved { on } => (meeting.stage, meeting.approved_on) = (Stage::Approved, Some(*on)),
        MeetingEvent::Cancelled { .. } => meeting.stage = Stage::Cancelled,
    }
}

/// Everyone who may sit has a link, and nobody else has one that works.
fn links(document: &mut Document, seats: &[Seat], invited: &[Grant]) {
    for link in &mut document.links {
        link.replaced |= !seats.iter().any(|seat| seat.holders().any(|person| *person == link.contact));
    }
    for granted in invited {
        super::links::grant(document, granted, Given::Asked);
    }
}

/// The agenda is not what people have been sent any more: that is kept.
fn changes(meeting: &mut Meeting) {
    meeting.changed = true;
    if meeting.called_on.is_some() && meeting.announced.is_none() {
        meeting.announced = Some(meeting.items.clone());
    }
}

/// People have been sent the agenda as it is.
fn sent(meeting: &mut Meeting) {
    (meeting.changed, meeting.announced) = (false, None);
    for item in &mut meeting.items {
        item.unlisted = false;
    }
}

/// Whoever has no seat by a new notice is neither away nor called.
fn still_seated(meeting: &mut Meeting) {
    let seats = &meeting.seats;
    let sits = |person: &ContactId| seats.iter().any(|seat| seat.holders().any(|holder| holder == person));
    meeting.absences.retain(|absence| sits(&absence.person));
    for absence in &mut meeting.absences {
        absence.deputy.take_if(|deputy| !sits(deputy));
    }
}

/// Whoever was called because of the absence need not come; that one of them could not, stands.
fn come_after_all(meeting: &mut Meeting, person: &ContactId) {
    let place = meeting.absences.iter().position(|absence| absence.person == *person);
    let mut next = place.map(|place| meeting.absences.remove(place)).and_then(|absence| absence.deputy);
    while let Some(deputy) = next {
        let theirs = meeting.absences.iter_mut().find(|absence| absence.person == deputy);
        next = theirs.and_then(|absence| absence.deputy.take());
    }
}

/// They have been there.
fn attend(meeting: &mut Meeting, people: &[ContactId]) {
    for person in people {
        if !meeting.attended.contains(person) {
            meeting.attended.push(person.clone());
        }
    }
}

fn with(meeting: &mut Meeting, id: u32, change: impl FnOnce(&mut AgendaItem)) {
    if let Some(item) = meeting.items.iter_mut().find(|item| item.id == id) {
        change(item);
    }
}

fn order(meeting: &mut Meeting, id: u32, place: u32) {
    changes(meeting);
    let Some(from) = meeting.items.iter().position(|item| item.id == id) else { return };
    let item = meeting.items.remove(from);
    let place = usize::try_from(place).unwrap_or(usize::MAX).saturating_sub(1);
    meeting.items.insert(place.min(meeting.items.len()), item);
}

/// The last number that a body has given in a year.
pub(super) fn number(roster: &mut Roster, event: &MeetingEvent) {
    if let MeetingEvent::ItemsNumbered { body, year, first, items } = event {
        roster.numbered.insert((*body, *year), last_number(*first, items));
    }
}
