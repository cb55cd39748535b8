//! Years of a region in seconds: the whole engine on a hand-driven clock, with people who do as people do.
//!
//! Nothing here is a model of the engine: commands go through `execute`, reminders through the calendar, letters through
//! the postman. What is random is who does what, when mail bounces, and when the machine is away or started again.

mod actors;
mod promises;

use anyhow::Context as _;
use app::App;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use ledger::{DocumentRow, Error, Filter, Ledger, LetterFilter, LetterState, Mark, RecordKeys, RegionRow};
use post::postman;
use procedure::{Actor, Command, DocumentId, LetterKind};
use promises::Promises;
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use std::{collections::BTreeMap, fmt, sync::Arc, time::Duration};
use web::demo::travel::travel;

/// What happened, by name.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub days: u32,
    pub documents: usize,
    pub events: BTreeMap<String, u64>,
    pub refusals: BTreeMap<String, u64>,
    pub letters: BTreeMap<String, u64>,
    pub days_away: u32,
    pub restarts: u32,
    pub bounces: u32,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<28} {:>8}", "days", self.days)?;
        writeln!(f, "{:<28} {:>8}", "documents", self.documents)?;
        writeln!(f, "{:<28} {:>8}", "days away", self.days_away)?;
        writeln!(f, "{:<28} {:>8}", "restarts", self.restarts)?;
        writeln!(f, "{:<28} {:>8}", "bounces", self.bounces)?;
        for (title, counts) in [("events", &self.events), ("refused", &self.refusals), ("letters", &self.letters)] {
            writeln!(f, "\n{title:<28} {:>8}", counts.values().sum::<u64>())?;
            for (name, count) in counts {
                writeln!(f, "  {name:<26} {count:>8}")?;
            }
        }
        Ok(())
    }
}

/// A region living on.
pub struct Simulation {
    pub app: App,
    region: RegionRow,
    chance: StdRng,
    promises: Promises,
    report: Report,
    /// The documents as they were read last, and when that was.
    rows: BTreeMap<DocumentId, DocumentRow>,
    read_at: Option<DateTime<Utc>>,
}

impl Simulation {
    pub fn new(app: App, region: RegionRow, seed: u64) -> Self {
        let chance = StdRng::seed_from_u64(seed);
        let (promises, report) = (Promises::default(), Report::default());
        Self { app, region, chance, promises, report, rows: BTreeMap::new(), read_at: None }
    }

    /// Lives through `days`, and gives the report.
    ///
    /// # Errors
    /// The promise that did not hold, and the day.
    pub async fn live(&mut self, documents: usize, days: u32) -> anyhow::Result<Report> {
        self.reopen().await?;
        let mut away = 0_u32;
        for _ in 0..days {
            self.report.days += 1;
            let tomorrow = self.app.clock.now() + TimeDelta::days(1);
            if away == 0 && self.chance.random_bool(0.004) {
                away = self.chance.random_range(1..9);
            }
            if away > 0 {
                // Nobody looks and nothing is sent; people's letters wait in their drawers.
                away -= 1;
                self.report.days_away += 1;
                self.app.clock.set(tomorrow);
                continue;
            }
            if self.chance.random_bool(0.01) {
                self.report.restarts += 1;
                self.reopen().await?;
            }
            travel(&self.app, &self.region, tomorrow).await?;
            self.promises.after_the_day(&self.app, &self.region).await?;
            self.refresh().await?;
            self.people(documents).await?;
            postman::drain(&self.app).await?;
            if self.chance.random_bool(0.2) {
                self.bounce().await?;
            }
            self.promises.of_events(&self.app, &self.region, &mut self.report).await?;
        }
        self.count().await
    }

    /// The process ends and begins again on the same file, which outlives it and no more.
    async fn reopen(&mut self) -> anyhow::Result<()> {
        self.app.ledger.close().await;
        let kinds = Arc::new(self.app.config.kinds()?);
        let keys = RecordKeys::parse(&std::fs::read_to_string(&self.app.config.key_file)?).context("the key file")?;
        let url = &self.app.config.database;
        for _ in 0..100 {
            match Ledger::open_throwaway(url, kinds.clone(), keys.clone(), self.app.clock.now()).await {
                Ok(ledger) => {
                    self.app.ledger = ledger;
                    return Ok(());
                }
                // The old one has not quite gone.
                Err(_) => tokio::time::sleep(Duration::from_millis(2)).await,
            }
        }
        anyhow::bail!("the database could not be opened again")
    }

    /// Reads what has changed since it was read last.
    async fn refresh(&mut self) -> anyhow::Result<()> {
        let filter = Filter { changed_since: self.read_at, limit: 1_000, ..Filter::default() };
        let changed = self.app.ledger.documents(&self.region.id, &filter).await?;
        self.rows.extend(changed.into_iter().map(|row| (row.id.clone(), row)));
        self.read_at = Some(self.app.clock.now());
        Ok(())
    }

    /// Everyone who feels like it does something, all on the same morning.
    async fn people(&mut self, wanted: usize) -> anyhow::Result<()> {
        let today = self.app.today(&self.region);
        let mut done: Vec<(DocumentId, Actor, Command)> = Vec::new();
        let alive = self.rows.values().filter(|row| row.state.end.is_none()).count();
        if alive < wanted && self.chance.random_bool(0.5) {
            done.push(actors::create(&self.app, &mut self.chance));
        }
        for row in self.rows.values() {
            if let Some((actor, command)) = actors::act(&self.app, &self.region, row, today, &mut self.chance).await? {
                done.push((row.id.clone(), actor, command));
            }
        }
        let (app, region) = (&self.app, &self.region);
        let all = done
            .into_iter()
            .map(|(id, actor, command)| async move { app.execute(region, &id, actor, command, None).await });
        for answer in futures_util::future::join_all(all).await {
            match answer {
                Ok(_) => {}
                Err(Error::Refused(refusal)) => *self.report.refusals.entry(refusal.name()).or_default() += 1,
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// One of the newest letters comes back.
    async fn bounce(&mut self) -> anyhow::Result<()> {
        let filter = LetterFilter { state: Some(LetterState::Captured), limit: 20, ..LetterFilter::default() };
        let letters = self.app.ledger.letters(&self.region.id, &filter).await?;
        if letters.is_empty() {
            return Ok(());
        }
        let letter = &letters[self.chance.random_range(0..letters.len())];
        if letter.kind == LetterKind::Digest {
            return Ok(());
        }
        let said = Some("5.1.1 no such user".to_owned());
        let mark = Mark::of(letter, self.app.clock.now(), LetterState::Bounced, said);
        self.app.ledger.mark(vec![Mark { attempt: None, ..mark }]).await?;
        self.report.bounces += 1;
        Ok(())
    }

    async fn count(&mut self) -> anyhow::Result<Report> {
        self.refresh().await?;
        self.report.documents = self.rows.len();
        for tally in self.app.ledger.tally(&self.region.id).await? {
            self.report.letters.insert(format!("{} {}", tally.kind, tally.state), tally.count.unsigned_abs());
        }
        Ok(self.report.clone())
    }

    pub fn today(&self) -> NaiveDate {
        self.app.today(&self.region)
    }
}
