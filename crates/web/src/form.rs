//! Forms: fields by name in the order they came, and the key that makes a form happen once.

use crate::{fault::Fault, page::Problem};
use app::{files, ids};
use axum::{
    extract::{DefaultBodyLimit, FromRequest, Multipart, Request},
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use procedure::{Hash, Refusal, Votes, is_plausible};
use words::{language::Lang, limits, plain};

/// The field that asks for a form to be shown again as it was typed.
pub const REDRAW: &str = "redraw";

/// A submitted form's fields. A name may come more than once.
#[derive(Clone, Debug, Default)]
pub struct Fields(pub Vec<(String, String)>);

impl Fields {
    /// The first value of a field, trimmed; empty where it did not come.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.trim())
    }

    /// The first value of a field of one line, such as a name.
    pub fn line(&self, name: &str) -> String {
        plain::line(self.get(name))
    }

    /// A value that says something.
    pub fn filled(&self, name: &str) -> Option<&str> {
        Some(self.get(name)).filter(|text| !text.is_empty())
    }

    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.trim())
    }

    /// The count of votes, none where nothing was written; the field's name where it is no number.
    pub fn votes(&self) -> Result<Option<Votes>, &'static str> {
        self.votes_of("")
    }

    /// The same of fields whose names end with `of`.
    pub fn votes_of(&self, of: &str) -> Result<Option<Votes>, &'static str> {
        let typed = |field: &'static str| (field, self.filled(&format!("{field}{of}")));
        let (in_favour, against) = (typed("votes_for"), typed("votes_against"));
        if in_favour.1.is_none() && against.1.is_none() {
            return Ok(None);
        }
        let count = |(field, text): (&'static str, Option<&str>)| match text {
            Some(text) => text.parse().map_err(|_| field),
            None => Ok(0),
        };
        Ok(Some(Votes { in_favour: count(in_favour)?, against: count(against)? }))
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(n, _)| n == name)
    }

    /// Whether the form is to be shown again as it was typed, in another language, and nothing else.
    pub fn redraw(&self) -> bool {
        self.has(REDRAW)
    }

    /// Bytes of names and values.
    pub fn size(&self) -> usize {
        self.0.iter().map(|(name, value)| name.len() + value.len()).sum()
    }

    /// Puts a value in the place of what came.
    pub fn set(&mut self, name: &str, value: &str) {
        self.0.retain(|(known, _)| known != name);
        self.0.push((name.to_owned(), value.to_owned()));
    }

    /// A refusal beside the field of this form that it is about; of the form as a whole where it has none.
    pub fn problem(&self, lang: Lang, refusal: &Refusal) -> Problem {
        let implausible = |value: &str| value.trim().parse().is_ok_and(|day| !is_plausible(day));
        let field = match refusal {
            Refusal::DayImplausible => {
                self.0.iter().find(|(_, value)| implausible(value)).map(|(name, _)| name.as_str())
            }
            refusal => refusal.fields().iter().copied().find(|name| self.has(name)),
        };
        Problem { field: field.unwrap_or_default().to_owned(), ..Problem::of(lang, refusal) }
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

/// A form that may bring a file, in the field `file`: its name and its bytes, where one was chosen.
#[derive(Debug)]
pub struct Upload {
    pub fields: Fields,
    pub file: Option<(String, Vec<u8>)>,
    /// Those after the first, where a form takes many.
    pub others: Vec<(String, Vec<u8>)>,
    /// A file came that is too large. It was read past, for what stands after it in the form.
    pub too_large: bool,
}

impl Upload {
    /// The name of the file that was chosen, whether it can be kept or not; empty where it was too large to be read.
    pub fn chosen(&self) -> Option<&str> {
        self.file.as_ref().map(|(name, _)| name.as_str()).or(self.too_large.then_some(""))
    }

    /// The file as it may be kept, `None` where none was chosen; else why it is not taken, as a catalogue key.
    pub async fn accepted(
        file: Option<(String, Vec<u8>)>,
        too_large: bool,
    ) -> Result<Option<files::Accepted>, &'static str> {
        if too_large {
            return Err(files::Unwelcome::TooLarge.key());
        }
        let Some((name, bytes)) = file else { return Ok(None) };
        files::accept(&name, bytes).await.map(Some).map_err(files::Unwelcome::key)
    }
}

/// A file's bytes, or `None` for one that is too large, read to its end all the same.
async fn read_file(part: &mut axum::extract::multipart::Field<'_>, most: usize) -> Option<Vec<u8>> {
    let mut bytes = Some(Vec::new());
    loop {
        match part.chunk().await {
            Ok(Some(chunk)) => {
                bytes = bytes.filter(|read| read.len() + chunk.len() <= most);
                if let Some(read) = &mut bytes {
                    read.extend_from_slice(&chunk);
                }
            }
            Ok(None) => return bytes,
            Err(_) => return None,
        }
    }
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Response;

    async fn from_request(mut request: Request, state: &S) -> Result<Self, Response> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
        if !kind.starts_with("multipart/form-data") {
            // Without a file there is no more than what somebody typed.
            DefaultBodyLimit::max(limits::TYPED).apply(&mut request);
            let fields = Fields::from_request(request, state).await?;
            return Ok(Self { fields, file: None, others: Vec::new(), too_large: false });
        }
        let mut parts =
            Multipart::from_request(request, state).await.map_err(axum::response::IntoResponse::into_response)?;
        let unreadable = |_| Fault::Unreadable("fault-unreadable").into_response();
        let (mut fields, mut file, mut too_large, mut typed) = (Fields::default(), None, false, 0);
        let (mut others, mut kept) = (Vec::new(), 0);
        loop {
            let mut part = match parts.next_field().await {
                Ok(Some(part)) => part,
                Ok(None) => break,
                // The rest of a form whose file was past all bounds.
                Err(_) if too_large => break,
                Err(error) => return Err(unreadable(error)),
            };
            let name = part.name().unwrap_or_default().to_owned();
            if name == "file" {
                let file_name = part.file_name().unwrap_or_default().to_owned();
                // All files together are no larger than the largest one may be.
                let read = read_file(&mut part, limits::FILE - kept).await;
                too_large |= read.is_none();
                kept += read.as_ref().map_or(0, Vec::len);
                let read =
                    read.map(|bytes| (file_name, bytes)).filter(|(name, bytes)| !name.is_empty() || !bytes.is_empty());
                others.extend(std::mem::replace(&mut file, read));
            } else {
                let value = part.text().await.map_err(unreadable)?;
                typed += name.len() + value.len();
                if typed > limits::FILE {
                    return Err(Fault::Unreadable("fault-unreadable").into_response());
                }
                fields.0.push((plain::line(&name), plain::text(&value)));
            }
        }
        Ok(Self { fields, file, others, too_large })
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
        Ok(Self(fields.into_iter().map(|(name, value)| (plain::line(&name), plain::text(&value))).collect()))
    }
}
