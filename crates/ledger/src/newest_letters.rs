//! Letters as the board needs them: the last one to each party, and those that did not get there.

use crate::{Error, Ledger, LetterState, db::on, letters::TROUBLE, views::instant};
use chrono::{DateTime, Utc};
use procedure::{DocumentId, LetterKind, PartyId, RegionId};
use sqlx::AssertSqlSafe;

/// The newest letter of a document to a party, copies left out.
#[derive(Clone, Debug)]
pub struct LastLetter {
    pub document: DocumentId,
    pub party: PartyId,
    pub kind: LetterKind,
    pub state: LetterState,
    /// When it was sent; when it was written, where it is not.
    pub at: DateTime<Utc>,
}

/// A letter that waits for a person.
#[derive(Clone, Debug)]
pub struct Stuck {
    pub document: Option<DocumentId>,
    pub party: Option<PartyId>,
    pub kind: LetterKind,
    pub state: LetterState,
    pub reason: Option<String>,
}

#[derive(sqlx::FromRow)]
struct LastLetterRow {
    document: Option<String>,
    party: Option<String>,
    kind: String,
    state: String,
    at: i64,
    reason: Option<String>,
}

impl Ledger {
    /// Of every document with a case under way, the last letter to each party.
    pub async fn last_letters(&self, region: &RegionId) -> Result<Vec<LastLetter>, Error> {
        let lines: Vec<LastLetterRow> = on!(self.db.read, c => {
            sqlx::query_as(
                "select l.document, l.party, l.kind, l.state, coalesce(l.sent_at, l.written_at) as at, l.reason
                 from document d join party p on p.region = d.region join letter l on l.id = (
                   select m.id from letter m where m.document = d.id and m.party = p.id and not m.copy
                   order by m.seq desc, m.n desc limit 1)
                 where d.region = $1 and d.phase in ('hearing', 'assessment', 'endorsement', 'adoption')",
            )
            .bind(region.as_str())
            .fetch_all(c)
            .await?
        });
        let last = |line: LastLetterRow| {
            Some(LastLetter {
                document: DocumentId(line.document?),
                party: PartyId(line.party?),
                kind: LetterKind::parse(&line.kind)?,
                state: LetterState::parse(&line.state)?,
                at: instant(line.at),
            })
        };
        Ok(lines.into_iter().filter_map(last).collect())
    }

    /// Letters that failed, came back or are held.
    pub async fn stuck(&self, region: &RegionId) -> Result<Vec<Stuck>, Error> {
        let lines: Vec<LastLetterRow> = on!(self.db.read, c => {
            sqlx::query_as(AssertSqlSafe(format!(
                "select document, party, kind, state, written_at as at, reason from letter
                 where region = $1 and {TROUBLE} and state <> 'uncertain' order by key",
            )))
            .bind(region.as_str())
            .fetch_all(c)
            .await?
        });
        let stuck = |line: LastLetterRow| {
            Some(Stuck {
                document: line.document.map(DocumentId),
                party: line.party.map(PartyId),
                kind: LetterKind::parse(&line.kind)?,
                state: LetterState::parse(&line.state)?,
                reason: line.reason,
            })
        };
        Ok(lines.into_iter().filter_map(stuck).collect())
    }
}
