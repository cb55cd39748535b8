//! Drafting: the text by sections.

use super::{act::find, original::Original, told};
use crate::{
    Shared,
    fault::Fault,
    form::{self, Fields},
    page::{Page, Problem},
    who::Coordinator,
};
use app::texts::{self, Section};
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
use procedure::{Command, PartId, Refusal};
use words::limits;

pub(super) struct SectionRow {
    n: usize,
    id: String,
    level: u8,
    number: String,
    heading: String,
    body: String,
    rows: usize,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/text.html")]
pub(super) struct TextPage {
    page: Page,
    id: String,
    title: String,
    rows: Vec<SectionRow>,
    pub(super) based_on: u32,
    /// The text was read in and is not kept yet.
    pub(super) preview: bool,
    pub(super) found_title: Option<String>,
    /// What came in, what was changed, and what did not come.
    pub(super) told: Vec<told::List>,
    pub(super) original: Option<Original>,
    /// What was pasted, where it could not be read.
    pub(super) paste: String,
    /// The sections that stood here before a text was read in, as JSON.
    pub(super) before: String,
    nonce: String,
    /// Where the version is that somebody else saved meanwhile.
    newer: Option<String>,
    problems: Vec<Problem>,
}

pub fn routes() -> Router<Shared> {
    Router::new().route("/desk/documents/{id}/text", get(show).post(save).layer(DefaultBodyLimit::max(limits::FILE)))
}

fn rows(sections: Vec<Section>) -> Vec<SectionRow> {
    let row = |(n, section): (usize, Section)| SectionRow {
        n: n + 1,
        id: section.id.map(|id| id.0).unwrap_or_default(),
        rows: (section.body.len() / 90 + section.body.lines().count() + 1).clamp(3, 18),
        level: section.level.unwrap_or(1),
        number: section.number.unwrap_or_default(),
        heading: section.heading,
        body: section.body,
    };
    sections.into_iter().enumerate().map(row).collect()
}

pub(super) async fn current(app: &Shared, row: &DocumentRow) -> Result<Vec<Section>, Fault> {
    let Some(version) = row.state.version() else { return Ok(vec![Section::default()]) };
    let text = texts::text(&app.ledger, &row.region, &version.content).await?;
    Ok(text.parts.iter().map(texts::written).collect())
}

pub(super) fn based_on(row: &DocumentRow) -> u32 {
    row.state.case.as_ref().and_then(|case| case.version.as_ref()).map_or(0, |version| version.number)
}

pub(super) async fn page(
    app: &Shared,
    who: &Coordinator,
    row: &DocumentRow,
    sections: Vec<Section>,
    problems: Vec<Problem>,
) -> Result<TextPage, Fault> {
    Ok(TextPage {
        page: Page {
            enter_redraws: true,
            ..Page::desk_form(app, who, who.lang.t("act-save-text"), &format!("/desk/documents/{}/text", row.id))
                .await?
        },
        id: row.id.to_string(),
        title: row.state.title.clone(),
        rows: rows(sections),
        based_on: based_on(row),
        preview: false,
        found_title: None,
        told: Vec::new(),
        original: None,
        paste: String::new(),
        before: String::new(),
        nonce: form::nonce(),
        newer: None,
        problems,
    })
}

async fn show(State(app): State<Shared>, Path(id): Path<String>, who: Coordinator) -> Result<TextPage, Fault> {
    let row = find(&app, &who, id).await?;
    let sections = current(&app, &row).await?;
    page(&app, &who, &row, sections, Vec::new()).await
}

/// The form's sections, in the order they stand: fields of the same place belong together.
pub(super) fn sections(fields: &Fields) -> Vec<Section> {
    let column =
        |name: &str| fields.0.iter().filter(|(n, _)| n == name).map(|(_, value)| value.clone()).collect::<Vec<_>>();
    let (headings, bodies) = (column("heading"), column("body"));
    let (ids, levels, numbers) = (column("id"), column("level"), column("number"));
    let of = |all: &[String], at: usize| all.get(at).filter(|value| !value.trim().is_empty()).cloned();
    let section = |(at, (heading, body)): (usize, (String, String))| Section {
        id: of(&ids, at).map(PartId),
        level: of(&levels, at).and_then(|level| level.parse().ok()),
        number: of(&numbers, at),
        heading,
        body,
    };
    headings.into_iter().zip(bodies).enumerate().map(section).collect()
}

/// Saves; or, when another button was pressed, shows the form again with a section more, gone or moved.
async fn save(
    State(app): State<Shared>,
    Path(id): Path<String>,
    who: Coordinator,
    fields: Fields,
) -> Result<Response, Fault> {
    let row = find(&app, &who, id).await?;
    let mut sections = sections(&fields);
    let again = |problems: Vec<Problem>, sections: Vec<Section>| {
        let (app, who, row, fields) = (&app, &who, &row, &fields);
        let based_on = fields.get("based_on").parse().unwrap_or(0);
        let (paste, before) = (fields.get("paste").to_owned(), fields.get("before").to_owned());
        let preview = !before.is_empty();
        async move {
            let page = page(app, who, row, sections, problems).await?;
            let original = Original::of(fields);
            Ok::<_, Fault>(TextPage { based_on, preview, original, paste, before, ..page })
        }
    };
    if fields.redraw() {
        return Ok(again(Vec::new(), sections).await?.into_response());
    }
    if fields.get("do") == "back" {
        let before = serde_json::from_str(fields.get("before")).unwrap_or(sections);
        let page = again(Vec::new(), before).await?;
        return Ok(TextPage { before: String::new(), preview: false, original: None, ..page }.into_response());
    }
    if let Some((act, place)) = fields.filled("do").and_then(|pressed| pressed.split_once('-')) {
        let place = place.parse::<usize>().unwrap_or(0).saturating_sub(1);
        match act {
            "after" if place < sections.len() => sections.insert(place + 1, Section::default()),
            "remove" if place < sections.len() => drop(sections.remove(place)),
            "up" if place > 0 && place < sections.len() => sections.swap(place, place - 1),
            _ => {}
        }
        return Ok(again(Vec::new(), sections).await?.into_response());
    }
    let kept: Vec<Section> =
        sections.iter().filter(|s| !s.heading.trim().is_empty() || !s.body.trim().is_empty()).cloned().collect();
    let based_on = fields.get("based_on").parse().ok();
    let desk = texts::save(&app.ledger, &row, kept, based_on).await?;
    let key = fields.key(&format!("{}/text", row.id));
    match app.execute(&who.region, &row.id, who.actor(), Command::Desk(desk), key).await {
        Ok(_) => {
            if let Some(original) = Original::of(&fields).filter(|original| original.attached) {
                original.attach(&app, &who, &row).await?;
            }
            Ok(Redirect::to(&format!("/desk/documents/{}", row.id)).into_response())
        }
        // What somebody else saved is a link away, and what is typed here is sent again on top of it.
        Err(ledger::Error::Refused(refusal)) if refusal == Refusal::ChangedMeanwhile => {
            let newest = find(&app, &who, row.id.to_string()).await?;
            let (seen, now) = (based_on.unwrap_or(0), self::based_on(&newest));
            let against = if seen > 0 { format!("?against={seen}") } else { String::new() };
            let newer = Some(format!("/desk/documents/{}/versions/{now}{against}", row.id));
            let page = again(vec![Problem::of(who.lang, &refusal)], sections).await?;
            Ok((StatusCode::CONFLICT, TextPage { based_on: now, newer, ..page }).into_response())
        }
        Err(ledger::Error::Refused(refusal)) => {
            let problem = Problem::of(who.lang, &refusal);
            Ok((StatusCode::CONFLICT, again(vec![problem], sections).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
