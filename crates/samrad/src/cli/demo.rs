//! The demo: everything on invented data, with a clock that is moved by hand.

use super::{Failure, open, people, say, serve};
use crate::demo::History;
use anyhow::Context as _;
use app::{
    App,
    clock::{self, Clock},
    config::Config,
    health::Health,
};
use chrono::NaiveDateTime;
use clap::Args;
use ledger::Ledger;
use post::postman;
use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
};
use tokio::net::TcpListener;
use web::listen::listen;

#[derive(Args)]
pub struct Demo {
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Where the demo keeps its data; what a demo kept there before is removed
    #[arg(long)]
    data: Option<PathBuf>,
    /// The local time the clock stands at
    #[arg(long, default_value = "2026-11-23T08:00", value_parser = local)]
    clock: NaiveDateTime,
    /// The region and its contacts, but no documents
    #[arg(long)]
    empty: bool,
    /// An empty database to use in place of the demo's own
    #[arg(long, hide = true)]
    database: Option<String>,
    /// A text, Markdown or DOCX file to be the strategy under revision
    #[arg(long)]
    document: Option<PathBuf>,
}

fn local(text: &str) -> Result<NaiveDateTime, String> {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").map_err(|_| "write it as 2026-11-23T08:00".to_owned())
}

pub async fn run(demo: Demo) -> Result<(), Failure> {
    open::logging("text");
    if !demo.listen.ip().is_loopback() {
        return Err(Failure::Other(anyhow::anyhow!(
            "the demo logs everyone in, so it listens on this machine only: use 127.0.0.1, not {}",
            demo.listen
        )));
    }
    let data = demo.data.unwrap_or_else(|| std::env::temp_dir().join(format!("samrad-demo-{}", std::process::id())));
    // Bound first: a port in use is said at once, and letters carry the address that was given.
    let listener = TcpListener::bind(demo.listen).await.with_context(|| format!("listen {}", demo.listen))?;
    let address = listener.local_addr().context("listen")?;
    let app = Arc::new(begin(&data, demo.database, address, demo.clock).await?);
    let regions = app.ledger.regions().await?;
    let region = regions.first().context("no region is built in")?;
    let secret = people::make_token(&app.ledger, &region.id, "demo", None, &app.clock).await?;
    fs::write(data.join("api-token"), format!("{secret}\n")).context("api-token")?;
    let now = clock::instant(app::zone(region), demo.clock);
    if !demo.empty {
        let text = match &demo.document {
            Some(file) => {
                Some((file.display().to_string(), fs::read(file).with_context(|| file.display().to_string())?))
            }
            None => None,
        };
        History::new(&app, region, demo.clock)?.make(text).await?;
    }
    app.clock.set(now);
    postman::drain(&app).await?;
    say(format_args!("ready http://{address}"));
    listen(&app, listener, serve::terminated()).await;
    app.ledger.close().await;
    Ok(())
}

/// A fresh database with the region in it, and a clock set back to before its history.
pub async fn begin(
    data: &Path,
    database: Option<String>,
    listen: SocketAddr,
    now: NaiveDateTime,
) -> Result<App, Failure> {
    fs::create_dir_all(data).with_context(|| data.display().to_string())?;
    for old in ["samrad.db", "samrad.db-wal", "samrad.db-shm", "samrad.key"] {
        let _absent = fs::remove_file(data.join(old));
    }
    let mut config = Config::built_in()?;
    config.database = database.unwrap_or_else(|| format!("sqlite:{}", data.join("samrad.db").display()));
    config.key_file = data.join("samrad.key").display().to_string();
    config.public_url = format!("http://{listen}");
    config.mail.batch = 500;
    "Kongsbergregionen <samrad@kongsbergregionen.example.test>".clone_into(&mut config.mail_from);
    let kinds = data.join("kinds");
    if kinds.is_dir() {
        config.kinds = kinds.display().to_string();
    }
    Ledger::migrate(&config.database).await?;
    open::make_key(&config.key_file)?;
    let beginning = crate::demo::beginning(now);
    let clock = Clock::by_hand(clock::instant(chrono_tz::Europe::Oslo, beginning));
    let ledger = open::ledger(&config, &clock).await?;
    let links = open::links(&config, &ledger).await?;
    open::seed_regions(&config, &ledger, &clock).await?;
    Ok(App {
        ledger,
        clock,
        links,
        config: Arc::new(config),
        demo: true,
        health: Health::steady(),
        post: Arc::default(),
    })
}
