//! Mail that came in: stored once, tied to the letter it answers, waiting until somebody has dealt with it.

use crate::{
    Error, Ledger, LetterRow,
    db::{Tx, on},
};
use chrono::{DateTime, Utc};
use procedure::{ContactId, DocumentId, PartyId, RegionId};
use sqlx::QueryBuilder;

/// Who has dealt with a message where a statement has.
const STATEMENT: &str = "statement";
/// Messages a list shows.
const LISTED: i64 = 200;

/// A message as it was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct IncomingRow {
    /// The hash of its bytes.
    pub id: String,
    pub region: String,
    pub document: Option<String>,
    pub party: Option<String>,
    pub letter: Option<String>,
    pub kind: String,
    pub received_at: DateTime<Utc>,
    pub sender: String,
    pub subject: String,
    /// What its writer wrote. Lists leave it out, and what was cut.
    pub body: String,
    pub cut: String,
    /// What its reader is warned of: words with spaces between.
    pub warnings: String,
    /// What another server said of our letter.
    pub said: String,
    /// Of the message as it came, in bytes.
    pub size: i64,
    /// Somebody must look at it.
    pub waits: bool,
    pub settled_at: Option<DateTime<Utc>>,
    pub settled_by: Option<String>,
    pub placed_at: Option<DateTime<Utc>>,
    pub placed_by: Option<String>,
}

/// What came with a message: kept as a file, or named with the reason why it was not.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct IncomingFile {
    pub name: String,
    /// Empty where it was not kept.
    pub hash: String,
    /// Empty where it was.
    pub reason: String,
    pub size: i64,
}

macro_rules! columns {
    ($body:literal) => {
        concat!(
            "select id, region, document, party, letter, kind, received_at, sender, subject, ",
            $body,
            ", warnings, said, size, waits, settled_at, settled_by, placed_at, placed_by from incoming "
        )
    };
}

impl Ledger {
    /// Stores a message with what came with it. `false` when it came before.
    pub async fn put_incoming(&self, row: &IncomingRow, raw: Vec<u8>, files: Vec<IncomingFile>) -> Result<bool, Error> {
        let row = row.clone();
        let put = move |mut tx: Tx| async move {
            let fresh = on!(tx, c => {
                sqlx::query(
                    "insert into incoming (id, region, document, party, letter, kind, received_at, sender, subject, body,
                       raw, cut, warnings, said, size, waits)
                     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
                     on conflict (id) do nothing",
                )
                .bind(&row.id)
                .bind(&row.region)
                .bind(&row.document)
                .bind(&row.party)
                .bind(&row.letter)
                .bind(&row.kind)
                .bind(row.received_at)
                .bind(&row.sender)
                .bind(&row.subject)
                .bind(&row.body)
                .bind(raw)
                .bind(&row.cut)
                .bind(&row.warnings)
                .bind(&row.said)
                .bind(row.size)
                .bind(row.waits)
                .execute(c)
                .await?
                .rows_affected()
            });
            for (n, file) in (1_i64..).zip(files.iter().filter(|_| fresh > 0)) {
                on!(tx, c => {
                    sqlx::query(
                        "insert into incoming_file (incoming, n, region, hash, name, size, reason)
                         values ($1, $2, $3, $4, $5, $6, $7)",
                    )
                    .bind(&row.id)
                    .bind(n)
                    .bind(&row.region)
                    .bind(&file.hash)
                    .bind(&file.name)
                    .bind(file.size)
                    .bind(&file.reason)
                    .execute(c)
                    .await?;
                });
            }
            Ok((tx, fresh > 0))
        };
        self.db.write(put).await
    }

    /// Whether this message came before, to whichever region.
    pub async fn incoming_known(&self, id: &str) -> Result<bool, Error> {
        let known: Option<String> = on!(self.db.read, c => {
            sqlx::query_scalar("select id from incoming where id = $1").bind(id).fetch_optional(c).await?
        });
        Ok(known.is_some())
    }

    /// What came in, the newest first.
    pub async fn incoming(&self, region: &RegionId) -> Result<Vec<IncomingRow>, Error> {
        Ok(on!(self.db.read, c => {
            sqlx::query_as(concat!(columns!("'' as body, '' as cut"), "where region = $1 order by received_at desc, id limit $2"))
                .bind(region.as_str())
                .bind(LISTED)
                .fetch_all(c)
                .await?
        }))
    }

    /// What somebody must look at, the oldest first.
    pub async fn incoming_waiting(&self, region: &RegionId) -> Result<Vec<IncomingRow>, Error> {
        Ok(on!(self.db.read, c => {
            sqlx::query_as(concat!(
                columns!("'' as body, '' as cut"),
                "where region = $1 and waits = true order by received_at, id limit $2"
            ))
            .bind(region.as_str())
            .bind(LISTED)
            .fetch_all(c)
            .await?
        }))
    }

    /// Messages from a document's parties that may be answers, and that nobody has confirmed, recorded or put aside, the
    /// newest first. One that may come from a machine counts until a person has seen it.
    pub async fn replies(&self, region: &RegionId, document: &DocumentId) -> Result<Vec<IncomingRow>, Error> {
        Ok(on!(self.db.read, c => {
            sqlx::query_as(concat!(
                columns!("'' as body, '' as cut"),
                "where region = $1 and document = $2 and party is not null and kind in ('reply', 'unknown')
                   and waits = true
                 order by received_at desc, id limit $3"
            ))
            .bind(region.as_str())
            .bind(document.as_str())
            .bind(LISTED)
            .fetch_all(c)
            .await?
        }))
    }

    pub async fn incoming_one(&self, region: &RegionId, id: &str) -> Result<Option<IncomingRow>, Error> {
        Ok(on!(self.db.read, c => {
            sqlx::query_as(concat!(columns!("body, cut"), "where region = $1 and id = $2"))
                .bind(region.as_str())
                .bind(id)
                .fetch_optional(c)
                .await?
        }))
    }

    /// The message as it came.
    pub async fn incoming_raw(&self, region: &RegionId, id: &str) -> Result<Option<Vec<u8>>, Error> {
        Ok(on!(self.db.read, c => {
            sqlx::query_scalar("select raw from incoming where region = $1 and id = $2")
                .bind(region.as_str())
                .bind(id)
                .fetch_optional(c)
                .await?
        }))
    }

    pub async fn incoming_files(&self, region: &RegionId, id: &str) -> Result<Vec<IncomingFile>, Error> {
        Ok(on!(self.db.read, c => {
            sqlx::query_as("select name, hash, reason, size from incoming_file where region = $1 and incoming = $2 order by n")
                .bind(region.as_str())
                .bind(id)
                .fetch_all(c)
                .await?
        }))
    }

    /// The first of these letters that there is, of whichever region.
    pub async fn letter_among(&self, ids: &[String]) -> Result<Option<LetterRow>, Error> {
        if ids.is_empty() {
            return Ok(None);
        }
        let found: Vec<(String, String)> = on!(self.db.read, c => {
            let mut query = QueryBuilder::new("select id, region from letter where id in (");
            let mut named = query.separated(", ");
            for id in ids {
                named.push_bind(id.as_str());
            }
            query.push(")");
            query.build_query_as().persistent(false).fetch_all(c).await?
        });
        let first = ids.iter().find_map(|id| found.iter().find(|(found, _)| found == id));
        let Some((id, region)) = first else { return Ok(None) };
        self.letter(&RegionId(region.clone()), id).await
    }

    /// Ties a message to a document and a municipality, by a person's word. `false`: it is no message that can be.
    pub async fn place_incoming(
        &self,
        region: &RegionId,
        id: &str,
        place: (&DocumentId, &PartyId),
        by: &ContactId,
        at: DateTime<Utc>,
    ) -> Result<bool, Error> {
        let (region, id, by) = (region.0.clone(), id.to_owned(), by.0.clone());
        let (document, party) = (place.0.0.clone(), place.1.0.clone());
        let put = move |mut tx: Tx| async move {
            let placed = on!(tx, c => {
                sqlx::query(
                    "update incoming set kind = 'reply', document = $3, party = $4, placed_by = $5, placed_at = $6, waits = true,
                       settled_by = null, settled_at = null
                     where region = $1 and id = $2 and coalesce(settled_by, '') <> $7
                       and (kind <> 'reply' or placed_at is not null)",
                )
                .bind(region)
                .bind(id)
                .bind(document)
                .bind(party)
                .bind(by)
                .bind(at)
                .bind(STATEMENT)
                .execute(c)
                .await?
                .rows_affected()
            });
            Ok((tx, placed > 0))
        };
        self.db.write(put).await
    }

    /// A person has looked at a message, and it asks for nothing more.
    pub async fn settle_incoming(
        &self,
        region: &RegionId,
        id: &str,
        by: &ContactId,
        at: DateTime<Utc>,
    ) -> Result<(), Error> {
        let (region, id, by) = (region.0.clone(), id.to_owned(), by.0.clone());
        let settle = move |mut tx: Tx| async move {
            on!(tx, c => {
                sqlx::query(
                    "update incoming set waits = false, settled_by = $3, settled_at = $4
                     where region = $1 and id = $2 and waits = true",
                )
                .bind(region)
                .bind(id)
                .bind(by)
                .bind(at)
                .execute(c)
                .await?;
            });
            Ok((tx, ()))
        };
        self.db.write(settle).await
    }

    /// A statement has come from this party: what it had mailed by `through` has become it, or was overtaken by it.
    pub async fn settle_replies(
        &self,
        region: &RegionId,
        document: &DocumentId,
        party: &PartyId,
        through: DateTime<Utc>,
        at: DateTime<Utc>,
    ) -> Result<(), Error> {
        let theirs = |row: &IncomingRow| row.party.as_deref() == Some(party.as_str());
        if !self.replies(region, document).await?.iter().any(theirs) {
            return Ok(());
        }
        let (region, document, party) = (region.0.clone(), document.0.clone(), party.0.clone());
        let settle = move |mut tx: Tx| async move {
            on!(tx, c => {
                sqlx::query(
                    "update incoming set waits = false, settled_by = $5, settled_at = $4
                     where region = $1 and document = $2 and party = $3 and kind in ('reply', 'unknown') and waits = true
                       and received_at <= $6",
                )
                .bind(region)
                .bind(document)
                .bind(party)
                .bind(at)
                .bind(STATEMENT)
                .bind(through)
                .execute(c)
                .await?;
            });
            Ok((tx, ()))
        };
        self.db.write(settle).await
    }

    /// A message that is done with waits for a person again.
    pub async fn reopen_incoming(&self, region: &RegionId, id: &str) -> Result<(), Error> {
        let (region, id) = (region.0.clone(), id.to_owned());
        let reopen = move |mut tx: Tx| async move {
            on!(tx, c => {
                sqlx::query(
                    "update incoming set waits = true, settled_by = null, settled_at = null
                     where region = $1 and id = $2 and settled_by is not null",
                )
                .bind(region)
                .bind(id)
                .execute(c)
                .await?;
            });
            Ok((tx, ()))
        };
        self.db.write(reopen).await
    }

    /// Mail to this contact's address comes back: nothing more is sent there until it is changed.
    pub async fn suppress(&self, region: &RegionId, contact: &ContactId) -> Result<(), Error> {
        let (region, contact) = (region.0.clone(), contact.0.clone());
        let suppress = move |mut tx: Tx| async move {
            on!(tx, c => {
                sqlx::query("update contact set suppressed = true where region = $1 and id = $2")
                    .bind(&region)
                    .bind(&contact)
                    .execute(c)
                    .await?;
            });
            on!(tx, c => {
                sqlx::query("update public_person set suppressed = true where region = $1 and id = $2")
                    .bind(&region)
                    .bind(&contact)
                    .execute(c)
                    .await?;
            });
            crate::people::raise_roster(&mut tx, &region).await?;
            Ok((tx, ()))
        };
        self.db.write(suppress).await
    }

    /// Blanks what is known of a person by address or by the name they signed with. Gives the number of rows.
    pub async fn erase(&self, region: &RegionId, person: &str, by: &str, at: DateTime<Utc>) -> Result<u64, Error> {
        let (region, spelled, person, by) = (region.0.clone(), person.to_owned(), person.to_lowercase(), by.to_owned());
        let erase = move |mut tx: Tx| async move {
            let mut rows = 0;
            for statement in [
                "delete from session where coordinator in
                   (select id from contact where region = $1 and (lower(address) = $2 or lower(name) = $2))",
                "delete from login where coordinator in
                   (select id from contact where region = $1 and (lower(address) = $2 or lower(name) = $2))",
                "delete from token where coordinator in
                   (select id from contact where region = $1 and (lower(address) = $2 or lower(name) = $2))",
                "update contact set name = '', address = '', generation = generation + 1,
                   role = case when role = 'coordinator' then 'former_coordinator' else role end
                 where region = $1 and (lower(address) = $2 or lower(name) = $2)",
                "update public_person set name = '', address = ''
                 where region = $1 and (lower(address) = $2 or lower(name) = $2)",
                "update signer set name = '', role = '' where region = $1 and lower(name) = $2",
                "update letter set address = null where region = $1 and lower(address) = $2",
                "update incoming set sender = '', subject = '', body = '', cut = '', said = '', raw = '' where region = $1 and lower(sender) = $2",
            ] {
                rows +=
                    on!(tx, c => sqlx::query(statement).bind(&region).bind(&person).execute(c).await?.rows_affected());
            }
            // What letters and servers said of them, as it was written.
            for statement in [
                "update letter set body = replace(body, $2, '…'), reason = replace(reason, $2, '…')
                 where region = $1 and (body like '%' || $2 || '%' or reason like '%' || $2 || '%')",
                "update letter_log set reply = replace(reply, $2, '…')
                 where letter in (select key from letter where region = $1) and reply like '%' || $2 || '%'",
            ] {
                rows +=
                    on!(tx, c => sqlx::query(statement).bind(&region).bind(&spelled).execute(c).await?.rows_affected());
            }
            crate::people::raise_roster(&mut tx, &region).await?;
            on!(tx, c => {
                sqlx::query("insert into erasure (region, at, by_whom, rows) values ($1, $2, $3, $4)")
                    .bind(&region)
                    .bind(at)
                    .bind(&by)
                    .bind(i64::try_from(rows).unwrap_or(i64::MAX))
                    .execute(c)
                    .await?;
            });
            Ok((tx, rows))
        };
        self.db.write(erase).await
    }
}

impl IncomingRow {
    pub fn party(&self) -> Option<PartyId> {
        self.party.clone().map(PartyId)
    }
}
