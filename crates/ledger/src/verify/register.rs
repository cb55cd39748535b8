//! The tables that say who is who, against what their region's register has in its log.

use super::{Discrepancy, Place};
use crate::{Error, db::Tx, people::read_register};
use chrono::NaiveDate;
use procedure::{Body, Election, Event, PartyId, RegionId, Roster, enter};
use std::collections::BTreeSet;

/// Who is who by a register's log. `None` where it does not say what it began with, or cannot be read.
pub(super) fn said(events: &[Option<Event>]) -> Option<Roster> {
    let begun = events.iter().rposition(|event| matches!(event, Some(Event::RegisterBegun { .. })))?;
    let mut roster = Roster::default();
    for event in &events[begun..] {
        enter(&mut roster, event.as_ref()?);
    }
    Some(roster)
}

pub(super) async fn check(tx: &mut Tx, region: &RegionId, events: &[Option<Event>]) -> Result<Vec<Discrepancy>, Error> {
    let Some(said) = said(events) else { return Ok(Vec::new()) };
    let stands = read_register(tx, region).await?;
    let parties: BTreeSet<_> = said.parties.keys().chain(stands.parties.keys()).collect();
    let bodies: BTreeSet<_> = said.bodies.keys().chain(stands.bodies.keys()).collect();
    let elected: BTreeSet<_> = said.elections.iter().chain(&stands.elections).map(seat).collect();
    let party = |id| {
        let what = differs(said.parties.get(id), stands.parties.get(id))?;
        Some(Discrepancy { place: Place::Party(region.clone(), PartyId::clone(id)), what })
    };
    let body = |id| {
        let what = differs(said.bodies.get(id), stands.bodies.get(id))?;
        Some(Discrepancy { place: Place::Body(region.clone(), *id), what })
    };
    let election = |key: Seat| {
        let of = |roster: &Roster| roster.elections.iter().find(|one| seat(one) == key).cloned();
        let what = differs(of(&said).as_ref(), of(&stands).as_ref())?;
        Some(Discrepancy { place: Place::Election(region.clone(), key.0, key.1), what })
    };
    let found = parties.into_iter().filter_map(party).chain(bodies.into_iter().filter_map(body));
    Ok(found.chain(elected.into_iter().filter_map(election)).collect())
}

/// Which election a row is of: the body, the council's municipality, and the day it holds from.
type Seat = (Body, PartyId, NaiveDate);

fn seat(election: &Election) -> Seat {
    (election.body, election.party.clone(), election.from)
}

fn differs<T: PartialEq>(said: Option<&T>, stands: Option<&T>) -> Option<&'static str> {
    match (said, stands) {
        (Some(_), None) => Some("stands in the register's log, and its row is gone: run `samrad rebuild`"),
        (None, Some(_)) => Some("has a row, and the register's log has not entered it: run `samrad rebuild`"),
        (said, stands) if said != stands => Some("is not what the register's log says: run `samrad rebuild`"),
        _ => None,
    }
}
