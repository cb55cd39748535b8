//! A file attached to the document.

use super::act::find;
use crate::{
    files,
    web::{
        Shared,
        fault::Fault,
        page::{Page, Problem},
        who::Coordinator,
    },
};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    Router,
    extract::{DefaultBodyLimit, Multipart, Path, State},
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
    let limit = DefaultBodyLimit::max(crate::limits::FILE + 1024 * 1024);
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
        page: Page::desk(app, who, who.lang.t("act-attach"), &format!("/desk/documents/{}/act/attach", row.id)).await?,
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
    mut parts: Multipart,
) -> Result<Response, Fault> {
    let row = find(&app, &who, id).await?;
    let unreadable = |_| Fault::Unreadable("fault-unreadable");
    let (mut name, mut bytes, mut title) = (String::new(), Vec::new(), String::new());
    while let Some(part) = parts.next_field().await.map_err(unreadable)? {
        if part.name() == Some("file") {
            part.file_name().unwrap_or_default().clone_into(&mut name);
            bytes = part.bytes().await.map_err(|_| Fault::Unreadable("file-too-large"))?.to_vec();
        } else if part.name() == Some("title") {
            title = part.text().await.map_err(unreadable)?;
        }
    }
    let problem = |sentence: String| vec![Problem { field: "file".to_owned(), sentence }];
    let file = match files::accept(&name, bytes) {
        Ok(file) => file,
        Err(why) => {
            let page = page(&app, &who, &row, title, problem(who.lang.t(why.key()))).await?;
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
