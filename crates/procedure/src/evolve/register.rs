//! What the acts of a register mean: for the register itself, which begins with the first of them, and for who is who.

use crate::{Event, Member, Particulars, PartyId, Roster};
use chrono::NaiveDate;

/// Carries a roster over an event of its region's register or of a meeting; any other changes nothing.
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
        Event::RegisterBegun { parties, bodies, .. } => {
            roster.parties.clone_from(parties);
            roster.bodies.clone_from(bodies);
        }
        Event::BodySized { body, size, .. } => {
            roster.bodies.insert(*body, *size);
        }
        Event::Elected { election, .. } => roster.elect(election.clone()),
        Event::Meeting(event) => super::meeting::number(roster, event),
        _ => {}
    }
}

fn entered(roster: &mut Roster, party: &PartyId, particulars: &Particulars, joins: Option<NaiveDate>) {
    let known = roster.parties.get(party);
    let member = Member {
        particulars: particulars.clone(),
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
