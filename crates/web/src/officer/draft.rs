//! The answer while it is written: the form's fields, kept for everyone in the municipality who has a link.

use crate::{
    Shared,
    fault::Fault,
    form::{self, Fields},
    who::Officer,
};
use app::texts::{Answer, AttachedFile, Cover, Remark};
use ledger::{Draft, DraftPlace, Typed};
use procedure::{Hash, Position, SignerId, Text};
use std::collections::BTreeMap;

/// What a file's field is called in a draft: this, and its hash.
const FILE: &str = "file-";
/// A choice between two texts of a field: this, and the field's name.
pub const CHOOSE: &str = "choose-";
/// A section's id is shorter than this; a longer field is none of ours.
const NAME: usize = 100;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    pub position: Option<Position>,
    pub text: String,
    pub legal_basis: String,
    pub case_reference: String,
    /// By section.
    pub remarks: BTreeMap<String, (String, String)>,
    pub files: Vec<AttachedFile>,
}

impl Written {
    /// An answer made of a draft's fields.
    pub fn of(fields: &BTreeMap<String, String>) -> Self {
        let mut written = Self::default();
        for (name, value) in fields.iter().filter(|(_, value)| !value.trim().is_empty()) {
            if let Some(section) = name.strip_prefix("remark-") {
                value.trim().clone_into(&mut written.remarks.entry(section.to_owned()).or_default().0);
            } else if let Some(section) = name.strip_prefix("proposed-") {
                value.trim().clone_into(&mut written.remarks.entry(section.to_owned()).or_default().1);
            } else if let Some(hash) = name.strip_prefix(FILE) {
                written.files.push(AttachedFile { hash: Hash(hash.to_owned()), name: value.clone() });
            }
        }
        let field = |name: &str| fields.get(name).map(|value| value.trim().to_owned()).unwrap_or_default();
        written.position = serde_json::from_value(serde_json::Value::String(field("position"))).ok();
        written.text = field("text");
        written.legal_basis = field("legal_basis");
        written.case_reference = field("case_reference");
        written
    }

    /// Whether there is anything to keep.
    pub fn says_something(&self) -> bool {
        *self != Self::default()
    }

    pub fn answer(&self, text: &Text) -> Answer {
        let remark = |part: &procedure::Part| {
            let (text, proposed) = self.remarks.get(part.id().as_str())?;
            Some(Remark {
                section: Some(part.id().clone()),
                text: text.trim().to_owned(),
                proposed: Some(proposed.trim().to_owned()).filter(|text| !text.is_empty()),
            })
        };
        let remarks = text.parts.iter().filter_map(remark).collect();
        Answer { text: self.text.trim().to_owned(), remarks, files: self.files.clone() }
    }

    /// What is sent with the answer, besides its words.
    pub fn cover(&self, position: Position, signer: Option<SignerId>) -> Cover {
        let filled = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Cover {
            position,
            legal_basis: filled(&self.legal_basis),
            files: self.files.iter().map(|file| file.hash.clone()).collect(),
            signer,
            case_reference: filled(&self.case_reference),
        }
    }
}

/// Which answer the draft is of.
pub fn place(officer: &Officer) -> DraftPlace {
    DraftPlace {
        region: officer.document.region.clone(),
        document: officer.document.id.clone(),
        party: officer.party.id.clone(),
        slot: format!("hearing-{}-{}", officer.link.case, officer.link.round),
    }
}

/// The draft as it stands.
pub async fn stored(app: &Shared, officer: &Officer) -> Result<Option<Draft>, Fault> {
    Ok(app.ledger.draft(&place(officer)).await?)
}

/// A position as forms and the interface call it.
pub fn named(position: Position) -> String {
    serde_json::to_value(position).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

pub fn field_of_file(hash: &Hash) -> String {
    format!("{FILE}{hash}")
}

/// Whether a field of a form belongs to an answer.
pub fn is_field(name: &str) -> bool {
    ["position", "text", "legal_basis", "case_reference"].contains(&name)
        || (name.len() < NAME && (name.starts_with("remark-") || name.starts_with("proposed-")))
}

/// The fields of a form that belong to an answer.
pub fn typed_fields(fields: &Fields) -> Vec<(String, String)> {
    let mut typed: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in fields.0.iter().filter(|(name, _)| is_field(name)) {
        typed.entry(name.clone()).or_insert_with(|| value.clone());
    }
    typed.into_iter().collect()
}

/// What a window's form brings to the draft.
pub fn typed(app: &Shared, officer: &Officer, fields: &Fields) -> Typed {
    let chosen = |(name, value): &(String, String)| {
        let page = if value == STANDING { String::new() } else { value.clone() };
        Some((name.strip_prefix(CHOOSE)?.to_owned(), page))
    };
    Typed {
        page: fields.filled("page").map_or_else(form::nonce, str::to_owned),
        based_on: fields.get("based_on").parse().unwrap_or(0),
        fields: typed_fields(fields),
        chosen: fields.0.iter().filter_map(chosen).collect(),
        by: officer.contact.id.clone(),
        link: officer.number,
        at: app.clock.now(),
    }
}

/// The choice of what a field already holds.
pub const STANDING: &str = "standing";

/// A file put into the draft under a name, or taken out of it with none.
pub fn with_file(app: &Shared, officer: &Officer, based_on: u32, hash: &Hash, name: &str) -> Typed {
    let field = (field_of_file(hash), name.to_owned());
    Typed { fields: vec![field], based_on, ..typed(app, officer, &Fields::default()) }
}
