//! Text that people send in, as it may be kept: without control characters, which strict formats refuse, and without
//! the token of any link of ours, which would let whoever reads the text act for somebody else.
//!
//! Every door passes what people wrote through [`text`] or [`line`]: forms, the API, mail, imported files, names.

use crate::token::{self, Broken};
use std::{borrow::Cow, ops::Range};

/// What stands in the place of a link's token.
const TAKEN_OUT: char = '…';
/// The shortest token: thirteen characters of the document, one of the number, twenty-six of the signature.
const SHORTEST: usize = 40;
/// A token that is cut off is known by so much of it: its document, its number and the beginning of its signature.
const TELLING: usize = 20;
/// A token that is broken into more pieces than this is not known again.
const PIECES: usize = 6;

/// Text of several lines. Line ends become LF; a tab stays; other control characters are taken out.
pub fn text(given: &str) -> String {
    without_tokens(&without_controls(given)).into_owned()
}

/// Text of one line: a title, a name, a subject. Line ends and tabs become spaces.
pub fn line(given: &str) -> String {
    let spaced: String =
        without_controls(given).chars().map(|c| if matches!(c, '\n' | '\t') { ' ' } else { c }).collect();
    without_tokens(spaced.trim()).into_owned()
}

/// Whether a text holds a character that no text needs and strict formats refuse: NUL, an escape, a noncharacter.
pub fn has_controls(given: &str) -> bool {
    given.chars().any(|c| !matches!(c, '\n' | '\r' | '\t') && unfit(c))
}

/// What strict formats can hold of a text that may have been kept before control characters were taken out.
pub fn printable(kept: &str) -> String {
    kept.chars().filter(|c| matches!(c, '\n' | '\t') || !unfit(*c)).collect()
}

/// A character that nobody sees, or that turns what follows around.
pub fn invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn unfit(c: char) -> bool {
    // XML 1.0 § 2.2 and PostgreSQL's text refuse some of these; none of them can be read by a person.
    c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}')
}

fn without_controls(given: &str) -> String {
    let given = given.replace("\r\n", "\n");
    // Slides and old word processors break lines with a vertical tab, a form feed or NEL.
    let read = |c| match c {
        '\n' | '\t' => Some(c),
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' => Some('\n'),
        c => Some(c).filter(|c| !unfit(*c)),
    };
    given.chars().filter_map(read).collect()
}

/// Takes out every token of a link, with `/l/` before it, encoded in another address, broken over two lines, or bare.
pub fn without_tokens(text: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut done = 0;
    for token in places(text) {
        kept.push_str(&text[done..token.start]);
        kept.push(TAKEN_OUT);
        done = token.end;
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    kept.push_str(&text[done..]);
    Cow::Owned(kept)
}

/// Where tokens stand in a text, in order.
fn places(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(start) = text[at..].find(|c: char| c.is_ascii_alphanumeric()).map(|found| at + found) {
            let run = run(text, start);
            // `%2Fl%2F` before a token inside another address: the two digits after `%` are no part of it.
            let escaped = start > 0 && text.as_bytes()[start - 1] == b'%' && run.len() > 2;
            let start = if escaped { start + 2 } else { start };
            let run = if escaped { &run[2..] } else { run };
            at = start + run.len();
            if let Some(end) = token_end(text, start, run) {
                at = end;
                return Some(start..end);
            }
        }
        None
    })
}

/// Whether a text holds a token of a link, whole, and not one that was taken out by as many `x`.
pub fn holds_token(text: &str) -> bool {
    places(text).any(|place| {
        let written: String = text[place].chars().filter(char::is_ascii_alphanumeric).collect();
        written.len() >= SHORTEST && !written.contains(token::BLOTTED)
    })
}

/// Letters and digits from `start` on.
fn run(text: &str, start: usize) -> &str {
    let rest = &text[start..];
    &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len())]
}

/// Where the token that begins at `start` ends, if one does.
fn token_end(text: &str, start: usize, run: &str) -> Option<usize> {
    let before = &text.as_bytes()[..start];
    let follows = |path: &str| {
        before.len().checked_sub(path.len()).is_some_and(|at| before[at..].eq_ignore_ascii_case(path.as_bytes()))
    };
    let addressed = follows("/l/") || follows("%2fl%2f");
    let end = start + run.len();
    match token::read(run) {
        // A bare run of hexadecimal digits is a checksum; a token holds other letters too.
        Ok(_) => (addressed || run.bytes().any(|c| !c.is_ascii_hexdigit())).then_some(end),
        Err(broken) if addressed => joined(text, run, end).or_else(|| {
            // Another site may have an `/l/` of its own, with words or a checksum after it.
            let long = if broken == Broken::CutOff { TELLING } else { SHORTEST };
            (run.len() >= long && run.bytes().any(|c| !c.is_ascii_hexdigit())).then_some(end)
        }),
        Err(_) => None,
    }
}

/// Where a token ends that a mail program or a word processor has broken into pieces, `end` being where the first ends:
/// over line ends and marks of a quotation, or by characters that are not seen.
fn joined(text: &str, first: &str, end: usize) -> Option<usize> {
    let broken = |c: char| {
        matches!(c, '=' | '>' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}') || c.is_whitespace()
    };
    let (mut whole, mut end) = (first.to_owned(), end);
    for _ in 0..PIECES {
        let rest = &text[end..];
        let gap = rest.len() - rest.trim_start_matches(broken).len();
        // A space alone divides words.
        if gap == 0 || rest[..gap].chars().all(|c| c == ' ') {
            return None;
        }
        let next = run(text, end + gap);
        if next.is_empty() || whole.len() + next.len() > 2 * SHORTEST {
            return None;
        }
        whole.push_str(next);
        end += gap + next.len();
        if token::read(&whole).is_ok() {
            return Some(end);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "t6k3x9w2c5v8p1z7g4m0n2b5c8d1f4h7j0k3p6q9s";

    #[test]
    fn a_link_of_ours_is_taken_out_in_every_shape_it_travels_in() {
        let shapes = [
            (format!("Se https://plan.example.no/l/{TOKEN}."), "Se https://plan.example.no/l/….".to_owned()),
            (
                format!("<http://127.0.0.1:8080/l/{}?lang=nn>", TOKEN.to_uppercase()),
                "<http://127.0.0.1:8080/l/…?lang=nn>".to_owned(),
            ),
            (
                format!("https://safe.example/?url=https%3A%2F%2Fplan.example.no%2Fl%2F{TOKEN}&data=1"),
                "https://safe.example/?url=https%3A%2F%2Fplan.example.no%2Fl%2F…&data=1".to_owned(),
            ),
            (
                format!("> https://a.no/l/{}\n> {}\nHilsen", &TOKEN[..20], &TOKEN[20..]),
                "> https://a.no/l/…\nHilsen".to_owned(),
            ),
            (format!("https://a.no/l/{}\n> {} ok", &TOKEN[..8], &TOKEN[8..]), "https://a.no/l/… ok".to_owned()),
            (format!("/l/{}\u{a0}{}\u{200b}{}", &TOKEN[..5], &TOKEN[5..15], &TOKEN[15..]), "/l/…".to_owned()),
            (format!("koden {TOKEN} takk"), "koden … takk".to_owned()),
            (format!("/l/{}\u{0}{}", &TOKEN[..9], &TOKEN[9..]), "/l/…".to_owned()),
        ];
        for (given, expected) in shapes {
            assert_eq!(text(&given), expected);
        }
    }

    #[test]
    fn what_is_no_link_stays_as_it_is() {
        for given in [
            "Kommunen støtter planen, jf. § 4 b).\n\tInnrykk",
            "da39a3ee5e6b4b0d3255bfef95601890afd80709",
            "https://example.no/l/om-oss",
            "https://www.tinn.kommune.no/l/arrangementer2026",
            "https://example.no/l/3f2a9c0b1d4e5f60718293a4b5c6d7e8",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "Æ\u{202e}Ø 👩‍🌾 \u{200b}",
        ] {
            assert_eq!(text(given), given);
        }
    }

    #[test]
    fn control_characters_are_taken_out_and_line_ends_are_one_kind() {
        assert_eq!(text("a\r\nb\rc\u{b}d\u{0}e\u{1b}[0m\u{ffff}"), "a\nb\nc\nde[0m");
        assert_eq!(line(" Plan\u{b}for\tveg\u{0} "), "Plan for veg");
        assert!(has_controls("a\u{7}") && !has_controls("a\r\n\tb"));
    }
}
