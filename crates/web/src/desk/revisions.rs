//! Every document's clock on one time line, and the secret address of the region's calendar.

use crate::{Shared, fault::Fault, page::Page, who::Coordinator};
use app::{ids, planning::dues};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use chrono::{Datelike as _, NaiveDate};
use procedure::Hash;

/// Years ahead that are drawn, and at most so many back for what is overdue.
const YEARS: i32 = 20;
const BACK: i32 = 10;
/// The drawing's measures.
const LEFT: i64 = 260;
const YEAR: i64 = 44;
const ROW: i64 = 34;
const TOP: i64 = 30;
/// Letters of a title beside its line.
const ROOM: usize = 32;

/// A day on a document's line.
struct Mark {
    x: i64,
    day: String,
    /// What has been decided; what follows if nothing changes is only dotted in.
    firm: bool,
    /// It has passed, and the revision is not finished.
    overdue: bool,
}

struct RevisionLine {
    id: String,
    title: String,
    /// As much of the title as there is room for in the drawing.
    short: String,
    y: i64,
    since: i64,
    until: i64,
    marks: Vec<Mark>,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/revisions.html")]
struct RevisionsPage {
    page: Page,
    width: i64,
    height: i64,
    today: i64,
    years: Vec<(i64, i32)>,
    lines: Vec<RevisionLine>,
    has_feed: bool,
    /// The calendar's address, shown once.
    address: Option<String>,
    public: String,
}

pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/desk/revisions", get(show))
        .route("/desk/revisions/feed", post(make))
        .route("/desk/revisions/feed/revoke", post(revoke))
}

fn short(title: &str) -> String {
    match title.char_indices().nth(ROOM) {
        Some((end, _)) => format!("{}…", title[..end].trim_end()),
        None => title.to_owned(),
    }
}

fn x(from: i32, day: NaiveDate) -> i64 {
    let years = i64::from(day.year() - from);
    LEFT + years * YEAR + i64::from(day.ordinal0()) * YEAR / 366
}

async fn page(app: &Shared, who: &Coordinator, address: Option<String>) -> Result<RevisionsPage, Fault> {
    let today = app.today(&who.region);
    let rows = app.ledger.foremost(&who.region.id, 500).await?;
    // What is overdue is drawn where it was due.
    let due = rows.iter().filter_map(|row| row.state.revision_due());
    let earliest = due.map(|day| day.year()).min().unwrap_or(today.year());
    let from = earliest.clamp(today.year() - BACK, today.year() - 2);
    let years = today.year() + YEARS - from;
    let end = LEFT + i64::from(years) * YEAR;
    let mut lines = Vec::new();
    for row in &rows {
        let Some(edition) = row.state.edition_in_force() else { continue };
        let days = dues(row, today, today.year() + YEARS);
        let mark = |(at, day): (usize, &NaiveDate)| Mark {
            x: x(from, *day).clamp(LEFT, end),
            day: who.lang.plain_date(*day),
            firm: at == 0,
            overdue: *day < today,
        };
        let marks: Vec<Mark> = days.iter().enumerate().map(mark).collect();
        lines.push(RevisionLine {
            id: row.id.to_string(),
            title: row.state.title.clone(),
            short: short(&row.state.title),
            y: TOP + ROW * i64::try_from(lines.len()).unwrap_or(0) + ROW / 2,
            since: x(from, edition.since).clamp(LEFT, end),
            until: marks.first().map_or(end, |mark| mark.x),
            marks,
        });
    }
    Ok(RevisionsPage {
        width: end + 10,
        height: TOP + ROW * i64::try_from(lines.len()).unwrap_or(0) + 10,
        today: x(from, today),
        years: (0..years).map(|n| (LEFT + i64::from(n) * YEAR, from + n)).collect(),
        lines,
        has_feed: app.ledger.has_feed(&who.region.id).await?,
        address,
        public: format!("{}/feeds/{}/events.atom", app.config.base_url(), who.region.id),
        page: Page::desk(app, who, who.lang.t("revisions-title"), "/desk/revisions").await?,
    })
}

async fn show(State(app): State<Shared>, who: Coordinator) -> Result<RevisionsPage, Fault> {
    page(&app, &who, None).await
}

/// Makes a new address and shows it, this once: the database keeps its hash only.
async fn make(State(app): State<Shared>, who: Coordinator) -> Result<Response, Fault> {
    let secret = ids::secret();
    app.ledger.set_feed(&who.region.id, Some(Hash::of(secret.as_bytes())), app.clock.now()).await?;
    let address = format!("{}/feeds/{secret}/calendar.ics", app.config.base_url());
    Ok(page(&app, &who, Some(address)).await?.into_response())
}

async fn revoke(State(app): State<Shared>, who: Coordinator) -> Result<Redirect, Fault> {
    app.ledger.set_feed(&who.region.id, None, app.clock.now()).await?;
    Ok(Redirect::to("/desk/revisions"))
}
