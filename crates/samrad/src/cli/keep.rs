//! Keeping the database: migrate, rebuild, verify.

use super::{Failure, open, say};
use crate::{clock::Clock, config::Config};
use ledger::Ledger;

pub async fn migrate() -> Result<(), Failure> {
    let config = Config::read()?;
    open::logging(&config.log);
    let applied = Ledger::migrate(&config.database).await?;
    let ledger = open::ledger(&config).await?;
    let empty = ledger.regions().await?.is_empty() && ledger.setting("key_fingerprint").await?.is_none();
    if empty {
        open::make_key(&config.key_file)?;
    }
    open::links(&config, &ledger).await?;
    open::seed_regions(&config, &ledger, &Clock::System).await?;
    ledger.close().await;
    say(format_args!("{applied} migrations applied; the database is up to date"));
    Ok(())
}

pub async fn rebuild() -> Result<(), Failure> {
    let ledger = open::ledger(&Config::read()?).await?;
    say(format_args!("{} documents folded anew", ledger.rebuild().await?));
    ledger.close().await;
    Ok(())
}

pub async fn verify() -> Result<(), Failure> {
    let ledger = open::ledger(&Config::read()?).await?;
    let problems = ledger.verify().await?;
    ledger.close().await;
    for problem in &problems {
        say(problem);
    }
    if problems.is_empty() {
        say("every log is whole, and every state is what its log says");
        return Ok(());
    }
    Err(Failure::Other(anyhow::anyhow!("{} things do not hold", problems.len())))
}
