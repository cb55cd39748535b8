//! The work in process: commands straight to the ledger.

use crate::{
    lanes::{self, Next},
    place, report,
    work::{self, EVENTS, LETTERS, REGION},
};
use anyhow::{Context as _, ensure};
use chrono::NaiveDate;
use chrono::TimeDelta;
use ledger::{Key, Ledger, Order};
use procedure::{Actor, Command, DocumentId, Hash, PhaseName, RegionId};
use std::time::{Duration, Instant};

pub fn document(number: usize) -> DocumentId {
    DocumentId(format!("dok_{number:013}"))
}

pub fn order(document: DocumentId, (actor, command): (Actor, Command)) -> Order {
    let region = RegionId::from(REGION);
    Order { region, document, command, actor, at: work::morning(), today: work::today(), key: None }
}

pub async fn run(database: &str, documents: usize, lanes: usize) -> anyhow::Result<()> {
    let conditions = report::Conditions::now()?;
    let ledger = place::fresh(database).await?;
    let before = place::size(database).await?;
    let sample = lanes::run(documents, lanes, |_, next| lane(ledger.clone(), next, 0)).await?;
    let peak = report::Work::of(std::process::id());
    ledger.close().await;
    let bytes = place::size(database).await? - before;
    let ledger = place::open(database).await?;
    let ids: Vec<_> = (0..documents).map(document).collect();
    check(&ledger, &ids, EVENTS, work::today()).await?;
    ledger.close().await;
    report::work("samrad", database, documents, lanes, &sample, &peak, Some(bytes), &conditions, serde_json::json!({}));
    Ok(())
}

/// Lives one document after the other, numbered from `first`.
pub async fn lane(ledger: Ledger, next: Next, first: usize) -> anyhow::Result<Vec<Duration>> {
    let mut waits = Vec::new();
    for number in next {
        let number = first + number;
        for step in work::life(&format!("Overordnet strategi {number}")) {
            let order = order(document(number), step);
            let asked = Instant::now();
            ledger.execute(order).await.with_context(|| format!("document {number}"))?;
            waits.push(asked.elapsed());
        }
    }
    Ok(waits)
}

/// Every document has its whole log, its letters queued, and one day to wake on; a wrong step is refused, and a command
/// that comes twice under one key happens once.
pub async fn check(ledger: &Ledger, documents: &[DocumentId], events: usize, adopted: NaiveDate) -> anyhow::Result<()> {
    let region = RegionId::from(REGION);
    for id in documents {
        let row = ledger.document(&region, id).await?.context("the document is there")?;
        ensure!(row.state.phase() == PhaseName::InForce, "{id} is in force");
        ensure!(row.wakes_on == Some(work::wakes_on(adopted)), "{id} wakes in four years, not {:?}", row.wakes_on);
        let log = ledger.events(&region, id, 0, u32::MAX).await?;
        ensure!(log.len() == events, "{id} has {} events", log.len());
    }
    let letters = ledger.count_letters(&region).await?;
    ensure!(letters == documents.len() * LETTERS, "{letters} letters were written");
    let waiting = ledger.claim(work::morning() + TimeDelta::days(36_500), TimeDelta::zero(), u32::MAX, false).await?;
    ensure!(waiting.len() == letters, "{} letters wait", waiting.len());
    let id = documents.first().context("a document")?.clone();
    let refused = ledger.execute(order(id, work::wrong_step())).await;
    ensure!(matches!(refused, Err(ledger::Error::Refused(_))), "a wrong step is refused, not {refused:?}");
    ensure!(ledger.verify().await?.is_empty(), "every chain is whole and every state what its log says");
    let once = DocumentId::from("dok_once");
    let key = Key { key: "once".to_owned(), body: Hash::of(b"once") };
    for again in [false, true] {
        let (actor, command) = work::life("Overordnet strategi").swap_remove(0);
        let done = ledger.execute(Order { key: Some(key.clone()), ..order(once.clone(), (actor, command)) }).await?;
        ensure!(done.replayed == again && done.seq == 1, "a command that came twice happened once");
    }
    ensure!(ledger.events(&region, &once, 0, u32::MAX).await?.len() == 1, "its log has one event");
    Ok(())
}
