//! The deadline calculator on the command line.

use super::say;
use app::planning::working_line;
use chrono::NaiveDate;
use clap::Args;
use procedure::{Period, deadline};
use words::language::Lang;

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
        say(working_line(lang, step));
    }
    say(working.deadline);
}
