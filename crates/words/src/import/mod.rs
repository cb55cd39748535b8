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

use crate::plain as people;
use crate::{limits, package};

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
    pub notices: Vec<Notice>,
}

/// What a person should look over, because the text is not quite as it was.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// So many places could not be read, and hold a mark instead.
    Unread(usize),
    /// The file is of a time when letters had other numbers; which, was guessed.
    OldEncoding,
    /// Footnotes and endnotes stand at the end.
    NotesMoved,
    /// Pictures and drawings, by their names; empty where they have none.
    PicturesLeftOut(Vec<String>),
    /// Letters of a symbol font are gone, and raised and lowered ones stand on the line.
    SymbolsChanged,
    /// Numbers and letters that Word itself writes before paragraphs are gone.
    NumbersLeftOut,
}

/// Why a file gave no sections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportError {
    /// More than [`limits::FILE`] bytes, or a DOCX that grows past its limits when unpacked.
    #[error("the file is too large to import")]
    TooLarge,
    /// Neither a DOCX nor text: an image, a PDF, another kind of archive.
    #[error("the file is not a text")]
    NotText,
    #[error("the DOCX file is damaged")]
    BrokenDocx,
    #[error("the file cannot be opened without its password")]
    Locked,
    #[error("the file is of the format that Word had before DOCX")]
    OldOffice,
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
            Self::Locked => "file-locked",
            Self::OldOffice => "file-old-office",
            Self::Empty => "import-empty",
        }
    }
}

/// Reads DOCX, Markdown or plain text; the content decides, the name settles what the content leaves open.
pub fn import(file_name: &str, bytes: &[u8]) -> Result<Imported, ImportError> {
    if bytes.len() > limits::FILE {
        return Err(ImportError::TooLarge);
    }
    if package::is_locked(bytes) {
        return Err(ImportError::Locked);
    }
    if package::is_old_office(bytes) {
        return Err(ImportError::OldOffice);
    }
    let imported = if bytes.starts_with(b"PK") {
        docx::read(bytes, has_extension(file_name, "docx"))?
    } else {
        let (text, notice) = decode::text(bytes)?;
        let imported = if has_extension(file_name, "md") || markdown::has_headings(&text) {
            markdown::read(&text)
        } else {
            plain(&text)
        };
        Imported { notices: notice.into_iter().collect(), ..imported }
    };
    if imported.title.is_none() && imported.sections.is_empty() {
        return Err(ImportError::Empty);
    }
    Ok(imported.taken_in())
}

impl Imported {
    /// The text as people's text is kept, whichever way it came in.
    fn taken_in(self) -> Self {
        let section = |s: Section| Section { heading: people::line(&s.heading), body: people::text(&s.body) };
        Self {
            title: self.title.map(|title| people::line(&title)),
            sections: self.sections.into_iter().map(section).collect(),
            dropped: self.dropped.iter().map(|line| people::text(line)).collect(),
            notices: self.notices,
        }
    }
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
