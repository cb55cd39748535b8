//! Papers people take with them: a Word document, or plain text to paste, from one and the same list of blocks.

mod docx;
#[cfg(test)]
mod tests;

use crate::{
    language::Lang,
    markup::{self, Block as Marked},
};
use procedure::{Part, Text};
use std::fmt::Write as _;

pub use docx::MEDIA_TYPE;

/// A paper, in the order it is read.
#[derive(Clone, Debug)]
pub struct Paper {
    lang: Lang,
    blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Block {
    Title(String),
    /// Its level, from 1.
    Heading(u8, String),
    /// May hold several lines, and words in bold.
    Paragraph(String),
    Item(String),
    Table(PaperTable),
}

/// Cells may hold several lines; every row has as many as the head.
#[derive(Clone, Debug, PartialEq, Eq)]
struct PaperTable {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Paper {
    pub fn new(lang: Lang, title: impl Into<String>) -> Self {
        Self { lang, blocks: vec![Block::Title(title.into())] }
    }

    pub fn heading(&mut self, level: u8, text: impl Into<String>) -> &mut Self {
        self.block(Block::Heading(level.clamp(1, 3), text.into()))
    }

    /// One paragraph, as it stands.
    pub fn paragraph(&mut self, text: impl Into<String>) -> &mut Self {
        self.block(Block::Paragraph(text.into()))
    }

    /// What people wrote: its paragraphs and lists.
    pub fn prose(&mut self, text: &str) -> &mut Self {
        for block in markup::blocks(text) {
            match block {
                Marked::Paragraph(lines) => self.blocks.push(Block::Paragraph(lines.join("\n"))),
                Marked::List(items) => self.blocks.extend(items.into_iter().map(|item| Block::Item(item.to_owned()))),
            }
        }
        self
    }

    /// A document's text: its headings with their numbers, and what stands under them.
    pub fn text_of(&mut self, text: &Text) -> &mut Self {
        for (number, part) in text.numbers().into_iter().zip(&text.parts) {
            let Part::Section(section) = part;
            let heading =
                [number, part.title()].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ");
            if !heading.is_empty() {
                self.heading(section.level, heading);
            }
            self.prose(&part.plain());
        }
        self
    }

    pub fn table(&mut self, head: Vec<String>, rows: Vec<Vec<String>>) -> &mut Self {
        self.block(Block::Table(PaperTable { head, rows }))
    }

    fn block(&mut self, block: Block) -> &mut Self {
        self.blocks.push(block);
        self
    }

    /// A Word document. The same paper gives the same bytes.
    pub fn docx(&self) -> anyhow::Result<Vec<u8>> {
        docx::write(self)
    }

    /// Text to paste, lines ended by LF. Tables become a line a cell.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (place, block) in self.blocks.iter().enumerate() {
            let item = matches!(block, Block::Item(_));
            let listed = item && place > 0 && matches!(self.blocks[place - 1], Block::Item(_));
            if place > 0 && !listed {
                text.push('\n');
            }
            // Writing to a string cannot fail.
            let _ = match block {
                Block::Title(line) => writeln!(text, "{}", line.to_uppercase()),
                Block::Heading(_, line) => writeln!(text, "{line}"),
                Block::Paragraph(words) => writeln!(text, "{}", plain(words)),
                Block::Item(words) => writeln!(text, "- {}", plain(words)),
                Block::Table(table) => write!(text, "{}", table.text()),
            };
        }
        text
    }
}

impl PaperTable {
    fn text(&self) -> String {
        let mut text = String::new();
        for (place, row) in self.rows.iter().enumerate() {
            if place > 0 {
                text.push('\n');
            }
            for (head, cell) in self.head.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
                let _ = writeln!(text, "{head}: {}", plain(cell));
            }
        }
        text
    }
}

fn plain(words: &str) -> String {
    markup::words(words).into_iter().map(|(_, words)| words).collect()
}
