//! What every request passes: where it comes from, and what every answer says to the browser.

use super::Shared;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Refuses what another site's page makes a browser send.
///
/// A foreign `Origin` or a cross-site `Sec-Fetch-Site` is 403 on every unsafe method; a request that carries a
/// session cookie must prove its origin. Links and programs' tokens carry their own proof.
pub async fn origin(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let query = request.uri().query().unwrap_or_default();
    if names_a_control(request.uri().path(), |_| true)
        || names_a_control(query, |c| !matches!(c, b'\n' | b'\r' | b'\t'))
    {
        let lang = super::who::wished(request.headers());
        return super::fault::Fault::NotFound.in_language(lang.unwrap_or_default());
    }
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || from_here(request.headers(), app.config.base_url(), app.demo) {
        return next.run(request).await;
    }
    let lang = super::who::wished(request.headers());
    super::fault::Fault::Forbidden.in_language(lang.unwrap_or_default())
}

/// Whether a part of an address decodes to a control character that it may not hold. Nothing of ours is called so, and
/// databases refuse to be asked.
fn names_a_control(part: &str, refused: impl Fn(u8) -> bool) -> bool {
    percent_encoding::percent_decode_str(part).any(|byte| byte.is_ascii_control() && refused(byte))
}

fn from_here(headers: &HeaderMap, base_url: &str, demo: bool) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let fetched = text(HeaderName::from_static("sec-fetch-site"));
    if fetched.is_some_and(|site| site == "cross-site" || site == "same-site") {
        return false;
    }
    match text(header::ORIGIN) {
        // A page behind a link names no referrer, so a browser calls its own form's origin `null`.
        Some("null") => fetched == Some("same-origin"),
        // The demo listens on loopback under any name a newcomer types.
        Some(origin) if demo => text(header::HOST).is_some_and(|host| origin == format!("http://{host}")),
        Some(origin) => origin == base_url,
        None => fetched == Some("same-origin") || !super::who::has_session(headers),
    }
}

/// Headers of every answer. Pages behind a link are never kept and name no referrer; the desk's name one to the desk
/// alone, because a browser that may name none cannot prove where a form came from.
pub async fn headers(request: Request, next: Next) -> Response {
    let asset = request.uri().path().starts_with("/assets/");
    let secret = ["/l/", "/login/"].iter().any(|start| request.uri().path().starts_with(start));
    let mut response = next.run(request).await;
    let busy = response.status() == StatusCode::SERVICE_UNAVAILABLE;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, if secret { "no-referrer" } else { "same-origin" });
    if busy {
        // Seconds. A full disk or a database that is away is tried again, not given up.
        set(header::RETRY_AFTER, "30");
    }
    if !asset {
        set(header::CACHE_CONTROL, "no-store");
    }
    response
}
