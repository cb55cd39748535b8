//! Disagreement between those who plan together (plan- og bygningsloven § 9-5): the state administrator is asked to mediate.
//! It blocks nothing.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How far a mediation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, strum::VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum MediationStep {
    Asked,
    Agreed,
    NotAgreed,
}

/// Where a mediation stands, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mediation {
    pub step: MediationStep,
    pub on: NaiveDate,
}
