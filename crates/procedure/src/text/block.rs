//! What a section's body consists of: blocks, and the runs of letters in them.

use crate::Hash;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A block of a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "b", rename_all = "snake_case")]
pub enum Block {
    Para { text: Vec<Inline> },
    List(List),
    Table(Table),
    Figure(Figure),
    Quote { body: Vec<Block> },
}

/// Items, each a list of blocks, so that a list can stand in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct List {
    #[serde(default, skip_serializing_if = "ListMark::is_bullet")]
    pub mark: ListMark,
    /// What the first item counts as.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub start: u32,
    pub items: Vec<Vec<Block>>,
}

/// What stands before the items of a list. A full stop or a parenthesis stands after what counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ListMark {
    #[default]
    #[serde(rename = "-")]
    Bullet,
    #[serde(rename = "1.")]
    Decimal,
    #[serde(rename = "1)")]
    DecimalParenthesis,
    #[serde(rename = "a.")]
    Lower,
    #[serde(rename = "a)")]
    LowerParenthesis,
    #[serde(rename = "A.")]
    Upper,
    #[serde(rename = "A)")]
    UpperParenthesis,
    #[serde(rename = "i.")]
    LowerRoman,
    #[serde(rename = "i)")]
    LowerRomanParenthesis,
    #[serde(rename = "I.")]
    UpperRoman,
    #[serde(rename = "I)")]
    UpperRomanParenthesis,
}

/// Rows of cells. A cell that covers others stands where it begins, and those it covers are left out, as in HTML.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// How many of the first rows are headings.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub head: u32,
    /// By column; as many as there are columns.
    pub align: Vec<Align>,
    pub rows: Vec<Vec<Cell>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Align {
    #[default]
    #[serde(rename = "")]
    Usual,
    #[serde(rename = "l")]
    Left,
    #[serde(rename = "c")]
    Centre,
    #[serde(rename = "r")]
    Right,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub cols: u32,
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub rows: u32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub text: Vec<Inline>,
}

/// A picture, kept among the files by the hash of its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    pub image: Hash,
    /// What it shows, for those who do not see it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub alt: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caption: Vec<Inline>,
}

/// What stands on a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Inline {
    Run(Run),
    /// A footnote, at the place it is called from. Its number is counted where it is shown; it holds no notes itself.
    Note {
        note: Vec<Block>,
    },
}

/// Letters with the same marks. A line feed among them is a line break.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
    #[serde(rename = "t")]
    pub text: String,
    #[serde(default, rename = "m", skip_serializing_if = "BTreeSet::is_empty")]
    pub marks: BTreeSet<Mark>,
    /// Where it leads: `https:`, `http:` or `mailto:`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// How letters stand out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    Bold,
    Italic,
    Sub,
    Super,
}

fn one() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
fn is_one(number: &u32) -> bool {
    *number == one()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// The pictures of a body, those of its notes too.
pub fn pictures(body: &[Block]) -> Vec<&Hash> {
    let mut found = Vec::new();
    for block in body {
        match block {
            Block::Para { text } => found.extend(noted(text)),
            Block::List(list) => found.extend(list.items.iter().flat_map(|item| pictures(item))),
            Block::Table(table) => found.extend(table.rows.iter().flatten().flat_map(|cell| noted(&cell.text))),
            Block::Figure(figure) => {
                found.push(&figure.image);
                found.extend(noted(&figure.caption));
            }
            Block::Quote { body } => found.extend(pictures(body)),
        }
    }
    found
}

fn noted(line: &[Inline]) -> Vec<&Hash> {
    let mut found = Vec::new();
    for inline in line {
        if let Inline::Note { note } = inline {
            found.extend(pictures(note));
        }
    }
    found
}

impl Block {
    /// A paragraph without marks.
    pub fn para(text: impl Into<String>) -> Self {
        Self::Para { text: vec![Inline::plain(text)] }
    }
}

impl Inline {
    /// Letters without marks.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::Run(Run { text: text.into(), ..Run::default() })
    }

    /// Letters with some marks.
    pub fn marked(text: impl Into<String>, marks: impl IntoIterator<Item = Mark>) -> Self {
        Self::Run(Run { text: text.into(), marks: marks.into_iter().collect(), link: None })
    }
}

impl Run {
    /// Whether two runs look alike, so that they are one.
    pub fn is_like(&self, other: &Self) -> bool {
        self.marks == other.marks && self.link == other.link
    }
}

impl ListMark {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
    fn is_bullet(&self) -> bool {
        *self == Self::Bullet
    }

    /// What stands before the item that counts as `number`: «-», «3.», «c)», «iv)».
    pub fn label(self, number: u32) -> String {
        match self {
            Self::Bullet => "-".to_owned(),
            Self::Decimal => format!("{number}."),
            Self::DecimalParenthesis => format!("{number})"),
            Self::Lower => format!("{}.", letters(number)),
            Self::LowerParenthesis => format!("{})", letters(number)),
            Self::Upper => format!("{}.", letters(number).to_uppercase()),
            Self::UpperParenthesis => format!("{})", letters(number).to_uppercase()),
            Self::LowerRoman => format!("{}.", roman(number)),
            Self::LowerRomanParenthesis => format!("{})", roman(number)),
            Self::UpperRoman => format!("{}.", roman(number).to_uppercase()),
            Self::UpperRomanParenthesis => format!("{})", roman(number).to_uppercase()),
        }
    }
}

/// a … z, aa, bb …, as word processors count.
fn letters(number: u32) -> String {
    let at = number.max(1) - 1;
    let letter = char::from(b'a' + u8::try_from(at % 26).unwrap_or(0));
    // What a file says is not to fill the memory.
    letter.to_string().repeat((at / 26 + 1).min(8) as usize)
}

fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut rest = number.clamp(1, 4_999);
    let mut written = String::new();
    for (worth, sign) in SIGNS {
        while rest >= worth {
            rest -= worth;
            written.push_str(sign);
        }
    }
    written
}

impl Table {
    /// How many columns it has.
    pub fn columns(&self) -> usize {
        self.align.len()
    }

    /// Every row's cells, each with how its column is aligned.
    pub fn aligned(&self) -> Vec<Vec<(&Cell, Align)>> {
        let row = |(row, owners): (usize, &Vec<Option<(usize, usize)>>)| {
            let mut cells: Vec<(&Cell, Align)> = Vec::new();
            for (owner, align) in owners.iter().zip(&self.align) {
                // The next cell of the row begins here, and the others are covered.
                if *owner == Some((row, cells.len())) {
                    cells.push((&self.rows[row][cells.len()], *align));
                }
            }
            cells
        };
        self.grid().iter().enumerate().map(row).collect()
    }

    /// Every place of every row with the cell that covers it, by row and place in the row: a cell of two columns stands
    /// at both. `None` where the rows do not fill the columns.
    pub fn grid(&self) -> Vec<Vec<Option<(usize, usize)>>> {
        let mut grid: Vec<Vec<Option<(usize, usize)>>> = vec![vec![None; self.columns()]; self.rows.len()];
        for (row, cells) in self.rows.iter().enumerate() {
            let mut column = 0;
            for (at, cell) in cells.iter().enumerate() {
                while grid[row].get(column).is_some_and(Option::is_some) {
                    column += 1;
                }
                for line in grid.iter_mut().skip(row).take(cell.rows as usize) {
                    for place in line.iter_mut().skip(column).take(cell.cols as usize) {
                        place.get_or_insert((row, at));
                    }
                }
                column += cell.cols as usize;
            }
        }
        grid
    }
}
