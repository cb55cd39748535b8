//! The coordinator's desk.

mod act;
mod again;
mod announcement;
mod answers;
mod attach;
mod beside;
mod board;
mod board_filter;
mod cell;
mod check_list;
mod coming;
mod contacts;
mod coordinators;
mod document;
mod documents;
mod each_council;
mod endorsement;
mod form_fields;
mod forms;
mod frame;
mod hearing_note;
mod incoming;
mod kept;
mod launch;
mod letters;
mod meeting;
mod meetings;
mod more_time;
mod needs;
mod original;
mod possible;
mod programme;
mod public_answers;
mod read_in;
mod recipients;
mod register;
mod remarks;
mod replies;
mod rests_on;
mod revisions;
mod shown;
mod skipped;
mod text;
mod told;
mod tracks;
mod version;

use super::Shared;
use axum::Router;

pub use board::{colour, kinds};
pub use kept::give_back;
pub use meeting::advice;
pub use needs::phase_words;

pub fn routes() -> Router<Shared> {
    Router::new()
        .merge(board::routes())
        .merge(documents::routes())
        .merge(document::routes())
        .merge(text::routes())
        .merge(version::routes())
        .merge(read_in::routes())
        .merge(launch::routes())
        .merge(remarks::routes())
        .merge(endorsement::routes())
        .merge(announcement::routes())
        .merge(answers::routes())
        .merge(public_answers::routes())
        .merge(hearing_note::routes())
        .merge(attach::routes())
        .merge(act::routes())
        .merge(letters::routes())
        .merge(incoming::routes())
        .merge(meeting::routes())
        .merge(meetings::routes())
        .merge(revisions::routes())
        .merge(coming::routes())
        .merge(contacts::routes())
        .merge(register::routes())
        .merge(coordinators::routes())
}
