use crate::{DeadlineStep, Period, deadline, minimum};
use chrono::NaiveDate;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn six_weeks_over_christmas_show_their_working() {
    let working = deadline(day("2026-11-13"), Period::Weeks(6), true);
    assert_eq!(working.deadline, day("2027-01-04"));
    assert_eq!(
        working.steps,
        vec![
            DeadlineStep::Received { date: day("2026-11-13") },
            DeadlineStep::Weeks { weeks: 6, until: day("2026-12-25") },
            DeadlineStep::Christmas { weeks: 1, until: day("2027-01-01") },
            DeadlineStep::Moved {
                from: day("2027-01-01"),
                until: day("2027-01-04"),
                holiday: Some(crate::Holiday::NewYear)
            },
        ]
    );
}

#[test]
fn weeks_end_on_the_same_weekday_and_months_on_the_same_number() {
    assert_eq!(minimum(day("2026-11-23"), 6), day("2027-01-04"));
    assert_eq!(deadline(day("2027-01-29"), Period::Months(1), false).deadline, day("2027-03-01"));
}

#[test]
fn july_adds_three_weeks_and_easter_one() {
    assert_eq!(deadline(day("2027-06-01"), Period::Weeks(6), true).deadline, day("2027-08-03"));
    assert_eq!(deadline(day("2027-03-01"), Period::Weeks(6), true).deadline, day("2027-04-19"));
}
