//! What the calendar asks: whose day has come, and when it last looked.

use crate::{
    DocumentRow, Error, Ledger,
    db::{Handle, on},
    script::Script,
    views::StoredState,
};
use chrono::{DateTime, NaiveDate, Utc};
use procedure::RegionId;
use sqlx::QueryBuilder;

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
                "select key, id, region, seq, fold, wakes_on, state, head, created_at, changed_at from document where region = ",
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

    /// What lies ahead for a region that looked at a schedule when it last did.
    pub async fn ahead(&self, region: &RegionId, schedule: &str) -> Result<Ahead, Error> {
        let last = self.last_run(region, schedule).await?.unwrap_or(DateTime::UNIX_EPOCH);
        Ok(on!(self.db.read, c => {
            sqlx::query_as(
                "select (select min(wakes_on) from document where region = $1 and wakes_on is not null) as wakes_on,
                   exists (select 1 from region join event on event.id = (region.number << 40) + region.position
                     where region.id = $1 and event.at > $2) as happened",
            )
            .bind(region.as_str())
            .bind(last.timestamp_micros())
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
}
