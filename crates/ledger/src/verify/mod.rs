//! Proof that the record stands: every log under its key, every state against its log, every text, file and letter that a
//! log names, and every seal.

mod anchors;
mod content;
mod letters;
mod log;
mod numbers;
mod public_answers;
mod public_told;
mod register;
mod seals;

use crate::{
    Digest, Error, Ledger,
    db::{Tx, on},
    packed::pack,
    people::write_register,
    seal::LeafRow,
    signing,
};
use chrono::NaiveDate;
use numbers::Numbers;
use procedure::{Body, Document, DocumentId, FOLD, PartyId, REGISTER, RegionId, Roster, wakes_on};
use std::fmt;

/// Documents taken at a time.
const HEADS: i64 = 200;

/// Something that does not hold, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discrepancy {
    pub place: Place,
    pub what: &'static str,
}

/// Where something was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    Event(DocumentId, u32),
    Document(DocumentId),
    Letter(String),
    /// By the number it was given.
    PublicAnswer(DocumentId, i64),
    /// By the id of whoever signed.
    Signer(String),
    /// A position in a region.
    Position(RegionId, u64),
    Seal(RegionId, NaiveDate),
    Region(RegionId),
    /// A row of who is who.
    Party(RegionId, PartyId),
    Body(RegionId, Body),
    /// Whom a council has elected to a body.
    Election(RegionId, Body, PartyId),
    /// The record key of this number.
    Key(u32),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Event(document, seq) => write!(f, "{document} event {seq}"),
            Self::Document(document) => write!(f, "{document}"),
            Self::Letter(id) => write!(f, "letter {id}"),
            Self::PublicAnswer(document, number) => write!(f, "{document} public answer {number}"),
            Self::Signer(id) => write!(f, "signer {id}"),
            Self::Position(region, position) => write!(f, "{region} position {position}"),
            Self::Seal(region, day) => write!(f, "{region} seal of {day}"),
            Self::Region(region) => write!(f, "{region}"),
            Self::Party(region, party) => write!(f, "{region} party {party}"),
            Self::Body(region, body) => write!(f, "{region} body {}", body.as_str()),
            Self::Election(region, body, party) => write!(f, "{region} election of {party} to {}", body.as_str()),
            Self::Key(n) => write!(f, "record key {n}"),
        }
    }
}

impl fmt::Display for Discrepancy {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

/// A document as its row keeps it.
#[derive(sqlx::FromRow)]
struct Kept {
    key: i64,
    id: String,
    region: String,
    /// The region's number.
    number: i64,
    seq: i64,
    fold: i64,
    kind: String,
    title: String,
    phase: String,
    wakes_on: Option<NaiveDate>,
    state: Vec<u8>,
    #[sqlx(try_from = "Vec<u8>")]
    head: Digest,
}

/// A line of a log.
#[derive(sqlx::FromRow)]
struct LineRow {
    #[sqlx(flatten)]
    leaf: LeafRow,
    kind: String,
    actor_kind: String,
    #[sqlx(try_from = "Vec<u8>")]
    hash: Digest,
}

impl Ledger {
    /// Walks every log from its first event, and every seal. Empty when everything holds.
    pub async fn verify(&self) -> Result<Vec<Discrepancy>, Error> {
        self.walk(false).await
    }

    /// The same, and hashes anew every text and file that a log names.
    pub async fn verify_all(&self) -> Result<Vec<Discrepancy>, Error> {
        self.walk(true).await
    }

    /// Where the key file is not at hand, what is proved by a key is left out.
    async fn walk(&self, content: bool) -> Result<Vec<Discrepancy>, Error> {
        let signing = self.signing.as_ref();
        let mut problems = Vec::new();
        let keys = self.record_keys().await?;
        if let Some(n) = signing::broken(&keys) {
            let what = "was not handed over to by the key before it";
            problems.push(Discrepancy { place: Place::Key(n), what });
        }
        let foreign = keys.iter().filter(|key| signing.is_some_and(|signing| !signing.has(key.public)));
        problems.extend(foreign.map(|key| Discrepancy { place: Place::Key(key.n), what: "is not in the key file" }));
        let (mut after, mut numbers) = (String::new(), Numbers::default());
        loop {
            // A document and its log are read as they are at one instant: it may be written to meanwhile.
            let mut tx = self.db.snapshot().await?;
            let heads = heads(&mut tx, &mut after).await?;
            if heads.is_empty() {
                break;
            }
            let mut logs = Vec::with_capacity(heads.len());
            for head in heads {
                let id = DocumentId(head.id.clone());
                let lines = lines(&mut tx, head.key).await?;
                let events = log::read(&lines);
                problems.extend(log::check(&id, &head, &lines, &events, signing));
                problems.extend(letters::check(&mut tx, &id, &lines, signing).await?);
                problems.extend(public_answers::check(&mut tx, &id, &events, signing).await?);
                let region = RegionId(head.region);
                numbers.take(&region, &events);
                if head.kind == REGISTER {
                    problems.extend(register::check(&mut tx, &region, &events).await?);
                }
                logs.push((id, region, events));
            }
            drop(tx);
            // What a log names never changes: it needs no instant.
            for (id, region, events) in logs.iter().filter(|_| content) {
                problems.extend(self.public_content_of(id).await?);
                problems.extend(self.content_of(id, region, events).await?);
            }
        }
        problems.extend(self.numbers_of(&numbers).await?);
        let orphans: Vec<i64> = on!(self.db.read, c => {
            sqlx::query_scalar("select distinct document from event where document not in (select key from document)").fetch_all(c).await?
        });
        let orphan = |key| Place::Document(DocumentId(format!("document number {key}")));
        problems
            .extend(orphans.into_iter().map(|key| Discrepancy { place: orphan(key), what: "has a log but no state" }));
        if let Some(signing) = signing {
            problems.extend(self.signers_of(signing).await?);
            for region in self.regions().await? {
                problems.extend(self.seals_of(&region.id, signing, &keys).await?);
            }
        }
        Ok(problems)
    }

    /// Folds every log anew and writes its state; a register's, who is who. Gives the number of documents; one whose log holds what this version
    /// cannot read, or does not hold, stays as it is.
    pub async fn rebuild(&self) -> Result<usize, Error> {
        let signing = self.signing()?.clone();
        let mut count = 0;
        let (mut after, mut numbers) = (String::new(), Numbers::default());
        loop {
            let mut tx = self.db.snapshot().await?;
            let heads = heads(&mut tx, &mut after).await?;
            if heads.is_empty() {
                self.write_numbers(numbers).await?;
                return Ok(count);
            }
            let mut folded = Vec::with_capacity(heads.len());
            for head in heads {
                let id = DocumentId(head.id.clone());
                let lines = lines(&mut tx, head.key).await?;
                let events = log::read(&lines);
                match log::refold(&events) {
                    Some(state) if log::ends(&id, &lines, &signing) == Ok(head.head) => {
                        numbers.take(&RegionId(head.region.clone()), &events);
                        folded.push((head, state, register::said(&events)));
                    }
                    Some(_) => tracing::warn!(document = %id, "its log does not hold: run `samrad verify`"),
                    None => tracing::warn!(document = %id, "its log cannot be read: left as it is"),
                }
            }
            drop(tx);
            for (head, state, said) in folded {
                self.write_state(head, state, said).await?;
                count += 1;
            }
        }
    }

    async fn write_state(&self, head: Kept, state: Document, said: Option<Roster>) -> Result<(), Error> {
        let packed = pack(&state)?;
        let write = move |mut tx: Tx| async move {
            let written = on!(tx, c => {
                sqlx::query(
                    "update document set fold = $2, state = $3, phase = $4, wakes_on = $5, title = $6
                     where key = $1 and seq = $7",
                )
                .bind(head.key)
                .bind(FOLD)
                .bind(&packed)
                .bind(state.phase().as_str())
                .bind(wakes_on(&state))
                .bind(&state.title)
                .bind(head.seq)
                .execute(c)
                .await?
                .rows_affected()
            });
            if let Some(said) = said.filter(|_| written > 0) {
                write_register(&mut tx, &head.region, &said).await?;
            }
            Ok((tx, ()))
        };
        self.db.write(write).await
    }
}

/// The next documents after one, which moves on to the last of them.
async fn heads(tx: &mut Tx, after: &mut String) -> Result<Vec<Kept>, Error> {
    let heads: Vec<Kept> = on!(tx, c => {
        sqlx::query_as(
            "select d.key, d.id, d.region, coalesce(r.number, 0) as number, d.seq, d.fold, d.kind, d.title, d.phase, d.wakes_on,
               d.state, d.head
             from document d left join region r on r.id = d.region where d.id > $1 order by d.id limit $2",
        )
            .bind(after.as_str())
            .bind(HEADS)
            .fetch_all(c)
            .await?
    });
    if let Some(last) = heads.last() {
        after.clone_from(&last.id);
    }
    Ok(heads)
}

async fn lines(tx: &mut Tx, document: i64) -> Result<Vec<LineRow>, Error> {
    Ok(on!(tx, c => {
        sqlx::query_as(
            "select e.id, d.id as document, e.seq, e.at, e.actor, e.body, e.letters, e.key, e.kind, e.actor_kind, e.hash
             from event e join document d on d.key = e.document where e.document = $1 order by e.seq",
        )
        .bind(document)
        .fetch_all(c)
        .await?
    }))
}
