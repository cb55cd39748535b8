//! What a comparison says: sections, their blocks, and pieces of lines, each with the text it stands in.

use procedure::{
    Part,
    text::{Align, Block, Figure, ListMark, Run},
};

/// In which of the two texts something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Both,
    Before,
    After,
}

/// Two texts beside each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// In the order of the text after; what is gone stands where it stood.
    pub sections: Vec<Compared>,
}

/// A section of one of the texts, or the two that are one section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    pub before: Option<Stood>,
    pub after: Option<Stood>,
    /// Empty where nothing happened that a reader can see.
    pub became: Vec<Became>,
    pub heading: Vec<Piece>,
    pub body: Vec<Change>,
}

/// Where a section stands in one of the texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stood {
    /// Its place, from 0.
    pub at: usize,
    /// What stands before its heading, as it is read.
    pub number: String,
    pub part: Part,
}

/// What became of a section. Several may hold at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Became {
    New,
    Gone,
    Moved,
    Renamed,
    Renumbered,
    /// Words of its body.
    Changed,
    /// The letters are the same; how they stand out is not.
    Formatted,
    /// Places in the text after, of sections that took a part of it with them.
    SplitInto(Vec<usize>),
    /// Place in the text before, of the section it was a part of.
    SplitFrom(usize),
    /// Places in the text before, of sections that are gone and stand here now.
    MergedFrom(Vec<usize>),
    /// Place in the text after, of the section it stands in now.
    MergedInto(usize),
}

/// A block of a body, or two that are one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Stands whole in one of the texts, or in both with nothing to tell.
    Whole(Side, Block),
    Para(Vec<Piece>),
    List(Listed),
    Table(Tabled),
    Figure(Pictured),
    Quote(Vec<Change>),
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Run(Side, Run),
    /// The same letters, standing out in another way.
    Formatted {
        before: Vec<Run>,
        after: Vec<Run>,
    },
    Note(Side, Vec<Change>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// What stands before the items, and what the first counts as.
    pub before: (ListMark, u32),
    pub after: (ListMark, u32),
    pub items: Vec<(Side, Vec<Change>)>,
}

/// The rows and columns of both tables, and their cells. A cell covers a rectangle of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tabled {
    pub rows: Vec<Row>,
    pub columns: Vec<(Side, Align)>,
    pub cells: Vec<Cell>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    pub side: Side,
    /// Headings of the columns.
    pub head: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    pub row: usize,
    pub column: usize,
    pub rows: usize,
    pub columns: usize,
    pub text: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pictured {
    pub before: Figure,
    pub after: Figure,
    /// What it shows, for those who do not see it.
    pub alt: Vec<Piece>,
    pub caption: Vec<Piece>,
}

impl Side {
    /// Whether what is of this side is seen by who reads `shown`.
    pub fn stands_in(self, shown: Side) -> bool {
        self == Side::Both || shown == Side::Both || self == shown
    }
}

impl Stood {
    /// Its heading with its number, and its words.
    pub fn plain(&self) -> String {
        let heading = format!("{} {}", self.number, self.part.title());
        [heading.trim(), &self.part.plain()]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join("\n\n")
    }
}

impl Compared {
    /// Whether anything happened to it that a reader can see.
    pub fn is_changed(&self) -> bool {
        !self.became.is_empty()
    }

    /// Where it stands now; where it stood, when it is gone.
    pub fn stands(&self) -> Option<&Stood> {
        self.after.as_ref().or(self.before.as_ref())
    }
}

impl Comparison {
    /// Those to which something happened.
    pub fn changed(&self) -> impl Iterator<Item = &Compared> {
        self.sections.iter().filter(|section| section.is_changed())
    }
}

impl Piece {
    fn differs(&self) -> bool {
        match self {
            Self::Run(side, _) => *side != Side::Both,
            Self::Formatted { .. } => false,
            Self::Note(side, body) => *side != Side::Both || words_differ(body),
        }
    }

    fn stands_out(&self) -> bool {
        match self {
            Self::Run(..) => false,
            Self::Formatted { .. } => true,
            Self::Note(_, body) => marks_differ(body),
        }
    }
}

/// Whether words of a line differ.
pub fn line_differs(line: &[Piece]) -> bool {
    line.iter().any(Piece::differs)
}

/// Whether the same letters of a line stand out in another way.
pub fn line_stands_out(line: &[Piece]) -> bool {
    line.iter().any(Piece::stands_out)
}

/// Whether words, cells or pictures of some blocks differ.
pub fn words_differ(body: &[Change]) -> bool {
    let differs = |change: &Change| match change {
        Change::Whole(side, _) => *side != Side::Both,
        Change::Para(line) => line_differs(line),
        Change::List(list) => list.items.iter().any(|(side, body)| *side != Side::Both || words_differ(body)),
        Change::Table(table) => {
            let lines = table.rows.iter().map(|row| row.side).chain(table.columns.iter().map(|(side, _)| *side));
            lines.into_iter().any(|side| side != Side::Both) || table.cells.iter().any(|cell| line_differs(&cell.text))
        }
        Change::Figure(figure) => {
            figure.before.image != figure.after.image || line_differs(&figure.alt) || line_differs(&figure.caption)
        }
        Change::Quote(body) => words_differ(body),
    };
    body.iter().any(differs)
}

/// Whether the same letters of some blocks stand out in another way, or what stands before the items of a list does.
pub fn marks_differ(body: &[Change]) -> bool {
    let differs = |change: &Change| match change {
        Change::Whole(..) => false,
        Change::Para(line) => line_stands_out(line),
        Change::List(list) => list.before != list.after || list.items.iter().any(|(_, body)| marks_differ(body)),
        Change::Table(table) => table.cells.iter().any(|cell| line_stands_out(&cell.text)),
        Change::Figure(figure) => line_stands_out(&figure.caption),
        Change::Quote(body) => marks_differ(body),
    };
    body.iter().any(differs)
}
