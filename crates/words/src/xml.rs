//! XML as we write it: elements in their order, letters escaped, and nothing that XML cannot hold.

use crate::plain::printable;
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

/// An attribute's name and value.
pub type Attribute<'a> = (&'a str, &'a str);

/// XML under way, in memory.
#[derive(Default)]
pub struct Xml(Vec<u8>);

impl Xml {
    /// Begins a document of its own.
    pub fn document() -> Self {
        let mut xml = Self::default();
        xml.put(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))));
        xml
    }

    /// An element that holds what comes until it is closed.
    pub fn open(&mut self, name: &str, attributes: &[Attribute]) {
        self.put(Event::Start(BytesStart::new(name).with_attributes(attributes.iter().copied())));
    }

    pub fn close(&mut self, name: &str) {
        self.put(Event::End(BytesEnd::new(name)));
    }

    /// An element with nothing in it.
    pub fn empty(&mut self, name: &str, attributes: &[Attribute]) {
        self.put(Event::Empty(BytesStart::new(name).with_attributes(attributes.iter().copied())));
    }

    /// An element of letters alone.
    pub fn element(&mut self, name: &str, attributes: &[Attribute], letters: &str) {
        self.open(name, attributes);
        self.letters(letters);
        self.close(name);
    }

    pub fn letters(&mut self, letters: &str) {
        self.put(Event::Text(BytesText::new(&printable(letters))));
    }

    /// Markup that was made before.
    pub fn raw(&mut self, markup: &str) {
        self.0.extend_from_slice(markup.as_bytes());
    }

    /// What is written so far; what comes is written after it.
    pub fn taken(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.0)
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    fn put(&mut self, event: Event) {
        // Writing to memory cannot fail.
        let _ = Writer::new(&mut self.0).write_event(event);
    }
}
