//! What the canonical form promises.

use super::Block;
use super::{Inline, Mark, Number, Part, Section, Text};
use crate::PartId;

fn of(text: Vec<Inline>) -> String {
    let section = Section { id: PartId::from("s1-1"), body: vec![Block::Para { text }], ..Section::default() };
    Text::of(vec![Part::Section(section)]).canonical()
}

#[test]
fn what_nobody_can_tell_apart_is_the_same() {
    let bold = |text: &str| Inline::marked(text, [Mark::Bold]);
    assert_eq!(of(vec![Inline::plain("Å ta")]), of(vec![Inline::plain("A"), Inline::plain("\u{30a} ta ")]));
    assert_eq!(of(vec![bold("to "), bold("ord")]), of(vec![bold("to ord")]));
    assert_eq!(of(vec![bold("to "), Inline::plain("ord")]), of(vec![bold("to"), Inline::plain(" ord")]));
    assert_eq!(of(vec![Inline::plain("a \n\n b")]), of(vec![Inline::plain("a\nb")]));
}

#[test]
fn the_bytes_are_as_the_grammar_says() {
    let text =
        vec![Inline::plain("CO"), Inline::marked("2", [Mark::Sub]), Inline::Note { note: vec![Block::para("SSB.")] }];
    assert_eq!(
        of(text),
        r#"{"v":2,"parts":[{"kind":"section","id":"s1-1","body":[{"b":"para","text":[{"t":"CO"},{"t":"2","m":["sub"]},{"note":[{"b":"para","text":[{"t":"SSB."}]}]}]}]}]}"#
    );
}

#[test]
fn sections_are_counted_by_their_levels() {
    let at = |level, number| Part::Section(Section { level, number, ..Section::default() });
    let counted = || Some(Number::Automatic);
    let text = Text::of(vec![
        at(1, counted()),
        at(2, counted()),
        at(2, Some(Number::Written("§ 4 b)".to_owned()))),
        at(2, counted()),
        at(1, None),
        at(1, counted()),
        at(3, counted()),
    ]);
    assert_eq!(text.numbers(), ["1", "1.1", "§ 4 b)", "1.2", "", "2", "2.0.1"]);
}
