//! The kinds of document a region has, and the procedure each one follows: configuration, not code.

use crate::{Competence, MEETING, REGISTER};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One file in `config/kinds`: what the kind is called, and the rules its cases follow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    pub id: String,
    pub name: Names,
    pub rules: Rules,
}

/// What a kind is called, in each language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    pub nb: String,
    pub nn: String,
    pub en: String,
}

/// What a case follows from start to end. A case carries its own copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    pub parties: PartiesRule,
    /// The kind of document that this one rests on: one must be adopted before the hearing, unless a reason is given why
    /// none is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<String>,
    /// What becomes of a first hearing that rests on none, and for no reason given.
    #[serde(default, skip_serializing_if = "Unfounded::is_asked")]
    pub unfounded: Unfounded,
    pub hearing: HearingRules,
    #[serde(default, skip_serializing_if = "AssessmentRules::is_plain")]
    pub assessment: AssessmentRules,
    /// Left out where the document is adopted without asking the councils.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endorsement: Option<EndorsementRules>,
    pub adoption: AdoptingBody,
    /// Where the councils adopt: whether the text holds everywhere at once, or in each municipality from its own decision.
    #[serde(default, skip_serializing_if = "Effect::is_together")]
    pub effect: Effect,
    /// What it is under plan- og bygningsloven; left out where it is nothing under that act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planning: Option<PlanningAct>,
    /// Who decides what.
    #[serde(default, skip_serializing_if = "Competence::is_plain")]
    pub competence: Competence,
    pub revision: RevisionRules,
    #[serde(default)]
    pub letters: LetterRules,
    /// Of the agreement that says who is a member of the region (kommuneloven § 18-4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub membership: Option<MembershipRules>,
    /// How the region's own bodies meet, in the kind that is its statutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meetings: Option<MeetingRules>,
}

/// How a municipality becomes a member by an agreement, and stops being one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MembershipRules {
    /// Months from the day a notice in writing came in to the day the member can be out.
    pub notice_months: u32,
}

/// How the region's own bodies meet (kommuneloven §§ 11-3, 11-7, 11-8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeetingRules {
    /// Days from the notice to the meeting; fewer with a reason.
    #[serde(default = "a_week")]
    pub notice_days: u32,
    /// Whether the statutes let a body meet at a distance.
    #[serde(default)]
    pub remote: bool,
    /// Whether the statutes let it decide in writing.
    #[serde(default)]
    pub written: bool,
}

impl Default for MeetingRules {
    fn default() -> Self {
        Self { notice_days: a_week(), remote: false, written: false }
    }
}

fn a_week() -> u32 {
    7
}

/// Who takes part when nobody is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartiesRule {
    /// Every member of the region on the day.
    Members,
    /// Some of the members may be chosen.
    Chosen,
}

/// How a hearing runs: weeks, ladders, who must approve.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a line of its own in a kind's file")]
#[serde(deny_unknown_fields)]
pub struct HearingRules {
    pub minimum_weeks: u32,
    /// Whether a shorter hearing is lawful when the reason is written down.
    pub shorter_with_reason: bool,
    /// Days after the last deadline in which late answers are still taken.
    #[serde(default = "seven")]
    pub grace_days: u32,
    /// Whether a formal objection can be made, and blocks until it is settled (pbl § 5-4).
    #[serde(default)]
    pub formal_objection: bool,
    /// Whether a second person must approve a hearing before it opens.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub second_person: bool,
    /// Whether the hearing runs for its minimum whoever has answered, because the public may answer too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub public_inspection: bool,
    /// When anyone may read what the parties answer. Left out of a case that began before it was asked: at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<Release>,
    #[serde(default)]
    pub ladder: HearingLadder,
}

/// When an answer becomes public. The public's own always wait for a coordinator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Release {
    AtOnce,
    /// When a coordinator has looked at it.
    AfterReview,
}

impl HearingRules {
    /// From the last deadline to the day the calendar closes the hearing: the days of grace, and the one after them.
    pub fn after_deadline(&self) -> TimeDelta {
        TimeDelta::days(i64::from(self.grace_days) + 1)
    }
}

/// When those who have not answered hear from us, in days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HearingLadder {
    pub not_started_after: Vec<u32>,
    pub before: Vec<u32>,
    pub after: Vec<u32>,
    /// Days after the deadline when the chief executive is told.
    pub escalate_after: Option<u32>,
}

impl Default for HearingLadder {
    fn default() -> Self {
        Self { not_started_after: vec![7], before: vec![14, 7, 1], after: Vec::new(), escalate_after: Some(3) }
    }
}

/// How remarks are assessed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssessmentRules {
    /// Whether each verdict must be approved by another coordinator before the case goes on.
    #[serde(default)]
    pub second_person: bool,
}

impl AssessmentRules {
    fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

/// Which councils decide, by what rule, and how they are reminded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndorsementRules {
    pub rule: Rule,
    /// Whether the rest may go on without one.
    #[serde(default)]
    pub go_on_without: bool,
    /// Months of notice after which a party that has given it is out; then nobody else is gone on without (pbl § 9-5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice_months: Option<u32>,
    #[serde(default)]
    pub ladder: CouncilLadder,
}

/// When councils that have not decided hear from us.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CouncilLadder {
    /// Days before the stated meeting.
    pub before: Vec<u32>,
    /// How many monthly reminders after the meeting, or after the request where no meeting is stated.
    pub monthly: u32,
    /// Months after which the chief executive is told.
    pub escalate_after_months: Option<u32>,
}

impl Default for CouncilLadder {
    fn default() -> Self {
        Self { before: vec![14], monthly: 12, escalate_after_months: Some(3) }
    }
}

/// How many of the parties must endorse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    All,
    /// At least two thirds.
    TwoThirds,
    /// More than half.
    Majority,
    /// Parties with more than half of the parties' population.
    PopulationMajority,
}

/// Who makes the text an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdoptingBody {
    /// One body, which the kind's competence names.
    #[serde(alias = "one_body")]
    RegionalCouncil,
    /// The councils' own decisions are the adoption (pbl § 9-3, kommuneloven § 18-4).
    Councils,
}

/// From when an edition that the councils adopt holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// When the last council has adopted it, or on a later day that the text says.
    #[default]
    Together,
    /// In each municipality from its own council's decision (pbl § 9-3).
    PerMunicipality,
}

impl Effect {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
    fn is_together(&self) -> bool {
        *self == Self::Together
    }
}

/// What becomes of a hearing of a kind that rests on another document, where it rests on none and nobody has said why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unfounded {
    /// The pages ask why, until the case ends. Programs may open it.
    #[default]
    Asked,
    /// It is not opened, by anybody.
    Refused,
}

impl Unfounded {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
    fn is_asked(&self) -> bool {
        *self == Self::Asked
    }
}

/// What a document is under plan- og bygningsloven: by that its announcements name the paragraphs they rest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanningAct {
    /// Its first hearing announces that planning begins (§§ 4-1, 11-12, 11-13).
    Programme,
    /// Heard and laid open (§§ 5-2, 11-14); nobody can complain over its adoption (§ 11-15).
    Plan,
    /// § 10-1.
    Strategy,
}

/// When an edition is to be revised, and who is told how long before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevisionRules {
    /// Left out where the document is not revised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cycle: Option<Cycle>,
    /// Months before the day when a revision opens, so that it can be finished by it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub opens_months_before: u32,
    /// Months before the day it opens, and before the day itself, when the coordinators are told.
    #[serde(default = "notices")]
    pub notices: Vec<u32>,
}

/// When a document in force falls due for revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "from", deny_unknown_fields)]
pub enum Cycle {
    /// So many years from the date of the meeting that adopted it; 29 February becomes 28 February.
    Adoption { years: u32 },
    /// On 1 January of the first year, and of every so many years after it.
    FixedYear { first: i32, years: u32 },
    /// On 1 October of the year after the next municipal election (2027, 2031, …; pbl § 10-1).
    Election,
}

/// Which letters are sent beside those that the procedure itself needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterRules {
    /// Copies to the registries, and the notices that everyone gets: of the assessment, of adoption, prolonging and repeal.
    pub copies: bool,
    /// A receipt to whoever answered or recorded a decision, and a copy of it to the registry.
    pub receipts: bool,
}

impl Default for LetterRules {
    fn default() -> Self {
        Self { copies: true, receipts: true }
    }
}

/// A step of a ladder. With the deadline it counts from, it is the key that makes a reminder happen once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rung {
    NotStarted(u32),
    Before(u32),
    After(u32),
    /// Months after a council's meeting; after the council was asked, where no meeting is known.
    Monthly(u32),
    /// To the chief executive.
    Escalation,
    /// Months before a revision opens, where it opens before it falls due.
    Opening(u32),
    /// Months before a revision falls due.
    Notice(u32),
    /// Months after it fell due.
    Overdue(u32),
    /// Sent by a coordinator's hand.
    Manual,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

fn seven() -> u32 {
    7
}

fn notices() -> Vec<u32> {
    vec![12, 6, 3, 1]
}

/// All kinds a region can choose from, by id.
#[derive(Clone, Debug, Default)]
pub struct Kinds(pub BTreeMap<String, Kind>);

/// What is wrong with a kind's configuration, and where.
#[derive(Debug, thiserror::Error)]
#[error("{file}:{line}: {reason}")]
pub struct KindError {
    pub file: String,
    pub line: usize,
    pub reason: String,
}

impl Kinds {
    /// A kind by its id.
    pub fn get(&self, id: &str) -> Option<&Kind> {
        self.0.get(id)
    }

    /// The rules of the region's agreement on who is a member; `None` where no kind is one.
    pub fn membership(&self) -> Option<MembershipRules> {
        self.0.values().find_map(|kind| kind.rules.membership)
    }

    /// How the region's own bodies meet, where its statutes say.
    pub fn meetings(&self) -> Option<MeetingRules> {
        self.0.values().find_map(|kind| kind.rules.meetings)
    }

    /// Reads one kind's file and adds it.
    pub fn add(&mut self, file: &str, toml: &str) -> Result<(), KindError> {
        let error = |line: usize, reason: String| KindError { file: file.to_owned(), line, reason };
        let mut kind: Kind = toml::from_str(toml).map_err(|e| {
            let line = e.span().map_or(1, |span| toml[..span.start.min(toml.len())].lines().count().max(1));
            error(line, e.message().trim().replace('\n', " "))
        })?;
        kind.rules.hearing.release.get_or_insert(Release::AfterReview);
        let at = |key: &str| toml.lines().position(|l| l.trim_start().starts_with(key)).map_or(1, |n| n + 1);
        if let Some(reason) = kind.rules.contradiction() {
            return Err(error(at("adoption"), reason.to_owned()));
        }
        if kind.id.is_empty() || !kind.id.chars().all(|c| c.is_ascii_lowercase() || c == '_') {
            return Err(error(at("id"), "an id is lower-case letters and underscores".to_owned()));
        }
        if [REGISTER, MEETING].contains(&kind.id.as_str()) {
            return Err(error(at("id"), format!("`{}` is the region's own: its register and its meetings", kind.id)));
        }
        if self.0.contains_key(&kind.id) {
            return Err(error(at("id"), format!("the kind `{}` is there already", kind.id)));
        }
        self.0.insert(kind.id.clone(), kind);
        Ok(())
    }
}

impl Rules {
    fn contradiction(&self) -> Option<&'static str> {
        if self.competence.gap().is_some() {
            return Some(
                "an act that nobody may decide: name a body, or `secretariat`, in each list of [rules.competence]",
            );
        }
        match (self.adoption, &self.endorsement, self.revision.cycle) {
            (AdoptingBody::Councils, None, _) => {
                Some("the councils cannot adopt where they are not asked: add [rules.endorsement]")
            }
            (_, _, Some(Cycle::Adoption { years: 0 } | Cycle::FixedYear { years: 0, .. })) => {
                Some("a revision cycle of 0 years never ends")
            }
            _ => None,
        }
    }
}
