//! The hash chain of a document: each event's hash is taken over the one before it and over its own bytes.

use chrono::{DateTime, Utc};
use procedure::{DocumentId, Hash};

/// What the first event's hash is taken over in place of one before it.
pub fn start(document: &DocumentId) -> Hash {
    Hash::of(document.as_str().as_bytes())
}

/// `previous` ‖ number ‖ microseconds ‖ actor ‖ body, with line ends between.
pub fn next(previous: &Hash, seq: u32, at: DateTime<Utc>, actor: &str, body: &str) -> Hash {
    Hash::of(format!("{previous}\n{seq}\n{}\n{actor}\n{body}", at.timestamp_micros()).as_bytes())
}
