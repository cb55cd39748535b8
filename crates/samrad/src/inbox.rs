//! Mail that comes in: tied to the letter it is about, and stored for people to see. Nothing here answers anyone.

pub mod imap;
pub mod lmtp;
mod maildir;

use crate::{
    app::{self, App},
    files,
    mail::{
        ours,
        receive::{self, Kind, Received},
    },
};
use ledger::{IncomingRow, LetterRow, LetterState, Mark, RegionRow};
use procedure::{Hash, RegionId};
use std::{path::PathBuf, sync::Arc, time::Duration};
use tokio::sync::watch;

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    Stored,
    /// It was here before.
    Known,
    /// No message, or one that says nothing to us.
    Ignored,
}

/// Takes one message in. `envelope`: whom the server before us had it for, where that is known.
pub async fn take(app: &App, bytes: Vec<u8>, envelope: Option<&str>) -> anyhow::Result<Taken> {
    let Some(mut received) = receive::read(&bytes) else { return Ok(Taken::Ignored) };
    received.to.extend(envelope.map(str::to_lowercase));
    let letter = letter(app, &received).await?;
    let Some(row) = letter else {
        return match (&received.kind, region(app).await?) {
            (Kind::Reply, Some(region)) => store(app, &region, None, &received, "unknown", bytes).await,
            _ => Ok(Taken::Ignored),
        };
    };
    let note = async |said: &str| app.ledger.note(&row.id, app.clock.now(), row.state, said).await;
    match &received.kind {
        Kind::Automatic => {
            note(ours::AUTOMATIC).await?;
            Ok(Taken::Ignored)
        }
        Kind::Delayed { said } => {
            note(said).await?;
            Ok(Taken::Ignored)
        }
        Kind::Delivered { said } => {
            if gone(row.state) {
                tell(app, &row, LetterState::Delivered, said).await?;
            }
            Ok(Taken::Ignored)
        }
        Kind::Bounce { recipient, said } => {
            // Entered on the letter first: should we end in between, the message comes again and finds itself unknown.
            let known = app.ledger.incoming_one(&row.region, &Hash::of(&bytes).0).await?.is_some();
            if !known {
                bounced(app, &row, *recipient, said).await?;
            }
            store(app, &row.region, Some(&row), &received, "bounce", bytes).await
        }
        Kind::Reply => store(app, &row.region, Some(&row), &received, "reply", bytes).await,
    }
}

/// Whether a letter in this state has left us, or may have.
fn gone(state: LetterState) -> bool {
    use LetterState as S;
    matches!(state, S::Accepted | S::Delivered | S::Data | S::Deferred | S::Uncertain)
}

async fn tell(app: &App, row: &LetterRow, state: LetterState, said: &str) -> Result<(), ledger::Error> {
    let mark = Mark::of(row, app.clock.now(), state, Some(said.to_owned()));
    app.ledger.mark(vec![Mark { attempt: None, ..mark }]).await
}

/// A letter on its way anew keeps its state, and an address that has been changed since is not the one that failed.
async fn bounced(app: &App, row: &LetterRow, recipient: bool, said: &str) -> anyhow::Result<()> {
    if !gone(row.state) {
        return Ok(app.ledger.note(&row.id, app.clock.now(), row.state, said).await?);
    }
    tell(app, row, LetterState::Bounced, said).await?;
    let Some(id) = row.contact.as_ref().filter(|_| recipient) else { return Ok(()) };
    let contact = app.ledger.contact(&row.region, id).await?;
    if contact.is_some_and(|contact| row.to.as_ref() == Some(&contact.address)) {
        app.ledger.suppress(&row.region, id).await?;
    }
    Ok(())
}

/// The letter a message is about. A report must come by the return path, whose seal only we can make.
async fn letter(app: &App, received: &Received) -> anyhow::Result<Option<LetterRow>> {
    let sealed = received.to.iter().filter_map(|address| app.links.returned(address));
    let domain = crate::mail::message_id(&app.config, "");
    let domain = domain.trim_matches(['<', '>']).to_lowercase();
    let answered = received.answers.iter().filter_map(|id| id.strip_suffix(&domain).map(str::to_owned));
    let report = matches!(received.kind, Kind::Bounce { .. } | Kind::Delayed { .. } | Kind::Delivered { .. });
    let candidates: Vec<String> = if report { sealed.collect() } else { sealed.chain(answered).collect() };
    for id in candidates {
        for region in app.ledger.regions().await? {
            if let Some(row) = app.ledger.letter(&region.id, &id).await? {
                return Ok(Some(row));
            }
        }
    }
    Ok(None)
}

/// Where a message goes that answers no letter: to the only region there is.
async fn region(app: &App) -> anyhow::Result<Option<RegionId>> {
    let mut regions = app.ledger.regions().await?;
    let only = if regions.len() == 1 { regions.pop() } else { None };
    Ok(only.map(|region| region.id))
}

async fn store(
    app: &App,
    region: &RegionId,
    letter: Option<&LetterRow>,
    received: &Received,
    kind: &str,
    raw: Vec<u8>,
) -> anyhow::Result<Taken> {
    let mut kept = Vec::new();
    for (name, bytes) in &received.attachments {
        // What is of no kind we keep stays in the message as it came.
        let Ok(file) = files::accept(name, bytes.clone()) else { continue };
        kept.push((app.ledger.put_file(region, &file.name, file.media_type, file.bytes).await?, file.name));
    }
    let row = IncomingRow {
        id: Hash::of(&raw).0,
        region: region.0.clone(),
        document: letter.and_then(|row| row.document.clone()).map(|id| id.0),
        party: letter.and_then(|row| row.party.clone()).map(|id| id.0),
        letter: letter.map(|row| row.id.clone()),
        kind: kind.to_owned(),
        received_at: app.clock.now(),
        sender: received.sender.clone(),
        subject: received.subject.clone(),
        body: received.text.clone(),
    };
    Ok(if app.ledger.put_incoming(&row, raw, kept).await? { Taken::Stored } else { Taken::Known })
}

/// Answers by e-mail to this document that nobody has confirmed or recorded yet.
pub async fn unconfirmed(
    app: &App,
    region: &RegionRow,
    row: &ledger::DocumentRow,
) -> Result<Vec<IncomingRow>, ledger::Error> {
    let Some(hearing) = row.state.case.as_ref().and_then(|case| case.hearing()) else { return Ok(Vec::new()) };
    let mut waiting = app.ledger.incoming(&row.region, Some(&row.id)).await?;
    waiting.retain(|mail| {
        let day = app::local(region, mail.received_at).date();
        let track = mail.party().and_then(|party| hearing.track(&party).cloned());
        mail.kind == "reply"
            && day >= hearing.opened_on
            && track.is_some_and(|track| track.statement.is_none_or(|statement| statement.received_on < day))
    });
    Ok(waiting)
}

/// Looks into the maildir and the IMAP mailbox of the settings, again and again.
pub async fn watch(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let mut mailbox = match imap::Mailbox::parse(&app.config.inbox) {
        Ok(mailbox) => mailbox,
        Err(error) => return tracing::error!(error, "no mail is taken in"),
    };
    let maildir = Some(&app.config.inbox.maildir).filter(|path| !path.is_empty()).map(PathBuf::from);
    if maildir.is_none() && mailbox.is_none() {
        return;
    }
    loop {
        let looks = async {
            if let Some(maildir) = &maildir {
                told(maildir::sweep(&app, maildir).await);
            }
            if let Some(mailbox) = &mut mailbox {
                told(mailbox.sweep(&app).await);
            }
            tokio::time::sleep(Duration::from_secs(app.config.inbox.every_seconds.max(1))).await;
        };
        tokio::select! {
            () = looks => {}
            _ = stop.changed() => return,
        }
    }
}

fn told(swept: anyhow::Result<()>) {
    if let Err(error) = swept {
        tracing::error!(error = format!("{error:#}"), "the inbox could not be read");
    }
}
