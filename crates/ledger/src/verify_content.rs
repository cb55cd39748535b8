//! Proof of what the logs name: every text and file that an event names is there, and is what it was.

use crate::{Discrepancy, Error, Ledger, db::on};
use procedure::{DocumentId, Event, Hash, Named, RegionId};
use std::collections::BTreeSet;

/// Documents taken at a time.
const DOCUMENTS: i64 = 200;

impl Ledger {
    /// Hashes anew every text and file that a log names. Empty when each is what it was. A log that cannot be read is left
    /// to [`Ledger::verify`]; memory holds one text or file at a time.
    pub async fn verify_content(&self) -> Result<Vec<Discrepancy>, Error> {
        let mut problems = Vec::new();
        let mut after = String::new();
        loop {
            let documents: Vec<(String, String)> = on!(self.db.read, c => {
                sqlx::query_as("select id, region from document where id > $1 order by id limit $2")
                    .bind(after.as_str())
                    .bind(DOCUMENTS)
                    .fetch_all(c)
                    .await?
            });
            let Some((last, _)) = documents.last() else { return Ok(problems) };
            after.clone_from(last);
            for (id, region) in documents {
                problems.extend(self.content_of(&DocumentId(id), &RegionId(region)).await?);
            }
        }
    }

    async fn content_of(&self, id: &DocumentId, region: &RegionId) -> Result<Vec<Discrepancy>, Error> {
        let lines: Vec<(i64, String)> = on!(self.db.read, c => {
            sqlx::query_as("select seq, body from event where document = $1 order by seq")
                .bind(id.as_str())
                .fetch_all(c)
                .await?
        });
        let mut problems = Vec::new();
        let mut seen = BTreeSet::new();
        for (seq, body) in lines {
            let Ok(event) = serde_json::from_str::<Event>(&body) else { continue };
            for named in event.named() {
                let (hash, file) = match named {
                    Named::Text(hash) => (hash, false),
                    Named::File(hash) => (hash, true),
                };
                if !seen.insert((file, hash.clone())) {
                    continue;
                }
                if let Some(what) = self.held(region, hash, file).await? {
                    problems.push(Discrepancy { document: id.clone(), seq: u32::try_from(seq).ok(), what });
                }
            }
        }
        Ok(problems)
    }

    /// What does not hold of a text or a file, past every cache.
    async fn held(&self, region: &RegionId, hash: &Hash, file: bool) -> Result<Option<&'static str>, Error> {
        let bytes = if file { self.file_bytes(region, hash).await? } else { self.stored_text(region, hash).await? };
        Ok(match bytes {
            None if file => Some("names a file that is not there"),
            None => Some("names a text that is not there"),
            Some(bytes) if Hash::of(&bytes) == *hash => None,
            Some(_) if file => Some("names a file that is not what was kept"),
            Some(_) => Some("names a text that is not what was written"),
        })
    }

    async fn stored_text(&self, region: &RegionId, hash: &Hash) -> Result<Option<Vec<u8>>, Error> {
        let body: Option<String> = on!(self.db.read, c => {
            sqlx::query_scalar("select body from prose where region = $1 and hash = $2")
                .bind(region.as_str())
                .bind(&hash.0)
                .fetch_optional(c)
                .await?
        });
        Ok(body.map(String::into_bytes))
    }
}
