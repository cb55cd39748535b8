//! What formal objections hold back in a case.

use crate::{
    Case, Document, HearingTrack, Objection, ObjectionStep, PartId, PartyId, Position, StatementState, case::late,
};
use chrono::NaiveDate;

impl Document {
    /// Formal objections that stand: to the case under way, and to sections of the edition in force.
    pub fn objections(&self) -> Vec<Objection> {
        let of_case = self.case.as_ref().map_or_else(Vec::new, Case::objections);
        let of_edition = self.edition_in_force().map_or(&[][..], |edition| &edition.objections);
        of_case.into_iter().chain(of_edition.iter().cloned()).collect()
    }
}

impl Case {
    /// Objections that stand: of the last round, and of earlier ones from whoever has not answered since.
    pub fn objections(&self) -> Vec<Objection> {
        let tracks = self.hearing().map_or(&[][..], |hearing| &hearing.tracks);
        let answered = |party: &PartyId| tracks.iter().any(|t| t.party == *party && t.statement.is_some());
        let carried = self.carried.iter().filter(|objection| !answered(&objection.party)).cloned();
        tracks.iter().filter_map(|track| self.objection(track)).chain(carried).collect()
    }

    /// One that came late is a remark like others (§ 5-4). One that the ministry has upheld stands for good.
    fn objection(&self, track: &HearingTrack) -> Option<Objection> {
        let statement = track.statement.as_ref()?;
        let made = self.rules.hearing.formal_objection && statement.position == Position::FormalObjection;
        let dismissed = statement.objection.is_some_and(|state| state.step == ObjectionStep::NotUpheld);
        let raised_on = statement.raised_on.unwrap_or(statement.received_on);
        if !made || late(raised_on, track.deadline) || statement.settled.is_some() || dismissed {
            return None;
        }
        let own = self.remarks.iter().filter(|remark| remark.party == track.party);
        let sections: Option<Vec<PartId>> = own.map(|remark| remark.section.clone()).collect();
        Some(Objection {
            party: track.party.clone(),
            raised_on,
            state: statement.objection,
            sections: if statement.objects_to.is_empty() {
                self.of_land_use(sections.unwrap_or_default())
            } else {
                statement.objects_to.clone()
            },
        })
    }

    /// What an objection is to: the sections it names in the land-use part, else all of that part. Remarks to the social part
    /// are remarks (§ 5-4). Where nobody has said which part is which, what it names.
    fn of_land_use(&self, mut named: Vec<PartId>) -> Vec<PartId> {
        if self.land_use.is_empty() {
            return named;
        }
        named.retain(|section| self.land_use.contains(section));
        if named.is_empty() { self.land_use.clone() } else { named }
    }

    /// Whether an objection holds back the whole document.
    pub fn is_held_back(&self) -> bool {
        self.objections().iter().any(Objection::touches_everything)
    }

    /// The day the last objection fell away; `None` where none has.
    pub(crate) fn released_on(&self) -> Option<NaiveDate> {
        let tracks = self.hearing().map_or(&[][..], |hearing| &hearing.tracks);
        let statements = tracks.iter().filter_map(|track| track.statement.as_ref());
        let fell = |statement: &StatementState| {
            let dismissed = statement.objection.filter(|state| state.step == ObjectionStep::NotUpheld);
            statement.settled.as_ref().map(|settled| settled.date).max(dismissed.map(|state| state.on))
        };
        statements.filter_map(fell).max()
    }
}
