//! Tables of a Word document, with their merged cells (ECMA-376 part 1 § 17.4).

use super::Reader;
use crate::{
    import::{
        cells::{self, unmarked},
        pieces::{self, Piece},
        report::What,
    },
    xml_tree::Node,
};
use procedure::text::{Align, Block, Cell, Inline, Mark, Table};

/// The most columns that are counted: Word has 63.
const WIDEST: usize = 512;

/// A cell as the file has it.
struct Written {
    column: usize,
    cols: usize,
    /// It goes on with the cell above.
    continues: bool,
    align: Option<Align>,
    text: Vec<Inline>,
}

#[derive(Default)]
struct Row {
    head: bool,
    cells: Vec<Written>,
}

impl Reader<'_, '_> {
    /// A table; or what stands in one that only draws a frame around a text.
    pub fn table(&mut self, node: &Node, found: &mut Vec<Piece>) {
        let rows: Vec<&Node> = wrapped(node, "tr").into_iter().filter(|row| !self.taken_out(row)).collect();
        let narrow = rows.iter().all(|row| wrapped(row, "tc").len() == 1);
        if narrow && (rows.len() == 1 || self.holds_heading(node)) {
            return self.frame(&rows, found);
        }
        let mut beside = Vec::new();
        let rows: Vec<Row> = rows.into_iter().map(|row| self.row(row, &mut beside)).collect();
        let columns = rows.iter().filter_map(|row| row.cells.last()).map(|last| last.column + last.cols).max();
        let columns = columns.unwrap_or(0).min(WIDEST);
        found.push(Piece::Block(Block::Table(merged(rows, columns))));
        found.extend(beside.into_iter().map(Piece::Block));
    }

    fn taken_out(&mut self, row: &Node) -> bool {
        let out = row.at(&["trPr", "del"]).is_some();
        if out {
            self.report.add(What::Deletions);
        }
        out
    }

    fn holds_heading(&self, node: &Node) -> bool {
        let style = |node: &Node| node.value("pStyle").is_some_and(|style| self.styles.heading(style).is_some());
        node.all().filter(|node| node.name == "pPr").any(style)
    }

    /// A frame around a text: a quotation, unless it holds the headings of the text itself.
    fn frame(&mut self, rows: &[&Node], found: &mut Vec<Piece>) {
        let mut within = Vec::new();
        for cell in rows.iter().flat_map(|row| wrapped(row, "tc")) {
            self.blocks(cell, &mut within);
        }
        if within.iter().any(|piece| matches!(piece, Piece::Heading { .. })) {
            found.extend(within);
            return;
        }
        let body = pieces::blocks(within);
        if !body.is_empty() {
            self.report.add(What::TextBoxes);
            found.push(Piece::Block(Block::Quote { body }));
        }
    }

    fn row(&mut self, node: &Node, beside: &mut Vec<Block>) -> Row {
        let properties = node.child("trPr");
        let head = properties.and_then(|properties| properties.on("tblHeader")).unwrap_or(false);
        let before = properties.and_then(|properties| properties.value("gridBefore")?.parse().ok()).unwrap_or(0);
        let mut row = Row { head, cells: Vec::new() };
        let mut column = usize::min(before, WIDEST);
        if column > 0 {
            row.cells.push(Written { column: 0, cols: column, continues: false, align: None, text: Vec::new() });
        }
        for cell in wrapped(node, "tc") {
            let properties = cell.child("tcPr");
            let value = |name: &str| properties.and_then(|properties| properties.child(name));
            let span = value("gridSpan").and_then(|span| span.attribute("val")?.parse().ok()).unwrap_or(1);
            let cols = usize::clamp(span, 1, WIDEST);
            let goes_on = |merge: &Node| merge.attribute("val") != Some("restart");
            let align = alignment(cell);
            let text = cells::text(self.inner(cell), beside, &mut self.report);
            match row.cells.last_mut() {
                // How Word 97 merged cells of a row.
                Some(last) if value("hMerge").is_some_and(goes_on) => {
                    last.cols += cols;
                    last.text.extend(text);
                }
                _ => {
                    let continues = value("vMerge").is_some_and(goes_on);
                    row.cells.push(Written { column, cols, continues, align, text });
                }
            }
            column += cols;
        }
        row
    }
}

/// The rows or cells of a table, also within what wraps them: changes, content controls.
fn wrapped<'a>(node: &'a Node, name: &str) -> Vec<&'a Node> {
    let mut found = Vec::new();
    for child in node.nodes() {
        match child.name.as_str() {
            own if own == name => found.push(child),
            "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" => found.extend(wrapped(child, name)),
            _ => {}
        }
    }
    found
}

fn alignment(cell: &Node) -> Option<Align> {
    let paragraphs = cell.nodes().filter(|node| node.name == "p" && node.find("t").is_some());
    let aligned = paragraphs.map(|p| match p.at(&["pPr", "jc"]).and_then(|jc| jc.attribute("val")) {
        Some("center") => Align::Centre,
        Some("right" | "end") => Align::Right,
        _ => Align::Usual,
    });
    let all: Vec<Align> = aligned.collect();
    all.first().copied().filter(|first| all.iter().all(|other| other == first))
}

fn merged(rows: Vec<Row>, columns: usize) -> Table {
    let align = (0..columns).map(|column| aligned(&rows, column)).collect();
    let mut head = rows.iter().take_while(|row| row.head).count();
    if head == 0 && rows.len() > 1 && rows.first().is_some_and(looks_like_head) {
        head = 1;
    }
    let mut table: Vec<Vec<Cell>> = Vec::new();
    // The cell that begins in each column, as the last row left it.
    let mut above: Vec<Option<(usize, usize)>> = vec![None; columns];
    for (at, row) in rows.into_iter().enumerate() {
        let mut cells: Vec<Cell> = Vec::new();
        let mut here: Vec<Option<(usize, usize)>> = vec![None; columns];
        for written in row.cells.into_iter().filter(|cell| cell.column < columns) {
            let owner = above[written.column]
                .filter(|(row, cell)| written.continues && table[*row][*cell].cols as usize == written.cols);
            let text = if at < head { unmarked(written.text) } else { written.text };
            let place = match owner {
                Some((row, cell)) => {
                    let owner = &mut table[row][cell];
                    owner.rows += 1;
                    if !text.is_empty() {
                        owner.text.push(Inline::plain("\n"));
                        owner.text.extend(text);
                    }
                    (row, cell)
                }
                None => {
                    cells.push(Cell { cols: u32::try_from(written.cols).unwrap_or(1), rows: 1, text });
                    (at, cells.len() - 1)
                }
            };
            here[written.column] = Some(place);
        }
        above = here;
        table.push(cells);
    }
    Table { head: u32::try_from(head).unwrap_or(0), align, rows: table }
}

/// A column is aligned as all cells with letters in it are, but for those of the heading.
fn aligned(rows: &[Row], column: usize) -> Align {
    let of_column = |row: &Row| row.cells.iter().find(|cell| cell.column == column && cell.cols == 1)?.align;
    let all: Vec<Align> = rows.iter().skip(usize::from(rows.len() > 1)).filter_map(of_column).collect();
    all.first().copied().filter(|first| all.iter().all(|other| other == first)).unwrap_or_default()
}

fn looks_like_head(row: &Row) -> bool {
    let mut filled = row.cells.iter().filter(|cell| !cell.text.is_empty());
    filled.clone().next().is_some() && filled.all(|cell| pieces::all_marked(&cell.text, Mark::Bold))
}
