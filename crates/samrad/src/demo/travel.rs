//! Moving a hand-driven clock: everything that falls due on the way is done, in order and at its own time.

use crate::{
    app::{self, App},
    calendar::{self, Errand},
    clock, postman,
    schedule::Slot,
};
use chrono::{DateTime, TimeDelta, Utc};
use ledger::RegionRow;
use procedure::due;

/// Moves the clock to an instant. It never goes back.
pub async fn travel(app: &App, region: &RegionRow, to: DateTime<Utc>) -> anyhow::Result<()> {
    while let Some((errand, slot)) = next_stop(app, region).await? {
        if slot.at > to {
            break;
        }
        app.clock.set(slot.at);
        calendar::run(app, region, errand).await?;
        postman::drain(app).await?;
    }
    app.clock.set(to);
    postman::drain(app).await
}

/// The next slot at which anything can happen: nights on which nothing is due are passed over.
pub async fn next_stop(app: &App, region: &RegionRow) -> anyhow::Result<Option<(Errand, Slot)>> {
    let now = app.clock.now();
    let wake = app.ledger.next_wake(&region.id).await?;
    let dawn = wake.and_then(|day| day.and_hms_opt(0, 0, 0)).map(|local| clock::instant(app::zone(region), local));
    let waiting = match wake {
        Some(day) => app.ledger.due_documents(&region.id, day.max(app.today(region)), 100).await?,
        None => Vec::new(),
    };
    let first = |errand: Errand| {
        let from = (dawn? - TimeDelta::seconds(1)).max(now);
        let slot = calendar::next(app, region, errand, from)?;
        let asked = waiting.iter().flat_map(|row| due(&row.state, slot.local.date()));
        asked.into_iter().any(|command| errand.takes(&command)).then_some(slot)
    };
    let since = app
        .ledger
        .last_look(&region.id, Errand::Digest.name())
        .await?
        .unwrap_or(DateTime::<Utc>::MIN_UTC.max(now - TimeDelta::days(365 * 30)));
    let news = !app.ledger.events_since(&region.id, since, now, 1).await?.is_empty();
    let digest = if news { calendar::next(app, region, Errand::Digest, now) } else { None };
    let stops = [
        (Errand::Revision, first(Errand::Revision)),
        (Errand::Reminders, first(Errand::Reminders)),
        (Errand::Digest, digest),
    ];
    let stops = stops.into_iter().filter_map(|(errand, slot)| Some((errand, slot?)));
    Ok(stops.min_by_key(|(errand, slot)| (slot.at, *errand)))
}
