//! A form that comes when the session has ended is given back, to be sent on after log-in: nothing of it is stored here,
//! it stays in the window it was typed in. And a language that was chosen over a form is remembered.

use crate::{
    Shared,
    fault::Fault,
    form::{Fields, REDRAW, Upload},
    page::Page,
    returned::texts,
    who::{self, Coordinator, Reader},
};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    extract::{DefaultBodyLimit, FromRequest as _, FromRequestParts, Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use words::limits;

#[derive(Template, WebTemplate)]
#[template(path = "login/kept.html")]
struct KeptPage {
    page: Page,
    action: String,
    fields: Vec<(String, String)>,
    /// What a person wrote, to be read and copied.
    texts: Vec<String>,
}

/// Where a form's page can be shown again as it was typed. What was written in others is shown, to be copied.
fn page_of(path: &str) -> Option<String> {
    let forms = ["/text", "/hearing", "/assess"].iter().any(|end| path.ends_with(end))
        || path == "/desk/documents/new"
        || path.contains("/act/")
        || path.starts_with("/desk/contacts/")
        || (path.starts_with("/desk/meetings/") && !path.ends_with("/remove"));
    match path.strip_suffix("/import") {
        Some(document) => Some(format!("{document}/text")),
        None => forms.then(|| path.to_owned()),
    }
}

pub async fn give_back(State(app): State<Shared>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST || !request.uri().path().starts_with("/desk/") {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let asked = who::asked(&parts.uri);
    let known = <Coordinator as FromRequestParts<Shared>>::from_request_parts(&mut parts, &app).await;
    let path = page_of(parts.uri.path());
    let Ok(Reader(lang)) = Reader::from_request_parts(&mut parts, &app).await;
    let mut request = Request::from_parts(parts, body);
    if let Err(Fault::Stranger) = known {
        // A file comes along and is read past, for what stands after it in the form.
        DefaultBodyLimit::max(limits::UPLOAD).apply(&mut request);
        return match Upload::from_request(request, &app).await {
            Ok(upload) if path.is_some() || !texts(&upload.fields).is_empty() => {
                (StatusCode::FORBIDDEN, page(lang, path.unwrap_or_default(), upload.fields)).into_response()
            }
            Ok(_) => Fault::Stranger.into_response(),
            Err(refused) => refused,
        };
    }
    let mut response = next.run(request).await;
    let cookie = asked.map(|lang| format!("lang={}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000", lang.code()));
    if let Some(cookie) = cookie.and_then(|cookie| HeaderValue::try_from(cookie).ok()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

fn page(lang: words::language::Lang, action: String, fields: Fields) -> KeptPage {
    let texts = texts(&fields);
    let fields = fields.0.into_iter().filter(|(name, _)| !matches!(name.as_str(), REDRAW | "do")).collect();
    KeptPage { page: Page::plain(lang, lang.t("kept-title")), action, fields, texts }
}
