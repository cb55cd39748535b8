//! A form that ends at a page about something gone wrong is given back on that page: what people wrote can be read and
//! copied, whatever came between.

use super::{
    Shared,
    fault::Said,
    form::{Fields, Upload},
    who,
};
use axum::{
    body::{Body, to_bytes},
    extract::{FromRequest as _, Request, State},
    http::{Method, header},
    middleware::Next,
    response::Response,
};
use words::limits;

/// Fields of a form that a person wrote in, to be read and copied.
pub fn texts(fields: &Fields) -> Vec<String> {
    let written = |(name, value): &(String, String)| {
        (name != "before" && !value.trim().is_empty() && (is_prose(name) || !is_choice(value))).then(|| value.clone())
    };
    fields.0.iter().filter_map(written).collect()
}

/// Fields for sentences, however short.
fn is_prose(name: &str) -> bool {
    let own = name.strip_suffix("_nb").or_else(|| name.strip_suffix("_nn")).unwrap_or(name);
    matches!(own, "text" | "reason" | "letter") || name.starts_with("remark-") || name.starts_with("proposed-")
}

/// A value that a form has itself: a choice, a day, a number, a key.
fn is_choice(value: &str) -> bool {
    value
        .chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-' | ':' | '.' | '/' | '?' | '='))
}

/// A form with a large file is not held on to: its own page gives back what was typed beside the file.
pub async fn give_back(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if request.method() != Method::POST || length.is_none_or(|length: usize| length > limits::BODY) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let asked = who::asked(&parts.uri);
    let again = parts.clone();
    let Ok(bytes) = to_bytes(body, limits::BODY).await else {
        return next.run(Request::from_parts(parts, Body::empty())).await;
    };
    let response = next.run(Request::from_parts(parts, Body::from(bytes.clone()))).await;
    let Some(said) = response.extensions().get::<Said>().cloned() else { return response };
    let Ok(upload) = Upload::from_request(Request::from_parts(again, Body::from(bytes)), &app).await else {
        return response;
    };
    let texts = texts(&upload.fields);
    if texts.is_empty() { response } else { said.with(asked, texts, response) }
}
