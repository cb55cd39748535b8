//! A text as pages show it, escaped: sections with their numbers, lists, tables, pictures and notes.

use askama::filters::{Escaper as _, Html as Escaped, HtmlSafe};
use procedure::{
    Part, Text,
    text::{Align, Block, Cell, Figure, Inline, List, ListMark, Mark, Run, Table, plain_blocks},
};
use std::fmt::{self, Write as _};

/// Markup that was made here, of letters that were escaped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

/// A part of a text, as a page shows it.
#[derive(Clone, Debug)]
pub struct PartView {
    pub id: String,
    /// Its heading with its number; empty for what stands before the first.
    pub heading: Html,
    /// Its blocks, and the notes they call.
    pub body: Html,
}

/// Where a page has what a text names.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The address that pictures are at, before their hash.
    pub pictures: &'a str,
    /// What the names of notes begin with: two texts may stand on a page.
    pub prefix: &'a str,
}

impl HtmlSafe for Html {}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Html {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The parts of a text.
pub fn parts(text: &Text, place: Place<'_>) -> Vec<PartView> {
    let mut writer = Writer::at(place);
    let view = |(number, part): (String, &Part)| writer.part(&number, part);
    text.numbers().into_iter().zip(&text.parts).map(view).collect()
}

/// One part alone, with its number among the others.
pub fn part(number: &str, part: &Part, place: Place<'_>) -> PartView {
    Writer::at(place).part(number, part)
}

/// Writes a text down, block by block.
pub struct Writer<'a> {
    place: Place<'a>,
    pub out: String,
    /// What notes are called, where each is written at its place.
    pub aside: Option<String>,
    /// The notes of this part that are not written yet.
    notes: Vec<Vec<Block>>,
    /// How many notes stand before them.
    noted: usize,
}

impl<'a> Writer<'a> {
    pub fn at(place: Place<'a>) -> Self {
        Self { place, out: String::new(), aside: None, notes: Vec::new(), noted: 0 }
    }

    fn part(&mut self, number: &str, part: &Part) -> PartView {
        let Part::Section(section) = part;
        if !number.is_empty() {
            self.letters(number);
            self.out.push(' ');
        }
        self.inlines(&section.heading);
        let heading = self.taken();
        for block in &section.body {
            self.block(block);
        }
        self.called();
        PartView { id: section.id.to_string(), heading, body: self.taken() }
    }

    /// What was written so far.
    pub fn taken(&mut self) -> Html {
        Html(std::mem::take(&mut self.out))
    }

    pub fn letters(&mut self, text: &str) {
        // Writing to a string cannot fail.
        let _ = Escaped.write_escaped_str(&mut self.out, text);
    }

    pub fn block(&mut self, block: &Block) {
        match block {
            Block::Para { text } => self.within("p", text),
            Block::List(list) => self.list(list),
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::Quote { body } => {
                self.out.push_str("<blockquote>");
                for block in body {
                    self.block(block);
                }
                self.out.push_str("</blockquote>");
            }
        }
    }

    fn within(&mut self, tag: &str, text: &[Inline]) {
        let _ = write!(self.out, "<{tag}>");
        self.inlines(text);
        let _ = write!(self.out, "</{tag}>");
    }

    /// Letters and signs with a parenthesis are written out: no browser counts so.
    fn list(&mut self, list: &List) {
        let (tag, label) = match list.mark {
            ListMark::Bullet => ("ul", false),
            ListMark::Decimal => ("ol", false),
            _ => ("ol", true),
        };
        let _ = match (label, list.start) {
            (true, _) => write!(self.out, "<{tag} class=\"labelled\">"),
            (false, 1) => write!(self.out, "<{tag}>"),
            (false, start) => write!(self.out, "<{tag} start=\"{start}\">"),
        };
        for (number, item) in (list.start..).zip(&list.items) {
            self.out.push_str("<li>");
            if label {
                let _ = write!(self.out, "<span class=\"label\">{}</span> ", list.mark.label(number));
            }
            match item.as_slice() {
                [Block::Para { text }] if !label => self.inlines(text),
                blocks => {
                    self.out.push_str("<div>");
                    for block in blocks {
                        self.block(block);
                    }
                    self.out.push_str("</div>");
                }
            }
            self.out.push_str("</li>");
        }
        let _ = write!(self.out, "</{tag}>");
    }

    /// A wide table is scrolled by itself, also by keyboard.
    fn table(&mut self, table: &Table) {
        self.out.push_str("<div class=\"wide\" tabindex=\"0\"><table>");
        let head = table.head as usize;
        for (row, cells) in table.aligned().into_iter().enumerate() {
            match row {
                0 if head > 0 => self.out.push_str("<thead>"),
                0 => self.out.push_str("<tbody>"),
                row if row == head => self.out.push_str("</thead><tbody>"),
                _ => {}
            }
            self.out.push_str("<tr>");
            for (cell, align) in cells {
                self.cell(cell, row < head, align);
            }
            self.out.push_str("</tr>");
        }
        self.out.push_str(if head >= table.rows.len() { "</thead></table></div>" } else { "</tbody></table></div>" });
    }

    fn cell(&mut self, cell: &Cell, head: bool, align: Align) {
        let tag = if head { "th" } else { "td" };
        let _ = write!(self.out, "<{tag}");
        for (name, count) in [("colspan", cell.cols), ("rowspan", cell.rows)] {
            if count > 1 {
                let _ = write!(self.out, " {name}=\"{count}\"");
            }
        }
        if head {
            self.out.push_str(if cell.cols > 1 { " scope=\"colgroup\"" } else { " scope=\"col\"" });
        }
        let _ = match aligned(align) {
            "" => write!(self.out, ">"),
            class => write!(self.out, " class=\"{class}\">"),
        };
        self.inlines(&cell.text);
        let _ = write!(self.out, "</{tag}>");
    }

    pub fn picture(&mut self, figure: &Figure) {
        let _ = write!(self.out, "<img src=\"{}{}\" loading=\"lazy\" alt=\"", self.place.pictures, figure.image);
        self.letters(&figure.alt);
        self.out.push_str("\">");
    }

    fn figure(&mut self, figure: &Figure) {
        self.out.push_str("<figure>");
        self.picture(figure);
        if !figure.caption.is_empty() {
            self.within("figcaption", &figure.caption);
        }
        self.out.push_str("</figure>");
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Run(run) => self.run(run),
                Inline::Note { note } if self.aside.is_some() => {
                    self.begin_aside();
                    self.letters(&plain_blocks(note));
                    self.end_aside();
                }
                Inline::Note { note } => {
                    self.notes.push(note.clone());
                    let (n, prefix) = (self.noted + self.notes.len(), self.place.prefix);
                    let _ = write!(
                        self.out,
                        "<sup class=\"call\"><a id=\"{prefix}call-{n}\" href=\"#{prefix}note-{n}\">{n}</a></sup>"
                    );
                }
            }
        }
    }

    /// A note at its place, with a word of what it is.
    pub fn begin_aside(&mut self) {
        let name = self.aside.clone().unwrap_or_default();
        self.out.push_str(" <small class=\"aside\">(");
        self.letters(&name);
        self.out.push_str(": ");
    }

    pub fn end_aside(&mut self) {
        self.out.push_str(")</small>");
    }

    pub fn run(&mut self, run: &Run) {
        if let Some(link) = &run.link {
            self.out.push_str("<a rel=\"noopener nofollow\" href=\"");
            self.letters(link);
            self.out.push_str("\">");
        }
        let tags = run.marks.iter().map(|mark| match mark {
            Mark::Bold => "strong",
            Mark::Italic => "em",
            Mark::Sub => "sub",
            Mark::Super => "sup",
        });
        for tag in tags.clone() {
            let _ = write!(self.out, "<{tag}>");
        }
        for (at, line) in run.text.split('\n').enumerate() {
            if at > 0 {
                self.out.push_str("<br>");
            }
            self.letters(line);
        }
        for tag in tags.rev() {
            let _ = write!(self.out, "</{tag}>");
        }
        if run.link.is_some() {
            self.out.push_str("</a>");
        }
    }

    /// The notes that were called, each with the way back.
    fn called(&mut self) {
        let notes = std::mem::take(&mut self.notes);
        if notes.is_empty() {
            return;
        }
        let prefix = self.place.prefix;
        let _ = write!(self.out, "<ol class=\"notes\" start=\"{}\">", self.noted + 1);
        for note in &notes {
            self.noted += 1;
            let n = self.noted;
            let _ = write!(self.out, "<li id=\"{prefix}note-{n}\">");
            for block in note {
                self.block(block);
            }
            let _ = write!(self.out, "<a href=\"#{prefix}call-{n}\" aria-label=\"{n}\">↑</a></li>");
        }
        self.out.push_str("</ol>");
    }
}

/// The class of a cell by its column; nothing for the usual one.
pub fn aligned(align: Align) -> &'static str {
    match align {
        Align::Usual => "",
        Align::Left => "left",
        Align::Centre => "centre",
        Align::Right => "right",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use words::markdown::{LineEnd, read};

    fn shown(markdown: &str) -> String {
        let text = Text::of(read(markdown, LineEnd::Break).into_iter().map(Part::Section).collect());
        let view = |part: PartView| format!("{}|{}", part.heading, part.body);
        parts(&text, Place { pictures: "/files/", prefix: "" }).into_iter().map(view).collect()
    }

    #[test]
    fn nothing_written_becomes_a_tag() {
        assert_eq!(shown("a <b & **\"x\"**"), "|<p>a &#60;b &#38; <strong>&#34;x&#34;</strong></p>");
        assert_eq!(
            shown("[x](https://a.no/?\\\"onload=1)"),
            "|<p><a rel=\"noopener nofollow\" href=\"https://a.no/?&#34;onload=1\">x</a></p>"
        );
    }

    #[test]
    fn letters_are_written_out_and_notes_lead_there_and_back() {
        let list = "<ol class=\"labelled\"><li><span class=\"label\">a)</span> <div><p>x</p></div></li>\
                    <li><span class=\"label\">b)</span> <div><p>y</p></div></li></ol>";
        assert_eq!(shown("a) x\nb) y"), format!("|{list}"));
        let note = "<p>Veg<sup class=\"call\"><a id=\"call-1\" href=\"#note-1\">1</a></sup></p>\
                    <ol class=\"notes\" start=\"1\"><li id=\"note-1\"><p>SSB.</p><a href=\"#call-1\" aria-label=\"1\">↑</a></li></ol>";
        assert_eq!(shown("Veg[^1]\n\n[^1]: SSB."), format!("|{note}"));
    }

    #[test]
    fn merged_cells_and_numbers_are_shown() {
        let table = "|<div class=\"wide\" tabindex=\"0\"><table><thead><tr><th colspan=\"2\" scope=\"colgroup\">Tiltak</th></tr></thead>\
                     <tbody><tr><td>Veg</td><td class=\"right\">1</td></tr></tbody></table></div>";
        assert_eq!(shown("| Tiltak | < |\n| --- | --: |\n| Veg | 1 |"), table);
        assert_eq!(shown("# Mål {nr=\"§ 4\"}"), "§ 4 Mål|");
    }
}
