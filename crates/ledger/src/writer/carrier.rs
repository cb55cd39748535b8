//! Sends prepared batches to the database, one after another. The next is sent as soon as the one before has ended, while
//! the writer still answers that one.

use super::{Decided, Prepared};
use crate::{Error, db::Db};
use futures_util::FutureExt as _;
use std::{collections::VecDeque, panic::AssertUnwindSafe};
use tokio::sync::mpsc;

/// Batches in flight: one is being written, one waits for its turn.
const DEPTH: usize = 2;

pub(super) struct Carrier {
    scripts: mpsc::Sender<Prepared>,
    ends: mpsc::Receiver<Result<(), Error>>,
    /// In their order.
    in_flight: VecDeque<Decided>,
}

impl Carrier {
    pub fn start(db: Db) -> Self {
        let (scripts, mut next) = mpsc::channel::<Prepared>(DEPTH);
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
                // The batches behind it were decided on what it would have left.
                while failed && next.try_recv().is_ok() {
                    let _writer_is_gone = end.send(Err(Error::Conflict)).await;
                }
            }
        });
        Self { scripts, ends, in_flight: VecDeque::with_capacity(DEPTH) }
    }

    pub fn is_idle(&self) -> bool {
        self.in_flight.is_empty()
    }

    pub fn is_full(&self) -> bool {
        self.in_flight.len() == DEPTH
    }

    /// The batches in flight, the last sent first.
    pub fn in_flight(&self) -> impl Iterator<Item = &Decided> {
        self.in_flight.iter().rev()
    }

    pub async fn send(&mut self, batch: Decided, script: Prepared) {
        self.in_flight.push_back(batch);
        let _taken = self.scripts.send(script).await;
    }

    /// Waits for the next batch to end, and gives how it ended. Never returns while nothing is in flight.
    pub async fn next_end(&mut self) -> (Decided, Result<(), Error>) {
        let end = self.ends.recv().await;
        match (self.in_flight.pop_front(), end) {
            (Some(batch), Some(end)) => (batch, end),
            _ => std::future::pending().await,
        }
    }
}
