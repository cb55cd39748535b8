//! Tables: merged cells, headings that are repeated on every page, columns by what stands in them.

use super::{
    body::{Stand, Writer},
    styles::Role,
};
use crate::{markup, paper::Rows};
use procedure::text::{Align, Cell, Inline, Table, plain_of};

/// The colour behind headings.
const HEADING: &str = "E9EDF2";
/// As wide as a column may count itself, and what every column counts, in letters.
const WIDEST: usize = 60;
const NARROWEST: usize = 6;

/// A cell as Word has it in one row.
struct Place<'a> {
    wide: usize,
    columns: u32,
    /// `restart` where it goes on below, `continue` where it comes from above.
    merged: Option<&'static str>,
    heading: bool,
    align: Option<&'static str>,
    text: &'a [Inline],
}

impl Writer<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        let grid = table.grid();
        let widths = widths(&letters(table, &grid), self.template.page.wide);
        self.begin_table(&widths);
        for (row, owners) in grid.iter().enumerate() {
            let heading = row < table.head as usize;
            self.begin_row(heading);
            let mut column = 0;
            while column < owners.len() {
                let owner = owners[column];
                let same = owners[column..].iter().take_while(|one| owner.is_some() && **one == owner).count().max(1);
                let cell = owner.and_then(|(from, at)| table.rows.get(from)?.get(at));
                let begins = owner.is_some_and(|(from, _)| from == row);
                let text = cell.filter(|_| begins).map_or(&[][..], |cell| cell.text.as_slice());
                self.cell(&Place {
                    wide: widths[column..column + same].iter().sum(),
                    columns: u32::try_from(same).unwrap_or(1),
                    merged: merged(cell, begins),
                    heading,
                    align: align(table.align[column]),
                    text,
                });
                column += same;
            }
            self.xml.close("w:tr");
        }
        self.end_table();
    }

    /// A long table's beginning and its heading; gives how wide its columns are.
    pub fn begin_rows(&mut self, rows: &Rows) -> Vec<usize> {
        let columns = rows.head.len().max(1);
        let widths = vec![self.template.page.wide / columns; columns];
        self.begin_table(&widths);
        self.begin_row(true);
        self.cells(&rows.head, &widths, true);
        widths
    }

    pub fn row(&mut self, cells: &[String], widths: &[usize]) {
        self.begin_row(false);
        self.cells(cells, widths, false);
    }

    fn cells(&mut self, cells: &[String], widths: &[usize], heading: bool) {
        for (text, wide) in cells.iter().zip(widths) {
            let text = markup::runs(text);
            self.cell(&Place { wide: *wide, columns: 1, merged: None, heading, align: None, text: &text });
        }
        self.xml.close("w:tr");
    }

    fn begin_table(&mut self, widths: &[usize]) {
        self.xml.open("w:tbl", &[]);
        self.xml.open("w:tblPr", &[]);
        self.xml.empty("w:tblStyle", &[("w:val", self.template.styles.id(Role::Table))]);
        let wide = widths.iter().sum::<usize>().to_string();
        self.xml.empty("w:tblW", &[("w:w", &wide), ("w:type", "dxa")]);
        self.xml.close("w:tblPr");
        self.xml.open("w:tblGrid", &[]);
        for wide in widths {
            self.xml.empty("w:gridCol", &[("w:w", &wide.to_string())]);
        }
        self.xml.close("w:tblGrid");
    }

    /// Two tables need a paragraph between them, or Word makes them one.
    pub fn end_table(&mut self) {
        self.xml.close("w:tbl");
        self.paragraph(Stand::default(), &[]);
    }

    fn begin_row(&mut self, heading: bool) {
        self.xml.open("w:tr", &[]);
        self.xml.open("w:trPr", &[]);
        self.xml.empty("w:cantSplit", &[]);
        if heading {
            self.xml.empty("w:tblHeader", &[]);
        }
        self.xml.close("w:trPr");
    }

    fn cell(&mut self, place: &Place) {
        self.xml.open("w:tc", &[]);
        self.xml.open("w:tcPr", &[]);
        self.xml.empty("w:tcW", &[("w:w", &place.wide.to_string()), ("w:type", "dxa")]);
        if place.columns > 1 {
            self.xml.empty("w:gridSpan", &[("w:val", &place.columns.to_string())]);
        }
        if let Some(merged) = place.merged {
            self.xml.empty("w:vMerge", &[("w:val", merged)]);
        }
        if place.heading {
            self.xml.empty("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", HEADING)]);
        }
        self.xml.close("w:tcPr");
        let style = Some(if place.heading { Role::TableHeading } else { Role::TableText });
        self.paragraph(Stand { style, align: place.align, ..Stand::default() }, place.text);
        self.xml.close("w:tc");
    }
}

fn merged(cell: Option<&Cell>, begins: bool) -> Option<&'static str> {
    match (cell.is_some_and(|cell| cell.rows > 1), begins) {
        (false, _) => None,
        (true, true) => Some("restart"),
        (true, false) => Some("continue"),
    }
}

fn align(align: Align) -> Option<&'static str> {
    match align {
        Align::Usual => None,
        Align::Left => Some("left"),
        Align::Centre => Some("center"),
        Align::Right => Some("right"),
    }
}

/// How many letters the longest cell of each column has.
fn letters(table: &Table, grid: &[Vec<Option<(usize, usize)>>]) -> Vec<usize> {
    let mut longest = vec![0; table.columns()];
    for (row, owners) in grid.iter().enumerate() {
        for (column, owner) in owners.iter().enumerate() {
            let Some((from, at)) = *owner else { continue };
            let cell = &table.rows[from][at];
            if from == row && cell.cols == 1 {
                longest[column] = longest[column].max(plain_of(&cell.text).chars().count());
            }
        }
    }
    longest
}

fn widths(letters: &[usize], wide: usize) -> Vec<usize> {
    let counted: Vec<usize> = letters.iter().map(|count| (*count).min(WIDEST) + NARROWEST).collect();
    let all = counted.iter().sum::<usize>().max(1);
    counted.iter().map(|count| wide * count / all).collect()
}
