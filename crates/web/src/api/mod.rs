//! The interface for programs: the domain as JSON. Every path here is in the description at `/api/openapi.json`.

mod batch;
mod commands;
mod documents;
mod feed;
mod files;
mod mail;
mod meetings;
mod openapi;
mod problem;
mod public_answers;
mod register;
mod remarks;
mod views;

use super::Shared;
use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::StatusCode,
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use words::{language::Lang, limits};

pub use feed::PositionedView;

pub fn routes() -> Router<Shared> {
    // A file one byte too large is read, and told so.
    let with_file = DefaultBodyLimit::max(limits::FILE + 1024);
    let with_batch = DefaultBodyLimit::max(limits::BATCH_BYTES);
    Router::new()
        .route("/api/openapi.json", get(openapi::show))
        .route("/api/v1/regions/{region}/documents", get(documents::list).post(commands::create))
        .route("/api/v1/regions/{region}/events", get(feed::show))
        .route("/api/v1/regions/{region}/files", post(files::upload).layer(with_file))
        .route("/api/v1/regions/{region}/register", get(register::show).post(register::enter))
        .route("/api/v1/regions/{region}/meetings", get(meetings::list).post(meetings::arrange))
        .route("/api/v1/regions/{region}/meetings/{id}", get(meetings::show).post(meetings::act))
        .route("/api/v1/documents/{id}", get(documents::show))
        .route("/api/v1/documents/{id}/commands", post(commands::execute))
        .route("/api/v1/commands:batch", post(batch::carry_out).layer(with_batch))
        .route("/api/v1/documents/{id}/text", get(documents::text))
        .route("/api/v1/documents/{id}/events", get(documents::events))
        .route("/api/v1/documents/{id}/statements", get(documents::statements))
        .route("/api/v1/documents/{id}/public-answers", get(public_answers::list))
        .route("/api/v1/documents/{id}/remarks", get(remarks::list))
        .route("/api/v1/mail", get(mail::list))
        .route("/api/v1/mail/{id}", get(mail::show))
        .route("/api/v1/mail/{id}/retry", post(mail::retry))
        .route("/api/v1/mail/{id}/cancel", post(mail::cancel))
}

/// The problem for what the framework refused by itself, with its explanation.
pub fn rejected(lang: Lang, status: StatusCode, why: String) -> Response {
    problem::NegotiatedLanguage(lang).problem(problem::Cause::Rejected(status, why)).into_response()
}
