//! What is to be announced of a document now: texts to copy or take along, in the region's own language or another.

use super::act::find;
use crate::{
    Shared,
    announcement::{Announcement, Subject, asks},
    attachment::attachment,
    fault::Fault,
    page::Page,
    who::Coordinator,
};
use app::history::Names;
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    Router,
    extract::{Path, Query, State},
    response::Response,
    routing::get,
};
use ledger::DocumentRow;
use procedure::record::Record;
use words::language::Lang;

#[derive(Template, WebTemplate)]
#[template(path = "desk/announcement.html")]
struct AnnouncementPage {
    page: Page,
    id: String,
    title: String,
    /// The language of the texts: its code, and what all are called.
    language: &'static str,
    languages: Vec<(&'static str, String)>,
    texts: Vec<Announcement>,
    /// The public page cannot say where answers are sent.
    no_address: bool,
}

pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/desk/documents/{id}/announcement", get(show))
        .route("/desk/documents/{id}/announcement/{name}", get(download))
}

/// The language that is asked for; the region's own where none is.
fn language(who: &Coordinator, asked: &[(String, String)]) -> Lang {
    let asked = asked.iter().find(|(name, _)| name == "text").and_then(|(_, code)| Lang::parse(code));
    asked.or_else(|| Lang::parse(&who.region.language)).unwrap_or_default()
}

async fn due(app: &Shared, who: &Coordinator, row: &DocumentRow, lang: Lang) -> Result<Vec<Announcement>, Fault> {
    let record = Record::of_public(&app.ledger.log(row).await?);
    let names = Names::of(&app.ledger.parties(&who.region.id).await?, app.today(&who.region));
    let people = app.ledger.people(&who.region.id).await?;
    let coordinator = people.as_ref().and_then(|people| people.coordinator());
    let contact = match app.config.public_contact.as_str() {
        "" => coordinator.map_or_else(String::new, |contact| contact.address.clone()),
        contact => contact.to_owned(),
    };
    let subject = Subject {
        app,
        lang,
        region: &who.region,
        id: &row.id,
        state: &row.state,
        record: &record,
        names: &names,
        contact,
    };
    Ok(subject.due().await?)
}

async fn show(
    State(app): State<Shared>,
    Path(id): Path<String>,
    who: Coordinator,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<AnnouncementPage, Fault> {
    let row = find(&app, &who, id).await?;
    let lang = language(&who, &asked);
    let path = format!("/desk/documents/{}/announcement", row.id);
    let texts = due(&app, &who, &row, lang).await?;
    Ok(AnnouncementPage {
        page: Page::desk(&app, &who, who.lang.t("announcement-title"), &path).await?,
        id: row.id.to_string(),
        language: lang.code(),
        languages: Lang::ALL.map(|lang| (lang.code(), lang.t("language-name"))).into(),
        no_address: app.config.public_contact.is_empty() && texts.iter().any(asks),
        texts,
        title: row.state.title.clone(),
    })
}

async fn download(
    State(app): State<Shared>,
    Path((id, name)): Path<(String, String)>,
    who: Coordinator,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let row = find(&app, &who, id).await?;
    let texts = due(&app, &who, &row, language(&who, &asked)).await?;
    let text = texts.into_iter().find(|text| text.name == name).ok_or(Fault::NotFound)?;
    Ok(attachment(&format!("{}.txt", text.heading), "text/plain; charset=utf-8", text.text().into_bytes()))
}
