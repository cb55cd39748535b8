//! What a line looks like, when nothing but its shape says whether it is a heading.

/// The ways an unmarked line can look like a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heading {
    /// `2.3 Aims` or `§ 4 Aims`, with the number of levels: 2 and 1.
    Numbered {
        depth: usize,
        paragraph: bool,
    },
    Capitals,
    /// A short line without an end mark: a heading only when it stands alone and text follows.
    Short,
}

const LONGEST_MARKED: usize = 120;
const LONGEST_SHORT: usize = 90;
const MOST_WORDS: usize = 12;
/// Words that, before a number, make a line a page number.
const PAGE_WORDS: [&str; 2] = ["side", "page"];

/// The line without blanks around it and without bold marks around the whole of it.
pub fn bare(line: &str) -> &str {
    let line = line.trim();
    ["**", "__"]
        .iter()
        .find_map(|mark| line.strip_prefix(mark)?.strip_suffix(mark))
        .map(str::trim)
        .filter(|inner| !inner.is_empty() && !inner.contains("**"))
        .unwrap_or(line)
}

pub fn heading(line: &str) -> Option<Heading> {
    let text = bare(line);
    if !may_name(line) || text.chars().count() > LONGEST_MARKED || is_page_number(text) {
        return None;
    }
    if let Some(numbered) = numbered(text) {
        return Some(numbered);
    }
    if is_capitals(text) {
        return Some(Heading::Capitals);
    }
    let first = text.chars().find(|letter| letter.is_alphanumeric())?;
    let short = text.chars().count() <= LONGEST_SHORT && text.split_whitespace().count() <= MOST_WORDS;
    let named = text.chars().any(char::is_alphabetic) && (first.is_uppercase() || first.is_ascii_digit());
    (short && named).then_some(Heading::Short)
}

/// Whether the line may stand in a title: like a heading, but a year alone will do.
pub fn may_stand_in_title(line: &str) -> bool {
    let text = bare(line);
    may_name(line)
        && text.chars().count() <= LONGEST_MARKED
        && text.split_whitespace().count() <= MOST_WORDS
        && text.chars().find(|letter| letter.is_alphanumeric()).is_some_and(|first| !first.is_lowercase())
}

/// Neither a sentence, a list item, a table row, an address nor a line of a table of contents.
fn may_name(line: &str) -> bool {
    let text = bare(line);
    !text.is_empty()
        && !is_list_item(line)
        && !text.trim_end_matches(['»', '”', '"']).ends_with(['.', ':', ';', ',', '!', '…'])
        && !text.contains(['|', '\t', '@'])
        && !["://", "....", "……", ". . .", "**"].iter().any(|mark| text.contains(mark))
        && quotes_close(text)
}

pub fn is_list_item(line: &str) -> bool {
    let line = line.trim_start();
    let marks = ['-', '–', '—', '•', '·', '*', '▪', '◦', '●', '\u{F0B7}', '\u{F0A7}'];
    line.strip_prefix(marks).is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
}

/// `7`, `– 7 –`, `7/12`, or a page word with a number: `Page 7 of 12`.
pub fn is_page_number(line: &str) -> bool {
    let text = bare(line);
    let mut words = text.split_whitespace();
    let page_word = words.next().is_some_and(|word| PAGE_WORDS.contains(&word.to_lowercase().as_str()));
    let numbered = words.next().is_some_and(|word| word.starts_with(|letter: char| letter.is_ascii_digit()));
    if page_word && numbered && words.count() <= 2 {
        return true;
    }
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (1..=8).contains(&digits)
        && text.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, ' ' | '-' | '–' | '/'))
        && text.split(|letter: char| !letter.is_ascii_digit()).all(|number| number.len() <= 3)
}

/// Whether a sentence ends with this line.
pub fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['*', '_', '»', '”', '"', ')', ' ']).ends_with(['.', ':', ';', '!', '?'])
}

pub fn begins_inside_sentence(line: &str) -> bool {
    line.trim_start().starts_with(char::is_lowercase)
}

fn numbered(text: &str) -> Option<Heading> {
    let (paragraph, rest) = text.strip_prefix('§').map_or((false, text), |rest| (true, rest.trim_start()));
    let end = rest.find(|letter: char| !letter.is_ascii_digit() && !matches!(letter, '.' | '-' | '–'));
    let (number, name) = rest.split_at(end.unwrap_or(rest.len()));
    let number = number.strip_suffix('.').unwrap_or(number);
    let parts: Vec<&str> = number.split(['.', '-', '–']).collect();
    if parts.iter().any(|part| part.is_empty() || part.len() > 3) {
        return None;
    }
    let named = name.starts_with(char::is_whitespace)
        && name.trim_start().starts_with(|letter: char| letter.is_uppercase() || matches!(letter, '«' | '“' | '"'));
    (named || (paragraph && name.is_empty())).then_some(Heading::Numbered { depth: parts.len(), paragraph })
}

fn is_capitals(text: &str) -> bool {
    text.chars().filter(|letter| letter.is_uppercase()).count() >= 3 && !text.chars().any(char::is_lowercase)
}

fn quotes_close(text: &str) -> bool {
    let count = |marks: &[char]| text.chars().filter(|letter| marks.contains(letter)).count();
    count(&['«']) == count(&['»']) && count(&['“', '”', '„']) % 2 == 0 && count(&['"']) % 2 == 0
}
