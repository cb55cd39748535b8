//! The numbers of headings: counted by Word where Word counts as we do, and else written.

use procedure::{Part, Text, text::Number};

/// A heading's number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Numbered {
    /// Letters before the heading.
    Written(String),
    /// By Word: in the list of this text, at this place from 0. What it is now is shown in papers that do not count.
    Counted { list: usize, at: usize, shown: String },
}

impl Numbered {
    pub fn shown(&self) -> &str {
        match self {
            Self::Written(shown) | Self::Counted { shown, .. } => shown,
        }
    }
}

/// The numbers of a text's parts. `list` tells its counted ones from those of other texts in the paper.
pub fn of(text: &Text, list: usize) -> Vec<Option<Numbered>> {
    let shown = text.numbers();
    let counted = text.parts.iter().map(counted_level);
    let first = counted.clone().flatten().min().unwrap_or(1);
    let as_word_counts = counted.clone().zip(&shown).all(|(level, shown)| {
        level.is_none_or(|level| {
            let numbers: Vec<&str> = shown.split('.').collect();
            numbers.len() == usize::from(level - first) + 1 && !numbers.contains(&"0")
        })
    });
    let number = |(level, shown): (Option<u8>, &String)| match level {
        Some(level) if as_word_counts => {
            Some(Numbered::Counted { list, at: usize::from(level - first), shown: shown.clone() })
        }
        _ => (!shown.is_empty()).then(|| Numbered::Written(shown.clone())),
    };
    counted.zip(&shown).map(number).collect()
}

fn counted_level(part: &Part) -> Option<u8> {
    let Part::Section(section) = part;
    (section.number == Some(Number::Automatic)).then_some(section.level)
}

#[cfg(test)]
mod tests {
    use super::*;
    use procedure::Section;

    fn numbers(parts: &[(u8, bool)]) -> Vec<Option<Numbered>> {
        let part = |(level, counted): &(u8, bool)| {
            let number = counted.then_some(Number::Automatic);
            Part::Section(Section { level: *level, number, ..Section::default() })
        };
        of(&Text::of(parts.iter().map(part).collect()), 0)
    }

    #[test]
    fn word_counts_where_it_counts_as_we_do() {
        let counted = |at, shown: &str| Some(Numbered::Counted { list: 0, at, shown: shown.to_owned() });
        assert_eq!(
            numbers(&[(2, true), (3, true), (1, false), (2, true)]),
            [counted(0, "1"), counted(1, "1.1"), None, counted(0, "2")]
        );
        // Word would write 1.1.1 for 1.0.1, and 1.1 for the 1 of a level that is counted before the one above it.
        let written = |shown: &str| Some(Numbered::Written(shown.to_owned()));
        assert_eq!(numbers(&[(1, true), (3, true)]), [written("1"), written("1.0.1")]);
        assert_eq!(numbers(&[(2, true), (1, true)]), [written("1"), written("1")]);
    }
}
