//! What goes wrong on the way to a page, and the page that says so with a way out.

use crate::page::Page;
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use std::time::Duration;
use words::language::Lang;

/// Seconds until it makes sense to ask again, where the database is busy, and where a person must do something first.
pub const BUSY_SECONDS: u64 = 5;
pub const FULL_SECONDS: u64 = 60;

/// A request that did not lead to its page. Logged once, here.
#[derive(Debug)]
pub enum Fault {
    NotFound,
    /// Not logged in: to the log-in page.
    Stranger,
    Forbidden,
    /// A form that cannot become a command: what was wrong, as a catalogue key.
    Unreadable(&'static str),
    /// A form beyond what is taken.
    TooLarge,
    /// An address that is not asked in this way, such as a form's by `GET`.
    Method,
    Busy,
    /// The disk is full: what is kept can be read, and nothing is written.
    Full,
    /// Too many wrong links from one place; how long until the next is looked at.
    TooMany(Duration),
    /// A newer version wrote the document.
    Newer,
    Broken(anyhow::Error),
    Refused(Box<procedure::Refusal>),
}

#[derive(Template, WebTemplate)]
#[template(path = "fault.html")]
struct FaultPage {
    page: Page,
    sentence: String,
    /// What was typed in the form that ended here.
    texts: Vec<String>,
}

/// What a fault's page said, for a page that says it again beside what was typed.
#[derive(Clone)]
pub struct Said {
    lang: Lang,
    /// The page knew its reader's language.
    chosen: bool,
    title: &'static str,
    key: Option<&'static str>,
    sentence: String,
}

impl Said {
    /// The page in the reader's language, where it was made without knowing it.
    pub fn reworded(self, lang: Lang, answer: Response) -> Response {
        if self.chosen || self.lang == lang { answer } else { self.with(Some(lang), Vec::new(), answer) }
    }

    /// The answer with what was typed; its status and headers are kept.
    pub fn with(self, asked: Option<Lang>, texts: Vec<String>, answer: Response) -> Response {
        let lang = asked.unwrap_or(self.lang);
        let sentence = self.key.map_or(self.sentence, |key| lang.t(key));
        let (mut head, _) = answer.into_parts();
        head.headers.remove(header::CONTENT_LENGTH);
        let page = FaultPage { page: Page::plain(lang, lang.t(self.title)), sentence, texts };
        Response::from_parts(head, page.into_response().into_body())
    }
}

impl From<ledger::Error> for Fault {
    fn from(error: ledger::Error) -> Self {
        match error {
            ledger::Error::NotFound => Self::NotFound,
            ledger::Error::Busy | ledger::Error::Lost(_) => Self::Busy,
            ledger::Error::Full => Self::Full,
            ledger::Error::Newer => Self::Newer,
            ledger::Error::Refused(refusal) => Self::Refused(Box::new(refusal)),
            ledger::Error::KeyReused => Self::Unreadable("fault-key-reused"),
            other => Self::Broken(other.into()),
        }
    }
}

impl From<anyhow::Error> for Fault {
    fn from(error: anyhow::Error) -> Self {
        Self::Broken(error)
    }
}

impl Fault {
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Stranger => StatusCode::SEE_OTHER,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::Unreadable(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy | Self::Full | Self::Newer => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Refused(_) => StatusCode::CONFLICT,
        }
    }

    /// What happened in a few words, as a catalogue key.
    fn title(&self) -> &'static str {
        match self {
            Self::NotFound | Self::Stranger => "fault-not-found-title",
            Self::Forbidden | Self::Unreadable(_) | Self::TooLarge | Self::Method | Self::Refused(_) => {
                "fault-not-done"
            }
            Self::TooMany(_) | Self::Busy | Self::Full | Self::Newer => "fault-not-now",
            Self::Broken(_) => "fault-title",
        }
    }

    fn key(&self) -> &'static str {
        match self {
            Self::NotFound | Self::Stranger => "fault-not-found",
            Self::Forbidden => "fault-forbidden",
            Self::Unreadable(key) => key,
            Self::TooLarge => "fault-too-large",
            Self::Method => "fault-method",
            Self::TooMany(_) => "fault-too-many",
            Self::Busy => "fault-busy",
            Self::Full => "fault-full",
            Self::Newer => "fault-newer",
            Self::Broken(_) | Self::Refused(_) => "fault-broken",
        }
    }

    /// The page in a language.
    pub fn in_language(self, lang: Lang) -> Response {
        self.page(lang, true)
    }

    fn page(self, lang: Lang, chosen: bool) -> Response {
        if let Self::Broken(error) = &self {
            tracing::error!(error = format!("{error:#}"), "a page broke");
        }
        if matches!(self, Self::Stranger) {
            return axum::response::Redirect::to("/login").into_response();
        }
        let (key, sentence) = match &self {
            Self::Refused(refusal) => (None, lang.refusal(refusal)),
            other => (Some(other.key()), lang.t(other.key())),
        };
        let title = self.title();
        let page = Page::plain(lang, lang.t(title));
        let shown = FaultPage { page, sentence: sentence.clone(), texts: Vec::new() };
        let mut response = (self.status(), shown).into_response();
        response.extensions_mut().insert(Said { lang, chosen, title, key, sentence });
        let again = match self {
            Self::TooMany(wait) => Some(wait.as_secs() + 1),
            Self::Busy => Some(BUSY_SECONDS),
            Self::Full | Self::Newer => Some(FULL_SECONDS),
            _ => None,
        };
        if let Some(seconds) = again {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        self.page(Lang::default(), false)
    }
}
