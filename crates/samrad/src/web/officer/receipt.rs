//! The receipt: what the municipality answered, as it was received, with every earlier revision and what politicians
//! have said of it since.

use super::{
    Door, address,
    answer::label,
    frame, heard,
    treatment::{self, TreatmentView},
};
use crate::{
    app, texts,
    web::{Shared, fault::Fault, page::Page, who::Officer},
};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use chrono::{DateTime, Utc};
use procedure::{Event, Hash, PartId, Recorded, Statement};

/// A remark as it will be read.
pub struct RemarkView {
    pub section: String,
    pub text: String,
    pub proposed: String,
}

/// Another revision of the answer: its number and when it came.
struct Revision {
    number: u32,
    received: String,
    current: bool,
}

#[derive(Template, WebTemplate)]
#[template(path = "officer/receipt.html")]
#[expect(clippy::struct_excessive_bools, reason = "each is a turn of phrase on the page")]
struct ReceiptPage {
    page: Page,
    token: String,
    party: String,
    title: String,
    case_number: Option<String>,
    version: u32,
    deadline: String,
    open: bool,
    late: bool,
    /// The revision that stands.
    current: bool,
    treatable: bool,
    revision: u32,
    revisions: Vec<Revision>,
    received: String,
    position: String,
    legal_basis: String,
    signer: String,
    case_reference: String,
    text: String,
    remarks: Vec<RemarkView>,
    /// Hash and name.
    files: Vec<(Hash, String)>,
    treatments: Vec<TreatmentView>,
}

pub async fn show(State(app): State<Shared>, officer: Officer) -> Result<Response, Fault> {
    match page(&app, &officer, None).await? {
        Some(page) => Ok(page),
        None => Ok(Redirect::to(&address(&officer, "")).into_response()),
    }
}

pub async fn earlier(
    State(app): State<Shared>,
    officer: Officer,
    Path((_, revision)): Path<(String, u32)>,
) -> Result<Response, Fault> {
    page(&app, &officer, Some(revision)).await?.ok_or(Fault::NotFound)
}

/// Every revision of the municipality's answer in this link's round, the first one first.
pub fn statements<'a>(officer: &Officer, log: &'a [Recorded]) -> Vec<(&'a Statement, DateTime<Utc>)> {
    let (mut case, mut round) = (1, 0);
    let mut found = Vec::new();
    for recorded in log {
        match &recorded.event {
            Event::RevisionStarted { .. } => (case, round) = (case + 1, 0),
            Event::HearingOpened { round: opened, .. } => round = *opened,
            Event::StatementSubmitted { statement } | Event::StatementRecorded { statement, .. } => {
                if (case, round) == (officer.link.case, officer.link.round) && statement.party == officer.party.id {
                    found.push((statement, recorded.at));
                }
            }
            _ => {}
        }
    }
    found
}

/// One revision, the one that stands where none is named; `None` where there is none.
pub async fn page(app: &Shared, officer: &Officer, wanted: Option<u32>) -> Result<Option<Response>, Fault> {
    let state = &officer.document.state;
    let log = heard::log(app, officer).await?;
    let all = statements(officer, &log);
    let newest = all.last().map_or(0, |(statement, _)| statement.revision);
    let shown = wanted.unwrap_or(newest);
    let Some((statement, at)) = all.iter().find(|(statement, _)| statement.revision == shown) else { return Ok(None) };
    let region = &officer.document.region;
    let answer = texts::answer(&app.ledger, region, &statement.content).await?;
    let hearing = state.case.as_ref().filter(|case| case.number == officer.link.case).and_then(|case| case.hearing());
    let Some(hearing) = hearing.filter(|hearing| hearing.round == officer.link.round) else { return Ok(None) };
    let heard = heard::text(app, officer).await?;
    let heading = |id: &PartId| heard.parts.iter().find(|p| p.id == *id).map(|p| p.heading.clone());
    let remark = |r: &texts::Remark| RemarkView {
        section: r.section.as_ref().and_then(heading).unwrap_or_default(),
        text: r.text.clone(),
        proposed: r.proposed.clone().unwrap_or_default(),
    };
    let mut files = Vec::new();
    for hash in &statement.files {
        files.extend(app.ledger.file(region, hash).await?.map(|row| (row.hash, row.name)));
    }
    let deadline = hearing.track(&officer.party.id).map(|track| track.deadline);
    let received = |at: DateTime<Utc>| officer.lang.instant(app::local(&officer.region, at));
    let revision = |(other, at): &(&Statement, DateTime<Utc>)| Revision {
        number: other.revision,
        received: received(*at),
        current: other.revision == newest,
    };
    let page = ReceiptPage {
        page: frame(officer, officer.lang.t("receipt-title")),
        token: officer.token.clone(),
        party: officer.party.name.clone(),
        title: state.title.clone(),
        case_number: state.case_number.clone(),
        version: state.case.as_ref().and_then(|case| case.heard.as_ref()).map_or(0, |heard| heard.number),
        deadline: deadline.map(|day| officer.lang.date(day)).unwrap_or_default(),
        open: Door::of(officer) == Door::Answer,
        late: deadline.is_some_and(|day| statement.received_on > day),
        current: shown == newest,
        treatable: treatment::possible(officer),
        revision: shown,
        revisions: all.iter().filter(|(other, _)| other.revision != shown).map(revision).collect(),
        received: received(*at),
        position: label(officer, statement.position),
        legal_basis: statement.legal_basis.clone().unwrap_or_default(),
        signer: signer(app, officer, statement).await?,
        case_reference: statement.case_reference.clone().unwrap_or_default(),
        text: answer.text.clone(),
        remarks: answer.remarks.iter().map(remark).collect(),
        files,
        treatments: treatment::given(app, officer, &log).await?,
    };
    Ok(Some(page.into_response()))
}

async fn signer(app: &Shared, officer: &Officer, statement: &Statement) -> Result<String, Fault> {
    let Some(id) = &statement.signer else { return Ok(String::new()) };
    let known = app.ledger.signer(&officer.document.region, id).await?;
    Ok(known.map(|(name, role)| format!("{name}, {role}")).unwrap_or_default())
}
