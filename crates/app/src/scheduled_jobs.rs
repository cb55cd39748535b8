//! The calendar: looks when the schedule says, and carries out what each document says is due.
//!
//! cron only says when to look; `due` says what; the event it writes is what stops it from being due again. So a look
//! can be missed, repeated, or made by several nodes at once.

use crate::{
    App,
    clock_check::{self, ClockCheck},
    cron::{Schedule, Slot},
    digest_letter,
    health::ClockState,
    mailed, meetings, membership,
};
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::{
    TryFutureExt as _,
    future::{try_join, try_join_all},
};
use ledger::{DocumentRow, RegionRow};
use procedure::{Actor, Command, PartyId, Phase, due, ends_on};
use std::{sync::Arc, time::Duration};
use tokio::sync::watch;

/// Documents taken at a time.
const BATCH: u32 = 100;
/// How long keys of commands that were carried out are known.
const KEYS: TimeDelta = TimeDelta::days(30);

/// The schedules there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScheduledJob {
    /// Editions that come into force, notices of their revision, and revisions that open: one job, so that an edition
    /// that comes into force on the day of its first notice gives it on that day.
    Revision,
    /// Reminders, and hearings that open and close.
    Reminders,
    Digest,
    /// The log of the day before goes under a seal.
    Seal,
}

impl ScheduledJob {
    pub const ALL: [Self; 4] = [Self::Revision, Self::Reminders, Self::Digest, Self::Seal];

    pub fn name(self) -> &'static str {
        match self {
            Self::Revision => "revision",
            Self::Reminders => "reminders",
            Self::Digest => "digest",
            Self::Seal => "seal",
        }
    }

    fn expression(self, app: &App) -> &str {
        match self {
            Self::Revision => &app.config.schedules.revision,
            Self::Reminders => &app.config.schedules.reminders,
            Self::Digest => &app.config.schedules.digest,
            Self::Seal => &app.config.schedules.seal,
        }
    }

    /// Whether what time asks for is carried out on this job.
    pub fn takes(self, command: &procedure::Calendar) -> bool {
        use procedure::Calendar as C;
        let own = match command {
            C::ComeIntoForce | C::NoticeRevision { .. } | C::StartRevision => Self::Revision,
            C::Remind { .. } | C::OpenHearing | C::CloseHearing | C::CountPublicAnswers { .. } => Self::Reminders,
        };
        own == self
    }
}

/// The next slot of a job after an instant.
pub fn next(app: &App, region: &RegionRow, job: ScheduledJob, after: DateTime<Utc>) -> Option<Slot> {
    Schedule::parse(job.expression(app)).ok()?.next_after(crate::zone(region), after)
}

/// Runs a job now.
pub async fn run(app: &App, region: &RegionRow, job: ScheduledJob) -> anyhow::Result<()> {
    match job {
        ScheduledJob::Revision | ScheduledJob::Reminders => {
            look(app, region, job).await?;
            membership::follow(app, region).await?;
            meetings::follow(app, region).await?;
        }
        ScheduledJob::Seal => {
            app.ledger.seal(&region.id, app.today(region), app.clock.now()).await?;
        }
        ScheduledJob::Digest => {
            let since = app.ledger.last_run(&region.id, job.name()).await?;
            digest_letter::post(app, region, since).await?;
            app.ledger.forget_keys(app.clock.now() - KEYS).await?;
            tidy(app, region).await?;
        }
    }
    app.ledger.looked(&region.id, job.name(), app.clock.now()).await?;
    Ok(())
}

/// What each day brings besides: the register begins in its log, and answers of the public that nobody has confirmed in time
/// are erased. The last day they can be confirmed on is a whole one.
pub async fn tidy(app: &App, region: &RegionRow) -> Result<(), ledger::Error> {
    app.ledger.begin_register(&region.id, app.clock.now(), app.today(region)).await?;
    let unconfirmed = TimeDelta::days(words::limits::PUBLIC_UNCONFIRMED_DAYS + 1);
    app.ledger.erase_unconfirmed(&region.id, app.clock.now() - unconfirmed).await?;
    Ok(())
}

/// Carries out all that is due in a region today and belongs to the job. Gives the number of commands.
async fn look(app: &App, region: &RegionRow, job: ScheduledJob) -> anyhow::Result<usize> {
    let mut carried = 0;
    loop {
        let done = walk(app, region, job).await?;
        if done == 0 {
            return Ok(carried);
        }
        carried += done;
    }
}

/// Walks once through all documents for which something is due.
async fn walk(app: &App, region: &RegionRow, job: ScheduledJob) -> anyhow::Result<usize> {
    let today = app.today(region);
    let mut carried = 0;
    let mut rows = app.ledger.due_documents(&region.id, today, None, BATCH).await?;
    while !rows.is_empty() {
        // All at once, so that the writer commits them together; meanwhile the next are read.
        let done = try_join_all(rows.iter().map(|row| carry_out_due(app, region, row, job)));
        let next = app.ledger.due_documents(&region.id, today, rows.last(), BATCH).map_err(Into::into);
        let (done, next) = try_join(done, next).await?;
        carried += done.into_iter().sum::<usize>();
        rows = next;
    }
    Ok(carried)
}

async fn carry_out_due(app: &App, region: &RegionRow, row: &DocumentRow, job: ScheduledJob) -> anyhow::Result<usize> {
    let mut carried = 0;
    let mut commands = due(&row.state, app.today(region));
    commands.retain(|command| job.takes(command));
    if !commands.is_empty() {
        let waiting = Waiting::of(app, region, row).await?;
        commands.retain(|command| !waiting.holds(command));
    }
    for command in commands {
        match app.execute(region, &row.id, Actor::Calendar, Command::Calendar(command), None).await {
            Ok(_) => carried += 1,
            // Another node was first, or what was due has changed since it was read.
            Err(ledger::Error::Refused(_) | ledger::Error::Conflict | ledger::Error::Newer) => {}
            Err(ledger::Error::Broken(error)) => tracing::error!(document = %row.id, error, "left as it is"),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(carried)
}

/// What is held back while answers wait in the mailbox: a municipality whose answer waits has answered and is not reminded,
/// and a hearing does not close by itself over an answer that came in time.
#[derive(Default)]
pub(crate) struct Waiting {
    parties: Vec<PartyId>,
    in_time: bool,
}

impl Waiting {
    pub(crate) async fn of(app: &App, region: &RegionRow, row: &DocumentRow) -> Result<Self, ledger::Error> {
        let Some(Phase::Hearing(hearing)) = row.state.case.as_ref().map(|case| &case.phase) else {
            return Ok(Self::default());
        };
        let waiting = mailed::unconfirmed(app, region, row).await?;
        let in_time = waiting.iter().any(|mail| {
            let track = mail.party().and_then(|party| hearing.track(&party));
            track.is_some_and(|track| crate::local(region, mail.received_at).date() <= ends_on(track.deadline))
        });
        Ok(Self { parties: waiting.iter().filter_map(ledger::IncomingRow::party).collect(), in_time })
    }

    pub(crate) fn holds(&self, command: &procedure::Calendar) -> bool {
        match command {
            procedure::Calendar::CloseHearing => self.in_time,
            procedure::Calendar::Remind { party, .. } => self.parties.contains(party),
            _ => false,
        }
    }
}

/// Looks round by round. What was missed while nobody was here is found by when each job was last run.
pub async fn keep(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let mut clock_check = ClockCheck::new(Duration::from_mins(app.config.settle_minutes));
    loop {
        match clock_check.run(&app).await {
            Ok(ClockState::Steady) => round(&app).await,
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "the clock could not be compared"),
        }
        tokio::select! {
            () = tokio::time::sleep(clock_check::ROUND) => {}
            _ = stop.changed() => return,
        }
    }
}

async fn round(app: &App) {
    for region in regions(app).await {
        for job in ScheduledJob::ALL {
            if let Err(error) = when_due(app, &region, job).await {
                let error = format!("{error:#}");
                tracing::error!(region = %region.id, job = job.name(), error, "left for the next look");
            }
        }
    }
}

/// Runs a job once when one or more of its slots have passed since it last ran.
async fn when_due(app: &App, region: &RegionRow, job: ScheduledJob) -> anyhow::Result<()> {
    let now = app.clock.now();
    let Some(last) = app.ledger.last_run(&region.id, job.name()).await? else {
        // Never run: what was due before this installation began is done at once.
        return run(app, region, job).await;
    };
    match next(app, region, job, last.min(now)) {
        Some(slot) if slot.at <= now => run(app, region, job).await,
        _ => Ok(()),
    }
}

async fn regions(app: &App) -> Vec<RegionRow> {
    app.ledger.regions().await.unwrap_or_else(|error| {
        tracing::error!(%error, "the regions could not be read");
        Vec::new()
    })
}
