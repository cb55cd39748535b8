//! What waits to be confirmed with a code that was mailed. The code itself is not kept.

use crate::{
    Error, Ledger,
    db::{Tx, on},
};
use chrono::{DateTime, Utc};
use procedure::{ContactId, DocumentId, LetterKind, PartyId, RegionId};

/// What a link's holder wants done, and the salt its code was made with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmation {
    pub body: String,
    pub salt: String,
    pub tries: i64,
    pub made_at: DateTime<Utc>,
}

/// A letter with a code.
#[derive(Clone, Debug)]
pub struct CodeLetter {
    pub id: String,
    pub seq: u32,
    pub party: PartyId,
    pub contact: ContactId,
    pub language: String,
    /// What the letter says, as JSON. Not the code.
    pub data: String,
}

type Line = (String, String, i64, DateTime<Utc>);

fn confirmation((body, salt, tries, made_at): Line) -> Confirmation {
    Confirmation { body, salt, tries, made_at }
}

impl Ledger {
    /// What waits at a link.
    pub async fn confirmation(
        &self,
        document: &DocumentId,
        link: u32,
        act: &str,
    ) -> Result<Option<Confirmation>, Error> {
        let line: Option<Line> = on!(self.db.read, c => {
            sqlx::query_as("select body, salt, tries, made_at from confirmation where document = $1 and link = $2 and act = $3")
                .bind(document.as_str())
                .bind(i64::from(link))
                .bind(act)
                .fetch_optional(c)
                .await?
        });
        Ok(line.map(confirmation))
    }

    /// Keeps what is to be confirmed in the place of what waited, and posts the letter with its code, together.
    #[expect(clippy::too_many_arguments, reason = "a row has as many columns")]
    pub async fn ask_confirmation(
        &self,
        region: &RegionId,
        document: &DocumentId,
        link: u32,
        act: &str,
        body: &str,
        salt: &str,
        at: DateTime<Utc>,
        letter: CodeLetter,
    ) -> Result<(), Error> {
        let (region, document) = (region.0.clone(), document.0.clone());
        let (act, body, salt) = (act.to_owned(), body.to_owned(), salt.to_owned());
        let kind = LetterKind::ConfirmationCode;
        let ask = move |mut tx: Tx| async move {
            on!(tx, c => {
                sqlx::query(
                    "insert into confirmation (region, document, link, act, body, salt, tries, made_at)
                     values ($1, $2, $3, $4, $5, $6, 0, $7)
                     on conflict (document, link, act) do update set body = excluded.body, salt = excluded.salt, tries = 0,
                       made_at = excluded.made_at",
                )
                .bind(&region)
                .bind(&document)
                .bind(i64::from(link))
                .bind(&act)
                .bind(&body)
                .bind(&salt)
                .bind(at)
                .execute(c)
                .await?;
            });
            on!(tx, c => {
                sqlx::query(
                    "insert into letter (id, region, document, seq, n, kind, party, contact, copy, language, link, data, state,
                       due_at, written_at, attempts)
                     values ($1, $2, $3, $4, 99, $5, $6, $7, false, $8, $9, $10, 'queued', $11, $11, 0)",
                )
                .bind(&letter.id)
                .bind(&region)
                .bind(&document)
                .bind(i64::from(letter.seq))
                .bind(kind.as_str())
                .bind(letter.party.as_str())
                .bind(letter.contact.as_str())
                .bind(&letter.language)
                .bind(i64::from(link))
                .bind(&letter.data)
                .bind(at.timestamp_micros())
                .execute(c)
                .await?;
            });
            Ok((tx, ()))
        };
        self.db.write(ask).await
    }

    /// Takes one of the tries a code has; `None` where there are none left, or the code was made before `since`.
    pub async fn try_confirmation(
        &self,
        document: &DocumentId,
        link: u32,
        act: &str,
        tries: i64,
        since: DateTime<Utc>,
    ) -> Result<Option<Confirmation>, Error> {
        let (document, act) = (document.0.clone(), act.to_owned());
        let take = move |mut tx: Tx| async move {
            let line: Option<Line> = on!(tx, c => {
                sqlx::query_as(
                    "update confirmation set tries = tries + 1
                     where document = $1 and link = $2 and act = $3 and tries < $4 and made_at > $5
                     returning body, salt, tries, made_at",
                )
                .bind(document)
                .bind(i64::from(link))
                .bind(act)
                .bind(tries)
                .bind(since)
                .fetch_optional(c)
                .await?
            });
            Ok((tx, line.map(confirmation)))
        };
        self.db.write(take).await
    }

    /// What was confirmed waits no more, unless something else waits by now.
    pub async fn end_confirmation(&self, document: &DocumentId, link: u32, act: &str, salt: &str) -> Result<(), Error> {
        let (document, act, salt) = (document.0.clone(), act.to_owned(), salt.to_owned());
        let end = move |mut tx: Tx| async move {
            on!(tx, c => {
                sqlx::query("delete from confirmation where document = $1 and link = $2 and act = $3 and salt = $4")
                    .bind(document)
                    .bind(i64::from(link))
                    .bind(act)
                    .bind(salt)
                    .execute(c)
                    .await?;
            });
            Ok((tx, ()))
        };
        self.db.write(end).await
    }
}
