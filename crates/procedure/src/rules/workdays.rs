use crate::{Holiday, add_years, holiday, is_working_day, on_or_after, on_or_before};
use chrono::NaiveDate;
use std::collections::BTreeSet;

const TABLE: &str = include_str!("../../../../tests/data/no-holidays-2000-2060.csv");

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn the_holidays_of_sixty_years_are_those_of_the_table() {
    let table: BTreeSet<NaiveDate> = TABLE.lines().skip(1).filter_map(|line| line.split(',').next()).map(day).collect();
    assert!(table.len() > 600);
    let ours: BTreeSet<NaiveDate> = day("2000-01-01")
        .iter_days()
        .take_while(|d| *d <= day("2060-12-31"))
        .filter(|d| holiday(*d).is_some())
        .collect();
    assert_eq!(ours, table);
}

#[test]
fn a_day_moves_to_one_that_works() {
    assert_eq!(on_or_after(day("2026-12-25")), day("2026-12-28"));
    assert_eq!(on_or_before(day("2027-03-28")), day("2027-03-24"));
    assert!(is_working_day(day("2026-12-24")));
    // 17 May 2027 is also Whit Monday.
    assert_eq!(holiday(day("2027-05-17")), Some(Holiday::ConstitutionDay));
}

#[test]
fn a_leap_day_comes_round_on_the_day_before() {
    assert_eq!(add_years(day("2024-02-29"), 4), day("2028-02-29"));
    assert_eq!(add_years(day("2024-02-29"), 1), day("2025-02-28"));
}
