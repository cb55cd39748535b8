//! A text as lines, before its words are read.

/// A line, and what is known of it before its words are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    pub text: String,
    /// A mail program has put it into a quotation.
    pub cited: bool,
    /// A mail program begins its quotation here.
    pub opens: bool,
}

/// The lines of a plain text.
pub fn plain(text: &str) -> Vec<Line> {
    text.lines().map(|line| Line { text: line.trim_end().to_owned(), ..Line::default() }).collect()
}
