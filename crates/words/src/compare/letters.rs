//! Words as a reader sees them: kinds of blanks and hyphens, and signs that are not printed, tell nothing apart.

use procedure::text::{Block, Inline, Run};

/// A word, a sign, blanks, a line break or a note.
#[derive(Clone, Debug)]
pub struct Token<'a> {
    pub key: Key,
    /// Its letters as they were written.
    pub runs: Vec<Run>,
    pub note: Option<&'a [Block]>,
}

/// What two tokens that nobody can tell apart have in common. Notes are compared when their places are.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    Word(String),
    Blank,
    End,
    Note,
}

impl Token<'_> {
    /// How many letters and signs it has.
    pub fn letters(&self) -> usize {
        match &self.key {
            Key::Word(word) => word.chars().filter(|c| *c != ' ').count(),
            _ => 0,
        }
    }

    /// How many bytes it is kept in.
    pub fn bytes(&self) -> usize {
        self.runs.iter().map(|run| run.text.len()).sum()
    }
}

/// Printed by nobody: the soft hyphen, and blanks without width.
fn unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Hyphens look alike; dashes do not.
fn alike(c: char) -> char {
    match c {
        '\u{2010}' | '\u{2011}' => '-',
        c if c.is_whitespace() && c != '\n' => ' ',
        c => c,
    }
}

/// A text as it is seen, without blanks at the ends of its lines.
pub fn seen(text: &str) -> String {
    let line = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let printed: String = text.chars().filter(|c| !unseen(*c)).map(alike).collect();
    printed.split('\n').map(line).collect::<Vec<_>>().join("\n").trim_matches('\n').to_owned()
}

/// The tokens of a line.
pub fn tokens(line: &[Inline]) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut letters: Vec<(char, &Run)> = Vec::new();
    for inline in line {
        match inline {
            Inline::Run(run) => letters.extend(run.text.chars().map(|c| (c, run))),
            Inline::Note { note } => {
                cut(&letters, &mut found);
                letters.clear();
                found.push(Token { key: Key::Note, runs: Vec::new(), note: Some(note) });
            }
        }
    }
    cut(&letters, &mut found);
    found
}

fn cut(letters: &[(char, &Run)], found: &mut Vec<Token<'_>>) {
    let mut at = 0;
    while at < letters.len() {
        let end = end_of(letters, at);
        found.push(token(&letters[at..end]));
        at = end;
    }
}

fn token(letters: &[(char, &Run)]) -> Token<'static> {
    let mut runs: Vec<Run> = Vec::new();
    for (c, run) in letters {
        match runs.last_mut().filter(|last| last.is_like(run)) {
            Some(last) => last.text.push(*c),
            None => runs.push(Run { text: c.to_string(), marks: run.marks.clone(), link: run.link.clone() }),
        }
    }
    let word: String = letters.iter().map(|(c, _)| *c).filter(|c| !unseen(*c)).map(alike).collect();
    let key = match word.as_str() {
        "\n" => Key::End,
        word if word.trim().is_empty() => Key::Blank,
        word => Key::Word(word.to_owned()),
    };
    Token { key, runs, note: None }
}

/// Where the token that begins at `start` ends.
fn end_of(letters: &[(char, &Run)], start: usize) -> usize {
    let is = |at: usize, of: fn(char) -> bool| letters.get(at).is_some_and(|(c, _)| of(*c));
    let blank = |c: char| (c.is_whitespace() && c != '\n') || unseen(c);
    let digit = |c: char| c.is_ascii_digit();
    let mut at = start;
    while is(at, unseen) {
        at += 1;
    }
    if at == letters.len() || is(at, char::is_whitespace) && !is(at, |c| c == '\n') {
        while is(at, blank) {
            at += 1;
        }
        return at;
    }
    // What is in front of a line break or a sign belongs to it.
    if !is(at, char::is_alphanumeric) {
        return at + 1;
    }
    let mut group = 0;
    let mut short = true;
    while at < letters.len() {
        if is(at, char::is_alphanumeric) {
            group += 1;
            short = short && is(at, digit);
            at += 1;
        } else if is(at, unseen) {
            at += 1;
        } else if is(at - 1, digit) && is(at, |c| matches!(c, '.' | ',' | ':')) && is(at + 1, digit) {
            (short, at) = (false, at + 1);
        } else if short && group <= 3 && is(at, blank) && thousand(letters, at + 1) {
            (group, at) = (0, at + 1);
        } else {
            break;
        }
    }
    at
}

/// Whether three digits and no more stand here: `53 500` is one number.
fn thousand(letters: &[(char, &Run)], at: usize) -> bool {
    let digits = letters[at.min(letters.len())..].iter().take_while(|(c, _)| c.is_alphanumeric());
    let digits: Vec<char> = digits.take(4).map(|(c, _)| *c).collect();
    digits.len() == 3 && digits.iter().all(char::is_ascii_digit)
}
