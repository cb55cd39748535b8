//! Log-in by a mailed link: fifteen minutes, once, by a button in the browser that asked, or with the code in the letter.
//! So whoever else opens links in letters, as scanners do, gets nowhere and uses nothing up.

use super::{
    Shared,
    fault::Fault,
    form::Fields,
    page::{Page, Problem},
    who::{self, Coordinator, Reader},
};
use app::{ids, quota::Quota};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};
use ledger::{ContactRow, LoginRow, NewLetter, NewLogin};
use post::mail;
use procedure::{Hash, LetterKind, RegionId};
use std::sync::LazyLock;
use subtle::ConstantTimeEq as _;
use words::limits;

static ASKED: LazyLock<Quota> = LazyLock::new(|| Quota::new(limits::LOG_INS.0, limits::LOG_INS.1));

pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/login", get(show).post(ask))
        .route("/login/{secret}", get(look).post(enter))
        .route("/logout", post(leave))
        .route("/logout/everywhere", post(leave_everywhere))
        .layer(DefaultBodyLimit::max(limits::SMALL_FORM))
}

#[derive(Template, WebTemplate)]
#[template(path = "login/login.html")]
struct LoginPage {
    page: Page,
    address: String,
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
    /// Another browser than the one that asked.
    coded: bool,
    problems: Vec<Problem>,
}

impl EnterPage {
    fn of(lang: words::language::Lang, secret: String, coded: bool, problems: Vec<Problem>) -> Self {
        Self { page: Page::plain(lang, lang.t("login-enter-title")), secret, stands: true, coded, problems }
    }

    fn gone(lang: words::language::Lang) -> Response {
        let page = Page::plain(lang, lang.t("login-enter-title"));
        let page = Self { page, secret: String::new(), stands: false, coded: false, problems: Vec::new() };
        (StatusCode::NOT_FOUND, page).into_response()
    }
}

async fn show(Reader(lang): Reader) -> LoginPage {
    LoginPage { page: Page::plain(lang, lang.t("login-title")), address: String::new(), problems: Vec::new() }
}

/// The same answer whoever asks: it does not tell which addresses are known.
async fn ask(
    State(app): State<Shared>,
    jar: CookieJar,
    Reader(lang): Reader,
    fields: Fields,
) -> Result<Response, Fault> {
    let address = fields.get("address").to_lowercase();
    if !mail::address_is_sound(&address) {
        let problem = Problem { field: "address".to_owned(), sentence: lang.t("login-address-unsound") };
        let page = Page::plain(lang, lang.t("login-title"));
        let page = LoginPage { page, address: fields.get("address").to_owned(), problems: vec![problem] };
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let (secure, name) = cookie(&app, who::SECURE_LOGIN, who::LOGIN);
    // Who asks twice may use either letter.
    let browser = jar.get(name).map(|cookie| cookie.value().to_owned()).filter(|value| value.len() == 26);
    let browser = browser.unwrap_or_else(ids::secret);
    if ASKED.take(address.as_bytes()).is_ok() {
        for (region, coordinator) in app.ledger.coordinators_at(&address).await? {
            write(&app, lang.code(), region, coordinator, &browser).await?;
        }
        app.post.notify_one();
    }
    let held = Cookie::build((name, browser)).path("/").http_only(true).same_site(SameSite::Lax).secure(secure);
    let held = held.max_age(time::Duration::seconds(mail::LOGIN_STANDS.num_seconds()));
    Ok((jar.add(held), SentPage { page: Page::plain(lang, lang.t("login-sent-title")) }).into_response())
}

/// Writes a log-in down, with its letter.
async fn write(
    app: &Shared,
    language: &str,
    region: RegionId,
    coordinator: ContactRow,
    browser: &str,
) -> Result<(), ledger::Error> {
    let (now, secret, code) = (app.clock.now(), ids::secret(), ids::code());
    let letter = NewLetter {
        id: format!("login-{}", ids::token(&app.clock)),
        kind: LetterKind::Login,
        contact: coordinator.id,
        language: language.to_owned(),
        data: mail::login_data(&secret, &code),
        at: now,
    };
    let new = NewLogin {
        hash: Hash::of(secret.as_bytes()),
        region,
        browser: Hash::of(browser.as_bytes()),
        code: coded(&secret, &code),
        expires_at: now + mail::LOGIN_STANDS,
        letter,
    };
    app.ledger.add_login(new, now).await
}

/// A code is known together with its link's secret, so that its hash tells nothing.
fn coded(secret: &str, code: &str) -> Hash {
    Hash::of(format!("{secret} {code}").as_bytes())
}

fn same(known: &str, held: &Hash) -> bool {
    known.as_bytes().ct_eq(held.0.as_bytes()).into()
}

/// Whether this is the browser that asked.
fn asked_here(app: &Shared, jar: &CookieJar, login: &LoginRow) -> bool {
    let (_, name) = cookie(app, who::SECURE_LOGIN, who::LOGIN);
    jar.get(name).is_some_and(|cookie| same(&login.browser, &Hash::of(cookie.value().as_bytes())))
}

async fn stands(app: &Shared, secret: &str) -> Result<Option<LoginRow>, Fault> {
    let login = app.ledger.login(&Hash::of(secret.as_bytes()), app.clock.now()).await?;
    Ok(login.filter(|login| login.tries < limits::LOG_IN_CODES.into()))
}

async fn look(
    State(app): State<Shared>,
    jar: CookieJar,
    Reader(lang): Reader,
    Path(secret): Path<String>,
) -> Result<Response, Fault> {
    let Some(login) = stands(&app, &secret).await? else { return Ok(EnterPage::gone(lang)) };
    Ok(EnterPage::of(lang, secret, !asked_here(&app, &jar, &login), Vec::new()).into_response())
}

async fn enter(
    State(app): State<Shared>,
    jar: CookieJar,
    Reader(lang): Reader,
    Path(secret): Path<String>,
    fields: Fields,
) -> Result<Response, Fault> {
    let (now, hash) = (app.clock.now(), Hash::of(secret.as_bytes()));
    let Some(login) = stands(&app, &secret).await? else { return Ok(EnterPage::gone(lang)) };
    if !asked_here(&app, &jar, &login) {
        let again = |key| {
            let problems = vec![Problem { field: "code".to_owned(), sentence: lang.t(key) }];
            let page = EnterPage::of(lang, secret.clone(), true, problems);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        };
        // What is no code is no try: a form that is sent as it stands uses nothing up.
        let Some(code) = ids::read_code(fields.get("code")) else { return again("login-code-missing") };
        if !app.ledger.count_try(&hash, limits::LOG_IN_CODES).await? {
            return Ok(EnterPage::gone(lang));
        }
        if !same(&login.code, &coded(&secret, &code)) {
            let last = login.tries + 1 >= i64::from(limits::LOG_IN_CODES);
            return if last { Ok(EnterPage::gone(lang)) } else { again("login-code-wrong") };
        }
    }
    let Some((region, coordinator)) = app.ledger.use_login(&hash, now).await? else {
        return Ok(EnterPage::gone(lang));
    };
    let lasts = chrono::TimeDelta::days(app.config.session.days.into());
    let session = ids::secret();
    app.ledger.add_session(&Hash::of(session.as_bytes()), &region, &coordinator, now, now + lasts).await?;
    let (secure, name) = cookie(&app, who::SECURE_SESSION, who::SESSION);
    let kept = Cookie::build((name, session)).path("/").http_only(true).same_site(SameSite::Lax).secure(secure);
    let kept = kept.max_age(time::Duration::seconds(lasts.num_seconds()));
    let (_, asked) = cookie(&app, who::SECURE_LOGIN, who::LOGIN);
    Ok((jar.remove(gone(asked, secure)).add(kept), Redirect::to("/desk")).into_response())
}

/// Whether cookies are for https alone, and the name such a one has.
fn cookie(app: &Shared, https: &'static str, plain: &'static str) -> (bool, &'static str) {
    let secure = app.config.base_url().starts_with("https://");
    (secure, if secure { https } else { plain })
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

/// Browsers take a `__Host-` cookie back only by one that is `Secure` too.
fn gone(name: &'static str, secure: bool) -> Cookie<'static> {
    Cookie::build((name, "")).path("/").secure(secure).build()
}

fn forgotten(jar: CookieJar) -> Response {
    let jar = jar.remove(gone(who::SESSION, false)).remove(gone(who::SECURE_SESSION, true));
    (jar, Redirect::to("/login")).into_response()
}
