//! Looking over an installation before it is relied on.

mod delivery;

use super::{Failure, open, say};
use app::{
    clock::{Clock, instant},
    config::Config,
};
use chrono::NaiveDate;
use clap::Args;
use ledger::RegionFile;
use post::{
    inbox::imap::Mailbox,
    mail::{Carrier, dkim},
};
use serde::Serialize;
use std::path::Path;

#[derive(Args)]
pub struct CheckConfig {
    /// Print the settings as they are in force, without passwords
    #[arg(long)]
    print: bool,
    /// Print every setting with its default and what it is for, to begin a file with
    #[arg(long, conflicts_with = "print")]
    example: bool,
}

#[derive(Args)]
pub struct Doctor {
    /// As JSON, for machines
    #[arg(long)]
    json: bool,
    /// Send a message there, past the outbox, and say what the server answered
    #[arg(long, value_name = "ADDRESS")]
    send_test_mail: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Finding {
    check: &'static str,
    ok: bool,
    says: String,
}

impl Finding {
    pub(super) fn of(check: &'static str, result: Result<String, String>) -> Self {
        let ok = result.is_ok();
        Self { check, ok, says: result.unwrap_or_else(|error| error) }
    }
}

pub fn check_config(asked: &CheckConfig) -> Result<(), Failure> {
    if asked.example {
        say(app::config::DEFAULTS.trim_end());
        return Ok(());
    }
    let config = Config::read()?;
    let kinds = config.kinds()?;
    config.templates()?;
    let mut regions = 0;
    for (name, text) in config.region_files()? {
        RegionFile::parse(&name, &text).map_err(|error| Failure::Settings(error.to_string()))?;
        regions += 1;
    }
    Carrier::parse(&config).map_err(|error| Failure::Settings(format!("smtp: {error}")))?;
    dkim::Signer::read(&config).map_err(Failure::Settings)?;
    Mailbox::parse(&config.inbox).map_err(Failure::Settings)?;
    if asked.print {
        say(config.printed()?.trim_end());
        return Ok(());
    }
    say(format_args!("the settings can be used: {} kinds, {regions} regions", kinds.0.len()));
    Ok(())
}

pub async fn doctor(asked: Doctor) -> Result<(), Failure> {
    let config = Config::read()?;
    let mut findings = vec![
        Finding::of("config", check_kinds(&config)),
        Finding::of("database", database(&config).await),
        Finding::of("key", key(&config)),
        Finding::of("clock", clock()),
        Finding::of("smtp", delivery::smtp(&config).await),
        Finding::of("public_url", public_url(&config)),
        Finding::of("disk", disk(&config)),
    ];
    findings.extend(delivery::inbox(&config).await);
    findings.extend(delivery::dns(&config).await);
    if let Some(address) = &asked.send_test_mail {
        findings.push(Finding::of("test_mail", delivery::send(&config, address).await));
    }
    let sound = findings.iter().all(|finding| finding.ok);
    if asked.json {
        say(serde_json::to_string_pretty(&findings).unwrap_or_default());
    } else {
        for finding in &findings {
            say(format_args!("{} {}: {}", if finding.ok { "ok  " } else { "BAD " }, finding.check, finding.says));
        }
    }
    if sound { Ok(()) } else { Err(Failure::Other(anyhow::anyhow!("not everything is as it should be"))) }
}

fn check_kinds(config: &Config) -> Result<String, String> {
    let kinds = config.kinds().map_err(|error| error.to_string())?;
    let templates = match config.templates().map_err(|error| error.to_string())? {
        0 => String::new(),
        n => format!("; {n} Word templates"),
    };
    Ok(format!("{} kinds{templates}", kinds.0.len()))
}

async fn database(config: &Config) -> Result<String, String> {
    if let Some(file) = ledger::sqlite_file(&config.database).filter(|file| !file.exists()) {
        let file = file.display();
        return Err(format!("there is no {file}: `samrad migrate` makes it, or the name is mistyped"));
    }
    let ledger = match open::without_keys(config).await {
        Ok(ledger) => ledger,
        Err(Failure::Settings(error) | Failure::Later(error)) => return Err(error),
        Err(Failure::Other(error)) => return Err(format!("{error:#}")),
    };
    let written = ledger.set_setting("doctor", "was here").await.map_err(|error| error.to_string());
    let regions = ledger.regions().await.map_err(|error| error.to_string())?;
    let mut invented = 0;
    for region in &regions {
        let contacts = ledger.contacts(&region.id).await.map_err(|error| error.to_string())?;
        invented += contacts.iter().filter(|contact| is_invented(&contact.address)).count();
    }
    let held = ledger.is_held().await.map_err(|error| error.to_string());
    ledger.close().await;
    written?;
    if let Some(file) = ledger::readable_by_others(&config.database) {
        return Err(format!("{} can be read by others than its owner: `chmod 600` it", file.display()));
    }
    if held? {
        return Err("was put back, copied or moved: no letter leaves until `samrad restore-accept`".to_owned());
    }
    let people = match invented {
        0 => String::new(),
        n => format!(
            "; {n} contacts have invented addresses: give them real ones under Kontakter, or begin with a region file of your own"
        ),
    };
    Ok(format!("can be read and written; {} regions{people}", regions.len()))
}

/// Under a name that is kept for examples and never reached (RFC 2606).
fn is_invented(address: &str) -> bool {
    let domain = address.rsplit('@').next().unwrap_or_default().to_lowercase();
    [".test", ".example", ".invalid", ".localhost"].iter().any(|kept| domain.ends_with(kept))
}

fn key(config: &Config) -> Result<String, String> {
    let keys = open::keys(&config.key_file)?;
    Ok(format!("fingerprint {}; record key {}", keys.links.fingerprint(), keys.record.public()))
}

/// The zone's rules are known when noon on a winter's and a summer's day differ from UTC as they should.
fn clock() -> Result<String, String> {
    let zone = chrono_tz::Europe::Oslo;
    let noon = |month| NaiveDate::from_ymd_opt(2026, month, 1).and_then(|day| day.and_hms_opt(12, 0, 0));
    let hours = [1, 7].map(|month| noon(month).map(|local| instant(zone, local).format("%H").to_string()));
    if hours != [Some("11".to_owned()), Some("10".to_owned())] {
        return Err("the rules of Europe/Oslo are not as expected".to_owned());
    }
    Ok(format!("{} in Europe/Oslo", Clock::System.local(zone).format("%Y-%m-%d %H:%M")))
}

fn public_url(config: &Config) -> Result<String, String> {
    let url = url::Url::parse(config.base_url()).map_err(|error| error.to_string())?;
    let local = url.host_str().is_some_and(|host| host == "localhost" || host.starts_with("127."));
    if url.scheme() == "http" && !local {
        return Err(format!("{url} is not encrypted; put TLS in front and use https://"));
    }
    Ok(url.to_string())
}

fn disk(config: &Config) -> Result<String, String> {
    let Some(file) = ledger::sqlite_file(&config.database) else { return Ok("kept by PostgreSQL".to_owned()) };
    let folder = file.parent().filter(|path| !path.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let probe = folder.join(".samrad-doctor");
    std::fs::write(&probe, vec![0_u8; 1024 * 1024]).map_err(|error| format!("{}: {error}", folder.display()))?;
    std::fs::remove_file(&probe).map_err(|error| error.to_string())?;
    Ok(format!("{} can be written", folder.display()))
}
