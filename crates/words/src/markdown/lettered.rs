//! Lists by letters: what the law is written in, and Markdown does not know.

use super::line::ESCAPED;
use procedure::text::{Block, Inline, List, ListMark, Run};

/// Every sort of list that Markdown has no sign for, by what stands in `:::list`.
pub const MARKS: [(&str, ListMark); 8] = [
    ("a.", ListMark::Lower),
    ("a)", ListMark::LowerParenthesis),
    ("A.", ListMark::Upper),
    ("A)", ListMark::UpperParenthesis),
    ("i.", ListMark::LowerRoman),
    ("i)", ListMark::LowerRomanParenthesis),
    ("I.", ListMark::UpperRoman),
    ("I)", ListMark::UpperRomanParenthesis),
];

/// A paragraph in which lines that begin with letters in order, «a)», «b)», are a list. One such line is no list, and a
/// letter with a full stop is somebody's initial.
pub fn split(paragraph: Vec<Inline>) -> Vec<Block> {
    let lines = lines(paragraph);
    let mut blocks = Vec::new();
    let mut plain: Vec<Inline> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let Some((mark, start, length)) = list_at(&lines[at..]) else {
            if !plain.is_empty() {
                plain.push(Inline::plain("\n"));
            }
            plain.extend(lines[at].iter().cloned());
            at += 1;
            continue;
        };
        if !plain.is_empty() {
            blocks.push(Block::Para { text: std::mem::take(&mut plain) });
        }
        let items = (start..)
            .zip(&lines[at..at + length])
            .map(|(number, line)| vec![Block::Para { text: without(line, &mark.label(number)) }]);
        blocks.push(Block::List(List { mark, start, items: items.collect() }));
        at += length;
    }
    if !plain.is_empty() {
        blocks.push(Block::Para { text: plain });
    }
    blocks
}

/// Whether a list, written by lines, is read as that list.
pub fn is_plain(list: &List) -> bool {
    let line = |item: &Vec<Block>| match item.as_slice() {
        [Block::Para { text }] => !procedure::text::plain_of(text).contains('\n'),
        _ => false,
    };
    if !list.items.iter().all(line) {
        return false;
    }
    let labelled = |number: u32| vec![Inline::plain(format!("{} x", list.mark.label(number)))];
    let lines: Vec<_> = (list.start..).zip(&list.items).map(|(number, _)| labelled(number)).collect();
    list_at(&lines) == Some((list.mark, list.start, lines.len()))
}

fn lines(paragraph: Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut lines = vec![Vec::new()];
    for inline in paragraph {
        let Inline::Run(run) = inline else {
            lines.last_mut().expect("never empty").push(inline);
            continue;
        };
        for (at, piece) in run.text.split('\n').enumerate() {
            if at > 0 {
                lines.push(Vec::new());
            }
            if !piece.is_empty() {
                let piece = Run { text: piece.to_owned(), ..run.clone() };
                lines.last_mut().expect("never empty").push(Inline::Run(piece));
            }
        }
    }
    lines
}

/// The list that begins on the first of some lines: its mark, the number it begins with, and its lines, two or more.
fn list_at(lines: &[Vec<Inline>]) -> Option<(ListMark, u32, usize)> {
    const BY_LINE: [ListMark; 4] = [
        ListMark::LowerRomanParenthesis,
        ListMark::UpperRomanParenthesis,
        ListMark::LowerParenthesis,
        ListMark::UpperParenthesis,
    ];
    let first = label(lines.first()?)?;
    BY_LINE.into_iter().find_map(|mark| {
        let start = (1..=26).find(|number| mark.label(*number) == first)?;
        let follows = |(number, line): &(u32, &Vec<Inline>)| label(line).is_some_and(|l| l == mark.label(*number));
        let length = (start..).zip(lines).take_while(follows).count();
        (length > 1).then_some((mark, start, length))
    })
}

/// What a line begins with, where that is letters, a parenthesis and a blank, and somebody meant it.
fn label(line: &[Inline]) -> Option<String> {
    let text = start(line)?;
    let (letters, rest) = text.split_once(')')?;
    let meant = !letters.is_empty() && letters.len() <= 8 && letters.bytes().all(|c| c.is_ascii_alphabetic());
    (meant && rest.starts_with(' ')).then(|| format!("{letters})"))
}

/// The first plain letters of a line. They may stand in several runs, as what was typed is read piece by piece.
fn start(line: &[Inline]) -> Option<String> {
    let mut text = String::new();
    for inline in line {
        match inline {
            Inline::Run(run) if run.marks.is_empty() && run.link.is_none() => text.push_str(&run.text),
            _ => break,
        }
    }
    (!text.starts_with(ESCAPED)).then_some(text)
}

fn without(line: &[Inline], label: &str) -> Vec<Inline> {
    let mut left = label.len();
    let mut rest = Vec::new();
    for inline in line {
        match inline {
            Inline::Run(run) if left > 0 => {
                let cut = left.min(run.text.len());
                left -= cut;
                rest.push(Inline::Run(Run { text: run.text[cut..].to_owned(), ..run.clone() }));
            }
            other => rest.push(other.clone()),
        }
    }
    rest
}
