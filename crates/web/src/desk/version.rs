//! A version of a document's text, and the same beside another.

use super::act::find;
use crate::{
    Shared, compared,
    fault::Fault,
    page::Page,
    rendered::{self, PartView},
    version_file::{FORMS, version_file},
    who::Coordinator,
};
use app::texts;
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    Router,
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
    routing::get,
};
use ledger::DocumentRow;
use procedure::Text;
use serde::Deserialize;

#[derive(Template, WebTemplate)]
#[template(path = "desk/version.html")]
struct VersionPage {
    page: Page,
    id: String,
    title: String,
    version: u32,
    content: String,
    sections: Vec<PartView>,
    others: Vec<u32>,
    forms: [(&'static str, &'static str); 3],
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/comparison.html")]
struct ComparisonPage {
    page: Page,
    id: String,
    title: String,
    versions: Vec<u32>,
    before: u32,
    after: u32,
    shown: compared::Shown,
}

#[derive(Deserialize)]
struct Against {
    against: Option<u32>,
}

pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/desk/documents/{id}/versions/{version}", get(version))
        .route("/desk/documents/{id}/versions/{version}/{form}", get(download))
}

async fn version(
    State(app): State<Shared>,
    Path((id, number)): Path<(String, u32)>,
    Query(against): Query<Against>,
    Query(asked): Query<compared::Asked>,
    who: Coordinator,
) -> Result<Response, Fault> {
    let row = find(&app, &who, id).await?;
    if let Some(other) = against.against {
        return Ok(comparison(&app, &who, &row, (other, number), &asked).await?.into_response());
    }
    let record = app.record(&row).await?;
    let content = record.version(number).ok_or(Fault::NotFound)?;
    let text = texts::text(&app.ledger, &who.region.id, content).await?;
    let title = who.lang.with("version-title", &[("version", number.into())]);
    let page = VersionPage {
        page: Page::desk(&app, &who, title, &format!("/desk/documents/{}/versions/{number}", row.id)).await?,
        id: row.id.to_string(),
        title: row.state.title.clone(),
        version: number,
        content: content.0[..8].to_owned(),
        sections: rendered::parts(
            &text,
            rendered::Place { pictures: &format!("/desk/documents/{}/files/", row.id), prefix: "" },
        ),
        others: (1..=row.state.versions).rev().collect(),
        forms: FORMS,
    };
    Ok(page.into_response())
}

async fn download(
    State(app): State<Shared>,
    Path((id, number, form)): Path<(String, u32, String)>,
    who: Coordinator,
) -> Result<Response, Fault> {
    let row = find(&app, &who, id).await?;
    version_file(&app, &who.region, &row, number, &form).await
}

/// A version beside another.
async fn comparison(
    app: &Shared,
    who: &Coordinator,
    row: &DocumentRow,
    (before, after): (u32, u32),
    asked: &compared::Asked,
) -> Result<ComparisonPage, Fault> {
    let record = app.record(row).await?;
    let text = async |number: u32| -> Result<Text, Fault> {
        let content = record.version(number).ok_or(Fault::NotFound)?;
        Ok(texts::text(&app.ledger, &who.region.id, content).await?)
    };
    let (was, is) = (text(before).await?, text(after).await?);
    let name = |number: u32| who.lang.with("version-title", &[("version", number.into())]);
    let title = who.lang.with("compare-title", &[("before", name(before).into()), ("after", name(after).into())]);
    let path = format!("/desk/documents/{}/versions/{after}", row.id);
    let texts = compared::Texts {
        before: (&was, name(before)),
        after: (&is, name(after)),
        address: format!("{path}?against={before}&"),
        pictures: format!("/desk/documents/{}/files/", row.id),
        spoken: who.region.language.clone(),
    };
    let shown = compared::Shown::of(who.lang, asked, texts);
    Ok(ComparisonPage {
        page: Page::desk(app, who, title, &format!("{path}?against={before}")).await?,
        id: row.id.to_string(),
        title: row.state.title.clone(),
        versions: (1..=row.state.versions).rev().collect(),
        before,
        after,
        shown,
    })
}
