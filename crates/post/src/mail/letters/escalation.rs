//! The letter to a chief executive when reminders did not help.

use super::{
    head::Head,
    writer::{Told, Writer},
};
use askama::Template;
use procedure::Event;
use words::language::Lang;

/// Asks for somebody to see to it.
#[derive(Template)]
#[template(path = "letters/escalation.txt")]
pub struct Escalation {
    pub head: Head,
    pub missing: Missing,
}

/// What has not come.
pub enum Missing {
    /// An answer to the hearing, by this deadline.
    Answer(String),
    /// A council's decision in its meeting on this day.
    Meeting(String),
    /// A council's decision on what it was sent on this day; its meeting is not known.
    Decision(String),
}

impl Escalation {
    /// From a reminder.
    pub async fn of(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Self> {
        let Event::Reminded { deadline, .. } = &told.recorded.event else {
            return Err(writer.tells_not_of(told));
        };
        let day = writer.day(*deadline);
        let missing = match told.state.case.as_ref().and_then(|case| case.endorsement()) {
            None => Missing::Answer(day),
            Some(endorsement) if endorsement.is_meeting(*deadline) => Missing::Meeting(day),
            Some(_) => Missing::Decision(day),
        };
        Ok(Self { head: writer.head(told).await?, missing })
    }
}
