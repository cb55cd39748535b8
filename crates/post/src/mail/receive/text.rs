//! The text of a message: every part of it that is text, in order, plain where there is a choice.

use super::{
    html,
    lines::{Line, plain},
};
use mail_parser::{Message, MessagePart, MimeHeaders as _, PartType};
use std::collections::HashSet;
use words::limits::MAIL_TEXT;

/// Parts within parts are followed so deep.
const DEEP: usize = 30;

/// The lines of a message. `false`: there were more than are kept.
pub fn body(message: &Message) -> (Vec<Line>, bool) {
    let mut lines = of_part(message, 0, 0);
    let mut room = MAIL_TEXT;
    let fits = lines.iter().take_while(|line| {
        let size = line.text.len() + 1;
        let fits = size <= room;
        room = room.saturating_sub(size);
        fits
    });
    let fitting = fits.count();
    let whole = fitting == lines.len();
    if fitting == 0 && !whole {
        // One line that is too long: its beginning.
        let end = (0..=MAIL_TEXT).rev().find(|end| lines[0].text.is_char_boundary(*end)).unwrap_or(0);
        lines[0].text.truncate(end);
    }
    lines.truncate(fitting.max(1));
    (lines, whole)
}

/// Whether a part is the message itself, not something that comes with it.
pub fn is_text(part: &MessagePart) -> bool {
    let attached = part.content_disposition().is_some_and(|kind| kind.ctype().eq_ignore_ascii_case("attachment"));
    let kind = part.content_type().map_or("plain", |kind| {
        if kind.ctype().eq_ignore_ascii_case("text") { kind.subtype().unwrap_or("plain") } else { "" }
    });
    let text = matches!(part.body, PartType::Text(_) | PartType::Html(_));
    let readable = ["plain", "html"].iter().any(|known| kind.eq_ignore_ascii_case(known));
    text && readable && !attached && part.attachment_name().is_none()
}

fn of_part(message: &Message, id: u32, depth: usize) -> Vec<Line> {
    let Some(part) = message.part(id).filter(|_| depth < DEEP) else { return Vec::new() };
    match &part.body {
        PartType::Multipart(parts) => {
            let alternative = part.content_type().and_then(|kind| kind.subtype());
            let each = parts.iter().map(|id| of_part(message, *id, depth + 1));
            if alternative.is_some_and(|kind| kind.eq_ignore_ascii_case("alternative")) {
                return each.reduce(either).unwrap_or_default();
            }
            let mut all: Vec<Line> = Vec::new();
            for lines in each.filter(|lines| !lines.is_empty()) {
                if !all.is_empty() {
                    all.push(Line::default());
                }
                all.extend(lines);
            }
            all
        }
        PartType::Text(text) if is_text(part) => plain(text),
        PartType::Html(text) if is_text(part) => html::lines(text),
        _ => Vec::new(),
    }
}

/// The first of two forms of one text; both, where the first only says where the other is, or says something else.
fn either(first: Vec<Line>, other: Vec<Line>) -> Vec<Line> {
    let words = |lines: &[Line]| -> Vec<String> {
        let text = lines.iter().map(|line| line.text.to_lowercase()).collect::<Vec<_>>().join(" ");
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let (said, known): (_, HashSet<String>) = (words(&first), words(&other).into_iter().collect());
    if said.is_empty() {
        return other;
    }
    let common = said.iter().filter(|word| known.contains(*word)).count();
    if known.is_empty() || common * 2 >= said.len() {
        return first;
    }
    [first, vec![Line::default()], other].concat()
}

/// Lines as one text, without empty ones at its ends, and never two in a row.
pub fn joined<'a>(lines: impl Iterator<Item = &'a Line>) -> String {
    let mut text = String::new();
    let mut empty = 0;
    for line in lines {
        if line.text.trim().is_empty() {
            empty += 1;
            continue;
        }
        if !text.is_empty() {
            text.push_str(if empty > 0 { "\n\n" } else { "\n" });
        }
        empty = 0;
        text.push_str(&line.text);
    }
    text
}
