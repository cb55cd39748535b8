//! Backups, putting them back, and letting letters go afterwards; a whole database into another.

use super::{Failure, open, progress::Progress, say};
use anyhow::{Context as _, anyhow};
use app::{clock::Clock, config::Config};
use clap::Args;
use std::{
    path::{Path, PathBuf},
    process::Command,
};
use url::Url;

#[derive(Args)]
pub struct Backup {
    /// Where to; a file that is there is never written over
    file: PathBuf,
    /// As JSON, for machines
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
pub struct Restore {
    /// A backup made by `samrad backup`
    file: PathBuf,
}

#[derive(Args)]
pub struct Copy {
    /// The database to copy, which nobody may serve meanwhile: sqlite:FILE or postgres://…
    #[arg(long)]
    from: String,
    /// A new, empty database
    #[arg(long)]
    to: String,
}

pub async fn backup(asked: Backup) -> Result<(), Failure> {
    let config = Config::read()?;
    if ledger::sqlite_file(&config.database).is_none() {
        return dump(&config.database, &asked.file);
    }
    let bar = Progress::bytes();
    let made = ledger::back_up(&config.database, &asked.file, Clock::System.now(), &|done, of| bar.at(done, of)).await;
    drop(bar);
    let made = made?;
    if asked.json {
        say(serde_json::to_string_pretty(&made).context("the manifest")?);
    } else {
        let (file, bytes) = (asked.file.display(), made.bytes);
        say(format_args!(
            "{file}: {} documents, {} events, {bytes} bytes; its manifest is {file}.json",
            made.documents, made.events
        ));
        say(format_args!("the key is not in it: keep {} in another place", config.key_file));
    }
    Ok(())
}

/// PostgreSQL's own tool, at one instant and while it is served. The password does not stand among its arguments.
fn dump(database: &str, file: &Path) -> Result<(), Failure> {
    let mut url = Url::parse(database).map_err(|error| Failure::Settings(format!("database: {error}")))?;
    if file.exists() {
        return Err(anyhow!("{} exists: a backup is never written over another", file.display()).into());
    }
    let mut command = Command::new("pg_dump");
    if let Some(password) = url.password() {
        let plain = percent(password);
        command.env("PGPASSWORD", plain);
    }
    let _had_one = url.set_password(None);
    command.args(["--format=custom", "--file"]).arg(file).arg(format!("--dbname={url}"));
    match command.status() {
        Ok(done) if done.success() => {
            say(format_args!("{}: made by pg_dump; the key is not in it. `samrad restore {0}` says how to put it back", file.display()));
            Ok(())
        }
        Ok(done) => Err(anyhow!("pg_dump ended with {done}").into()),
        Err(error) => Err(anyhow!(
            "pg_dump: {error}. Install PostgreSQL's client programs, or run where they are: pg_dump --format=custom --file {} DATABASE",
            file.display()
        )
        .into()),
    }
}

fn percent(text: &str) -> String {
    url::form_urlencoded::parse(format!("p={}", text.replace('+', "%2B")).as_bytes())
        .next()
        .map_or_else(String::new, |(_, value)| value.into_owned())
}

pub async fn restore(asked: Restore) -> Result<(), Failure> {
    let config = Config::read()?;
    if ledger::sqlite_file(&config.database).is_none() {
        return Err(anyhow!(
            "a PostgreSQL database is put back by its own tools, into a new, empty one: \
             createdb NEW && pg_restore --no-owner --exit-on-error --dbname NEW {}. Then name NEW in SAMRAD_DATABASE, \
             `samrad verify`, and `samrad serve`, which holds its letters until `samrad restore-accept`",
            asked.file.display()
        )
        .into());
    }
    let bar = Progress::bytes();
    let keys = std::fs::read_to_string(&config.key_file).ok().and_then(|text| open::Keys::parse(&text));
    let record = keys.as_ref().map(|keys| keys.record.clone());
    let restored =
        ledger::restore(&asked.file, &config.database, Clock::System.now(), record, &|done, of| bar.at(done, of)).await;
    drop(bar);
    let restored = restored?;
    if restored.under_key {
        say(format_args!("{} documents and {} events are back, every log whole", restored.documents, restored.events));
    } else {
        say(format_args!(
            "{} documents and {} events are back; their logs are not proved, for {} does not have their record key: put it \
             there and run `samrad verify`",
            restored.documents, restored.events, config.key_file
        ));
    }
    if !restored.proven {
        say(format_args!(
            "{}.json was not there: that the file is the one that was made could not be checked",
            asked.file.display()
        ));
    }
    if restored.behind > 0 {
        say(format_args!("it was made by an older version: run `samrad migrate` before it is served"));
    }
    if let Some(key) = restored.key.filter(|key| keys.is_none_or(|keys| !keys.links.knows(key))) {
        say(format_args!("{} is not its key: put the one with fingerprint {key} there", config.key_file));
    }
    say("no letter leaves until you have looked through those that wait, and said `samrad restore-accept`");
    Ok(())
}

pub async fn accept() -> Result<(), Failure> {
    let ledger = open::beside(&Config::read()?).await?;
    let was = ledger.is_held().await?;
    let released = ledger.accept(Clock::System.now()).await?;
    ledger.close().await;
    if was {
        say(format_args!("letters go from this database; {released} that had waited will be sent"));
    } else {
        say("nothing was held");
    }
    Ok(())
}

pub async fn copy(asked: Copy) -> Result<(), Failure> {
    let keys = open::keys(&Config::read()?.key_file).map_err(Failure::Settings)?;
    let bar = Progress::rows();
    let copied =
        ledger::copy(&asked.from, &asked.to, Clock::System.now(), keys.record, &|done, of| bar.at(done, of)).await;
    drop(bar);
    for table in copied? {
        say(format_args!("{} {}", table.table, table.rows));
    }
    say("every row is there and the same, and every log is whole");
    say("use the same key file; no letter leaves the copy until `samrad restore-accept`");
    Ok(())
}
