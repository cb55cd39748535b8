//! How answers of the public come in: all that wait are made durable together, so that a crowd before a deadline costs few
//! transactions. A confirmation takes its number at the hearing's row, where a closing stops it.

use super::{
    PublicFile, PublicRound,
    leaf::{self, person_mac},
};
use crate::{
    Digest, Error, Ledger,
    db::{Db, Tx, on},
    outbox::{self, NewLetter},
    record_keys::RecordKey,
    signing::Signing,
};
use chrono::{DateTime, Utc};
use procedure::{ContactId, Hash, LetterKind, PartId, RegionId};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot};

/// Tasks that may wait before callers do.
const QUEUE: usize = 4096;
/// Tasks of one transaction.
const BATCH: usize = 200;

/// A file as it was handed in.
#[derive(Clone, Debug)]
pub struct NewFile {
    pub name: String,
    pub media_type: String,
    pub bytes: Vec<u8>,
}

/// An answer as it was handed in, with the letter that asks whoever reads it to confirm it.
#[derive(Clone, Debug)]
pub struct HandedIn {
    pub id: String,
    pub region: RegionId,
    pub round: PublicRound,
    pub section: Option<PartId>,
    pub text: String,
    pub name: String,
    pub address: String,
    pub language: String,
    pub files: Vec<NewFile>,
    /// How many may wait for confirmation at a time.
    pub most: u32,
    pub at: DateTime<Utc>,
}

/// An answer that is to be confirmed. Its files are kept before.
#[derive(Clone, Debug)]
struct Confirming {
    id: String,
    files: Vec<PublicFile>,
    /// What makes it alike to others.
    alike: Digest,
    at: DateTime<Utc>,
}

/// What became of a confirmation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmed {
    /// With the number it was given.
    Now(u32),
    Before,
    /// The hearing takes no answers any more.
    Closed,
    /// Nothing was handed in under this id, or it was erased.
    Unknown,
}

#[derive(Clone)]
enum Task {
    HandIn(Arc<HandedIn>),
    Confirm(Arc<Confirming>),
}

/// What became of a task; of what was handed in, whether it was kept.
#[derive(Clone, Copy)]
enum Done {
    Kept(bool),
    Confirmed(Confirmed),
}

pub(crate) struct Job {
    task: Task,
    answer: oneshot::Sender<Result<Done, Error>>,
}

/// Starts what writes them down.
pub(crate) fn start(db: Db, signing: Option<Signing>) -> mpsc::Sender<Job> {
    let (sender, mut waiting) = mpsc::channel::<Job>(QUEUE);
    tokio::spawn(async move {
        let mut jobs = Vec::with_capacity(BATCH);
        while waiting.recv_many(&mut jobs, BATCH).await > 0 {
            let tasks: Vec<Task> = jobs.iter().map(|job| job.task.clone()).collect();
            match together(&db, signing.as_ref(), tasks).await {
                Ok(done) => {
                    for (job, done) in jobs.drain(..).zip(done) {
                        let _gone = job.answer.send(Ok(done));
                    }
                }
                // One by one, so that a bad one harms only itself.
                Err(_) => {
                    for job in jobs.drain(..) {
                        let done = together(&db, signing.as_ref(), vec![job.task]).await;
                        let done = done.and_then(|mut done| done.pop().ok_or(Error::Busy));
                        let _gone = job.answer.send(done);
                    }
                }
            }
        }
    });
    sender
}

async fn together(db: &Db, signing: Option<&Signing>, tasks: Vec<Task>) -> Result<Vec<Done>, Error> {
    let key = signing.ok_or(Error::NoKey)?.clone();
    let work = move |mut tx: Tx| async move {
        let mut done = Vec::with_capacity(tasks.len());
        for task in &tasks {
            done.push(match task {
                Task::HandIn(new) => Done::Kept(hand_in(&mut tx, key.current(), new).await?),
                Task::Confirm(asked) => Done::Confirmed(confirm(&mut tx, key.current(), asked).await?),
            });
        }
        Ok((tx, done))
    };
    db.write(work).await
}

/// What a mailbox is known by.
pub(super) fn mailbox(address: &str) -> Vec<u8> {
    Sha256::digest(address.trim().to_lowercase().as_bytes()).to_vec()
}

/// `false` where the hearing takes none, or too many wait already.
async fn hand_in(tx: &mut Tx, key: &RecordKey, new: &HandedIn) -> Result<bool, Error> {
    let round = &new.round;
    let room = on!(tx, c => {
        sqlx::query(
            "update public_hearing set unconfirmed = unconfirmed + 1
             where document = $1 and case_n = $2 and round = $3 and open and unconfirmed < $4",
        )
        .bind(round.document.as_str())
        .bind(i64::from(round.case))
        .bind(i64::from(round.round))
        .bind(i64::from(new.most))
        .execute(c)
        .await?
        .rows_affected()
    });
    if room == 0 {
        return Ok(false);
    }
    let person = format!("{}-person", new.id);
    on!(tx, c => {
        sqlx::query(
            "insert into public_person (id, region, name, address, suppressed, mac) values ($1, $2, $3, $4, false, $5)",
        )
        .bind(&person)
        .bind(new.region.as_str())
        .bind(&new.name)
        .bind(&new.address)
        .bind(person_mac(key, &person, &new.name, &new.address))
        .execute(c)
        .await?;
    });
    on!(tx, c => {
        sqlx::query(
            "insert into public_unconfirmed (id, region, document, case_n, round, section, body, person, mailbox, language,
               received_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        )
        .bind(&new.id)
        .bind(new.region.as_str())
        .bind(round.document.as_str())
        .bind(i64::from(round.case))
        .bind(i64::from(round.round))
        .bind(new.section.as_ref().map(PartId::as_str))
        .bind(&new.text)
        .bind(&person)
        .bind(mailbox(&new.address))
        .bind(&new.language)
        .bind(new.at.timestamp_micros())
        .execute(c)
        .await?;
    });
    for (n, file) in (1_i64..).zip(&new.files) {
        on!(tx, c => {
            sqlx::query(
                "insert into public_unconfirmed_file (answer, n, name, media_type, bytes) values ($1, $2, $3, $4, $5)",
            )
            .bind(&new.id)
            .bind(n)
            .bind(&file.name)
            .bind(&file.media_type)
            .bind(&file.bytes)
            .execute(c)
            .await?;
        });
    }
    let letter = letter(&new.id, "link", LetterKind::PublicAnswerLink, person, &new.language, new.at);
    outbox::post(tx, new.region.as_str(), &letter).await?;
    Ok(true)
}

fn letter(id: &str, what: &str, kind: LetterKind, person: String, language: &str, at: DateTime<Utc>) -> NewLetter {
    let (contact, language) = (ContactId(person), language.to_owned());
    NewLetter { id: format!("{id}-{what}"), kind, contact, language, data: id.to_owned(), at }
}

/// What waits to be confirmed.
#[derive(sqlx::FromRow)]
struct Waiting {
    region: String,
    document: String,
    case_n: i64,
    round: i64,
    section: Option<String>,
    body: String,
    person: String,
    language: String,
    received_at: i64,
}

async fn confirm(tx: &mut Tx, key: &RecordKey, asked: &Confirming) -> Result<Confirmed, Error> {
    let found: Option<Waiting> = on!(tx, c => {
        sqlx::query_as(
            "select region, document, case_n, round, section, body, person, language, received_at
             from public_unconfirmed where id = $1",
        )
        .bind(&asked.id)
        .fetch_optional(c)
        .await?
    });
    let Some(waiting) = found else {
        let known: i64 = on!(tx, c => {
            sqlx::query_scalar("select count(*) from public_answer where id = $1").bind(&asked.id).fetch_one(c).await?
        });
        return Ok(if known > 0 { Confirmed::Before } else { Confirmed::Unknown });
    };
    let number = match numbered(tx, &waiting, asked).await? {
        Ok(number) => number,
        Err(confirmed) => return Ok(confirmed),
    };
    on!(tx, c => {
        sqlx::query("delete from public_unconfirmed_file where answer = $1").bind(&asked.id).execute(c).await?;
    });
    on!(tx, c => {
        sqlx::query("insert into prose (region, hash, body) values ($1, $2, $3) on conflict (region, hash) do nothing")
            .bind(&waiting.region)
            .bind(waiting.hash().bytes())
            .bind(&waiting.body)
            .execute(c)
            .await?;
    });
    keep(tx, key, &waiting, asked, number).await?;
    let Waiting { region, person, language, .. } = waiting;
    let receipt = letter(&asked.id, "receipt", LetterKind::PublicAnswerReceipt, person, &language, asked.at);
    outbox::post(tx, &region, &receipt).await?;
    Ok(Confirmed::Now(u32::try_from(number).unwrap_or(u32::MAX)))
}

impl Waiting {
    fn hash(&self) -> Digest {
        Digest::of(&Hash::of(self.body.as_bytes()))
    }
}

/// Takes the next number of the hearing, and what waited off the list. The hearing's row is held until the end of the
/// transaction: numbers have no gaps, and no closing comes between.
async fn numbered(tx: &mut Tx, waiting: &Waiting, asked: &Confirming) -> Result<Result<i64, Confirmed>, Error> {
    let given: Option<i64> = on!(tx, c => {
        sqlx::query_scalar(
            "update public_hearing set answers = answers + 1, unconfirmed = unconfirmed - 1, waiting = waiting + 1,
               waiting_since = coalesce(waiting_since, $4)
             where document = $1 and case_n = $2 and round = $3 and open returning answers",
        )
        .bind(&waiting.document)
        .bind(waiting.case_n)
        .bind(waiting.round)
        .bind(asked.at.timestamp_micros())
        .fetch_optional(c)
        .await?
    });
    let Some(number) = given else { return Ok(Err(Confirmed::Closed)) };
    let own = on!(tx, c => {
        sqlx::query("delete from public_unconfirmed where id = $1").bind(&asked.id).execute(c).await?.rows_affected()
    });
    if own > 0 {
        return Ok(Ok(number));
    }
    // Another node was faster: the number goes back.
    on!(tx, c => {
        sqlx::query(
            "update public_hearing set answers = answers - 1, unconfirmed = unconfirmed + 1, waiting = waiting - 1
             where document = $1 and case_n = $2 and round = $3",
        )
        .bind(&waiting.document)
        .bind(waiting.case_n)
        .bind(waiting.round)
        .execute(c)
        .await?;
    });
    Ok(Err(Confirmed::Before))
}

/// Writes the answer down, under the keyed hash of what was handed in.
async fn keep(tx: &mut Tx, key: &RecordKey, waiting: &Waiting, asked: &Confirming, number: i64) -> Result<(), Error> {
    let (document, case, round) = (waiting.document.as_str(), waiting.case_n, waiting.round);
    let first = group(tx, (document, case, round), asked.alike, number).await?;
    let files = serde_json::to_string(&asked.files).map_err(|error| Error::Broken(error.to_string()))?;
    let (body, confirmed_at) = (waiting.hash(), asked.at.timestamp_micros());
    let leaf = leaf::leaf(&leaf::Leaf {
        document,
        case,
        round,
        number,
        id: &asked.id,
        section: waiting.section.as_deref(),
        body,
        files: &files,
        person: &waiting.person,
        first,
        received_at: waiting.received_at,
        confirmed_at,
    });
    on!(tx, c => {
        sqlx::query(
            "insert into public_answer (document, case_n, round, number, id, region, section, body, files, person, first,
               received_at, confirmed_at, released, mac, language)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, false, $14, $15)",
        )
        .bind(document)
        .bind(case)
        .bind(round)
        .bind(number)
        .bind(&asked.id)
        .bind(&waiting.region)
        .bind(&waiting.section)
        .bind(body.bytes())
        .bind(&files)
        .bind(&waiting.person)
        .bind(first)
        .bind(waiting.received_at)
        .bind(confirmed_at)
        .bind(key.mac(&[b"public_answer", &leaf.0]).bytes())
        .bind(&waiting.language)
        .execute(c)
        .await?;
    });
    Ok(())
}

/// Counts an answer among those that are alike, and gives the number of the first.
async fn group(
    tx: &mut Tx,
    (document, case, round): (&str, i64, i64),
    alike: Digest,
    number: i64,
) -> Result<i64, Error> {
    let first: i64 = on!(tx, c => {
        sqlx::query_scalar(
            "insert into public_group (document, case_n, round, alike, first, answers) values ($1, $2, $3, $4, $5, 1)
             on conflict (document, case_n, round, alike) do update set answers = public_group.answers + 1
             returning first",
        )
        .bind(document)
        .bind(case)
        .bind(round)
        .bind(alike.bytes())
        .bind(number)
        .fetch_one(c)
        .await?
    });
    if first == number {
        on!(tx, c => {
            sqlx::query("update public_hearing set alike = alike + 1 where document = $1 and case_n = $2 and round = $3")
                .bind(document)
                .bind(case)
                .bind(round)
                .execute(c)
                .await?;
        });
    }
    Ok(first)
}

impl Ledger {
    /// Keeps an answer that is to be confirmed, and posts the letter with its link. `false` where the hearing takes none, or
    /// where too many wait already.
    pub async fn hand_in(&self, new: HandedIn) -> Result<bool, Error> {
        match self.public_task(Task::HandIn(Arc::new(new))).await? {
            Done::Kept(kept) => Ok(kept),
            Done::Confirmed(_) => Err(Error::Broken("an answer was kept as a confirmation".to_owned())),
        }
    }

    /// Makes what was handed in an answer, with its number and a receipt. Its files are kept before. `alike` is the same of
    /// all that say the same.
    pub async fn confirm_public(
        &self,
        id: &str,
        files: Vec<PublicFile>,
        alike: &Hash,
        at: DateTime<Utc>,
    ) -> Result<Confirmed, Error> {
        let asked = Confirming { id: id.to_owned(), files, alike: Digest::of(alike), at };
        match self.public_task(Task::Confirm(Arc::new(asked))).await? {
            Done::Confirmed(confirmed) => Ok(confirmed),
            Done::Kept(_) => Err(Error::Broken("a confirmation was answered as an answer".to_owned())),
        }
    }

    async fn public_task(&self, task: Task) -> Result<Done, Error> {
        let (answer, answered) = oneshot::channel();
        self.intake.send(Job { task, answer }).await.map_err(|_| Error::Busy)?;
        answered.await.map_err(|_| Error::Busy)?
    }
}
