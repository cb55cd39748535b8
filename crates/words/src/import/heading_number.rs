//! The numbers of headings: written before them, counted by a word processor, or part of their letters.

use procedure::{
    Part, Section, Text,
    text::{Inline, Number, Run},
};

/// A heading's number and the rest of it: what a word processor counts, and what people typed that looks like a number.
pub fn taken(shown: &str, heading: Vec<Inline>) -> (Option<Number>, Vec<Inline>) {
    if !shown.is_empty() {
        return (Some(Number::Written(shown.to_owned())), heading);
    }
    let mut heading = joined(heading);
    let Some(Inline::Run(Run { text, link: None, .. })) = heading.first_mut() else { return (None, heading) };
    let Some((number, rest)) = apart(text) else { return (None, heading) };
    let number = Number::Written(number.to_owned());
    *text = rest.to_owned();
    (Some(number), heading)
}

/// Runs that look alike as one: a number and its heading may have come in two.
fn joined(heading: Vec<Inline>) -> Vec<Inline> {
    let mut joined: Vec<Inline> = Vec::new();
    for inline in heading {
        match (joined.last_mut(), inline) {
            (Some(Inline::Run(last)), Inline::Run(run)) if last.is_like(&run) => last.text.push_str(&run.text),
            (_, inline) => joined.push(inline),
        }
    }
    joined
}

/// What stands before the number of a part.
const PARTS: [&str; 6] = ["Del ", "Kapittel ", "Kap. ", "Vedlegg ", "Artikkel ", "Avsnitt "];

/// A number and what stands after it: «3», «3.2», «§ 4», «§ 4 b)», «§ 11-3», «Del II».
fn apart(text: &str) -> Option<(&str, &str)> {
    if let Some(part) = PARTS.iter().find(|part| text.starts_with(**part)) {
        let (sign, rest) = text[part.len()..].split_once(' ')?;
        let numeral =
            |sign: &str| !sign.is_empty() && sign.bytes().all(|c| b"IVXLC".contains(&c) || c.is_ascii_digit());
        let number = &text[..part.len() + sign.len()];
        return (numeral(sign.trim_end_matches(['.', ':'])) && !rest.trim().is_empty()).then_some((number, rest));
    }
    let paragraph = text.starts_with('§');
    let from = if paragraph { text.len() - text.trim_start_matches(['§', ' ', '\u{a0}']).len() } else { 0 };
    let body = &text[from..];
    let mut end = body.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-')).unwrap_or(body.len());
    let parts = body[..end].trim_end_matches('.').split(['.', '-']);
    let longest = if paragraph { 3 } else { 2 };
    // A year is no number of a heading.
    if end == 0 || !parts.clone().all(|part| (1..=longest).contains(&part.len())) {
        return None;
    }
    let rest = &body[end..];
    let letter = rest.strip_prefix(' ').unwrap_or(rest).as_bytes();
    if paragraph && letter.len() > 1 && letter[0].is_ascii_lowercase() && letter[1] == b')' {
        end = body.len() - (letter.len() - 2);
    }
    let rest = text[from + end..].strip_prefix([' ', '\t', '\u{a0}'])?;
    (!rest.trim().is_empty()).then(|| (&text[..from + end], rest))
}

/// A number as letters before a line.
pub fn numbered(number: &str, mut line: Vec<Inline>) -> Vec<Inline> {
    if !number.is_empty() {
        line.insert(0, Inline::plain(format!("{number} ")));
    }
    line
}

/// Where the numbers are just what counting the levels gives, they are counted, so that they follow when the text changes.
pub fn counted(sections: Vec<Section>) -> Vec<Section> {
    let automatic = |section: &Section| {
        let number = section.number.as_ref().map(|_| Number::Automatic);
        Part::Section(Section { number, ..section.clone() })
    };
    let numbers = Text::of(sections.iter().map(automatic).collect()).numbers();
    let same = |(section, number): (&Section, &String)| match &section.number {
        Some(Number::Written(written)) => written == number,
        Some(Number::Automatic) | None => true,
    };
    if !sections.iter().zip(&numbers).all(same) {
        return sections;
    }
    let count = |section: Section| Section { number: section.number.map(|_| Number::Automatic), ..section };
    sections.into_iter().map(count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_letters() {
        let cases = [
            ("3.2 Mål", Some(("3.2", "Mål"))),
            ("1. Innledning", Some(("1.", "Innledning"))),
            ("§ 4 b) Formål", Some(("§ 4 b)", "Formål"))),
            ("§ 11-3 Innkalling", Some(("§ 11-3", "Innkalling"))),
            ("2026 er året", None),
            ("3", None),
            ("Del II Mål", Some(("Del II", "Mål"))),
            ("Vedlegg 2: Kart", Some(("Vedlegg 2:", "Kart"))),
            ("Del av planen", None),
            ("Del II", None),
            ("12.10.2026 Møtet", None),
        ];
        for (text, wanted) in cases {
            assert_eq!(apart(text), wanted, "{text}");
        }
    }
}
