//! Everything Samråd remembers, and all of its SQL: the log of every document, its state, its letters, its people.

mod backup;
mod cache;
mod calendar;
pub mod chain;
mod confirmations;
mod coordinators;
mod copy;
mod db;
mod drafts;
mod error;
mod execute;
mod files;
mod incoming;
mod last_letters;
mod letters;
mod marks;
mod meetings;
mod notes;
mod outbox;
mod packed;
mod people;
mod quota;
mod region_file;
mod register;
mod restore_guard;
mod script;
mod sessions;
mod settings;
mod signers;
mod tables;
mod texts;
mod verify;
mod verify_content;
mod views;
mod writer;

#[cfg(test)]
mod tests;

pub use backup::{Manifest, Restored, back_up, migrations, restore, upgrade};
pub use calendar::Ahead;
pub use confirmations::{CodeLetter, Confirmation};
pub use coordinators::Disabled;
pub use copy::copy;
pub use db::{readable_by_others, sqlite_file};
pub use drafts::{Choice, Draft, DraftPlace, KeptDraft, Typed};
pub use error::Error;
pub use files::FileRow;
pub use incoming::{IncomingFile, IncomingRow};
pub use last_letters::{LastLetter, Stuck};
pub use letters::{LetterFilter, LetterRow, LetterState, Tally, Transition, Waiting};
pub use marks::Mark;
pub use notes::Note;
pub use outbox::{Awaits, NewLetter};
pub use people::{ContactRow, PartyRow, People, RegionRow};
pub use region_file::{OWN_ADDRESSES, RegionFile, RegionFileError};
pub use restore_guard::Moved;
pub use sessions::{Holder, LoginRow, NewLogin, TokenRow};
pub use tables::TableCopied;
pub use verify::Discrepancy;
pub use views::{DocumentRow, Filter};
pub use writer::{Done, Key, Order};

use cache::{Logs, OTHERS, STATES, States, Texts};
use db::Db;
use people::Peoples;
use procedure::Kinds;
use std::sync::Arc;
use tokio::sync::mpsc;

/// A handle on one database; cheap to clone.
#[derive(Clone)]
pub struct Ledger {
    db: Db,
    kinds: Arc<Kinds>,
    states: States,
    texts: Texts,
    people: Peoples,
    logs: Logs,
    writer: mpsc::Sender<writer::Job>,
}

impl Ledger {
    /// Opens a database that has been migrated, and starts its writer. `sqlite:FILE` or `postgres://…`.
    pub async fn open(url: &str, kinds: Arc<Kinds>) -> Result<Self, Error> {
        let db = Db::open(url).await?;
        db.check_schema().await?;
        Ok(Self::on(db, kinds))
    }

    fn on(db: Db, kinds: Arc<Kinds>) -> Self {
        let states = States::with_capacity(STATES);
        let writer = writer::start(db.clone(), kinds.clone(), states.clone());
        let (texts, people, logs) =
            (Texts::with_capacity(OTHERS), Peoples::with_capacity(OTHERS), Logs::with_capacity(OTHERS));
        Self { db, kinds, states, texts, people, logs, writer }
    }

    /// Opens a database beside a process that serves it: for commands that read, or write a row or two.
    pub async fn open_shared(url: &str, kinds: Arc<Kinds>) -> Result<Self, Error> {
        let db = Db::open_shared(url).await?;
        db.check_schema().await?;
        Ok(Self::on(db, kinds))
    }

    /// Opens a database file that is thrown away when the process ends: what is written stands as long as the machine
    /// does.
    pub async fn open_throwaway(url: &str, kinds: Arc<Kinds>) -> Result<Self, Error> {
        let db = Db::open_throwaway(url).await?;
        db.check_schema().await?;
        Ok(Self::on(db, kinds))
    }

    /// Brings a database up to this version's schema; makes the SQLite file where there is none.
    /// Gives the number of migrations applied.
    pub async fn migrate(url: &str) -> Result<usize, Error> {
        let db = Db::open(url).await?;
        let applied = db.migrate().await?;
        db.close().await;
        Ok(applied)
    }

    pub fn kinds(&self) -> &Kinds {
        &self.kinds
    }

    /// Waits for what is being written, and closes the files.
    pub async fn close(&self) {
        self.db.close().await;
    }

    /// Ends when the storage under the database has failed: the process should end too, and start clean.
    pub async fn failed(&self) {
        self.db.failed().await;
    }

    /// Whether the database answers.
    pub async fn answers(&self) -> bool {
        self.db.answers().await
    }
}
