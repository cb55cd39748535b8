//! The demo's clock and mailbox, so that a newcomer can play every role and let years go by.

pub mod travel;

use super::{
    Shared,
    fault::Fault,
    form::Fields,
    page::{Banner, Page},
    who::Coordinator,
};
use app::{App, clock, history::Names, scheduled_jobs::ScheduledJob};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, Query, Request, State},
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use ledger::{LetterFilter, RegionRow};
use post::{mail, postman};
use serde::Deserialize;
use serde_json::json;
use tokio::sync::Mutex;
use travel::{next_stop, travel};
use words::language::Lang;

/// One journey at a time.
static JOURNEY: Mutex<()> = Mutex::const_new(());

pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/demo/clock", get(show).post(set))
        .route("/demo/advance", post(advance))
        .route("/demo/mailbox", get(mailbox))
        .route("/demo/mailbox/{id}", get(letter))
}

/// Nobody waits for the postman in the demo: what an action posts is in the mailbox when it is answered.
pub async fn post_at_once(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let acts = !request.method().is_safe();
    let response = next.run(request).await;
    if acts && let Err(error) = postman::drain(&app).await {
        tracing::error!(error = format!("{error:#}"), "the demo's post was left");
    }
    response
}

/// What the banner says: the time, and the next thing that happens.
pub async fn banner(app: &App, region: &RegionRow, lang: Lang) -> Result<Banner, ledger::Error> {
    let now = app.now(region);
    let stop = next_stop(app, region, None).await.map_err(|error| ledger::Error::Broken(format!("{error:#}")))?;
    let next = stop.map(|(job, slot)| {
        let key = match job {
            ScheduledJob::Revision | ScheduledJob::Reminders => "demo-next-reminders",
            ScheduledJob::Digest | ScheduledJob::Seal => "demo-next-digest",
        };
        lang.with(key, &[("when", lang.short_date(slot.local.date(), now.date()).into())])
    });
    Ok(Banner { now: lang.instant(now), next, letters: app.ledger.count_letters(&region.id).await? })
}

async fn region(app: &App) -> Result<RegionRow, Fault> {
    app.ledger.regions().await?.into_iter().next().ok_or(Fault::NotFound)
}

fn local_now(app: &App, region: &RegionRow) -> Response {
    Json(json!({"now": app.now(region).format("%Y-%m-%dT%H:%M").to_string()})).into_response()
}

async fn show(State(app): State<Shared>) -> Result<Response, Fault> {
    let region = region(&app).await?;
    Ok(local_now(&app, &region))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Move {
    advance: Option<String>,
    to: Option<String>,
}

async fn set(State(app): State<Shared>, body: Bytes) -> Result<Response, Fault> {
    let region = region(&app).await?;
    let _alone = JOURNEY.lock().await;
    let unreadable = || {
        (StatusCode::UNPROCESSABLE_ENTITY, "{\"advance\":\"7d\"} or {\"to\":\"2027-01-05T08:00\"}\n").into_response()
    };
    let Ok(asked) = serde_json::from_slice::<Move>(&body) else { return Ok(unreadable()) };
    let target = match (asked.advance, asked.to) {
        (Some(span), None) => later(&app, &region, &span),
        (None, Some(to)) => NaiveDateTime::parse_from_str(&to, "%Y-%m-%dT%H:%M")
            .ok()
            .map(|local| clock::instant(app::zone(&region), local)),
        _ => None,
    };
    let Some(target) = target else { return Ok(unreadable()) };
    if target < app.clock.now() {
        return Ok((StatusCode::CONFLICT, "the clock only moves forward\n").into_response());
    }
    travel(&app, &region, target).await?;
    Ok(local_now(&app, &region))
}

/// `12h`, `7d`, `2w`. Days and weeks keep the local hour, whatever the zone does meanwhile.
fn later(app: &App, region: &RegionRow, span: &str) -> Option<DateTime<Utc>> {
    let (number, unit) = span.split_at_checked(span.len().checked_sub(1)?)?;
    let number: i64 = number.parse().ok().filter(|n| (0..=36_500).contains(n))?;
    let local = |days: i64| clock::instant(app::zone(region), app.now(region) + TimeDelta::days(days));
    match unit {
        "h" => Some(app.clock.now() + TimeDelta::hours(number)),
        "d" => Some(local(number)),
        "w" => Some(local(number * 7)),
        _ => None,
    }
}

async fn advance(State(app): State<Shared>, fields: Fields) -> Result<Response, Fault> {
    let region = region(&app).await?;
    let _alone = JOURNEY.lock().await;
    let target = match fields.get("advance") {
        "next" => next_stop(&app, &region, None).await?.map(|(_, slot)| slot.at),
        span => later(&app, &region, span),
    };
    travel(&app, &region, target.ok_or(Fault::Unreadable("fault-unreadable"))?).await?;
    let back = super::back::own_path(fields.get("back"));
    let back = back.filter(|path| path.starts_with("/desk") || path.starts_with("/demo"));
    Ok(Redirect::to(back.as_deref().unwrap_or("/desk")).into_response())
}

struct MailboxLine {
    id: String,
    to: String,
    party: String,
    letter: String,
    subject: String,
    when: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "demo/mailbox.html")]
struct MailboxPage {
    page: Page,
    lines: Vec<MailboxLine>,
    next: Option<String>,
}

#[derive(Deserialize)]
struct From {
    after: Option<String>,
}

async fn mailbox(State(app): State<Shared>, who: Coordinator, Query(from): Query<From>) -> Result<MailboxPage, Fault> {
    let filter = LetterFilter { after: from.after, limit: 50, ..LetterFilter::default() };
    let rows = app.ledger.letters(&who.region.id, &filter).await?;
    let names = Names::of(&app.ledger.parties(&who.region.id).await?, app.today(&who.region));
    let today = app.today(&who.region);
    let line = |row: &ledger::LetterRow| MailboxLine {
        id: row.id.clone(),
        to: row.to.clone().unwrap_or_default(),
        party: row.party.as_ref().map_or_else(|| who.region.short_name.clone(), |party| names.get(party)),
        letter: who.lang.t(&format!("letter-{}", row.kind.as_str().replace('_', "-"))),
        subject: row.subject.clone().unwrap_or_default(),
        when: who.lang.short_instant(app::local(&who.region, row.written_at), today),
    };
    let lines = rows.iter().map(line).collect();
    let next = rows.last().filter(|_| rows.len() == 50).map(|row| row.id.clone());
    let page = Page::desk(&app, &who, who.lang.t("mailbox-title"), "/demo/mailbox").await?;
    Ok(MailboxPage { page, lines, next })
}

#[derive(Template, WebTemplate)]
#[template(path = "demo/letter.html")]
struct LetterPage {
    page: Page,
    headers: String,
    lines: Vec<(String, bool)>,
}

async fn letter(State(app): State<Shared>, who: Coordinator, Path(id): Path<String>) -> Result<LetterPage, Fault> {
    let row = app.ledger.letter(&who.region.id, &id).await?.ok_or(Fault::NotFound)?;
    let text = mail::archived(&app, &row).await?;
    let (headers, body) = text.split_once("\n\n").unwrap_or((&text, ""));
    let line = |line: &str| (line.to_owned(), line.starts_with("http://") || line.starts_with("https://"));
    let title = row.subject.clone().unwrap_or_default();
    let page = Page::desk(&app, &who, title, &format!("/demo/mailbox/{id}")).await?;
    Ok(LetterPage { page, headers: headers.to_owned(), lines: body.lines().map(line).collect() })
}
