//! The deadline as a calendar file that goes with a letter.

use super::{Sources, message_id};
use crate::language::Lang;
use icalendar::{Calendar, Component as _, Event as Entry, EventLike as _, Property};
use ledger::LetterRow;
use procedure::Event;

/// An entry for the deadline that the letter's event set; `None` where it set none. The same for every retry.
pub async fn calendar(sources: &Sources, row: &LetterRow) -> anyhow::Result<Option<String>> {
    let Some(id) = &row.document else { return Ok(None) };
    let (Event::HearingOpened { deadline, .. }
    | Event::DeadlineExtended { deadline, .. }
    | Event::HearingReopened { deadline, .. }) = &sources.event(id, row.seq).await?.event
    else {
        return Ok(None);
    };
    let document = sources.document(&row.region, id).await?;
    let lang = Lang::parse(&row.language).unwrap_or_default();
    let title = lang.with("calendar-deadline", &[("title", (&document.state.title).into())]);
    let name = message_id(
        &sources.app.config,
        &format!("{id}-deadline-{}", row.party.as_ref().map_or("", |party| party.as_str())),
    );
    let entry = Entry::new()
        .uid(name.trim_matches(['<', '>']))
        .timestamp(row.written_at)
        .sequence(row.seq)
        .summary(&title)
        .all_day(*deadline)
        .done();
    let mut calendar = Calendar::new();
    calendar.append_property(Property::new("METHOD", "PUBLISH"));
    calendar.push(entry);
    Ok(Some(calendar.done().to_string()))
}
