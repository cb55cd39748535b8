//! From a text to the Markdown that is read as it.

use super::{
    AUTOMATIC,
    lettered::{self, MARKS},
};
use procedure::{
    Section,
    text::{Align, Block, Cell, Inline, List, ListMark, Mark, Number, Run, Table},
};
use std::fmt::Write as _;

/// Keeps two lists apart that stand one after the other, and the place of an item without words.
pub const BETWEEN: &str = "<!-- -->";

/// A whole text, its headings with their ids and numbers.
pub fn whole<'a>(sections: impl IntoIterator<Item = &'a Section>) -> String {
    let mut notes = Vec::new();
    let mut written: Vec<String> = Vec::new();
    for section in sections {
        let heading = line_of(&section.heading, &mut notes);
        let id = (!section.id.as_str().is_empty()).then(|| format!("#{}", section.id));
        let number = section.number.as_ref().map(|number| match number {
            Number::Automatic => format!("nr={AUTOMATIC}"),
            Number::Written(written) => format!("nr=\"{}\"", written.replace('"', "")),
        });
        let attributes: Vec<String> = id.into_iter().chain(number).collect();
        let signs = "#".repeat(usize::from(section.level.clamp(1, 6)));
        if !attributes.is_empty() || !heading.is_empty() {
            let attributes =
                if attributes.is_empty() { String::new() } else { format!(" {{{}}}", attributes.join(" ")) };
            written.push(format!("{signs} {}{attributes}", heading.replace('{', "\\{")));
        }
        written.extend(blocks(&section.body, &mut notes));
    }
    written.extend(defined(notes));
    written.join("\n\n")
}

/// A section's body.
pub fn body(body: &[Block]) -> String {
    let mut notes = Vec::new();
    let mut written = blocks(body, &mut notes);
    written.extend(defined(notes));
    written.join("\n\n")
}

/// A heading or a caption. Notes in it are left out: they have no place on a line of its own.
pub fn line(inlines: &[Inline]) -> String {
    line_of(inlines, &mut Vec::new())
}

type Notes = Vec<Vec<Block>>;

fn defined(notes: Notes) -> impl Iterator<Item = String> {
    (1..).zip(notes).map(|(number, note): (usize, _)| {
        // Notes hold no notes.
        let text = blocks(&note, &mut Vec::new()).join("\n\n");
        format!("[^{number}]: {}", indented(&text, 4))
    })
}

/// All lines but the first further in.
fn indented(text: &str, by: usize) -> String {
    let gap = format!("\n{}", " ".repeat(by));
    text.replace('\n', &gap).lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

fn blocks(body: &[Block], notes: &mut Notes) -> Vec<String> {
    let mut written: Vec<String> = Vec::new();
    let mut before: Option<&Block> = None;
    for block in body {
        if before.is_some_and(|before| run_together(before, block)) {
            written.push(BETWEEN.to_owned());
        }
        written.push(match block {
            Block::Para { text } => paragraph(text, notes),
            Block::List(list) => items(list, notes),
            Block::Table(table) => rows(table, notes),
            Block::Figure(figure) => {
                let alt = escaped(&figure.alt, true, Some('['), Some(']'));
                let picture = format!("![{alt}](sha256:{})", figure.image);
                if figure.caption.is_empty() {
                    picture
                } else {
                    format!("{picture}\n{}", paragraph(&figure.caption, notes))
                }
            }
            Block::Quote { body } => {
                let quoted = blocks(body, notes).join("\n\n");
                quoted.lines().map(|line| format!("> {line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
            }
        });
        before = Some(block);
    }
    written
}

/// Whether two blocks would be read as one.
fn run_together(one: &Block, other: &Block) -> bool {
    match (one, other) {
        (Block::List(one), Block::List(other)) => sign(one.mark).is_some() && sign(one.mark) == sign(other.mark),
        (Block::Quote { .. }, Block::Quote { .. }) => true,
        _ => false,
    }
}

/// The sort of list that Markdown sees.
fn sign(mark: ListMark) -> Option<u8> {
    match mark {
        ListMark::Bullet => Some(0),
        ListMark::Decimal => Some(1),
        ListMark::DecimalParenthesis => Some(2),
        _ => None,
    }
}

fn items(list: &List, notes: &mut Notes) -> String {
    let lettered = MARKS.into_iter().find(|(_, mark)| *mark == list.mark);
    let item = |number: u32, item: &Vec<Block>, notes: &mut Notes| {
        let label = if lettered.is_some() { "-".to_owned() } else { list.mark.label(number) };
        if item.is_empty() {
            return format!("{label} {BETWEEN}");
        }
        let written = blocks(item, notes);
        let text = match item.as_slice() {
            [Block::Para { .. }, Block::List(inner)]
                if sign(inner.mark) == Some(0) && matches!(inner.items[0].first(), Some(Block::Para { .. })) =>
            {
                written.join("\n")
            }
            _ => written.join("\n\n"),
        };
        // What is no paragraph begins on a line of its own, or it is not seen for what it is.
        let gap = if matches!(item.first(), Some(Block::Para { .. })) { " " } else { "\n" };
        let text = if gap == "\n" { format!("{}{}", " ".repeat(label.len() + 1), text) } else { text };
        format!("{label}{gap}{}", indented(&text, label.len() + 1)).trim_end().to_owned()
    };
    let Some((sign, mark)) = lettered else {
        return (list.start..).zip(&list.items).map(|(n, body)| item(n, body, notes)).collect::<Vec<_>>().join("\n");
    };
    if lettered::is_plain(list) {
        let line = |(number, body): (u32, &Vec<Block>)| {
            let text = match body.as_slice() {
                [Block::Para { text }] => line_after(text, notes, Some(' ')),
                _ => String::new(),
            };
            format!("{} {text}", mark.label(number))
        };
        return (list.start..).zip(&list.items).map(line).collect::<Vec<_>>().join("\n");
    }
    let start = if list.start == 1 { String::new() } else { format!(" {}", list.start) };
    let inner = list.items.iter().map(|body| item(1, body, notes)).collect::<Vec<_>>().join("\n");
    fenced(&format!("list {sign}{start}"), &inner)
}

/// A fence longer than any within.
fn fenced(info: &str, inner: &str) -> String {
    let longest = inner.lines().map(|line| line.trim_start().chars().take_while(|c| *c == ':').count()).max();
    let fence = ":".repeat(longest.unwrap_or(0).max(2) + 1);
    format!("{fence}{info}\n{inner}\n{fence}")
}

fn rows(table: &Table, notes: &mut Notes) -> String {
    let line = |cells: &[String]| format!("| {} |", cells.join(" | "));
    let mut written: Vec<Vec<String>> = Vec::new();
    for (row, owners) in table.grid().iter().enumerate() {
        let mut cells: Vec<String> = Vec::new();
        for (column, owner) in owners.iter().enumerate() {
            cells.push(match owner {
                Some((r, at)) if *r == row && !owners[..column].contains(owner) => cell(&table.rows[row][*at], notes),
                Some(owner) if column > 0 && owners[column - 1] == Some(*owner) => "<".to_owned(),
                Some(_) => "^".to_owned(),
                None => String::new(),
            });
        }
        written.push(cells);
    }
    let blank = written.first().is_some_and(|cells| cells.iter().all(String::is_empty));
    let marked = table.head > 1 || (table.head == 1 && blank);
    if table.head == 0 || blank {
        written.insert(0, vec![String::new(); table.columns()]);
    }
    let rule = table.align.iter().map(|align| {
        match align {
            Align::Usual => "---",
            Align::Left => ":--",
            Align::Centre => ":-:",
            Align::Right => "--:",
        }
        .to_owned()
    });
    written.insert(1, rule.collect());
    let inner = written.iter().map(|cells| line(cells)).collect::<Vec<_>>().join("\n");
    if marked { fenced(&format!("table {}", table.head), &inner) } else { inner }
}

fn cell(cell: &Cell, notes: &mut Notes) -> String {
    let text = line_of(&cell.text, notes).replace('|', "\\|").replace('\n', "<br>");
    match text.as_str() {
        "<" => "\\<".to_owned(),
        "^" => "\\^".to_owned(),
        _ => text,
    }
}

/// Lines, each with what would be a sign at its beginning escaped.
fn paragraph(text: &[Inline], notes: &mut Notes) -> String {
    let written = line_of(text, notes);
    let lines: Vec<String> = written.lines().map(started).collect();
    let labelled = |line: &str| {
        let letters = line.bytes().take_while(u8::is_ascii_alphabetic).count();
        (1..=8).contains(&letters) && line[letters..].starts_with(") ")
    };
    let label_escaped = |line: &String| {
        if lines.len() > 1 && labelled(line) { line.replacen(')', "\\)", 1) } else { line.clone() }
    };
    lines.iter().map(label_escaped).collect::<Vec<_>>().join("\n")
}

fn started(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=9).contains(&digits) && matches!(line.as_bytes().get(digits), Some(b'.' | b')')) {
        let ends = line[digits + 1..].chars().next().is_none_or(char::is_whitespace);
        return if ends { format!("{}\\{}", &line[..digits], &line[digits..]) } else { line.to_owned() };
    }
    match line.chars().next() {
        Some('#' | '>' | '-' | '+' | '=' | '|' | '~' | ':') => format!("\\{line}"),
        _ => line.to_owned(),
    }
}

/// What is written before a place: what a mark there may be depends on it.
fn line_of(inlines: &[Inline], notes: &mut Notes) -> String {
    line_after(inlines, notes, None)
}

fn line_after(inlines: &[Inline], notes: &mut Notes, before: Option<char>) -> String {
    let mut out = String::new();
    marked(
        inlines,
        &[Look::Link, Look::Mark(Mark::Bold), Look::Mark(Mark::Italic), Look::Mark(Mark::Sub), Look::Mark(Mark::Super)],
        notes,
        before,
        None,
        &mut out,
    );
    out
}

#[derive(Clone, Copy)]
enum Look {
    Link,
    Mark(Mark),
}

/// Writes runs, those that share a look together, from the outermost look inwards.
fn marked(
    inlines: &[Inline],
    looks: &[Look],
    notes: &mut Notes,
    before: Option<char>,
    after: Option<char>,
    out: &mut String,
) {
    let Some((look, inner)) = looks.split_first() else {
        for (at, inline) in inlines.iter().enumerate() {
            match inline {
                Inline::Run(run) => {
                    let follows = inlines.get(at + 1).map(first_sign).or(after);
                    let last = out.chars().last().or(before);
                    out.push_str(&escaped(&run.text, run.link.is_some(), last, follows));
                }
                Inline::Note { note } => {
                    notes.push(note.clone());
                    let _ = write!(out, "[^{}]", notes.len());
                }
            }
        }
        return;
    };
    let same = |one: &Inline, other: &Inline| match (one, other, look) {
        (Inline::Run(one), Inline::Run(other), Look::Link) => one.link == other.link,
        (Inline::Run(one), Inline::Run(other), Look::Mark(mark)) => {
            one.marks.contains(mark) == other.marks.contains(mark)
        }
        _ => false,
    };
    let groups: Vec<&[Inline]> = inlines.chunk_by(|one, other| same(one, other)).collect();
    for (at, group) in groups.iter().enumerate() {
        let follows = groups.get(at + 1).and_then(|next| next.first()).map(first_sign).or(after);
        let last = out.chars().last().or(before);
        let run = match &group[0] {
            Inline::Run(run) => run,
            Inline::Note { .. } => {
                marked(group, inner, notes, last, follows, out);
                continue;
            }
        };
        let mut text = String::new();
        let wrapped = match look {
            Look::Link => run.link.as_deref().map(|link| ("[".to_owned(), format!("]({})", address(link)))),
            Look::Mark(mark) => run.marks.contains(mark).then(|| tags(*mark)),
        };
        let Some((open, close)) = wrapped else {
            marked(group, inner, notes, last, follows, &mut text);
            out.push_str(&text);
            continue;
        };
        marked(group, inner, notes, open.chars().last(), close.chars().next(), &mut text);
        let (open, close) = match look {
            Look::Mark(mark) => sign_for(*mark, &text, last, follows).map_or((open, close), |s| (s.clone(), s)),
            Look::Link => (open, close),
        };
        let _ = write!(out, "{open}{text}{close}");
    }
}

fn tags(mark: Mark) -> (String, String) {
    let name = match mark {
        Mark::Bold => "b",
        Mark::Italic => "i",
        Mark::Sub => "sub",
        Mark::Super => "sup",
    };
    (format!("<{name}>"), format!("</{name}>"))
}

/// `**` or `_`, where what stands around lets it be one (CommonMark § 6.2); a tag says the same anywhere.
fn sign_for(mark: Mark, text: &str, before: Option<char>, after: Option<char>) -> Option<String> {
    let sign = match mark {
        Mark::Bold => "**",
        Mark::Italic => "_",
        Mark::Sub | Mark::Super => return None,
    };
    let apart = |c: Option<char>| {
        c.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | ')' | ',' | '.' | ';' | ':' | '«' | '»'))
    };
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let sides = letter(text.chars().next()) && letter(text.chars().last());
    let around = |c| apart(c) || (mark == Mark::Bold && letter(c));
    (sides && !text.contains(['*', '_', '<', '\n']) && around(before) && around(after)).then(|| sign.to_owned())
}

/// What the next thing begins with, as a mark before it sees it.
fn first_sign(next: &Inline) -> char {
    match next {
        Inline::Run(Run { text, marks, link: None }) if marks.is_empty() => text.chars().next().unwrap_or(' '),
        Inline::Run(Run { link: None, .. }) => '<',
        Inline::Run(_) | Inline::Note { .. } => '[',
    }
}

fn address(link: &str) -> String {
    let mut address = String::new();
    for c in link.chars() {
        if matches!(c, '<' | '>' | '\\' | '(' | ')' | '&' | '*' | '_' | '|' | '[' | ']' | '"' | '\'') {
            address.push('\\');
        }
        address.push(c);
    }
    address
}

/// Letters that would be signs, escaped; no others, so that what people read is what they wrote.
fn escaped(text: &str, in_brackets: bool, before: Option<char>, after: Option<char>) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::new();
    for (at, c) in letters.iter().copied().enumerate() {
        let last = if at == 0 { before } else { Some(letters[at - 1]) };
        let next = letters.get(at + 1).copied().or(after);
        let within = last.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric);
        let sign = match c {
            '\\' | '`' | '*' | '[' => true,
            ']' => in_brackets,
            '^' => last == Some('['),
            ':' | '(' => last == Some(']'),
            '_' => !within,
            '<' => next.is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')),
            '&' => next.is_some_and(|next| next.is_ascii_alphabetic() || next == '#'),
            '!' => next.is_some_and(|next| next == '['),
            _ => false,
        };
        if sign {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
