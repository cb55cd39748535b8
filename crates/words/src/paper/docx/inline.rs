//! Runs, links, line breaks, and the places notes are called from.

use super::{body::Writer, package::Related, styles::Role};
use crate::xml::Attribute;
use procedure::text::{Inline, Mark, Run, plain_blocks};

impl Writer<'_> {
    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        let alike = |one: &Inline, other: &Inline| matches!((one, other), (Inline::Run(one), Inline::Run(other)) if one.link == other.link);
        for group in inlines.chunk_by(alike) {
            let link = match &group[0] {
                Inline::Run(run) => run.link.as_deref(),
                Inline::Note { .. } => None,
            };
            if let Some(link) = link {
                let id = self.refer("hyperlink", link, true);
                self.xml.open("w:hyperlink", &[("r:id", &id)]);
            }
            for inline in group {
                match inline {
                    Inline::Run(run) => self.run(run),
                    Inline::Note { note } => match self.note(note) {
                        Some(number) => self.sign("w:footnoteReference", &[("w:id", &number.to_string())]),
                        None => self.inlines(&[Inline::plain(format!(" ({})", plain_blocks(note)))]),
                    },
                }
            }
            if link.is_some() {
                self.xml.close("w:hyperlink");
            }
        }
    }

    /// The id by which this part names another, or an address outside.
    pub(super) fn refer(&mut self, purpose: &str, target: &str, outside: bool) -> String {
        if let Some(known) = self.related.iter().find(|one| one.outside == outside && one.target == target) {
            return known.id.clone();
        }
        let id = format!("samrad{}", self.related.len() + 1);
        self.related.push(Related { outside, ..Related::to(&id, purpose, target) });
        id
    }

    /// The place of a note, or its number in the note itself.
    pub(super) fn sign(&mut self, name: &str, attributes: &[Attribute]) {
        self.xml.open("w:r", &[]);
        self.xml.open("w:rPr", &[]);
        self.xml.empty("w:rStyle", &[("w:val", self.template.styles.id(Role::NoteNumber))]);
        self.xml.close("w:rPr");
        self.xml.empty(name, attributes);
        self.xml.close("w:r");
    }

    fn run(&mut self, run: &Run) {
        self.xml.open("w:r", &[]);
        if run.link.is_some() || !run.marks.is_empty() {
            self.xml.open("w:rPr", &[]);
            if run.link.is_some() {
                self.xml.empty("w:rStyle", &[("w:val", self.template.styles.id(Role::Link))]);
            }
            for mark in &run.marks {
                match mark {
                    Mark::Bold => self.xml.empty("w:b", &[]),
                    Mark::Italic => self.xml.empty("w:i", &[]),
                    Mark::Sub => self.xml.empty("w:vertAlign", &[("w:val", "subscript")]),
                    // Word has one place for a letter: what is both is lowered.
                    Mark::Super if run.marks.contains(&Mark::Sub) => {}
                    Mark::Super => self.xml.empty("w:vertAlign", &[("w:val", "superscript")]),
                }
            }
            self.xml.close("w:rPr");
        }
        for (at, line) in run.text.split('\n').enumerate() {
            if at > 0 {
                self.xml.empty("w:br", &[]);
            }
            for (at, words) in line.split('\t').enumerate() {
                if at > 0 {
                    self.xml.empty("w:tab", &[]);
                }
                if !words.is_empty() {
                    self.xml.element("w:t", &[("xml:space", "preserve")], words);
                }
            }
        }
        self.xml.close("w:r");
    }
}
