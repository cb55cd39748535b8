//! Letters: an outbox with sixteen letters a document is drained to a mail server that takes everything.

use crate::{
    inside::lane,
    lanes, measure, place, report,
    served::Program,
    sink::Sink,
    work::{LETTERS, REGION},
};
use anyhow::ensure;
use ledger::{LetterFilter, LetterState};
use procedure::RegionId;
use serde_json::json;
use std::{
    path::Path,
    time::{Duration, Instant},
};

/// Longer than any drain takes.
const PATIENCE: Duration = Duration::from_mins(2);

pub async fn run(program: &Path, database: &str, documents: usize, connections: usize) -> anyhow::Result<()> {
    let conditions = report::Conditions::now()?;
    let installed = Program::install(program, database, Path::new("installed")).await?;
    let ledger = place::open(database).await?;
    lanes::run(documents, 64, |_, next| lane(ledger.clone(), next, 0)).await?;
    ledger.close().await;

    let sink = Sink::start().await?;
    let letters = documents * LETTERS;
    let mut command = installed.command(&["serve"]);
    command
        .env("SAMRAD_SMTP", format!("smtp://127.0.0.1:{}", sink.port))
        .env("SAMRAD_SETTLE_MINUTES", "0")
        .env("SAMRAD_MAIL__BATCH", "400")
        .env("SAMRAD_MAIL__CONNECTIONS", connections.to_string())
        .env("SAMRAD_MAIL__PER_DOMAIN_PER_MINUTE", "0");
    let mut served = crate::over::Served::start(&mut command)?;
    let waited = Instant::now();
    while sink.taken() == 0 && waited.elapsed() < PATIENCE {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let (started, before) = (Instant::now(), sink.taken());
    while sink.taken() < letters && started.elapsed() < PATIENCE {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let (took, taken) = (started.elapsed(), sink.taken());
    let work = served.work();
    served.stop()?;
    ensure!(taken == letters, "{taken} letters of {letters} arrived");
    let ledger = place::open(database).await?;
    let filter = |state| LetterFilter { state: Some(state), limit: u32::MAX, ..LetterFilter::default() };
    let accepted = ledger.letters(&RegionId::from(REGION), &filter(LetterState::Accepted)).await?.len();
    ensure!(accepted == letters, "{accepted} letters of {letters} are marked as accepted");
    ledger.close().await;
    #[expect(clippy::cast_precision_loss, reason = "a count of letters")]
    let cpu_us = work.cpu / letters as f64 * 1e6;
    report::line(&conditions.with(json!({
        "what": "mail",
        "engine": "samrad",
        "database": database.split(':').next(),
        "letters": letters,
        "connections": connections,
        "letters_per_second": measure::per_second(taken - before, took),
        "cpu_us_per_letter": measure::round(cpu_us),
        "peak_mb": work.peak_mb,
        "checked": true,
    })));
    Ok(())
}
