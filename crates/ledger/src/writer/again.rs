//! The careful way: commands decided on nothing but what is in the database, while nothing else is being written. For
//! those that are refused on what is remembered, and for batches that others have got in the way of.

use super::{Answers, Batch, Job, Mark, Prepared, Task, Writer, answer, count, load, number};
use crate::{Error, Order};
use std::time::Duration;
use tokio::time::Instant;

/// How often others may be faster before commands are tried one by one, and then given up.
const TRIES: usize = 5;
/// How long a batch whose commit got no answer is looked for in a database that is away.
const LOOK_UP: Duration = Duration::from_secs(30);

/// A batch whose commit got no answer.
pub(super) struct Unanswered {
    pub mark: Mark,
    pub answers: Answers,
}

impl Writer {
    /// All together; where that fails, one by one, so that a bad command harms only itself.
    pub(super) async fn carry_out(&mut self, jobs: Vec<Job>, unanswered: Option<Unanswered>) {
        if jobs.is_empty() {
            return;
        }
        count(jobs.len());
        let tasks: Vec<&Task> = jobs.iter().map(|job| &job.task).collect();
        match self.together(&tasks, unanswered).await {
            Ok(answers) => answer(jobs, answers),
            Err(error) if jobs.len() == 1 || error.meets_all() => self.turn_away(jobs, &error),
            Err(error) => {
                tracing::warn!(commands = jobs.len(), %error, "a batch could not be written; trying one by one");
                for job in jobs {
                    let answer = self.together(&[&job.task], None).await;
                    let answer = answer.and_then(|mut answers| answers.pop().unwrap_or(Err(Error::Busy)));
                    let _gone = job.answer.send(answer);
                }
            }
        }
    }

    async fn together(&mut self, tasks: &[&Task], mut unanswered: Option<Unanswered>) -> Result<Answers, Error> {
        let begun = Instant::now();
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
        if let Some(before) = unanswered
            && load::is_written(&self.db, &before.mark).await?
        {
            return Ok(std::mem::take(&mut before.answers));
        }
        let orders: Vec<&Order> = tasks.iter().filter_map(|task| task.order()).collect();
        load::registers(&self.db, &orders, &mut self.registers).await?;
        let mut batch = Batch::default();
        batch.before = load::keys(&self.db, &orders).await?;
        load::documents(&self.db, &orders, &self.states, &mut batch.documents, |_| None).await?;
        number(&self.db, &mut self.numbers, &mut batch.documents).await?;
        let by = self.by();
        let answers: Vec<_> = tasks.iter().map(|task| batch.take(&by, task)).collect();
        let (rows, written) = batch.close();
        if rows.is_empty() {
            return Ok(answers);
        }
        let mark = rows.mark();
        let done = Prepared::new(&self.db, rows).carry_out(&self.db).await;
        if let (Err(Error::Lost(_)), Some(mark)) = (&done, mark) {
            *unanswered = Some(Unanswered { mark, answers });
            return done.map(|()| Vec::new());
        }
        done?;
        self.remember(written);
        Ok(answers)
    }
}
