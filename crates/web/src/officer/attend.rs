//! Whoever is called to a meeting says by their own link that they cannot come, or that they can after all.

use super::{address, frame, frame_with_form, quota};
use crate::{
    Shared,
    fault::Fault,
    form::{self, Fields},
    page::{Page, Problem},
    who::{LinkRequest, Officer},
};
use app::{
    history::{self, Names},
    meetings,
};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    extract::{FromRequestParts, Query, State},
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use procedure::{Access, Act, Command, Meeting, Stage, still_sits};
use serde::Deserialize;

/// Whoever has a link to a meeting. Any other link is unknown where this is asked for.
pub struct Attendee(Officer);

impl FromRequestParts<Shared> for Attendee {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Fault> {
        match <LinkRequest as FromRequestParts<Shared>>::from_request_parts(parts, app).await? {
            LinkRequest::Meeting(officer) => Ok(Self(*officer)),
            _ => Err(Fault::NotFound),
        }
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "officer/attend.html")]
pub struct AttendPage {
    page: Page,
    token: String,
    meeting: String,
    when: String,
    /// Where the agenda is.
    agenda: String,
    /// That something can be said, and what has been.
    open: bool,
    away: Option<Away>,
    /// What is to be known first.
    sentence: String,
    reason: String,
    /// Whom to ask: name and address.
    ask: Option<(String, String)>,
    nonce: String,
    problems: Vec<Problem>,
}

/// What the holder of the link has said.
struct Away {
    reason: String,
    deputy: Option<String>,
}

#[derive(Default, Deserialize)]
pub struct Done {
    /// The absence has just been taken back.
    #[serde(default)]
    back: String,
}

pub fn page(app: &Shared, officer: &Officer, given: &Fields, problems: Vec<Problem>) -> Result<AttendPage, Fault> {
    let lang = officer.lang;
    let meeting = officer.document.state.meeting.as_deref().ok_or(Fault::NotFound)?;
    let own = &officer.contact.id;
    let names = Names::of_people(&officer.people, meeting.appointment.on);
    let trouble = trouble(officer, meeting);
    let away = meeting.absence_of(own).filter(|_| trouble.is_none()).map(|absence| Away {
        reason: absence.reason.clone(),
        deputy: meeting.called_for(own).map(|deputy| names.person(lang, deputy)),
    });
    let title = lang.t(match (trouble, &away) {
        (Some((title, _)), _) => title,
        (None, Some(_)) => "attend-away",
        (None, None) => "attend-title",
    });
    let base = app.config.base_url();
    let coordinator = officer.people.coordinator();
    Ok(AttendPage {
        page: match trouble {
            None => frame_with_form(officer, title, "/absence"),
            Some(_) => frame(officer, title),
        },
        token: officer.token.clone(),
        meeting: meetings::title(lang, meeting.body, meeting.appointment.on),
        when: history::appointed(lang, &meeting.appointment),
        agenda: format!("{base}/{}/meetings/{}", officer.document.region, officer.document.id),
        open: trouble.is_none(),
        sentence: match (trouble, &away) {
            (Some((_, sentence)), _) => lang.t(sentence),
            (None, Some(_)) => lang.t("attend-back-help"),
            (None, None) => lang.t("attend-help"),
        },
        away,
        reason: given.get("reason").to_owned(),
        ask: coordinator.map(|contact| (contact.name.clone(), contact.address.clone())),
        nonce: form::nonce(),
        problems,
    })
}

/// Why nothing can be said by this link now: headline and sentence.
fn trouble(officer: &Officer, meeting: &Meeting) -> Option<(&'static str, &'static str)> {
    match officer.access() {
        Access::Withdrawn => Some(("attend-cancelled-title", "attend-cancelled")),
        Access::Replaced => Some(("attend-replaced-title", "attend-replaced")),
        // Its council may have elected another since the notice.
        _ if !still_sits(&officer.people.roster(), meeting, &officer.contact.id) => {
            Some(("attend-replaced-title", "attend-replaced"))
        }
        Access::Attend => None,
        _ if meeting.stage == Stage::Called => Some(("attend-released-title", "attend-released")),
        _ => Some(("attend-closed-title", "attend-closed")),
    }
}

pub async fn show(
    State(app): State<Shared>,
    Attendee(officer): Attendee,
    Query(done): Query<Done>,
) -> Result<AttendPage, Fault> {
    let mut page = page(&app, &officer, &Fields::default(), Vec::new())?;
    if page.open && page.away.is_none() && done.back == "yes" {
        page.sentence = officer.lang.t("attend-back-done");
    }
    Ok(page)
}

pub async fn declare(
    State(app): State<Shared>,
    Attendee(officer): Attendee,
    fields: Fields,
) -> Result<Response, Fault> {
    if fields.redraw() {
        return Ok(page(&app, &officer, &fields, Vec::new())?.into_response());
    }
    let act = Act::DeclareAbsence { reason: fields.get("reason").to_owned() };
    say(&app, &officer, &fields, act, "").await
}

pub async fn withdraw(
    State(app): State<Shared>,
    Attendee(officer): Attendee,
    fields: Fields,
) -> Result<Response, Fault> {
    say(&app, &officer, &fields, Act::WithdrawAbsence, "&back=yes").await
}

/// Says it, and leads to the page that shows what has been said.
async fn say(app: &Shared, officer: &Officer, fields: &Fields, act: Act, done: &str) -> Result<Response, Fault> {
    if let Some(full) = quota::letters(app, officer).await? {
        return Ok(full.response(page(app, officer, fields, vec![full.problem(officer)])?));
    }
    let key = fields.key(&format!("{}/{}/absence", officer.document.id, officer.number));
    let command = Command::Officer { link: officer.number, act };
    match app.execute(&officer.people.region, &officer.document.id, officer.actor(), command, key).await {
        Ok(_) => Ok(Redirect::to(&format!("{}{done}", address(officer, "/absence"))).into_response()),
        Err(ledger::Error::Refused(refusal)) => {
            let problem = fields.problem(officer.lang, &refusal);
            Ok((StatusCode::CONFLICT, page(app, officer, fields, vec![problem])?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
