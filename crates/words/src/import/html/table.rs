//! Tables of a page.

use super::{Reader, says};
use crate::{
    import::{
        cells::{self, unmarked},
        pieces::Piece,
    },
    xml_tree::Node,
};
use procedure::text::{Align, Block, Cell, Table};

/// The most columns and rows a cell is taken to cover, as browsers have it.
const WIDEST: u32 = 1_000;

impl<'p> Reader<'p> {
    /// A table; or what stands in one that has a single cell, which is a frame.
    pub fn table(&mut self, node: &'p Node, found: &mut Vec<Piece>) {
        if let Some(caption) = node.child("caption") {
            found.extend(self.inner(caption).into_iter().map(Piece::Block));
        }
        let rows = rows(node);
        if let [row] = rows.as_slice()
            && let [cell] = cells_of(row).as_slice()
        {
            let body = self.inner(cell);
            found.push(Piece::Block(Block::Quote { body }));
            return;
        }
        let mut beside = Vec::new();
        let is_head = |row: &&Node| {
            let cells = cells_of(row);
            !cells.is_empty() && cells.iter().all(|cell| cell.name == "th")
        };
        let in_head =
            |row: &&Node| node.child("thead").is_some_and(|head| head.all().any(|other| std::ptr::eq(other, *row)));
        let head = rows.iter().take_while(|row| is_head(row) || in_head(row)).count();
        let align = rows.get(head).or(rows.last()).map(|row| {
            cells_of(row)
                .iter()
                .flat_map(|cell| std::iter::repeat_n(alignment(cell), span(cell, "colspan") as usize))
                .collect()
        });
        let mut align: Vec<Align> = align.unwrap_or_default();
        let mut written = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            let cells: Vec<Cell> = cells_of(row)
                .into_iter()
                .map(|cell| {
                    let text = cells::text(self.inner(cell), &mut beside, &mut self.report);
                    let text = if at < head { unmarked(text) } else { text };
                    Cell { cols: span(cell, "colspan"), rows: span(cell, "rowspan"), text }
                })
                .collect();
            let wide = cells.iter().map(|cell| cell.cols as usize).sum::<usize>();
            if wide > align.len() {
                align.resize(wide, Align::Usual);
            }
            written.push(cells);
        }
        let head = u32::try_from(head).unwrap_or(0);
        found.push(Piece::Block(Block::Table(Table { head, align, rows: written })));
        found.extend(beside.into_iter().map(Piece::Block));
    }
}

/// The rows of a table, not those of tables within it.
fn rows(node: &Node) -> Vec<&Node> {
    let mut found = Vec::new();
    for child in node.nodes() {
        match child.name.as_str() {
            "tr" => found.push(child),
            "thead" | "tbody" | "tfoot" => found.extend(rows(child)),
            _ => {}
        }
    }
    found
}

fn cells_of(row: &Node) -> Vec<&Node> {
    row.nodes().filter(|node| matches!(node.name.as_str(), "td" | "th")).collect()
}

fn span(cell: &Node, name: &str) -> u32 {
    cell.attribute(name).and_then(|span| span.trim().parse().ok()).unwrap_or(1).clamp(1, WIDEST)
}

fn alignment(cell: &Node) -> Align {
    let said = |word: &str| {
        let style = format!("text-align:{word}");
        cell.all().take(2).any(|node| {
            node.attribute("align").is_some_and(|align| align.eq_ignore_ascii_case(word)) || says(node, &style)
        })
    };
    if said("right") {
        Align::Right
    } else if said("center") {
        Align::Centre
    } else {
        Align::Usual
    }
}
