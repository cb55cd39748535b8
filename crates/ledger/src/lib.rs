//! Everything Samråd remembers, and all of its SQL: the log of every document, its state, its letters, its people.

mod anchor;
mod backup;
mod cache;
pub mod chain;
mod confirmations;
mod coordinators;
mod copy;
mod db;
mod digest;
mod drafts;
mod due_documents;
mod elections;
mod error;
mod execute;
mod feed;
mod files;
mod grants;
mod incoming;
mod letters;
mod marks;
mod meetings;
mod newest_letters;
mod notes;
mod outbox;
mod packed;
mod people;
mod positions;
mod proof;
mod public_answers;
mod quota;
mod record_keys;
mod region_file;
mod register;
mod restore_guard;
mod script;
mod seal;
mod sessions;
mod settings;
mod signers;
mod signing;
mod tables;
mod texts;
pub mod tree;
mod verify;
mod views;
mod writer;

#[cfg(test)]
mod tests;

pub use anchor::{Anchor, NoAnchor};
pub use backup::{Manifest, Restored, back_up, check_schema, migrations, restore, upgrade};
pub use confirmations::{CodeLetter, Confirmation};
pub use coordinators::Disabled;
pub use copy::copy;
pub use db::{readable_by_others, sqlite_file};
pub use digest::Digest;
pub use drafts::{Choice, Draft, DraftPlace, KeptDraft, Typed};
pub use due_documents::Ahead;
pub use error::Error;
pub use feed::{Following, Positioned};
pub use files::FileRow;
pub use grants::grant;
pub use incoming::{IncomingFile, IncomingRow};
pub use letters::{LetterFilter, LetterRow, LetterState, Tally, Transition, Waiting};
pub use marks::Mark;
pub use newest_letters::{LastLetter, Stuck};
pub use notes::Note;
pub use outbox::{Awaits, NewLetter};
pub use people::{ContactRow, PartyRow, People, RegionRow};
pub use proof::{Proof, ProofKey, ProofSeal, Unproved};
pub use public_answers::{
    Confirmed, HandedIn, NewFile, PublicAnswer, PublicFile, PublicGroup, PublicHearing, PublicRound, Unconfirmed,
    Weighed,
};
pub use record_keys::{PublicKey, RecordKeys};
pub use region_file::{OWN_ADDRESSES, RegionFile, RegionFileError};
pub use restore_guard::Moved;
pub use seal::Seal;
pub use sessions::{Holder, LoginRow, NewLogin, TokenRow};
pub use signing::KeyRow;
pub use tables::TableCopied;
pub use verify::{Discrepancy, Place};
pub use views::{DocumentRow, Filter};
pub use writer::{Done, Key, Order};

use cache::{Logs, OTHERS, STATES, States, Texts};
use chrono::{DateTime, Utc};
use db::{Db, is_there};
use people::Peoples;
use procedure::Kinds;
use signing::Signing;
use std::sync::Arc;
use tokio::sync::mpsc;

/// A handle on one database; cheap to clone.
#[derive(Clone)]
pub struct Ledger {
    db: Db,
    /// `None` where the key file is not at hand.
    signing: Option<Signing>,
    kinds: Arc<Kinds>,
    states: States,
    texts: Texts,
    people: Peoples,
    logs: Logs,
    writer: mpsc::Sender<writer::Job>,
    intake: mpsc::Sender<public_answers::intake::Job>,
}

impl Ledger {
    /// Opens a database that has been migrated, and starts its writer. `sqlite:FILE` or `postgres://…`. A new record key is
    /// taken into use as of `now`.
    pub async fn open(url: &str, kinds: Arc<Kinds>, keys: RecordKeys, now: DateTime<Utc>) -> Result<Self, Error> {
        is_there(url)?;
        let db = Db::open(url).await?;
        db.check_schema().await?;
        let signing = Signing::open(&db, keys, now).await?;
        Ok(Self::on(db, kinds, Some(signing)))
    }

    fn on(db: Db, kinds: Arc<Kinds>, signing: Option<Signing>) -> Self {
        let states = States::with_capacity(STATES);
        let writer = writer::start(db.clone(), kinds.clone(), signing.clone(), states.clone());
        let intake = public_answers::intake::start(db.clone(), signing.clone());
        let (texts, people, logs) =
            (Texts::with_capacity(OTHERS), Peoples::with_capacity(OTHERS), Logs::with_capacity(OTHERS));
        Self { db, signing, kinds, states, texts, people, logs, writer, intake }
    }

    /// A database that nobody serves, to be proved. Keys that are another database's are none.
    async fn still(db: Db, keys: Option<RecordKeys>) -> Self {
        let signing = match keys {
            Some(keys) => Signing::beside(&db, keys).await.ok(),
            None => None,
        };
        Self::on(db, Arc::new(Kinds::default()), signing)
    }

    /// Opens a database beside a process that serves it: for commands that read, or write a row or two. Without the keys
    /// nothing is written in a log, and no log is proved.
    pub async fn open_shared(url: &str, kinds: Arc<Kinds>, keys: Option<RecordKeys>) -> Result<Self, Error> {
        is_there(url)?;
        let db = Db::open_shared(url).await?;
        db.check_schema().await?;
        let signing = match keys {
            Some(keys) => Some(Signing::beside(&db, keys).await?),
            None => None,
        };
        Ok(Self::on(db, kinds, signing))
    }

    /// Opens a database file that is thrown away when the process ends: what is written stands as long as the machine
    /// does.
    pub async fn open_throwaway(
        url: &str,
        kinds: Arc<Kinds>,
        keys: RecordKeys,
        now: DateTime<Utc>,
    ) -> Result<Self, Error> {
        let db = Db::open_throwaway(url).await?;
        db.check_schema().await?;
        let signing = Signing::open(&db, keys, now).await?;
        Ok(Self::on(db, kinds, Some(signing)))
    }

    /// Brings a database up to this version's schema; makes the SQLite file where there is none.
    /// Gives the number of migrations applied.
    pub async fn migrate(url: &str) -> Result<usize, Error> {
        let db = Db::open(url).await?;
        let applied = db.migrate().await?;
        db.close().await;
        Ok(applied)
    }

    pub(crate) fn signing(&self) -> Result<&Signing, Error> {
        self.signing.as_ref().ok_or(Error::NoKey)
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
