//! What can go wrong between a command and the log.

use procedure::Refusal;
use sqlx::error::ErrorKind;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The procedure does not allow it; nothing has happened.
    #[error("refused: {0}")]
    Refused(Refusal),
    #[error("not found")]
    NotFound,
    /// A command beside the process that serves, without the key file.
    #[error("the record key is not at hand: nothing can be written in the log")]
    NoKey,
    /// The key was used before, for something else.
    #[error("the key was used for another request")]
    KeyReused,
    /// Others were faster, again and again.
    #[error("too many at once")]
    Conflict,
    /// The database is locked, full, away, or the queue to it is: it may be asked again later.
    #[error("the database is busy")]
    Busy,
    /// The document's log holds an event this version does not know. A newer version wrote it; here it stays as it is.
    #[error("the log holds an event this version does not know")]
    Newer,
    /// The connection broke. Whether what was being committed is there is not known.
    #[error("the connection to the database was lost: {0}")]
    Lost(sqlx::Error),
    /// There is no room on the disk; what is kept can be read.
    #[error("the disk is full")]
    Full,
    /// The disk, or the file on it, fails: what was written must be read anew by a process that starts clean.
    #[error("the database's storage fails: {0}")]
    Storage(sqlx::Error),
    #[error("database: {0}")]
    Database(sqlx::Error),
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    #[error("{0}")]
    Broken(String),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => Self::Busy,
            sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::Protocol(_) => Self::Lost(error),
            sqlx::Error::Database(inner) => match inner.code().as_deref() {
                // PostgreSQL's codes have five characters; SQLite's are numbers, the kind in their low byte.
                Some(code) if code.len() == 5 => match (&code[..2], code) {
                    ("08" | "57", _) | (_, "25P03") => Self::Lost(error),
                    (_, "53100") => Self::Full,
                    ("53", _) | (_, "55P03") => Self::Busy,
                    ("58", _) => Self::Storage(error),
                    _ => Self::Database(error),
                },
                code => match code.and_then(|code| code.parse::<u32>().ok()) {
                    Some(SHARED_MEMORY_CANNOT_GROW) => Self::Full,
                    Some(code) => match code & 0xff {
                        5 | 6 => Self::Busy, // busy, locked
                        13 => Self::Full,
                        10 | 11 | 26 => Self::Storage(error), // input and output, corrupt, not a database
                        _ => Self::Database(error),
                    },
                    None => Self::Database(error),
                },
            },
            _ => Self::Database(error),
        }
    }
}

/// SQLITE_IOERR_SHMSIZE: no room for the index of its write-ahead log, which is a full disk.
const SHARED_MEMORY_CANNOT_GROW: u32 = 4874;

impl Error {
    /// Whether deciding again on fresh states may succeed: somebody else wrote the same number first, or changed the
    /// register it was decided by.
    pub(crate) fn is_race(&self) -> bool {
        let Self::Database(sqlx::Error::Database(inner)) = self else { return false };
        // PostgreSQL: serialization failure and deadlock.
        matches!(inner.kind(), ErrorKind::UniqueViolation | ErrorKind::NotNullViolation)
            || matches!(inner.code().as_deref(), Some("40001" | "40P01"))
    }

    /// Whether it would meet any command, so that trying them one by one makes nothing better.
    pub(crate) fn meets_all(&self) -> bool {
        matches!(self, Self::Busy | Self::Full | Self::Lost(_) | Self::Storage(_))
    }
}
