//! HTML as lines of text: list items with their marks, cells and rows apart, and what is quoted marked as such.
//!
//! The tokens come from `html5gum`, which follows the standard to the letter and brings nothing else along; a whole tree of
//! elements (html5ever) is not needed to write lines, and would be twenty crates.

use super::lines::Line;
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

/// Tables within tables are laid out so deep; those further in are read as paragraphs.
const DEEP: usize = 12;

pub fn lines(html: &str) -> Vec<Line> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut writer = Writer::default();
    for token in Tokenizer::new_with_emitter(html, emitter).flatten() {
        match token {
            Token::StartTag(tag) => writer.start(&tag),
            Token::EndTag(tag) => writer.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) if writer.skipping.is_none() => writer.text(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    writer.finish()
}

/// Where the links and pictures of a page lead, as a reader of it has them.
pub fn addresses(html: &str) -> Vec<String> {
    let tags = Tokenizer::new(html).flatten().filter_map(|token| match token {
        Token::StartTag(tag) => Some(tag),
        _ => None,
    });
    tags.flat_map(|tag| [attribute(&tag, b"href"), attribute(&tag, b"src")])
        .filter(|address| !address.is_empty())
        .collect()
}

/// Lines that are being written: of the page, or of one cell.
#[derive(Default)]
struct Flow {
    lines: Vec<Line>,
    current: String,
    /// The mark of a list item whose text has not come yet.
    mark: String,
    /// A space that no break of the line could be told from.
    blank: bool,
}

#[derive(Default)]
struct HtmlTable {
    row: Vec<Vec<Line>>,
    cell: Option<Flow>,
}

#[derive(Default)]
struct Writer {
    page: Flow,
    tables: Vec<HtmlTable>,
    /// Tables further in than is laid out.
    deeper: usize,
    /// Numbered lists with their next number, and others.
    lists: Vec<Option<u32>>,
    /// Every open `blockquote`; marked where a mail program made it.
    quotes: Marked,
    /// Every open `div`; marked where it introduces a quotation.
    introductions: Marked,
    /// The paragraph is a line of Word's, with no space around it.
    tight: bool,
    preformatted: usize,
    skipping: Option<String>,
    /// A mail program begins its quotation with the next line.
    opens: bool,
}

/// Open elements, some of them marked. Counted as they come and go, because a page can hold them in any number.
#[derive(Default)]
struct Marked {
    open: Vec<bool>,
    marked: usize,
}

impl Marked {
    fn push(&mut self, marked: bool) {
        self.open.push(marked);
        self.marked += usize::from(marked);
    }

    fn pop(&mut self) {
        self.marked -= usize::from(self.open.pop() == Some(true));
    }

    fn unmarked(&self) -> usize {
        self.open.len() - self.marked
    }
}

fn attribute(tag: &StartTag<()>, name: &[u8]) -> String {
    let found = tag.attributes.iter().find(|(key, _)| key.as_slice() == name);
    found.map(|(_, value)| String::from_utf8_lossy(value).into_owned()).unwrap_or_default()
}

impl Writer {
    fn flow(&mut self) -> &mut Flow {
        self.tables.iter_mut().rev().find_map(|table| table.cell.as_mut()).unwrap_or(&mut self.page)
    }

    fn start(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if self.skipping.is_some() {
            return;
        }
        match name.as_str() {
            "script" | "style" | "title" | "template" => self.skipping = Some(name),
            "br" => self.break_line(true),
            "td" | "th" => self.open_cell(),
            "tr" => self.close_row(),
            "table" if self.tables.len() < DEEP => {
                self.break_line(false);
                self.tables.push(HtmlTable::default());
            }
            "table" => self.deeper += 1,
            "ul" | "ol" => {
                self.break_line(false);
                self.lists.push((name == "ol").then_some(1));
            }
            "li" => self.item(),
            "blockquote" => {
                self.paragraph();
                let made = attribute(tag, b"type") == "cite" || attribute(tag, b"class").contains("gmail_quote");
                self.quotes.push(made);
            }
            "div" => {
                self.break_line(false);
                let class = attribute(tag, b"class");
                let introduces = class.contains("gmail_attr") || class.contains("moz-cite-prefix");
                self.introductions.push(introduces);
                self.opens |= attribute(tag, b"id").ends_with("divRplyFwdMsg");
            }
            "pre" => {
                self.paragraph();
                self.preformatted += 1;
            }
            "p" => {
                self.tight = attribute(tag, b"class").starts_with("Mso");
                self.paragraph();
            }
            _ if is_paragraph(&name) => self.paragraph(),
            _ if is_block(&name) => self.break_line(false),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if let Some(skipped) = &self.skipping {
            if skipped == name {
                self.skipping = None;
            }
            return;
        }
        match name {
            "td" | "th" => self.close_cell(),
            "tr" => self.close_row(),
            "table" if self.deeper > 0 => self.deeper -= 1,
            "table" => {
                self.close_row();
                self.tables.pop();
            }
            "ul" | "ol" => {
                self.break_line(false);
                self.lists.pop();
                if self.lists.is_empty() {
                    self.paragraph();
                }
            }
            "blockquote" => {
                self.paragraph();
                self.quotes.pop();
            }
            "div" => {
                self.break_line(false);
                self.introductions.pop();
            }
            "pre" => {
                self.paragraph();
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            _ if is_paragraph(name) => {
                self.paragraph();
                self.tight = false;
            }
            _ if is_block(name) => self.break_line(false),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let preformatted = self.preformatted > 0;
        for c in text.chars() {
            if preformatted && c == '\n' {
                self.break_line(true);
                continue;
            }
            let flow = self.flow();
            let space = c.is_ascii_whitespace() || c == '\u{a0}';
            if space && !preformatted {
                flow.blank |= c == '\u{a0}';
                if !flow.current.is_empty() && !flow.current.ends_with(' ') {
                    flow.current.push(' ');
                }
                continue;
            }
            if flow.current.is_empty() {
                flow.current = std::mem::take(&mut flow.mark);
            }
            flow.current.push(c);
        }
    }

    /// Ends the line. `asked`: also where it is empty.
    fn break_line(&mut self, asked: bool) {
        let cited = self.quotes.marked > 0 || self.introductions.marked > 0;
        let depth = self.quotes.unmarked();
        let opens = self.opens;
        let flow = self.flow();
        let written = std::mem::take(&mut flow.current);
        let blank = std::mem::take(&mut flow.blank);
        let text = written.trim_end();
        if text.is_empty() && !asked && !blank {
            return;
        }
        let text = format!("{}{text}", "> ".repeat(depth.min(5)));
        let opens = opens && !written.is_empty();
        flow.lines.push(Line { text: text.trim_end().to_owned(), cited, opens });
        self.opens &= !opens;
    }

    /// Ends the line, and leaves one empty.
    fn paragraph(&mut self) {
        self.break_line(false);
        if self.tight {
            return;
        }
        let flow = self.flow();
        if flow.mark.is_empty() && flow.lines.last().is_some_and(|line| !line.text.is_empty()) {
            let cited = flow.lines.last().is_some_and(|line| line.cited);
            flow.lines.push(Line { cited, ..Line::default() });
        }
    }

    fn item(&mut self) {
        self.break_line(false);
        let indent = "  ".repeat(self.lists.len().saturating_sub(1).min(5));
        let mark = match self.lists.last_mut() {
            Some(Some(number)) => {
                let mark = format!("{number}. ");
                *number += 1;
                mark
            }
            _ => "– ".to_owned(),
        };
        self.flow().mark = indent + &mark;
    }

    fn open_cell(&mut self) {
        self.close_cell();
        match self.tables.last_mut().filter(|_| self.deeper == 0) {
            Some(table) => table.cell = Some(Flow::default()),
            None => self.break_line(false),
        }
    }

    fn close_cell(&mut self) {
        self.break_line(false);
        if self.deeper == 0
            && let Some(table) = self.tables.last_mut()
            && let Some(flow) = table.cell.take()
        {
            table.row.push(flow.lines);
        }
    }

    /// A row of one cell lays out the page; of several, it is a row of a table and stands on one line.
    fn close_row(&mut self) {
        self.close_cell();
        if self.deeper > 0 {
            return;
        }
        let Some(table) = self.tables.last_mut() else { return };
        let filled = |cell: &Vec<Line>| cell.iter().any(|line| !line.text.is_empty());
        let mut cells: Vec<Vec<Line>> = table.row.drain(..).filter(filled).collect();
        let lines = match cells.len() {
            0 => return,
            1 => cells.remove(0),
            _ => {
                let cited = cells.iter().flatten().all(|line| line.cited);
                let opens = cells.iter().flatten().any(|line| line.opens);
                let words = |cell: &Vec<Line>| {
                    cell.iter()
                        .map(|line| line.text.as_str())
                        .filter(|text| !text.is_empty())
                        .collect::<Vec<_>>()
                        .join(" ")
                };
                let text = cells.iter().map(words).collect::<Vec<_>>().join(" | ");
                vec![Line { text, cited, opens }]
            }
        };
        // Outside this table's cells: in the cell or on the page the table stands in.
        self.flow().lines.extend(lines);
    }

    fn finish(mut self) -> Vec<Line> {
        while !self.tables.is_empty() {
            self.deeper = 0;
            self.close_row();
            self.tables.pop();
        }
        self.break_line(false);
        self.page.lines
    }
}

fn is_paragraph(name: &str) -> bool {
    matches!(name, "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hr")
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "dl"
            | "dt"
            | "figure"
            | "footer"
            | "form"
            | "header"
            | "main"
            | "section"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(html: &str) -> String {
        lines(html).iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n").trim().to_owned()
    }

    #[test]
    fn a_list_a_table_and_a_link_stay_apart() {
        let html = "<p>Kommunen mener:</p><ul><li>første</li><li><p>andre</p></li></ul><table><tr><td>A</td><td>B</td></tr>\
                    <tr><td><p>C</p><p>D</p></td><td>E</td></tr></table><p>Se <a href=\"https://a.no\">saken</a></p>";
        assert_eq!(text(html), "Kommunen mener:\n\n– første\n– andre\n\nA | B\nC D | E\n\nSe saken");
        assert_eq!(text("<ol><li>én<ul><li>to</ul><li>tre</ol>"), "1. én\n  – to\n2. tre");
    }

    #[test]
    fn a_table_that_lays_out_the_page_is_read_as_paragraphs() {
        let html = "<table><tr><td></td><td><p>Hei</p><p>Vi støtter planen.</p></td></tr></table>";
        assert_eq!(text(html), "Hei\n\nVi støtter planen.");
    }

    #[test]
    fn lines_of_word_are_lines_and_its_empty_ones_stay() {
        let html = "<style>p{}</style><p class=MsoNormal>Én</p><p class=MsoNormal>to &amp; tre</p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>fire</p>";
        assert_eq!(text(html), "Én\nto & tre\n\nfire");
        assert_eq!(text("<pre>a\n  b</pre>c"), "a\n  b\n\nc");
    }

    #[test]
    fn what_a_mail_program_quotes_is_marked_and_what_a_person_indents_is_not() {
        let html = "<div>Ja</div><div class=gmail_quote><div class=gmail_attr>Den … skrev X:</div><blockquote class=gmail_quote>Vi ber</blockquote><div>Nei</div></div><blockquote>Sitat</blockquote>";
        let found: Vec<(String, bool)> =
            lines(html).into_iter().filter(|l| !l.text.is_empty()).map(|l| (l.text, l.cited)).collect();
        let expected = [("Ja", false), ("Den … skrev X:", true), ("Vi ber", true), ("Nei", false), ("> Sitat", false)];
        assert_eq!(found, expected.map(|(text, cited)| (text.to_owned(), cited)));
    }

    #[test]
    fn markup_without_end_is_read_to_its_end_and_soon() {
        let deep = "<table><tr><td>".repeat(20_000) + "inni";
        assert_eq!(text(&deep), "inni");
        assert_eq!(text("a</td></table></blockquote></div></li>b<p"), "a\n\nb");
    }
}
