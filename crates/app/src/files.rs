//! Files people send: known by what they hold, not by what they are called.

use words::{
    package::{self, Package, Unread},
    pdf, plain, tokens,
};

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
    /// It cannot be opened without a password, or not be read here because it is locked against being changed.
    Locked,
    /// A DOC or XLS, as Office wrote them before DOCX and XLSX.
    OldOffice,
    /// A package of more parts than are looked at.
    TooManyParts,
    /// It unpacks to more than is looked through.
    TooMuch,
    /// A link of ours stands in it: whoever reads the file could answer by it.
    Link,
}

impl Unwelcome {
    pub fn key(self) -> &'static str {
        match self {
            Self::Empty => "file-empty",
            Self::TooLarge => "file-too-large",
            Self::Kind => "file-kind",
            Self::Locked => "file-locked",
            Self::OldOffice => "file-old-office",
            Self::TooManyParts => "file-too-many-parts",
            Self::TooMuch => "file-too-much",
            Self::Link => "file-link",
        }
    }
}

/// Looks at a file's content and cleans its name, beside the requests that are answered meanwhile: a large file takes
/// seconds to look through.
pub async fn accept(name: &str, bytes: Vec<u8>) -> Result<Accepted, Unwelcome> {
    let name = name.to_owned();
    tokio::task::spawn_blocking(move || looked_through(&name, bytes)).await.unwrap_or(Err(Unwelcome::Kind))
}

/// The tokens of our links are taken out of a text. A document that holds one is refused: where a link can be followed,
/// the words around it may show it too, in a form that cannot be read here.
pub fn looked_through(name: &str, mut bytes: Vec<u8>) -> Result<Accepted, Unwelcome> {
    if bytes.is_empty() {
        return Err(Unwelcome::Empty);
    }
    if bytes.len() > words::limits::FILE {
        return Err(Unwelcome::TooLarge);
    }
    let (media_type, ending) = sniff(&bytes)?;
    match ending {
        "txt" => bytes = plain::without_tokens(&String::from_utf8_lossy(&bytes)).into_owned().into_bytes(),
        "pdf" => {
            if pdf::is_encrypted(&bytes).map_err(|_| Unwelcome::TooMuch)? {
                return Err(Unwelcome::Locked);
            }
            if pdf::any_text(&bytes, tokens::stand_in_text).map_err(|_| Unwelcome::TooMuch)? {
                return Err(Unwelcome::Link);
            }
        }
        _ => {}
    }
    Ok(Accepted { name: clean(&plain::line(name), ending), media_type, bytes })
}

/// A media type, and the ending of a name that goes with it.
type Kind = (&'static str, &'static str);

const DOCX: Kind = (words::paper::MEDIA_TYPE, "docx");
const XLSX: Kind = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");
const ODT: Kind = ("application/vnd.oasis.opendocument.text", "odt");

fn sniff(bytes: &[u8]) -> Result<Kind, Unwelcome> {
    if bytes.starts_with(b"%PDF-") {
        return Ok(("application/pdf", "pdf"));
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Ok(("image/png", "png"));
    }
    if infer::image::is_jpeg(bytes) {
        return Ok(("image/jpeg", "jpg"));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return office(bytes);
    }
    if package::is_locked(bytes) {
        return Err(Unwelcome::Locked);
    }
    if package::is_old_office(bytes) {
        return Err(Unwelcome::OldOffice);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Unwelcome::Kind)?;
    let plain = !text.contains('\0') && !markup(text);
    plain.then_some(("text/plain; charset=utf-8", "txt")).ok_or(Unwelcome::Kind)
}

/// A zip that says it is a document, and has the part it says is the document itself.
fn office(bytes: &[u8]) -> Result<Kind, Unwelcome> {
    let unwelcome = |unread: Unread| match unread {
        Unread::TooLarge => Unwelcome::TooManyParts,
        Unread::Broken => Unwelcome::Kind,
    };
    let mut package = Package::open(bytes).map_err(unwelcome)?;
    if package.is_locked().map_err(unwelcome)? {
        return Err(Unwelcome::Locked);
    }
    if package.any_text(&holds_a_link).map_err(unwelcome)? {
        return Err(Unwelcome::Link);
    }
    if package.has("content.xml") && package.has("mimetype") {
        return Ok(ODT);
    }
    for (kind, usual) in [(DOCX, "word/document.xml"), (XLSX, "xl/workbook.xml")] {
        let main = package.main(usual).map_err(unwelcome)?;
        let says_so = package.media_type(&main).map_err(unwelcome)? == Some(format!("{}.main+xml", kind.0));
        if says_so && package.has(&main) {
            return Ok(kind);
        }
    }
    Err(Unwelcome::Kind)
}

/// Whether a part of a document holds a link of ours, also where its words are divided by marks.
fn holds_a_link(part: &[u8]) -> bool {
    let mut words: Vec<u8> = Vec::with_capacity(part.len());
    for (at, piece) in part.split(|c| *c == b'<').enumerate() {
        let end = piece.iter().position(|c| *c == b'>').filter(|_| at > 0);
        let (tag, text) = end.map_or((&b""[..], piece), |end| (&piece[..end], &piece[end + 1..]));
        if ends_a_line(tag) {
            words.push(b' ');
        }
        words.extend(text);
    }
    tokens::stand_in_text(part) || tokens::stand_in_text(&words)
}

/// Whether a mark ends a paragraph, a line or a cell. What stands on both sides of any other mark may be one word.
fn ends_a_line(tag: &[u8]) -> bool {
    let name = tag.strip_prefix(b"/").unwrap_or(tag);
    let name = name.split(|c| c.is_ascii_whitespace() || *c == b'/').next().unwrap_or_default();
    let local = name.rsplit(|c| *c == b':').next().unwrap_or_default();
    [&b"p"[..], b"tab", b"tc", b"si", b"c", b"h", b"td", b"li", b"div"].contains(&local)
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
        last.chars().filter(|c| !c.is_control() && !r#"<>:"|?*"#.contains(*c) && !plain::invisible(*c)).collect();
    let stem = kept.trim().trim_matches('.').rsplit_once('.').map_or(kept.trim(), |(stem, _)| stem);
    let stem: String = stem.trim().trim_matches('.').chars().take(100).collect();
    if stem.is_empty() { format!("file.{ending}") } else { format!("{stem}.{ending}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As Word for the web writes it: its main part is `word/document2.xml`.
    const WEB: &[u8] = include_bytes!("../../../tests/data/import/word-for-the-web.docx");
    const LOCKED: &[u8] = include_bytes!("../../../tests/data/import/locked.docx");

    #[test]
    fn a_file_is_what_it_holds() {
        assert_eq!(
            looked_through("a.pdf", b"%PDF-1.7 ...".to_vec()).map(|f| f.media_type).ok(),
            Some("application/pdf")
        );
        assert_eq!(looked_through("a.pdf", b"<html><script>".to_vec()).err(), Some(Unwelcome::Kind));
        assert_eq!(looked_through("a.svg", b"  <svg onload=x>".to_vec()).err(), Some(Unwelcome::Kind));
        assert_eq!(looked_through("a.zip", b"PK\x03\x04garbage".to_vec()).err(), Some(Unwelcome::Kind));
        assert_eq!(looked_through("a.txt", Vec::new()).err(), Some(Unwelcome::Empty));
        let old = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), b"WordDocument".to_vec()].concat();
        assert_eq!(looked_through("a.doc", old).err(), Some(Unwelcome::OldOffice));
        assert_eq!(looked_through("a.docx", LOCKED.to_vec()).err(), Some(Unwelcome::Locked));
    }

    /// A package of these parts.
    fn package(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, content) in parts {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            std::io::Write::write_all(&mut writer, content.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn what_is_locked_is_refused_as_locked() {
        let pdf = "%PDF-1.6\n4 0 obj\n<< /Length 3 >>\nstream\n\u{1}\u{2}x\nendstream\nendobj\ntrailer\n<< /Root 1 0 R";
        let kind = |trailer: &str| looked_through("svar.pdf", format!("{pdf}{trailer} >>\n").into_bytes());
        assert_eq!(kind(" /Encrypt 5 0 R").err(), Some(Unwelcome::Locked));
        assert!(kind("").is_ok());
        let manifest = |inside: &str| {
            format!(
                "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">\
                 <manifest:file-entry manifest:full-path=\"content.xml\">{inside}</manifest:file-entry></manifest:manifest>"
            )
        };
        let (locked, open) = (manifest("<manifest:encryption-data manifest:checksum=\"x\"/>"), manifest(""));
        let odt = ("mimetype", ODT.0);
        let opened = package(&[odt, ("content.xml", "<a/>"), ("META-INF/manifest.xml", &open)]);
        assert_eq!(looked_through("svar.odt", opened).map(|file| file.media_type).ok(), Some(ODT.0));
        // All of a newer one is a single part.
        for content in ["content.xml", "encrypted-package"] {
            let file = package(&[odt, (content, "\u{1}\u{2}"), ("META-INF/manifest.xml", &locked)]);
            assert_eq!(looked_through("svar.odt", file).err(), Some(Unwelcome::Locked), "{content}");
        }
    }

    #[test]
    fn a_word_file_is_one_whatever_its_main_part_is_called() {
        assert_eq!(looked_through("uttalelse.docx", WEB.to_vec()).map(|f| f.media_type).ok(), Some(DOCX.0));
        let own = words::paper::Paper::new(words::language::Lang::Nb, "Notat").docx().unwrap();
        assert_eq!(looked_through("notat.docx", own).map(|f| f.name).ok().as_deref(), Some("notat.docx"));
    }

    #[test]
    fn no_file_that_is_kept_holds_a_working_link() {
        let token = "t6k3x9w2c5v8p1z7g4m0n2b5c8d1f4h7j0k3p6q9s";
        let letter = format!("Svar her: https://plan.example.no/l/{token}?lang=nn");
        let kept = looked_through("brev.txt", letter.clone().into_bytes()).map(|file| file.bytes).unwrap_or_default();
        assert!(!kept.is_empty() && !String::from_utf8_lossy(&kept).contains(token));
        let address = format!("%PDF-1.7\n/URI (https://plan.example.no/l/{token})");
        assert_eq!(looked_through("brev.pdf", address.into_bytes()).err(), Some(Unwelcome::Link));
        let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        std::io::Write::write_all(&mut packed, letter.as_bytes()).unwrap();
        let packed = [b"%PDF-1.7\n1 0 obj\nstream\r\n".as_slice(), &packed.finish().unwrap(), b"\nendstream"].concat();
        assert_eq!(looked_through("svar.pdf", packed).err(), Some(Unwelcome::Link));
        let mut paper = words::paper::Paper::new(words::language::Lang::Nb, "Svar");
        paper.paragraph(&letter);
        assert_eq!(looked_through("svar.docx", paper.docx().unwrap()).err(), Some(Unwelcome::Link));
        let (first, last) = letter.split_at(letter.find('?').unwrap_or(letter.len()) - 20);
        let runs =
            format!("<w:p><w:r><w:t>{first}</w:t></w:r><w:r><w:t>{last}</w:t></w:r></w:p><w:p>Hilsen Tinn</w:p>");
        assert!(holds_a_link(runs.as_bytes()));
    }

    #[tokio::test]
    async fn looking_through_a_large_file_leaves_the_thread_to_other_requests() {
        let packed = "%PDF-1.7\n1 0 obj\nstream\r\n".repeat(200_000).into_bytes();
        let mut accepted = std::pin::pin!(accept("kart.pdf", packed));
        // This runtime has one thread: a file looked through on it would be ready at the first poll.
        assert!(futures_util::poll!(&mut accepted).is_pending());
        assert_eq!(accepted.await.map(|file| file.media_type).ok(), Some("application/pdf"));
    }

    #[test]
    fn names_are_cleaned() {
        let name = |name: &str| looked_through(name, b"tekst".to_vec()).map(|f| f.name).unwrap_or_default();
        assert_eq!(name("../../x"), "x.txt");
        assert_eq!(name("C:\\temp\\Høringssvar.txt"), "Høringssvar.txt");
        assert_eq!(name("a\r\nb\u{202e}.pdf"), "a b.txt");
        assert_eq!(name("..."), "file.txt");
    }
}
