//! Letters: their kinds, whom they are for, and what takes them back.

use crate::{ContactId, PartyId, Role};
use serde::{Deserialize, Serialize};

macro_rules! letters {
    ($($name:ident = $text:literal, $class:ident);+ $(;)?) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        /// Every kind of letter. Each has a template in three languages.
        pub enum LetterKind { $($name),+ }

        impl LetterKind {
            /// In the order of their declaration.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The name as it is stored and as programs read it.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }

            /// Whether the letter may be late, and may be sent twice.
            pub fn class(self) -> Class {
                match self { $(Self::$name => Class::$class),+ }
            }
        }
    };
}

letters! {
    HearingInvitation = "hearing_invitation", Statutory;
    HearingReminder = "hearing_reminder", Reminder;
    DeadlineExtended = "deadline_extended", Statutory;
    ExtensionRefused = "extension_refused", Statutory;
    ColleagueInvitation = "colleague_invitation", Transactional;
    NewLink = "new_link", Transactional;
    QuestionNotice = "question_notice", Reminder;
    StatementReceipt = "statement_receipt", Statutory;
    AssessmentNotice = "assessment_notice", Statutory;
    CouncilRequest = "council_request", Statutory;
    CouncilReminder = "council_reminder", Reminder;
    DecisionReceipt = "decision_receipt", Statutory;
    Escalation = "escalation", Reminder;
    AdoptionNotice = "adoption_notice", Statutory;
    ProlongedNotice = "prolonged_notice", Statutory;
    RepealNotice = "repeal_notice", Statutory;
    WithdrawalNotice = "withdrawal_notice", Statutory;
    OutcomeNotice = "outcome_notice", Statutory;
    LeavingNotice = "leaving_notice", Statutory;
    RevisionNotice = "revision_notice", Reminder;
    RevisionOpened = "revision_opened", Reminder;
    MeetingNotice = "meeting_notice", Statutory;
    DeputyCalled = "deputy_called", Statutory;
    DeputyReleased = "deputy_released", Statutory;
    MeetingCancelled = "meeting_cancelled", Statutory;
    MinutesNotice = "minutes_notice", Statutory;
    PublicAnswerLink = "public_answer_link", Transactional;
    PublicAnswerReceipt = "public_answer_receipt", Statutory;
    ConfirmationCode = "confirmation_code", Transactional;
    Login = "login", Transactional;
    Digest = "digest", Reminder;
}

impl LetterKind {
    /// The inverse of `as_str`.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == text)
    }
}

/// How hard a letter is tried: statutory ones go out at least once and at most twice, reminders at most once.
/// Transactional ones, which somebody waits for at a screen, wait for nothing and are never held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    Statutory,
    Transactional,
    Reminder,
}

impl Class {
    /// The name as it is stored and as programs read it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Statutory => "statutory",
            Self::Transactional => "transactional",
            Self::Reminder => "reminder",
        }
    }

    /// The inverse of `as_str`.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Statutory, Self::Transactional, Self::Reminder].into_iter().find(|class| class.as_str() == text)
    }
}

/// What an event means for the post.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Post {
    /// Waiting letters that must not go out any more. Carried out before the new ones are written.
    pub cancel: Vec<Cancel>,
    pub letters: Vec<Letter>,
}

/// A letter that is called for, before its recipient is looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    pub kind: LetterKind,
    pub to: To,
    pub party: Option<PartyId>,
    pub link: Option<u32>,
    /// The registry's copy is journalised and public, so it holds no link.
    pub copy: bool,
}

/// Whom a letter is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum To {
    Role(Role),
    Contact(ContactId),
    /// All of the region's coordinators.
    Coordinators,
}

/// Waiting letters that have lost their purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cancel {
    /// `None`: every party's.
    pub party: Option<PartyId>,
    /// Empty: every kind.
    pub kinds: Vec<LetterKind>,
}

impl Cancel {
    /// Whether it takes back a letter of this kind to this party.
    pub fn takes_back(&self, party: Option<&PartyId>, kind: LetterKind) -> bool {
        (self.party.is_none() || self.party.as_ref() == party) && (self.kinds.is_empty() || self.kinds.contains(&kind))
    }
}
