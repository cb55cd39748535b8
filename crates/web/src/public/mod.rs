//! The public pages: what anyone may know of a region's plans, without logging in and without a cookie.

mod about;
mod answer;
mod answered;
mod answers;
mod confirm;
mod document;
mod front;
mod hearing;
mod json;
mod meetings;
mod note;
mod record;
mod region;
mod shown;
mod visitor;

use super::{Shared, fault::Fault};
use axum::{
    Json, Router,
    extract::{Path, Request, State},
    http::{HeaderValue, header},
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
    routing::get,
};
use tokio::sync::Semaphore;
use visitor::Visitor;

pub use shown::{Shown, shown};

/// Visitors served at once: half of the database's readers, so that a crowd never keeps officers and coordinators out.
static SEATS: Semaphore = Semaphore::const_new(4);

/// How long a reader's browser, or a proxy, may show a page again without asking.
const FRESH: HeaderValue = HeaderValue::from_static("public, max-age=60");

pub fn routes(app: Shared) -> Router<Shared> {
    Router::new()
        .route("/", get(front::show))
        .route("/accessibility", get(about::accessibility))
        .route("/privacy", get(about::privacy))
        .route("/proof", get(about::proof))
        .merge(answer::routes())
        .merge(confirm::routes())
        .merge(
            Router::new()
                .route("/{region}", get(region))
                .route("/{region}/{document}", get(document))
                .route("/{region}/meetings", get(meetings::list))
                .route("/{region}/meetings/{id}", get(meetings::show))
                .route("/{region}/meetings/{id}/agenda.docx", get(meetings::docx))
                .route("/{region}/meetings/{id}/items/{number}", get(meetings::paper))
                .route("/{region}/{document}/hearings/{number}", get(hearing::show))
                .route("/{region}/{document}/hearings/{number}/public", get(answers::show))
                .route("/{region}/{document}/hearings/{number}/note", get(note::show))
                .route("/{region}/{document}/hearings/{number}/note/{form}", get(note::download))
                .route("/{region}/{document}/files/{hash}", get(hearing::file))
                .layer(middleware::from_fn_with_state(app, seated)),
        )
}

/// `/kongsbergregionen`, and the same as JSON by `.json` or by what the program accepts.
async fn region(State(app): State<Shared>, Path(slug): Path<String>, visitor: Visitor) -> Result<Response, Fault> {
    let (slug, json) = slug.strip_suffix(".json").map_or((slug.as_str(), visitor.json), |slug| (slug, true));
    let open = region::Open::of(&app, slug).await?;
    if json { Ok(Json(json::region(&app, &open)).into_response()) } else { region::show(&app, &open, &visitor).await }
}

/// `/kongsbergregionen/dok_…`, and the same as JSON.
async fn document(
    State(app): State<Shared>,
    Path((slug, id)): Path<(String, String)>,
    visitor: Visitor,
) -> Result<Response, Fault> {
    let (id, json) = id.strip_suffix(".json").map_or((id.as_str(), visitor.json), |id| (id, true));
    let public = document::Public::of(&app, &slug, id).await?;
    if json {
        return Ok(Json(json::document(&app, &public).await?).into_response());
    }
    document::show(&app, &public, &visitor).await
}

/// One request in a seat. The demo's clock can be moved, so nothing of it is kept.
async fn seated(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let Ok(_seat) = SEATS.acquire().await else { return Fault::Busy.into_response() };
    let mut response = next.run(request).await;
    if response.status().is_success() && !app.demo {
        response.headers_mut().insert(header::CACHE_CONTROL, FRESH);
        response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept, accept-language"));
    }
    response
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    /// First words of the addresses under `folder`.
    fn first_words(folder: &Path, found: &mut Vec<String>) {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                first_words(&path, found);
                continue;
            }
            let text = fs::read_to_string(path).unwrap();
            let after = text.split(".route(").skip(1).filter_map(|rest| rest.trim_start().strip_prefix("\"/"));
            let words = after.filter_map(|rest| rest.split(['/', '"']).next().map(str::to_owned));
            found.extend(words.filter(|word| !word.is_empty() && !word.starts_with('{')));
        }
    }

    #[test]
    fn no_region_can_hide_a_page_of_the_program() {
        let mut words = Vec::new();
        first_words(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut words);
        assert!(words.len() > 30);
        for word in words {
            assert!(ledger::OWN_ADDRESSES.contains(&word.as_str()), "a region could be called {word}");
        }
    }
}
