//! Documents, their texts, logs and statements, for programs.

use super::{
    commands::region,
    problem::{Caller, Cause, NegotiatedLanguage, Opened, Problem},
    views::{DocumentView, EventView, RemarkView},
};
use crate::{Shared, who};
use app::texts;
use axum::{
    Json,
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use ledger::{DocumentRow, Filter};
use procedure::{DocumentId, Hash, PartyId, PhaseName, Position, RegionId, Statement};
use serde::{Deserialize, Serialize};

const PAGE: u32 = 100;

#[derive(Serialize)]
pub struct List<T> {
    pub items: Vec<T>,
    pub next: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    phase: Option<PhaseName>,
    kind: Option<String>,
    cursor: Option<String>,
    limit: Option<u32>,
}

#[derive(Deserialize)]
pub struct Which {
    version: Option<u32>,
}

#[derive(Deserialize)]
pub struct From {
    cursor: Option<u32>,
    limit: Option<u32>,
}

#[derive(Serialize)]
struct TextView {
    version: u32,
    content_hash: Hash,
    sections: Vec<texts::Section>,
}

#[derive(Serialize)]
struct StatementView {
    municipality: PartyId,
    round: u32,
    revision: u32,
    position: Position,
    text: String,
    legal_basis: Option<String>,
    case_reference: Option<String>,
    received_on: NaiveDate,
    late: bool,
    channel: Option<String>,
    files: Vec<Hash>,
    remarks: Vec<SpokenRemark>,
}

#[derive(Serialize)]
struct SpokenRemark {
    #[serde(flatten)]
    state: RemarkView,
    text: String,
    proposed: Option<String>,
}

pub async fn list(
    State(app): State<Shared>,
    Path(slug): Path<String>,
    Caller(caller): Caller,
    negotiated: NegotiatedLanguage,
    wanted: Result<Query<Wanted>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, Problem> {
    let Query(wanted) = wanted.map_err(|error| negotiated.problem(error.body_text()))?;
    let region = region(&caller.region, &RegionId(slug)).map_err(|e| negotiated.problem(e))?;
    let limit = wanted.limit.unwrap_or(PAGE).clamp(1, PAGE);
    let (phase, kind, after) = (wanted.phase, wanted.kind, wanted.cursor.map(DocumentId));
    let filter = Filter { phase, kind, after, limit, ..Filter::default() };
    let rows = app.ledger.documents(&region.id, &filter).await.map_err(|e| negotiated.problem(e))?;
    let full = rows.len() >= limit as usize;
    let next = rows.last().filter(|_| full).map(|row| row.id.to_string());
    Ok(Json(List { items: rows.iter().map(DocumentView::of).collect(), next }).into_response())
}

pub async fn show(Opened(opened): Opened) -> Response {
    Json(DocumentView::of(&opened.row)).into_response()
}

pub async fn text(
    State(app): State<Shared>,
    Opened(opened): Opened,
    negotiated: NegotiatedLanguage,
    Query(which): Query<Which>,
) -> Result<Response, Problem> {
    let view = text_view(&app, &opened.row, which.version).await.map_err(|e| negotiated.problem(e))?;
    Ok(Json(view).into_response())
}

async fn text_view(app: &Shared, row: &DocumentRow, version: Option<u32>) -> Result<TextView, Cause> {
    let newest = row.state.version().map(|v| (v.number, v.content.clone()));
    let (version, content) = match version {
        None => newest.ok_or(Cause::NotFound)?,
        Some(number) => saved(app, row, number).await?.ok_or(Cause::NotFound)?,
    };
    let text = texts::text(&app.ledger, &row.region, &content).await?;
    Ok(TextView { version, content_hash: content, sections: text.parts.iter().map(texts::written).collect() })
}

/// The content of an earlier version, from the log.
async fn saved(app: &Shared, row: &DocumentRow, number: u32) -> Result<Option<(u32, Hash)>, Cause> {
    Ok(app.record(row).await?.version(number).map(|content| (number, content.clone())))
}

pub async fn events(
    State(app): State<Shared>,
    Opened(who::Opened { row, .. }): Opened,
    negotiated: NegotiatedLanguage,
    Query(from): Query<From>,
) -> Result<Response, Problem> {
    let limit = from.limit.unwrap_or(1000).clamp(1, 1000);
    let found = app.ledger.events(&row.region, &row.id, from.cursor.unwrap_or(0), limit).await;
    let found = found.map_err(|e| negotiated.problem(e))?;
    let next = found.last().filter(|last| last.seq < row.seq).map(|last| last.seq.to_string());
    Ok(Json(List { items: found.iter().map(EventView::of).collect(), next }).into_response())
}

pub async fn statements(
    State(app): State<Shared>,
    Opened(opened): Opened,
    negotiated: NegotiatedLanguage,
) -> Result<Response, Problem> {
    let items = statement_views(&app, &opened.row).await.map_err(|e| negotiated.problem(e))?;
    Ok(Json(List { items, next: None }).into_response())
}

/// The current statement of each party in the last round that was opened.
async fn statement_views(app: &Shared, row: &DocumentRow) -> Result<Vec<StatementView>, Cause> {
    let mut views = Vec::new();
    let Some(case) = &row.state.case else { return Ok(views) };
    let tracks = case.hearing().map(|hearing| &hearing.tracks[..]).unwrap_or_default();
    let record = app.record(row).await?;
    for (track, state) in tracks.iter().filter_map(|t| Some((t, t.statement.as_ref()?))) {
        let Some((_, answer)) = record.answer(state.seq) else { continue };
        let (statement, channel) = (answer.what.statement.clone(), answer.what.channel.clone());
        let answer = texts::answer(&app.ledger, &row.region, &statement.content).await?;
        let remarks = texts::remarks(&statement, &answer).filter_map(|(named, words)| {
            let state = RemarkView::of(case.remark(&named.id)?);
            Some(SpokenRemark { state, text: words.text, proposed: words.proposed })
        });
        let remarks = remarks.collect();
        let Statement { party, revision, position, legal_basis, case_reference, received_on, files, .. } = statement;
        let late = track.late();
        let text = answer.text;
        let round = case.rounds;
        views.push(StatementView {
            municipality: party,
            round,
            revision,
            position,
            text,
            legal_basis,
            case_reference,
            received_on,
            late,
            channel,
            files,
            remarks,
        });
    }
    Ok(views)
}
