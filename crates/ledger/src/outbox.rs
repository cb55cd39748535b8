//! The outbox as the postman works it: claimed under a lease, marked with what came of it.

use crate::{
    ContactRow, Error, Ledger, LetterRow, LetterState,
    db::{KEPT, Tx, on},
    letters::StoredLetter,
    marks,
    people::ContactLine,
    restore_guard::HELD,
};
use chrono::{DateTime, TimeDelta, Utc};
use procedure::{Class, ContactId, LetterKind, RegionId};
use sqlx::{AssertSqlSafe, QueryBuilder};

/// A letter and its contact, side by side.
#[derive(sqlx::FromRow)]
struct Claimed {
    #[sqlx(flatten)]
    letter: StoredLetter,
    c_party: String,
    c_role: String,
    c_name: String,
    c_address: String,
    c_generation: i64,
    c_suppressed: bool,
}

impl Claimed {
    fn pair(self) -> Option<(LetterRow, ContactRow)> {
        let letter = self.letter.row()?;
        let contact = ContactLine {
            id: letter.contact.as_ref()?.0.clone(),
            party: self.c_party,
            role: self.c_role,
            name: self.c_name,
            address: self.c_address,
            generation: self.c_generation,
            suppressed: self.c_suppressed,
        };
        Some((letter, contact.row()?))
    }
}

/// A letter of no document: a log-in, a digest.
#[derive(Clone, Debug)]
pub struct NewLetter {
    /// Posting the same id again does nothing.
    pub id: String,
    pub kind: LetterKind,
    pub contact: ContactId,
    pub language: String,
    pub data: String,
    pub at: DateTime<Utc>,
}

/// What the postman finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Awaits {
    /// Letters that are due, and may go from this database.
    pub letters: bool,
    /// Letters that are due, and that somebody waits for at a screen.
    pub urgent: bool,
    /// Letters whose handing over was begun by a process that is gone.
    pub stranded: bool,
}

impl Ledger {
    /// Takes letters that are due for `lease`; nobody else gets them until it runs out. `urgent`: only those somebody waits
    /// for at a screen, which are never held.
    ///
    /// The condition stands outside the choice too: without it PostgreSQL gives one letter to two nodes.
    pub async fn claim(
        &self,
        now: DateTime<Utc>,
        lease: TimeDelta,
        limit: u32,
        urgent: bool,
    ) -> Result<Vec<(LetterRow, ContactRow)>, Error> {
        let which = if urgent {
            format!("kind in ({URGENT})")
        } else {
            format!("(not exists (select 1 from setting where name = '{HELD}') or kind in ({URGENT}))")
        };
        let claim = move |mut tx: Tx| async move {
            let ids: Vec<String> = on!(tx, c => {
                sqlx::query_scalar(AssertSqlSafe(format!(
                    "update letter set state = 'claimed', due_at = $2, attempts = attempts + 1
                     where key in (select key from letter where state in ('queued', 'deferred', 'claimed') and due_at <= $1
                       and {which} order by due_at, key limit $3)
                       and state in ('queued', 'deferred', 'claimed') and due_at <= $1
                     returning id",
                )))
                .bind(now.timestamp_micros())
                .bind((now + lease).timestamp_micros())
                .bind(i64::from(limit))
                .fetch_all(c)
                .await?
            });
            marks::log_all(&mut tx, &ids, now, LetterState::Claimed, None).await?;
            Ok((tx, ids))
        };
        let ids = self.db.write(claim).await?;
        self.claimed(&ids).await
    }

    /// What there is for the postman to do. Most looks find nothing, and then nothing is written.
    pub async fn awaits(&self, now: DateTime<Utc>) -> Result<Awaits, Error> {
        Ok(on!(self.db.read, c => {
            sqlx::query_as(AssertSqlSafe(format!(
                "select
                   exists (select 1 from letter where state in ('queued', 'deferred', 'claimed') and due_at <= $1)
                     and not exists (select 1 from setting where name = $2) as letters,
                   exists (select 1 from letter where state in ('queued', 'deferred', 'claimed') and due_at <= $1
                     and kind in ({URGENT})) as urgent,
                   exists (select 1 from letter where state = 'data' and due_at <= $1) as stranded",
            )))
            .bind(now.timestamp_micros())
            .bind(HELD)
            .fetch_one(c)
            .await?
        }))
    }

    /// Letters whose handing over was begun by a process that is gone: nobody knows whether they arrived.
    pub async fn stranded(&self, now: DateTime<Utc>, limit: u32) -> Result<Vec<LetterRow>, Error> {
        let ids: Vec<String> = on!(self.db.read, c => {
            sqlx::query_scalar("select id from letter where state = 'data' and due_at <= $1 order by due_at limit $2")
                .bind(now.timestamp_micros())
                .bind(i64::from(limit))
                .fetch_all(c)
                .await?
        });
        Ok(self.claimed(&ids).await?.into_iter().map(|(letter, _)| letter).collect())
    }

    /// Sends a letter that stopped on its way once more, or takes one back that has not gone. `false` when it is past that.
    pub async fn turn(&self, region: &RegionId, id: &str, to: LetterState, now: DateTime<Utc>) -> Result<bool, Error> {
        let (region, id) = (region.0.clone(), id.to_owned());
        let turn = move |mut tx: Tx| async move {
            let turned = on!(tx, c => {
                sqlx::query(
                    "update letter set state = $3, reason = null, due_at = $4
                     where region = $1 and id = $2 and (
                       ($3 = 'queued' and state in ('failed', 'held', 'suppressed', 'uncertain', 'expired', 'bounced', 'deferred'))
                       or ($3 = 'cancelled' and state in ('queued', 'claimed', 'deferred', 'held')))",
                )
                .bind(&region)
                .bind(&id)
                .bind(to.as_str())
                .bind(now.timestamp_micros())
                .execute(c)
                .await?
                .rows_affected()
            });
            if turned > 0 {
                marks::log_all(&mut tx, &[id], now, to, None).await?;
            }
            Ok((tx, turned > 0))
        };
        self.db.write(turn).await
    }

    /// Letters with the contacts they are to, by id.
    async fn claimed(&self, ids: &[String]) -> Result<Vec<(LetterRow, ContactRow)>, Error> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let lines: Vec<Claimed> = on!(self.db.read, c => {
            let mut query = QueryBuilder::new(
                "select l.id, l.region, l.document, l.seq, l.kind, l.party, coalesce(c.role, 'public') as role, l.contact, l.copy, l.language,
                   l.link, l.data, l.state, l.due_at, l.written_at, l.attempts, l.handed, l.address, l.sent_at, l.reason, l.subject,
                   l.body,
                   (select t.id from letter t where t.document = l.document and t.party = l.party order by t.seq, t.n limit 1)
                     as thread,
                   coalesce(c.party, '') as c_party, coalesce(c.role, 'public') as c_role, coalesce(c.name, p.name) as c_name,
                   coalesce(c.address, p.address) as c_address, coalesce(c.generation, 1) as c_generation,
                   coalesce(c.suppressed, p.suppressed) as c_suppressed
                 from letter l left join contact c on c.id = l.contact left join public_person p on p.id = l.contact
                 where (c.id is not null or p.id is not null) and l.id in (",
            );
            let mut list = query.separated(", ");
            for id in ids {
                list.push_bind(id);
            }
            query.push(") order by l.key");
            query.build_query_as().persistent(ids.len() <= KEPT).fetch_all(c).await?
        });
        Ok(lines.into_iter().filter_map(Claimed::pair).collect())
    }

    /// Holds statutory letters that were written before an instant and have not gone. Gives their number.
    pub async fn hold_late(&self, before: DateTime<Utc>, now: DateTime<Utc>) -> Result<usize, Error> {
        let statutory = of_class(Class::Statutory);
        let hold = move |mut tx: Tx| async move {
            // The list of states is an index's own, so that letters long done with are not looked at.
            let held: Vec<String> = on!(tx, c => {
                sqlx::query_scalar(AssertSqlSafe(format!(
                    "update letter set state = 'held', reason = 'late'
                     where state in ('queued', 'deferred', 'claimed') and state <> 'claimed' and kind in ({statutory})
                       and written_at < $1 returning id",
                )))
                .bind(before.timestamp_micros())
                .fetch_all(c)
                .await?
            });
            marks::log_all(&mut tx, &held, now, LetterState::Held, Some("late")).await?;
            Ok((tx, held.len()))
        };
        self.db.write(hold).await
    }

    /// Lets letters go that were held for being late. Gives their number.
    pub async fn release(&self, now: DateTime<Utc>) -> Result<usize, Error> {
        let release = move |mut tx: Tx| async move {
            let released: Vec<String> = on!(tx, c => {
                sqlx::query_scalar(
                    "update letter set state = 'queued', reason = null, due_at = $1
                     where state = 'held' and reason = 'late' returning id",
                )
                .bind(now.timestamp_micros())
                .fetch_all(c)
                .await?
            });
            marks::log_all(&mut tx, &released, now, LetterState::Queued, None).await?;
            Ok((tx, released.len()))
        };
        self.db.write(release).await
    }

    /// Posts a letter of no document. `false` when it was posted before.
    pub async fn post(&self, region: &RegionId, letter: NewLetter) -> Result<bool, Error> {
        let region = region.0.clone();
        let write = move |mut tx: Tx| async move {
            let made = post(&mut tx, &region, &letter).await?;
            Ok((tx, made))
        };
        self.db.write(write).await
    }
}

/// The kinds somebody waits for at a screen, word for word as `letter_urgent` has them.
const URGENT: &str = "'colleague_invitation', 'new_link', 'public_answer_link', 'confirmation_code', 'login'";

/// The kinds of letters of a class, as a statement lists them.
fn of_class(class: Class) -> String {
    let kinds = LetterKind::ALL.iter().filter(|kind| kind.class() == class).map(|kind| format!("'{}'", kind.as_str()));
    kinds.collect::<Vec<_>>().join(", ")
}

/// `false` when it was posted before.
pub(crate) async fn post(tx: &mut Tx, region: &str, letter: &NewLetter) -> Result<bool, Error> {
    let made = on!(tx, c => {
        sqlx::query(
            "insert into letter (id, region, seq, n, kind, contact, copy, language, data, state, due_at, written_at, attempts)
             values ($1, $2, 0, 1, $3, $4, false, $5, $6, 'queued', $7, $7, 0)
             on conflict (id) do nothing",
        )
        .bind(&letter.id)
        .bind(region)
        .bind(letter.kind.as_str())
        .bind(letter.contact.as_str())
        .bind(&letter.language)
        .bind(&letter.data)
        .bind(letter.at.timestamp_micros())
        .execute(c)
        .await?
        .rows_affected()
    });
    Ok(made > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_urgent_is_what_the_index_says() {
        assert_eq!(of_class(Class::Transactional), URGENT);
        let migration = include_str!("../../../migrations/0101_first.sql");
        assert!(migration.contains(&format!("and kind in ({URGENT});")));
    }
}
