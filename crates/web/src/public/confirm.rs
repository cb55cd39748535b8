//! The page that a mailed link leads to, where whoever has answered a hearing confirms it: in the language the answer was
//! written in. Looking changes nothing.

use super::visitor::Visitor;
use crate::{
    Shared,
    fault::Fault,
    page::{Page, Problem},
    who::Reader,
};
use app::{public_answers, texts};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use ledger::{Confirmed, PublicAnswer, RegionRow, Unconfirmed};
use procedure::{DocumentId, PartId};
use words::{language::Lang, token};

#[derive(Template, WebTemplate)]
#[template(path = "public/answer-confirm.html")]
struct ConfirmPage {
    page: Page,
    keep: String,
    /// Where anyone may read the document.
    public: String,
    document: String,
    /// What was handed in, while it waits.
    waiting: Option<View>,
    /// What was received: its number and its day.
    received: Option<(u32, String)>,
    problems: Vec<Problem>,
}

/// What was handed in.
struct View {
    name: String,
    address: String,
    section: String,
    text: String,
    files: Vec<String>,
    until: String,
}

pub fn routes() -> Router<Shared> {
    Router::new().route("/l/{token}/public", get(look).post(confirm))
}

/// What stands behind a link that confirms an answer.
struct Behind {
    region: RegionRow,
    document: DocumentId,
    lang: Lang,
    answer: Result<Unconfirmed, PublicAnswer>,
}

async fn behind(app: &Shared, link: &str, visitor: &Visitor) -> Result<Option<Behind>, Fault> {
    let Ok(claim) = token::read(link) else { return Ok(None) };
    let Some(id) = public_answers::claimed(&claim) else { return Ok(None) };
    let answer = match app.ledger.unconfirmed(&id).await? {
        Some(waiting) => Ok(waiting),
        None => match app.ledger.public_answer(&id).await? {
            Some(answer) => Err(answer),
            None => return Ok(None),
        },
    };
    let (region, document, language) = match &answer {
        Ok(waiting) => (&waiting.region, &waiting.round.document, &waiting.language),
        Err(answer) => (&answer.region, &answer.round.document, &answer.language),
    };
    if !public_answers::verifies(app, &claim, region, &id) {
        return Ok(None);
    }
    let Some(row) = app.ledger.region(region).await? else { return Ok(None) };
    // The letter with the link is in the language the answer was written in.
    let lang = visitor.asked.or_else(|| Lang::parse(language)).unwrap_or_else(|| visitor.lang(&row));
    Ok(Some(Behind { lang, document: document.clone(), region: row, answer }))
}

async fn look(
    State(app): State<Shared>,
    Path(link): Path<String>,
    Reader(lang): Reader,
    visitor: Visitor,
) -> Result<Response, Fault> {
    let Some(behind) = behind(&app, &link, &visitor).await? else { return Ok(gone(&visitor, lang, &link)) };
    confirm_page(&app, link, &visitor, behind, Vec::new(), StatusCode::OK).await
}

/// The page at a link, found by nobody else.
fn page(visitor: &Visitor, lang: Lang, title: &str, link: &str) -> Page {
    Page { path: format!("/l/{link}/public"), invented: visitor.invented, ..Page::plain(lang, lang.t(title)) }
}

fn gone(visitor: &Visitor, lang: Lang, link: &str) -> Response {
    let page = ConfirmPage {
        page: page(visitor, lang, "public-confirm-title", link),
        keep: String::new(),
        public: String::new(),
        document: String::new(),
        waiting: None,
        received: None,
        problems: Vec::new(),
    };
    (StatusCode::NOT_FOUND, page).into_response()
}

async fn confirm_page(
    app: &Shared,
    link: String,
    visitor: &Visitor,
    behind: Behind,
    problems: Vec<Problem>,
    status: StatusCode,
) -> Result<Response, Fault> {
    let Behind { region, document, lang, answer } = behind;
    let day = |at| lang.plain_date(app::local(&region, at).date());
    let row = app.ledger.document(&region.id, &document).await?.ok_or(Fault::NotFound)?;
    let (waiting, received) = match answer {
        // The hearing takes none any more.
        Ok(waiting) if public_answers::open(&document, &row.state).as_ref() != Some(&waiting.round) => (None, None),
        Ok(waiting) => {
            let section = match &waiting.section {
                Some(section) => heading(app, &row, section).await?,
                None => lang.t("public-answer-whole"),
            };
            let until = day(public_answers::confirmed_by(waiting.received_at));
            let Unconfirmed { name, address, body: text, files, .. } = waiting;
            (Some(View { name, address, section, text, files, until }), None)
        }
        Err(answer) => (None, Some((answer.number, day(answer.received_at)))),
    };
    let title = if received.is_some() { "public-received-title" } else { "public-confirm-title" };
    let page = ConfirmPage {
        page: Page { region: region.short_name.clone(), ..page(visitor, lang, title, &link) },
        keep: visitor.keep(),
        public: format!("/{}/{document}", region.id),
        document: row.state.title.clone(),
        waiting,
        received,
        problems,
    };
    Ok((status, page).into_response())
}

/// A section of the text that is heard.
async fn heading(app: &Shared, row: &ledger::DocumentRow, section: &PartId) -> Result<String, Fault> {
    let heard = row.state.case.as_ref().and_then(|case| case.heard.as_ref());
    let Some(heard) = heard else { return Ok(String::new()) };
    let text = texts::text(&app.ledger, &row.region, &heard.content).await?;
    Ok(text.part(section).map(procedure::Part::title).unwrap_or_default())
}

async fn confirm(
    State(app): State<Shared>,
    Path(link): Path<String>,
    Reader(lang): Reader,
    visitor: Visitor,
) -> Result<Response, Fault> {
    let Some(behind) = behind(&app, &link, &visitor).await? else { return Ok(gone(&visitor, lang, &link)) };
    let confirmed = match &behind.answer {
        Ok(waiting) => public_answers::confirm(&app, waiting).await?,
        Err(_) => Confirmed::Before,
    };
    match confirmed {
        Confirmed::Now(_) | Confirmed::Before => {
            Ok(Redirect::to(&format!("/l/{link}/public{}", visitor.keep())).into_response())
        }
        Confirmed::Closed => {
            let sentence = behind.lang.t("public-answer-closed");
            let problems = vec![Problem { field: String::new(), sentence }];
            confirm_page(&app, link, &visitor, behind, problems, StatusCode::CONFLICT).await
        }
        Confirmed::Unknown => Ok(gone(&visitor, lang, &link)),
    }
}
