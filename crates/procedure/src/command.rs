//! What can be asked of a document, in five kinds, so that no door can play another's part.

use crate::{
    ContactId, CouncilDecision, Desk, Hash, MeetingAct, PartyId, PublicCount, RegisterAct, Rung, StatementDraft,
    Treatment,
};
use chrono::NaiveDate;

/// What is asked of a document. Five kinds, so that no caller can play another's part.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// A coordinator's: pages and the interface for programs parse only these.
    Desk(Desk),
    /// An officer's: made only from a verified link.
    Officer { link: u32, act: Act },
    /// Time's: made only by `due`.
    Calendar(Calendar),
    /// A coordinator's, of the region's register; the calendar's where membership follows from an agreement.
    Register(RegisterAct),
    /// A coordinator's, of a meeting of one of the region's bodies; the program's where it says what came of a decision.
    Meeting(MeetingAct),
}

/// What an officer can do with a link. Which municipality acts is said by the link, never by the form.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// The first save that holds something.
    Start,
    Submit {
        statement: StatementDraft,
        based_on: Option<u32>,
    },
    AskExtension {
        until: Option<NaiveDate>,
        reason: String,
    },
    /// Asks the coordinator, who replies by e-mail.
    AskQuestion {
        question: String,
    },
    AddColleague {
        contact: ContactId,
    },
    /// Takes back a colleague's link.
    RemoveColleague {
        link: u32,
    },
    HandOver {
        contact: ContactId,
    },
    Treat {
        treatment: Treatment,
        based_on: Option<u32>,
    },
    Disown {
        reason: String,
    },
    Decide {
        decision: CouncilDecision,
        /// The text that was shown to whoever records it.
        about: Option<Hash>,
        based_on: Option<u32>,
    },
    /// Says when the council will deal with the matter.
    PlanMeeting {
        meeting_date: NaiveDate,
    },
    AskNewLink,
    /// Whoever holds the link cannot come to the meeting.
    DeclareAbsence {
        reason: String,
    },
    /// They can after all.
    WithdrawAbsence,
}

/// What time itself asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Calendar {
    /// One letter for all rungs that are due; `rung` is `None` where every purpose has passed.
    Remind {
        party: PartyId,
        rung: Option<Rung>,
        skipped: Vec<Rung>,
        deadline: NaiveDate,
    },
    OpenHearing,
    CloseHearing,
    /// What was counted is looked up on the way to the writer.
    CountPublicAnswers {
        count: Option<PublicCount>,
    },
    ComeIntoForce,
    NoticeRevision {
        rung: Rung,
        skipped: Vec<Rung>,
        due: NaiveDate,
    },
    StartRevision,
}

impl Command {
    /// The days a person has written in it. Those of [`Calendar`] are made from the state.
    pub fn days(&self) -> [Option<NaiveDate>; 2] {
        match self {
            Self::Desk(desk) => desk.days(),
            Self::Officer { act, .. } => match act {
                Act::AskExtension { until, .. } => [*until, None],
                Act::Treat { treatment, .. } => [Some(treatment.meeting_date), None],
                Act::Decide { decision, .. } => [Some(decision.meeting_date), decision.postponed_to],
                Act::PlanMeeting { meeting_date } => [Some(*meeting_date), None],
                _ => [None; 2],
            },
            Self::Register(act) => act.days(),
            Self::Meeting(act) => act.days(),
            Self::Calendar(_) => [None; 2],
        }
    }
}
