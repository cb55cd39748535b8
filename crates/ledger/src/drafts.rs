//! Answers that are being written. A draft is nobody's business but its municipality's, and no part of the log.

use crate::{
    Error, Ledger,
    db::{Tx, on},
};
use chrono::{DateTime, Utc};
use procedure::{ContactId, DocumentId, PartyId, RegionId};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub body: String,
    pub revision: u32,
    pub saved_at: DateTime<Utc>,
    pub saved_by: ContactId,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SavedDraft {
    /// With its revision.
    Saved(u32),
    /// Someone else saved since; theirs stands.
    ChangedMeanwhile(Draft),
}

impl Ledger {
    /// `slot` says which answer: purpose, case and round.
    pub async fn draft(&self, document: &DocumentId, party: &PartyId, slot: &str) -> Result<Option<Draft>, Error> {
        let found: Option<(String, i64, DateTime<Utc>, String)> = on!(self.db.read, c => {
            sqlx::query_as("select body, revision, saved_at, saved_by from draft where document = $1 and party = $2 and slot = $3")
                .bind(document.as_str())
                .bind(party.as_str())
                .bind(slot)
                .fetch_optional(c)
                .await?
        });
        Ok(found.map(draft))
    }

    /// Saves a draft over revision `based_on`, 0 where there was none.
    #[expect(clippy::too_many_arguments, reason = "a row has as many columns")]
    pub async fn save_draft(
        &self,
        region: &RegionId,
        document: &DocumentId,
        party: &PartyId,
        slot: &str,
        body: &str,
        by: &ContactId,
        based_on: u32,
        at: DateTime<Utc>,
    ) -> Result<SavedDraft, Error> {
        let (region, document, party) = (region.0.clone(), document.0.clone(), party.0.clone());
        let (slot, body, by) = (slot.to_owned(), body.to_owned(), by.0.clone());
        let save = move |mut tx: Tx| async move {
            let before: Option<(String, i64, DateTime<Utc>, String)> = on!(tx, c => {
                sqlx::query_as("select body, revision, saved_at, saved_by from draft where document = $1 and party = $2 and slot = $3")
                    .bind(&document)
                    .bind(&party)
                    .bind(&slot)
                    .fetch_optional(c)
                    .await?
            });
            let before = before.map(draft);
            let revision = before.as_ref().map_or(0, |draft| draft.revision);
            match before {
                Some(before) if before.body == body => return Ok((tx, SavedDraft::Saved(revision))),
                Some(before) if revision != based_on => return Ok((tx, SavedDraft::ChangedMeanwhile(before))),
                _ => {}
            }
            on!(tx, c => {
                sqlx::query(
                    "insert into draft (region, document, party, slot, body, revision, saved_at, saved_by)
                     values ($1, $2, $3, $4, $5, $6, $7, $8)
                     on conflict (document, party, slot) do update set body = excluded.body, revision = excluded.revision,
                       saved_at = excluded.saved_at, saved_by = excluded.saved_by",
                )
                .bind(&region)
                .bind(&document)
                .bind(&party)
                .bind(&slot)
                .bind(&body)
                .bind(i64::from(revision + 1))
                .bind(at)
                .bind(&by)
                .execute(c)
                .await?;
            });
            Ok((tx, SavedDraft::Saved(revision + 1)))
        };
        self.db.write(save).await
    }
}

fn draft((body, revision, saved_at, saved_by): (String, i64, DateTime<Utc>, String)) -> Draft {
    Draft { body, revision: u32::try_from(revision).unwrap_or(0), saved_at, saved_by: ContactId(saved_by) }
}
