//! What the acts of a register mean: for the register itself, which begins with the first of them, and for who is who.

use crate::{Document, Event, Member, Particulars, PartyId, REGISTER, Roster};
use chrono::NaiveDate;

/// A register is a document without editions: what it holds is who is who.
pub(super) fn opened(region: &str) -> Document {
    Document {
        seq: 0,
        kind: REGISTER.to_owned(),
        title: region.to_owned(),
        case_number: None,
        editions: 0,
        versions: 0,
        remarks: 0,
        cases: 0,
        in_force: None,
        case: None,
        end: None,
        links: Vec::new(),
        statements: Vec::new(),
        relations: Vec::new(),
        exempt: Vec::new(),
    }
}

/// Carries a roster over an event of its region's register; any other changes nothing.
pub fn enter(roster: &mut Roster, event: &Event) {
    match event {
        Event::PartyEntered { party, particulars, .. } => entered(roster, party, particulars, None),
        // Who is a member on the day stays one, and a notice that was given before falls.
        Event::MemberAdmitted { party, from, .. } => with(roster, party, |member| {
            member.from = member.from.filter(|_| member.is_member(*from)).or(Some(*from));
            member.to = None;
        }),
        Event::MemberReleased { party, leaves_on, .. } => {
            with(roster, party, |member| member.to = Some(*leaves_on));
        }
        Event::PartySucceeded { parties, into, particulars, from, .. } => {
            let member = |id: &PartyId| roster.parties.get(id).is_some_and(|m| m.from.is_some() && m.to.is_none());
            let joins = parties.iter().any(member).then_some(*from);
            entered(roster, into, particulars, joins);
            for party in parties {
                with(roster, party, |member| {
                    member.to = member.from.and(member.to.into_iter().chain([*from]).min());
                    member.succeeded = Some((into.clone(), *from));
                });
            }
        }
        Event::BodySized { body, size, .. } => {
            roster.bodies.insert(*body, *size);
        }
        _ => {}
    }
}

fn entered(roster: &mut Roster, party: &PartyId, particulars: &Particulars, joins: Option<NaiveDate>) {
    let known = roster.parties.get(party);
    let member = Member {
        name: particulars.name.clone(),
        standing: particulars.standing,
        population: particulars.population,
        council_size: particulars.council_size,
        may_object: particulars.may_object,
        succeeded: known.and_then(|known| known.succeeded.clone()),
        from: known.and_then(|known| known.from).or(joins),
        to: known.and_then(|known| known.to),
    };
    roster.parties.insert(party.clone(), member);
}

fn with(roster: &mut Roster, party: &PartyId, change: impl FnOnce(&mut Member)) {
    if let Some(member) = roster.parties.get_mut(party) {
        change(member);
    }
}
