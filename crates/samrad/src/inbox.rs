//! Mail that comes in: taken from where the settings say, and what waits of it.

pub mod imap;
pub mod lmtp;
mod maildir;
mod take;

pub use crate::mail::receive::Envelope;
pub use take::{Taken, take, take_head};

use crate::app::{self, App};
use ledger::{IncomingRow, RegionRow};
use std::{path::PathBuf, sync::Arc, time::Duration};
use tokio::sync::watch;

/// Answers by e-mail to this document that nobody has confirmed or recorded yet.
pub async fn unconfirmed(
    app: &App,
    region: &RegionRow,
    row: &ledger::DocumentRow,
) -> Result<Vec<IncomingRow>, ledger::Error> {
    let Some(hearing) = row.state.case.as_ref().and_then(|case| case.hearing()) else { return Ok(Vec::new()) };
    let mut waiting = app.ledger.replies(&row.region, &row.id).await?;
    waiting.retain(|mail| {
        let day = app::local(region, mail.received_at).date();
        day >= hearing.opened_on && mail.party().is_some_and(|party| hearing.track(&party).is_some())
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
