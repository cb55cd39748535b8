//! Mail on the command line: a message in, a person out.

use super::{Failure, open, say};
use anyhow::Context as _;
use app::{App, clock::Clock, config::Config, health::Health};
use clap::Args;
use post::{
    inbox::{self, Envelope, Taken, lmtp},
    mail::receive,
};
use std::{
    io::{self, Read as _},
    sync::Arc,
};
use words::limits::{MAIL_HEADER, MESSAGE};

#[derive(Args)]
pub struct MailIn {
    /// Speak LMTP on stdin and stdout, as inetd and socket activation start it; otherwise stdin is one message
    #[arg(long)]
    lmtp: bool,
    /// Whom the one message was for, where its headers do not say
    #[arg(long, conflicts_with = "lmtp")]
    recipient: Option<String>,
}

#[derive(Args)]
pub struct Erase {
    /// Their address, or the name they signed with
    #[arg(long)]
    person: String,
    /// Who erases: kept with the time
    #[arg(long)]
    by: String,
}

async fn installation() -> Result<App, Failure> {
    let config = Config::read()?;
    let ledger = open::beside(&config).await?;
    let links = open::links(&config, &ledger).await?;
    Ok(App {
        ledger,
        clock: Clock::System,
        links,
        config: Arc::new(config),
        demo: false,
        health: Health::default(),
        post: Arc::default(),
    })
}

/// What cannot be stored now is for the mail server to keep and try again.
pub async fn mail_in(asked: MailIn) -> Result<(), Failure> {
    let later = |error: anyhow::Error| Failure::Later(format!("{error:#}"));
    let app = match installation().await {
        Ok(app) => app,
        Err(Failure::Other(error)) => return Err(later(error)),
        Err(failure) => return Err(failure),
    };
    if asked.lmtp {
        let (input, output) = (tokio::io::BufReader::new(tokio::io::stdin()), tokio::io::stdout());
        let spoken = lmtp::converse(&app, input, output).await;
        app.ledger.close().await;
        return Ok(spoken?);
    }
    let mut bytes = Vec::new();
    let limit = u64::try_from(MESSAGE).unwrap_or(u64::MAX);
    io::stdin().take(limit + 1).read_to_end(&mut bytes).context("stdin")?;
    let envelope = Envelope { from_nobody: false, recipients: asked.recipient.into_iter().collect() };
    let taken = if bytes.len() > MESSAGE {
        // Whoever hands it over is heard to the end.
        let rest = io::copy(&mut io::stdin(), &mut io::sink()).context("stdin")?;
        inbox::take_head(&app, receive::head(&bytes, MAIL_HEADER), limit + 1 + rest, envelope).await
    } else {
        inbox::take(&app, bytes, envelope).await
    };
    let taken = taken.map_err(|error| later(error.into()))?;
    app.ledger.close().await;
    say(match taken {
        Taken::Stored => "stored",
        Taken::Known => "known already",
    });
    Ok(())
}

pub async fn erase(asked: Erase) -> Result<(), Failure> {
    let app = installation().await?;
    let mut rows = 0;
    for region in app.ledger.regions().await? {
        rows += app.ledger.erase(&region.id, &asked.person, &asked.by, app.clock.now()).await?;
    }
    app.ledger.close().await;
    say(format_args!("{rows} rows blanked; the log names nobody and is as it was"));
    Ok(())
}
