//! A meeting of one of the region's own bodies (kommuneloven chapters 11 and 18): a log of its own, whose state is the
//! minutes. An item that a body has decided is that decision of the document it is about.

mod act;
mod attendance;
mod event;

pub use act::MeetingAct;
pub use event::MeetingEvent;

use crate::{Body, ContactId, Decision, Desk, DocumentId, Hash, PartyId, Votes};
use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use strum::VariantNames as _;

/// The kind of the documents that hold meetings. No kind's file is called so.
pub const MEETING: &str = "meeting";

/// The last number a body gives when so many items are numbered from `first` on.
pub fn last_number<T>(first: u32, items: &[T]) -> u32 {
    let given = u32::try_from(items.len()).unwrap_or(u32::MAX);
    first.saturating_add(given).saturating_sub(1)
}

/// `013/26`: an item's number in its body's year.
pub fn case_number(number: u32, year: i32) -> String {
    format!("{number:03}/{:02}", year.rem_euclid(100))
}

/// How the body meets. The statutes say whether it may do so otherwise than in one room (kommuneloven §§ 11-7, 11-8).
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::IntoStaticStr,
    strum::VariantNames,
    strum::EnumString,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum MeetingForm {
    InPerson,
    Remote,
    /// Without a meeting: each member answers in writing.
    Written,
}

impl MeetingForm {
    /// Every form's id.
    pub fn ids() -> &'static [&'static str] {
        Self::VARIANTS
    }
}

/// When and where it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Appointment {
    pub on: NaiveDate,
    /// By the region's clocks.
    pub at: NaiveTime,
    #[serde(default)]
    pub place: String,
    pub form: MeetingForm,
}

/// A place in the body, with those who sit in it: a member, and the deputies in the order they are called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    pub party: PartyId,
    pub member: ContactId,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deputies: Vec<ContactId>,
}

impl Seat {
    /// Everyone who may sit in it, the member first.
    pub fn holders(&self) -> impl Iterator<Item = &ContactId> {
        [&self.member].into_iter().chain(&self.deputies)
    }
}

/// What is put before the body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matter {
    pub title: String,
    /// The document it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentId>,
    /// What is carried out on the document once it is decided as proposed; the decision itself is filled in then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub command: Option<Box<Desk>>,
    /// The text that was put before the body: filled in by the door, which knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<Hash>,
    /// The recommendation: what the body is asked to decide.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub recommendation: String,
    /// Dealt with behind closed doors: the paragraph (kommuneloven § 11-5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<String>,
}

/// What became of an item.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::IntoStaticStr,
    strum::VariantNames,
    strum::EnumString,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ItemOutcome {
    /// The recommendation, or the proposal that is named.
    Adopted,
    Rejected,
    Postponed,
    /// Taken note of.
    Noted,
}

impl ItemOutcome {
    /// Every outcome's id.
    pub fn ids() -> &'static [&'static str] {
        Self::VARIANTS
    }
}

/// What a body decided of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolution {
    pub outcome: ItemOutcome,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<u32>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub votes: Option<Votes>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub casting: bool,
}

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Stage {
    Arranged,
    Called,
    Open,
    Closed,
    /// The minutes are approved.
    Approved,
    Cancelled,
}

/// All that is known of a meeting, its words too: the state is the minutes, of one meeting only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    pub body: Body,
    pub appointment: Appointment,
    pub stage: Stage,
    /// In the order of the agenda.
    pub items: Vec<AgendaItem>,
    /// Items there have been.
    pub numbered: u32,
    /// The agenda has changed since it was sent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub changed: bool,
    /// The agenda as the last notice had it, where it has changed since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub announced: Option<Vec<AgendaItem>>,
    /// When the first notice went out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called_on: Option<NaiveDate>,
    /// When the last one did, where it was not the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called_again_on: Option<NaiveDate>,
    /// As they were when the meeting was called.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seats: Vec<Seat>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub executives: Vec<(PartyId, ContactId)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub absences: Vec<Absence>,
    /// How many members the body has by the register, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u32>,
    /// By the last roll: people come later, and leave.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub present: Vec<ContactId>,
    /// Everyone who has been there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attended: Vec<ContactId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chair: Option<ContactId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_on: Option<NaiveDate>,
}

/// Someone who cannot come, and the deputy who was called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    pub person: ContactId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deputy: Option<ContactId>,
    pub reason: String,
}

/// An item of the agenda, with what the meeting did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgendaItem {
    /// Its own through the whole meeting, wherever it stands.
    pub id: u32,
    pub matter: Matter,
    /// `013/26`, from when the agenda is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disqualified: Vec<Disqualification>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proposals: Vec<Proposal>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Resolution>,
    /// It was not on the agenda that was sent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unlisted: bool,
    /// What the meeting said to deciding it all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_up: Option<TakenUp>,
    /// Who took part when it was decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub voters: Vec<ContactId>,
    /// The recommendation is not the one that its command was put with.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reworded: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried: Option<CarriedOut>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disqualification {
    pub person: ContactId,
    pub legal_basis: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deputy: Option<ContactId>,
}

/// Who opposed that an item outside the agenda was decided, and whether they were enough to stop it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenUp {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opposed: Vec<ContactId>,
    pub allowed: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    pub by: ContactId,
    pub text: String,
}

/// Whether a decision has been carried out on its document, or why it could not be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CarriedOut {
    Done,
    /// The name of the refusal.
    Hindered(String),
}

impl Meeting {
    /// An item by its id.
    pub fn item(&self, id: u32) -> Option<&AgendaItem> {
        self.items.iter().find(|item| item.id == id)
    }

    /// The agenda that people have been sent.
    pub fn sent_agenda(&self) -> &[AgendaItem] {
        self.announced.as_deref().unwrap_or(&self.items)
    }

    /// What is to be carried out: items that were decided as they were put, and of which nothing has been recorded.
    pub fn to_carry_out(&self) -> impl Iterator<Item = (&AgendaItem, DocumentId, Desk)> {
        self.items.iter().filter_map(|item| {
            let resolution = item.resolution.as_ref().filter(|_| item.carried.is_none())?;
            let command = item.matter.command.as_deref().filter(|_| item.is_as_put(resolution))?;
            let decision = self.decision(item)?;
            Some((item, item.matter.document.clone()?, command.with_decision(&decision)))
        })
    }

    /// The decision that an item is, as a document keeps it; `None` before the item has a number.
    pub fn decision(&self, item: &AgendaItem) -> Option<Decision> {
        let votes = item.resolution.as_ref().and_then(|resolution| resolution.votes);
        Some(Decision { votes, ..self.decision_numbered(item.number.clone()?) })
    }

    /// A decision of this meeting by its number, before anybody has voted.
    pub fn decision_numbered(&self, case_number: String) -> Decision {
        Decision {
            body: self.body.as_str().to_owned(),
            meeting_date: self.appointment.on,
            case_number,
            votes: None,
            extract: None,
            legal_basis: None,
        }
    }
}

impl AgendaItem {
    /// Whether the body decided what it was asked to, in the words that its command was put with.
    pub fn is_as_put(&self, resolution: &Resolution) -> bool {
        let adopted = resolution.outcome == ItemOutcome::Adopted && resolution.proposal.is_none();
        adopted && !self.reworded && resolution.text == self.matter.recommendation
    }
}

impl Body {
    /// The region's own, which meet here.
    pub const OF_REGION: [Self; 4] =
        [Self::RegionalCouncil, Self::RepresentativeAssembly, Self::JointBoard, Self::ChiefExecutives];
    /// Their ids.
    pub const OF_REGION_IDS: &[&str] =
        &["regional_council", "representative_assembly", "joint_board", "chief_executives"];
}
