//! A region's events as they come, for programs that follow them: nothing is missed and nothing comes twice.

use super::{
    commands::region,
    problem::{Caller, Cause, NegotiatedLanguage, Problem},
    views::EventView,
};
use crate::Shared;
use axum::{
    Json,
    body::Body,
    extract::{Path, Query, State, rejection::QueryRejection},
    http::{HeaderMap, HeaderName, header},
    response::{IntoResponse, Response},
};
use ledger::{Following, Positioned};
use procedure::{DocumentId, Event, RegionId};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// Events in one answer.
const MOST: u32 = 1000;
/// Seconds an answer may wait for something to happen.
const LONGEST_WAIT: u64 = 30;
/// How often it looks meanwhile.
const LOOK: Duration = Duration::from_millis(500);
/// The position to go on from, where the answer is lines.
const NEXT: HeaderName = HeaderName::from_static("samrad-next");
const LINES: &str = "application/x-ndjson";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct From {
    #[serde(default)]
    after: u64,
    /// Names of events, with commas between.
    kind: Option<String>,
    document: Option<String>,
    limit: Option<u32>,
    /// Seconds to wait where nothing has happened yet.
    #[serde(default)]
    wait: u64,
}

/// An event as the feed and the export write it.
#[derive(Serialize)]
pub struct PositionedView {
    position: u64,
    document: String,
    #[serde(flatten)]
    event: EventView,
}

#[derive(Serialize)]
struct Answer {
    items: Vec<PositionedView>,
    /// What to ask after next time.
    next: u64,
}

impl PositionedView {
    pub fn of(event: &Positioned) -> Self {
        let Positioned { position, document, recorded, .. } = event;
        Self { position: *position, document: document.0.clone(), event: EventView::of(recorded) }
    }
}

/// Which events are asked for; an unknown kind is an error, because it would never come.
fn following(from: &From) -> Result<Following, Cause> {
    let named = from.kind.as_deref().unwrap_or_default().split(',').map(str::trim).filter(|kind| !kind.is_empty());
    let kinds: Vec<String> = named.map(str::to_owned).collect();
    if let Some(unknown) = kinds.iter().find(|kind| !Event::kinds().contains(&kind.as_str())) {
        return Err(Cause::Unreadable(format!("kind: there is no event `{unknown}`")));
    }
    Ok(Following { kinds, document: from.document.clone().map(DocumentId) })
}

pub async fn show(
    State(app): State<Shared>,
    Path(slug): Path<String>,
    Caller(caller): Caller,
    negotiated: NegotiatedLanguage,
    headers: HeaderMap,
    from: Result<Query<From>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(from) = from.map_err(|error| negotiated.problem(error.body_text()))?;
    let region = region(&caller.region, &RegionId(slug)).map_err(|error| negotiated.problem(error))?;
    let following = following(&from).map_err(|error| negotiated.problem(error))?;
    let newest = app.ledger.position(&region.id).await.map_err(|error| negotiated.problem(error))?;
    if from.after > newest {
        let why = format!("after: the newest event stands at {newest}. Was the database put back from a backup?");
        return Err(negotiated.problem(Cause::Unreadable(why)));
    }
    if let Some(id) = &following.document
        && app
            .ledger
            .logged(id)
            .await
            .map_err(|error| negotiated.problem(error))?
            .is_none_or(|row| row.region != region.id)
    {
        return Err(negotiated.problem(Cause::NotFound));
    }
    let limit = from.limit.unwrap_or(MOST).clamp(1, MOST);
    let until = Instant::now() + Duration::from_secs(from.wait.min(LONGEST_WAIT));
    let mut after = from.after;
    let (found, next) = loop {
        let looked = app.ledger.follow(&region.id, after, &following, limit).await;
        let (found, next) = looked.map_err(|error| negotiated.problem(error))?;
        if !found.is_empty() || Instant::now() + LOOK > until {
            break (found, next);
        }
        after = next;
        sleep(LOOK).await;
    };
    let items: Vec<PositionedView> = found.iter().map(PositionedView::of).collect();
    let lines = headers.get(header::ACCEPT).is_some_and(|accept| accept.as_bytes() == LINES.as_bytes());
    if !lines {
        return Ok(Json(Answer { items, next }).into_response());
    }
    let mut text = String::new();
    for item in &items {
        let line = serde_json::to_string(item)
            .map_err(|error| negotiated.problem(ledger::Error::Broken(error.to_string())))?;
        text.push_str(&line);
        text.push('\n');
    }
    Ok(([(header::CONTENT_TYPE, LINES.to_owned()), (NEXT, next.to_string())], Body::from(text)).into_response())
}
