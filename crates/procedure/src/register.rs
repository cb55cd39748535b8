//! A region's register: who its parties are, since when they are members, and how large its own bodies are. It changes by
//! dated acts in a log of its own; cases under way keep the parties they began with.

use crate::{Body, ContactId, DocumentId, PartyId, Wording};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The kind of the document that holds a region's register. No kind's file is called so.
pub const REGISTER: &str = "register";

/// The id of a region's register among its documents.
pub fn register_of(region: &crate::RegionId) -> DocumentId {
    DocumentId(format!("{REGISTER}-{region}"))
}

/// Whether a party endorses, or is heard only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Is heard and endorses.
    Municipality,
    /// Is heard only: the county, the state's administrator.
    Consultee,
}

/// What is known of a party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Particulars {
    pub name: String,
    pub standing: Standing,
    #[serde(default)]
    pub county: String,
    #[serde(default)]
    pub population: u32,
    /// The written form its letters are in: `nb` or `nn`.
    pub language: String,
    /// Domains of its own addresses: colleagues are invited within them.
    #[serde(default)]
    pub mail_domains: Vec<String>,
    /// How many members the municipality's council has, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub council_size: Option<u32>,
    /// Whether the law lets it make a formal objection (pbl § 5-4).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub may_object: bool,
}

/// Those a council has elected to one of the region's bodies (kommuneloven § 18-3): members, and deputies in the order
/// they are called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Election {
    pub body: Body,
    pub party: PartyId,
    pub members: Vec<ContactId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deputies: Vec<ContactId>,
    pub from: NaiveDate,
    /// The last day; none: until the next election is entered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

/// What is asked of a register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum RegisterAct {
    /// A new party, or what has changed of one that is there.
    EnterParty { municipality: PartyId, particulars: Particulars, reason: String },
    /// A municipality becomes a member. `agreement`: the statutes that every council adopted (kommuneloven § 18-4).
    AdmitMember { municipality: PartyId, from: NaiveDate, agreement: DocumentId, reason: String },
    /// A member has given notice in writing, and is out on a day.
    ReleaseMember { municipality: PartyId, received_on: NaiveDate, leaves_on: NaiveDate, reason: Wording<String> },
    /// Municipalities merge, or one gets a new number: from a day on `into` takes their place.
    SucceedParty {
        municipalities: Vec<PartyId>,
        into: PartyId,
        particulars: Particulars,
        from: NaiveDate,
        reason: String,
    },
    /// What the register begins with, as the database has it: a region's file put it there.
    BeginRegister {},
    /// How many members one of the region's own bodies has.
    SizeBody { body: Body, size: u32, reason: String },
    /// Whom a council has elected to one of the region's bodies, from a day on: instead of those elected before.
    Elect {
        body: Body,
        municipality: PartyId,
        members: Vec<ContactId>,
        #[serde(default)]
        deputies: Vec<ContactId>,
        from: NaiveDate,
        #[serde(default)]
        until: Option<NaiveDate>,
        reason: String,
    },
}

impl RegisterAct {
    /// The days it names.
    pub(crate) fn days(&self) -> [Option<NaiveDate>; 2] {
        match self {
            Self::AdmitMember { from, .. } | Self::SucceedParty { from, .. } => [Some(*from), None],
            Self::ReleaseMember { received_on, leaves_on, .. } => [Some(*received_on), Some(*leaves_on)],
            Self::Elect { from, until, .. } => [Some(*from), *until],
            Self::EnterParty { .. } | Self::BeginRegister {} | Self::SizeBody { .. } => [None, None],
        }
    }

    /// Whether nobody gives it by hand: membership follows from an agreement that every council has adopted, and a
    /// register begins by itself.
    pub(crate) fn is_calendars(&self) -> bool {
        matches!(self, Self::AdmitMember { .. } | Self::BeginRegister {})
    }

    /// The act's name, as programs write it.
    pub fn name(&self) -> &'static str {
        self.into()
    }
}
