//! Whether mail gets out, and what the sender's domain tells those who receive it.

use super::Finding;
use app::{
    clock::{Clock, random},
    config::Config,
};
use hickory_resolver::{
    TokioResolver,
    config::{ConnectionConfig, NameServerConfig, ResolverConfig},
    net::{NetError, runtime::TokioRuntimeProvider},
    proto::rr::{RData, RecordType},
};
use post::{
    inbox::imap::Mailbox,
    mail::{self, Carrier, Outcome, Wire, dkim},
};
use std::{net::SocketAddr, time::Duration};
use words::language::Lang;

const PATIENCE: Duration = Duration::from_secs(3);

pub async fn smtp(config: &Config) -> Result<String, String> {
    match Carrier::parse(config)? {
        Carrier::Capture => Ok("letters are captured, none is sent".to_owned()),
        Carrier::Smtp(server) => match server.connect().await {
            Ok(connection) => {
                connection.quit().await;
                Ok("the server answers and lets us in".to_owned())
            }
            Err(outcome) => Err(said(outcome)),
        },
    }
}

/// Whether mail that comes in can be fetched, where that is by IMAP.
pub async fn inbox(config: &Config) -> Option<Finding> {
    let mailbox = Mailbox::parse(&config.inbox).transpose()?;
    let seen = match mailbox {
        Ok(mailbox) => mailbox.probe().await.map_err(|error| format!("{error:#}")),
        Err(error) => Err(error),
    };
    Some(Finding::of("inbox", seen.map(|messages| format!("the server lets us in; {messages} messages in the folder"))))
}

fn said(outcome: Outcome) -> String {
    match outcome {
        Outcome::Accepted(said)
        | Outcome::Deferred(said)
        | Outcome::Failed(_, said)
        | Outcome::Stopped(said)
        | Outcome::Uncertain(said) => said,
    }
}

/// One message, past the outbox: nothing of it is kept.
pub async fn send(config: &Config, address: &str) -> Result<String, String> {
    let Carrier::Smtp(server) = Carrier::parse(config)? else {
        return Err("letters are captured (smtp = \"capture\"); nothing was sent".to_owned());
    };
    let id = format!("test-{:016x}", u64::from_be_bytes(random::<8>()));
    let lang = Lang::default();
    let (subject, text) = (lang.t("test-mail-subject"), lang.t("test-mail-text"));
    let signer = dkim::Signer::read(config)?;
    let wire = Wire::plain(config, &id, address, &subject, &text, lang.code(), Clock::System.now());
    let wire = wire.and_then(|wire| wire.signed(signer.as_ref())).map_err(|error| format!("{error:#}"))?;
    let mut conversation = server.connect().await.map_err(said)?;
    conversation.envelope(&wire).await.map_err(said)?;
    let outcome = conversation.data(&wire).await;
    conversation.quit().await;
    match outcome {
        Outcome::Accepted(reply) => Ok(format!("the server took it for {address}: {reply}")),
        other => Err(said(other)),
    }
}

/// What DNS says of mail from the sender's domain, each a finding. DNS that cannot be asked is no fault of ours.
pub async fn dns(config: &Config) -> Vec<Finding> {
    if config.smtp == "capture" {
        return Vec::new();
    }
    let domain = mail::sender_domain(config);
    let resolver = match resolver(config) {
        Ok(resolver) => resolver,
        Err(error) => return vec![Finding::of("dns", Ok(format!("DNS could not be asked: {error}")))],
    };
    let dmarc = format!("_dmarc.{domain}");
    let (mx, spf, dmarc, key) = tokio::join!(
        look(&resolver, &domain, RecordType::MX, "", "bounces and answers cannot come in"),
        look(&resolver, &domain, RecordType::TXT, "v=spf1", "receivers cannot tell who may send for the domain"),
        look(&resolver, &dmarc, RecordType::TXT, "v=DMARC1", "large receivers turn such mail away"),
        published(&resolver, config),
    );
    let mut findings = vec![Finding::of("dns_mx", mx), Finding::of("dns_spf", spf), Finding::of("dns_dmarc", dmarc)];
    findings.extend(key.transpose().map(|key| Finding::of("dns_dkim", key)));
    findings
}

/// Whether what we sign with can be verified with what DNS holds. `None` where we do not sign.
async fn published(resolver: &TokioResolver, config: &Config) -> Result<Option<String>, String> {
    let Some(signer) = dkim::Signer::read(config)? else { return Ok(None) };
    let name = format!("{}._domainkey.{}", config.mail.dkim_selector, dkim::domain(config));
    let record = look(resolver, &name, RecordType::TXT, "", "receivers cannot verify our signatures").await?;
    match record.strip_prefix(&format!("{name}: ")) {
        Some(held) if !signer.is_published(held.trim_matches('"')) => {
            Err(format!("{name} holds another key than {}: receivers refuse our signatures", config.mail.dkim_key_file))
        }
        _ => Ok(Some(record)),
    }
}

fn resolver(config: &Config) -> Result<TokioResolver, String> {
    let own = &config.mail.name_server;
    let mut builder = if own.is_empty() {
        TokioResolver::builder_tokio().map_err(|error| error.to_string())?
    } else {
        let server: SocketAddr = own.parse().map_err(|error| format!("mail.name_server {own}: {error}"))?;
        let mut connection = ConnectionConfig::udp();
        connection.port = server.port();
        let servers = vec![NameServerConfig::new(server.ip(), true, vec![connection])];
        TokioResolver::builder_with_config(
            ResolverConfig::from_parts(None, Vec::new(), servers),
            TokioRuntimeProvider::default(),
        )
    };
    let options = builder.options_mut();
    (options.timeout, options.attempts) = (PATIENCE, 1);
    builder.build().map_err(|error| error.to_string())
}

/// A name's record that begins as wanted. `missing`: what its absence leads to.
async fn look(
    resolver: &TokioResolver,
    name: &str,
    kind: RecordType,
    begins: &str,
    missing: &str,
) -> Result<String, String> {
    let absent = || format!("{name} has no {kind} {begins}: {missing}").replace(" :", ":");
    let found = match resolver.lookup(format!("{name}."), kind).await {
        Ok(found) => found,
        Err(error) if no_record(&error) => return Err(absent()),
        Err(error) => return Ok(format!("DNS could not be asked: {error}")),
    };
    let text = |data: &RData| match data {
        RData::MX(mx) => Some(mx.to_string()),
        RData::TXT(txt) => Some(txt.to_string()),
        _ => None,
    };
    let texts: Vec<String> = found.answers().iter().filter_map(|record| text(&record.data)).collect();
    let record = texts.into_iter().find(|text| text.trim_matches('"').starts_with(begins));
    record.map(|text| format!("{name}: {text}")).ok_or_else(absent)
}

fn no_record(error: &NetError) -> bool {
    error.is_no_records_found() || error.is_nx_domain()
}
