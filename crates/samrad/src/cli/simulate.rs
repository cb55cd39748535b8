//! Years in seconds, on a database of their own that is thrown away.

use super::{Failure, demo, say};
use crate::simulate::Simulation;
use anyhow::Context as _;
use app::clock::random;
use chrono::{NaiveDate, NaiveDateTime};
use clap::Args;
use std::path::Path;

#[derive(Args)]
pub struct Simulate {
    #[arg(long, default_value_t = 10)]
    years: u32,
    /// The same number gives the same years; without one, a fresh one is chosen and printed
    #[arg(long)]
    seed: Option<u64>,
    #[arg(long, default_value_t = 40)]
    documents: usize,
}

/// Where the years begin.
fn beginning() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 1, 5).and_then(|day| day.and_hms_opt(9, 0, 0)).unwrap_or_default()
}

pub async fn run(asked: Simulate) -> Result<(), Failure> {
    let seed = asked.seed.unwrap_or_else(|| u64::from(u32::from_be_bytes(random::<4>())));
    say(format_args!("seed {seed}"));
    take_one_processor();
    let data = std::env::temp_dir().join(format!("samrad-years-{}", std::process::id()));
    let outcome = live(&data, seed, &asked).await;
    let _left = std::fs::remove_dir_all(&data);
    say(outcome?);
    Ok(())
}

/// We and SQLite's threads take turns and never work at once: on one processor a turn costs half.
#[cfg(target_os = "linux")]
fn take_one_processor() {
    use rustix::thread::{CpuSet, sched_getcpu, sched_setaffinity};
    let mut own = CpuSet::new();
    own.set(sched_getcpu());
    let _as_before = sched_setaffinity(None, &own);
}

#[cfg(not(target_os = "linux"))]
fn take_one_processor() {}

async fn live(data: &Path, seed: u64, asked: &Simulate) -> Result<String, Failure> {
    let listen = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
    let app = demo::begin(data, None, listen, beginning()).await?;
    let region = app.ledger.regions().await?.into_iter().next().context("no region is built in")?;
    app.clock.set(app::clock::instant(app::zone(&region), beginning()));
    let mut simulation = Simulation::new(app, region, seed);
    let report = simulation
        .live(asked.documents, asked.years * 365)
        .await
        .with_context(|| format!("seed {seed}, {}", simulation.today()))?;
    let problems = simulation.app.ledger.verify().await?;
    simulation.app.ledger.close().await;
    if let Some(problem) = problems.first() {
        return Err(Failure::Other(anyhow::anyhow!("seed {seed}: {problem}")));
    }
    Ok(format!("{report}\nevery promise held on every day; every log is whole"))
}
