//! What a hearing's events mean: tracks, deadlines, answers and reminders.

use super::{endorsement::with_council, links::grant};
use crate::{
    Document, Given, Grant, Hearing, HearingTrack, PartyId, Phase, Position, PublicAnswers, Remark, Rung, Scope,
    Statement, StatementState,
};
use chrono::NaiveDate;

pub(super) fn with_track(document: &mut Document, party: &PartyId, change: impl FnOnce(&mut HearingTrack)) {
    if let Some(Phase::Hearing(hearing) | Phase::Assessment(hearing)) = document.case.as_mut().map(|c| &mut c.phase)
        && let Some(track) = hearing.track_mut(party)
    {
        change(track);
    }
}

pub(super) fn hearing_opened(
    document: &mut Document,
    round: u32,
    scope: &Scope,
    on: NaiveDate,
    deadline: NaiveDate,
    invited: &[Grant],
) {
    let Some(case) = &mut document.case else { return };
    case.rounds = round;
    case.heard.clone_from(&case.version);
    case.remarks.clear();
    let track = |grant: &Grant| HearingTrack {
        party: grant.party.clone(),
        deadline,
        since: on,
        started: false,
        statement: None,
        asked: None,
        disowned: false,
        rungs: Vec::new(),
        reminded_on: None,
        treatments: 0,
    };
    let tracks = invited.iter().map(track).collect();
    let public = case.rules.hearing.public_inspection.then(PublicAnswers::default);
    case.phase = Phase::Hearing(Hearing { round, scope: scope.clone(), opened_on: on, deadline, tracks, public });
    for granted in invited {
        grant(document, granted, Given::Asked);
    }
}

pub(super) fn closed(phase: Phase) -> Phase {
    match phase {
        Phase::Hearing(hearing) => Phase::Assessment(hearing),
        other => other,
    }
}

pub(super) fn reopened(phase: Phase) -> Phase {
    match phase {
        Phase::Assessment(mut hearing) => {
            // More may come: they are counted once more.
            if let Some(public) = &mut hearing.public {
                public.counted = None;
            }
            Phase::Hearing(hearing)
        }
        other => other,
    }
}

pub(super) fn answered(document: &mut Document, statement: &Statement) {
    let seq = document.seq;
    with_track(document, &statement.party, |track| {
        track.started = true;
        track.disowned = false;
        let before = track.statement.take().filter(|_| statement.position == Position::FormalObjection);
        track.statement = Some(StatementState {
            revision: statement.revision,
            position: statement.position,
            received_on: statement.received_on,
            settled: before.as_ref().and_then(|s| s.settled.clone()),
            objection: before.as_ref().and_then(|s| s.objection),
            // What it writes now is what it is about.
            objects_to: Vec::new(),
            raised_on: (statement.position == Position::FormalObjection)
                .then(|| before.map_or(statement.received_on, |s| s.raised_on.unwrap_or(s.received_on))),
            seq,
        });
    });
    let highest = statement.remarks.iter().filter_map(|r| r.id.as_str().strip_prefix('r')?.parse().ok()).max();
    document.remarks = document.remarks.max(highest.unwrap_or(0));
    let Some(case) = &mut document.case else { return };
    let (mine, others): (Vec<_>, Vec<_>) = case.remarks.drain(..).partition(|r: &Remark| r.party == statement.party);
    case.remarks = others;
    case.remarks.extend(statement.remarks.iter().map(|new| {
        let before = mine.iter().find(|r| r.id == new.id);
        Remark {
            id: new.id.clone(),
            party: statement.party.clone(),
            section: new.section.clone(),
            hash: new.hash.clone(),
            verdict: before.and_then(|r| r.verdict),
            assessed_by: before.and_then(|r| r.assessed_by.clone()),
            approved: before.is_some_and(|r| r.approved),
            revision: before.map_or(0, |r| r.revision),
            seq,
        }
    }));
}

pub(super) fn extended(document: &mut Document, party: Option<&PartyId>, deadline: NaiveDate, on: NaiveDate) {
    let Some(Phase::Hearing(hearing)) = document.case.as_mut().map(|case| &mut case.phase) else { return };
    if party.is_none() {
        hearing.deadline = deadline;
    }
    let moved = hearing.tracks.iter_mut().filter(|t| party.is_none_or(|id| t.party == *id) && t.deadline < deadline);
    for track in moved {
        track.deadline = deadline;
        track.since = on;
        track.asked = None;
    }
}

pub(super) fn reminded(
    document: &mut Document,
    party: &PartyId,
    rungs: impl Iterator<Item = Rung> + Clone,
    deadline: NaiveDate,
    on: Option<NaiveDate>,
) {
    let keys = rungs.filter(|rung| *rung != Rung::Manual).map(|rung| (rung, deadline));
    with_track(document, party, |track| {
        track.rungs.extend(keys.clone());
        track.reminded_on = on.or(track.reminded_on);
    });
    with_council(document, party, |track| {
        track.rungs.extend(keys);
        track.reminded_on = on.or(track.reminded_on);
    });
}
