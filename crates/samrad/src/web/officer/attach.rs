//! Files on their way in and out: attachments of the answer, extracts of minutes, what came with the text.

use super::{
    address,
    answer::{self, draft},
    draft::Attached,
    heard,
    keep::{keep, keep_written},
};
use crate::{
    files,
    web::{
        Shared,
        attachment::attachment,
        fault::Fault,
        form::{Fields, Upload},
        page::Problem,
        who::Officer,
    },
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use procedure::{Event, Hash, PartyId, Recorded};

/// A file goes into the draft; the form's other fields come along and are kept too.
pub async fn add(State(app): State<Shared>, officer: Officer, upload: Upload) -> Result<Response, Fault> {
    let Upload { fields, file } = upload;
    let revision = match keep(&app, &officer, &fields).await? {
        Ok(revision) => revision,
        Err(page) => return Ok(page),
    };
    let wrong = |key: &str| vec![Problem { field: "file".to_owned(), sentence: officer.lang.t(key) }];
    let accepted = match file {
        None => Err("file-missing"),
        Some((name, bytes)) => files::accept(&name, bytes).map_err(files::Unwelcome::key),
    };
    let file = match accepted {
        Ok(file) => file,
        Err(key) => {
            let page = answer::page(&app, &officer, None, wrong(key)).await?;
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

/// The form's other fields are kept on the way.
pub async fn remove(
    State(app): State<Shared>,
    officer: Officer,
    Path((_, hash)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Fault> {
    let revision = match keep(&app, &officer, &fields).await? {
        Ok(revision) => revision,
        Err(page) => return Ok(page),
    };
    let (mut written, _) = draft(&app, &officer).await?;
    written.files.retain(|file| file.hash.0 != hash);
    match keep_written(&app, &officer, written, revision).await? {
        Ok(_) => Ok(Redirect::to(&address(&officer, "")).into_response()),
        Err(page) => Ok(page),
    }
}

/// The extract that came with a form, stored; its name and hash go into the form, so that it need not be chosen again
/// should something else be wrong with the form.
pub async fn extract(
    app: &Shared,
    officer: &Officer,
    fields: &mut Fields,
    file: Option<(String, Vec<u8>)>,
) -> Result<Result<Option<Hash>, Problem>, Fault> {
    let region = &officer.document.region;
    if let Some((name, bytes)) = file {
        let accepted = match files::accept(&name, bytes) {
            Ok(accepted) => accepted,
            Err(why) => {
                return Ok(Err(Problem { field: "file".to_owned(), sentence: officer.lang.t(why.key()) }));
            }
        };
        let hash = app.ledger.put_file(region, &accepted.name, accepted.media_type, accepted.bytes).await?;
        fields.set("extract", &hash.0);
        fields.set("extract_name", &accepted.name);
        return Ok(Ok(Some(hash)));
    }
    let Some(named) = fields.filled("extract").map(|hash| Hash(hash.to_owned())) else { return Ok(Ok(None)) };
    Ok(Ok(app.ledger.file(region, &named).await?.map(|row| row.hash)))
}

/// A file of the municipality's own, or one attached to the document.
pub async fn file(
    State(app): State<Shared>,
    officer: Officer,
    Path((_, hash)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let hash = Hash(hash);
    let (written, _) = draft(&app, &officer).await?;
    let log = heard::log(&app, &officer).await?;
    let named = log.iter().any(|line| names(&line.event, &officer.party.id, &hash));
    if !named && !written.files.iter().any(|file| file.hash == hash) {
        return Err(Fault::NotFound);
    }
    download(&app, &officer.document.region, &hash).await
}

/// Whether an event lets `party` see the file.
fn names(event: &Event, party: &PartyId, hash: &Hash) -> bool {
    match event {
        Event::FileAttached { file, .. } => file == hash,
        Event::StatementSubmitted { statement } | Event::StatementRecorded { statement, .. } => {
            statement.party == *party && statement.files.contains(hash)
        }
        Event::TreatmentRecorded { party: whose, treatment, .. } => {
            whose == party && treatment.extract.as_ref() == Some(hash)
        }
        Event::DecisionRecorded { party: whose, decision, .. } => {
            whose == party && decision.extract.as_ref() == Some(hash)
        }
        _ => false,
    }
}

/// What is attached to the document in the case under way: hash and title.
pub fn attached(log: &[Recorded]) -> Vec<(Hash, String)> {
    let mut found = Vec::new();
    for recorded in log {
        match &recorded.event {
            Event::RevisionStarted { .. } => found.clear(),
            Event::FileAttached { file, title } => found.push((file.clone(), title.clone())),
            _ => {}
        }
    }
    found
}

pub async fn download(app: &Shared, region: &procedure::RegionId, hash: &Hash) -> Result<Response, Fault> {
    let row = app.ledger.file(region, hash).await?.ok_or(Fault::NotFound)?;
    let bytes = app.ledger.file_bytes(region, hash).await?.ok_or(Fault::NotFound)?;
    Ok(attachment(&row.name, &row.media_type, bytes))
}
