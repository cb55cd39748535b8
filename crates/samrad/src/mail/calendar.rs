//! The deadline as a calendar file that goes with a letter.

use super::message_id;
use crate::{app::App, language::Lang};
use icalendar::{Calendar, Component as _, Event as Entry, EventLike as _, Property};
use ledger::LetterRow;
use procedure::Event;

/// An entry for the deadline that the letter's event set; `None` where it set none. The same for every retry.
pub async fn calendar(app: &App, row: &LetterRow) -> Result<Option<String>, ledger::Error> {
    let Some(id) = &row.document else { return Ok(None) };
    let event = app.ledger.event(id, row.seq).await?.map(|recorded| recorded.event);
    let Some(
        Event::HearingOpened { deadline, .. }
        | Event::DeadlineExtended { deadline, .. }
        | Event::HearingReopened { deadline, .. },
    ) = event
    else {
        return Ok(None);
    };
    let Some(document) = app.ledger.document(&row.region, id).await? else { return Ok(None) };
    let lang = Lang::parse(&row.language).unwrap_or_default();
    let title = lang.with("calendar-deadline", &[("title", (&document.state.title).into())]);
    let name = message_id(app, &format!("{id}-deadline-{}", row.party.as_ref().map_or("", |party| party.as_str())));
    let entry = Entry::new()
        .uid(name.trim_matches(['<', '>']))
        .timestamp(row.written_at)
        .sequence(row.seq)
        .summary(&title)
        .all_day(deadline)
        .done();
    let mut calendar = Calendar::new();
    calendar.append_property(Property::new("METHOD", "PUBLISH"));
    calendar.push(entry);
    Ok(Some(calendar.done().to_string()))
}
