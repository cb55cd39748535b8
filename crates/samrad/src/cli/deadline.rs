//! The deadline calculator on the command line.

use super::say;
use crate::language::Lang;
use chrono::NaiveDate;
use clap::Args;
use procedure::{Period, Step, deadline};

#[derive(Args)]
pub struct Deadline {
    /// The day the hearing letter is received
    #[arg(long, value_name = "DATE")]
    received: NaiveDate,
    #[arg(long, required_unless_present = "months", conflicts_with = "months")]
    weeks: Option<u32>,
    #[arg(long)]
    months: Option<u32>,
    /// Add time for the summer, Easter and Christmas
    #[arg(long)]
    season: bool,
    /// nb, nn or en
    #[arg(long, default_value = "nb")]
    lang: String,
}

pub fn run(asked: &Deadline) {
    let period = match (asked.weeks, asked.months) {
        (Some(weeks), _) => Period::Weeks(weeks.min(520)),
        (None, months) => Period::Months(months.unwrap_or(0).min(120)),
    };
    let lang = Lang::parse(&asked.lang).unwrap_or_default();
    let working = deadline(asked.received, period, asked.season);
    for step in &working.steps {
        say(line(lang, step));
    }
    say(working.deadline);
}

/// A line of the working, with its paragraph.
pub fn line(lang: Lang, step: &Step) -> String {
    let (key, n, until) = match step {
        Step::Received { date } => ("deadline-received", 0, *date),
        Step::Weeks { weeks, until } => ("deadline-weeks", *weeks, *until),
        Step::Months { months, until } => ("deadline-months", *months, *until),
        Step::Summer { weeks, until } => ("deadline-summer", *weeks, *until),
        Step::Easter { weeks, until } => ("deadline-easter", *weeks, *until),
        Step::Christmas { weeks, until } => ("deadline-christmas", *weeks, *until),
        Step::Moved { until, holiday: None, .. } => ("deadline-moved-weekend", 0, *until),
        Step::Moved { until, holiday: Some(holiday), .. } => {
            let holiday = lang.t(&format!("holiday-{}", holiday.as_str()));
            let values = [
                ("holiday", holiday.into()),
                ("until", lang.date(*until).into()),
                ("source", lang.t(step.source()).into()),
            ];
            return lang.with("deadline-moved-holiday", &values);
        }
    };
    lang.with(key, &[("n", n.into()), ("until", lang.date(until).into()), ("source", lang.t(step.source()).into())])
}
