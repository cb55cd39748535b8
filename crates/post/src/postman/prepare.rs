//! Making a letter ready to go, or finding out why it should not.
use crate::mail::{self, CODE, LINK, Sources, Wire, ours};
use chrono::{DateTime, TimeDelta, Utc};
use ledger::{ContactRow, LetterRow, LetterState, Mark};
use procedure::{Class, Event, LetterKind, Rung};
use std::sync::Arc;
use words::limits;

/// After this a reminder has lost its purpose, whatever it says.
const STALE: TimeDelta = TimeDelta::days(3);
/// Until a letter is tried again that the database was away for.
const AWAY: TimeDelta = TimeDelta::seconds(20);

/// A letter rendered, for one address.
pub struct Ready {
    address: String,
    subject: String,
    body: String,
}

impl Ready {
    /// The message with its link signed. The same bytes every time.
    pub async fn wire(&self, sources: &Sources, row: &LetterRow, contact: &ContactRow) -> anyhow::Result<Wire> {
        let link = mail::link(sources, row, contact).await?.unwrap_or_default();
        let calendar = mail::calendar(sources, row).await?;
        let text = self.body.replace(LINK, &link).replace(CODE, mail::login_code(row).unwrap_or_default());
        Ok(Wire::of(&sources.app, row, &self.address, &self.subject, &text)?.with_calendar(calendar))
    }

    pub fn mark(&self, row: &LetterRow, at: DateTime<Utc>, state: LetterState, reply: Option<String>) -> Mark {
        Mark {
            to: Some(self.address.clone()),
            subject: Some(self.subject.clone()),
            body: Some(self.body.clone()),
            ..Mark::of(row, at, state, reply)
        }
    }
}

/// Renders a letter once and for all; every retry says the same.
///
/// # Errors
/// What became of a letter that does not go: its address cannot be used, its purpose is past, it cannot be written.
pub async fn prepare(sources: &Arc<Sources>, row: &LetterRow, contact: &ContactRow) -> Result<Ready, Box<Mark>> {
    let now = sources.app.clock.now();
    let end = |state, why: String| Box::new(Mark::of(row, now, state, Some(why)));
    if contact.suppressed || !mail::address_is_sound(&contact.address) {
        let mark = *end(LetterState::Suppressed, ours::ADDRESS.to_owned());
        return Err(Box::new(Mark { to: Some(contact.address.clone()), ..mark }));
    }
    match expired(sources, row, now).await {
        Ok(false) => {}
        Ok(true) => return Err(end(LetterState::Expired, ours::PAST.to_owned())),
        Err(error) => return Err(Box::new(unwritten(row, now, &error))),
    }
    // In a task of its own: a letter that breaks the renderer stops no other.
    let (own, letter, to) = (sources.clone(), row.clone(), contact.clone());
    let made = tokio::spawn(async move { make(&own, &letter, &to).await });
    match made.await {
        Ok(Ok(ready)) => Ok(ready),
        Ok(Err(error)) => Err(Box::new(unwritten(row, now, &error))),
        Err(_) => Err(end(LetterState::Held, ours::BROKEN.to_owned())),
    }
}

/// A letter that cannot be written waits for a person; one that only the database is away for, a little while.
pub(super) fn unwritten(row: &LetterRow, now: DateTime<Utc>, error: &anyhow::Error) -> Mark {
    if matches!(error.downcast_ref(), Some(ledger::Error::Busy | ledger::Error::Full | ledger::Error::Lost(_))) {
        let queued = Mark::of(row, now, LetterState::Queued, None);
        return Mark { due_at: Some(now + AWAY), untried: true, ..queued };
    }
    Mark::of(row, now, LetterState::Held, Some(format!("{error:#}")))
}

async fn make(sources: &Sources, row: &LetterRow, contact: &ContactRow) -> anyhow::Result<Ready> {
    let (subject, body) = match (&row.subject, &row.body) {
        (Some(subject), Some(body)) => (subject.clone(), body.clone()),
        _ => {
            let rendered = mail::render(sources, row, contact).await?;
            (rendered.subject, rendered.body)
        }
    };
    Ok(Ready { address: contact.address.clone(), subject, body })
}

/// Whether what the letter is for has passed while it waited.
async fn expired(sources: &Sources, row: &LetterRow, now: DateTime<Utc>) -> anyhow::Result<bool> {
    let age = now - row.written_at;
    if row.kind == LetterKind::Login {
        return Ok(age > mail::LOGIN_STANDS || row.data.is_none());
    }
    if row.kind == LetterKind::ConfirmationCode {
        return Ok(age > TimeDelta::minutes(limits::CODE_MINUTES));
    }
    if row.class != Class::Reminder || age > STALE {
        return Ok(row.class == Class::Reminder);
    }
    let (Some(id), false) = (&row.document, age < TimeDelta::hours(1)) else { return Ok(false) };
    let today = now.with_timezone(&app::zone(&sources.people(&row.region).await?.region)).date_naive();
    let recorded = sources.event(id, row.seq).await?;
    Ok(match &recorded.recorded.event {
        Event::Reminded { rung: Rung::NotStarted(_) | Rung::Before(_), deadline, .. } => today > *deadline,
        _ => false,
    })
}
