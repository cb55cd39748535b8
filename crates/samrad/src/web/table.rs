//! A table to take along: as CSV or XLSX, where no cell can act as a formula.

use super::attachment::attachment;
use axum::response::Response;
use chrono::{Datelike as _, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook};

/// The most characters a cell of a workbook can hold.
const CELL: usize = 32_767;
/// The widest a column is made, in characters.
const WIDEST: u16 = 60;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Csv,
    Xlsx,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    Text(String),
    Day(NaiveDate),
    Empty,
}

/// Each row has a cell for each heading.
#[derive(Clone, Debug)]
pub struct Table {
    /// What the table is, and what its file is called.
    pub name: String,
    /// The day it was made.
    pub made: NaiveDate,
    pub headings: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

impl From<Option<NaiveDate>> for Cell {
    fn from(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }
}

impl Form {
    /// From the end of an address: `csv` or `xlsx`.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }
}

impl Table {
    pub fn download(&self, form: Form) -> anyhow::Result<Response> {
        Ok(match form {
            Form::Csv => attachment(&format!("{}.csv", self.name), "text/csv; charset=utf-8", self.csv()?),
            Form::Xlsx => {
                let media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
                attachment(&format!("{}.xlsx", self.name), media, self.xlsx()?)
            }
        })
    }

    /// With semicolons and a byte order mark: so a Norwegian spreadsheet opens it right at a double click.
    pub fn csv(&self) -> anyhow::Result<Vec<u8>> {
        let mut out = csv::WriterBuilder::new().delimiter(b';').from_writer("\u{feff}".as_bytes().to_vec());
        out.write_record(self.headings.iter().map(|heading| tame(heading)))?;
        for row in &self.rows {
            out.write_record(row.iter().map(|cell| match cell {
                Cell::Text(text) => tame(text),
                Cell::Day(day) => day.to_string(),
                Cell::Empty => String::new(),
            }))?;
        }
        Ok(out.into_inner()?)
    }

    pub fn xlsx(&self) -> anyhow::Result<Vec<u8>> {
        let mut book = Workbook::new();
        book.set_properties(&DocProperties::new().set_title(&self.name).set_creation_datetime(&day(self.made)?));
        let sheet = book.add_worksheet();
        let bold = Format::new().set_bold();
        let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let date = Format::new().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Top);
        for (column, heading) in (0..).zip(&self.headings) {
            sheet.write_string_with_format(0, column, heading, &bold)?;
            sheet.set_column_width(column, self.width(usize::from(column)))?;
        }
        for (line, row) in (1..).zip(&self.rows) {
            for (column, cell) in (0..).zip(row) {
                match cell {
                    Cell::Text(words) => sheet.write_string_with_format(line, column, fitting(words), &text)?,
                    Cell::Day(on) => sheet.write_datetime_with_format(line, column, &day(*on)?, &date)?,
                    Cell::Empty => continue,
                };
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        if let (Some(row), Some(column)) = (self.rows.len().checked_sub(1), self.headings.len().checked_sub(1)) {
            sheet.autofilter(0, 0, u32::try_from(row)? + 1, u16::try_from(column)?)?;
        }
        Ok(book.save_to_buffer()?)
    }

    /// A column is as wide as its longest cell, within reason.
    fn width(&self, column: usize) -> u16 {
        let long = |cell: &Cell| match cell {
            Cell::Text(text) => text.chars().take(usize::from(WIDEST)).count(),
            Cell::Empty => 0,
            Cell::Day(_) => 10,
        };
        let cells = self.rows.iter().filter_map(|row| row.get(column)).map(long);
        let heading = self.headings.get(column).map_or(0, |heading| heading.chars().count());
        let longest = cells.chain([heading]).max().unwrap_or(0);
        u16::try_from(longest).unwrap_or(WIDEST).min(WIDEST) + 3
    }
}

fn day(day: NaiveDate) -> anyhow::Result<ExcelDateTime> {
    let (year, month, day) = (u16::try_from(day.year())?, u8::try_from(day.month())?, u8::try_from(day.day())?);
    Ok(ExcelDateTime::from_ymd(year, month, day)?)
}

/// Spreadsheets run a cell of a CSV that begins like a formula, quoted or not; after an apostrophe it stays text.
fn tame(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

/// What a workbook's cell can hold of a text. The whole stands in the other forms.
fn fitting(text: &str) -> String {
    if text.encode_utf16().count() <= CELL {
        return text.to_owned();
    }
    // Half as many characters always fit, however many need two units.
    text.chars().take(CELL / 2 - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str) -> Vec<Cell> {
        vec![Cell::from(text.to_owned()), Cell::from(NaiveDate::from_ymd_opt(2026, 11, 25))]
    }

    #[test]
    fn no_cell_of_a_csv_begins_a_formula() {
        let headings = ["Merknad", "Frist"].map(str::to_owned).to_vec();
        let rows = ["=1+1", "+47", "-2", "@SUM(A1)", "\t=1", "\r=1", "2-1", "a;b", "to\nlinjer", ""].map(row).to_vec();
        let table = Table { name: "Merknader".to_owned(), made: NaiveDate::default(), headings, rows };
        let bytes = table.csv().unwrap();
        assert!(bytes.starts_with("\u{feff}Merknad;Frist\n".as_bytes()));
        let mut read = csv::ReaderBuilder::new().delimiter(b';').from_reader(&bytes[3..]);
        let cells: Vec<String> = read.records().map(|record| record.unwrap()[0].to_owned()).collect();
        let kept = ["'=1+1", "'+47", "'-2", "'@SUM(A1)", "'\t=1", "'\r=1", "2-1", "a;b", "to\nlinjer", ""];
        assert_eq!(cells, kept);
    }

    #[test]
    fn a_cell_too_long_for_a_workbook_is_cut_and_says_so() {
        let long = "😀".repeat(CELL);
        assert!(fitting(&long).encode_utf16().count() <= CELL);
        assert!(fitting(&long).ends_with('…'));
        assert_eq!(fitting("kort"), "kort");
    }
}
