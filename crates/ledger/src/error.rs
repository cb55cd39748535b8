//! What can go wrong between a command and the log.

use procedure::Refusal;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The procedure does not allow it; nothing has happened.
    #[error("refused: {0}")]
    Refused(Refusal),
    #[error("not found")]
    NotFound,
    /// The key was used before, for something else.
    #[error("the key was used for another request")]
    KeyReused,
    /// Others were faster, again and again.
    #[error("too many at once")]
    Conflict,
    /// The database is locked, full, or the queue to it is.
    #[error("the database is busy")]
    Busy,
    /// The document's log holds an event this version does not know. A newer version wrote it; here it stays as it is.
    #[error("the log holds an event this version does not know")]
    Newer,
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
            sqlx::Error::PoolTimedOut => Self::Busy,
            // SQLite: 5 busy, 6 locked, 13 full, by the low byte of the extended code.
            sqlx::Error::Database(inner) => match inner.code().and_then(|code| code.parse::<u32>().ok()) {
                Some(code) if inner.code().is_some_and(|c| c.len() < 5) && matches!(code & 0xff, 5 | 6 | 13) => {
                    Self::Busy
                }
                _ => Self::Database(error),
            },
            _ => Self::Database(error),
        }
    }
}

impl Error {
    /// Whether deciding again on fresh states may succeed: somebody else wrote the same number first.
    pub(crate) fn is_race(&self) -> bool {
        let Self::Database(sqlx::Error::Database(inner)) = self else { return false };
        // PostgreSQL: serialization failure and deadlock.
        inner.is_unique_violation() || matches!(inner.code().as_deref(), Some("40001" | "40P01"))
    }
}
