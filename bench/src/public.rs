//! A crowd at one document: what its page and its commands cost before and after so many of the public have answered, and
//! whether anybody is turned away when many answer at once. Fails where somebody is, or where the cost has grown.

use crate::{
    growth::{SECRET, log_in},
    lanes,
    measure::{self, percentile},
    over::Lane,
    place, report,
    served::Program,
    work::{KIND, REGION},
};
use anyhow::{Context as _, ensure};
use app::public_answers::alike;
use chrono::TimeDelta;
use ledger::{Confirmed, HandedIn, Ledger, PublicRound};
use procedure::{DocumentId, RegionId};
use samrad::links::Granted;
use serde_json::{Value, json};
use sqlx::{Connection as _, PgConnection, SqliteConnection};
use std::{
    net::Ipv4Addr,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

const LOOKS: usize = 30;
/// How much more a page or a command may cost on top of all the answers, and how much is noise.
const GROWN: f64 = 1.5;
const NOISE: Duration = Duration::from_millis(3);
const LIST: &str = "the page of the public's answers at the desk";
/// Each fourth says what another has said.
const ALIKE: usize = 4;

pub async fn run(
    program: &Path,
    database: &str,
    answers: usize,
    crowd: usize,
    connections: usize,
) -> anyhow::Result<()> {
    let conditions = report::Conditions::now()?;
    let installed = Arc::new(Program::install(program, database, Path::new("installed")).await?);
    let kind = KIND.replace("id = \"bench\"", "id = \"public\"");
    let kind = kind.replace("[rules.hearing]", "[rules.hearing]\npublic_inspection = true");
    std::fs::write(installed.folder.join("kinds/public.toml"), kind)?;
    installed.run(&["user", "add", "--name", "Kari", "--address", "kari@example.test"])?;
    let ledger = place::open(database).await?;
    log_in(&ledger).await?;
    ledger.close().await;

    let mut served = installed.serve()?;
    let mut lane = Lane::open(&served.address, Some(&installed.token)).await?;
    let id = heard(&mut lane).await?;
    let before = costs(&installed, &served.address, &id, "before").await?;
    served.stop()?;
    let ledger = place::open(database).await?;
    let filled = fill(&ledger, &id, answers).await?;
    ledger.close().await;
    sent(database).await?;
    let mut served = installed.serve()?;
    let after = costs(&installed, &served.address, &id, "after").await?;

    let handed_in = hand_in(&served.address, &id, crowd, connections).await?;
    let waiting = unconfirmed(database, &id).await?;
    ensure!(waiting.len() == crowd, "{} of {crowd} wait to be confirmed", waiting.len());
    let confirmed = confirm(&installed, &served.address, waiting, connections).await?;
    let mut lane = Lane::open(&served.address, Some(&installed.token)).await?;
    let list = format!("/api/v1/documents/{id}/public-answers?cursor={}", answers + crowd - 1);
    let (_, last) = lane.get(&list).await?;
    let last: Value = serde_json::from_slice(&last)?;
    ensure!(last["items"][0]["number"] == json!(answers + crowd), "every answer has its number: {last}");
    served.stop()?;

    let mut over = Vec::new();
    for ((what, was), (_, is)) in before.iter().zip(&after) {
        let grown = is.as_secs_f64() / was.as_secs_f64();
        // A list that was empty has nothing to be held against.
        if grown > GROWN && *is > *was + NOISE && *what != LIST {
            over.push(*what);
        }
        let line = json!({"what": what, "answers": answers, "before_ms": milliseconds(*was), "after_ms": milliseconds(*is),
            "times": measure::round(grown)});
        report::line(&conditions.with(line));
    }
    for (what, sample) in [("handed in", &handed_in), ("confirmed", &confirmed)] {
        let slowest = sample.waits.last().copied().unwrap_or_default();
        report::line(&conditions.with(json!({"what": what, "crowd": crowd, "connections": connections,
            "seconds": measure::round(sample.took.as_secs_f64()),
            "per_second": measure::round(f64::from(u32::try_from(crowd)?) / sample.took.as_secs_f64()),
            "slowest_ms": milliseconds(slowest), "turned_away": 0})));
    }
    report::line(&conditions.with(json!({"what": "rows put", "answers": answers,
        "seconds": measure::round(filled.as_secs_f64())})));
    ensure!(over.is_empty(), "grown with the answers: {}", over.join(", "));
    Ok(())
}

fn milliseconds(time: Duration) -> f64 {
    measure::round(time.as_secs_f64() * 1e3)
}

/// A document on a hearing that anyone may answer.
async fn heard(lane: &mut Lane) -> anyhow::Result<DocumentId> {
    let made = json!({"kind": "public", "title": "Plan for fjellet"});
    let made = lane.json(&format!("/api/v1/regions/{REGION}/documents"), &made).await?;
    let id = DocumentId::from(made["id"].as_str().context("an id")?);
    let at = format!("/api/v1/documents/{id}/commands");
    let sections = json!([{"heading": "Mål", "body": "Fjell."}, {"heading": "Arealdel", "body": "Hyttefelt."}]);
    lane.json(&at, &json!({"type": "save_text", "sections": sections})).await?;
    lane.json(&at, &json!({"type": "open_hearing", "deadline": "2099-12-31"})).await?;
    Ok(id)
}

/// The median of a page and of a command, one reader.
async fn costs(
    installed: &Program,
    address: &str,
    id: &DocumentId,
    pass: &str,
) -> anyhow::Result<Vec<(&'static str, Duration)>> {
    let mut desk = Lane::open(address, None).await?;
    desk.cookie = Some(format!("sid={SECRET}"));
    let pages = [
        ("the document's page at the desk", format!("/desk/documents/{id}")),
        ("the document's public page", format!("/{REGION}/{id}")),
        (LIST, format!("/desk/documents/{id}/public-answers")),
        ("the board", "/desk".to_owned()),
    ];
    let mut found = Vec::new();
    // First, so that the pages have as many lines of the log to show each time.
    let mut lane = Lane::open(address, Some(&installed.token)).await?;
    let mut times = Vec::new();
    for n in 0..LOOKS {
        let asked = Instant::now();
        let command = json!({"type": "number_case", "case_number": format!("{pass} {n}")});
        lane.json(&format!("/api/v1/documents/{id}/commands"), &command).await?;
        times.push(asked.elapsed());
    }
    found.push(("a command", median(times)));
    for (what, path) in pages {
        let mut times = Vec::new();
        for _ in 0..LOOKS {
            let asked = Instant::now();
            let (status, _) = desk.get(&path).await?;
            times.push(asked.elapsed());
            ensure!(status.is_success(), "{path}: {status}");
        }
        found.push((what, median(times)));
    }
    Ok(found)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    Duration::from_micros(percentile(&times, 0.5))
}

fn said(n: usize) -> String {
    if n.is_multiple_of(ALIKE) { "Nei til hyttefeltet.".to_owned() } else { format!("Jeg mener nummer {n}.") }
}

/// Answers put straight into the rows, confirmed.
async fn fill(ledger: &Ledger, id: &DocumentId, answers: usize) -> anyhow::Result<Duration> {
    let (ledger, id) = (ledger.clone(), id.clone());
    let sample = lanes::run(answers, 64, |_, next| {
        let (ledger, id) = (ledger.clone(), id.clone());
        async move {
            for n in next {
                // Each at its own time, as people do: letters of one instant would be one block to sort.
                let at = app::clock::Clock::System.now() + TimeDelta::milliseconds(i64::try_from(n)?);
                let text = said(n);
                let new = HandedIn {
                    id: format!("pub_{n:013}"),
                    region: RegionId::from(REGION),
                    round: PublicRound { document: id.clone(), case: 1, round: 1 },
                    section: None,
                    text: text.clone(),
                    name: format!("Person {n}"),
                    address: format!("{n}@example.test"),
                    language: "nb".to_owned(),
                    files: Vec::new(),
                    most: u32::MAX,
                    at,
                };
                let own = new.id.clone();
                ensure!(ledger.hand_in(new).await?, "answer {n} is kept");
                let confirmed = ledger.confirm_public(&own, Vec::new(), &alike(None, &text, &[]), at).await?;
                ensure!(matches!(confirmed, Confirmed::Now(_)), "answer {n} is confirmed");
            }
            Ok(Vec::new())
        }
    });
    Ok(sample.await?.took)
}

/// Everybody at once, each from an address of their own. An answer that is turned away is an error.
async fn hand_in(address: &str, id: &DocumentId, crowd: usize, connections: usize) -> anyhow::Result<lanes::Sample> {
    lanes::run(crowd, connections, |_, next| {
        let (address, path) = (address.to_owned(), format!("/{REGION}/{id}/answer"));
        async move {
            let mut lane = Lane::open(&address, None).await?;
            for n in next {
                lane.from = Some(Ipv4Addr::from(0x0a00_0000 + u32::try_from(n)?).to_string());
                let fields = format!("name=Kari&address=crowd{n}%40example.test&text=Hastesvar%20{n}&consent=yes");
                lane.form(&path, &fields).await?;
            }
            Ok(lane.waits)
        }
    })
    .await
}

/// The letters of answers that were put straight into the rows have gone: no mail server is asked here. The database counts
/// its rows, as it does by itself within half an hour: until then it would plan for tables as small as they were.
async fn sent(database: &str) -> anyhow::Result<()> {
    for statement in ["update letter set state = 'sent', sent_at = due_at where state = 'queued'", "analyze"] {
        if database.starts_with("sqlite:") {
            sqlx::query(statement).execute(&mut SqliteConnection::connect(database).await?).await?;
        } else {
            sqlx::query(statement).execute(&mut PgConnection::connect(database).await?).await?;
        }
    }
    Ok(())
}

/// The ids of what waits to be confirmed.
async fn unconfirmed(database: &str, id: &DocumentId) -> anyhow::Result<Vec<String>> {
    let statement = "select id from public_unconfirmed where document = $1 order by id";
    Ok(if database.starts_with("sqlite:") {
        let mut c = SqliteConnection::connect(database).await?;
        sqlx::query_scalar(statement).bind(id.as_str()).fetch_all(&mut c).await?
    } else {
        let mut c = PgConnection::connect(database).await?;
        sqlx::query_scalar(statement).bind(id.as_str()).fetch_all(&mut c).await?
    })
}

/// Presses the button behind each link.
async fn confirm(
    installed: &Arc<Program>,
    address: &str,
    waiting: Vec<String>,
    connections: usize,
) -> anyhow::Result<lanes::Sample> {
    let waiting = Arc::new(waiting);
    lanes::run(waiting.len(), connections, |_, next| {
        let (address, installed, waiting) = (address.to_owned(), installed.clone(), waiting.clone());
        async move {
            let mut lane = Lane::open(&address, None).await?;
            let region = RegionId::from(REGION);
            for n in next {
                let document = DocumentId(waiting[n].replacen("pub_", "dok_", 1));
                let (number, generation, contact_generation) = (0, 0, 0);
                let granted = Granted { region: &region, document: &document, number, generation, contact_generation };
                lane.form(&format!("/l/{}/public", installed.links.sign(&granted)), "").await?;
            }
            Ok(lane.waits)
        }
    })
    .await
}
