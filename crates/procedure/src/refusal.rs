//! Why not: one variant for each sentence a person may read. The sentences are in the catalogues.

use crate::{PartyId, RemarkId};
use chrono::NaiveDate;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "refusal", rename_all = "snake_case")]
#[error("{}", self.name())]
pub enum Refusal {
    AdoptedAlready,
    AllRemarksMustBeAssessed { open: usize },
    AmendmentOpen,
    BodyMissing,
    CaseNumberMissing,
    ChangedMeanwhile,
    ChannelMissing,
    ColleaguesOnly,
    ContactOfAnother,
    CouncilHasDecided,
    CouncilsAdopt,
    DayInFuture,
    DeadlineNotLater { deadline: NaiveDate },
    DeadlinePassed,
    DeadlineTooShort { earliest: NaiveDate },
    DeadlineTooShortWithoutReason { earliest: NaiveDate },
    DomainNotOwn,
    EndorsementNotForKind,
    EndorsementRequired,
    HearingClosed,
    HearingMustRun { until: NaiveDate },
    ExemptionBasisMissing,
    InForceBeforeAdoption { meeting_date: NaiveDate },
    LegalBasisMissing,
    LinkNotForThis,
    LinkReplaced,
    MustBePutOffUntil,
    NobodyToRemind,
    NoRemarkChosen,
    NotAssessed { remark: RemarkId },
    NoText,
    NoStatement,
    NotExempt,
    NotInThisPhase,
    NothingAmended,
    NothingChanged,
    NothingDue,
    NothingScheduled,
    NoExtensionAsked,
    ObjectionNotForKind,
    ObjectionOpen { municipality: PartyId },
    OutcomeNotSettled,
    OwnVerdict,
    PartiesFixed,
    PartyCannotLeave,
    PartyMissing,
    PostponedToMissing,
    ReasonMissing,
    RemarksMissing,
    RemarksNotExpected,
    RemindedToday,
    SecondPersonMustDiffer,
    SecondPersonNeeded,
    SectionUnknown,
    SubstantialChangeMissing,
    SubstantialChangeMustBeHeard,
    TitleMissing,
    UnknownContact,
    UnknownKind,
    UnknownMunicipality { municipality: PartyId },
    UnknownRemark { remark: RemarkId },
    Unreachable { municipality: PartyId },
    VerdictsMustBeApproved { open: usize },
}

impl Refusal {
    /// The variant in snake case, as programs read it.
    pub fn name(&self) -> String {
        match serde_json::to_value(self) {
            Ok(value) => value["refusal"].as_str().unwrap_or_default().to_owned(),
            Err(_) => String::new(),
        }
    }
}
