//! What all letters to a party have, and all to a coordinator about a document.

use std::fmt;
use words::language::Lang;

/// Whom a letter is to, whom it is from, and the document it is about.
pub struct Head {
    pub lang: Lang,
    /// The region's name.
    pub region: String,
    /// The party, as letters address it.
    pub to: String,
    /// Who at the party, where it is an office and no person.
    pub role: Option<String>,
    /// It is to a municipality's chief executive.
    pub executive: bool,
    /// The day it was written.
    pub date: String,
    /// Whom to ask.
    pub coordinator: String,
    pub coordinator_address: String,
    pub title: Line,
    pub case_number: Option<Line>,
    /// The party's own case number, as it gave it.
    pub theirs: Option<Line>,
    /// What a registry has to journalise beside the letter.
    pub journal: Option<Papers>,
}

/// What a case consists of, as anyone may read it.
pub struct Papers {
    /// The document's public page.
    pub address: String,
    /// What the files of the case are called.
    pub files: Vec<Line>,
}

/// The coordinator a letter is to, and the document it is about.
pub struct DeskHead {
    pub lang: Lang,
    /// The region's name.
    pub region: String,
    pub recipient: String,
    pub title: Line,
    pub case_number: Option<Line>,
    /// Where the document is on the desk.
    pub desk: String,
}

/// Words on one line, however they were kept: a title stands in the subject, where a line end would begin the text.
pub struct Line(String);

impl Line {
    /// The words with one space between them.
    pub fn of(text: &str) -> Self {
        let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
        Self(words.collect::<Vec<_>>().join(" "))
    }

    /// `None` where there are no words.
    pub fn written(text: Option<&str>) -> Option<Self> {
        text.map(Self::of).filter(|line| !line.0.is_empty())
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
