//! What will be sent next, day by day, if nobody does anything.

use crate::{Shared, fault::Fault, page::Page, who::Coordinator};
use app::{
    forecast::{Coming, forecast},
    history::Names,
};
use askama::Template;
use askama_web::WebTemplate;
use axum::{Router, extract::State, routing::get};
use chrono::{NaiveDate, TimeDelta};

/// How far ahead the page looks, in days.
const AHEAD: i64 = 90;

struct ComingLine {
    letter: String,
    to: String,
    address: String,
    document: String,
    title: String,
    /// The form that sends this reminder today, where it is one that can be sent by hand.
    now: Option<String>,
}

struct Day {
    on: NaiveDate,
    name: String,
    lines: Vec<ComingLine>,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/coming.html")]
struct ComingPage {
    page: Page,
    days: Vec<Day>,
}

pub fn routes() -> Router<Shared> {
    Router::new().route("/desk/coming", get(show))
}

async fn show(State(app): State<Shared>, who: Coordinator) -> Result<ComingPage, Fault> {
    let lang = who.lang;
    let names = Names::of(&app.ledger.parties(&who.region.id).await?, app.today(&who.region));
    let until = app.today(&who.region) + TimeDelta::days(AHEAD);
    let line = |letter: &Coming| {
        let here = format!("/desk/documents/{}", letter.document);
        let reminder = matches!(letter.kind.as_str(), "hearing_reminder" | "council_reminder");
        ComingLine {
            letter: lang.t(&format!("letter-{}", letter.kind.as_str().replace('_', "-"))),
            to: letter.recipient(lang, &names),
            address: letter.address.clone(),
            title: letter.title.clone(),
            now: letter.party.as_ref().filter(|_| reminder).map(|id| format!("{here}/act/remind?municipality={id}")),
            document: here,
        }
    };
    let mut days: Vec<Day> = Vec::new();
    for letter in forecast(&app, &who.region, until).await? {
        if days.last().is_none_or(|day| day.on != letter.on) {
            days.push(Day { on: letter.on, name: lang.date(letter.on), lines: Vec::new() });
        }
        if let Some(day) = days.last_mut() {
            day.lines.push(line(&letter));
        }
    }
    Ok(ComingPage { page: Page::desk(&app, &who, lang.t("coming-title"), "/desk/coming").await?, days })
}
