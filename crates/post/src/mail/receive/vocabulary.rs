//! The words that messages are known by, from a file of their own.

use std::{collections::HashMap, sync::LazyLock};

static WORDS: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let sections = include_str!("vocabulary.txt").split("\n[").skip(1);
    let lines = |text: &'static str| text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    sections.filter_map(|section| section.split_once("]\n")).map(|(name, text)| (name, lines(text))).collect()
});

/// A section of the file, line by line.
pub fn words(section: &str) -> impl Iterator<Item = &'static str> {
    WORDS.get(section).into_iter().flatten().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_has_words_in_lower_case() {
        let asked = [
            "answered", "absences", "receipts", "received", "returned", "late", "wrote", "from", "sent", "headings",
            "added",
        ];
        for section in asked {
            assert!(words(section).count() > 3, "{section}");
            assert!(words(section).all(|word| word == word.to_lowercase()), "{section}");
        }
        // Ours end in one way in each language.
        assert_eq!(words("closings").count(), 3);
        assert!(words("closings").all(|word| word == word.to_lowercase()));
        assert_eq!(WORDS.len(), asked.len() + 1);
    }
}
