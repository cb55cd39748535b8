//! Handing a message to the next server: one recipient, every answer known, no delay between packets.

use super::Wire;
use crate::config::Config;
use lettre::transport::smtp::{
    authentication::{Credentials, Mechanism},
    client::{AsyncSmtpConnection, TlsParameters},
    commands::{Data, Mail, Rcpt},
    extension::ClientId,
};
use std::time::Duration;
use tokio::{net::TcpStream, time::timeout};
use url::Url;

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

/// What the server said in the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Accepted(String),
    /// Try again later: 4xx, or no connection.
    Deferred(String),
    /// The server will not have it.
    Failed(String),
    /// Authentication or TLS: no letter's fault.
    Stopped(String),
    /// The message was handed over and no answer came.
    Uncertain(String),
}

/// A connection on which the envelope of one message has been answered.
pub struct Enveloped {
    connection: AsyncSmtpConnection,
    patience: Duration,
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

fn percent_decode(text: &str) -> String {
    url::form_urlencoded::parse(format!("x={}", text.replace('+', "%2B")).as_bytes())
        .next()
        .map_or_else(String::new, |(_, value)| value.into_owned())
}

impl Server {
    /// Connects, greets, and secures and proves itself as the settings say.
    pub async fn connect(&self) -> Result<AsyncSmtpConnection, Outcome> {
        let name = ClientId::default();
        let late = |_| Outcome::Deferred("the server did not answer in time".to_owned());
        let lost = |error: &dyn std::fmt::Display| Outcome::Deferred(error.to_string());
        let tls = TlsParameters::new(self.host.clone()).map_err(|error| Outcome::Stopped(error.to_string()))?;
        let address = (self.host.as_str(), self.port);
        let mut connection = if self.tls == Tls::Implicit {
            let connect = AsyncSmtpConnection::connect_tokio1(
                address,
                Some(self.connect_timeout),
                &name,
                Some(tls.clone()),
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
            let secured = timeout(self.command_timeout, connection.starttls(tls, &name)).await.map_err(late)?;
            secured.map_err(|error| Outcome::Stopped(error.to_string()))?;
        } else if self.tls == Tls::Required {
            return Err(Outcome::Stopped("the server offers no TLS".to_owned()));
        }
        if let Some(credentials) = &self.credentials {
            let known = connection.auth(&[Mechanism::Plain, Mechanism::Login], credentials);
            let known = timeout(self.command_timeout, known).await.map_err(late)?;
            known.map_err(|error| Outcome::Stopped(error.to_string()))?;
        }
        Ok(connection)
    }

    /// MAIL and RCPT. After an error nothing has been sent.
    pub async fn envelope(&self, wire: &Wire) -> Result<Enveloped, Outcome> {
        let mut connection = self.connect().await?;
        let late = |_| Outcome::Deferred("the server did not answer in time".to_owned());
        let mail = connection.command(Mail::new(Some(wire.from.clone()), Vec::new()));
        timeout(self.command_timeout, mail).await.map_err(late)?.map_err(|error| classify(&error))?;
        let rcpt = connection.command(Rcpt::new(wire.to.clone(), Vec::new()));
        timeout(self.command_timeout, rcpt).await.map_err(late)?.map_err(|error| classify(&error))?;
        Ok(Enveloped { connection, patience: self.command_timeout.max(Duration::from_mins(10)) })
    }
}

impl Enveloped {
    /// DATA and the message. From the final dot on, silence means that nobody knows.
    pub async fn data(mut self, wire: &Wire) -> Outcome {
        match timeout(self.patience, self.connection.command(Data)).await {
            Err(_) => return Outcome::Deferred("the server did not answer in time".to_owned()),
            Ok(Err(error)) => return classify(&error),
            Ok(Ok(_)) => {}
        }
        match timeout(self.patience, self.connection.message(&wire.bytes())).await {
            Err(_) => Outcome::Uncertain("no answer to the message".to_owned()),
            Ok(Err(error)) if error.status().is_none() => Outcome::Uncertain(error.to_string()),
            Ok(Err(error)) => classify(&error),
            Ok(Ok(response)) => {
                let said: Vec<&str> = response.message().collect();
                let _parted = self.connection.quit().await;
                Outcome::Accepted(format!("{} {}", response.code(), said.join(" ")))
            }
        }
    }
}

fn classify(error: &lettre::transport::smtp::Error) -> Outcome {
    let said =
        std::error::Error::source(error).map_or_else(|| error.to_string(), |source| format!("{error}: {source}"));
    if error.is_tls() {
        Outcome::Stopped(said)
    } else if error.is_permanent() {
        Outcome::Failed(said)
    } else {
        // 4xx, and whatever is no answer at all.
        Outcome::Deferred(said)
    }
}
