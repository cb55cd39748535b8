//! The calendar: what an empty look costs, and how fast what is due is carried out.

use crate::{
    inside::{document, order},
    lanes, measure, place, report,
    served::Program,
    work::{self, REGION},
};
use anyhow::ensure;
use chrono::TimeDelta;
use ledger::Ledger;
use procedure::{PhaseName, RegionId};
use serde_json::json;
use std::{
    path::Path,
    time::{Duration, Instant},
};

const LOOKS: usize = 200;
const PATIENCE: Duration = Duration::from_mins(2);

/// `due` documents whose hearing ended long ago, in a database of their own.
pub async fn run(program: &Path, database: &str, due: usize) -> anyhow::Result<()> {
    let conditions = report::Conditions::now()?;
    let installed = Program::install(program, database, Path::new("installed")).await?;
    let ledger = place::open(database).await?;
    open_hearings(&ledger, 0, due).await?;
    let empty = empty_look(&ledger).await?;
    ledger.close().await;

    let mut served = installed.serve()?;
    let beside = place::beside(database).await?;
    let region = RegionId::from(REGION);
    let after = work::deadline() + TimeDelta::days(30);
    let started = Instant::now();
    while !beside.due_documents(&region, after, None, 1).await?.is_empty() && started.elapsed() < PATIENCE {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let took = started.elapsed();
    let work = served.work();
    served.stop()?;
    for number in [0, due / 2, due - 1] {
        let row = beside.document(&region, &document(number)).await?;
        ensure!(row.is_some_and(|row| row.state.phase() == PhaseName::Assessment), "every hearing was closed");
    }
    ensure!(beside.verify().await?.is_empty(), "every chain is whole");
    beside.close().await;
    #[expect(clippy::cast_precision_loss, reason = "a count of documents")]
    let (per_item, cpu_us) = (took.as_secs_f64() / due as f64 * 1e6, work.cpu / due as f64 * 1e6);
    report::line(&conditions.with(json!({
        "what": "tick",
        "engine": "samrad",
        "database": database.split(':').next(),
        "due": due,
        "empty_look_us": empty,
        "us_per_item": measure::round(per_item),
        "cpu_us_per_item": measure::round(cpu_us),
        "checked": true,
    })));
    Ok(())
}

/// Documents whose hearing is open until the work's deadline.
pub async fn open_hearings(ledger: &Ledger, first: usize, count: usize) -> anyhow::Result<()> {
    lanes::run(count, 64, |_, next| {
        let ledger = ledger.clone();
        async move {
            for number in next {
                for step in work::life(&format!("Overordnet strategi {number}")).into_iter().take(3) {
                    ledger.execute(order(document(first + number), step)).await?;
                }
            }
            Ok(Vec::new())
        }
    })
    .await?;
    Ok(())
}

/// The median of looks at a day on which nothing is due, in microseconds.
pub async fn empty_look(ledger: &Ledger) -> anyhow::Result<u64> {
    let region = RegionId::from(REGION);
    let mut times = Vec::with_capacity(LOOKS);
    for _ in 0..LOOKS {
        let asked = Instant::now();
        let rows = ledger.due_documents(&region, work::today() - TimeDelta::days(365), None, 100).await?;
        times.push(asked.elapsed());
        ensure!(rows.is_empty(), "nothing is due");
    }
    times.sort_unstable();
    Ok(measure::percentile(&times, 0.5))
}
