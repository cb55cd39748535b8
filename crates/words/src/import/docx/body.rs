//! Reads the paragraphs, lists and tables of a Word document in order.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::styles::{self, Styles};
use crate::{import::ImportError, package::attribute};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Title,
    Heading,
    Item,
    /// A table row: cells with ` | ` between them.
    Row,
    Text,
}

pub struct Paragraph {
    pub kind: Kind,
    pub text: String,
}

/// The text of a part, and what of it is no text.
pub struct Read {
    pub paragraphs: Vec<Paragraph>,
    /// What pictures and drawings are called; empty where they have no name.
    pub pictures: Vec<String>,
    /// There are letters of a symbol font, or raised or lowered ones, which plain text cannot show.
    pub lowered: bool,
    /// There are paragraphs of lists, which Word may number.
    pub listed: bool,
}

/// Removed or moved text, former formatting, and the second copy that old readers get of a drawing.
const NOT_READ: [&[u8]; 6] = [b"del", b"moveFrom", b"pPrChange", b"rPrChange", b"sectPrChange", b"Fallback"];

/// Elements inside each other; no real document comes near it.
const DEEPEST: usize = 512;

#[derive(Default)]
struct Open {
    text: String,
    style: String,
    outline: Option<u8>,
    list: Option<bool>,
    level: u8,
}

#[derive(Default)]
struct Table {
    row: Vec<String>,
    cell: String,
}

struct Body<'a> {
    styles: &'a Styles,
    done: Vec<Paragraph>,
    /// Text boxes put paragraphs inside paragraphs, and cells put tables inside tables.
    paragraphs: Vec<Open>,
    tables: Vec<Table>,
    properties: usize,
    in_text: bool,
    /// The drawing that is open: its name, and whether it holds text of its own.
    drawing: Option<(String, bool)>,
    pictures: Vec<String>,
    lowered: bool,
    listed: bool,
}

pub fn read(xml: &str, styles: &Styles) -> Result<Read, ImportError> {
    let mut body = Body {
        styles,
        done: Vec::new(),
        paragraphs: Vec::new(),
        tables: Vec::new(),
        properties: 0,
        in_text: false,
        drawing: None,
        pictures: Vec::new(),
        lowered: false,
        listed: false,
    };
    let mut reader = Reader::from_str(xml);
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|_| ImportError::BrokenDocx)? {
            Event::Start(tag) if NOT_READ.contains(&tag.local_name().as_ref()) => {
                reader.read_to_end(tag.name()).map_err(|_| ImportError::BrokenDocx)?;
            }
            Event::Start(tag) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(ImportError::BrokenDocx);
                }
                body.start(&tag);
            }
            Event::Empty(tag) => {
                body.start(&tag);
                body.end(tag.local_name().as_ref());
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                body.end(tag.local_name().as_ref());
            }
            Event::Text(text) if body.in_text => {
                body.write(&text.xml_content().map_err(|_| ImportError::BrokenDocx)?);
            }
            Event::CData(text) if body.in_text => {
                body.write(&text.xml_content().map_err(|_| ImportError::BrokenDocx)?);
            }
            Event::GeneralRef(reference) if body.in_text => body.write(&resolved(&reference)?),
            Event::Eof if depth == 0 => {
                let Body { done: paragraphs, pictures, lowered, listed, .. } = body;
                return Ok(Read { paragraphs, pictures, lowered, listed });
            }
            Event::Eof => return Err(ImportError::BrokenDocx),
            _ => {}
        }
    }
}

fn resolved(reference: &BytesRef) -> Result<String, ImportError> {
    if let Some(letter) = reference.resolve_char_ref().map_err(|_| ImportError::BrokenDocx)? {
        return Ok(letter.to_string());
    }
    let name = reference.decode().map_err(|_| ImportError::BrokenDocx)?;
    Ok(quick_xml::escape::resolve_xml_entity(&name).map_or_else(|| format!("&{name};"), str::to_owned))
}

impl Body<'_> {
    fn start(&mut self, tag: &BytesStart) {
        match tag.local_name().as_ref() {
            b"p" => self.paragraphs.push(Open::default()),
            b"tbl" => self.tables.push(Table::default()),
            b"pPr" => self.properties += 1,
            b"t" => self.in_text = true,
            b"noBreakHyphen" => self.write("-"),
            b"br" | b"cr" => self.write("\n"),
            b"tab" if self.properties == 0 => self.write("\t"),
            b"sym" => self.lowered = true,
            b"vertAlign" => self.lowered |= attribute(tag, b"val").is_some_and(|place| place != "baseline"),
            b"drawing" => self.drawing = Some(Default::default()),
            b"docPr" => self.name_drawing(tag),
            b"txbxContent" => self.drawing = self.drawing.take().map(|(name, _)| (name, true)),
            name if self.properties > 0 => self.property(name, tag),
            _ => {}
        }
    }

    fn property(&mut self, name: &[u8], tag: &BytesStart) {
        let Some(open) = self.paragraphs.last_mut() else { return };
        match name {
            b"pStyle" => open.style = attribute(tag, b"val").unwrap_or_default(),
            b"outlineLvl" => open.outline = styles::number(tag),
            b"numId" => open.list = Some(styles::number(tag) != Some(0)),
            b"ilvl" => open.level = styles::number(tag).unwrap_or(0).min(8),
            _ => {}
        }
    }

    fn end(&mut self, name: &[u8]) {
        match name {
            b"p" => {
                if let Some(open) = self.paragraphs.pop() {
                    self.close(open);
                }
            }
            b"tc" => {
                if let Some(table) = self.tables.last_mut() {
                    let cell = std::mem::take(&mut table.cell);
                    table.row.push(cell);
                }
            }
            b"tr" => {
                if let Some(table) = self.tables.last_mut() {
                    let row = std::mem::take(&mut table.row);
                    self.close_row(&row);
                }
            }
            b"tbl" => drop(self.tables.pop()),
            b"pPr" => self.properties = self.properties.saturating_sub(1),
            b"t" => self.in_text = false,
            b"drawing" => {
                let drawing = self.drawing.take().filter(|(_, says_it)| !says_it);
                self.pictures.extend(drawing.map(|(name, _)| name));
            }
            _ => {}
        }
    }

    /// What the writer said it shows, or else what Word calls it.
    fn name_drawing(&mut self, tag: &BytesStart) {
        let said = ["descr", "title", "name"].iter().filter_map(|name| attribute(tag, name.as_bytes()));
        let name = said.map(|name| name.trim().to_owned()).find(|name| !name.is_empty());
        if let (Some((open, _)), Some(name)) = (&mut self.drawing, name) {
            *open = name;
        }
    }

    fn write(&mut self, text: &str) {
        if let Some(open) = self.paragraphs.last_mut() {
            open.text.push_str(text);
        }
    }

    fn close(&mut self, open: Open) {
        self.listed |= !open.text.trim().is_empty() && self.in_list(&open);
        if let Some(table) = self.tables.last_mut() {
            add_words(&mut table.cell, &open.text);
            return;
        }
        let kind = self.kind(&open);
        let text = match kind {
            Kind::Item => format!("{}- {}", "  ".repeat(usize::from(open.level)), open.text.trim()),
            _ => open.text,
        };
        if !text.trim().is_empty() && text.trim() != "-" {
            self.done.push(Paragraph { kind, text });
        }
    }

    fn kind(&self, open: &Open) -> Kind {
        let heading = open.outline.map_or_else(|| self.styles.is_heading(&open.style), styles::is_heading_level);
        if open.text.trim().is_empty() {
            Kind::Text
        } else if self.styles.is_title(&open.style) {
            Kind::Title
        } else if heading {
            Kind::Heading
        } else if self.in_list(open) {
            Kind::Item
        } else {
            Kind::Text
        }
    }

    fn in_list(&self, open: &Open) -> bool {
        open.list.unwrap_or_else(|| self.styles.is_list(&open.style))
    }

    /// A row of an inner table becomes a part of the cell around it.
    fn close_row(&mut self, cells: &[String]) {
        if cells.iter().all(String::is_empty) {
            return;
        }
        let text = cells.join(" | ");
        let outer = self.tables.len().checked_sub(2).and_then(|place| self.tables.get_mut(place));
        match outer {
            Some(table) => add_words(&mut table.cell, &text),
            None => self.done.push(Paragraph { kind: Kind::Row, text }),
        }
    }
}

fn add_words(cell: &mut String, text: &str) {
    for word in text.split_whitespace() {
        if !cell.is_empty() {
            cell.push(' ');
        }
        cell.push_str(word);
    }
}
