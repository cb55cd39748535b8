//! What is asked of a meeting.

use super::{Appointment, ItemOutcome, Matter};
use crate::{Body, ContactId, Votes, Wording};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What is asked of a meeting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, strum::IntoStaticStr)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum MeetingAct {
    /// A new meeting.
    ArrangeMeeting {
        body: Body,
        appointment: Appointment,
        /// What lists call it: filled in by the door.
        #[serde(default)]
        title: String,
    },
    /// Another time or place. Whoever was called is told.
    MoveMeeting {
        appointment: Appointment,
        reason: Wording<String>,
        #[serde(default)]
        title: String,
    },
    AddItem {
        matter: Matter,
    },
    ChangeItem {
        item: u32,
        title: String,
        recommendation: String,
    },
    RemoveItem {
        item: u32,
        reason: String,
    },
    /// Puts an item before the one that has this place, counted from 1.
    OrderItem {
        item: u32,
        place: u32,
    },
    /// Sends the notice with the agenda, and gives the items their numbers. Again when the agenda has changed.
    CallMeeting {
        /// Why the time is shorter than it should be (kommuneloven § 11-3).
        #[serde(default)]
        reason: Option<Wording<String>>,
        /// The number of its first new item, where others of the year have been given elsewhere.
        #[serde(default)]
        first: Option<u32>,
    },
    /// Someone who was called cannot come: the next deputy is called.
    DeclareAbsence {
        person: ContactId,
        reason: String,
    },
    /// Whoever could not come can come after all: the deputy is not needed.
    WithdrawAbsence {
        person: ContactId,
    },
    /// The roll. Again to correct it.
    OpenMeeting {
        present: Vec<ContactId>,
        chair: ContactId,
    },
    /// Someone does not take part in an item (forvaltningsloven ch. II, kommuneloven § 11-10), and who sits in their place.
    Disqualify {
        item: u32,
        person: ContactId,
        legal_basis: String,
        #[serde(default)]
        deputy: Option<ContactId>,
    },
    PutProposal {
        item: u32,
        by: ContactId,
        text: String,
    },
    /// Whether an item that was not on the agenda sent out may be decided, by who opposed it (kommuneloven § 11-3). Again to
    /// correct it.
    TakeUpItem {
        item: u32,
        #[serde(default)]
        opposed: Vec<ContactId>,
    },
    /// Left out `votes`: all of them for.
    DecideItem {
        item: u32,
        outcome: ItemOutcome,
        /// The proposal that was adopted, counted from 1; none: the recommendation.
        #[serde(default)]
        proposal: Option<u32>,
        /// What was decided, where it is other words than those proposed.
        #[serde(default)]
        text: Option<String>,
        #[serde(default)]
        votes: Option<Votes>,
        /// The votes were equal, and the chair's decided (kommuneloven § 11-9).
        #[serde(default)]
        casting: bool,
    },
    CloseMeeting {},
    ApproveMinutes {},
    CancelMeeting {
        reason: Wording<String>,
    },
    /// What became of the command that an item decided: the program's own.
    CarriedOut {
        item: u32,
        /// The name of the refusal, where it could not be carried out.
        #[serde(default)]
        refusal: Option<String>,
    },
}

impl MeetingAct {
    /// The days it names.
    pub(crate) fn days(&self) -> [Option<NaiveDate>; 2] {
        match self {
            Self::ArrangeMeeting { appointment, .. } | Self::MoveMeeting { appointment, .. } => {
                [Some(appointment.on), None]
            }
            _ => [None; 2],
        }
    }
}
