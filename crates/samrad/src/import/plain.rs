//! Plain text: headings without marks, told by how they stand, and page headers told by how often they come.

use super::{Imported, Section};
use std::collections::HashMap;

/// How often a block stands before it is the running header of every page.
const RUNNING: usize = 3;
const LONGEST_HEADING: usize = 80;

/// Lines that stand together between empty ones.
struct Block<'a> {
    lines: Vec<&'a str>,
}

impl Block<'_> {
    fn text(&self) -> String {
        self.lines.join("\n")
    }
}

pub fn read(text: &str) -> Imported {
    let blocks = blocks(text);
    let (blocks, dropped) = without_running(blocks);
    let first_prose = blocks.iter().position(|block| !heading(block)).unwrap_or(blocks.len());
    // The last short block before the first prose is that prose's heading; those before it are the title.
    let titles = first_prose.saturating_sub(1);
    let title = blocks[..titles].iter().map(Block::text).collect::<Vec<_>>().join(" ").replace('\n', " ");
    let mut imported = Imported { title: Some(title).filter(|title| !title.is_empty()), sections: Vec::new(), dropped };
    let mut section = Section::default();
    for block in &blocks[titles..] {
        if heading(block) {
            push(&mut imported, std::mem::take(&mut section));
            section.heading = unmarked(block.lines[0]);
        } else {
            if !section.body.is_empty() {
                section.body.push_str("\n\n");
            }
            section.body.push_str(&block.text());
        }
    }
    push(&mut imported, section);
    imported
}

fn push(imported: &mut Imported, section: Section) {
    if !section.heading.is_empty() || !section.body.is_empty() {
        imported.sections.push(section);
    }
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut lines = Vec::new();
    for line in text.lines().map(str::trim_end) {
        if line.trim().is_empty() {
            blocks.extend((!lines.is_empty()).then(|| Block { lines: std::mem::take(&mut lines) }));
        } else {
            lines.push(line);
        }
    }
    blocks.extend((!lines.is_empty()).then_some(Block { lines }));
    blocks
}

/// Takes out blocks that stand on page after page. A block's first occurrence stays where the text begins with it: a
/// title is often what the pages repeat.
fn without_running(blocks: Vec<Block>) -> (Vec<Block>, Vec<String>) {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for block in &blocks {
        *counts.entry(block.text()).or_default() += 1;
    }
    let running = |block: &Block| {
        block.lines.len() <= 3 && counts.get(&block.text()).is_some_and(|n| *n >= RUNNING) && !introduces(block)
    };
    let mut dropped: Vec<String> = Vec::new();
    let mut kept = Vec::new();
    for (place, block) in blocks.into_iter().enumerate() {
        if !running(&block) || place == 0 {
            kept.push(block);
        } else if !dropped.contains(&block.text()) {
            dropped.push(block.text());
        }
    }
    (kept, dropped)
}

/// A line that ends with a colon leads into a list; it may well come under every heading.
fn introduces(block: &Block) -> bool {
    block.text().trim_end_matches(['*', ' ']).ends_with(':')
}

/// A short line standing alone that no sentence ends, and that begins like a title.
fn heading(block: &Block) -> bool {
    let [line] = block.lines[..] else { return false };
    let line = unmarked(line);
    let short = line.chars().count() <= LONGEST_HEADING;
    let ends = line.ends_with(['.', ':', ';', ',', '!', '?', '»', '”']);
    let numbered = line.starts_with('§') || line.starts_with(|c: char| c.is_ascii_digit());
    let begins = line.starts_with(char::is_uppercase) || numbered;
    let listed = line.starts_with(['-', '•', '*', '–', '·']);
    let says = line.chars().any(char::is_alphanumeric);
    short && !ends && begins && !listed && says
}

/// A heading without the stars of bold type.
fn unmarked(line: &str) -> String {
    line.trim().trim_matches('*').trim().to_owned()
}
