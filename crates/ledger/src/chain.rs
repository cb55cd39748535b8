//! The hash chain of a document, and the leaf that an event is in the region's tree.
//!
//! A leaf is unkeyed, so that anyone who is given an event and its salt can check it, and salted, so that nobody can guess
//! another event from its leaf. The chain is keyed, so that nobody without the record key can write one that holds.

use crate::{Digest, RecordKeys, record_keys::RecordKey};
use chrono::{DateTime, Utc};
use procedure::DocumentId;
use sha2::{Digest as _, Sha256};

/// Bytes that make a leaf impossible to guess.
pub type Salt = [u8; 16];

/// What an event is hashed by.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    pub document: &'a DocumentId,
    pub seq: u32,
    pub at: DateTime<Utc>,
    pub actor: &'a str,
    /// The hash of the letters it posted; empty where there are none.
    pub letters: &'a [u8],
    /// The event as JSON, byte for byte.
    pub body: &'a str,
}

/// What the first event's hash is taken over in place of one before it.
pub fn start(document: &DocumentId) -> Digest {
    Digest(Sha256::digest(document.as_str().as_bytes()).into())
}

/// HMAC of the document and the number, cut to sixteen bytes.
pub(crate) fn salt(key: &RecordKey, document: &DocumentId, seq: u32) -> Salt {
    let Digest(mac) = key.mac(&[b"salt\n", document.as_str().as_bytes(), b"\n", seq.to_string().as_bytes()]);
    let mut salt = Salt::default();
    salt.copy_from_slice(&mac[..16]);
    salt
}

/// SHA-256 of a zero byte, the salt, and `document ⏎ number ⏎ microseconds ⏎ actor ⏎ letters ⏎ body`.
pub fn leaf(salt: &Salt, line: Line) -> Digest {
    let mut hash = Sha256::new();
    hash.update([0]);
    hash.update(salt);
    hash.update(line.document.as_str());
    hash.update(format!("\n{}\n{}\n", line.seq, line.at.timestamp_micros()));
    let letters = data_encoding::HEXLOWER.encode(line.letters);
    for part in [line.actor, "\n", &letters, "\n", line.body] {
        hash.update(part);
    }
    Digest(hash.finalize().into())
}

/// HMAC of what the log ended with before it, and of the event's leaf.
pub(crate) fn next(key: &RecordKey, head: Digest, line: Line) -> Digest {
    let leaf = leaf(&salt(key, line.document, line.seq), line);
    key.mac(&[b"event\n", &head.0, &leaf.0])
}

/// What a log ends with: HMAC of its last event's hash. The document's row holds it, the log does not, so that a log whose
/// end was cut off has no head that anyone could give it.
pub(crate) fn head(key: &RecordKey, hash: Digest) -> Digest {
    key.mac(&[b"head\n", &hash.0])
}

/// The hashes of a whole log as they would be written now, and what it ends with: for whoever makes many documents out of
/// one.
pub fn written(keys: &RecordKeys, document: &DocumentId, lines: &[Line]) -> (Vec<Digest>, Digest) {
    let mut end = start(document);
    let mut hashes = Vec::with_capacity(lines.len());
    for line in lines {
        let hash = next(keys.current(), end, *line);
        end = head(keys.current(), hash);
        hashes.push(hash);
    }
    (hashes, end)
}

/// One letter of an event as its hash holds it.
pub(crate) struct Posted<'a> {
    pub n: u32,
    pub kind: &'a str,
    pub party: &'a str,
    pub contact: &'a str,
    pub copy: bool,
    pub link: Option<u32>,
}

/// SHA-256 of the letters that an event posted, in their order, each as a JSON array of its number, kind, party, contact,
/// whether it is a copy, and link: its first sixteen bytes, and none where there are no letters.
pub(crate) fn letters<'a>(posted: impl IntoIterator<Item = Posted<'a>>) -> Vec<u8> {
    let mut hash = None;
    for Posted { n, kind, party, contact, copy, link } in posted {
        let line = serde_json::json!([n, kind, party, contact, copy, link]);
        hash.get_or_insert_with(Sha256::new).update(line.to_string());
    }
    hash.map_or_else(Vec::new, |hash| hash.finalize()[..16].to_vec())
}
