//! Markdown: headings by their marks, everything else as it stands.

use super::{Imported, Section};

/// Whether a text has at least two `#` headings: one alone may be an accident.
pub fn has_headings(text: &str) -> bool {
    text.lines().filter(|line| heading(line).is_some()).count() >= 2
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    let rest = line.get(level..)?;
    ((1..=6).contains(&level) && rest.starts_with(' ')).then(|| (level, rest.trim().trim_end_matches('#').trim_end()))
}

pub fn read(text: &str) -> Imported {
    let text = underlined(text);
    let lines: Vec<&str> = text.lines().collect();
    let firsts = lines.iter().filter(|line| heading(line).is_some_and(|(level, _)| level == 1)).count();
    let mut imported = Imported::default();
    let mut section = Section::default();
    let mut fenced = false;
    for line in lines {
        fenced ^= line.trim_start().starts_with("```");
        match heading(line).filter(|_| !fenced) {
            Some((1, title))
                if firsts == 1
                    && imported.title.is_none()
                    && imported.sections.is_empty()
                    && section.heading.is_empty() =>
            {
                imported.title = Some(title.to_owned());
            }
            Some((_, title)) => {
                push(&mut imported, std::mem::take(&mut section));
                section.heading = title.to_owned();
            }
            None => {
                section.body.push_str(line);
                section.body.push('\n');
            }
        }
    }
    push(&mut imported, section);
    imported
}

fn push(imported: &mut Imported, section: Section) {
    let section = Section { body: section.body.trim().to_owned(), ..section };
    if !section.heading.is_empty() || !section.body.is_empty() {
        imported.sections.push(section);
    }
}

/// Headings underlined with `===` or `---`, as `#` headings.
fn underlined(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let under = |line: Option<&&str>, mark: char| {
        line.is_some_and(|l| l.trim_end().len() >= 3 && l.trim_end().chars().all(|c| c == mark))
    };
    let mut out = Vec::with_capacity(lines.len());
    let mut at = 0;
    while at < lines.len() {
        let title = !lines[at].trim().is_empty() && !lines[at].starts_with(['#', '-', '*', '>', ' ', '|']);
        if title && under(lines.get(at + 1), '=') {
            out.push(format!("# {}", lines[at].trim()));
            at += 1;
        } else if title && under(lines.get(at + 1), '-') {
            out.push(format!("## {}", lines[at].trim()));
            at += 1;
        } else {
            out.push(lines[at].to_owned());
        }
        at += 1;
    }
    out.join("\n")
}
