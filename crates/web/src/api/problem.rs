//! What goes wrong, as programs read it: problem details (RFC 9457).

use crate::{Shared, command::Unread, fault::Fault, who};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use procedure::Refusal;
use serde::Serialize;
use std::convert::Infallible;
use words::language::Lang;

/// The language `detail` is written in.
#[derive(Clone, Copy)]
pub struct NegotiatedLanguage(pub Lang);

impl FromRequestParts<Shared> for NegotiatedLanguage {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Shared) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers))
    }
}

impl NegotiatedLanguage {
    fn of(headers: &HeaderMap) -> Self {
        Self(who::accepted(headers).unwrap_or_default())
    }

    /// A problem in this language.
    pub fn problem(self, error: impl Into<Cause>) -> Problem {
        Problem { cause: error.into(), lang: self.0 }
    }
}

#[derive(Debug)]
pub enum Cause {
    Ledger(ledger::Error),
    /// What cannot become a command, and why, as the parser says it.
    Unreadable(String),
    /// A file beyond what is taken.
    TooLarge,
    /// What the framework refused by itself, and its explanation.
    Rejected(StatusCode, String),
    Stranger,
    NotFound,
}

pub struct Problem {
    cause: Cause,
    lang: Lang,
}

/// A problem as it is sent.
#[derive(Serialize)]
pub struct Body {
    #[serde(rename = "type")]
    kind: String,
    title: String,
    status: u16,
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    refusal: Option<String>,
    /// The refusal's own fields: the earliest deadline, the municipality that has no contact, …
    #[serde(flatten)]
    fields: serde_json::Map<String, serde_json::Value>,
}

impl From<ledger::Error> for Cause {
    fn from(error: ledger::Error) -> Self {
        match error {
            ledger::Error::NotFound => Self::NotFound,
            other => Self::Ledger(other),
        }
    }
}

impl From<String> for Cause {
    fn from(text: String) -> Self {
        Self::Unreadable(text)
    }
}

impl From<Unread> for Cause {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::Unreadable(why) => Self::Unreadable(why),
            Unread::Ledger(error) => error.into(),
        }
    }
}

impl From<Fault> for Cause {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Stranger => Self::Stranger,
            Fault::Broken(error) => Self::Ledger(ledger::Error::Broken(format!("{error:#}"))),
            Fault::Busy => Self::Ledger(ledger::Error::Busy),
            Fault::Full => Self::Ledger(ledger::Error::Full),
            Fault::Newer => Self::Ledger(ledger::Error::Newer),
            _ => Self::NotFound,
        }
    }
}

impl Problem {
    fn parts(&self) -> (StatusCode, &'static str, String) {
        let lang = self.lang;
        match &self.cause {
            Cause::Stranger => (StatusCode::UNAUTHORIZED, "unauthorized", lang.t("api-unauthorized")),
            Cause::NotFound => (StatusCode::NOT_FOUND, "not-found", lang.t("api-not-found")),
            Cause::Unreadable(why) => {
                (StatusCode::UNPROCESSABLE_ENTITY, "unreadable", lang.with("api-unreadable", &[("why", why.into())]))
            }
            Cause::Rejected(status, why) => {
                let (kind, detail) = match *status {
                    StatusCode::PAYLOAD_TOO_LARGE => ("too-large", lang.t("api-too-large")),
                    StatusCode::METHOD_NOT_ALLOWED => ("method-not-allowed", lang.t("fault-method")),
                    StatusCode::NOT_FOUND => ("not-found", lang.t("api-not-found")),
                    StatusCode::REQUEST_TIMEOUT => ("busy", lang.t("fault-busy")),
                    _ => ("unreadable", lang.with("api-unreadable", &[("why", why.into())])),
                };
                (*status, kind, detail)
            }
            Cause::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too-large", lang.t("file-too-large")),
            Cause::Ledger(ledger::Error::Refused(refusal)) => (StatusCode::CONFLICT, "refused", lang.refusal(refusal)),
            Cause::Ledger(ledger::Error::KeyReused) => {
                (StatusCode::UNPROCESSABLE_ENTITY, "key-reused", lang.t("api-key-reused"))
            }
            Cause::Ledger(ledger::Error::Busy | ledger::Error::Lost(_)) => {
                (StatusCode::SERVICE_UNAVAILABLE, "busy", lang.t("fault-busy"))
            }
            Cause::Ledger(ledger::Error::Full) => (StatusCode::SERVICE_UNAVAILABLE, "full", lang.t("fault-full")),
            Cause::Ledger(ledger::Error::Newer) => (StatusCode::SERVICE_UNAVAILABLE, "newer", lang.t("fault-newer")),
            Cause::Ledger(ledger::Error::Conflict) => (StatusCode::CONFLICT, "conflict", lang.t("fault-busy")),
            Cause::Ledger(_) => (StatusCode::INTERNAL_SERVER_ERROR, "broken", lang.t("fault-broken")),
        }
    }

    fn refusal(&self) -> Option<&Refusal> {
        match &self.cause {
            Cause::Ledger(ledger::Error::Refused(refusal)) => Some(refusal),
            _ => None,
        }
    }
}

impl Problem {
    /// The status and the body, where a problem is one of several answers in a response.
    pub fn body(&self) -> (StatusCode, Body) {
        if let Cause::Ledger(
            error @ (ledger::Error::Database(_) | ledger::Error::Storage(_) | ledger::Error::Broken(_)),
        ) = &self.cause
        {
            tracing::error!(%error, "a request of a program broke");
        }
        let (status, kind, detail) = self.parts();
        let fields = self.refusal().and_then(|refusal| serde_json::to_value(refusal).ok());
        let mut fields = fields.and_then(|value| value.as_object().cloned()).unwrap_or_default();
        fields.remove("refusal");
        let body = Body {
            kind: format!("/api/openapi.json#{kind}"),
            title: kind.to_owned(),
            status: status.as_u16(),
            detail,
            refusal: self.refusal().map(Refusal::name),
            fields,
        };
        (status, body)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, body) = self.body();
        let mut response = (status, axum::Json(body)).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    }
}

/// A program with a token, or the problem that it has none.
pub struct Caller(pub who::Program);

/// A document that a program's token opens, or the problem that there is none.
pub struct Opened(pub who::Opened);

macro_rules! or_problem {
    ($name:ident, $who:ty) => {
        impl FromRequestParts<Shared> for $name {
            type Rejection = Problem;

            async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Problem> {
                let found = <$who as FromRequestParts<Shared>>::from_request_parts(parts, app).await;
                found.map(Self).map_err(|fault| NegotiatedLanguage::of(&parts.headers).problem(fault))
            }
        }
    };
}

or_problem!(Caller, who::Program);
or_problem!(Opened, who::Opened);
