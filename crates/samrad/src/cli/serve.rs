//! Serving: pages, programs, the calendar and the post in one process, until told to stop.

use super::{Failure, open, say};
use crate::{
    app::App,
    calendar,
    clock::Clock,
    config::Config,
    inbox, numbers, postman,
    pulse::Vitals,
    web::{self, guesses::Peer},
};
use anyhow::Context as _;
use axum::{
    Extension,
    http::{HeaderValue, header::CONNECTION},
    response::Response,
};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use sd_notify::NotifyState;
use std::{net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    sync::{Notify, watch},
};
use tower::Layer as _;

/// A client that has not sent its headers by then is cut off.
const HEADERS: Duration = Duration::from_secs(10);
/// How long clients are let go one by one before the door is closed.
const PARTING: Duration = Duration::from_secs(1);
/// How long requests under way may take when the process is told to stop.
const FAREWELL: Duration = Duration::from_secs(20);

pub async fn serve() -> Result<(), Failure> {
    let config = Config::read()?;
    open::logging(&config.log);
    let ledger = open::ledger(&config).await?;
    let links = open::links(&config, &ledger).await?;
    open::seed_regions(&config, &ledger, &Clock::System).await?;
    match ledger.come_home(Clock::System.now()).await? {
        None => {}
        Some(moved) => tracing::error!(
            ?moved,
            "this database was copied, moved or put back: no letter leaves until `samrad restore-accept`"
        ),
    }
    crate::mail::Carrier::parse(&config).map_err(|error| Failure::Settings(format!("smtp: {error}")))?;
    crate::mail::dkim::Signer::read(&config).map_err(Failure::Settings)?;
    inbox::imap::Mailbox::parse(&config.inbox).map_err(Failure::Settings)?;
    let app = Arc::new(App {
        ledger,
        clock: Clock::System,
        links,
        config: Arc::new(config),
        demo: false,
        vitals: Vitals::default(),
        post: Arc::new(Notify::new()),
    });
    metrics(&app)?;
    let (stop, stopped) = watch::channel(false);
    let loops = [
        tokio::spawn(postman::run(app.clone(), stopped.clone())),
        tokio::spawn(calendar::keep(app.clone(), stopped.clone())),
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
    if listen(&app, listener, over).await? {
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

/// Answers until `until`, then lets what is under way end. Gives what `until` gave.
pub async fn listen<T>(app: &Arc<App>, listener: TcpListener, until: impl Future<Output = T>) -> anyhow::Result<T> {
    let address: SocketAddr = listener.local_addr()?;
    let leaving = app.vitals.leaving.subscribe();
    let part = axum::middleware::map_response(move |mut response: Response| {
        let leaving = *leaving.borrow();
        async move {
            if leaving {
                response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
            }
            response
        }
    });
    let router = web::router(app.clone()).layer(part);
    let graceful = GracefulShutdown::new();
    say(format_args!("ready http://{address}"));
    // Told to stop, it takes what was already on its way here, and lets each client go with its next answer: one that is
    // cut off between two requests cannot know whether the second was carried out.
    let parted = async {
        let why = until.await;
        app.vitals.leaving.send_replace(true);
        tokio::time::sleep(PARTING).await;
        why
    };
    tokio::pin!(parted);
    let why = loop {
        let accepted = tokio::select! {
            // Whoever stands in the door is let in before it is closed.
            biased;
            accepted = listener.accept() => accepted,
            why = &mut parted => break why,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of file descriptors, most likely: wait for some to come free.
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let _unset = stream.set_nodelay(true);
        let mut server = auto::Builder::new(TokioExecutor::new());
        server.http1().timer(TokioTimer::new()).header_read_timeout(HEADERS);
        server.http2().timer(TokioTimer::new());
        let service = TowerToHyperService::new(Extension(Peer(peer.ip())).layer(router.clone()));
        let connection = graceful.watch(server.serve_connection(TokioIo::new(stream), service).into_owned());
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended");
            }
        });
    };
    drop(listener);
    tokio::time::sleep(PARTING / 4).await;
    let _late = tokio::time::timeout(FAREWELL, graceful.shutdown()).await;
    Ok(why)
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
        if let Err(error) = numbers::look(&app).await {
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
