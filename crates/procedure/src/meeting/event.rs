//! What has happened to a meeting.

use super::{Appointment, Matter, Resolution, Seat};
use crate::{Body, ContactId, Grant, PartyId, Wording};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What has happened to a meeting, as its log keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr, strum::VariantNames)]
#[serde(tag = "event", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum MeetingEvent {
    Arranged {
        body: Body,
        appointment: Appointment,
        title: String,
    },
    Moved {
        appointment: Appointment,
        reason: Wording<String>,
        title: String,
    },
    ItemAdded {
        item: u32,
        matter: Matter,
    },
    ItemChanged {
        item: u32,
        title: String,
        recommendation: String,
    },
    ItemRemoved {
        item: u32,
        reason: String,
    },
    ItemOrdered {
        item: u32,
        place: u32,
    },
    Called {
        on: NaiveDate,
        seats: Vec<Seat>,
        /// The chief executives who get the agenda.
        executives: Vec<(PartyId, ContactId)>,
        /// How many members the body has, where that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        size: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Wording<String>>,
        /// The links of those who may say that they cannot come.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        invited: Vec<Grant>,
        /// A notice had gone out before: this one has the agenda as it was changed.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        again: bool,
    },
    /// Numbers that run by the body's year: `013/26`.
    ItemsNumbered {
        body: Body,
        year: i32,
        first: u32,
        items: Vec<u32>,
    },
    AbsenceDeclared {
        person: ContactId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        deputy: Option<ContactId>,
        reason: String,
    },
    AbsenceWithdrawn {
        person: ContactId,
        /// The deputy who had been called, and need not come.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        released: Option<ContactId>,
    },
    Opened {
        present: Vec<ContactId>,
        chair: ContactId,
    },
    Disqualified {
        item: u32,
        person: ContactId,
        legal_basis: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        deputy: Option<ContactId>,
    },
    ProposalPut {
        item: u32,
        by: ContactId,
        text: String,
    },
    /// Whether an item that was not on the agenda sent out may be decided, and who opposed it.
    ItemTakenUp {
        item: u32,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        opposed: Vec<ContactId>,
        allowed: bool,
    },
    ItemDecided {
        item: u32,
        resolution: Resolution,
    },
    ItemCarriedOut {
        item: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        refusal: Option<String>,
    },
    Closed {
        on: NaiveDate,
    },
    MinutesApproved {
        on: NaiveDate,
    },
    Cancelled {
        reason: Wording<String>,
    },
}
