//! A text as plain letters: for lists, letters, search and the checks of what is written.

use super::{Block, Inline, List, Part, Section, Table};

/// Runs as they read, without marks and notes, lines apart.
pub fn plain_of(inlines: &[Inline]) -> String {
    let run = |inline: &Inline| match inline {
        Inline::Run(run) => run.text.clone(),
        Inline::Note { .. } => String::new(),
    };
    inlines.iter().map(run).collect()
}

/// The same on one line.
pub fn line_of(inlines: &[Inline]) -> String {
    plain_of(inlines).split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Part {
    /// Its body as paragraphs with blank lines between, lists and rows by lines, notes after the block that calls them.
    pub fn plain(&self) -> String {
        match self {
            Self::Section(Section { body, .. }) => plain_blocks(body),
        }
    }
}

/// Blocks as paragraphs with blank lines between.
pub fn plain_blocks(body: &[Block]) -> String {
    paragraphs(body).join("\n\n")
}

fn paragraphs(body: &[Block]) -> Vec<String> {
    let mut read = Vec::new();
    for block in body {
        match block {
            Block::Para { text } => read.push(plain_of(text)),
            Block::List(list) => read.push(list_of(list)),
            Block::Table(table) => read.push(rows_of(table)),
            Block::Figure(figure) => {
                read.extend([figure.alt.clone(), plain_of(&figure.caption)].into_iter().filter(|t| !t.is_empty()));
            }
            Block::Quote { body } => read.extend(paragraphs(body)),
        }
        notes_of(block, &mut |note| read.extend(paragraphs(note)));
    }
    read
}

fn list_of(list: &List) -> String {
    let item = |(number, body): (u32, &Vec<Block>)| {
        let label = list.mark.label(number);
        format!("{label} {}", paragraphs(body).join("\n").replace('\n', "\n  "))
    };
    (list.start..).zip(&list.items).map(item).collect::<Vec<_>>().join("\n")
}

fn rows_of(table: &Table) -> String {
    let row = |cells: &Vec<super::Cell>| cells.iter().map(|cell| line_of(&cell.text)).collect::<Vec<_>>().join("\t");
    table.rows.iter().map(row).collect::<Vec<_>>().join("\n")
}

/// The notes a block calls by itself, those of the blocks within a list or a quotation apart.
fn notes_of<'a>(block: &'a Block, found: &mut impl FnMut(&'a [Block])) {
    let mut among = |inlines: &'a [Inline]| {
        for inline in inlines {
            if let Inline::Note { note } = inline {
                found(note);
            }
        }
    };
    match block {
        Block::Para { text } => among(text),
        Block::Table(table) => table.rows.iter().flatten().for_each(|cell| among(&cell.text)),
        Block::Figure(figure) => among(&figure.caption),
        Block::List(_) | Block::Quote { .. } => {}
    }
}
