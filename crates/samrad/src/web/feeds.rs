//! Feeds: a calendar behind a secret address, and the public events of a region for anyone.

use super::Shared;
use crate::{
    history::{self, Names},
    language::Lang,
    web::fault::Fault,
};
use atom_syndication::{Entry, Feed, Link, Text};
use axum::{
    Router,
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use chrono::{NaiveDate, TimeDelta};
use icalendar::{Calendar, Component as _, Event as Occasion, EventLike as _, Property};
use ledger::{DocumentRow, Filter, RegionRow};
use procedure::{Event, Hash, Phase, RegionId};

/// How far back the public feed reaches.
const BACK: TimeDelta = TimeDelta::days(365);
const ENTRIES: usize = 100;

pub fn routes() -> Router<Shared> {
    Router::new().route("/feeds/{secret}/calendar.ics", get(calendar)).route("/feeds/{region}/events.atom", get(events))
}

async fn calendar(State(app): State<Shared>, Path(secret): Path<String>) -> Result<Response, Fault> {
    let id = app.ledger.feed(&Hash::of(secret.as_bytes())).await?.ok_or(Fault::NotFound)?;
    let region = app.ledger.region(&id).await?.ok_or(Fault::NotFound)?;
    let lang = Lang::parse(&region.language).unwrap_or_default();
    let names = Names::of(&app.ledger.parties(&id).await?);
    let mut calendar = Calendar::new();
    calendar.append_property(Property::new("METHOD", "PUBLISH"));
    calendar.name(&region.short_name);
    for row in app.ledger.documents(&id, &Filter { limit: 1_000, ..Filter::default() }).await? {
        for (what, day, title) in days(lang, &names, &row) {
            let entry = Occasion::new()
                .uid(&format!("{}-{what}@samrad", row.id))
                .timestamp(row.changed_at)
                .sequence(row.seq)
                .summary(&title)
                .all_day(day)
                .done();
            calendar.push(entry);
        }
    }
    let text = calendar.done().to_string();
    Ok(([(header::CONTENT_TYPE, "text/calendar; charset=utf-8")], text).into_response())
}

/// What of a document belongs in a calendar: a name that stays, the day, and a sentence.
fn days(lang: Lang, names: &Names, row: &DocumentRow) -> Vec<(String, NaiveDate, String)> {
    let title = &row.state.title;
    let say = |key: &str| lang.with(key, &[("title", title.into())]);
    let mut days = Vec::new();
    match row.state.case.as_ref().map(|case| &case.phase) {
        Some(Phase::Hearing(hearing)) => {
            days.push(("deadline".to_owned(), hearing.last_deadline(), say("calendar-deadline")));
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
    if let Some(due) = row.state.revision_due().filter(|_| row.state.end.is_none()) {
        days.push(("revision".to_owned(), due, say("calendar-revision")));
    }
    days
}

/// What anybody may know of: no drafts, no names of people.
fn public(event: &Event) -> bool {
    matches!(
        event,
        Event::HearingOpened { .. }
            | Event::HearingClosed { .. }
            | Event::AssessmentFinished { .. }
            | Event::EndorsementConcluded { .. }
            | Event::Adopted { .. }
            | Event::CameIntoForce { .. }
            | Event::RevisionStarted { .. }
            | Event::Prolonged { .. }
            | Event::Repealed { .. }
    )
}

async fn events(State(app): State<Shared>, Path(id): Path<String>) -> Result<Response, Fault> {
    let region: RegionRow = app.ledger.region(&RegionId(id)).await?.ok_or(Fault::NotFound)?;
    let lang = Lang::parse(&region.language).unwrap_or_default();
    let names = Names::of(&app.ledger.parties(&region.id).await?);
    let now = app.clock.now();
    let address = format!("{}/feeds/{}/events.atom", app.config.base_url(), region.id);
    let mut entries = Vec::new();
    let happened = app.ledger.events_since(&region.id, now - BACK, now, 100_000).await?;
    for (document, recorded) in happened.into_iter().rev().filter(|(_, recorded)| public(&recorded.event)).take(ENTRIES)
    {
        let Some(row) = app.ledger.document(&region.id, &document).await? else { continue };
        let mut entry = Entry::default();
        entry.set_id(format!("{address}#{document}-{}", recorded.seq));
        entry.set_title(Text::plain(format!("{}: {}", row.state.title, history::line(lang, &recorded.event, &names))));
        entry.set_updated(recorded.at.fixed_offset());
        entries.push(entry);
    }
    let mut feed = Feed::default();
    feed.set_id(address.clone());
    feed.set_title(Text::plain(region.name));
    feed.set_lang(lang.code().to_owned());
    feed.set_links(vec![Link { rel: "self".to_owned(), href: address, ..Link::default() }]);
    feed.set_updated(entries.first().map_or(now.fixed_offset(), |entry| entry.updated));
    feed.set_entries(entries);
    Ok(([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], feed.to_string()).into_response())
}
