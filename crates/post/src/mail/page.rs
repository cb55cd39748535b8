//! The HTML part of a letter: the words of its text, in the shape of a letter.
//!
//! A letter is kept as text, and its shape is read from that. Whatever a person typed into it can take the shape of a
//! list or a heading and no other: all of it is escaped, and only an address of ours that opens something is a button.

use askama::Template;
use ledger::Anchor;
use words::language::Lang;

/// What a label before a colon, and what stands after it, may have to be set as a fact.
const LABEL: usize = 24;
const FACT: usize = 120;

/// A letter as a page.
#[derive(Template)]
#[template(path = "letters/letter.html")]
pub struct LetterPage {
    language: &'static str,
    subject: String,
    head: Option<Letterhead>,
    blocks: Vec<Block>,
    /// The line that says where the log stood.
    anchor: Option<String>,
}

struct Letterhead {
    sender: String,
    to: String,
    references: Vec<Fact>,
}

struct Fact {
    label: String,
    value: String,
}

enum Block {
    Heading(String),
    Lines(Vec<Line>),
    Points(Vec<Vec<Line>>),
    Facts(Vec<Fact>),
    /// What the letter asks its reader to open, and the fact that stands before it.
    Button(Option<Fact>, String, String),
}

struct Line {
    text: String,
    /// The line is an address and nothing else.
    is_address: bool,
}

impl LetterPage {
    /// Reads the shape of a text; `base` is what our own addresses begin with.
    pub fn of(subject: &str, text: &str, language: &str, base: &str) -> Self {
        let lang = Lang::parse(language).unwrap_or_default();
        let mut paragraphs: Vec<Vec<&str>> = Vec::new();
        for line in text.trim().lines().map(str::trim_end).chain([""]) {
            match paragraphs.last_mut() {
                _ if line.is_empty() => paragraphs.push(Vec::new()),
                Some(paragraph) => paragraph.push(line),
                None => paragraphs.push(vec![line]),
            }
        }
        paragraphs.retain(|paragraph| !paragraph.is_empty());
        let last = paragraphs.pop_if(|last| matches!(&last[..], [line] if Anchor::in_text(line).is_some()));
        let head = Letterhead::of(&paragraphs, lang);
        let body = if head.is_some() { &paragraphs[3..] } else { &paragraphs[..] };
        let mut blocks = Vec::new();
        for paragraph in body {
            read(paragraph, base, &mut blocks);
        }
        let anchor = last.map(|lines| lines.concat());
        Self { language: lang.code(), subject: subject.to_owned(), head, blocks, anchor }
    }
}

impl Letterhead {
    /// A letter to a party begins with the sender, whom it is to, and its date and case numbers.
    fn of(paragraphs: &[Vec<&str>], lang: Lang) -> Option<Self> {
        let [sender, to, references, ..] = paragraphs else { return None };
        let ([sender], [to]) = (&sender[..], &to[..]) else { return None };
        let references = facts(references)?;
        let dated = references.first().is_some_and(|first| first.label == lang.t("letter-date"));
        dated.then(|| Self { sender: (*sender).to_owned(), to: (*to).to_owned(), references })
    }
}

fn read(paragraph: &[&str], base: &str, blocks: &mut Vec<Block>) {
    let underlined = |line: &str| line.len() > 2 && line.chars().all(|c| c == '=');
    match paragraph {
        [heading, rule, rest @ ..] if underlined(rule) => {
            blocks.push(Block::Heading((*heading).to_owned()));
            return read(rest, base, blocks);
        }
        [label, address] if opens(address, base) && label.ends_with(':') => {
            let fact = blocks.pop_if(|block| matches!(block, Block::Facts(facts) if facts.len() == 1));
            let fact = fact.and_then(|block| if let Block::Facts(mut facts) = block { facts.pop() } else { None });
            let label = label.trim_end_matches(':').to_owned();
            return blocks.push(Block::Button(fact, label, (*address).to_owned()));
        }
        _ => {}
    }
    if let Some(facts) = facts(paragraph) {
        return blocks.push(Block::Facts(facts));
    }
    for line in paragraph {
        let point = line.strip_prefix("- ").or_else(|| line.strip_prefix("– "));
        match (point, blocks.last_mut()) {
            (Some(point), Some(Block::Points(points))) => points.push(vec![Line::of(point)]),
            (Some(point), _) => blocks.push(Block::Points(vec![vec![Line::of(point)]])),
            (None, Some(Block::Points(points))) if line.starts_with("  ") => {
                points.last_mut().into_iter().for_each(|point| point.push(Line::of(line.trim_start())));
            }
            (None, Some(Block::Lines(lines))) if !std::ptr::eq(*line, paragraph[0]) => lines.push(Line::of(line)),
            (None, _) => blocks.push(Block::Lines(vec![Line::of(line)])),
        }
    }
}

/// Whether an address of ours lets its holder in: a link, a log-in, or the desk.
fn opens(address: &str, base: &str) -> bool {
    let path = address.strip_prefix(base).filter(|_| !address.contains(char::is_whitespace));
    path.is_some_and(|path| ["/l/", "/login/", "/desk"].iter().any(|own| path.starts_with(own)))
}

/// `Saksnummer: 7/27`, in every line.
fn facts(paragraph: &[&str]) -> Option<Vec<Fact>> {
    let fact = |line: &&str| {
        let (label, value) = line.split_once(": ")?;
        let short = label.chars().count() <= LABEL && value.chars().count() <= FACT;
        let plain = short && !label.starts_with(['-', '–', '«', '“']) && !label.contains('.');
        plain.then(|| Fact { label: label.to_owned(), value: value.to_owned() })
    };
    paragraph.iter().map(fact).collect::<Option<Vec<_>>>().filter(|facts| !facts.is_empty())
}

impl Line {
    fn of(text: &str) -> Self {
        let begins = text.starts_with("https://") || text.starts_with("http://");
        Self { text: text.to_owned(), is_address: begins && !text.contains(char::is_whitespace) }
    }
}
