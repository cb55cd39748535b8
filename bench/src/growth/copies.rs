//! Many documents out of one: its rows copied under new ids, each copy with a hash chain of its own.

use anyhow::{Context as _, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use ledger::{RecordKeys, chain};
use procedure::DocumentId;
use sqlx::{Connection as _, PgConnection, QueryBuilder, SqliteConnection};

/// Documents a transaction.
const BATCH: usize = 500;
/// Rows a statement, within SQLite's 32 766 parameters.
const ROWS: usize = 4_000;
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
        instead: &[("document", "c.document"), ("id", "c.event"), ("hash", "c.hash"), ("at", "c.micros")],
    },
    Table {
        name: "letter",
        joined: "c.seq = 1",
        instead: &[
            ("id", RENAMED),
            ("key", NUMBERED),
            ("document", "c.id"),
            ("due_at", "c.micros"),
            ("written_at", "c.micros"),
            ("sent_at", "c.micros"),
        ],
    },
    Table {
        name: "letter_log",
        joined: "c.seq = 1 join letter o on o.key = t.letter join letter l on l.id = c.id || substr(o.id, length($1) + 1)",
        instead: &[("letter", "l.key"), ("at", "c.micros")],
    },
    Table {
        name: "document",
        joined: "c.seq = t.seq",
        instead: &[
            ("id", "c.id"),
            ("key", "c.document"),
            ("head", "c.head"),
            ("created_at", "c.at"),
            ("changed_at", "c.at"),
        ],
    },
];
const RENAMED: &str = "c.id || substr(t.KEY, length($1) + 1)";
/// The next number the database gives a letter.
const NUMBERED: &str = "(NEXT)";
/// Copies are numbered from here, past what the ledger gives.
const FIRST: i64 = 1 << 40;

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
    at: i64,
    actor: String,
    body: String,
    letters: Vec<u8>,
    hash: Vec<u8>,
}

/// A copy's names for an event: its document by id and by number, its own number, its hashes and its time.
struct Named {
    id: String,
    document: i64,
    seq: i64,
    event: i64,
    hash: Vec<u8>,
    head: Vec<u8>,
    at: DateTime<Utc>,
}

pub fn name(number: usize) -> DocumentId {
    DocumentId(format!("dok_copy{number:09}"))
}

/// Copies a document `count` times.
pub async fn copy(database: &str, keys: &RecordKeys, template: &DocumentId, count: usize) -> anyhow::Result<()> {
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
        sqlx::raw_sql("create temporary table copy (id text not null, document bigint not null, seq bigint not null,
             event bigint not null, hash bytea not null, head bytea not null, at timestamptz not null, micros bigint not null)")
            .execute(c)
            .await?;
    });
    let lines: Vec<Line> = on!(&mut connection, c => {
        sqlx::query_as(
            "select e.at, e.actor, e.body, e.letters, e.hash from event e join document d on d.key = e.document
             where d.id = $1 order by e.seq",
        )
            .bind(template.as_str())
            .fetch_all(c)
            .await?
    });
    let end: i64 = on!(&mut connection, c => sqlx::query_scalar("select max(id) from event").fetch_one(c).await?);
    let own = chain(keys, template, (0, end), TimeDelta::zero(), &lines);
    let ends = own.last().map(|named| &named.hash) == lines.last().map(|line| &line.hash);
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
        let named: Vec<Named> =
            documents.flat_map(|n| chain(keys, &name(n), (n + 1, end), -shift(n), &lines)).collect();
        on!(&mut connection, c => {
            let mut transaction = c.begin().await?;
            sqlx::query(empty).execute(&mut *transaction).await?;
            for chunk in named.chunks(ROWS) {
                let mut query = QueryBuilder::new("insert into copy (id, document, seq, event, hash, head, at, micros) ");
                query.push_values(chunk, |mut row, named| {
                    row.push_bind(&named.id).push_bind(named.document).push_bind(named.seq).push_bind(named.event);
                    row.push_bind(&named.hash).push_bind(&named.head).push_bind(named.at);
                    row.push_bind(named.at.timestamp_micros());
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
        sqlx::raw_sql("update region set position = (select max(id) from event) - (number << 40); analyze").execute(c).await?;
    });
    on!(connection, c => c.close().await?);
    Ok(())
}

/// The template's log under another name and at another time; copy `n`'s events stand after those of the copies before, from the region's `end`.
fn chain(
    keys: &RecordKeys,
    document: &DocumentId,
    (n, end): (usize, i64),
    shift: TimeDelta,
    lines: &[Line],
) -> Vec<Named> {
    let times: Vec<DateTime<Utc>> = lines.iter().map(|line| instant(line.at) + shift).collect();
    let written = (1_u32..).zip(lines.iter().zip(&times)).map(|(seq, (line, at))| chain::Line {
        document,
        seq,
        at: *at,
        actor: &line.actor,
        letters: &line.letters,
        body: &line.body,
    });
    let (hashes, head) = chain::written(keys, document, &written.collect::<Vec<_>>());
    let copy = i64::try_from(n).unwrap_or(i64::MAX);
    let length = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    let named = (1_i64..).zip(hashes.iter().zip(times)).map(|(seq, (hash, at))| Named {
        id: document.0.clone(),
        document: FIRST + copy,
        seq,
        event: end + (copy - 1) * length + seq,
        hash: hash.0.to_vec(),
        head: head.0.to_vec(),
        at,
    });
    named.collect()
}

fn instant(at: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(at).unwrap_or_default()
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
    let next = match connection {
        Connection::Sqlite(_) => "null",
        Connection::Postgres(_) => "nextval(pg_get_serial_sequence('letter', 'key'))",
    };
    let values: Vec<String> = columns.iter().map(|column| value(column).replace("NEXT", next)).collect();
    // A letter's log knows its letter only, whose id begins with its document's.
    let of = match *table {
        "letter_log" => "t.letter in (select key from letter where document = $1)".to_owned(),
        "letter" => "t.document = $1".to_owned(),
        "event" => "t.document = (select key from document where id = $1)".to_owned(),
        _ => format!("t.{key} = $1"),
    };
    let (columns, values) = (columns.join(", "), values.join(", "));
    Ok(format!("insert into {table} ({columns}) select {values} from {table} t join copy c on {joined} where {of}"))
}
