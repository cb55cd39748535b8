//! The deadline as a calendar file: with the letters that set it, move it, or take it away when the case is withdrawn;
//! and by itself, for who opens the letter's link.

use super::{Sources, message_id};
use crate::{
    app::{self, App},
    language::Lang,
};
use chrono::{DateTime, NaiveDate, Utc};
use icalendar::{Calendar, Component as _, Event as Entry, EventLike as _, EventStatus, Property};
use ledger::{DocumentRow, LetterRow};
use procedure::{Event, PartyId, Recorded};

/// `method` as the part's type says it too (RFC 5546).
pub struct CalendarFile {
    pub method: &'static str,
    pub text: String,
}

impl CalendarFile {
    /// What it is called in a letter and when it is taken along.
    pub const NAME: &str = "frist.ics";
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
            (last(&log, row.party.as_ref()).map(|(_, deadline)| deadline).filter(|on| *on >= today), "CANCEL")
        }
        event => (set(event, row.party.as_ref()), "PUBLISH"),
    };
    let Some(on) = deadline else { return Ok(None) };
    let document = sources.document(&row.region, id).await?;
    let lang = Lang::parse(&row.language).unwrap_or_default();
    let deadline = Deadline { party: row.party.as_ref(), on, seq: row.seq, at: row.written_at };
    Ok(Some(deadline.file(&sources.app, lang, &document, method)))
}

/// The same entry for a party that asks for it: its deadline `on`, as the last event of `log` that set it has it.
pub fn deadline(
    app: &App,
    lang: Lang,
    document: &DocumentRow,
    log: &[Recorded],
    party: &PartyId,
    on: NaiveDate,
) -> Option<CalendarFile> {
    let (recorded, _) = last(log, Some(party))?;
    let deadline = Deadline { party: Some(party), on, seq: recorded.seq, at: recorded.at };
    Some(deadline.file(app, lang, document, "PUBLISH"))
}

struct Deadline<'a> {
    party: Option<&'a PartyId>,
    on: NaiveDate,
    /// The event that says so, and when.
    seq: u32,
    at: DateTime<Utc>,
}

impl Deadline<'_> {
    fn file(&self, app: &App, lang: Lang, document: &DocumentRow, method: &'static str) -> CalendarFile {
        let title = lang.with("calendar-deadline", &[("title", (&document.state.title).into())]);
        let party = self.party.map_or("", PartyId::as_str);
        let name = message_id(&app.config, &format!("{}-deadline-{party}", document.id));
        // One uid for a party's deadline, whatever becomes of it; the event's number says which word is the latest.
        let mut entry = Entry::new();
        entry.uid(name.trim_matches(['<', '>'])).timestamp(self.at).sequence(self.seq).summary(&title);
        entry.starts(self.on);
        if method == "CANCEL" {
            entry.status(EventStatus::Cancelled);
        }
        let mut calendar = Calendar::new();
        calendar.append_property(Property::new("METHOD", method));
        calendar.push(entry.done());
        CalendarFile { method, text: calendar.done().to_string() }
    }
}

/// The deadline that an event sets for a party.
fn set(event: &Event, own: Option<&PartyId>) -> Option<NaiveDate> {
    match event {
        Event::HearingOpened { deadline, .. } | Event::HearingReopened { deadline, .. } => Some(*deadline),
        Event::DeadlineExtended { party, deadline, .. } if party.is_none() || party.as_ref() == own => Some(*deadline),
        _ => None,
    }
}

fn last<'a>(log: &'a [Recorded], own: Option<&PartyId>) -> Option<(&'a Recorded, NaiveDate)> {
    log.iter().rev().find_map(|recorded| Some((recorded, set(&recorded.event, own)?)))
}
