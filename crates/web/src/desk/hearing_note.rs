//! The note on a hearing: a page that prints well, a Word document, a workbook and a CSV, in the language asked for.

use super::act::find;
use crate::{Shared, fault::Fault, hearing_report::HearingReport, page::Page, who::Coordinator};
use app::{
    hearing_note::{self, Reader},
    history::Names,
};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    Router,
    extract::{Path, Query, State},
    response::Response,
    routing::get,
};
use serde::Deserialize;
use words::language::Lang;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    lang: Option<String>,
    /// Its place among the document's hearings, from 1.
    hearing: Option<usize>,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/hearing-note.html")]
struct NotePage {
    page: Page,
    id: String,
    lang: Lang,
    hearing: usize,
    /// All hearings the document has had.
    hearings: Vec<usize>,
    report: HearingReport,
}

pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/desk/documents/{id}/hearing-note", get(show))
        .route("/desk/documents/{id}/hearing-note/{form}", get(download))
}

/// The sheet in the language asked for, else the region's.
async fn report(app: &Shared, who: &Coordinator, id: String, wanted: &Wanted) -> Result<(Lang, HearingReport), Fault> {
    let row = find(app, who, id).await?;
    let names = Names::of(&app.ledger.parties(&who.region.id).await?, app.today(&who.region));
    let note = hearing_note::note(&app.ledger, &row, &names, wanted.hearing, Reader::Desk).await?;
    let note = note.ok_or(Fault::NotFound)?;
    let asked = wanted.lang.as_deref().and_then(Lang::parse);
    let lang = asked.or_else(|| Lang::parse(&who.region.language)).unwrap_or_default();
    Ok((lang, HearingReport::of(lang, &who.region.language, note, &format!("/desk/documents/{}/files/", row.id))))
}

async fn show(
    State(app): State<Shared>,
    Path(id): Path<String>,
    who: Coordinator,
    Query(wanted): Query<Wanted>,
) -> Result<NotePage, Fault> {
    let (lang, report) = report(&app, &who, id.clone(), &wanted).await?;
    let path = format!("/desk/documents/{id}/hearing-note");
    Ok(NotePage {
        page: Page::desk(&app, &who, report.title.clone(), &path).await?,
        id,
        lang,
        hearing: report.note.hearing,
        hearings: (1..=report.note.hearings).collect(),
        report,
    })
}

async fn download(
    State(app): State<Shared>,
    Path((id, form)): Path<(String, String)>,
    who: Coordinator,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Fault> {
    let (_, report) = report(&app, &who, id, &wanted).await?;
    report.download(&app, &who.region, &form).await
}
