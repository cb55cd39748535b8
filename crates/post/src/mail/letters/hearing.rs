//! Letters of a hearing that runs, to those who are to answer.

use super::{
    adoption::RestsOn,
    head::{Head, Papers},
    writer::{Told, Worded, Writer},
};
use anyhow::Context as _;
use askama::Template;
use procedure::{Event, PlanningAct, Purpose, Scope};
use words::language::Lang;

/// Asks for an answer.
#[derive(Template)]
#[template(path = "letters/hearing_invitation.txt")]
pub struct HearingInvitation {
    pub head: Head,
    pub deadline: String,
    /// Of the text.
    pub version: u32,
    /// The decision to send it on hearing.
    pub decided: Option<RestsOn>,
    /// Counted from 1.
    pub round: u32,
    /// Only sections that have changed are heard again.
    pub limited: bool,
    /// The covering letter.
    pub covering: Option<Worded>,
    /// Why the hearing is shorter than usual.
    pub reason: Option<String>,
    /// What the document is under plan- og bygningsloven.
    pub planning: Option<PlanningAct>,
    pub papers: Papers,
    pub link: Option<&'static str>,
    pub copy: bool,
}

impl HearingInvitation {
    /// From a hearing that opened, or an invitation sent again.
    pub async fn of(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Self> {
        let (head, papers) = (writer.head(told).await?, writer.papers(told).await?);
        let planning = told.state.rules().and_then(|rules| rules.planning);
        let (link, copy) = (writer.link(), writer.row.copy);
        match &told.recorded.event {
            Event::HearingOpened { round, scope, version, deadline, letter, reason, decision, .. } => Ok(Self {
                head,
                deadline: writer.day(*deadline),
                version: *version,
                decided: RestsOn::of(writer, decision.as_ref()),
                round: *round,
                limited: matches!(scope, Scope::Limited(_)),
                covering: writer.covering(letter.as_ref()).await?,
                reason: reason.as_ref().map(|reason| writer.worded(reason)),
                planning,
                papers,
                link,
                copy,
            }),
            Event::InvitedAgain { granted, .. } if granted.purpose == Purpose::Hearing => Ok(Self {
                head,
                deadline: writer.deadline(told.state)?,
                version: told.state.version().context("the document has no text")?.number,
                decided: None,
                round: told.state.case.as_ref().map_or(1, |case| case.rounds),
                limited: false,
                covering: None,
                reason: None,
                planning,
                papers,
                link,
                copy,
            }),
            _ => Err(writer.tells_not_of(told)),
        }
    }
}

/// Reminds of an answer that has not come.
#[derive(Template)]
#[template(path = "letters/hearing_reminder.txt")]
pub struct HearingReminder {
    pub head: Head,
    pub deadline: String,
    /// The deadline is behind us.
    pub passed: bool,
    pub link: Option<&'static str>,
}

impl HearingReminder {
    /// From a reminder.
    pub async fn of(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Self> {
        let Event::Reminded { deadline, on, .. } = &told.recorded.event else {
            return Err(writer.tells_not_of(told));
        };
        Ok(Self {
            head: writer.head(told).await?,
            deadline: writer.day(*deadline),
            passed: *on > procedure::ends_on(*deadline),
            link: writer.link(),
        })
    }
}

/// Gives more time, in a hearing that runs or was opened again.
#[derive(Template)]
#[template(path = "letters/deadline_extended.txt")]
pub struct DeadlineExtended {
    pub head: Head,
    pub deadline: String,
    pub reason: String,
    pub link: Option<&'static str>,
    pub copy: bool,
}

impl DeadlineExtended {
    /// From a deadline that was moved.
    pub async fn of(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Self> {
        let (Event::DeadlineExtended { deadline, reason, .. } | Event::HearingReopened { deadline, reason, .. }) =
            &told.recorded.event
        else {
            return Err(writer.tells_not_of(told));
        };
        Ok(Self {
            head: writer.head(told).await?,
            deadline: writer.day(*deadline),
            reason: writer.worded(reason),
            link: writer.link(),
            copy: writer.row.copy,
        })
    }
}

/// Gives no more time.
#[derive(Template)]
#[template(path = "letters/extension_refused.txt")]
pub struct ExtensionRefused {
    pub head: Head,
    /// The deadline that stands.
    pub deadline: String,
    pub reason: String,
    pub link: Option<&'static str>,
    pub copy: bool,
}

impl ExtensionRefused {
    /// From a no to a party that asked.
    pub async fn of(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Self> {
        let Event::ExtensionRefused { reason, .. } = &told.recorded.event else {
            return Err(writer.tells_not_of(told));
        };
        Ok(Self {
            head: writer.head(told).await?,
            deadline: writer.deadline(told.state)?,
            reason: reason.clone(),
            link: writer.link(),
            copy: writer.row.copy,
        })
    }
}

/// Asks somebody to join in their party's answer.
#[derive(Template)]
#[template(path = "letters/colleague_invitation.txt")]
pub struct ColleagueInvitation {
    pub head: Head,
    pub recipient: String,
    pub deadline: String,
    pub link: Option<&'static str>,
    /// The whole matter was handed over, rather than shared.
    pub taken_over: bool,
}

impl ColleagueInvitation {
    /// From a link that was given to a colleague, to share the work or to take it over.
    pub async fn of(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Self> {
        let taken_over = match told.recorded.event {
            Event::ColleagueAdded { .. } => false,
            Event::HandedOver { .. } => true,
            _ => return Err(writer.tells_not_of(told)),
        };
        Ok(Self {
            taken_over,
            head: writer.head(told).await?,
            recipient: writer.contact.name.clone(),
            deadline: writer.deadline(told.state)?,
            link: writer.link(),
        })
    }
}

/// Brings a link again to whoever asked for it.
#[derive(Template)]
#[template(path = "letters/new_link.txt")]
pub struct NewLink {
    pub head: Head,
    pub link: Option<&'static str>,
}

impl NewLink {
    /// From a link that was asked for.
    pub async fn of(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Self> {
        if !matches!(told.recorded.event, Event::NewLinkAsked { .. }) {
            return Err(writer.tells_not_of(told));
        }
        Ok(Self { head: writer.head(told).await?, link: writer.link() })
    }
}
