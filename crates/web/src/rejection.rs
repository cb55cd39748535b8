//! What the framework refuses by itself (a body that is too large, a method or a form nobody has asked for) is said in
//! the reader's language: as a page, and to programs as a problem. So is a fault whose page did not know its reader.

use super::{
    api,
    fault::{Fault, Said},
    who,
};
use axum::{
    extract::Request,
    http::{StatusCode, header},
    middleware::Next,
    response::Response,
};

/// The longest explanation of the framework that is passed on to programs, in bytes.
const EXPLANATION: usize = 4 * 1024;

/// Rewords a refusal that carries no page, or to a program no problem. The status and `Allow` are kept.
pub async fn reword(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let (for_programs, of_the_demo) = (path.starts_with("/api/"), path.starts_with("/demo/"));
    let (address, headers) = (request.uri(), request.headers());
    let lang = if for_programs { who::accepted(headers) } else { who::asked(address).or_else(|| who::wished(headers)) };
    let lang = lang.unwrap_or_default();
    let refused = next.run(request).await;
    if let Some(said) = refused.extensions().get::<Said>().cloned() {
        return said.reworded(lang, refused);
    }
    let status = refused.status();
    let kind = refused.headers().get(header::CONTENT_TYPE);
    let is = |start: &[u8]| kind.is_some_and(|kind| kind.as_bytes().starts_with(start));
    // A page says nothing to a program.
    let bare = kind.is_none() || is(b"text/plain") || (for_programs && is(b"text/html"));
    if !status.is_client_error() || !bare || of_the_demo {
        return refused;
    }
    let allow = refused.headers().get(header::ALLOW).cloned();
    let mut answer = if for_programs {
        let why = axum::body::to_bytes(refused.into_body(), EXPLANATION).await.unwrap_or_default();
        api::rejected(lang, status, String::from_utf8_lossy(&why).into_owned())
    } else {
        match status {
            StatusCode::PAYLOAD_TOO_LARGE => Fault::TooLarge,
            StatusCode::METHOD_NOT_ALLOWED => Fault::Method,
            StatusCode::NOT_FOUND => Fault::NotFound,
            StatusCode::REQUEST_TIMEOUT => Fault::Busy,
            _ => Fault::Unreadable("fault-unreadable"),
        }
        .in_language(lang)
    };
    *answer.status_mut() = status;
    if let Some(allow) = allow {
        answer.headers_mut().insert(header::ALLOW, allow);
    }
    answer
}
