//! What differs between the text that was heard and the one that goes on.

use crate::{Hash, PartId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What the checker sees in a section that is not as it was heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    /// An amount, a share or another number with a unit.
    Amount,
    /// What somebody must, should or may do.
    Obligation,
    /// An area, a zone, a line or what it is for.
    Area,
    /// The section is new.
    Added,
    /// The section is taken out.
    Removed,
    /// Nothing but how it is said, as far as the checker can see.
    Wording,
}

/// A section that is not as it was heard, and what was found in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub section: PartId,
    pub found: BTreeSet<Found>,
}

/// The checker's findings, and between which texts: they count for no others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    pub heard: Hash,
    pub content: Hash,
    pub findings: Vec<Finding>,
}

/// What a change leads to, as a person answers. Each alone can make it one that must be heard (pbl § 11-15).
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    strum::IntoStaticStr,
    strum::VariantNames,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Involves {
    Area,
    Amount,
    Obligation,
    /// More work or cost for a municipality: only people can tell.
    Burden,
}

impl Found {
    /// What it speaks for; `None` where the words alone have changed.
    pub fn involves(self) -> Option<Involves> {
        match self {
            Self::Amount => Some(Involves::Amount),
            Self::Obligation => Some(Involves::Obligation),
            Self::Area | Self::Added | Self::Removed => Some(Involves::Area),
            Self::Wording => None,
        }
    }
}

impl Involves {
    pub const ALL: [Self; 4] = [Self::Area, Self::Amount, Self::Obligation, Self::Burden];

    /// The name as it is stored.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}
