//! What the demo's people say and write, read from `config/demo`.

use anyhow::Context as _;
use app::{meetings::Person, texts::Remark};
use chrono::NaiveDate;
use procedure::{Position, Verdict, Wording};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The demo's texts by name.
const TEXTS: &[(&str, &str)] = &[
    ("strategy", include_str!("../../../../config/demo/strategy.md")),
    ("strategy-2009", include_str!("../../../../config/demo/strategy-2009.md")),
    ("strategy-2019", include_str!("../../../../config/demo/strategy-2019.md")),
    ("statutes", include_str!("../../../../config/demo/statutes.md")),
    ("transport_plan", include_str!("../../../../config/demo/transport_plan.md")),
    ("transport_plan-assessed", include_str!("../../../../config/demo/transport_plan-assessed.md")),
    ("action_plan", include_str!("../../../../config/demo/action_plan.md")),
    ("broadband_project", include_str!("../../../../config/demo/broadband_project.md")),
    ("tourism_plan", include_str!("../../../../config/demo/tourism_plan.md")),
    ("planning_strategy", include_str!("../../../../config/demo/planning_strategy.md")),
    ("planning_programme", include_str!("../../../../config/demo/planning_programme.md")),
    ("mountain_plan", include_str!("../../../../config/demo/mountain_plan.md")),
    ("financial_plan", include_str!("../../../../config/demo/financial_plan.md")),
];

pub fn text(name: &str) -> anyhow::Result<&'static str> {
    TEXTS.iter().find(|(known, _)| *known == name).map(|(_, text)| *text).context("no such text")
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    pub statement: Vec<Said>,
    pub assessment: Vec<Weighed>,
    /// Who sits in the regional council.
    pub elected: Vec<Elected>,
    pub letters: BTreeMap<String, Wording<String>>,
    /// Titles, reasons and what else is said on the way.
    pub words: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Elected {
    pub party: String,
    pub member: Person,
    pub deputy: Person,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    pub document: String,
    pub party: String,
    pub position: Position,
    pub name: String,
    pub role: String,
    #[serde(default)]
    pub case_reference: Option<String>,
    #[serde(default)]
    pub legal_basis: Option<String>,
    pub text: String,
    #[serde(default)]
    pub remarks: Vec<SaidRemark>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaidRemark {
    /// The heading it is about.
    pub section: String,
    pub text: String,
    #[serde(default)]
    pub proposed: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weighed {
    pub document: String,
    pub verdict: Verdict,
    pub reason: String,
}

impl Script {
    pub fn read() -> anyhow::Result<Self> {
        Ok(toml::from_str(include_str!("../../../../config/demo/history.toml"))?)
    }

    pub fn said(&self, document: &str) -> impl Iterator<Item = &Said> {
        self.statement.iter().filter(move |said| said.document == document)
    }
}

impl SaidRemark {
    pub fn remark(&self, text: &procedure::Text) -> Remark {
        let part = text.parts.iter().find(|part| part.title() == self.section);
        Remark { section: part.map(|part| part.id().clone()), text: self.text.clone(), proposed: self.proposed.clone() }
    }
}

/// A day of the script.
pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}
