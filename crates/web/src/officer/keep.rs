//! Keeping what is typed: by a button, by the page's script as people write, and on the way to every other step.

use super::{
    Hearing, address, answer, asks,
    draft::{self, STANDING, place, stored},
    mailed, quota,
    standing::{self, Begun},
    trouble,
    upload::put,
    writers,
};
use crate::{
    Shared,
    fault::Fault,
    form::{Fields, Upload},
    page::Problem,
    who::Officer,
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use ledger::{Draft, KeptDraft, Typed};
use procedure::{Access, Act, Command};
use serde_json::json;

/// Keeps what was typed; gives the draft's revision, or the page that says what is in the way. A hearing that has
/// closed keeps it too: the page it gives shows the text, and so does the link from then on.
async fn keep(
    app: &Shared,
    officer: &Officer,
    fields: &Fields,
    file: Option<&str>,
) -> Result<Result<u32, Response>, Fault> {
    let access = officer.access();
    if access == Access::Replaced {
        return Ok(Err(trouble::refused(app, officer, fields, file).await?));
    }
    if let Some(full) = quota::bytes(app, officer, fields.size()).await? {
        let page = answer::page(app, officer, Some(fields), vec![full.problem(officer)]).await?;
        return Ok(Err(full.response(page)));
    }
    let kept = keep_typed(app, officer, draft::typed(app, officer, fields)).await?;
    if access != Access::Answer {
        return Ok(Err(trouble::late(trouble::page(app, officer, access).await?, file)));
    }
    Ok(if kept.asked { Err(ask(app, officer).await?) } else { Ok(kept.revision) })
}

/// Keeps what was typed, and the file that was chosen beside it whichever button was pressed; gives the draft's revision,
/// or the page that says what is in the way.
pub async fn keep_upload(app: &Shared, officer: &Officer, upload: Upload) -> Result<Result<u32, Response>, Fault> {
    let revision = match keep(app, officer, &upload.fields, upload.chosen()).await? {
        Ok(revision) => revision,
        Err(page) if upload.chosen().is_none() || officer.access() != Access::Answer => return Ok(Err(page)),
        // What is in the way of the texts is not in the way of the file: it goes into the draft that asks.
        Err(page) => match asking(app, officer).await? {
            Some(draft) => draft.revision,
            None => return Ok(Err(page)),
        },
    };
    let file = match Upload::accepted(upload.file, upload.too_large).await {
        Ok(Some(file)) => file,
        Ok(None) => return Ok(Ok(revision)),
        Err(key) => return Ok(Err(without_file(app, officer, key).await?)),
    };
    let hash = match put(app, officer, &file).await? {
        Ok(hash) => hash,
        Err(full) => {
            let page = answer::page(app, officer, None, vec![full.problem(officer)]).await?;
            return Ok(Err(full.response(page)));
        }
    };
    let kept = keep_typed(app, officer, draft::with_file(app, officer, revision, &hash, &file.name)).await?;
    Ok(if kept.asked { Err(ask(app, officer).await?) } else { Ok(kept.revision) })
}

/// The draft, where it has a field with two texts to choose between.
pub async fn asking(app: &Shared, officer: &Officer) -> Result<Option<Draft>, Fault> {
    Ok(stored(app, officer).await?.filter(Draft::asks))
}

/// The answer's page, which says by a catalogue key why no file came with it.
pub async fn without_file(app: &Shared, officer: &Officer, key: &str) -> Result<Response, Fault> {
    let problem = Problem { field: "file".to_owned(), sentence: officer.lang.t(key) };
    let page = answer::page(app, officer, None, vec![problem]).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The page that shows both texts of a field that was changed in two windows.
pub async fn ask(app: &Shared, officer: &Officer) -> Result<Response, Fault> {
    let problem = Problem { field: "choices".to_owned(), sentence: officer.lang.t("answer-choose") };
    let page = answer::page(app, officer, None, vec![problem]).await?;
    Ok((StatusCode::CONFLICT, page).into_response())
}

/// A form that changes nothing writes nothing.
pub async fn keep_typed(app: &Shared, officer: &Officer, typed: Typed) -> Result<KeptDraft, Fault> {
    let begun = standing::begun(app, officer).await?;
    if nothing_new(app, officer, &begun, &typed).await? {
        let asked = begun.draft.as_ref().is_some_and(Draft::asks);
        return Ok(KeptDraft { revision: begun.draft.map_or(0, |draft| draft.revision), asked });
    }
    let mut typed = typed;
    if let Some((based_on, fields)) = begun.to_write() {
        let first = Typed { page: STANDING.to_owned(), based_on, fields, chosen: Vec::new(), ..typed.clone() };
        let kept = app.ledger.keep_draft(&place(officer), first).await?;
        typed.based_on = if typed.based_on == 0 { kept.revision } else { typed.based_on };
    }
    let kept = app.ledger.keep_draft(&place(officer), typed).await?;
    let hearing = officer.document.state.case.as_ref().and_then(|case| case.hearing());
    let started = hearing.and_then(|h| h.track(&officer.party.id)).is_some_and(|track| track.started);
    if !started && officer.access() == Access::Answer {
        let command = Command::Officer { link: officer.number, act: Act::Start };
        match app.execute(&officer.people.region, &officer.document.id, officer.actor(), command, None).await {
            Ok(_) | Err(ledger::Error::Refused(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(kept)
}

/// Whether a form came as it was given out.
async fn nothing_new(app: &Shared, officer: &Officer, begun: &Begun, typed: &Typed) -> Result<bool, Fault> {
    if !typed.chosen.is_empty() {
        return Ok(false);
    }
    // An answer that came by mail stands in the form before anything is kept.
    let mail = if begun.draft.is_none() { mailed(app, officer).await? } else { None };
    let given = mail.map_or_else(|| begun.fields.clone(), |mail| [("text".to_owned(), mail.body)].into());
    let same = |(name, value): &(String, String)| value.trim() == given.get(name).map_or("", String::as_str).trim();
    Ok(typed.fields.iter().all(same))
}

/// The page's script asks for JSON and stays where it is; the buttons lead back to the page, or on to what is asked for
/// beside the answer.
pub async fn save(
    State(app): State<Shared>,
    Hearing(officer): Hearing,
    headers: HeaderMap,
    upload: Upload,
) -> Result<Response, Fault> {
    let by_script = headers.get(header::ACCEPT).is_some_and(|accept| accept == "application/json");
    let next = asks::path(upload.fields.get("next")).unwrap_or_default();
    let revision = match keep_upload(&app, &officer, upload).await? {
        Ok(revision) => revision,
        Err(page) => return Ok(page),
    };
    if !by_script {
        return Ok(Redirect::to(&address(&officer, &next)).into_response());
    }
    let saved = match stored(&app, &officer).await? {
        Some(draft) => writers::saved_sentence(&officer, &writers::last_saved(&app, &officer, &draft).await?),
        None => String::new(),
    };
    Ok(Json(json!({"based_on": revision, "saved": saved})).into_response())
}
