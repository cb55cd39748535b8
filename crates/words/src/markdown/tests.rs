//! Texts of every shape: their canonical form, and that what is written is read as what it was.

use super::{LineEnd, body, line, read, read_line, whole};
use procedure::{
    Hash, Part, PartId, Section, Text,
    text::{Align, Block, Cell, Figure, Inline, List, ListMark, Mark, Number, Run, Table},
};
use proptest::prelude::*;
use std::sync::LazyLock;

/// Letters that trouble writers of text: marks, blanks of several sorts, letters in two pieces, line breaks.
fn letters() -> impl Strategy<Value = String> {
    "[a-zæøåA-Z0-9 \n\t\u{a0}*_\\[\\]()<>#|&.!~^`:§\\\\-]{0,14}|a\u{30a}|b\\)|1\\. x|- x|<b>|&amp;"
}

fn mark() -> impl Strategy<Value = Mark> {
    prop_oneof![Just(Mark::Bold), Just(Mark::Italic), Just(Mark::Sub), Just(Mark::Super)]
}

fn run() -> impl Strategy<Value = Inline> {
    let link = prop_oneof![4 => Just(None), 1 => "https://[a-z]{1,8}\\.no/[a-z()%?=&*_]{0,6}".prop_map(Some)];
    (letters(), prop::collection::btree_set(mark(), 0..3), link)
        .prop_map(|(text, marks, link)| Inline::Run(Run { text, marks, link }))
}

fn inlines() -> impl Strategy<Value = Vec<Inline>> {
    let note = prop::collection::vec(run(), 1..3).prop_map(|text| Inline::Note { note: vec![Block::Para { text }] });
    prop::collection::vec(prop_oneof![6 => run(), 1 => note], 0..5)
}

fn list_mark() -> impl Strategy<Value = ListMark> {
    use ListMark as M;
    prop_oneof![
        4 => Just(M::Bullet),
        2 => Just(M::Decimal),
        2 => Just(M::LowerParenthesis),
        1 => prop::sample::select(vec![M::DecimalParenthesis, M::Lower, M::Upper, M::UpperParenthesis, M::LowerRoman,
            M::LowerRomanParenthesis, M::UpperRoman, M::UpperRomanParenthesis]),
    ]
}

fn table() -> impl Strategy<Value = Block> {
    let align = prop::sample::select(vec![Align::Usual, Align::Left, Align::Centre, Align::Right]);
    let cell = (1..3_u32, 1..3_u32, inlines()).prop_map(|(cols, rows, text)| Cell { cols, rows, text });
    let rows = prop::collection::vec(prop::collection::vec(cell, 0..4), 1..4);
    (0..3_u32, prop::collection::vec(align, 1..4), rows)
        .prop_map(|(head, align, rows)| Block::Table(Table { head, align, rows }))
}

fn block() -> impl Strategy<Value = Block> {
    let figure = ("[ -~]{0,9}", inlines())
        .prop_map(|(alt, caption)| Block::Figure(Figure { image: Hash::of(alt.as_bytes()), alt, caption }));
    let leaf = prop_oneof![5 => inlines().prop_map(|text| Block::Para { text }), 1 => table(), 1 => figure];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let item = prop::collection::vec(inner.clone(), 0..3);
        prop_oneof![
            3 => (list_mark(), 1..40_u32, prop::collection::vec(item, 1..4))
                .prop_map(|(mark, start, items)| Block::List(List { mark, start, items })),
            1 => prop::collection::vec(inner, 1..3).prop_map(|body| Block::Quote { body }),
        ]
    })
}

prop_compose! {
    /// A section of any shape, as it may come in.
    fn section()(
        level in 1..=6_u8,
        number in prop_oneof![Just(None), Just(Some(Number::Automatic)), "§ [0-9]{1,2} b\\)".prop_map(|n| Some(Number::Written(n)))],
        heading in prop::collection::vec(run(), 0..3),
        body in prop::collection::vec(block(), 0..5),
    ) -> Part {
        Part::Section(Section { id: PartId::from("s1-1"), level, number, heading, body })
    }
}

proptest! {
    #[test]
    fn the_canonical_form_is_its_own(part in section()) {
        let text = Text::of(vec![part]);
        prop_assert_eq!(Text::of(text.parts.clone()), text);
    }

    #[test]
    fn what_is_stored_is_read_back(part in section()) {
        let text = Text::of(vec![part]);
        let read: Text = serde_json::from_str(&text.canonical()).unwrap();
        prop_assert_eq!(read, text);
    }

    #[test]
    fn every_row_fills_its_columns(block in table()) {
        let text = Text::of(vec![Part::Section(Section { body: vec![block], ..Section::default() })]);
        for part in &text.parts {
            let Part::Section(section) = part;
            for block in &section.body {
                let Block::Table(table) = block else { continue };
                prop_assert!(table.grid().iter().flatten().all(Option::is_some));
            }
        }
    }
}

fn sections_of(text: &Text) -> Vec<Section> {
    text.parts.iter().map(|Part::Section(section)| section.clone()).collect()
}

fn without_notes(inlines: &[Inline]) -> Vec<Inline> {
    inlines.iter().filter(|inline| matches!(inline, Inline::Run(_))).cloned().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn what_is_written_is_read_as_what_it_was(part in section()) {
        let text = Text::of(vec![part]);
        let [section] = &sections_of(&text)[..] else { panic!("one section") };
        let written = body(&section.body);
        let read = read(&written, LineEnd::Break);
        let mut read = read.into_iter().map(|one| Part::Section(Section { id: section.id.clone(), number: section.number.clone(), level: section.level, heading: section.heading.clone(), ..one }));
        let read = Text::of(read.next().into_iter().collect());
        if !section.body.is_empty() {
            prop_assert_eq!(&read, &text, "\n{}\n", written);
        }
    }

    #[test]
    fn a_whole_text_is_read_as_what_it_was(first in section(), second in section()) {
        let noted = |part: Part| match part {
            Part::Section(section) => Part::Section(Section { heading: without_notes(&section.heading), ..section }),
        };
        let text = Text::of(vec![noted(first), noted(second)]);
        let written = whole(&sections_of(&text));
        let read = Text::of(read(&written, LineEnd::Break).into_iter().map(Part::Section).collect());
        prop_assert_eq!(&read, &text, "\n{}\n", written);
    }

    #[test]
    fn a_heading_is_read_as_what_it_was(part in section()) {
        let text = Text::of(vec![part]);
        let heading = without_notes(&sections_of(&text)[0].heading);
        let of = |heading: Vec<Inline>| Text::of(vec![Part::Section(Section { heading, ..Section::default() })]);
        let written = line(&heading);
        prop_assert_eq!(of(read_line(&written)), of(heading), "{}", written);
    }

    #[test]
    fn anything_typed_can_be_read(text in "\\PC{0,60}") {
        let read = read(&text, LineEnd::Break);
        let once = Text::of(read.into_iter().map(Part::Section).collect());
        prop_assert_eq!(Text::of(once.parts.clone()), once);
    }
}

fn bodies(text: &str) -> Vec<Block> {
    let text = Text::of(read(text, LineEnd::Break).into_iter().map(Part::Section).collect());
    sections_of(&text).into_iter().flat_map(|section| section.body).collect()
}

#[test]
fn lines_by_letters_are_a_list() {
    let list = |mark, start, items: &[&str]| {
        let items = items.iter().map(|text| vec![Block::para(*text)]).collect();
        Block::List(List { mark, start, items })
    };
    let read = bodies("Vi vil:\na) måle\nb) veie\nc) telle");
    assert_eq!(read, [Block::para("Vi vil:"), list(ListMark::LowerParenthesis, 1, &["måle", "veie", "telle"])]);
    assert_eq!(bodies("ii) to\niii) tre"), [list(ListMark::LowerRomanParenthesis, 2, &["to", "tre"])]);
    assert_eq!(bodies("a) alene"), [Block::para("a) alene")]);
    assert_eq!(bodies("a\\) nei\nb) ikke"), [Block::para("a) nei\nb) ikke")]);
    assert_eq!(bodies("A. Hansen\nB. Olsen"), [Block::para("A. Hansen\nB. Olsen")]);
}

#[test]
fn nothing_typed_becomes_a_tag_or_a_script() {
    let read = bodies("<script>x</script>\n\n[her](javascript:x) <img src=x onerror=y>");
    let Block::Para { text } = &read[1] else { panic!("{read:?}") };
    assert_eq!(read[0], Block::para("<script>x</script>"));
    assert!(text.iter().all(|inline| matches!(inline, Inline::Run(run) if run.link.is_none())), "{text:?}");
}

#[test]
fn a_table_keeps_its_merged_cells() {
    let written = "| Tiltak | < |\n| --- | --: |\n| Veg | 1 |\n| ^ | 2 |";
    let [Block::Table(table)] = &bodies(written)[..] else { panic!() };
    let spans: Vec<_> = table.rows.iter().flatten().map(|cell| (cell.cols, cell.rows)).collect();
    assert_eq!(spans, [(2, 1), (1, 2), (1, 1), (1, 1)]);
    assert_eq!(body(&[Block::Table(table.clone())]), written);
}

#[test]
fn what_people_read_is_what_they_wrote() {
    for text in ["Veg & bane: 1 < 2, 50 % (§ 4-2).", "kari_hansen@example.no", "Pris: 3 ~ 4 | 5", "Er det sant? Ja!"] {
        assert_eq!(body(&[Block::para(text)]), text);
    }
}

proptest! {
    #[test]
    fn what_is_stored_is_as_the_schema_says(part in section()) {
        static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
            let schema = serde_json::from_str(include_str!("../../../../docs/text.schema.json")).unwrap();
            jsonschema::validator_for(&schema).unwrap()
        });
        let text = Text::of(vec![part]).canonical();
        let stored: serde_json::Value = serde_json::from_str(&text).unwrap();
        let wrong: Vec<String> = SCHEMA.iter_errors(&stored).map(|wrong| wrong.to_string()).collect();
        prop_assert!(wrong.is_empty(), "{:?} in {}", wrong, text);
    }
}

#[test]
fn a_note_before_a_parenthesis_is_no_link() {
    let note = Inline::Note { note: vec![Block::para("SSB.")] };
    let para = Block::Para { text: vec![note, Inline::plain("(b)")] };
    assert_eq!(bodies(&body(std::slice::from_ref(&para))), [para]);
}

/// Short rows are filled with empty cells: a few kilobytes are hundreds of thousands of them.
#[test]
fn a_table_is_read_in_time_that_grows_with_its_cells() {
    let wide = |cell: &str, columns: usize| format!("{}|\n", format!("|{cell}").repeat(columns));
    let text = wide("a", 700) + &wide("-", 700) + &"|a|\n".repeat(600);
    let started = std::time::Instant::now();
    let [Block::Table(table)] = &bodies(&text)[..] else { panic!() };
    assert_eq!(table.rows.len(), 601);
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}
