//! What politicians say: of the administration's answer in a hearing, or as advice to the council. It comes later, by
//! the same link, and stands beside the answer or before the decision.

use super::{
    address, frame_with_form, heard, quota,
    treatments::{self, TreatmentView, in_order},
    trouble,
    upload::extract,
};
use crate::{
    Shared,
    fault::Fault,
    form::{self, Fields, Upload},
    page::{Page, Problem},
    who::Officer,
};
use app::ids;
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use procedure::{Act, Command, Purpose, Treatment};

#[derive(Template, WebTemplate)]
#[template(path = "officer/treatment.html")]
struct TreatmentPage {
    page: Page,
    token: String,
    party: String,
    title: String,
    /// Of an answer in a hearing, rather than before a council.
    hearing: bool,
    treatments: Vec<TreatmentView>,
    entries: u32,
    given: Fields,
    nonce: String,
    problems: Vec<Problem>,
}

pub async fn show(State(app): State<Shared>, officer: Officer) -> Result<Response, Fault> {
    if !officer.access().takes_treatment() {
        return Ok(trouble::page(&app, &officer, officer.access()).await?.into_response());
    }
    Ok(page(&app, &officer, Fields::default(), Vec::new()).await?.into_response())
}

async fn page(app: &Shared, officer: &Officer, given: Fields, problems: Vec<Problem>) -> Result<TreatmentPage, Fault> {
    let record = heard::record(app, officer).await?;
    let hearing = officer.link.purpose == Purpose::Hearing;
    let case = officer.document.state.case.as_ref();
    let entries = if hearing {
        case.and_then(|case| case.hearing()).and_then(|h| h.track(&officer.party.id)).map(|track| track.treatments)
    } else {
        case.and_then(|case| case.endorsement()).and_then(|e| e.track(&officer.party.id)).map(|track| track.treatments)
    };
    let title = if hearing { "treatment-title-hearing" } else { "treatment-title-council" };
    Ok(TreatmentPage {
        page: frame_with_form(officer, officer.lang.t(title), "/treatment"),
        token: officer.token.clone(),
        party: officer.party_name(),
        title: officer.document.state.title.clone(),
        hearing,
        treatments: treatments::given(app, officer, &record).await?,
        entries: entries.unwrap_or_default(),
        given,
        nonce: form::nonce(),
        problems,
    })
}

pub async fn record(State(app): State<Shared>, officer: Officer, upload: Upload) -> Result<Response, Fault> {
    if !officer.access().takes_treatment() {
        return trouble::refused(&app, &officer, &upload.fields, upload.chosen()).await;
    }
    let Upload { mut fields, file, too_large, .. } = upload;
    if fields.redraw() {
        let problems = extract(&app, &officer, &mut fields, file, too_large).await?.err().into_iter().collect();
        return Ok(page(&app, &officer, fields, problems).await?.into_response());
    }
    if let Some(full) = quota::letters(&app, &officer).await? {
        let problem = full.problem(&officer);
        return Ok(full.response(page(&app, &officer, fields, vec![problem]).await?));
    }
    let treatment = match treatment(&app, &officer, &mut fields, file, too_large).await? {
        Ok(treatment) => treatment,
        Err(problems) => {
            let page = page(&app, &officer, fields, problems).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let key = fields.key(&format!("{}/{}/treatment", officer.document.id, officer.number));
    let act = Act::Treat { treatment, based_on: fields.get("entries").parse().ok() };
    let command = Command::Officer { link: officer.number, act };
    match app.execute(&officer.people.region, &officer.document.id, officer.actor(), command, key).await {
        Ok(_) => Ok(Redirect::to(&address(&officer, "/treatment")).into_response()),
        Err(ledger::Error::Refused(refusal)) => {
            let problem = fields.problem(officer.lang, &refusal);
            let page = page(&app, &officer, fields, vec![problem]).await?;
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn treatment(
    app: &Shared,
    officer: &Officer,
    fields: &mut Fields,
    file: Option<(String, Vec<u8>)>,
    too_large: bool,
) -> Result<Result<Treatment, Vec<Problem>>, Fault> {
    let mut problems = Vec::new();
    let extract = match extract(app, officer, fields, file, too_large).await? {
        Ok(extract) => extract,
        Err(problem) => {
            problems.push(problem);
            None
        }
    };
    let mut problem =
        |field: &str, key: &str| problems.push(Problem { field: field.to_owned(), sentence: officer.lang.t(key) });
    for (field, key) in [
        ("text", "treatment-text-missing"),
        ("body", "refusal-body-missing"),
        ("case_number", "refusal-case-number-missing"),
        ("name", "review-name-missing"),
        ("role", "review-role-missing"),
    ] {
        if fields.filled(field).is_none() {
            problem(field, key);
        }
    }
    let meeting_date = fields.get("meeting_date").parse().ok();
    if meeting_date.is_none() {
        problem("meeting_date", "field-date-unreadable");
    }
    let votes = fields.votes();
    if let Err(field) = votes {
        problem(field, "votes-unreadable");
    }
    let (Some(meeting_date), Ok(votes), true) = (meeting_date, votes, problems.is_empty()) else {
        return Ok(Err(in_order(problems)));
    };
    let region = &officer.document.region;
    let text = app.ledger.put_text(region, fields.get("text")).await?;
    let signer = ids::signer(&app.clock);
    app.ledger.put_signer(region, &signer, &fields.line("name"), &fields.line("role")).await?;
    Ok(Ok(Treatment {
        body: fields.get("body").to_owned(),
        meeting_date,
        case_number: fields.get("case_number").to_owned(),
        text,
        votes,
        extract,
        signer: Some(signer),
        by: None,
    }))
}
