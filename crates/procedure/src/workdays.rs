//! The Norwegian calendar of working days: weekends, public holidays, and moving a day to one that works.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// The public holidays (helligdagsfredloven § 2; lov om 1. og 17. mai som høgtidsdager).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holiday {
    NewYear,
    MaundyThursday,
    GoodFriday,
    EasterSunday,
    EasterMonday,
    LabourDay,
    ConstitutionDay,
    Ascension,
    WhitSunday,
    WhitMonday,
    ChristmasDay,
    BoxingDay,
}

impl Holiday {
    /// The name in catalogues.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NewYear => "new-year",
            Self::MaundyThursday => "maundy-thursday",
            Self::GoodFriday => "good-friday",
            Self::EasterSunday => "easter-sunday",
            Self::EasterMonday => "easter-monday",
            Self::LabourDay => "labour-day",
            Self::ConstitutionDay => "constitution-day",
            Self::Ascension => "ascension",
            Self::WhitSunday => "whit-sunday",
            Self::WhitMonday => "whit-monday",
            Self::ChristmasDay => "christmas-day",
            Self::BoxingDay => "boxing-day",
        }
    }
}

/// Easter Sunday of a year in the Gregorian calendar (the algorithm of Meeus, Jones and Butcher).
#[expect(clippy::many_single_char_names, reason = "the letters the algorithm is published with")]
pub fn easter(year: i32) -> NaiveDate {
    let a = year.rem_euclid(19);
    let (b, c) = (year.div_euclid(100), year.rem_euclid(100));
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    let part = |value: i32| u32::try_from(value).unwrap_or(1);
    NaiveDate::from_ymd_opt(year, part(n / 31), part(n % 31 + 1)).unwrap_or(NaiveDate::MIN)
}

/// Which public holiday a day is. A fixed day that coincides with a movable one bears the fixed day's name.
pub fn holiday(day: NaiveDate) -> Option<Holiday> {
    let fixed = match (day.month(), day.day()) {
        (1, 1) => Some(Holiday::NewYear),
        (5, 1) => Some(Holiday::LabourDay),
        (5, 17) => Some(Holiday::ConstitutionDay),
        (12, 25) => Some(Holiday::ChristmasDay),
        (12, 26) => Some(Holiday::BoxingDay),
        _ => None,
    };
    fixed.or_else(|| match (day - easter(day.year())).num_days() {
        -3 => Some(Holiday::MaundyThursday),
        -2 => Some(Holiday::GoodFriday),
        0 => Some(Holiday::EasterSunday),
        1 => Some(Holiday::EasterMonday),
        39 => Some(Holiday::Ascension),
        49 => Some(Holiday::WhitSunday),
        50 => Some(Holiday::WhitMonday),
        _ => None,
    })
}

/// Monday to Friday, and no public holiday.
pub fn is_working_day(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && holiday(day).is_none()
}

/// The day itself, or the last working day before it.
pub fn on_or_before(day: NaiveDate) -> NaiveDate {
    day.iter_days().rev().find(|day| is_working_day(*day)).unwrap_or(day)
}

/// The day itself, or the first working day after it.
pub fn on_or_after(day: NaiveDate) -> NaiveDate {
    day.iter_days().find(|day| is_working_day(*day)).unwrap_or(day)
}

/// The same day number so many months on, or the month's last day where it has no such number.
pub fn add_months(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)
}

/// The same day so many years on; 29 February becomes 28 February.
pub fn add_years(day: NaiveDate, years: u32) -> NaiveDate {
    add_months(day, years.saturating_mul(12))
}

pub(crate) fn add_weeks(day: NaiveDate, weeks: u32) -> NaiveDate {
    day.checked_add_days(Days::new(u64::from(weeks) * 7)).unwrap_or(NaiveDate::MAX)
}

/// The working day that comes so many working days after a day.
pub fn working_days_after(day: NaiveDate, count: usize) -> NaiveDate {
    day.iter_days().skip(1).filter(|day| is_working_day(*day)).nth(count.saturating_sub(1)).unwrap_or(day)
}
