//! Whether the clock can be trusted after a gap in which nobody was here.
//!
//! The last run is a row. A gap of up to ten minutes goes on as if nothing had happened. After a longer one the process
//! waits a while and looks again, and statutory letters that became more than 72 hours late wait for a person. After
//! more than 30 days it does nothing until a person has said `samrad release`: nobody was here, or the clock is wrong.

use crate::{App, health::ClockState};
use chrono::TimeDelta;
use std::time::Duration;
use tokio::time::Instant;

/// Between two looks.
pub const ROUND: Duration = Duration::from_mins(1);
const GOES_ON: TimeDelta = TimeDelta::minutes(10);
const ASKS: TimeDelta = TimeDelta::days(30);
/// A statutory letter later than this waits for a person.
const LATE: TimeDelta = TimeDelta::hours(72);
/// How far this machine's clock may be from the database's.
const APART: TimeDelta = TimeDelta::minutes(5);

/// What a gap since the last look means, `waited` after it was first seen.
fn judge(gap: TimeDelta, waited: Option<Duration>, settle: Duration) -> ClockState {
    let gap = gap.abs();
    if gap <= GOES_ON {
        ClockState::Steady
    } else if gap > ASKS {
        ClockState::Stopped
    } else if settle.is_zero() || waited.is_some_and(|waited| waited >= settle) {
        ClockState::Steady
    } else {
        ClockState::Settling
    }
}

/// Compares the clock with the last run and with the database's, once a round.
pub struct ClockCheck {
    /// When the gap was first seen.
    seen: Option<Instant>,
    settle: Duration,
}

impl ClockCheck {
    pub fn new(settle: Duration) -> Self {
        Self { seen: None, settle }
    }

    /// Looks once, says so to the others, and gives what it found.
    pub async fn run(&mut self, app: &App) -> Result<ClockState, ledger::Error> {
        let clock_state = self.compare(app).await?;
        let changed =
            app.health.clock_state.send_if_modified(|known| std::mem::replace(known, clock_state) != clock_state);
        match clock_state {
            ClockState::Unknown | ClockState::Steady => {}
            ClockState::Settling => tracing::info!("away for a while: looking again before anything is sent"),
            ClockState::Stopped => {
                tracing::error!("more than 30 days since the last look: see to the clock, then `samrad release`");
            }
            ClockState::Skewed => tracing::error!("this machine's clock is more than five minutes off the database's"),
        }
        if changed {
            app.post.notify_one();
        }
        Ok(clock_state)
    }

    async fn compare(&mut self, app: &App) -> Result<ClockState, ledger::Error> {
        let now = app.clock.now();
        if let Some(theirs) = app.ledger.database_time().await?
            && (now - theirs).abs() > APART
        {
            return Ok(ClockState::Skewed);
        }
        let last = app.ledger.last_beat().await?;
        let gap = last.map_or(TimeDelta::zero(), |last| now - last);
        let waited = self.seen.map(|seen| seen.elapsed());
        let clock_state = judge(gap, waited, self.settle);
        match clock_state {
            ClockState::Steady => {
                if gap > GOES_ON {
                    let held = app.ledger.hold_late(now - LATE, now).await?;
                    tracing::warn!(minutes = gap.num_minutes(), held, "back after a gap");
                }
                self.seen = None;
                app.ledger.beat(now).await?;
            }
            _ => {
                self.seen.get_or_insert_with(Instant::now);
            }
        }
        Ok(clock_state)
    }
}

/// A person has looked: the clock is right, and letters that waited for that may go. Gives their number.
pub async fn release(app: &App) -> Result<usize, ledger::Error> {
    let now = app.clock.now();
    app.ledger.beat(now).await?;
    let released = app.ledger.release(now).await?;
    app.post.notify_one();
    Ok(released)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_judged_by_their_length_either_way() {
        let settle = Duration::from_mins(15);
        for (minutes, waited, expected) in [
            (0, None, ClockState::Steady),
            (10, None, ClockState::Steady),
            (-10, None, ClockState::Steady),
            (11, None, ClockState::Settling),
            (-60, None, ClockState::Settling),
            (11, Some(14), ClockState::Settling),
            (11, Some(15), ClockState::Steady),
            (9 * 1440, Some(15), ClockState::Steady),
            (30 * 1440, Some(15), ClockState::Steady),
            (31 * 1440, Some(15), ClockState::Stopped),
            (5 * 365 * 1440, Some(10_000), ClockState::Stopped),
            (-40 * 1440, Some(15), ClockState::Stopped),
        ] {
            let waited = waited.map(Duration::from_mins);
            assert_eq!(judge(TimeDelta::minutes(minutes), waited, settle), expected, "{minutes} {waited:?}");
        }
    }
}
