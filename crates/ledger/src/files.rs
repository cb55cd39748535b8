//! Files by their content, in chunks, so that a large one never holds the writer for long.

use crate::{
    Error, Ledger,
    db::{Tx, on},
};
use procedure::{Hash, RegionId};

const CHUNK: usize = 256 * 1024;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRow {
    pub hash: Hash,
    pub name: String,
    pub media_type: String,
    pub size: u64,
}

impl Ledger {
    /// Stores a file, its chunks first: a file is there when its row is.
    pub async fn put_file(
        &self,
        region: &RegionId,
        name: &str,
        media_type: &str,
        bytes: Vec<u8>,
    ) -> Result<Hash, Error> {
        let hash = Hash::of(&bytes);
        if self.file(region, &hash).await?.is_some() {
            return Ok(hash);
        }
        for (n, chunk) in (0_i64..).zip(bytes.chunks(CHUNK)) {
            let (region, hash, chunk) = (region.0.clone(), hash.0.clone(), chunk.to_vec());
            let put = move |mut tx: Tx| async move {
                on!(tx, c => {
                    sqlx::query(
                        "insert into file_chunk (region, hash, n, bytes) values ($1, $2, $3, $4)
                         on conflict (region, hash, n) do nothing",
                    )
                    .bind(region)
                    .bind(hash)
                    .bind(n)
                    .bind(chunk)
                    .execute(c)
                    .await?;
                });
                Ok((tx, ()))
            };
            self.db.write(put).await?;
        }
        let (region, key) = (region.0.clone(), hash.0.clone());
        let (name, media_type) = (name.to_owned(), media_type.to_owned());
        let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        let put = move |mut tx: Tx| async move {
            on!(tx, c => {
                sqlx::query(
                    "insert into file (region, hash, name, media_type, size) values ($1, $2, $3, $4, $5)
                     on conflict (region, hash) do nothing",
                )
                .bind(region)
                .bind(key)
                .bind(name)
                .bind(media_type)
                .bind(size)
                .execute(c)
                .await?;
            });
            Ok((tx, ()))
        };
        self.db.write(put).await?;
        Ok(hash)
    }

    pub async fn file(&self, region: &RegionId, hash: &Hash) -> Result<Option<FileRow>, Error> {
        let row: Option<(String, String, i64)> = on!(self.db.read, c => {
            sqlx::query_as("select name, media_type, size from file where region = $1 and hash = $2")
                .bind(region.as_str())
                .bind(&hash.0)
                .fetch_optional(c)
                .await?
        });
        let file = |(name, media_type, size)| FileRow {
            hash: hash.clone(),
            name,
            media_type,
            size: u64::try_from(size).unwrap_or(0),
        };
        Ok(row.map(file))
    }

    pub async fn file_bytes(&self, region: &RegionId, hash: &Hash) -> Result<Option<Vec<u8>>, Error> {
        if self.file(region, hash).await?.is_none() {
            return Ok(None);
        }
        let chunks: Vec<Vec<u8>> = on!(self.db.read, c => {
            sqlx::query_scalar("select bytes from file_chunk where region = $1 and hash = $2 order by n")
                .bind(region.as_str())
                .bind(&hash.0)
                .fetch_all(c)
                .await?
        });
        Ok(Some(chunks.concat()))
    }
}
