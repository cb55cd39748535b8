//! Papers people take with them: a Word document, or plain text to paste, from one and the same list of blocks.

mod docx;
mod numbers;
#[cfg(test)]
pub(crate) mod tests;

use crate::{language::Lang, markup};
use procedure::{
    Hash, Part, Text,
    text::{self, Inline, line_of, plain_blocks},
};
use std::{
    collections::{BTreeSet, HashMap},
    fmt::Write as _,
    slice,
};

pub use docx::{MEDIA_TYPE, Template, TemplateError};
use numbers::Numbered;

/// The bytes of pictures, by their hash.
pub type Pictures = HashMap<Hash, Vec<u8>>;

/// A paper, in the order it is read.
#[derive(Clone, Debug)]
pub struct Paper {
    lang: Lang,
    title: String,
    /// Who is said to have written it.
    author: String,
    blocks: Vec<Block>,
    /// How many texts with counted headings stand in it.
    counted: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Block {
    Heading(Heading),
    Body(text::Block),
    Rows(Rows),
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Heading {
    /// From 1.
    level: u8,
    number: Option<Numbered>,
    text: Vec<Inline>,
}

/// A table that may be too long to be held as a tree. Cells may hold several lines, and words in bold; every row has as
/// many as the head.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Rows {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Paper {
    pub fn new(lang: Lang, title: impl Into<String>) -> Self {
        Self { lang, title: title.into(), author: "Samråd".to_owned(), blocks: Vec::new(), counted: 0 }
    }

    /// Says who has written it.
    #[must_use]
    pub fn by(self, author: impl Into<String>) -> Self {
        Self { author: author.into(), ..self }
    }

    pub fn heading(&mut self, level: u8, text: impl Into<String>) -> &mut Self {
        self.block(Block::Heading(Heading { level, number: None, text: vec![Inline::plain(text)] }))
    }

    /// One paragraph: it may hold several lines, and words in bold.
    pub fn paragraph(&mut self, text: impl AsRef<str>) -> &mut Self {
        self.block(Block::Body(text::Block::Para { text: markup::runs(text.as_ref()) }))
    }

    /// What people wrote: its paragraphs and lists.
    pub fn prose(&mut self, text: &str) -> &mut Self {
        self.blocks.extend(markup::body(text).into_iter().map(Block::Body));
        self
    }

    /// A document's text: its headings with their numbers, and what stands under them.
    pub fn text_of(&mut self, text: &Text) -> &mut Self {
        let numbers = numbers::of(text, self.counted);
        self.counted += 1;
        for (number, part) in numbers.into_iter().zip(&text.parts) {
            let Part::Section(section) = part;
            if number.is_some() || !section.heading.is_empty() {
                self.block(Block::Heading(Heading { level: section.level, number, text: section.heading.clone() }));
            }
            self.blocks.extend(section.body.iter().cloned().map(Block::Body));
        }
        self
    }

    pub fn table(&mut self, head: Vec<String>, rows: Vec<Vec<String>>) -> &mut Self {
        self.block(Block::Rows(Rows { head, rows }))
    }

    fn block(&mut self, block: Block) -> &mut Self {
        self.blocks.push(block);
        self
    }

    /// The pictures that stand in it.
    pub fn pictures(&self) -> BTreeSet<Hash> {
        let of = |block: &Block| match block {
            Block::Body(block) => text::pictures(slice::from_ref(block)).into_iter().cloned().collect(),
            Block::Heading(_) | Block::Rows(_) => Vec::new(),
        };
        self.blocks.iter().flat_map(of).collect()
    }

    /// A Word document. The same paper gives the same bytes.
    pub fn docx(&self, template: Option<&Template>, pictures: &Pictures) -> anyhow::Result<Vec<u8>> {
        docx::write(self, template, pictures)
    }

    /// Text to paste, lines ended by LF. Tables become a line a cell.
    pub fn text(&self) -> String {
        let mut text = format!("{}\n", self.title.to_uppercase());
        for block in &self.blocks {
            text.push('\n');
            // Writing to a string cannot fail.
            let _ = match block {
                Block::Heading(heading) => writeln!(text, "{}", heading.line()),
                Block::Body(block) => writeln!(text, "{}", plain_blocks(std::slice::from_ref(block))),
                Block::Rows(rows) => write!(text, "{}", rows.text()),
            };
        }
        text
    }
}

impl Heading {
    fn line(&self) -> String {
        let number = self.number.as_ref().map(|number| number.shown().to_owned());
        let words = Some(line_of(&self.text)).filter(|words| !words.is_empty());
        number.into_iter().chain(words).collect::<Vec<_>>().join(" ")
    }
}

impl Rows {
    fn text(&self) -> String {
        let plain = |words: &str| markup::words(words).into_iter().map(|(_, words)| words).collect::<String>();
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
