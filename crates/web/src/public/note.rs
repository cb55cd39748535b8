//! The note on a hearing for anyone, once its assessment is finished: a page, and the same to take along. Answers that
//! are exempt from disclosure are named with their paragraph, and nothing in them or said of them is told.

use super::{document::Public, visitor::Visitor};
use crate::{Shared, fault::Fault, hearing_report::HearingReport, page::Page};
use app::hearing_note::{self, Reader};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    extract::{Path, State},
    response::Response,
};
use words::language::Lang;

#[derive(Template, WebTemplate)]
#[template(path = "public/hearing-note.html")]
pub struct NotePage {
    page: Page,
    lang: Lang,
    slug: String,
    region: String,
    keep: String,
    id: String,
    number: usize,
    hearing: String,
    report: HearingReport,
}

async fn report(app: &Shared, public: &Public, lang: Lang, number: usize) -> Result<HearingReport, Fault> {
    let row = &public.document.row;
    let note = hearing_note::note(&app.ledger, row, &public.names, Some(number), Reader::Anyone).await?;
    Ok(HearingReport::of(
        lang,
        &public.region.language,
        note.ok_or(Fault::NotFound)?,
        &format!("/{}/{}/files/", public.region.id, public.document.row.id),
    ))
}

pub async fn show(
    State(app): State<Shared>,
    Path((slug, id, number)): Path<(String, String, usize)>,
    visitor: Visitor,
) -> Result<NotePage, Fault> {
    let public = Public::of(&app, &slug, &id).await?;
    let region = &public.region;
    let lang = visitor.lang(region);
    let report = report(&app, &public, lang, number).await?;
    let hearing = number.checked_sub(1).and_then(|at| public.record.hearings.get(at)).ok_or(Fault::NotFound)?;
    Ok(NotePage {
        page: visitor.page(region, report.title.clone(), format!("/{slug}/{id}/hearings/{number}/note")),
        lang,
        slug: region.id.to_string(),
        region: region.short_name.clone(),
        keep: visitor.keep(),
        id: public.document.row.id.to_string(),
        number,
        hearing: hearing.title(lang),
        report,
    })
}

pub async fn download(
    State(app): State<Shared>,
    Path((slug, id, number, form)): Path<(String, String, usize, String)>,
    visitor: Visitor,
) -> Result<Response, Fault> {
    let public = Public::of(&app, &slug, &id).await?;
    let report = report(&app, &public, visitor.lang(&public.region), number).await?;
    report.download(&app, &public.region, &form).await
}
