//! The coordinator's desk.

mod act;
mod board;
mod contacts;
mod document;
mod documents;
mod launch;
mod letters;
mod phases;
mod remarks;
mod text;
mod timeline;

use super::Shared;
use axum::Router;

pub fn routes() -> Router<Shared> {
    Router::new()
        .merge(board::routes())
        .merge(documents::routes())
        .merge(document::routes())
        .merge(text::routes())
        .merge(launch::routes())
        .merge(remarks::routes())
        .merge(act::routes())
        .merge(letters::routes())
        .merge(contacts::routes())
}
