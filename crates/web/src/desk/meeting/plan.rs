//! The year's meetings on one page: the region's own, and the councils'.

use crate::{Shared, fault::Fault, page::Page, who::Coordinator};
use app::{history, meetings};
use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use ledger::DocumentRow;
use procedure::Standing;

/// Meetings a page shows.
const SHOWN: u32 = 500;

struct Line {
    id: String,
    title: String,
    when: String,
    stage: String,
    items: usize,
}

struct CouncilLine {
    party: String,
    name: String,
    days: Vec<String>,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/meeting/plan.html")]
pub struct PlanPage {
    page: Page,
    coming: Vec<Line>,
    past: Vec<Line>,
    councils: Vec<CouncilLine>,
    /// The calendar file's address.
    calendar: String,
}

pub async fn show(State(app): State<Shared>, who: Coordinator) -> Result<PlanPage, Fault> {
    let (lang, today) = (who.lang, app.today(&who.region));
    let (past, coming) = meetings::around(&app, &who.region.id, today, SHOWN).await?;
    let line = |row: &DocumentRow| {
        let meeting = row.state.meeting.as_deref()?;
        Some(Line {
            id: row.id.to_string(),
            title: meetings::title(lang, meeting.body, meeting.appointment.on),
            when: history::appointed(lang, &meeting.appointment),
            stage: lang.t(&history::word("meeting-stage", meeting.stage)),
            items: meeting.items.len(),
        })
    };
    let mut councils = Vec::new();
    for party in app.ledger.parties(&who.region.id).await? {
        if party.standing != Standing::Municipality {
            continue;
        }
        let sittings = app.ledger.meetings(&who.region.id, &party.id, today).await?;
        let days = sittings.iter().map(|sitting| lang.plain_date(sitting.held_on)).collect();
        councils.push(CouncilLine { party: party.id.to_string(), name: party.name, days });
    }
    Ok(PlanPage {
        page: Page::desk(&app, &who, lang.t("meeting-plan"), "/desk/meetings").await?,
        coming: coming.iter().filter_map(line).collect(),
        past: past.iter().rev().filter_map(line).collect(),
        councils,
        calendar: format!("/feeds/{}/meetings.ics", who.region.id),
    })
}
