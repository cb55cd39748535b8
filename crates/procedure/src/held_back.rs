//! What formal objections hold back in a case.

use crate::{Case, Document, HearingTrack, Objection, PartId, Position};

impl Document {
    /// Formal objections that stand: to the case under way, and to sections of the edition in force.
    pub fn objections(&self) -> Vec<Objection> {
        let of_case = self.case.as_ref().map_or_else(Vec::new, Case::objections);
        let of_edition = self.edition_in_force().map_or(&[][..], |edition| &edition.objections);
        of_case.into_iter().chain(of_edition.iter().cloned()).collect()
    }
}

impl Case {
    /// Objections of the last round that stand. One that came late is a remark like others (§ 5-4).
    pub fn objections(&self) -> Vec<Objection> {
        let tracks = self.hearing().map_or(&[][..], |hearing| &hearing.tracks);
        tracks.iter().filter_map(|track| self.objection(track)).collect()
    }

    fn objection(&self, track: &HearingTrack) -> Option<Objection> {
        let statement = track.statement.as_ref()?;
        let made = self.rules.hearing.formal_objection && statement.position == Position::FormalObjection;
        let decided = statement.objection.is_some_and(|state| state.step.is_decided());
        if !made || track.late() || statement.settled.is_some() || decided {
            return None;
        }
        let own = self.remarks.iter().filter(|remark| remark.party == track.party);
        let sections: Option<Vec<PartId>> = own.map(|remark| remark.section.clone()).collect();
        Some(Objection {
            party: track.party.clone(),
            raised_on: statement.received_on,
            state: statement.objection,
            sections: sections.unwrap_or_default(),
        })
    }

    /// Whether an objection holds back the whole document.
    pub fn is_held_back(&self) -> bool {
        self.objections().iter().any(Objection::touches_everything)
    }
}
