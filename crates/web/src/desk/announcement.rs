//! The announcement of what was adopted: a text to copy, in the region's own language.

use super::act::find;
use crate::{Shared, fault::Fault, page::Page, who::Coordinator};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    Router,
    extract::{Path, State},
    routing::get,
};
use words::language::Lang;

#[derive(Template, WebTemplate)]
#[template(path = "desk/announcement.html")]
struct AnnouncementPage {
    page: Page,
    id: String,
    title: String,
    language: &'static str,
    /// Paragraph by paragraph.
    text: Vec<String>,
}

pub fn routes() -> Router<Shared> {
    Router::new().route("/desk/documents/{id}/announcement", get(show))
}

async fn show(State(app): State<Shared>, Path(id): Path<String>, who: Coordinator) -> Result<AnnouncementPage, Fault> {
    let row = find(&app, &who, id).await?;
    let record = app.record(&row).await?;
    let adopted = &record.editions.last().ok_or(Fault::NotFound)?.what;
    let lang = Lang::parse(&who.region.language).unwrap_or_default();
    let title = &row.state.title;
    let mut text = vec![
        lang.with(
            "announcement-adopted",
            &[
                ("body", (&adopted.body).into()),
                ("title", title.into()),
                ("date", lang.plain_date(adopted.meeting_date).into()),
                ("number", (&adopted.case_number).into()),
            ],
        ),
        lang.with("announcement-from", &[("from", lang.plain_date(adopted.in_force_from).into())]),
    ];
    if adopted.number > 1 {
        text.push(lang.with("announcement-replaces", &[("edition", (adopted.number - 1).into())]));
    }
    if let Some(due) = adopted.revision_due {
        text.push(lang.with("announcement-due", &[("due", lang.plain_date(due).into())]));
    }
    text.push(who.region.name.clone());
    let path = format!("/desk/documents/{}/announcement", row.id);
    Ok(AnnouncementPage {
        page: Page::desk(&app, &who, who.lang.t("announcement-title"), &path).await?,
        id: row.id.to_string(),
        language: lang.code(),
        text,
        title: row.state.title.clone(),
    })
}
