//! A document as anyone may see it. Everything public is made from this, and it holds nothing that is not.
//!
//! A case is public from the day its hearing opens (plan- og bygningsloven §§ 5-2, 11-14). Drafts never are: not the
//! coordinator's text, nor a municipality's answer that has not been sent, nor verdicts before they are all given.

use ledger::DocumentRow;
use procedure::{Case, HearingTrack, InForce, Phase, Version};
use std::sync::Arc;

pub struct Shown {
    /// Its state without what is not public.
    pub row: DocumentRow,
    /// The next edition is being made, whether or not it has been heard yet.
    pub revising: bool,
}

/// `None` where nothing of the document is public yet.
pub fn shown(mut row: DocumentRow) -> Option<Shown> {
    let state = Arc::make_mut(&mut row.state);
    // A link is first given when a hearing opens.
    let heard = state.editions > 0 || !state.links.is_empty();
    let revising = state.case.is_some() && state.coming().is_none();
    state.links.clear();
    state.case = state.case.take().filter(|case| case.rounds > 0);
    if let Some(case) = &mut state.case {
        open(case);
    }
    if let Some(edition) = &mut state.in_force {
        edition.notices.clear();
    }
    row.wakes_on = None;
    let ended = row.state.end.is_some();
    (heard && (row.state.case.is_some() || row.state.in_force.is_some() || ended)).then_some(Shown { row, revising })
}

impl Shown {
    /// The edition that holds today.
    pub fn in_force(&self) -> Option<&InForce> {
        self.row.state.edition_in_force()
    }

    /// The text that is heard, or that the councils have before them.
    pub fn under_way(&self) -> Option<&Version> {
        self.row.state.case.as_ref()?.version.as_ref()
    }

    /// The edition in force and the text under way, where there are both and they are two.
    pub fn compared(&self) -> Option<(&Version, &Version)> {
        let (before, after) = (&self.in_force()?.version, self.under_way()?);
        (before.number != after.number).then_some((before, after))
    }
}

fn open(case: &mut Case) {
    case.paused = false;
    if matches!(case.phase, Phase::Drafting(_) | Phase::Hearing(_) | Phase::Assessment(_)) {
        case.version.clone_from(&case.heard);
        for remark in &mut case.remarks {
            (remark.verdict, remark.revision) = (None, 0);
        }
    }
    match &mut case.phase {
        Phase::Hearing(hearing) | Phase::Assessment(hearing) => hearing.tracks.iter_mut().for_each(quiet),
        Phase::Endorsement(endorsement) => endorsement.hearing.tracks.iter_mut().for_each(quiet),
        Phase::Adoption(adoption) => {
            let endorsed = adoption.endorsement.iter_mut().map(|endorsement| &mut *endorsement.hearing);
            let heard = adoption.hearing.iter_mut().map(|hearing| &mut **hearing);
            endorsed.chain(heard).flat_map(|hearing| &mut hearing.tracks).for_each(quiet);
        }
        Phase::Drafting(_) => {}
    }
}

/// What a municipality does before it answers is its own.
fn quiet(track: &mut HearingTrack) {
    (track.started, track.disowned, track.asked, track.reminded_on) = (false, false, None, None);
    track.rungs.clear();
}
