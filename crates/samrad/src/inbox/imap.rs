//! Mail from a mailbox that is read by IMAP. A message is marked, or moved, only after it is stored.

use super::take;
use crate::{app::App, config::Inbox, mail::receive::LARGEST};
use anyhow::Context as _;
use async_imap::{Client, Session};
use futures_util::TryStreamExt as _;
use rustls_platform_verifier::ConfigVerifierExt as _;
use std::{collections::HashSet, fmt, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::{TlsConnector, rustls::ClientConfig, rustls::pki_types::ServerName};
use url::Url;

const CONNECT: Duration = Duration::from_secs(30);
/// For all that one look takes.
const LOOK: Duration = Duration::from_mins(10);

/// Where mail is read, as the settings say.
#[derive(Clone, Debug)]
pub struct Mailbox {
    host: String,
    port: u16,
    encrypted: bool,
    user: String,
    password_file: String,
    folder: String,
    /// Where a message goes once it is stored; `None`: it is marked as seen.
    moved_to: Option<String>,
    /// Messages too large to be taken, which have been named in the log.
    passed_over: HashSet<u32>,
}

trait Stream: AsyncRead + AsyncWrite + Unpin + Send + fmt::Debug {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send + fmt::Debug> Stream for T {}

impl Mailbox {
    /// `imaps://user@host[:993]/folder`, or `imap://…` to this machine itself. `None` where none is named.
    ///
    /// # Errors
    /// A setting that cannot be used.
    pub fn parse(inbox: &Inbox) -> Result<Option<Self>, String> {
        if inbox.imap.is_empty() {
            return Ok(None);
        }
        let url = Url::parse(&inbox.imap).map_err(|error| format!("inbox.imap: {error}"))?;
        let host = url.host_str().ok_or("inbox.imap: the server's name is missing")?.to_owned();
        let (encrypted, port) = match url.scheme() {
            "imaps" => (true, 993),
            "imap" if ["127.0.0.1", "localhost", "[::1]"].contains(&host.as_str()) => (false, 143),
            "imap" => {
                return Err("inbox.imap: write imaps://; only this machine itself may be asked in the clear".into());
            }
            other => return Err(format!("inbox.imap: `{other}` is neither imaps nor imap")),
        };
        let plain = |text: &str| crate::mail::percent_decode(text);
        let folder = plain(url.path().trim_start_matches('/'));
        if url.username().is_empty() || inbox.imap_password_file.is_empty() {
            return Err("inbox.imap: say who logs in, and inbox.imap_password_file".into());
        }
        Ok(Some(Self {
            host,
            port: url.port().unwrap_or(port),
            encrypted,
            user: plain(url.username()),
            password_file: inbox.imap_password_file.clone(),
            folder: if folder.is_empty() { "INBOX".to_owned() } else { folder },
            moved_to: Some(inbox.imap_move_to.clone()).filter(|folder| !folder.is_empty()),
            passed_over: HashSet::new(),
        }))
    }

    /// Takes in every message nobody has seen.
    pub async fn sweep(&mut self, app: &App) -> anyhow::Result<()> {
        timeout(LOOK, self.look(app)).await.context("the server took too long")?
    }

    async fn look(&mut self, app: &App) -> anyhow::Result<()> {
        let mut session = self.log_in().await?;
        session.select(&self.folder).await.with_context(|| self.folder.clone())?;
        let mut unseen: Vec<u32> = session.uid_search("UNSEEN UNDELETED").await?.into_iter().collect();
        unseen.sort_unstable();
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

    async fn one(&mut self, app: &App, session: &mut Session<Box<dyn Stream>>, uid: u32) -> anyhow::Result<()> {
        let id = uid.to_string();
        let sizes: Vec<_> = session.uid_fetch(&id, "(UID RFC822.SIZE)").await?.try_collect().await?;
        let size = sizes.first().and_then(|fetched| fetched.size).unwrap_or_default();
        if usize::try_from(size).is_ok_and(|size| size > LARGEST) {
            if self.passed_over.insert(uid) {
                tracing::warn!(uid, size, "a message is too large to be taken in; it is left for a person to read");
            }
            return Ok(());
        }
        // PEEK: reading alone marks nothing.
        let bodies: Vec<_> = session.uid_fetch(&id, "(UID BODY.PEEK[])").await?.try_collect().await?;
        let Some(bytes) = bodies.iter().find_map(|fetched| fetched.body()) else { return Ok(()) };
        let taken = take(app, bytes.to_vec(), None).await?;
        tracing::info!(?taken, "a message came in");
        match &self.moved_to {
            Some(folder) => session.uid_mv(&id, folder).await.with_context(|| folder.clone())?,
            None => {
                let _flags: Vec<_> = session.uid_store(&id, "+FLAGS.SILENT (\\Seen)").await?.try_collect().await?;
            }
        }
        Ok(())
    }

    async fn log_in(&self) -> anyhow::Result<Session<Box<dyn Stream>>> {
        let password = tokio::fs::read_to_string(&self.password_file).await;
        let password = password.with_context(|| self.password_file.clone())?;
        let connect = TcpStream::connect((self.host.as_str(), self.port));
        let tcp = timeout(CONNECT, connect).await.context("the server did not answer")??;
        let stream: Box<dyn Stream> = if self.encrypted {
            let config = Arc::new(ClientConfig::with_platform_verifier()?);
            let name = ServerName::try_from(self.host.clone())?;
            Box::new(timeout(CONNECT, TlsConnector::from(config).connect(name, tcp)).await.context("TLS")??)
        } else {
            Box::new(tcp)
        };
        let mut client = Client::new(stream);
        timeout(CONNECT, client.read_response()).await.context("no greeting")??.context("the server hung up")?;
        client.login(&self.user, password.trim_end()).await.map_err(|(error, _)| error).context("log-in")
    }
}
