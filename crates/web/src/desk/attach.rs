//! A file attached to the document.

use super::act::find;
use crate::{
    Shared,
    fault::Fault,
    form::Upload,
    page::{Page, Problem},
    who::Coordinator,
};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use ledger::DocumentRow;
use procedure::{Command, Desk};

#[derive(Template, WebTemplate)]
#[template(path = "desk/attach.html")]
struct AttachPage {
    page: Page,
    id: String,
    title: String,
    given: String,
    problems: Vec<Problem>,
}

pub fn routes() -> Router<Shared> {
    let limit = DefaultBodyLimit::max(words::limits::UPLOAD);
    Router::new().route("/desk/documents/{id}/act/attach", get(show).post(attach).layer(limit))
}

async fn show(State(app): State<Shared>, Path(id): Path<String>, who: Coordinator) -> Result<AttachPage, Fault> {
    let row = find(&app, &who, id).await?;
    page(&app, &who, &row, String::new(), Vec::new()).await
}

async fn page(
    app: &Shared,
    who: &Coordinator,
    row: &DocumentRow,
    given: String,
    problems: Vec<Problem>,
) -> Result<AttachPage, Fault> {
    Ok(AttachPage {
        page: Page::desk_form(app, who, who.lang.t("act-attach"), &format!("/desk/documents/{}/act/attach", row.id))
            .await?,
        id: row.id.to_string(),
        title: row.state.title.clone(),
        given,
        problems,
    })
}

async fn attach(
    State(app): State<Shared>,
    Path(id): Path<String>,
    who: Coordinator,
    upload: Upload,
) -> Result<Response, Fault> {
    let row = find(&app, &who, id).await?;
    let Upload { fields, file, too_large, .. } = upload;
    let title = fields.get("title").to_owned();
    if fields.redraw() {
        return Ok(page(&app, &who, &row, title, Vec::new()).await?.into_response());
    }
    let problem = |sentence: String| vec![Problem { field: "file".to_owned(), sentence }];
    let file = match Upload::accepted(file, too_large).await {
        Ok(Some(file)) => file,
        refused => {
            let key = refused.err().unwrap_or("file-missing");
            let page = page(&app, &who, &row, title, problem(who.lang.t(key))).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let shown = if title.trim().is_empty() { file.name.clone() } else { title.clone() };
    let hash = app.ledger.put_file(&who.region.id, &file.name, file.media_type, file.bytes).await?;
    let desk = Desk::Attach { file: hash, title: shown };
    match app.execute(&who.region, &row.id, who.actor(), Command::Desk(desk), None).await {
        Ok(_) => Ok(Redirect::to(&format!("/desk/documents/{}", row.id)).into_response()),
        Err(ledger::Error::Refused(refusal)) => {
            let page = page(&app, &who, &row, title, vec![Problem::of(who.lang, &refusal)]).await?;
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
