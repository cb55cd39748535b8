//! Zip packages that people send: Word documents, spreadsheets and the like. A directory that is too large is refused
//! before it is read, and parts are found by the package's own relationships (ECMA-376 part 2), not by usual names.

pub use crate::xml_tree::Unread;
use crate::{limits, xml_tree};
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use std::io::{Cursor, Read as _};
use zip::{ZipArchive, result::ZipError};

/// Where the package says what it holds.
const ROOT: &str = "";
const CONTENT_TYPES: &str = "[Content_Types].xml";
const DIRECTORY_ENTRY: &[u8] = b"PK\x01\x02";
const DIRECTORY_END: &[u8] = b"PK\x05\x06";
const DIRECTORY_END_64: &[u8] = b"PK\x06\x06";
const LOCATOR_64: &[u8] = b"PK\x06\x07";
const LOCATOR_64_SIZE: usize = 20;
/// Parts that are no text: pictures, fonts and the like.
const PICTURES: [&str; 14] = [
    ".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".wdp", ".emf", ".wmf", ".ttf", ".odttf", ".fntdata",
    ".mp4",
];
/// How deep documents within documents are looked into.
const INSIDE: u8 = 2;
/// Old Office files, and new ones with a password, are of this format instead.
const COMPOUND_FILE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// What a part names: another part, or an address outside of the package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    pub id: String,
    /// The last word of its type: `image`, `hyperlink`.
    pub purpose: String,
    pub target: String,
    pub outside: bool,
}

#[derive(Debug)]
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Of the whole package, in bytes.
    size: u64,
}

impl<'a> Package<'a> {
    /// Refuses a package with more than [`limits::ENTRIES`] entries before memory is spent on any of them.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Unread> {
        if entries(bytes) > limits::ENTRIES || claimed_entries(bytes) > limits::ENTRIES {
            return Err(Unread::TooLarge);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unread::Broken)?;
        Ok(Self { archive, size: bytes.len() as u64 })
    }

    pub fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// A part's text, where the package has the part.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, Unread> {
        self.bytes(name)?.map(String::from_utf8).transpose().map_err(|_| Unread::Broken)
    }

    /// A part as it is, such as a picture. Names of parts are the same in capitals.
    pub fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Unread> {
        let exact = self.archive.index_for_name(name);
        let place = exact.or_else(|| self.archive.file_names().position(|other| other.eq_ignore_ascii_case(name)));
        let Some(place) = place else { return Ok(None) };
        let file = match self.archive.by_index(place) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(_) => return Err(Unread::Broken),
        };
        let mut content = Vec::new();
        file.take(limits::PART + 1).read_to_end(&mut content).map_err(|_| Unread::Broken)?;
        if content.len() as u64 > limits::PART {
            return Err(Unread::TooLarge);
        }
        Ok(Some(content))
    }

    /// Whether any part that may be text passes a test, those of a document inside the document too. As much is read as
    /// one part may hold.
    pub fn any_text(&mut self, test: &dyn Fn(&[u8]) -> bool) -> Result<bool, Unread> {
        let mut left = limits::PART;
        self.any_part(test, &mut left, INSIDE)
    }

    fn any_part(&mut self, test: &dyn Fn(&[u8]) -> bool, left: &mut u64, inside: u8) -> Result<bool, Unread> {
        // Parts that lie over one another would be unpacked again and again.
        let mut packed = self.size;
        for place in 0..self.archive.len() {
            let file = match self.archive.by_index(place) {
                Ok(file) => file,
                Err(ZipError::FileNotFound) => continue,
                Err(_) => return Err(Unread::Broken),
            };
            packed = packed.checked_sub(file.compressed_size()).ok_or(Unread::Broken)?;
            let name = file.name().to_ascii_lowercase();
            if PICTURES.iter().any(|ending| name.ends_with(ending)) {
                continue;
            }
            let mut content = Vec::new();
            file.take(*left + 1).read_to_end(&mut content).map_err(|_| Unread::Broken)?;
            *left = left.checked_sub(content.len() as u64).ok_or(Unread::TooLarge)?;
            let inner = (inside > 0 && content.starts_with(b"PK")).then(|| Package::open(&content).ok()).flatten();
            let found = match inner {
                Some(mut inner) => inner.any_part(test, left, inside - 1)?,
                None => test(&content),
            };
            if found {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether it is an OpenDocument file that cannot be opened without its password: its manifest says how a part is
    /// encrypted (OpenDocument 1.3 part 2 § 4.4).
    pub fn is_locked(&mut self) -> Result<bool, Unread> {
        let Some(manifest) = self.part("META-INF/manifest.xml")? else { return Ok(false) };
        let encrypted = |tag: &BytesStart| (tag.local_name().as_ref() == b"encryption-data").then(String::new);
        Ok(first(&manifest, encrypted)?.is_some())
    }

    /// The name of the part that is the document itself; `usual` where the package names none.
    pub fn main(&mut self, usual: &str) -> Result<String, Unread> {
        Ok(self.related(ROOT, "officeDocument")?.unwrap_or_else(|| usual.to_owned()))
    }

    /// The part that `part` names for a purpose, such as `styles`; beside it by that name where it names nothing at all.
    pub fn beside(&mut self, part: &str, purpose: &str) -> Result<Option<String>, Unread> {
        let usual = format!("{}{purpose}.xml", folder(part));
        let named = match self.part(&relationships(part))? {
            Some(xml) => target(&xml, part, purpose)?,
            None => Some(usual),
        };
        named.map_or(Ok(None), |name| self.part(&name))
    }

    /// What a part names, in order.
    pub fn relations(&mut self, part: &str) -> Result<Vec<Relation>, Unread> {
        let Some(xml) = self.part(&relationships(part))? else { return Ok(Vec::new()) };
        let relation = |node: &xml_tree::Node| {
            let outside = node.attribute("TargetMode") == Some("External");
            let target = node.attribute("Target")?;
            Some(Relation {
                id: node.attribute("Id")?.to_owned(),
                purpose: node.attribute("Type")?.rsplit('/').next()?.to_owned(),
                target: if outside { target.to_owned() } else { resolved(folder(part), target) },
                outside,
            })
        };
        Ok(xml_tree::read(&xml)?.nodes().filter_map(relation).collect())
    }

    /// What the package says a part is: its media type.
    pub fn media_type(&mut self, part: &str) -> Result<Option<String>, Unread> {
        let Some(xml) = self.part(CONTENT_TYPES)? else { return Ok(None) };
        let said = |tag: &BytesStart, by: &[u8], of: &str| {
            let same = attribute(tag, by)?.trim_start_matches('/').eq_ignore_ascii_case(of);
            same.then(|| attribute(tag, b"ContentType"))?
        };
        let own = first(&xml, |tag| said(tag, b"PartName", part))?;
        let ending = part.rsplit('.').next().unwrap_or_default();
        own.map_or_else(|| first(&xml, |tag| said(tag, b"Extension", ending)), |own| Ok(Some(own)))
    }

    fn related(&mut self, part: &str, purpose: &str) -> Result<Option<String>, Unread> {
        let Some(xml) = self.part(&relationships(part))? else { return Ok(None) };
        target(&xml, part, purpose)
    }
}

/// Whether a file is an Office file that cannot be opened without its password.
pub fn is_locked(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.starts_with(COMPOUND_FILE) && bytes.windows(name.len()).any(|window| window == name)
}

/// Whether a file is of the format that Word had before DOCX.
pub fn is_old_office(bytes: &[u8]) -> bool {
    bytes.starts_with(COMPOUND_FILE) && !is_locked(bytes)
}

/// How many entries the directory can have at the most: each begins with these four bytes.
fn entries(bytes: &[u8]) -> u64 {
    places(bytes, DIRECTORY_ENTRY).count() as u64
}

/// The most entries that an end of the directory speaks of. Room is made for as many; the older form can name 65 535.
fn claimed_entries(bytes: &[u8]) -> u64 {
    let newer = |end: usize| end.checked_sub(LOCATOR_64_SIZE).is_some_and(|at| bytes[at..].starts_with(LOCATOR_64));
    if !places(bytes, DIRECTORY_END).any(newer) {
        return 0;
    }
    let claimed = |end: usize| bytes.get(end + 32..end + 40).and_then(|count| count.try_into().ok());
    places(bytes, DIRECTORY_END_64).filter_map(claimed).map(u64::from_le_bytes).max().unwrap_or(0)
}

pub(crate) fn places<'a>(bytes: &'a [u8], signature: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    bytes.windows(signature.len()).enumerate().filter(move |(_, window)| *window == signature).map(|(place, _)| place)
}

/// Where a part keeps what it refers to: `word/document.xml` in `word/_rels/document.xml.rels`.
pub fn relationships(part: &str) -> String {
    format!("{}_rels/{}.rels", folder(part), &part[folder(part).len()..])
}

pub fn folder(part: &str) -> &str {
    &part[..part.rfind('/').map_or(0, |slash| slash + 1)]
}

/// The last word of a relationship's type is its purpose, in the strict form of the format as in the common one.
fn target(xml: &str, part: &str, purpose: &str) -> Result<Option<String>, Unread> {
    let named = |tag: &BytesStart| {
        let of_purpose = attribute(tag, b"Type")?.rsplit('/').next() == Some(purpose);
        let inside = attribute(tag, b"TargetMode").as_deref() != Some("External");
        (of_purpose && inside).then(|| attribute(tag, b"Target"))?
    };
    Ok(first(xml, named)?.map(|target| resolved(folder(part), &target)))
}

/// A target as a name in the package: from its root, or from the folder of the part that names it.
pub fn resolved(folder: &str, target: &str) -> String {
    let from_root = target.starts_with('/');
    let mut steps: Vec<&str> =
        if from_root { Vec::new() } else { folder.split('/').filter(|s| !s.is_empty()).collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            name => steps.push(name),
        }
    }
    steps.join("/")
}

/// What is found at the first element that has it.
pub fn first(xml: &str, found: impl Fn(&BytesStart) -> Option<String>) -> Result<Option<String>, Unread> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().map_err(|_| Unread::Broken)? {
            Event::Start(tag) | Event::Empty(tag) => {
                if let Some(value) = found(&tag) {
                    return Ok(Some(value));
                }
            }
            Event::Eof => return Ok(None),
            _ => {}
        }
    }
}

/// The value of an attribute by its local name.
pub fn attribute(tag: &BytesStart, name: &[u8]) -> Option<String> {
    let attribute =
        tag.attributes().with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    attribute.unescape_value().ok().map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;
    use zip::{ZipWriter, write::SimpleFileOptions};

    fn zipped(names: impl Iterator<Item = String>) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for name in names {
            writer.start_file(name, SimpleFileOptions::default()).unwrap();
            writer.write_all(b"x").unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn a_directory_of_half_a_million_entries_is_refused_unread() {
        // Entries of a directory alone, as an attacker writes them: 46 bytes each, and one end that names them all.
        let mut bytes = b"PK\x03\x04".to_vec();
        for _ in 0..480_000 {
            bytes.extend(DIRECTORY_ENTRY);
            bytes.extend([0; 42]);
        }
        assert_eq!(Package::open(&bytes).err(), Some(Unread::TooLarge));
        assert!(bytes.len() < crate::limits::FILE);
    }

    #[test]
    fn an_end_that_claims_more_entries_than_there_are_is_refused() {
        let mut bytes = zipped(["a".to_owned()].into_iter());
        let end = bytes.len() - 22;
        let mut newer = DIRECTORY_END_64.to_vec();
        newer.extend([0; 28]);
        newer.extend((crate::limits::ENTRIES + 1).to_le_bytes());
        newer.extend(LOCATOR_64);
        newer.extend([0; 16]);
        bytes.splice(end..end, newer);
        assert_eq!(Package::open(&bytes).err(), Some(Unread::TooLarge));
    }

    #[test]
    fn a_package_of_common_size_is_opened() {
        let bytes = zipped((0..500).map(|n| format!("word/media/image{n}.png")));
        assert!(Package::open(&bytes).unwrap().has("word/media/image499.png"));
        assert_eq!(Package::open(b"PK\x03\x04 broken").err(), Some(Unread::Broken));
    }

    #[test]
    fn a_target_is_read_from_the_root_or_from_beside_its_part() {
        assert_eq!(resolved("word/", "styles.xml"), "word/styles.xml");
        assert_eq!(resolved("word/", "../custom/./notes.xml"), "custom/notes.xml");
        assert_eq!(resolved("word/", "/word/document2.xml"), "word/document2.xml");
        assert_eq!(relationships("word/document2.xml"), "word/_rels/document2.xml.rels");
        assert_eq!(relationships(ROOT), "_rels/.rels");
    }
}
