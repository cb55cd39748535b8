//! Log-ins, sessions and programs' tokens, by the hash of their secrets.

use crate::{
    ContactRow, DocumentRow, Error, Ledger, RegionRow,
    db::{Tx, on},
    views::Row,
};
use chrono::{DateTime, Utc};
use procedure::{ContactId, DocumentId, Hash, RegionId};

impl Ledger {
    pub async fn add_login(
        &self,
        hash: &Hash,
        region: &RegionId,
        coordinator: &ContactId,
        expires_at: DateTime<Utc>,
    ) -> Result<(), Error> {
        let (hash, region, coordinator) = (hash.0.clone(), region.0.clone(), coordinator.0.clone());
        let add = move |mut tx: Tx| async move {
            on!(tx, c => {
                sqlx::query("insert into login (hash, region, coordinator, expires_at, used) values ($1, $2, $3, $4, false)")
                    .bind(hash)
                    .bind(region)
                    .bind(coordinator)
                    .bind(expires_at)
                    .execute(c)
                    .await?;
            });
            Ok((tx, ()))
        };
        self.db.write(add).await
    }

    /// Whether a log-in could be used now. Looking uses nothing up.
    pub async fn login_stands(&self, hash: &Hash, now: DateTime<Utc>) -> Result<bool, Error> {
        let found: Option<String> = on!(self.db.read, c => {
            sqlx::query_scalar("select coordinator from login where hash = $1 and expires_at > $2 and not used")
                .bind(&hash.0)
                .bind(now)
                .fetch_optional(c)
                .await?
        });
        Ok(found.is_some())
    }

    /// Uses a log-in up. Of two who try at once, one succeeds.
    pub async fn use_login(&self, hash: &Hash, now: DateTime<Utc>) -> Result<Option<(RegionId, ContactId)>, Error> {
        let hash = hash.0.clone();
        let take = move |mut tx: Tx| async move {
            let found: Option<(String, String)> = on!(tx, c => {
                sqlx::query_as(
                    "update login set used = true where hash = $1 and expires_at > $2 and not used returning region, coordinator",
                )
                .bind(hash)
                .bind(now)
                .fetch_optional(c)
                .await?
            });
            Ok((tx, found.map(|(region, id)| (RegionId(region), ContactId(id)))))
        };
        self.db.write(take).await
    }

    pub async fn add_session(
        &self,
        hash: &Hash,
        region: &RegionId,
        coordinator: &ContactId,
        now: DateTime<Utc>,
        expires_at: DateTime<Utc>,
    ) -> Result<(), Error> {
        let (hash, region, coordinator) = (hash.0.clone(), region.0.clone(), coordinator.0.clone());
        let add = move |mut tx: Tx| async move {
            on!(tx, c => {
                sqlx::query("delete from session where expires_at < $1").bind(now).execute(c).await?;
            });
            on!(tx, c => {
                sqlx::query("insert into session (hash, region, coordinator, created_at, expires_at) values ($1, $2, $3, $4, $5)")
                    .bind(hash)
                    .bind(region)
                    .bind(coordinator)
                    .bind(now)
                    .bind(expires_at)
                    .execute(c)
                    .await?;
            });
            Ok((tx, ()))
        };
        self.db.write(add).await
    }

    pub async fn session(&self, hash: &Hash, now: DateTime<Utc>) -> Result<Option<(RegionId, ContactRow)>, Error> {
        let found: Option<(String, String)> = on!(self.db.read, c => {
            sqlx::query_as("select region, coordinator from session where hash = $1 and expires_at > $2")
                .bind(&hash.0)
                .bind(now)
                .fetch_optional(c)
                .await?
        });
        let Some((region, coordinator)) = found else { return Ok(None) };
        let region = RegionId(region);
        let contact = self.contact(&region, &ContactId(coordinator)).await?;
        Ok(contact.map(|contact| (region, contact)))
    }

    pub async fn end_session(&self, hash: &Hash) -> Result<(), Error> {
        let hash = hash.0.clone();
        let end = move |mut tx: Tx| async move {
            on!(tx, c => {
                sqlx::query("delete from session where hash = $1").bind(hash).execute(c).await?;
            });
            Ok((tx, ()))
        };
        self.db.write(end).await
    }

    /// Logs a coordinator out everywhere.
    pub async fn end_sessions(&self, coordinator: &ContactId) -> Result<(), Error> {
        let coordinator = coordinator.0.clone();
        let end = move |mut tx: Tx| async move {
            on!(tx, c => {
                sqlx::query("delete from session where coordinator = $1").bind(coordinator).execute(c).await?;
            });
            Ok((tx, ()))
        };
        self.db.write(end).await
    }

    pub async fn add_token(
        &self,
        id: &str,
        region: &RegionId,
        name: &str,
        hash: &Hash,
        at: DateTime<Utc>,
    ) -> Result<(), Error> {
        let (id, region, name, hash) = (id.to_owned(), region.0.clone(), name.to_owned(), hash.0.clone());
        let add = move |mut tx: Tx| async move {
            on!(tx, c => {
                sqlx::query("insert into token (id, region, name, hash, created_at) values ($1, $2, $3, $4, $5)")
                    .bind(id)
                    .bind(region)
                    .bind(name)
                    .bind(hash)
                    .bind(at)
                    .execute(c)
                    .await?;
            });
            Ok((tx, ()))
        };
        self.db.write(add).await
    }

    /// A region's tokens, the oldest first.
    pub async fn tokens(&self, region: &RegionId) -> Result<Vec<TokenRow>, Error> {
        Ok(on!(self.db.read, c => {
            sqlx::query_as("select id, name, created_at from token where region = $1 order by created_at, id")
                .bind(region.as_str())
                .fetch_all(c)
                .await?
        }))
    }

    /// Whether there was such a token. There is none now.
    pub async fn revoke_token(&self, region: &RegionId, id: &str) -> Result<bool, Error> {
        let (region, id) = (region.0.clone(), id.to_owned());
        let revoke = move |mut tx: Tx| async move {
            let gone = on!(tx, c => {
                let revoke = sqlx::query("delete from token where region = $1 and id = $2").bind(region).bind(id);
                revoke.execute(c).await?.rows_affected()
            });
            Ok((tx, gone > 0))
        };
        self.db.write(revoke).await
    }

    pub async fn token(&self, hash: &Hash) -> Result<Option<(String, RegionRow)>, Error> {
        let found: Option<Bearer> = on!(self.db.read, c => {
            sqlx::query_as(
                "select t.id as token, r.id, r.name, r.short_name, r.zone, r.language
                 from token t join region r on r.id = t.region where t.hash = $1",
            )
            .bind(&hash.0)
            .fetch_optional(c)
            .await?
        });
        Ok(found.map(|Bearer { token, region }| (token, region)))
    }

    /// A document with the token that opens its region: both in one look, as nearly every request of a program asks for.
    pub async fn document_of_token(
        &self,
        hash: &Hash,
        id: &DocumentId,
    ) -> Result<Option<(String, RegionRow, DocumentRow)>, Error> {
        let found: Option<Opened> = on!(self.db.read, c => {
            sqlx::query_as(
                "select t.id as token, r.name, r.short_name, r.zone, r.language,
                   d.id, d.region, d.seq, d.fold, d.wakes_on, d.state, d.head, d.created_at, d.changed_at
                 from token t join region r on r.id = t.region join document d on d.region = t.region
                 where t.hash = $1 and d.id = $2",
            )
            .bind(&hash.0)
            .bind(id.as_str())
            .fetch_optional(c)
            .await?
        });
        let Some(Opened { token, name, short_name, zone, language, row }) = found else { return Ok(None) };
        let region = RegionRow { id: RegionId(row.region.clone()), name, short_name, zone, language };
        Ok(Some((token, region, self.read(row).await?)))
    }
}

/// A program's token, without its secret, which is not kept.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct TokenRow {
    pub id: String,
    pub name: String,
    pub created_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct Bearer {
    token: String,
    #[sqlx(flatten)]
    region: RegionRow,
}

/// As `Bearer`; the region's id is the document's.
#[derive(sqlx::FromRow)]
struct Opened {
    token: String,
    name: String,
    short_name: String,
    zone: String,
    language: String,
    #[sqlx(flatten)]
    row: Row,
}
