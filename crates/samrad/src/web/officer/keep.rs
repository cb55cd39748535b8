//! Keeping what is typed: by a button, by the page's script as people write, and on the way to every other step.

use super::{
    Door, address,
    answer::{self, draft},
    colleagues,
    draft::{Written, slot},
    trouble,
};
use crate::web::{Shared, fault::Fault, form::Fields, page::Problem, who::Officer};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use ledger::SavedDraft;
use procedure::{Act, Command};
use serde_json::json;

/// Keeps what was typed; gives the draft's revision, or the page that says why not. An empty form that was never
/// saved keeps nothing.
pub async fn keep(app: &Shared, officer: &Officer, fields: &Fields) -> Result<Result<u32, Response>, Fault> {
    if Door::of(officer) != Door::Answer {
        let page = trouble::page(app, officer, Door::of(officer)).await?;
        return Ok(Err((StatusCode::CONFLICT, page).into_response()));
    }
    let (before, revision) = draft(app, officer).await?;
    let written = Written::of(fields, before.files.clone());
    let based_on = fields.get("based_on").parse().unwrap_or(0);
    if !written.says_something() && revision == 0 {
        return Ok(Ok(0));
    }
    keep_written(app, officer, written, based_on).await
}

pub async fn keep_written(
    app: &Shared,
    officer: &Officer,
    written: Written,
    based_on: u32,
) -> Result<Result<u32, Response>, Fault> {
    let body = serde_json::to_string(&written).map_err(anyhow::Error::from)?;
    let (document, party, contact) = (&officer.document, &officer.party.id, &officer.contact.id);
    let at = app.clock.now();
    let saved = app
        .ledger
        .save_draft(&document.region, &document.id, party, &slot(officer), &body, contact, based_on, at)
        .await?;
    match saved {
        SavedDraft::Saved(revision) => {
            let hearing = document.state.case.as_ref().and_then(|case| case.hearing());
            if !hearing.and_then(|h| h.track(party)).is_some_and(|track| track.started) {
                let command = Command::Officer { link: officer.number, act: Act::Start };
                match app.execute(&officer.people.region, &document.id, officer.actor(), command, None).await {
                    Ok(_) | Err(ledger::Error::Refused(_)) => {}
                    Err(error) => return Err(error.into()),
                }
            }
            Ok(Ok(revision))
        }
        SavedDraft::ChangedMeanwhile(_) => {
            let problem = Problem { field: String::new(), sentence: officer.lang.t("answer-changed-meanwhile") };
            let page = answer::page(app, officer, Some((written, based_on)), vec![problem]).await?;
            Ok(Err((StatusCode::CONFLICT, page).into_response()))
        }
    }
}

/// The page's script asks for JSON and stays where it is; the button leads back to the page.
pub async fn save(
    State(app): State<Shared>,
    officer: Officer,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Fault> {
    let by_script = headers.get(header::ACCEPT).is_some_and(|accept| accept == "application/json");
    let revision = match keep(&app, &officer, &fields).await? {
        Ok(revision) => revision,
        Err(page) => return Ok(page),
    };
    if !by_script {
        return Ok(Redirect::to(&address(&officer, "")).into_response());
    }
    let stored = app.ledger.draft(&officer.document.id, &officer.party.id, &slot(&officer)).await?;
    let saved = match stored {
        Some(draft) => colleagues::saved_sentence(&officer, &colleagues::last_saved(&app, &officer, &draft).await?),
        None => String::new(),
    };
    Ok(Json(json!({"based_on": revision, "saved": saved})).into_response())
}
