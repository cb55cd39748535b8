//! The meetings of the region's own bodies, as the law has them public (kommuneloven §§ 11-3, 11-4): the agenda once the
//! notice has gone out, the minutes once they are approved.

use super::{shown, visitor::Visitor};
use crate::{
    Shared,
    attachment::attachment,
    desk::advice,
    fault::Fault,
    minutes::{Minutes, Reader, minutes},
    page::Page,
    rendered::{self, PartView},
};
use app::{history, meetings, texts};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    extract::{Path, State},
    response::Response,
};
use ledger::{DocumentRow, People, RegionRow};
use procedure::{DocumentId, Meeting, RegionId, Stage};
use std::sync::Arc;
use words::{language::Lang, paper};

/// Meetings a page shows.
const SHOWN: u32 = 200;

struct Line {
    /// `None` before the notice: there is no agenda to read.
    id: Option<String>,
    title: String,
    when: String,
    stage: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "public/meetings.html")]
pub struct MeetingsPage {
    page: Page,
    slug: String,
    keep: String,
    coming: Vec<Line>,
    past: Vec<Line>,
}

#[derive(Template, WebTemplate)]
#[template(path = "public/meeting.html")]
pub struct MeetingPage {
    page: Page,
    slug: String,
    keep: String,
    id: String,
    /// Where the papers of an item are.
    papers: String,
    minutes: Minutes,
}

pub async fn list(
    State(app): State<Shared>,
    Path(slug): Path<String>,
    visitor: Visitor,
) -> Result<MeetingsPage, Fault> {
    let region = app.ledger.region(&RegionId(slug)).await?.ok_or(Fault::NotFound)?;
    let (lang, today) = (visitor.lang(&region), app.today(&region));
    let (past, coming) = meetings::around(&app, &region.id, today, SHOWN).await?;
    let line = |row: &DocumentRow| {
        let meeting = row.state.meeting.as_deref()?;
        Some(Line {
            id: meeting.called_on.map(|_| row.id.to_string()),
            title: meetings::title(lang, meeting.body, meeting.appointment.on),
            when: history::appointed(lang, &meeting.appointment),
            stage: lang.t(&history::word("meeting-stage", meeting.stage)),
        })
    };
    Ok(MeetingsPage {
        page: Page {
            at: lang.instant(app.now(&region)),
            ..visitor.page(&region, lang.t("meeting-plan"), format!("/{}/meetings", region.id))
        },
        slug: region.id.to_string(),
        keep: visitor.keep(),
        coming: coming.iter().filter_map(line).collect(),
        past: past.iter().rev().filter_map(line).collect(),
    })
}

/// A meeting whose notice has gone out, with the agenda as it was sent until the minutes are approved.
async fn called(
    app: &Shared,
    slug: String,
    id: String,
) -> Result<(RegionRow, Arc<People>, Meeting, DocumentId), Fault> {
    let region = app.ledger.region(&RegionId(slug)).await?.ok_or(Fault::NotFound)?;
    let row = app.ledger.logged(&DocumentId(id)).await?.filter(|row| row.region == region.id);
    let row = row.ok_or(Fault::NotFound)?;
    let meeting = row.state.meeting.as_deref().filter(|meeting| meeting.called_on.is_some()).cloned();
    let mut meeting = meeting.ok_or(Fault::NotFound)?;
    if meeting.stage != Stage::Approved
        && let Some(sent) = meeting.announced.take()
    {
        meeting.items = sent;
    }
    let people = app.ledger.people(&region.id).await?.ok_or(Fault::NotFound)?;
    Ok((region, people, meeting, row.id))
}

async fn told(
    app: &Shared,
    lang: Lang,
    region: &RegionRow,
    people: &People,
    meeting: &Meeting,
) -> Result<Minutes, Fault> {
    Ok(minutes(lang, people, meeting, &advice(app, &region.id, meeting, Reader::Public).await?, Reader::Public))
}

pub async fn show(
    State(app): State<Shared>,
    Path((slug, id)): Path<(String, String)>,
    visitor: Visitor,
) -> Result<MeetingPage, Fault> {
    let (region, people, meeting, id) = called(&app, slug, id).await?;
    let lang = visitor.lang(&region);
    let minutes = told(&app, lang, &region, &people, &meeting).await?;
    Ok(MeetingPage {
        page: Page {
            at: lang.instant(app.now(&region)),
            ..visitor.page(&region, minutes.title.clone(), format!("/{}/meetings/{id}", region.id))
        },
        slug: region.id.to_string(),
        keep: visitor.keep(),
        papers: format!("/{}/meetings/{id}/items/", region.id),
        id: id.to_string(),
        minutes,
    })
}

#[derive(Template, WebTemplate)]
#[template(path = "public/paper.html")]
pub struct PaperPage {
    page: Page,
    slug: String,
    keep: String,
    id: String,
    meeting: String,
    /// The document, where it is public by itself.
    document: Option<String>,
    sections: Vec<PartView>,
}

/// The text that an item puts before the body (kommuneloven § 11-3), unless it is closed.
pub async fn paper(
    State(app): State<Shared>,
    Path((slug, id, number)): Path<(String, String, u32)>,
    visitor: Visitor,
) -> Result<PaperPage, Fault> {
    let (region, _, meeting, id) = called(&app, slug, id).await?;
    let lang = visitor.lang(&region);
    let item = meeting.item(number).filter(|item| item.matter.closed.is_none()).ok_or(Fault::NotFound)?;
    let content = item.matter.content.as_ref().ok_or(Fault::NotFound)?;
    let text = texts::text(&app.ledger, &region.id, content).await?;
    let document = match &item.matter.document {
        Some(document) => app.ledger.document(&region.id, document).await?.and_then(shown),
        None => None,
    };
    let pictures = item.matter.document.as_ref().map(|document| format!("/{}/{document}/files/", region.id));
    let pictures = pictures.unwrap_or_default();
    Ok(PaperPage {
        page: Page {
            at: lang.instant(app.now(&region)),
            ..visitor.page(&region, item.matter.title.clone(), format!("/{}/meetings/{id}/items/{number}", region.id))
        },
        slug: region.id.to_string(),
        keep: visitor.keep(),
        id: id.to_string(),
        meeting: meetings::title(lang, meeting.body, meeting.appointment.on),
        document: document.map(|document| document.row.id.to_string()),
        sections: rendered::parts(&text, rendered::Place { pictures: &pictures, prefix: "" }),
    })
}

/// The agenda or the minutes as a Word document.
pub async fn docx(
    State(app): State<Shared>,
    Path((slug, id)): Path<(String, String)>,
    visitor: Visitor,
) -> Result<Response, Fault> {
    let (region, people, meeting, _) = called(&app, slug, id).await?;
    let lang = visitor.lang(&region);
    let told = told(&app, lang, &region, &people, &meeting).await?;
    let paper = told.paper(lang, &region.name, &meeting, Reader::Public);
    Ok(attachment(&format!("{}.docx", told.title), paper::MEDIA_TYPE, paper.docx()?))
}
