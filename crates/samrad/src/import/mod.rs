//! Turns a text that already exists into the sections of a new draft, by its headings.

mod decode;
mod docx;
mod markdown;
pub mod meetings;
mod plain;
mod running;
mod shape;
#[cfg(test)]
mod tests;

pub use plain::plain;

/// The largest upload read, in bytes.
pub const LARGEST: usize = 25 * 1024 * 1024;

/// One chapter or sub-chapter. The heading is one line without marks and is empty for text before the first heading.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Section {
    pub heading: String,
    /// Lines and blank lines as they were, lists as lines that begin with a dash; may be empty.
    pub body: String,
}

/// A text taken apart: every line that is not blank is in the title, a section or `dropped`.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Imported {
    pub title: Option<String>,
    pub sections: Vec<Section>,
    /// Running headers and footers left out, each once and followed by how often it stood there: `Fjord (×4)`.
    pub dropped: Vec<String>,
}

/// Why a file gave no sections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportError {
    /// More than [`LARGEST`] bytes, or a DOCX that grows past its limit when unpacked.
    #[error("the file is too large to import")]
    TooLarge,
    /// Neither a DOCX nor text: an image, a PDF, another kind of archive.
    #[error("the file is not a text")]
    NotText,
    #[error("the DOCX file is damaged")]
    BrokenDocx,
    #[error("the file has no text in it")]
    Empty,
}

impl ImportError {
    /// The name of the sentence that tells the user.
    pub fn key(self) -> &'static str {
        match self {
            Self::TooLarge => "import-too-large",
            Self::NotText => "import-not-text",
            Self::BrokenDocx => "import-broken-docx",
            Self::Empty => "import-empty",
        }
    }
}

/// Reads DOCX, Markdown or plain text; the content decides, the name settles what the content leaves open.
pub fn import(file_name: &str, bytes: &[u8]) -> Result<Imported, ImportError> {
    if bytes.len() > LARGEST {
        return Err(ImportError::TooLarge);
    }
    let imported = if bytes.starts_with(b"PK") {
        docx::read(bytes, has_extension(file_name, "docx"))?
    } else {
        let text = decode::text(bytes)?;
        if has_extension(file_name, "md") || markdown::has_headings(&text) {
            markdown::read(&text)
        } else {
            plain(&text)
        }
    };
    if imported.title.is_none() && imported.sections.is_empty() {
        return Err(ImportError::Empty);
    }
    Ok(imported)
}

fn has_extension(file_name: &str, wanted: &str) -> bool {
    file_name.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case(wanted))
}

/// Collects headings and bodies in reading order.
#[derive(Default)]
struct Sections {
    done: Vec<Section>,
    heading: Option<String>,
    body: String,
}

impl Sections {
    fn heading(&mut self, heading: &str) {
        self.close();
        self.heading = Some(plain_spaces(heading));
    }

    /// Adds to the open section, after `gap` when something is there already.
    fn body(&mut self, text: &str, gap: &str) {
        if !self.body.is_empty() {
            self.body.push_str(gap);
        }
        self.body.push_str(text);
    }

    fn close(&mut self) {
        let body = std::mem::take(&mut self.body);
        let body = without_blank_edges(&body).to_owned();
        match self.heading.take() {
            Some(heading) => self.done.push(Section { heading, body }),
            None if !body.is_empty() => self.done.push(Section { heading: String::new(), body }),
            None => {}
        }
    }

    fn finish(mut self) -> Vec<Section> {
        self.close();
        self.done
    }
}

/// For headings and titles, which are compared and wrapped freely.
fn plain_spaces(text: &str) -> String {
    text.replace(['\u{A0}', '\u{202F}'], " ")
}

/// Cuts blank lines at both ends, and keeps the indentation of the first line that has text.
fn without_blank_edges(text: &str) -> &str {
    let text = text.trim_end();
    let indented = text.len() - text.trim_start().len();
    let start = text[..indented].rfind('\n').map_or(0, |newline| newline + 1);
    &text[start..]
}
