//! Backups of an SQLite file, made while it is served, and put back only after every proof has been asked for.
//!
//! A backup is born held: whichever way it is put back, no letter leaves it until a person has accepted it.

use crate::{
    Digest, Error, Ledger, RecordKeys,
    db::{Db, MIGRATIONS, beside, is_there, lock, not_old, on, sqlite_file, still},
    restore_guard,
};
use chrono::{DateTime, Utc};
use procedure::Hash;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::{
    fmt::Write as _,
    fs::{self, File},
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
    time::Duration,
};

/// What stands beside a backup, in `FILE.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version that made it.
    pub samrad: String,
    pub made_at: DateTime<Utc>,
    /// The last migration.
    pub schema: i64,
    pub bytes: u64,
    pub sha256: String,
    /// What the signing key is known by; the key itself is not in a backup.
    pub key: Option<String>,
    pub documents: u64,
    pub events: u64,
    /// One hash over the head of every document's log.
    pub heads: String,
}

/// A backup that was put back.
pub struct Restored {
    pub documents: u64,
    pub events: u64,
    /// What the signing key is known by.
    pub key: Option<String>,
    /// Whether its logs were proved: the key file has its record key.
    pub under_key: bool,
    /// Whether there was a manifest to hold it against.
    pub proven: bool,
    /// Migrations it lacks.
    pub behind: usize,
}

/// Copies a database into a new file while it is served. `progress` is told bytes written, of about how many.
pub async fn back_up(
    url: &str,
    to: &Path,
    now: DateTime<Utc>,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<Manifest, Error> {
    let file = place(url)?;
    if !file.exists() {
        return Err(Error::Broken(format!("{} is not there: nothing to back up", file.display())));
    }
    let db = Db::open_shared(url).await?;
    let made = write(&db, to, now, progress).await;
    db.close().await;
    made
}

/// Migrations there are, and whether each was carried out.
pub async fn migrations(url: &str) -> Result<Vec<(i64, String, bool)>, Error> {
    let there = sqlite_file(url).is_none_or(|file| file.exists());
    let applied = if there {
        let db = Db::open_shared(url).await?;
        let applied = db.applied().await;
        db.close().await;
        applied?
    } else {
        Vec::new()
    };
    let line = |migration: &sqlx::migrate::Migration| {
        (migration.version, migration.description.to_string(), applied.contains(&migration.version))
    };
    Ok(MIGRATIONS.iter().map(line).collect())
}

/// Whether a database has this version's schema; the error says what to do.
pub async fn check_schema(url: &str) -> Result<(), Error> {
    is_there(url)?;
    let db = Db::open_shared(url).await?;
    let checked = db.check_schema().await;
    db.close().await;
    checked
}

/// Brings a database up to this version's schema, once a copy of the file is kept beside it. Gives the number of
/// migrations applied, and the copy.
pub async fn upgrade(url: &str, now: DateTime<Utc>) -> Result<(usize, Option<PathBuf>), Error> {
    let waiting: Vec<i64> = migrations(url).await?.iter().filter(|(_, _, done)| !done).map(|(n, _, _)| *n).collect();
    let db = Db::open(url).await?;
    let kept = match (&db.file, waiting.first(), db.applied().await?.is_empty()) {
        (Some(file), Some(first), false) => {
            let names = (1..).map(|n| if n == 1 { format!(".before-{first}") } else { format!(".before-{first}-{n}") });
            let kept = names.map(|ending| beside(file, &ending)).find(|name| !name.exists());
            if let Some(kept) = &kept {
                write(&db, kept, now, &|_, _| {}).await?;
            }
            kept
        }
        _ => None,
    };
    let applied = db.migrate().await;
    db.close().await;
    Ok((applied?, kept))
}

/// Puts a backup where a database will be served from. Without the keys its logs are not proved.
pub async fn restore(
    from: &Path,
    url: &str,
    now: DateTime<Utc>,
    keys: Option<RecordKeys>,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<Restored, Error> {
    let to = &*place(url)?;
    let target = to.display();
    for ending in ["-wal", "-shm"] {
        let left = beside(to, ending);
        if left.exists() {
            let left = left.display();
            return Err(Error::Broken(format!(
                "{left} is left of an earlier database, and would be played into the restored one. See that no samrad runs, \
                 and move {target} and everything that begins with its name away"
            )));
        }
        let live = beside(from, ending);
        if live.exists() {
            let live = live.display();
            return Err(Error::Broken(format!(
                "{live} says that {} is a copy of a database in use. Make a backup with `samrad backup` instead",
                from.display()
            )));
        }
    }
    if fs::metadata(to).is_ok_and(|there| there.len() > 0) {
        return Err(Error::Broken(format!(
            "{target} exists: move it away first, and keep it until the restored one serves"
        )));
    }
    let _locked = lock(to)?;
    let part = beside(to, ".partial");
    let restored = prove(from, &part, now, keys, progress).await;
    if restored.is_ok() {
        fs::rename(&part, to).and_then(|()| sync_folder(to)).map_err(at(to))?;
    } else {
        let _absent = fs::remove_file(&part);
    }
    restored
}

/// The file that is copied, or put in place.
fn place(url: &str) -> Result<PathBuf, Error> {
    sqlite_file(url).ok_or_else(|| Error::Broken("only a database on SQLite is one file".to_owned()))
}

async fn write(
    db: &Db,
    to: &Path,
    now: DateTime<Utc>,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<Manifest, Error> {
    if to.exists() {
        return Err(Error::Broken(format!("{} exists: a backup is never written over another", to.display())));
    }
    let part = beside(to, ".partial");
    let _absent = fs::remove_file(&part);
    vacuum(db, &part, progress).await?;
    let copy = still(&part).await?;
    let mut tx = copy.begin().await?;
    restore_guard::hold(&mut tx, now).await?;
    tx.commit().await?;
    let manifest = describe(&copy, now).await;
    copy.close().await;
    let mut manifest = manifest?;
    File::open(&part).and_then(|file| file.sync_all()).map_err(at(&part))?;
    (manifest.bytes, manifest.sha256) = digest(&part, None, &|_| {})?;
    let text = serde_json::to_string_pretty(&manifest).map_err(|error| Error::Broken(error.to_string()))?;
    let beside = beside(to, ".json");
    fs::write(&beside, text + "\n").map_err(at(&beside))?;
    fs::rename(&part, to).and_then(|()| sync_folder(to)).map_err(at(to))?;
    Ok(manifest)
}

/// SQLite writes the copy itself; how far it has come is seen by the file's length.
async fn vacuum(db: &Db, part: &Path, progress: &(dyn Fn(u64, u64) + Sync)) -> Result<(), Error> {
    let whole: i64 = on!(db.read, c => {
        sqlx::query_scalar("select page_count * page_size from pragma_page_count, pragma_page_size").fetch_one(c).await?
    });
    let copy = async {
        on!(db.read, c => {
            sqlx::query("vacuum into $1").bind(part.display().to_string()).execute(c).await?;
        });
        Ok::<(), Error>(())
    };
    tokio::pin!(copy);
    loop {
        tokio::select! {
            done = &mut copy => return done,
            () = tokio::time::sleep(Duration::from_millis(100)) => {
                progress(fs::metadata(part).map_or(0, |file| file.len()), whole.unsigned_abs());
            }
        }
    }
}

async fn describe(db: &Db, now: DateTime<Utc>) -> Result<Manifest, Error> {
    let heads: Vec<(String, i64, Vec<u8>)> =
        on!(db.read, c => sqlx::query_as("select id, seq, head from document order by id").fetch_all(c).await?);
    let events: i64 = on!(db.read, c => sqlx::query_scalar("select count(*) from event").fetch_one(c).await?);
    let key: Option<String> = on!(db.read, c => {
        sqlx::query_scalar("select value from setting where name = 'key_fingerprint'").fetch_optional(c).await?
    });
    let mut text = String::new();
    for (id, seq, head) in &heads {
        let _ = writeln!(text, "{id} {seq} {}", Digest::from(head.clone()));
    }
    Ok(Manifest {
        samrad: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: now,
        schema: db.applied().await?.last().copied().unwrap_or_default(),
        bytes: 0,
        sha256: String::new(),
        key,
        documents: heads.len() as u64,
        events: events.unsigned_abs(),
        heads: Hash::of(text.as_bytes()).0,
    })
}

async fn prove(
    from: &Path,
    part: &Path,
    now: DateTime<Utc>,
    keys: Option<RecordKeys>,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<Restored, Error> {
    let whole = fs::metadata(from).map_err(at(from))?.len();
    let (bytes, sha256) = digest(from, Some(part), &|bytes| progress(bytes, whole))?;
    let manifest = fs::read_to_string(beside(from, ".json")).ok().map(|text| serde_json::from_str::<Manifest>(&text));
    let manifest = manifest.transpose().map_err(|error| Error::Broken(format!("{}.json: {error}", from.display())))?;
    if manifest.as_ref().is_some_and(|said| (said.bytes, &said.sha256) != (bytes, &sha256)) {
        return Err(Error::Broken(format!(
            "{} is not what its manifest says: it was changed or cut off",
            from.display()
        )));
    }
    let ledger = Ledger::still(still(part).await?, keys).await;
    let found = sound(&ledger, manifest.as_ref(), now).await;
    ledger.close().await;
    File::open(part).and_then(|file| file.sync_all()).map_err(at(part))?;
    found
}

/// Pages, references, every log and every state; then the outbox is held.
async fn sound(ledger: &Ledger, manifest: Option<&Manifest>, now: DateTime<Utc>) -> Result<Restored, Error> {
    let applied = ledger.db.applied().await?;
    let known: Vec<i64> = MIGRATIONS.iter().map(|migration| migration.version).collect();
    not_old(&applied)?;
    if applied.is_empty() {
        return Err(Error::Broken("this is no database of samrad's".to_owned()));
    }
    if applied.iter().any(|version| !known.contains(version)) {
        return Err(Error::Broken("the backup was made by a newer version of samrad: restore it with that".to_owned()));
    }
    let pages: Vec<String> = on!(ledger.db.read, c => sqlx::query_scalar("pragma integrity_check").fetch_all(c).await?);
    if pages != ["ok"] {
        return Err(Error::Broken(format!("the file is damaged: {}", pages.join("; "))));
    }
    let loose: i64 = on!(ledger.db.read, c => sqlx::query_scalar("select count(*) from pragma_foreign_key_check").fetch_one(c).await?);
    if loose > 0 {
        return Err(Error::Broken(format!("{loose} rows refer to rows that are not there")));
    }
    if let Some(first) = ledger.verify_all().await?.first() {
        return Err(Error::Broken(format!("the record does not hold: {first}")));
    }
    let found = describe(&ledger.db, now).await?;
    if manifest.is_some_and(|said| said.heads != found.heads) {
        return Err(Error::Broken("the logs do not end where the manifest says".to_owned()));
    }
    ledger.hold(now).await?;
    Ok(Restored {
        documents: found.documents,
        events: found.events,
        key: found.key,
        under_key: ledger.signing.is_some(),
        proven: manifest.is_some(),
        behind: known.len() - applied.len(),
    })
}

/// The length and the hash of a file, which is copied on the way where a place is given.
fn digest(from: &Path, to: Option<&Path>, progress: &dyn Fn(u64)) -> Result<(u64, String), Error> {
    let mut source = File::open(from).map_err(at(from))?;
    let mut copy = to.map(|to| File::create(to).map_err(at(to))).transpose()?;
    let (mut hash, mut bytes, mut block) = (Sha256::new(), 0, vec![0; 1024 * 1024]);
    loop {
        let read = source.read(&mut block).map_err(at(from))?;
        if read == 0 {
            break;
        }
        hash.update(&block[..read]);
        if let Some(copy) = &mut copy {
            copy.write_all(&block[..read]).map_err(at(from))?;
        }
        bytes += read as u64;
        progress(bytes);
    }
    let mut text = String::new();
    for byte in hash.finalize() {
        let _ = write!(text, "{byte:02x}");
    }
    Ok((bytes, text))
}

fn sync_folder(file: &Path) -> std::io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

fn at(file: &Path) -> impl Fn(std::io::Error) -> Error {
    let file: PathBuf = file.to_owned();
    move |error| Error::Broken(format!("{}: {error}", file.display()))
}
