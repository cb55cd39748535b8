//! What stands in a cell of a table: letters. Paragraphs are lines, and pictures stand after the table.

use super::{
    pieces,
    report::{Report, What},
};
use procedure::text::{Block, Inline, Mark, plain_blocks};

/// The blocks of a cell as lines, and the pictures that are to stand after the table.
pub fn text(body: Vec<Block>, beside: &mut Vec<Block>, report: &mut Report) -> Vec<Inline> {
    let mut text = Vec::new();
    for block in body {
        if let Block::Figure(figure) = block {
            report.add(What::PicturesInTables);
            beside.push(Block::Figure(figure));
            continue;
        }
        report.count(What::TablesInTables, usize::from(matches!(block, Block::Table(_))));
        if !text.is_empty() {
            text.push(Inline::plain("\n"));
        }
        text.extend(lines(block));
    }
    text
}

/// A block as lines of a cell.
fn lines(block: Block) -> Vec<Inline> {
    match block {
        Block::Para { text } => text,
        Block::List(list) => {
            let mut text = Vec::new();
            for (number, item) in (list.start..).zip(list.items) {
                if !text.is_empty() {
                    text.push(Inline::plain("\n"));
                }
                text.push(Inline::plain(format!("{} ", list.mark.label(number))));
                joined(item, &mut text);
            }
            text
        }
        Block::Quote { body } => {
            let mut text = Vec::new();
            joined(body, &mut text);
            text
        }
        table @ Block::Table(_) => vec![Inline::plain(plain_blocks(&[table]).replace('\t', " | "))],
        Block::Figure(figure) => figure.caption,
    }
}

fn joined(blocks: Vec<Block>, text: &mut Vec<Inline>) {
    for (at, block) in blocks.into_iter().enumerate() {
        if at > 0 {
            text.push(Inline::plain("\n"));
        }
        text.extend(lines(block));
    }
}

/// Cells of a heading stand out by being in it.
pub fn unmarked(mut text: Vec<Inline>) -> Vec<Inline> {
    if pieces::all_marked(&text, Mark::Bold) {
        for inline in &mut text {
            if let Inline::Run(run) = inline {
                run.marks.remove(&Mark::Bold);
            }
        }
    }
    text
}
