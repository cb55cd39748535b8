//! Who sits in a meeting, who is expected, and who takes part.

use super::{Absence, AgendaItem, Meeting, Seat};
use crate::{ContactId, PartyId};

impl Meeting {
    /// Whose seat a person may sit in.
    pub fn seat_of(&self, person: &ContactId) -> Option<&Seat> {
        self.seats.iter().find(|seat| seat.holders().any(|holder| holder == person))
    }

    /// Those who take part in an item: whoever did when it was decided, else the present without the disqualified, each with
    /// the deputy who sits in their place.
    pub fn voters<'a>(&'a self, item: &'a AgendaItem) -> Vec<&'a ContactId> {
        if item.resolution.is_some() {
            return item.voters.iter().collect();
        }
        let mut voters: Vec<&ContactId> = self.present.iter().collect();
        for out in &item.disqualified {
            let Some(place) = voters.iter().position(|person| **person == out.person) else { continue };
            voters.remove(place);
            voters.extend(out.deputy.as_ref().filter(|deputy| !voters.contains(deputy)));
        }
        voters
    }

    /// Whoever is expected: the members, but for those who cannot come, and the deputies called for them.
    pub fn expected(&self) -> Vec<&ContactId> {
        let absent = |person: &ContactId| self.absences.iter().any(|absence| absence.person == *person);
        let members = self.seats.iter().map(|seat| &seat.member);
        let deputies = self.absences.iter().filter_map(|absence| absence.deputy.as_ref());
        members.chain(deputies).filter(|person| !absent(person)).collect()
    }

    /// The deputy to call for someone who cannot come: the first of the seat's who has not said the same.
    pub fn next_deputy(&self, person: &ContactId) -> Option<&ContactId> {
        let used = |id: &ContactId| {
            id == person || self.absences.iter().any(|a| a.person == *id || a.deputy.as_ref() == Some(id))
        };
        self.seat_of(person)?.deputies.iter().find(|id| !used(id))
    }

    /// Who was called because somebody cannot come, the last where deputies could not either; `None` where nobody was.
    pub fn called_for(&self, person: &ContactId) -> Option<&ContactId> {
        let called = |id: &ContactId| self.absence_of(id).and_then(|absence| absence.deputy.as_ref());
        let mut last = called(person)?;
        // Each has one absence, and nobody is called twice: the chain has no more links than there are absences.
        for _ in &self.absences {
            last = called(last).unwrap_or(last);
        }
        Some(last).filter(|deputy| self.expected().contains(deputy))
    }

    /// What somebody has said who cannot come.
    pub fn absence_of(&self, person: &ContactId) -> Option<&Absence> {
        self.absences.iter().find(|absence| absence.person == *person)
    }

    /// The smallest number that may decide: half of the members (kommuneloven § 11-9), of whom not all need have been
    /// entered.
    pub fn quorum(&self) -> usize {
        self.members().div_ceil(2)
    }

    /// The members of the body: as many as the register says, and no fewer than there are seats.
    pub fn members(&self) -> usize {
        let known = self.size.and_then(|size| usize::try_from(size).ok()).unwrap_or(0);
        known.max(self.seats.len())
    }

    /// The seats that somebody sat in: a deputy who came in for one item takes no seat more.
    pub fn filled(&self) -> usize {
        let mut filled = 0;
        let mut counted: Vec<&PartyId> = Vec::new();
        for seat in &self.seats {
            if counted.contains(&&seat.party) {
                continue;
            }
            counted.push(&seat.party);
            let of_party = |id: &&ContactId| self.seat_of(id).is_some_and(|own| own.party == seat.party);
            let seats = self.seats.iter().filter(|other| other.party == seat.party).count();
            filled += self.attended.iter().filter(of_party).count().min(seats);
        }
        filled
    }

    /// The members who were not there.
    pub fn absent(&self) -> impl Iterator<Item = &ContactId> {
        self.seats.iter().map(|seat| &seat.member).filter(|member| !self.attended.contains(member))
    }
}
