//! Texts by their content: stored once, named by their hash.

use crate::{Digest, Error, Ledger, cache::LONG, db::on, writer::Task};
use procedure::{Hash, RegionId};

impl Ledger {
    pub async fn put_text(&self, region: &RegionId, body: &str) -> Result<Hash, Error> {
        let key = (region.clone(), Hash::of(body.as_bytes()));
        if self.texts.get(&key).is_none() {
            self.write(Task::Text(key.0.clone(), Digest::of(&key.1), body.to_owned())).await?;
            self.remember(&key, body);
        }
        Ok(key.1)
    }

    fn remember(&self, key: &(RegionId, Hash), body: &str) {
        if body.len() <= LONG {
            self.texts.put(key.clone(), body.into());
        }
    }

    pub async fn text(&self, region: &RegionId, hash: &Hash) -> Result<Option<String>, Error> {
        let key = (region.clone(), hash.clone());
        if let Some(body) = self.texts.get(&key) {
            return Ok(Some(body.to_string()));
        }
        let body = self.stored_text(region, hash).await?;
        if let Some(body) = &body {
            self.remember(&key, body);
        }
        Ok(body)
    }

    /// The same, past the cache.
    pub(crate) async fn stored_text(&self, region: &RegionId, hash: &Hash) -> Result<Option<String>, Error> {
        Ok(on!(self.db.read, c => {
            sqlx::query_scalar("select body from prose where region = $1 and hash = $2")
                .bind(region.as_str())
                .bind(Digest::of(hash).bytes())
                .fetch_optional(c)
                .await?
        }))
    }
}
