//! A fresh database for a sample, with the region's eight municipalities in it.

use crate::work::{KIND, REGION_FILE, morning};
use anyhow::Context as _;
use ledger::{Ledger, RecordKeys, RegionFile};
use procedure::Kinds;
use sqlx::{Connection as _, Executor as _, PgConnection};
use std::{fs, path::Path, sync::Arc};

/// Empties what the address names and opens it.
pub async fn fresh(database: &str) -> anyhow::Result<Ledger> {
    empty(database).await?;
    Ledger::migrate(database).await?;
    let ledger = open(database).await?;
    let region = RegionFile::parse("region", REGION_FILE).map_err(|error| anyhow::anyhow!("{error}"))?;
    ledger.seed_region(&region, morning()).await?;
    Ok(ledger)
}

pub async fn open(database: &str) -> anyhow::Result<Ledger> {
    Ok(Ledger::open(database, kinds()?, keys()?, morning()).await?)
}

/// Beside the program that serves the same database.
pub async fn beside(database: &str) -> anyhow::Result<Ledger> {
    Ok(Ledger::open_shared(database, kinds()?, None).await?)
}

/// The key of every sample.
pub const KEY: &str = "abababababababababababababababababababababababababababababababab";

pub fn keys() -> anyhow::Result<RecordKeys> {
    RecordKeys::parse(KEY).context("a key")
}

fn kinds() -> anyhow::Result<Arc<Kinds>> {
    let mut kinds = Kinds::default();
    kinds.add("bench.toml", KIND)?;
    Ok(Arc::new(kinds))
}

pub async fn empty(database: &str) -> anyhow::Result<()> {
    if let Some(file) = database.strip_prefix("sqlite:") {
        for end in ["", "-wal", "-shm", ".lock"] {
            let _absent = fs::remove_file(format!("{file}{end}"));
        }
        return Ok(());
    }
    let (server, name) = database.rsplit_once('/').context("an address ends in a database's name")?;
    let mut admin = PgConnection::connect(&format!("{server}/postgres")).await?;
    for statement in ["drop database if exists", "create database"] {
        admin.execute(sqlx::AssertSqlSafe(format!("{statement} {name}"))).await?;
    }
    Ok(())
}

/// Bytes the data takes when it is at rest.
pub async fn size(database: &str) -> anyhow::Result<u64> {
    if let Some(file) = database.strip_prefix("sqlite:") {
        let bytes = |end: &str| fs::metadata(Path::new(&format!("{file}{end}"))).map_or(0, |found| found.len());
        return Ok(bytes("") + bytes("-wal"));
    }
    let mut connection = PgConnection::connect(database).await?;
    let bytes: i64 =
        sqlx::query_scalar("select pg_database_size(current_database()) - (select pg_database_size('template1'))")
            .fetch_one(&mut connection)
            .await?;
    Ok(u64::try_from(bytes).unwrap_or(0))
}
