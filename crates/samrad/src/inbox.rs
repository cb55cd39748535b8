//! Mail that comes in: tied to the letter it is about, and stored for people to see. Nothing here answers anyone.

use crate::{
    app::{self, App},
    files,
    mail::receive::{self, Kind, Received},
};
use anyhow::Context as _;
use ledger::{IncomingRow, LetterRow, LetterState, Mark};
use procedure::{Hash, RegionId};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
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

/// Takes one message in.
pub async fn take(app: &App, bytes: Vec<u8>) -> anyhow::Result<Taken> {
    let Some(received) = receive::read(&bytes) else { return Ok(Taken::Ignored) };
    let letter = letter(app, &received).await?;
    let now = app.clock.now();
    let Some(row) = letter else {
        return match (&received.kind, region(app).await?) {
            (Kind::Reply, Some(region)) => store(app, &region, None, &received, "unknown", bytes).await,
            _ => Ok(Taken::Ignored),
        };
    };
    match &received.kind {
        Kind::Automatic => {
            app.ledger.note(&row.id, now, row.state, "automatic").await?;
            Ok(Taken::Ignored)
        }
        Kind::Delayed { said } => {
            app.ledger.note(&row.id, now, row.state, said).await?;
            Ok(Taken::Ignored)
        }
        Kind::Bounce { recipient, said } => {
            let taken = store(app, &row.region, Some(&row), &received, "bounce", bytes).await?;
            if taken == Taken::Stored {
                let mark = Mark::of(&row, now, LetterState::Bounced, Some(said.clone()));
                app.ledger.mark(vec![Mark { attempt: None, ..mark }]).await?;
                if let Some(contact) = row.contact.as_ref().filter(|_| *recipient) {
                    app.ledger.suppress(&row.region, contact).await?;
                }
            }
            Ok(taken)
        }
        Kind::Reply => store(app, &row.region, Some(&row), &received, "reply", bytes).await,
    }
}

/// The letter a message is about. A report must come by the return path, whose seal only we can make.
async fn letter(app: &App, received: &Received) -> anyhow::Result<Option<LetterRow>> {
    let sealed = received.to.iter().filter_map(|address| app.links.returned(address));
    let domain = crate::mail::message_id(app, "");
    let domain = domain.trim_matches(['<', '>']).to_lowercase();
    let answered = received.answers.iter().filter_map(|id| id.strip_suffix(&domain).map(str::to_owned));
    let report = matches!(received.kind, Kind::Bounce { .. } | Kind::Delayed { .. });
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
pub async fn unconfirmed(app: &App, row: &ledger::DocumentRow) -> Result<Vec<IncomingRow>, ledger::Error> {
    let Some(hearing) = row.state.case.as_ref().and_then(|case| case.hearing()) else { return Ok(Vec::new()) };
    let Some(region) = app.ledger.region(&row.region).await? else { return Ok(Vec::new()) };
    let mut waiting = app.ledger.incoming(&row.region, Some(&row.id)).await?;
    waiting.retain(|mail| {
        let day = app::local(&region, mail.received_at).date();
        let track = mail.party().and_then(|party| hearing.track(&party).cloned());
        mail.kind == "reply"
            && day >= hearing.opened_on
            && track.is_some_and(|track| track.statement.is_none_or(|statement| statement.received_on < day))
    });
    Ok(waiting)
}

/// Reads a maildir's new messages, again and again. One that cannot be stored stays where it is.
pub async fn watch(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    if app.config.inbox.maildir.is_empty() {
        return;
    }
    let maildir = PathBuf::from(&app.config.inbox.maildir);
    loop {
        if let Err(error) = sweep(&app, &maildir).await {
            tracing::error!(error = format!("{error:#}"), "the inbox could not be read");
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(app.config.inbox.every_seconds.max(1))) => {}
            _ = stop.changed() => return,
        }
    }
}

async fn sweep(app: &App, maildir: &Path) -> anyhow::Result<()> {
    let new = maildir.join("new");
    let mut entries = tokio::fs::read_dir(&new).await.with_context(|| new.display().to_string())?;
    while let Some(entry) = entries.next_entry().await? {
        if !entry.file_type().await?.is_file() {
            continue;
        }
        let taken = take(app, tokio::fs::read(entry.path()).await?).await?;
        tracing::info!(taken = format!("{taken:?}"), "a message came in");
        let read = maildir.join("cur").join(format!("{}:2,S", entry.file_name().to_string_lossy()));
        tokio::fs::rename(entry.path(), read).await?;
    }
    Ok(())
}
