//! The demo's past: made by the same commands as any other, with the clock set back. Nothing is inserted behind `execute`.

mod hands;
mod history;
mod meetings;
mod plans;
mod script;

pub use history::History;
use web::demo::travel::travel;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

/// The local time the built-in history leads up to; another clock moves its later years along.
fn today_of_script() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 23).and_then(|day| day.and_hms_opt(8, 0, 0)).unwrap_or_default()
}

/// Where the clock stands before anything has happened.
pub fn beginning(now: NaiveDateTime) -> NaiveDateTime {
    let founded = NaiveDate::from_ymd_opt(2009, 1, 5).and_then(|day| day.and_hms_opt(8, 0, 0)).unwrap_or_default();
    founded.min(now - TimeDelta::days(1))
}
