//! Check your answer, sign it, send it; and the receipt.

use super::{Door, address, answer, draft::Written, frame, trouble};
use crate::{
    app, history, ids,
    texts::{self, Cover},
    web::{
        Shared,
        fault::Fault,
        form::{self, Fields},
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
use procedure::{Act, Command, Event, Position, Statement};

/// A remark as it will be read.
pub struct RemarkView {
    pub section: String,
    pub text: String,
    pub proposed: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "officer/review.html")]
struct ReviewPage {
    page: Page,
    token: String,
    party: String,
    deadline: String,
    position: Option<String>,
    written: Written,
    remarks: Vec<RemarkView>,
    name: String,
    role: String,
    revision: u32,
    statement: u32,
    nonce: String,
    problems: Vec<Problem>,
}

#[derive(Template, WebTemplate)]
#[template(path = "officer/receipt.html")]
struct ReceiptPage {
    page: Page,
    token: String,
    party: String,
    deadline: String,
    open: bool,
    late: bool,
    revision: u32,
    received: String,
    position: String,
    signer: String,
    case_reference: String,
    text: String,
    remarks: Vec<RemarkView>,
}

pub async fn show(State(app): State<Shared>, officer: Officer) -> Result<Response, Fault> {
    if Door::of(&officer) != Door::Answer {
        return Ok(trouble::page(&app, &officer, Door::of(&officer)).await?.into_response());
    }
    Ok(page(&app, &officer, &Fields::default(), Vec::new()).await?.into_response())
}

pub async fn save_and_show(State(app): State<Shared>, officer: Officer, fields: Fields) -> Result<Response, Fault> {
    if let Err(page) = answer::keep(&app, &officer, &fields).await? {
        return Ok(page);
    }
    let (written, _) = answer::draft(&app, &officer).await?;
    if written.position.is_none() {
        let problem =
            Problem { field: "position-supports".to_owned(), sentence: officer.lang.t("answer-position-missing") };
        let page = answer::page(&app, &officer, None, vec![problem]).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    Ok(page(&app, &officer, &Fields::default(), Vec::new()).await?.into_response())
}

async fn page(app: &Shared, officer: &Officer, given: &Fields, problems: Vec<Problem>) -> Result<ReviewPage, Fault> {
    let state = &officer.document.state;
    let hearing = state.case.as_ref().and_then(|case| case.hearing()).ok_or(Fault::NotFound)?;
    let track = hearing.track(&officer.party.id).ok_or(Fault::NotFound)?;
    let (written, revision) = answer::draft(app, officer).await?;
    let text = answer::heard(app, officer).await?;
    let remark = |part: &procedure::Part| {
        let (said, proposed) = written.remarks.get(part.id.as_str())?;
        Some(RemarkView { section: part.heading.clone(), text: said.clone(), proposed: proposed.clone() })
    };
    let remarks = text.parts.iter().filter_map(remark).collect();
    Ok(ReviewPage {
        page: frame(officer, officer.lang.t("review-title")),
        token: officer.token.clone(),
        party: officer.party.name.clone(),
        deadline: officer.lang.date(track.deadline),
        position: written.position.map(|position| position_label(officer, position)),
        written,
        remarks,
        name: given.get("name").to_owned(),
        role: given.get("role").to_owned(),
        revision,
        statement: track.statement.as_ref().map_or(0, |statement| statement.revision),
        nonce: form::nonce(),
        problems,
    })
}

fn position_label(officer: &Officer, position: Position) -> String {
    officer.lang.t(&history::word("position", position).replace("position-", "choice-"))
}

pub async fn submit(State(app): State<Shared>, officer: Officer, fields: Fields) -> Result<Response, Fault> {
    if Door::of(&officer) != Door::Answer {
        return Ok((StatusCode::CONFLICT, trouble::page(&app, &officer, Door::of(&officer)).await?).into_response());
    }
    let lang = officer.lang;
    let (written, revision) = answer::draft(&app, &officer).await?;
    let mut problems = Vec::new();
    for field in ["name", "role"] {
        if fields.filled(field).is_none() {
            problems.push(Problem { field: field.to_owned(), sentence: lang.t(&format!("review-{field}-missing")) });
        }
    }
    if !fields.has("confirm") {
        problems.push(Problem { field: "confirm".to_owned(), sentence: lang.t("review-confirm-missing") });
    }
    let Some(position) = written.position.filter(|_| problems.is_empty()) else {
        if written.position.is_none() {
            problems.push(Problem { field: String::new(), sentence: lang.t("answer-position-missing") });
        }
        let page = page(&app, &officer, &fields, problems).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let nonce = fields.key(&format!("{}/{}/submit", officer.document.id, officer.number));
    if fields.get("revision") != revision.to_string() {
        let problem = Problem { field: String::new(), sentence: lang.t("answer-changed-meanwhile") };
        let page = page(&app, &officer, &fields, vec![problem]).await?;
        return Ok((StatusCode::CONFLICT, page).into_response());
    }
    let region = &officer.document.region;
    let signer = ids::signer(&app.clock);
    app.ledger.put_signer(region, &signer, fields.get("name"), fields.get("role")).await?;
    let text = answer::heard(&app, &officer).await?;
    let cover = Cover {
        position,
        legal_basis: Some(written.legal_basis.clone()).filter(|text| !text.is_empty()),
        files: written.files.iter().map(|file| file.hash.clone()).collect(),
        signer: Some(signer),
        case_reference: Some(written.case_reference.clone()).filter(|text| !text.is_empty()),
    };
    let statement = texts::hand_in(&app.ledger, region, &written.answer(&text), cover).await?;
    let act = Act::Submit { statement, based_on: fields.get("statement").parse().ok() };
    let command = Command::Officer { link: officer.number, act };
    match app.execute(&officer.region, &officer.document.id, officer.actor(), command, nonce).await {
        Ok(_) => Ok(Redirect::to(&address(&officer, "/receipt")).into_response()),
        Err(ledger::Error::Refused(refusal)) => {
            let problem = Problem::of(lang, &refusal);
            let page = page(&app, &officer, &fields, vec![problem]).await?;
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn receipt(State(app): State<Shared>, officer: Officer) -> Result<Response, Fault> {
    match receipt_page(&app, &officer).await? {
        Some(page) => Ok(page),
        None => Ok(Redirect::to(&address(&officer, "")).into_response()),
    }
}

/// The answer that stands, as it was received; `None` where there is none.
pub async fn receipt_page(app: &Shared, officer: &Officer) -> Result<Option<Response>, Fault> {
    let Some((statement, at)) = standing(app, officer).await? else { return Ok(None) };
    let region = &officer.document.region;
    let answer = texts::answer(&app.ledger, region, &statement.content).await?;
    let heard = answer::heard(app, officer).await?;
    let heading = |id: &procedure::PartId| heard.parts.iter().find(|p| p.id == *id).map(|p| p.heading.clone());
    let remark = |r: &texts::Remark| RemarkView {
        section: r.section.as_ref().and_then(heading).unwrap_or_default(),
        text: r.text.clone(),
        proposed: r.proposed.clone().unwrap_or_default(),
    };
    let signer = match &statement.signer {
        Some(id) => app.ledger.signer(region, id).await?.map(|(name, role)| format!("{name}, {role}")),
        None => None,
    };
    let hearing = officer.document.state.case.as_ref().and_then(|case| case.hearing());
    let deadline = hearing.and_then(|h| h.track(&officer.party.id)).map(|track| track.deadline);
    let page = ReceiptPage {
        page: frame(officer, officer.lang.t("receipt-title")),
        token: officer.token.clone(),
        party: officer.party.name.clone(),
        deadline: deadline.map(|day| officer.lang.date(day)).unwrap_or_default(),
        open: Door::of(officer) == Door::Answer,
        late: deadline.is_some_and(|day| statement.received_on > day),
        revision: statement.revision,
        received: officer.lang.instant(app::local(&officer.region, at)),
        position: position_label(officer, statement.position),
        signer: signer.unwrap_or_default(),
        case_reference: statement.case_reference.clone().unwrap_or_default(),
        text: answer.text.clone(),
        remarks: answer.remarks.iter().map(remark).collect(),
    };
    Ok(Some(page.into_response()))
}

/// The municipality's current statement in the round of this link.
async fn standing(
    app: &Shared,
    officer: &Officer,
) -> Result<Option<(Statement, chrono::DateTime<chrono::Utc>)>, Fault> {
    let hearing = officer
        .document
        .state
        .case
        .as_ref()
        .filter(|case| case.number == officer.link.case)
        .and_then(|case| case.hearing());
    let track = hearing.filter(|h| h.round == officer.link.round).and_then(|h| h.track(&officer.party.id));
    let Some(state) = track.and_then(|track| track.statement.as_ref()) else { return Ok(None) };
    let recorded = app.ledger.event(&officer.document.id, state.seq).await?;
    Ok(recorded.and_then(|recorded| match recorded.event {
        Event::StatementSubmitted { statement } | Event::StatementRecorded { statement, .. } => {
            Some((statement, recorded.at))
        }
        _ => None,
    }))
}
