//! Markdown: sections by `#` headings and by underlined ones, bodies as they were written.

use super::{Imported, Sections, decode};

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

/// The first heading is the title when it is the only one of the highest level and more follow.
pub fn read(text: &str) -> Imported {
    let text = decode::clean(text).replace('\u{0C}', "\n");
    let lines = lines(&text);
    let title = title(&lines);
    let mut sections = Sections::default();
    for (place, line) in lines.iter().enumerate() {
        match line {
            MarkdownLine::Heading { .. } if title.is_some_and(|(at, _)| at == place) => {}
            MarkdownLine::Heading { text, .. } => sections.heading(text),
            MarkdownLine::Underline => {}
            MarkdownLine::Body(text) => sections.body(text, "\n"),
        }
    }
    Imported {
        title: title.map(|(_, text)| super::plain_spaces(text)),
        sections: sections.finish(),
        ..Imported::default()
    }
}

fn title<'a>(lines: &[MarkdownLine<'a>]) -> Option<(usize, &'a str)> {
    let mut headings = lines.iter().enumerate().filter_map(|(place, line)| match line {
        MarkdownLine::Heading { level, text } => Some((place, *level, *text)),
        _ => None,
    });
    let (place, top, text) = headings.next()?;
    let text_before =
        lines[..place].iter().any(|line| matches!(line, MarkdownLine::Body(text) if !text.trim().is_empty()));
    let levels: Vec<usize> = headings.map(|(_, level, _)| level).collect();
    let alone = !levels.is_empty() && levels.iter().all(|&level| level > top);
    (alone && !text_before && !text.is_empty()).then_some((place, text))
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
