//! Proof that the record stands: the chain of every log, every state against its log, every seal.

use crate::{
    Error, Ledger, chain,
    db::{Tx, on},
    packed::{pack, unpack},
};
use chrono::{DateTime, Utc};
use procedure::{Document, DocumentId, Event, FOLD, Hash, RegionId, fold, wakes_on};
use std::fmt;

/// Documents taken at a time.
const HEADS: i64 = 200;

/// Something that does not hold, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discrepancy {
    pub document: DocumentId,
    /// The event it was found at, where it was one.
    pub seq: Option<u32>,
    pub what: &'static str,
}

impl fmt::Display for Discrepancy {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.seq {
            Some(seq) => write!(f, "{} event {seq}: {}", self.document, self.what),
            None => write!(f, "{}: {}", self.document, self.what),
        }
    }
}

#[derive(sqlx::FromRow)]
struct StoredEvent {
    seq: i64,
    at: DateTime<Utc>,
    actor: String,
    body: String,
    hash: String,
}

#[derive(sqlx::FromRow)]
struct Kept {
    id: String,
    region: String,
    seq: i64,
    fold: i64,
    state: Vec<u8>,
    head: String,
}

impl Ledger {
    /// Walks every log from its first event. Empty when everything holds.
    pub async fn verify(&self) -> Result<Vec<Discrepancy>, Error> {
        self.walk(false).await
    }

    /// The same, and hashes anew every text and file that a log names.
    pub async fn verify_all(&self) -> Result<Vec<Discrepancy>, Error> {
        self.walk(true).await
    }

    async fn walk(&self, content: bool) -> Result<Vec<Discrepancy>, Error> {
        let mut problems = Vec::new();
        let mut after = String::new();
        while let Some(heads) = self.heads(&mut after).await? {
            for head in heads {
                let id = DocumentId(head.id.clone());
                let lines = self.lines(&id).await?;
                let events = read(&lines);
                problems.extend(check(&id, &head, &lines, &events));
                if content {
                    problems.extend(self.content_of(&id, &RegionId(head.region), &events).await?);
                }
            }
        }
        let orphans: Vec<String> = on!(self.db.read, c => {
            sqlx::query_scalar("select distinct document from event where document not in (select id from document)").fetch_all(c).await?
        });
        let orphan = |id| Discrepancy { document: DocumentId(id), seq: None, what: "has a log but no state" };
        problems.extend(orphans.into_iter().map(orphan));
        Ok(problems)
    }

    /// Folds every log anew and writes its state. Gives the number of documents; one whose log holds what this version
    /// cannot read stays as it is.
    pub async fn rebuild(&self) -> Result<usize, Error> {
        let mut count = 0;
        let mut after = String::new();
        while let Some(heads) = self.heads(&mut after).await? {
            for head in heads {
                let id = DocumentId(head.id);
                let lines = self.lines(&id).await?;
                let Some(state) = refold(&read(&lines)) else {
                    tracing::warn!(document = %id, "its log cannot be read: left as it is");
                    continue;
                };
                let last = lines.last().map(|line| line.hash.clone()).unwrap_or_default();
                self.write_state(id, state, last).await?;
                count += 1;
            }
        }
        Ok(count)
    }

    async fn write_state(&self, id: DocumentId, state: Document, head: String) -> Result<(), Error> {
        let packed = pack(&state)?;
        let write = move |mut tx: Tx| async move {
            on!(tx, c => {
                sqlx::query(
                    "update document set fold = $2, state = $3, phase = $4, wakes_on = $5, title = $6, head = $7, seq = $8
                     where id = $1 and seq <= $8",
                )
                .bind(id.as_str())
                .bind(FOLD)
                .bind(&packed)
                .bind(state.phase().as_str())
                .bind(wakes_on(&state))
                .bind(&state.title)
                .bind(&head)
                .bind(i64::from(state.seq))
                .execute(c)
                .await?;
            });
            Ok((tx, ()))
        };
        self.db.write(write).await
    }

    /// The next documents after one, which moves on to the last of them. `None` at the end.
    async fn heads(&self, after: &mut String) -> Result<Option<Vec<Kept>>, Error> {
        let heads: Vec<Kept> = on!(self.db.read, c => {
            sqlx::query_as("select id, region, seq, fold, state, head from document where id > $1 order by id limit $2")
                .bind(after.as_str())
                .bind(HEADS)
                .fetch_all(c)
                .await?
        });
        let Some(last) = heads.last() else { return Ok(None) };
        after.clone_from(&last.id);
        Ok(Some(heads))
    }

    async fn lines(&self, id: &DocumentId) -> Result<Vec<StoredEvent>, Error> {
        Ok(on!(self.db.read, c => {
            sqlx::query_as("select seq, at, actor, body, hash from event where document = $1 order by seq")
                .bind(id.as_str())
                .fetch_all(c)
                .await?
        }))
    }
}

/// Each line as an event; `None` where this version cannot read it.
fn read(lines: &[StoredEvent]) -> Vec<Option<Event>> {
    lines.iter().map(|line| serde_json::from_str(&line.body).ok()).collect()
}

fn refold(events: &[Option<Event>]) -> Option<Document> {
    let events: Option<Vec<&Event>> = events.iter().map(Option::as_ref).collect();
    fold(events?)
}

fn check(id: &DocumentId, head: &Kept, lines: &[StoredEvent], events: &[Option<Event>]) -> Vec<Discrepancy> {
    let problem = |seq: Option<u32>, what| Discrepancy { document: id.clone(), seq, what };
    let mut previous = chain::start(id);
    for (expected, line) in (1_u32..).zip(lines) {
        if line.seq != i64::from(expected) {
            return vec![problem(Some(expected), "is missing, or out of order")];
        }
        let hash = chain::next(&previous, expected, line.at, &line.actor, &line.body);
        if hash.0 != line.hash {
            return vec![problem(Some(expected), "is not what was written")];
        }
        previous = Hash(line.hash.clone());
    }
    if previous.0 != head.head || head.seq != i64::try_from(lines.len()).unwrap_or(i64::MAX) {
        return vec![problem(None, "its log does not end where its state says")];
    }
    let stored = unpack(&head.state);
    match refold(events) {
        None => vec![problem(None, "holds an event that cannot be read")],
        Some(state) if head.fold == FOLD && stored.as_ref() != Some(&state) => {
            vec![problem(None, "its state is not what its log says: run `samrad rebuild`")]
        }
        Some(_) => Vec::new(),
    }
}
