//! What has happened to a document. Every shape ever written must parse for ever: add, never change.

use crate::{
    Body, CouncilDecision, Decision, DocumentId, Election, Finding, Grant, Hash, HowReconciled, Item, MediationStep,
    MeetingEvent, Member, NextStep, ObjectionStep, OwnDecision, PartId, PartRef, Particulars, Party, PartyId, Purpose,
    Related, RemarkId, Rules, Rung, Scope, Settlement, Statement, SubstantialChange, Treatment, Verdict, Votes,
    Wording,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Something that has happened to a document, as the log keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr, strum::VariantNames)]
#[serde(tag = "type", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Event {
    /// The document, and its first case.
    DocumentCreated {
        kind: String,
        title: String,
        rules: Rules,
        parties: Vec<Party>,
    },
    TextSaved {
        version: u32,
        content: Hash,
        parts: Vec<PartRef>,
        /// The day it was saved; not known of the oldest.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<NaiveDate>,
    },
    FileAttached {
        file: Hash,
        title: String,
    },
    CaseNumbered {
        case_number: String,
    },
    Related {
        #[serde(flatten)]
        related: Related,
    },
    Unrelated {
        document: DocumentId,
        reason: String,
    },
    HearingOpened {
        round: u32,
        scope: Scope,
        version: u32,
        content: Hash,
        opened_on: NaiveDate,
        deadline: NaiveDate,
        /// The covering letter.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        letter: Option<Wording<Hash>>,
        /// Why the hearing is shorter than the kind's minimum.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Wording<String>>,
        /// Who decided to send it, where that was recorded.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decision: Option<Decision>,
        invited: Vec<Grant>,
    },
    HearingScheduled {
        on: NaiveDate,
        deadline: NaiveDate,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parties: Option<Vec<PartyId>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        letter: Option<Wording<Hash>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Wording<String>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decision: Option<Decision>,
        /// Who put it forward: another person must approve where the kind asks for two.
        by: String,
    },
    HearingApproved {
        by: String,
    },
    ScheduleCancelled {
        reason: String,
    },
    /// The day came, and the hearing could not open.
    HearingHindered {
        on: NaiveDate,
        /// The refusal's name.
        refusal: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        party: Option<PartyId>,
    },
    StatementStarted {
        party: PartyId,
        on: NaiveDate,
    },
    /// By link.
    StatementSubmitted {
        statement: Statement,
    },
    /// By a coordinator, from a letter or an e-mail.
    StatementRecorded {
        statement: Statement,
        channel: String,
    },
    /// Kept from the public; the number is that of the statement's event.
    StatementExempted {
        statement: u32,
        party: PartyId,
        legal_basis: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        redacted: Option<Hash>,
        /// The redacted version as a file.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        redacted_file: Option<Hash>,
    },
    /// A coordinator has looked at it, or takes an exemption back, which has a reason.
    StatementDisclosed {
        statement: u32,
        party: PartyId,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// An attachment, an extract or a reservation is kept from the public.
    ItemExempted {
        item: Item,
        legal_basis: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        redacted: Option<Hash>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        redacted_file: Option<Hash>,
    },
    ItemDisclosed {
        item: Item,
        reason: String,
    },
    ExtensionAsked {
        party: PartyId,
        until: Option<NaiveDate>,
        reason: String,
    },
    DeadlineExtended {
        /// `None`: all.
        party: Option<PartyId>,
        deadline: NaiveDate,
        reason: Wording<String>,
        on: NaiveDate,
    },
    ExtensionRefused {
        party: PartyId,
        reason: String,
    },
    /// By link, to the coordinators, who reply by e-mail: the reply is not in the log.
    QuestionAsked {
        party: PartyId,
        link: u32,
        question: String,
    },
    ColleagueAdded {
        party: PartyId,
        granted: Grant,
    },
    /// A link that was given to a colleague works no more.
    ColleagueRemoved {
        party: PartyId,
        link: u32,
        /// The link of whoever took it back.
        by: u32,
    },
    HandedOver {
        party: PartyId,
        from: u32,
        granted: Grant,
    },
    Disowned {
        party: PartyId,
        link: u32,
        reason: String,
    },
    InvitedAgain {
        party: PartyId,
        granted: Grant,
    },
    NewLinkAsked {
        party: PartyId,
        link: u32,
    },
    /// A political body has treated the hearing answer, or given the council its advice.
    TreatmentRecorded {
        party: PartyId,
        purpose: Purpose,
        /// 1 for the first in this round or before this council, then up by one.
        entry: u32,
        treatment: Treatment,
    },
    Reminded {
        party: PartyId,
        rung: Rung,
        deadline: NaiveDate,
        on: NaiveDate,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        skipped: Vec<Rung>,
    },
    /// Reminders whose purpose had passed when they were looked at.
    RemindersSkipped {
        party: PartyId,
        rungs: Vec<Rung>,
        deadline: NaiveDate,
    },
    RemindersPaused {
        reason: String,
    },
    RemindersResumed {},
    HearingClosed {
        on: NaiveDate,
    },
    /// What the public answered while the hearing was open: how many, how many of them unlike, and the root of the tree
    /// over the answers in their order.
    PublicAnswersCounted {
        /// Whose hearing; in the first logs, the case under way.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        case: Option<u32>,
        round: u32,
        number: u32,
        groups: u32,
        root: Hash,
        on: NaiveDate,
    },
    /// A coordinator has looked at them, and anyone may read those that are not exempt. All of these numbers were there then.
    /// One that is named alone is exempt no more.
    PublicAnswersReleased {
        case: u32,
        round: u32,
        from: u32,
        through: u32,
        /// Only those of a group.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        group: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        /// All there were, and there was one: if it is exempt, it stays so.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        all: bool,
    },
    PublicAnswerExempted {
        case: u32,
        round: u32,
        number: u32,
        legal_basis: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        redacted: Option<Hash>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        redacted_file: Option<Hash>,
    },
    /// One verdict for answers that are alike: a group is named by its first answer.
    PublicAnswersAssessed {
        round: u32,
        group: u32,
        answers: u32,
        verdict: Verdict,
        reason: String,
        /// It had a verdict before.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        again: bool,
        /// Who, where a second person must approve verdicts.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<String>,
        /// The verdict before was approved by a second person, who has not seen this one.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        approved: bool,
    },
    /// A second person's yes to the verdict on a group of the public's answers.
    PublicVerdictApproved {
        round: u32,
        group: u32,
        by: String,
    },
    HearingReopened {
        deadline: NaiveDate,
        reason: Wording<String>,
        on: NaiveDate,
    },
    RemarkAssessed {
        remark: RemarkId,
        verdict: Verdict,
        reason: Wording<String>,
        /// Who, where a second person must approve.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<String>,
    },
    /// The second person's yes to the last verdict.
    VerdictApproved {
        remark: RemarkId,
        by: String,
    },
    ObjectionSettled {
        party: PartyId,
        settlement: Settlement,
    },
    /// A formal objection that was not settled has come further.
    ObjectionAdvanced {
        party: PartyId,
        step: ObjectionStep,
        date: NaiveDate,
        reason: String,
        /// Of one that is partly withdrawn: the sections it is still about.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        sections: Vec<PartId>,
    },
    AssessmentFinished {
        next: NextStep,
        version: u32,
        content: Hash,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        substantial_change: Option<SubstantialChange>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decision: Option<Decision>,
        on: NaiveDate,
        /// The day the text itself says that it comes into force, where the councils adopt.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        in_force_from: Option<NaiveDate>,
        /// What the checker found between the text that was heard and this one.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        findings: Vec<Finding>,
        /// The councils asked, where endorsement is next.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        asked: Vec<Grant>,
    },
    MeetingPlanned {
        party: PartyId,
        meeting_date: NaiveDate,
        papers_due: Option<NaiveDate>,
    },
    DecisionRecorded {
        party: PartyId,
        /// 1 for the council's first entry, up by one for each correction.
        entry: u32,
        /// The text it is about.
        content: Hash,
        decision: CouncilDecision,
    },
    DecisionReconciled {
        party: PartyId,
        #[serde(rename = "as")]
        how: HowReconciled,
        reason: Wording<String>,
    },
    EndorsementConcluded {
        met: bool,
        in_favour: u32,
        against: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Why no programme is needed before this plan (§ 4-1).
    ProgrammeWaived {
        reason: String,
    },
    /// Of a disagreement between those who plan together (§ 9-5).
    MediationRecorded {
        step: MediationStep,
        date: NaiveDate,
        reason: String,
    },
    /// A party has given notice in writing, and is out on a day (pbl § 9-5).
    LeavingNoticed {
        party: PartyId,
        received_on: NaiveDate,
        leaves_on: NaiveDate,
        reason: Wording<String>,
    },
    PartyLeft {
        party: PartyId,
        reason: Wording<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decision: Option<Decision>,
    },
    Adopted(AdoptedEdition),
    /// Adopted before the document was kept here.
    EditionRegistered(AdoptedEdition),
    /// What was entered of the adoption was wrong; this counts.
    AdoptionCorrected {
        edition: u32,
        body: String,
        meeting_date: NaiveDate,
        case_number: String,
        in_force_from: NaiveDate,
        revision_due: Option<NaiveDate>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        votes: Option<Votes>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        extract: Option<Hash>,
        reason: Wording<String>,
    },
    /// In one municipality, where its council's decision has effect by itself (pbl § 9-3).
    TookEffect {
        party: PartyId,
        on: NaiveDate,
        case_number: String,
    },
    CameIntoForce {
        edition: u32,
        on: NaiveDate,
    },
    ReturnedToDrafting {
        reason: Wording<String>,
    },
    /// A revision withdrawn puts the next one off until a day; a first case withdrawn ends the document.
    Withdrawn {
        reason: Wording<String>,
        until: Option<NaiveDate>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decision: Option<Decision>,
    },
    RevisionNoticed {
        rung: Rung,
        due: NaiveDate,
        on: NaiveDate,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        skipped: Vec<Rung>,
    },
    RevisionStarted {
        rules: Rules,
        parties: Vec<Party>,
        on: NaiveDate,
        /// Notices whose day had passed, and that nobody was given.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        skipped: Vec<Rung>,
    },
    Prolonged {
        until: NaiveDate,
        reason: Wording<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decision: Option<Decision>,
        /// Where the councils adopted: what each of them decided.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        decisions: Vec<OwnDecision>,
    },
    Repealed {
        reason: Wording<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decision: Option<Decision>,
        /// Where the councils adopted: what each of them decided.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        decisions: Vec<OwnDecision>,
    },
    /// Which sections are the land-use part.
    LandUseMarked {
        sections: Vec<PartId>,
    },
    /// The last day that the text is for.
    PeriodSet {
        until: NaiveDate,
    },
    /// A municipality that becomes a member by the agreement takes part in its case.
    JoiningInvited {
        party: Party,
    },
    /// It takes no part any more, and becomes no member by this agreement.
    JoiningWithdrawn {
        party: PartyId,
        reason: String,
    },
    /// The first line of a region's register, by what the region was called.
    RegisterOpened {
        region: String,
    },
    /// Who is who when the log begins to say so. Acts before it, in a register that is older than this, are in it.
    RegisterBegun {
        parties: BTreeMap<PartyId, Member>,
        /// How many members each of the region's own bodies has, where that is known.
        bodies: BTreeMap<Body, u32>,
        on: NaiveDate,
    },
    PartyEntered {
        party: PartyId,
        particulars: Particulars,
        on: NaiveDate,
        reason: String,
    },
    MemberAdmitted {
        party: PartyId,
        from: NaiveDate,
        /// The statutes it follows from.
        agreement: DocumentId,
        reason: String,
    },
    /// A member has given notice in writing.
    MemberReleased {
        party: PartyId,
        received_on: NaiveDate,
        leaves_on: NaiveDate,
        /// The members at that time, who are told.
        told: Vec<PartyId>,
        reason: Wording<String>,
    },
    /// Municipalities merged, or one got a new number.
    PartySucceeded {
        parties: Vec<PartyId>,
        into: PartyId,
        particulars: Particulars,
        from: NaiveDate,
        reason: String,
    },
    BodySized {
        body: Body,
        size: u32,
        on: NaiveDate,
        reason: String,
    },
    Elected {
        #[serde(flatten)]
        election: Election,
        reason: String,
    },
    /// What happened to a meeting of one of the region's own bodies.
    Meeting(MeetingEvent),
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    pub seq: u32,
    pub at: DateTime<Utc>,
    pub actor: String,
    pub event: Event,
}

/// An edition as it was adopted, and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdoptedEdition {
    pub edition: u32,
    pub version: u32,
    pub content: Hash,
    pub body: String,
    pub meeting_date: NaiveDate,
    pub case_number: String,
    pub in_force_from: NaiveDate,
    pub revision_due: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub votes: Option<Votes>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extract: Option<Hash>,
}

impl Event {
    /// The events that are news to anyone: the turns of a document's life. Each is public.
    pub const NEWS: [&'static str; 10] = [
        "hearing_opened",
        "hearing_closed",
        "hearing_reopened",
        "assessment_finished",
        "endorsement_concluded",
        "adopted",
        "came_into_force",
        "revision_started",
        "prolonged",
        "repealed",
    ];

    /// The names of all events there are.
    pub fn kinds() -> &'static [&'static str] {
        <Self as strum::VariantNames>::VARIANTS
    }

    /// The event's name in the log and in the interface.
    pub fn name(&self) -> &'static str {
        self.into()
    }

    /// Whether it says who is who in the region, or which numbers its bodies have given: tables that are written with it.
    pub fn is_of_the_register(&self) -> bool {
        matches!(
            self,
            Self::PartyEntered { .. }
                | Self::MemberAdmitted { .. }
                | Self::MemberReleased { .. }
                | Self::PartySucceeded { .. }
                | Self::BodySized { .. }
                | Self::Elected { .. }
                | Self::Meeting(MeetingEvent::ItemsNumbered { .. })
        )
    }

    /// Whose question it is to the coordinator, and the commands that answer it.
    pub fn calls_for(&self) -> Option<(&PartyId, &'static [&'static str])> {
        match self {
            Self::ExtensionAsked { party, .. } => Some((party, &["extend_deadline", "refuse_extension"])),
            Self::Disowned { party, .. } => Some((party, &["invite_again"])),
            _ => None,
        }
    }

    /// Whether anyone may be told that this happened. What the event holds may still be withheld: an answer that is
    /// exempt from disclosure, a file of a text that is no longer public. Everything not named here stays inside.
    pub fn is_public(&self) -> bool {
        matches!(
            self,
            Self::DocumentCreated { .. }
                | Self::RevisionStarted { .. }
                | Self::FileAttached { .. }
                | Self::HearingOpened { .. }
                | Self::HearingClosed { .. }
                | Self::HearingReopened { .. }
                | Self::PublicAnswersCounted { .. }
                | Self::PublicAnswersAssessed { .. }
                | Self::DeadlineExtended { .. }
                | Self::StatementSubmitted { .. }
                | Self::StatementRecorded { .. }
                | Self::RemarkAssessed { .. }
                | Self::AssessmentFinished { .. }
                | Self::DecisionRecorded { .. }
                | Self::DecisionReconciled { .. }
                | Self::EndorsementConcluded { .. }
                | Self::Adopted { .. }
                | Self::AdoptionCorrected { .. }
                | Self::CameIntoForce { .. }
                | Self::TookEffect { .. }
                | Self::Prolonged { .. }
                | Self::ReturnedToDrafting { .. }
                | Self::Withdrawn { .. }
                | Self::Repealed { .. }
                | Self::JoiningInvited { .. }
                | Self::JoiningWithdrawn { .. }
                | Self::PeriodSet { .. }
                | Self::LandUseMarked { .. }
        )
    }
}
