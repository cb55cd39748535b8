//! What the public answers, for programs: a page at a time.

use super::{
    documents::List,
    problem::{Cause, NegotiatedLanguage, Opened, Problem},
};
use crate::Shared;
use axum::{
    Json,
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use ledger::{DocumentRow, PublicAnswer, PublicFile};
use procedure::{Hash, PartId, Verdict};
use serde::{Deserialize, Serialize};

const PAGE: u32 = 100;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    case: Option<u32>,
    round: Option<u32>,
    group: Option<u32>,
    cursor: Option<u32>,
    limit: Option<u32>,
}

#[derive(Serialize)]
struct PublicAnswerView {
    number: u32,
    case: u32,
    round: u32,
    /// The number of the first answer that is alike.
    group: u32,
    name: String,
    address: String,
    section: Option<PartId>,
    text: String,
    files: Vec<PublicFile>,
    received_at: DateTime<Utc>,
    confirmed_at: DateTime<Utc>,
    released: bool,
    legal_basis: Option<String>,
    redacted: Option<Hash>,
    redacted_file: Option<Hash>,
    verdict: Option<Verdict>,
    reason: Option<String>,
}

pub async fn list(
    State(app): State<Shared>,
    Opened(opened): Opened,
    negotiated: NegotiatedLanguage,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let found = found(&app, &opened.row, &wanted).await.map_err(|error| negotiated.problem(error))?;
    Ok(Json(found).into_response())
}

async fn found(app: &Shared, row: &DocumentRow, wanted: &Wanted) -> Result<List<PublicAnswerView>, Cause> {
    let round = app::public_answers::round(&row.id, &row.state, wanted.case, wanted.round);
    let limit = wanted.limit.unwrap_or(PAGE).clamp(1, PAGE);
    let after = wanted.cursor.unwrap_or(0);
    let answers = app.ledger.public_answers(&round, wanted.group, false, after, limit).await?;
    let full = answers.len() == limit as usize;
    let next = answers.last().filter(|_| full).map(|answer| answer.number.to_string());
    let groups = app.ledger.public_groups_of(&round, &answers.iter().map(|answer| answer.first).collect()).await?;
    let mut items = Vec::with_capacity(answers.len());
    for answer in answers {
        let verdict = groups.get(&answer.first).and_then(|group| group.verdict.clone());
        items.push(view(app, answer, verdict).await?);
    }
    Ok(List { items, next })
}

async fn view(
    app: &Shared,
    answer: PublicAnswer,
    verdict: Option<(Verdict, String)>,
) -> Result<PublicAnswerView, ledger::Error> {
    let (verdict, reason) = verdict.unzip();
    Ok(PublicAnswerView {
        number: answer.number,
        case: answer.round.case,
        round: answer.round.round,
        group: answer.first,
        text: app.ledger.text(&answer.region, &answer.body).await?.unwrap_or_default(),
        name: answer.name,
        address: answer.address,
        section: answer.section,
        files: answer.files,
        received_at: answer.received_at,
        confirmed_at: answer.confirmed_at,
        released: answer.released,
        legal_basis: answer.legal_basis,
        redacted: answer.redacted,
        redacted_file: answer.redacted_file,
        verdict,
        reason,
    })
}
