//! Plain text: chapters found by the shape of their headings.

use super::running::{self, Dropped};
use super::shape::{self, Heading};
use super::{
    Imported, decode,
    report::{Report, What},
};
use crate::markup;
use procedure::{Section, text::Inline};

/// A title of more lines or letters than this is something else, such as a table of contents.
const LONGEST_TITLE: (usize, usize) = (8, 200);
/// More short lines than this in a row are the cells of a table, not headings.
const MOST_IN_A_ROW: usize = 3;

/// Lines without a blank line between them.
type Block<'a> = Vec<&'a str>;

/// Lines that are, or are not, candidates for a heading.
struct Piece<'a> {
    lines: Block<'a>,
    heading: Option<Heading>,
}

/// Takes a text without any marks apart. Characters that cannot be seen are removed first.
pub fn plain(text: &str) -> Imported {
    let mut dropped = Dropped::default();
    let text = running::join_pages(&decode::clean(text), &mut dropped);
    let (mut blocks, title) = without_running(blocks(&text), &mut dropped);
    let body = blocks.split_off(title);
    let title: Vec<&str> = blocks.into_iter().flatten().map(shape::bare).collect();

    let mut pieces: Vec<Piece> = body.into_iter().flat_map(split).collect();
    keep_numbered_lists(&mut pieces);
    keep_lonely_lines(&mut pieces);

    let mut sections = Sections::default();
    for piece in pieces {
        if piece.heading.is_some() {
            sections.heading(level(piece.heading), shape::bare(piece.lines[0]));
        } else {
            sections.body(&piece.lines.join("\n"), "\n\n");
        }
    }
    let mut report = Report::default();
    dropped.listed().iter().for_each(|lines| report.say(What::Repeated, lines));
    Imported {
        title: (!title.is_empty()).then(|| title.join(" ")),
        sections: sections.finish(),
        report,
        ..Imported::default()
    }
}

/// Which of some paragraphs look like headings, with their levels, and how many of the first are the title. `None` stands
/// for what is no single line. Where lines all in bold are, no other short line is a heading.
pub fn shaped(lines: &[Option<String>], bold: &[bool]) -> (usize, Vec<Option<u8>>) {
    const TEXT: &str = "…";
    let by_bold = bold.iter().filter(|bold| **bold).count() > 1;
    let blocks: Vec<Block> = lines.iter().map(|line| vec![line.as_deref().unwrap_or(TEXT)]).collect();
    let title = title_length(&blocks);
    let piece = |(block, bold): (&Block<'_>, &bool)| {
        let seen = shape::heading(block[0]).filter(|seen| !by_bold || *bold || *seen != Heading::Short);
        (block[0].to_owned(), seen.or((by_bold && *bold).then_some(Heading::Short)))
    };
    let seen: Vec<(String, Option<Heading>)> = blocks.iter().zip(bold).skip(title).map(piece).collect();
    let mut pieces: Vec<Piece> =
        seen.iter().map(|(line, heading)| Piece { lines: vec![line.as_str()], heading: *heading }).collect();
    keep_numbered_lists(&mut pieces);
    keep_lonely_lines(&mut pieces);
    let levels = pieces.iter().map(|piece| piece.heading.map(|heading| level(Some(heading))));
    (title, std::iter::repeat_n(None, title).chain(levels).collect())
}

/// `2.3` is of the second level.
fn level(heading: Option<Heading>) -> u8 {
    match heading {
        Some(Heading::Numbered { depth, .. }) => u8::try_from(depth).unwrap_or(u8::MAX),
        _ => 1,
    }
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.split(|line| line.is_empty()).filter(|block| !block.is_empty()).map(<[_]>::to_vec).collect()
}

/// The blocks that are left, and how many of the first ones are the title.
fn without_running<'a>(blocks: Vec<Block<'a>>, dropped: &mut Dropped) -> (Vec<Block<'a>>, usize) {
    let running = running::find(&blocks, title_length(&blocks));
    let mut kept = Vec::with_capacity(blocks.len());
    let mut unit = String::new();
    for (block, running) in blocks.into_iter().zip(running) {
        if running {
            if !unit.is_empty() {
                unit.push_str("\n\n");
            }
            unit.push_str(&block.join("\n"));
            continue;
        }
        if !unit.is_empty() {
            dropped.add(std::mem::take(&mut unit));
        }
        kept.push(block);
    }
    if !unit.is_empty() {
        dropped.add(unit);
    }
    let title = title_length(&kept);
    (kept, title)
}

/// How many of the first blocks are the title: short ones, up to the last before text, which is the first heading.
fn title_length(blocks: &[Block]) -> usize {
    let lead = blocks.iter().take_while(|block| in_title(block)).count();
    if lead == blocks.len() {
        return 0;
    }
    let single = |block: &Block| (block.len() == 1).then(|| shape::heading(block[0])).flatten();
    let first_numbered =
        blocks[..lead].iter().position(|block| matches!(single(block), Some(Heading::Numbered { .. })));
    let length = match (first_numbered, blocks[..lead].last()) {
        (Some(first), _) => first,
        (None, Some(last)) if single(last).is_some() => lead - 1,
        _ => lead,
    };
    let lines = blocks[..length].iter().flatten();
    let letters: usize = lines.clone().map(|line| line.chars().count()).sum();
    if lines.count() > LONGEST_TITLE.0 || letters > LONGEST_TITLE.1 { 1 } else { length }
}

fn in_title(block: &Block) -> bool {
    let numbered = |line: &&str| matches!(shape::heading(line), Some(Heading::Numbered { .. }));
    block.iter().all(|line| shape::may_stand_in_title(line)) && (block.len() == 1 || !block.iter().any(numbered))
}

/// Frees headings that have their text on the very next line: statutes' paragraphs anywhere in the block, numbered
/// ones and those in capitals at its top.
fn split(block: Block<'_>) -> Vec<Piece<'_>> {
    if block.len() == 1 {
        let heading = shape::heading(block[0]);
        return vec![Piece { lines: block, heading }];
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for (place, line) in block.iter().copied().enumerate() {
        let heading = shape::heading(line).filter(|heading| match heading {
            Heading::Numbered { paragraph: true, .. } => true,
            Heading::Numbered { paragraph: false, .. } => place == 0 && opens_text(&block),
            Heading::Capitals => place == 0 && shape::heading(block[1]) != Some(Heading::Capitals),
            Heading::Short => false,
        });
        match pieces.last_mut() {
            Some(open) if heading.is_none() && open.heading.is_none() => open.lines.push(line),
            _ => pieces.push(Piece { lines: vec![line], heading }),
        }
    }
    pieces
}

/// Whether the lines below the first are text of their own: not its continuation, nor more items of a numbered list.
fn opens_text(block: &Block) -> bool {
    !shape::begins_inside_sentence(block[1])
        && !block[1..]
            .iter()
            .any(|line| matches!(shape::heading(line), Some(Heading::Numbered { .. })) || is_item(line))
}

fn is_item(line: &str) -> bool {
    let rest = line.trim_start().trim_start_matches(|letter: char| letter.is_ascii_digit());
    rest.len() < line.trim_start().len() && rest.starts_with(['.', ')'])
}

/// Numbered lines of one level with nothing between them are a list.
fn keep_numbered_lists(pieces: &mut [Piece]) {
    let listed: Vec<bool> = (0..pieces.len())
        .map(|place| {
            let here = pieces[place].heading;
            let before = place.checked_sub(1).and_then(|other| pieces[other].heading);
            let after = pieces.get(place + 1).and_then(|piece| piece.heading);
            matches!(here, Some(Heading::Numbered { .. })) && (here == before || here == after)
        })
        .collect();
    for (piece, listed) in pieces.iter_mut().zip(listed) {
        if listed {
            piece.heading = None;
        }
    }
}

/// A short line heads a section only when text follows, and when it is not one of many in a row.
fn keep_lonely_lines(pieces: &mut [Piece]) {
    let ends = pieces.len();
    let mut start = 0;
    while start < ends {
        let length = pieces[start..].iter().take_while(|piece| piece.heading.is_some()).count();
        let text_follows = start + length < ends;
        let run = &mut pieces[start..start + length];
        let many = run.iter().filter(|piece| piece.heading == Some(Heading::Short)).count() > MOST_IN_A_ROW;
        for (place, piece) in run.iter_mut().enumerate() {
            let heads = text_follows && (!many || place + 1 == length);
            if piece.heading == Some(Heading::Short) && !heads {
                piece.heading = None;
            }
        }
        start += length + 1;
    }
}

/// Collects headings and bodies in reading order.
#[derive(Default)]
struct Sections {
    done: Vec<Section>,
    heading: Option<(u8, String)>,
    body: String,
}

impl Sections {
    fn heading(&mut self, level: u8, heading: &str) {
        self.close();
        self.heading = Some((level, heading.replace(['\u{A0}', '\u{202F}'], " ")));
    }

    /// Adds to the open section, after `gap` when something is there already.
    fn body(&mut self, text: &str, gap: &str) {
        if !self.body.is_empty() {
            self.body.push_str(gap);
        }
        self.body.push_str(text);
    }

    fn close(&mut self) {
        let body = markup::body(&std::mem::take(&mut self.body));
        match self.heading.take() {
            Some((level, heading)) => {
                self.done.push(Section { level, heading: vec![Inline::plain(heading)], body, ..Section::default() });
            }
            None if !body.is_empty() => self.done.push(Section { level: 1, body, ..Section::default() }),
            None => {}
        }
    }

    fn finish(mut self) -> Vec<Section> {
        self.close();
        self.done
    }
}
