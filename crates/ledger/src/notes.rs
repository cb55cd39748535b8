//! What coordinators note to themselves while they weigh remarks. No part of the log.

use crate::{
    Error, Ledger,
    db::{Tx, on},
};
use chrono::NaiveDate;
use procedure::{ContactId, DocumentId, RegionId, RemarkId};
use std::collections::HashMap;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// In the order they were written, each once.
    pub tags: Vec<String>,
    pub assignee: Option<ContactId>,
    pub due_on: Option<NaiveDate>,
    /// The name of a group of remarks that are alike.
    pub together: Option<String>,
}

#[derive(sqlx::FromRow)]
struct StoredNote {
    remark: String,
    tags: String,
    assignee: Option<String>,
    due_on: Option<NaiveDate>,
    together: Option<String>,
}

impl Ledger {
    pub async fn notes(&self, region: &RegionId, document: &DocumentId) -> Result<HashMap<RemarkId, Note>, Error> {
        let lines: Vec<StoredNote> = on!(self.db.read, c => {
            sqlx::query_as(
                "select remark, tags, assignee, due_on, together from remark_note where region = $1 and document = $2",
            )
            .bind(region.as_str())
            .bind(document.as_str())
            .fetch_all(c)
            .await?
        });
        let note = |line: StoredNote| {
            let tags = line.tags.split('\n').filter(|tag| !tag.is_empty()).map(str::to_owned).collect();
            let assignee = line.assignee.map(ContactId);
            (RemarkId(line.remark), Note { tags, assignee, due_on: line.due_on, together: line.together })
        };
        Ok(lines.into_iter().map(note).collect())
    }

    /// Writes notes over those there are; an empty one takes the row away.
    pub async fn put_notes(
        &self,
        region: &RegionId,
        document: &DocumentId,
        notes: Vec<(RemarkId, Note)>,
    ) -> Result<(), Error> {
        let (region, document) = (region.0.clone(), document.0.clone());
        let put = move |mut tx: Tx| async move {
            for (remark, note) in &notes {
                if *note == Note::default() {
                    on!(tx, c => {
                        sqlx::query("delete from remark_note where document = $1 and remark = $2")
                            .bind(&document)
                            .bind(remark.as_str())
                            .execute(c)
                            .await?;
                    });
                    continue;
                }
                on!(tx, c => {
                    sqlx::query(
                        "insert into remark_note (document, remark, region, tags, assignee, due_on, together)
                         values ($1, $2, $3, $4, $5, $6, $7)
                         on conflict (document, remark) do update set tags = excluded.tags,
                           assignee = excluded.assignee, due_on = excluded.due_on, together = excluded.together",
                    )
                    .bind(&document)
                    .bind(remark.as_str())
                    .bind(&region)
                    .bind(note.tags.join("\n"))
                    .bind(note.assignee.as_ref().map(ContactId::as_str))
                    .bind(note.due_on)
                    .bind(note.together.as_deref())
                    .execute(c)
                    .await?;
                });
            }
            Ok((tx, ()))
        };
        self.db.write(put).await
    }
}
