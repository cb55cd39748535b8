//! Letters to everyone about how a case goes on: what came of the councils' decisions, and who leaves.

use super::{
    head::Head,
    writer::{Told, Writer},
};
use askama::Template;
use procedure::Event;
use words::language::Lang;

/// What the case comes to.
pub enum Outcome {
    /// The councils have endorsed it: for and against.
    Endorsed(u32, u32),
    /// The rule was not met.
    NotEndorsed(u32, u32),
    /// It goes back to be written anew, for this reason.
    ToDrafting(String),
    /// A council wanted another text, and a new one goes to all: which council, and why.
    NewText(String, String),
}

/// Says what came of the councils' decisions.
#[derive(Template)]
#[template(path = "letters/outcome_notice.txt")]
pub struct OutcomeNotice {
    pub head: Head,
    pub outcome: Outcome,
    pub copy: bool,
}

impl OutcomeNotice {
    /// From an endorsement that was concluded, or a text that goes back.
    pub fn of(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Self> {
        let outcome = match &told.recorded.event {
            Event::EndorsementConcluded { met: true, in_favour, against, .. } => {
                Outcome::Endorsed(*in_favour, *against)
            }
            Event::EndorsementConcluded { in_favour, against, .. } => Outcome::NotEndorsed(*in_favour, *against),
            Event::ReturnedToDrafting { reason } => Outcome::ToDrafting(reason.clone()),
            Event::DecisionReconciled { party, reason, .. } => {
                Outcome::NewText(writer.names().get(party), reason.clone())
            }
            _ => return Err(writer.tells_not_of(told)),
        };
        Ok(Self { head: writer.head(told.state)?, outcome, copy: writer.row.copy })
    }
}

/// Says that a party leaves the cooperation on a document, or has left it.
#[derive(Template)]
#[template(path = "letters/leaving_notice.txt")]
pub struct LeavingNotice {
    pub head: Head,
    pub municipality: String,
    /// The day it is out, where that is still to come; else it is out.
    pub leaves_on: Option<String>,
    pub reason: String,
    pub copy: bool,
}

impl LeavingNotice {
    /// From a notice, or from the day the others go on.
    pub fn of(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Self> {
        let (party, leaves_on, reason) = match &told.recorded.event {
            Event::LeavingNoticed { party, leaves_on, reason, .. } => (party, Some(writer.day(*leaves_on)), reason),
            Event::PartyLeft { party, reason, .. } => (party, None, reason),
            _ => return Err(writer.tells_not_of(told)),
        };
        Ok(Self {
            head: writer.head(told.state)?,
            municipality: writer.names().get(party),
            leaves_on,
            reason: reason.clone(),
            copy: writer.row.copy,
        })
    }
}
