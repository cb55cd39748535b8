//! Two tables, cell by cell, once their rows and columns are paired.

use super::{
    letters::seen,
    likeness::{Grams, halves},
    line::{self, Bodies},
    model::{Cell, Row, Side, Tabled},
    order::{Place, TRIED, pairs},
};
use procedure::text::{Inline, Table, line_of};
use std::collections::HashSet;

/// As like must two rows be, or two columns, to be one that was changed.
const LEAST: f64 = 0.25;

/// `None` where no row or no column is in both, and where they are too large.
pub fn compared(before: &Table, after: &Table, bodies: Bodies) -> Option<Tabled> {
    let size = |table: &Table| table.rows.len().saturating_mul(table.columns());
    if size(before).max(size(after)) > TRIED {
        return None;
    }
    let (ours, theirs) = (Grid::of(before), Grid::of(after));
    let columns = paired(&ours.columns(), &theirs.columns());
    let rows = paired(&ours.rows(), &theirs.rows());
    let shared = |places: &[Place]| places.iter().any(|place| side(*place) == Side::Both);
    if !shared(&columns) || !shared(&rows) {
        return None;
    }
    let head = |place: &Place| match place {
        (_, Some(row)) => *row < after.head as usize,
        (Some(row), None) => *row < before.head as usize,
        (None, None) => false,
    };
    let align = |place: &Place| match place {
        (_, Some(column)) => after.align[*column],
        (Some(column), None) => before.align[*column],
        (None, None) => procedure::text::Align::Usual,
    };
    let cells = cells(&ours, &theirs, &rows, &columns, bodies);
    Some(Tabled {
        rows: rows.iter().map(|place| Row { side: side(*place), head: head(place) }).collect(),
        columns: columns.iter().map(|place| (side(*place), align(place))).collect(),
        cells,
    })
}

fn side(place: Place) -> Side {
    match place {
        (Some(_), Some(_)) => Side::Both,
        (Some(_), None) => Side::Before,
        (None, _) => Side::After,
    }
}

/// A table with the cell that stands at each place.
struct Grid<'a> {
    table: &'a Table,
    cells: Vec<Vec<Option<(usize, usize)>>>,
}

impl<'a> Grid<'a> {
    fn of(table: &'a Table) -> Self {
        Self { table, cells: table.grid() }
    }

    fn text(&self, cell: (usize, usize)) -> &'a [Inline] {
        &self.table.rows[cell.0][cell.1].text
    }

    fn at(&self, row: Option<usize>, column: Option<usize>) -> Option<(usize, usize)> {
        *self.cells.get(row?)?.get(column?)?
    }

    fn words(&self, row: usize, column: usize) -> String {
        self.at(Some(row), Some(column)).map_or_else(String::new, |cell| seen(&line_of(self.text(cell))))
    }

    /// What each row is known by: its first cell, and all of it.
    fn rows(&self) -> Vec<(String, String)> {
        let row = |row: usize| {
            let cells: Vec<String> = (0..self.table.columns()).map(|column| self.words(row, column)).collect();
            (cells.first().cloned().unwrap_or_default(), cells.join("\t"))
        };
        (0..self.table.rows.len()).map(row).collect()
    }

    /// What each column is known by: its headings, and all of it.
    fn columns(&self) -> Vec<(String, String)> {
        let column = |column: usize| {
            let cells: Vec<String> = (0..self.table.rows.len()).map(|row| self.words(row, column)).collect();
            (cells[..(self.table.head as usize).min(cells.len())].join("\t"), cells.join("\t"))
        };
        (0..self.table.columns()).map(column).collect()
    }
}

/// Where none is out of its place and none is more, those of the same place are one.
fn paired(before: &[(String, String)], after: &[(String, String)]) -> Vec<Place> {
    let grams = |known: &[(String, String)]| {
        known.iter().map(|(name, all)| (Grams::of(name), Grams::of(all))).collect::<Vec<_>>()
    };
    let (ours, theirs) = (grams(before), grams(after));
    let like = |one: usize, other: usize| {
        let (one, other) = (&ours[one], &theirs[other]);
        halves((&one.0, &one.1), (&other.0, &other.1))
    };
    let found = pairs(before, after, LEAST, like);
    let in_place = |(one, other): &Place| one.is_none() || other.is_none() || one == other;
    if before.len() == after.len() && found.iter().all(in_place) {
        return (0..before.len()).map(|at| (Some(at), Some(at))).collect();
    }
    found
}

/// The cell before and the cell after at a place.
type Owners = (Option<(usize, usize)>, Option<(usize, usize)>);

fn cells(ours: &Grid<'_>, theirs: &Grid<'_>, rows: &[Place], columns: &[Place], bodies: Bodies) -> Vec<Cell> {
    let owner = |row: Place, column: Place| (ours.at(row.0, column.0), theirs.at(row.1, column.1));
    let owners: Vec<Vec<Owners>> =
        rows.iter().map(|row| columns.iter().map(|column| owner(*row, *column)).collect()).collect();
    let mut taken = vec![vec![false; columns.len()]; rows.len()];
    let (mut told_before, mut told_after) = (HashSet::new(), HashSet::new());
    let mut cells = Vec::new();
    for row in 0..rows.len() {
        for column in 0..columns.len() {
            if taken[row][column] {
                continue;
            }
            let mut own = owners[row][column];
            let joins = |own: Owners, row: usize, column: usize| joined(own, owners[row][column]);
            let mut wide = 1;
            while column + wide < columns.len() && !taken[row][column + wide] {
                let Some(both) = joins(own, row, column + wide) else { break };
                (own, wide) = (both, wide + 1);
            }
            let mut high = 1;
            while row + high < rows.len() {
                let below = (column..column + wide).try_fold(own, |own, at| joins(own, row + high, at));
                let Some(both) = below.filter(|_| !taken[row + high][column..column + wide].contains(&true)) else {
                    break;
                };
                (own, high) = (both, high + 1);
            }
            for line in &mut taken[row..row + high] {
                line[column..column + wide].fill(true);
            }
            // What a cell says is told once, however it is cut.
            let was = own.0.filter(|cell| told_before.insert(*cell)).map_or(&[][..], |cell| ours.text(cell));
            let is = own.1.filter(|cell| told_after.insert(*cell)).map_or(&[][..], |cell| theirs.text(cell));
            let text = line::compared(was, is, bodies);
            cells.push(Cell { row, column, rows: high, columns: wide, text });
        }
    }
    cells
}

/// A place belongs to its neighbour's cell when it does in one of the tables, and is not of another in the other.
fn joined(own: Owners, next: Owners) -> Option<Owners> {
    let one = |own: Option<(usize, usize)>, next: Option<(usize, usize)>| match (own, next) {
        (Some(own), Some(next)) if own != next => None,
        (own, next) => Some(own.or(next)),
    };
    let same = (own.0.is_some() && own.0 == next.0) || (own.1.is_some() && own.1 == next.1);
    if same { Some((one(own.0, next.0)?, one(own.1, next.1)?)) } else { None }
}
