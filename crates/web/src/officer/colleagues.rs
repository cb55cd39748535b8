//! The page of those who write on the answer, and taking a colleague off.

use super::{
    Hearing, address, frame,
    sure::{self, Question},
    trouble,
    writers::{Holder, holders, last_saved},
};
use crate::{
    Shared,
    fault::Fault,
    form::Fields,
    page::{Page, Problem},
    who::Officer,
};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use procedure::{Access, Act, Command};

#[derive(Template, WebTemplate)]
#[template(path = "officer/colleagues.html")]
struct ColleaguesPage {
    page: Page,
    token: String,
    holders: Vec<Holder>,
    saved: Option<(String, String)>,
    problems: Vec<Problem>,
}

pub async fn show(State(app): State<Shared>, Hearing(officer): Hearing) -> Result<Response, Fault> {
    if officer.access() != Access::Answer {
        return Ok(trouble::page(&app, &officer, officer.access()).await?.into_response());
    }
    Ok(page(&app, &officer, Vec::new()).await?.into_response())
}

async fn page(app: &Shared, officer: &Officer, problems: Vec<Problem>) -> Result<ColleaguesPage, Fault> {
    let saved = match super::draft::stored(app, officer).await? {
        Some(draft) => Some(last_saved(app, officer, &draft).await?),
        None => None,
    };
    Ok(ColleaguesPage {
        page: frame(officer, officer.lang.t("colleagues-title")),
        token: officer.token.clone(),
        holders: holders(officer),
        saved,
        problems,
    })
}

fn question(officer: &Officer, number: u32) -> Result<Question, Fault> {
    let holder = holders(officer).into_iter().find(|holder| holder.number == number && holder.added);
    let holder = holder.ok_or(Fault::NotFound)?;
    let name = [("name", (&holder.name).into())];
    Ok(Question {
        title: officer.lang.with("colleagues-remove", &name),
        happens: officer.lang.with("colleagues-remove-happens", &name),
        choice: officer.lang.with("colleagues-remove-sure", &name),
        back: "/colleagues",
    })
}

/// What will happen when a colleague is taken off.
pub async fn ask(Hearing(officer): Hearing, Path((_, number)): Path<(String, u32)>) -> Result<Response, Fault> {
    let action = format!("/colleagues/{number}/remove");
    Ok(sure::page(&officer, &action, question(&officer, number)?, Vec::new()).into_response())
}

pub async fn remove(
    State(app): State<Shared>,
    Hearing(officer): Hearing,
    Path((_, number)): Path<(String, u32)>,
    fields: Fields,
) -> Result<Response, Fault> {
    if let Err(problem) = sure::chosen(&officer, &fields) {
        let action = format!("/colleagues/{number}/remove");
        let page = sure::page(&officer, &action, question(&officer, number)?, vec![problem]);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let key = fields.key(&format!("{}/{}/remove/{number}", officer.document.id, officer.number));
    let command = Command::Officer { link: officer.number, act: Act::RemoveColleague { link: number } };
    match app.execute(&officer.people.region, &officer.document.id, officer.actor(), command, key).await {
        Ok(_) => Ok(Redirect::to(&address(&officer, "/colleagues")).into_response()),
        Err(ledger::Error::Refused(refusal)) => {
            let page = page(&app, &officer, vec![Problem::of(officer.lang, &refusal)]).await?;
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
