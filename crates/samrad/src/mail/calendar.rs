//! The deadline as a calendar file that goes with a letter: set, moved, and taken away again when the case is withdrawn.

use super::{Sources, message_id};
use crate::{app, language::Lang};
use chrono::NaiveDate;
use icalendar::{Calendar, Component as _, Event as Entry, EventLike as _, EventStatus, Property};
use ledger::LetterRow;
use procedure::{Event, PartyId, Recorded};

/// `method` as the part's type says it too (RFC 5546).
pub struct CalendarFile {
    pub method: &'static str,
    pub text: String,
}

/// An entry for the deadline that the letter's event sets or takes away; `None` where it does neither, and for what is
/// only journalised. The same for every retry.
pub async fn calendar(sources: &Sources, row: &LetterRow) -> anyhow::Result<Option<CalendarFile>> {
    let (Some(id), false) = (&row.document, row.copy) else { return Ok(None) };
    let recorded = sources.event(id, row.seq).await?;
    let (deadline, method) = match &recorded.event {
        Event::Withdrawn { .. } => {
            let log = sources.app.ledger.events(&row.region, id, 0, row.seq).await?;
            let region = &sources.people(&row.region).await?.region;
            let today = app::local(region, recorded.at).date();
            (last(&log, row.party.as_ref()).filter(|deadline| *deadline >= today), "CANCEL")
        }
        event => (set(event, row.party.as_ref()), "PUBLISH"),
    };
    let Some(deadline) = deadline else { return Ok(None) };
    let document = sources.document(&row.region, id).await?;
    let lang = Lang::parse(&row.language).unwrap_or_default();
    let title = lang.with("calendar-deadline", &[("title", (&document.state.title).into())]);
    let party = row.party.as_ref().map_or("", PartyId::as_str);
    let name = message_id(&sources.app.config, &format!("{id}-deadline-{party}"));
    // One uid for a party's deadline, whatever becomes of it; the event's number says which word is the latest.
    let mut entry = Entry::new();
    entry.uid(name.trim_matches(['<', '>'])).timestamp(row.written_at).sequence(row.seq).summary(&title);
    entry.starts(deadline);
    if method == "CANCEL" {
        entry.status(EventStatus::Cancelled);
    }
    let mut calendar = Calendar::new();
    calendar.append_property(Property::new("METHOD", method));
    calendar.push(entry.done());
    Ok(Some(CalendarFile { method, text: calendar.done().to_string() }))
}

/// The deadline that an event sets for a party.
fn set(event: &Event, own: Option<&PartyId>) -> Option<NaiveDate> {
    match event {
        Event::HearingOpened { deadline, .. } | Event::HearingReopened { deadline, .. } => Some(*deadline),
        Event::DeadlineExtended { party, deadline, .. } if party.is_none() || party.as_ref() == own => Some(*deadline),
        _ => None,
    }
}

fn last(log: &[Recorded], own: Option<&PartyId>) -> Option<NaiveDate> {
    log.iter().rev().find_map(|recorded| set(&recorded.event, own))
}
