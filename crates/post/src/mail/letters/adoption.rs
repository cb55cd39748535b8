//! Letters to everyone about a document that was adopted, and what became of it since.

use super::{
    head::Head,
    writer::{Told, Writer},
};
use askama::Template;
use procedure::Event;
use words::language::Lang;

/// Says that the document was adopted.
#[derive(Template)]
#[template(path = "letters/adoption_notice.txt")]
pub struct AdoptionNotice {
    pub head: Head,
    /// Whether it is to a municipality, which is consulted again.
    pub municipality: bool,
    /// The body that adopted it.
    pub body: String,
    pub meeting_date: String,
    /// The body's own case number.
    pub council_case: String,
    pub in_force_from: String,
    pub revision_due: Option<String>,
    pub copy: bool,
}

impl AdoptionNotice {
    /// From an adoption.
    pub fn of(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Self> {
        let Event::Adopted { body, meeting_date, case_number, in_force_from, revision_due, .. } = &told.recorded.event
        else {
            return Err(writer.tells_not_of(told));
        };
        Ok(Self {
            head: writer.head(told.state)?,
            municipality: writer.is_municipality(),
            body: body.clone(),
            meeting_date: writer.day(*meeting_date),
            council_case: case_number.clone(),
            in_force_from: writer.day(*in_force_from),
            revision_due: revision_due.map(|day| writer.day(day)),
            copy: writer.row.copy,
        })
    }
}

/// Says that the document stays in force as it is for longer.
#[derive(Template)]
#[template(path = "letters/prolonged_notice.txt")]
pub struct ProlongedNotice {
    pub head: Head,
    pub until: String,
    pub reason: String,
    pub copy: bool,
}

impl ProlongedNotice {
    /// From a document that was prolonged.
    pub fn of(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Self> {
        let Event::Prolonged { until, reason } = &told.recorded.event else {
            return Err(writer.tells_not_of(told));
        };
        Ok(Self {
            head: writer.head(told.state)?,
            until: writer.day(*until),
            reason: reason.clone(),
            copy: writer.row.copy,
        })
    }
}

/// Says that the document is no longer in force.
#[derive(Template)]
#[template(path = "letters/repeal_notice.txt")]
pub struct RepealNotice {
    pub head: Head,
    pub reason: String,
    /// An edition was in force until now; else one was waiting for its day.
    pub held: bool,
    pub copy: bool,
}

impl RepealNotice {
    /// From a repeal.
    pub fn of(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Self> {
        let Event::Repealed { reason } = &told.recorded.event else {
            return Err(writer.tells_not_of(told));
        };
        let (head, held) = (writer.head(told.state)?, told.state.in_force.is_some());
        Ok(Self { head, reason: reason.clone(), held, copy: writer.row.copy })
    }
}

/// Says that a case was withdrawn.
#[derive(Template)]
#[template(path = "letters/withdrawal_notice.txt")]
pub struct WithdrawalNotice {
    pub head: Head,
    /// Until when the revision is put off, where the document stays in force.
    pub until: Option<String>,
    pub reason: String,
    pub copy: bool,
}

impl WithdrawalNotice {
    /// From a withdrawal.
    pub fn of(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Self> {
        let Event::Withdrawn { reason, until } = &told.recorded.event else {
            return Err(writer.tells_not_of(told));
        };
        Ok(Self {
            head: writer.head(told.state)?,
            until: until.map(|day| writer.day(day)),
            reason: reason.clone(),
            copy: writer.row.copy,
        })
    }
}
