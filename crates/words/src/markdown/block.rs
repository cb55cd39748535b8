//! From blocks of Markdown to sections and their bodies.

use super::{
    LineEnd,
    lettered::{self, MARKS},
    line::{self, Notes, Piece},
};
use comrak::nodes::{AstNode, ListDelimType, ListType, NodeHeading, NodeList, NodeValue, TableAlignment};
use procedure::{
    PartId, Section,
    text::{Align, Block, Cell, Inline, List, ListMark, Table},
};
use std::collections::HashMap;

struct Reader {
    notes: Notes,
    line_end: LineEnd,
}

/// A whole text by its headings.
pub fn sections<'a>(root: &'a AstNode<'a>, line_end: LineEnd) -> Vec<Section> {
    let reader = Reader { notes: notes(root, line_end), line_end };
    let mut sections: Vec<Section> = Vec::new();
    for node in root.children() {
        let heading = match &node.data().value {
            NodeValue::Heading(heading) => Some(*heading),
            _ => None,
        };
        match heading {
            Some(heading) => sections.push(reader.headed(node, heading)),
            None => {
                if sections.is_empty() {
                    sections.push(Section { level: 1, ..Section::default() });
                }
                if let Some(section) = sections.last_mut() {
                    reader.block(node, &mut section.body);
                }
            }
        }
    }
    sections
        .retain(|section| !section.id.as_str().is_empty() || !section.heading.is_empty() || !section.body.is_empty());
    sections
}

/// The line of a text that is one.
pub fn paragraph<'a>(root: &'a AstNode<'a>, line_end: LineEnd) -> Vec<Inline> {
    let inlines = root.children().flat_map(|node| line::inlines(node, &Notes::new(), line_end)).collect();
    line::unescaped(inlines)
}

/// What each note says. A note that calls another holds it as words.
fn notes<'a>(root: &'a AstNode<'a>, line_end: LineEnd) -> Notes {
    let reader = Reader { notes: Notes::new(), line_end };
    let note = |node: &'a AstNode<'a>| match &node.data().value {
        NodeValue::FootnoteDefinition(note) => Some((note.name.clone(), reader.blocks(node))),
        _ => None,
    };
    root.descendants().filter_map(note).collect()
}

impl Reader {
    fn headed<'a>(&self, node: &'a AstNode<'a>, heading: NodeHeading) -> Section {
        let data = node.data();
        let attributes = data.attrs.as_deref();
        let id = attributes.and_then(|given| given.id.clone()).unwrap_or_default();
        let written = attributes.and_then(|given| given.pairs.iter().find(|(name, _)| name == "nr"));
        let number = written.and_then(|(_, written)| super::number(written));
        Section {
            id: PartId(id),
            level: heading.level,
            number,
            heading: line::unescaped(line::inlines(node, &self.notes, LineEnd::Blank)),
            body: Vec::new(),
        }
    }

    fn blocks<'a>(&self, node: &'a AstNode<'a>) -> Vec<Block> {
        let mut blocks = Vec::new();
        node.children().for_each(|child| self.block(child, &mut blocks));
        blocks
    }

    fn block<'a>(&self, node: &'a AstNode<'a>, into: &mut Vec<Block>) {
        match &node.data().value {
            NodeValue::Paragraph | NodeValue::Heading(_) => self.paragraph(node, into),
            NodeValue::List(list) => into.push(Block::List(self.list(node, list))),
            NodeValue::BlockQuote => into.push(Block::Quote { body: self.blocks(node) }),
            NodeValue::Table(table) => {
                let align = table.alignments.iter().map(|align| match align {
                    TableAlignment::None => Align::Usual,
                    TableAlignment::Left => Align::Left,
                    TableAlignment::Center => Align::Centre,
                    TableAlignment::Right => Align::Right,
                });
                into.push(Block::Table(self.table(node, align.collect())));
            }
            NodeValue::BlockDirective(directive) => self.directive(node, &directive.info, into),
            // Each stands where it is called; one that nothing calls is a paragraph of its own.
            NodeValue::FootnoteDefinition(note) if note.total_references == 0 => into.extend(self.blocks(node)),
            NodeValue::FootnoteDefinition(_) | NodeValue::ThematicBreak => {}
            NodeValue::CodeBlock(code) => into.push(Block::para(code.literal.trim_end())),
            NodeValue::HtmlBlock(html) if html.literal.trim() == super::write::BETWEEN => {}
            NodeValue::HtmlBlock(html) => into.push(Block::para(html.literal.trim_end())),
            _ => into.extend(self.blocks(node)),
        }
    }

    fn paragraph<'a>(&self, node: &'a AstNode<'a>, into: &mut Vec<Block>) {
        let mut pieces = line::pieces(node, &self.notes, self.line_end).into_iter().peekable();
        while let Some(piece) = pieces.next() {
            match piece {
                Piece::Inlines(inlines) => {
                    into.extend(lettered::split(inlines).into_iter().map(unescaped));
                }
                Piece::Figure(mut figure) => {
                    if let Some(Piece::Inlines(caption)) = pieces.next_if(|next| matches!(next, Piece::Inlines(_))) {
                        figure.caption = line::unescaped(caption);
                    }
                    into.push(Block::Figure(figure));
                }
            }
        }
    }

    fn list<'a>(&self, node: &'a AstNode<'a>, list: &NodeList) -> List {
        let mark = match (list.list_type, list.delimiter) {
            (ListType::Bullet, _) => ListMark::Bullet,
            (ListType::Ordered, ListDelimType::Period) => ListMark::Decimal,
            (ListType::Ordered, ListDelimType::Paren) => ListMark::DecimalParenthesis,
        };
        let start = u32::try_from(list.start).unwrap_or(1);
        List { mark, start, items: node.children().map(|item| self.blocks(item)).collect() }
    }

    fn directive<'a>(&self, node: &'a AstNode<'a>, info: &str, into: &mut Vec<Block>) {
        let mut words = info.split_whitespace();
        let (name, second, third) = (words.next(), words.next(), words.next());
        let number = |word: Option<&str>| word.and_then(|word| word.parse::<u32>().ok());
        let mut blocks = self.blocks(node);
        match name {
            Some("list") => {
                let mark = MARKS.into_iter().find(|(sign, _)| Some(*sign) == second).map(|(_, mark)| mark);
                if let (Some(mark), Some(Block::List(list))) = (mark, blocks.first_mut()) {
                    (list.mark, list.start) = (mark, number(third).unwrap_or(1));
                }
            }
            Some("table") => {
                if let (Some(head), Some(Block::Table(table))) = (number(second), blocks.first_mut()) {
                    table.head = head;
                }
            }
            _ => into.push(Block::para(format!(":::{info}"))),
        }
        into.extend(blocks);
    }

    fn table<'a>(&self, node: &'a AstNode<'a>, align: Vec<Align>) -> Table {
        let row = |row: &'a AstNode<'a>| {
            row.children().map(|cell| line::inlines(cell, &self.notes, LineEnd::Blank)).collect::<Vec<_>>()
        };
        let mut written: Vec<Vec<Vec<Inline>>> = node.children().map(row).collect();
        let blank = written.first().is_some_and(|head| head.iter().all(Vec::is_empty));
        if blank {
            written.remove(0);
        }
        let columns = align.len();
        let rows = merged(written.into_iter().map(|mut row| {
            row.resize(columns, Vec::new());
            row
        }));
        Table { head: u32::from(!blank), align, rows }
    }
}

fn unescaped(block: Block) -> Block {
    match block {
        Block::Para { text } => Block::Para { text: line::unescaped(text) },
        Block::List(list) => {
            let items = list.items.into_iter().map(|item| item.into_iter().map(unescaped).collect());
            Block::List(List { items: items.collect(), ..list })
        }
        other => other,
    }
}

/// How far a cell reaches with those that continue it.
#[derive(Default)]
struct Reach {
    /// The first column.
    first: usize,
    /// The last row and the last column.
    last: (usize, usize),
    count: usize,
}

/// Cells with those that continue them taken in, where together they are a rectangle.
fn merged(rows: impl Iterator<Item = Vec<Vec<Inline>>>) -> Vec<Vec<Cell>> {
    let written: Vec<Vec<Vec<Inline>>> = rows.collect();
    let sign = |row: usize, column: usize| match written[row][column].as_slice() {
        [Inline::Run(run)] if run.marks.is_empty() && matches!(run.text.trim(), "<" | "^") => {
            run.text.trim().chars().next()
        }
        _ => None,
    };
    let mut owner: Vec<Vec<(usize, usize)>> = Vec::new();
    for (row, cells) in written.iter().enumerate() {
        let mut owners: Vec<(usize, usize)> = Vec::new();
        for column in 0..cells.len() {
            owners.push(match sign(row, column) {
                Some('<') if column > 0 => owners[column - 1],
                Some('^') if row > 0 => owner[row - 1][column],
                _ => (row, column),
            });
        }
        owner.push(owners);
    }
    let mut reach: HashMap<(usize, usize), Reach> = HashMap::new();
    for (row, owners) in owner.iter().enumerate() {
        for (column, place) in owners.iter().enumerate() {
            let reach = reach.entry(*place).or_insert(Reach { first: column, ..Reach::default() });
            reach.first = reach.first.min(column);
            reach.last = (row, reach.last.1.max(column));
            reach.count += 1;
        }
    }
    let span = |row: usize, column: usize| {
        let reach = reach.get(&(row, column))?;
        let (down, across) = (reach.last.0 - row + 1, reach.last.1 - column + 1);
        (reach.first >= column && reach.count == down * across).then_some((down, across))
    };
    let mut rows = Vec::new();
    for (row, cells) in written.iter().enumerate() {
        let mut kept = Vec::new();
        for (column, text) in cells.iter().enumerate() {
            let begins = owner[row][column] == (row, column);
            let (r, c) = owner[row][column];
            // What would be no rectangle is as it is written.
            let Some((down, across)) = span(r, c) else {
                kept.push(Cell { cols: 1, rows: 1, text: line::unescaped(text.clone()) });
                continue;
            };
            if begins {
                let narrow = |number: usize| u32::try_from(number).unwrap_or(1);
                kept.push(Cell { cols: narrow(across), rows: narrow(down), text: line::unescaped(text.clone()) });
            }
        }
        rows.push(kept);
    }
    rows
}

#[cfg(test)]
mod tests {
    /// The sign for what was escaped can come in no other way.
    #[test]
    fn nothing_that_is_kept_holds_the_sign() {
        assert_eq!(crate::plain::text(&super::line::ESCAPED.to_string()), "");
    }
}
