//! What the writer is given and what it answers.

use chrono::{DateTime, NaiveDate, Utc};
use procedure::{Actor, Command, Desk, DocumentId, Hash, PhaseName, Recorded, RegionId};

/// A command, with everything it is decided by.
#[derive(Clone, Debug)]
pub struct Order {
    pub region: RegionId,
    pub document: DocumentId,
    pub command: Command,
    pub actor: Actor,
    pub at: DateTime<Utc>,
    /// The local day of `at` in the region's zone.
    pub today: NaiveDate,
    pub key: Option<Key>,
}

impl Order {
    /// Whether its document is not there yet.
    pub(crate) fn creates(&self) -> bool {
        matches!(self.command, Command::Desk(Desk::Create { .. }))
    }

    /// Whether its document may be missing: a register or a meeting begins with its first act.
    pub(crate) fn may_create(&self) -> bool {
        self.creates() || matches!(self.command, Command::Register(_) | Command::Meeting(_))
    }
}

/// Makes a command happen once: the same key with the same body gives the same answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    pub key: String,
    pub body: Hash,
}

/// A command that was carried out, now or when its key came first.
#[derive(Clone, Debug)]
pub struct Done {
    pub document: DocumentId,
    pub seq: u32,
    pub phase: PhaseName,
    pub events: Vec<Recorded>,
    pub replayed: bool,
}

/// What is kept of a command under its key.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct DoneRow {
    pub region: String,
    pub key: String,
    pub body: Vec<u8>,
    /// By its number, and by its id.
    pub document: i64,
    pub id: String,
    pub first: i64,
    pub last: i64,
    pub phase: String,
}

/// What the writer answers: done now, or found done before.
pub(crate) enum Answer {
    Now(Done),
    Before(DoneRow),
    /// A text or a signer, kept.
    Kept,
}
