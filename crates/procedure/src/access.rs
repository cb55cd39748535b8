//! What a link opens now. `decide` asks before every act by link, and the officer's pages are a view of the answer.

use crate::{ContactId, Document, End, Link, Meeting, Phase, Purpose, Stage};

/// What a link opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// The hearing is open: the answer can be written, sent, and sent anew.
    Answer,
    /// The hearing's answers are being assessed: it is too late for the administration's answer, but not for what a
    /// political body says of it, because it may meet later.
    Assessed,
    /// The council's decision can be recorded, until the region has adopted.
    Decide,
    /// Whoever is called to a meeting can say that they cannot come, until it is opened.
    Attend,
    /// The matter has moved on; what was given can be read.
    Closed,
    /// The case was withdrawn.
    Withdrawn,
    /// Another link has taken this one's place.
    Replaced,
}

impl Access {
    /// Whether what a political body says is taken.
    pub fn takes_treatment(self) -> bool {
        matches!(self, Self::Answer | Self::Assessed | Self::Decide)
    }
}

/// What `link` opens in this state of the document.
pub fn access(document: &Document, link: &Link) -> Access {
    if link.replaced {
        return Access::Replaced;
    }
    if link.purpose == Purpose::Meeting {
        return document.meeting.as_ref().map_or(Access::Closed, |meeting| to_meeting(meeting, &link.contact));
    }
    let Some(case) = document.case.as_ref().filter(|case| case.number == link.case) else {
        let repealed = document.end == Some(End::Repealed);
        let adopted = repealed || (document.in_force.is_some() && document.editions >= link.case);
        return if adopted || link.purpose == Purpose::Council { Access::Closed } else { Access::Withdrawn };
    };
    match (&case.phase, link.purpose) {
        (Phase::Hearing(hearing), Purpose::Hearing) if hearing.round == link.round => Access::Answer,
        (Phase::Assessment(hearing), Purpose::Hearing) if hearing.round == link.round => Access::Assessed,
        (Phase::Adoption(adoption), Purpose::Council) if adoption.adopted.is_some() => Access::Closed,
        // A council that was asked before another round of hearing was asked about another text.
        (_, Purpose::Council) if case.endorsement().is_some() && case.rounds == link.round => Access::Decide,
        _ => Access::Closed,
    }
}

/// Until the meeting is opened, whoever is called can say that they cannot come.
fn to_meeting(meeting: &Meeting, person: &ContactId) -> Access {
    match meeting.stage {
        Stage::Cancelled => Access::Withdrawn,
        _ if meeting.seat_of(person).is_none() => Access::Replaced,
        Stage::Called if meeting.expected().contains(&person) || meeting.absence_of(person).is_some() => Access::Attend,
        _ => Access::Closed,
    }
}
