//! A council's meetings, entered by hand or read in from a spreadsheet or a calendar.

use crate::{
    Shared,
    fault::Fault,
    form::Fields,
    page::{Page, Problem},
    who::Coordinator,
};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use procedure::{PartyId, Standing, is_plausible};
use words::import::meetings::{self, BadLine};

struct MeetingLine {
    held_on: String,
    shown: String,
    papers: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/meetings.html")]
struct MeetingsPage {
    page: Page,
    party_id: String,
    lines: Vec<MeetingLine>,
    typed: String,
    problems: Vec<Problem>,
}

pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/desk/meetings/{party}", get(show).post(add))
        .route("/desk/meetings/{party}/remove", post(remove))
}

async fn page(
    app: &Shared,
    who: &Coordinator,
    id: &str,
    typed: String,
    problems: Vec<Problem>,
) -> Result<MeetingsPage, Fault> {
    let parties = app.ledger.parties(&who.region.id).await?;
    let has_council = |party: &ledger::PartyRow| party.id.as_str() == id && party.standing == Standing::Municipality;
    let party = parties.into_iter().find(has_council).ok_or(Fault::NotFound)?;
    let sittings = app.ledger.meetings(&who.region.id, &party.id, app.today(&who.region)).await?;
    let line = |sitting: procedure::Sitting| MeetingLine {
        held_on: sitting.held_on.to_string(),
        shown: who.lang.date(sitting.held_on),
        papers: who.lang.date(sitting.papers()),
    };
    let title = who.lang.with("meetings-title", &[("party", party.name.into())]);
    Ok(MeetingsPage {
        page: Page::desk_form(app, who, title, &format!("/desk/meetings/{id}")).await?,
        party_id: id.to_owned(),
        lines: sittings.into_iter().map(line).collect(),
        typed,
        problems,
    })
}

async fn show(State(app): State<Shared>, Path(party): Path<String>, who: Coordinator) -> Result<MeetingsPage, Fault> {
    page(&app, &who, &party, String::new(), Vec::new()).await
}

/// All lines or none: what was typed is shown again with what is wrong in it.
async fn add(
    State(app): State<Shared>,
    Path(id): Path<String>,
    who: Coordinator,
    fields: Fields,
) -> Result<Response, Fault> {
    page(&app, &who, &id, String::new(), Vec::new()).await?;
    let typed = fields.get("meetings").to_owned();
    if fields.redraw() {
        return Ok(page(&app, &who, &id, typed, Vec::new()).await?.into_response());
    }
    let sittings = match meetings::read(&typed) {
        Ok(sittings) => sittings,
        Err(bad) => {
            let problem = |bad: BadLine| Problem {
                field: "meetings".to_owned(),
                sentence: who.lang.with(bad.why, &[("line", bad.line.into())]),
            };
            let problems = bad.into_iter().map(problem).collect();
            let page = page(&app, &who, &id, typed, problems).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    app.ledger.put_meetings(&who.region.id, &PartyId::from(id.as_str()), &sittings).await?;
    Ok(Redirect::to(&format!("/desk/meetings/{id}")).into_response())
}

async fn remove(
    State(app): State<Shared>,
    Path(id): Path<String>,
    who: Coordinator,
    fields: Fields,
) -> Result<Redirect, Fault> {
    let day = fields.get("held_on").parse().ok().filter(|day| is_plausible(*day));
    let day = day.ok_or(Fault::Unreadable("fault-unreadable"))?;
    app.ledger.remove_meeting(&who.region.id, &PartyId::from(id.as_str()), day).await?;
    Ok(Redirect::to(&format!("/desk/meetings/{id}")))
}
