//! The deadline calculator: a deadline with its working, line by line, each with the rule it follows.

use crate::{Holiday, add_months, easter, holiday, on_or_after, workdays::add_weeks};
use chrono::{Datelike, Days, NaiveDate};
use serde::Serialize;

/// How long a hearing lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    Weeks(u32),
    Months(u32),
}

/// A line of the working, with the day it ends at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum DeadlineStep {
    Received {
        date: NaiveDate,
    },
    /// Ends on the same weekday.
    Weeks {
        weeks: u32,
        until: NaiveDate,
    },
    /// Ends on the same day number.
    Months {
        months: u32,
        until: NaiveDate,
    },
    /// The period touches July.
    Summer {
        weeks: u32,
        until: NaiveDate,
    },
    Easter {
        weeks: u32,
        until: NaiveDate,
    },
    Christmas {
        weeks: u32,
        until: NaiveDate,
    },
    /// An end on a Saturday, a Sunday or a public holiday moves to the next working day.
    Moved {
        from: NaiveDate,
        until: NaiveDate,
        holiday: Option<Holiday>,
    },
}

impl DeadlineStep {
    /// The rule a line follows (domstolloven §§ 148 and 149, or practice), by its key in the catalogues.
    pub fn source(&self) -> &'static str {
        match self {
            Self::Received { .. } => "source-received",
            Self::Weeks { .. } | Self::Months { .. } => "source-weeks",
            Self::Summer { .. } | Self::Easter { .. } | Self::Christmas { .. } => "source-season",
            Self::Moved { .. } => "source-moved",
        }
    }
}

/// A deadline, and how it was counted, line by line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Working {
    pub steps: Vec<DeadlineStep>,
    pub deadline: NaiveDate,
}

/// The deadline of something received on a day. The season rule is Vestfold's practice: three weeks more where the
/// period touches July, one more for Easter (Palm Sunday to Easter Monday) and one for Christmas (24 December to
/// 1 January).
pub fn deadline(received: NaiveDate, period: Period, season: bool) -> Working {
    let mut steps = vec![DeadlineStep::Received { date: received }];
    let mut until = match period {
        Period::Weeks(weeks) => add_weeks(received, weeks),
        Period::Months(months) => add_months(received, months),
    };
    steps.push(match period {
        Period::Weeks(weeks) => DeadlineStep::Weeks { weeks, until },
        Period::Months(months) => DeadlineStep::Months { months, until },
    });
    if season {
        let end = until;
        if touches(received, end, summer) {
            until = add_weeks(until, 3);
            steps.push(DeadlineStep::Summer { weeks: 3, until });
        }
        if touches(received, end, easter_week) {
            until = add_weeks(until, 1);
            steps.push(DeadlineStep::Easter { weeks: 1, until });
        }
        if touches(received, end, christmas) {
            until = add_weeks(until, 1);
            steps.push(DeadlineStep::Christmas { weeks: 1, until });
        }
    }
    let deadline = on_or_after(until);
    if deadline != until {
        steps.push(DeadlineStep::Moved { from: until, until: deadline, holiday: holiday(until) });
    }
    Working { steps, deadline }
}

/// The earliest lawful deadline of a hearing opened on a day.
pub fn minimum(opened_on: NaiveDate, weeks: u32) -> NaiveDate {
    deadline(opened_on, Period::Weeks(weeks), false).deadline
}

fn touches(from: NaiveDate, until: NaiveDate, season: fn(i32) -> Option<(NaiveDate, NaiveDate)>) -> bool {
    let years = from.year() - 1..=until.year();
    years.filter_map(season).any(|(first, last)| first <= until && last >= from)
}

/// Whether a day is in the common holiday.
pub(crate) fn is_summer(day: NaiveDate) -> bool {
    touches(day, day, summer)
}

fn summer(year: i32) -> Option<(NaiveDate, NaiveDate)> {
    Some((NaiveDate::from_ymd_opt(year, 7, 1)?, NaiveDate::from_ymd_opt(year, 7, 31)?))
}

fn easter_week(year: i32) -> Option<(NaiveDate, NaiveDate)> {
    let sunday = easter(year);
    Some((sunday.checked_sub_days(Days::new(7))?, sunday.succ_opt()?))
}

fn christmas(year: i32) -> Option<(NaiveDate, NaiveDate)> {
    Some((NaiveDate::from_ymd_opt(year, 12, 24)?, NaiveDate::from_ymd_opt(year + 1, 1, 1)?))
}
