//! The receipt: what the municipality answered, as it was received, with every earlier revision and what politicians
//! have said of it since.

use super::{
    Door, Hearing, address,
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
use chrono::{DateTime, NaiveDate, Utc};
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

pub async fn show(State(app): State<Shared>, Hearing(officer): Hearing) -> Result<Response, Fault> {
    match page(&app, &officer, None).await? {
        Some(page) => Ok(page),
        None => Ok(Redirect::to(&address(&officer, "")).into_response()),
    }
}

pub async fn earlier(
    State(app): State<Shared>,
    Hearing(officer): Hearing,
    Path((_, revision)): Path<(String, u32)>,
) -> Result<Response, Fault> {
    page(&app, &officer, Some(revision)).await?.ok_or(Fault::NotFound)
}

/// A round of hearing as the log tells it, long after the state has moved on.
pub struct Round<'a> {
    pub content: &'a Hash,
    version: u32,
    /// This municipality's, as it came to be.
    deadline: NaiveDate,
    /// Every revision of its answer, the first one first.
    pub answers: Vec<Given<'a>>,
}

pub struct Given<'a> {
    pub statement: &'a Statement,
    at: DateTime<Utc>,
    late: bool,
}

/// The round this link was given in.
pub fn round<'a>(officer: &Officer, log: &'a [Recorded]) -> Option<Round<'a>> {
    let (mut case, mut found): (u32, Option<Round>) = (1, None);
    for recorded in log {
        match &recorded.event {
            Event::RevisionStarted { .. } => case += 1,
            Event::HearingOpened { round, content, version, deadline, .. } => {
                if (case, *round) == (officer.link.case, officer.link.round) {
                    found = Some(Round { content, version: *version, deadline: *deadline, answers: Vec::new() });
                } else if found.is_some() {
                    break;
                }
            }
            Event::DeadlineExtended { party, deadline, .. } => {
                let own = party.as_ref().is_none_or(|party| *party == officer.party.id);
                if let Some(round) = found.as_mut().filter(|_| own) {
                    round.deadline = round.deadline.max(*deadline);
                }
            }
            Event::HearingReopened { deadline, .. } => {
                if let Some(round) = &mut found {
                    round.deadline = round.deadline.max(*deadline);
                }
            }
            Event::StatementSubmitted { statement } | Event::StatementRecorded { statement, .. } => {
                if let Some(round) = found.as_mut().filter(|_| statement.party == officer.party.id) {
                    let late = statement.received_on > round.deadline;
                    round.answers.push(Given { statement, at: recorded.at, late });
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
    let Some(round) = round(officer, &log) else { return Ok(None) };
    let newest = round.answers.last().map_or(0, |given| given.statement.revision);
    let wanted = wanted.unwrap_or(newest);
    let Some(shown) = round.answers.iter().find(|given| given.statement.revision == wanted) else { return Ok(None) };
    let statement = shown.statement;
    let region = &officer.document.region;
    let answer = texts::answer(&app.ledger, region, &statement.content).await?;
    let heard = texts::text(&app.ledger, region, round.content).await?;
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
    let received = |at: DateTime<Utc>| officer.lang.instant(app::local(&officer.people.region, at));
    let revision = |other: &Given| Revision {
        number: other.statement.revision,
        received: received(other.at),
        current: other.statement.revision == newest,
    };
    let page = ReceiptPage {
        page: frame(officer, officer.lang.t("receipt-title")),
        token: officer.token.clone(),
        party: officer.party.name.clone(),
        title: state.title.clone(),
        case_number: state.case_number.clone(),
        version: round.version,
        deadline: officer.lang.date(round.deadline),
        open: Door::of(officer) == Door::Answer,
        late: shown.late,
        current: wanted == newest,
        treatable: treatment::possible(officer),
        revision: wanted,
        revisions: round.answers.iter().filter(|other| other.statement.revision != wanted).map(revision).collect(),
        received: received(shown.at),
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
