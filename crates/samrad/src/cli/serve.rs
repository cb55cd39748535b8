//! Serving: pages, programs, the calendar and the post in one process, until told to stop.

use super::{Failure, open, say};
use crate::gauges;
use anyhow::Context as _;
use app::{App, clock::Clock, config::Config, health::Health, scheduled_jobs};
use post::{
    inbox,
    postman::{self, Which},
};
use sd_notify::NotifyState;
use std::{net::SocketAddr, sync::Arc};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    sync::watch,
};
use web::listen::listen;

pub async fn serve() -> Result<(), Failure> {
    let config = Config::read()?;
    open::logging(&config.log);
    let ledger = open::ledger(&config, &Clock::System).await?;
    let links = open::links(&config, &ledger).await?;
    open::seed_regions(&config, &ledger, &Clock::System).await?;
    match ledger.come_home(Clock::System.now()).await? {
        None => {}
        Some(moved) => tracing::error!(
            ?moved,
            "this database was copied, moved or put back: no letter leaves until `samrad restore-accept`"
        ),
    }
    config.templates()?;
    post::mail::Carrier::parse(&config).map_err(|error| Failure::Settings(format!("smtp: {error}")))?;
    post::mail::dkim::Signer::read(&config).map_err(Failure::Settings)?;
    inbox::imap::Mailbox::parse(&config.inbox).map_err(Failure::Settings)?;
    let app = Arc::new(App {
        ledger,
        clock: Clock::System,
        links,
        config: Arc::new(config),
        demo: false,
        health: Health::default(),
        post: Arc::default(),
    });
    metrics(&app)?;
    let (stop, stopped) = watch::channel(false);
    let loops = [
        tokio::spawn(postman::run(app.clone(), stopped.clone(), Which::All)),
        tokio::spawn(postman::run(app.clone(), stopped.clone(), Which::Urgent)),
        tokio::spawn(scheduled_jobs::keep(app.clone(), stopped.clone())),
        tokio::spawn(inbox::watch(app.clone(), stopped.clone())),
    ];
    let listener =
        TcpListener::bind(app.config.listen).await.with_context(|| format!("listen {}", app.config.listen))?;
    tell(NotifyState::Ready);
    tokio::spawn(watchdog());
    let over = async {
        let failed = tokio::select! {
            () = terminated() => false,
            () = app.ledger.failed() => true,
        };
        tell(NotifyState::Stopping);
        failed
    };
    say(format_args!("ready http://{}", listener.local_addr().context("listen")?));
    if listen(&app, listener, over).await {
        // Not closed: what a process that was killed leaves is what the next one knows how to read.
        return Err(Failure::Other(anyhow::anyhow!("the database's storage fails; see to the disk, then start again")));
    }
    let _gone = stop.send(true);
    for task in loops {
        let _ended = task.await;
    }
    app.ledger.close().await;
    Ok(())
}

/// Ends when the process is asked to.
pub async fn terminated() {
    let interrupt = tokio::signal::ctrl_c();
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        let _ended = interrupt.await;
        return;
    };
    tokio::select! {
        _ = interrupt => {}
        _ = terminate.recv() => {}
    }
}

/// Tells systemd, where that is who started us.
fn tell(state: NotifyState) {
    if let Err(error) = sd_notify::notify(&[state]) {
        tracing::warn!(%error, "systemd could not be told");
    }
}

/// Shows systemd that the process still gets round to things, twice as often as it asks for.
async fn watchdog() {
    let Some(patience) = sd_notify::watchdog_enabled() else { return };
    loop {
        tokio::time::sleep(patience / 2).await;
        tell(NotifyState::Watchdog);
    }
}

/// Numbers on an address of their own, so that no proxy shows them.
fn metrics(app: &Arc<App>) -> Result<(), Failure> {
    let address = app.config.metrics.as_str();
    if address.is_empty() {
        return Ok(());
    }
    let address: SocketAddr =
        address.parse().map_err(|error| Failure::Settings(format!("metrics {address}: {error}")))?;
    let handle = metrics_exporter_prometheus::PrometheusBuilder::new().install_recorder().context("metrics")?;
    let app = app.clone();
    let page = axum::routing::get(move || async move {
        if let Err(error) = gauges::look(&app).await {
            tracing::warn!(%error, "not every number could be read");
        }
        handle.render()
    });
    tokio::spawn(async move {
        let routes = axum::Router::new().route("/metrics", page);
        match TcpListener::bind(address).await {
            Ok(listener) => {
                let _ended = axum::serve(listener, routes).await;
            }
            Err(error) => tracing::error!(%address, %error, "metrics cannot be served"),
        }
    });
    Ok(())
}
