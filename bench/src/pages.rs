//! Pages as people fetch them: so many connections, each asking again as soon as it was answered.

use crate::{
    measure::{self, percentile},
    over::Lane,
    report,
    served::{Program, heard},
};
use anyhow::{Context as _, ensure};
use serde_json::json;
use std::{
    path::Path,
    time::{Duration, Instant},
};
use tokio::task::JoinSet;

pub async fn run(program: &Path, database: &str, connections: usize, seconds: u64) -> anyhow::Result<()> {
    let conditions = report::Conditions::now()?;
    let installed = Program::install(program, database, Path::new("installed")).await?;
    let mut served = installed.serve()?;
    let mut lane = Lane::open(&served.address, Some(&installed.token)).await?;
    let (id, _) = heard(&mut lane, "Overordnet strategi").await?;
    let page = installed.link(&id, 1);
    for (what, path, said) in [("page-reply", page.as_str(), "Samferdsel"), ("page-nothing", "/healthz", "ok")] {
        let before = served.work().cpu;
        let (took, mut waits) = fetch(&served.address, path, said, connections, Duration::from_secs(seconds)).await?;
        waits.sort_unstable();
        let cpu = served.work().cpu - before;
        #[expect(clippy::cast_precision_loss, reason = "a count of requests")]
        let cpu_us = cpu / waits.len() as f64 * 1e6;
        report::line(&conditions.with(json!({
            "what": what,
            "engine": "samrad",
            "database": database.split(':').next(),
            "connections": connections,
            "requests_per_second": measure::per_second(waits.len(), took),
            "p50_us": percentile(&waits, 0.5),
            "p99_us": percentile(&waits, 0.99),
            "cpu_us_per_request": measure::round(cpu_us),
            "checked": true,
        })));
    }
    served.stop()
}

/// Asks for one path over and over; every answer must hold what a reader came for.
pub async fn fetch(
    address: &str,
    path: &str,
    said: &str,
    connections: usize,
    time: Duration,
) -> anyhow::Result<(Duration, Vec<Duration>)> {
    let started = Instant::now();
    let mut running = JoinSet::new();
    for _ in 0..connections {
        let (address, path, said) = (address.to_owned(), path.to_owned(), said.to_owned());
        running.spawn(async move {
            let mut lane = Lane::open(&address, None).await?;
            while started.elapsed() < time {
                let (status, body) = lane.get(&path).await?;
                ensure!(status.is_success(), "{path}: {status}");
                let body = std::str::from_utf8(&body).context("a page is text")?;
                ensure!(body.contains(&said), "{path} says `{said}`");
            }
            anyhow::Ok(lane.waits)
        });
    }
    let mut waits = Vec::new();
    while let Some(ended) = running.join_next().await {
        waits.extend(ended??);
    }
    Ok((started.elapsed(), waits))
}
