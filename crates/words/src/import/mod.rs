//! Turns a text that already exists into the sections of a new draft, by its headings.

mod cells;
mod decode;
mod docx;
mod heading_number;
mod html;
mod markdown;
pub mod meetings;
mod pieces;
mod plain;
pub mod report;
mod running;
mod shape;
mod taken;
#[cfg(test)]
mod tests;

use crate::plain as people;
use crate::{limits, package};
use decode::Notice;
use plain::plain;
use procedure::{Hash, Section};
use report::{Report, What};

/// A text taken apart: whatever stood in the file is in the title or a section, or the report tells of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Imported {
    pub title: Option<String>,
    /// In their canonical form. An id is given only where the file says one.
    pub sections: Vec<Section>,
    /// The pictures that the sections name, each once.
    pub pictures: Vec<Picture>,
    pub report: Report,
}

/// A picture of a sort that pages show.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Picture {
    pub hash: Hash,
    pub name: String,
    pub media_type: &'static str,
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

impl Picture {
    /// By what it holds, whatever it is called: a drawing that may hold code, as SVG, is none.
    pub fn of(name: &str, bytes: Vec<u8>) -> Option<Self> {
        let media_type = match bytes.as_slice() {
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => "image/png",
            [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => "image/gif",
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "image/webp",
            _ => return None,
        };
        Some(Self { hash: Hash::of(&bytes), name: people::line(name), media_type, bytes })
    }
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
        let page = ["html", "htm"].iter().any(|ending| has_extension(file_name, ending)) || html::is_page(&text);
        let mut imported = if page {
            html::read(&text)?
        } else if has_extension(file_name, "md") || markdown::has_headings(&text) {
            markdown::read(&text)
        } else {
            plain(&text)
        };
        match notice {
            Some(Notice::Unread(places)) => imported.report.count(What::Unread, places),
            Some(Notice::OldEncoding) => imported.report.add(What::OldEncoding),
            None => {}
        }
        imported
    };
    let imported = imported.taken_in();
    if imported.title.is_none() && imported.sections.is_empty() {
        return Err(ImportError::Empty);
    }
    Ok(imported)
}

fn has_extension(file_name: &str, wanted: &str) -> bool {
    file_name.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case(wanted))
}

/// Cuts blank lines at both ends, and keeps the indentation of the first line that has text.
fn without_blank_edges(text: &str) -> &str {
    let text = text.trim_end();
    let indented = text.len() - text.trim_start().len();
    let start = text[..indented].rfind('\n').map_or(0, |newline| newline + 1);
    &text[start..]
}
