//! A table to take along: as CSV or XLSX, where no cell can act as a formula.

use super::attachment::attachment;
use axum::response::Response;
use chrono::{Datelike as _, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook};
use words::{language::Lang, plain::printable};

/// The most that a cell of a workbook can hold, in UTF-16 units, as Excel counts.
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
    pub lang: Lang,
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
        let hearing_report = book.add_worksheet();
        let bold = Format::new().set_bold();
        let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let date = Format::new().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Top);
        let cut = self.lang.t("table-cut");
        for (column, heading) in (0..).zip(&self.headings) {
            hearing_report.write_string_with_format(0, column, heading, &bold)?;
            hearing_report.set_column_width(column, self.width(usize::from(column)))?;
        }
        for (line, row) in (1..).zip(&self.rows) {
            for (column, cell) in (0..).zip(row) {
                match cell {
                    Cell::Text(words) => {
                        hearing_report.write_string_with_format(line, column, fitting(words, &cut), &text)?
                    }
                    Cell::Day(on) => hearing_report.write_datetime_with_format(line, column, &day(*on)?, &date)?,
                    Cell::Empty => continue,
                };
            }
        }
        hearing_report.set_freeze_panes(1, 0)?;
        if let (Some(row), Some(column)) = (self.rows.len().checked_sub(1), self.headings.len().checked_sub(1)) {
            hearing_report.autofilter(0, 0, u32::try_from(row)? + 1, u16::try_from(column)?)?;
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

/// A text in which no cell begins a formula, whether the file is opened with semicolons between its cells or with
/// commas or tabs. Read with another separator, a cell ends within a text, at a separator or a line's end, and quotation
/// marks no longer hold it together: so every place that could begin a cell has an apostrophe before what begins formulas.
fn tame(text: &str) -> String {
    let mut tamed = String::with_capacity(text.len());
    let mut begins = true;
    for letter in text.chars() {
        if begins && matches!(letter, '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠') {
            tamed.push('\'');
        }
        begins = match letter {
            '\n' | '\r' | '\t' | ',' | ';' => true,
            '"' => begins,
            other => begins && other.is_whitespace(),
        };
        tamed.push(letter);
    }
    tamed
}

/// What a workbook's cell can hold of a text; what is cut is said in words. The whole stands in the other forms.
fn fitting(text: &str, cut: &str) -> String {
    let text = printable(text);
    let units = |text: &str| text.encode_utf16().count();
    if units(&text) <= CELL {
        return text;
    }
    let mut room = CELL - units(cut) - 2;
    let fits = |letter: &char| {
        let left = room.checked_sub(letter.len_utf16());
        room = left.unwrap_or_default();
        left.is_some()
    };
    let kept: String = text.chars().take_while(fits).collect();
    format!("{kept}… {cut}")
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
        let table = Table { lang: Lang::Nb, name: "Merknader".to_owned(), made: NaiveDate::default(), headings, rows };
        let bytes = table.csv().unwrap();
        assert!(bytes.starts_with("\u{feff}Merknad;Frist\n".as_bytes()));
        let mut read = csv::ReaderBuilder::new().delimiter(b';').from_reader(&bytes[3..]);
        let cells: Vec<String> = read.records().map(|record| record.unwrap()[0].to_owned()).collect();
        let kept = ["'=1+1", "'+47", "'-2", "'@SUM(A1)", "'\t'=1", "'\r'=1", "2-1", "a;b", "to\nlinjer", ""];
        assert_eq!(cells, kept);
    }

    #[test]
    fn no_line_of_a_cell_and_nothing_after_a_separator_begins_a_formula() {
        for (given, tamed) in [
            ("to\n=1+1", "to\n'=1+1"),
            ("a,=1+1", "a,'=1+1"),
            ("a; \"=1+1\"", "a; \"'=1+1\""),
            ("\"@SUM(A1)\"", "\"'@SUM(A1)\""),
            ("- punkt\n- punkt", "'- punkt\n'- punkt"),
            ("E-post til a@b.no, 1-2 og x=y", "E-post til a@b.no, 1-2 og x=y"),
        ] {
            assert_eq!(tame(given), tamed);
        }
    }

    #[test]
    fn a_cell_holds_as_much_as_a_workbook_does_and_says_in_words_what_is_cut() {
        let whole = "a".repeat(CELL);
        assert_eq!(fitting(&whole, "(kuttet)"), whole);
        for long in ["😀".repeat(CELL), "a".repeat(CELL + 1)] {
            let cut = fitting(&long, "(kuttet)");
            assert!(cut.ends_with("… (kuttet)"));
            assert!((CELL - 1..=CELL).contains(&cut.encode_utf16().count()), "{}", cut.encode_utf16().count());
        }
        assert_eq!(fitting("kort\u{0}", "(kuttet)"), "kort");
    }
}
