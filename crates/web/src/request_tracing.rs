//! What an operator sees: one line a request, the state of this process, and numbers.

use app::{
    Shared,
    health::{ClockState, Closed},
};
use axum::{
    Json, Router,
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
    routing::get,
};
use serde_json::json;
use std::time::Instant;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/version", get(|| async { Json(json!({"name": "samrad", "version": env!("CARGO_PKG_VERSION")})) }))
}

async fn ready(State(app): State<Shared>) -> Response {
    let database = app.ledger.answers().await;
    let mail = app.health.channel.borrow().as_ref().map_or("open", Closed::as_str);
    let outbox = match app.ledger.is_held().await {
        Ok(true) => "held",
        Ok(false) => "open",
        Err(_) => "unknown",
    };
    let full = app.ledger.disk_is_full().await;
    let leaving = *app.health.leaving.borrow();
    let found = json!({
        "database": if !database { "does not answer" } else if full { "disk full" } else { "ok" },
        "outbox": outbox,
        "clock": app.health.clock_state().as_str(),
        "mail": mail,
        "leaving": leaving,
    });
    // A stopped clock, a held outbox or a closed mail server is for a person to see to; pages are served all the same. A
    // clock that is off the database's is this machine's alone: the other nodes should be asked instead.
    let serves = database && !full && !leaving && app.health.clock_state() != ClockState::Skewed;
    let status = if serves { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(found)).into_response()
}

/// One line a request. Its path is logged as the route's template: the path itself may hold a link's secret.
pub async fn request(matched: Option<MatchedPath>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let route = matched.map_or_else(|| "-".to_owned(), |path| path.as_str().to_owned());
    let id = request.headers().get(&REQUEST_ID).and_then(|value| value.to_str().ok());
    let own = |id: &&str| id.len() <= 64 && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let id = id.filter(own).map_or_else(app::ids::secret, str::to_owned);
    let mut response = next.run(request).await;
    let status = response.status().as_u16();
    let seconds = started.elapsed().as_secs_f64();
    metrics::counter!("samrad_requests_total", "route" => route.clone(), "status" => status.to_string()).increment(1);
    metrics::histogram!("samrad_request_seconds", "route" => route.clone()).record(seconds);
    tracing::info!(%method, route, status, milliseconds = seconds * 1000.0, request = id, "answered");
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}
