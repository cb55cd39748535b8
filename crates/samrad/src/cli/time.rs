//! Time on the command line: what will be looked at when, what will be sent, and letting a stopped clock go.

use super::{Failure, open, say};
use app::{
    App,
    clock::Clock,
    clock_check,
    config::Config,
    forecast::forecast,
    health::Health,
    history::Names,
    planning::{self, dues},
    scheduled_jobs::{self, ScheduledJob},
};
use chrono::{Datelike as _, NaiveDate};
use clap::Args;
use ledger::Filter;
use std::sync::Arc;
use words::language::Lang;

#[derive(Args)]
pub struct Schedule {
    /// How many times to look ahead
    #[arg(long, default_value_t = 20)]
    next: usize,
}

#[derive(Args)]
pub struct Due {
    /// The day to look at; what was due before it and is not done counts too
    #[arg(long)]
    on: NaiveDate,
    #[arg(long)]
    region: Option<String>,
    /// nb, nn or en
    #[arg(long, default_value = "nb")]
    lang: String,
}

#[derive(Args)]
pub struct Plan {
    /// The day it is wanted adopted
    #[arg(long)]
    adopt_by: NaiveDate,
    /// A kind's id
    #[arg(long)]
    kind: String,
    #[arg(long)]
    region: Option<String>,
    /// nb, nn or en
    #[arg(long, default_value = "nb")]
    lang: String,
}

#[derive(Args)]
pub struct Revisions {
    #[arg(long, default_value_t = 20)]
    years: i32,
}

/// The installation as a command looks at it.
async fn installation() -> Result<App, Failure> {
    let config = Config::read()?;
    let ledger = open::beside(&config).await?;
    let links = open::links(&config, &ledger).await?;
    Ok(App {
        ledger,
        clock: Clock::System,
        links,
        config: Arc::new(config),
        demo: false,
        health: Health::default(),
        post: Arc::default(),
    })
}

/// What each look does is said in the catalogue's words for its job.
pub async fn schedule(asked: Schedule) -> Result<(), Failure> {
    let app = installation().await?;
    for region in app.ledger.regions().await? {
        let lang = Lang::parse(&region.language).unwrap_or_default();
        let zone = app::zone(&region);
        let mut slots = Vec::new();
        for job in ScheduledJob::ALL {
            let mut after = app.clock.now();
            for _ in 0..asked.next {
                let Some(slot) = scheduled_jobs::next(&app, &region, job, after) else { break };
                slots.push((slot, job));
                after = slot.at;
            }
        }
        slots.sort_by_key(|(slot, job)| (slot.at, *job));
        for (slot, job) in slots.into_iter().take(asked.next) {
            let does = lang.t(&format!("job-{}", job.name()));
            let local = slot.at.with_timezone(&zone).format("%Y-%m-%d %H:%M %:z");
            say(format_args!("{}  {local}  {}: {does}", region.id, job.name()));
        }
    }
    app.ledger.close().await;
    Ok(())
}

pub async fn due(asked: Due) -> Result<(), Failure> {
    let app = installation().await?;
    let lang = Lang::parse(&asked.lang).unwrap_or_default();
    for region in app.ledger.regions().await? {
        if asked.region.as_ref().is_some_and(|slug| *slug != region.id.0) {
            continue;
        }
        let names = Names::of(&app.ledger.parties(&region.id).await?, app.today(&region));
        for letter in forecast(&app, &region, asked.on).await?.into_iter().filter(|letter| letter.on == asked.on) {
            let kind = lang.t(&format!("letter-{}", letter.kind.as_str().replace('_', "-")));
            let to = letter.recipient(lang, &names);
            say(format_args!("{}  {kind}: {to} <{}>, {}", letter.on, letter.address, letter.title));
        }
    }
    app.ledger.close().await;
    Ok(())
}

pub async fn plan(asked: Plan) -> Result<(), Failure> {
    let app = installation().await?;
    let lang = Lang::parse(&asked.lang).unwrap_or_default();
    let kind = app.ledger.kinds().get(&asked.kind);
    let kind = kind.ok_or_else(|| anyhow::anyhow!("`{}` is no kind; see config/kinds", asked.kind))?.clone();
    for region in app.ledger.regions().await? {
        if asked.region.as_ref().is_some_and(|slug| *slug != region.id.0) {
            continue;
        }
        let (today, roster) = (app.today(&region), app.ledger.roster(&region.id).await?);
        let parties: Vec<_> = roster.members_on(today).map(|(id, _)| id.clone()).collect();
        let plan = planning::plan(&app, &region, &kind.rules, &parties, asked.adopt_by).await?;
        let names = Names::of(&app.ledger.parties(&region.id).await?, app.today(&region));
        for line in planning::lines(lang, today, &names, &plan) {
            say(line);
        }
    }
    app.ledger.close().await;
    Ok(())
}

pub async fn revisions(asked: Revisions) -> Result<(), Failure> {
    let app = installation().await?;
    for region in app.ledger.regions().await? {
        let today = app.today(&region);
        let until = today.year() + asked.years;
        let rows = app.ledger.documents(&region.id, &Filter { limit: 10_000, ..Filter::default() }).await?;
        let mut dues: Vec<_> = rows
            .iter()
            .flat_map(|row| dues(row, today, until).into_iter().map(move |day| (day, &row.state.title)))
            .collect();
        dues.sort();
        for (day, title) in dues {
            say(format_args!("{day}  {title}"));
        }
    }
    app.ledger.close().await;
    Ok(())
}

pub async fn release() -> Result<(), Failure> {
    let app = installation().await?;
    let released = clock_check::release(&app).await?;
    app.ledger.close().await;
    say(format_args!("the clock goes on from now; {released} letters that had waited will be sent"));
    Ok(())
}
