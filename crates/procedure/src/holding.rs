//! What can be prolonged or repealed, and whose councils decide that: asked by the rules, by what is possible, and by forms.

use crate::{AdoptingBody, Body, Deed, Document, InForce, Party, PartyId, Roster, Rules, Standing};
use chrono::NaiveDate;

/// An edition that holds, or waits for its day, as it was adopted.
#[derive(Clone, Copy, Debug)]
pub struct Holding<'a> {
    pub rules: &'a Rules,
    pub parties: &'a [Party],
    pub adopted_on: NaiveDate,
}

impl Document {
    /// The edition in force, else the one that waits for its day.
    pub fn holding(&self) -> Option<Holding<'_>> {
        let coming = || {
            let (adopted, case) = self.coming().zip(self.case.as_ref())?;
            Some(Holding { rules: &case.rules, parties: &case.parties, adopted_on: adopted.meeting_date })
        };
        self.in_force.as_ref().map(InForce::holding).or_else(coming)
    }
}

impl InForce {
    pub(crate) fn holding(&self) -> Holding<'_> {
        Holding { rules: &self.rules, parties: &self.parties, adopted_on: self.adopted_on }
    }
}

impl<'a> Holding<'a> {
    /// The municipalities whose councils decide, each for its own (pbl §§ 9-3, 11-17, 12-14, kommuneloven § 18-4); none
    /// where one body decides for all.
    pub fn councils(self, roster: &'a Roster, day: NaiveDate) -> Vec<&'a PartyId> {
        let competent = self.rules.competence.of(Deed::Repeal).contains(&Body::MunicipalCouncil);
        if self.rules.adoption != AdoptingBody::Councils || !competent {
            return Vec::new();
        }
        municipalities(self.parties, roster, day)
    }
}

/// The municipalities among parties, as they are on a day: one that was succeeded is its successor.
pub(crate) fn municipalities<'a>(parties: &'a [Party], roster: &'a Roster, day: NaiveDate) -> Vec<&'a PartyId> {
    let mut now: Vec<&PartyId> = Vec::new();
    for party in parties.iter().filter(|party| party.standing == Standing::Municipality) {
        let id = roster.successor(&party.id, day);
        if !now.contains(&id) {
            now.push(id);
        }
    }
    now
}
