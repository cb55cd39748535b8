//! A meeting is arranged: of which body, when, where, and how it meets.

use crate::{
    Shared,
    fault::Fault,
    form::{self, Fields},
    page::{Page, Problem},
    who::Coordinator,
};
use app::ids;
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use procedure::{Appointment, Body, Command, MeetingAct, MeetingForm};
use words::language::Lang;

#[derive(Template, WebTemplate)]
#[template(path = "desk/meeting/new.html")]
pub struct NewPage {
    page: Page,
    bodies: Vec<(String, String)>,
    forms: Vec<(String, String)>,
    given: Fields,
    nonce: String,
    problems: Vec<Problem>,
}

async fn page(app: &Shared, who: &Coordinator, given: Fields, problems: Vec<Problem>) -> Result<NewPage, Fault> {
    let lang = who.lang;
    Ok(NewPage {
        page: Page::desk_form(app, who, lang.t("meeting-new"), "/desk/meeting/new").await?,
        bodies: Body::OF_REGION.map(|body| (body.as_str().to_owned(), lang.body(body.as_str()))).to_vec(),
        forms: forms(lang),
        nonce: given.filled("nonce").map_or_else(form::nonce, str::to_owned),
        given,
        problems,
    })
}

/// The forms a meeting can have, as they are chosen from.
pub fn forms(lang: Lang) -> Vec<(String, String)> {
    let named = |form: &&str| ((*form).to_owned(), lang.t(&format!("meeting-form-{}", form.replace('_', "-"))));
    MeetingForm::ids().iter().map(named).collect()
}

/// When and where, as it was typed.
///
/// # Errors
/// The field that cannot be read.
pub fn appointment(lang: Lang, fields: &Fields, prefix: &str) -> Result<Appointment, Problem> {
    let problem = |field: &str, key: &str| Problem { field: format!("{prefix}{field}"), sentence: lang.t(key) };
    let on = fields.get("on").parse().map_err(|_| problem("on", "field-date-unreadable"))?;
    let typed = fields.get("at").replace('.', ":");
    let at = chrono::NaiveTime::parse_from_str(&typed, "%H:%M").map_err(|_| problem("at", "field-time-unreadable"))?;
    let form = fields.filled("form").unwrap_or("in_person");
    let form = form.parse().map_err(|_| problem("form", "field-choose"))?;
    Ok(Appointment { on, at, place: fields.line("place"), form })
}

pub async fn show(State(app): State<Shared>, who: Coordinator) -> Result<NewPage, Fault> {
    page(&app, &who, Fields::default(), Vec::new()).await
}

pub async fn arrange(State(app): State<Shared>, who: Coordinator, fields: Fields) -> Result<Response, Fault> {
    let lang = who.lang;
    if fields.redraw() {
        return Ok(page(&app, &who, fields, Vec::new()).await?.into_response());
    }
    let appointment = match appointment(lang, &fields, "") {
        Ok(appointment) => appointment,
        Err(problem) => {
            let page = page(&app, &who, fields, vec![problem]).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let Some(body) = Body::named(fields.get("body"), &[]) else {
        let problem = Problem { field: "body".to_owned(), sentence: lang.t("refusal-body-missing") };
        let page = page(&app, &who, fields, vec![problem]).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let act = MeetingAct::ArrangeMeeting { body, appointment, title: String::new() };
    let (id, key) = (ids::meeting(&app.clock), fields.key("meeting"));
    match app.execute(&who.region, &id, who.actor(), Command::Meeting(act), key).await {
        // Of a form that was sent twice, the meeting that was there already.
        Ok(done) => Ok(Redirect::to(&format!("/desk/meeting/{}", done.document)).into_response()),
        Err(ledger::Error::Refused(refusal)) => {
            let problem = fields.problem(lang, &refusal);
            let page = page(&app, &who, fields, vec![problem]).await?;
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
