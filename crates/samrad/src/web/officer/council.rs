//! The council's decision, recorded by link: on one text, correctable until adoption.

use super::{Door, address, answer::SectionView, frame, trouble};
use crate::{
    history, ids, texts,
    web::{
        Shared,
        fault::Fault,
        form::{self, Fields},
        page::{Page, Problem},
        prose::Prose,
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
use procedure::{Act, Command, CouncilDecision, CouncilTrack, Outcome, Votes};

const OUTCOMES: [(Outcome, &str); 5] = [
    (Outcome::Endorsed, "endorsed"),
    (Outcome::EndorsedWithReservation, "endorsed_with_reservation"),
    (Outcome::EndorsedAmended, "endorsed_amended"),
    (Outcome::Rejected, "rejected"),
    (Outcome::Postponed, "postponed"),
];

#[derive(Template, WebTemplate)]
#[template(path = "officer/council.html")]
pub struct CouncilPage {
    page: Page,
    token: String,
    party: String,
    title: String,
    case_number: Option<String>,
    version: u32,
    sections: Vec<SectionView>,
    standing: Option<Standing>,
    outcomes: Vec<(&'static str, String, bool)>,
    given: Fields,
    entries: u32,
    nonce: String,
    problems: Vec<Problem>,
}

/// The decision that stands.
struct Standing {
    outcome: String,
    body: String,
    meeting_date: String,
    case_number: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "officer/decided.html")]
struct DecidedPage {
    page: Page,
    token: String,
    party: String,
    standing: Standing,
}

fn track(officer: &Officer) -> Option<&CouncilTrack> {
    officer.document.state.case.as_ref()?.endorsement()?.track(&officer.party.id)
}

fn standing(officer: &Officer) -> Option<Standing> {
    let decision = track(officer)?.decision.as_ref()?;
    Some(Standing {
        outcome: officer.lang.t(&history::word("outcome", decision.outcome)),
        body: decision.body.clone(),
        meeting_date: officer.lang.date(decision.meeting_date),
        case_number: decision.case_number.clone(),
    })
}

pub async fn page(
    app: &Shared,
    officer: &Officer,
    given: Option<Fields>,
    problems: Vec<Problem>,
) -> Result<CouncilPage, Fault> {
    let state = &officer.document.state;
    let version = state.version().ok_or(Fault::NotFound)?;
    let text = texts::text(&app.ledger, &officer.document.region, &version.content).await?;
    let section = |part: procedure::Part| SectionView {
        id: part.id.to_string(),
        heading: part.heading,
        body: Prose(part.body),
        changed: false,
        remark: String::new(),
        proposed: String::new(),
    };
    let given = given.unwrap_or_default();
    let chosen = given.get("outcome").to_owned();
    let outcome = |(outcome, value): (Outcome, &'static str)| {
        (value, officer.lang.t(&history::word("choice", outcome)), chosen == value)
    };
    Ok(CouncilPage {
        page: frame(officer, state.title.clone()),
        token: officer.token.clone(),
        party: officer.party.name.clone(),
        title: state.title.clone(),
        case_number: state.case_number.clone(),
        version: version.number,
        sections: text.parts.into_iter().map(section).collect(),
        standing: standing(officer),
        outcomes: OUTCOMES.into_iter().map(outcome).collect(),
        given,
        entries: track(officer).map_or(0, |track| track.entries),
        nonce: form::nonce(),
        problems,
    })
}

pub async fn decide(State(app): State<Shared>, officer: Officer, fields: Fields) -> Result<Response, Fault> {
    if Door::of(&officer) != Door::Council {
        return Ok((StatusCode::CONFLICT, trouble::page(&app, &officer, Door::of(&officer)).await?).into_response());
    }
    let decision = match decision(&app, &officer, &fields).await? {
        Ok(decision) => decision,
        Err(problems) => {
            let page = page(&app, &officer, Some(fields), problems).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let key = fields.key(&format!("{}/{}/decision", officer.document.id, officer.number));
    let act = Act::Decide { decision, based_on: fields.get("entries").parse().ok() };
    let command = Command::Officer { link: officer.number, act };
    match app.execute(&officer.region, &officer.document.id, officer.actor(), command, key).await {
        Ok(_) => Ok(Redirect::to(&address(&officer, "/decided")).into_response()),
        Err(ledger::Error::Refused(refusal)) => {
            let problem = Problem::of(officer.lang, &refusal);
            let page = page(&app, &officer, Some(fields), vec![problem]).await?;
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn decision(
    app: &Shared,
    officer: &Officer,
    fields: &Fields,
) -> Result<Result<CouncilDecision, Vec<Problem>>, Fault> {
    let lang = officer.lang;
    let mut problems = Vec::new();
    let mut problem =
        |field: &str, key: &str| problems.push(Problem { field: field.to_owned(), sentence: lang.t(key) });
    let outcome = OUTCOMES.into_iter().find(|(_, value)| *value == fields.get("outcome")).map(|(outcome, _)| outcome);
    if outcome.is_none() {
        problem("outcome-endorsed", "council-outcome-missing");
    }
    for (field, key) in [
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
    if outcome == Some(Outcome::EndorsedAmended) && fields.filled("text").is_none() {
        problem("text", "council-text-missing");
    }
    if !fields.has("confirm") {
        problem("confirm", "review-confirm-missing");
    }
    let (Some(outcome), Some(meeting_date), true) = (outcome, meeting_date, problems.is_empty()) else {
        return Ok(Err(problems));
    };
    let region = &officer.document.region;
    let text = match fields.filled("text") {
        Some(text) => Some(app.ledger.put_text(region, text).await?),
        None => None,
    };
    let signer = ids::signer(&app.clock);
    app.ledger.put_signer(region, &signer, fields.get("name"), fields.get("role")).await?;
    let count = |field: &str| fields.get(field).parse::<u32>().ok();
    Ok(Ok(CouncilDecision {
        outcome,
        body: fields.get("body").to_owned(),
        meeting_date,
        case_number: fields.get("case_number").to_owned(),
        votes: count("votes_for").map(|in_favour| Votes { in_favour, against: count("votes_against").unwrap_or(0) }),
        postponed_to: fields.get("postponed_to").parse().ok(),
        text,
        extract: None,
        signer: Some(signer),
        by: None,
    }))
}

pub async fn receipt(officer: Officer) -> Result<Response, Fault> {
    let Some(standing) = standing(&officer) else { return Ok(Redirect::to(&address(&officer, "")).into_response()) };
    let page = frame(&officer, officer.lang.t("decided-title"));
    let (token, party) = (officer.token.clone(), officer.party.name.clone());
    Ok(DecidedPage { page, token, party, standing }.into_response())
}
