//! The day the council will deal with the matter, said by link, so that it is not reminded before.

use super::{Council, address, council, quota, trouble, upload::extract};
use crate::{Shared, fault::Fault, form::Upload, page::Problem, who::Officer};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use procedure::{Access, Act, Command, Refusal};

pub async fn plan(State(app): State<Shared>, Council(officer): Council, upload: Upload) -> Result<Response, Fault> {
    if officer.access() != Access::Decide {
        return trouble::refused(&app, &officer, &upload.fields, upload.chosen()).await;
    }
    // The day stands in one form with the decision: what is typed of that comes along, and is given back.
    let Upload { mut fields, file, too_large, .. } = upload;
    let lost = extract(&app, &officer, &mut fields, file, too_large).await?.err();
    let day = fields.get(council::PLANNED).parse();
    let again = async |status: StatusCode, problem: Problem| {
        let problems = [problem].into_iter().chain(lost.clone()).collect();
        let page = council::page(&app, &officer, Some(fields.clone()), problems).await?;
        Ok((status, page).into_response())
    };
    let Ok(meeting_date) = day else {
        let sentence = officer.lang.t("council-meeting-missing");
        return again(StatusCode::UNPROCESSABLE_ENTITY, Problem { field: council::PLANNED.to_owned(), sentence }).await;
    };
    if let Some(full) = quota::meetings(&app, &officer).await? {
        let problem = full.problem(&officer);
        return Ok(full.response(council::page(&app, &officer, Some(fields), vec![problem]).await?));
    }
    let command = Command::Officer { link: officer.number, act: Act::PlanMeeting { meeting_date } };
    let key = fields.key(&officer.token);
    match app.execute(&officer.people.region, &officer.document.id, officer.actor(), command, key).await {
        // The same day said again is known already.
        Ok(_) | Err(ledger::Error::Refused(Refusal::NothingChanged)) => {
            if !council::begun(&fields) && lost.is_none() {
                return Ok(Redirect::to(&format!("{}#meeting", address(&officer, ""))).into_response());
            }
            fields.0.retain(|(name, _)| name != council::PLANNED);
            let known = app.ledger.document(&officer.people.region.id, &officer.document.id).await?;
            let officer = Officer { document: known.ok_or(Fault::NotFound)?, ..officer };
            Ok(council::page(&app, &officer, Some(fields), lost.into_iter().collect()).await?.into_response())
        }
        Err(ledger::Error::Refused(refusal)) => {
            let problem = Problem { field: council::PLANNED.to_owned(), ..Problem::of(officer.lang, &refusal) };
            again(StatusCode::CONFLICT, problem).await
        }
        Err(error) => Err(error.into()),
    }
}
