//! The pages and the interface for programs: thin handlers over one `execute`.

mod announcement;
pub mod api;
pub mod assets;
pub mod attachment;
mod back;
pub mod command;
mod compared;
mod deadlines;
pub mod demo;
pub mod desk;
mod doubt;
pub mod fault;
pub mod feeds;
pub mod form;
pub mod guard;
pub mod hearing_report;
pub mod language;
pub mod listen;
pub mod login;
mod minutes;
pub mod officer;
pub mod page;
pub mod phases;
pub mod prose;
pub mod public;
pub mod rate_limit;
mod rejection;
mod rendered;
pub mod request_tracing;
mod returned;
mod signs;
pub mod table;
mod unread;
mod version_file;
pub mod who;

use axum::{Router, extract::DefaultBodyLimit, middleware, routing::get};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer, timeout::TimeoutLayer};

pub use app::Shared;

pub fn router(app: Shared) -> Router {
    let mut routes = Router::new()
        .merge(
            desk::routes()
                .layer(middleware::from_fn_with_state(app.clone(), returned::give_back))
                .layer(middleware::from_fn_with_state(app.clone(), desk::give_back)),
        )
        .merge(officer::routes().layer(middleware::from_fn_with_state(app.clone(), returned::give_back)))
        .merge(login::routes())
        .merge(language::routes())
        .merge(api::routes())
        .merge(feeds::routes())
        .merge(public::routes(app.clone()))
        .merge(crate::request_tracing::routes())
        .route("/assets/{name}", get(assets::serve));
    if app.demo {
        routes = routes.merge(demo::routes()).layer(middleware::from_fn_with_state(app.clone(), demo::post_at_once));
    }
    routes
        .fallback(|who::Reader(lang): who::Reader| async move { fault::Fault::NotFound.in_language(lang) })
        .layer(DefaultBodyLimit::max(words::limits::BODY))
        .layer(middleware::from_fn_with_state(app.clone(), guard::origin))
        .layer(middleware::from_fn_with_state(app.clone(), rate_limit::limit))
        .layer(middleware::from_fn(rejection::reword))
        .layer(middleware::from_fn(guard::headers))
        .layer(middleware::from_fn(unread::read_out))
        .layer(CompressionLayer::new())
        .layer(TimeoutLayer::with_status_code(axum::http::StatusCode::REQUEST_TIMEOUT, words::limits::REQUEST))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn(crate::request_tracing::request))
        .with_state(app)
}
