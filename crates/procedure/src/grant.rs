//! Links as they are given.

use crate::{ContactId, PartyId};
use serde::{Deserialize, Serialize};

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    Hearing,
    Council,
    /// To a meeting of one of the region's own bodies.
    Meeting,
}

/// A link given to a contact. The link's number is its place in the document's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    pub link: u32,
    pub party: PartyId,
    pub contact: ContactId,
    pub purpose: Purpose,
    /// Links of the same party that this one takes the place of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaces: Vec<u32>,
}
