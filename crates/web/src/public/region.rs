//! A region's page: what is being heard, where every case stands in every municipality, and the plans in force.

use super::{Shown, shown, visitor::Visitor};
use crate::{
    Shared, deadlines,
    desk::{colour, kinds, phase_words},
    fault::Fault,
    page::Page,
    signs::{Sign, open_sign},
};
use app::history::Names;
use askama::Template;
use askama_web::WebTemplate;
use axum::response::{IntoResponse as _, Response};
use chrono::{Datelike as _, NaiveDate, TimeDelta};
use ledger::{PartyRow, RegionRow};
use procedure::{Event, Phase, RegionId, Standing};
use std::cmp::Reverse;
use words::language::Lang;

/// Documents a page shows.
const SHOWN: u32 = 500;
/// How far back hearings that are over are listed, how many, and among how many public events they are looked for.
const BACK: TimeDelta = TimeDelta::days(5 * 365);
const PAST: usize = 20;
const EVENTS: u32 = 200;

struct OpenHearing {
    id: String,
    title: String,
    phase: String,
    deadline: String,
    /// Who was given more time, and until when.
    own_deadlines: Vec<String>,
    answered: String,
}

struct RegionLine {
    id: String,
    title: String,
    phase: String,
    colour: &'static str,
    signs: Vec<Option<Sign>>,
}

struct Valid {
    id: String,
    title: String,
    kind: String,
    since: String,
    due: Option<i32>,
    revising: bool,
}

#[derive(Template, WebTemplate)]
#[template(path = "public/region.html")]
struct RegionPage {
    page: Page,
    /// The region's slug and full name.
    slug: String,
    name: String,
    keep: String,
    open: Vec<OpenHearing>,
    parties: Vec<String>,
    lines: Vec<RegionLine>,
    valid: Vec<Valid>,
    past: Vec<(String, String, String)>,
    /// What the seals of the log are checked with.
    record_key: Option<String>,
}

/// A region with what of its documents is public.
pub struct Open {
    pub region: RegionRow,
    pub parties: Vec<PartyRow>,
    pub documents: Vec<Shown>,
}

impl Open {
    pub async fn of(app: &Shared, slug: &str) -> Result<Self, Fault> {
        let region = app.ledger.region(&RegionId::from(slug)).await?.ok_or(Fault::NotFound)?;
        let rows = app.ledger.foremost(&region.id, SHOWN).await?;
        let mut documents: Vec<Shown> = rows.into_iter().filter_map(shown).collect();
        documents.sort_by_key(|document| Reverse(document.row.changed_at));
        Ok(Self { parties: app.ledger.parties(&region.id).await?, region, documents })
    }
}

pub async fn show(app: &Shared, open: &Open, visitor: &Visitor) -> Result<Response, Fault> {
    let past = past(app, open).await?;
    let key = app.ledger.record_keys().await?.pop();
    let record_key = key.map(|key| key.public.to_string());
    Ok(RegionPage { record_key, ..page(app, open, visitor, past) }.into_response())
}

fn page(app: &Shared, open: &Open, visitor: &Visitor, past: Vec<(String, String, NaiveDate)>) -> RegionPage {
    let lang = visitor.lang(&open.region);
    let members: Vec<_> = open.parties.iter().filter(|party| party.standing == Standing::Municipality).collect();
    let names = Names::of(&open.parties, app.today(&open.region));
    let line = |document: &Shown| RegionLine {
        id: document.row.id.to_string(),
        title: document.row.state.title.clone(),
        phase: phase_words(lang, &document.row),
        colour: colour(document.row.state.phase()),
        signs: members.iter().map(|party| open_sign(lang, &document.row.state, &party.id)).collect(),
    };
    RegionPage {
        page: Page {
            at: lang.instant(app.now(&open.region)),
            ..visitor.page(&open.region, open.region.short_name.clone(), format!("/{}", open.region.id))
        },
        slug: open.region.id.to_string(),
        name: open.region.name.clone(),
        keep: visitor.keep(),
        open: open.documents.iter().filter_map(|document| open_hearing(lang, &names, document)).collect(),
        parties: members.iter().map(|party| party.name.clone()).collect(),
        lines: open.documents.iter().filter(|document| document.row.state.case.is_some()).map(line).collect(),
        valid: valid(app, lang, open),
        past: past.into_iter().map(|(id, title, day)| (id, title, lang.plain_date(day))).collect(),
        record_key: None,
    }
}

fn open_hearing(lang: Lang, names: &Names, document: &Shown) -> Option<OpenHearing> {
    let Phase::Hearing(hearing) = &document.row.state.case.as_ref()?.phase else { return None };
    let answered = hearing.tracks.iter().filter(|track| track.statement.is_some()).count();
    let values = [("answered", answered.into()), ("parties", hearing.tracks.len().into())];
    Some(OpenHearing {
        id: document.row.id.to_string(),
        title: document.row.state.title.clone(),
        phase: phase_words(lang, &document.row),
        deadline: lang.date(hearing.deadline),
        own_deadlines: deadlines::of_hearing(lang, names, hearing),
        answered: lang.with("state-answered", &values),
    })
}

/// Plans in force, the one that is revised first first.
fn valid(app: &Shared, lang: Lang, open: &Open) -> Vec<Valid> {
    let mut valid: Vec<_> =
        open.documents.iter().filter_map(|document| Some((document, document.in_force()?))).collect();
    valid.sort_by_key(|(_, edition)| (edition.revision_due.is_none(), edition.revision_due));
    let line = |(document, edition): (&Shown, &procedure::InForce)| Valid {
        id: document.row.id.to_string(),
        title: document.row.state.title.clone(),
        kind: kind(app, lang, &document.row.state.kind),
        since: lang.plain_date(edition.since),
        due: edition.revision_due.map(|day| day.year()),
        revising: document.revising,
    };
    valid.into_iter().map(line).collect()
}

pub fn kind(app: &Shared, lang: Lang, id: &str) -> String {
    let known = kinds(app, lang).into_iter().find(|(known, _)| known == id);
    known.map_or_else(|| id.to_owned(), |(_, name)| name)
}

/// Hearings that are over, the newest first: document, title, the day it was closed.
async fn past(app: &Shared, open: &Open) -> Result<Vec<(String, String, NaiveDate)>, Fault> {
    let since = app.clock.now() - BACK;
    let mut past = Vec::new();
    for (id, recorded) in app.ledger.public_events(&open.region.id, since, EVENTS).await? {
        let Event::HearingClosed { on } = recorded.event else { continue };
        let Some(document) = open.documents.iter().find(|document| document.row.id == id) else { continue };
        // One that was opened again is not over.
        let state = &document.row.state;
        let again = state
            .case
            .as_ref()
            .is_some_and(|case| matches!(&case.phase, Phase::Hearing(hearing) if hearing.opened_on <= on));
        if !again {
            past.push((id.to_string(), state.title.clone(), on));
        }
        if past.len() == PAST {
            break;
        }
    }
    Ok(past)
}
