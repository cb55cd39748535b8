//! Keeping the database: migrate, rebuild.

use super::{Failure, open, say};
use app::{clock::Clock, config::Config};
use clap::Args;

#[derive(Args)]
pub struct Migrate {
    /// Print the migrations and whether each was carried out, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// With --dry-run: as JSON, for machines
    #[arg(long, requires = "dry_run")]
    json: bool,
    /// On PostgreSQL: another role that is to serve the database, and may only read the record and add to it
    #[arg(long)]
    role: Option<String>,
}

pub async fn migrate(asked: Migrate) -> Result<(), Failure> {
    let config = Config::read()?;
    open::logging(&config.log);
    if asked.dry_run {
        return list(&config, asked.json).await;
    }
    if ledger::migrations(&config.database).await?.iter().all(|(_, _, done)| !done) {
        open::make_key(&config.key_file)?;
    }
    let (applied, kept) = ledger::upgrade(&config.database, Clock::System.now()).await?;
    let ledger = open::ledger(&config, &Clock::System).await?;
    open::links(&config, &ledger).await?;
    open::seed_regions(&config, &ledger, &Clock::System).await?;
    ledger.close().await;
    if let Some(role) = &asked.role {
        ledger::grant(&config.database, role).await?;
        say(format_args!("{role} may serve it"));
    }
    if let Some(kept) = kept {
        say(format_args!("what it was before is kept in {}", kept.display()));
    }
    say(format_args!("{applied} migrations applied; the database is up to date"));
    Ok(())
}

async fn list(config: &Config, json: bool) -> Result<(), Failure> {
    let all = ledger::migrations(&config.database).await?;
    if json {
        let line = |(number, name, done): &(i64, String, bool)| serde_json::json!({"number": number, "name": name, "applied": done});
        say(all.iter().map(line).collect::<serde_json::Value>());
        return Ok(());
    }
    for (number, name, done) in &all {
        say(format_args!("{number:04} {name}: {}", if *done { "applied" } else { "waits" }));
    }
    Ok(())
}

pub async fn rebuild() -> Result<(), Failure> {
    let ledger = open::ledger(&Config::read()?, &Clock::System).await?;
    say(format_args!("{} documents folded anew", ledger.rebuild().await?));
    ledger.close().await;
    Ok(())
}
