//! The deadline as a calendar file: with the letters that set it, move it, or take it away when the case is withdrawn;
//! and by itself, for who opens the letter's link.

use super::{Sources, sender_domain};
use app::{App, config::Config};
use chrono::{DateTime, Days, NaiveDate, Utc};
use icalendar::{Calendar, Component as _, Event as Entry, EventLike as _, EventStatus, Property};
use ledger::{DocumentRow, LetterRow};
use procedure::{DocumentId, Event, PartyId, record::Record};
use words::{language::Lang, plain};

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
    let (deadline, method) = match &recorded.recorded.event {
        Event::Withdrawn { .. } => {
            let log = sources.app.ledger.events(&row.region, id, 0, row.seq).await?;
            let region = &sources.people(&row.region).await?.region;
            let today = app::local(region, recorded.recorded.at).date();
            let record = Record::of(&log);
            let last = record.rounds().next_back().map(|(_, round)| round);
            let own = row.party.as_ref().and_then(|party| Some(last?.deadlines.get(party)?.what));
            (own.filter(|on| *on >= today), "CANCEL")
        }
        event => (set(event, row.party.as_ref()), "PUBLISH"),
    };
    let Some(on) = deadline else { return Ok(None) };
    let document = sources.document(&row.region, id).await?;
    let lang = Lang::parse(&row.language).unwrap_or_default();
    let seen = Seen { seq: row.seq, at: row.written_at };
    Ok(Some(file(&sources.app.config, lang, &document, on, seen, method)))
}

/// The same entry for a party that asks for it: its own deadline in the last round of hearing.
pub fn deadline(
    app: &App,
    lang: Lang,
    document: &DocumentRow,
    record: &Record,
    party: &PartyId,
) -> Option<CalendarFile> {
    let (_, round) = record.rounds().next_back()?;
    let own = round.deadlines.get(party)?;
    let seen = Seen { seq: own.mark.seq, at: own.mark.at };
    Some(file(&app.config, lang, document, own.what, seen, "PUBLISH"))
}

/// How new an entry is: of two entries with one name, a calendar keeps the one with the higher number.
#[derive(Clone, Copy)]
pub struct Seen {
    pub seq: u32,
    pub at: DateTime<Utc>,
}

/// What the entry for a document's hearing deadline is called wherever it comes from, so that a calendar has it once.
pub const DEADLINE: &str = "deadline";

/// An entry for a day of a document. It takes the whole day and makes nobody busy.
pub fn entry(config: &Config, document: &DocumentId, what: &str, on: NaiveDate, title: &str, seen: Seen) -> Entry {
    let mut entry = Entry::new();
    entry.uid(&format!("{document}-{what}@{}", sender_domain(config))).timestamp(seen.at).sequence(seen.seq);
    // RFC 5545 § 3.6.1: an entry ends before the day it is said to end on.
    entry.summary(&plain::line(title)).starts(on).ends(on + Days::new(1)).add_property("TRANSP", "TRANSPARENT");
    entry
}

/// The title of a document's entry for its deadline.
pub fn deadline_title(lang: Lang, document: &DocumentRow) -> String {
    lang.with("calendar-deadline", &[("title", (&document.state.title).into())])
}

fn file(
    config: &Config,
    lang: Lang,
    document: &DocumentRow,
    on: NaiveDate,
    seen: Seen,
    method: &'static str,
) -> CalendarFile {
    let mut entry = entry(config, &document.id, DEADLINE, on, &deadline_title(lang, document), seen);
    if method == "CANCEL" {
        entry.status(EventStatus::Cancelled);
    }
    let mut calendar = Calendar::new();
    calendar.append_property(Property::new("METHOD", method));
    calendar.push(entry.done());
    CalendarFile { method, text: calendar.done().to_string() }
}

/// The deadline that an event sets for a party.
fn set(event: &Event, own: Option<&PartyId>) -> Option<NaiveDate> {
    match event {
        Event::HearingOpened { deadline, .. } | Event::HearingReopened { deadline, .. } => Some(*deadline),
        Event::DeadlineExtended { party, deadline, .. } if party.is_none() || party.as_ref() == own => Some(*deadline),
        _ => None,
    }
}
