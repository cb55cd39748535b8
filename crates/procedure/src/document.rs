//! A document: it lives for decades, has an edition in force, and at times a case that makes the next one.

use crate::{
    Adopted, Case, ContactId, Hash, MEETING, Meeting, Objection, PartId, PartyId, Phase, Purpose, REGISTER, Related,
    RemarkId, Rules, Rung, Stage, Uncounted, Version,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The version of the fold. Raise it when `evolve` gives the same log another state.
pub const FOLD: i64 = 10;

/// All that is known of a document: the fold of its log. Written anew by every command; bump [`FOLD`] when it
/// changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The number of the last event.
    pub seq: u32,
    pub kind: String,
    pub title: String,
    pub case_number: Option<String>,
    /// How many editions have been adopted.
    pub editions: u32,
    /// The number of the newest version of the text.
    pub versions: u32,
    pub remarks: u32,
    pub cases: u32,
    pub in_force: Option<InForce>,
    /// What is under way.
    pub case: Option<Case>,
    pub end: Option<End>,
    /// Links by number, counted from 1.
    pub links: Vec<Link>,
    /// Every statement there has been, in all cases and rounds, in the order they came.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<Filed>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<Related>,
    /// Of a meeting's log: the meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<Box<Meeting>>,
    /// Attachments, extracts and reservations that the public may not read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exempt: Vec<(Item, Exemption)>,
    /// A hearing that has ended, with answers of the public that are still to be counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uncounted: Option<Uncounted>,
}

/// A statement on file, and whether the public may read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filed {
    /// The number of the event that holds it.
    pub seq: u32,
    pub party: PartyId,
    pub case: u32,
    pub round: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exempt: Option<Exemption>,
    /// Nobody at the desk has looked at it yet: that it came is public, what it says is not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub waits: bool,
}

/// A part of a case that can be kept from the public by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// An attachment, or an extract of minutes.
    File(Hash),
    /// What a council endorsed the text with.
    Reservation(PartyId),
}

/// Why the public may not read something, and what it may read instead (offentleglova §§ 12–26).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exemption {
    pub legal_basis: String,
    /// Names the redacted version, as text; `None` where there is none of this revision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redacted: Option<Hash>,
    /// The same as a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redacted_file: Option<Hash>,
}

/// The edition that holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InForce {
    pub edition: u32,
    pub version: Version,
    pub adopted_on: NaiveDate,
    pub since: NaiveDate,
    pub rules: Rules,
    pub parties: Vec<crate::Party>,
    /// `None` where the kind is not revised.
    pub revision_due: Option<NaiveDate>,
    /// Revision notices given, with the day they counted from.
    pub notices: Vec<(Rung, NaiveDate)>,
    /// The day that a withdrawn revision was put off to: the next one opens no sooner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub put_off: Option<NaiveDate>,
    /// The last day that the text is for, where it has a period of its own: it is revised by then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period_until: Option<NaiveDate>,
    /// Municipalities that are members of the region by this agreement, from the day it holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub joining: Vec<PartyId>,
    /// The sections that are the land-use part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub land_use: Vec<PartId>,
    /// Remarks that were not accommodated, to be looked at in the next revision.
    pub unmet: Vec<RemarkId>,
    /// Where it holds, and since when, where each council's decision has effect by itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<(PartyId, NaiveDate)>,
    /// Objections that keep parts of it without effect.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub objections: Vec<Objection>,
}

/// How a document ended for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    Withdrawn,
    Repealed,
}

/// What a link lets its holder do is said by the state of the case, its purpose and its round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    pub party: PartyId,
    pub contact: ContactId,
    pub purpose: Purpose,
    /// The case and the round of hearing it was granted in.
    pub case: u32,
    pub round: u32,
    #[serde(default = "first", skip_serializing_if = "is_first")]
    pub generation: u32,
    /// Another link took its place, or the holder was taken off.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub replaced: bool,
    #[serde(default, skip_serializing_if = "Given::is_asked")]
    pub given: Given,
    /// The holder has said that the matter is not theirs: reminders go to the party's registry in their place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub disowned: bool,
}

/// How a link came to its holder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Given {
    /// With the request to the party, to whoever fills the role.
    #[default]
    Asked,
    /// Beside that one, to work on the same answer.
    Colleague,
    /// By whoever had the case, or by a coordinator: its holder has it from then on, and is told what comes of it.
    Over,
}

impl Given {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
    fn is_asked(&self) -> bool {
        *self == Self::Asked
    }
}

fn first() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_first(number: &u32) -> bool {
    *number == first()
}

/// The phases by name, with those of a document that has no case under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhaseName {
    Drafting,
    Hearing,
    Assessment,
    Endorsement,
    Adoption,
    InForce,
    Withdrawn,
    Repealed,
}

impl PhaseName {
    /// In the order of the procedure.
    pub const ALL: [Self; 8] = [
        Self::Drafting,
        Self::Hearing,
        Self::Assessment,
        Self::Endorsement,
        Self::Adoption,
        Self::InForce,
        Self::Withdrawn,
        Self::Repealed,
    ];

    /// The name as it is stored and as programs read it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Drafting => "drafting",
            Self::Hearing => "hearing",
            Self::Assessment => "assessment",
            Self::Endorsement => "endorsement",
            Self::Adoption => "adoption",
            Self::InForce => "in_force",
            Self::Withdrawn => "withdrawn",
            Self::Repealed => "repealed",
        }
    }
}

impl Document {
    /// The hearing that anyone may answer now: the number of its case, and its round.
    pub fn open_to_anyone(&self) -> Option<(u32, u32)> {
        let case = self.case.as_ref()?;
        match &case.phase {
            Phase::Hearing(hearing) if hearing.public.is_some() => Some((case.number, hearing.round)),
            _ => None,
        }
    }

    /// The hearing whose answers of the public are to be counted now: it takes no more of them.
    pub fn to_count(&self) -> Option<Uncounted> {
        let assessed = || {
            let case = self.case.as_ref()?;
            let Phase::Assessment(hearing) = &case.phase else { return None };
            hearing.uncounted(case.number)
        };
        self.uncounted.clone().or_else(assessed)
    }

    /// While a revision is under way this is the revision's phase. A meeting is known in lists as under way, over or off.
    pub fn phase(&self) -> PhaseName {
        if let Some(meeting) = &self.meeting {
            return match meeting.stage {
                Stage::Arranged | Stage::Called | Stage::Open | Stage::Closed => PhaseName::Drafting,
                Stage::Approved => PhaseName::InForce,
                Stage::Cancelled => PhaseName::Withdrawn,
            };
        }
        match (&self.case, self.end) {
            (Some(case), _) => match case.phase {
                Phase::Drafting(_) => PhaseName::Drafting,
                Phase::Hearing(_) => PhaseName::Hearing,
                Phase::Assessment(_) => PhaseName::Assessment,
                Phase::Endorsement(_) => PhaseName::Endorsement,
                Phase::Adoption(_) => PhaseName::Adoption,
            },
            (None, Some(End::Withdrawn)) => PhaseName::Withdrawn,
            (None, Some(End::Repealed)) => PhaseName::Repealed,
            (None, None) => PhaseName::InForce,
        }
    }

    /// Whether it is the region's register or a meeting, which have no text and no phases.
    pub fn is_of_region(&self) -> bool {
        [REGISTER, MEETING].contains(&self.kind.as_str())
    }

    /// A link by its number, counted from 1.
    pub fn link(&self, number: u32) -> Option<&Link> {
        self.links.get(usize::try_from(number).ok()?.checked_sub(1)?)
    }

    /// Why a statement is exempt from disclosure, by the number of its event; `None` where the public may read it.
    pub fn exemption(&self, statement: u32) -> Option<&Exemption> {
        self.statements.iter().find(|filed| filed.seq == statement)?.exempt.as_ref()
    }

    /// Whether a statement, by the number of its event, waits for a coordinator to look at it.
    pub fn waits(&self, statement: u32) -> bool {
        self.statements.iter().any(|filed| filed.seq == statement && filed.waits)
    }

    /// Whether anyone may read a statement: it has been looked at, and nothing exempts it.
    pub fn is_open(&self, statement: u32) -> bool {
        !self.waits(statement) && self.exemption(statement).is_none()
    }

    /// Why an attachment, an extract or a reservation is exempt; `None` where the public may read it.
    pub fn item(&self, item: &Item) -> Option<&Exemption> {
        self.exempt.iter().find(|(known, _)| known == item).map(|(_, exemption)| exemption)
    }

    /// Whether a file is kept from the public by itself.
    pub fn keeps(&self, file: &Hash) -> bool {
        self.exempt.iter().any(|(item, _)| matches!(item, Item::File(known) if known == file))
    }

    /// The common deadline of the hearing that runs. A party may have a later one, and the hearing closes after the last.
    pub fn deadline(&self) -> Option<NaiveDate> {
        match &self.case.as_ref()?.phase {
            Phase::Hearing(hearing) => Some(hearing.deadline),
            _ => None,
        }
    }

    /// The edition that holds; none once the document was repealed.
    pub fn edition_in_force(&self) -> Option<&InForce> {
        self.in_force.as_ref().filter(|_| self.end.is_none())
    }

    /// The day the edition in force is to be revised by; `None` where there is none, or where its kind has no cycle.
    pub fn revision_due(&self) -> Option<NaiveDate> {
        self.edition_in_force()?.revision_due
    }

    /// From when the text that the councils decide on, or have decided on, holds in a municipality by its own decision.
    pub fn effective_in(&self, party: &PartyId) -> Option<NaiveDate> {
        let endorsement = self.case.as_ref().and_then(|case| case.endorsement());
        let edition = self.edition_in_force().filter(|_| self.case.is_none());
        let places = edition.map_or(&[][..], |edition| &edition.places);
        let held = places.iter().find(|(id, _)| id == party).map(|(_, on)| *on);
        endorsement.and_then(|endorsement| endorsement.track(party)?.effective).or(held)
    }

    /// The newest version of the text: the case's, else the one in force.
    pub fn version(&self) -> Option<&Version> {
        let working = self.case.as_ref().and_then(|case| case.version.as_ref());
        working.or(self.in_force.as_ref().map(|edition| &edition.version))
    }

    /// The rules of the case under way, else of the edition in force; `None` of a document that never had an edition.
    pub fn rules(&self) -> Option<&Rules> {
        let case = self.case.as_ref().map(|case| &case.rules);
        case.or(self.in_force.as_ref().map(|edition| &edition.rules))
    }

    /// The day the text that is decided on was there: sent on hearing, or saved after that.
    pub(crate) fn text_since(&self) -> Option<NaiveDate> {
        let heard = self.case.as_ref().and_then(|case| case.hearing()).map(|hearing| hearing.opened_on);
        heard.max(self.version().and_then(|version| version.saved_on))
    }

    /// An adopted edition that waits for the day it comes into force.
    pub fn coming(&self) -> Option<&Adopted> {
        match &self.case.as_ref()?.phase {
            Phase::Adoption(adoption) => adoption.adopted.as_ref(),
            _ => None,
        }
    }
}
