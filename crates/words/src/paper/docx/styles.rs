//! The styles a paper uses: a template's where it has them, and ours where it has none of that name.

use crate::package::{Unread, attribute};
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use std::collections::{BTreeMap, BTreeSet};

/// What a paragraph, a run of letters or a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Title,
    /// By its level, from 1.
    Heading(u8),
    Quote,
    Caption,
    TableText,
    TableHeading,
    Note,
    NoteNumber,
    Link,
    Table,
}

/// Its role, its id where it is ours, its name, its type, and how it looks. Word knows the names of its own styles in
/// English, whatever language it shows them in.
type Own = (Role, &'static str, &'static str, &'static str, &'static str);

const OWN: [Own; 15] = [
    (
        Role::Title,
        "Title",
        "Title",
        "paragraph",
        "<w:pPr><w:spacing w:before=\"0\" w:after=\"240\"/></w:pPr><w:rPr><w:b/><w:sz w:val=\"40\"/></w:rPr>",
    ),
    (Role::Heading(1), "Heading1", "heading 1", "paragraph", "<w:b/><w:sz w:val=\"30\"/>"),
    (Role::Heading(2), "Heading2", "heading 2", "paragraph", "<w:b/><w:sz w:val=\"26\"/>"),
    (Role::Heading(3), "Heading3", "heading 3", "paragraph", "<w:b/><w:sz w:val=\"23\"/>"),
    (Role::Heading(4), "Heading4", "heading 4", "paragraph", "<w:b/><w:i/>"),
    (Role::Heading(5), "Heading5", "heading 5", "paragraph", "<w:i/>"),
    (Role::Heading(6), "Heading6", "heading 6", "paragraph", "<w:i/><w:color w:val=\"555555\"/>"),
    (Role::Quote, "Quote", "Quote", "paragraph", "<w:pPr><w:ind w:left=\"567\" w:right=\"567\"/></w:pPr>"),
    (
        Role::Caption,
        "Caption",
        "caption",
        "paragraph",
        "<w:pPr><w:spacing w:after=\"200\"/></w:pPr><w:rPr><w:sz w:val=\"20\"/></w:rPr>",
    ),
    (
        Role::TableText,
        "TableText",
        "Table Text",
        "paragraph",
        "<w:pPr><w:spacing w:before=\"20\" w:after=\"40\"/></w:pPr>",
    ),
    (
        Role::TableHeading,
        "TableHeading",
        "Table Heading",
        "paragraph",
        "<w:pPr><w:spacing w:before=\"20\" w:after=\"40\"/></w:pPr><w:rPr><w:b/></w:rPr>",
    ),
    (
        Role::Note,
        "FootnoteText",
        "footnote text",
        "paragraph",
        "<w:pPr><w:spacing w:after=\"40\"/></w:pPr><w:rPr><w:sz w:val=\"18\"/></w:rPr>",
    ),
    (
        Role::NoteNumber,
        "FootnoteReference",
        "footnote reference",
        "character",
        "<w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>",
    ),
    (
        Role::Link,
        "Hyperlink",
        "Hyperlink",
        "character",
        "<w:rPr><w:color w:val=\"0B4F8A\"/><w:u w:val=\"single\"/></w:rPr>",
    ),
    (
        Role::Table,
        "TableGrid",
        "Table Grid",
        "table",
        "<w:tblPr><w:tblBorders><w:top w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"8A94A0\"/>\
         <w:left w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"8A94A0\"/>\
         <w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"8A94A0\"/>\
         <w:right w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"8A94A0\"/>\
         <w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"8A94A0\"/>\
         <w:insideV w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"8A94A0\"/></w:tblBorders>\
         <w:tblCellMar><w:left w:w=\"85\" w:type=\"dxa\"/><w:right w:w=\"85\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>",
    ),
];

/// A template's styles, and which of them is used for what.
#[derive(Clone, Debug)]
pub struct Styles {
    xml: String,
    ids: BTreeMap<Role, String>,
    /// Those that Word counts by themselves.
    numbered: BTreeSet<Role>,
    /// Ours that the template has not.
    added: String,
}

/// A style as it stands in a template.
#[derive(Default)]
struct Found {
    id: String,
    kind: String,
    name: String,
    numbered: bool,
    usual: bool,
}

impl Styles {
    pub fn of(xml: String) -> Result<Self, Unread> {
        let found = found(&xml).map_err(|_| Unread::Broken)?;
        if !xml.contains("</w:styles>") {
            return Err(Unread::Broken);
        }
        let usual = found.iter().find(|style| style.usual && style.kind == "paragraph");
        let usual = usual.map_or("Normal", |style| style.id.as_str());
        let (mut ids, mut numbered, mut added) = (BTreeMap::new(), BTreeSet::new(), String::new());
        for (role, id, name, kind, look) in OWN {
            if let Some(style) = found.iter().find(|style| style.kind == kind && style.name.eq_ignore_ascii_case(name))
            {
                ids.insert(role, style.id.clone());
                if style.numbered {
                    numbered.insert(role);
                }
                continue;
            }
            let taken = found.iter().any(|style| style.id == id);
            let id = if taken { format!("Samrad{id}") } else { id.to_owned() };
            added.push_str(&style(role, &id, name, kind, look, usual));
            ids.insert(role, id);
        }
        Ok(Self { xml, ids, numbered, added })
    }

    /// The id of the style that is used for something.
    pub fn id(&self, role: Role) -> &str {
        self.ids.get(&role).map_or("Normal", String::as_str)
    }

    /// Whether Word counts whatever is of this style.
    pub fn is_numbered(&self, role: Role) -> bool {
        self.numbered.contains(&role)
    }

    /// The part, with the language that words are spelled by.
    pub fn part(&self, language: &str) -> String {
        let lang = format!("<w:lang w:val=\"{language}\"/>");
        let spelled = spelled(&self.xml, &lang).unwrap_or_else(|| self.xml.clone());
        spelled.replacen("</w:styles>", &format!("{}</w:styles>", self.added), 1)
    }
}

/// The default of all runs, with this language in place of its own.
fn spelled(xml: &str, lang: &str) -> Option<String> {
    let start = xml.find("<w:rPrDefault>")?;
    let end = start + xml[start..].find("</w:rPrDefault>")?;
    let (before, defaults, after) = (&xml[..start], &xml[start..end], &xml[end..]);
    let defaults = match defaults.find("<w:lang ") {
        Some(at) => {
            let close = at + defaults[at..].find("/>")? + "/>".len();
            format!("{}{lang}{}", &defaults[..at], &defaults[close..])
        }
        None => defaults.replacen("</w:rPr>", &format!("{lang}</w:rPr>"), 1),
    };
    Some(format!("{before}{defaults}{after}"))
}

fn style(role: Role, id: &str, name: &str, kind: &str, look: &str, usual: &str) -> String {
    let based = if kind == "paragraph" { format!("<w:basedOn w:val=\"{usual}\"/>") } else { String::new() };
    let titled = format!("<w:next w:val=\"{usual}\"/><w:qFormat/>");
    let look = match role {
        Role::Heading(level) => format!(
            "{titled}<w:pPr><w:keepNext/><w:spacing w:before=\"280\" w:after=\"80\"/><w:outlineLvl w:val=\"{}\"/></w:pPr>\
             <w:rPr>{look}</w:rPr>",
            level - 1,
        ),
        Role::Title => format!("{titled}{look}"),
        _ => look.to_owned(),
    };
    format!("<w:style w:type=\"{kind}\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{based}{look}</w:style>")
}

fn found(xml: &str) -> Result<Vec<Found>, quick_xml::Error> {
    let mut reader = Reader::from_str(xml);
    let mut styles = Vec::new();
    let mut open: Option<Found> = None;
    loop {
        let event = reader.read_event()?;
        match &event {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                b"style" => open = Some(begun(tag)),
                b"name" => {
                    if let Some(style) = &mut open {
                        style.name = attribute(tag, b"val").unwrap_or_default();
                    }
                }
                b"numPr" => {
                    if let Some(style) = &mut open {
                        style.numbered = true;
                    }
                }
                _ => {}
            },
            Event::End(tag) if tag.local_name().as_ref() == b"style" => styles.extend(open.take()),
            Event::Eof => return Ok(styles),
            _ => {}
        }
    }
}

fn begun(tag: &BytesStart) -> Found {
    let said = |name: &[u8]| attribute(tag, name).unwrap_or_default();
    let usual = matches!(said(b"default").as_str(), "1" | "true" | "on");
    Found { id: said(b"styleId"), kind: said(b"type"), usual, ..Found::default() }
}
