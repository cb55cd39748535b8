//! Our letter, as it is known again where it is quoted.

use super::{lines::Line, vocabulary::words};
use std::collections::HashSet;

/// Lines of ours that are shorter than this may be anybody's.
const TELLING: usize = 20;

/// Words in the name of whoever signs a letter.
pub const SIGNATURE: usize = 4;

/// What is known of the letter that may be quoted.
#[derive(Clone, Copy, Default)]
pub struct Ours<'a> {
    /// Its text, where the letter is known.
    pub letter: Option<&'a str>,
    /// The address letters come from, and the name beside it.
    pub address: &'a str,
    pub name: &'a str,
    /// What addresses of ours begin with.
    pub base: &'a str,
}

/// Whether a text has a letter or a digit in it.
pub fn says(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// Our letter, as it can be known again in a quotation.
pub struct Known<'a> {
    lines: HashSet<String>,
    /// All of it on one line, with a space at each end.
    text: String,
    address: String,
    name: String,
    base: &'a str,
}

/// Without the marks of a quotation, and with one space where there are several.
pub fn normal(line: &str) -> String {
    line.trim_start_matches(['>', ' ', '\t', '|']).split_whitespace().collect::<Vec<_>>().join(" ")
}

impl<'a> Known<'a> {
    pub fn of(ours: &Ours<'a>) -> Self {
        let lines: Vec<String> =
            ours.letter.unwrap_or_default().lines().map(normal).filter(|line| says(line)).collect();
        let text = format!(" {} ", lines.join(" "));
        let (address, name) = (ours.address.to_lowercase(), ours.name.to_lowercase());
        Self { lines: lines.into_iter().collect(), text, address, name, base: ours.base }
    }

    /// Whether there is no letter to know again.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Our link, alone or between words of our letter. What the writer has put beside it is theirs.
    pub fn link(&self, line: &str) -> bool {
        let address = |word: &&str| word.contains(self.base) && word.contains("/l/");
        if self.base.is_empty() || !line.split_whitespace().any(|word| address(&word)) {
            return false;
        }
        let beside = line.split_whitespace().filter(|word| !address(word)).collect::<Vec<_>>().join(" ");
        !says(&beside) || self.has_words(&beside)
    }

    pub fn has(&self, line: &str) -> bool {
        says(line) && self.lines.contains(&normal(line)) || self.telling(line)
    }

    pub fn telling(&self, line: &str) -> bool {
        let line = normal(line);
        self.link(&line) || (line.chars().count() >= TELLING && self.text.contains(&line))
    }

    /// Words of our letter in a row, as few as they are: what a mail program leaves of a line that it breaks.
    pub fn has_words(&self, line: &str) -> bool {
        self.text.contains(&format!(" {} ", normal(line)))
    }

    /// Whether these lines are our letter, most of it.
    pub fn is_letter(&self, lines: &[Line]) -> bool {
        let all = self.lines.iter().filter(|line| line.chars().count() >= TELLING).count();
        let met: HashSet<String> =
            lines.iter().map(|line| normal(&line.text)).filter(|line| self.telling(line)).collect();
        all > 0 && met.len() * 2 >= all
    }

    /// Whether a line is the name that our letters are signed with, which has the sender's name in it.
    pub fn signs(&self, line: &str) -> bool {
        let name = normal(line).to_lowercase();
        let ours = !self.name.is_empty() && (name.ends_with(&self.name) || self.name.ends_with(&name));
        says(&name) && ours && name.split_whitespace().count() <= SIGNATURE
    }

    /// Where our address stands in a text in lower case, and not as a part of a longer one.
    pub fn address(&self, lower: &str) -> Option<usize> {
        let inside = |c: char| c.is_alphanumeric() || "._+-".contains(c);
        let mut places = lower.match_indices(&self.address).filter(|_| !self.address.is_empty()).map(|(at, _)| at);
        places.find(|at| {
            let after = lower[at + self.address.len()..].trim_start_matches('.');
            !lower[..*at].ends_with(inside) && !after.starts_with(inside)
        })
    }

    /// Whether our address is the writer's: no other stands before it, and no word for a recipient.
    pub fn wrote(&self, text: &str) -> bool {
        let lower = text.to_lowercase();
        let Some(before) = self.address(&lower).map(|at| &lower[..at]) else { return false };
        let recipient = |word: &str| words("headings").any(|label| word.trim_end_matches(':') == label);
        !before.contains('@') && !before.split_whitespace().any(recipient)
    }

    /// The same of a line `Fra: …`, which can have our name alone.
    pub fn sent(&self, line: &str) -> bool {
        let value = line.split_once(':').map_or("", |(_, value)| value);
        let name = value.trim_matches(['*', ' ', '\t', '"', '\'', '|']).to_lowercase();
        self.wrote(value) || (!name.is_empty() && name == self.name)
    }
}
