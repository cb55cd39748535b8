//! Mail that came in: stored once, tied to the letter it answers, and what is erased of a person.

use crate::{
    Error, Ledger,
    db::{Tx, on},
};
use chrono::{DateTime, Utc};
use procedure::{ContactId, DocumentId, Hash, PartyId, RegionId};

/// A message as it was understood.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
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
    pub body: String,
}

impl Ledger {
    /// Stores a message with its attachments. `false` when it came before.
    pub async fn put_incoming(
        &self,
        row: &IncomingRow,
        raw: Vec<u8>,
        files: Vec<(Hash, String)>,
    ) -> Result<bool, Error> {
        let row = row.clone();
        let put = move |mut tx: Tx| async move {
            let fresh = on!(tx, c => {
                sqlx::query(
                    "insert into incoming (id, region, document, party, letter, kind, received_at, sender, subject, body, raw)
                     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (id) do nothing",
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
                .execute(c)
                .await?
                .rows_affected()
            });
            for (n, (hash, name)) in (1_i64..).zip(files.iter().filter(|_| fresh > 0)) {
                on!(tx, c => {
                    sqlx::query("insert into incoming_file (incoming, n, region, hash, name) values ($1, $2, $3, $4, $5)")
                        .bind(&row.id)
                        .bind(n)
                        .bind(&row.region)
                        .bind(&hash.0)
                        .bind(name)
                        .execute(c)
                        .await?;
                });
            }
            Ok((tx, fresh > 0))
        };
        self.db.write(put).await
    }

    /// What came in, the newest first; of one document where it is named.
    pub async fn incoming(&self, region: &RegionId, document: Option<&DocumentId>) -> Result<Vec<IncomingRow>, Error> {
        Ok(on!(self.db.read, c => {
            sqlx::query_as(
                "select id, region, document, party, letter, kind, received_at, sender, subject, body from incoming
                 where region = $1 and ($2 = '' or document = $2) order by received_at desc, id limit 200",
            )
            .bind(region.as_str())
            .bind(document.map_or("", |id| id.as_str()))
            .fetch_all(c)
            .await?
        }))
    }

    pub async fn incoming_one(&self, region: &RegionId, id: &str) -> Result<Option<IncomingRow>, Error> {
        Ok(on!(self.db.read, c => {
            sqlx::query_as(
                "select id, region, document, party, letter, kind, received_at, sender, subject, body from incoming
                 where region = $1 and id = $2",
            )
            .bind(region.as_str())
            .bind(id)
            .fetch_optional(c)
            .await?
        }))
    }

    /// The attachments of a message that were of a kind we keep: hash and name.
    pub async fn incoming_files(&self, region: &RegionId, id: &str) -> Result<Vec<(String, String)>, Error> {
        Ok(on!(self.db.read, c => {
            sqlx::query_as("select hash, name from incoming_file where region = $1 and incoming = $2 order by n")
                .bind(region.as_str())
                .bind(id)
                .fetch_all(c)
                .await?
        }))
    }

    /// Mail to this contact's address comes back: nothing more is sent there until it is changed.
    pub async fn suppress(&self, region: &RegionId, contact: &ContactId) -> Result<(), Error> {
        let (region, contact) = (region.0.clone(), contact.0.clone());
        let suppress = move |mut tx: Tx| async move {
            on!(tx, c => {
                sqlx::query("update contact set suppressed = true where region = $1 and id = $2")
                    .bind(&region)
                    .bind(contact)
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
                "update contact set name = '', address = '', generation = generation + 1,
                   role = case when role = 'coordinator' then 'former_coordinator' else role end
                 where region = $1 and (lower(address) = $2 or lower(name) = $2)",
                "update signer set name = '', role = '' where region = $1 and lower(name) = $2",
                "update letter set address = null where region = $1 and lower(address) = $2",
                "update incoming set sender = '', subject = '', body = '', raw = '' where region = $1 and lower(sender) = $2",
            ] {
                rows +=
                    on!(tx, c => sqlx::query(statement).bind(&region).bind(&person).execute(c).await?.rows_affected());
            }
            // What letters and servers said of them, as it was written.
            for statement in [
                "update letter set body = replace(body, $2, '…'), reason = replace(reason, $2, '…')
                 where region = $1 and (body like '%' || $2 || '%' or reason like '%' || $2 || '%')",
                "update letter_log set reply = replace(reply, $2, '…') where region = $1 and reply like '%' || $2 || '%'",
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
