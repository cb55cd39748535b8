//! What the rules know of the public's answers to a round of hearing. The answers are records of their own: a state holds
//! how many there are and how many groups of them are assessed, whatever their number.

use crate::Hash;
use serde::{Deserialize, Serialize};

/// Of a round of hearing that anyone may answer (plan- og bygningsloven §§ 5-2 and 11-14).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicAnswers {
    /// `None` until they are counted, after the hearing is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted: Option<u32>,
    /// Answers that are alike make one group.
    pub groups: u32,
    /// Groups that have a verdict.
    pub assessed: u32,
    /// The number of the event with the last verdict.
    pub last: u32,
}

impl PublicAnswers {
    /// Groups that nobody has weighed.
    pub fn open(&self) -> u32 {
        self.groups.saturating_sub(self.assessed)
    }
}

/// How many there are when the hearing is closed, and the root of the tree over them (RFC 9162).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicCount {
    pub number: u32,
    pub groups: u32,
    pub root: Hash,
}

/// What is looked up of the answers a command is about, on the way to the writer, which reads none of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicSeen {
    /// How many answers it is about.
    pub answers: u32,
    /// Whether the group had a verdict.
    pub assessed: bool,
    /// The last verdict there was when it was looked up.
    pub last: u32,
    /// The number of the last answer to the hearing then.
    pub newest: u32,
}

/// Whether a release is of one answer that is named alone, which is exempt no more.
pub fn names_one(from: Option<u32>, through: u32, group: Option<u32>) -> bool {
    from == Some(through) && group.is_none()
}
