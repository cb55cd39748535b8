//! Many commands in one request, each accepted or refused by itself: for imports, and for whoever counts round trips.
//!
//! Commands of one document are carried out in the order they stand in; those of different documents go side by side,
//! a few at a time, so that people who work meanwhile do not wait behind them.

use super::{
    commands::{self, Carried, clean},
    problem::{Caller, Cause, NegotiatedLanguage, Problem},
};
use crate::{Shared, who};
use axum::{
    Json,
    body::Bytes,
    extract::State,
    response::{IntoResponse, Response},
};
use futures_util::{StreamExt as _, stream};
use ledger::Done;
use procedure::DocumentId;
use serde::Deserialize;
use serde_json::{Value, json};
use std::{collections::HashMap, sync::Arc};
use words::limits;

/// Documents whose commands are under way at a time.
const SIDE_BY_SIDE: usize = 64;
/// Bytes of a key.
const LONGEST_KEY: usize = 255;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Batch {
    commands: Vec<Item>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    document: DocumentId,
    /// Makes the command happen once, however often the batch is sent.
    key: String,
    command: Value,
}

pub async fn carry_out(
    State(app): State<Shared>,
    Caller(program): Caller,
    negotiated: NegotiatedLanguage,
    body: Bytes,
) -> Result<Response, Problem> {
    let unreadable = |error: serde_json::Error| negotiated.problem(Cause::Unreadable(error.to_string()));
    let Batch { commands } = serde_json::from_slice(&body).map_err(unreadable)?;
    if commands.len() > limits::BATCH {
        let why = format!("commands: no more than {} at a time", limits::BATCH);
        return Err(negotiated.problem(Cause::Unreadable(why)));
    }
    let count = commands.len();
    let program = Arc::new(program);
    let by_document = by_document(commands).into_iter().map(|items| {
        let (app, program) = (app.clone(), program.clone());
        tokio::spawn(async move {
            let mut results = Vec::with_capacity(items.len());
            for (place, item) in items {
                results.push((place, one(&app, &program, negotiated, item).await));
            }
            results
        })
    });
    let mut results = vec![Value::Null; count];
    let mut under_way = stream::iter(by_document).buffer_unordered(SIDE_BY_SIDE);
    while let Some(done) = under_way.next().await {
        let done = done.map_err(|error| negotiated.problem(ledger::Error::Broken(error.to_string())))?;
        for (place, result) in done {
            results[place] = result;
        }
    }
    Ok(Json(json!({"results": results})).into_response())
}

/// The commands of each document with their places in the batch, in the order the documents are first named.
fn by_document(commands: Vec<Item>) -> Vec<Vec<(usize, Item)>> {
    let mut places: HashMap<DocumentId, usize> = HashMap::new();
    let mut all: Vec<Vec<(usize, Item)>> = Vec::new();
    for (place, item) in commands.into_iter().enumerate() {
        let own = *places.entry(item.document.clone()).or_insert_with(|| {
            all.push(Vec::new());
            all.len() - 1
        });
        all[own].push((place, item));
    }
    all
}

/// What became of one command: what a request of its own would have been answered, and its status.
async fn one(app: &Shared, program: &who::Program, negotiated: NegotiatedLanguage, item: Item) -> Value {
    match executed(app, program, item).await {
        Ok(done) => json!({"status": 200, "done": Carried::of(&done)}),
        Err(cause) => {
            let (status, problem) = negotiated.problem(cause).body();
            json!({"status": status.as_u16(), "problem": problem})
        }
    }
}

async fn executed(app: &Shared, program: &who::Program, item: Item) -> Result<Done, Cause> {
    let Item { document, key, mut command } = item;
    if key.is_empty() || key.len() > LONGEST_KEY {
        return Err(Cause::Unreadable(format!("key: 1 to {LONGEST_KEY} characters")));
    }
    clean(&mut command, "")?;
    let row = app.ledger.document(&program.region.id, &document).await?.ok_or(Cause::NotFound)?;
    let key = commands::key(program, &key, document.as_str(), command.to_string().as_bytes());
    commands::carry_out(app, program, &row, command, Some(key)).await
}
