//! The installation: the ledger, the clock, the settings, the keys and the calendar, and the log told in sentences. Pages,
//! the interface for programs, the post and the command line all stand on it.

pub mod checked;
pub mod clock;
pub mod clock_check;
pub mod config;
pub mod cron;
pub mod digest_letter;
pub mod files;
pub mod forecast;
pub mod health;
pub mod hearing_note;
pub mod history;
pub mod ids;
pub mod links;
pub mod mailed;
pub mod meetings;
pub mod membership;
pub mod metrics;
mod papers;
pub mod pictures;
pub mod planning;
pub mod public_answers;
pub mod quota;
pub mod scheduled_jobs;
pub mod texts;

use crate::{clock::Clock, config::Config, health::Health, links::Links};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;
use futures_util::future::BoxFuture;
use ledger::{DocumentRow, Done, Ledger, Order, RegionRow};
use procedure::{
    Actor, Command, Desk, Document, DocumentId, Event, Facts, MeetingEvent, Refusal, decide, record::Record,
};
use std::sync::Arc;
use tokio::sync::Notify;

/// How often what a verdict is about is looked up again, when others are faster.
const LOOKS: u32 = 5;

/// A read that many pages begin with. It is boxed, because the compiler proves of every handler's future that it can move
/// between threads, and walks all that is nested in it. Unboxed, that took minutes.
pub type Reading<'a, T> = BoxFuture<'a, Result<T, ledger::Error>>;

/// What every handler and loop holds.
pub type Shared = Arc<App>;

#[derive(Clone)]
pub struct App {
    pub ledger: Ledger,
    pub clock: Clock,
    pub links: Links,
    pub config: Arc<Config>,
    /// Logs in by itself and shows the clock's banner. Only on loopback.
    pub demo: bool,
    /// Whether the loops may act.
    pub health: Health,
    /// Told when there may be letters to send, so that nobody waits for the next round.
    pub post: Arc<Senders>,
}

/// Those who send letters: one sends them all, the other only those somebody waits for at a screen.
#[derive(Debug, Default)]
pub struct Senders {
    pub all: Notify,
    pub urgent: Notify,
}

impl Senders {
    pub fn notify_one(&self) {
        self.all.notify_one();
        self.urgent.notify_one();
    }
}

impl App {
    /// What has happened to a document, read from its log.
    pub fn record<'a>(&'a self, row: &'a DocumentRow) -> Reading<'a, Record> {
        Box::pin(async { Ok(Record::of(&*self.ledger.log(row).await?)) })
    }

    /// Carries out a command now. The only way in, for every door.
    pub async fn execute(
        &self,
        region: &RegionRow,
        document: &DocumentId,
        actor: Actor,
        command: Command,
        key: Option<ledger::Key>,
    ) -> Result<Done, ledger::Error> {
        let weighs =
            matches!(command, Command::Desk(Desk::AssessPublicAnswers { .. } | Desk::ApprovePublicVerdict { .. }));
        let command = checked::with_findings(self, region, document, command).await?;
        let command = meetings::prepared(self, region, document, &actor, command).await?;
        let (mut tries, mut next) = (0, Some(command));
        let done = loop {
            let Some(command) = next.take() else { break Err(ledger::Error::Conflict) };
            next = weighs.then(|| command.clone());
            let order = Order {
                region: region.id.clone(),
                document: document.clone(),
                command: public_answers::looked_up(self, region, document, command).await?,
                actor: actor.clone(),
                at: self.clock.now(),
                today: self.today(region),
                key: key.clone(),
            };
            let done = self.ledger.execute(order).await;
            tries += 1;
            // Another verdict came between the look and the writer: it is looked up again.
            if !weighs || tries > LOOKS || !matches!(done, Err(ledger::Error::Refused(Refusal::ChangedMeanwhile))) {
                break done;
            }
        };
        metrics::command(&done);
        let done = done?;
        self.post.notify_one();
        for recorded in &done.events {
            if let Event::StatementSubmitted { statement } = &recorded.event {
                mailed::overtaken(self, region, document, &statement.party, recorded.at).await;
            }
        }
        let ends = |event: &Event| {
            use Event::{AssessmentFinished, HearingClosed, Repealed, Withdrawn};
            matches!(event, HearingClosed { .. } | Withdrawn { .. } | AssessmentFinished { .. } | Repealed { .. })
        };
        if done.events.iter().any(|recorded| ends(&recorded.event)) {
            public_answers::count(self, region, document).await;
        }
        let holds = |event: &Event| matches!(event, Event::CameIntoForce { .. } | Event::EditionRegistered { .. });
        if done.events.iter().any(|recorded| holds(&recorded.event)) {
            membership::follow(self, region).await?;
        }
        let decided = |event: &Event| matches!(event, Event::Meeting(MeetingEvent::ItemDecided { .. }));
        if done.events.iter().any(|recorded| decided(&recorded.event)) {
            meetings::carry_out(self, region, document).await?;
        }
        Ok(done)
    }

    /// What would become of a command now, by what is known outside the writer: for showing what could be done.
    pub fn refusal<'a>(
        &'a self,
        region: &'a RegionRow,
        document: &'a Arc<Document>,
        actor: &'a Actor,
        command: &'a Command,
    ) -> Reading<'a, Option<Refusal>> {
        Box::pin(async {
            let (today, roster) = (self.today(region), self.ledger.roster(&region.id).await?);
            let facts = Facts { today, actor, kinds: self.ledger.kinds(), roster: &roster };
            Ok(decide(Some(document), &facts, command).err())
        })
    }

    pub fn today(&self, region: &RegionRow) -> NaiveDate {
        self.clock.today(zone(region))
    }

    pub fn now(&self, region: &RegionRow) -> NaiveDateTime {
        self.clock.local(zone(region))
    }
}

/// The region's zone. It was checked when the region was read in; Oslo is what Norwegian regions have.
pub fn zone(region: &RegionRow) -> Tz {
    region.zone.parse().unwrap_or(chrono_tz::Europe::Oslo)
}

/// An instant as the region's clocks show it.
pub fn local(region: &RegionRow, at: DateTime<Utc>) -> NaiveDateTime {
    at.with_timezone(&zone(region)).naive_local()
}
