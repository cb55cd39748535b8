//! Check your answer, sign it, send it.

use super::{
    Hearing, address, answer, code,
    draft::{self, Written, named},
    frame_with_form, heard,
    keep::{self, keep_upload},
    labels::{field_label, label, shown},
    quota,
    receipt::RemarkView,
    standing::{self, Begun},
    trouble,
};
use crate::{
    Shared,
    fault::Fault,
    form::{self, Fields, Upload},
    page::{Page, Problem},
    who::Officer,
};
use app::{ids, texts};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use procedure::{Access, Act, Command, Position, Refusal, Role};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The field of a position chosen by the address.
const CHOSEN: &str = "chosen";

/// The shortest way: a position chosen by the address, which is kept only when it is sent.
#[derive(Default, Deserialize)]
pub struct Chosen {
    position: Option<Position>,
}

#[derive(Template, WebTemplate)]
#[template(path = "officer/review.html")]
struct ReviewPage {
    page: Page,
    token: String,
    party: String,
    title: String,
    deadline: String,
    passed: bool,
    position: Option<String>,
    /// Goes along with the form where nothing is saved.
    chosen: String,
    written: Written,
    /// What stands in the answer given before and not in this one: labels and words.
    left_out: Vec<(String, String)>,
    remarks: Vec<RemarkView>,
    name: String,
    role: String,
    revision: u32,
    statement: u32,
    nonce: String,
    problems: Vec<Problem>,
}

pub async fn show(
    State(app): State<Shared>,
    Hearing(officer): Hearing,
    chosen: Result<Query<Chosen>, QueryRejection>,
) -> Result<Response, Fault> {
    if officer.access() != Access::Answer {
        return Ok(trouble::page(&app, &officer, officer.access()).await?.into_response());
    }
    if keep::asking(&app, &officer).await?.is_some() {
        return keep::ask(&app, &officer).await;
    }
    let mut fields = Fields::default();
    if let Some(position) = chosen.ok().and_then(|Query(chosen)| chosen.position) {
        fields.set(CHOSEN, &named(position));
    }
    Ok(page(&app, &officer, &fields, Vec::new()).await?.into_response())
}

/// Leads to the review's own page, which one can come back to.
pub async fn save_and_show(
    State(app): State<Shared>,
    Hearing(officer): Hearing,
    upload: Upload,
) -> Result<Response, Fault> {
    if let Err(page) = keep_upload(&app, &officer, upload).await? {
        return Ok(page);
    }
    let (written, _) = standing::written(&app, &officer).await?;
    let text = heard::text(&app, &officer).await?;
    if let Some(problem) = missing(&officer, &written, &text) {
        let page = answer::page(&app, &officer, None, vec![problem]).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    Ok(Redirect::to(&address(&officer, "/review")).into_response())
}

/// What the answer lacks, said before anybody signs it.
fn missing(officer: &Officer, written: &Written, text: &procedure::Text) -> Option<Problem> {
    let Some(position) = written.position else {
        let sentence = officer.lang.t("answer-position-missing");
        return Some(Problem { field: "position-supports".to_owned(), sentence });
    };
    let (_, statement) = texts::named(written.answer(text), written.cover(position, None));
    let refusal = statement.lacks()?;
    let field = match refusal {
        Refusal::RemarksMissing => "text",
        Refusal::LegalBasisMissing => "legal_basis",
        _ => "position-supports",
    };
    Some(Problem { field: field.to_owned(), ..Problem::of(officer.lang, &refusal) })
}

/// What is to be sent: the draft; where nothing is saved, the position chosen by the address, or else what was sent before.
fn answer_of(begun: &Begun, fields: &Fields) -> (Written, u32) {
    let (written, revision) = (Written::of(&begun.fields), begun.draft.as_ref().map_or(0, |draft| draft.revision));
    if begun.draft.is_some() && written.says_something() {
        return (written, revision);
    }
    // A position chosen by the address is the whole answer; so is one in the form where none was given before.
    let position = fields.filled(CHOSEN).or(fields.filled("position").filter(|_| !written.says_something()));
    let only = |position: &str| Written::of(&BTreeMap::from([("position".to_owned(), position.to_owned())]));
    (position.map_or(written, only), revision)
}

/// What the answer that stands says, where the one to be sent does not say the same: by the field's label.
fn left_out(
    officer: &Officer,
    before: &BTreeMap<String, String>,
    written: &Written,
    text: &procedure::Text,
) -> Vec<(String, String)> {
    let remark = |section: &str| written.remarks.get(section).cloned().unwrap_or_default();
    let now = |name: &str| match (name.strip_prefix("remark-"), name.strip_prefix("proposed-"), name) {
        (Some(section), ..) => remark(section).0,
        (_, Some(section), _) => remark(section).1,
        (.., "text") => written.text.clone(),
        (.., "legal_basis") => written.legal_basis.clone(),
        (.., "case_reference") => written.case_reference.clone(),
        _ => written.position.map(named).unwrap_or_default(),
    };
    let other = before.iter().filter(|(name, value)| draft::is_field(name) && now(name).trim() != value.trim());
    let mut all: Vec<_> =
        other.map(|(name, value)| (field_label(officer, name, text), shown(officer, name, value))).collect();
    let files = Written::of(before).files.into_iter();
    let gone = files.filter(|file| !written.files.iter().any(|own| own.hash == file.hash));
    all.extend(gone.map(|file| (officer.lang.t("attachments"), file.name)));
    all
}

async fn page(app: &Shared, officer: &Officer, given: &Fields, problems: Vec<Problem>) -> Result<ReviewPage, Fault> {
    let state = &officer.document.state;
    let hearing = state.case.as_ref().and_then(|case| case.hearing()).ok_or(Fault::NotFound)?;
    let track = hearing.track(&officer.party.id).ok_or(Fault::NotFound)?;
    let begun = standing::begun(app, officer).await?;
    let (written, revision) = answer_of(&begun, given);
    let text = heard::text(app, officer).await?;
    let remark = |part: &procedure::Part| {
        let (said, proposed) = written.remarks.get(part.id().as_str())?;
        Some(RemarkView { section: part.title(), text: said.clone(), proposed: proposed.clone() })
    };
    let remarks = text.parts.iter().filter_map(remark).collect();
    let person = matches!(officer.contact.role, Role::CaseOfficer | Role::Colleague);
    let known = if person { officer.contact.name.as_str() } else { "" };
    Ok(ReviewPage {
        page: Page {
            typed_at: Some(format!("/l/{}/submit", officer.token)),
            ..frame_with_form(officer, officer.lang.t("review-title"), "/review")
        },
        token: officer.token.clone(),
        party: officer.party_name(),
        title: state.title.clone(),
        deadline: officer.lang.date(track.deadline),
        passed: app.today(&officer.people.region) > track.deadline,
        position: written.position.map(|position| label(officer, position)),
        chosen: given.get(CHOSEN).to_owned(),
        left_out: left_out(officer, &begun.standing, &written, &text),
        written,
        remarks,
        name: if given.has("name") { given.get("name") } else { known }.to_owned(),
        role: given.get("role").to_owned(),
        revision,
        statement: track.statement.as_ref().map_or(0, |statement| statement.revision),
        nonce: form::nonce(),
        problems,
    })
}

pub async fn submit(State(app): State<Shared>, Hearing(officer): Hearing, fields: Fields) -> Result<Response, Fault> {
    if officer.access() != Access::Answer {
        return trouble::refused(&app, &officer, &fields, None).await;
    }
    if fields.redraw() {
        return Ok(page(&app, &officer, &fields, Vec::new()).await?.into_response());
    }
    if keep::asking(&app, &officer).await?.is_some() {
        return keep::ask(&app, &officer).await;
    }
    let lang = officer.lang;
    let (written, revision) = answer_of(&standing::begun(&app, &officer).await?, &fields);
    if fields.get("revision") != revision.to_string() {
        let problem = Problem { field: String::new(), sentence: lang.t("review-changed-meanwhile") };
        let page = page(&app, &officer, &fields, vec![problem]).await?;
        return Ok((StatusCode::CONFLICT, page).into_response());
    }
    let mut problems = Vec::new();
    let limits = [quota::answers(&app, &officer).await?, quota::letters(&app, &officer).await?];
    if let Some(full) = limits.into_iter().flatten().next() {
        return Ok(full.response(page(&app, &officer, &fields, vec![full.problem(&officer)]).await?));
    }
    for field in ["name", "role"] {
        if fields.filled(field).is_none() {
            problems.push(Problem { field: field.to_owned(), sentence: lang.t(&format!("review-{field}-missing")) });
        }
    }
    if !fields.has("confirm") {
        problems.push(Problem { field: "confirm".to_owned(), sentence: lang.t("review-confirm-missing") });
    }
    if written.position.is_none() {
        problems.push(Problem { field: String::new(), sentence: lang.t("answer-position-missing") });
    }
    if !problems.is_empty() {
        let page = page(&app, &officer, &fields, problems).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    if !code::asked_for(&app, &officer) {
        return send(&app, &officer, fields).await;
    }
    let mut asked = fields.clone();
    asked.set("position", &written.position.map(named).unwrap_or_default());
    match code::begin(&app, &officer, &asked).await? {
        Ok(next) => Ok(next),
        Err(full) => {
            let problem = full.problem(&officer);
            Ok(full.response(page(&app, &officer, &fields, vec![problem]).await?))
        }
    }
}

/// Sends the answer as it was looked over: what has changed since is looked over once more.
pub async fn send(app: &Shared, officer: &Officer, fields: Fields) -> Result<Response, Fault> {
    let lang = officer.lang;
    let (written, revision) = answer_of(&standing::begun(app, officer).await?, &fields);
    let Some(position) = written.position.filter(|_| fields.get("revision") == revision.to_string()) else {
        let problem = Problem { field: String::new(), sentence: lang.t("review-changed-meanwhile") };
        let page = page(app, officer, &fields, vec![problem]).await?;
        return Ok((StatusCode::CONFLICT, page).into_response());
    };
    let nonce = fields.key(&format!("{}/{}/submit", officer.document.id, officer.number));
    let region = &officer.document.region;
    let signer = ids::signer(&app.clock);
    app.ledger.put_signer(region, &signer, &fields.line("name"), &fields.line("role")).await?;
    let text = heard::text(app, officer).await?;
    let cover = written.cover(position, Some(signer));
    let statement = texts::hand_in(&app.ledger, region, &written.answer(&text), cover).await?;
    let act = Act::Submit { statement, based_on: fields.get("statement").parse().ok() };
    let command = Command::Officer { link: officer.number, act };
    match app.execute(&officer.people.region, &officer.document.id, officer.actor(), command, nonce).await {
        Ok(_) => Ok(Redirect::to(&address(officer, "/receipt")).into_response()),
        Err(ledger::Error::Refused(refusal)) => {
            let problem = Problem::of(lang, &refusal);
            let page = page(app, officer, &fields, vec![problem]).await?;
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
