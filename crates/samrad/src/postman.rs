//! The postman: takes letters that are due, renders each once, and hands it on or keeps it to be looked at.
//!
//! Before a letter's bytes leave, that they are about to is written down. So whatever happens, a statutory letter is
//! handed over at least once and at most twice, and a reminder at most once.

mod prepare;

use crate::{
    app::App,
    clock::random,
    mail::{Carrier, Conversation, Outcome, Server, Sources},
    pulse::Pulse,
};
use chrono::{DateTime, TimeDelta, Utc};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use ledger::{ContactRow, LetterRow, LetterState, Mark};
use prepare::{Ready, prepare};
use procedure::Class;
use std::{num::NonZeroU32, sync::Arc, time::Duration};
use tokio::sync::watch;

/// How long the postman sleeps when nobody calls.
const ROUND: Duration = Duration::from_secs(20);
/// Minutes until a deferred letter is tried again; the last is repeated for three days.
const BACKOFF: [i64; 5] = [1, 5, 15, 60, 180];
const PATIENCE: TimeDelta = TimeDelta::days(3);
/// Until a server that turned us away is asked again.
const CLOSED: Duration = Duration::from_mins(5);

/// How letters go, and how many a minute to each domain.
struct Post {
    carrier: Carrier,
    domains: Option<DefaultKeyedRateLimiter<String>>,
}

impl Post {
    fn of(app: &App) -> anyhow::Result<Self> {
        let carrier = Carrier::parse(&app.config).map_err(|error| anyhow::anyhow!("smtp: {error}"))?;
        let quota = NonZeroU32::new(app.config.mail.per_domain_per_minute).map(Quota::per_minute);
        Ok(Self { carrier, domains: quota.map(RateLimiter::keyed) })
    }

    fn may_write_to(&self, address: &str) -> bool {
        let domain = address.rsplit('@').next().unwrap_or_default().to_lowercase();
        self.domains.as_ref().is_none_or(|domains| domains.check_key(&domain).is_ok())
    }
}

/// Works until told to stop.
pub async fn run(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let post = match Post::of(&app) {
        Ok(post) => post,
        Err(error) => return tracing::error!(error = format!("{error:#}"), "no post is sent"),
    };
    loop {
        let pause = match app.vitals.pulse() {
            Pulse::Steady if open(&app, &post).await => match round(&app, &post).await {
                Ok(0) => ROUND,
                Ok(_) => continue,
                Err(error) => {
                    tracing::error!(error = format!("{error:#}"), "the postman turned back");
                    ROUND
                }
            },
            Pulse::Steady => CLOSED,
            _ => ROUND,
        };
        tokio::select! {
            () = app.post.notified(), if pause == ROUND => {}
            () = tokio::time::sleep(pause) => {}
            _ = stop.changed() => return,
        }
    }
}

/// Whether the server lets us in, asked again where it last did not.
async fn open(app: &App, post: &Post) -> bool {
    let Carrier::Smtp(server) = &post.carrier else { return true };
    if app.vitals.channel.borrow().is_none() {
        return true;
    }
    match server.connect().await {
        Ok(conversation) => {
            conversation.quit().await;
            app.vitals.channel.send_replace(None);
            tracing::info!("the mail server lets us in again");
            true
        }
        Err(_) => false,
    }
}

/// Until nothing is due.
pub async fn drain(app: &App) -> anyhow::Result<()> {
    let post = Post::of(app)?;
    while round(app, &post).await? > 0 {}
    Ok(())
}

/// One batch. Gives the number of letters that were claimed.
async fn round(app: &App, post: &Post) -> anyhow::Result<usize> {
    let now = app.clock.now();
    let stranded = app.ledger.stranded(now, app.config.mail.batch).await?;
    let marks: Vec<Mark> = stranded.iter().map(|row| uncertain(app, row, now, None, row.handed)).collect();
    app.ledger.mark(&marks).await?;
    let lease = TimeDelta::seconds(app.config.mail.lease_seconds.into());
    let claimed = app.ledger.claim(now, lease, app.config.mail.batch).await?;
    let sources = Arc::new(Sources::new(app));
    match &post.carrier {
        Carrier::Capture => {
            let mut marks = Vec::new();
            for (row, contact) in &claimed {
                marks.push(match prepare(&sources, row, contact).await {
                    Ok(ready) => ready.mark(row, now, LetterState::Captured, None),
                    Err(mark) => *mark,
                });
            }
            app.ledger.mark(&marks).await?;
        }
        Carrier::Smtp(server) => {
            let connections = app.config.mail.connections.clamp(1, 20);
            let share = claimed.len().div_ceil(connections).max(1);
            let bags = claimed.chunks(share).map(|bag| carry(&sources, post, server, bag));
            for walked in futures_util::future::join_all(bags).await {
                walked?;
            }
        }
    }
    Ok(claimed.len())
}

/// Carries letters over one conversation. What became of one is written down together with the start of the next.
async fn carry(
    sources: &Arc<Sources>,
    post: &Post,
    server: &Server,
    bag: &[(LetterRow, ContactRow)],
) -> anyhow::Result<()> {
    let app = &sources.app;
    let mut conversation: Option<Conversation> = None;
    let mut marks: Vec<Mark> = Vec::new();
    let mut letters = bag.iter();
    for (row, contact) in letters.by_ref() {
        let now = app.clock.now();
        let ready = match prepare(sources, row, contact).await {
            Ok(ready) => ready,
            Err(mark) => {
                marks.push(*mark);
                continue;
            }
        };
        if !post.may_write_to(&contact.address) {
            marks.push(Mark {
                due_at: Some(now + TimeDelta::seconds(20)),
                ..ready.mark(row, now, LetterState::Queued, None)
            });
            continue;
        }
        let wire = match ready.wire(sources, row, contact).await {
            Ok(wire) => wire,
            Err(error) => {
                marks.push(ready.mark(row, now, LetterState::Held, Some(format!("{error:#}"))));
                continue;
            }
        };
        if conversation.as_ref().is_none_or(|conversation| !conversation.open()) {
            match server.connect().await {
                Ok(fresh) => conversation = Some(fresh),
                Err(outcome) => {
                    marks.push(ready.outcome(app, row, outcome));
                    break;
                }
            }
        }
        let Some(open) = &mut conversation else { break };
        let outcome = match open.envelope(&wire).await {
            Err(outcome) => outcome,
            Ok(()) => {
                // From here on a crash leaves the letter uncertain, not queued.
                marks.push(ready.mark(row, now, LetterState::Data, None));
                app.ledger.mark(&marks).await?;
                marks.clear();
                open.data(&wire).await
            }
        };
        let closed = matches!(outcome, Outcome::Stopped(_));
        marks.push(ready.outcome(app, row, outcome));
        if closed {
            break;
        }
    }
    // The rest of the bag waits like the letter that found out that the server is closed, or away.
    let now = app.clock.now();
    let closed = app.vitals.channel.borrow().is_some();
    for (row, contact) in letters {
        marks.push(match again(row, now) {
            _ if closed => Mark { due_at: Some(now), ..Ready::untried(row, contact, now, LetterState::Queued) },
            Some(due_at) => Mark { due_at: Some(due_at), ..Ready::untried(row, contact, now, LetterState::Deferred) },
            None => Ready::untried(row, contact, now, LetterState::Failed),
        });
    }
    app.ledger.mark(&marks).await?;
    if let Some(conversation) = conversation {
        conversation.quit().await;
    }
    Ok(())
}

impl Ready {
    /// What is written down of a letter, given what the server said.
    fn outcome(&self, app: &App, row: &LetterRow, outcome: Outcome) -> Mark {
        let now = app.clock.now();
        match outcome {
            Outcome::Accepted(reply) => self.mark(row, now, LetterState::Accepted, Some(reply)),
            Outcome::Failed(failing, reply) => {
                self.mark(row, now, LetterState::Failed, Some(format!("{}: {reply}", failing.as_str())))
            }
            Outcome::Deferred(reply) => match again(row, now) {
                Some(due_at) => {
                    Mark { due_at: Some(due_at), ..self.mark(row, now, LetterState::Deferred, Some(reply)) }
                }
                None => self.mark(row, now, LetterState::Failed, Some(format!("infrastructure: {reply}"))),
            },
            Outcome::Stopped(reply) => {
                tracing::error!(reply, "the mail server turned us away: no post is sent until it lets us in");
                app.vitals.channel.send_replace(Some(reply.clone()));
                Mark { due_at: Some(now), ..self.mark(row, now, LetterState::Queued, Some(reply)) }
            }
            Outcome::Uncertain(reply) => {
                let mark = uncertain(app, row, now, Some(reply), row.handed + 1);
                Mark { due_at: mark.due_at, ..self.mark(row, now, mark.state, mark.reply) }
            }
        }
    }
}

/// Nobody knows whether it arrived: a statutory letter goes once more, everything else waits for a person.
fn uncertain(app: &App, row: &LetterRow, now: DateTime<Utc>, reply: Option<String>, handed: u32) -> Mark {
    let wait = TimeDelta::minutes(app.config.mail.uncertain_minutes);
    let once_more = row.class == Class::Statutory && handed <= 1;
    Mark {
        id: row.id.clone(),
        state: if once_more { LetterState::Deferred } else { LetterState::Uncertain },
        at: now,
        due_at: once_more.then(|| now + wait),
        to: None,
        subject: None,
        body: None,
        reply: reply.or_else(|| Some("the process ended while it was handed over".to_owned())),
    }
}

/// When a deferred letter is tried again, a little apart from the others.
fn again(row: &LetterRow, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let tried = usize::try_from(row.attempts.saturating_sub(1)).unwrap_or(0);
    // A letter that waited for us, not for the server, has its tries before it.
    if now - row.written_at > PATIENCE && tried >= BACKOFF.len() {
        return None;
    }
    let step = tried.min(BACKOFF.len() - 1);
    let jitter = i64::from(random::<1>()[0]) * BACKOFF[step] * 60 / 2560;
    Some(now + TimeDelta::minutes(BACKOFF[step]) + TimeDelta::seconds(jitter))
}
