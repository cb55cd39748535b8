//! The proof that what a municipality has sent is in the record as it was sent: a file that anyone can check without us.

use crate::{Shared, fault::Fault, who::Officer};
use axum::{
    Json,
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use procedure::Event;

/// The file of one event, where it is this municipality's own answer or decision and is under a seal.
pub async fn file(
    State(app): State<Shared>,
    officer: Officer,
    Path((_, seq)): Path<(String, u32)>,
) -> Result<Response, Fault> {
    let document = &officer.document;
    let event = app.ledger.event(&document.id, seq).await?.ok_or(Fault::NotFound)?.event;
    let party = match &event {
        Event::StatementSubmitted { statement, .. } | Event::StatementRecorded { statement, .. } => &statement.party,
        Event::DecisionRecorded { party, .. } => party,
        _ => return Err(Fault::NotFound),
    };
    if *party != officer.party.id {
        return Err(Fault::NotFound);
    }
    let proof = app.ledger.prove(&document.region, &document.id, seq).await?.ok_or(Fault::NotFound)?;
    let name = format!("attachment; filename=\"proof-{}-{seq}.json\"", document.id);
    Ok(([(header::CONTENT_DISPOSITION, name)], Json(proof)).into_response())
}

/// The event's number, where its proof can be had already.
pub async fn sealed(app: &Shared, officer: &Officer, seq: u32) -> Result<Option<u32>, Fault> {
    let document = &officer.document;
    Ok(app.ledger.is_sealed(&document.region, &document.id, seq).await?.then_some(seq))
}
