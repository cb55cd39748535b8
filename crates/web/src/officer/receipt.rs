//! The receipt: what the municipality answered, as it was received, with every earlier revision and what politicians
//! have said of it since.

use super::{
    Hearing, address, frame, heard,
    labels::label,
    proof,
    treatments::{self, TreatmentView},
};
use crate::{Shared, fault::Fault, page::Page, who::Officer};
use app::texts;
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use chrono::{DateTime, Utc};
use procedure::{
    Access, Hash, PartId,
    record::{Answer, Dated},
};

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
    /// The event's number, once it is under a seal.
    proof: Option<u32>,
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

/// Whether an answer was given by the round this link belongs to.
pub async fn exists(app: &Shared, officer: &Officer) -> Result<bool, Fault> {
    let record = heard::record(app, officer).await?;
    let round = record.round(officer.link.case, officer.link.round);
    Ok(round.is_some_and(|round| round.answers_of(&officer.party.id).next().is_some()))
}

/// One revision, the one that stands where none is named; `None` where there is none.
pub async fn page(app: &Shared, officer: &Officer, wanted: Option<u32>) -> Result<Option<Response>, Fault> {
    let state = &officer.document.state;
    let record = heard::record(app, officer).await?;
    // The round this link was given in.
    let Some(round) = record.round(officer.link.case, officer.link.round) else { return Ok(None) };
    let answers: Vec<&Dated<Answer>> = round.answers_of(&officer.party.id).collect();
    let newest = answers.last().map_or(0, |answer| answer.what.statement.revision);
    let wanted = wanted.unwrap_or(newest);
    let Some(shown) = answers.iter().find(|answer| answer.what.statement.revision == wanted) else { return Ok(None) };
    let statement = &shown.what.statement;
    let region = &officer.document.region;
    let answer = texts::answer(&app.ledger, region, &statement.content).await?;
    let heard = texts::text(&app.ledger, region, &round.content).await?;
    let heading = |id: &PartId| heard.part(id).map(procedure::Part::title);
    let remark = |r: &texts::Remark| RemarkView {
        section: r.section.as_ref().and_then(heading).unwrap_or_default(),
        text: r.text.clone(),
        proposed: r.proposed.clone().unwrap_or_default(),
    };
    let files = texts::files(&app.ledger, region, &statement.files, &answer).await?;
    let received = |at: DateTime<Utc>| officer.lang.instant(app::local(&officer.people.region, at));
    let revision = |other: &&Dated<Answer>| Revision {
        number: other.what.statement.revision,
        received: received(other.mark.at),
        current: other.what.statement.revision == newest,
    };
    let page = ReceiptPage {
        page: frame(officer, officer.lang.t("receipt-title")),
        token: officer.token.clone(),
        party: officer.party_name(),
        title: state.title.clone(),
        case_number: state.case_number.clone(),
        version: round.version,
        deadline: officer.lang.date(round.deadline(&officer.party.id)),
        open: officer.access() == Access::Answer,
        late: round.late(statement),
        current: wanted == newest,
        treatable: officer.access().takes_treatment(),
        revision: wanted,
        revisions: answers.iter().filter(|other| other.what.statement.revision != wanted).map(revision).collect(),
        received: received(shown.mark.at),
        position: label(officer, statement.position),
        legal_basis: statement.legal_basis.clone().unwrap_or_default(),
        signer: texts::signed(&app.ledger, region, statement.signer.as_ref()).await?.unwrap_or_default(),
        case_reference: statement.case_reference.clone().unwrap_or_default(),
        text: answer.text.clone(),
        remarks: answer.remarks.iter().map(remark).collect(),
        files: files.into_iter().map(|file| (file.hash, file.name)).collect(),
        treatments: treatments::given(app, officer, &record).await?,
        proof: proof::sealed(app, officer, shown.mark.seq).await?,
    };
    Ok(Some(page.into_response()))
}
