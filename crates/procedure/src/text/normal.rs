//! The canonical form: two texts that nobody can tell apart are the same bytes.

use super::{Block, Cell, DEEPEST, Figure, Inline, List, Number, Part, Run, Section, Table, plain::plain_blocks};
use unicode_normalization::UnicodeNormalization;

impl Part {
    pub(super) fn normal(self) -> Self {
        match self {
            Self::Section(section) => Self::Section(Section {
                level: section.level.clamp(1, DEEPEST),
                number: section.number.and_then(number),
                heading: trimmed(inlines(one_line(section.heading), false)),
                body: blocks(section.body, true),
                id: section.id,
            }),
        }
    }
}

fn number(number: Number) -> Option<Number> {
    match number {
        Number::Written(written) => {
            let written = composed(written.trim());
            (!written.is_empty()).then_some(Number::Written(written))
        }
        Number::Automatic => Some(Number::Automatic),
    }
}

fn composed(text: &str) -> String {
    text.nfc().collect()
}

fn one_line(heading: Vec<Inline>) -> Vec<Inline> {
    let line = |inline| match inline {
        Inline::Run(run) => Inline::Run(Run { text: run.text.replace(['\n', '\t'], " "), ..run }),
        note @ Inline::Note { .. } => note,
    };
    heading.into_iter().map(line).collect()
}

/// `noted`: whether notes may stand here. In a note they are taken out of it and follow in brackets, so that no word is
/// lost.
fn blocks(body: Vec<Block>, noted: bool) -> Vec<Block> {
    let mut normal = Vec::new();
    for block in body {
        match block {
            Block::Para { text } => {
                let text = trimmed(inlines(text, noted));
                if !text.is_empty() {
                    normal.push(Block::Para { text });
                }
            }
            Block::List(list) => normal.extend(items(list, noted)),
            Block::Table(table) => normal.extend(rows(table, noted)),
            Block::Figure(figure) => normal.push(Block::Figure(Figure {
                image: figure.image,
                alt: composed(figure.alt.split_whitespace().collect::<Vec<_>>().join(" ").as_str()),
                caption: trimmed(inlines(figure.caption, noted)),
            })),
            Block::Quote { body } => {
                let body = blocks(body, noted);
                if !body.is_empty() {
                    normal.push(Block::Quote { body });
                }
            }
        }
    }
    normal
}

/// `None` where a list has no items. An item may be empty: its number counts.
fn items(list: List, noted: bool) -> Option<Block> {
    let items: Vec<_> = list.items.into_iter().map(|item| blocks(item, noted)).collect();
    let start = if list.mark == super::ListMark::Bullet { 1 } else { list.start };
    (!items.is_empty()).then_some(Block::List(List { mark: list.mark, start, items }))
}

/// Every row fills every column: cells that reach out of the table are cut, and what is missing is an empty cell.
fn rows(mut table: Table, noted: bool) -> Option<Block> {
    let columns = table.columns();
    if columns == 0 || table.rows.is_empty() {
        return None;
    }
    let count = table.rows.len();
    // How many rows from here on each column is taken by a cell from above.
    let mut taken = vec![0_usize; columns];
    for (at, row) in table.rows.iter_mut().enumerate() {
        let mut filled = Vec::new();
        let mut cells = std::mem::take(row).into_iter();
        let mut column = 0;
        while column < columns {
            if taken[column] > 0 {
                column += 1;
                continue;
            }
            let free = taken[column..].iter().take_while(|rows| **rows == 0).count();
            let cell = cells.next().unwrap_or(Cell { cols: 1, rows: 1, text: Vec::new() });
            let wide = (cell.cols.max(1) as usize).min(free);
            let high = (cell.rows.max(1) as usize).min(count - at);
            taken[column..column + wide].fill(high);
            column += wide;
            filled.push(Cell { cols: narrow(wide), rows: narrow(high), text: trimmed(inlines(cell.text, noted)) });
        }
        // Words of cells that found no place stand in the last one.
        for cell in cells.filter(|cell| !cell.text.is_empty()) {
            if let Some(last) = filled.last_mut() {
                last.text.push(Inline::plain("\n"));
                last.text.extend(cell.text);
                last.text = trimmed(inlines(std::mem::take(&mut last.text), noted));
            }
        }
        for rows in &mut taken {
            *rows = rows.saturating_sub(1);
        }
        *row = filled;
    }
    table.head = table.head.min(narrow(count));
    Some(Block::Table(table))
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn inlines(given: Vec<Inline>, noted: bool) -> Vec<Inline> {
    let mut normal = Line::default();
    for inline in given {
        match inline {
            Inline::Run(run) => normal.push(&run),
            Inline::Note { note } if noted => {
                let note = blocks(note, false);
                if !note.is_empty() {
                    normal.inlines.push(Inline::Note { note });
                }
            }
            Inline::Note { note } => {
                let words = plain_blocks(&note).replace('\n', " ");
                normal.push(&Run { text: format!(" ({words})"), ..Run::default() });
            }
        }
    }
    // Composed once they are joined: a letter and its accent may have come in two runs.
    for inline in &mut normal.inlines {
        if let Inline::Run(run) = inline {
            run.text = composed(&run.text);
        }
    }
    normal.inlines
}

/// Whether an address may be followed from a page or a paper of ours.
fn leads(link: &str) -> bool {
    let follows = ["https://", "http://", "mailto:"].iter().any(|scheme| {
        link.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)) && link.len() > scheme.len()
    });
    follows && !link.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// Runs as they are put together: equal ones joined, blanks unmarked, one line break at a time and no blanks about it.
#[derive(Default)]
struct Line {
    inlines: Vec<Inline>,
}

impl Line {
    fn push(&mut self, run: &Run) {
        let link = run.link.clone().filter(|link| leads(link));
        let like = Run { text: String::new(), marks: run.marks.clone(), link };
        for c in run.text.chars() {
            match c {
                '\n' => self.end_line(),
                c if c.is_whitespace() => {
                    let c = if matches!(c, '\t' | '\r') { ' ' } else { c };
                    // What is around it tells whether it is marked: decided when the next letter comes.
                    if !self.ends_with('\n') {
                        self.letter(c, &Run::default());
                    }
                }
                c => {
                    self.mark_blanks(&like);
                    self.letter(c, &like);
                }
            }
        }
    }

    fn letter(&mut self, c: char, like: &Run) {
        match self.inlines.last_mut() {
            Some(Inline::Run(last)) if last.is_like(like) => last.text.push(c),
            _ => self.inlines.push(Inline::Run(Run { text: c.to_string(), ..like.clone() })),
        }
    }

    fn ends_with(&self, c: char) -> bool {
        matches!(self.inlines.last(), Some(Inline::Run(last)) if last.text.ends_with(c))
    }

    /// A line break stands after no blank, and never after another.
    fn end_line(&mut self) {
        while let Some(Inline::Run(last)) = self.inlines.last_mut() {
            last.text.truncate(last.text.trim_end_matches(|c: char| c.is_whitespace() && c != '\n').len());
            if !last.text.is_empty() {
                break;
            }
            self.inlines.pop();
        }
        if !self.ends_with('\n') {
            self.letter('\n', &Run::default());
        }
    }

    /// Blanks between two runs that look alike belong to them.
    fn mark_blanks(&mut self, like: &Run) {
        if like.is_like(&Run::default()) {
            return;
        }
        let [.., Inline::Run(before), Inline::Run(blanks)] = self.inlines.as_mut_slice() else { return };
        let alike = before.is_like(like);
        if alike && blanks.marks.is_empty() && blanks.link.is_none() && blanks.text.chars().all(char::is_whitespace) {
            before.text.push_str(&blanks.text);
            self.inlines.pop();
        }
    }
}

/// Without blanks at both ends: a paragraph does not begin or end with one.
fn trimmed(mut inlines: Vec<Inline>) -> Vec<Inline> {
    while let Some(Inline::Run(first)) = inlines.first_mut() {
        first.text = first.text.trim_start().to_owned();
        if !first.text.is_empty() {
            break;
        }
        inlines.remove(0);
    }
    while let Some(Inline::Run(last)) = inlines.last_mut() {
        last.text.truncate(last.text.trim_end().len());
        if !last.text.is_empty() {
            break;
        }
        inlines.pop();
    }
    inlines
}
