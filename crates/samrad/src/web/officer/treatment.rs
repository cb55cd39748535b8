//! What politicians say: of the administration's answer in a hearing, or as advice to the council. It comes later, by
//! the same link, and stands beside the answer or before the decision.

use super::{Door, address, attach, frame_with_form, heard, quota, trouble};
use crate::{
    history::treatments,
    ids,
    web::{
        Shared,
        fault::Fault,
        form::{self, Fields, Upload},
        page::{Page, Problem},
        who::Officer,
    },
};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use procedure::{Act, Command, Hash, Phase, Purpose, Recorded, Treatment, Votes};

/// One that has been recorded.
pub struct TreatmentView {
    pub body: String,
    pub meeting_date: String,
    pub case_number: String,
    pub votes: Option<Votes>,
    pub text: String,
    pub signer: String,
    /// Hash and name.
    pub extract: Option<(Hash, String)>,
}

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

/// Whether a political body's word is taken now.
pub fn possible(officer: &Officer) -> bool {
    let assessed_now = officer.document.state.case.as_ref().is_some_and(|case| match &case.phase {
        Phase::Assessment(hearing) => case.number == officer.link.case && hearing.round == officer.link.round,
        _ => false,
    });
    match Door::of(officer) {
        Door::Answer | Door::Council => true,
        Door::Closed => officer.link.purpose == Purpose::Hearing && assessed_now,
        Door::Replaced | Door::Withdrawn => false,
    }
}

pub async fn given(app: &Shared, officer: &Officer, log: &[Recorded]) -> Result<Vec<TreatmentView>, Fault> {
    let region = &officer.document.region;
    let mut views = Vec::new();
    let link = &officer.link;
    let recorded = treatments(log, link.purpose, link.case, link.round).into_iter();
    for (_, treatment) in recorded.filter(|(party, _)| **party == officer.party.id) {
        let signer = match &treatment.signer {
            Some(id) => app.ledger.signer(region, id).await?,
            None => None,
        };
        let extract = match &treatment.extract {
            Some(hash) => app.ledger.file(region, hash).await?,
            None => None,
        };
        views.push(TreatmentView {
            body: treatment.body.clone(),
            meeting_date: officer.lang.date(treatment.meeting_date),
            case_number: treatment.case_number.clone(),
            votes: treatment.votes,
            text: app.ledger.text(region, &treatment.text).await?.unwrap_or_default(),
            signer: signer.map(|(name, role)| format!("{name}, {role}")).unwrap_or_default(),
            extract: extract.map(|row| (row.hash, row.name)),
        });
    }
    Ok(views)
}

pub async fn show(State(app): State<Shared>, officer: Officer) -> Result<Response, Fault> {
    if !possible(&officer) {
        return Ok(trouble::page(&app, &officer, Door::of(&officer)).await?.into_response());
    }
    Ok(page(&app, &officer, Fields::default(), Vec::new()).await?.into_response())
}

async fn page(app: &Shared, officer: &Officer, given: Fields, problems: Vec<Problem>) -> Result<TreatmentPage, Fault> {
    let log = heard::log(app, officer).await?;
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
        party: officer.party.name.clone(),
        title: officer.document.state.title.clone(),
        hearing,
        treatments: self::given(app, officer, &log).await?,
        entries: entries.unwrap_or_default(),
        given,
        nonce: form::nonce(),
        problems,
    })
}

pub async fn record(State(app): State<Shared>, officer: Officer, upload: Upload) -> Result<Response, Fault> {
    let Upload { mut fields, file, too_large } = upload;
    if !possible(&officer) {
        return trouble::refused(&app, &officer, &fields).await;
    }
    if fields.redraw() {
        let problems = attach::extract(&app, &officer, &mut fields, file, too_large).await?.err().into_iter().collect();
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
            let page = page(&app, &officer, fields, vec![Problem::of(officer.lang, &refusal)]).await?;
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
    let extract = match attach::extract(app, officer, fields, file, too_large).await? {
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
    let votes = votes(fields);
    if let Err(field) = votes {
        problem(field, "votes-unreadable");
    }
    let (Some(meeting_date), Ok(votes), true) = (meeting_date, votes, problems.is_empty()) else {
        return Ok(Err(in_order(problems)));
    };
    let region = &officer.document.region;
    let text = app.ledger.put_text(region, fields.get("text")).await?;
    let signer = ids::signer(&app.clock);
    app.ledger.put_signer(region, &signer, fields.get("name"), fields.get("role")).await?;
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

/// Problems in the order their fields stand on the page.
pub fn in_order(mut problems: Vec<Problem>) -> Vec<Problem> {
    const FIELDS: [&str; 11] = [
        "outcome-endorsed",
        "body",
        "meeting_date",
        "case_number",
        "votes_for",
        "votes_against",
        "text",
        "file",
        "name",
        "role",
        "confirm",
    ];
    problems.sort_by_key(|problem| FIELDS.iter().position(|field| problem.at(field)));
    problems
}

/// The count of votes, none where nothing was written; the field's name where it is no number.
pub fn votes(fields: &Fields) -> Result<Option<Votes>, &'static str> {
    if fields.filled("votes_for").is_none() && fields.filled("votes_against").is_none() {
        return Ok(None);
    }
    let count = |field: &'static str| fields.filled(field).map_or(Ok(0), |text| text.parse::<u32>().map_err(|_| field));
    Ok(Some(Votes { in_favour: count("votes_for")?, against: count("votes_against")? }))
}
