//! Files people send: known by what they hold, not by what they are called.

use crate::plain;
use std::io::Cursor;

/// A file that may be kept.
pub struct Accepted {
    pub name: String,
    pub media_type: &'static str,
    pub bytes: Vec<u8>,
}

/// Why a file is not taken, as a catalogue key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unwelcome {
    Empty,
    TooLarge,
    /// Neither PDF, DOCX, ODT, XLSX, PNG, JPEG nor plain text.
    Kind,
}

impl Unwelcome {
    pub fn key(self) -> &'static str {
        match self {
            Self::Empty => "file-empty",
            Self::TooLarge => "file-too-large",
            Self::Kind => "file-kind",
        }
    }
}

/// Looks at a file's content and cleans its name.
pub fn accept(name: &str, bytes: Vec<u8>) -> Result<Accepted, Unwelcome> {
    if bytes.is_empty() {
        return Err(Unwelcome::Empty);
    }
    if bytes.len() > crate::limits::FILE {
        return Err(Unwelcome::TooLarge);
    }
    let (media_type, ending) = sniff(&bytes).ok_or(Unwelcome::Kind)?;
    Ok(Accepted { name: clean(&plain::line(name), ending), media_type, bytes })
}

fn sniff(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    if bytes.starts_with(b"%PDF-") {
        return Some(("application/pdf", "pdf"));
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some(("image/png", "png"));
    }
    if infer::image::is_jpeg(bytes) {
        return Some(("image/jpeg", "jpg"));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return office(bytes);
    }
    let text = std::str::from_utf8(bytes).ok()?;
    let plain = !text.contains('\0') && !markup(text);
    plain.then_some(("text/plain; charset=utf-8", "txt"))
}

/// A zip that holds what its kind must hold. Nothing is unpacked.
fn office(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let has = |name: &str| archive.index_for_name(name).is_some();
    if has("word/document.xml") {
        Some(("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"))
    } else if has("xl/workbook.xml") {
        Some(("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"))
    } else if has("content.xml") && has("mimetype") {
        Some(("application/vnd.oasis.opendocument.text", "odt"))
    } else {
        None
    }
}

/// HTML or SVG under another name.
fn markup(text: &str) -> bool {
    let start = text.trim_start_matches('\u{feff}').trim_start().get(..1).unwrap_or_default();
    start == "<"
}

/// The name alone, without a path or anything a file system minds, with the ending its content has.
fn clean(name: &str, ending: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String =
        last.chars().filter(|c| !c.is_control() && !r#"<>:"|?*"#.contains(*c) && !invisible(*c)).collect();
    let stem = kept.trim().trim_matches('.').rsplit_once('.').map_or(kept.trim(), |(stem, _)| stem);
    let stem: String = stem.trim().trim_matches('.').chars().take(100).collect();
    if stem.is_empty() { format!("file.{ending}") } else { format!("{stem}.{ending}") }
}

fn invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_it_holds() {
        assert_eq!(accept("a.pdf", b"%PDF-1.7 ...".to_vec()).map(|f| f.media_type).ok(), Some("application/pdf"));
        assert_eq!(accept("a.pdf", b"<html><script>".to_vec()).err(), Some(Unwelcome::Kind));
        assert_eq!(accept("a.svg", b"  <svg onload=x>".to_vec()).err(), Some(Unwelcome::Kind));
        assert_eq!(accept("a.zip", b"PK\x03\x04garbage".to_vec()).err(), Some(Unwelcome::Kind));
        assert_eq!(accept("a.txt", Vec::new()).err(), Some(Unwelcome::Empty));
    }

    #[test]
    fn names_are_cleaned() {
        let name = |name: &str| accept(name, b"tekst".to_vec()).map(|f| f.name).unwrap_or_default();
        assert_eq!(name("../../x"), "x.txt");
        assert_eq!(name("C:\\temp\\Høringssvar.txt"), "Høringssvar.txt");
        assert_eq!(name("a\r\nb\u{202e}.pdf"), "ab.txt");
        assert_eq!(name("..."), "file.txt");
    }
}
