//! An act in a procedure is a decision by a competent body on a certain text, with a date and a number.

use crate::{Hash, PartyId, Votes};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::VariantNames as _;

/// A body that can decide, by what it is.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantNames,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Body {
    MunicipalCouncil,
    ExecutiveCommittee,
    StandingCommittee,
    RegionalCouncil,
    RepresentativeAssembly,
    /// The municipalities' joint planning board (plan- og bygningsloven § 9-2).
    JointBoard,
    ChiefExecutives,
    /// The region's own office: where an act is left to it, no decision has to be recorded.
    Secretariat,
}

/// What each body is called, a line a body: its id, then its names in every language.
const NAMES: &str = include_str!("bodies.tsv");

/// What stands between a body and its place.
const OF: [&str; 4] = ["i ", "for ", "of ", "in "];

impl Body {
    /// The id in kinds' files, in the interface and in the log.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Every body's id.
    pub fn ids() -> &'static [&'static str] {
        Self::VARIANTS
    }

    /// Which body is meant: by its id, or by a name it goes by in any of the languages, alone or with the name of one of
    /// the places before or after it. `None` where no body is known by that name: a committee that acts for a council is
    /// not the council.
    pub fn named(text: &str, places: &[&str]) -> Option<Self> {
        let text = text.trim().to_lowercase();
        if let Ok(body) = text.parse() {
            return Some(body);
        }
        let lines = NAMES.lines().filter_map(|line| line.split_once('\t'));
        let mut names = lines.flat_map(|(id, names)| names.split('\t').map(move |name| (id, name)));
        names.find(|(_, name)| goes_by(&text, name, places))?.0.parse().ok()
    }
}

/// Whether the text is the name, alone or with a place: "Hjartdal kommunestyre", "kommunestyret i Tinn kommune".
fn goes_by(text: &str, name: &str, places: &[&str]) -> bool {
    if text == name {
        return true;
    }
    let after = text.strip_prefix(name).and_then(|rest| rest.strip_prefix(' '));
    let before = text.strip_suffix(name).and_then(|rest| rest.strip_suffix(' '));
    let is_place = |said: &str| {
        let said = OF.iter().find_map(|of| said.strip_prefix(of)).unwrap_or(said);
        let said = said.strip_suffix(" kommune").unwrap_or(said);
        places.iter().any(|place| place.to_lowercase() == said)
    };
    after.is_some_and(is_place) || before.is_some_and(is_place)
}

/// A decision as it is recorded with the act it decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// A body's id, or the name it calls itself by.
    pub body: String,
    pub meeting_date: NaiveDate,
    pub case_number: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub votes: Option<Votes>,
    /// The extract of the minutes, as a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extract: Option<Hash>,
    /// The paragraph or the delegation it rests on, where that has to be said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_basis: Option<String>,
}

/// What one council has decided of an act that each of the councils decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnDecision {
    pub municipality: PartyId,
    pub meeting_date: NaiveDate,
    pub case_number: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub votes: Option<Votes>,
}

/// An act that a competent body decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// To send a text on hearing.
    Hearing,
    /// To send it to the councils.
    Councils,
    /// What one municipality says of the text that all are asked about.
    Endorsement,
    Adoption,
    Prolonging,
    Repeal,
    GoingOn,
    Withdrawal,
}

/// Which bodies are competent for each act. Where the secretariat is among them, the decision may be left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Competence {
    #[serde(default = "office_or_region")]
    pub hearing: Vec<Body>,
    #[serde(default = "office_or_region")]
    pub councils: Vec<Body>,
    #[serde(default = "council")]
    pub endorsement: Vec<Body>,
    /// Prolonging and repeal are decided by the body that adopted.
    #[serde(default = "region")]
    pub adoption: Vec<Body>,
    #[serde(default = "office_or_region")]
    pub going_on: Vec<Body>,
    #[serde(default = "office_or_region")]
    pub withdrawal: Vec<Body>,
}

impl Competence {
    /// The bodies that may decide an act, never none.
    pub fn of(&self, deed: Deed) -> &[Body] {
        match deed {
            Deed::Hearing => &self.hearing,
            Deed::Councils => &self.councils,
            Deed::Endorsement => &self.endorsement,
            Deed::Adoption | Deed::Prolonging | Deed::Repeal => &self.adoption,
            Deed::GoingOn => &self.going_on,
            Deed::Withdrawal => &self.withdrawal,
        }
    }

    /// Whether an act can be carried out without a decision.
    pub fn is_left_to_the_office(&self, deed: Deed) -> bool {
        self.of(deed).contains(&Body::Secretariat)
    }

    pub(crate) fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// The first list that names nobody, by its name in a kind's file.
    pub(crate) fn gap(&self) -> Option<&'static str> {
        let lists = [
            ("hearing", &self.hearing),
            ("councils", &self.councils),
            ("endorsement", &self.endorsement),
            ("adoption", &self.adoption),
            ("going_on", &self.going_on),
            ("withdrawal", &self.withdrawal),
        ];
        lists.into_iter().find(|(_, bodies)| bodies.is_empty()).map(|(name, _)| name)
    }
}

impl Default for Competence {
    fn default() -> Self {
        Self {
            hearing: office_or_region(),
            councils: office_or_region(),
            endorsement: council(),
            adoption: region(),
            going_on: office_or_region(),
            withdrawal: office_or_region(),
        }
    }
}

fn region() -> Vec<Body> {
    vec![Body::RegionalCouncil, Body::RepresentativeAssembly]
}

fn office_or_region() -> Vec<Body> {
    vec![Body::Secretariat, Body::RegionalCouncil, Body::RepresentativeAssembly, Body::ChiefExecutives]
}

fn council() -> Vec<Body> {
    vec![Body::MunicipalCouncil]
}
