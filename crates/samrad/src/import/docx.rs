//! Word documents: sections by heading styles, or by shape when the writer used none.

mod body;
mod styles;

use std::io::{Cursor, Read};

use body::Kind;
use zip::ZipArchive;
use zip::result::ZipError;

use super::{ImportError, Imported, Sections, decode, plain};

/// The most that one part of the package may hold when unpacked, in bytes.
const LARGEST_PART: u64 = 32 * 1024 * 1024;

/// `named` says whether the file calls itself a DOCX, which decides what a package without a document is.
pub fn read(bytes: &[u8], named: bool) -> Result<Imported, ImportError> {
    let strange = if named { ImportError::BrokenDocx } else { ImportError::NotText };
    let mut package = ZipArchive::new(Cursor::new(bytes)).map_err(|_| strange)?;
    let document = part(&mut package, "word/document.xml")?.ok_or(strange)?;
    let styles = match part(&mut package, "word/styles.xml")? {
        Some(xml) => styles::Styles::read(&xml)?,
        None => styles::Styles::default(),
    };
    let mut paragraphs = body::read(&document, &styles)?;
    if let Some(notes) = part(&mut package, "word/footnotes.xml")? {
        paragraphs.extend(body::read(&notes, &styles)?.into_iter().filter(|note| note.kind != Kind::Heading));
    }
    Ok(take_apart(paragraphs))
}

fn part(package: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, ImportError> {
    let file = match package.by_name(name) {
        Ok(file) => file,
        Err(ZipError::FileNotFound) => return Ok(None),
        Err(_) => return Err(ImportError::BrokenDocx),
    };
    let mut content = Vec::new();
    file.take(LARGEST_PART + 1).read_to_end(&mut content).map_err(|_| ImportError::BrokenDocx)?;
    if content.len() as u64 > LARGEST_PART {
        return Err(ImportError::TooLarge);
    }
    String::from_utf8(content).map(Some).map_err(|_| ImportError::BrokenDocx)
}

fn take_apart(paragraphs: Vec<body::Paragraph>) -> Imported {
    if !paragraphs.iter().any(|paragraph| paragraph.kind == Kind::Heading) {
        return plain(&as_text(&paragraphs));
    }
    let mut title: Vec<String> = Vec::new();
    let mut sections = Sections::default();
    let mut before = Kind::Text;
    for paragraph in paragraphs {
        let text = decode::clean(&paragraph.text);
        if text.trim().is_empty() {
            continue;
        }
        match paragraph.kind {
            Kind::Title => title.push(one_line(&text)),
            Kind::Heading => sections.heading(&one_line(&text)),
            kind => sections.body(text.trim_end(), gap(before, kind)),
        }
        before = paragraph.kind;
    }
    let title = (!title.is_empty()).then(|| title.join(" "));
    Imported { title, sections: sections.finish(), dropped: Vec::new() }
}

fn as_text(paragraphs: &[body::Paragraph]) -> String {
    let mut text = String::new();
    let mut before = Kind::Text;
    for paragraph in paragraphs.iter().filter(|paragraph| !paragraph.text.trim().is_empty()) {
        text.push_str(gap(before, paragraph.kind));
        text.push_str(&paragraph.text);
        before = paragraph.kind;
    }
    text
}

/// Items of a list and rows of a table stand together, everything else apart.
fn gap(before: Kind, after: Kind) -> &'static str {
    if before == after && matches!(after, Kind::Item | Kind::Row) { "\n" } else { "\n\n" }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
