//! Files on their way in and out: attachments of the answer, extracts of minutes, what came with the text.

use super::{
    Hearing, address, draft, heard,
    keep::{self, keep_typed, keep_upload, without_file},
    standing,
    sure::{self, Question},
};
use crate::{Shared, attachment::attachment, fault::Fault, form::Upload, who::Officer};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use procedure::{Hash, record::Record};

/// A file goes into the draft; the form's other fields come along and are kept too.
pub async fn add(State(app): State<Shared>, Hearing(officer): Hearing, upload: Upload) -> Result<Response, Fault> {
    let chosen = upload.file.is_some() || upload.too_large;
    match keep_upload(&app, &officer, upload).await? {
        Ok(_) if chosen => Ok(Redirect::to(&address(&officer, "")).into_response()),
        Ok(_) => without_file(&app, &officer, "file-missing").await,
        Err(page) => Ok(page),
    }
}

/// The file of the draft that may be taken off, by its hash.
async fn attached_file(app: &Shared, officer: &Officer, hash: &str) -> Result<app::texts::AttachedFile, Fault> {
    let (written, _) = standing::written(app, officer).await?;
    written.files.into_iter().find(|file| file.hash.0 == hash).ok_or(Fault::NotFound)
}

fn question(officer: &Officer, file: &app::texts::AttachedFile) -> Question {
    let name = [("name", (&file.name).into())];
    Question {
        title: officer.lang.with("attachment-remove", &name),
        happens: officer.lang.with("attachment-remove-happens", &name),
        choice: officer.lang.with("attachment-remove-sure", &name),
        back: "",
    }
}

/// What will happen when a file is taken off.
pub async fn ask(
    State(app): State<Shared>,
    Hearing(officer): Hearing,
    Path((_, hash)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let file = attached_file(&app, &officer, &hash).await?;
    let action = format!("/files/{hash}/remove");
    Ok(sure::page(&officer, &action, question(&officer, &file), Vec::new()).into_response())
}

/// From the answer's form: keeps what is typed there and leads to the question. From the question: takes the file off.
pub async fn remove(
    State(app): State<Shared>,
    Hearing(officer): Hearing,
    Path((_, hash)): Path<(String, String)>,
    upload: Upload,
) -> Result<Response, Fault> {
    if upload.fields.has("based_on") {
        return Ok(match keep_upload(&app, &officer, upload).await? {
            Ok(_) => Redirect::to(&address(&officer, &format!("/files/{hash}/remove"))).into_response(),
            Err(page) => page,
        });
    }
    let file = attached_file(&app, &officer, &hash).await?;
    if let Err(problem) = sure::chosen(&officer, &upload.fields) {
        let action = format!("/files/{hash}/remove");
        let page = sure::page(&officer, &action, question(&officer, &file), vec![problem]);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let (_, revision) = standing::written(&app, &officer).await?;
    let kept = keep_typed(&app, &officer, draft::with_file(&app, &officer, revision, &file.hash, "")).await?;
    if kept.asked {
        return keep::ask(&app, &officer).await;
    }
    Ok(Redirect::to(&address(&officer, "")).into_response())
}

/// A file of the municipality's own, one attached to the document, or a picture of a text that the link opens.
pub async fn file(
    State(app): State<Shared>,
    officer: Officer,
    Path((_, hash)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let hash = Hash(hash);
    let (written, _) = standing::written(&app, &officer).await?;
    let record = heard::record(&app, &officer).await?;
    let shown = record.shows(&officer.party.id, &hash) || written.files.iter().any(|file| file.hash == hash);
    if !shown && !heard::names_picture(&app, &officer, &record, &hash).await? {
        return Err(Fault::NotFound);
    }
    let own = written.files.into_iter().find(|file| file.hash == hash);
    download(&app, &officer.document.region, &hash, own.map(|file| file.name)).await
}

/// What is attached to the document in the case under way: hash and title.
pub fn attached(record: &Record) -> Vec<(Hash, String)> {
    record.files_of_case().map(|file| (file.file.clone(), file.title.clone())).collect()
}

/// Sends a kept file, by a name given to it, or by the one it was first kept by.
pub async fn download(
    app: &Shared,
    region: &procedure::RegionId,
    hash: &Hash,
    name: Option<String>,
) -> Result<Response, Fault> {
    let row = app.ledger.file(region, hash).await?.ok_or(Fault::NotFound)?;
    let bytes = app.ledger.file_bytes(region, hash).await?.ok_or(Fault::NotFound)?;
    Ok(attachment(&name.unwrap_or(row.name), &row.media_type, bytes))
}
