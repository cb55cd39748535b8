//! Letters, for programs: which went to whom, and what they said.

use super::{
    documents::List,
    problem::{Caller, Cause, NegotiatedLanguage, Problem},
};
use crate::Shared;
use axum::{
    Json,
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use ledger::{LetterFilter, LetterRow, LetterState};
use post::mail;
use procedure::{DocumentId, LetterKind};
use serde::{Deserialize, Serialize};

const PAGE: u32 = 200;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    document: Option<String>,
    to: Option<String>,
    letter: Option<LetterKind>,
    state: Option<String>,
    cursor: Option<String>,
    limit: Option<u32>,
}

#[derive(Serialize)]
struct LetterView {
    id: String,
    document: Option<DocumentId>,
    municipality: Option<String>,
    role: Option<&'static str>,
    to: Option<String>,
    letter: &'static str,
    class: &'static str,
    language: String,
    state: &'static str,
    attempts: u32,
    message_id: String,
    written_at: DateTime<Utc>,
    sent_at: Option<DateTime<Utc>>,
    reason: Option<String>,
}

pub async fn list(
    State(app): State<Shared>,
    Caller(caller): Caller,
    negotiated: NegotiatedLanguage,
    wanted: Result<Query<Wanted>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, Problem> {
    let Query(wanted) = wanted.map_err(|error| negotiated.problem(error.body_text()))?;
    let state = match wanted.state.as_deref() {
        None => None,
        Some(name) => Some(LetterState::parse(name).ok_or_else(|| negotiated.problem(format!("state: {name}")))?),
    };
    let limit = wanted.limit.unwrap_or(PAGE).clamp(1, PAGE);
    let filter = LetterFilter {
        document: wanted.document.map(DocumentId),
        to: wanted.to,
        kind: wanted.letter,
        state,
        after: wanted.cursor,
        limit,
        ..LetterFilter::default()
    };
    let rows = app.ledger.letters(&caller.region.id, &filter).await.map_err(|e| negotiated.problem(e))?;
    let full = rows.len() >= limit as usize;
    let next = rows.last().filter(|_| full).map(|row| row.id.clone());
    let items = rows.iter().map(|row| view(&app, row)).collect();
    Ok(Json(List { items, next }).into_response())
}

fn view(app: &Shared, row: &LetterRow) -> LetterView {
    LetterView {
        id: row.id.clone(),
        document: row.document.clone(),
        municipality: row.party.as_ref().map(ToString::to_string),
        role: row.role.map(procedure::Role::as_str),
        to: row.to.clone(),
        letter: row.kind.as_str(),
        class: row.class.as_str(),
        language: row.language.clone(),
        state: row.state.as_str(),
        attempts: row.attempts,
        message_id: mail::letter_id(app, &row.id),
        written_at: row.written_at,
        sent_at: row.sent_at,
        reason: row.reason.clone(),
    }
}

pub async fn show(
    State(app): State<Shared>,
    Path(id): Path<String>,
    Caller(caller): Caller,
    negotiated: NegotiatedLanguage,
) -> Result<Response, Problem> {
    let row = app.ledger.letter(&caller.region.id, &id).await.map_err(|e| negotiated.problem(e))?;
    let row = row.ok_or_else(|| negotiated.problem(Cause::NotFound))?;
    let text =
        mail::archived(&app, &row).await.map_err(|e| negotiated.problem(ledger::Error::Broken(format!("{e:#}"))))?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response())
}

pub async fn retry(
    app: State<Shared>,
    id: Path<String>,
    caller: Caller,
    negotiated: NegotiatedLanguage,
) -> Result<Response, Problem> {
    turn(app, id, caller, negotiated, LetterState::Queued).await
}

pub async fn cancel(
    app: State<Shared>,
    id: Path<String>,
    caller: Caller,
    negotiated: NegotiatedLanguage,
) -> Result<Response, Problem> {
    turn(app, id, caller, negotiated, LetterState::Cancelled).await
}

/// The letter as it stands afterwards; one that is past it stays as it is.
async fn turn(
    State(app): State<Shared>,
    Path(id): Path<String>,
    Caller(caller): Caller,
    negotiated: NegotiatedLanguage,
    to: LetterState,
) -> Result<Response, Problem> {
    let region = &caller.region.id;
    let turned = app.ledger.turn(region, &id, to, app.clock.now()).await.map_err(|e| negotiated.problem(e))?;
    if turned {
        app.post.notify_one();
    }
    let row = app.ledger.letter(region, &id).await.map_err(|e| negotiated.problem(e))?;
    let row = row.ok_or_else(|| negotiated.problem(Cause::NotFound))?;
    Ok(Json(view(&app, &row)).into_response())
}
