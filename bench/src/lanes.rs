//! A closed loop: so many lanes, each with one document at a time, its commands one after the other.

use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::task::JoinSet;

pub struct Sample {
    pub took: Duration,
    /// How long every command waited for its answer, shortest first.
    pub waits: Vec<Duration>,
}

/// Runs lanes until `documents` lives have been lived. A lane gets its number and where to take the next document from.
pub async fn run<F>(documents: usize, lanes: usize, lane: impl Fn(usize, Next) -> F) -> anyhow::Result<Sample>
where
    F: Future<Output = anyhow::Result<Vec<Duration>>> + Send + 'static,
{
    let next = Next { taken: Arc::new(AtomicUsize::new(0)), documents };
    let started = Instant::now();
    let mut running: JoinSet<_> = (0..lanes).map(|n| lane(n, next.clone())).collect();
    let mut waits = Vec::new();
    while let Some(ended) = running.join_next().await {
        waits.extend(ended??);
    }
    let took = started.elapsed();
    waits.sort_unstable();
    Ok(Sample { took, waits })
}

/// Documents that nobody has begun.
#[derive(Clone)]
pub struct Next {
    taken: Arc<AtomicUsize>,
    documents: usize,
}

impl Iterator for Next {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let number = self.taken.fetch_add(1, Ordering::Relaxed);
        (number < self.documents).then_some(number)
    }
}
