//! What a version of a document consists of: an ordered tree of parts with ids that last, each a list of blocks.
//!
//! A text is kept as one canonical JSON and named by the hash of it: fields in the order they stand here, what says
//! nothing left out, letters composed (NFC), equal runs joined. `docs/TEXT.md` is its grammar.

mod block;
mod normal;
mod plain;
#[cfg(test)]
mod tests;

pub use block::{Align, Block, Cell, Figure, Inline, List, ListMark, Mark, Run, Table, pictures};
pub use plain::{line_of, plain_blocks, plain_of};

use crate::{Hash, PartId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The form of the canonical JSON. The first had no number: a list of sections with their text as a string.
pub const FORM: u8 = 2;
/// The deepest level of a section.
pub const DEEPEST: u8 = 6;

/// A whole text, as it is kept under its content hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    v: u8,
    pub parts: Vec<Part>,
}

/// A part of any kind. A section is the first kind there is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Part {
    Section(Section),
}

/// A chapter or what stands under one. The order of the parts and their levels are the tree.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    pub id: PartId,
    /// From 1, a chapter, to [`DEEPEST`].
    #[serde(default = "first", skip_serializing_if = "is_first")]
    pub level: u8,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Number>,
    /// One line without notes; empty for what stands before the first heading.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub heading: Vec<Inline>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub body: Vec<Block>,
}

/// What stands before a heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Number {
    /// As it was written: «§ 4 b)», «Del II».
    Written(String),
    /// Counted by the levels of those that are counted: «3.2».
    Automatic,
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

fn first() -> u8 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
fn is_first(level: &u8) -> bool {
    *level == first()
}

impl Default for Text {
    fn default() -> Self {
        Self::of(Vec::new())
    }
}

impl Text {
    /// The text of some parts, in its canonical form.
    pub fn of(parts: Vec<Part>) -> Self {
        Self { v: FORM, parts: parts.into_iter().map(Part::normal).collect() }
    }

    /// Which form it is of.
    pub fn form(&self) -> u8 {
        self.v
    }

    /// The bytes that are stored, and that the content hash is taken over.
    pub fn canonical(&self) -> String {
        serde_json::to_string(self).expect("a tree of texts is always JSON")
    }

    /// The part with an id.
    pub fn part(&self, id: &PartId) -> Option<&Part> {
        self.parts.iter().find(|part| part.id() == id)
    }

    /// The pictures it names, those in notes too.
    pub fn pictures(&self) -> Vec<&Hash> {
        self.parts.iter().flat_map(|Part::Section(section)| pictures(&section.body)).collect()
    }

    /// What stands before each part's heading, as it is read: «§ 4 b)», «3.2», or nothing.
    pub fn numbers(&self) -> Vec<String> {
        let mut counts = [0_u32; DEEPEST as usize];
        let mut number = |part: &Part| match part {
            Part::Section(Section { number: None, .. }) => String::new(),
            Part::Section(Section { number: Some(Number::Written(written)), .. }) => written.clone(),
            Part::Section(Section { number: Some(Number::Automatic), level, .. }) => {
                let at = usize::from(*level) - 1;
                counts[at] += 1;
                counts[at + 1..].fill(0);
                let shown = counts[..=at].iter().skip_while(|count| **count == 0);
                shown.map(u32::to_string).collect::<Vec<_>>().join(".")
            }
        };
        self.parts.iter().map(&mut number).collect()
    }
}

impl Part {
    /// The id it keeps through all versions.
    pub fn id(&self) -> &PartId {
        match self {
            Self::Section(section) => &section.id,
        }
    }

    /// What it is called, as one plain line: its heading.
    pub fn title(&self) -> String {
        match self {
            Self::Section(section) => line_of(&section.heading),
        }
    }

    /// The hash of what it says, whatever its id.
    pub fn hash(&self) -> Hash {
        let nameless = match self.clone() {
            Self::Section(section) => Self::Section(Section { id: PartId::default(), ..section }),
        };
        Hash::of(serde_json::to_string(&nameless).expect("a tree of texts is always JSON").as_bytes())
    }

    /// Its id and its hash.
    pub fn named(&self) -> PartRef {
        PartRef { id: self.id().clone(), hash: self.hash() }
    }

    /// Whether two parts say the same, whatever their ids.
    pub fn says_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Section(one), Self::Section(other)) => {
                (one.level, &one.number, &one.heading, &one.body)
                    == (other.level, &other.number, &other.heading, &other.body)
            }
        }
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
