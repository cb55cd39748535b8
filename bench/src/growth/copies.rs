//! Many documents out of one: its rows copied under new ids, each copy with a hash chain of its own.

use anyhow::{Context as _, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use ledger::chain;
use procedure::DocumentId;
use sqlx::{Connection as _, PgConnection, QueryBuilder, SqliteConnection};

/// Documents a transaction.
const BATCH: usize = 500;
/// Rows a statement, within SQLite's 32 766 parameters.
const ROWS: usize = 8_000;
/// Copies lie this far apart in time, the first the newest.
const APART: TimeDelta = TimeDelta::minutes(3);

/// A table, how its rows are joined to the new names, and what stands in place of its own columns, its key first.
struct Table {
    name: &'static str,
    joined: &'static str,
    instead: &'static [(&'static str, &'static str)],
}

const TABLES: [Table; 4] = [
    Table {
        name: "event",
        joined: "c.seq = t.seq",
        instead: &[("document", "c.id"), ("hash", "c.hash"), ("at", "c.at")],
    },
    Table {
        name: "letter",
        joined: "c.seq = 1",
        instead: &[
            ("id", RENAMED),
            ("document", "c.id"),
            ("due_at", "c.at"),
            ("written_at", "c.at"),
            ("sent_at", "c.at"),
        ],
    },
    Table { name: "letter_log", joined: "c.seq = 1", instead: &[("letter", RENAMED), ("at", "c.at")] },
    Table {
        name: "document",
        joined: "c.seq = t.seq",
        instead: &[("id", "c.id"), ("head", "c.hash"), ("created_at", "c.at"), ("changed_at", "c.at")],
    },
];
const RENAMED: &str = "c.id || substr(t.KEY, length($1) + 1)";

enum Connection {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

macro_rules! on {
    ($connection:expr, $c:ident => $body:expr) => {
        match $connection {
            Connection::Sqlite($c) => $body,
            Connection::Postgres($c) => $body,
        }
    };
}

/// What a hash is taken over, but for the one before it.
#[derive(sqlx::FromRow)]
struct Line {
    at: DateTime<Utc>,
    actor: String,
    body: String,
    hash: String,
}

/// A copy's name for an event: its document, its number, its hash and its time.
type Named = (String, i64, String, DateTime<Utc>);

pub fn name(number: usize) -> DocumentId {
    DocumentId(format!("dok_copy{number:09}"))
}

/// Copies a document `count` times.
pub async fn copy(database: &str, template: &DocumentId, count: usize) -> anyhow::Result<()> {
    let mut connection = if database.starts_with("sqlite:") {
        Connection::Sqlite(SqliteConnection::connect(database).await?)
    } else {
        Connection::Postgres(PgConnection::connect(database).await?)
    };
    if let Connection::Sqlite(c) = &mut connection {
        // Nobody is promised anything yet.
        sqlx::raw_sql("pragma synchronous = off; pragma cache_size = -200000").execute(c).await?;
    }
    on!(&mut connection, c => {
        sqlx::raw_sql("create temporary table copy (id text not null, seq bigint not null, hash text not null, at timestamptz not null)")
            .execute(c)
            .await?;
    });
    let lines: Vec<Line> = on!(&mut connection, c => {
        sqlx::query_as("select at, actor, body, hash from event where document = $1 order by seq")
            .bind(template.as_str())
            .fetch_all(c)
            .await?
    });
    let own = chain(template, TimeDelta::zero(), &lines);
    let ends = own.last().map(|named| &named.2) == lines.last().map(|line| &line.hash);
    ensure!(ends && !lines.is_empty(), "the chain is worked out as the ledger does");
    let mut statements = Vec::new();
    for table in &TABLES {
        statements.push(statement(&mut connection, table).await?);
    }
    // Nobody tidies up after rows that are deleted from PostgreSQL's temporary tables.
    let empty = match &connection {
        Connection::Sqlite(_) => "delete from copy",
        Connection::Postgres(_) => "truncate copy",
    };
    for first in (0..count).step_by(BATCH) {
        let documents = first..count.min(first + BATCH);
        let shift = |number: usize| APART * i32::try_from(number + 1).unwrap_or(i32::MAX);
        let named: Vec<Named> = documents.flat_map(|n| chain(&name(n), -shift(n), &lines)).collect();
        on!(&mut connection, c => {
            let mut transaction = c.begin().await?;
            sqlx::query(empty).execute(&mut *transaction).await?;
            for chunk in named.chunks(ROWS) {
                let mut query = QueryBuilder::new("insert into copy (id, seq, hash, at) ");
                query.push_values(chunk, |mut row, (id, seq, hash, at)| {
                    row.push_bind(id).push_bind(seq).push_bind(hash).push_bind(at);
                });
                query.build().persistent(false).execute(&mut *transaction).await?;
            }
            for statement in &statements {
                sqlx::query(sqlx::AssertSqlSafe(statement.as_str())).bind(template.as_str()).execute(&mut *transaction).await?;
            }
            transaction.commit().await?;
        });
    }
    on!(&mut connection, c => {
        sqlx::raw_sql("analyze").execute(c).await?;
    });
    on!(connection, c => c.close().await?);
    Ok(())
}

/// The template's log under another name and at another time.
fn chain(document: &DocumentId, shift: TimeDelta, lines: &[Line]) -> Vec<Named> {
    let mut previous = chain::start(document);
    let named = (1_u32..).zip(lines).map(|(seq, line)| {
        let at = line.at + shift;
        previous = chain::next(&previous, seq, at, &line.actor, &line.body);
        (document.0.clone(), seq.into(), previous.0.clone(), at)
    });
    named.collect()
}

/// All columns a table has today, so that one that is added later is copied too.
async fn statement(connection: &mut Connection, table: &Table) -> anyhow::Result<String> {
    let Table { name: table, joined, instead } = table;
    let columns: Vec<String> = match connection {
        Connection::Sqlite(c) => {
            sqlx::query_scalar("select name from pragma_table_info($1)").bind(*table).fetch_all(c).await?
        }
        Connection::Postgres(c) => {
            let columns = "select column_name::text from information_schema.columns
                           where table_schema = current_schema() and table_name = $1 order by ordinal_position";
            sqlx::query_scalar(columns).bind(*table).fetch_all(c).await?
        }
    };
    let (key, _) = instead.first().context("its own name is another")?;
    let value = |column: &String| match instead.iter().find(|(name, _)| name == column) {
        Some((_, value)) => value.replace("KEY", key),
        None => format!("t.{column}"),
    };
    let values: Vec<String> = columns.iter().map(value).collect();
    // A letter's log knows its letter only, whose id begins with its document's.
    let of = match *table {
        "letter_log" => "t.letter in (select id from letter where document = $1)".to_owned(),
        "letter" | "event" => "t.document = $1".to_owned(),
        _ => format!("t.{key} = $1"),
    };
    let (columns, values) = (columns.join(", "), values.join(", "));
    Ok(format!("insert into {table} ({columns}) select {values} from {table} t join copy c on {joined} where {of}"))
}
