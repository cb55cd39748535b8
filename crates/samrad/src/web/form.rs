//! Forms: fields by name in the order they came, and the key that makes a form happen once.

use crate::ids;
use axum::{
    extract::{FromRequest, Request},
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use procedure::Hash;

/// A submitted form's fields. A name may come more than once.
#[derive(Clone, Debug, Default)]
pub struct Fields(pub Vec<(String, String)>);

impl Fields {
    /// The first value of a field, trimmed; empty where it did not come.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.trim())
    }

    /// A value that says something.
    pub fn filled(&self, name: &str) -> Option<&str> {
        Some(self.get(name)).filter(|text| !text.is_empty())
    }

    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.trim())
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(n, _)| n == name)
    }

    /// The same nonce with the same fields is the same form sent again; corrected fields are a new one.
    pub fn key(&self, action: &str) -> Option<ledger::Key> {
        let nonce = self.filled("nonce")?;
        let mut text = action.to_owned();
        for (name, value) in &self.0 {
            text.push('\u{1f}');
            text.push_str(name);
            text.push('\u{1e}');
            text.push_str(value);
        }
        let body = Hash::of(text.as_bytes());
        Some(ledger::Key { key: format!("form:{nonce}:{body}"), body })
    }
}

/// For a form's hidden field.
pub fn nonce() -> String {
    ids::secret()
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
        if !kind.starts_with("application/x-www-form-urlencoded") {
            return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response());
        }
        let axum_extra::extract::Form(fields) =
            axum_extra::extract::Form::<Vec<(String, String)>>::from_request(request, state)
                .await
                .map_err(axum::response::IntoResponse::into_response)?;
        // Browsers send line ends as CR LF; texts are kept with LF.
        let fields = fields.into_iter().map(|(name, value)| (name, value.replace("\r\n", "\n"))).collect();
        Ok(Self(fields))
    }
}
