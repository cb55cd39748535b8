//! Tables as the schema itself tells them, so that a new one cannot be forgotten when a database is copied.

use crate::{
    Error,
    db::{Handle, Tx, on},
};
use chrono::{DateTime, NaiveDate, Utc};
use futures_util::TryStreamExt as _;
use sha2::{Digest as _, Sha256};
use sqlx::{AssertSqlSafe, ColumnIndex, Database, Decode, QueryBuilder, Row, Type};

/// Parameters a statement may have, within SQLite's 32 766, and bytes of values held at a time.
const PARAMETERS: usize = 30_000;
const BYTES: usize = 4 * 1024 * 1024;

/// A table that was copied and compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableCopied {
    pub table: String,
    pub rows: u64,
}

pub(crate) struct SchemaTable {
    pub name: String,
    columns: Vec<Column>,
    /// Tables its rows refer to.
    parents: Vec<String>,
}

struct Column {
    name: String,
    kind: ColumnKind,
}

#[derive(Clone, Copy)]
enum ColumnKind {
    Text,
    Number,
    Truth,
    Instant,
    Day,
    Bytes,
}

enum Value {
    Text(Option<String>),
    Number(Option<i64>),
    Truth(Option<bool>),
    Instant(Option<DateTime<Utc>>),
    Day(Option<NaiveDate>),
    Bytes(Option<Vec<u8>>),
}

/// Rows counted, and summed by their hashes: the same rows in any order give the same sum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sum {
    pub rows: u64,
    hashes: u128,
}

impl Sum {
    fn add(&mut self, values: &[Value]) {
        let mut hash = Sha256::new();
        for value in values {
            value.feed(&mut hash);
        }
        let mut half = [0; 16];
        half.copy_from_slice(&hash.finalize()[..16]);
        self.rows += 1;
        self.hashes = self.hashes.wrapping_add(u128::from_be_bytes(half));
    }
}

impl ColumnKind {
    /// By PostgreSQL's names, which the migrations use on both databases.
    fn parse(declared: &str) -> Option<Self> {
        Some(match declared.to_lowercase().as_str() {
            "text" => Self::Text,
            "bigint" | "integer" => Self::Number,
            "boolean" => Self::Truth,
            "timestamptz" | "timestamp with time zone" => Self::Instant,
            "date" => Self::Day,
            "bytea" => Self::Bytes,
            _ => return None,
        })
    }
}

impl Value {
    fn bytes(&self) -> Option<std::borrow::Cow<'_, [u8]>> {
        Some(match self {
            Self::Text(value) => value.as_ref()?.as_bytes().into(),
            Self::Number(value) => value.as_ref()?.to_be_bytes().to_vec().into(),
            Self::Truth(value) => vec![u8::from(*value.as_ref()?)].into(),
            Self::Instant(value) => value.as_ref()?.timestamp_micros().to_be_bytes().to_vec().into(),
            Self::Day(value) => value.as_ref()?.to_string().into_bytes().into(),
            Self::Bytes(value) => value.as_ref()?.as_slice().into(),
        })
    }

    fn feed(&self, hash: &mut Sha256) {
        match self.bytes() {
            None => hash.update([0]),
            Some(bytes) => {
                hash.update([1]);
                hash.update((bytes.len() as u64).to_be_bytes());
                hash.update(bytes);
            }
        }
    }
}

impl SchemaTable {
    fn list(&self) -> String {
        self.columns.iter().map(|column| format!("\"{}\"", column.name)).collect::<Vec<_>>().join(", ")
    }

    fn select(&self) -> String {
        format!("select {} from \"{}\"", self.list(), self.name)
    }

    fn read<R>(&self, row: &R) -> Result<Vec<Value>, sqlx::Error>
    where
        R: Row,
        usize: ColumnIndex<R>,
        String: for<'r> Decode<'r, R::Database> + Type<R::Database>,
        i64: for<'r> Decode<'r, R::Database> + Type<R::Database>,
        bool: for<'r> Decode<'r, R::Database> + Type<R::Database>,
        DateTime<Utc>: for<'r> Decode<'r, R::Database> + Type<R::Database>,
        NaiveDate: for<'r> Decode<'r, R::Database> + Type<R::Database>,
        Vec<u8>: for<'r> Decode<'r, R::Database> + Type<R::Database>,
        R::Database: Database,
    {
        let value = |(n, column): (usize, &Column)| {
            Ok(match column.kind {
                ColumnKind::Text => Value::Text(row.try_get(n)?),
                ColumnKind::Number => Value::Number(row.try_get(n)?),
                ColumnKind::Truth => Value::Truth(row.try_get(n)?),
                ColumnKind::Instant => Value::Instant(row.try_get(n)?),
                ColumnKind::Day => Value::Day(row.try_get(n)?),
                ColumnKind::Bytes => Value::Bytes(row.try_get(n)?),
            })
        };
        self.columns.iter().enumerate().map(value).collect()
    }

    pub async fn count(&self, tx: &mut Tx) -> Result<u64, Error> {
        let count: i64 = on!(tx, c => {
            sqlx::query_scalar(AssertSqlSafe(format!("select count(*) from \"{}\"", self.name))).fetch_one(c).await?
        });
        Ok(count.unsigned_abs())
    }

    /// All rows, summed.
    pub async fn sum(&self, tx: &mut Tx) -> Result<Sum, Error> {
        let mut sum = Sum::default();
        on!(tx, c => {
            let mut rows = sqlx::query(AssertSqlSafe(self.select())).fetch(c);
            while let Some(row) = rows.try_next().await? {
                sum.add(&self.read(&row)?);
            }
        });
        Ok(sum)
    }

    /// Every row into the same table of another database, in batches; `moved` is told how many.
    pub async fn pour(&self, from: &mut Tx, to: &mut Tx, moved: &(dyn Fn(u64) + Sync)) -> Result<Sum, Error> {
        let most = PARAMETERS / self.columns.len().max(1);
        let mut sum = Sum::default();
        let (mut batch, mut bytes) = (Vec::new(), 0);
        on!(from, c => {
            let mut rows = sqlx::query(AssertSqlSafe(self.select())).fetch(c);
            while let Some(row) = rows.try_next().await? {
                let values = self.read(&row)?;
                sum.add(&values);
                bytes += values.iter().filter_map(|value| Some(value.bytes()?.len())).sum::<usize>();
                batch.push(values);
                if batch.len() >= most || bytes >= BYTES {
                    self.insert(to, &batch).await?;
                    moved(batch.len() as u64);
                    batch.clear();
                    bytes = 0;
                }
            }
        });
        self.insert(to, &batch).await?;
        moved(batch.len() as u64);
        Ok(sum)
    }

    async fn insert(&self, to: &mut Tx, rows: &[Vec<Value>]) -> Result<(), Error> {
        if rows.is_empty() {
            return Ok(());
        }
        on!(to, c => {
            let mut query = QueryBuilder::new(format!("insert into \"{}\" ({}) ", self.name, self.list()));
            query.push_values(rows, |mut row, values| {
                for value in values {
                    match value {
                        Value::Text(value) => row.push_bind(value.as_deref()),
                        Value::Number(value) => row.push_bind(*value),
                        Value::Truth(value) => row.push_bind(*value),
                        Value::Instant(value) => row.push_bind(*value),
                        Value::Day(value) => row.push_bind(*value),
                        Value::Bytes(value) => row.push_bind(value.as_deref()),
                    };
                }
            });
            query.build().persistent(false).execute(c).await?;
        });
        Ok(())
    }
}

/// Every table of a database, those that are referred to first.
pub(crate) async fn tables(tx: &mut Tx) -> Result<Vec<SchemaTable>, Error> {
    let mut waiting = Vec::new();
    for name in names(tx).await? {
        waiting.push(table(tx, name).await?);
    }
    let mut ordered: Vec<SchemaTable> = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let known = |parent: &String, own: &str| parent == own || ordered.iter().any(|table| table.name == *parent);
        let ready = waiting.iter().position(|table| table.parents.iter().all(|parent| known(parent, &table.name)));
        let Some(ready) = ready else {
            return Err(Error::Broken("tables refer to each other in a circle".to_owned()));
        };
        ordered.push(waiting.remove(ready));
    }
    Ok(ordered)
}

async fn names(tx: &mut Tx) -> Result<Vec<String>, Error> {
    let statement = match tx.handle() {
        Handle::Sqlite(_) => {
            "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name <> '_sqlx_migrations'
             order by name"
        }
        Handle::Pg(_) => {
            "select tablename::text from pg_tables where schemaname = current_schema() and tablename <> '_sqlx_migrations'
             order by tablename"
        }
    };
    Ok(on!(tx, c => sqlx::query_scalar(statement).fetch_all(c).await?))
}

async fn table(tx: &mut Tx, name: String) -> Result<SchemaTable, Error> {
    let (columns, parents) = match tx.handle() {
        Handle::Sqlite(_) => (
            "select name, type from pragma_table_info($1) order by cid",
            "select distinct \"table\" from pragma_foreign_key_list($1)",
        ),
        Handle::Pg(_) => (
            "select attname::text, format_type(atttypid, null) from pg_attribute
             where attrelid = quote_ident($1)::regclass and attnum > 0 and not attisdropped order by attnum",
            "select distinct r.relname::text from pg_constraint c join pg_class r on r.oid = c.confrelid
             where c.contype = 'f' and c.conrelid = quote_ident($1)::regclass",
        ),
    };
    let columns: Vec<(String, String)> = on!(tx, c => sqlx::query_as(columns).bind(&name).fetch_all(c).await?);
    let parents: Vec<String> = on!(tx, c => sqlx::query_scalar(parents).bind(&name).fetch_all(c).await?);
    let column = |(column, declared): (String, String)| {
        let kind = ColumnKind::parse(&declared);
        let kind = kind.ok_or_else(|| Error::Broken(format!("{name}.{column}: {declared} cannot be copied")))?;
        Ok(Column { name: column, kind })
    };
    let columns = columns.into_iter().map(column).collect::<Result<_, Error>>()?;
    Ok(SchemaTable { name, columns, parents })
}
