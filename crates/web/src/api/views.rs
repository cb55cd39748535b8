//! How documents, events and statements look to programs.

use chrono::{DateTime, NaiveDate, Utc};
use ledger::DocumentRow;
use procedure::{
    Case, CouncilTrack, Document, Endorsement, Event, Hash, HearingTrack, InForce, Mediation, Objection, Outcome,
    PartId, Party, PartyId, Phase, Position, Recorded, Related, RemarkId, Rung, Tally, tally,
};
use serde::Serialize;

#[derive(Serialize)]
pub struct EventView {
    seq: u32,
    at: DateTime<Utc>,
    actor: String,
    event: Event,
}

impl EventView {
    pub fn of(recorded: &Recorded) -> Self {
        let Recorded { seq, at, actor, event } = recorded.clone();
        Self { seq, at, actor, event }
    }
}

#[derive(Serialize)]
pub struct DocumentView {
    id: String,
    region: String,
    kind: String,
    title: String,
    case_number: Option<String>,
    phase: &'static str,
    /// The edition in force, or 0 where there has been none.
    edition: u32,
    in_force: Option<InForceView>,
    /// Formal objections that stand.
    objections: Vec<Objection>,
    /// Parties that have given notice, and the day each is out.
    leaving: Vec<LeavingView>,
    /// Of a disagreement between those who plan together.
    mediation: Option<Mediation>,
    round: u32,
    tracks: Vec<TrackView>,
    endorsement: Option<EndorsementView>,
    deadline: Option<NaiveDate>,
    revision_due: Option<NaiveDate>,
    wakes_on: Option<NaiveDate>,
    /// The newest version of the text.
    version: Option<u32>,
    content_hash: Option<Hash>,
    remarks: Vec<RemarkView>,
    /// What to look at before the assessment is finished; nothing in other phases.
    check_list: Option<CheckListView>,
    /// What it is to other documents.
    relations: Vec<Related>,
    seq: u32,
    changed_at: DateTime<Utc>,
}

#[derive(Serialize)]
struct InForceView {
    edition: u32,
    version: u32,
    content_hash: Hash,
    adopted_on: NaiveDate,
    since: NaiveDate,
    revision_due: Option<NaiveDate>,
}

#[derive(Serialize)]
struct TrackView {
    municipality: PartyId,
    /// invited, started, answered, answered_late or no_answer; asked, planned, postponed, or the outcome.
    state: &'static str,
    deadline: Option<NaiveDate>,
    position: Option<Position>,
    revision: Option<u32>,
    late: Option<bool>,
    extension_asked: bool,
    outcome: Option<Outcome>,
    meeting_date: Option<NaiveDate>,
    /// The day from which the text holds in the municipality, where each council's decision has effect by itself.
    in_force_from: Option<NaiveDate>,
    reminders: Vec<Rung>,
}

#[derive(Serialize)]
struct LeavingView {
    municipality: PartyId,
    leaves_on: NaiveDate,
}

impl LeavingView {
    fn of((party, leaves_on): &(PartyId, NaiveDate)) -> Self {
        Self { municipality: party.clone(), leaves_on: *leaves_on }
    }
}

#[derive(Serialize)]
struct EndorsementView {
    in_favour: u32,
    against: u32,
    undecided: u32,
    met: bool,
    /// Set once it is concluded.
    concluded: Option<bool>,
}

#[derive(Serialize)]
struct CheckListView {
    /// Remarks that are accommodated, wholly or in part, and whose section is as it was heard.
    accommodated_unchanged: Vec<RemarkId>,
    /// Sections that are not as they were heard, and that no accommodated remark is about.
    changed_without_remark: Vec<PartId>,
}

impl CheckListView {
    fn of(case: &Case) -> Option<Self> {
        matches!(case.phase, Phase::Assessment(_)).then(|| Self {
            accommodated_unchanged: case.accommodated_unchanged().into_iter().map(|remark| remark.id.clone()).collect(),
            changed_without_remark: case.changed_without_remark(),
        })
    }
}

#[derive(Serialize)]
pub struct RemarkView {
    id: String,
    municipality: PartyId,
    section: Option<String>,
    verdict: Option<procedure::Verdict>,
    /// How many verdicts it has been given: what `based_on` names.
    revision: u32,
}

impl DocumentView {
    pub fn of(row: &DocumentRow) -> Self {
        let state = &row.state;
        let version = state.version();
        let endorsement = state.case.as_ref().and_then(|case| Some((case, case.endorsement()?)));
        let remarks = state.case.iter().flat_map(|case| &case.remarks);
        Self {
            id: row.id.to_string(),
            region: row.region.to_string(),
            kind: state.kind.clone(),
            title: state.title.clone(),
            case_number: state.case_number.clone(),
            phase: state.phase().as_str(),
            edition: state.in_force.as_ref().map_or(0, |edition| edition.edition),
            in_force: state.edition_in_force().map(InForceView::of),
            objections: state.objections(),
            leaving: state.case.iter().flat_map(|case| &case.leaving).map(LeavingView::of).collect(),
            mediation: state.case.as_ref().and_then(|case| case.mediation),
            round: state.case.as_ref().map_or(0, |case| case.rounds),
            tracks: tracks(state),
            endorsement: endorsement.map(|(case, e)| EndorsementView::of(tally(case, e), e)),
            deadline: state.deadline(),
            revision_due: state.revision_due(),
            wakes_on: row.wakes_on,
            version: version.map(|v| v.number),
            content_hash: version.map(|v| v.content.clone()),
            remarks: remarks.map(RemarkView::of).collect(),
            check_list: state.case.as_ref().and_then(CheckListView::of),
            relations: state.relations.clone(),
            seq: row.seq,
            changed_at: row.changed_at,
        }
    }
}

impl InForceView {
    fn of(edition: &InForce) -> Self {
        Self {
            edition: edition.edition,
            version: edition.version.number,
            content_hash: edition.version.content.clone(),
            adopted_on: edition.adopted_on,
            since: edition.since,
            revision_due: edition.revision_due,
        }
    }
}

impl EndorsementView {
    fn of(tally: Tally, endorsement: &Endorsement) -> Self {
        let Tally { in_favour, against, undecided, met, .. } = tally;
        Self { in_favour, against, undecided, met, concluded: endorsement.met }
    }
}

impl RemarkView {
    pub fn of(remark: &procedure::Remark) -> Self {
        Self {
            id: remark.id.to_string(),
            municipality: remark.party.clone(),
            section: remark.section.as_ref().map(ToString::to_string),
            verdict: remark.verdict,
            revision: remark.revision,
        }
    }
}

/// One track a party: of the hearing while it runs and is assessed, of the councils after that.
fn tracks(state: &Document) -> Vec<TrackView> {
    let Some(case) = &state.case else {
        let parties = state.in_force.iter().flat_map(|edition| &edition.parties);
        let places = state.in_force.as_ref().map_or(&[][..], |edition| &edition.places);
        let holds = |party: &Party| TrackView {
            in_force_from: places.iter().find(|(id, _)| *id == party.id).map(|(_, on)| *on),
            ..TrackView::named(&party.id, "in_force")
        };
        return parties.map(holds).collect();
    };
    match (&case.phase, case.endorsement()) {
        (Phase::Hearing(hearing), _) => hearing.tracks.iter().map(|t| hearing_track(t, false)).collect(),
        (Phase::Assessment(hearing), _) => hearing.tracks.iter().map(|t| hearing_track(t, true)).collect(),
        (_, Some(endorsement)) => endorsement.tracks.iter().map(council_track).collect(),
        _ => case.parties.iter().map(|party| TrackView::named(&party.id, "waiting")).collect(),
    }
}

impl TrackView {
    fn named(party: &PartyId, state: &'static str) -> Self {
        Self {
            municipality: party.clone(),
            state,
            deadline: None,
            position: None,
            revision: None,
            late: None,
            extension_asked: false,
            outcome: None,
            meeting_date: None,
            in_force_from: None,
            reminders: Vec::new(),
        }
    }
}

fn hearing_track(track: &HearingTrack, closed: bool) -> TrackView {
    let statement = track.statement.as_ref();
    let state = match (statement, track.started, closed) {
        (Some(_), _, _) if track.late() => "answered_late",
        (Some(_), _, _) => "answered",
        (None, _, true) => "no_answer",
        (None, true, false) => "started",
        (None, false, false) => "invited",
    };
    TrackView {
        deadline: Some(track.deadline),
        position: statement.map(|s| s.position),
        revision: statement.map(|s| s.revision),
        late: statement.map(|_| track.late()),
        extension_asked: track.asked.is_some(),
        reminders: track.rungs.iter().map(|(rung, _)| *rung).collect(),
        ..TrackView::named(&track.party, state)
    }
}

fn council_track(track: &CouncilTrack) -> TrackView {
    let outcome = track.decision.as_ref().map(|d| d.outcome);
    let state = match outcome {
        Some(Outcome::Endorsed) => "endorsed",
        Some(Outcome::EndorsedWithReservation) => "endorsed_with_reservation",
        Some(Outcome::EndorsedAmended) => "endorsed_amended",
        Some(Outcome::Rejected) => "rejected",
        Some(Outcome::Postponed) => "postponed",
        None if track.meeting.is_some() => "planned",
        None => "asked",
    };
    TrackView {
        outcome,
        meeting_date: track.decision.as_ref().map(|d| d.meeting_date).or(track.next_meeting()),
        in_force_from: track.effective,
        reminders: track.rungs.iter().map(|(rung, _)| *rung).collect(),
        ..TrackView::named(&track.party, state)
    }
}
