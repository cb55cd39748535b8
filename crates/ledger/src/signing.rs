//! Which record key is in use, and how it came to be: each key was handed over to by the one before it.

use crate::{
    Digest, Error, PublicKey, RecordKeys,
    db::{Db, on},
    record_keys::RecordKey,
};
use chrono::{DateTime, SecondsFormat, SubsecRound as _, TimeDelta, Utc};
use std::sync::Arc;

/// How long after a hand-over an event may still be under the key before: another node may not have been restarted yet.
const OVERLAP: TimeDelta = TimeDelta::hours(1);

/// The record keys of a database, with the secrets of those that the key file has.
#[derive(Clone, Debug)]
pub(crate) struct Signing {
    keys: RecordKeys,
    given: Arc<[KeyRow]>,
}

/// A key as the database knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRow {
    /// The first is 1.
    pub n: u32,
    pub public: PublicKey,
    pub since: DateTime<Utc>,
    /// By the key before it; the first signs itself.
    pub signature: Vec<u8>,
}

impl KeyRow {
    /// What is signed.
    pub fn text(&self) -> String {
        let since = self.since.to_rfc3339_opts(SecondsFormat::Micros, true);
        format!("samrad record key\n{}\n{}\n{since}\n", self.n, self.public)
    }
}

impl Signing {
    /// Takes the key file's first key into use. A new one is handed over to by the last, which must still be in the file.
    pub async fn open(db: &Db, keys: RecordKeys, now: DateTime<Utc>) -> Result<Self, Error> {
        let given = rows(db).await?;
        if given.last().is_some_and(|last| last.public == keys.public()) {
            return Ok(Self { keys, given: given.into() });
        }
        let signer = match given.last() {
            None => keys.current(),
            Some(last) => keys.of(last.public).ok_or_else(|| {
                let (known, has) = (last.public, keys.public());
                Error::Broken(format!(
                    "the record is kept under another key: the database knows record key {known}, the key file has {has}. \
                     A new record key stands before the old one in the file, and the old one stays there"
                ))
            })?,
        };
        let n = given.last().map_or(1, |last| last.n + 1);
        let mut row = KeyRow { n, public: keys.public(), since: now.trunc_subsecs(6), signature: Vec::new() };
        row.signature = signer.sign(&row.text());
        insert(db, &row).await?;
        let given = rows(db).await?;
        if given.last() != Some(&row) {
            return Err(Error::Broken(
                "another process takes another record key into use: give both one key file".to_owned(),
            ));
        }
        Ok(Self { keys, given: given.into() })
    }

    /// The keys beside a process that serves: the one in use must be the file's first.
    pub async fn beside(db: &Db, keys: RecordKeys) -> Result<Self, Error> {
        let given = rows(db).await?;
        match given.last() {
            Some(last) if keys.of(last.public).is_none() => Err(Error::Broken(format!(
                "this is not the key file of the database: its record key is {}, which the file does not have",
                last.public
            ))),
            Some(last) if last.public != keys.public() => Err(Error::Broken(format!(
                "the database's record key is {}, and the first in the key file {}: `samrad serve` takes a new one into use",
                last.public,
                keys.public()
            ))),
            _ => Ok(Self { keys, given: given.into() }),
        }
    }

    /// Whether the key file has a key.
    pub fn has(&self, public: PublicKey) -> bool {
        self.keys.of(public).is_some()
    }

    /// The number of the key in use.
    pub fn number(&self) -> u32 {
        self.given.last().map_or(0, |last| last.n)
    }

    /// The key in use.
    pub fn current(&self) -> &RecordKey {
        self.keys.current()
    }

    /// A key by its number; `None` where the key file does not have it.
    pub fn key(&self, n: i64) -> Option<&RecordKey> {
        self.keys.of(self.row(n)?.public)
    }

    pub fn row(&self, n: i64) -> Option<&KeyRow> {
        self.given.iter().find(|row| i64::from(row.n) == n)
    }

    /// Every key of the key file.
    pub fn all(&self) -> impl Iterator<Item = &RecordKey> {
        self.keys.all()
    }

    /// Whether a key was in use at an instant, or had been shortly before.
    pub fn in_use(&self, n: i64, at: DateTime<Utc>) -> bool {
        self.row(n + 1).is_none_or(|next| at < next.since + OVERLAP)
    }
}

/// The first key that was not handed over to by the one before it; `None` where all were.
pub(crate) fn broken(rows: &[KeyRow]) -> Option<u32> {
    let mut before = rows.first()?.public;
    for (n, row) in (1..).zip(rows) {
        if row.n != n || !before.verifies(&row.text(), &row.signature) {
            return Some(n);
        }
        before = row.public;
    }
    None
}

#[derive(sqlx::FromRow)]
struct Stored {
    n: i64,
    #[sqlx(try_from = "Vec<u8>")]
    public: Digest,
    since: DateTime<Utc>,
    signature: Vec<u8>,
}

pub(crate) async fn rows(db: &Db) -> Result<Vec<KeyRow>, Error> {
    let rows: Vec<Stored> = on!(db.read, c => {
        sqlx::query_as("select n, public, since, signature from record_key order by n").fetch_all(c).await?
    });
    let row = |Stored { n, public, since, signature }| KeyRow {
        n: u32::try_from(n).unwrap_or(0),
        public: PublicKey(public.0),
        since,
        signature,
    };
    Ok(rows.into_iter().map(row).collect())
}

/// Another node may have been first: then its row stands.
async fn insert(db: &Db, row: &KeyRow) -> Result<(), Error> {
    let row = row.clone();
    let insert = move |mut tx: crate::db::Tx| async move {
        on!(tx, c => {
            sqlx::query("insert into record_key (n, public, since, signature) values ($1, $2, $3, $4) on conflict (n) do nothing")
                .bind(i64::from(row.n))
                .bind(row.public.0.to_vec())
                .bind(row.since)
                .bind(&row.signature)
                .execute(c)
                .await?;
        });
        Ok((tx, ()))
    };
    db.write(insert).await
}
