//! Two databases behind one set of statements: a pool to read with, one connection to write with.

use crate::Error;
use sqlx::{
    AssertSqlSafe, Connection as _, Executor as _, PgConnection, PgPool, Postgres, SqlSafeStr as _, Sqlite,
    SqliteConnection, SqlitePool, Transaction,
    migrate::{Migration, Migrator},
    postgres::PgPoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{
    fs::{File, Permissions},
    os::unix::fs::{FileExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
    str::FromStr as _,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::sync::watch;

/// As they are written: what is one database's alone stands behind its mark.
pub(crate) static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations");
/// Migrations of version 0.1, whose databases no later version reads.
const OLD: std::ops::RangeInclusive<i64> = 1..=100;

/// Rows up to which a statement of many is kept prepared: what a quiet day needs.
pub(crate) const KEPT: usize = 8;
/// Readers at once.
const READERS: u32 = 8;
const BUSY: Duration = Duration::from_secs(5);
/// After which a connection to PostgreSQL is tried before it is used.
const PAUSE: Duration = Duration::from_secs(1);
const ACQUIRE: Duration = Duration::from_secs(10);

#[derive(Clone)]
pub(crate) struct Db {
    pub read: Pool,
    pub(crate) write: Pool,
    /// Where it is, if it is a file.
    pub file: Option<PathBuf>,
    /// Held as long as the database is open, so that a second instance on one file refuses to start. It holds a note.
    lock: Option<Arc<File>>,
    /// Said once the storage has failed.
    failed: watch::Sender<bool>,
    /// No write has succeeded since one found the disk full.
    full: Arc<AtomicBool>,
}

#[derive(Clone)]
pub(crate) enum Pool {
    Sqlite(SqlitePool),
    Pg(PgPool),
}

/// A transaction on the write connection.
pub(crate) enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    Pg(Transaction<'static, Postgres>),
}

pub(crate) enum Handle<S, P> {
    Sqlite(S),
    Pg(P),
}

/// Runs one expression on whichever database it is: the statement is written once.
macro_rules! on {
    ($on:expr, $c:ident => $body:expr) => {
        match $on.handle() {
            $crate::db::Handle::Sqlite($c) => $body,
            $crate::db::Handle::Pg($c) => $body,
        }
    };
}
pub(crate) use on;

impl Pool {
    pub fn handle(&self) -> Handle<&SqlitePool, &PgPool> {
        match self {
            Self::Sqlite(pool) => Handle::Sqlite(pool),
            Self::Pg(pool) => Handle::Pg(pool),
        }
    }
}

impl Tx {
    pub fn handle(&mut self) -> Handle<&mut SqliteConnection, &mut PgConnection> {
        match self {
            Self::Sqlite(tx) => Handle::Sqlite(tx),
            Self::Pg(tx) => Handle::Pg(tx),
        }
    }

    pub async fn commit(self) -> Result<(), Error> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Pg(tx) => tx.commit().await?,
        }
        Ok(())
    }
}

impl Db {
    pub async fn open(url: &str) -> Result<Self, Error> {
        if url.starts_with("sqlite:") { open_sqlite(true, sqlite_options(url)?).await } else { open_pg(url).await }
    }

    /// Without asking to be the only one.
    pub async fn open_shared(url: &str) -> Result<Self, Error> {
        if url.starts_with("sqlite:") { open_sqlite(false, sqlite_options(url)?).await } else { open_pg(url).await }
    }

    /// A file that is thrown away: nothing waits for the disk, and the one connection there is reads what it wrote.
    pub async fn open_throwaway(url: &str) -> Result<Self, Error> {
        let options = sqlite_options(url)?.synchronous(SqliteSynchronous::Off);
        let db = open_sqlite(true, options).await?;
        Ok(Self { read: db.write.clone(), ..db })
    }

    pub async fn begin(&self) -> Result<Tx, Error> {
        Ok(match &self.write {
            // A deferred transaction that turns to writing fails at once when another has written meanwhile.
            Pool::Sqlite(pool) => Tx::Sqlite(pool.begin_with("begin immediate").await?),
            Pool::Pg(pool) => Tx::Pg(pool.begin().await?),
        })
    }

    /// A short transaction between the writer's batches. It runs in a task of its own, so that a client who hangs up
    /// cannot leave it half-way.
    pub async fn write<T, F, R>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(Tx) -> R + Send + 'static,
        R: Future<Output = Result<(Tx, T), Error>> + Send + 'static,
    {
        let db = self.clone();
        let task = tokio::spawn(async move {
            let tx = db.begin().await?;
            let (tx, value) = work(tx).await?;
            tx.commit().await?;
            Ok(value)
        });
        let done = task.await.map_err(|error| Error::Broken(error.to_string()))?;
        done.inspect(|_| self.has_room()).inspect_err(|error| self.heed(error))
    }

    /// After an error of the storage nobody knows what the file holds: says so to whoever waits for it.
    pub fn heed(&self, error: &Error) {
        if matches!(error, Error::Storage(_)) {
            tracing::error!(%error, "nothing more is written");
            self.failed.send_replace(true);
        }
        if matches!(error, Error::Full) && !self.full.swap(true, Ordering::Relaxed) {
            tracing::error!("the disk is full: nothing is written until there is room");
        }
    }

    /// Something was written.
    pub fn has_room(&self) {
        self.full.store(false, Ordering::Relaxed);
    }

    /// Whether the last write found the disk full.
    pub fn is_full(&self) -> bool {
        self.full.load(Ordering::Relaxed)
    }

    pub async fn failed(&self) {
        let mut failed = self.failed.subscribe();
        let _sender_gone = failed.wait_for(|failed| *failed).await;
    }

    /// The whole database as it is at one instant, to read from.
    pub async fn snapshot(&self) -> Result<Tx, Error> {
        let read = self.read.clone();
        // A task of its own: were its owner dropped while the transaction begins, it would stay begun (sqlx #4385).
        let begin = tokio::spawn(async move {
            Ok::<_, Error>(match read {
                Pool::Sqlite(pool) => Tx::Sqlite(pool.begin().await?),
                Pool::Pg(pool) => Tx::Pg(pool.begin_with("begin isolation level repeatable read read only").await?),
            })
        });
        begin.await.map_err(|error| Error::Broken(error.to_string()))?
    }

    /// What the lock says of the database it stands beside; `None` where there is no lock.
    pub fn note(&self) -> Option<String> {
        let lock = self.lock.as_deref()?;
        let mut note = [0; 64];
        let read = lock.read_at(&mut note, 0).unwrap_or(0);
        Some(String::from_utf8_lossy(&note[..read]).trim().to_owned())
    }

    pub fn set_note(&self, note: &str) -> Result<(), Error> {
        let Some(lock) = self.lock.as_deref() else { return Ok(()) };
        let line = format!("{note}\n");
        lock.write_all_at(line.as_bytes(), 0)
            .and_then(|()| lock.set_len(line.len() as u64))
            .and_then(|()| lock.sync_data())
            .map_err(|error| Error::Broken(format!("the database's lock cannot be written: {error}")))
    }

    pub async fn migrate(&self) -> Result<usize, Error> {
        let before = self.applied().await?;
        not_old(&before)?;
        let before = before.len();
        match &self.write {
            Pool::Sqlite(pool) => migrations("--sqlite:").run(pool).await?,
            Pool::Pg(pool) => migrations("--postgres:").run(pool).await?,
        }
        Ok(self.applied().await?.len() - before)
    }

    /// The numbers of the migrations that were carried out.
    pub async fn applied(&self) -> Result<Vec<i64>, Error> {
        let there = match &self.write {
            Pool::Sqlite(pool) => {
                sqlx::query_scalar::<_, i64>("select count(*) from sqlite_master where name = '_sqlx_migrations'")
                    .fetch_one(pool)
                    .await?
            }
            Pool::Pg(pool) => {
                sqlx::query_scalar::<_, i64>("select count(*) from pg_tables where tablename = '_sqlx_migrations'")
                    .fetch_one(pool)
                    .await?
            }
        };
        if there == 0 {
            return Ok(Vec::new());
        }
        let versions = on!(self.write, c => {
            sqlx::query_scalar::<_, i64>("select version from _sqlx_migrations order by version").fetch_all(c).await?
        });
        Ok(versions)
    }

    pub async fn check_schema(&self) -> Result<(), Error> {
        let applied = self.applied().await?;
        not_old(&applied)?;
        let known: Vec<i64> = MIGRATIONS.iter().map(|migration| migration.version).collect();
        if applied.iter().any(|version| !known.contains(version)) {
            let newer = "the database was written by a newer version of samrad: run that version, or restore a backup from before it";
            return Err(Error::Broken(newer.to_owned()));
        }
        if applied.len() < known.len() {
            return Err(Error::Broken("the database is not up to date: run `samrad migrate`".to_owned()));
        }
        Ok(())
    }

    pub async fn answers(&self) -> bool {
        on!(self.read, c => c.execute("select 1").await.is_ok())
    }

    /// Changes the record behind the ledger's back, for tests of `verify`. Whoever holds the file takes the triggers away.
    #[cfg(test)]
    pub async fn tamper(&self, statement: &'static str) {
        for table in ["event", "seal", "prose", "file", "record_key"] {
            for ending in ["stays", "kept"] {
                let drop = AssertSqlSafe(format!("drop trigger if exists {table}_{ending}"));
                let done = on!(self.write, c => sqlx::query(drop).execute(c).await.map(|_| ()));
                done.expect("the trigger is gone");
            }
        }
        let done = on!(self.write, c => c.execute(statement).await.map(|_| ()));
        done.expect("the statement is run");
    }

    /// Closes the files and gives up the lock, whoever still holds a handle.
    pub async fn close(&self) {
        for pool in [&self.read, &self.write] {
            match pool {
                Pool::Sqlite(pool) => pool.close().await,
                Pool::Pg(pool) => pool.close().await,
            }
        }
        if let Some(lock) = &self.lock {
            let _unlocked = lock.unlock();
        }
    }
}

/// The migrations as one database reads them.
fn migrations(mark: &str) -> Migrator {
    let read = |migration: &Migration| {
        let sql = AssertSqlSafe(migration.sql.as_str().replace(mark, "")).into_sql_str();
        Migration { sql, ..migration.clone() }
    };
    Migrator::with_migrations(MIGRATIONS.iter().map(read).collect())
}

/// Opening a file that is not there would make an empty database of a mistyped name.
pub(crate) fn is_there(url: &str) -> Result<(), Error> {
    match sqlite_file(url).filter(|file| !file.exists()) {
        None => Ok(()),
        Some(file) => {
            let file = file.display();
            Err(Error::Broken(format!("there is no {file}: `samrad migrate` makes it, or the name is mistyped")))
        }
    }
}

/// A database of version 0.1 is told by its migrations.
pub(crate) fn not_old(applied: &[i64]) -> Result<(), Error> {
    if applied.iter().any(|version| OLD.contains(version)) {
        let old =
            "this was written by samrad 0.1, and only that version can read it: its logs are not under a record key";
        return Err(Error::Broken(old.to_owned()));
    }
    Ok(())
}

fn sqlite_options(url: &str) -> Result<SqliteConnectOptions, Error> {
    Ok(SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY)
        .pragma("journal_size_limit", "67108864")
        // A statement of many rows keeps what would undo it: in memory, not in a file of its own.
        .pragma("temp_store", "memory")
        // In pages: the log is carried over to the file after 16 MB, not after 4.
        .pragma("wal_autocheckpoint", "4000")
        .optimize_on_close(true, None))
}

async fn open_sqlite(alone: bool, options: SqliteConnectOptions) -> Result<Db, Error> {
    let file = options.get_filename().to_owned();
    let lock = if alone { Some(Arc::new(lock(&file)?)) } else { None };
    private(&file);
    // A file does not hang up: asking each time whether it is there would be a second call for every statement.
    let pool = || SqlitePoolOptions::new().acquire_timeout(ACQUIRE).test_before_acquire(false);
    let write = pool().max_connections(1);
    // A full disk has SQLite roll back by itself, which its connection does not notice: it would begin nothing again.
    let write = write.before_acquire(|connection, _| Box::pin(async { Ok(!connection.is_in_transaction()) }));
    let write = write.connect_with(options.clone()).await?;
    let read = pool().max_connections(READERS).connect_with(options.create_if_missing(false)).await?;
    Ok(Db {
        read: Pool::Sqlite(read),
        write: Pool::Sqlite(write),
        file: Some(file),
        lock,
        failed: watch::Sender::default(),
        full: Arc::default(),
    })
}

/// Makes a database its owner's alone: names and addresses are in it. SQLite gives what it puts beside it the same mode.
fn private(database: &Path) {
    // A folder that cannot be written is told of by SQLite.
    let _made = File::options().write(true).create_new(true).mode(0o600).open(database);
    for ending in ["", "-wal", "-shm", ".lock"] {
        let file = beside(database, ending);
        let Ok(metadata) = file.metadata() else { continue };
        if metadata.is_file() && metadata.mode() & 0o007 != 0 {
            let tight = Permissions::from_mode(metadata.mode() & 0o7770);
            match std::fs::set_permissions(&file, tight) {
                Ok(()) => {
                    tracing::warn!(file = %file.display(), "could be read by everybody on this machine; not any more");
                }
                Err(error) => {
                    tracing::warn!(file = %file.display(), %error, "can be read by everybody on this machine");
                }
            }
        }
    }
}

/// The file of a database on SQLite; `None` on PostgreSQL. Of an address that cannot be read, a file that is not there.
pub fn sqlite_file(url: &str) -> Option<PathBuf> {
    let named = || sqlite_options(url).map_or_else(|_| PathBuf::from(url), |options| options.get_filename().into());
    url.starts_with("sqlite:").then(named)
}

/// A file of the database that everybody on this machine can read.
pub fn readable_by_others(url: &str) -> Option<PathBuf> {
    let database = sqlite_file(url)?;
    let files = ["", "-wal", "-shm"].map(|ending| beside(&database, ending));
    files.into_iter().find(|file| file.metadata().is_ok_and(|metadata| metadata.mode() & 0o007 != 0))
}

/// A file that nobody serves, with no log beside it.
pub(crate) async fn still(file: &Path) -> Result<Db, Error> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Delete)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true);
    let pool = SqlitePoolOptions::new().max_connections(1).acquire_timeout(ACQUIRE).connect_with(options).await?;
    Ok(Db {
        read: Pool::Sqlite(pool.clone()),
        write: Pool::Sqlite(pool),
        file: Some(file.to_owned()),
        lock: None,
        failed: watch::Sender::default(),
        full: Arc::default(),
    })
}

/// A name beside a database's: `samrad.db` and `.lock`.
pub(crate) fn beside(database: &Path, ending: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

pub(crate) fn lock(database: &Path) -> Result<File, Error> {
    let name = beside(database, ".lock");
    let refused = |why: String| Error::Broken(format!("{}: {why}", database.display()));
    let open = File::options().read(true).write(true).create(true).truncate(false).mode(0o600).open(&name);
    let file = open.map_err(|error| refused(error.to_string()))?;
    file.try_lock().map_err(|_| refused("another samrad has this database open".to_owned()))?;
    Ok(file)
}

async fn open_pg(url: &str) -> Result<Db, Error> {
    let pool = |size: u32| {
        PgPoolOptions::new()
            .max_connections(size)
            .acquire_timeout(ACQUIRE)
            .after_connect(|c, _| {
                Box::pin(async move {
                    // Notices are for people.
                    c.execute("set client_min_messages = error; set statement_timeout = '60s'; set lock_timeout = '10s'; set idle_in_transaction_session_timeout = '60s'")
                        .await?;
                    Ok(())
                })
            })
            // Asking each time would be a second call for every statement; after a pause the other side may be gone.
            .test_before_acquire(false)
            .before_acquire(|c, was| Box::pin(async move { Ok(was.idle_for < PAUSE || c.ping().await.is_ok()) }))
    };
    let write = pool(2).connect(url).await?;
    for setting in ["fsync", "synchronous_commit"] {
        let value: String = sqlx::query_scalar("select current_setting($1)").bind(setting).fetch_one(&write).await?;
        if value == "off" {
            return Err(Error::Broken(format!(
                "PostgreSQL runs with {setting} off: what is acknowledged could be lost"
            )));
        }
    }
    let read = pool(READERS).connect(url).await?;
    Ok(Db {
        read: Pool::Pg(read),
        write: Pool::Pg(write),
        file: None,
        lock: None,
        failed: watch::Sender::default(),
        full: Arc::default(),
    })
}
