//! The answer while it is written: the form's fields, kept for everyone in the municipality who has a link.

use crate::{
    texts::{Answer, Remark},
    web::{form::Fields, who::Officer},
};
use procedure::{Hash, PartId, Position, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    pub position: Option<Position>,
    pub text: String,
    pub legal_basis: String,
    pub case_reference: String,
    /// By section.
    pub remarks: BTreeMap<String, (String, String)>,
    pub files: Vec<Attached>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    pub hash: Hash,
    pub name: String,
}

impl Written {
    pub fn of(fields: &Fields, files: Vec<Attached>) -> Self {
        let mut remarks = BTreeMap::new();
        for (name, value) in &fields.0 {
            if let Some(section) = name.strip_prefix("remark-") {
                remarks.entry(section.to_owned()).or_insert_with(|| (String::new(), String::new())).0.clone_from(value);
            } else if let Some(section) = name.strip_prefix("proposed-") {
                remarks.entry(section.to_owned()).or_insert_with(|| (String::new(), String::new())).1.clone_from(value);
            }
        }
        remarks.retain(|_, (text, proposed)| !text.trim().is_empty() || !proposed.trim().is_empty());
        let text = fields.0.iter().find(|(name, _)| name == "text").map(|(_, value)| value.clone());
        Self {
            position: serde_json::from_value(serde_json::Value::String(fields.get("position").to_owned())).ok(),
            text: text.unwrap_or_default(),
            legal_basis: fields.get("legal_basis").to_owned(),
            case_reference: fields.get("case_reference").to_owned(),
            remarks,
            files,
        }
    }

    /// Whether there is anything to keep.
    pub fn says_something(&self) -> bool {
        *self != Self::default()
    }

    pub fn answer(&self, text: &Text) -> Answer {
        let remark = |part: &procedure::Part| {
            let (text, proposed) = self.remarks.get(part.id.as_str())?;
            Some(Remark {
                section: Some(PartId(part.id.0.clone())),
                text: text.trim().to_owned(),
                proposed: Some(proposed.trim().to_owned()).filter(|text| !text.is_empty()),
            })
        };
        Answer { text: self.text.trim().to_owned(), remarks: text.parts.iter().filter_map(remark).collect() }
    }
}

/// Which answer the draft is of.
pub fn slot(officer: &Officer) -> String {
    format!("hearing-{}-{}", officer.link.case, officer.link.round)
}
