//! The officer's desk: what stands behind a link in a letter. Looking changes nothing, whoever looks.

mod answer;
mod asks;
mod attach;
mod attend;
mod case_paper;
mod code;
mod colleagues;
mod confirm;
mod council;
mod draft;
mod heard;
mod keep;
mod labels;
mod meeting;
mod proof;
mod quota;
mod reading;
mod receipt;
mod review;
mod standing;
mod sure;
mod treatment;
mod treatments;
mod trouble;
mod upload;
mod writers;

use super::{
    Shared,
    fault::Fault,
    form::Fields,
    page::Page,
    who::{LinkRequest, Officer},
};
use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRequestParts, State},
    http::request::Parts,
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use procedure::{Access, Purpose};

pub use attach::download;

pub fn routes() -> Router<Shared> {
    let with_file = || DefaultBodyLimit::max(words::limits::UPLOAD);
    Router::new()
        .route("/l/{token}", get(look))
        .route("/l/{token}/draft", post(keep::save).layer(with_file()))
        .route("/l/{token}/files", post(attach::add).layer(with_file()))
        .route("/l/{token}/files/{hash}", get(attach::file))
        .route("/l/{token}/files/{hash}/remove", get(attach::ask).post(attach::remove).layer(with_file()))
        .route("/l/{token}/text", get(reading::show))
        .route("/l/{token}/documents.zip", get(reading::set))
        .route("/l/{token}/deadline.ics", get(reading::deadline))
        .route("/l/{token}/review", get(review::show).post(review::save_and_show).layer(with_file()))
        .route("/l/{token}/submit", post(review::submit))
        .route("/l/{token}/receipt", get(receipt::show))
        .route("/l/{token}/receipt/{revision}", get(receipt::earlier))
        .route("/l/{token}/events/{seq}/proof.json", get(proof::file))
        .route("/l/{token}/colleagues", get(colleagues::show))
        .route("/l/{token}/colleagues/{number}/remove", get(colleagues::ask).post(colleagues::remove))
        .route("/l/{token}/treatment", get(treatment::show).post(treatment::record).layer(with_file()))
        .route("/l/{token}/case-paper", get(case_paper::show))
        .route("/l/{token}/case-paper.docx", get(case_paper::docx))
        .route("/l/{token}/{ask}", get(asks::show).post(asks::send))
        .route("/l/{token}/decision", post(council::decide).layer(with_file()))
        .route("/l/{token}/decided", get(council::receipt))
        .route("/l/{token}/absence", get(attend::show).post(attend::declare))
        .route("/l/{token}/attendance", post(attend::withdraw))
        .route("/l/{token}/meeting", post(meeting::plan).layer(with_file()))
        .route("/l/{token}/confirm", get(confirm::show).post(confirm::enter))
        .route("/l/{token}/new-link", post(trouble::new_link))
}

/// Whoever has a link into a hearing. A council's link is unknown where this is asked for.
pub struct Hearing(pub Officer);

/// Whoever has a link to a council's decision. A hearing's link is unknown where this is asked for.
pub struct Council(pub Officer);

async fn of_purpose(parts: &mut Parts, app: &Shared, purpose: Purpose) -> Result<Officer, Fault> {
    let officer = <Officer as FromRequestParts<Shared>>::from_request_parts(parts, app).await?;
    if officer.link.purpose == purpose { Ok(officer) } else { Err(Fault::NotFound) }
}

impl FromRequestParts<Shared> for Hearing {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Fault> {
        of_purpose(parts, app, Purpose::Hearing).await.map(Self)
    }
}

impl FromRequestParts<Shared> for Council {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Fault> {
        of_purpose(parts, app, Purpose::Council).await.map(Self)
    }
}

async fn look(
    State(app): State<Shared>,
    link_request: LinkRequest,
    reader: super::who::Reader,
) -> Result<Response, Fault> {
    let officer = match link_request {
        LinkRequest::Open(officer) => officer,
        LinkRequest::Meeting(officer) => {
            return Ok(attend::page(&app, &officer, &Fields::default(), Vec::new())?.into_response());
        }
        LinkRequest::CutOff => return Ok(trouble::cut_off(reader.0)),
        LinkRequest::Unknown => return Ok(Fault::NotFound.in_language(reader.0)),
    };
    match officer.access() {
        Access::Answer => {
            answer::page(&app, &officer, None, Vec::new()).await.map(axum::response::IntoResponse::into_response)
        }
        Access::Decide => {
            let pending = code::pending(&app, &officer).await?;
            Ok(council::page(&app, &officer, pending, Vec::new()).await?.into_response())
        }
        access => Ok(trouble::page(&app, &officer, access).await?.into_response()),
    }
}

/// An answer by e-mail from this municipality that waits to be confirmed. What may come from a machine is for the
/// coordinator to look at first.
async fn mailed(app: &Shared, officer: &Officer) -> Result<Option<ledger::IncomingRow>, Fault> {
    let waiting = app::mailed::unconfirmed(app, &officer.people.region, &officer.document).await?;
    let theirs = |mail: &ledger::IncomingRow| mail.kind == "reply" && mail.party().as_ref() == Some(&officer.party.id);
    let Some(mail) = waiting.into_iter().find(theirs) else { return Ok(None) };
    Ok(app.ledger.incoming_one(&officer.people.region.id, &mail.id).await?)
}

/// A page behind a link: no menu, no cookie, the municipality's own language first.
pub fn frame(officer: &Officer, title: String) -> Page {
    Page {
        region: officer.lang.with("officer-from", &[("region", (&officer.people.region.name).into())]),
        path: format!("/l/{}", officer.token),
        ..Page::plain(officer.lang, title)
    }
}

/// A page with a form that `action` shows again as it was typed, so that its language can be changed meanwhile.
pub fn frame_with_form(officer: &Officer, title: String, action: &str) -> Page {
    let at = format!("/l/{}{action}", officer.token);
    Page { path: at.clone(), typed_at: Some(at), ..frame(officer, title) }
}

/// Where a form of this link leads, the language kept.
pub fn address(officer: &Officer, rest: &str) -> String {
    format!("/l/{}{rest}?lang={}", officer.token, officer.lang.code())
}
