//! The year's meetings on one page: the region's own, and the councils'.

use crate::{Shared, fault::Fault, page::Page, who::Coordinator};
use app::history;
use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use ledger::Filter;
use procedure::{MEETING, Standing};

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
    let filter = Filter { kind: Some(MEETING.to_owned()), newest: true, limit: SHOWN, ..Filter::default() };
    let rows = app.ledger.documents(&who.region.id, &filter).await?;
    let mut meetings: Vec<_> = rows.iter().filter_map(|row| Some((row, row.state.meeting.as_deref()?))).collect();
    meetings.sort_by_key(|(_, meeting)| (meeting.appointment.on, meeting.appointment.at));
    let line = |(row, meeting): &(&ledger::DocumentRow, &procedure::Meeting)| Line {
        id: row.id.to_string(),
        title: app::meetings::title(lang, meeting.body, meeting.appointment.on),
        when: history::appointed(lang, &meeting.appointment),
        stage: lang.t(&history::word("meeting-stage", meeting.stage)),
        items: meeting.items.len(),
    };
    let (past, coming): (Vec<_>, Vec<_>) = meetings.into_iter().partition(|(_, m)| m.appointment.on < today);
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
        coming: coming.iter().map(line).collect(),
        past: past.iter().rev().map(line).collect(),
        councils,
        calendar: format!("/feeds/{}/meetings.ics", who.region.id),
    })
}
