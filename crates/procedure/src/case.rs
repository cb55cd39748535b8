//! A case: what makes a document's first edition or revises it, phase by phase, municipality by municipality.

use crate::{
    Actor, CouncilDecision, Decision, Hash, Mediation, Objection, ObjectionState, Outcome, PartId, PartyId, Position,
    PublicAnswers, PublicVerdict, Refusal, RemarkId, Rules, Rung, Settlement, Standing, Uncounted, Verdict, Version,
    Wording, on_or_after,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One way through the procedure, from draft to adoption. A document in force has none until its revision begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// 1 for the document's first case.
    pub number: u32,
    pub rules: Rules,
    pub parties: Vec<Party>,
    /// The working version of the text.
    pub version: Option<Version>,
    /// The version last heard.
    pub heard: Option<Version>,
    /// Rounds of hearing opened.
    pub rounds: u32,
    /// Remarks of the last round that was heard.
    pub remarks: Vec<Remark>,
    /// Remarks of all rounds that were not accommodated.
    pub unmet: Vec<RemarkId>,
    /// Reminders wait until they are resumed; everything else goes on.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub paused: bool,
    /// Parties that have given notice, and the day each is out (plan- og bygningsloven § 9-5).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leaving: Vec<(PartyId, NaiveDate)>,
    /// The last day that the text is for, where it has a period of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period_until: Option<NaiveDate>,
    /// Municipalities that become members of the region by this agreement.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub joining: Vec<PartyId>,
    /// The day of the first text, or the day the revision opened; not known of the oldest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begun_on: Option<NaiveDate>,
    /// The sections that are the land-use part; none where nobody has said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub land_use: Vec<PartId>,
    /// A person has answered, with the reason, that no programme is needed before the plan (§ 4-1).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub programme_waived: bool,
    /// Where a disagreement between those who plan together stands (§ 9-5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mediation: Option<Mediation>,
    /// Formal objections of earlier rounds that stood when the text went back to be written anew.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub carried: Vec<Objection>,
    /// The day the text itself says that it comes into force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force_from: Option<NaiveDate>,
    pub phase: Phase,
}

/// A municipality or another consultee that takes part in this case, as it was when the case began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    pub id: PartyId,
    pub standing: Standing,
    pub population: u32,
}

/// Where a case is, with what only that phase knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    Drafting(Drafting),
    Hearing(Hearing),
    Assessment(Hearing),
    Endorsement(Endorsement),
    Adoption(Adoption),
}

/// The text is being written, before its first hearing or before it is heard again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drafting {
    /// What the next hearing must cover, when a hearing is to be held again.
    pub scope: Option<Scope>,
    /// A hearing that is to open on its day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheduled: Option<Box<Scheduled>>,
}

/// A hearing put forward: what it will open with, and who has said yes to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scheduled {
    pub on: NaiveDate,
    pub deadline: NaiveDate,
    pub parties: Option<Vec<PartyId>>,
    pub letter: Option<Wording<Hash>>,
    pub reason: Option<Wording<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    /// Who put it forward, as the log names them.
    pub by: String,
    /// The second person, where the kind asks for one. A text saved or a file
    /// attached afterwards takes the approval back.
    pub approved: Option<String>,
    /// The refusal met on the day, by name, and whom it is about. Nothing more happens until a person has acted.
    pub hindrance: Option<(String, Option<PartyId>)>,
}

/// What a round of hearing is about (plan- og bygningsloven § 11-15 for what must be heard again).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    Full,
    /// Only the parts that changed since the last hearing.
    Limited(Vec<PartId>),
}

/// A round of hearing. It stays as it ended while the answers are assessed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hearing {
    pub round: u32,
    pub scope: Scope,
    pub opened_on: NaiveDate,
    /// The common deadline; a track may have a later one.
    pub deadline: NaiveDate,
    pub tracks: Vec<HearingTrack>,
    /// The public's answers, where anyone may answer: a track of their own, never counted among the parties'.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public: Option<PublicAnswers>,
}

/// How far one party has come in a round of hearing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HearingTrack {
    pub party: PartyId,
    pub deadline: NaiveDate,
    /// The day the deadline was set: rungs before it were never due.
    pub since: NaiveDate,
    /// The first save that held something.
    pub started: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<StatementState>,
    /// Asked for, and not yet answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<MoreTime>,
    /// An officer said this is not theirs, or not from them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub disowned: bool,
    /// Reminders given or skipped, with the deadline they counted from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rungs: Vec<(Rung, NaiveDate)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminded_on: Option<NaiveDate>,
    /// How many times a political body has treated the answer.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub treatments: u32,
}

/// More time than the deadline gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoreTime {
    /// Until when, if that was said.
    pub until: Option<NaiveDate>,
}

/// What the rules need of a municipality's answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementState {
    pub revision: u32,
    pub position: Position,
    pub received_on: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<Settlement>,
    /// How far a formal objection has come that was not settled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objection: Option<ObjectionState>,
    /// The sections that an objection is still about, where it is partly withdrawn.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub objects_to: Vec<PartId>,
    /// The day a formal objection was first raised: one that is written out later came when it was raised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raised_on: Option<NaiveDate>,
    /// The number of the event that holds it.
    pub seq: u32,
}

/// One remark of an answer, with the verdict on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    pub id: RemarkId,
    pub party: PartyId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<PartId>,
    pub hash: Hash,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// Who gave it, where a second person must approve.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assessed_by: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub approved: bool,
    /// How many times it has been assessed.
    pub revision: u32,
    /// The number of the event it came with.
    pub seq: u32,
}

/// The councils decide on one and the same text, known by the hash of its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endorsement {
    /// The text every council is asked to endorse, bound by its content hash.
    pub content: Hash,
    pub asked_on: NaiveDate,
    pub tracks: Vec<CouncilTrack>,
    /// `Some(false)`: concluded, and the rule was not met.
    pub met: Option<bool>,
    /// The hearing it follows, should the text have to be changed after all.
    pub hearing: Box<Hearing>,
}

/// How far one council has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CouncilTrack {
    pub party: PartyId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<CouncilMeeting>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<CouncilDecision>,
    /// Entries so far; a correction adds one.
    pub entries: u32,
    /// What became of an amended text has been said: it counts as a reservation, or a new text goes to all councils.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reconciled: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rungs: Vec<(Rung, NaiveDate)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminded_on: Option<NaiveDate>,
    /// How many times a body has given the council its advice.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub treatments: u32,
    /// The day from which the text holds in this municipality, where each council's decision has effect by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective: Option<NaiveDate>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// The meeting a council will deal with the matter in, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CouncilMeeting {
    pub date: NaiveDate,
    pub papers_due: Option<NaiveDate>,
}

/// Every council that must decide has decided, or none has to: the text can be adopted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adoption {
    /// The endorsement it rests on, where the kind has one.
    pub endorsement: Option<Endorsement>,
    pub hearing: Option<Box<Hearing>>,
    /// Adopted, and waiting for its day.
    pub adopted: Option<Adopted>,
}

/// An adopted edition that waits for the day it comes into force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adopted {
    pub body: String,
    pub meeting_date: NaiveDate,
    pub case_number: String,
    pub in_force_from: NaiveDate,
    pub revision_due: Option<NaiveDate>,
}

impl Drafting {
    /// A hearing is to be held again, of this much.
    pub fn of(scope: Scope) -> Self {
        Self { scope: Some(scope), scheduled: None }
    }
}

impl Hearing {
    /// Itself, by the number of its case, where anyone could answer it and the answers are not counted.
    pub fn uncounted(&self, case: u32) -> Option<Uncounted> {
        self.public.as_ref().filter(|public| public.counted.is_none())?;
        Some(Uncounted { case, round: self.round, opened_on: self.opened_on })
    }

    /// The party's track; `None` for one that was not asked.
    pub fn track(&self, party: &PartyId) -> Option<&HearingTrack> {
        self.tracks.iter().find(|t| t.party == *party)
    }

    /// The party's track, to be changed.
    pub fn track_mut(&mut self, party: &PartyId) -> Option<&mut HearingTrack> {
        self.tracks.iter_mut().find(|t| t.party == *party)
    }

    /// The latest deadline that any party has.
    pub fn last_deadline(&self) -> NaiveDate {
        self.tracks.iter().map(|t| t.deadline).max().unwrap_or(self.deadline)
    }

    /// Whether every party that was asked has answered.
    pub fn all_answered(&self) -> bool {
        self.tracks.iter().all(|t| t.statement.is_some())
    }
}

impl Endorsement {
    /// The council's track; `None` for one that does not decide.
    pub fn track(&self, party: &PartyId) -> Option<&CouncilTrack> {
        self.tracks.iter().find(|t| t.party == *party)
    }

    /// The day a council's reminders count from: its next meeting, or where none is known, the day it was asked.
    pub fn counts_from(&self, track: &CouncilTrack) -> NaiveDate {
        track.next_meeting().unwrap_or(self.asked_on)
    }

    /// Whether a day that reminders count from is a meeting's.
    pub fn is_meeting(&self, day: NaiveDate) -> bool {
        day != self.asked_on
    }

    /// The council's track, to be changed.
    pub fn track_mut(&mut self, party: &PartyId) -> Option<&mut CouncilTrack> {
        self.tracks.iter_mut().find(|t| t.party == *party)
    }
}

/// The last day of a deadline: one that falls on a Saturday, a Sunday or a public holiday ends on the next working day
/// (domstolloven §§ 148 and 149).
pub fn ends_on(deadline: NaiveDate) -> NaiveDate {
    on_or_after(deadline)
}

/// Whether an answer came too late: it arrived after the last day of the deadline its party was given in the end.
pub(crate) fn late(received_on: NaiveDate, deadline: NaiveDate) -> bool {
    received_on > ends_on(deadline)
}

impl HearingTrack {
    /// Whether its answer came too late; never where there is none.
    pub fn late(&self) -> bool {
        self.statement.as_ref().is_some_and(|statement| late(statement.received_on, self.deadline))
    }

    /// Whether a reminder was given, or skipped, since the round was opened.
    pub fn reminded(&self) -> bool {
        !self.rungs.is_empty() || self.reminded_on.is_some()
    }
}

impl Remark {
    /// Whether `actor` can say yes to the last verdict: a coordinator in person, and not the one who gave it.
    ///
    /// # Errors
    /// Why not.
    pub fn approvable_by(&self, actor: &Actor) -> Result<(), Refusal> {
        if self.verdict.is_none() {
            return Err(Refusal::NotAssessed { remark: self.id.clone() });
        }
        second_person(self.assessed_by.as_ref(), self.approved, actor)
    }
}

impl PublicVerdict {
    /// Whether `actor` can say yes to it: a coordinator in person, and not the one who gave it.
    ///
    /// # Errors
    /// Why not.
    pub fn approvable_by(&self, actor: &Actor) -> Result<(), Refusal> {
        second_person(self.by.as_ref(), self.approved, actor)
    }
}

/// A program, and whoever gave a verdict, cannot approve it; nor can anyone do it twice.
fn second_person(by: Option<&String>, approved: bool, actor: &Actor) -> Result<(), Refusal> {
    if !matches!(actor, Actor::Coordinator(_)) || by == Some(&actor.person()) {
        return Err(Refusal::OwnVerdict);
    }
    if approved { Err(Refusal::NothingChanged) } else { Ok(()) }
}

impl CouncilTrack {
    /// Whether a reminder was given, or skipped.
    pub fn reminded(&self) -> bool {
        !self.rungs.is_empty() || self.reminded_on.is_some()
    }

    /// Whether the council has said its word: a postponement is none.
    pub fn decided(&self) -> bool {
        self.decision.as_ref().is_some_and(|d| d.outcome != Outcome::Postponed)
    }

    /// An amended text nobody has reconciled yet.
    pub fn has_open_amendment(&self) -> bool {
        self.decision.as_ref().is_some_and(|d| d.outcome == Outcome::EndorsedAmended) && !self.reconciled
    }

    /// The meeting that counts now: the day that was stated last, or that the matter was postponed to after that.
    pub fn next_meeting(&self) -> Option<NaiveDate> {
        self.meeting.map(|meeting| meeting.date)
    }
}

impl Case {
    /// The municipalities, whose councils are asked; consultees are heard only.
    pub fn endorsers(&self) -> impl Iterator<Item = &Party> {
        self.parties.iter().filter(|p| p.standing == Standing::Municipality)
    }

    /// The last round of hearing, also after it has closed.
    pub fn hearing(&self) -> Option<&Hearing> {
        match &self.phase {
            Phase::Hearing(hearing) | Phase::Assessment(hearing) => Some(hearing),
            Phase::Endorsement(endorsement) => Some(&endorsement.hearing),
            Phase::Adoption(adoption) => {
                adoption.hearing.as_deref().or(adoption.endorsement.as_ref().map(|e| &*e.hearing))
            }
            Phase::Drafting(_) => None,
        }
    }

    /// The endorsement under way, or the one that led to the adoption.
    pub fn endorsement(&self) -> Option<&Endorsement> {
        match &self.phase {
            Phase::Endorsement(endorsement) => Some(endorsement),
            Phase::Adoption(adoption) => adoption.endorsement.as_ref(),
            _ => None,
        }
    }

    /// A remark of the last round, by its id.
    pub fn remark(&self, id: &RemarkId) -> Option<&Remark> {
        self.remarks.iter().find(|r| r.id == *id)
    }

    /// How many groups of the public's answers have a verdict that waits for a second person, where the kind asks for one.
    pub fn unapproved_public(&self) -> u32 {
        let public = self.hearing().and_then(|hearing| hearing.public.as_ref());
        public.filter(|_| self.rules.assessment.second_person).map_or(0, PublicAnswers::unapproved)
    }

    /// Verdicts on remarks that wait for a second person, where the kind asks for one.
    pub fn unapproved(&self) -> impl Iterator<Item = &Remark> {
        let asks = self.rules.assessment.second_person;
        self.remarks.iter().filter(move |r| asks && r.verdict.is_some() && !r.approved)
    }

    /// Whether a party takes part in this case.
    pub fn has_party(&self, id: &PartyId) -> bool {
        self.parties.iter().any(|p| p.id == *id)
    }
}
