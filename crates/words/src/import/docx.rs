//! Word documents: sections by heading styles, or by shape when the writer used none.

mod body;
mod numbering;
mod styles;

use super::{ImportError, Imported, Notice, Sections, decode, plain};
use crate::package::{Package, Unread};
use body::Kind;

impl From<Unread> for ImportError {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::TooLarge => Self::TooLarge,
            Unread::Broken => Self::BrokenDocx,
        }
    }
}

/// `named` says whether the file calls itself a DOCX, which decides what a package without a document is.
pub fn read(bytes: &[u8], named: bool) -> Result<Imported, ImportError> {
    let strange = if named { ImportError::BrokenDocx } else { ImportError::NotText };
    let mut package = Package::open(bytes).map_err(|unread| match unread {
        Unread::TooLarge => ImportError::TooLarge,
        Unread::Broken => strange,
    })?;
    let main = package.main("word/document.xml")?;
    let document = package.part(&main)?.ok_or(strange)?;
    let styles = match package.beside(&main, "styles")? {
        Some(xml) => styles::Styles::read(&xml)?,
        None => styles::Styles::default(),
    };
    let body::Read { mut paragraphs, pictures, lowered, listed } = body::read(&document, &styles)?;
    let mut notices = Vec::new();
    for kind in ["footnotes", "endnotes"] {
        let Some(notes) = package.beside(&main, kind)? else { continue };
        let before = paragraphs.len();
        paragraphs
            .extend(body::read(&notes, &styles)?.paragraphs.into_iter().filter(|note| note.kind != Kind::Heading));
        if paragraphs.len() > before && !notices.contains(&Notice::NotesMoved) {
            notices.push(Notice::NotesMoved);
        }
    }
    if !pictures.is_empty() {
        notices.push(Notice::PicturesLeftOut(pictures));
    }
    if lowered {
        notices.push(Notice::SymbolsChanged);
    }
    if listed && package.beside(&main, "numbering")?.is_some_and(|xml| numbering::counts(&xml)) {
        notices.push(Notice::NumbersLeftOut);
    }
    let imported = take_apart(paragraphs);
    Ok(Imported { notices, ..imported })
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
    Imported { title, sections: sections.finish(), ..Imported::default() }
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
