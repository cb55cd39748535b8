//! Opening what a command works on: settings, database, key.

use super::Failure;
use app::{
    clock::{Clock, random},
    config::Config,
    links::Links,
};
use ledger::{Ledger, RecordKeys, RegionFile};
use std::{
    fs,
    io::Write as _,
    os::unix::fs::{MetadataExt as _, OpenOptionsExt as _},
    path::Path,
    sync::Arc,
};

const FINGERPRINT: &str = "key_fingerprint";

pub fn logging(format: &str) {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,sqlx=warn"));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second subscriber in one process is a test's; the first stays.
    let _set = if format == "json" { lines.json().try_init() } else { lines.try_init() };
}

pub async fn ledger(config: &Config, clock: &Clock) -> Result<Ledger, Failure> {
    let keys = record_keys(config).await?;
    Ok(Ledger::open(&config.database, Arc::new(config.kinds()?), keys, clock.now()).await?)
}

async fn record_keys(config: &Config) -> Result<RecordKeys, Failure> {
    match keys(&config.key_file) {
        Ok(keys) => Ok(keys.record),
        Err(error) => {
            // An empty database has no keys yet: that is said before anything of them.
            ledger::check_schema(&config.database).await?;
            Err(Failure::Settings(error))
        }
    }
}

/// Opening a backup would change its bytes, which the manifest beside it vouches for.
pub fn no_backup(config: &Config) -> Result<(), Failure> {
    let file = ledger::sqlite_file(&config.database).and_then(|file| fs::canonicalize(file).ok());
    let Some(file) = file else { return Ok(()) };
    let manifest = format!("{}.json", file.display());
    if !Path::new(&manifest).exists() {
        return Ok(());
    }
    Err(Failure::Other(anyhow::anyhow!(
        "{} is a backup, and {manifest} vouches for it as it is: `samrad restore` proves it before it is put back",
        file.display()
    )))
}

/// For a command that works beside a process that serves the same database.
pub async fn beside(config: &Config) -> Result<Ledger, Failure> {
    let keys = record_keys(config).await?;
    Ok(Ledger::open_shared(&config.database, Arc::new(config.kinds()?), Some(keys)).await?)
}

/// The same, to look whether it can be opened, whatever the keys.
pub async fn without_keys(config: &Config) -> Result<Ledger, Failure> {
    Ok(Ledger::open_shared(&config.database, Arc::new(config.kinds()?), None).await?)
}

/// The key file of this installation. The database knows its fingerprint, and takes no other.
pub async fn links(config: &Config, ledger: &Ledger) -> Result<Links, Failure> {
    let file = &config.key_file;
    let links = keys(file).map_err(Failure::Settings)?.links;
    match ledger.setting(FINGERPRINT).await? {
        Some(known) if !links.knows(&known) => Err(Failure::Settings(format!(
            "key_file {file}: this is not the key the database's links were signed with (it knows {known}, the file has {})",
            links.fingerprint()
        ))),
        Some(known) if known == links.fingerprint() => Ok(links),
        // None yet, or the key was rotated: the one before still verifies.
        _ => {
            ledger.set_setting(FINGERPRINT, &links.fingerprint()).await?;
            Ok(links)
        }
    }
}

/// What a key file holds.
pub struct Keys {
    pub links: Links,
    pub record: RecordKeys,
}

impl Keys {
    pub fn parse(file: &str) -> Option<Self> {
        Some(Self { links: Links::parse(file)?, record: RecordKeys::parse(file)? })
    }
}

/// Reads a key file, or says why its keys cannot be relied on.
pub fn keys(file: &str) -> Result<Keys, String> {
    let wrong = |why: &str| format!("key_file {file}: {why}");
    let unread = |error: std::io::Error| {
        wrong(&format!(
            "{error}. `samrad migrate` makes a key for an empty database; otherwise put the installation's key there"
        ))
    };
    let metadata = fs::metadata(file).map_err(unread)?;
    // systemd hands root's file to the service's user by an access list, which shows as the group's right to read.
    let others = if metadata.uid() == rustix::process::geteuid().as_raw() { 0o077 } else { 0o007 };
    if metadata.mode() & others != 0 {
        return Err(wrong("others than its owner may read it, and could answer for anyone: `chmod 600` it"));
    }
    let keys = Keys::parse(&fs::read_to_string(file).map_err(unread)?)
        .ok_or_else(|| wrong("a key is 64 hexadecimal digits on a line, a record key `record ` and 64 digits"))?;
    if keys.links.is_zero() || keys.record.is_zero() {
        return Err(wrong("a key in it is all zeros: make one by chance, as docs/OPERATIONS.md shows"));
    }
    Ok(keys)
}

/// Makes the keys, for its owner's eyes only. A file that is there is left as it is.
pub fn make_key(file: &str) -> Result<(), Failure> {
    if Path::new(file).exists() {
        return Ok(());
    }
    let made = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file);
    let mut made = made.map_err(|error| Failure::Settings(format!("key_file {file}: {error}")))?;
    let [a, b, c, d] = [random::<16>(), random::<16>(), random::<16>(), random::<16>()].map(u128::from_be_bytes);
    writeln!(made, "{a:032x}{b:032x}\nrecord {c:032x}{d:032x}")
        .map_err(|error| Failure::Settings(format!("key_file {file}: {error}")))
}

/// Begins the regions of the settings that are not in the database yet.
pub async fn seed_regions(config: &Config, ledger: &Ledger, clock: &Clock) -> Result<(), Failure> {
    for (name, text) in config.region_files()? {
        let file = RegionFile::parse(&name, &text).map_err(|error| Failure::Settings(error.to_string()))?;
        if file.zone.parse::<chrono_tz::Tz>().is_err() {
            return Err(Failure::Settings(format!("{name}: `{}` is no time zone", file.zone)));
        }
        if ledger.seed_region(&file, clock.now()).await? {
            tracing::info!(region = file.slug, "the region was begun from its file");
        }
    }
    Ok(())
}
