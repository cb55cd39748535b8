//! A text as people type it: CommonMark with tables, footnotes and a few signs of our own. What is stored is the tree;
//! this is how it is written and shown in fields and programs, and `read` of what `write` gives is the same tree.
//!
//! Beyond CommonMark: `<sub>`, `<sup>`, `<br>`, `<b>` and `<i>`, and no other tag; `[^1]` for a note; in a table `<`
//! continues the cell to the left and `^` the one above; lines that begin with `a)`, `b)` are a list, and
//! `:::list a) 3` around any list gives its letters and first number; a picture alone, its caption on the next line;
//! `# Heading {#s1-1 nr="§ 4 b)"}`, `nr=auto` where it is counted.

mod block;
mod lettered;
mod line;
#[cfg(test)]
mod tests;
mod write;

pub use write::{body, line, whole};

use comrak::{Arena, Options};
use procedure::{
    Section,
    text::{Inline, Number},
};

/// What a line end within a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnd {
    /// A line break: what people type into a field, they see.
    Break,
    /// A blank: files are wrapped by their editors.
    Blank,
}

/// The sections of a text, in its order: one without a heading for what stands before the first. An id is given only by
/// `{#id}`; the others are empty. Any text can be read: what is not understood is letters.
pub fn read(text: &str, line_end: LineEnd) -> Vec<Section> {
    let arena = Arena::new();
    let root = comrak::parse_document(&arena, text, &options());
    block::sections(root, line_end)
}

/// One line: a heading, a caption.
pub fn read_line(text: &str) -> Vec<Inline> {
    let arena = Arena::new();
    let one: String = text.replace(['\n', '\r', '\t'], " ");
    // A line is never a heading, an item or a quotation, whatever it begins with.
    let root = comrak::parse_document(&arena, &format!("({one}"), &options());
    let mut line = block::paragraph(root, LineEnd::Blank);
    if let Some(Inline::Run(first)) = line.first_mut() {
        first.text = first.text.replacen('(', "", 1);
    }
    line
}

/// What stands where a heading is counted.
pub const AUTOMATIC: &str = "auto";

/// A heading's number as people write it; `None` where there is none.
pub fn number(written: &str) -> Option<Number> {
    match written.trim() {
        "" => None,
        AUTOMATIC => Some(Number::Automatic),
        written => Some(Number::Written(written.to_owned())),
    }
}

/// The same the other way.
pub fn written(number: &Number) -> &str {
    match number {
        Number::Automatic => AUTOMATIC,
        Number::Written(written) => written,
    }
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.footnotes = true;
    options.extension.block_directive = true;
    options.extension.header_attributes = true;
    options.parse.ignore_setext = true;
    options.parse.escaped_char_spans = true;
    options.parse.leave_footnote_definitions = true;
    options
}
