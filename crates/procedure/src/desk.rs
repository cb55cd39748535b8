//! What a coordinator or a program asks of a document.

use crate::{
    Checked, ContactId, CouncilDecision, Decision, DocumentId, Hash, HowReconciled, MediationStep, ObjectionStep,
    OwnDecision, PartId, PartRef, PartyId, Position, PublicSeen, Refusal, Relation, RemarkId, SignerId,
    SubstantialChange, Verdict, Votes, Wording,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What a coordinator or a program asks for. The JSON of `POST …/commands`, but for those that carry prose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr, strum::VariantNames)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum Desk {
    Create {
        kind: String,
        title: String,
        #[serde(default)]
        parties: Option<Vec<PartyId>>,
    },
    SaveText {
        content: Hash,
        parts: Vec<PartRef>,
        #[serde(default)]
        based_on: Option<u32>,
    },
    Attach {
        file: Hash,
        title: String,
    },
    NumberCase {
        case_number: String,
    },
    /// The last day that the text is for, where it has a period of its own («2027–2030»).
    SetPeriod {
        until: NaiveDate,
    },
    /// Which sections are the land-use part, to which alone a formal objection can be made (§§ 5-4, 11-5).
    MarkLandUse {
        sections: Vec<PartId>,
    },
    /// Says what it is to another document of the region's.
    Relate {
        document: DocumentId,
        #[serde(rename = "as")]
        how: Relation,
        /// What the other is called: filled in by the door, which knows it.
        #[serde(default)]
        title: String,
    },
    /// Takes the relation back.
    Unrelate {
        document: DocumentId,
        reason: String,
    },
    /// Takes a municipality that is no member into the case of an agreement by which it becomes one.
    InviteToJoin {
        municipality: PartyId,
    },
    /// Takes it out again: the others decide on the text without it.
    WithdrawInvitation {
        municipality: PartyId,
        reason: String,
    },
    OpenHearing {
        deadline: NaiveDate,
        #[serde(default)]
        parties: Option<Vec<PartyId>>,
        #[serde(default)]
        letter: Option<Wording<Hash>>,
        #[serde(default)]
        reason: Option<Wording<String>>,
        /// Who decided to send it, where the kind does not leave that to the secretariat.
        #[serde(default)]
        decision: Option<Decision>,
    },
    /// Opens by itself on a day; where the kind asks for it, once a second person has approved.
    ScheduleHearing {
        on: NaiveDate,
        deadline: NaiveDate,
        #[serde(default)]
        parties: Option<Vec<PartyId>>,
        #[serde(default)]
        letter: Option<Wording<Hash>>,
        #[serde(default)]
        reason: Option<Wording<String>>,
        #[serde(default)]
        decision: Option<Decision>,
    },
    ApproveHearing {
        /// The position of the document that was seen; what changed since must be seen first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        based_on: Option<u32>,
    },
    CancelSchedule {
        reason: String,
    },
    RecordStatement {
        municipality: PartyId,
        statement: StatementDraft,
        received_on: NaiveDate,
        channel: String,
    },
    /// Keeps a municipality's answer from the public, in whole or but for a redacted version (offentleglova).
    ExemptStatement {
        municipality: PartyId,
        legal_basis: String,
        /// Names the redacted version, as text.
        #[serde(default)]
        redacted: Option<Hash>,
        /// The same as a file.
        #[serde(default)]
        redacted_file: Option<Hash>,
        /// The number of the statement's event; left out for the municipality's latest.
        #[serde(default)]
        statement: Option<u32>,
    },
    /// Lets anyone read an answer that a coordinator has looked at; or takes an exemption back, with a reason.
    DiscloseStatement {
        municipality: PartyId,
        #[serde(default)]
        reason: String,
        #[serde(default)]
        statement: Option<u32>,
    },
    /// The same as of a statement, of an attachment or an extract by its hash, or of a council's reservation.
    ExemptItem {
        #[serde(default)]
        hash: Option<Hash>,
        #[serde(default)]
        municipality: Option<PartyId>,
        legal_basis: String,
        #[serde(default)]
        redacted: Option<Hash>,
        #[serde(default)]
        redacted_file: Option<Hash>,
    },
    DiscloseItem {
        #[serde(default)]
        hash: Option<Hash>,
        #[serde(default)]
        municipality: Option<PartyId>,
        reason: String,
    },
    ExtendDeadline {
        #[serde(default)]
        municipality: Option<PartyId>,
        deadline: NaiveDate,
        reason: Wording<String>,
    },
    RefuseExtension {
        municipality: PartyId,
        reason: String,
    },
    InviteAgain {
        municipality: PartyId,
        #[serde(default)]
        contact: Option<ContactId>,
    },
    Remind {
        #[serde(default)]
        municipality: Option<PartyId>,
    },
    /// Holds reminders back. Deadlines, closing and revision go on.
    PauseReminders {
        reason: String,
    },
    ResumeReminders {},
    CloseHearing {},
    ReopenHearing {
        deadline: NaiveDate,
        reason: Wording<String>,
    },
    AssessRemark {
        remark: RemarkId,
        verdict: Verdict,
        reason: Wording<String>,
        #[serde(default)]
        based_on: Option<u32>,
    },
    /// One verdict and one reason for all of them, or for none.
    AssessRemarks {
        remarks: Vec<Seen>,
        verdict: Verdict,
        reason: Wording<String>,
    },
    /// A second person's yes to the verdicts seen.
    ApproveVerdicts {
        remarks: Vec<Seen>,
    },
    SettleObjection {
        municipality: PartyId,
        how: String,
        date: NaiveDate,
        reason: String,
    },
    /// Lets anyone read the public's answers, up to the last that was looked at: those of a group, or all of them. One that is
    /// named alone, as `from` and `through`, is exempt no more.
    ReleasePublicAnswers {
        #[serde(default)]
        case: Option<u32>,
        #[serde(default)]
        round: Option<u32>,
        #[serde(default)]
        from: Option<u32>,
        through: u32,
        #[serde(default)]
        group: Option<u32>,
        #[serde(default)]
        reason: Option<String>,
        /// Looked up on the way to the writer.
        #[serde(skip)]
        seen: Option<PublicSeen>,
    },
    /// Keeps one of the public's answers from the public, in whole or but for a redacted version.
    ExemptPublicAnswer {
        #[serde(default)]
        case: Option<u32>,
        #[serde(default)]
        round: Option<u32>,
        number: u32,
        legal_basis: String,
        /// Names the redacted version, as text.
        #[serde(default)]
        redacted: Option<Hash>,
        /// The same as a file.
        #[serde(default)]
        redacted_file: Option<Hash>,
        #[serde(skip)]
        seen: Option<PublicSeen>,
    },
    /// One verdict and one reason for all answers of the public that are alike.
    AssessPublicAnswers {
        group: u32,
        verdict: Verdict,
        reason: String,
        #[serde(skip)]
        seen: Option<PublicSeen>,
    },
    /// A second person's yes to the verdict on answers of the public that are alike.
    ApprovePublicVerdict {
        group: u32,
        /// The number of the event with the verdict that was seen.
        #[serde(default)]
        based_on: Option<u32>,
        #[serde(skip)]
        seen: Option<PublicSeen>,
    },
    /// How a formal objection that is not settled has come further.
    AdvanceObjection {
        municipality: PartyId,
        step: ObjectionStep,
        date: NaiveDate,
        reason: String,
        /// Of one that is partly withdrawn: the sections it is still about.
        #[serde(default)]
        sections: Vec<PartId>,
    },
    FinishAssessment {
        next: NextStep,
        #[serde(default)]
        substantial_change: Option<SubstantialChange>,
        #[serde(default)]
        reason: Option<String>,
        #[serde(default)]
        decision: Option<Decision>,
        /// The day the text itself says that it comes into force.
        #[serde(default)]
        in_force_from: Option<NaiveDate>,
        /// The version of the text that was seen.
        #[serde(default)]
        based_on: Option<u32>,
        /// What the checker found: filled in on the way to the writer, which reads no texts.
        #[serde(skip)]
        checked: Option<Checked>,
    },
    PlanMeeting {
        municipality: PartyId,
        meeting_date: NaiveDate,
        #[serde(default)]
        papers_due: Option<NaiveDate>,
    },
    RecordDecision {
        municipality: PartyId,
        decision: CouncilDecision,
    },
    ReconcileDecision {
        municipality: PartyId,
        #[serde(rename = "as")]
        how: HowReconciled,
        reason: Wording<String>,
    },
    ConcludeEndorsement {
        reason: String,
    },
    /// Why no programme is needed before this plan (§ 4-1).
    WaiveProgramme {
        reason: String,
    },
    /// That the state administrator was asked to mediate between those who plan together, or how that ended (§ 9-5).
    RecordMediation {
        step: MediationStep,
        date: NaiveDate,
        reason: String,
    },
    /// A party's written notice that it leaves.
    RecordLeaving {
        municipality: PartyId,
        received_on: NaiveDate,
        reason: Wording<String>,
    },
    GoOnWithout {
        municipality: PartyId,
        reason: Wording<String>,
        #[serde(default)]
        decision: Option<Decision>,
    },
    Adopt {
        body: String,
        meeting_date: NaiveDate,
        case_number: String,
        in_force_from: NaiveDate,
        #[serde(default)]
        votes: Option<Votes>,
        #[serde(default)]
        extract: Option<Hash>,
    },
    /// Enters an edition that was adopted before the document was kept here: the text saved is the one that holds.
    RegisterEdition {
        body: String,
        meeting_date: NaiveDate,
        case_number: String,
        in_force_from: NaiveDate,
        #[serde(default)]
        votes: Option<Votes>,
        #[serde(default)]
        extract: Option<Hash>,
    },
    /// Puts right what was entered wrongly of an adoption, until something has followed from it.
    CorrectAdoption {
        body: String,
        meeting_date: NaiveDate,
        case_number: String,
        in_force_from: NaiveDate,
        #[serde(default)]
        votes: Option<Votes>,
        #[serde(default)]
        extract: Option<Hash>,
        reason: Wording<String>,
    },
    ReturnToDrafting {
        reason: Wording<String>,
    },
    Withdraw {
        reason: Wording<String>,
        #[serde(default)]
        until: Option<NaiveDate>,
        #[serde(default)]
        decision: Option<Decision>,
    },
    StartRevision {},
    Prolong {
        until: NaiveDate,
        reason: Wording<String>,
        #[serde(default)]
        decision: Option<Decision>,
        /// Where the councils adopted: what each of them has decided.
        #[serde(default)]
        decisions: Vec<OwnDecision>,
    },
    Repeal {
        reason: Wording<String>,
        #[serde(default)]
        decision: Option<Decision>,
        /// Where the councils adopted: what each of them has decided.
        #[serde(default)]
        decisions: Vec<OwnDecision>,
    },
}

/// Where a case goes when its remarks are assessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, strum::VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum NextStep {
    Endorsement,
    Adoption,
    FullHearing,
    LimitedHearing,
}

/// An answer as it was handed in: its texts are stored already and named here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementDraft {
    pub position: Position,
    pub content: Hash,
    /// Names the general text, where something was written.
    pub general: Option<Hash>,
    pub remarks: Vec<RemarkDraft>,
    pub files: Vec<Hash>,
    pub legal_basis: Option<String>,
    pub signer: Option<SignerId>,
    pub case_reference: Option<String>,
}

impl StatementDraft {
    /// What the answer must have before it can be handed in, whatever the document; `None` where nothing is missing.
    pub fn lacks(&self) -> Option<Refusal> {
        let legal_basis = self.legal_basis.as_deref().is_some_and(|text| !text.trim().is_empty());
        let empty = self.general.is_none() && self.remarks.is_empty();
        match self.position {
            Position::FormalObjection if !legal_basis => Some(Refusal::LegalBasisMissing),
            position if position.calls_for_remarks() && empty => Some(Refusal::RemarksMissing),
            Position::WithoutRemarks if !self.remarks.is_empty() => Some(Refusal::RemarksNotExpected),
            _ => None,
        }
    }
}

/// A remark, and how many verdicts it had when it was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    pub remark: RemarkId,
    #[serde(default)]
    pub based_on: Option<u32>,
}

/// A remark as it is handed in: the section it is about, and the hash of its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemarkDraft {
    pub section: Option<PartId>,
    pub hash: Hash,
}

impl Desk {
    /// The command as a body decided it in a meeting.
    #[must_use]
    pub fn with_decision(&self, by: &Decision) -> Self {
        let mut command = self.clone();
        match &mut command {
            Self::OpenHearing { decision, .. }
            | Self::ScheduleHearing { decision, .. }
            | Self::FinishAssessment { decision, .. }
            | Self::GoOnWithout { decision, .. }
            | Self::Withdraw { decision, .. }
            | Self::Prolong { decision, .. }
            | Self::Repeal { decision, .. } => *decision = Some(by.clone()),
            Self::Adopt { body, meeting_date, case_number, votes, .. } => {
                body.clone_from(&by.body);
                *meeting_date = by.meeting_date;
                case_number.clone_from(&by.case_number);
                *votes = by.votes;
            }
            _ => {}
        }
        command
    }

    /// Whether it is an act that one of the region's bodies can decide in a meeting.
    pub fn is_for_a_meeting(&self) -> bool {
        matches!(
            self,
            Self::OpenHearing { .. }
                | Self::ScheduleHearing { .. }
                | Self::FinishAssessment { .. }
                | Self::GoOnWithout { .. }
                | Self::Withdraw { .. }
                | Self::Prolong { .. }
                | Self::Repeal { .. }
                | Self::Adopt { .. }
        )
    }

    /// The files it names, each by the field that names it: all of them have been uploaded before.
    pub fn files(&self) -> Vec<(&'static str, &Hash)> {
        let extract = match self {
            Self::Attach { file, .. } => return vec![("file", file)],
            Self::RecordStatement { statement, .. } => {
                return statement.files.iter().map(|file| ("files", file)).collect();
            }
            Self::ExemptPublicAnswer { redacted_file, .. } | Self::ExemptStatement { redacted_file, .. } => {
                return redacted_file.iter().map(|file| ("redacted_file", file)).collect();
            }
            Self::ExemptItem { hash, redacted_file, .. } => {
                let own = hash.iter().map(|file| ("hash", file));
                return own.chain(redacted_file.iter().map(|file| ("redacted_file", file))).collect();
            }
            Self::Adopt { extract, .. }
            | Self::RegisterEdition { extract, .. }
            | Self::CorrectAdoption { extract, .. } => extract.as_ref(),
            Self::RecordDecision { decision, .. } => decision.extract.as_ref(),
            Self::OpenHearing { decision, .. }
            | Self::ScheduleHearing { decision, .. }
            | Self::FinishAssessment { decision, .. }
            | Self::GoOnWithout { decision, .. }
            | Self::Withdraw { decision, .. }
            | Self::Prolong { decision, .. }
            | Self::Repeal { decision, .. } => decision.as_ref().and_then(|decision| decision.extract.as_ref()),
            _ => None,
        };
        extract.map(|file| ("extract", file)).into_iter().collect()
    }

    pub(crate) fn days(&self) -> [Option<NaiveDate>; 2] {
        match self {
            Self::OpenHearing { deadline, decision, .. } => [Some(*deadline), met(decision.as_ref())],
            Self::ExtendDeadline { deadline, .. } | Self::ReopenHearing { deadline, .. } => [Some(*deadline), None],
            Self::ScheduleHearing { on, deadline, .. } => [Some(*on), Some(*deadline)],
            Self::RecordStatement { received_on, .. } | Self::RecordLeaving { received_on, .. } => {
                [Some(*received_on), None]
            }
            Self::SettleObjection { date, .. }
            | Self::AdvanceObjection { date, .. }
            | Self::RecordMediation { date, .. } => [Some(*date), None],
            Self::PlanMeeting { meeting_date, papers_due, .. } => [Some(*meeting_date), *papers_due],
            Self::RecordDecision { decision, .. } => [Some(decision.meeting_date), decision.postponed_to],
            Self::Adopt { meeting_date, in_force_from, .. }
            | Self::RegisterEdition { meeting_date, in_force_from, .. }
            | Self::CorrectAdoption { meeting_date, in_force_from, .. } => [Some(*meeting_date), Some(*in_force_from)],
            Self::Withdraw { until, decision, .. } => [*until, met(decision.as_ref())],
            Self::SetPeriod { until } => [Some(*until), None],
            Self::Prolong { until, decision, .. } => [Some(*until), met(decision.as_ref())],
            Self::FinishAssessment { in_force_from, decision, .. } => [*in_force_from, met(decision.as_ref())],
            Self::Repeal { decision, .. } | Self::GoOnWithout { decision, .. } => [met(decision.as_ref()), None],
            _ => [None; 2],
        }
    }
}

fn met(decision: Option<&Decision>) -> Option<NaiveDate> {
    decision.map(|decision| decision.meeting_date)
}
