//! The one place where time and chance come from. Everything else is handed them.

use chrono::{DateTime, NaiveDate, NaiveDateTime, SubsecRound as _, TimeDelta, TimeZone as _, Timelike as _, Utc};
use chrono_tz::Tz;
use std::sync::{Arc, Mutex, PoisonError};

/// The system's clock, or one that stands still until it is moved by hand.
#[derive(Clone, Debug)]
pub enum Clock {
    System,
    Hand(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    pub fn by_hand(start: DateTime<Utc>) -> Self {
        Self::Hand(Arc::new(Mutex::new(start)))
    }

    /// Now, to the microsecond: what both databases can hold.
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            #[expect(clippy::disallowed_methods, reason = "this is the clock everyone else asks")]
            Self::System => Utc::now().trunc_subsecs(6),
            Self::Hand(hand) => *hand.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Moves a hand-driven clock forward; `false` when that would be backwards, or the clock is the system's.
    pub fn set(&self, to: DateTime<Utc>) -> bool {
        let Self::Hand(hand) = self else { return false };
        let mut now = hand.lock().unwrap_or_else(PoisonError::into_inner);
        let forward = to >= *now;
        if forward {
            *now = to;
        }
        forward
    }

    pub fn today(&self, zone: Tz) -> NaiveDate {
        self.now().with_timezone(&zone).date_naive()
    }

    pub fn local(&self, zone: Tz) -> NaiveDateTime {
        self.now().with_timezone(&zone).naive_local()
    }
}

/// The instant of a local wall-clock time. In the autumn's doubled hour it is the first of the two;
/// a time the spring skips is the first instant after the gap.
pub fn instant(zone: Tz, local: NaiveDateTime) -> DateTime<Utc> {
    if let Some(found) = zone.from_local_datetime(&local).earliest() {
        return found.with_timezone(&Utc);
    }
    let mut minute = local.with_second(0).and_then(|at| at.with_nanosecond(0)).unwrap_or(local);
    loop {
        minute += TimeDelta::minutes(1);
        if let Some(found) = zone.from_local_datetime(&minute).earliest() {
            return found.with_timezone(&Utc);
        }
    }
}

/// `N` bytes nobody can guess.
pub fn random<const N: usize>() -> [u8; N] {
    #[expect(clippy::disallowed_methods, reason = "the one source of chance")]
    rand::random::<[u8; N]>()
}
