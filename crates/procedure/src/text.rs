//! What a version of a document consists of: an ordered list of parts with ids that last.

use crate::{Hash, PartId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A part of any kind. A section of text is the first kind there is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    pub id: PartId,
    pub kind: PartKind,
    pub heading: String,
    pub body: String,
}

/// What a part of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    Section,
}

/// A whole text, as it is kept under its content hash.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text {
    pub parts: Vec<Part>,
}

/// A part by name: what the rules need to see what changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartRef {
    pub id: PartId,
    pub hash: Hash,
}

/// A numbered version of a document's text. Numbers run through the document's whole life.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    pub number: u32,
    pub content: Hash,
    pub parts: Vec<PartRef>,
    /// The day it was saved; not known of the oldest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub saved_on: Option<NaiveDate>,
}

impl Text {
    /// The bytes that are stored, and that the content hash is taken over.
    pub fn canonical(&self) -> String {
        serde_json::to_string(self).expect("a list of texts is always JSON")
    }

    /// The text as a numbered version: its hash, and its parts' ids and hashes.
    pub fn version(&self, number: u32) -> Version {
        let part = |p: &Part| PartRef {
            id: p.id.clone(),
            hash: Hash::of(
                serde_json::to_string(&(p.kind, &p.heading, &p.body)).expect("texts are always JSON").as_bytes(),
            ),
        };
        let parts = self.parts.iter().map(part).collect();
        Version { number, content: Hash::of(self.canonical().as_bytes()), parts, saved_on: None }
    }
}

impl Version {
    /// The parts of this version that are new or differ from `before`.
    pub fn changed_since(&self, before: &Version) -> Vec<PartId> {
        self.parts.iter().filter(|part| !before.parts.contains(part)).map(|part| part.id.clone()).collect()
    }

    /// Whether the version has a part.
    pub fn has(&self, part: &PartId) -> bool {
        self.parts.iter().any(|p| p.id == *part)
    }
}
