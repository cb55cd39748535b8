//! One writer: takes all commands that wait, decides them in memory, and writes what came of them in bulk.

mod batch;
mod bulk;
mod load;

use crate::{Error, Order, db::Db, execute::Answer, lately::States, register::Register};
use batch::Batch;
use procedure::{DocumentId, Hash, Kinds, RegionId, SignerId};
use std::{collections::HashMap, sync::Arc, time::Duration};
use tokio::{
    sync::{mpsc, oneshot},
    time::Instant,
};

/// Commands that may wait before callers do.
const QUEUE: usize = 1024;
/// Commands decided in one transaction.
const BATCH: usize = 256;
/// How often others may be faster before commands are tried one by one, and then given up.
const TRIES: usize = 5;
/// How long a batch whose commit got no answer is looked for in a database that is away.
const LOOK_UP: Duration = Duration::from_secs(30);

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
    let (sender, mut waiting) = mpsc::channel::<Job>(QUEUE);
    tokio::spawn(async move {
        let mut writer = Writer { db, kinds, states, registers: Registers::new() };
        let mut jobs = Vec::with_capacity(BATCH);
        while waiting.recv_many(&mut jobs, BATCH).await > 0 {
            let taken = std::mem::take(&mut jobs);
            metrics::histogram!("samrad_batch_commands").record(u32::try_from(taken.len()).unwrap_or(u32::MAX));
            writer.carry_out(taken).await;
        }
    });
    sender
}

/// A batch whose commit got no answer.
struct Unanswered {
    mark: Mark,
    answers: Answers,
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

impl Writer {
    /// All together; where that fails, one by one, so that a bad command harms only itself.
    async fn carry_out(&mut self, jobs: Vec<Job>) {
        let tasks: Vec<&Task> = jobs.iter().map(|job| &job.task).collect();
        match self.together(&tasks).await {
            Ok(answers) => {
                for (job, answer) in jobs.into_iter().zip(answers) {
                    let _gone = job.answer.send(answer);
                }
            }
            Err(error) if jobs.len() == 1 || error.meets_all() => {
                tracing::warn!(commands = jobs.len(), %error, "commands could not be written");
                self.db.heed(&error);
                for job in jobs {
                    let _gone = job.answer.send(Err(Error::Busy));
                }
            }
            Err(error) => {
                tracing::warn!(commands = jobs.len(), %error, "a batch could not be written; trying one by one");
                for job in jobs {
                    let answer = self.together(&[&job.task]).await;
                    let answer = answer.and_then(|mut answers| answers.pop().unwrap_or(Err(Error::Busy)));
                    let _gone = job.answer.send(answer);
                }
            }
        }
    }

    async fn together(&mut self, tasks: &[&Task]) -> Result<Answers, Error> {
        let begun = Instant::now();
        let mut unanswered = None;
        let mut last = Error::Conflict;
        for _ in 0..TRIES {
            match self.once(tasks, &mut unanswered).await {
                Err(error) if error.is_race() => last = Error::Conflict,
                Err(error @ Error::Lost(_)) => last = error,
                // Away; but what may have been written is looked up, as long as that is of use to those who wait.
                Err(Error::Busy) if unanswered.is_some() && begun.elapsed() < LOOK_UP => last = Error::Busy,
                other => return other,
            }
        }
        Err(last)
    }

    async fn once(&mut self, tasks: &[&Task], unanswered: &mut Option<Unanswered>) -> Result<Answers, Error> {
        let orders: Vec<&Order> = tasks.iter().filter_map(|task| task.order()).collect();
        let mut tx = self.db.begin().await?;
        if let Some(before) = unanswered
            && load::is_written(&mut tx, &before.mark).await?
        {
            return Ok(std::mem::take(&mut before.answers));
        }
        let documents = load::documents(&mut tx, &orders, &self.states).await?;
        let keys = load::keys(&mut tx, &orders).await?;
        load::registers(&mut tx, &orders, &mut self.registers).await?;
        let mut batch = Batch::new(&self.kinds, &self.registers, documents, keys);
        let answers: Vec<_> = tasks.iter().map(|task| batch.take(task)).collect();
        if batch.rows.is_empty() {
            return Ok(answers);
        }
        bulk::write(&mut tx, &batch.rows).await?;
        let done = tx.commit().await;
        if let (Err(Error::Lost(_)), Some(mark)) = (&done, batch.rows.mark()) {
            *unanswered = Some(Unanswered { mark, answers });
            return done.map(|()| Vec::new());
        }
        done?;
        batch.keep(&self.states);
        Ok(answers)
    }
}
