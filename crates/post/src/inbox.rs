//! Mail that comes in: taken from where the settings say, and what waits of it.

pub mod imap;
pub mod lmtp;
mod maildir;
mod take;

pub use crate::mail::receive::Envelope;
pub use take::{Taken, take, take_head};

use app::App;
use std::{path::PathBuf, sync::Arc, time::Duration};
use tokio::sync::watch;

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
