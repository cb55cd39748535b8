//! What a reader of a file finds, one piece after another, and how sections are made of it.

use super::{Imported, Picture, heading_number, plain, report::Report, shape};
use procedure::{
    Section,
    text::{Block, DEEPEST, Inline, List, ListMark, Mark, line_of, plain_of},
};

/// The longest paragraph all in bold that may be a heading where there are no others.
const LONGEST_BOLD: usize = 120;

pub enum Piece {
    Title(Vec<Inline>),
    Heading { level: u8, number: String, heading: Vec<Inline> },
    Item(Item),
    Block(Block),
}

/// A paragraph that the word processor counts.
pub struct Item {
    /// How deep in other lists, from 0.
    pub depth: usize,
    pub mark: ListMark,
    /// What it counts as.
    pub number: u32,
    pub body: Vec<Block>,
}

/// A whole file: its pieces in order.
#[derive(Default)]
pub struct Found {
    pub pieces: Vec<Piece>,
    pub pictures: Vec<Picture>,
    pub report: Report,
}

impl Found {
    /// The sections by their headings; by the shape of paragraphs where nothing says what is one.
    pub fn sections(self) -> Imported {
        let Self { mut pieces, pictures, report } = self;
        if !pieces.iter().any(|piece| matches!(piece, Piece::Heading { .. })) {
            pieces = by_shape(pieces);
        }
        let mut title = Vec::new();
        let mut sections: Vec<Section> = Vec::new();
        let mut lists = Lists::default();
        let mut called = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Title(line) => {
                    let (line, notes) = without_notes(line);
                    called.extend(notes);
                    title.extend(Some(line_of(&line)).filter(|line| !line.is_empty()));
                }
                Piece::Heading { level, number, heading } => {
                    lists.end(open(&mut sections));
                    uncalled(&mut sections, &mut called);
                    let (heading, notes) = without_notes(heading);
                    called = notes;
                    let (number, heading) = heading_number::taken(&number, unmarked(heading));
                    let level = level.clamp(1, DEEPEST);
                    sections.push(Section { level, number, heading, ..Section::default() });
                }
                Piece::Item(item) => {
                    uncalled(&mut sections, &mut called);
                    lists.item(item, open(&mut sections));
                }
                Piece::Block(block) => {
                    let body = open(&mut sections);
                    lists.end(body);
                    body.push(calling(block, &mut called));
                }
            }
        }
        lists.end(open(&mut sections));
        uncalled(&mut sections, &mut called);
        sections.retain(|section| !section.heading.is_empty() || section.number.is_some() || !section.body.is_empty());
        let title = (!title.is_empty()).then(|| title.join(" "));
        Imported { title, sections: heading_number::counted(sections), pictures, report }
    }
}

/// The body that what comes next belongs to.
fn open(sections: &mut Vec<Section>) -> &mut Vec<Block> {
    if sections.is_empty() {
        sections.push(Section { level: 1, ..Section::default() });
    }
    let last = sections.len() - 1;
    &mut sections[last].body
}

/// A heading calls no notes: those it called stand at the start of what is below it.
fn without_notes(line: Vec<Inline>) -> (Vec<Inline>, Vec<Inline>) {
    line.into_iter().partition(|inline| matches!(inline, Inline::Run(_)))
}

fn calling(block: Block, called: &mut Vec<Inline>) -> Block {
    match block {
        Block::Para { text } if !called.is_empty() => {
            Block::Para { text: std::mem::take(called).into_iter().chain(text).collect() }
        }
        other => other,
    }
}

fn uncalled(sections: &mut Vec<Section>, called: &mut Vec<Inline>) {
    if !called.is_empty() {
        open(sections).push(Block::Para { text: std::mem::take(called) });
    }
}

/// A heading stands out by being one: bold or italic letters all through it say no more.
fn unmarked(mut heading: Vec<Inline>) -> Vec<Inline> {
    for mark in [Mark::Bold, Mark::Italic] {
        if all_marked(&heading, mark) {
            for inline in &mut heading {
                if let Inline::Run(run) = inline {
                    run.marks.remove(&mark);
                }
            }
        }
    }
    heading
}

pub fn all_marked(line: &[Inline], mark: Mark) -> bool {
    let mut runs = line.iter().filter_map(|inline| match inline {
        Inline::Run(run) if !run.text.trim().is_empty() => Some(run),
        _ => None,
    });
    runs.clone().next().is_some() && runs.all(|run| run.marks.contains(&mark))
}

/// The highest level there is becomes the first: a title that stands alone on its own is none of them.
pub fn from_the_first_level(sections: &mut [Section]) {
    let headed = |section: &&Section| !section.heading.is_empty();
    let Some(highest) = sections.iter().filter(headed).map(|section| section.level).min() else { return };
    for section in sections.iter_mut().filter(|section| !section.heading.is_empty()) {
        section.level -= highest - 1;
    }
}

/// Where no paragraph says that it is a heading, those are that look like one.
fn by_shape(pieces: Vec<Piece>) -> Vec<Piece> {
    // A paragraph of one line may be a heading; anything else is text.
    let line = |piece: &Piece| match piece {
        Piece::Block(Block::Para { text }) => Some(plain_of(text)).filter(|line| !line.contains('\n')),
        _ => None,
    };
    let lines: Vec<Option<String>> = pieces.iter().map(line).collect();
    let bold: Vec<bool> = pieces.iter().map(is_bold_line).collect();
    let titled = pieces.iter().any(|piece| matches!(piece, Piece::Title(_)));
    let (title, headings) = plain::shaped(&lines, &bold);
    let shaped = |(at, piece): (usize, Piece)| match piece {
        Piece::Block(Block::Para { text }) if at < title && !titled => Piece::Title(text),
        Piece::Block(Block::Para { text }) => match headings[at] {
            Some(level) => Piece::Heading { level, number: String::new(), heading: text },
            None => Piece::Block(Block::Para { text }),
        },
        other => other,
    };
    pieces.into_iter().enumerate().map(shaped).collect()
}

fn is_bold_line(piece: &Piece) -> bool {
    let Piece::Block(Block::Para { text }) = piece else { return false };
    let line = plain_of(text);
    all_marked(text, Mark::Bold) && line.chars().count() <= LONGEST_BOLD && !shape::ends_sentence(&line)
}

/// The lists that are open, the outermost first.
#[derive(Default)]
struct Lists {
    open: Vec<(usize, u32, List)>,
}

impl Lists {
    /// An item goes on with the open list of its depth if that counts to it; else it begins another.
    fn item(&mut self, item: Item, body: &mut Vec<Block>) {
        while self.open.last().is_some_and(|(depth, next, list)| {
            *depth > item.depth
                || *depth == item.depth
                    && (list.mark != item.mark || item.mark != ListMark::Bullet && *next != item.number)
        }) {
            self.close(body);
        }
        if self.open.last().is_none_or(|(depth, ..)| *depth < item.depth) {
            let list = List { mark: item.mark, start: item.number, items: Vec::new() };
            self.open.push((item.depth, item.number, list));
        }
        if let Some((_, next, list)) = self.open.last_mut() {
            *next = item.number.saturating_add(1);
            list.items.push(item.body);
        }
    }

    /// The innermost open list becomes a part of the item it stands in.
    fn close(&mut self, body: &mut Vec<Block>) {
        let Some((.., list)) = self.open.pop() else { return };
        match self.open.last_mut().and_then(|(.., outer)| outer.items.last_mut()) {
            Some(item) => item.push(Block::List(list)),
            None => body.push(Block::List(list)),
        }
    }

    fn end(&mut self, body: &mut Vec<Block>) {
        while !self.open.is_empty() {
            self.close(body);
        }
    }
}

/// Pieces as the blocks of one body: a note, a cell, a text box. What would be a heading is a paragraph.
pub fn blocks(pieces: Vec<Piece>) -> Vec<Block> {
    let mut body = Vec::new();
    let mut lists = Lists::default();
    for piece in pieces {
        match piece {
            Piece::Item(item) => lists.item(item, &mut body),
            other => {
                lists.end(&mut body);
                body.push(match other {
                    Piece::Block(block) => block,
                    Piece::Title(text) => Block::Para { text },
                    Piece::Heading { number, heading, .. } => {
                        Block::Para { text: heading_number::numbered(&number, heading) }
                    }
                    Piece::Item(_) => continue,
                });
            }
        }
    }
    lists.end(&mut body);
    body
}

pub fn is_blank(line: &[Inline]) -> bool {
    line.iter().all(|inline| matches!(inline, Inline::Run(run) if run.text.trim().is_empty()))
}
