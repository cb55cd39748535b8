//! Statements that are carried out together or not at all, and give nothing back.

use crate::{
    Error,
    db::{Db, Handle, KEPT, Pool},
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{Executor as _, PgPool, Postgres, QueryBuilder, Sqlite, SqlitePool};

/// Rows a statement, within SQLite's 32 766 parameters.
const ROWS: usize = 1000;

/// A transaction written down before it is begun. It goes in one call: on SQLite, where a call to its thread and back
/// costs more than a row, statement after statement; on PostgreSQL as one statement with the others as its parts, but for
/// steps that build on each other.
pub(crate) enum Script {
    Sqlite { pool: SqlitePool, all: QueryBuilder<Sqlite>, rows: usize },
    Pg { pool: PgPool, steps: Vec<QueryBuilder<Postgres>>, parts: usize, all: QueryBuilder<Postgres> },
}

impl Script {
    /// A transaction for the database's one write connection.
    pub fn new(db: &Db) -> Self {
        match &db.write {
            Pool::Sqlite(pool) => {
                Self::Sqlite { pool: pool.clone(), all: QueryBuilder::new("begin immediate"), rows: 0 }
            }
            Pool::Pg(pool) => {
                Self::Pg { pool: pool.clone(), steps: Vec::new(), parts: 0, all: QueryBuilder::new("with ") }
            }
        }
    }

    /// Begins a statement about so many rows that builds on the steps before it: `on!` writes it.
    pub fn step(&mut self, about: usize) -> Next<'_> {
        Next { script: self, about, alone: true }
    }

    /// Begins a statement that stands by itself: `on!` writes it.
    pub fn statement(&mut self, about: usize) -> Next<'_> {
        Next { script: self, about, alone: false }
    }

    /// Inserts rows `into` a table with its columns, `each` giving its values in their order. SQLite gets them as values;
    /// PostgreSQL as an array a column, so that the statement is the same for any number of rows, and prepared once.
    pub fn insert<T>(&mut self, into: &str, rows: &mut [T], end: &str, each: impl Fn(&mut RowValues, &mut T)) {
        self.insert_as(into, "*", rows, end, each);
    }

    /// The same, as what is selected from the rows, whose values are named `column1`, `column2`, ….
    pub fn insert_as<T>(
        &mut self,
        into: &str,
        select: &str,
        rows: &mut [T],
        end: &str,
        each: impl Fn(&mut RowValues, &mut T),
    ) {
        for chunk in rows.chunks_mut(ROWS) {
            match self.statement(chunk.len()).handle() {
                Handle::Sqlite(query) => {
                    let plain = select == "*";
                    query.push("insert into ").push(into);
                    if !plain {
                        query.push(" select ").push(select).push(" from (");
                    }
                    query.push(" values ");
                    for (n, row) in chunk.iter_mut().enumerate() {
                        query.push(if n == 0 { "(" } else { ", (" });
                        each(&mut RowValues::Values { query, first: true }, row);
                        query.push(")");
                    }
                    query.push(if plain { "" } else { ")" }).push(end);
                }
                Handle::Pg(query) => {
                    let mut columns = Vec::new();
                    for row in chunk {
                        each(&mut RowValues::Columns { columns: &mut columns, next: 0 }, row);
                    }
                    let names = (1..=columns.len()).map(|n| format!("column{n}")).collect::<Vec<_>>().join(", ");
                    query.push("insert into ").push(into).push(" select ").push(select).push(" from unnest(");
                    for (n, column) in columns.into_iter().enumerate() {
                        query.push(if n == 0 { "" } else { ", " });
                        column.bind(query);
                    }
                    query.push(") as given (").push(names).push(")").push(end);
                }
            }
        }
    }

    /// Takes the next `count` positions of a region. Gives what reads the last of them, in a statement that follows. As the
    /// last of a transaction: what it locks, every transaction of the region waits for.
    pub fn positions(&mut self, region: i64, count: usize) -> String {
        let take = format!("update region set position = position + {count} where number = {region}");
        match self.statement(1).handle() {
            Handle::Sqlite(query) => {
                query.push(take);
                format!("(select position from region where number = {region})")
            }
            Handle::Pg(query) => {
                query.push(take).push(" returning position");
                // What a part has written only its own rows tell the others.
                format!("(select position from part_{})", self.parts())
            }
        }
    }

    fn parts(&self) -> usize {
        match self {
            Self::Sqlite { .. } => 0,
            Self::Pg { parts, .. } => *parts,
        }
    }

    pub async fn run(self) -> Result<(), Error> {
        match self {
            Self::Sqlite { pool, mut all, rows } => {
                all.push("; commit");
                let mut connection = pool.acquire().await?;
                let done = all.build().persistent(rows <= KEPT).execute(&mut *connection).await;
                // A full disk has SQLite roll back by itself. Whatever it did, the connection begins anew or is given up; not
                // closed, for that would wait for the database once more.
                if done.is_err() && connection.execute("rollback").await.is_err() {
                    drop(connection.detach());
                }
                done?;
            }
            Self::Pg { pool, steps, parts, mut all } => {
                all.push(") select 1");
                if steps.is_empty() && parts > 0 {
                    all.build().execute(&pool).await?;
                    return Ok(());
                }
                let mut tx = pool.begin().await?;
                for mut step in steps {
                    step.build().persistent(false).execute(&mut *tx).await?;
                }
                if parts > 0 {
                    all.build().execute(&mut *tx).await?;
                }
                tx.commit().await?;
            }
        }
        Ok(())
    }
}

/// Where the next statement is written.
pub(crate) struct Next<'a> {
    script: &'a mut Script,
    about: usize,
    alone: bool,
}

impl<'a> Next<'a> {
    pub fn handle(self) -> Handle<&'a mut QueryBuilder<Sqlite>, &'a mut QueryBuilder<Postgres>> {
        match self.script {
            Script::Sqlite { all, rows, .. } => {
                *rows += self.about;
                Handle::Sqlite(all.push("; "))
            }
            Script::Pg { steps, .. } if self.alone => {
                steps.push(QueryBuilder::default());
                let last = steps.len() - 1;
                Handle::Pg(&mut steps[last])
            }
            Script::Pg { parts, all, .. } => {
                *parts += 1;
                Handle::Pg(all.push(if *parts == 1 { "" } else { "), " }).push(format_args!("part_{parts} as (")))
            }
        }
    }
}

/// One row's values, given in the order of the columns.
pub(crate) enum RowValues<'a> {
    Values { query: &'a mut QueryBuilder<Sqlite>, first: bool },
    Columns { columns: &'a mut Vec<Column>, next: usize },
}

pub(crate) enum Column {
    Text(Vec<Option<String>>),
    Number(Vec<Option<i64>>),
    Truth(Vec<bool>),
    Bytes(Vec<Vec<u8>>),
    Instant(Vec<DateTime<Utc>>),
    Day(Vec<Option<NaiveDate>>),
}

impl Column {
    fn bind(self, query: &mut QueryBuilder<Postgres>) {
        match self {
            Self::Text(values) => query.push_bind(values),
            Self::Number(values) => query.push_bind(values),
            Self::Truth(values) => query.push_bind(values),
            Self::Bytes(values) => query.push_bind(values),
            Self::Instant(values) => query.push_bind(values),
            Self::Day(values) => query.push_bind(values),
        };
    }
}

/// A way to give a value of one kind.
macro_rules! value {
    ($name:ident, $kind:ident, $type:ty) => {
        pub fn $name(&mut self, value: impl Into<$type>) -> &mut Self {
            let value: $type = value.into();
            match self {
                Self::Values { query, first } => {
                    if !std::mem::take(first) {
                        query.push(", ");
                    }
                    query.push_bind(value);
                }
                Self::Columns { columns, next } => {
                    if columns.len() == *next {
                        columns.push(Column::$kind(Vec::new()));
                    }
                    if let Column::$kind(values) = &mut columns[*next] {
                        values.push(value);
                    }
                    *next += 1;
                }
            }
            self
        }
    };
}

impl RowValues<'_> {
    value!(number, Number, Option<i64>);
    value!(truth, Truth, bool);
    value!(bytes, Bytes, Vec<u8>);
    value!(instant, Instant, DateTime<Utc>);
    value!(day, Day, Option<NaiveDate>);
    value!(own_text, Text, Option<String>);

    pub fn text<'t>(&mut self, value: impl Into<Option<&'t str>>) -> &mut Self {
        self.own_text(value.into().map(str::to_owned))
    }
}
