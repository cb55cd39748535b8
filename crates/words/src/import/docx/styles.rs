//! Which paragraph styles of a Word document are headings, titles or lists.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::{import::ImportError, package::attribute};

/// How far a style may inherit; longer chains are loops.
const DEEPEST: usize = 16;
/// `w:outlineLvl` counts from 0, and 9 says that the paragraph is body text.
const BODY_LEVEL: u8 = 9;
/// The names Word gives its built-in heading styles: the first in every language, the second in ids of Norwegian files.
const HEADING_NAMES: [&str; 2] = ["heading", "overskrift"];
const TITLE_NAMES: [&str; 2] = ["title", "tittel"];

#[derive(Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    list: Option<bool>,
}

/// The paragraph styles by id.
#[derive(Default)]
pub struct Styles(HashMap<String, Style>);

impl Styles {
    pub fn read(xml: &str) -> Result<Self, ImportError> {
        let mut reader = Reader::from_str(xml);
        let mut styles = HashMap::new();
        let mut open: Option<(String, Style)> = None;
        loop {
            match reader.read_event().map_err(|_| ImportError::BrokenDocx)? {
                Event::Start(tag) | Event::Empty(tag) => match (tag.local_name().as_ref(), &mut open) {
                    (b"style", _) => open = attribute(&tag, b"styleId").map(|id| (id, Style::default())),
                    (b"name", Some((_, style))) => style.name = attribute(&tag, b"val").unwrap_or_default(),
                    (b"basedOn", Some((_, style))) => style.based_on = attribute(&tag, b"val"),
                    (b"outlineLvl", Some((_, style))) => style.outline = number(&tag),
                    (b"numId", Some((_, style))) => style.list = Some(number(&tag) != Some(0)),
                    _ => {}
                },
                Event::End(tag) if tag.local_name().as_ref() == b"style" => styles.extend(open.take()),
                Event::Eof => return Ok(Self(styles)),
                _ => {}
            }
        }
    }

    /// An outline level on the style nearest in line decides; without one, the name of a built-in heading.
    pub fn is_heading(&self, id: &str) -> bool {
        self.nearest(id, |style| match style.outline {
            Some(level) => Some(level < BODY_LEVEL),
            None => is_built_in(&style.name, &HEADING_NAMES).then_some(true),
        })
        .unwrap_or_else(|| !self.0.contains_key(id) && is_built_in(id, &HEADING_NAMES))
    }

    pub fn is_title(&self, id: &str) -> bool {
        let name = self.0.get(id).map_or(id, |style| &style.name);
        TITLE_NAMES.iter().any(|title| name.eq_ignore_ascii_case(title))
    }

    pub fn is_list(&self, id: &str) -> bool {
        self.nearest(id, |style| style.list).unwrap_or(false)
    }

    fn nearest(&self, id: &str, says: impl Fn(&Style) -> Option<bool>) -> Option<bool> {
        let first = self.0.get(id);
        std::iter::successors(first, |style| self.0.get(style.based_on.as_ref()?)).take(DEEPEST).find_map(says)
    }
}

/// `Heading 2` and `Heading2`, but not `Heading 2 Char`.
fn is_built_in(name: &str, names: &[&str]) -> bool {
    let name = name.to_lowercase();
    names
        .iter()
        .filter_map(|built_in| name.strip_prefix(built_in))
        .any(|level| matches!(level.trim().as_bytes(), [b'1'..=b'9']))
}

/// The number in `w:val`.
pub fn number(tag: &BytesStart) -> Option<u8> {
    attribute(tag, b"val")?.parse().ok()
}

/// Whether an outline level given on the paragraph itself makes it a heading.
pub fn is_heading_level(level: u8) -> bool {
    level < BODY_LEVEL
}
