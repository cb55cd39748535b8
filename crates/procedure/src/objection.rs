//! Formal objections (plan- og bygningsloven §§ 5-4 to 5-6, 11-16): who may make one, what it touches, and how far it
//! has come. None stops a council; what it touches has no effect until it is withdrawn or decided.

use crate::{PartId, PartyId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How far an objection that was not settled has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, strum::VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ObjectionStep {
    Dialogue,
    /// By the state administrator (§ 5-6).
    Mediation,
    PartlyWithdrawn,
    Maintained,
    /// With the state administrator's view.
    SentToMinistry,
    Upheld,
    NotUpheld,
}

impl ObjectionStep {
    /// Whether the ministry has decided: nothing follows.
    pub fn is_decided(self) -> bool {
        matches!(self, Self::Upheld | Self::NotUpheld)
    }

    /// How far it is on the way: no objection goes back.
    pub(crate) fn order(self) -> u8 {
        match self {
            Self::Dialogue => 0,
            Self::Mediation => 1,
            Self::PartlyWithdrawn | Self::Maintained => 2,
            Self::SentToMinistry => 3,
            Self::Upheld | Self::NotUpheld => 4,
        }
    }
}

/// Where an objection stands, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectionState {
    pub step: ObjectionStep,
    pub on: NaiveDate,
}

/// An objection that has not been settled or decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    pub party: PartyId,
    pub raised_on: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<ObjectionState>,
    /// The sections it is about; none: the whole document.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<PartId>,
}

impl Objection {
    /// Whether nothing of the document can take effect before it is decided.
    pub fn touches_everything(&self) -> bool {
        self.sections.is_empty()
    }
}
