//! Markdown: sections by `#` headings and by underlined ones, bodies as they were written.

use super::{
    Imported, decode,
    report::{Report, What},
};
use crate::markdown::LineEnd;
use procedure::{Section, text::line_of};

/// A line of Markdown, as far as sections go.
enum MarkdownLine<'a> {
    Heading {
        level: usize,
        text: &'a str,
    },
    /// The line of `===` or `---` below a heading, which is a part of it.
    Underline,
    Body(&'a str),
}

pub fn has_headings(text: &str) -> bool {
    lines(text).iter().any(|line| matches!(line, MarkdownLine::Heading { .. }))
}

/// The first heading is the title when it is the only one of the highest level and more follow; else what the lines before
/// the text call it.
pub fn read(text: &str) -> Imported {
    let text = decode::clean(text).replace('\u{0C}', "\n");
    let front_matter = front_matter_length(&text);
    let mut report = Report::default();
    let before: Vec<&str> = text.lines().take(front_matter).filter(|line| *line != "---").collect();
    if front_matter > 0 {
        report.say(What::FrontMatter, &before.join("\n"));
    }
    let mut sections = crate::markdown::read(&hashed_only(&lines(&text)[front_matter..]), LineEnd::Blank);
    let title = title(&mut sections).or_else(|| before.iter().find_map(|line| titled(line)));
    Imported { title, sections, report, ..Imported::default() }
}

/// `title: Klimaplan`.
fn titled(line: &str) -> Option<String> {
    let (name, title) = line.split_once(':')?;
    let title = title.trim().trim_matches(['"', '\'']);
    (matches!(name, "title" | "tittel") && !title.is_empty()).then(|| title.to_owned())
}

/// With all headings marked as `words::markdown` knows them.
fn hashed_only(lines: &[MarkdownLine]) -> String {
    let mut text = String::new();
    for line in lines {
        match line {
            MarkdownLine::Heading { level, text: heading } => {
                text.push_str(&"#".repeat(*level));
                text.push(' ');
                text.push_str(heading);
            }
            MarkdownLine::Underline => {}
            MarkdownLine::Body(body) => text.push_str(body),
        }
        text.push('\n');
    }
    text
}

/// Takes the title from the sections; what stands below it is a section without a heading.
pub fn title(sections: &mut Vec<Section>) -> Option<String> {
    let (first, others) = sections.split_first_mut()?;
    let alone = !others.is_empty() && others.iter().all(|other| other.level > first.level);
    if !alone || first.heading.is_empty() {
        return None;
    }
    let title = line_of(&std::mem::take(&mut first.heading));
    (first.level, first.number) = (1, None);
    if first.body.is_empty() {
        sections.remove(0);
    }
    Some(title)
}

fn lines(text: &str) -> Vec<MarkdownLine<'_>> {
    let mut found: Vec<MarkdownLine> = Vec::new();
    let mut fence: Option<&str> = None;
    let front_matter = front_matter_length(text);
    for (place, line) in text.lines().enumerate() {
        if place < front_matter {
            found.push(MarkdownLine::Body(line));
            continue;
        }
        let mark = ["```", "~~~"].into_iter().find(|mark| line.trim_start().starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            (None, None) => {
                if let Some((level, text)) = hashed(line) {
                    found.push(MarkdownLine::Heading { level, text });
                    continue;
                }
                if let Some((level, text)) = underlined(&found, line) {
                    found.pop();
                    found.push(MarkdownLine::Heading { level, text });
                    found.push(MarkdownLine::Underline);
                    continue;
                }
            }
            _ => {}
        }
        found.push(MarkdownLine::Body(line));
    }
    found
}

fn front_matter_length(text: &str) -> usize {
    let mut lines = text.lines();
    if lines.next() != Some("---") {
        return 0;
    }
    lines.position(|line| line == "---").map_or(0, |end| end + 2)
}

fn hashed(line: &str) -> Option<(usize, &str)> {
    let text = line.trim_start_matches(' ');
    let level = text.len() - text.trim_start_matches('#').len();
    let rest = &text[level..];
    if line.len() - text.len() > 3 || !(1..=6).contains(&level) || !rest.starts_with([' ', '\t']) {
        return None;
    }
    let rest = rest.trim();
    let opened = rest.trim_end_matches('#');
    let name = if opened.ends_with([' ', '\t']) { opened.trim_end() } else { rest };
    (!name.is_empty() && name.chars().any(|letter| letter != '#')).then_some((level, name))
}

/// The paragraph of one line that `line` underlines.
fn underlined<'a>(before: &[MarkdownLine<'a>], line: &str) -> Option<(usize, &'a str)> {
    let line = line.trim_end();
    let level = match line.as_bytes().first()? {
        b'=' => 1,
        b'-' => 2,
        _ => return None,
    };
    if line.len() < 3 || !line.bytes().all(|byte| byte == line.as_bytes()[0]) {
        return None;
    }
    let (last, earlier) = before.split_last()?;
    let MarkdownLine::Body(text) = last else { return None };
    let alone = !matches!(earlier.last(), Some(MarkdownLine::Body(text)) if !text.trim().is_empty());
    let paragraph = !text.trim().is_empty()
        && !text.starts_with("    ")
        && !text.trim_start().starts_with(['-', '*', '>', '|', '+', '=', '`', '~']);
    (alone && paragraph).then_some((level, text.trim()))
}
