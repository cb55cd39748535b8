//! The answer: the text with its sections, the form beside it, save and go on later.

use super::{
    Door, address,
    draft::{Attached, Written, slot},
    frame, trouble,
};
use crate::{
    app, files, history, inbox, texts,
    web::{
        Shared,
        attachment::attachment,
        fault::Fault,
        form::Fields,
        page::{Page, Problem},
        prose::Prose,
        who::Officer,
    },
};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    extract::{Multipart, Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use ledger::SavedDraft;
use procedure::{Act, Command, Hash, Position, Scope, Text, Version};

/// A section as the officer sees it, with what they have written to it.
pub struct SectionView {
    pub id: String,
    pub heading: String,
    pub body: Prose,
    /// New or changed since the last hearing, or since the edition in force.
    pub changed: bool,
    pub remark: String,
    pub proposed: String,
}

pub struct Choice {
    pub value: &'static str,
    pub label: String,
    pub checked: bool,
}

#[derive(Template, WebTemplate)]
#[template(path = "officer/answer.html")]
pub struct AnswerPage {
    page: Page,
    token: String,
    party: String,
    title: String,
    case_number: Option<String>,
    deadline: String,
    passed: bool,
    /// Sections that are heard; in a limited hearing those that changed.
    sections: Vec<SectionView>,
    /// The rest of the text.
    others: Vec<SectionView>,
    choices: Vec<Choice>,
    objection: bool,
    written: Written,
    based_on: u32,
    saved: Option<String>,
    answered: Option<u32>,
    /// What someone else saved meanwhile.
    theirs: Option<Written>,
    /// When an answer by e-mail came in that waits to be confirmed.
    mailed: Option<String>,
    problems: Vec<Problem>,
}

/// The text under hearing.
pub async fn heard(app: &Shared, officer: &Officer) -> Result<Text, Fault> {
    let version = officer.document.state.case.as_ref().and_then(|case| case.heard.as_ref());
    let version: &Version = version.ok_or(Fault::NotFound)?;
    Ok(texts::text(&app.ledger, &officer.document.region, &version.content).await?)
}

/// The draft as it stands, with its revision.
pub async fn draft(app: &Shared, officer: &Officer) -> Result<(Written, u32), Fault> {
    let draft = app.ledger.draft(&officer.document.id, &officer.party.id, &slot(officer)).await?;
    Ok(draft
        .map_or_else(Default::default, |draft| (serde_json::from_str(&draft.body).unwrap_or_default(), draft.revision)))
}

/// The page; `typed` is shown in place of the draft, so that nothing typed is lost.
pub async fn page(
    app: &Shared,
    officer: &Officer,
    typed: Option<(Written, u32)>,
    problems: Vec<Problem>,
) -> Result<AnswerPage, Fault> {
    let state = &officer.document.state;
    let case = state.case.as_ref().ok_or(Fault::NotFound)?;
    let hearing = case.hearing().ok_or(Fault::NotFound)?;
    let track = hearing.track(&officer.party.id).ok_or(Fault::NotFound)?;
    let text = heard(app, officer).await?;
    let stored = app.ledger.draft(&officer.document.id, &officer.party.id, &slot(officer)).await?;
    let (kept, revision) = draft(app, officer).await?;
    let theirs = typed.as_ref().filter(|(_, based_on)| *based_on != revision).map(|_| kept.clone());
    let mailed = inbox::unconfirmed(app, &officer.document).await?;
    let mailed = mailed.into_iter().find(|mail| mail.party() == Some(officer.party.id.clone()));
    let mut written = typed.map_or(kept, |(written, _)| written);
    if let Some(mail) = mailed.as_ref().filter(|_| !written.says_something()) {
        written.text.clone_from(&mail.body);
    }
    let before = state.in_force.as_ref().map(|edition| &edition.version);
    let changed = match (&hearing.scope, before, case.heard.as_ref()) {
        (Scope::Limited(parts), _, _) => parts.clone(),
        (Scope::Full, Some(before), Some(heard)) => heard.changed_since(before),
        _ => Vec::new(),
    };
    let limited = matches!(hearing.scope, Scope::Limited(_));
    let view = |part: &procedure::Part| {
        let (remark, proposed) = written.remarks.get(part.id.as_str()).cloned().unwrap_or_default();
        SectionView {
            id: part.id.to_string(),
            heading: part.heading.clone(),
            body: Prose(part.body.clone()),
            changed: changed.contains(&part.id),
            remark,
            proposed,
        }
    };
    let (sections, others) = text.parts.iter().map(view).partition(|section| !limited || section.changed);
    let today = app.today(&officer.region);
    let saved = stored.map(|draft| officer.lang.short_instant(app::local(&officer.region, draft.saved_at), today));
    Ok(AnswerPage {
        page: frame(officer, state.title.clone()),
        token: officer.token.clone(),
        party: officer.party.name.clone(),
        title: state.title.clone(),
        case_number: state.case_number.clone(),
        deadline: officer.lang.date(track.deadline),
        passed: today > track.deadline,
        sections,
        others,
        choices: choices(officer, case.rules.hearing.formal_objection, written.position),
        objection: case.rules.hearing.formal_objection,
        written,
        mailed: mailed.map(|mail| officer.lang.short_instant(app::local(&officer.region, mail.received_at), today)),
        based_on: revision,
        saved,
        answered: track.statement.as_ref().map(|statement| statement.revision),
        theirs,
        problems,
    })
}

fn choices(officer: &Officer, objection: bool, chosen: Option<Position>) -> Vec<Choice> {
    let all = [
        (Position::Supports, "supports"),
        (Position::WithoutRemarks, "without_remarks"),
        (Position::WithRemarks, "with_remarks"),
        (Position::Opposes, "opposes"),
        (Position::FormalObjection, "formal_objection"),
        (Position::NoOpinion, "no_opinion"),
    ];
    let offered = all.into_iter().filter(|(position, _)| objection || *position != Position::FormalObjection);
    let choice = |(position, value)| {
        let label =
            officer.lang.t(&format!("choice-{}", history::word("position", position).trim_start_matches("position-")));
        Choice { value, label, checked: chosen == Some(position) }
    };
    offered.map(choice).collect()
}

/// Keeps what was typed. An empty form that was never saved keeps nothing.
pub async fn keep(app: &Shared, officer: &Officer, fields: &Fields) -> Result<Result<u32, Response>, Fault> {
    if Door::of(officer) != Door::Answer {
        let page = trouble::page(app, officer, Door::of(officer)).await?;
        return Ok(Err((StatusCode::CONFLICT, page).into_response()));
    }
    let (before, revision) = draft(app, officer).await?;
    let written = Written::of(fields, before.files.clone());
    let based_on = fields.get("based_on").parse().unwrap_or(0);
    if !written.says_something() && revision == 0 {
        return Ok(Ok(0));
    }
    keep_written(app, officer, written, based_on).await
}

async fn keep_written(
    app: &Shared,
    officer: &Officer,
    written: Written,
    based_on: u32,
) -> Result<Result<u32, Response>, Fault> {
    let body = serde_json::to_string(&written).map_err(anyhow::Error::from)?;
    let (document, party, contact) = (&officer.document, &officer.party.id, &officer.contact.id);
    let at = app.clock.now();
    let saved = app
        .ledger
        .save_draft(&document.region, &document.id, party, &slot(officer), &body, contact, based_on, at)
        .await?;
    match saved {
        SavedDraft::Saved(revision) => {
            let started = document
                .state
                .case
                .as_ref()
                .and_then(|case| case.hearing())
                .and_then(|h| h.track(party))
                .is_some_and(|t| t.started);
            if !started {
                let command = Command::Officer { link: officer.number, act: Act::Start };
                match app.execute(&officer.region, &document.id, officer.actor(), command, None).await {
                    Ok(_) | Err(ledger::Error::Refused(_)) => {}
                    Err(error) => return Err(error.into()),
                }
            }
            Ok(Ok(revision))
        }
        SavedDraft::ChangedMeanwhile(_) => {
            let problem = Problem { field: String::new(), sentence: officer.lang.t("answer-changed-meanwhile") };
            let page = page(app, officer, Some((written, based_on)), vec![problem]).await?;
            Ok(Err((StatusCode::CONFLICT, page).into_response()))
        }
    }
}

pub async fn save(State(app): State<Shared>, officer: Officer, fields: Fields) -> Result<Response, Fault> {
    match keep(&app, &officer, &fields).await? {
        Ok(_) => Ok(Redirect::to(&address(&officer, "")).into_response()),
        Err(page) => Ok(page),
    }
}

/// A file goes into the draft; the form's other fields come along and are kept too.
pub async fn add_file(State(app): State<Shared>, officer: Officer, mut parts: Multipart) -> Result<Response, Fault> {
    let mut fields = Fields::default();
    let mut sent: Option<(String, Vec<u8>)> = None;
    let unreadable = |_| Fault::Unreadable("fault-unreadable");
    while let Some(part) = parts.next_field().await.map_err(unreadable)? {
        let name = part.name().unwrap_or_default().to_owned();
        if name == "file" {
            let file_name = part.file_name().unwrap_or_default().to_owned();
            let bytes = part.bytes().await.map_err(|_| Fault::Unreadable("file-too-large"))?;
            sent = Some((file_name, bytes.to_vec())).filter(|(name, bytes)| !name.is_empty() || !bytes.is_empty());
        } else {
            let value = part.text().await.map_err(unreadable)?;
            fields.0.push((name, value.replace("\r\n", "\n")));
        }
    }
    let revision = match keep(&app, &officer, &fields).await? {
        Ok(revision) => revision,
        Err(page) => return Ok(page),
    };
    let accepted = sent.map(|(name, bytes)| files::accept(&name, bytes));
    let file = match accepted {
        None => return Ok(Redirect::to(&address(&officer, "")).into_response()),
        Some(Ok(file)) => file,
        Some(Err(why)) => {
            let problem = Problem { field: "file".to_owned(), sentence: officer.lang.t(why.key()) };
            let page = page(&app, &officer, None, vec![problem]).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let hash = app.ledger.put_file(&officer.document.region, &file.name, file.media_type, file.bytes).await?;
    let (mut written, _) = draft(&app, &officer).await?;
    if !written.files.iter().any(|known| known.hash == hash) {
        written.files.push(Attached { hash, name: file.name });
    }
    match keep_written(&app, &officer, written, revision).await? {
        Ok(_) => Ok(Redirect::to(&address(&officer, "")).into_response()),
        Err(page) => Ok(page),
    }
}

pub async fn remove_file(
    State(app): State<Shared>,
    officer: Officer,
    Path((_, hash)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let (mut written, revision) = draft(&app, &officer).await?;
    written.files.retain(|file| file.hash.0 != hash);
    match keep_written(&app, &officer, written, revision).await? {
        Ok(_) => Ok(Redirect::to(&address(&officer, "")).into_response()),
        Err(page) => Ok(page),
    }
}

/// A file of the draft, or one attached to the document: always as something to save, never to run.
pub async fn file(
    State(app): State<Shared>,
    officer: Officer,
    Path((_, hash)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let hash = Hash(hash);
    let (written, _) = draft(&app, &officer).await?;
    let log = app.ledger.events(&officer.document.region, &officer.document.id, 0, u32::MAX).await?;
    let attached =
        log.iter().any(|line| matches!(&line.event, procedure::Event::FileAttached { file, .. } if *file == hash));
    if !attached && !written.files.iter().any(|file| file.hash == hash) {
        return Err(Fault::NotFound);
    }
    download(&app, &officer.document.region, &hash).await
}

pub async fn download(app: &Shared, region: &procedure::RegionId, hash: &Hash) -> Result<Response, Fault> {
    let row = app.ledger.file(region, hash).await?.ok_or(Fault::NotFound)?;
    let bytes = app.ledger.file_bytes(region, hash).await?.ok_or(Fault::NotFound)?;
    Ok(attachment(&row.name, &row.media_type, bytes))
}
