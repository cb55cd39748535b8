//! Carrying a bag of letters to the server over one conversation, and writing down what became of each.

use super::{
    Post,
    prepare::{Ready, prepare, unwritten},
};
use crate::mail::{Conversation, Failing, Outcome, Server, Sources, Wire, ours};
use app::{App, clock::random, health::Closed};
use chrono::{DateTime, TimeDelta, Utc};
use ledger::{ContactRow, LetterRow, LetterState, Mark};
use procedure::Class;
use std::{sync::Arc, time::Duration};
use tokio::time::Instant;

/// Letters whose handing over is written down at once: as many as a crash may leave uncertain.
const HANDFUL: usize = 20;
/// Minutes until a deferred letter is tried again; the last is repeated for three days.
const BACKOFF: [i64; 5] = [1, 5, 15, 60, 180];
const PATIENCE: TimeDelta = TimeDelta::days(3);
/// Until the limit of a domain is looked at again.
const LIMITED: TimeDelta = TimeDelta::seconds(20);

/// A letter of the bag, its bytes made.
struct Packed<'a> {
    row: &'a LetterRow,
    ready: Ready,
    wire: Wire,
}

/// Carries letters, a handful at a time. What became of one handful is written down together with the start of the next.
pub(super) async fn carry(
    sources: &Arc<Sources>,
    post: &Post,
    server: &Server,
    bag: &[(LetterRow, ContactRow)],
) -> anyhow::Result<()> {
    let app = &sources.app;
    let mut marks: Vec<Mark> = Vec::new();
    let mut packed = Vec::new();
    for (row, contact) in bag {
        match pack(sources, post, row, contact).await {
            Ok(letter) => packed.push(letter),
            Err(mark) => marks.push(*mark),
        }
    }
    let mut conversation: Option<Conversation> = None;
    let mut handfuls = packed.chunks(HANDFUL);
    for handful in handfuls.by_ref() {
        if let Err(outcome) = reach(server, &mut conversation).await {
            marks.extend(turned_back(app, handful, &outcome));
            break;
        }
        let lease = TimeDelta::seconds(app.config.mail.lease_seconds.into());
        let now = app.clock.now();
        let begin = |letter: &Packed| Mark {
            due_at: Some(now + lease),
            ..letter.ready.mark(letter.row, now, LetterState::Data, None)
        };
        // From here on a crash leaves these letters uncertain, not queued.
        let ours = app.ledger.begin(std::mem::take(&mut marks), handful.iter().map(begin).collect()).await?;
        let ours: Vec<&Packed> = handful.iter().filter(|letter| ours.contains(&letter.row.id)).collect();
        let went = hand_over(app, server, &mut conversation, &ours, &mut marks).await;
        if !went {
            break;
        }
    }
    // What is left of the bag waits, in its order, until the server is back.
    for letter in handfuls.flatten() {
        marks.push(waits(app, letter, false));
    }
    app.ledger.mark(marks).await?;
    if let Some(conversation) = conversation {
        conversation.quit().await;
    }
    Ok(())
}

/// Renders a letter and makes its bytes, or says why it does not go now.
async fn pack<'a>(
    sources: &Arc<Sources>,
    post: &Post,
    row: &'a LetterRow,
    contact: &ContactRow,
) -> Result<Packed<'a>, Box<Mark>> {
    let now = sources.app.clock.now();
    let ready = prepare(sources, row, contact).await?;
    if row.class != Class::Transactional && !post.may_write_to(&contact.address) {
        let mark = ready.mark(row, now, LetterState::Queued, None);
        return Err(Box::new(Mark { due_at: Some(now + LIMITED), untried: true, ..mark }));
    }
    let wire = ready.wire(sources, row, contact).await;
    match wire.and_then(|wire| wire.signed(post.signer.as_ref())) {
        Ok(wire) => Ok(Packed { row, ready, wire }),
        Err(error) => Err(Box::new(unwritten(row, now, &error))),
    }
}

/// Connects where nobody listens any more.
async fn reach(server: &Server, conversation: &mut Option<Conversation>) -> Result<(), Outcome> {
    if conversation.as_ref().is_none_or(|conversation| !conversation.open()) {
        *conversation = None;
        *conversation = Some(server.connect().await?);
    }
    Ok(())
}

/// Hands letters over whose start is written down. `false` when the server is closed, or away.
async fn hand_over(
    app: &App,
    server: &Server,
    conversation: &mut Option<Conversation>,
    handful: &[&Packed<'_>],
    marks: &mut Vec<Mark>,
) -> bool {
    let started = Instant::now();
    let enough = Duration::from_secs(u64::from(app.config.mail.lease_seconds) / 2);
    let mut letters = handful.iter();
    for letter in letters.by_ref() {
        // A server this slow would outlast the lease: the rest is begun anew.
        if started.elapsed() > enough {
            marks.push(waits(app, letter, true));
            continue;
        }
        if let Err(outcome) = reach(server, conversation).await {
            close(app, &outcome);
            marks.push(waits(app, letter, true));
            break;
        }
        let Some(open) = conversation.as_mut() else { break };
        let outcome = match open.envelope(&letter.wire).await {
            Err(outcome) => outcome,
            Ok(()) => open.data(&letter.wire).await,
        };
        marks.push(outcome_of(app, letter, outcome));
    }
    let went = app.health.channel.borrow().is_none();
    marks.extend(letters.map(|letter| waits(app, letter, true)));
    went
}

/// The letters of a handful that could not even be begun: the first says why, all wait.
fn turned_back(app: &App, handful: &[Packed<'_>], outcome: &Outcome) -> Vec<Mark> {
    close(app, outcome);
    handful.iter().map(|letter| waits(app, letter, false)).collect()
}

/// Shuts the channel: no letter is to blame, and none is tried until the server takes letters again.
pub(super) fn close(app: &App, outcome: &Outcome) {
    let (Outcome::Stopped(said) | Outcome::Deferred(said) | Outcome::Failed(_, said)) = outcome else { return };
    let closed = Closed { turned_away: matches!(outcome, Outcome::Stopped(_)), said: said.clone() };
    let news = app.health.channel.send_replace(Some(closed.clone())).as_ref() != Some(&closed);
    if news {
        let said = without_addresses(said);
        tracing::error!(said, turned_away = closed.turned_away, "no post is sent until the mail server takes letters");
    }
}

/// A server's words for the program's own log, which holds no address.
fn without_addresses(said: &str) -> String {
    let kept = |word: &str| if word.contains('@') { "…".to_owned() } else { word.to_owned() };
    said.split_whitespace().map(kept).collect::<Vec<_>>().join(" ")
}

/// Waits where it stood in the order of writing. `begun`: its start was written down, and did not happen.
fn waits(app: &App, letter: &Packed, begun: bool) -> Mark {
    let closed = app.health.channel.borrow().clone();
    let state = if closed.as_ref().is_some_and(|closed| !closed.turned_away) {
        LetterState::Deferred
    } else {
        LetterState::Queued
    };
    let mark = letter.ready.mark(letter.row, app.clock.now(), state, closed.map(|closed| closed.said));
    Mark { due_at: Some(letter.row.written_at), returned: begun, untried: true, ..mark }
}

/// What is written down of a letter, given what the server said to it.
fn outcome_of(app: &App, letter: &Packed, outcome: Outcome) -> Mark {
    let now = app.clock.now();
    let row = letter.row;
    let mark = |state, reply| letter.ready.mark(row, now, state, Some(reply));
    let not_taken = match outcome {
        Outcome::Accepted(reply) => return mark(LetterState::Accepted, reply),
        Outcome::Uncertain(reply) => {
            let mark = uncertain(app, row, now, Some(reply), row.handed + 1);
            return Mark { due_at: mark.due_at, ..letter.ready.mark(row, now, mark.state, mark.reply) };
        }
        Outcome::Failed(failing, reply) => mark(LetterState::Failed, failing.before(&reply)),
        Outcome::Deferred(reply) => match again(row, now) {
            Some(due_at) => Mark { due_at: Some(due_at), ..mark(LetterState::Deferred, reply) },
            None => mark(LetterState::Failed, Failing::Infrastructure.before(&reply)),
        },
        Outcome::Stopped(reply) => {
            close(app, &Outcome::Stopped(reply));
            return waits(app, letter, true);
        }
    };
    Mark { returned: true, ..not_taken }
}

/// Nobody knows whether it arrived: a statutory letter goes once more, everything else waits for a person.
pub(super) fn uncertain(app: &App, row: &LetterRow, now: DateTime<Utc>, reply: Option<String>, handed: u32) -> Mark {
    let wait = TimeDelta::minutes(app.config.mail.uncertain_minutes);
    let once_more = row.class == Class::Statutory && handed <= 1;
    let state = if once_more { LetterState::Deferred } else { LetterState::Uncertain };
    let reply = reply.or_else(|| Some(ours::ENDED.to_owned()));
    Mark { due_at: once_more.then(|| now + wait), ..Mark::of(row, now, state, reply) }
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
