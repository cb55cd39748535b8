//! Letters to councils that are asked to endorse a text.

use super::{
    head::{Head, Papers},
    writer::{Told, Writer},
};
use anyhow::Context as _;
use askama::Template;
use procedure::{Event, NextStep, PlanningAct, Purpose, Rung};
use words::language::Lang;

/// Asks a council to endorse the text.
#[derive(Template)]
#[template(path = "letters/council_request.txt")]
pub struct CouncilRequest {
    pub head: Head,
    pub version: u32,
    /// What the document is under plan- og bygningsloven.
    pub planning: Option<PlanningAct>,
    pub papers: Papers,
    pub link: Option<&'static str>,
    pub copy: bool,
}

impl CouncilRequest {
    /// From an assessment that was finished, or a request sent again.
    pub async fn of(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Self> {
        let version = match &told.recorded.event {
            Event::AssessmentFinished { next: NextStep::Endorsement, version, .. } => *version,
            Event::InvitedAgain { granted, .. } if granted.purpose == Purpose::Council => {
                told.state.version().context("the document has no text")?.number
            }
            _ => return Err(writer.tells_not_of(told)),
        };
        Ok(Self {
            head: writer.head(told).await?,
            version,
            planning: told.state.rules().and_then(|rules| rules.planning),
            papers: writer.papers(told).await?,
            link: writer.link(),
            copy: writer.row.copy,
        })
    }
}

/// Reminds of a decision that has not come.
#[derive(Template)]
#[template(path = "letters/council_reminder.txt")]
pub struct CouncilReminder {
    pub head: Head,
    /// The day of the council's meeting, while it is ahead.
    pub meeting_ahead: Option<String>,
    pub link: Option<&'static str>,
}

impl CouncilReminder {
    /// From a reminder.
    pub async fn of(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Self> {
        let Event::Reminded { rung, deadline, on, .. } = &told.recorded.event else {
            return Err(writer.tells_not_of(told));
        };
        let endorsement = told.state.case.as_ref().and_then(|case| case.endorsement());
        let known = endorsement.is_none_or(|endorsement| endorsement.is_meeting(*deadline));
        let ahead = known && (matches!(rung, Rung::Before(_)) || on <= deadline);
        Ok(Self {
            head: writer.head(told).await?,
            meeting_ahead: ahead.then(|| writer.day(*deadline)),
            link: writer.link(),
        })
    }
}

/// Says which decision was recorded.
#[derive(Template)]
#[template(path = "letters/decision_receipt.txt")]
pub struct DecisionReceipt {
    pub head: Head,
    pub outcome: String,
    /// The body that decided.
    pub body: String,
    pub meeting_date: String,
    /// The body's own case number.
    pub council_case: String,
    /// For and against.
    pub votes: Option<String>,
    pub postponed_to: Option<String>,
    /// The decision's own words.
    pub statement: Option<String>,
    pub copy: bool,
}

impl DecisionReceipt {
    /// From a decision that was recorded.
    pub async fn of(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Self> {
        let Event::DecisionRecorded { decision, .. } = &told.recorded.event else {
            return Err(writer.tells_not_of(told));
        };
        let votes = decision.votes.map(|votes| writer.votes(votes));
        Ok(Self {
            head: writer.head(told).await?,
            outcome: writer.word("outcome", decision.outcome),
            body: writer.lang.body(&decision.body),
            meeting_date: writer.day(decision.meeting_date),
            council_case: decision.case_number.clone(),
            votes,
            postponed_to: decision.postponed_to.map(|day| writer.day(day)),
            statement: writer.text(decision.text.as_ref()).await?,
            copy: writer.row.copy,
        })
    }
}
