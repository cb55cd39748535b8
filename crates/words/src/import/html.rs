//! Pages, and what Word saves as one: sections by headings, with lists, tables, notes and links. What a page says of its
//! looks is not read, nor is what it does.

mod lists;
mod page;
mod table;
#[cfg(test)]
mod tests;

use super::{
    Imported, Picture, markdown,
    pieces::{self, Found, Piece},
    report::{Report, What},
};
use crate::{
    limits,
    package::Unread,
    xml_tree::{Child, Node},
};
use base64::Engine as _;
use procedure::text::{Block, Figure, Inline, Mark, Run, line_of};
use std::collections::{BTreeSet, HashMap};

/// What stands on lines of its own.
const BLOCKS: [&str; 24] = [
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "nav",
    "aside",
    "address",
    "center",
    "dl",
    "dt",
    "dd",
    "fieldset",
    "figure",
    "figcaption",
    "details",
    "summary",
    "body",
    "html",
    "caption",
    "legend",
    "hgroup",
];
/// What is no text of the page.
const SCRIPTS: [&str; 14] = [
    "script", "iframe", "object", "embed", "applet", "video", "audio", "canvas", "input", "select", "textarea",
    "button", "math", "noscript",
];
const NOT_READ: [&str; 6] = ["style", "head", "meta", "link", "template", "xml"];

/// Whether a text is a page by how it begins.
pub fn is_page(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(200).collect::<String>().to_lowercase();
    ["<!doctype html", "<html", "<body", "<meta", "<!--startfragment", "<p ", "<p>", "<h1", "<div"]
        .iter()
        .any(|mark| start.starts_with(mark))
}

pub fn read(text: &str) -> Result<Imported, Unread> {
    let root = page::tree(text)?;
    let notes = root.all().filter(|node| says(node, "mso-element:footnote") || says(node, "mso-element:endnote"));
    let notes = notes.filter_map(|node| Some((node.attribute("id")?, node))).collect();
    let mut reader = Reader { notes, ..Reader::default() };
    let mut pieces = Vec::new();
    reader.blocks(&root, &mut pieces);
    reader.flush(&mut pieces);
    let Reader { pictures, report, .. } = reader;
    let mut imported = Found { pieces, pictures, report }.sections();
    let named = || root.find("title").map(|title| line_of(&[Inline::plain(title.text())]));
    if imported.title.is_none() {
        imported.title = markdown::title(&mut imported.sections).or_else(named).filter(|title| !title.is_empty());
    }
    Ok(imported)
}

#[derive(Default)]
struct Reader<'p> {
    notes: HashMap<&'p str, &'p Node>,
    in_note: bool,
    line: Vec<Inline>,
    /// What stands after the paragraph that is read.
    beside: Vec<Block>,
    pictures: Vec<Picture>,
    report: Report,
}

#[derive(Clone, Default)]
struct Look {
    marks: BTreeSet<Mark>,
    link: Option<String>,
    /// Blanks and line ends are kept.
    kept: bool,
}

fn style(node: &Node) -> String {
    node.attribute("style").unwrap_or_default().to_lowercase().replace(char::is_whitespace, "")
}

fn says(node: &Node, word: &str) -> bool {
    style(node).split(';').any(|said| said == word)
}

fn class(node: &Node) -> &str {
    node.attribute("class").unwrap_or_default()
}

impl<'p> Reader<'p> {
    fn blocks(&mut self, node: &'p Node, found: &mut Vec<Piece>) {
        for child in &node.children {
            match child {
                Child::Text(text) => self.letters(text, &Look::default()),
                Child::Node(node) => self.block(node, found),
            }
        }
    }

    fn block(&mut self, node: &'p Node, found: &mut Vec<Piece>) {
        let name = node.name.as_str();
        if NOT_READ.contains(&name) || self.is_note_text(node) || self.is_left_out(node) {
            return;
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush(found);
                self.children(node, &Look::default());
                let heading = std::mem::take(&mut self.line);
                let level = name.as_bytes()[1] - b'0';
                if !pieces::is_blank(&heading) {
                    self.report.stands_under(&line_of(&heading));
                    found.push(Piece::Heading { level, number: String::new(), heading });
                }
                self.flush(found);
            }
            "ul" | "ol" => {
                self.flush(found);
                let list = self.list(node);
                found.push(Piece::Block(Block::List(list)));
            }
            "table" => {
                self.flush(found);
                self.table(node, found);
            }
            "blockquote" => {
                self.flush(found);
                let body = self.inner(node);
                found.push(Piece::Block(Block::Quote { body }));
            }
            "pre" => {
                self.flush(found);
                self.children(node, &Look { kept: true, ..Look::default() });
                self.flush(found);
            }
            "p" if class(node).starts_with("MsoTitle") => {
                self.flush(found);
                self.children(node, &Look::default());
                found.push(Piece::Title(std::mem::take(&mut self.line)));
            }
            "p" if style(node).contains("mso-list:") => {
                self.flush(found);
                self.word_item(node, found);
            }
            name if BLOCKS.contains(&name) => {
                self.flush(found);
                self.blocks(node, found);
                self.flush(found);
            }
            // A page may put blocks into what stands on a line.
            _ if node.all().skip(1).any(|inner| is_block(&inner.name)) => self.blocks(node, found),
            _ => self.inline(node, &Look::default()),
        }
    }

    /// The blocks of what is a text of its own: an item, a cell, a note.
    fn inner(&mut self, node: &'p Node) -> Vec<Block> {
        let (line, beside) = (std::mem::take(&mut self.line), std::mem::take(&mut self.beside));
        let mut found = Vec::new();
        self.blocks(node, &mut found);
        self.flush(&mut found);
        (self.line, self.beside) = (line, beside);
        pieces::blocks(found)
    }

    /// Ends the paragraph that is read.
    fn flush(&mut self, found: &mut Vec<Piece>) {
        let text = std::mem::take(&mut self.line);
        if !pieces::is_blank(&text) {
            found.push(Piece::Block(Block::Para { text }));
        }
        found.extend(self.beside.drain(..).map(Piece::Block));
    }

    /// Notes are read where they are called; lines between text and notes are none of it.
    fn is_note_text(&self, node: &Node) -> bool {
        let of_notes =
            ["mso-element:footnote-list", "mso-element:endnote-list", "mso-element:footnote", "mso-element:endnote"];
        !self.in_note && node.name == "div" && of_notes.iter().any(|word| says(node, word))
    }

    fn is_left_out(&mut self, node: &Node) -> bool {
        if SCRIPTS.contains(&node.name.as_str()) {
            self.report.add(What::Scripts);
            return true;
        }
        if node.name == "svg" {
            self.report.say(What::PicturesLeftOut, node.find("title").map(Node::text).unwrap_or_default().as_str());
            return true;
        }
        let hidden = says(node, "display:none") || says(node, "mso-hide:all") || node.attribute("hidden").is_some();
        let words: String = if hidden { node.all().map(Node::text).collect() } else { String::new() };
        if !words.trim().is_empty() {
            self.report.say(What::Hidden, &words);
        }
        hidden
    }

    fn children(&mut self, node: &'p Node, look: &Look) {
        for child in &node.children {
            match child {
                Child::Text(text) => self.letters(text, look),
                Child::Node(node) => self.inline(node, look),
            }
        }
    }

    fn inline(&mut self, node: &'p Node, look: &Look) {
        let name = node.name.as_str();
        if NOT_READ.contains(&name) || self.is_left_out(node) || says(node, "mso-list:ignore") {
            return;
        }
        let mut own = look.clone();
        match name {
            "br" => return self.letters("\n", &Look { kept: true, ..own }),
            "img" => return self.picture(node),
            "a" => {
                if self.called(node) {
                    return;
                }
                own.link = self.link(node).or(own.link);
            }
            "b" | "strong" => drop(own.marks.insert(Mark::Bold)),
            "i" | "em" | "cite" => drop(own.marks.insert(Mark::Italic)),
            "sub" => drop(own.marks.insert(Mark::Sub)),
            "sup" => drop(own.marks.insert(Mark::Super)),
            "u" => self.report.add(What::Underlined),
            "s" | "strike" | "del" => self.report.say(What::Struck, &node.all().map(Node::text).collect::<String>()),
            "ins" => self.report.add(What::Insertions),
            "font" => self.report.add(What::Coloured),
            _ => {}
        }
        for (word, mark) in [
            ("font-weight:bold", Mark::Bold),
            ("font-weight:700", Mark::Bold),
            ("font-style:italic", Mark::Italic),
            ("vertical-align:super", Mark::Super),
            ("vertical-align:sub", Mark::Sub),
        ] {
            if says(node, word) {
                own.marks.insert(mark);
            }
        }
        self.children(node, &own);
    }

    /// Runs of blanks are one blank, and none at the start of a line.
    fn letters(&mut self, text: &str, look: &Look) {
        let mut written = String::new();
        let before = match self.line.last() {
            Some(Inline::Run(run)) => run.text.chars().last(),
            Some(Inline::Note { .. }) => Some('.'),
            None => None,
        };
        let mut blank = before.is_none_or(|c| c.is_ascii_whitespace());
        for c in text.chars() {
            let is_blank = c.is_ascii_whitespace() && !look.kept;
            if !(is_blank && blank) {
                written.push(if is_blank { ' ' } else { c });
            }
            blank = is_blank;
        }
        if !written.is_empty() {
            let (marks, link) = (look.marks.clone(), look.link.clone());
            self.line.push(Inline::Run(Run { text: written, marks, link }));
        }
    }

    fn link(&mut self, node: &Node) -> Option<String> {
        let address = node.attribute("href")?.trim().replace(' ', "%20");
        if address.starts_with('#') {
            self.report.add(What::References);
            return None;
        }
        let followed =
            ["http://", "https://", "mailto:"].iter().any(|scheme| address.to_lowercase().starts_with(scheme));
        if !followed && !address.is_empty() {
            self.report.say(What::LinksLeftOut, &address);
        }
        followed.then_some(address)
    }

    /// A note as Word calls one on a page.
    fn called(&mut self, node: &Node) -> bool {
        let style = style(node);
        let id = ["mso-footnote-id:", "mso-endnote-id:"]
            .iter()
            .find_map(|name| style.split(';').find_map(|said| said.strip_prefix(name)));
        let Some(id) = id else { return false };
        // The way back from a note.
        if self.in_note {
            return true;
        }
        let Some(&note) = self.notes.get(id) else { return false };
        self.in_note = true;
        let body = self.inner_of_note(note);
        self.in_note = false;
        if style.contains("mso-endnote-id:") {
            self.report.add(What::Endnotes);
        }
        self.line.push(Inline::Note { note: body });
        true
    }

    fn inner_of_note(&mut self, note: &'p Node) -> Vec<Block> {
        self.inner(note)
    }

    /// A picture comes in where the page holds its bytes.
    fn picture(&mut self, node: &Node) {
        let alt = node.attribute("alt").unwrap_or_default().trim().to_owned();
        let source = node.attribute("src").unwrap_or_default();
        let bytes = source.strip_prefix("data:").and_then(|data| data.split_once(";base64,")).and_then(|(_, data)| {
            let letters: String = data.chars().filter(|c| !c.is_whitespace()).collect();
            base64::engine::general_purpose::STANDARD.decode(letters).ok()
        });
        let size: usize = self.pictures.iter().map(|picture| picture.bytes.len()).sum();
        let room = |bytes: &Vec<u8>| (size + bytes.len()) as u64 <= limits::PICTURES;
        let room = bytes.filter(room).filter(|_| self.pictures.len() < limits::PICTURES_COUNT);
        let name = if alt.is_empty() { "picture" } else { &alt };
        match room.and_then(|bytes| Picture::of(name, bytes)) {
            Some(picture) => {
                let image = picture.hash.clone();
                self.beside.push(Block::Figure(Figure { image, alt, caption: Vec::new() }));
                if !self.pictures.iter().any(|known| known.hash == picture.hash) {
                    self.pictures.push(picture);
                }
            }
            None => {
                let named = if alt.is_empty() && !source.starts_with("data:") { source } else { &alt };
                self.report.say(What::PicturesLeftOut, named);
            }
        }
    }
}

fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
        || matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "table" | "blockquote" | "pre")
}
