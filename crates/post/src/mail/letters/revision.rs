//! Letters to coordinators about a revision.

use super::{
    head::DeskHead,
    writer::{Told, Writer, written},
};
use app::history::{Names, SpokenRemark};
use askama::Template;
use procedure::{Event, Rung};
use words::language::Lang;

/// Says that a revision falls due, or is overdue.
#[derive(Template)]
#[template(path = "letters/revision_notice.txt")]
pub struct RevisionNotice {
    pub head: DeskHead,
    /// The day it falls due.
    pub due: String,
    /// The day the revision opens by itself.
    pub opens: String,
    pub stage: Stage,
}

/// Where the work stands when the notice is given.
pub enum Stage {
    /// The revision has not begun.
    Ahead,
    /// It is under way, and not due yet.
    UnderWay,
    /// It is under way, and the day is behind us.
    Overdue,
}

impl RevisionNotice {
    /// From a notice of a revision.
    pub fn of(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Self> {
        let Event::RevisionNoticed { rung, due, .. } = &told.recorded.event else {
            return Err(writer.tells_not_of(told));
        };
        let opens = told.state.in_force.as_ref().map_or(*due, |edition| edition.opens_on(*due));
        let stage = match rung {
            Rung::Overdue(_) => Stage::Overdue,
            _ if told.state.case.is_some() => Stage::UnderWay,
            _ => Stage::Ahead,
        };
        Ok(Self { head: writer.desk_head(told), due: writer.day(*due), opens: writer.day(opens), stage })
    }
}

/// Says that a revision has begun, and which remarks it begins with.
#[derive(Template)]
#[template(path = "letters/revision_opened.txt")]
pub struct RevisionOpened {
    pub head: DeskHead,
    pub remarks: Vec<UnmetRemark>,
}

/// A remark that the edition in force did not accommodate.
pub struct UnmetRemark {
    /// Who made it.
    pub municipality: String,
    /// The heading it is about.
    pub section: Option<String>,
    pub text: String,
    /// The reason for the verdict.
    pub why: String,
}

impl RevisionOpened {
    /// From a revision that has begun.
    pub async fn of(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Self> {
        if !matches!(told.recorded.event, Event::RevisionStarted { .. }) {
            return Err(writer.tells_not_of(told));
        }
        let (past, names) = (writer.past(told).await?, writer.names());
        let unmet = told.state.in_force.as_ref().map_or(&[][..], |edition| &edition.unmet);
        let remarks = past.remarks.iter().filter(|remark| unmet.contains(&remark.id));
        Ok(Self {
            head: writer.desk_head(told),
            remarks: remarks.filter_map(|remark| UnmetRemark::of(writer, &names, remark)).collect(),
        })
    }
}

impl UnmetRemark {
    fn of(writer: &Writer<'_>, names: &Names, remark: &SpokenRemark) -> Option<Self> {
        Some(Self {
            municipality: names.get(&remark.party),
            section: written(Some(&remark.section)),
            text: remark.text.clone(),
            why: writer.worded(&remark.verdict()?.what.reason),
        })
    }
}
