//! Changes in a text, marked up for the eye and named for those who do not see the marks.

use crate::rendered::{Html, Place, Writer, aligned};
use procedure::text::{ListMark, Run};
use std::fmt::Write as _;
use words::{
    compare::{Cell, Change, Compared, Listed, Pictured, Piece, Row, Side, Tabled, line_differs},
    language::Lang,
};

/// How changes are named, and where pictures are.
pub struct Marks<'a> {
    lang: Lang,
    place: Place<'a>,
}

impl<'a> Marks<'a> {
    pub fn new(lang: Lang, place: Place<'a>) -> Self {
        Self { lang, place }
    }

    /// The heading of a section with its number, as `side` reads it.
    pub fn heading(&self, section: &Compared, side: Side) -> Html {
        let mut marked = self.begin(side, true);
        let number = |stood: &Option<words::compare::Stood>| {
            stood.as_ref().map(|stood| stood.number.clone()).filter(|number| !number.is_empty())
        };
        let number = words::compare::plain(
            &number(&section.before).unwrap_or_default(),
            &number(&section.after).unwrap_or_default(),
        );
        // A section that is new or gone says so as a whole.
        if section.before.is_none() || section.after.is_none() || side != Side::Both {
            let stood = if side == Side::Before { section.before.as_ref() } else { section.stands() };
            let heading = stood.map(|stood| crate::rendered::part(&stood.number, &stood.part, self.place).heading);
            return heading.unwrap_or_default();
        }
        marked.line(&number);
        if !number.is_empty() {
            marked.writer.out.push(' ');
        }
        marked.line(&section.heading);
        marked.writer.taken()
    }

    /// Blocks as `side` reads them; where they are not `marked`, as a text.
    pub fn body(&self, body: &[Change], side: Side, marked: bool) -> Html {
        let mut writer = self.begin(side, marked);
        writer.blocks(body);
        writer.writer.taken()
    }

    /// A line.
    pub fn line(&self, line: &[Piece]) -> Html {
        let mut marked = self.begin(Side::Both, true);
        marked.line(line);
        marked.writer.taken()
    }

    fn begin(&self, side: Side, marked: bool) -> Marked<'a> {
        let mut writer = Writer::at(self.place);
        writer.aside = Some(self.lang.t("compare-note"));
        Marked { lang: self.lang, writer, side, marks: marked }
    }
}

struct Marked<'a> {
    lang: Lang,
    writer: Writer<'a>,
    side: Side,
    marks: bool,
}

impl Marked<'_> {
    fn blocks(&mut self, body: &[Change]) {
        for change in body {
            match change {
                Change::Whole(side, block) if side.stands_in(self.side) => {
                    self.within(*side, " class=\"block\"", |own| own.writer.block(block));
                }
                Change::Whole(..) => {}
                Change::Para(line) => self.around("p", |own| own.line(line)),
                Change::Quote(body) => self.around("blockquote", |own| own.blocks(body)),
                Change::List(list) => self.list(list),
                Change::Table(table) => self.table(table),
                Change::Figure(figure) => self.figure(figure),
            }
        }
    }

    fn around(&mut self, tag: &str, inside: impl FnOnce(&mut Self)) {
        let _ = write!(self.writer.out, "<{tag}>");
        inside(self);
        let _ = write!(self.writer.out, "</{tag}>");
    }

    /// What stands on one side is marked and named.
    fn within(&mut self, side: Side, class: &str, inside: impl FnOnce(&mut Self)) {
        let (tag, key) = match side {
            Side::Before if self.marks => ("del", "change-deleted"),
            Side::After if self.marks => ("ins", "change-inserted"),
            _ => return inside(self),
        };
        let _ = write!(self.writer.out, "<{tag}{class}>");
        self.name(key);
        inside(self);
        let _ = write!(self.writer.out, "</{tag}>");
    }

    fn name(&mut self, key: &str) {
        let name = self.lang.t(key);
        self.writer.out.push_str("<span class=\"ds-sr-only\">");
        self.writer.letters(&name);
        self.writer.out.push_str(": </span>");
    }

    /// Pieces of one side that follow each other are told as one.
    fn line(&mut self, line: &[Piece]) {
        let side_of = |piece: &Piece| match piece {
            Piece::Run(side, _) | Piece::Note(side, _) => *side,
            Piece::Formatted { .. } => Side::Both,
        };
        for pieces in line.chunk_by(|one, other| side_of(one) == side_of(other)) {
            let side = side_of(&pieces[0]);
            if side.stands_in(self.side) {
                self.within(side, "", |own| pieces.iter().for_each(|piece| own.piece(piece)));
            }
        }
    }

    fn piece(&mut self, piece: &Piece) {
        match piece {
            Piece::Run(_, run) => self.writer.run(run),
            Piece::Formatted { before, after } => {
                let runs = if self.side == Side::Before { before } else { after };
                self.formatted(runs);
            }
            Piece::Note(_, body) => {
                self.writer.begin_aside();
                for (at, change) in body.iter().enumerate() {
                    if at > 0 {
                        self.writer.out.push(' ');
                    }
                    self.aside(change);
                }
                self.writer.end_aside();
            }
        }
    }

    fn formatted(&mut self, runs: &[Run]) {
        if self.marks {
            self.writer.out.push_str("<span class=\"formatted\">");
            self.name("change-formatted");
        }
        for run in runs {
            self.writer.run(run);
        }
        if self.marks {
            self.writer.out.push_str("</span>");
        }
    }

    /// A block of a note, in the line it is called from.
    fn aside(&mut self, change: &Change) {
        match change {
            Change::Para(line) => self.line(line),
            Change::Whole(side, block) if side.stands_in(self.side) => {
                let words = procedure::text::plain_blocks(std::slice::from_ref(block));
                self.writer.letters(&words);
            }
            Change::Whole(..) => {}
            Change::Quote(body) => body.iter().for_each(|change| self.aside(change)),
            Change::List(list) => {
                let shown = self.side;
                let items = list.items.iter().filter(|(side, _)| side.stands_in(shown)).flat_map(|(_, item)| item);
                items.for_each(|change| self.aside(change));
            }
            Change::Table(table) => table.cells.iter().for_each(|cell| self.line(&cell.text)),
            Change::Figure(figure) => self.line(&figure.caption),
        }
    }

    /// What stands before the items is written out, because each text counts for itself.
    fn list(&mut self, list: &Listed) {
        let bullets = list.before.0 == ListMark::Bullet && list.after.0 == ListMark::Bullet;
        self.writer.out.push_str(if bullets { "<ul>" } else { "<ol class=\"labelled\">" });
        let (mut was, mut is) = (list.before.1, list.after.1);
        for (side, item) in &list.items {
            let labels = (list.before.0.label(was), list.after.0.label(is));
            was += u32::from(*side != Side::After);
            is += u32::from(*side != Side::Before);
            if !side.stands_in(self.side) {
                continue;
            }
            self.writer.out.push_str("<li>");
            if !bullets {
                self.label(*side, list.before != list.after, &labels);
            }
            self.around("div", |own| own.blocks(item));
            self.writer.out.push_str("</li>");
        }
        self.writer.out.push_str(if bullets { "</ul>" } else { "</ol>" });
    }

    fn label(&mut self, side: Side, other: bool, (was, is): &(String, String)) {
        self.writer.out.push_str("<span class=\"label\">");
        match (side, self.side) {
            (Side::Both, Side::Both) if other => {
                self.within(Side::Before, "", |own| own.writer.letters(was));
                self.writer.out.push(' ');
                self.within(Side::After, "", |own| own.writer.letters(is));
            }
            (Side::Before, _) | (Side::Both, Side::Before) => self.writer.letters(was),
            _ => self.writer.letters(is),
        }
        self.writer.out.push_str("</span> ");
    }

    fn table(&mut self, table: &Tabled) {
        self.writer.out.push_str("<div class=\"wide\" tabindex=\"0\"><table>");
        let shown = |row: &Row| row.side.stands_in(self.side);
        let first = table.rows.iter().position(shown);
        // A cell is written in the first row that is shown of those it covers.
        let mut cells: Vec<Vec<&Cell>> = vec![Vec::new(); table.rows.len()];
        for cell in &table.cells {
            if let Some(row) = table.rows[cell.row..cell.row + cell.rows].iter().position(shown) {
                cells[cell.row + row].push(cell);
            }
        }
        for row in &mut cells {
            row.sort_by_key(|cell| cell.column);
        }
        let heads = table.rows.iter().take_while(|row| row.head).count();
        for (at, row) in table.rows.iter().enumerate() {
            if at == 0 {
                self.writer.out.push_str(if heads > 0 { "<thead>" } else { "<tbody>" });
            } else if at == heads {
                self.writer.out.push_str("</thead><tbody>");
            }
            if !row.side.stands_in(self.side) {
                continue;
            }
            self.writer.out.push_str("<tr>");
            let mut new_row = row.side;
            for cell in &cells[at] {
                let told = self.cell(table, cell, at, (new_row, first == Some(at)));
                // The row is told once, in its first cell.
                if told {
                    new_row = Side::Both;
                }
            }
            self.writer.out.push_str("</tr>");
        }
        self.writer.out.push_str(if heads >= table.rows.len() { "</thead>" } else { "</tbody>" });
        self.writer.out.push_str("</table></div>");
    }

    /// Whether the cell is written: none of its columns may be shown.
    fn cell(&mut self, table: &Tabled, cell: &Cell, at: usize, (row, first): (Side, bool)) -> bool {
        let side = self.side;
        let high = table.rows[cell.row..cell.row + cell.rows].iter().filter(|row| row.side.stands_in(side)).count();
        let columns = &table.columns[cell.column..cell.column + cell.columns];
        let wide = columns.iter().filter(|(column, _)| column.stands_in(side)).count();
        if wide == 0 {
            return false;
        }
        let (column, align) = table.columns[cell.column];
        let tag = if table.rows[at].head { "th" } else { "td" };
        let _ = write!(self.writer.out, "<{tag}");
        for (name, count) in [("colspan", wide), ("rowspan", high)] {
            if count > 1 {
                let _ = write!(self.writer.out, " {name}=\"{count}\"");
            }
        }
        if table.rows[at].head {
            self.writer.out.push_str(if wide > 1 { " scope=\"colgroup\"" } else { " scope=\"col\"" });
        }
        let changed = if self.marks && line_differs(&cell.text) { "changed" } else { "" };
        let class = format!("{} {changed}", aligned(align));
        if !class.trim().is_empty() {
            let _ = write!(self.writer.out, " class=\"{}\"", class.trim());
        }
        self.writer.out.push('>');
        self.line(&cell.text);
        self.told(row, ("compare-row-new", "compare-row-gone"));
        if first && columns.len() == 1 {
            self.told(column, ("compare-column-new", "compare-column-gone"));
        }
        let _ = write!(self.writer.out, "</{tag}>");
        true
    }

    /// That a row or a column is new, or gone.
    fn told(&mut self, side: Side, (new, gone): (&str, &str)) {
        let key = match side {
            Side::Both => return,
            Side::Before => gone,
            Side::After => new,
        };
        if self.marks {
            let words = self.lang.t(key);
            self.writer.out.push_str(" <small class=\"aside\">");
            self.writer.letters(&words);
            self.writer.out.push_str("</small>");
        }
    }

    fn figure(&mut self, figure: &Pictured) {
        self.writer.out.push_str("<figure>");
        let same = figure.before.image == figure.after.image;
        if !same && Side::Before.stands_in(self.side) {
            self.within(Side::Before, " class=\"block\"", |own| own.writer.picture(&figure.before));
        }
        if Side::After.stands_in(self.side) {
            let side = if same { Side::Both } else { Side::After };
            self.within(side, " class=\"block\"", |own| own.writer.picture(&figure.after));
        } else if same {
            self.writer.picture(&figure.before);
        }
        if !figure.caption.is_empty() {
            self.around("figcaption", |own| own.line(&figure.caption));
        }
        if self.marks && line_differs(&figure.alt) {
            let name = self.lang.t("compare-picture");
            self.writer.out.push_str("<p><small class=\"aside\">");
            self.writer.letters(&name);
            self.writer.out.push_str(": </small>");
            self.line(&figure.alt);
            self.writer.out.push_str("</p>");
        }
        self.writer.out.push_str("</figure>");
    }
}
