//! A text as it is kept: the canonical JSON of now, and the first form there was, whose hashes stay what they are.

use crate::markup;
use procedure::{
    Part, PartId, Section, Text,
    text::{FORM, Inline},
};
use serde::Deserialize;

/// A section of the first form: its text as people typed it, with the little that [`markup`] knows.
#[derive(Deserialize)]
struct FirstSection {
    id: PartId,
    heading: String,
    body: String,
}

/// The text that some stored JSON is. `None` where it is none, and where it is of a form after [`FORM`].
pub fn text(json: &str) -> Option<Text> {
    // A list of sections was the first form; an object says itself which form it has.
    if !json.trim_start().starts_with('[') {
        return serde_json::from_str::<Text>(json).ok().filter(|text| text.form() <= FORM);
    }
    let part = |section: FirstSection| {
        let heading = vec![Inline::plain(section.heading)];
        let body = markup::body(&section.body);
        Part::Section(Section { id: section.id, heading, body, ..Section::default() })
    };
    let sections: Vec<FirstSection> = serde_json::from_str(json).ok()?;
    Some(Text::of(sections.into_iter().map(part).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes as the first form had them.
    const FIRST: &str = r#"[{"id":"s1-1","kind":"section","heading":"Mål","body":"Vi vil:\n- bygge **mer** veg\n- rive\n\nOg så\nvidare."}]"#;

    #[test]
    fn the_first_form_is_read_as_it_was_shown() {
        let read = text(FIRST).unwrap();
        assert_eq!(read.parts[0].title(), "Mål");
        assert_eq!(read.parts[0].plain(), "Vi vil:\n\n- bygge mer veg\n- rive\n\nOg så\nvidare.");
    }

    #[test]
    fn a_tree_is_read_and_one_of_a_later_form_is_not() {
        let read = text(FIRST).unwrap();
        assert_eq!(text(&read.canonical()), Some(read.clone()));
        assert_eq!(text(&read.canonical().replace("\"v\":2", "\"v\":3")), None);
        assert_eq!(text("{}"), None);
    }
}
