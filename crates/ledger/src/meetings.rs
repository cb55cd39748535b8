//! When councils meet, and the secret address of a region's calendar.

use crate::{
    Error, Ledger,
    db::{Tx, on},
};
use chrono::{DateTime, NaiveDate, Utc};
use procedure::{Hash, PartyId, RegionId, Sitting};

impl Ledger {
    /// A council's meetings from a day on, in order.
    pub async fn meetings(&self, region: &RegionId, party: &PartyId, from: NaiveDate) -> Result<Vec<Sitting>, Error> {
        let rows: Vec<(NaiveDate, Option<NaiveDate>)> = on!(self.db.read, c => {
            sqlx::query_as(
                "select held_on, papers_due from meeting where region = $1 and party = $2 and held_on >= $3 order by held_on",
            )
            .bind(region.as_str())
            .bind(party.as_str())
            .bind(from)
            .fetch_all(c)
            .await?
        });
        Ok(rows.into_iter().map(|(held_on, papers_due)| Sitting { held_on, papers_due }).collect())
    }

    /// Adds meetings, all or none; a day that is there already gets the new deadline for its papers.
    pub async fn put_meetings(&self, region: &RegionId, party: &PartyId, sittings: &[Sitting]) -> Result<(), Error> {
        let (region, party, sittings) = (region.0.clone(), party.0.clone(), sittings.to_vec());
        let put = move |mut tx: Tx| async move {
            for sitting in &sittings {
                on!(tx, c => {
                    sqlx::query(
                        "insert into meeting (region, party, held_on, papers_due) values ($1, $2, $3, $4)
                         on conflict (region, party, held_on) do update set papers_due = excluded.papers_due",
                    )
                    .bind(&region)
                    .bind(&party)
                    .bind(sitting.held_on)
                    .bind(sitting.papers_due)
                    .execute(c)
                    .await?;
                });
            }
            Ok((tx, ()))
        };
        self.db.write(put).await
    }

    pub async fn remove_meeting(&self, region: &RegionId, party: &PartyId, held_on: NaiveDate) -> Result<(), Error> {
        let (region, party) = (region.0.clone(), party.0.clone());
        let remove = move |mut tx: Tx| async move {
            on!(tx, c => {
                sqlx::query("delete from meeting where region = $1 and party = $2 and held_on = $3")
                    .bind(region)
                    .bind(party)
                    .bind(held_on)
                    .execute(c)
                    .await?;
            });
            Ok((tx, ()))
        };
        self.db.write(remove).await
    }

    /// Gives the region's calendar a new secret address, or takes it away. The old one stops working.
    pub async fn set_feed(&self, region: &RegionId, hash: Option<Hash>, at: DateTime<Utc>) -> Result<(), Error> {
        let region = region.0.clone();
        let set = move |mut tx: Tx| async move {
            on!(tx, c => { sqlx::query("delete from feed where region = $1").bind(&region).execute(c).await?; });
            if let Some(hash) = hash {
                on!(tx, c => {
                    sqlx::query("insert into feed (region, hash, made_at) values ($1, $2, $3)")
                        .bind(&region)
                        .bind(hash.0)
                        .bind(at)
                        .execute(c)
                        .await?;
                });
            }
            Ok((tx, ()))
        };
        self.db.write(set).await
    }

    /// The region whose calendar a secret address opens.
    pub async fn feed(&self, hash: &Hash) -> Result<Option<RegionId>, Error> {
        let region: Option<String> = on!(self.db.read, c => {
            sqlx::query_scalar("select region from feed where hash = $1").bind(&hash.0).fetch_optional(c).await?
        });
        Ok(region.map(RegionId))
    }

    /// Whether a region's calendar has an address.
    pub async fn has_feed(&self, region: &RegionId) -> Result<bool, Error> {
        let count: i64 = on!(self.db.read, c => {
            sqlx::query_scalar("select count(*) from feed where region = $1").bind(region.as_str()).fetch_one(c).await?
        });
        Ok(count > 0)
    }
}
