//! What a link has brought and had sent lately, for the limits on it.

use crate::{
    Error, Ledger,
    db::{Tx, on},
    views::instant,
};
use chrono::{DateTime, Utc};
use procedure::{DocumentId, Hash, LetterKind, RegionId};

impl Ledger {
    /// Notes that a link brought a file.
    pub async fn count_file(
        &self,
        region: &RegionId,
        document: &DocumentId,
        link: u32,
        hash: &Hash,
        size: usize,
        at: DateTime<Utc>,
    ) -> Result<(), Error> {
        let (region, document, hash) = (region.0.clone(), document.0.clone(), hash.0.clone());
        let count = move |mut tx: Tx| async move {
            on!(tx, c => {
                sqlx::query(
                    "insert into link_file (region, document, link, hash, at, size) values ($1, $2, $3, $4, $5, $6)
                     on conflict (document, link, hash, at) do nothing",
                )
                .bind(region)
                .bind(document)
                .bind(i64::from(link))
                .bind(hash)
                .bind(at)
                .bind(i64::try_from(size).unwrap_or(i64::MAX))
                .execute(c)
                .await?;
            });
            Ok((tx, ()))
        };
        self.db.write(count).await
    }

    /// Bytes of drafts and files a link has brought since an instant, and when the first of them came.
    pub async fn kept_by_link(
        &self,
        document: &DocumentId,
        link: u32,
        since: DateTime<Utc>,
    ) -> Result<(u64, Option<DateTime<Utc>>), Error> {
        let lines: Vec<(i64, DateTime<Utc>)> = on!(self.db.read, c => {
            sqlx::query_as(
                "select bytes, saved_at from draft_field where document = $1 and link = $2 and saved_at > $3
                 union all select size, at from link_file where document = $1 and link = $2 and at > $3",
            )
            .bind(document.as_str())
            .bind(i64::from(link))
            .bind(since)
            .fetch_all(c)
            .await?
        });
        let bytes = lines.iter().map(|(bytes, _)| u64::try_from(*bytes).unwrap_or(0)).sum();
        Ok((bytes, lines.iter().map(|(_, at)| *at).min()))
    }

    /// When codes were mailed for a link, since an instant.
    pub async fn codes_mailed(
        &self,
        document: &DocumentId,
        link: u32,
        since: DateTime<Utc>,
    ) -> Result<Vec<DateTime<Utc>>, Error> {
        let written: Vec<i64> = on!(self.db.read, c => {
            sqlx::query_scalar(
                "select written_at from letter where document = $1 and link = $2 and kind = $3 and written_at > $4",
            )
            .bind(document.as_str())
            .bind(i64::from(link))
            .bind(LetterKind::ConfirmationCode.as_str())
            .bind(since.timestamp_micros())
            .fetch_all(c)
            .await?
        });
        Ok(written.into_iter().map(instant).collect())
    }
}
