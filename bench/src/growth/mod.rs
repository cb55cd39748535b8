//! Growth: what a page, a command and a look cost on top of a thousand finished documents, and of many more.
//!
//! A document is lived through the program; its rows are copied under new ids. Around the copies some are being heard,
//! as many whatever the size, so that what is shown is the same and only what lies under it grows.

mod copies;

use crate::{
    inside::{document, order},
    measure::{percentile, round},
    over::{Lane, Served},
    place, report,
    served::{self, By, Program},
    tick::open_hearings,
    work::{self, REGION},
};
use anyhow::{Context as _, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use ledger::{Ledger, LetterState, Mark};
use procedure::{Actor, Command, Hash, RegionId, Role, due};
use serde_json::{Map, json};
use std::{
    collections::BTreeMap,
    path::Path,
    time::{Duration, Instant},
};

/// Documents that are being heard, whatever the size.
const HEARD: usize = 40;
/// Documents that are due at a look.
const DUE: usize = 10;
/// A coordinator's session.
pub const SECRET: &str = "a secret of this measurement's own";
/// A letter's words: about as many as a reminder has.
const WORDS: &str = "Vi minner om høringen. Svar ved å følge lenken. ";

/// A database of one size, and how long everything took on it.
struct Grown {
    size: usize,
    database: String,
    installed: Program,
    pages: Vec<(&'static str, String)>,
    times: BTreeMap<&'static str, Vec<Duration>>,
    built: Duration,
    bytes: u64,
    /// From its start to the first answer.
    ready: Duration,
}

pub async fn run(program: &Path, stem: &str, sizes: &[usize], rounds: usize, keep: bool) -> anyhow::Result<()> {
    let conditions = report::Conditions::now()?;
    let mut all = Vec::new();
    for size in sizes {
        all.push(Grown::make(program, stem, *size).await?);
    }
    // One round on each after the other, so that a busy minute meets all of them.
    in_process(&mut all, rounds).await?;
    over_http(&mut all, rounds).await?;
    let base = all.first().context("a size to hold the others against")?.medians();
    for grown in &all {
        let medians = grown.medians();
        #[expect(clippy::cast_precision_loss, reason = "microseconds")]
        let relative =
            medians.iter().map(|(what, time)| ((*what).to_owned(), json!(round(*time as f64 / base[what] as f64))));
        report::line(&conditions.with(json!({
            "what": "growth",
            "engine": "samrad",
            "database": grown.database.split(':').next(),
            "documents": grown.size,
            "copied_from": "one document, lived through the program; each copy with its own chain",
            "built_s": grown.built.as_secs(),
            "bytes_per_document": grown.bytes / u64::try_from(grown.size)?,
            "ready_ms": grown.ready.as_millis(),
            "median_us": medians.iter().map(|(what, time)| ((*what).to_owned(), json!(time))).collect::<Map<_, _>>(),
            "relative": relative.collect::<Map<_, _>>(),
        })));
        if !keep {
            place::empty(&grown.database).await?;
        }
    }
    Ok(())
}

impl Grown {
    async fn make(program: &Path, stem: &str, size: usize) -> anyhow::Result<Self> {
        let started = Instant::now();
        let database = format!("{stem}_{size}");
        let installed = Program::install(program, &database, Path::new(&format!("installed_{size}"))).await?;
        installed.run(&["user", "add", "--name", "Kari", "--address", "kari@example.test"])?;
        let mut served = installed.serve()?;
        let mut lane = Lane::open(&served.address, Some(&installed.token)).await?;
        let template = served::life(&installed, &mut lane, "Overordnet strategi", By::Desk).await?;
        let mut heard = Vec::new();
        for number in 0..HEARD {
            heard.push(served::heard(&mut lane, &format!("Plan {number}")).await?.0);
        }
        served.stop()?;

        let region = RegionId::from(REGION);
        let ledger = place::open(&database).await?;
        let row = ledger.document(&region, &template).await?.context("the document is there")?;
        let now = row.changed_at + TimeDelta::hours(1);
        send(&ledger, now).await?;
        log_in(&ledger).await?;
        ledger.close().await;
        let before = place::size(&database).await?;
        copies::copy(&database, &place::keys()?, &template, size).await?;
        // Closed, the database looks at its own statistics, as it does when the program ends.
        place::open(&database).await?.close().await;
        let bytes = place::size(&database).await? - before;
        let first = heard.first().context("a document that is being heard")?;
        let pages = vec![
            ("board", "/desk".to_owned()),
            ("document in force", format!("/desk/documents/{}", copies::name(size / 2))),
            ("document being heard", format!("/desk/documents/{first}")),
            ("letters", "/desk/letters".to_owned()),
            ("revisions", "/desk/revisions".to_owned()),
            ("public region", format!("/{REGION}")),
            ("reply", installed.link(first, 1)),
        ];
        let built = started.elapsed();
        Ok(Self { size, database, installed, pages, times: BTreeMap::new(), built, bytes, ready: Duration::ZERO })
    }

    fn took(&mut self, what: &'static str, since: Instant) {
        self.times.entry(what).or_default().push(since.elapsed());
    }

    /// In microseconds.
    fn medians(&self) -> BTreeMap<&'static str, u64> {
        let median = |times: &Vec<Duration>| {
            let mut sorted = times.clone();
            sorted.sort_unstable();
            percentile(&sorted, 0.5).max(1)
        };
        self.times.iter().map(|(what, times)| (*what, median(times))).collect()
    }
}

/// A session for the region's coordinator, for years.
pub async fn log_in(ledger: &Ledger) -> anyhow::Result<()> {
    // By the machine's clock, which the program serves by: a session that lies idle ends.
    let (region, now) = (RegionId::from(REGION), app::clock::Clock::System.now());
    let people = ledger.contacts(&region).await?;
    let kari = people.iter().find(|person| person.role == Role::Coordinator).context("a coordinator")?;
    ledger.add_session(&Hash::of(SECRET.as_bytes()), &region, &kari.id, now, now + TimeDelta::days(3_650)).await?;
    Ok(())
}

async fn in_process(all: &mut [Grown], rounds: usize) -> anyhow::Result<()> {
    let region = RegionId::from(REGION);
    let day = work::deadline() + TimeDelta::days(30);
    // Longer ahead than any letter is put off.
    let now = work::morning() + TimeDelta::days(36_500);
    let mut ledgers = Vec::new();
    for grown in all.iter() {
        ledgers.push(place::open(&grown.database).await?);
    }
    for round in 0..rounds {
        for (grown, ledger) in all.iter_mut().zip(&ledgers) {
            let [create, save] = [0, 1].map(|n| work::life("Overordnet strategi").swap_remove(n));
            ledger.execute(order(document(round), create)).await?;
            let asked = Instant::now();
            ledger.execute(order(document(round), save)).await?;
            grown.took("a command", asked);

            open_hearings(ledger, 1_000_000_000 + round * DUE, DUE).await?;
            let asked = Instant::now();
            let carried = look(ledger, &region, day).await?;
            grown.took("calendar, ten due", asked);
            ensure!(carried >= DUE, "{carried} commands of {DUE} documents");
            let asked = Instant::now();
            let found = ledger.due_documents(&region, day, None, 100).await?;
            grown.took("calendar, nothing due", asked);
            ensure!(found.is_empty(), "{} documents are still due", found.len());

            send(ledger, work::morning() + TimeDelta::days(365)).await?;
            let asked = Instant::now();
            let waiting = ledger.awaits(now).await?;
            grown.took("postman, nothing due", asked);
            ensure!(!waiting.letters && !waiting.stranded, "letters are due");
        }
    }
    for ledger in ledgers {
        ledger.close().await;
    }
    Ok(())
}

/// As the calendar does: what is due is read, and carried out all at once, until nothing is.
async fn look(ledger: &Ledger, region: &RegionId, day: chrono::NaiveDate) -> anyhow::Result<usize> {
    let mut carried = 0;
    loop {
        let rows = ledger.due_documents(region, day, None, 100).await?;
        let commands = rows.iter().flat_map(|row| due(&row.state, day).into_iter().map(|command| (&row.id, command)));
        let done = commands.map(|(id, command)| {
            let order = order(id.clone(), (Actor::Calendar, Command::Calendar(command)));
            ledger.execute(ledger::Order { today: day, ..order })
        });
        let done = futures_util::future::join_all(done).await.into_iter().flatten().count();
        if done == 0 {
            return Ok(carried);
        }
        carried += done;
    }
}

/// All letters that wait have gone.
async fn send(ledger: &Ledger, now: DateTime<Utc>) -> anyhow::Result<()> {
    loop {
        let claimed = ledger.claim(now, TimeDelta::minutes(5), 1_000, false).await?;
        if claimed.is_empty() {
            return Ok(());
        }
        let mark = |(row, contact): &(ledger::LetterRow, ledger::ContactRow)| Mark {
            to: Some(contact.address.clone()),
            subject: Some("Overordnet strategi".to_owned()),
            body: Some(WORDS.repeat(8)),
            ..Mark::of(row, now, LetterState::Accepted, Some("250 2.0.0 taken".to_owned()))
        };
        ledger.mark(claimed.iter().map(mark).collect()).await?;
    }
}

async fn over_http(all: &mut [Grown], rounds: usize) -> anyhow::Result<()> {
    let mut served: Vec<Served> = Vec::new();
    for grown in all.iter_mut() {
        let program = grown.installed.serve()?;
        grown.ready = program.ready_after;
        served.push(program);
    }
    for round in 0..=rounds {
        for (grown, program) in all.iter_mut().zip(&served) {
            // A connection that had to wait for the others' rounds may have been closed.
            let mut lane = Lane::open(&program.address, None).await?;
            lane.cookie = Some(format!("sid={SECRET}"));
            for (what, path) in grown.pages.clone() {
                let asked = Instant::now();
                let (status, body) = lane.get(&path).await?;
                ensure!(status.is_success(), "{path}: {status} {}", String::from_utf8_lossy(&body));
                // The first is read from a disk that nobody has asked yet.
                if round > 0 {
                    grown.took(what, asked);
                }
            }
        }
    }
    for mut program in served {
        program.stop()?;
    }
    for grown in all.iter() {
        // The whole proof; of more it would be a measurement of its own.
        if grown.size <= 100_000 {
            let said = grown.installed.run(&["verify"])?;
            report::line(&json!({"what": "verify", "documents": grown.size, "said": said.trim()}));
        }
    }
    Ok(())
}
