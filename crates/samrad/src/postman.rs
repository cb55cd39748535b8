//! The postman: takes letters that are due, renders each once, and hands it on or keeps it to be looked at.

use crate::{
    app::App,
    clock::random,
    mail::{self, Carrier, LINK, Outcome, Wire},
    pulse::Pulse,
};
use chrono::{DateTime, TimeDelta, Utc};
use ledger::{ContactRow, LetterRow, LetterState, Mark};
use procedure::Class;
use std::{sync::Arc, time::Duration};
use tokio::sync::watch;

/// How long the postman sleeps when nobody calls.
const ROUND: Duration = Duration::from_secs(20);
/// Minutes until a deferred letter is tried again; the last is repeated for three days.
const BACKOFF: [i64; 5] = [1, 5, 15, 60, 180];
const PATIENCE: TimeDelta = TimeDelta::days(3);

/// Works until told to stop.
pub async fn run(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    loop {
        let steady = app.vitals.pulse() == Pulse::Steady;
        let round = if steady { round(&app).await } else { Ok(0) };
        match round {
            Ok(0) => {}
            Ok(_) => continue,
            Err(error) => tracing::error!(error = format!("{error:#}"), "the postman turned back"),
        }
        tokio::select! {
            () = app.post.notified() => {}
            () = tokio::time::sleep(ROUND) => {}
            _ = stop.changed() => return,
        }
    }
}

/// Until nothing is due.
pub async fn drain(app: &App) -> anyhow::Result<()> {
    while round(app).await? > 0 {}
    Ok(())
}

/// One batch. Gives the number of letters that were claimed.
pub async fn round(app: &App) -> anyhow::Result<usize> {
    let lease = TimeDelta::seconds(app.config.mail.lease_seconds.into());
    let claimed = app.ledger.claim(app.clock.now(), lease, app.config.mail.batch).await?;
    if claimed.is_empty() {
        return Ok(0);
    }
    let carrier = Carrier::parse(&app.config).map_err(|error| anyhow::anyhow!("smtp: {error}"))?;
    let mut marks = Vec::new();
    for (row, contact) in &claimed {
        let mark = deliver(app, &carrier, row, contact).await?;
        match carrier {
            Carrier::Capture => marks.push(mark),
            // What a server has accepted is written down before the next letter is tried.
            Carrier::Smtp(_) => app.ledger.mark(&[mark]).await?,
        }
    }
    app.ledger.mark(&marks).await?;
    Ok(claimed.len())
}

async fn deliver(app: &App, carrier: &Carrier, row: &LetterRow, contact: &ContactRow) -> anyhow::Result<Mark> {
    let now = app.clock.now();
    let mark = |state: LetterState, reply: Option<String>| Mark {
        id: row.id.clone(),
        state,
        at: now,
        due_at: None,
        to: Some(contact.address.clone()),
        subject: row.subject.clone(),
        body: row.body.clone(),
        reply,
    };
    if contact.suppressed || !mail::address_is_sound(&contact.address) {
        return Ok(mark(LetterState::Suppressed, Some("the address cannot be used".to_owned())));
    }
    // A letter is rendered once; every retry says the same.
    let (subject, body) = match (&row.subject, &row.body) {
        (Some(subject), Some(body)) => (subject.clone(), body.clone()),
        _ => match mail::render(app, row, contact).await {
            Ok(mail::Rendered { subject, body }) => (subject, body),
            Err(error) => return Ok(mark(LetterState::Held, Some(format!("{error:#}")))),
        },
    };
    let kept = |state, reply| Mark { subject: Some(subject.clone()), body: Some(body.clone()), ..mark(state, reply) };
    let Carrier::Smtp(server) = carrier else { return Ok(kept(LetterState::Captured, None)) };
    let link = mail::link(app, row, contact).await?.unwrap_or_default();
    let wire = match Wire::of(app, row, &contact.address, &subject, &body.replace(LINK, &link)) {
        Ok(wire) => wire,
        Err(error) => return Ok(kept(LetterState::Failed, Some(format!("{error:#}")))),
    };
    let outcome = match server.envelope(&wire).await {
        Err(outcome) => outcome,
        Ok(enveloped) => {
            // From here on a crash leaves the letter uncertain, not queued.
            app.ledger.mark(&[kept(LetterState::Data, None)]).await?;
            enveloped.data(&wire).await
        }
    };
    Ok(match outcome {
        Outcome::Accepted(reply) => kept(LetterState::Accepted, Some(reply)),
        Outcome::Failed(reply) => kept(LetterState::Failed, Some(reply)),
        Outcome::Deferred(reply) | Outcome::Stopped(reply) => match again(row, now) {
            Some(due_at) => Mark { due_at: Some(due_at), ..kept(LetterState::Deferred, Some(reply)) },
            None => kept(LetterState::Failed, Some(reply)),
        },
        Outcome::Uncertain(reply) => match row.class {
            Class::Statutory if row.attempts <= 1 => {
                let due_at = Some(now + TimeDelta::minutes(15));
                Mark { due_at, ..kept(LetterState::Deferred, Some(reply)) }
            }
            _ => kept(LetterState::Uncertain, Some(reply)),
        },
    })
}

/// When a deferred letter is tried again, a little apart from the others.
fn again(row: &LetterRow, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    if now - row.written_at > PATIENCE {
        return None;
    }
    let step = usize::try_from(row.attempts.saturating_sub(1)).unwrap_or(0).min(BACKOFF.len() - 1);
    let jitter = i64::from(random::<1>()[0]) * BACKOFF[step] * 60 / 2560;
    Some(now + TimeDelta::minutes(BACKOFF[step]) + TimeDelta::seconds(jitter))
}
