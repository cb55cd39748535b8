//! Metrics that are read when somebody asks for them.

use app::{App, scheduled_jobs::ScheduledJob};
use ledger::Error;
use metrics::gauge;
use std::time::Instant;

/// What is read when somebody asks: letters not done with, how long since anybody looked, how fast the database answers.
pub async fn look(app: &App) -> Result<(), Error> {
    let now = app.clock.now();
    let seconds = |since: chrono::DateTime<chrono::Utc>| (now - since).as_seconds_f64();
    let begun = Instant::now();
    let answers = app.ledger.answers().await;
    gauge!("samrad_database_seconds").set(begun.elapsed().as_secs_f64());
    gauge!("samrad_database_answers").set(f64::from(u8::from(answers)));
    gauge!("samrad_outbox_held").set(f64::from(u8::from(app.ledger.is_held().await?)));
    gauge!("samrad_mail_open").set(f64::from(u8::from(app.health.channel.borrow().is_none())));
    gauge!("samrad_clock_steady").set(f64::from(u8::from(app.health.clock_state() == app::health::ClockState::Steady)));
    if let Some(beat) = app.ledger.last_beat().await? {
        gauge!("samrad_heartbeat_age_seconds").set(seconds(beat));
    }
    let waiting = app.ledger.waiting().await?;
    for state in ["queued", "deferred", "claimed", "data", "held"] {
        let found = waiting.iter().find(|line| line.state == state);
        let count = found.map_or(0, |line| u32::try_from(line.count).unwrap_or(u32::MAX));
        gauge!("samrad_letters", "state" => state).set(count);
        let oldest = found.map_or(0.0, |line| seconds(line.oldest));
        gauge!("samrad_letters_oldest_seconds", "state" => state).set(oldest);
    }
    for region in app.ledger.regions().await? {
        for job in ScheduledJob::ALL {
            if let Some(at) = app.ledger.last_run(&region.id, job.name()).await? {
                let age = gauge!("samrad_look_age_seconds", "region" => region.id.0.clone(), "schedule" => job.name());
                age.set(seconds(at));
            }
        }
    }
    Ok(())
}
