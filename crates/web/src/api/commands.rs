//! Commands as JSON. Those that carry prose are stored first; then they name it, like every other door's.

use super::{
    problem::{Caller, Cause, NegotiatedLanguage, Opened, Problem},
    views,
};
use crate::{Shared, command, who};
use app::ids;
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use ledger::{DocumentRow, Done, Key, RegionRow};
use procedure::{Command, Desk, DocumentId, Hash, PartyId, Recorded, RegionId};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use words::plain;

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct NewDocument {
    /// One of the region's kinds, such as `strategy`.
    kind: String,
    title: String,
    /// Municipalities by number; all members today where it is left out.
    #[serde(default)]
    parties: Option<Vec<PartyId>>,
}

#[derive(Serialize)]
struct Created {
    id: DocumentId,
    seq: u32,
    phase: &'static str,
}

/// What an accepted command led to.
#[derive(Serialize)]
pub struct Carried {
    seq: u32,
    phase: &'static str,
    events: Vec<views::EventView>,
}

impl Carried {
    pub fn of(done: &Done) -> Self {
        let events = done.events.iter().map(|event: &Recorded| views::EventView::of(event)).collect();
        Self { seq: done.seq, phase: done.phase.as_str(), events }
    }
}

pub async fn create(
    State(app): State<Shared>,
    Path(slug): Path<String>,
    Caller(caller): Caller,
    negotiated: NegotiatedLanguage,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let region = region(&caller.region, &RegionId(slug)).map_err(|e| negotiated.problem(e))?;
    let new: NewDocument = read(&body).map_err(|e| negotiated.problem(e))?;
    let desk = Desk::Create { kind: new.kind, title: new.title, parties: new.parties };
    let id = ids::document(&app.clock);
    let key = sent_key(&headers).map(|own| key(&caller, own, "create", &body));
    let done = app.execute(&region, &id, caller.actor(), Command::Desk(desk), key).await;
    let Done { document, seq, phase, .. } = done.map_err(|e| negotiated.problem(e))?;
    Ok((StatusCode::CREATED, Json(Created { id: document, seq, phase: phase.as_str() })).into_response())
}

pub async fn execute(
    State(app): State<Shared>,
    Opened(opened): Opened,
    negotiated: NegotiatedLanguage,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let who::Opened { program, row } = opened;
    let value = read(&body).map_err(|e| negotiated.problem(e))?;
    let key = sent_key(&headers).map(|own| key(&program, own, row.id.as_str(), &body));
    let done = carry_out(&app, &program, &row, value, key).await.map_err(|e| negotiated.problem(e))?;
    Ok(Json(Carried::of(&done)).into_response())
}

/// Carries out one command of a program.
pub async fn carry_out(
    app: &Shared,
    program: &who::Program,
    row: &DocumentRow,
    command: Value,
    key: Option<Key>,
) -> Result<Done, Cause> {
    let desk = command::read(app, row, command, Vec::new()).await?;
    Ok(app.execute(&program.region, &row.id, program.actor(), Command::Desk(desk), key).await?)
}

/// A token sees its own region only; another's is as if it were not there.
pub fn region(own: &RegionRow, asked: &RegionId) -> Result<RegionRow, Cause> {
    if own.id == *asked { Ok(own.clone()) } else { Err(Cause::NotFound) }
}

pub fn sent_key(headers: &HeaderMap) -> Option<&str> {
    headers.get("idempotency-key").and_then(|value| value.to_str().ok())
}

/// A program's own key, for what was sent with it.
pub fn key(program: &who::Program, own: &str, target: &str, body: &[u8]) -> Key {
    let content = [target.as_bytes(), b"\n", body].concat();
    Key { key: format!("{}:{own}", program.id), body: Hash::of(&content) }
}

/// Reads a body. Control characters are refused by the field's name; tokens of our links are taken out of every text.
pub fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Cause> {
    let unreadable = |error: serde_json::Error| Cause::Unreadable(error.to_string());
    let mut value: Value = serde_json::from_slice(body).map_err(unreadable)?;
    clean(&mut value, "")?;
    serde_json::from_value(value).map_err(unreadable)
}

/// Refuses control characters by the field's name, and takes tokens of our links out of every text.
pub fn clean(value: &mut Value, field: &str) -> Result<(), Cause> {
    match value {
        Value::String(text) if plain::has_controls(text) => {
            Err(Cause::Unreadable(format!("{field}: a text holds a control character")))
        }
        Value::String(text) => {
            *text = plain::text(text);
            Ok(())
        }
        Value::Array(all) => all.iter_mut().try_for_each(|value| clean(value, field)),
        Value::Object(all) => all.iter_mut().try_for_each(|(field, value)| clean(value, field)),
        _ => Ok(()),
    }
}
