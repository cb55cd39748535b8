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
    while let Some((errand, slot)) = next_stop(app, region, Some(to)).await? {
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

/// The next slot at which anything can happen: nights on which nothing is due are passed over. With `until`, what comes
/// after it need not be found.
pub async fn next_stop(
    app: &App,
    region: &RegionRow,
    until: Option<DateTime<Utc>>,
) -> anyhow::Result<Option<(Errand, Slot)>> {
    let now = app.clock.now();
    let ahead = app.ledger.ahead(&region.id, Errand::Digest.name(), now).await?;
    let dawn =
        ahead.wakes_on.and_then(|day| day.and_hms_opt(0, 0, 0)).map(|local| clock::instant(app::zone(region), local));
    let mut stops = match dawn {
        Some(dawn) if until.is_none_or(|until| dawn <= until) => {
            errands(app, region, (dawn - TimeDelta::seconds(1)).max(now)).await?
        }
        _ => Vec::new(),
    };
    if ahead.happened {
        stops.extend(calendar::next(app, region, Errand::Digest, now).map(|slot| (Errand::Digest, slot)));
    }
    Ok(stops.into_iter().min_by_key(|(errand, slot)| (slot.at, *errand)))
}

/// The next slot after an instant of each errand that carries out what is due, if it would then have anything to do.
async fn errands(app: &App, region: &RegionRow, after: DateTime<Utc>) -> anyhow::Result<Vec<(Errand, Slot)>> {
    let errands = [Errand::Revision, Errand::Reminders].into_iter();
    let mut slots: Vec<(Errand, Slot)> =
        errands.filter_map(|errand| Some((errand, calendar::next(app, region, errand, after)?))).collect();
    let Some(last) = slots.iter().map(|(_, slot)| slot.local.date()).max() else { return Ok(slots) };
    let waiting = app.ledger.due_documents(&region.id, last, None, 1_000).await?;
    slots.retain(|(errand, slot)| {
        let mut asked = waiting.iter().flat_map(|row| due(&row.state, slot.local.date()));
        asked.any(|command| errand.takes(&command))
    });
    Ok(slots)
}
