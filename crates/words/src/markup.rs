//! The little that people may mark in a text: paragraphs, lists of lines that begin with a dash, and words in bold
//! between two pairs of stars. What is stored and endorsed stays as it was written.

use procedure::text::{self, Inline, List, ListMark, Mark};

/// A run of lines of one sort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block<'a> {
    Paragraph(Vec<&'a str>),
    /// Each without its dash.
    List(Vec<&'a str>),
}

pub fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        if line.trim().is_empty() {
            open = false;
            continue;
        }
        match (item(line), blocks.last_mut().filter(|_| open)) {
            (Some(item), Some(Block::List(items))) => items.push(item),
            (Some(item), _) => blocks.push(Block::List(vec![item])),
            (None, Some(Block::Paragraph(lines))) => lines.push(line),
            (None, _) => blocks.push(Block::Paragraph(vec![line])),
        }
        open = true;
    }
    blocks
}

fn item(line: &str) -> Option<&str> {
    let line = line.trim_start();
    ["- ", "* ", "• ", "– "].into_iter().find_map(|mark| line.strip_prefix(mark))
}

/// The same as blocks of a text.
pub fn body(text: &str) -> Vec<text::Block> {
    let block = |block| match block {
        Block::Paragraph(lines) => text::Block::Para { text: runs(&lines.join("\n")) },
        Block::List(items) => text::Block::List(List {
            mark: ListMark::Bullet,
            start: 1,
            items: items.into_iter().map(|item| vec![text::Block::Para { text: runs(item) }]).collect(),
        }),
    };
    blocks(text).into_iter().map(block).collect()
}

/// Lines of one paragraph as runs of a text.
pub fn runs(lines: &str) -> Vec<Inline> {
    let run = |(bold, words): (bool, &str)| Inline::marked(words, bold.then_some(Mark::Bold));
    words(lines).into_iter().map(run).collect()
}

/// Pieces of a line in order, each with whether it is bold.
pub fn words(mut text: &str) -> Vec<(bool, &str)> {
    let mut pieces = Vec::new();
    while let Some((before, rest)) = text.split_once("**") {
        let Some((bold, after)) = rest.split_once("**").filter(|(bold, _)| !bold.trim().is_empty()) else { break };
        pieces.extend([(false, before), (true, bold)]);
        text = after;
    }
    pieces.push((false, text));
    pieces.retain(|(_, words)| !words.is_empty());
    pieces
}
