//! Meetings of the region's own bodies: the plan of the year, a meeting and its agenda, an item while it is dealt with, and
//! who sits in the bodies.

mod act;
pub mod agenda;
mod item;
mod meanwhile;
mod members;
mod new;
mod plan;
mod show;
mod waiting;

use crate::{
    Shared,
    fault::Fault,
    minutes::{Advice, Reader},
    who::Coordinator,
};
use app::meetings;
use axum::{
    Router,
    routing::{get, post},
};
use ledger::DocumentRow;
use procedure::{Body, DocumentId, ItemOutcome, Meeting, PhaseName, Stage};

/// Meetings that are looked through for what the chief executives recommended.
const ADVISED: u32 = 50;

pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/desk/meetings", get(plan::show))
        .route("/desk/meeting/new", get(new::show).post(new::arrange))
        .route("/desk/meeting/members", get(members::show).post(members::elect))
        .route("/desk/meeting/{id}", get(show::show))
        .route("/desk/meeting/{id}/agenda.docx", get(show::docx))
        .route("/desk/meeting/{id}/items/{item}", get(item::show))
        .route("/desk/meeting/{id}/{act}", post(act::carry_out))
}

/// A meeting of the coordinator's region.
async fn find(app: &Shared, who: &Coordinator, id: String) -> Result<(DocumentRow, Meeting), Fault> {
    let row = app.ledger.logged(&DocumentId(id)).await?.filter(|row| row.region == who.region.id);
    let row = row.ok_or(Fault::NotFound)?;
    let meeting = row.state.meeting.as_deref().cloned().ok_or(Fault::NotFound)?;
    Ok((row, meeting))
}

/// What the chief executives' committee recommends of each document: what it has adopted, the last of each. The public reads
/// what stands in approved minutes, and nothing that was dealt with behind closed doors.
pub async fn advice(
    app: &Shared,
    region: &procedure::RegionId,
    meeting: &Meeting,
    reader: Reader,
) -> Result<Advice, Fault> {
    let mut advice = Advice::new();
    if meeting.items.iter().all(|item| item.matter.document.is_none()) {
        return Ok(advice);
    }
    for phase in [PhaseName::InForce, PhaseName::Drafting] {
        let mut rows = meetings::newest(app, region, Some(phase), ADVISED).await?;
        rows.reverse();
        let meetings = rows.iter().filter_map(|row| row.state.meeting.as_deref());
        let read = |meeting: &&Meeting| {
            let approved = reader == Reader::Desk || meeting.stage == Stage::Approved;
            meeting.body == Body::ChiefExecutives && approved
        };
        for item in meetings.filter(read).flat_map(|meeting| &meeting.items) {
            let open = reader == Reader::Desk || item.matter.closed.is_none();
            let adopted = item.resolution.as_ref().filter(|done| open && done.outcome == ItemOutcome::Adopted);
            if let (Some(document), Some(done)) = (&item.matter.document, adopted) {
                advice.insert(document.to_string(), done.text.clone());
            }
        }
    }
    Ok(advice)
}
