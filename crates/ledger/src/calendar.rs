//! What the calendar asks: whose day has come, when it last looked, and the daily seal.

use crate::{
    DocumentRow, Error, Ledger,
    db::{Handle, Tx, on},
    script::Script,
    views::StoredState,
};
use chrono::{DateTime, NaiveDate, Utc};
use procedure::{Hash, RegionId};
use sqlx::QueryBuilder;
use std::fmt::Write as _;

/// What is next in a region.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub struct Ahead {
    /// The next day anything is due.
    pub wakes_on: Option<NaiveDate>,
    /// Whether anything has happened since the schedule was last looked at.
    pub happened: bool,
}

impl Ledger {
    /// Documents of a region for which something is due on or before `today`, the longest due first; those that come
    /// `after` one.
    pub async fn due_documents(
        &self,
        region: &RegionId,
        today: NaiveDate,
        after: Option<&DocumentRow>,
        limit: u32,
    ) -> Result<Vec<DocumentRow>, Error> {
        let rows: Vec<StoredState> = on!(self.db.read, c => {
            let mut query = QueryBuilder::new(
                "select id, region, seq, fold, wakes_on, state, head, created_at, changed_at from document where region = ",
            );
            query.push_bind(region.as_str()).push(" and wakes_on <= ").push_bind(today);
            if let Some(after) = after {
                query.push(" and (wakes_on, id) > (").push_bind(after.wakes_on);
                query.push(", ").push_bind(after.id.as_str()).push(")");
            }
            query.push(" order by wakes_on, id limit ").push_bind(i64::from(limit));
            query.build_query_as().fetch_all(c).await?
        });
        let mut documents = Vec::with_capacity(rows.len());
        for row in rows {
            match self.read(row).await {
                Ok(document) => documents.push(document),
                Err(Error::Newer) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(documents)
    }

    /// The database server's clock; `None` where the database is a file of this machine.
    pub async fn database_time(&self) -> Result<Option<DateTime<Utc>>, Error> {
        match self.db.read.handle() {
            Handle::Sqlite(_) => Ok(None),
            Handle::Pg(pool) => Ok(Some(sqlx::query_scalar("select now()").fetch_one(pool).await?)),
        }
    }

    pub async fn last_run(&self, region: &RegionId, schedule: &str) -> Result<Option<DateTime<Utc>>, Error> {
        Ok(on!(self.db.read, c => {
            sqlx::query_scalar("select at from look where region = $1 and schedule = $2")
                .bind(region.as_str())
                .bind(schedule)
                .fetch_optional(c)
                .await?
        }))
    }

    /// What lies ahead for a region that looked at a schedule when it last did, as known at `now`.
    pub async fn ahead(&self, region: &RegionId, schedule: &str, now: DateTime<Utc>) -> Result<Ahead, Error> {
        Ok(on!(self.db.read, c => {
            sqlx::query_as(
                "select (select min(wakes_on) from document where region = $1 and wakes_on is not null) as wakes_on,
                   exists (select 1 from event where region = $1 and at <= $3
                     and at > coalesce((select at from look where region = $1 and schedule = $2), $4)) as happened",
            )
            .bind(region.as_str())
            .bind(schedule)
            .bind(now)
            .bind(DateTime::UNIX_EPOCH)
            .fetch_one(c)
            .await?
        }))
    }

    pub async fn looked(&self, region: &RegionId, schedule: &str, at: DateTime<Utc>) -> Result<(), Error> {
        let mut script = Script::new(&self.db);
        let into = "look (region, schedule, at)";
        let end = " on conflict (region, schedule) do update set at = excluded.at";
        script.insert(into, &mut [at], end, |row, at| {
            row.text(region.as_str()).text(schedule).instant(*at);
        });
        script.run().await
    }

    /// The seal of a day: the hash of the seal before it and of every document's head. Made once; then it stands.
    pub async fn seal(&self, region: &RegionId, day: NaiveDate) -> Result<Hash, Error> {
        let region = region.0.clone();
        let seal = move |mut tx: Tx| async move {
            let made: Option<String> = on!(tx, c => {
                sqlx::query_scalar("select hash from seal where region = $1 and day = $2").bind(&region).bind(day).fetch_optional(c).await?
            });
            if let Some(hash) = made {
                return Ok((tx, Hash(hash)));
            }
            let previous: Option<String> = on!(tx, c => {
                sqlx::query_scalar("select hash from seal where region = $1 and day < $2 order by day desc limit 1")
                    .bind(&region)
                    .bind(day)
                    .fetch_optional(c)
                    .await?
            });
            let heads: Vec<(String, i64, String)> = on!(tx, c => {
                sqlx::query_as("select id, seq, head from document where region = $1 order by id").bind(&region).fetch_all(c).await?
            });
            let previous = previous.unwrap_or_default();
            let mut text = previous.clone();
            for (id, seq, head) in &heads {
                let _ = write!(text, "\n{id} {seq} {head}");
            }
            let hash = Hash::of(text.as_bytes());
            let documents = i64::try_from(heads.len()).unwrap_or(i64::MAX);
            on!(tx, c => {
                sqlx::query("insert into seal (region, day, documents, previous, hash) values ($1, $2, $3, $4, $5)")
                    .bind(&region)
                    .bind(day)
                    .bind(documents)
                    .bind(&previous)
                    .bind(&hash.0)
                    .execute(c)
                    .await?;
            });
            Ok((tx, hash))
        };
        self.db.write(seal).await
    }
}
