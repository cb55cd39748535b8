//! Blocks as Word has them: paragraphs with styles, lists that are counted, quotations.

use super::{
    Pictures, Template,
    numbering::{self, Numbering},
    package::Related,
    styles::Role,
};
use crate::{
    paper::{Heading, numbers::Numbered},
    xml::Xml,
};
use procedure::{
    Hash,
    text::{Block, Inline, List},
};

/// A document under way.
pub struct Writer<'a> {
    /// What is not handed on to the package yet.
    pub xml: Xml,
    /// What the part that is written refers to.
    pub related: Vec<Related>,
    pub notes: Notes,
    pub numbering: Numbering,
    /// Pictures by their hash, and the names of their parts.
    pub media: Vec<(Hash, String)>,
    pub(super) template: &'a Template,
    pub(super) pictures: &'a Pictures,
    /// How many pictures are drawn: each has a number of its own.
    pub(super) drawn: u32,
    at: At,
}

/// The part with the notes, or the document while a note is written.
#[derive(Default)]
pub struct Notes {
    pub xml: Xml,
    pub related: Vec<Related>,
    pub count: u32,
}

/// Where the writer is.
#[derive(Clone, Copy, Default)]
pub(super) struct At {
    /// How many lists stand around it.
    pub lists: usize,
    pub quoted: bool,
    pub note: bool,
}

/// How a paragraph stands.
#[derive(Clone, Copy, Default)]
pub(super) struct Stand<'a> {
    pub style: Option<Role>,
    /// The list it is an item of, and at which level.
    pub item: Option<(usize, usize)>,
    /// How far in, where that does not follow from its style or its list.
    pub indent: Option<usize>,
    pub align: Option<&'a str>,
    pub with_next: bool,
}

impl<'a> Writer<'a> {
    pub fn new(template: &'a Template, pictures: &'a Pictures) -> Self {
        Self {
            xml: Xml::default(),
            related: Vec::new(),
            notes: Notes::default(),
            numbering: Numbering::of(template.numbering.clone()),
            media: Vec::new(),
            template,
            pictures,
            drawn: 0,
            at: At::default(),
        }
    }

    pub fn title(&mut self, title: &str) {
        self.paragraph(Stand { style: Some(Role::Title), ..Stand::default() }, &[Inline::plain(title)]);
    }

    pub fn heading(&mut self, heading: &Heading) {
        let role = Role::Heading(heading.level.clamp(1, 6));
        let style = Some(role);
        match &heading.number {
            Some(Numbered::Counted { list, at, .. }) => {
                let item = Some((self.numbering.headings(*list), *at));
                self.paragraph(Stand { style, item, ..Stand::default() }, &heading.text);
            }
            number => {
                let written = number.as_ref().map(|number| Inline::plain(format!("{} ", number.shown())));
                let text: Vec<Inline> = written.into_iter().chain(heading.text.iter().cloned()).collect();
                // A template may count its headings by itself: ours have their numbers.
                let item = self.template.styles.is_numbered(role).then_some((0, 0));
                self.paragraph(Stand { style, item, ..Stand::default() }, &text);
            }
        }
    }

    pub fn block(&mut self, block: &Block) {
        match block {
            Block::Para { text } => self.paragraph(self.usual(), text),
            Block::List(list) => self.list(list),
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::Quote { body } => {
                let before = std::mem::replace(&mut self.at.quoted, true);
                for block in body {
                    self.block(block);
                }
                self.at.quoted = before;
            }
        }
    }

    /// How a paragraph stands that is nothing of its own.
    pub(super) fn usual(&self) -> Stand<'static> {
        let style = match self.at {
            At { note: true, .. } => Some(Role::Note),
            At { quoted: true, .. } => Some(Role::Quote),
            _ => None,
        };
        let quoted = usize::from(self.at.quoted);
        let indent = self.at.lists.checked_sub(1).map(|level| level.min(numbering::DEEPEST) + quoted);
        Stand { style, indent, ..Stand::default() }
    }

    /// A list has a number of its own, at the level it stands at, so that it begins anew.
    fn list(&mut self, list: &List) {
        let level = self.at.lists.min(numbering::DEEPEST);
        let number = self.numbering.list(list.mark, level, list.start);
        for body in &list.items {
            // Word's own indent of a level knows nothing of the quotation around it.
            let indent = self.at.quoted.then_some(level + 1);
            let stand = Stand { item: Some((number, level)), indent, ..self.usual() };
            let (first, rest) = led(body);
            self.paragraph(stand, first);
            self.at.lists += 1;
            for block in rest {
                self.block(block);
            }
            self.at.lists -= 1;
        }
    }

    pub(super) fn paragraph(&mut self, stand: Stand, text: &[Inline]) {
        self.xml.open("w:p", &[]);
        self.stand(stand);
        self.inlines(text);
        self.xml.close("w:p");
    }

    /// A paragraph's properties, in the order of the schema.
    pub(super) fn stand(&mut self, stand: Stand) {
        self.xml.open("w:pPr", &[]);
        if let Some(role) = stand.style {
            self.xml.empty("w:pStyle", &[("w:val", self.template.styles.id(role))]);
        }
        if stand.with_next {
            self.xml.empty("w:keepNext", &[]);
        }
        if let Some((number, level)) = stand.item {
            self.xml.open("w:numPr", &[]);
            self.xml.empty("w:ilvl", &[("w:val", &level.to_string())]);
            self.xml.empty("w:numId", &[("w:val", &number.to_string())]);
            self.xml.close("w:numPr");
        }
        if let Some(level) = stand.indent {
            let (left, hanging) = (numbering::indent(level), numbering::STEP.to_string());
            let attributes = [("w:left", left.as_str()), ("w:hanging", &hanging)];
            self.xml.empty("w:ind", if stand.item.is_some() { &attributes } else { &attributes[..1] });
        }
        if let Some(align) = stand.align {
            self.xml.empty("w:jc", &[("w:val", align)]);
        }
        self.xml.close("w:pPr");
    }

    /// Writes a note into its part, and gives its number; `None` within a note, which holds no other.
    pub(super) fn note(&mut self, note: &[Block]) -> Option<u32> {
        if self.at.note {
            return None;
        }
        self.notes.count += 1;
        let number = self.notes.count;
        let before = std::mem::replace(&mut self.at, At { note: true, ..At::default() });
        self.turn_over();
        self.xml.open("w:footnote", &[("w:id", &number.to_string())]);
        let (first, rest) = led(note);
        self.xml.open("w:p", &[]);
        self.stand(self.usual());
        self.sign("w:footnoteRef", &[]);
        self.inlines(&[Inline::plain(" ")]);
        self.inlines(first);
        self.xml.close("w:p");
        for block in rest {
            self.block(block);
        }
        self.xml.close("w:footnote");
        self.turn_over();
        self.at = before;
        Some(number)
    }

    /// From the document to the notes, and back.
    fn turn_over(&mut self) {
        std::mem::swap(&mut self.xml, &mut self.notes.xml);
        std::mem::swap(&mut self.related, &mut self.notes.related);
    }
}

/// The paragraph that an item's sign, or a note's number, stands in, and what follows. It is empty where something else
/// comes first.
fn led(body: &[Block]) -> (&[Inline], &[Block]) {
    match body {
        [Block::Para { text }, rest @ ..] => (text, rest),
        rest => (&[], rest),
    }
}
