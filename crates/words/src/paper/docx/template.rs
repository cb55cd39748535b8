//! A region's own Word template: its styles, headers, footers, fonts and page, taken from a file that Word has saved.

use super::{package::Related, styles::Styles};
use crate::package::{Package, Unread, attribute, folder, relationships, resolved};
use quick_xml::{
    Reader, Writer,
    events::{BytesStart, Event},
};

/// What every paper is made from.
#[derive(Clone, Debug)]
pub struct Template {
    pub(super) styles: Styles,
    /// The part with its lists, where it has one.
    pub(super) numbering: Option<String>,
    pub(super) parts: Vec<Part>,
    /// What the document refers to of them.
    pub(super) related: Vec<Related>,
    pub(super) page: Page,
}

/// A part that is taken as it is.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub name: String,
    pub media_type: String,
    pub bytes: Vec<u8>,
}

/// The last section's properties, and the room it has for text, in twentieths of a point.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    pub xml: String,
    pub wide: usize,
    pub high: usize,
}

/// Why a file is no template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    #[error("is no Word template (DOTX or DOCX), or is damaged")]
    Broken,
    #[error("unpacks to more than is read")]
    TooLarge,
}

impl From<Unread> for TemplateError {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::TooLarge => Self::TooLarge,
            Unread::Broken => Self::Broken,
        }
    }
}

/// What is taken of a template beside its styles and lists.
const TAKEN: [&str; 6] = ["theme", "fontTable", "settings", "webSettings", "header", "footer"];
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
const PLAIN_STYLES: &str = include_str!("plain/styles.xml");
const PLAIN_SETTINGS: &str = include_str!("plain/settings.xml");
const PLAIN_FOOTER: &str = include_str!("plain/footer.xml");
const PLAIN_PAGE: &str = "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1418\" w:right=\"1418\" w:bottom=\"1418\" \
                          w:left=\"1418\" w:header=\"709\" w:footer=\"709\" w:gutter=\"0\"/>";

impl Template {
    pub fn read(bytes: &[u8]) -> Result<Self, TemplateError> {
        let mut package = Package::open(bytes)?;
        let main = package.main("word/document.xml")?;
        let document = package.part(&main)?.ok_or(TemplateError::Broken)?;
        let styles = Styles::of(package.beside(&main, "styles")?.ok_or(TemplateError::Broken)?)?;
        let numbering = package.beside(&main, "numbering")?.filter(|xml| xml.contains("</w:numbering>"));
        let (mut parts, mut related) = (Vec::new(), Vec::new());
        for one in references(&mut package, &main)? {
            if one.outside || !TAKEN.contains(&one.purpose()) {
                continue;
            }
            let name = resolved(folder(&main), &one.target);
            if !package.has(&name) {
                continue;
            }
            take(&mut package, &name, &mut parts)?;
            related.push(Related { target: format!("/{name}"), ..one });
        }
        for part in &mut parts {
            if related.iter().any(|one| one.purpose() == "settings" && one.target[1..] == part.name) {
                part.bytes = without_template(&part.bytes);
            }
        }
        let page = page(&document, &related).map_err(|_| TemplateError::Broken)?;
        Ok(Self { styles, numbering, parts, related, page })
    }

    /// A sheet with nothing on it but the page's number.
    pub fn plain() -> Result<Self, TemplateError> {
        let part = |name: &str, xml: &str| Part {
            name: format!("word/{name}.xml"),
            media_type: format!("{WORD}{name}+xml"),
            bytes: xml.as_bytes().to_vec(),
        };
        let section =
            format!("<w:sectPr><w:footerReference w:type=\"default\" r:id=\"footer\"/>{PLAIN_PAGE}</w:sectPr>");
        let related = ["settings", "footer"].map(|name| Related::to(name, name, format!("/word/{name}.xml"))).to_vec();
        Ok(Self {
            styles: Styles::of(PLAIN_STYLES.to_owned())?,
            numbering: None,
            parts: vec![part("settings", PLAIN_SETTINGS), part("footer", PLAIN_FOOTER)],
            page: page(&section, &related).map_err(|_| TemplateError::Broken)?,
            related,
        })
    }
}

/// All that a part refers to.
fn references(package: &mut Package, part: &str) -> Result<Vec<Related>, TemplateError> {
    let Some(xml) = package.part(&relationships(part))? else { return Ok(Vec::new()) };
    let mut reader = Reader::from_str(&xml);
    let mut found = Vec::new();
    loop {
        match reader.read_event().map_err(|_| TemplateError::Broken)? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == b"Relationship" => {
                let said = |name: &[u8]| attribute(&tag, name).unwrap_or_default();
                let outside = said(b"TargetMode") == "External";
                found.push(Related { id: said(b"Id"), kind: said(b"Type"), target: said(b"Target"), outside });
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// A part, and all that it refers to within the package.
fn take(package: &mut Package, name: &str, parts: &mut Vec<Part>) -> Result<(), TemplateError> {
    if parts.iter().any(|part| part.name == name) {
        return Ok(());
    }
    let Some(bytes) = package.bytes(name)? else { return Ok(()) };
    let media_type = package.media_type(name)?.unwrap_or_else(|| "application/octet-stream".to_owned());
    let settings = media_type.ends_with("settings+xml");
    parts.push(Part { name: name.to_owned(), media_type, bytes });
    // Settings refer to where the template lay on somebody's machine.
    if settings {
        return Ok(());
    }
    let references = references(package, name)?;
    if references.is_empty() {
        return Ok(());
    }
    let beside = relationships(name);
    if let Some(bytes) = package.bytes(&beside)? {
        let media_type = "application/vnd.openxmlformats-package.relationships+xml".to_owned();
        parts.push(Part { name: beside, media_type, bytes });
    }
    for one in references.iter().filter(|one| !one.outside) {
        take(package, &resolved(folder(name), &one.target), parts)?;
    }
    Ok(())
}

fn without_template(settings: &[u8]) -> Vec<u8> {
    let xml = String::from_utf8_lossy(settings);
    let cut = xml.find("<w:attachedTemplate").and_then(|at| Some((at, at + xml[at..].find("/>")? + "/>".len())));
    cut.map_or_else(|| settings.to_vec(), |(from, to)| [&xml[..from], &xml[to..]].concat().into_bytes())
}

/// The last section of a document, less what refers to parts that are not taken and what is of a newer Word.
fn page(document: &str, related: &[Related]) -> Result<Page, quick_xml::Error> {
    let mut reader = Reader::from_str(document);
    let mut writer = Writer::new(Vec::new());
    let mut open = 0_usize;
    let mut page = Page::default();
    loop {
        let event = reader.read_event()?;
        match &event {
            Event::Start(tag) if tag.name().as_ref() == b"w:sectPr" => {
                writer = Writer::new(Vec::new());
                writer.write_event(Event::Start(BytesStart::new("w:sectPr")))?;
                open = 1;
            }
            Event::Start(tag) if open > 0 && !is_kept(tag, related) => {
                reader.read_to_end(tag.name())?;
            }
            Event::Empty(tag) if open > 0 && !is_kept(tag, related) => {}
            Event::Start(tag) | Event::Empty(tag) if open > 0 => {
                room(tag, &mut page);
                open += usize::from(matches!(event, Event::Start(_)));
                let plain = without_strange(tag);
                writer.write_event(if matches!(event, Event::Start(_)) {
                    Event::Start(plain)
                } else {
                    Event::Empty(plain)
                })?;
            }
            Event::End(_) if open > 0 => {
                writer.write_event(event)?;
                open -= 1;
            }
            Event::Eof => break,
            _ => {}
        }
    }
    page.xml = String::from_utf8(writer.into_inner()).unwrap_or_default();
    if page.xml.is_empty() {
        page.xml = format!("<w:sectPr>{PLAIN_PAGE}</w:sectPr>");
        (page.wide, page.high) = (9070, 14_002);
    }
    Ok(page)
}

fn is_kept(tag: &BytesStart, related: &[Related]) -> bool {
    if !tag.name().as_ref().starts_with(b"w:") || tag.local_name().as_ref() == b"sectPrChange" {
        return false;
    }
    !matches!(tag.local_name().as_ref(), b"headerReference" | b"footerReference" | b"printerSettings")
        || attribute(tag, b"id").is_some_and(|id| related.iter().any(|one| one.id == id))
}

/// Only what every Word knows.
fn without_strange(tag: &BytesStart) -> BytesStart<'static> {
    let mut plain = BytesStart::new(String::from_utf8_lossy(tag.name().as_ref()).into_owned());
    for one in tag.attributes().with_checks(false).flatten() {
        let known = one.key.as_ref().starts_with(b"w:") || one.key.as_ref() == b"r:id";
        if known && !one.key.local_name().as_ref().starts_with(b"rsid") {
            plain.push_attribute(one);
        }
    }
    plain.into_owned()
}

/// What the page's size and its margins say of the room for text.
fn room(tag: &BytesStart, page: &mut Page) {
    let said = |name: &[u8]| attribute(tag, name).and_then(|value| value.parse::<usize>().ok()).unwrap_or(0);
    match tag.local_name().as_ref() {
        b"pgSz" => (page.wide, page.high) = (said(b"w"), said(b"h")),
        b"pgMar" => {
            page.wide = page.wide.saturating_sub(said(b"left") + said(b"right")).max(2000);
            page.high = page.high.saturating_sub(said(b"top") + said(b"bottom")).max(2000);
        }
        _ => {}
    }
}
