//! Log-ins, sessions and programs' tokens, by the hash of their secrets.

use crate::{
    ContactRow, DocumentRow, Error, Ledger, LetterState, NewLetter, RegionRow,
    db::{Tx, on},
    marks,
    outbox::post,
    views::StoredState,
};
use chrono::{DateTime, TimeDelta, Utc};
use procedure::{ContactId, DocumentId, Hash, RegionId, Role};

impl Ledger {
    /// Writes a log-in down together with the letter that brings it, and forgets those long past.
    pub async fn add_login(&self, new: NewLogin, now: DateTime<Utc>) -> Result<(), Error> {
        let add = move |mut tx: Tx| async move {
            on!(tx, c => {
                sqlx::query("delete from login where expires_at < $1").bind(now - TimeDelta::days(1)).execute(c).await?;
            });
            on!(tx, c => {
                sqlx::query(
                    "insert into login (hash, region, coordinator, expires_at, used, browser, code, tries, letter)
                     values ($1, $2, $3, $4, false, $5, $6, 0, $7)",
                )
                .bind(&new.hash.0)
                .bind(new.region.as_str())
                .bind(new.letter.contact.as_str())
                .bind(new.expires_at)
                .bind(&new.browser.0)
                .bind(&new.code.0)
                .bind(&new.letter.id)
                .execute(c)
                .await?;
            });
            post(&mut tx, &new.region.0, &new.letter).await?;
            Ok((tx, ()))
        };
        self.db.write(add).await
    }

    /// A log-in that could be finished now. Looking uses nothing up.
    pub async fn login(&self, hash: &Hash, now: DateTime<Utc>) -> Result<Option<LoginRow>, Error> {
        Ok(on!(self.db.read, c => {
            sqlx::query_as(
                "select l.region, l.coordinator, l.browser, l.code, l.tries from login l
                 join contact c on c.id = l.coordinator and c.role = 'coordinator' and c.address <> ''
                 where l.hash = $1 and l.expires_at > $2 and not l.used and l.browser is not null and l.code is not null",
            )
            .bind(&hash.0)
            .bind(now)
            .fetch_optional(c)
            .await?
        }))
    }

    /// Counts a code that is tried, before it is compared. `false` when there were `most` already.
    pub async fn count_try(&self, hash: &Hash, most: u32) -> Result<bool, Error> {
        let hash = hash.0.clone();
        let count = move |mut tx: Tx| async move {
            let counted = on!(tx, c => {
                sqlx::query("update login set tries = tries + 1 where hash = $1 and not used and tries < $2")
                    .bind(hash)
                    .bind(i64::from(most))
                    .execute(c)
                    .await?
                    .rows_affected()
            });
            Ok((tx, counted > 0))
        };
        self.db.write(count).await
    }

    /// Uses a log-in up and blanks its letter. Of two who try at once, one succeeds.
    pub async fn use_login(&self, hash: &Hash, now: DateTime<Utc>) -> Result<Option<(RegionId, ContactId)>, Error> {
        let hash = hash.0.clone();
        let take = move |mut tx: Tx| async move {
            let found: Option<(String, String, Option<String>)> = on!(tx, c => {
                sqlx::query_as(
                    "update login set used = true where hash = $1 and expires_at > $2 and not used
                       and coordinator in (select id from contact where role = 'coordinator' and address <> '')
                     returning region, coordinator, letter",
                )
                .bind(hash)
                .bind(now)
                .fetch_optional(c)
                .await?
            });
            let Some((region, coordinator, letter)) = found else { return Ok((tx, None)) };
            on!(tx, c => {
                sqlx::query("update letter set data = null where id = $1").bind(letter).execute(c).await?;
            });
            Ok((tx, Some((RegionId(region), ContactId(coordinator)))))
        };
        self.db.write(take).await
    }

    /// Lets log-ins written before an instant expire: those that never went say so, and no letter keeps its secret.
    pub async fn expire_logins(
        &self,
        before: DateTime<Utc>,
        now: DateTime<Utc>,
        why: &'static str,
    ) -> Result<(), Error> {
        let any: bool = on!(self.db.read, c => {
            sqlx::query_scalar("select exists (select 1 from letter where kind = 'login' and data is not null and written_at < $1)")
                .bind(before.timestamp_micros())
                .fetch_one(c)
                .await?
        });
        if !any {
            return Ok(());
        }
        let expire = move |mut tx: Tx| async move {
            let expired: Vec<String> = on!(tx, c => {
                sqlx::query_scalar(
                    "update letter set state = 'expired', reason = $2, data = null
                     where kind = 'login' and data is not null and written_at < $1
                       and state in ('queued', 'deferred', 'held', 'failed') returning id",
                )
                .bind(before.timestamp_micros())
                .bind(why)
                .fetch_all(c)
                .await?
            });
            marks::log_all(&mut tx, &expired, now, LetterState::Expired, Some(why)).await?;
            on!(tx, c => {
                sqlx::query(
                    "update letter set data = null where kind = 'login' and data is not null and written_at < $1
                       and state not in ('claimed', 'data')",
                )
                .bind(before.timestamp_micros())
                .execute(c)
                .await?;
            });
            Ok((tx, ()))
        };
        self.db.write(expire).await
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
                sqlx::query("insert into session (hash, region, coordinator, created_at, expires_at, seen_at) values ($1, $2, $3, $4, $5, $4)")
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

    /// Whose session it is: one that has not run out, has been used since `idle`, and is an active coordinator's. Also
    /// when it was last used.
    pub async fn session(
        &self,
        hash: &Hash,
        now: DateTime<Utc>,
        idle: DateTime<Utc>,
    ) -> Result<Option<(RegionId, ContactRow, DateTime<Utc>)>, Error> {
        let found: Option<(String, String, DateTime<Utc>)> = on!(self.db.read, c => {
            sqlx::query_as(
                "select region, coordinator, coalesce(seen_at, created_at) from session
                 where hash = $1 and expires_at > $2 and coalesce(seen_at, created_at) > $3",
            )
            .bind(&hash.0)
            .bind(now)
            .bind(idle)
            .fetch_optional(c)
            .await?
        });
        let Some((region, coordinator, seen)) = found else { return Ok(None) };
        let region = RegionId(region);
        let contact = self.contact(&region, &ContactId(coordinator)).await?;
        let active = contact.filter(|contact| contact.role == Role::Coordinator && !contact.address.is_empty());
        Ok(active.map(|contact| (region, contact, seen)))
    }

    /// Notes that a session was used.
    pub async fn touch_session(&self, hash: &Hash, now: DateTime<Utc>) -> Result<(), Error> {
        let hash = hash.0.clone();
        let touch = move |mut tx: Tx| async move {
            on!(tx, c => {
                sqlx::query("update session set seen_at = $2 where hash = $1").bind(hash).bind(now).execute(c).await?;
            });
            Ok((tx, ()))
        };
        self.db.write(touch).await
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

    /// Logs a coordinator out everywhere: sessions, and log-ins that are not used yet.
    pub async fn end_sessions(&self, coordinator: &ContactId) -> Result<(), Error> {
        let coordinator = coordinator.0.clone();
        let end = move |mut tx: Tx| async move {
            end_all(&mut tx, &coordinator).await?;
            Ok((tx, ()))
        };
        self.db.write(end).await
    }

    pub async fn add_token(
        &self,
        id: &str,
        region: &RegionId,
        name: &str,
        coordinator: Option<&ContactId>,
        hash: &Hash,
        at: DateTime<Utc>,
    ) -> Result<(), Error> {
        let (id, region, name, hash) = (id.to_owned(), region.0.clone(), name.to_owned(), hash.0.clone());
        let coordinator = coordinator.map(|id| id.0.clone());
        let add = move |mut tx: Tx| async move {
            on!(tx, c => {
                sqlx::query("insert into token (id, region, name, coordinator, hash, created_at) values ($1, $2, $3, $4, $5, $6)")
                    .bind(id)
                    .bind(region)
                    .bind(name)
                    .bind(coordinator)
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

    pub async fn token(&self, hash: &Hash) -> Result<Option<(Holder, RegionRow)>, Error> {
        let found: Option<Bearer> = on!(self.db.read, c => {
            sqlx::query_as(
                "select t.id as token, t.coordinator, r.id, r.name, r.short_name, r.zone, r.language
                 from token t join region r on r.id = t.region
                 where t.hash = $1 and (t.coordinator is null or exists (select 1 from contact c
                   where c.id = t.coordinator and c.role = 'coordinator' and c.address <> ''))",
            )
            .bind(&hash.0)
            .fetch_optional(c)
            .await?
        });
        Ok(found.map(|Bearer { holder, region }| (holder, region)))
    }

    /// A document with the token that opens its region: both in one look, as nearly every request of a program asks for.
    pub async fn document_of_token(
        &self,
        hash: &Hash,
        id: &DocumentId,
    ) -> Result<Option<(Holder, RegionRow, DocumentRow)>, Error> {
        let found: Option<TokenDocument> = on!(self.db.read, c => {
            sqlx::query_as(
                "select t.id as token, t.coordinator, r.name, r.short_name, r.zone, r.language,
                   d.key, d.id, d.region, d.seq, d.fold, d.wakes_on, d.state, d.head, d.created_at, d.changed_at
                 from token t join region r on r.id = t.region join document d on d.region = t.region
                 where t.hash = $1 and d.id = $2 and (t.coordinator is null or exists (select 1 from contact c
                   where c.id = t.coordinator and c.role = 'coordinator' and c.address <> ''))",
            )
            .bind(&hash.0)
            .bind(id.as_str())
            .fetch_optional(c)
            .await?
        });
        let Some(TokenDocument { holder, name, short_name, zone, language, row }) = found else { return Ok(None) };
        let region = RegionRow { id: RegionId(row.region.clone()), name, short_name, zone, language };
        let row = self.read(row).await?;
        Ok((!row.state.is_of_region()).then_some((holder, region, row)))
    }
}

/// Ends a coordinator's sessions and log-ins, and blanks the letters that brought them.
pub(crate) async fn end_all(tx: &mut Tx, coordinator: &str) -> Result<(), Error> {
    for statement in [
        "delete from session where coordinator = $1",
        "delete from login where coordinator = $1",
        "delete from token where coordinator = $1",
        "update letter set data = null where kind = 'login' and data is not null and contact = $1",
    ] {
        on!(tx, c => {
            sqlx::query(statement).bind(coordinator).execute(c).await?;
        });
    }
    Ok(())
}

/// A log-in that was asked for: its secrets are known by their hashes.
#[derive(Clone, Debug)]
pub struct NewLogin {
    pub hash: Hash,
    pub region: RegionId,
    /// What the browser that asked holds.
    pub browser: Hash,
    /// The code in the letter, together with the link's secret.
    pub code: Hash,
    pub expires_at: DateTime<Utc>,
    /// To the coordinator who asked.
    pub letter: NewLetter,
}

/// A log-in that could be finished.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct LoginRow {
    pub region: String,
    pub coordinator: String,
    pub browser: String,
    pub code: String,
    /// Codes that were tried.
    pub tries: i64,
}

/// A program's token, without its secret, which is not kept.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct TokenRow {
    pub id: String,
    pub name: String,
    pub created_at: DateTime<Utc>,
}

/// A token by its id, and the coordinator it belongs to.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Holder {
    pub token: String,
    pub coordinator: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Bearer {
    #[sqlx(flatten)]
    holder: Holder,
    #[sqlx(flatten)]
    region: RegionRow,
}

/// As `Bearer`; the region's id is the document's.
#[derive(sqlx::FromRow)]
struct TokenDocument {
    #[sqlx(flatten)]
    holder: Holder,
    name: String,
    short_name: String,
    zone: String,
    language: String,
    #[sqlx(flatten)]
    row: StoredState,
}
