//! Meetings of the region's own bodies: called in time, with a quorum, and each item decided by those who may
//! (kommuneloven §§ 11-3 to 11-10, 8-1).

use super::{filled, line, no_longer, worded, worded_if_any, written};
use crate::{
    AgendaItem, Appointment, Body, CarriedOut, ContactId, Document, Event, Facts, ItemOutcome, MEETING, Matter,
    Meeting, MeetingAct, MeetingEvent, MeetingForm, MeetingRules, REASON, Refusal, Resolution, Role, Seat, Stage,
    Votes, Wording,
};
use chrono::{Datelike as _, NaiveDate, TimeDelta};
use std::collections::BTreeSet;

/// Items of one agenda.
const ITEMS: usize = 200;
/// Proposals to one item.
const PROPOSALS: usize = 50;
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
            go_on(meeting, facts, act)?
        }
        _ => return Err(Refusal::NotInThisPhase),
    };
    Ok(events.into_iter().map(Event::Meeting).collect())
}

fn go_on(meeting: &Meeting, facts: &Facts, act: &MeetingAct) -> Result<Vec<MeetingEvent>, Refusal> {
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
        MeetingAct::RemoveItem { item, reason } => {
            MeetingEvent::ItemRemoved { item: undecided(meeting, *item)?.id, reason: written(reason)? }
        }
        MeetingAct::OrderItem { item, place } => {
            let item = undecided(meeting, *item)?.id;
            let last = u32::try_from(meeting.items.len()).unwrap_or(u32::MAX);
            MeetingEvent::ItemOrdered { item, place: (*place).clamp(1, last) }
        }
        MeetingAct::CallMeeting { reason, first } => return call(meeting, facts, reason.as_ref(), *first),
        MeetingAct::DeclareAbsence { person, reason } => absence(meeting, person, reason)?,
        MeetingAct::OpenMeeting { present, chair } => open(meeting, facts, present, chair)?,
        MeetingAct::Disqualify { item, person, legal_basis, deputy } => {
            disqualify(meeting, *item, person, legal_basis, deputy.as_ref())?
        }
        MeetingAct::PutProposal { item, by, text } => propose(meeting, *item, by, text)?,
        MeetingAct::DecideItem { item, outcome, proposal, text, votes, casting } => {
            let item = in_session(meeting, *item)?;
            let asked = Asked { outcome: *outcome, proposal: *proposal, text: text.as_deref(), votes: *votes };
            MeetingEvent::ItemDecided { item: item.id, resolution: resolved(meeting, item, &asked, *casting)? }
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
    let seats = seats(facts, meeting.body, day);
    if seats.is_empty() {
        return Err(Refusal::NobodyElected { bodies: vec![meeting.body] });
    }
    let size = facts.roster.bodies.get(&meeting.body).copied();
    let executives = match meeting.body {
        Body::ChiefExecutives => Vec::new(),
        _ => executives(facts, day).map(|(seat, person)| (seat.clone(), person.clone())).collect(),
    };
    let called = MeetingEvent::Called { on: facts.today, seats, executives, size, reason };
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

/// Who sits in a body on a day: of the chief executives' committee whoever holds the office, else those elected.
pub(crate) fn seats(facts: &Facts, body: Body, day: NaiveDate) -> Vec<Seat> {
    if body == Body::ChiefExecutives {
        let seat = |(party, member): (&crate::PartyId, &ContactId)| Seat {
            party: party.clone(),
            member: member.clone(),
            deputies: Vec::new(),
        };
        return executives(facts, day).map(seat).collect();
    }
    facts.roster.seats(body, day)
}

fn executives<'a>(facts: &'a Facts, day: NaiveDate) -> impl Iterator<Item = (&'a crate::PartyId, &'a ContactId)> {
    facts.roster.members_on(day).filter_map(|(party, _)| {
        let holds = |role: Role, of: Option<&crate::PartyId>| role == Role::ChiefExecutive && of == Some(party);
        let mut known = facts.roster.contacts.iter();
        known.find(|(_, known)| holds(known.role, known.party.as_ref())).map(|(id, _)| (party, id))
    })
}

fn absence(meeting: &Meeting, person: &ContactId, reason: &str) -> Result<MeetingEvent, Refusal> {
    at(meeting, Stage::Called)?;
    if !meeting.expected().contains(&person) {
        return Err(Refusal::PersonNotSeated);
    }
    let deputy = meeting.next_deputy(person).cloned();
    Ok(MeetingEvent::AbsenceDeclared { person: person.clone(), deputy, reason: written(reason)? })
}

/// The roll: as many of each council as it has seats, and the chair among them. Again when somebody comes or leaves. Fewer than half can meet, but decide nothing.
fn open(meeting: &Meeting, facts: &Facts, present: &[ContactId], chair: &ContactId) -> Result<MeetingEvent, Refusal> {
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

fn disqualify(
    meeting: &Meeting,
    item: u32,
    person: &ContactId,
    legal_basis: &str,
    deputy: Option<&ContactId>,
) -> Result<MeetingEvent, Refusal> {
    let item = in_session(meeting, item)?;
    if item.resolution.is_some() {
        return Err(Refusal::ItemDecided);
    }
    if !meeting.voters(item).contains(&person) {
        return Err(Refusal::PersonNotSeated);
    }
    let of_seat =
        |deputy: &ContactId| meeting.seat_of(person).is_some_and(|seat| seat.holders().any(|one| one == deputy));
    let is_in = |deputy: &ContactId| {
        let known = |one: &crate::Disqualification| one.person == *deputy || one.deputy.as_ref() == Some(deputy);
        meeting.present.contains(deputy) || item.disqualified.iter().any(known)
    };
    if deputy.is_some_and(|deputy| deputy == person || !of_seat(deputy) || is_in(deputy)) {
        return Err(Refusal::PersonNotSeated);
    }
    Ok(MeetingEvent::Disqualified {
        item: item.id,
        person: person.clone(),
        legal_basis: line(legal_basis, Refusal::BasisMissing)?,
        deputy: deputy.cloned(),
    })
}

fn propose(meeting: &Meeting, item: u32, by: &ContactId, text: &str) -> Result<MeetingEvent, Refusal> {
    let item = in_session(meeting, item)?;
    if item.resolution.is_some() {
        return Err(Refusal::ItemDecided);
    }
    if !meeting.voters(item).contains(&by) {
        return Err(Refusal::PersonNotSeated);
    }
    if item.proposals.len() >= PROPOSALS {
        return Err(Refusal::TooMany { most: PROPOSALS });
    }
    let text = filled(&words(text)?, Refusal::ResolutionMissing)?;
    Ok(MeetingEvent::ProposalPut { item: item.id, by: by.clone(), text })
}

struct Asked<'a> {
    outcome: ItemOutcome,
    proposal: Option<u32>,
    text: Option<&'a str>,
    votes: Option<Votes>,
}

/// What the body decided: by at least half of its members, and all who take part vote (kommuneloven §§ 8-1, 11-9).
fn resolved(meeting: &Meeting, item: &AgendaItem, asked: &Asked, casting: bool) -> Result<Resolution, Refusal> {
    let taking_part = meeting.voters(item);
    let voters = taking_part.len();
    // Where too few are there, an item can still be put off.
    if voters < meeting.quorum() && asked.outcome != ItemOutcome::Postponed {
        return Err(Refusal::QuorumMissing { size: u32::try_from(meeting.members()).unwrap_or(u32::MAX) });
    }
    let chairs = meeting.chair.as_ref().is_some_and(|chair| taking_part.contains(&chair));
    if casting && (!chairs || asked.votes.is_none()) {
        return Err(Refusal::CastingVote);
    }
    let proposed = match asked.proposal {
        None => item.matter.recommendation.as_str(),
        Some(n) => {
            let place = usize::try_from(n).ok().and_then(|n| n.checked_sub(1));
            &place.and_then(|place| item.proposals.get(place)).ok_or(Refusal::ItemUnknown)?.text
        }
    };
    let own = words(asked.text.unwrap_or_default())?;
    let decides = asked.outcome == ItemOutcome::Adopted;
    let text = if own.is_empty() && decides { proposed.to_owned() } else { own };
    if decides && text.is_empty() && item.matter.command.is_none() {
        return Err(Refusal::ResolutionMissing);
    }
    let all = u32::try_from(voters).unwrap_or(u32::MAX);
    let votes = match asked.outcome {
        ItemOutcome::Adopted => Some(asked.votes.unwrap_or(Votes { in_favour: all, against: 0 })),
        ItemOutcome::Rejected => Some(asked.votes.unwrap_or(Votes { in_favour: 0, against: all })),
        ItemOutcome::Postponed | ItemOutcome::Noted => asked.votes,
    };
    if let Some(votes) = votes {
        let (won, lost) = match asked.outcome {
            ItemOutcome::Rejected => (votes.against, votes.in_favour),
            _ => (votes.in_favour, votes.against),
        };
        if won.checked_add(lost) != Some(all) {
            return Err(Refusal::VotesNotAll { voters: all });
        }
        if won < lost {
            return Err(Refusal::VotesAgainstOutcome);
        }
        if casting != (won == lost) {
            return Err(Refusal::CastingVote);
        }
    }
    Ok(Resolution { outcome: asked.outcome, proposal: asked.proposal, text, votes, casting })
}
