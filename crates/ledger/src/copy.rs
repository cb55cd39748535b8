//! A whole database into another, of either kind: all or nothing, and compared before it stands.

use crate::{
    Error, Ledger, RecordKeys, TableCopied,
    db::{Db, Handle},
    restore_guard,
    tables::{SchemaTable, tables},
};
use chrono::{DateTime, Utc};

/// Copies every row of one database into another, which must hold none. Nobody may serve the first meanwhile, so that
/// nothing is left behind. The copy's outbox is held. `progress` is told rows moved, of how many.
pub async fn copy(
    from: &str,
    to: &str,
    now: DateTime<Utc>,
    keys: RecordKeys,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<Vec<TableCopied>, Error> {
    let source = Db::open(from).await?;
    source.check_schema().await?;
    let target = Db::open(to).await?;
    target.migrate().await?;
    let copied = pour(&source, &target, now, progress).await;
    source.close().await;
    let copied = copied?;
    let ledger = Ledger::still(target, Some(keys)).await;
    if ledger.signing.is_none() {
        return Err(Error::Broken("the key file does not have the record key of this database".to_owned()));
    }
    let problems = ledger.verify_all().await?;
    ledger.close().await;
    match problems.first() {
        None => Ok(copied),
        Some(first) => {
            let count = problems.len();
            Err(Error::Broken(format!("{count} things do not hold in the copy, {first} among them: do not serve it")))
        }
    }
}

async fn pour(
    source: &Db,
    target: &Db,
    now: DateTime<Utc>,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<Vec<TableCopied>, Error> {
    let mut from = source.snapshot().await?;
    let mut to = target.begin().await?;
    let tables = tables(&mut from).await?;
    let mut all = 0;
    for table in &tables {
        if table.count(&mut to).await? > 0 {
            let name = &table.name;
            return Err(Error::Broken(format!(
                "the target is not empty: {name} has rows. Copy into a new, empty database"
            )));
        }
        all += table.count(&mut from).await?;
    }
    let mut copied = Vec::with_capacity(tables.len());
    let mut before = 0;
    for table in &tables {
        let rows = one(table, &mut from, &mut to, &|moved| progress(before + moved, all)).await?;
        before += rows;
        copied.push(TableCopied { table: table.name.clone(), rows });
    }
    if let Handle::Pg(c) = to.handle() {
        // What is numbered from here on comes after what was copied.
        sqlx::query(
            "select setval(pg_get_serial_sequence('letter', 'key'), coalesce(max(key), 0) + 1, false) from letter",
        )
        .execute(c)
        .await?;
    }
    restore_guard::hold(&mut to, now).await?;
    to.commit().await?;
    Ok(copied)
}

/// One table, and the proof that it is the same. Gives its rows.
async fn one(
    table: &SchemaTable,
    from: &mut crate::db::Tx,
    to: &mut crate::db::Tx,
    moved: &(dyn Fn(u64) + Sync),
) -> Result<u64, Error> {
    let so_far = std::sync::atomic::AtomicU64::new(0);
    let count = |rows| moved(so_far.fetch_add(rows, std::sync::atomic::Ordering::Relaxed) + rows);
    let sent = table.pour(from, to, &count).await?;
    let arrived = table.sum(to).await?;
    if sent != arrived {
        let (name, there) = (&table.name, arrived.rows);
        return Err(Error::Broken(format!(
            "{name}: {} rows were read and {there} found again, or not the same",
            sent.rows
        )));
    }
    Ok(sent.rows)
}
