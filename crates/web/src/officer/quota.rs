//! What a link may do in a day. Counted by the log and by what is stored, so that every node counts the same.

use crate::{Shared, fault::Fault, page::Problem, who::Officer};
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, TimeDelta, Utc};
use procedure::Event;
use words::limits;

const DAY: TimeDelta = TimeDelta::hours(24);

/// A limit that is met, and when it opens again.
pub struct Full {
    key: &'static str,
    limit: usize,
    opens: DateTime<Utc>,
    wait: TimeDelta,
}

impl Full {
    pub fn sentence(&self, officer: &Officer) -> String {
        let when = officer.lang.instant(app::local(&officer.people.region, self.opens));
        officer.lang.with(self.key, &[("limit", self.limit.into()), ("when", when.into())])
    }

    pub fn problem(&self, officer: &Officer) -> Problem {
        Problem { field: String::new(), sentence: self.sentence(officer) }
    }

    /// A page with the limit's status.
    pub fn response(&self, page: impl IntoResponse) -> Response {
        let seconds = u64::try_from(self.wait.num_seconds()).unwrap_or(0) + 1;
        (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, seconds.to_string())], page).into_response()
    }
}

/// The limit, where as many or more have been counted within the span, the oldest first.
fn met(
    key: &'static str,
    limit: usize,
    counted: &[DateTime<Utc>],
    span: TimeDelta,
    now: DateTime<Utc>,
) -> Option<Full> {
    let recent: Vec<_> = counted.iter().filter(|at| **at > now - span).collect();
    let first = recent.len().checked_sub(limit).and_then(|skipped| recent.get(skipped))?;
    let opens = **first + span;
    Some(Full { key, limit, opens, wait: opens - now })
}

/// When the link did what `counts` names.
async fn done(app: &Shared, officer: &Officer, counts: fn(&Event) -> bool) -> Result<Vec<DateTime<Utc>>, Fault> {
    let actor = officer.actor().to_string();
    let log = app.ledger.log(&officer.document).await?;
    Ok(log.iter().filter(|line| line.actor == actor && counts(&line.event)).map(|line| line.at).collect())
}

/// Letters the link has had sent: to colleagues, successors and deputies, to the coordinator, new links, receipts and codes.
pub async fn letters(app: &Shared, officer: &Officer) -> Result<Option<Full>, Fault> {
    let now = app.clock.now();
    let writes = |event: &Event| {
        matches!(
            event,
            Event::ColleagueAdded { .. }
                | Event::HandedOver { .. }
                | Event::NewLinkAsked { .. }
                | Event::StatementSubmitted { .. }
                | Event::DecisionRecorded { .. }
                | Event::TreatmentRecorded { .. }
                | Event::ExtensionAsked { .. }
                | Event::QuestionAsked { .. }
                | Event::Disowned { .. }
                | Event::Meeting(_)
        )
    };
    let mut counted = done(app, officer, writes).await?;
    counted.extend(app.ledger.codes_mailed(&officer.document.id, officer.number, now - DAY).await?);
    counted.sort();
    Ok(met("quota-letters", limits::LINK_LETTERS, &counted, DAY, now))
}

/// Answers the link has sent.
pub async fn answers(app: &Shared, officer: &Officer) -> Result<Option<Full>, Fault> {
    let counted = done(app, officer, |event| matches!(event, Event::StatementSubmitted { .. })).await?;
    Ok(met("quota-answers", limits::LINK_ANSWERS, &counted, DAY, app.clock.now()))
}

/// Meetings the link has stated.
pub async fn meetings(app: &Shared, officer: &Officer) -> Result<Option<Full>, Fault> {
    let counted = done(app, officer, |event| matches!(event, Event::MeetingPlanned { .. })).await?;
    Ok(met("quota-meetings", limits::LINK_MEETINGS, &counted, DAY, app.clock.now()))
}

/// New links the link has ordered.
pub async fn new_links(app: &Shared, officer: &Officer) -> Result<Option<Full>, Fault> {
    let counted = done(app, officer, |event| matches!(event, Event::NewLinkAsked { .. })).await?;
    Ok(met("quota-new-links", limits::LINK_NEW_LINKS, &counted, TimeDelta::hours(1), app.clock.now()))
}

/// Bytes of drafts and files, with as many more.
pub async fn bytes(app: &Shared, officer: &Officer, more: usize) -> Result<Option<Full>, Fault> {
    let now = app.clock.now();
    let (kept, oldest) = app.ledger.kept_by_link(&officer.document.id, officer.number, now - DAY).await?;
    let within = kept + u64::try_from(more).unwrap_or(u64::MAX / 2) <= limits::LINK_BYTES;
    let opens = oldest.unwrap_or(now) + DAY;
    let limit = usize::try_from(limits::LINK_BYTES / (1024 * 1024)).unwrap_or(usize::MAX);
    Ok((!within).then_some(Full { key: "quota-bytes", limit, opens, wait: opens - now }))
}
