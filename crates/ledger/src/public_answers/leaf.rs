//! What the tree over public answers is made of. A leaf names whoever answered by the row's id, so that a name can be erased
//! and the tree stands.

use super::AnswerLine;
use crate::{Digest, record_keys::RecordKey};
use sha2::{Digest as _, Sha256};

/// What was handed in.
pub(super) struct Leaf<'a> {
    pub document: &'a str,
    pub case: i64,
    pub round: i64,
    pub number: i64,
    pub id: &'a str,
    pub section: Option<&'a str>,
    pub body: Digest,
    pub files: &'a str,
    pub person: &'a str,
    pub first: i64,
    pub received_at: i64,
    pub confirmed_at: i64,
}

/// SHA-256 of a zero and of the lines that say it. Only the last of them can hold a line's end.
pub(super) fn leaf(of: &Leaf) -> Digest {
    let numbers = [of.case, of.round, of.number, of.first, of.received_at, of.confirmed_at].map(|n| n.to_string());
    let body = of.body.to_string();
    let said = [of.document, &numbers.join(" "), of.id, of.section.unwrap_or(""), &body, of.person, of.files];
    let mut hash = Sha256::new();
    hash.update([0]);
    hash.update(said.join("\n").as_bytes());
    Digest(hash.finalize().into())
}

impl AnswerLine {
    pub fn leaf(&self) -> Digest {
        leaf(&Leaf {
            document: &self.document,
            case: self.case_n,
            round: self.round,
            number: self.number,
            id: &self.id,
            section: self.section.as_deref(),
            body: self.body,
            files: &self.files,
            person: &self.person,
            first: self.first,
            received_at: self.received_at,
            confirmed_at: self.confirmed_at,
        })
    }
}

/// The keyed hash of whoever answered.
pub(crate) fn person_mac(key: &RecordKey, id: &str, name: &str, address: &str) -> Vec<u8> {
    let length = name.len().to_string();
    key.mac(&[["public_person", id, &length, name, address].join("\n").as_bytes()]).bytes()
}
