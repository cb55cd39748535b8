//! Reads the paragraphs, lists and tables of a Word document in order.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::styles::{self, Styles};
use crate::import::ImportError;

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
}

pub fn read(xml: &str, styles: &Styles) -> Result<Vec<Paragraph>, ImportError> {
    let mut body =
        Body { styles, done: Vec::new(), paragraphs: Vec::new(), tables: Vec::new(), properties: 0, in_text: false };
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
            Event::Eof if depth == 0 => return Ok(body.done),
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
            name if self.properties > 0 => self.property(name, tag),
            _ => {}
        }
    }

    fn property(&mut self, name: &[u8], tag: &BytesStart) {
        let Some(open) = self.paragraphs.last_mut() else { return };
        match name {
            b"pStyle" => open.style = styles::attribute(tag, b"val").unwrap_or_default(),
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
            _ => {}
        }
    }

    fn write(&mut self, text: &str) {
        if let Some(open) = self.paragraphs.last_mut() {
            open.text.push_str(text);
        }
    }

    fn close(&mut self, open: Open) {
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
        } else if open.list.unwrap_or_else(|| self.styles.is_list(&open.style)) {
            Kind::Item
        } else {
            Kind::Text
        }
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
