//! Wrong links and wrong log-ins, counted by whoever tries them. A right one opens however many were wrong before it:
//! many officers may sit behind one address.

use super::{Shared, fault::Fault, who::Reader};
use app::quota::Quota;
use axum::{
    Extension,
    extract::{Request, State},
    http::{HeaderMap, StatusCode},
    middleware::Next,
    response::Response,
};
use std::{
    net::{IpAddr, Ipv6Addr},
    sync::LazyLock,
};
use words::limits;

/// Where a connection comes from.
#[derive(Clone, Copy)]
pub struct Peer(pub IpAddr);

static WRONG: LazyLock<Quota> = LazyLock::new(|| Quota::new(limits::WRONG_GUESSES.0, limits::WRONG_GUESSES.1));

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
    match WRONG.take(household(peer).to_string().as_bytes()) {
        Ok(()) => response,
        Err(wait) => Fault::TooMany(wait).in_language(lang),
    }
}

/// Whose request it is: by what the proxy says, else by the connection.
pub fn client(app: &Shared, headers: &HeaderMap, peer: Option<Extension<Peer>>) -> Option<IpAddr> {
    let Extension(Peer(own)) = peer?;
    Some(household(named(headers, &app.config.client_address_header).unwrap_or(own)))
}

/// What the proxy before us says, in the header of the settings: what others say before it comes further left.
fn named(headers: &HeaderMap, header: &str) -> Option<IpAddr> {
    let last = headers.get_all(header).iter().next_back()?;
    last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}

/// One who has an IPv6 address has as many as 64 bits hold.
pub fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
        address @ IpAddr::V4(_) => address,
    }
}
