//! The form by which anyone answers a hearing with public inspection. What is handed in is nobody's answer until it is
//! confirmed by the link that is mailed.

use super::{document::Public, visitor::Visitor};
use crate::{
    Shared,
    fault::Fault,
    form::{Fields, Upload},
    page::{Page, Problem},
    rate_limit::{self, Peer},
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
use ledger::{NewFile, PublicRound};
use post::mail;
use procedure::PartId;
use std::sync::LazyLock;
use words::{language::Lang, limits, plain};

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

pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/{region}/{document}/answer", get(show).post(hand_in).layer(DefaultBodyLimit::max(limits::UPLOAD)))
        .route("/{region}/{document}/answer/sent", get(sent))
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
        name: name(&fields),
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

/// Stands in headings and lists: nothing in it turns what follows around.
fn name(fields: &Fields) -> String {
    fields.line("name").chars().filter(|c| !plain::invisible(*c)).collect()
}

/// What is missing, or cannot be taken.
fn wrong(lang: Lang, fields: &Fields, sections: &[(String, String)]) -> Vec<Problem> {
    let text = fields.get("text");
    let section = fields.get("section");
    let (name, blank) = (name(fields), |text: &str| text.chars().all(|c| c.is_whitespace() || plain::invisible(c)));
    let checks = [
        ("name", blank(&name), "public-answer-name-missing"),
        ("name", name.len() > limits::PUBLIC_NAME, "public-answer-name-long"),
        ("address", !mail::address_is_sound(fields.get("address")), "login-address-unsound"),
        ("section", !section.is_empty() && sections.iter().all(|(id, _)| id != section), "public-answer-section-gone"),
        ("text", blank(text), "public-answer-text-missing"),
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
