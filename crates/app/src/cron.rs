//! When to look: cron expressions read on the region's wall clock, with a stated rule for the hours that do not fit.
//!
//! The `cron` crate skips times that the spring leaves out and doubles those the autumn repeats. So an expression is
//! evaluated on naive local time, and each local time is mapped to an instant: a time that comes twice is the first of
//! the two; a time that never comes is the first instant after the gap.

use crate::clock;
use chrono::{DateTime, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;
use std::str::FromStr as _;

#[derive(Clone, Debug)]
pub struct Schedule(cron::Schedule);

/// One time to look: as the wall clock shows it, and the instant it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    pub local: NaiveDateTime,
    pub at: DateTime<Utc>,
}

#[derive(Debug, thiserror::Error)]
pub enum ScheduleError {
    #[error("`{0}` has {1} fields; write five (minute hour day month weekday) or six (second first)")]
    Fields(String, usize),
    #[error("`{0}` names weekdays by number, which programs count differently; write Mon, Tue, … instead")]
    Weekday(String),
    #[error("`{0}` is no cron expression: {1}")]
    Expression(String, String),
}

impl Schedule {
    pub fn parse(expression: &str) -> Result<Self, ScheduleError> {
        let fields: Vec<&str> = expression.split_whitespace().collect();
        let six = match fields.len() {
            5 => format!("0 {}", fields.join(" ")),
            6 => fields.join(" "),
            n => return Err(ScheduleError::Fields(expression.to_owned(), n)),
        };
        if six.split(' ').next_back().is_some_and(|weekday| weekday.chars().any(|c| c.is_ascii_digit())) {
            return Err(ScheduleError::Weekday(expression.to_owned()));
        }
        let schedule = cron::Schedule::from_str(&six);
        schedule.map(Self).map_err(|error| ScheduleError::Expression(expression.to_owned(), error.to_string()))
    }

    /// The first slot strictly after an instant.
    pub fn next_after(&self, zone: Tz, instant: DateTime<Utc>) -> Option<Slot> {
        let wall = instant.with_timezone(&zone).naive_local();
        // An hour back: in the autumn the wall clock has been here before.
        let from = Utc.from_utc_datetime(&(wall - chrono::TimeDelta::minutes(61)));
        let slots = self.0.after(&from).map(|slot| slot.naive_utc());
        slots.map(|local| Slot { local, at: clock::instant(zone, local) }).find(|slot| slot.at > instant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Datelike, NaiveDate};
    use std::collections::BTreeMap;

    const OSLO: Tz = chrono_tz::Europe::Oslo;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn slots(expression: &str, from: &str, until: &str) -> Vec<Slot> {
        let schedule = Schedule::parse(expression).unwrap();
        let mut now = at(from);
        let mut found = Vec::new();
        while let Some(slot) = schedule.next_after(OSLO, now).filter(|slot| slot.at < at(until)) {
            found.push(slot);
            now = slot.at;
        }
        found
    }

    #[test]
    fn a_time_the_spring_skips_is_the_first_after_it() {
        let found = slots("30 2 * * *", "2027-03-27T12:00:00Z", "2027-03-29T12:00:00Z");
        let instants: Vec<_> = found.iter().map(|slot| slot.at).collect();
        assert_eq!(instants, vec![at("2027-03-28T01:00:00Z"), at("2027-03-29T00:30:00Z")]);
    }

    #[test]
    fn a_time_the_autumn_repeats_comes_once() {
        let found = slots("30 2 * * *", "2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z");
        let instants: Vec<_> = found.iter().map(|slot| slot.at).collect();
        assert_eq!(instants, vec![at("2026-10-25T00:30:00Z"), at("2026-10-26T01:30:00Z")]);
    }

    #[test]
    fn half_hours_through_both_nights_are_in_order_and_single() {
        // 02:00 and 02:30 come twice in the autumn and count the first time; in the spring they are 03:00, once.
        let autumn = ["22:30", "23:00", "23:30", "00:00", "00:30", "02:00", "02:30"];
        let spring = ["23:30", "00:00", "00:30", "01:00", "01:30", "02:00", "02:30"];
        for (from, until, expected) in [
            ("2026-10-24T22:00:00Z", "2026-10-25T03:00:00Z", autumn),
            ("2027-03-27T23:00:00Z", "2027-03-28T03:00:00Z", spring),
        ] {
            let instants: Vec<_> = slots("*/30 * * * *", from, until).iter().map(|slot| slot.at).collect();
            assert!(instants.is_sorted_by(|a, b| a < b), "{instants:?}");
            let times: Vec<_> = instants.iter().map(|at| at.format("%H:%M").to_string()).collect();
            assert_eq!(times, expected);
        }
    }

    #[test]
    fn every_schedule_comes_its_exact_number_of_times_on_every_local_day_for_ten_years() {
        let schedules = crate::config::Config::built_in().unwrap().schedules;
        // Times on a working day, times on a Saturday or a Sunday.
        let cases: [(&str, [u32; 2]); 5] = [
            (&schedules.reminders, [1, 1]),
            (&schedules.revision, [1, 1]),
            (&schedules.digest, [1, 0]),
            (&schedules.seal, [1, 1]),
            ("15,45 1-3 * * *", [6, 6]),
        ];
        for (expression, expected) in cases {
            let mut days: BTreeMap<NaiveDate, u32> = BTreeMap::new();
            for slot in slots(expression, "2026-12-31T23:00:00Z", "2036-12-31T23:00:00Z") {
                *days.entry(slot.local.date()).or_default() += 1;
            }
            let ten_years = "2027-01-01".parse::<NaiveDate>().unwrap().iter_days().take(3653);
            for day in ten_years {
                let spring = day.month() == 3 && day.weekday().number_from_monday() == 7 && day.day() > 24;
                // The two times that the spring's night leaves out are one instant, the first after the gap.
                let left_out = u32::from(spring && expression.starts_with("15"));
                assert_eq!(
                    days.remove(&day).unwrap_or(0),
                    expected[usize::from(day.weekday().number_from_monday() > 5)] - left_out,
                    "{expression} on {day}"
                );
            }
            assert!(days.is_empty(), "{days:?}");
        }
    }

    #[test]
    fn numbered_weekdays_and_odd_lengths_are_refused() {
        assert!(matches!(Schedule::parse("0 7 * * 1"), Err(ScheduleError::Weekday(_))));
        assert!(matches!(Schedule::parse("0 7 * *"), Err(ScheduleError::Fields(_, 4))));
        assert!(matches!(Schedule::parse("0 27 * * *"), Err(ScheduleError::Expression(..))));
        assert!(Schedule::parse("0 7 * * Mon-Fri").is_ok());
    }
}
