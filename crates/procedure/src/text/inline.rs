//! Runs of letters, and the notes between them.

use super::Block;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What stands on a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Inline {
    Run(Run),
    /// A footnote, at the place it is called from. Its number is counted where it is shown; it holds no notes itself.
    Note {
        note: Vec<Block>,
    },
}

/// Letters with the same marks. A line feed among them is a line break.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
    #[serde(rename = "t")]
    pub text: String,
    #[serde(default, rename = "m", skip_serializing_if = "BTreeSet::is_empty")]
    pub marks: BTreeSet<Mark>,
    /// Where it leads: `https:`, `http:` or `mailto:`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// How letters stand out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    Bold,
    Italic,
    Sub,
    Super,
}

impl Inline {
    /// Letters without marks.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::Run(Run { text: text.into(), ..Run::default() })
    }

    /// Letters with some marks.
    pub fn marked(text: impl Into<String>, marks: impl IntoIterator<Item = Mark>) -> Self {
        Self::Run(Run { text: text.into(), marks: marks.into_iter().collect(), link: None })
    }
}

impl Run {
    /// Whether two runs look alike, so that they are one.
    pub fn is_like(&self, other: &Self) -> bool {
        self.marks == other.marks && self.link == other.link
    }
}
