//! The postman: takes letters that are due, renders each once, and hands it on or keeps it to be looked at.
//!
//! Before a letter's bytes leave, that they are about to is written down. So whatever happens, a statutory letter is
//! handed over at least once and at most twice, and a reminder at most once.

mod carry;
mod prepare;

use crate::mail::{self, Carrier, Sources, dkim::Signer};
use app::{App, health::ClockState, quota::Quota};
use carry::{carry, close, uncertain};
use chrono::TimeDelta;
use ledger::{LetterState, Mark};
use prepare::prepare;
use std::{sync::Arc, time::Duration};
use tokio::sync::watch;

/// How long the postman sleeps when nobody calls.
const ROUND: Duration = Duration::from_secs(20);
/// Until a server that turned us away is asked again: more often could lock us out.
const TURNED_AWAY: Duration = Duration::from_mins(5);
/// Until a server that could not be reached is looked for again.
const AWAY: Duration = Duration::from_mins(1);

/// How letters go, and how many a minute to each domain.
struct Post {
    carrier: Carrier,
    signer: Option<Signer>,
    domains: Option<Quota>,
}

impl Post {
    fn of(app: &App) -> anyhow::Result<Self> {
        let carrier = Carrier::parse(&app.config).map_err(|error| anyhow::anyhow!("smtp: {error}"))?;
        // Letters that are only kept here wait for nobody.
        let goes_out = matches!(carrier, Carrier::Smtp(_));
        let most = Some(app.config.mail.per_domain_per_minute).filter(|most| goes_out && *most > 0);
        let domains = most.map(|most| Quota::new(most, Duration::from_mins(1) / most));
        let signer = Signer::read(&app.config).map_err(anyhow::Error::msg)?;
        Ok(Self { carrier, signer, domains })
    }

    fn may_write_to(&self, address: &str) -> bool {
        let domain = address.rsplit('@').next().unwrap_or_default().to_lowercase();
        self.domains.as_ref().is_none_or(|domains| domains.take(domain.as_bytes()).is_ok())
    }
}

/// Which letters a loop sends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Which {
    All,
    /// Those somebody waits for at a screen: they wait for no settling, no look at a restored database, no batch.
    Urgent,
}

/// Works until told to stop.
pub async fn run(app: Arc<App>, mut stop: watch::Receiver<bool>, which: Which) {
    let post = match Post::of(&app) {
        Ok(post) => post,
        Err(error) => return tracing::error!(error = format!("{error:#}"), "no post is sent"),
    };
    loop {
        let urgent = which == Which::Urgent;
        if urgent && let Err(error) = expire_logins(&app).await {
            tracing::error!(%error, "log-ins that ran out could not be marked");
        }
        let pause = if !urgent && app.health.clock_state() != ClockState::Steady {
            ROUND
        } else if open(&app, &post).await {
            match round(&app, &post, which).await {
                Ok(0) => ROUND,
                Ok(_) => continue,
                Err(error) => {
                    tracing::error!(error = format!("{error:#}"), "letters could not be sent");
                    ROUND
                }
            }
        } else {
            match &*app.health.channel.borrow() {
                Some(closed) if closed.turned_away => TURNED_AWAY,
                _ => AWAY,
            }
        };
        if !urgent {
            metrics::counter!("samrad_post_rounds_total").increment(1);
        }
        let told = if urgent { &app.post.urgent } else { &app.post.all };
        tokio::select! {
            () = told.notified(), if pause == ROUND => {}
            () = tokio::time::sleep(pause) => {}
            _ = stop.changed() => return,
        }
    }
}

/// A log-in that could not be sent within its life is shown as expired, also while the server is away.
async fn expire_logins(app: &App) -> Result<(), ledger::Error> {
    let now = app.clock.now();
    app.ledger.expire_logins(now - mail::LOGIN_STANDS, now, mail::ours::PAST).await
}

/// Whether the server lets us in, asked again where it last did not.
async fn open(app: &App, post: &Post) -> bool {
    let Carrier::Smtp(server) = &post.carrier else { return true };
    if app.health.channel.borrow().is_none() {
        return true;
    }
    match server.connect().await {
        Ok(conversation) => {
            conversation.quit().await;
            app.health.channel.send_replace(None);
            tracing::info!("the mail server takes letters again");
            true
        }
        Err(outcome) => {
            close(app, &outcome);
            false
        }
    }
}

/// Until nothing is due, or the server is closed.
pub async fn drain(app: &App) -> anyhow::Result<()> {
    let post = Post::of(app)?;
    let full = usize::try_from(app.config.mail.batch)?;
    while app.health.channel.borrow().is_none() && round(app, &post, Which::All).await? == full {}
    Ok(())
}

/// One batch. Gives the number of letters that were claimed.
async fn round(app: &App, post: &Post, which: Which) -> anyhow::Result<usize> {
    let (now, urgent) = (app.clock.now(), which == Which::Urgent);
    let awaits = app.ledger.awaits(now).await?;
    if awaits.stranded && !urgent {
        let stranded = app.ledger.stranded(now, app.config.mail.batch).await?;
        let marks: Vec<Mark> = stranded.iter().map(|row| uncertain(app, row, now, None, row.handed)).collect();
        app.ledger.mark(marks).await?;
    }
    let waiting = if urgent { awaits.urgent } else { awaits.letters || awaits.stranded };
    if !waiting {
        return Ok(0);
    }
    let lease = TimeDelta::seconds(app.config.mail.lease_seconds.into());
    let claimed = app.ledger.claim(now, lease, app.config.mail.batch, urgent).await?;
    let sources = Arc::new(Sources::new(app));
    let named: Vec<_> = claimed.iter().filter_map(|(row, _)| Some((row.document.clone()?, row.seq))).collect();
    sources.fetch(&named).await?;
    match &post.carrier {
        Carrier::Capture => {
            let mut marks = Vec::new();
            for (row, contact) in &claimed {
                marks.push(match prepare(&sources, row, contact).await {
                    Ok(ready) => ready.mark(row, now, LetterState::Captured, None),
                    Err(mark) => *mark,
                });
            }
            app.ledger.mark(marks).await?;
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
