//! One writer: takes all commands that wait, decides them in memory, and writes the results in bulk. While one batch is
//! in flight to the database, the next is decided on the states that one will leave, and prepared.

mod again;
mod batch;
mod bulk;
mod carrier;
mod entries;
mod load;
mod order;

use crate::{
    Digest, Error,
    cache::{Remembered, States},
    db::Db,
    register::Register,
    signing::Signing,
};
use again::Unanswered;
use batch::{Batch, By};
use bulk::Prepared;
use carrier::Carrier;
use load::Loaded;
pub(crate) use order::{Answer, DoneRow};
pub use order::{Done, Key, Order};
use procedure::{DocumentId, Kinds, RegionId, SignerId};
use std::{collections::HashMap, mem::take, ops::Range, sync::Arc};
use tokio::sync::{mpsc, oneshot};

/// Commands that may wait before callers do.
const QUEUE: usize = 1024;
/// Commands decided in one transaction.
const BATCH: usize = 256;
/// Preparing this many commands takes about as long as a commit, so that they are ready when the commit ends.
const MANY: usize = 16;
/// Numbers for documents taken at a time.
const NUMBERS: i64 = 1000;

pub(crate) struct Job {
    pub task: Task,
    pub answer: oneshot::Sender<Result<Answer, Error>>,
}

/// What the writer is asked to do. All that waits is made durable at once.
#[expect(clippy::large_enum_variant, reason = "nearly all tasks are commands")]
pub(crate) enum Task {
    Command(Order),
    /// A text, stored under its hash before a command names it.
    Text(RegionId, Digest, String),
    Signer(Signer),
}

#[derive(Clone)]
pub(crate) struct Signer {
    pub region: RegionId,
    pub id: SignerId,
    pub name: String,
    pub role: String,
    pub mac: Vec<u8>,
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

pub(crate) fn start(db: Db, kinds: Arc<Kinds>, signing: Option<Signing>, states: States) -> mpsc::Sender<Job> {
    let (sender, waiting) = mpsc::channel(QUEUE);
    let carrier = Carrier::start(db.clone());
    let writer = Writer { db, kinds, signing, numbers: 0..0, states, registers: Registers::new(), carrier };
    tokio::spawn(writer.run(waiting));
    sender
}

type Answers = Vec<Result<Answer, Error>>;

/// What a batch is known by once it is written: an event of it, whose hash no other event has.
struct Mark {
    document: i64,
    hash: Digest,
}

struct Writer {
    db: Db,
    kinds: Arc<Kinds>,
    signing: Option<Signing>,
    /// Numbers for documents that are not there yet.
    numbers: Range<i64>,
    states: States,
    registers: Registers,
    carrier: Carrier,
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
    /// The states it was decided on were not written: every command is to be decided again.
    fn distrust(&mut self) {
        let mut jobs = take(&mut self.jobs);
        jobs.append(&mut self.doubtful);
        *self = Self { doubtful: jobs, ..Self::default() };
    }

    fn room(&self) -> usize {
        BATCH - self.jobs.len() - self.doubtful.len()
    }
}

/// A batch that takes no more commands, and is in flight to the database.
struct Decided {
    jobs: Vec<Job>,
    answers: Answers,
    mark: Option<Mark>,
    written: HashMap<DocumentId, Remembered>,
}

impl Writer {
    async fn run(mut self, mut waiting: mpsc::Receiver<Job>) {
        let (mut open, mut closed) = (Open::default(), false);
        let mut jobs = Vec::with_capacity(BATCH);
        while !closed || !self.carrier.is_idle() {
            let room = open.room();
            tokio::select! {
                (batch, end) = self.carrier.next_end() => self.take_end(&mut open, batch, end).await,
                taken = waiting.recv_many(&mut jobs, room), if room > 0 && !closed => {
                    closed = taken == 0;
                    self.decide(&mut open, &mut jobs).await;
                }
            }
            if self.carrier.is_idle() {
                self.carry_out(take(&mut open.doubtful), None).await;
            }
            if self.may_close(&open) {
                self.close(&mut open).await;
            }
        }
    }

    /// Whether the open batch may be sent: at once when nothing is in flight, else when it is large enough. Commands in
    /// doubt are decided when nothing is in flight, so nothing more is sent before them.
    fn may_close(&self, open: &Open) -> bool {
        match self.carrier.in_flight().next() {
            None => !open.jobs.is_empty(),
            Some(last) => {
                let many = open.jobs.len() >= MANY.max(last.jobs.len());
                many && open.doubtful.is_empty() && !self.carrier.is_full()
            }
        }
    }

    /// Decides commands on cached states, and on those the batches in flight will have written.
    async fn decide(&mut self, open: &mut Open, jobs: &mut Vec<Job>) {
        let orders: Vec<&Order> = jobs.iter().filter_map(|job| job.task.order()).collect();
        let known = |order: &Order| {
            let decided = self.carrier.in_flight().find_map(|batch| batch.written.get(&order.document));
            // Taken, so that it is changed and not copied.
            let remembered = decided.cloned().or_else(|| self.states.take(&order.document));
            remembered.map(Loaded::remembered).or_else(|| order.creates().then(|| Loaded::absent(order)))
        };
        let loaded = async {
            load::unknown_registers(&self.db, &orders, &mut self.registers).await?;
            load::documents(&self.db, &orders, &self.states, &mut open.batch.documents, known).await?;
            number(&self.db, &mut self.numbers, &mut open.batch.documents).await
        };
        if loaded.await.is_err() {
            open.doubtful.append(jobs);
            return;
        }
        for job in jobs.drain(..) {
            let answer = open.batch.take(&self.by(), &job.task);
            if writes(&answer) {
                open.jobs.push(job);
                open.answers.push(answer);
            } else {
                open.doubtful.push(job);
            }
        }
    }

    fn by(&self) -> By<'_> {
        By { kinds: &self.kinds, registers: &self.registers, signing: self.signing.as_ref() }
    }

    /// Closes a batch, prepares it and sends it.
    async fn close(&mut self, open: &mut Open) {
        let Open { batch, jobs, answers, doubtful } = take(open);
        open.doubtful = doubtful;
        count(jobs.len());
        let (rows, written) = batch.close();
        let decided = Decided { jobs, answers, mark: rows.mark(), written };
        self.carrier.send(decided, Prepared::new(&self.db, rows)).await;
    }

    /// Answers a batch that has ended. If it failed, the batches behind it may have been decided on it: they end first,
    /// because only then can their commands be decided again.
    async fn take_end(&mut self, open: &mut Open, batch: Decided, end: Result<(), Error>) {
        if end.is_ok() {
            return self.settle(batch, end).await;
        }
        open.distrust();
        let mut ended = vec![(batch, end)];
        while !self.carrier.is_idle() {
            ended.push(self.carrier.next_end().await);
        }
        for (batch, end) in ended {
            self.settle(batch, end).await;
        }
    }

    /// Answers a batch. One that was not written as it was decided is decided again, on nothing but what is in the
    /// database.
    async fn settle(&mut self, batch: Decided, end: Result<(), Error>) {
        let Decided { jobs, answers, mark, written } = batch;
        match end {
            Ok(()) => {
                self.remember(written);
                answer(jobs, answers);
            }
            Err(error @ (Error::Busy | Error::Full | Error::Storage(_))) => self.turn_away(jobs, &error),
            Err(error @ Error::Lost(_)) => {
                tracing::warn!(commands = jobs.len(), %error, "whether a batch was written is not known");
                self.carry_out(jobs, mark.map(|mark| Unanswered { mark, answers })).await;
            }
            Err(error) => {
                tracing::debug!(commands = jobs.len(), %error, "a batch is decided again");
                self.carry_out(jobs, None).await;
            }
        }
    }

    /// Puts the written states into the cache.
    fn remember(&self, written: HashMap<DocumentId, Remembered>) {
        for (id, remembered) in written {
            self.states.put(id, remembered);
        }
    }

    /// Tells the callers that the database could not be written to.
    fn turn_away(&self, jobs: Vec<Job>, error: &Error) {
        tracing::warn!(commands = jobs.len(), %error, "commands could not be written");
        self.db.heed(error);
        for job in jobs {
            let full = matches!(error, Error::Full);
            let _gone = job.answer.send(Err(if full { Error::Full } else { Error::Busy }));
        }
    }
}

/// Gives documents that are not there yet their numbers.
async fn number(db: &Db, numbers: &mut Range<i64>, documents: &mut HashMap<DocumentId, Loaded>) -> Result<(), Error> {
    for document in documents.values_mut().filter(|document| document.key == 0) {
        if numbers.is_empty() {
            let first = load::numbers(db, NUMBERS).await?;
            *numbers = first..first + NUMBERS;
        }
        document.key = numbers.next().unwrap_or_default();
    }
    Ok(())
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
