//! Feeds: a calendar behind a secret address, and a region's open hearings and public events for anyone.

use super::Shared;
use crate::{fault::Fault, public};
use app::history::{self, Names};
use atom_syndication::{Entry, Feed, Link, Person, Text};
use axum::{
    Router,
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use icalendar::{Calendar, Component as _, Event as Occasion, EventLike as _, EventStatus, Property};
use ledger::{DocumentRow, Filter, RegionRow};
use post::mail;
use procedure::{DocumentId, Hash, Phase, PhaseName, RegionId, Stage};
use std::collections::HashMap;
use words::{language::Lang, plain};

/// How far back the public feed reaches.
const BACK: TimeDelta = TimeDelta::days(365);
const ENTRIES: u32 = 100;
/// Meetings a calendar holds.
const MEETINGS: u32 = 500;
/// How long a meeting takes in a calendar: nobody says how long it will be.
const LENGTH: TimeDelta = TimeDelta::hours(3);

pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/feeds/{secret}/calendar.ics", get(calendar))
        .route("/feeds/{region}/hearings.ics", get(hearings))
        .route("/feeds/{region}/meetings.ics", get(meetings))
        .route("/feeds/{region}/events.atom", get(events))
}

async fn calendar(State(app): State<Shared>, Path(secret): Path<String>) -> Result<Response, Fault> {
    let id = app.ledger.feed(&Hash::of(secret.as_bytes())).await?.ok_or(Fault::NotFound)?;
    let region = app.ledger.region(&id).await?.ok_or(Fault::NotFound)?;
    let lang = Lang::parse(&region.language).unwrap_or_default();
    let names = Names::of(&app.ledger.parties(&id).await?, app.today(&region));
    let mut calendar = begin(&region);
    for row in app.ledger.foremost(&id, 1_000).await? {
        for (what, day, title) in days(lang, &names, &row) {
            calendar.push(entry(&app, &row, &what, day, &title).done());
        }
    }
    Ok(answer(calendar))
}

/// What of a document belongs in a calendar: a name that stays, the day, and a sentence.
fn days(lang: Lang, names: &Names, row: &DocumentRow) -> Vec<(String, NaiveDate, String)> {
    let title = &row.state.title;
    let say = |key: &str| lang.with(key, &[("title", title.into())]);
    let mut days = Vec::new();
    match row.state.case.as_ref().map(|case| &case.phase) {
        Some(Phase::Hearing(hearing)) => {
            days.push((mail::DEADLINE.to_owned(), hearing.deadline, mail::deadline_title(lang, row)));
            for track in hearing.tracks.iter().filter(|track| track.deadline > hearing.deadline) {
                let values = [("party", names.get(&track.party).into()), ("title", title.into())];
                let sentence = lang.with("calendar-deadline-own", &values);
                days.push((format!("deadline-{}", track.party), track.deadline, sentence));
            }
        }
        Some(Phase::Endorsement(endorsement)) => {
            for track in endorsement.tracks.iter().filter(|track| !track.decided()) {
                let Some(day) = track.next_meeting() else { continue };
                let values = [("party", names.get(&track.party).into()), ("title", title.into())];
                days.push((format!("council-{}", track.party), day, lang.with("calendar-council", &values)));
            }
        }
        _ => {}
    }
    if let Some(due) = row.state.revision_due() {
        days.push(("revision".to_owned(), due, say("calendar-revision")));
    }
    days
}

/// The deadlines of a region's open hearings, for anyone's calendar.
async fn hearings(State(app): State<Shared>, Path(id): Path<String>) -> Result<Response, Fault> {
    let region = app.ledger.region(&RegionId(id)).await?.ok_or(Fault::NotFound)?;
    let lang = Lang::parse(&region.language).unwrap_or_default();
    let filter = Filter { phase: Some(PhaseName::Hearing), limit: 500, ..Filter::default() };
    let mut calendar = begin(&region);
    for row in app.ledger.documents(&region.id, &filter).await? {
        let Some(day) = row.state.deadline() else { continue };
        let mut entry = entry(&app, &row, mail::DEADLINE, day, &mail::deadline_title(lang, &row));
        entry.add_property("URL", format!("{}/{}/{}", app.config.base_url(), region.id, row.id));
        calendar.push(entry.done());
    }
    Ok(answer(calendar))
}

/// The meetings of the region's own bodies, and of the councils as far as they are known.
async fn meetings(State(app): State<Shared>, Path(id): Path<String>) -> Result<Response, Fault> {
    let region = app.ledger.region(&RegionId(id)).await?.ok_or(Fault::NotFound)?;
    let lang = Lang::parse(&region.language).unwrap_or_default();
    let mut calendar = begin(&region);
    for row in app::meetings::newest(&app, &region.id, None, MEETINGS).await? {
        let Some(meeting) = &row.state.meeting else { continue };
        let title = app::meetings::title(lang, meeting.body, meeting.appointment.on);
        let mut entry = entry(&app, &row, "meeting", meeting.appointment.on, &title);
        let begins = meeting.appointment.on.and_time(meeting.appointment.at).and_local_timezone(app::zone(&region));
        if let Some(begins) = begins.earliest() {
            let begins = begins.with_timezone(&Utc);
            entry.starts(begins).ends(begins + LENGTH);
        }
        entry.location(&plain::line(&meeting.appointment.place));
        if meeting.stage == Stage::Cancelled {
            entry.status(EventStatus::Cancelled);
        }
        if meeting.called_on.is_some() {
            entry.add_property("URL", format!("{}/{}/meetings/{}", app.config.base_url(), region.id, row.id));
        }
        calendar.push(entry.done());
    }
    let (today, at) = (app.today(&region), app.clock.now());
    for party in app.ledger.parties(&region.id).await? {
        let title = lang.with("calendar-council-meeting", &[("party", (&party.name).into())]);
        for sitting in app.ledger.meetings(&region.id, &party.id, today).await? {
            let what = format!("council-{}-{}", party.id, sitting.held_on);
            let seen = mail::Seen { seq: 0, at };
            let place = DocumentId(region.id.to_string());
            calendar.push(mail::entry(&app.config, &place, &what, sitting.held_on, &title, seen).done());
        }
    }
    Ok(answer(calendar))
}

fn begin(region: &RegionRow) -> Calendar {
    let mut calendar = Calendar::new();
    calendar.append_property(Property::new("METHOD", "PUBLISH"));
    calendar.name(&plain::line(&region.short_name));
    calendar
}

fn entry(app: &Shared, row: &DocumentRow, what: &str, day: NaiveDate, title: &str) -> Occasion {
    let seen = mail::Seen { seq: row.seq, at: row.changed_at };
    mail::entry(&app.config, &row.id, what, day, title, seen)
}

fn answer(mut calendar: Calendar) -> Response {
    let text = calendar.done().to_string();
    ([(header::CONTENT_TYPE, "text/calendar; charset=utf-8")], text).into_response()
}

async fn events(State(app): State<Shared>, Path(id): Path<String>) -> Result<Response, Fault> {
    let region: RegionRow = app.ledger.region(&RegionId(id)).await?.ok_or(Fault::NotFound)?;
    let lang = Lang::parse(&region.language).unwrap_or_default();
    let names = Names::of(&app.ledger.parties(&region.id).await?, app.today(&region));
    let now = app.clock.now();
    let base = app.config.base_url();
    let address = format!("{base}/feeds/{}/events.atom", region.id);
    let mut titles: HashMap<DocumentId, Option<String>> = HashMap::new();
    let mut entries = Vec::new();
    for (document, recorded) in app.ledger.public_events(&region.id, now - BACK, ENTRIES).await? {
        if !titles.contains_key(&document) {
            let row = app.ledger.document(&region.id, &document).await?.and_then(public::shown);
            titles.insert(document.clone(), row.map(|shown| shown.row.state.title.clone()));
        }
        let Some(Some(title)) = titles.get(&document) else { continue };
        let line = format!("{title}: {}", history::line(lang, &recorded.event, &names));
        let mut item = news(&line, format!("{address}#{document}-{}", recorded.seq), recorded.at);
        item.set_links(vec![Link { href: format!("{base}/{}/{document}", region.id), ..Link::default() }]);
        entries.push(item);
    }
    let feed = feed(&region.name, address, lang, now, entries);
    Ok(([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], feed).into_response())
}

fn news(line: &str, id: String, at: DateTime<Utc>) -> Entry {
    let mut item = Entry::default();
    item.set_id(id);
    item.set_title(Text::plain(plain::line(line)));
    item.set_updated(at.fixed_offset());
    item
}

fn feed(name: &str, address: String, lang: Lang, now: DateTime<Utc>, entries: Vec<Entry>) -> String {
    let name = plain::line(name);
    let mut feed = Feed::default();
    feed.set_id(address.clone());
    feed.set_title(Text::plain(name.clone()));
    // RFC 4287 § 4.1.1: a feed has an author, or each of its entries has.
    feed.set_authors(vec![Person { name, ..Person::default() }]);
    feed.set_lang(lang.code().to_owned());
    feed.set_links(vec![Link { rel: "self".to_owned(), href: address, ..Link::default() }]);
    feed.set_updated(entries.first().map_or(now.fixed_offset(), |entry| entry.updated));
    feed.set_entries(entries);
    feed.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_holds_no_control_character_whatever_was_kept_and_has_an_author() {
        let item = news("Plan\u{b}for\u{0} brua\u{ffff}: opnet", "id".to_owned(), DateTime::UNIX_EPOCH);
        let written = feed("Regionen\u{1b}", "https://a.no".to_owned(), Lang::Nb, DateTime::UNIX_EPOCH, vec![item]);
        assert!(written.contains("<title>Plan for brua: opnet</title>"), "{written}");
        assert!(written.contains("<author><name>Regionen</name></author>"), "{written}");
        assert!(!written.chars().any(|c| c.is_control() && c != '\n' || c == '\u{ffff}'), "{written}");
    }
}
