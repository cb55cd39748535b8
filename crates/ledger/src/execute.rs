//! The only way in: a command is handed to the writer, and answered when it is durable.

use crate::{
    Error, Ledger,
    db::on,
    writer::{Job, Task},
};
use chrono::{DateTime, NaiveDate, Utc};
use procedure::{Actor, Command, Desk, DocumentId, Hash, PhaseName, Recorded, RegionId};
use tokio::sync::oneshot;

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
    pub body: String,
    pub document: String,
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

impl Ledger {
    /// Carries out a command: loads, decides, appends, posts, commits.
    pub async fn execute(&self, order: Order) -> Result<Done, Error> {
        match self.write(Task::Command(order)).await? {
            Answer::Now(done) => Ok(done),
            Answer::Before(row) => self.replay(row).await,
            Answer::Kept => Err(Error::Broken("a command was answered as a text".to_owned())),
        }
    }

    /// Hands the writer a task; it goes into the next transaction, with all that waits.
    pub(crate) async fn write(&self, task: Task) -> Result<Answer, Error> {
        let (answer, answered) = oneshot::channel();
        self.writer.send(Job { task, answer }).await.map_err(|_| Error::Busy)?;
        answered.await.map_err(|_| Error::Busy)?
    }

    async fn replay(&self, row: DoneRow) -> Result<Done, Error> {
        let (region, document) = (RegionId(row.region), DocumentId(row.document));
        let number = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
        let (first, last) = (number(row.first), number(row.last));
        let events = self.events(&region, &document, first.saturating_sub(1), last + 1 - first).await?;
        let phase = PhaseName::ALL.into_iter().find(|phase| phase.as_str() == row.phase).unwrap_or(PhaseName::Drafting);
        Ok(Done { document, seq: last, phase, events, replayed: true })
    }

    /// Forgets keys from before an instant.
    pub async fn forget_keys(&self, before: DateTime<Utc>) -> Result<u64, Error> {
        let forget = move |mut tx: crate::db::Tx| async move {
            let gone = on!(tx, c => sqlx::query("delete from done where at < $1").bind(before).execute(c).await?.rows_affected());
            Ok((tx, gone))
        };
        self.db.write(forget).await
    }
}
