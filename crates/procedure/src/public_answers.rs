//! What the rules know of the public's answers to a round of hearing. The answers are records of their own: a state holds
//! how many there are and how many groups of them are assessed, whatever their number.

use crate::Hash;
use chrono::NaiveDate;
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
    /// Groups whose verdict a second person has approved.
    #[serde(default, skip_serializing_if = "is_none")]
    pub approved: u32,
    /// The number of the event with the last verdict or approval.
    pub last: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_none(number: &u32) -> bool {
    *number == 0
}

/// A hearing that anyone could answer, and that ended before its answers were counted: withdrawn, or heard again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uncounted {
    pub case: u32,
    pub round: u32,
    pub opened_on: NaiveDate,
}

impl PublicAnswers {
    /// Groups that nobody has weighed.
    pub fn open(&self) -> u32 {
        self.groups.saturating_sub(self.assessed)
    }

    /// Groups whose verdict nobody else has approved.
    pub fn unapproved(&self) -> u32 {
        self.assessed.saturating_sub(self.approved)
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicSeen {
    /// How many answers it is about.
    pub answers: u32,
    /// The verdict the group had.
    pub verdict: Option<PublicVerdict>,
    /// The last verdict or approval there was when it was looked up.
    pub last: u32,
    /// The number of the last answer to the hearing then.
    pub newest: u32,
}

/// What is known of a group's verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicVerdict {
    /// The number of its event.
    pub seq: u32,
    /// Who gave it, where a second person must approve verdicts.
    pub by: Option<String>,
    pub approved: bool,
}

/// Whether a release is of one answer that is named alone, which is exempt no more.
pub fn names_one(from: Option<u32>, through: u32, group: Option<u32>) -> bool {
    from == Some(through) && group.is_none()
}
