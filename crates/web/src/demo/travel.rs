//! Moving a hand-driven clock: everything that falls due on the way is done, in order and at its own time.

use app::{
    App, clock,
    cron::Slot,
    public_answers,
    scheduled_jobs::{self, ScheduledJob},
};
use chrono::{DateTime, TimeDelta, Utc};
use ledger::RegionRow;
use post::postman;
use procedure::due;

/// Moves the clock to an instant. It never goes back.
pub async fn travel(app: &App, region: &RegionRow, to: DateTime<Utc>) -> anyhow::Result<()> {
    while let Some((job, slot)) = next_stop(app, region, Some(to)).await? {
        if slot.at > to {
            break;
        }
        app.clock.set(slot.at);
        scheduled_jobs::run(app, region, job).await?;
        postman::drain(app).await?;
    }
    app.clock.set(to);
    // Nights on which nothing else was due were passed over.
    scheduled_jobs::tidy(app, region).await?;
    postman::drain(app).await
}

/// The next slot at which anything can happen: nights on which nothing is due are passed over. With `until`, what comes
/// after it need not be found.
pub async fn next_stop(
    app: &App,
    region: &RegionRow,
    until: Option<DateTime<Utc>>,
) -> anyhow::Result<Option<(ScheduledJob, Slot)>> {
    let now = app.clock.now();
    let ahead = app.ledger.ahead(&region.id, ScheduledJob::Digest.name()).await?;
    let dawn =
        ahead.wakes_on.and_then(|day| day.and_hms_opt(0, 0, 0)).map(|local| clock::instant(app::zone(region), local));
    let mut stops = match dawn {
        Some(dawn) if until.is_none_or(|until| dawn <= until) => {
            jobs(app, region, (dawn - TimeDelta::seconds(1)).max(now)).await?
        }
        _ => Vec::new(),
    };
    if ahead.happened {
        stops.extend(
            scheduled_jobs::next(app, region, ScheduledJob::Digest, now).map(|slot| (ScheduledJob::Digest, slot)),
        );
    }
    for waiting in public_answers::waiting(app, region).await? {
        let day = waiting.told_on.and_hms_opt(0, 0, 0).map(|local| clock::instant(app::zone(region), local));
        let told =
            day.filter(|_| waiting.told_on >= app.today(region)).map(|day| (day - TimeDelta::seconds(1)).max(now));
        let slot = told.and_then(|after| scheduled_jobs::next(app, region, ScheduledJob::Digest, after));
        stops.extend(slot.map(|slot| (ScheduledJob::Digest, slot)));
    }
    Ok(stops.into_iter().min_by_key(|(job, slot)| (slot.at, *job)))
}

/// The next slot after an instant of each job that carries out what is due, if it would then have anything to do.
async fn jobs(app: &App, region: &RegionRow, after: DateTime<Utc>) -> anyhow::Result<Vec<(ScheduledJob, Slot)>> {
    let jobs = [ScheduledJob::Revision, ScheduledJob::Reminders].into_iter();
    let mut slots: Vec<(ScheduledJob, Slot)> =
        jobs.filter_map(|job| Some((job, scheduled_jobs::next(app, region, job, after)?))).collect();
    let Some(last) = slots.iter().map(|(_, slot)| slot.local.date()).max() else { return Ok(slots) };
    let waiting = app.ledger.due_documents(&region.id, last, None, 1_000).await?;
    slots.retain(|(job, slot)| {
        let mut asked = waiting.iter().flat_map(|row| due(&row.state, slot.local.date()));
        asked.any(|command| job.takes(&command))
    });
    Ok(slots)
}
