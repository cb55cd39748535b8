//! The reference on SQLite: its tables, and the one thread that writes them.

use super::{Command, Count, Done, FOUR_YEARS, NOW, token};
use anyhow::Context as _;
use rusqlite::{Connection, OptionalExtension as _, Transaction, TransactionBehavior};
use std::{
    path::Path,
    sync::{Arc, Mutex, mpsc},
    thread::JoinHandle,
};
use tokio::sync::oneshot;

const TABLES: &str = "
    pragma journal_mode = wal;
    pragma synchronous = full;
    create table document (id integer primary key, key text not null unique, title text not null, body text not null,
      phase integer not null, seq integer not null);
    create table invitation (id integer primary key, document integer not null, stage integer not null,
      municipality integer not null, token text not null unique, answered integer);
    create index invitation_document on invitation (document, stage);
    create table letter (id integer primary key, document integer not null, kind integer not null, address text not null,
      token text not null, due integer not null, sent integer);
    create index letter_due on letter (due) where sent is null;
    create table timer (document integer primary key, due integer not null);
    create index timer_due on timer (due);
    create table event (document integer not null, seq integer not null, kind text not null, actor text not null,
      at integer not null, primary key (document, seq)) without rowid;
";
/// Commands a transaction.
const GROUP: usize = 1024;

type Answer = Result<Done, rusqlite::Error>;

enum Job {
    Command(Command, oneshot::Sender<Answer>),
    Count(oneshot::Sender<Result<Count, rusqlite::Error>>),
}

#[derive(Clone)]
pub struct Writer {
    jobs: mpsc::Sender<Job>,
    writer: Arc<Mutex<Option<JoinHandle<()>>>>,
}

impl Writer {
    pub fn open(file: &Path) -> anyhow::Result<Self> {
        let mut connection = Connection::open(file)?;
        connection.execute_batch(TABLES)?;
        connection.set_prepared_statement_cache_capacity(64);
        let (jobs, waiting) = mpsc::channel();
        let writer = std::thread::spawn(move || {
            while let Ok(first) = waiting.recv() {
                group(&mut connection, first, &waiting);
            }
        });
        Ok(Self { jobs, writer: Arc::new(Mutex::new(Some(writer))) })
    }

    pub async fn execute(&self, command: Command) -> anyhow::Result<Done> {
        let (answer, answered) = oneshot::channel();
        self.jobs.send(Job::Command(command, answer)).ok().context("the writer is there")?;
        Ok(answered.await??)
    }

    pub async fn count(&self) -> anyhow::Result<Count> {
        let (answer, answered) = oneshot::channel();
        self.jobs.send(Job::Count(answer)).ok().context("the writer is there")?;
        Ok(answered.await??)
    }

    /// Waits until the writer has closed its file.
    pub async fn close(self) -> anyhow::Result<()> {
        let Self { jobs, writer } = self;
        drop(jobs);
        let writer = writer.lock().ok().and_then(|mut writer| writer.take());
        tokio::task::spawn_blocking(move || writer.map(JoinHandle::join)).await?;
        Ok(())
    }
}

/// All that waits, in one transaction; each command in a savepoint of its own, answered when all are durable.
fn group(connection: &mut Connection, first: Job, waiting: &mpsc::Receiver<Job>) {
    let Ok(transaction) = connection.transaction_with_behavior(TransactionBehavior::Immediate) else { return };
    let mut answers = Vec::new();
    let mut job = Some(first);
    while let Some(next) = job {
        match next {
            Job::Command(command, answer) => answers.push((answer, one(&transaction, &command))),
            Job::Count(answer) => {
                let _gone = answer.send(count(&transaction));
            }
        }
        job = if answers.len() < GROUP { waiting.try_recv().ok() } else { None };
    }
    if transaction.commit().is_ok() {
        for (answer, done) in answers {
            let _gone = answer.send(done);
        }
    }
}

fn one(transaction: &Transaction, command: &Command) -> Answer {
    transaction.prepare_cached("savepoint one")?.execute([])?;
    let done = carry_out(transaction, command);
    if done.is_err() {
        transaction.prepare_cached("rollback to one")?.execute([])?;
    }
    transaction.prepare_cached("release one")?.execute([])?;
    done
}

fn carry_out(db: &Transaction, command: &Command) -> Answer {
    let id = |key: &str| -> rusqlite::Result<i64> {
        db.prepare_cached("select id from document where key = ?1")?.query_row([key], |row| row.get(0))
    };
    // Only from the phase it belongs to.
    let step = |id: i64, from: i64, to: i64, kind: &str, actor: &str| -> rusqlite::Result<()> {
        let seq: i64 = db
            .prepare_cached("update document set phase = ?3, seq = seq + 1 where id = ?1 and phase = ?2 returning seq")?
            .query_row((id, from, to), |row| row.get(0))?;
        db.prepare_cached("insert into event values (?1, ?2, ?3, ?4, ?5)")?.execute((id, seq, kind, actor, NOW))?;
        Ok(())
    };
    let mut done = Done::default();
    match command {
        Command::Create { key, title } => {
            let id = db
                .prepare_cached("insert into document (key, title, body, phase, seq) values (?1, ?2, '', 0, 0)")?
                .insert((key, title))?;
            step(id, 0, 0, "created", "desk")?;
        }
        Command::Save { key, text } => {
            let id = id(key)?;
            step(id, 0, 0, "saved", "desk")?;
            db.prepare_cached("update document set body = ?2 where id = ?1")?.execute((id, text))?;
        }
        Command::Invite { key, stage } => {
            let id = id(key)?;
            step(id, stage * 2, stage * 2 + 1, "invited", "desk")?;
            for municipality in 0..8_i64 {
                let token = token();
                db.prepare_cached(
                    "insert into invitation (document, stage, municipality, token) values (?1, ?2, ?3, ?4)",
                )?
                .execute((id, stage, municipality, &token))?;
                db.prepare_cached(
                    "insert into letter (document, kind, address, token, due) values (?1, ?2, ?3, ?4, ?5)",
                )?
                .execute((id, stage, format!("post@{municipality}.example.test"), &token, NOW))?;
                done.tokens.push(token);
            }
        }
        Command::Answer { token } => {
            let (id, stage, municipality): (i64, i64, i64) = db
                .prepare_cached(
                    "update invitation set answered = ?2 where token = ?1 and answered is null
                     returning document, stage, municipality",
                )?
                .query_row((token, NOW), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            let phase = stage * 2 + 1;
            step(id, phase, phase, "answered", &format!("municipality {municipality}"))?;
        }
        Command::Close { key } => {
            let id = id(key)?;
            all_answered(db, id, 0)?;
            step(id, 1, 2, "closed", "desk")?;
        }
        Command::Adopt { key } => {
            let id = id(key)?;
            all_answered(db, id, 1)?;
            step(id, 3, 4, "adopted", "desk")?;
            db.prepare_cached("insert into timer values (?1, ?2)")?.execute((id, NOW + FOUR_YEARS))?;
        }
    }
    Ok(done)
}

fn all_answered(db: &Transaction, id: i64, stage: i64) -> rusqlite::Result<()> {
    let open = db
        .prepare_cached("select 1 from invitation where document = ?1 and stage = ?2 and answered is null limit 1")?
        .query_row((id, stage), |_| Ok(()))
        .optional()?;
    if open.is_some() { Err(rusqlite::Error::QueryReturnedNoRows) } else { Ok(()) }
}

fn count(db: &Transaction) -> rusqlite::Result<Count> {
    let count = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0)).map(|n| usize::try_from(n).unwrap_or(0));
    Ok(Count {
        finished: count("select count(*) from document where phase = 4")?,
        letters: count("select count(*) from letter where sent is null")?,
        timers: count("select count(*) from timer")?,
        events: count("select count(*) from event")?,
    })
}

/// Brings what stands in the journal into the file, as whoever closes it in order does.
pub fn settle(file: &Path) -> Result<(), rusqlite::Error> {
    Connection::open(file)?.query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(()))
}
