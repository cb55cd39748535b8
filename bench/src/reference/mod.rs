//! The least that does the work: a table a thing, no rules to speak of, no pages, no mail: what the product is held
//! against. On SQLite one thread writes, commands committed in groups; on PostgreSQL a command is a transaction.

mod postgres;
mod served;
mod sqlite;

use crate::{
    lanes::{self, Next},
    over::{self, Lane, Served},
    place, report,
    work::{COMMANDS, LETTERS},
};
use anyhow::{Context as _, ensure};
use serde::{Deserialize, Serialize};
pub use served::serve;
use std::{
    fmt::Write as _,
    path::Path,
    time::{Duration, Instant},
};

const NOW: i64 = 1_736_150_400;
const FOUR_YEARS: i64 = 126_230_400;

enum Command {
    Create { key: String, title: String },
    Save { key: String, text: String },
    Invite { key: String, stage: i64 },
    Answer { token: String },
    Close { key: String },
    Adopt { key: String },
}

#[derive(Default)]
struct Done {
    tokens: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct Count {
    finished: usize,
    letters: usize,
    timers: usize,
    events: usize,
}

#[derive(Clone)]
enum Store {
    Sqlite(sqlite::Writer),
    Postgres(sqlx::PgPool),
}

impl Store {
    /// Empties what the address names, and makes the tables.
    async fn open(database: &str, lanes: usize) -> anyhow::Result<Self> {
        place::empty(database).await?;
        Ok(match database.strip_prefix("sqlite:") {
            Some(file) => Self::Sqlite(sqlite::Writer::open(Path::new(file))?),
            None => Self::Postgres(postgres::open(database, lanes).await?),
        })
    }

    async fn execute(&self, command: Command) -> anyhow::Result<Done> {
        match self {
            Self::Sqlite(writer) => writer.execute(command).await,
            Self::Postgres(pool) => Ok(postgres::execute(pool, &command).await?),
        }
    }

    async fn count(&self) -> anyhow::Result<Count> {
        match self {
            Self::Sqlite(writer) => writer.count().await,
            Self::Postgres(pool) => Ok(postgres::count(pool).await?),
        }
    }

    async fn close(self) -> anyhow::Result<()> {
        match self {
            Self::Sqlite(writer) => writer.close().await,
            Self::Postgres(pool) => {
                pool.close().await;
                Ok(())
            }
        }
    }
}

pub async fn run(database: &str, documents: usize, lanes: usize) -> anyhow::Result<()> {
    let conditions = report::Conditions::now()?;
    let store = Store::open(database, lanes).await?;
    let before = if database.starts_with("sqlite:") { 0 } else { place::size(database).await? };
    let sample = lanes::run(documents, lanes, |_, next| lane(store.clone(), next)).await?;
    let work = report::Work::of(std::process::id());
    check(&store, documents).await?;
    store.close().await?;
    let bytes = place::size(database).await? - before;
    report::work(
        "reference",
        database,
        documents,
        lanes,
        &sample,
        &work,
        Some(bytes),
        &conditions,
        serde_json::json!({}),
    );
    Ok(())
}

pub async fn run_served(database: &str, documents: usize, lanes: usize) -> anyhow::Result<()> {
    let conditions = report::Conditions::now()?;
    let own = std::env::current_exe()?;
    let mut served = Served::start(std::process::Command::new(own).args(["serve-reference", database]))?;
    let lane = |_, next| over::plain_lane(served.address.clone(), next);
    let sample = lanes::run(documents, lanes, lane).await?;
    let work = served.work();
    let mut asked = Lane::open(&served.address, None).await?;
    let count: Count = serde_json::from_slice(&asked.get("/count").await?.1)?;
    hold(&count, documents)?;
    ensure!(asked.json("/documents/0/close", &serde_json::json!({})).await.is_err(), "a wrong step is refused");
    served.stop()?;
    if let Some(file) = database.strip_prefix("sqlite:") {
        sqlite::settle(Path::new(file))?;
    }
    let bytes = place::size(database).await?;
    report::work(
        "reference-http",
        database,
        documents,
        lanes,
        &sample,
        &work,
        Some(bytes),
        &conditions,
        serde_json::json!({}),
    );
    Ok(())
}

async fn lane(store: Store, next: Next) -> anyhow::Result<Vec<Duration>> {
    let mut waits = Vec::new();
    for number in next {
        let key = number.to_string();
        let mut step = async |command: Command| {
            let asked = Instant::now();
            let done = store.execute(command).await?;
            waits.push(asked.elapsed());
            anyhow::Ok(done)
        };
        step(Command::Create { key: key.clone(), title: format!("Overordnet strategi {number}") }).await?;
        step(Command::Save { key: key.clone(), text: "Åtte kommuner.".to_owned() }).await?;
        for stage in [0, 1] {
            let invited = step(Command::Invite { key: key.clone(), stage }).await?;
            for token in invited.tokens {
                step(Command::Answer { token }).await?;
            }
            if stage == 0 {
                step(Command::Close { key: key.clone() }).await?;
            }
        }
        step(Command::Adopt { key }).await?;
    }
    Ok(waits)
}

async fn check(store: &Store, documents: usize) -> anyhow::Result<()> {
    hold(&store.count().await?, documents)?;
    let refused = store.execute(Command::Close { key: "0".to_owned() }).await;
    refused.err().context("a wrong step is refused")?;
    Ok(())
}

fn hold(found: &Count, documents: usize) -> anyhow::Result<()> {
    ensure!(found.finished == documents, "{} documents are in force", found.finished);
    ensure!(found.letters == documents * LETTERS, "{} letters wait", found.letters);
    ensure!(found.timers == documents, "{} documents have a day to wake on", found.timers);
    ensure!(found.events == documents * COMMANDS, "{} events", found.events);
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "a measurement's own chance")]
fn token() -> String {
    let bytes: [u8; 16] = rand::random();
    bytes.iter().fold(String::with_capacity(32), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
