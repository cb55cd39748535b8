//! Wrong links and wrong log-ins, counted by whoever tries them. A right one opens however many were wrong before it:
//! many officers may sit behind one address.

use super::{Shared, fault::Fault, who::Reader};
use axum::{
    Extension,
    extract::{Request, State},
    http::{HeaderMap, StatusCode},
    middleware::Next,
    response::Response,
};
use governor::{
    Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
    state::keyed::DefaultKeyedStateStore,
};
use std::{
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    sync::LazyLock,
    time::Duration,
};

/// Where a connection comes from.
#[derive(Clone, Copy)]
pub struct Peer(pub IpAddr);

/// Wrong ones a peer may try: sixty, and one more every ten seconds.
static WRONG: LazyLock<RateLimiter<IpAddr, DefaultKeyedStateStore<IpAddr>, DefaultClock>> = LazyLock::new(|| {
    let quota = Quota::with_period(Duration::from_secs(10)).unwrap_or(Quota::per_minute(NonZeroU32::MIN));
    RateLimiter::keyed(quota.allow_burst(NonZeroU32::MIN.saturating_add(59)))
});
/// Peers that are kept in mind before those who have been quiet are forgotten.
const PEERS: usize = 10_000;

pub async fn limit(
    State(app): State<Shared>,
    peer: Option<Extension<Peer>>,
    Reader(lang): Reader,
    request: Request,
    next: Next,
) -> Response {
    let secret = ["/l/", "/login/"].iter().any(|start| request.uri().path().starts_with(start));
    let Some(Extension(Peer(own))) = peer.filter(|_| secret) else { return next.run(request).await };
    let peer = named(request.headers(), &app.config.client_address_header).unwrap_or(own);
    let response = next.run(request).await;
    if response.status() != StatusCode::NOT_FOUND {
        return response;
    }
    if WRONG.len() > PEERS {
        WRONG.retain_recent();
    }
    match WRONG.check_key(&household(peer)) {
        Ok(()) => response,
        Err(until) => Fault::TooMany(until.wait_time_from(DefaultClock::default().now())).in_language(lang),
    }
}

/// What the proxy before us says, in the header of the settings: what others say before it comes further left.
fn named(headers: &HeaderMap, header: &str) -> Option<IpAddr> {
    let last = headers.get_all(header).iter().next_back()?;
    last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}

/// One who has an IPv6 address has as many as 64 bits hold.
fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
        address @ IpAddr::V4(_) => address,
    }
}
