//! The words that the checker looks for, read from tables: one for each language.

use std::{collections::HashMap, sync::LazyLock};

/// The name of what is allowed and binds nobody.
pub const MAY: &str = "may";

/// The two written forms of Norwegian are one language here: people mix them, and share their numbers.
const TABLES: [(Language, &str); 3] = [
    (Language::Norwegian, include_str!("nb.tsv")),
    (Language::Norwegian, include_str!("nn.tsv")),
    (Language::English, include_str!("en.tsv")),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    Norwegian,
    English,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Number,
    /// One, as a part of a longer word.
    One,
    Scale,
    Currency,
    Amount,
    Area,
    /// What binds, or does not: its name is the kind's.
    Duty,
    Not,
    /// A word that says how something binds, or who bears what.
    Key,
    /// What joins number words.
    And,
    Place,
    Zoned,
    Purpose,
}

#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub kind: Kind,
    pub name: &'static str,
    pub language: Language,
}

#[derive(Default)]
pub struct Lexicon {
    whole: HashMap<&'static str, Vec<Entry>>,
    /// Words that begin so.
    begun: Vec<(&'static str, Entry)>,
}

pub static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::default();
    for (language, table) in TABLES {
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let (Some(kind), Some(name)) = (cells.next().and_then(kind), cells.next()) else { continue };
            for word in cells {
                let entry = Entry { kind, name, language };
                match word.strip_suffix('*') {
                    Some(beginning) => lexicon.begun.push((beginning, entry)),
                    None => lexicon.whole.entry(word).or_default().push(entry),
                }
            }
        }
    }
    lexicon
});

fn kind(name: &str) -> Option<Kind> {
    Some(match name {
        "number" => Kind::Number,
        "one" => Kind::One,
        "scale" => Kind::Scale,
        "currency" => Kind::Currency,
        "amount" => Kind::Amount,
        "area" => Kind::Area,
        "must" | "should" | MAY => Kind::Duty,
        "not" => Kind::Not,
        "key" => Kind::Key,
        "and" => Kind::And,
        "place" => Kind::Place,
        "zoned" => Kind::Zoned,
        "purpose" => Kind::Purpose,
        _ => return None,
    })
}

impl Lexicon {
    /// The part of a number that a word in small letters is. "En" is one only inside a word: else it is an article.
    pub fn counts(&self, word: &str) -> Option<Entry> {
        let counts = |entry: &&Entry| matches!(entry.kind, Kind::Number | Kind::One | Kind::Scale | Kind::And);
        self.whole.get(word)?.iter().find(counts).copied()
    }

    /// What a word can be, as it is written and in small letters.
    pub fn entries(&self, word: &str) -> Vec<Entry> {
        let small = word.to_lowercase();
        let exact = self.whole.get(word).into_iter().flatten();
        let lower = self.whole.get(small.as_str()).filter(|_| small != word).into_iter().flatten();
        let begun = self.begun.iter().filter(|(beginning, _)| small.starts_with(beginning)).map(|(_, entry)| entry);
        exact.chain(lower).chain(begun).copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_tables_is_read() {
        for (_, table) in TABLES {
            for line in table.lines().filter(|line| !line.starts_with('#')) {
                let cells: Vec<&str> = line.split('\t').collect();
                assert!(cells.len() > 2 && kind(cells[0]).is_some(), "{line}");
                assert!(cells.iter().all(|cell| !cell.is_empty() && cell.trim() == *cell), "{line}");
                if matches!(kind(cells[0]), Some(Kind::Number | Kind::Scale)) {
                    assert!(cells[1].parse::<f64>().is_ok(), "{line}");
                }
            }
        }
    }
}
