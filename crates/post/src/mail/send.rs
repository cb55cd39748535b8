//! Handing a message to the next server: one recipient, every answer known, no delay between packets.

use super::{Wire, ours};
use app::config::Config;
use lettre::transport::smtp::{
    authentication::{Credentials, Mechanism},
    client::{AsyncSmtpConnection, TlsParameters},
    commands::{Data, Mail, Rcpt, Rset},
    extension::ClientId,
};
use std::time::Duration;
use tokio::{net::TcpStream, time::timeout};
use url::Url;
use words::plain;

/// Where mail goes.
#[derive(Clone, Debug)]
pub enum Carrier {
    /// Nowhere: letters are kept to be looked at.
    Capture,
    Smtp(Box<Server>),
}

#[derive(Clone, Debug)]
pub struct Server {
    host: String,
    port: u16,
    tls: Tls,
    credentials: Option<Credentials>,
    connect_timeout: Duration,
    command_timeout: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tls {
    /// Used where the server offers it.
    Offered,
    Required,
    /// From the first byte.
    Implicit,
}

/// Whose failure it is that a letter is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failing {
    Recipient,
    Content,
    /// The way there: policy, relaying, reputation.
    Infrastructure,
}

impl Failing {
    /// As a letter's log has it, before the server's words.
    pub fn before(self, words: &str) -> String {
        let whose = match self {
            Self::Recipient => "recipient",
            Self::Content => "content",
            Self::Infrastructure => "infrastructure",
        };
        format!("{whose}: {words}")
    }

    /// By the enhanced status code (RFC 3463) where the server gives one, else by the reply code.
    fn of(said: &str) -> Self {
        let enhanced = said.split(|c: char| !c.is_ascii_digit() && c != '.').find(|word| word.starts_with("5."));
        let code = said.split(|c: char| !c.is_ascii_digit()).find(|word| word.len() == 3);
        match (enhanced.and_then(|status| status.split('.').nth(1)), code) {
            // The sender's address, not the recipient's (RFC 3463 § 3.2).
            (Some("1"), _) if enhanced.is_some_and(|status| matches!(status, "5.1.7" | "5.1.8")) => {
                Self::Infrastructure
            }
            (Some("1" | "2"), _) | (None, Some("550" | "551" | "553")) => Self::Recipient,
            (Some("3" | "6"), _) | (None, Some("552" | "554")) => Self::Content,
            _ => Self::Infrastructure,
        }
    }
}

/// What the server said in the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Accepted(String),
    /// Try again later: 4xx, or no connection.
    Deferred(String),
    /// The server will not have it.
    Failed(Failing, String),
    /// Authentication or TLS: no letter's fault.
    Stopped(String),
    /// The message was handed over and no answer came.
    Uncertain(String),
}

/// A connection over which letters go one after another.
pub struct Conversation {
    connection: AsyncSmtpConnection,
    patience: Duration,
    last: Duration,
    /// Whether the other side still answers.
    open: bool,
}

impl Carrier {
    /// `capture`, `smtp://[user:password@]host[:port][?tls=required]` or `smtps://…`
    pub fn parse(config: &Config) -> Result<Self, String> {
        if config.smtp == "capture" {
            return Ok(Self::Capture);
        }
        let url = Url::parse(&config.smtp).map_err(|error| error.to_string())?;
        let required = url.query_pairs().any(|(name, value)| name == "tls" && value == "required");
        let (tls, port) = match url.scheme() {
            "smtp" if required => (Tls::Required, 587),
            "smtp" => (Tls::Offered, 25),
            "smtps" => (Tls::Implicit, 465),
            other => return Err(format!("`{other}` is neither smtp nor smtps")),
        };
        let host = url.host_str().ok_or("the server's name is missing")?.to_owned();
        let plain = |text: &str| percent_decode(text);
        let password = url.password().map(plain).unwrap_or_default();
        let credentials = (!url.username().is_empty()).then(|| Credentials::new(plain(url.username()), password));
        Ok(Self::Smtp(Box::new(Server {
            host,
            port: url.port().unwrap_or(port),
            tls,
            credentials,
            connect_timeout: Duration::from_secs(config.mail.connect_timeout),
            command_timeout: Duration::from_secs(config.mail.command_timeout),
        })))
    }
}

/// `a%40b` → `a@b`
pub fn percent_decode(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

impl Server {
    /// Whom this machine trusts. Read for every connection that asks, so that it is as its owner last left it, and for no
    /// other: hundreds of certificates take longer than a letter.
    fn trust(&self) -> Result<TlsParameters, Outcome> {
        TlsParameters::new(self.host.clone()).map_err(|error| Outcome::Stopped(words_of(&error)))
    }

    /// Connects, greets, and secures and proves itself as the settings say.
    pub async fn connect(&self) -> Result<Conversation, Outcome> {
        let name = ClientId::default();
        let late = |_| Outcome::Deferred(ours::SILENT.to_owned());
        let lost = |error: &dyn std::fmt::Display| Outcome::Deferred(error.to_string());
        let address = (self.host.as_str(), self.port);
        let mut connection = if self.tls == Tls::Implicit {
            let connect = AsyncSmtpConnection::connect_tokio1(
                address,
                Some(self.connect_timeout),
                &name,
                Some(self.trust()?),
                None,
            );
            connect.await.map_err(|error| classify(&error))?
        } else {
            let stream = timeout(self.connect_timeout, TcpStream::connect(address)).await.map_err(late)?;
            let stream = stream.map_err(|error| lost(&error))?;
            // Nagle's algorithm and delayed acknowledgements together cost 40 ms a message.
            stream.set_nodelay(true).map_err(|error| lost(&error))?;
            let greet = AsyncSmtpConnection::connect_with_transport(Box::new(stream), &name);
            timeout(self.command_timeout, greet).await.map_err(late)?.map_err(|error| classify(&error))?
        };
        if self.tls != Tls::Implicit && connection.can_starttls() {
            let secured =
                timeout(self.command_timeout, connection.starttls(self.trust()?, &name)).await.map_err(late)?;
            secured.map_err(|error| Outcome::Stopped(words_of(&error)))?;
        } else if self.tls == Tls::Required {
            return Err(Outcome::Stopped("the server offers no TLS".to_owned()));
        }
        if let Some(credentials) = &self.credentials {
            let known = connection.auth(&[Mechanism::Plain, Mechanism::Login], credentials);
            let known = timeout(self.command_timeout, known).await.map_err(late)?;
            known.map_err(|error| match classify(&error) {
                Outcome::Deferred(said) => Outcome::Deferred(said),
                Outcome::Accepted(said)
                | Outcome::Failed(_, said)
                | Outcome::Stopped(said)
                | Outcome::Uncertain(said) => Outcome::Stopped(said),
            })?;
        }
        // The answer to the final dot may take its time (RFC 5321 § 4.5.3.2).
        let last = self.command_timeout * 2;
        Ok(Conversation { connection, patience: self.command_timeout, last, open: true })
    }
}

impl Conversation {
    pub fn open(&self) -> bool {
        self.open
    }

    /// MAIL and RCPT. After an error nothing has been sent, and the next letter can be tried.
    pub async fn envelope(&mut self, wire: &Wire) -> Result<(), Outcome> {
        self.say(Mail::new(Some(wire.from.clone()), Vec::new())).await?;
        let rcpt = self.say(Rcpt::new(wire.to.clone(), Vec::new())).await;
        if rcpt.is_err() && self.open {
            let _forgotten = self.say(Rset).await;
        }
        rcpt
    }

    async fn say(&mut self, command: impl std::fmt::Display) -> Result<(), Outcome> {
        match timeout(self.patience, self.connection.command(command)).await {
            Err(_) => {
                self.open = false;
                Err(Outcome::Deferred(ours::SILENT.to_owned()))
            }
            Ok(Err(error)) => {
                self.open = stays(&error);
                Err(classify(&error))
            }
            Ok(Ok(_)) => Ok(()),
        }
    }

    /// DATA and the message. From the final dot on, silence means that nobody knows.
    pub async fn data(&mut self, wire: &Wire) -> Outcome {
        if let Err(outcome) = self.say(Data).await {
            return outcome;
        }
        let bytes = wire.bytes();
        let answer = timeout(self.last, self.connection.message(&bytes)).await;
        match answer {
            Err(_) => {
                self.open = false;
                Outcome::Uncertain(ours::NO_ANSWER.to_owned())
            }
            Ok(Err(error)) => {
                self.open = stays(&error);
                if self.open { classify(&error) } else { Outcome::Uncertain(words_of(&error)) }
            }
            Ok(Ok(response)) => {
                let said: Vec<&str> = response.message().collect();
                Outcome::Accepted(plain::line(&format!("{} {}", response.code(), said.join(" "))))
            }
        }
    }

    pub async fn quit(mut self) {
        if self.open {
            let _parted = timeout(self.patience.min(Duration::from_secs(5)), self.connection.quit()).await;
        }
    }
}

/// After a reply, even an unkind one, the conversation goes on; 421 says that it does not.
fn stays(error: &lettre::transport::smtp::Error) -> bool {
    error.status().is_some_and(|code| u16::from(code) != 421)
}

/// What a server said, as it may be kept: a filter that refuses a letter may quote the link in it.
fn words_of(error: &lettre::transport::smtp::Error) -> String {
    plain::line(&match (error.status(), std::error::Error::source(error)) {
        (Some(code), Some(source)) => format!("{code} {source}"),
        _ => error.to_string(),
    })
}

fn classify(error: &lettre::transport::smtp::Error) -> Outcome {
    let said = words_of(error);
    if error.is_tls() {
        Outcome::Stopped(said)
    } else if error.is_permanent() && !full(&said) {
        Outcome::Failed(Failing::of(&said), said)
    } else {
        // 4xx, a full mailbox, and whatever is no answer at all.
        Outcome::Deferred(said)
    }
}

/// A mailbox that is full today (RFC 3463: 5.2.2), often told by 552, is emptied by its owner within days.
fn full(said: &str) -> bool {
    said.split(|c: char| !c.is_ascii_digit() && c != '.').any(|word| word == "5.2.2")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_in_an_address_is_read_whole() {
        for (given, read) in [("a%40b", "a@b"), ("p&w=d;%26+x", "p&w=d;&+x"), ("100%", "100%"), ("%c3%a6", "æ")] {
            assert_eq!(percent_decode(given), read);
        }
    }

    #[test]
    fn the_servers_words_say_whose_failure_it_is() {
        for (said, failing) in [
            ("550 5.1.1 <a@b.no>: Recipient address rejected", Failing::Recipient),
            ("550 no such user", Failing::Recipient),
            ("552 5.3.4 message too big", Failing::Content),
            ("554 5.7.1 relay access denied", Failing::Infrastructure),
            ("550 5.7.26 unauthenticated sender", Failing::Infrastructure),
            ("503 bad sequence", Failing::Infrastructure),
            ("550 5.1.8 sender's domain does not exist", Failing::Infrastructure),
        ] {
            assert_eq!(Failing::of(said), failing, "{said}");
        }
    }

    #[test]
    fn a_full_mailbox_is_tried_again_and_a_large_message_is_not() {
        assert!(full("552 5.2.2 <a@b.no>: mailbox full"));
        assert!(!full("552 5.3.4 message too big") && !full("550 no such user") && !full("550 15.2.2"));
    }
}
