//! The work over HTTP, against the program as it is run: a program's token for the desk, links for the rest.

use crate::{
    inside,
    lanes::{self, Next},
    measure,
    over::{Lane, Served},
    place, report,
    work::{self, EVENTS, MUNICIPALITIES, REGION},
};
use anyhow::{Context as _, ensure};
use procedure::{DocumentId, RegionId};
use samrad::links::{Granted, Links};
use serde_json::json;
use std::{
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::Command,
    sync::{Arc, Mutex},
    time::Duration,
};

const LAST_DAY: &str = "2099-12-31";

/// How the municipalities' answers come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum By {
    /// Each officer's own: saved and handed in through the forms behind their link.
    Link,
    /// Recorded by a program, one request a command.
    Desk,
}

/// The program, installed in a folder of its own.
pub struct Program {
    binary: PathBuf,
    pub database: String,
    pub folder: PathBuf,
    pub token: String,
    pub links: Links,
}

impl Program {
    /// Makes an empty installation.
    pub async fn install(program: &Path, database: &str, folder: &Path) -> anyhow::Result<Self> {
        place::empty(database).await?;
        std::fs::create_dir_all(folder)?;
        let kinds = folder.join("kinds");
        std::fs::create_dir_all(&kinds)?;
        std::fs::write(kinds.join("bench.toml"), work::KIND)?;
        let mut made = Self {
            binary: program.to_owned(),
            database: database.to_owned(),
            folder: folder.to_owned(),
            token: String::new(),
            links: Links::parse(place::KEY).context("a key")?,
        };
        // Known, so that samples can open the ledger beside the program.
        std::fs::write(made.key_file(), place::KEY)?;
        std::fs::set_permissions(made.key_file(), std::fs::Permissions::from_mode(0o600))?;
        made.run(&["migrate"])?;
        let said = made.run(&["token", "create", "--name", "bench"])?;
        said.split_whitespace().last().context("a token")?.clone_into(&mut made.token);
        Ok(made)
    }

    fn key_file(&self) -> PathBuf {
        self.folder.join("samrad.key")
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        command
            .args(arguments)
            .env("SAMRAD_DATABASE", &self.database)
            .env("SAMRAD_KEY_FILE", self.key_file())
            .env("SAMRAD_KINDS", self.folder.join("kinds"))
            .env("SAMRAD_LISTEN", "127.0.0.1:0")
            // A crowd comes from many addresses, as a proxy says.
            .env("SAMRAD_CLIENT_ADDRESS_HEADER", "x-forwarded-for")
            // Letters stay in the queue: the postman takes none at a time.
            .env("SAMRAD_MAIL__BATCH", "0")
            // The peers have no such step.
            .env("SAMRAD_CONFIRM__DECISIONS", "false");
        command
    }

    pub fn run(&self, arguments: &[&str]) -> anyhow::Result<String> {
        let output = self.command(arguments).output()?;
        ensure!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        Ok(String::from_utf8(output.stdout)?)
    }

    pub fn serve(&self) -> anyhow::Result<Served> {
        Served::start(&mut self.command(&["serve"]))
    }

    /// Where a link leads, as its letter says.
    pub fn link(&self, document: &DocumentId, number: u32) -> String {
        let region = RegionId::from(REGION);
        let granted = Granted { region: &region, document, number, generation: 1, contact_generation: 1 };
        format!("/l/{}", self.links.sign(&granted))
    }
}

pub async fn run(program: &Path, database: &str, documents: usize, lanes: usize, by: By) -> anyhow::Result<()> {
    let conditions = report::Conditions::now()?;
    let installed = Arc::new(Program::install(program, database, Path::new("installed")).await?);
    let before = place::size(database).await?;
    let mut served = installed.serve()?;
    let ready_ms = u64::try_from(served.ready_after.as_millis())?;
    let idle = measure::memory(served.process.id(), "VmRSS");
    let lived = Arc::new(Mutex::new(Vec::new()));
    let sample = lanes::run(documents, lanes, |_, next| {
        lane(installed.clone(), served.address.clone(), next, by, lived.clone())
    });
    let sample = sample.await?;
    let work = served.work();
    repeated(&served.address, &installed.token).await?;
    served.stop()?;
    let bytes = place::size(database).await? - before;
    let ids = std::mem::take(&mut *lived.lock().map_err(|_| anyhow::anyhow!("a lane panicked"))?);
    let ledger = place::open(database).await?;
    // The first save of an answer is an event of its own.
    let events = EVENTS + if by == By::Link { usize::try_from(MUNICIPALITIES)? } else { 0 };
    inside::check(&ledger, &ids, events, work::today_here()).await?;
    ledger.close().await;
    let engine = if by == By::Link { "samrad-http-links" } else { "samrad-http" };
    report::work(
        engine,
        database,
        documents,
        lanes,
        &sample,
        &work,
        Some(bytes),
        &conditions,
        json!({"idle_mb": idle, "ready_ms": ready_ms}),
    );
    Ok(())
}

/// A command that comes twice under one key happens once, and is answered twice.
async fn repeated(address: &str, token: &str) -> anyhow::Result<()> {
    let mut lane = Lane::open(address, Some(token)).await?;
    let path = format!("/api/v1/regions/{REGION}/documents");
    let body = json!({"kind": "bench", "title": "Overordnet strategi"});
    lane.key = Some("once".to_owned());
    let (first, again) = (lane.json(&path, &body).await?, lane.json(&path, &body).await?);
    ensure!(first["id"].is_string() && first == again, "one document was made: {first} and {again}");
    let path = format!("/api/v1/documents/{}/commands", first["id"].as_str().unwrap_or_default());
    let body = json!({"type": "save_text", "sections": [{"heading": "Bakgrunn", "body": "Åtte kommuner."}]});
    lane.key = Some("once more".to_owned());
    let (first, again) = (lane.json(&path, &body).await?, lane.json(&path, &body).await?);
    ensure!(first["seq"] == 2 && first == again, "the text was saved once: {first} and {again}");
    Ok(())
}

async fn lane(
    installed: Arc<Program>,
    address: String,
    next: Next,
    by: By,
    lived: Arc<Mutex<Vec<DocumentId>>>,
) -> anyhow::Result<Vec<Duration>> {
    let mut lane = Lane::open(&address, Some(&installed.token)).await?;
    for number in next {
        let id = life(&installed, &mut lane, &format!("Overordnet strategi {number}"), by).await?;
        lived.lock().map_err(|_| anyhow::anyhow!("a lane panicked"))?.push(id);
    }
    Ok(lane.waits)
}

pub async fn life(installed: &Program, lane: &mut Lane, title: &str, by: By) -> anyhow::Result<DocumentId> {
    let today = work::today_here();
    let (id, at) = heard(lane, title).await?;
    for number in 1..=MUNICIPALITIES {
        match by {
            By::Link => {
                let link = installed.link(&id, number);
                lane.form(&format!("{link}/draft"), "position=supports&text=&based_on=0").await?;
                let signed = "revision=1&statement=0&name=Ola+Nordmann&role=saksbehandler&confirm=yes";
                lane.form(&format!("{link}/submit"), signed).await?;
            }
            By::Desk => {
                let municipality = &municipalities()[usize::try_from(number - 1)?];
                let statement = json!({"type": "record_statement", "municipality": municipality, "position": "supports",
                    "text": "", "received_on": today, "channel": "e-post"});
                lane.json(&at, &statement).await?;
            }
        }
    }
    lane.json(&at, &json!({"type": "close_hearing"})).await?;
    lane.json(&at, &json!({"type": "finish_assessment", "next": "endorsement"})).await?;
    for number in 1..=MUNICIPALITIES {
        match by {
            By::Link => {
                let link = installed.link(&id, MUNICIPALITIES + number);
                let decision = format!(
                    "outcome=endorsed&body=Kommunestyret&meeting_date={today}&case_number=7%2F25&entries=0\
                     &name=Kari+Nordmann&role=sekret%C3%A6r&confirm=yes"
                );
                lane.form(&format!("{link}/decision"), &decision).await?;
            }
            By::Desk => {
                let municipality = &municipalities()[usize::try_from(number - 1)?];
                let decision = json!({"type": "record_decision", "municipality": municipality, "outcome": "endorsed",
                    "body": "Kommunestyret", "meeting_date": today, "case_number": "7/25"});
                lane.json(&at, &decision).await?;
            }
        }
    }
    let adopt = json!({"type": "adopt", "body": "Regionrådet", "meeting_date": today, "case_number": "13/25",
        "in_force_from": today});
    lane.json(&at, &adopt).await?;
    Ok(id)
}

/// A document whose hearing is open; with the path its commands go to.
pub async fn heard(lane: &mut Lane, title: &str) -> anyhow::Result<(DocumentId, String)> {
    let made =
        lane.json(&format!("/api/v1/regions/{REGION}/documents"), &json!({"kind": "bench", "title": title})).await?;
    let id = DocumentId::from(made["id"].as_str().context("an id")?);
    let at = format!("/api/v1/documents/{id}/commands");
    let section = |heading: &str, body: &str| json!({"heading": heading, "body": body});
    let sections = [
        section("Bakgrunn", "Åtte kommuner i et felles bo- og arbeidsmarked."),
        section("Samferdsel", "Regionen skal ha bane og veg som tåler framtida."),
        section("Næring", "Kommunene skal sammen legge til rette for næring."),
    ];
    lane.json(&at, &json!({"type": "save_text", "sections": sections})).await?;
    lane.json(&at, &json!({"type": "open_hearing", "deadline": LAST_DAY})).await?;
    Ok((id, at))
}

pub fn municipalities() -> [&'static str; 8] {
    ["3303", "3332", "3334", "3336", "3338", "4005", "4024", "4026"]
}
