//! One writer: takes all commands that wait, decides them in memory, and writes what came of them in bulk. While one
//! batch is written, the next is decided on what that one will leave behind.

mod again;
mod batch;
mod bulk;
mod load;

use crate::{
    Error, Order,
    db::Db,
    execute::Answer,
    lately::{Remembered, States},
    register::Register,
};
use again::Unanswered;
use batch::Batch;
use load::Loaded;
use procedure::{DocumentId, Hash, Kinds, RegionId, SignerId};
use std::{collections::HashMap, mem::take, sync::Arc};
use tokio::{
    sync::{mpsc, oneshot},
    task::JoinHandle,
};

/// Commands that may wait before callers do.
const QUEUE: usize = 1024;
/// Commands decided in one transaction.
const BATCH: usize = 256;

pub(crate) struct Job {
    pub task: Task,
    pub answer: oneshot::Sender<Result<Answer, Error>>,
}

/// What the writer is asked to do. All that waits is made durable at once.
#[expect(clippy::large_enum_variant, reason = "nearly all tasks are commands")]
pub(crate) enum Task {
    Command(Order),
    /// A text, stored under its hash before a command names it.
    Text(RegionId, Hash, String),
    Signer(Signer),
}

#[derive(Clone)]
pub(crate) struct Signer {
    pub region: RegionId,
    pub id: SignerId,
    pub name: String,
    pub role: String,
}

impl Task {
    fn order(&self) -> Option<&Order> {
        match self {
            Self::Command(order) => Some(order),
            Self::Text(..) | Self::Signer(_) => None,
        }
    }
}

pub(crate) type Registers = HashMap<RegionId, Arc<Register>>;

pub(crate) fn start(db: Db, kinds: Arc<Kinds>, states: States) -> mpsc::Sender<Job> {
    let (sender, waiting) = mpsc::channel(QUEUE);
    let writer = Writer { db, kinds, states, registers: Registers::new() };
    tokio::spawn(writer.run(waiting));
    sender
}

type Answers = Vec<Result<Answer, Error>>;

/// What a batch is known by once it is written: an event of it, whose hash no other event has.
struct Mark {
    document: DocumentId,
    hash: Hash,
}

struct Writer {
    db: Db,
    kinds: Arc<Kinds>,
    states: States,
    registers: Registers,
}

/// A batch that still takes commands.
#[derive(Default)]
struct Open {
    batch: Batch,
    jobs: Vec<Job>,
    answers: Answers,
    /// Not answered on what is remembered: that may be old, and a command that writes nothing does not find out.
    doubtful: Vec<Job>,
}

impl Open {
    /// What it was decided on did not come to be.
    fn distrust(&mut self) {
        let mut jobs = take(&mut self.jobs);
        jobs.append(&mut self.doubtful);
        *self = Self { doubtful: jobs, ..Self::default() };
    }

    fn room(&self) -> usize {
        BATCH - self.jobs.len() - self.doubtful.len()
    }
}

/// A batch that is being written.
struct Flight {
    jobs: Vec<Job>,
    answers: Answers,
    mark: Option<Mark>,
    written: HashMap<DocumentId, Remembered>,
    landing: JoinHandle<Result<(), Error>>,
}

impl Writer {
    async fn run(mut self, mut waiting: mpsc::Receiver<Job>) {
        let (mut open, mut flight, mut closed) = (Open::default(), None, false);
        let mut jobs = Vec::with_capacity(BATCH);
        while !closed || flight.is_some() {
            let room = open.room();
            tokio::select! {
                landed = landing(&mut flight) => {
                    if let Some(flight) = flight.take()
                        && !self.land(flight, landed).await
                    {
                        open.distrust();
                    }
                }
                taken = waiting.recv_many(&mut jobs, room), if room > 0 && !closed => {
                    closed = taken == 0;
                    self.decide(&mut open, flight.as_ref(), &mut jobs).await;
                }
            }
            if flight.is_none() {
                self.carry_out(take(&mut open.doubtful), None).await;
                flight = self.depart(take(&mut open));
            }
        }
    }

    /// Decides commands on what is remembered, and on what the batch before will have written.
    async fn decide(&mut self, open: &mut Open, before: Option<&Flight>, jobs: &mut Vec<Job>) {
        let orders: Vec<&Order> = jobs.iter().filter_map(|job| job.task.order()).collect();
        let known = |order: &Order| {
            let flying = before.and_then(|flight| flight.written.get(&order.document));
            // Taken, so that it is changed and not copied.
            let remembered = flying.cloned().or_else(|| self.states.take(&order.document));
            remembered.map(Loaded::remembered).or_else(|| order.creates().then(|| Loaded::absent(order)))
        };
        let loaded = async {
            load::unknown_registers(&self.db, &orders, &mut self.registers).await?;
            load::documents(&self.db, &orders, &self.states, &mut open.batch.documents, known).await
        };
        if loaded.await.is_err() {
            open.doubtful.append(jobs);
            return;
        }
        for job in jobs.drain(..) {
            let answer = open.batch.take(&self.kinds, &self.registers, &job.task);
            if writes(&answer) {
                open.jobs.push(job);
                open.answers.push(answer);
            } else {
                open.doubtful.push(job);
            }
        }
    }

    /// Begins to write a batch, if it has anything.
    fn depart(&self, open: Open) -> Option<Flight> {
        let Open { mut batch, jobs, answers, .. } = open;
        if jobs.is_empty() {
            return None;
        }
        count(jobs.len());
        let (mark, written, db) = (batch.rows.mark(), batch.written(), self.db.clone());
        let landing = tokio::spawn(async move { bulk::write(&db, batch.rows).await });
        Some(Flight { jobs, answers, mark, written, landing })
    }

    /// Answers a batch, and tells whether it was written as it was decided. One that was not is decided again, on nothing
    /// but what is in the database.
    async fn land(&mut self, flight: Flight, landed: Result<(), Error>) -> bool {
        let whole = landed.is_ok();
        let Flight { jobs, answers, mark, written, .. } = flight;
        match landed {
            Ok(()) => {
                self.remember(written);
                answer(jobs, answers);
            }
            Err(error @ (Error::Busy | Error::Storage(_))) => self.turn_away(jobs, &error),
            Err(error @ Error::Lost(_)) => {
                tracing::warn!(commands = jobs.len(), %error, "whether a batch was written is not known");
                self.carry_out(jobs, mark.map(|mark| Unanswered { mark, answers })).await;
            }
            Err(error) => {
                tracing::debug!(commands = jobs.len(), %error, "a batch is decided again");
                self.carry_out(jobs, None).await;
            }
        }
        whole
    }

    /// Puts what was written where it is found again.
    fn remember(&self, written: HashMap<DocumentId, Remembered>) {
        for (id, remembered) in written {
            self.states.put(id, remembered);
        }
    }

    /// None of them could be carried out, for a reason that is not theirs.
    fn turn_away(&self, jobs: Vec<Job>, error: &Error) {
        tracing::warn!(commands = jobs.len(), %error, "commands could not be written");
        self.db.heed(error);
        for job in jobs {
            let _gone = job.answer.send(Err(Error::Busy));
        }
    }
}

fn answer(jobs: Vec<Job>, answers: Answers) {
    for (job, answer) in jobs.into_iter().zip(answers) {
        let _gone = job.answer.send(answer);
    }
}

fn count(commands: usize) {
    metrics::histogram!("samrad_batch_commands").record(u32::try_from(commands).unwrap_or(u32::MAX));
}

/// Whether an answer stands for something that is written: then it was right, or nothing is written.
fn writes(answer: &Result<Answer, Error>) -> bool {
    match answer {
        Ok(Answer::Now(done)) => !done.events.is_empty(),
        Ok(Answer::Kept) => true,
        Ok(Answer::Before(_)) | Err(_) => false,
    }
}

/// Ends when the batch that is being written is; without one, never.
async fn landing(flight: &mut Option<Flight>) -> Result<(), Error> {
    match flight {
        Some(flight) => (&mut flight.landing).await.map_err(|error| Error::Broken(error.to_string()))?,
        None => std::future::pending().await,
    }
}
