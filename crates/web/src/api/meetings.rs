//! Meetings of the region's own bodies: what they are, and the acts that carry them on.

use super::{
    commands::{Carried, key, read, region, sent_key},
    problem::{Caller, Cause, NegotiatedLanguage, Problem},
    views,
};
use crate::{Shared, command};
use app::ids;
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use ledger::{DocumentRow, RegionRow};
use procedure::{Command, DocumentId, Meeting, MeetingAct, RegionId, Stage};
use serde::Serialize;
use serde_json::Value;

/// Meetings an answer lists.
const LISTED: u32 = 500;

#[derive(Serialize)]
struct Line {
    id: DocumentId,
    title: String,
    stage: Stage,
    #[serde(flatten)]
    appointment: procedure::Appointment,
    body: procedure::Body,
}

#[derive(Serialize)]
pub struct Meetings {
    meetings: Vec<Line>,
}

#[derive(Serialize)]
pub struct MeetingView {
    id: DocumentId,
    seq: u32,
    #[serde(flatten)]
    meeting: Meeting,
    events: Vec<views::EventView>,
}

#[derive(Serialize)]
struct Arranged {
    id: DocumentId,
    seq: u32,
}

pub async fn list(
    State(app): State<Shared>,
    Path(slug): Path<String>,
    Caller(caller): Caller,
    negotiated: NegotiatedLanguage,
) -> Result<Json<Meetings>, Problem> {
    let region = region(&caller.region, &RegionId(slug)).map_err(|e| negotiated.problem(e))?;
    let rows = app::meetings::newest(&app, &region.id, None, LISTED).await.map_err(|e| negotiated.problem(e))?;
    let line = |row: DocumentRow| {
        let meeting = row.state.meeting.as_deref()?;
        let (stage, appointment, body) = (meeting.stage, meeting.appointment.clone(), meeting.body);
        Some(Line { id: row.id, title: row.state.title.clone(), stage, appointment, body })
    };
    Ok(Json(Meetings { meetings: rows.into_iter().filter_map(line).collect() }))
}

pub async fn arrange(
    State(app): State<Shared>,
    Path(slug): Path<String>,
    Caller(caller): Caller,
    negotiated: NegotiatedLanguage,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let region = region(&caller.region, &RegionId(slug)).map_err(|e| negotiated.problem(e))?;
    let act: MeetingAct = read(&body).map_err(|e| negotiated.problem(e))?;
    let key = sent_key(&headers).map(|own| key(&caller, own, "arrange", &body));
    let id = ids::meeting(&app.clock);
    let done = app.execute(&region, &id, caller.actor(), Command::Meeting(act), key).await;
    let done = done.map_err(|e| negotiated.problem(e))?;
    Ok((StatusCode::CREATED, Json(Arranged { id: done.document, seq: done.seq })).into_response())
}

async fn find(app: &Shared, region: &RegionRow, id: String) -> Result<DocumentRow, Cause> {
    let row = app.ledger.logged(&DocumentId(id)).await?;
    row.filter(|row| row.region == region.id && row.state.meeting.is_some()).ok_or(Cause::NotFound)
}

pub async fn show(
    State(app): State<Shared>,
    Path((slug, id)): Path<(String, String)>,
    Caller(caller): Caller,
    negotiated: NegotiatedLanguage,
) -> Result<Json<MeetingView>, Problem> {
    let region = region(&caller.region, &RegionId(slug)).map_err(|e| negotiated.problem(e))?;
    let row = find(&app, &region, id).await.map_err(|e| negotiated.problem(e))?;
    let log = app.ledger.log(&row).await.map_err(|e| negotiated.problem(e))?;
    let meeting = row.state.meeting.as_deref().cloned().ok_or_else(|| negotiated.problem(Cause::NotFound))?;
    let events = log.iter().map(views::EventView::of).collect();
    Ok(Json(MeetingView { id: row.id, seq: row.seq, meeting, events }))
}

pub async fn act(
    State(app): State<Shared>,
    Path((slug, id)): Path<(String, String)>,
    Caller(caller): Caller,
    negotiated: NegotiatedLanguage,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Carried>, Problem> {
    let region = region(&caller.region, &RegionId(slug)).map_err(|e| negotiated.problem(e))?;
    let row = find(&app, &region, id).await.map_err(|e| negotiated.problem(e))?;
    let key = sent_key(&headers).map(|own| key(&caller, own, row.id.as_str(), &body));
    let mut asked: Value = read(&body).map_err(|e| negotiated.problem(e))?;
    prepared(&app, &region, &mut asked).await.map_err(|e| negotiated.problem(e))?;
    let act: MeetingAct =
        serde_json::from_value(asked).map_err(|error| negotiated.problem(Cause::Unreadable(error.to_string())))?;
    let done = app.execute(&region, &row.id, caller.actor(), Command::Meeting(act), key).await;
    Ok(Json(Carried::of(&done.map_err(|e| negotiated.problem(e))?)))
}

/// The command of an item as it is sent to a document is read like one: its prose is stored, and it names it.
async fn prepared(app: &Shared, region: &RegionRow, asked: &mut Value) -> Result<(), Cause> {
    let Some(matter) = asked.get_mut("matter").filter(|matter| matter.get("command").is_some_and(|c| !c.is_null()))
    else {
        return Ok(());
    };
    let document = DocumentId(matter["document"].as_str().unwrap_or_default().to_owned());
    let row = app.ledger.document(&region.id, &document).await?;
    let row = row.ok_or_else(|| Cause::Unreadable("matter.document: there is no such document".to_owned()))?;
    let desk = command::read(app, &row, matter["command"].take(), Vec::new()).await?;
    matter["command"] = serde_json::to_value(desk).map_err(|error| Cause::Unreadable(error.to_string()))?;
    Ok(())
}
