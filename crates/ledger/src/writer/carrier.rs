//! Carries batches to the database, one after the other and the next at once: it does not wait until the one before has
//! been answered.

use super::{Decided, Written};
use crate::{Error, db::Db};
use futures_util::FutureExt as _;
use std::{collections::VecDeque, panic::AssertUnwindSafe};
use tokio::sync::mpsc;

/// Batches under way: one is being written, one waits for its turn.
const DEPTH: usize = 2;

pub(super) struct Carrier {
    scripts: mpsc::Sender<Written>,
    ends: mpsc::Receiver<Result<(), Error>>,
    /// In their order.
    under_way: VecDeque<Decided>,
}

impl Carrier {
    pub fn start(db: Db) -> Self {
        let (scripts, mut next) = mpsc::channel::<Written>(DEPTH);
        let (end, ends) = mpsc::channel(DEPTH);
        tokio::spawn(async move {
            while let Some(script) = next.recv().await {
                let done = AssertUnwindSafe(script.carry_out(&db)).catch_unwind().await;
                let done = done.unwrap_or_else(|_| Err(Error::Broken("writing a batch panicked".to_owned())));
                let failed = done.is_err();
                if !failed {
                    db.has_room();
                }
                let _writer_is_gone = end.send(done).await;
                // What waits behind it was decided on it.
                while failed && next.try_recv().is_ok() {
                    let _writer_is_gone = end.send(Err(Error::Conflict)).await;
                }
            }
        });
        Self { scripts, ends, under_way: VecDeque::with_capacity(DEPTH) }
    }

    pub fn is_idle(&self) -> bool {
        self.under_way.is_empty()
    }

    pub fn is_full(&self) -> bool {
        self.under_way.len() == DEPTH
    }

    /// What is under way, the last that was sent first.
    pub fn under_way(&self) -> impl Iterator<Item = &Decided> {
        self.under_way.iter().rev()
    }

    pub async fn send(&mut self, batch: Decided, script: Written) {
        self.under_way.push_back(batch);
        let _taken = self.scripts.send(script).await;
    }

    /// The next batch that has come to its end, and how. Never, while nothing is under way.
    pub async fn landed(&mut self) -> (Decided, Result<(), Error>) {
        let end = self.ends.recv().await;
        match (self.under_way.pop_front(), end) {
            (Some(batch), Some(end)) => (batch, end),
            _ => std::future::pending().await,
        }
    }
}
