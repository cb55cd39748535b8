//! A whole text read in from a file, looked over before it is kept.

use super::{
    act::find,
    original::Original,
    text::{based_on, current, page, sections},
    told,
};
use crate::{Shared, fault::Fault, form::Upload, page::Problem, who::Coordinator};
use app::{pictures, texts};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::post,
};
use words::{
    import::{self, Imported},
    limits,
};

pub fn routes() -> Router<Shared> {
    let limit = DefaultBodyLimit::max(limits::UPLOAD);
    Router::new().route("/desk/documents/{id}/import", post(read_in).layer(limit))
}

/// Reads a file or a pasted text, and shows the sections found. The text is not kept yet; its pictures and the file are,
/// so that they can be shown.
async fn read_in(
    State(app): State<Shared>,
    Path(id): Path<String>,
    who: Coordinator,
    upload: Upload,
) -> Result<Response, Fault> {
    let row = find(&app, &who, id).await?;
    let Upload { fields, file, too_large, .. } = upload;
    let typed = sections(&fields);
    let typed = if typed.is_empty() { current(&app, &row).await? } else { typed };
    let based_on = fields.get("based_on").parse().unwrap_or_else(|_| based_on(&row));
    let paste = fields.get("paste").to_owned();
    let (name, bytes) = file.unwrap_or_else(|| (String::new(), paste.clone().into_bytes()));
    let read = if too_large {
        Err("file-too-large")
    } else if name.is_empty() && bytes.is_empty() {
        Err("import-nothing")
    } else {
        // Beside the requests that are answered meanwhile: a large file takes seconds to read.
        let (name, bytes) = (name.clone(), bytes.clone());
        let read = tokio::task::spawn_blocking(move || import::import(&name, &bytes));
        read.await.map_err(anyhow::Error::from)?.map_err(import::ImportError::key)
    };
    match read {
        Ok(Imported { title, sections, pictures, report }) => {
            pictures::put(&app.ledger, &who.region.id, pictures).await?;
            let original = Original::kept(&app, &who, &name, bytes, &report).await?;
            let mut page = page(&app, &who, &row, texts::taken_in(sections), Vec::new()).await?;
            page.before = serde_json::to_string(&typed).map_err(anyhow::Error::from)?;
            page.told = told::lists(who.lang, &report);
            (page.found_title, page.original, page.based_on, page.preview) = (title, original, based_on, true);
            Ok(page.into_response())
        }
        Err(key) => {
            let problem = Problem { field: "file".to_owned(), sentence: who.lang.t(key) };
            let mut page = page(&app, &who, &row, typed, vec![problem]).await?;
            (page.based_on, page.paste) = (based_on, paste);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
