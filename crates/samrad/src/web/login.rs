//! Log-in by a mailed link: fifteen minutes, once, through a button.

use super::{
    Shared,
    fault::Fault,
    form::Fields,
    page::{Page, Problem},
    who::{self, Coordinator, Reader},
};
use crate::ids;
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};
use chrono::TimeDelta;
use governor::{Quota, RateLimiter, clock::DefaultClock, state::keyed::DefaultKeyedStateStore};
use ledger::NewLetter;
use procedure::{Hash, LetterKind};
use std::{num::NonZeroU32, sync::LazyLock};

const STANDS: TimeDelta = TimeDelta::minutes(15);
const SESSION: TimeDelta = TimeDelta::days(30);

/// Log-ins an address may ask for in an hour.
static ASKED: LazyLock<RateLimiter<String, DefaultKeyedStateStore<String>, DefaultClock>> =
    LazyLock::new(|| RateLimiter::keyed(Quota::per_hour(NonZeroU32::MIN.saturating_add(4))));

pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/login", get(show).post(ask))
        .route("/login/{secret}", get(look).post(enter))
        .route("/logout", post(leave))
        .route("/logout/everywhere", post(leave_everywhere))
}

#[derive(Template, WebTemplate)]
#[template(path = "login/login.html")]
struct LoginPage {
    page: Page,
    problems: Vec<Problem>,
}

#[derive(Template, WebTemplate)]
#[template(path = "login/sent.html")]
struct SentPage {
    page: Page,
}

#[derive(Template, WebTemplate)]
#[template(path = "login/enter.html")]
struct EnterPage {
    page: Page,
    secret: String,
    stands: bool,
}

async fn show(Reader(lang): Reader) -> LoginPage {
    LoginPage { page: Page::plain(lang, lang.t("login-title")), problems: Vec::new() }
}

/// The same answer whoever asks: it does not tell which addresses are known.
async fn ask(State(app): State<Shared>, Reader(lang): Reader, fields: Fields) -> Result<Response, Fault> {
    let address = fields.get("address").to_lowercase();
    if ASKED.check_key(&address).is_ok() {
        for (region, coordinator) in app.ledger.coordinators_at(&address).await? {
            let secret = ids::secret();
            let now = app.clock.now();
            app.ledger.add_login(&Hash::of(secret.as_bytes()), &region, &coordinator.id, now + STANDS).await?;
            let letter = NewLetter {
                id: format!("login-{}", ids::token(&app.clock)),
                kind: LetterKind::Login,
                class: LetterKind::Login.class(),
                contact: coordinator.id,
                language: lang.code().to_owned(),
                data: format!("/login/{secret}"),
                at: now,
            };
            app.ledger.post(&region, letter).await?;
        }
        app.post.notify_one();
    }
    Ok(SentPage { page: Page::plain(lang, lang.t("login-sent-title")) }.into_response())
}

async fn look(State(app): State<Shared>, Reader(lang): Reader, Path(secret): Path<String>) -> Result<Response, Fault> {
    let stands = app.ledger.login_stands(&Hash::of(secret.as_bytes()), app.clock.now()).await?;
    let page = EnterPage { page: Page::plain(lang, lang.t("login-enter-title")), secret, stands };
    Ok(if stands { page.into_response() } else { (StatusCode::NOT_FOUND, page).into_response() })
}

async fn enter(
    State(app): State<Shared>,
    jar: CookieJar,
    Reader(lang): Reader,
    Path(secret): Path<String>,
) -> Result<Response, Fault> {
    let now = app.clock.now();
    let Some((region, coordinator)) = app.ledger.use_login(&Hash::of(secret.as_bytes()), now).await? else {
        let page = Page::plain(lang, lang.t("login-enter-title"));
        return Ok((StatusCode::NOT_FOUND, EnterPage { page, secret, stands: false }).into_response());
    };
    let session = ids::secret();
    app.ledger.add_session(&Hash::of(session.as_bytes()), &region, &coordinator, now, now + SESSION).await?;
    let secure = app.config.base_url().starts_with("https://");
    let name = if secure { who::SECURE_SESSION } else { who::SESSION };
    let cookie =
        Cookie::build((name, session)).path("/").http_only(true).same_site(SameSite::Lax).secure(secure).permanent();
    Ok((jar.add(cookie), Redirect::to("/desk")).into_response())
}

async fn leave(State(app): State<Shared>, headers: HeaderMap, jar: CookieJar) -> Result<Response, Fault> {
    if let Some(secret) = who::session_secret(&headers) {
        app.ledger.end_session(&Hash::of(secret.as_bytes())).await?;
    }
    Ok(forgotten(jar))
}

async fn leave_everywhere(
    State(app): State<Shared>,
    coordinator: Coordinator,
    jar: CookieJar,
) -> Result<Response, Fault> {
    app.ledger.end_sessions(&coordinator.contact.id).await?;
    Ok(forgotten(jar))
}

fn forgotten(jar: CookieJar) -> Response {
    let gone = |name: &'static str| Cookie::build((name, "")).path("/").build();
    (jar.remove(gone(who::SESSION)).remove(gone(who::SECURE_SESSION)), Redirect::to("/login")).into_response()
}
