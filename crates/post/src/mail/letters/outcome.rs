//! Letters to everyone about how a case goes on: what came of the councils' decisions, and who leaves.

use super::{
    head::Head,
    writer::{Told, Writer},
};
use askama::Template;
use procedure::{Document, Effect, Event, Purpose};
use words::language::Lang;

/// What the case comes to.
pub enum Outcome {
    /// The councils have endorsed it: for and against.
    Endorsed(u32, u32),
    /// The rule was not met.
    NotEndorsed(u32, u32),
    /// Each council decides for its own area, and not all have adopted.
    AdoptedBySome(u32, u32),
    /// An objection kept it back, and it holds from this day.
    Holds(String),
    /// It goes back to be written anew, for this reason; whether the councils had been asked.
    ToDrafting(String, bool),
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
    pub async fn of(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Self> {
        let outcome = match &told.recorded.event {
            Event::EndorsementConcluded { met: true, in_favour, against, .. } => {
                Outcome::Endorsed(*in_favour, *against)
            }
            Event::EndorsementConcluded { in_favour, against, .. } if for_each(told.state) && *in_favour > 0 => {
                Outcome::AdoptedBySome(*in_favour, *against)
            }
            Event::EndorsementConcluded { in_favour, against, .. } => Outcome::NotEndorsed(*in_favour, *against),
            Event::CameIntoForce { on, .. } => Outcome::Holds(writer.day(*on)),
            Event::ReturnedToDrafting { reason } => {
                let asked = told
                    .state
                    .links
                    .iter()
                    .any(|link| link.purpose == Purpose::Council && link.case == told.state.cases);
                Outcome::ToDrafting(writer.worded(reason), asked)
            }
            Event::DecisionReconciled { party, reason, .. } => {
                Outcome::NewText(writer.names().get(party), writer.worded(reason))
            }
            _ => return Err(writer.tells_not_of(told)),
        };
        Ok(Self { head: writer.head(told).await?, outcome, copy: writer.row.copy })
    }
}

/// Whether each council's decision has effect by itself.
fn for_each(state: &Document) -> bool {
    state.rules().is_some_and(|rules| rules.effect == Effect::PerMunicipality)
}

/// Says that a party leaves the cooperation on a document, or has left it.
#[derive(Template)]
#[template(path = "letters/leaving_notice.txt")]
pub struct LeavingNotice {
    pub head: Head,
    pub municipality: String,
    /// It leaves the region itself, not the work on one document.
    pub of_region: bool,
    /// The day it is out, where that is still to come; else it is out.
    pub leaves_on: Option<String>,
    pub reason: String,
    pub copy: bool,
}

impl LeavingNotice {
    /// From a notice, or from the day the others go on.
    pub async fn of(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Self> {
        let of_region = matches!(told.recorded.event, Event::MemberReleased { .. });
        let (party, leaves_on, reason) = match &told.recorded.event {
            Event::LeavingNoticed { party, leaves_on, reason, .. }
            | Event::MemberReleased { party, leaves_on, reason, .. } => (party, Some(writer.day(*leaves_on)), reason),
            Event::PartyLeft { party, reason, .. } => (party, None, reason),
            _ => return Err(writer.tells_not_of(told)),
        };
        Ok(Self {
            head: writer.head(told).await?,
            municipality: writer.names().get(party),
            of_region,
            leaves_on,
            reason: writer.worded(reason),
            copy: writer.row.copy,
        })
    }
}
