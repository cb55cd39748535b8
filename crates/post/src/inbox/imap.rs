//! Mail from a mailbox that is read by IMAP. A message is marked, or moved, only after it is stored.

mod name;
mod server;

use super::{Envelope, take, take_head};
use crate::mail::receive;
use anyhow::Context as _;
use app::{App, config::Inbox};
use futures_util::TryStreamExt as _;
use server::{ImapServer, Session};
use std::{collections::HashSet, time::Duration};
use tokio::time::timeout;
use url::Url;
use words::limits::{MAIL_HEADER, MESSAGE};

/// For all that one look takes.
const LOOK: Duration = Duration::from_mins(10);

/// Where mail is read, as the settings say.
#[derive(Clone, Debug)]
pub struct Mailbox {
    server: ImapServer,
    folder: String,
    /// Where a message goes once it is stored; `None`: it is marked as seen.
    moved_to: Option<String>,
    /// Messages too large to be taken, which people have been told of.
    passed_over: HashSet<u32>,
}

impl Mailbox {
    /// `imaps://user@host[:993]/folder`, or `imap://…`. `None` where none is named.
    ///
    /// # Errors
    /// A setting that cannot be used.
    pub fn parse(inbox: &Inbox) -> Result<Option<Self>, String> {
        if inbox.imap.is_empty() {
            return Ok(None);
        }
        let url = Url::parse(&inbox.imap).map_err(|error| format!("inbox.imap: {error}"))?;
        let folder = crate::mail::percent_decode(url.path().trim_start_matches('/'));
        Ok(Some(Self {
            server: ImapServer::parse(&url, inbox)?,
            folder: name::encoded(if folder.is_empty() { "INBOX" } else { &folder }),
            moved_to: Some(name::encoded(&inbox.imap_move_to)).filter(|folder| !folder.is_empty()),
            passed_over: HashSet::new(),
        }))
    }

    /// Whether the server lets us in and shows the folder. Nothing is read.
    pub async fn probe(&self) -> anyhow::Result<u32> {
        let mut session = self.server.enter().await?;
        let folder = timeout(LOOK, session.examine(&self.folder)).await.context("the server took too long")?;
        let messages = folder.with_context(|| self.folder.clone())?.exists;
        let _parted = session.logout().await;
        Ok(messages)
    }

    /// Takes in every message nobody has seen.
    pub async fn sweep(&mut self, app: &App) -> anyhow::Result<()> {
        timeout(LOOK, self.look(app)).await.context("the server took too long")?
    }

    async fn look(&mut self, app: &App) -> anyhow::Result<()> {
        let mut session = self.server.enter().await?;
        session.select(&self.folder).await.with_context(|| self.folder.clone())?;
        let mut unseen: Vec<u32> = session.uid_search("UNSEEN UNDELETED").await?.into_iter().collect();
        unseen.sort_unstable();
        if let Some(folder) = self.moved_to.as_ref().filter(|_| !unseen.is_empty()) {
            provide(&mut session, folder).await.with_context(|| folder.clone())?;
        }
        let mut failed = None;
        for uid in unseen {
            // One that cannot be stored stays as it is, and holds up no other.
            if let Err(error) = self.one(app, &mut session, uid).await {
                failed = Some(error.context(format!("message {uid}")));
            }
        }
        let _parted = session.logout().await;
        failed.map_or(Ok(()), Err)
    }

    async fn one(&mut self, app: &App, session: &mut Session, uid: u32) -> anyhow::Result<()> {
        let id = uid.to_string();
        let sizes: Vec<_> = session.uid_fetch(&id, "(UID RFC822.SIZE)").await?.try_collect().await?;
        let size = sizes.first().and_then(|fetched| fetched.size).unwrap_or_default();
        if usize::try_from(size).is_ok_and(|size| size > MESSAGE) {
            return self.large(app, session, uid, size).await;
        }
        // PEEK: reading alone marks nothing.
        let bodies: Vec<_> = session.uid_fetch(&id, "(UID BODY.PEEK[])").await?.try_collect().await?;
        let Some(bytes) = bodies.iter().find_map(|fetched| fetched.body()) else { return Ok(()) };
        let taken = take(app, bytes.to_vec(), Envelope::default()).await?;
        tracing::info!(?taken, "a message came in");
        match &self.moved_to {
            Some(folder) => session.uid_mv(&id, folder).await.with_context(|| folder.clone())?,
            None => {
                let _flags: Vec<_> = session.uid_store(&id, "+FLAGS.SILENT (\\Seen)").await?.try_collect().await?;
            }
        }
        Ok(())
    }

    /// A message too large to be taken is told of by its header; it is left where it is, for a person to read.
    async fn large(&mut self, app: &App, session: &mut Session, uid: u32, size: u32) -> anyhow::Result<()> {
        if self.passed_over.contains(&uid) {
            return Ok(());
        }
        let heads: Vec<_> = session.uid_fetch(uid.to_string(), "(UID BODY.PEEK[HEADER])").await?.try_collect().await?;
        let head = heads.iter().find_map(|fetched| fetched.header()).unwrap_or_default();
        take_head(app, receive::head(head, MAIL_HEADER), size.into(), Envelope::default()).await?;
        tracing::warn!(uid, size, "a message is too large to be taken in; it is left for a person to read");
        self.passed_over.insert(uid);
        Ok(())
    }
}

/// Makes a folder where there is none.
async fn provide(session: &mut Session, folder: &str) -> anyhow::Result<()> {
    if session.status(folder, "(MESSAGES)").await.is_err() {
        session.create(folder).await?;
    }
    Ok(())
}
