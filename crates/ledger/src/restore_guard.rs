//! Whether letters may go from this database. One that was put back from a backup, or is a copy, holds its outbox until a
//! person has looked: what it has waiting may have been sent long ago, or be sent by the one it was copied from.
//!
//! A database knows where it is at home. For a file that is the machine, the path and the inode; for PostgreSQL the
//! cluster, the database and the table the note stands in. Beside a file, its lock knows the last heartbeat, so that an
//! older copy written over the file itself shows too.

use crate::{
    Error, Ledger, LetterState,
    db::{Db, Handle, Tx, on},
    marks,
};
use chrono::{DateTime, Utc};
use procedure::Hash;
use std::{os::unix::fs::MetadataExt as _, path::Path};

const HOME: &str = "home";
pub(crate) const HELD: &str = "outbox_held";
const HEARTBEAT: &str = "heartbeat";

/// How a database came not to be at home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    /// Another place than where it last was served from.
    Elsewhere,
    /// Older than what was last served here.
    Older,
}

impl Ledger {
    /// Looks whether this is the database that was served here last, and holds the outbox where it is not.
    pub async fn come_home(&self, now: DateTime<Utc>) -> Result<Option<Moved>, Error> {
        let here = here(&self.db).await?;
        let beat = self.setting(HEARTBEAT).await?;
        let moved = match self.setting(HOME).await? {
            Some(home) if home != here => Some(Moved::Elsewhere),
            Some(_) if self.db.note().is_some_and(|note| older(beat.as_deref(), &note)) => Some(Moved::Older),
            // At home, or never served by a version that knows.
            _ => None,
        };
        if moved.is_some() {
            self.hold(now).await?;
        }
        self.set_setting(HOME, &here).await?;
        self.db.set_note(beat.as_deref().unwrap_or("-"))?;
        Ok(moved)
    }

    /// Notes that this process looked at the clock.
    pub async fn beat(&self, now: DateTime<Utc>) -> Result<(), Error> {
        let now = now.to_rfc3339();
        self.set_setting(HEARTBEAT, &now).await?;
        self.db.set_note(&now)
    }

    pub async fn last_beat(&self) -> Result<Option<DateTime<Utc>>, Error> {
        Ok(self.setting(HEARTBEAT).await?.and_then(|text| text.parse().ok()))
    }

    /// Whether nothing leaves until a person accepts this database.
    pub async fn is_held(&self) -> Result<bool, Error> {
        Ok(self.setting(HELD).await?.is_some())
    }

    /// Holds every letter that is not sent.
    pub async fn hold(&self, now: DateTime<Utc>) -> Result<(), Error> {
        let hold = move |mut tx: Tx| async move {
            hold(&mut tx, now).await?;
            Ok((tx, ()))
        };
        self.db.write(hold).await
    }

    /// A person has looked: letters may go from here. Gives the number of those that had waited for it.
    pub async fn accept(&self, now: DateTime<Utc>) -> Result<usize, Error> {
        let accept = move |mut tx: Tx| async move {
            let released: Vec<String> = on!(tx, c => {
                sqlx::query_scalar(
                    "update letter set state = 'queued', reason = null, due_at = $1
                     where state = 'held' and reason = 'restore' returning id",
                )
                .bind(now.timestamp_micros())
                .fetch_all(c)
                .await?
            });
            marks::log_all(&mut tx, &released, now, LetterState::Queued, None).await?;
            on!(tx, c => {
                sqlx::query("delete from setting where name = $1").bind(HELD).execute(c).await?;
            });
            Ok((tx, released.len()))
        };
        self.db.write(accept).await
    }
}

/// Every letter that is not sent waits; the database remembers that it does.
pub(crate) async fn hold(tx: &mut Tx, now: DateTime<Utc>) -> Result<(), Error> {
    let held: Vec<String> = on!(tx, c => {
        sqlx::query_scalar(
            "update letter set state = 'held', reason = 'restore'
             where state in ('queued', 'deferred', 'claimed') returning id",
        )
        .fetch_all(c)
        .await?
    });
    marks::log_all(tx, &held, now, LetterState::Held, Some("restore")).await?;
    on!(tx, c => {
        sqlx::query("insert into setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value")
            .bind(HELD)
            .bind(now.to_rfc3339())
            .execute(c)
            .await?;
    });
    Ok(())
}

/// What this place is known by.
async fn here(db: &Db) -> Result<String, Error> {
    let place = match db.read.handle() {
        Handle::Sqlite(_) => {
            let file = db.file.as_deref().unwrap_or(Path::new(""));
            let broken = |error: std::io::Error| Error::Broken(format!("{}: {error}", file.display()));
            let path = file.canonicalize().map_err(broken)?;
            let inode = path.metadata().map_err(broken)?.ino();
            // A container has none; then path and inode must do.
            let machine = std::fs::read_to_string("/etc/machine-id").unwrap_or_default();
            format!("{}\n{}\n{inode}", machine.trim(), path.display())
        }
        Handle::Pg(pool) => {
            sqlx::query_scalar(
                "select (select system_identifier from pg_control_system())::text || '/' ||
                   (select oid from pg_database where datname = current_database())::text || '/' || 'setting'::regclass::oid::text",
            )
            .fetch_one(pool)
            .await?
        }
    };
    Ok(Hash::of(place.as_bytes()).0)
}

/// Whether the database's last heartbeat is before the one its lock knows. A lock that knows nothing was not beside it.
fn older(beat: Option<&str>, note: &str) -> bool {
    let at = |text: &str| text.parse::<DateTime<Utc>>().ok();
    match (beat.and_then(at), at(note)) {
        (Some(beat), Some(note)) => beat < note,
        (None, Some(_)) => true,
        (_, None) => note != "-",
    }
}

#[cfg(test)]
mod tests {
    use super::older;

    #[test]
    fn an_older_copy_is_told_from_a_write_that_was_cut_short() {
        let (early, late) = ("2026-11-23T08:00:00+00:00", "2026-11-23T08:01:00+00:00");
        for (beat, note, expected) in [
            (Some(early), late, true),
            (Some(late), early, false),
            (Some(late), late, false),
            (None, late, true),
            (None, "-", false),
            (Some(late), "-", false),
            (Some(late), "", true),
        ] {
            assert_eq!(older(beat, note), expected, "{beat:?} {note}");
        }
    }
}
