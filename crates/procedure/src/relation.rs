//! How a document stands to another of the region's: data that is shown, and that no rule rests on yet.

use crate::DocumentId;
use serde::{Deserialize, Serialize};

/// What this document is to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, strum::VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Relation {
    /// It rests on the other, as a plan does on its programme (pbl §§ 4-1, 11-13).
    Follows,
    Implements,
    Amends,
    HeardTogetherWith,
}

/// A relation to another document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    pub document: DocumentId,
    #[serde(rename = "as")]
    pub how: Relation,
    /// What the other was called when they were related.
    pub title: String,
}
