//! The XML of a document's part as a tree, by local names: whoever wrote it may have chosen other prefixes, and the
//! strict form of the format has other namespaces. Nothing outside the part is ever fetched.

use crate::limits;
use quick_xml::{
    Reader,
    events::{BytesRef, BytesStart, Event},
};

/// Elements inside each other; no real document comes near it.
const DEEPEST: usize = 160;

/// Why a package, or a part of it, is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    TooLarge,
    Broken,
}

#[derive(Debug, Default)]
pub struct Node {
    pub name: String,
    attributes: Vec<(String, String)>,
    pub children: Vec<Child>,
}

#[derive(Debug)]
pub enum Child {
    Node(Node),
    Text(String),
}

impl Node {
    pub fn new(name: String, attributes: Vec<(String, String)>) -> Self {
        Self { name, attributes, children: Vec::new() }
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.children.iter().filter_map(|child| match child {
            Child::Node(node) => Some(node),
            Child::Text(_) => None,
        })
    }

    pub fn child(&self, name: &str) -> Option<&Node> {
        self.nodes().find(|node| node.name == name)
    }

    /// The child at the end of a path.
    pub fn at(&self, path: &[&str]) -> Option<&Node> {
        path.iter().try_fold(self, |node, name| node.child(name))
    }

    /// `w:val` of a child.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.child(name)?.attribute("val")
    }

    /// A property that is on where its element stands, unless it says otherwise.
    pub fn on(&self, name: &str) -> Option<bool> {
        let value = self.child(name)?.attribute("val");
        Some(!value.is_some_and(|value| matches!(value, "0" | "false" | "off" | "none")))
    }

    /// Its own letters, without those of its children.
    pub fn text(&self) -> String {
        let letters = |child: &Child| match child {
            Child::Text(text) => text.clone(),
            Child::Node(_) => String::new(),
        };
        self.children.iter().map(letters).collect()
    }

    /// The node and all beneath it, in order.
    pub fn all(&self) -> Box<dyn Iterator<Item = &Node> + '_> {
        Box::new(std::iter::once(self).chain(self.nodes().flat_map(Node::all)))
    }

    pub fn find(&self, name: &str) -> Option<&Node> {
        self.all().find(|node| node.name == name)
    }
}

/// The root of a part. A part that is cut short, or too deep, is broken; one of more than [`limits::ELEMENTS`] elements
/// is too large.
pub fn read(xml: &str) -> Result<Node, Unread> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
    let mut open = vec![Node::default()];
    let mut left = limits::ELEMENTS;
    loop {
        let event = reader.read_event().map_err(|_| Unread::Broken)?;
        if matches!(event, Event::Start(_) | Event::Empty(_)) {
            left = left.checked_sub(1).ok_or(Unread::TooLarge)?;
        }
        match event {
            Event::Start(tag) => {
                if open.len() > DEEPEST {
                    return Err(Unread::Broken);
                }
                open.push(node(&tag));
            }
            Event::Empty(tag) => push(&mut open, Child::Node(node(&tag))),
            Event::End(_) => {
                let closed = open.pop().filter(|_| !open.is_empty()).ok_or(Unread::Broken)?;
                push(&mut open, Child::Node(closed));
            }
            Event::Text(text) => letters(&mut open, &text.xml_content().map_err(|_| Unread::Broken)?),
            Event::CData(text) => letters(&mut open, &text.xml_content().map_err(|_| Unread::Broken)?),
            Event::GeneralRef(reference) => letters(&mut open, &resolved(&reference)?),
            Event::Eof => {
                let document = open.pop().filter(|_| open.is_empty()).ok_or(Unread::Broken)?;
                return Ok(document.children.into_iter().find_map(only_node).unwrap_or_default());
            }
            _ => {}
        }
    }
}

fn only_node(child: Child) -> Option<Node> {
    match child {
        Child::Node(node) => Some(node),
        Child::Text(_) => None,
    }
}

fn node(tag: &BytesStart) -> Node {
    let attribute = |attribute: quick_xml::events::attributes::Attribute| {
        let name = String::from_utf8_lossy(attribute.key.local_name().as_ref()).into_owned();
        attribute.unescape_value().ok().map(|value| (name, value.into_owned()))
    };
    Node {
        name: String::from_utf8_lossy(tag.local_name().as_ref()).into_owned(),
        attributes: tag.attributes().with_checks(false).flatten().filter_map(attribute).collect(),
        children: Vec::new(),
    }
}

fn push(open: &mut [Node], child: Child) {
    if let Some(node) = open.last_mut() {
        node.children.push(child);
    }
}

fn letters(open: &mut [Node], text: &str) {
    let Some(node) = open.last_mut() else { return };
    match node.children.last_mut() {
        Some(Child::Text(before)) => before.push_str(text),
        _ => node.children.push(Child::Text(text.to_owned())),
    }
}

/// A letter by its number or its name; another name is kept as it is written, for no part may bring its own.
fn resolved(reference: &BytesRef) -> Result<String, Unread> {
    if let Some(letter) = reference.resolve_char_ref().map_err(|_| Unread::Broken)? {
        return Ok(letter.to_string());
    }
    let name = reference.decode().map_err(|_| Unread::Broken)?;
    Ok(quick_xml::escape::resolve_xml_entity(&name).map_or_else(|| format!("&{name};"), str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_a_tree_by_local_names() {
        let root =
            read("<?xml version=\"1.0\"?><w:p w:id=\"a&amp;b\"><x:t>1 &lt; &#50;&nbsp;</x:t><w:b w:val=\"0\"/></w:p>")
                .unwrap();
        assert_eq!((root.name.as_str(), root.attribute("id")), ("p", Some("a&b")));
        assert_eq!(root.child("t").map(Node::text).as_deref(), Some("1 < 2&nbsp;"));
        assert_eq!((root.on("b"), root.on("i")), (Some(false), None));
    }

    #[test]
    fn a_part_without_end_or_beyond_measure_is_refused() {
        assert_eq!(read("<a><b>").err(), Some(Unread::Broken));
        assert_eq!(read(&"<a>".repeat(1_000)).err(), Some(Unread::Broken));
        assert_eq!(read(&format!("<a>{}</a>", "<b/>".repeat(limits::ELEMENTS))).err(), Some(Unread::TooLarge));
    }
}
