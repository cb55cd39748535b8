//! What the styles of a Word document say of its paragraphs and letters.

use crate::xml_tree::Node;
use procedure::text::Mark;
use std::collections::{BTreeSet, HashMap};

/// How far a style may inherit; longer chains are loops.
const DEEPEST: usize = 16;
/// `w:outlineLvl` counts from 0, and 9 says that the paragraph is body text.
const BODY_LEVEL: u8 = 9;
/// The names Word gives its built-in styles: the first in every language, the others in ids of Norwegian files.
const HEADINGS: [&str; 2] = ["heading", "overskrift"];
const TITLES: [&str; 2] = ["title", "tittel"];
const CAPTIONS: [&str; 2] = ["caption", "bildetekst"];
const CONTENTS: [&str; 5] = ["toc", "inn", "innh", "table of figures", "figurliste"];

#[derive(Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    list: Option<(String, Option<u8>)>,
    bold: Option<bool>,
    italic: Option<bool>,
    raised: Option<Raised>,
}

/// Where letters stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Raised {
    Super,
    Sub,
    Line,
}

/// The styles by id.
#[derive(Default)]
pub struct Styles(HashMap<String, Style>);

impl Styles {
    pub fn of(root: &Node) -> Self {
        let style = |node: &Node| {
            let paragraph = node.child("pPr");
            let letters = node.child("rPr");
            let style = Style {
                name: node.value("name").unwrap_or_default().to_lowercase(),
                based_on: node.value("basedOn").map(str::to_owned),
                outline: paragraph.and_then(|p| level(p, "outlineLvl")),
                list: paragraph.and_then(|p| p.child("numPr")).and_then(list),
                bold: letters.and_then(|r| r.on("b")),
                italic: letters.and_then(|r| r.on("i")),
                raised: letters.and_then(raised),
            };
            node.attribute("styleId").map(|id| (id.to_owned(), style))
        };
        Self(root.nodes().filter(|node| node.name == "style").filter_map(style).collect())
    }

    /// The level of a heading, from 1. An outline level on the style nearest in line decides; without one, the name of a
    /// built-in heading.
    pub fn heading(&self, id: &str) -> Option<u8> {
        let says = |style: &Style| match style.outline {
            Some(level) => Some(level),
            None => built_in(&style.name, &HEADINGS).map(|level| level - 1),
        };
        let unknown = || (!self.0.contains_key(id)).then(|| built_in(&id.to_lowercase(), &HEADINGS))?.map(|l| l - 1);
        heading_level(self.nearest(id, says).or_else(unknown)?)
    }

    pub fn is_title(&self, id: &str) -> bool {
        TITLES.contains(&self.name(id).as_str())
    }

    pub fn is_caption(&self, id: &str) -> bool {
        let by_name = |style: &Style| CAPTIONS.contains(&style.name.as_str()).then_some(());
        self.nearest(id, by_name).is_some() || CAPTIONS.contains(&self.name(id).as_str())
    }

    /// A line of a table of contents, or what stands above it.
    pub fn is_contents(&self, id: &str) -> bool {
        let name = self.name(id);
        let name = name.strip_suffix("heading").unwrap_or(&name).trim_end_matches(|c: char| c.is_ascii_digit()).trim();
        CONTENTS.contains(&name) || name == "innholdsoverskrift"
    }

    /// The list a style puts its paragraphs in, and the level in it where it says so.
    pub fn list(&self, id: &str) -> Option<(String, Option<u8>)> {
        self.nearest(id, |style| style.list.clone())
    }

    /// What a style of letters adds and takes away.
    pub fn letters(&self, id: &str, marks: &mut BTreeSet<Mark>) {
        set(marks, Mark::Bold, self.nearest(id, |style| style.bold));
        set(marks, Mark::Italic, self.nearest(id, |style| style.italic));
        raise(marks, self.nearest(id, |style| style.raised));
    }

    fn name(&self, id: &str) -> String {
        self.0.get(id).map_or_else(|| id.to_lowercase(), |style| style.name.clone())
    }

    fn nearest<T>(&self, id: &str, says: impl Fn(&Style) -> Option<T>) -> Option<T> {
        let first = self.0.get(id);
        std::iter::successors(first, |style| self.0.get(style.based_on.as_ref()?)).take(DEEPEST).find_map(says)
    }
}

/// `heading 2` and `heading2`, but not `heading 2 char`.
fn built_in(name: &str, names: &[&str]) -> Option<u8> {
    names.iter().filter_map(|built_in| name.strip_prefix(built_in)).find_map(|level| match level.trim().as_bytes() {
        [digit @ b'1'..=b'9'] => Some(digit - b'0'),
        _ => None,
    })
}

/// From 1, where an outline level makes a heading.
pub fn heading_level(outline: u8) -> Option<u8> {
    (outline < BODY_LEVEL).then_some(outline + 1)
}

/// A small number in `w:val` of a child.
pub fn level(node: &Node, name: &str) -> Option<u8> {
    node.value(name)?.parse().ok()
}

/// What `w:numPr` says: a list and a level in it.
pub fn list(node: &Node) -> Option<(String, Option<u8>)> {
    Some((node.value("numId")?.to_owned(), level(node, "ilvl")))
}

pub fn raised(node: &Node) -> Option<Raised> {
    node.value("vertAlign").map(|place| match place {
        "superscript" => Raised::Super,
        "subscript" => Raised::Sub,
        _ => Raised::Line,
    })
}

pub fn set(marks: &mut BTreeSet<Mark>, mark: Mark, on: Option<bool>) {
    match on {
        Some(true) => drop(marks.insert(mark)),
        Some(false) => drop(marks.remove(&mark)),
        None => {}
    }
}

pub fn raise(marks: &mut BTreeSet<Mark>, raised: Option<Raised>) {
    let Some(raised) = raised else { return };
    set(marks, Mark::Super, Some(raised == Raised::Super));
    set(marks, Mark::Sub, Some(raised == Raised::Sub));
}
