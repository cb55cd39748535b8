//! What municipalities and councils say, as the log keeps it: positions and names of texts, never prose.

use crate::{ContactId, Hash, Involves, PartId, PartyId, RemarkId, SignerId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a party thinks of the text as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, strum::VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Position {
    Supports,
    WithoutRemarks,
    WithRemarks,
    Opposes,
    /// Only where the kind has it (plan- og bygningsloven § 5-4).
    FormalObjection,
    NoOpinion,
}

impl Position {
    /// Whether an answer with this position must say something that can be assessed.
    pub fn calls_for_remarks(self) -> bool {
        matches!(self, Self::WithRemarks | Self::Opposes | Self::FormalObjection)
    }
}

/// What became of a remark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr, strum::VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Verdict {
    Accommodated,
    Partly,
    NotAccommodated,
    Noted,
}

/// One remark of a statement. The general text is a remark with no section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemarkRef {
    pub id: RemarkId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<PartId>,
    pub hash: Hash,
}

/// A municipality's answer in a hearing, one revision of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    pub party: PartyId,
    /// 1 for the first answer in a round, then up by one for each replacement.
    pub revision: u32,
    pub position: Position,
    /// Names the whole statement as it was written.
    pub content: Hash,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_basis: Option<String>,
    /// The general text first, where it is one, then the remarks in the order they were written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<RemarkRef>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Hash>,
    /// The link it came by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signer: Option<SignerId>,
    /// The municipality's own case number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case_reference: Option<String>,
    /// The local day it arrived. Later than the deadline means late.
    pub received_on: NaiveDate,
}

/// What a council decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, strum::VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Outcome {
    Endorsed,
    EndorsedWithReservation,
    EndorsedAmended,
    Rejected,
    Postponed,
}

/// The count of votes, where it was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Votes {
    #[serde(rename = "for")]
    pub in_favour: u32,
    pub against: u32,
}

/// What a council decided, as entered. A later entry corrects an earlier one; both stay in the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CouncilDecision {
    pub outcome: Outcome,
    /// Which body decided, as it calls itself.
    pub body: String,
    pub meeting_date: NaiveDate,
    pub case_number: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub votes: Option<Votes>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postponed_to: Option<NaiveDate>,
    /// Names the reservation, the amendment or the extract of the minutes, as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Hash>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extract: Option<Hash>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signer: Option<SignerId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<ContactId>,
}

/// What a committee or an executive said before the council, or a political body about the administration's answer in
/// a hearing. It stands beside the answer or before the decision, and counts as neither.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Treatment {
    /// Which body, as it calls itself.
    pub body: String,
    pub meeting_date: NaiveDate,
    pub case_number: String,
    /// Names what it said.
    pub text: Hash,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub votes: Option<Votes>,
    /// The extract of the minutes, as a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extract: Option<Hash>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signer: Option<SignerId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<ContactId>,
}

/// What an amended text of a council's is taken as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, strum::VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum HowReconciled {
    Reservation,
    NewText,
}

/// How a formal objection was settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settlement {
    pub how: String,
    pub date: NaiveDate,
    pub reason: String,
}

/// Whether the text differs from what was heard in a way that must be heard again (pbl § 11-15).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubstantialChange {
    pub changed: bool,
    pub reason: String,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub involves: BTreeSet<Involves>,
}
