//! The reference over HTTP, as plainly as it can be served.

use super::{Command, Count, Store};
use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    routing::{get, post},
    serve::ListenerExt as _,
};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// To PostgreSQL.
const CONNECTIONS: usize = 32;

#[expect(clippy::print_stdout, reason = "whoever started it reads where it is")]
pub async fn serve(database: &str) -> anyhow::Result<()> {
    let store = Store::open(database, CONNECTIONS).await?;
    let routes =
        Router::new().route("/documents/{key}/{command}", post(execute)).route("/count", get(count)).with_state(store);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("ready http://{}", listener.local_addr()?);
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    axum::serve(listener, routes).await?;
    Ok(())
}

async fn execute(
    State(store): State<Store>,
    Path((key, command)): Path<(String, String)>,
    Json(body): Json<Value>,
) -> Result<Json<Value>, (StatusCode, String)> {
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    let command = match command.as_str() {
        "create" => Command::Create { key, title: text("title") },
        "save" => Command::Save { key, text: text("text") },
        "invite" => Command::Invite { key, stage: body["stage"].as_i64().unwrap_or(0) },
        "answer" => Command::Answer { token: text("token") },
        "close" => Command::Close { key },
        "adopt" => Command::Adopt { key },
        other => return Err((StatusCode::NOT_FOUND, other.to_owned())),
    };
    let done = store.execute(command).await.map_err(|error| (StatusCode::CONFLICT, error.to_string()))?;
    Ok(Json(json!({"tokens": done.tokens})))
}

async fn count(State(store): State<Store>) -> Result<Json<Count>, StatusCode> {
    store.count().await.map(Json).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}
