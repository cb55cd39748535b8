//! Why not: one variant for each sentence a person may read. The sentences are in the catalogues.

use crate::{Body, PartyId, RemarkId};
use chrono::NaiveDate;
use serde::Serialize;

/// The longest reason, in characters: some ten pages. What is longer is a document, and can be attached.
pub const REASON: usize = 20_000;
/// The longest title, name or number, in characters.
pub const LINE: usize = 500;

/// Why a command is not carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "refusal", rename_all = "snake_case")]
#[error("{}", self.name())]
pub enum Refusal {
    AdoptedAlready,
    AdoptionHasEffect,
    AgendaEmpty,
    AllRemarksMustBeAssessed { open: usize },
    AmendmentOpen,
    BeforeCase { since: NaiveDate },
    BeforeMediation { since: NaiveDate },
    BeforeObjection { since: NaiveDate },
    BasisMissing,
    BodyMissing,
    BodyNotCompetent { bodies: Vec<Body> },
    CaseNumberMissing,
    CastingVote,
    ChairMissing,
    ChangedMeanwhile,
    ChannelMissing,
    ColleaguesOnly,
    ContactOfAnother,
    CouncilHasDecided,
    CouncilMissing { municipality: PartyId },
    CouncilsAdopt,
    CouncilsAdoptAsItIs,
    DayImplausible,
    DayInFuture,
    MeetingBeforeInspection { until: NaiveDate },
    MeetingBeforeText { since: NaiveDate },
    MeetingHasBeen,
    MeetingTooFar,
    DecisionMissing { bodies: Vec<Body> },
    DeadlineNotLater { deadline: NaiveDate },
    DeadlinePassed,
    DeadlineTooShort { earliest: NaiveDate },
    DeadlineTooShortWithoutReason { earliest: NaiveDate },
    DomainNotOwn,
    DomainUnsound,
    DocumentUnknown,
    EndsBeforeItBegins,
    EndorsementNotForKind,
    EndorsementRequired,
    HearingClosed,
    HearingMustRun { until: NaiveDate },
    HoldsAlready,
    ExemptionBasisMissing,
    InForceAtAdoption,
    InForceBeforeAdoption { meeting_date: NaiveDate },
    ItemDecided,
    ItemListed,
    ItemNotListed,
    ItemOpen { number: String },
    ItemUnknown,
    ItemMissing,
    JoiningNotForKind,
    LanguageUnknown,
    LastParty,
    LeavesTooSoon { earliest: NaiveDate },
    LegalBasisMissing,
    LinkNotForThis,
    LinkReplaced,
    MediationNotAsked,
    MediationNotForKind,
    MeetingFormNotAllowed,
    MeetingNotYet { on: NaiveDate },
    MunicipalityTwice { municipality: PartyId },
    MustBePutOffUntil,
    MemberAlready,
    MemberNot,
    NameMissing,
    NobodyElected { bodies: Vec<Body> },
    NobodyToRemind,
    NoObjection,
    NoRemarkChosen,
    NotRelated,
    NotAssessed { remark: RemarkId },
    NoText,
    NoStatement,
    NotExempt,
    NotForAMeeting,
    NotInThisPhase,
    NoticeMissing,
    NoticeTooShort { earliest: NaiveDate },
    NoticeNotForKind,
    NoticeRuns { leaves_on: NaiveDate },
    NumberTaken { next: u32 },
    NumberedInYear { year: i32 },
    NothingAmended,
    NothingChanged,
    NothingDue,
    NothingScheduled,
    ProgrammeMissing,
    ProgrammeNotForKind,
    NoExtensionAsked,
    ObjectionBeforeDecision,
    ObjectionByParticipant,
    ObjectionNotForKind,
    ObjectionNotSent,
    ObjectionNotTheirs,
    ObjectionPast,
    ObjectionToSocialPart,
    OutcomeNotSettled,
    OwnVerdict,
    PartiesFixed,
    PartyCannotLeave,
    PartyIdUnsound,
    PartyMissing,
    PartyUnknown { party: PartyId },
    PersonNotSeated,
    PlaceMissing,
    PostponedToMissing,
    PostponedToUnexpected,
    PublicAnswersMustBeAssessed { open: usize },
    PublicAnswersNotCounted,
    PublicAnswersNotForKind,
    PublicAnswerUnknown,
    QuorumMissing { size: u32 },
    ReasonMissing,
    ReceivedBeforeHearing { opened_on: NaiveDate },
    RemarksMissing,
    RemarksNotExpected,
    RemindedToday,
    RepresentativeMissing,
    ResolutionMissing,
    SeatTwice,
    SeatsBeyondBody { size: u32 },
    SecondPersonMustDiffer,
    SecondPersonNeeded,
    SectionUnknown,
    SectionsOnlyWithdrawn,
    SizeMissing,
    StandingFixed,
    SubstantialChangeMissing,
    SubstantialChangeMustBeHeard,
    SucceedsItself,
    SucceedsLater,
    TextTooLong { most: usize },
    TitleMissing,
    TooMany { most: usize },
    NotAllowed,
    UnknownContact,
    UnknownKind,
    UnknownMunicipality { municipality: PartyId },
    UnknownRemark { remark: RemarkId },
    Unreachable { municipality: PartyId },
    VerdictMissing,
    VerdictsMustBeApproved { open: usize },
    VotesAgainstOutcome,
    VotesBeyondBody { size: u32 },
    VotesNotAll { voters: u32 },
}

/// What kind of no a refusal is, so that pages need not know each one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// A better form would mend it: something is missing, or a value does not do.
    NeedsInput,
    /// The case is not there yet, or there no more.
    NotNow,
    /// The kind of document, or who asks, rules it out.
    NeverHere,
    /// Somebody else was faster: look again.
    ChangedMeanwhile,
    /// It names a party, a remark or a contact that is not there.
    NotThere,
}

impl Refusal {
    /// What kind of no it is.
    #[expect(clippy::too_many_lines, reason = "a table: one line a refusal")]
    pub fn why(&self) -> Why {
        use Refusal as R;
        match self {
            R::BeforeCase { .. }
            | R::BeforeMediation { .. }
            | R::BeforeObjection { .. }
            | R::BodyMissing
            | R::BodyNotCompetent { .. }
            | R::CaseNumberMissing
            | R::CouncilMissing { .. }
            | R::ChannelMissing
            | R::CouncilsAdoptAsItIs
            | R::DayImplausible
            | R::DayInFuture
            | R::MeetingBeforeInspection { .. }
            | R::MeetingBeforeText { .. }
            | R::MeetingHasBeen
            | R::MeetingTooFar
            | R::DeadlineNotLater { .. }
            | R::DeadlinePassed
            | R::DeadlineTooShort { .. }
            | R::DeadlineTooShortWithoutReason { .. }
            | R::DecisionMissing { .. }
            | R::DomainNotOwn
            | R::DomainUnsound
            | R::LanguageUnknown
            | R::LeavesTooSoon { .. }
            | R::NameMissing
            | R::PartyIdUnsound
            | R::SizeMissing
            | R::SectionsOnlyWithdrawn
            | R::StandingFixed
            | R::SucceedsItself
            | R::SucceedsLater
            | R::MunicipalityTwice { .. }
            | R::ExemptionBasisMissing
            | R::InForceBeforeAdoption { .. }
            | R::ItemMissing
            | R::LegalBasisMissing
            | R::MustBePutOffUntil
            | R::NoRemarkChosen
            | R::PartyMissing
            | R::PostponedToMissing
            | R::PostponedToUnexpected
            | R::QuorumMissing { .. }
            | R::ReasonMissing
            | R::ReceivedBeforeHearing { .. }
            | R::RemarksMissing
            | R::RemarksNotExpected
            | R::SubstantialChangeMissing
            | R::TitleMissing
            | R::Unreachable { .. }
            | R::VerdictMissing
            | R::VotesAgainstOutcome
            | R::CastingVote
            | R::ChairMissing
            | R::NoticeTooShort { .. }
            | R::ObjectionToSocialPart
            | R::BasisMissing
            | R::EndsBeforeItBegins
            | R::NumberTaken { .. }
            | R::NumberedInYear { .. }
            | R::SeatsBeyondBody { .. }
            | R::PlaceMissing
            | R::RepresentativeMissing
            | R::ResolutionMissing
            | R::SeatTwice
            | R::TextTooLong { .. }
            | R::VotesBeyondBody { .. }
            | R::VotesNotAll { .. } => Why::NeedsInput,
            R::AdoptedAlready
            | R::AgendaEmpty
            | R::ItemDecided
            | R::ItemListed
            | R::ItemNotListed
            | R::ItemOpen { .. }
            | R::MeetingNotYet { .. }
            | R::NobodyElected { .. }
            | R::TooMany { .. }
            | R::AdoptionHasEffect
            | R::AllRemarksMustBeAssessed { .. }
            | R::AmendmentOpen
            | R::CouncilHasDecided
            | R::HearingClosed
            | R::HearingMustRun { .. }
            | R::HoldsAlready
            | R::LastParty
            | R::MemberAlready
            | R::MemberNot
            | R::ObjectionBeforeDecision
            | R::MediationNotAsked
            | R::NobodyToRemind
            | R::NotAssessed { .. }
            | R::NoText
            | R::NoStatement
            | R::NotExempt
            | R::NotInThisPhase
            | R::NothingAmended
            | R::NothingChanged
            | R::NothingDue
            | R::NotRelated
            | R::NothingScheduled
            | R::NoExtensionAsked
            | R::NoObjection
            | R::NoticeMissing
            | R::NoticeRuns { .. }
            | R::ObjectionNotSent
            | R::ObjectionPast
            | R::OutcomeNotSettled
            | R::ProgrammeMissing
            | R::PublicAnswersMustBeAssessed { .. }
            | R::PublicAnswersNotCounted
            | R::RemindedToday
            | R::SubstantialChangeMustBeHeard
            | R::VerdictsMustBeApproved { .. } => Why::NotNow,
            R::ColleaguesOnly
            | R::CouncilsAdopt
            | R::EndorsementNotForKind
            | R::EndorsementRequired
            | R::JoiningNotForKind
            | R::LinkNotForThis
            | R::LinkReplaced
            | R::MeetingFormNotAllowed
            | R::NotForAMeeting
            | R::InForceAtAdoption
            | R::MediationNotForKind
            | R::ProgrammeNotForKind
            | R::NotAllowed
            | R::NoticeNotForKind
            | R::ObjectionByParticipant
            | R::ObjectionNotForKind
            | R::ObjectionNotTheirs
            | R::OwnVerdict
            | R::PartiesFixed
            | R::PartyCannotLeave
            | R::PublicAnswersNotForKind
            | R::SecondPersonMustDiffer
            | R::SecondPersonNeeded => Why::NeverHere,
            R::ChangedMeanwhile => Why::ChangedMeanwhile,
            R::ContactOfAnother
            | R::DocumentUnknown
            | R::ItemUnknown
            | R::PersonNotSeated
            | R::PublicAnswerUnknown
            | R::SectionUnknown
            | R::UnknownContact
            | R::PartyUnknown { .. }
            | R::UnknownKind
            | R::UnknownMunicipality { .. }
            | R::UnknownRemark { .. } => Why::NotThere,
        }
    }

    /// The fields of a command that it is about, as the API and the forms name them; it is shown beside the first that a form has.
    /// Of a day that cannot be one, the days themselves tell which.
    pub fn fields(&self) -> &'static [&'static str] {
        use Refusal as R;
        match self {
            R::BodyMissing | R::BodyNotCompetent { .. } | R::DecisionMissing { .. } => &["body"],
            R::BeforeCase { .. } | R::BeforeMediation { .. } | R::BeforeObjection { .. } => &["date"],
            R::CaseNumberMissing => &["case_number"],
            R::ChannelMissing => &["channel"],
            R::DayInFuture => &["meeting_date", "received_on", "date"],
            R::MeetingBeforeInspection { .. } | R::MeetingBeforeText { .. } | R::MeetingHasBeen => &["meeting_date"],
            R::ReceivedBeforeHearing { .. } => &["received_on"],
            R::VotesAgainstOutcome | R::VotesBeyondBody { .. } | R::VotesNotAll { .. } | R::QuorumMissing { .. } => {
                &["votes", "votes_for", "in_favour"]
            }
            R::CouncilsAdoptAsItIs => &["outcome"],
            R::VerdictMissing => &["verdict"],
            R::MeetingTooFar => &["postponed_to", "meeting_date"],
            R::PostponedToMissing | R::PostponedToUnexpected => &["postponed_to"],
            R::DeadlineNotLater { .. }
            | R::DeadlinePassed
            | R::DeadlineTooShort { .. }
            | R::DeadlineTooShortWithoutReason { .. } => &["deadline", "until"],
            R::DomainNotOwn => &["mail"],
            R::DomainUnsound => &["mail_domains"],
            R::LanguageUnknown => &["language"],
            R::LeavesTooSoon { .. } => &["leaves_on"],
            R::NameMissing => &["name"],
            R::PartyIdUnsound => &["municipality", "into", "id"],
            R::SectionsOnlyWithdrawn => &["sections"],
            R::SizeMissing => &["size", "council_size"],
            R::StandingFixed => &["standing"],
            R::SucceedsItself => &["into"],
            R::SucceedsLater => &["from"],
            R::PartyUnknown { .. } => &["municipality", "municipalities"],
            R::ExemptionBasisMissing | R::LegalBasisMissing => &["legal_basis"],
            R::InForceAtAdoption | R::InForceBeforeAdoption { .. } => &["in_force_from"],
            R::EndsBeforeItBegins | R::MustBePutOffUntil => &["until"],
            R::PartyMissing | R::UnknownMunicipality { .. } | R::Unreachable { .. } => {
                &["parties", "municipality", "party"]
            }
            // An assessment is finished with or without a reason; what lacks one is its change.
            R::ReasonMissing => &["change_reason", "reason"],
            R::RemarksMissing | R::RemarksNotExpected => &["text"],
            R::TextTooLong { most: REASON } => &["reason", "question", "how", "legal_basis", "text", "recommendation"],
            R::TextTooLong { .. } => &["title", "case_number", "case_reference", "body", "channel", "name"],
            R::TitleMissing => &["title"],
            R::CastingVote => &["casting"],
            R::ChairMissing => &["chair"],
            R::DocumentUnknown => &["document"],
            R::MeetingFormNotAllowed => &["form"],
            R::NoticeTooShort { .. } => &["reason"],
            R::NumberTaken { .. } => &["first"],
            R::BasisMissing => &["legal_basis", "closed"],
            R::NumberedInYear { .. } => &["on"],
            R::PlaceMissing => &["place"],
            R::RepresentativeMissing => &["members"],
            R::ResolutionMissing => &["text", "recommendation"],
            R::SeatTwice | R::SeatsBeyondBody { .. } => &["present", "members", "member-1"],
            R::UnknownKind => &["kind"],
            _ => &[],
        }
    }

    /// The variant in snake case, as programs read it.
    pub fn name(&self) -> String {
        match serde_json::to_value(self) {
            Ok(value) => value["refusal"].as_str().unwrap_or_default().to_owned(),
            Err(_) => String::new(),
        }
    }
}
