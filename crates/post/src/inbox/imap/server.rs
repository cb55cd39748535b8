//! The way into a mailbox: encrypted before anything is proved, then by password or by token.

use anyhow::Context as _;
use app::config::Inbox;
use async_imap::{Authenticator, Client};
use rustls_platform_verifier::ConfigVerifierExt as _;
use std::{fmt, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::{
    TlsConnector,
    client::TlsStream,
    rustls::{ClientConfig, pki_types::ServerName},
};
use url::Url;

/// For connecting, encrypting and logging in.
const ENTER: Duration = Duration::from_mins(1);

pub type Session = async_imap::Session<Box<dyn Stream>>;

pub trait Stream: AsyncRead + AsyncWrite + Unpin + Send + fmt::Debug {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send + fmt::Debug> Stream for T {}

#[derive(Clone, Debug)]
pub struct ImapServer {
    host: String,
    port: u16,
    tls: Tls,
    user: String,
    proof: Proof,
}

#[derive(Clone, Copy, Debug)]
enum Tls {
    /// From the first byte.
    Implicit,
    /// By STARTTLS, or not at all.
    Upgraded,
    /// To this machine itself.
    None,
}

/// The file with what proves who we are, read anew each time.
#[derive(Clone, Debug)]
enum Proof {
    Password(String),
    /// An access token, by XOAUTH2.
    Token(String),
}

impl ImapServer {
    /// `imaps://user@host[:993]`, or `imap://user@host[:143]`: that is by STARTTLS, which this machine itself need not
    /// offer unless `?tls=required` asks for it.
    ///
    /// # Errors
    /// A setting that cannot be used.
    pub fn parse(url: &Url, inbox: &Inbox) -> Result<Self, String> {
        let host =
            url.host_str().ok_or("inbox.imap: the server's name is missing")?.trim_matches(['[', ']']).to_owned();
        let required = url.query_pairs().any(|(name, value)| name == "tls" && value == "required");
        let here = ["127.0.0.1", "localhost", "::1"].contains(&host.as_str());
        let (tls, port) = match url.scheme() {
            "imaps" => (Tls::Implicit, 993),
            "imap" if here && !required => (Tls::None, 143),
            "imap" => (Tls::Upgraded, 143),
            other => return Err(format!("inbox.imap: `{other}` is neither imaps nor imap")),
        };
        let proof = match (inbox.imap_password_file.as_str(), inbox.imap_token_file.as_str()) {
            ("", "") => return Err("inbox.imap: name imap_password_file or imap_token_file".into()),
            (file, "") => Proof::Password(file.to_owned()),
            ("", file) => Proof::Token(file.to_owned()),
            _ => return Err("inbox.imap: name imap_password_file or imap_token_file, not both".into()),
        };
        if url.username().is_empty() {
            return Err("inbox.imap: say who logs in, as imaps://user@host".into());
        }
        let user = crate::mail::percent_decode(url.username());
        Ok(Self { host, port: url.port().unwrap_or(port), tls, user, proof })
    }

    pub async fn enter(&self) -> anyhow::Result<Session> {
        timeout(ENTER, self.log_in()).await.context("the server did not answer in time")?
    }

    async fn log_in(&self) -> anyhow::Result<Session> {
        let (Proof::Password(file) | Proof::Token(file)) = &self.proof;
        let secret = tokio::fs::read_to_string(file).await.with_context(|| file.clone())?;
        let secret = secret.trim_end();
        let client = self.client().await?;
        let entered = match self.proof {
            Proof::Password(_) => client.login(&self.user, secret).await,
            Proof::Token(_) => {
                let said = format!("user={}\x01auth=Bearer {secret}\x01\x01", self.user);
                client.authenticate("XOAUTH2", Bearer(Some(said))).await
            }
        };
        entered.map_err(|(error, _)| error).context("the server does not let us in")
    }

    /// A conversation that is as private as it is going to be.
    async fn client(&self) -> anyhow::Result<Client<Box<dyn Stream>>> {
        let tcp = TcpStream::connect((self.host.as_str(), self.port)).await?;
        let greeted: Box<dyn Stream> = match self.tls {
            Tls::None => Box::new(tcp),
            Tls::Implicit => Box::new(self.encrypted(tcp).await?),
            Tls::Upgraded => {
                let mut client = Client::new(tcp);
                greeting(&mut client).await?;
                let offered = client.run_command_and_check_ok("STARTTLS", None).await;
                offered.context("the server does not encrypt (STARTTLS); no password was sent")?;
                // What came in the clear after the answer is dropped here, unread.
                return Ok(Client::new(Box::new(self.encrypted(client.into_inner()).await?)));
            }
        };
        let mut client = Client::new(greeted);
        greeting(&mut client).await?;
        Ok(client)
    }

    async fn encrypted(&self, tcp: TcpStream) -> anyhow::Result<TlsStream<TcpStream>> {
        let config = Arc::new(ClientConfig::with_platform_verifier()?);
        let name = ServerName::try_from(self.host.clone())?;
        let stream = TlsConnector::from(config).connect(name, tcp).await;
        stream.with_context(|| format!("no safe connection to {}; no password was sent", self.host))
    }
}

async fn greeting<T: Stream>(client: &mut Client<T>) -> anyhow::Result<()> {
    client.read_response().await?.context("the server hung up")?;
    Ok(())
}

/// Says the token once. A second challenge is the server's reason for refusing it, which wants an empty answer.
struct Bearer(Option<String>);

impl Authenticator for Bearer {
    type Response = String;

    fn process(&mut self, _: &[u8]) -> String {
        self.0.take().unwrap_or_default()
    }
}
