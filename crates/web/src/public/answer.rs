//! The form by which anyone answers a hearing with public inspection, and the page that a mailed link leads to. What is
//! handed in is nobody's answer until its button is pressed: looking changes nothing.

use super::{document::Public, visitor::Visitor};
use crate::{
    Shared,
    fault::Fault,
    form::{Fields, Upload},
    page::{Page, Problem},
    rate_limit::{self, Peer},
    who::{Reader, wished},
};
use app::{
    files,
    public_answers::{self, Written},
    quota::Quota,
    texts,
};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    Extension, Router,
    extract::{DefaultBodyLimit, Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use ledger::{Confirmed, NewFile, PublicAnswer, PublicRound, RegionRow, Unconfirmed};
use post::mail;
use procedure::{DocumentId, PartId};
use std::sync::LazyLock;
use words::{language::Lang, limits, token};

static BY_ADDRESS: LazyLock<Quota> = LazyLock::new(|| Quota::new(limits::PUBLIC_ADDRESS.0, limits::PUBLIC_ADDRESS.1));
static BY_MAILBOX: LazyLock<Quota> = LazyLock::new(|| Quota::new(limits::PUBLIC_MAILBOX.0, limits::PUBLIC_MAILBOX.1));
static BY_DOCUMENT: LazyLock<Quota> =
    LazyLock::new(|| Quota::new(limits::PUBLIC_DOCUMENT.0, limits::PUBLIC_DOCUMENT.1));

#[derive(Template, WebTemplate)]
#[template(path = "public/answer.html")]
struct AnswerPage {
    page: Page,
    slug: String,
    region: String,
    keep: String,
    id: String,
    document: String,
    deadline: String,
    /// Id and heading of each section of the text that is heard.
    sections: Vec<(String, String)>,
    given: Fields,
    problems: Vec<Problem>,
}

#[derive(Template, WebTemplate)]
#[template(path = "public/answer-sent.html")]
struct SentPage {
    page: Page,
    slug: String,
    keep: String,
    id: String,
    document: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "public/answer-confirm.html")]
struct ConfirmPage {
    page: Page,
    token: String,
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
    Router::new()
        .route("/{region}/{document}/answer", get(show).post(hand_in).layer(DefaultBodyLimit::max(limits::UPLOAD)))
        .route("/{region}/{document}/answer/sent", get(sent))
        .route("/l/{token}/public", get(look).post(confirm))
}

/// The hearing that is open to anyone; without one there is no form.
fn open(public: &Public) -> Result<PublicRound, Fault> {
    let row = &public.document.row;
    public_answers::open(&row.id, &row.state).ok_or(Fault::NotFound)
}

async fn show(
    State(app): State<Shared>,
    Path((slug, id)): Path<(String, String)>,
    visitor: Visitor,
) -> Result<Response, Fault> {
    let public = Public::of(&app, &slug, &id).await?;
    open(&public)?;
    page(&app, &public, &visitor, Fields::default(), Vec::new(), StatusCode::OK).await
}

async fn page(
    app: &Shared,
    public: &Public,
    visitor: &Visitor,
    given: Fields,
    problems: Vec<Problem>,
    status: StatusCode,
) -> Result<Response, Fault> {
    let (region, row) = (&public.region, &public.document.row);
    let lang = visitor.lang(region);
    let path = format!("/{}/{}/answer", region.id, row.id);
    let typed_at = Some(path.clone());
    let deadline = row.state.deadline().map_or_else(String::new, |day| lang.date(day));
    let page = AnswerPage {
        page: Page { typed_at, ..visitor.page(region, lang.t("public-answer-begin"), path) },
        slug: region.id.to_string(),
        region: region.short_name.clone(),
        keep: visitor.keep(),
        id: row.id.to_string(),
        document: row.state.title.clone(),
        deadline,
        sections: sections(app, public).await?,
        given,
        problems,
    };
    Ok((status, page).into_response())
}

async fn sections(app: &Shared, public: &Public) -> Result<Vec<(String, String)>, Fault> {
    let heard = public.document.row.state.case.as_ref().and_then(|case| case.heard.as_ref());
    let Some(heard) = heard else { return Ok(Vec::new()) };
    let text = texts::text(&app.ledger, &public.region.id, &heard.content).await?;
    Ok(text.parts.into_iter().map(|part| (part.id().to_string(), part.title())).collect())
}

async fn hand_in(
    State(app): State<Shared>,
    Path((slug, id)): Path<(String, String)>,
    visitor: Visitor,
    headers: HeaderMap,
    peer: Option<Extension<Peer>>,
    upload: Upload,
) -> Result<Response, Fault> {
    let public = Public::of(&app, &slug, &id).await?;
    let Upload { fields, file, others, too_large } = upload;
    let lang = visitor.lang(&public.region);
    let again = |fields, problems, status| page(&app, &public, &visitor, fields, problems, status);
    let whole = |key: &str| vec![Problem { field: String::new(), sentence: lang.t(key) }];
    let Some(round) = public_answers::open(&public.document.row.id, &public.document.row.state) else {
        return again(fields, whole("public-answer-closed"), StatusCode::CONFLICT).await;
    };
    if fields.redraw() {
        return again(fields, Vec::new(), StatusCode::OK).await;
    }
    let known = sections(&app, &public).await?;
    let files = accepted(lang, file.into_iter().chain(others).collect(), too_large).await;
    let mut problems = wrong(lang, &fields, &known);
    let files = match files {
        Ok(files) => files,
        Err(problem) => {
            problems.push(problem);
            Vec::new()
        }
    };
    if !problems.is_empty() {
        return again(fields, problems, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    if let Err(key) = room(&app, &public, &fields, rate_limit::client(&app, &headers, peer)).await? {
        return again(fields, whole(key), StatusCode::TOO_MANY_REQUESTS).await;
    }
    let written = Written {
        name: fields.line("name"),
        address: fields.get("address").to_owned(),
        section: fields.filled("section").map(PartId::from),
        text: fields.get("text").to_owned(),
        files,
        language: lang.code().to_owned(),
    };
    if !public_answers::hand_in(&app, &public.document.row, round, written).await? {
        return again(fields, whole("public-answer-full"), StatusCode::SERVICE_UNAVAILABLE).await;
    }
    Ok(Redirect::to(&format!("/{slug}/{id}/answer/sent{}", visitor.keep())).into_response())
}

/// What is missing, or cannot be taken.
fn wrong(lang: Lang, fields: &Fields, sections: &[(String, String)]) -> Vec<Problem> {
    let text = fields.get("text");
    let section = fields.get("section");
    let checks = [
        ("name", fields.line("name").is_empty(), "public-answer-name-missing"),
        ("name", fields.line("name").len() > limits::PUBLIC_NAME, "public-answer-name-long"),
        ("address", !mail::address_is_sound(fields.get("address")), "login-address-unsound"),
        ("section", !section.is_empty() && sections.iter().all(|(id, _)| id != section), "public-answer-section-gone"),
        ("text", text.is_empty(), "public-answer-text-missing"),
        ("text", text.len() > limits::PUBLIC_TEXT, "public-answer-text-long"),
        ("consent", !fields.has("consent"), "public-answer-consent-missing"),
    ];
    let found = checks.into_iter().filter(|(_, wrong, _)| *wrong);
    found.map(|(field, _, key)| Problem { field: field.to_owned(), sentence: lang.t(key) }).collect()
}

async fn accepted(lang: Lang, files: Vec<(String, Vec<u8>)>, too_large: bool) -> Result<Vec<NewFile>, Problem> {
    let problem = |key: &str| Problem { field: "file".to_owned(), sentence: lang.t(key) };
    if too_large {
        return Err(problem(files::Unwelcome::TooLarge.key()));
    }
    if files.len() > limits::PUBLIC_FILES {
        return Err(problem("public-answer-files-many"));
    }
    let mut kept = Vec::new();
    for (name, bytes) in files {
        let file = files::accept(&name, bytes).await.map_err(|why| problem(why.key()))?;
        kept.push(NewFile { name: file.name, media_type: file.media_type.to_owned(), bytes: file.bytes });
    }
    Ok(kept)
}

/// Whether there is room for one more: from where it comes, for its mailbox, and at this document.
async fn room(
    app: &Shared,
    public: &Public,
    fields: &Fields,
    client: Option<std::net::IpAddr>,
) -> Result<Result<(), &'static str>, Fault> {
    let mailbox = fields.get("address").to_lowercase();
    if client.is_some_and(|client| BY_ADDRESS.take(client.to_string().as_bytes()).is_err()) {
        return Ok(Err("public-answer-too-many-here"));
    }
    let waiting = app.ledger.unconfirmed_of(&mailbox).await?;
    if waiting >= limits::PUBLIC_UNCONFIRMED_MAILBOX || BY_MAILBOX.take(mailbox.as_bytes()).is_err() {
        return Ok(Err("public-answer-too-many-letters"));
    }
    let document = public.document.row.id.as_str();
    Ok(BY_DOCUMENT.take(document.as_bytes()).map_err(|_| "public-answer-full"))
}

async fn sent(
    State(app): State<Shared>,
    Path((slug, id)): Path<(String, String)>,
    visitor: Visitor,
) -> Result<Response, Fault> {
    let public = Public::of(&app, &slug, &id).await?;
    let lang = visitor.lang(&public.region);
    let page = visitor.page(&public.region, lang.t("public-answer-sent-title"), format!("/{slug}/{id}/answer/sent"));
    let document = public.document.row.state.title.clone();
    Ok(SentPage { page, slug, keep: visitor.keep(), id, document }.into_response())
}

/// What stands behind a link that confirms an answer.
struct Behind {
    region: RegionRow,
    document: DocumentId,
    lang: Lang,
    answer: Result<Unconfirmed, PublicAnswer>,
}

async fn behind(app: &Shared, link: &str, headers: &HeaderMap) -> Result<Option<Behind>, Fault> {
    let Ok(claim) = token::read(link) else { return Ok(None) };
    let Some(id) = public_answers::claimed(&claim) else { return Ok(None) };
    let answer = match app.ledger.unconfirmed(&id).await? {
        Some(waiting) => Ok(waiting),
        None => match app.ledger.public_answer(&id).await? {
            Some(answer) => Err(answer),
            None => return Ok(None),
        },
    };
    let (region, document) = match &answer {
        Ok(waiting) => (&waiting.region, &waiting.round.document),
        Err(answer) => (&answer.region, &answer.round.document),
    };
    if !public_answers::verifies(app, &claim, region, &id) {
        return Ok(None);
    }
    let Some(row) = app.ledger.region(region).await? else { return Ok(None) };
    let lang = wished(headers).or_else(|| Lang::parse(&row.language)).unwrap_or_default();
    Ok(Some(Behind { lang, document: document.clone(), region: row, answer }))
}

async fn look(
    State(app): State<Shared>,
    Path(link): Path<String>,
    Reader(lang): Reader,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let Some(behind) = behind(&app, &link, &headers).await? else { return Ok(gone(lang)) };
    confirm_page(&app, link, behind, Vec::new(), StatusCode::OK).await
}

fn gone(lang: Lang) -> Response {
    let page = Page::plain(lang, lang.t("public-confirm-title"));
    let page = ConfirmPage {
        page,
        token: String::new(),
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
    let title = lang.t(if received.is_some() { "public-received-title" } else { "public-confirm-title" });
    let page = ConfirmPage {
        page: Page { region: region.short_name.clone(), ..Page::plain(lang, title) },
        token: link,
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
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let Some(behind) = behind(&app, &link, &headers).await? else { return Ok(gone(lang)) };
    let confirmed = match &behind.answer {
        Ok(waiting) => public_answers::confirm(&app, waiting).await?,
        Err(_) => Confirmed::Before,
    };
    match confirmed {
        Confirmed::Now(_) | Confirmed::Before => Ok(Redirect::to(&format!("/l/{link}/public")).into_response()),
        Confirmed::Closed => {
            let sentence = behind.lang.t("public-answer-closed");
            let problems = vec![Problem { field: String::new(), sentence }];
            confirm_page(&app, link, behind, problems, StatusCode::CONFLICT).await
        }
        Confirmed::Unknown => Ok(gone(lang)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crowd_before_a_deadline_is_taken_and_a_flood_is_not() {
        let document = b"dok_crowd";
        assert!((0..limits::PUBLIC_DOCUMENT.0).all(|_| BY_DOCUMENT.take(document).is_ok()), "a crowd is taken");
        assert!((0..limits::PUBLIC_DOCUMENT.0).any(|_| BY_DOCUMENT.take(document).is_err()), "a flood is not");
    }
}
