//! The parts of a text within each other by their levels, and the blocks in them.

use crate::xml::Xml;
use procedure::{
    Part, Section, Text,
    text::{Align, Block, Figure, Inline, List, Mark, Run, Table},
};
use std::collections::BTreeMap;

/// What a part is by its level, and the short form that begins its id. The standard has no deeper name of its own.
const CONTAINERS: [(&str, &str); 2] = [("chapter", "chp"), ("section", "sec")];
const DEEPER: (&str, &str) = ("level", "lvl");
/// What stands before the first heading.
const BEFORE: (&str, &str) = ("hcontainer", "hcontainer");

pub fn write(text: &Text, pictures: &str, xml: &mut Xml) {
    let mut writer = Writer { xml, pictures, ids: BTreeMap::new(), notes: 0 };
    let numbers = text.numbers();
    let parts: Vec<(&str, &Section)> = numbers.iter().map(String::as_str).zip(text.parts.iter().map(section)).collect();
    if parts.is_empty() {
        writer.xml.empty("p", &[]);
    }
    writer.parts(&parts, "");
}

fn section(part: &Part) -> &Section {
    let Part::Section(section) = part;
    section
}

struct Writer<'a> {
    xml: &'a mut Xml,
    pictures: &'a str,
    /// How many there are of each sort in each part: ids are counted by it.
    ids: BTreeMap<String, u32>,
    notes: u32,
}

impl Writer<'_> {
    fn id(&mut self, within: &str, sort: &str) -> String {
        let stem = if within.is_empty() { sort.to_owned() } else { format!("{within}__{sort}") };
        let count = self.ids.entry(stem.clone()).or_default();
        *count += 1;
        format!("{stem}_{count}")
    }

    /// Parts of one level with those below them.
    fn parts(&mut self, parts: &[(&str, &Section)], within: &str) {
        let mut rest = parts;
        while let Some((first, after)) = rest.split_first() {
            let below = after.iter().take_while(|(_, part)| part.level > first.1.level).count();
            let (below, next) = after.split_at(below);
            self.part(first.0, first.1, below, within);
            rest = next;
        }
    }

    fn part(&mut self, number: &str, part: &Section, below: &[(&str, &Section)], within: &str) {
        let untitled = number.is_empty() && part.heading.is_empty();
        let (name, sort) = match CONTAINERS.get(usize::from(part.level) - 1) {
            _ if untitled => BEFORE,
            Some(named) => *named,
            None => DEEPER,
        };
        let id = self.id(within, sort);
        let mut attributes = vec![("eId", id.as_str())];
        if !part.id.as_str().is_empty() {
            attributes.push(("wId", part.id.as_str()));
        }
        if untitled {
            attributes.push(("name", "untitled"));
        }
        self.xml.open(name, &attributes);
        if !number.is_empty() {
            self.xml.element("num", &[], number);
        }
        if !part.heading.is_empty() {
            self.within("heading", &[], &part.heading, &id);
        }
        // What stands under a heading is its content, or what leads to the parts below it.
        let holder = if below.is_empty() { "content" } else { "intro" };
        if !part.body.is_empty() {
            let inner = self.id(&id, holder);
            self.xml.open(holder, &[("eId", &inner)]);
            self.blocks(&part.body, &inner);
            self.xml.close(holder);
        }
        self.parts(below, &id);
        self.xml.close(name);
    }

    fn within(&mut self, name: &str, attributes: &[(&str, &str)], text: &[Inline], id: &str) {
        self.xml.open(name, attributes);
        self.inlines(text, id);
        self.xml.close(name);
    }

    /// `within`: the id of what they stand in.
    fn blocks(&mut self, blocks: &[Block], within: &str) {
        for block in blocks {
            match block {
                Block::Para { text } => self.within("p", &[], text, within),
                Block::List(list) => self.list(list, within),
                Block::Table(table) => self.table(table, within),
                Block::Figure(figure) => self.figure(figure, within),
                Block::Quote { body } => {
                    let id = self.id(within, "tblock");
                    self.xml.open("tblock", &[("eId", &id), ("class", "quote")]);
                    self.blocks(body, &id);
                    self.xml.close("tblock");
                }
            }
        }
    }

    fn list(&mut self, list: &List, within: &str) {
        let id = self.id(within, "list");
        self.xml.open("blockList", &[("eId", &id)]);
        for (number, body) in (list.start..).zip(&list.items) {
            let item = self.id(&id, "item");
            self.xml.open("item", &[("eId", &item)]);
            self.xml.element("num", &[], &list.mark.label(number));
            if body.is_empty() {
                self.xml.empty("p", &[]);
            }
            self.blocks(body, &item);
            self.xml.close("item");
        }
        self.xml.close("blockList");
    }

    fn table(&mut self, table: &Table, within: &str) {
        let id = self.id(within, "table");
        self.xml.open("table", &[("eId", &id)]);
        for (row, cells) in table.aligned().into_iter().enumerate() {
            // A row that cells from above fill has no cell of its own, and a row has one at least.
            if cells.is_empty() {
                continue;
            }
            self.xml.open("tr", &[]);
            let name = if row < table.head as usize { "th" } else { "td" };
            for (cell, align) in cells {
                let (cols, rows) = (cell.cols.to_string(), cell.rows.to_string());
                let mut attributes = Vec::new();
                if cell.cols > 1 {
                    attributes.push(("colspan", cols.as_str()));
                }
                if cell.rows > 1 {
                    attributes.push(("rowspan", rows.as_str()));
                }
                attributes.extend(style(align));
                self.xml.open(name, &attributes);
                self.within("p", &[], &cell.text, &id);
                self.xml.close(name);
            }
            self.xml.close("tr");
        }
        self.xml.close("table");
    }

    fn figure(&mut self, figure: &Figure, within: &str) {
        let address = format!("{}{}", self.pictures, figure.image);
        self.xml.open("block", &[("name", "figure")]);
        self.xml.empty("img", &[("src", &address), ("alt", &figure.alt)]);
        self.xml.close("block");
        if !figure.caption.is_empty() {
            self.within("block", &[("name", "caption")], &figure.caption, within);
        }
    }

    fn inlines(&mut self, inlines: &[Inline], within: &str) {
        for inline in inlines {
            match inline {
                Inline::Run(run) => self.run(run),
                Inline::Note { note } => {
                    self.notes += 1;
                    let (id, marker) = (self.id(within, "authorialNote"), self.notes.to_string());
                    let attributes = [("eId", id.as_str()), ("marker", &marker), ("placement", "bottom")];
                    self.xml.open("authorialNote", &attributes);
                    self.blocks(note, &id);
                    self.xml.close("authorialNote");
                }
            }
        }
    }

    fn run(&mut self, run: &Run) {
        if let Some(link) = &run.link {
            self.xml.open("a", &[("href", link)]);
        }
        let names = run.marks.iter().map(|mark| match mark {
            Mark::Bold => "b",
            Mark::Italic => "i",
            Mark::Sub => "sub",
            Mark::Super => "sup",
        });
        names.clone().for_each(|name| self.xml.open(name, &[]));
        for (at, line) in run.text.split('\n').enumerate() {
            if at > 0 {
                self.xml.empty("eol", &[]);
            }
            self.xml.letters(line);
        }
        names.rev().for_each(|name| self.xml.close(name));
        if run.link.is_some() {
            self.xml.close("a");
        }
    }
}

fn style(align: Align) -> Option<(&'static str, &'static str)> {
    let style = match align {
        Align::Usual => return None,
        Align::Left => "text-align: left",
        Align::Centre => "text-align: center",
        Align::Right => "text-align: right",
    };
    Some(("style", style))
}
