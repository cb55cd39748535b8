//! Connections: how many there may be, and how long each may say nothing.

use super::{
    Shared,
    rate_limit::{Peer, household},
    router,
};
use app::config::{Config, Connections};
use axum::{
    Extension,
    http::{HeaderValue, header::CONNECTION},
    response::Response,
};
use hyper::{
    server::conn::{http1, http2},
    service::{Service as _, service_fn},
};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::graceful::GracefulConnection,
    service::TowerToHyperService,
};
use std::{
    collections::HashMap,
    io::Cursor,
    net::IpAddr,
    pin::pin,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{
    io::AsyncReadExt as _,
    net::{TcpListener, TcpStream},
    sync::{mpsc, watch},
    time::timeout,
};
use tokio_io_timeout::TimeoutWriter;
use tower::Layer as _;
use words::limits;

/// How long clients are let go one by one before no more are taken.
const PARTING: Duration = Duration::from_secs(1);
/// How long requests under way may take when the process is told to stop.
const FAREWELL: Duration = Duration::from_secs(20);
/// How a connection of HTTP/2 begins.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// Answers until `until`, then lets what is under way end. Gives what `until` gave.
pub async fn listen<T>(app: &Shared, listener: TcpListener, until: impl Future<Output = T>) -> T {
    let leaving = app.health.leaving.subscribe();
    let part = axum::middleware::map_response(move |mut response: Response| {
        let leaving = *leaving.borrow();
        async move {
            if leaving {
                response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
            }
            response
        }
    });
    let router = router(app.clone()).layer(part);
    let places = Places::of(&app.config);
    let (close, closing) = watch::channel(false);
    let (alive, mut all_gone) = mpsc::channel::<()>(1);
    // Told to stop, it takes what was already on its way here, and lets each client go with its next answer: one that is
    // cut off between two requests cannot know whether the second was carried out.
    let parted = async {
        let why = until.await;
        app.health.leaving.send_replace(true);
        tokio::time::sleep(PARTING).await;
        why
    };
    tokio::pin!(parted);
    let why = loop {
        let accepted = tokio::select! {
            // Whoever has come is let in before no more are taken.
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
        let Some(place) = places.take(peer.ip()) else {
            metrics::counter!("samrad_connections_refused_total").increment(1);
            continue;
        };
        let _unset = stream.set_nodelay(true);
        let service = TowerToHyperService::new(Extension(Peer(peer.ip())).layer(router.clone()));
        let (waits, closing, alive) = (app.config.connections.clone(), closing.clone(), alive.clone());
        tokio::spawn(async move {
            serve(stream, service, &waits, closing).await;
            drop((place, alive));
        });
    };
    drop((listener, alive));
    tokio::time::sleep(PARTING / 4).await;
    close.send_replace(true);
    let _late = timeout(FAREWELL, all_gone.recv()).await;
    why
}

type Routes = TowerToHyperService<<Extension<Peer> as tower::Layer<axum::Router>>::Service>;

/// Finds out which protocol is spoken, while time lasts, and speaks it.
async fn serve(stream: TcpStream, service: Routes, waits: &Connections, mut closing: watch::Receiver<bool>) {
    let [first, head, idle] =
        [waits.first_byte_seconds, waits.header_seconds, waits.idle_seconds].map(Duration::from_secs);
    let (mut read, write) = stream.into_split();
    let mut start = Vec::with_capacity(PREFACE.len());
    let begun = async {
        while start.len() < PREFACE.len() && PREFACE.starts_with(&start) {
            let most = (PREFACE.len() - start.len()) as u64;
            if (&mut read).take(most).read_buf(&mut start).await.unwrap_or(0) == 0 {
                return false;
            }
        }
        true
    };
    let begun = tokio::select! {
        begun = timeout(first, begun) => begun.unwrap_or(false),
        _ = closing.wait_for(|closing| *closing) => false,
    };
    if !begun {
        return;
    }
    let second = start == PREFACE;
    // A client that takes nothing of its answer is cut off like one that says nothing.
    let mut write = TimeoutWriter::new(write);
    write.set_timeout(Some(idle));
    let io = TokioIo::new(tokio::io::join(Cursor::new(start).chain(read), Box::pin(write)));
    let (count, under_way) = watch::channel(0_usize);
    let count = Arc::new(count);
    let counted = service_fn(move |request| {
        count.send_modify(|under_way| *under_way += 1);
        let (answer, count) = (service.call(request), count.clone());
        async move {
            let answer = answer.await;
            count.send_modify(|under_way| *under_way -= 1);
            answer
        }
    });
    if second {
        let mut server = http2::Builder::new(TokioExecutor::new());
        server.timer(TokioTimer::new()).max_concurrent_streams(limits::STREAMS);
        server.keep_alive_interval(idle / 2).keep_alive_timeout(head);
        carry(server.serve_connection(io, counted), quiet(under_way, idle), closing).await;
    } else {
        let mut server = http1::Builder::new();
        server.timer(TokioTimer::new()).header_read_timeout(head).max_buf_size(limits::HEAD);
        carry(server.serve_connection(io, counted), quiet(under_way, idle), closing).await;
    }
}

/// Until a connection ends: by itself, because nothing is asked for any more, or because the process does.
async fn carry<C>(connection: C, quiet: impl Future<Output = ()>, mut closing: watch::Receiver<bool>)
where
    C: GracefulConnection,
    C::Error: std::fmt::Display,
{
    let mut connection = pin!(connection);
    let over = async {
        tokio::select! {
            () = quiet => {}
            _ = closing.wait_for(|closing| *closing) => {}
        }
    };
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = over => {
            connection.as_mut().graceful_shutdown();
            match timeout(limits::FETCH, connection).await {
                Ok(ended) => ended,
                Err(_) => return tracing::debug!("a connection took too long over its last answer"),
            }
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended");
    }
}

/// Ends once no request has been under way for a while.
async fn quiet(mut under_way: watch::Receiver<usize>, idle: Duration) {
    loop {
        let busy = *under_way.borrow_and_update() > 0;
        let changed = under_way.changed();
        if busy {
            if changed.await.is_err() {
                return;
            }
        } else if timeout(idle, changed).await.is_err() {
            return;
        }
    }
}

/// Places for connections, in all and for each address.
#[derive(Clone)]
struct Places {
    most: usize,
    /// `None` where all come by a proxy that says who they are.
    most_per_address: Option<usize>,
    taken: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

struct Place {
    from: IpAddr,
    taken: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

impl Places {
    fn of(config: &Config) -> Self {
        let files = rustix::process::getrlimit(rustix::process::Resource::Nofile).current;
        let files = files.and_then(|files| usize::try_from(files).ok()).unwrap_or(usize::MAX);
        let asked = &config.connections;
        let most = room(asked.most, files);
        if asked.most > most {
            tracing::warn!(most, files, "connections.most does not fit under the limit on open files");
        }
        let each = if asked.most_per_address == 0 { (most / 4).max(1) } else { asked.most_per_address };
        let most_per_address = config.client_address_header.is_empty().then_some(each);
        Self { most, most_per_address, taken: Arc::default() }
    }

    fn take(&self, from: IpAddr) -> Option<Place> {
        let from = household(from);
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let all: usize = taken.values().sum();
        let own = taken.get(&from).copied().unwrap_or(0);
        if all >= self.most || self.most_per_address.is_some_and(|most| own >= most) {
            return None;
        }
        taken.insert(from, own + 1);
        Some(Place { from, taken: self.taken.clone() })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = taken.get_mut(&self.from) {
            *own -= 1;
            if *own == 0 {
                taken.remove(&self.from);
            }
        }
    }
}

/// Connections that fit where so many files may be open. Half are left for everything else where there are few.
fn room(asked: usize, files: usize) -> usize {
    let fit = files.saturating_sub(limits::OTHER_FILES.min(files / 2)).max(1);
    if asked == 0 { fit.min(limits::CONNECTIONS) } else { asked.min(fit) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_fit_under_the_limit_on_open_files() {
        for (asked, files, most) in [
            (0, 1_024, 864),
            (0, 100, 50),
            (0, 1_000_000, 4_000),
            (0, usize::MAX, 4_000),
            (6_000, 1_000_000, 6_000),
            (6_000, 1_024, 864),
            (10, 1_024, 10),
        ] {
            assert_eq!(room(asked, files), most, "{asked} {files}");
        }
    }

    #[test]
    fn places_are_counted_by_address_and_given_back() {
        let places = Places { most: 3, most_per_address: Some(2), taken: Arc::default() };
        let [one, other, third] = ["192.0.2.1", "2001:db8::1", "2001:db8::2"].map(|text| text.parse().unwrap());
        let first = places.take(one);
        let second = places.take(one);
        assert!(first.is_some() && second.is_some() && places.take(one).is_none());
        let last = places.take(other);
        assert!(last.is_some() && places.take(third).is_none(), "three in all");
        drop(first);
        let again = places.take(third);
        assert!(again.is_some(), "one was given back");
        assert!(places.take(one).is_none());
        drop((second, last, again));
        assert!(places.taken.lock().unwrap().is_empty(), "nothing is kept of those who have gone");
    }
}
