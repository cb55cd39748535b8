//! Any two texts: what was taken out and what stands is the first, what was put in and what stands is the second.

use super::*;
use procedure::{
    Hash,
    text::{Align, Cell as TextCell, Figure, List, ListMark, Mark, Run, Table, plain_of},
};
use proptest::{collection::vec, prelude::*};

/// What is read of some blocks, line by line, as it is seen.
fn lines(blocks: &[Block], found: &mut Vec<String>) {
    let line = |text: &[Inline], found: &mut Vec<String>| {
        found.push(seen(&plain_of(text)));
        for inline in text {
            if let Inline::Note { note } = inline {
                lines(note, found);
            }
        }
    };
    for block in blocks {
        match block {
            Block::Para { text } => line(text, found),
            Block::List(list) => list.items.iter().for_each(|item| lines(item, found)),
            Block::Table(table) => table.rows.iter().flatten().for_each(|cell| line(&cell.text, found)),
            Block::Figure(figure) => {
                found.push(seen(&format!("{} {}", figure.image, figure.alt)));
                line(&figure.caption, found);
            }
            Block::Quote { body } => lines(body, found),
        }
    }
}

/// The same of one side of a comparison.
fn told(changes: &[Change], of: Side, found: &mut Vec<String>) {
    for change in changes {
        match change {
            Change::Whole(side, block) if side.stands_in(of) => lines(std::slice::from_ref(block), found),
            Change::Whole(..) => {}
            Change::Para(pieces) => told_line(pieces, of, found),
            Change::List(list) => {
                let items = list.items.iter().filter(|(side, _)| side.stands_in(of));
                items.for_each(|(_, item)| told(item, of, found));
            }
            Change::Table(table) => table.cells.iter().for_each(|cell| told_line(&cell.text, of, found)),
            Change::Figure(figure) => {
                let own = if of == Side::Before { &figure.before } else { &figure.after };
                let mut alt = Vec::new();
                told_line(&figure.alt, of, &mut alt);
                found.push(seen(&format!("{} {}", own.image, alt.concat())));
                told_line(&figure.caption, of, found);
            }
            Change::Quote(quoted) => told(quoted, of, found),
        }
    }
}

fn told_line(pieces: &[Piece], of: Side, found: &mut Vec<String>) {
    let letters = |piece: &Piece| match piece {
        Piece::Run(side, run) if side.stands_in(of) => run.text.clone(),
        Piece::Formatted { before, after } => {
            let runs = if of == Side::Before { before } else { after };
            runs.iter().map(|run| run.text.as_str()).collect()
        }
        Piece::Run(..) | Piece::Note(..) => String::new(),
    };
    found.push(seen(&pieces.iter().map(letters).collect::<String>()));
    for piece in pieces {
        if let Piece::Note(side, note) = piece
            && side.stands_in(of)
        {
            told(note, of, found);
        }
    }
}

fn without_empty(mut found: Vec<String>) -> Vec<String> {
    found.retain(|line| !line.is_empty());
    found
}

/// Headings and lines of a text, sections in any order: one that was moved stands where it stands after.
fn read_of(text: &Text) -> Vec<String> {
    let mut found = Vec::new();
    for part in &text.parts {
        found.push(seen(&part.title()));
        lines(&section_of(part).body, &mut found);
    }
    found.sort();
    without_empty(found)
}

fn side_of(comparison: &Comparison, side: Side) -> Vec<String> {
    let mut found = Vec::new();
    for section in &comparison.sections {
        told_line(&section.heading, side, &mut found);
        told(&section.body, side, &mut found);
    }
    found.sort();
    without_empty(found)
}

fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("veg"),
        Just("bane"),
        Just("fiber"),
        Just("og"),
        Just("skal bygges."),
        Just("Kommunene"),
        Just("52 000"),
        Just("52\u{a0}000"),
        Just("sam\u{ad}arbeid"),
        Just("1,5"),
        Just("a\u{30a}"),
        Just("å"),
        Just("\n"),
        Just("nær-\u{2011}"),
        Just("\u{200b}"),
        Just(" \u{202f}"),
        Just("("),
    ];
    vec(word, 0..8).prop_map(|words| words.join(" "))
}

fn inlines(notes: bool) -> BoxedStrategy<Vec<Inline>> {
    let marks = proptest::collection::btree_set(prop_oneof![Just(Mark::Bold), Just(Mark::Italic)], 0..2);
    let run = (words(), marks).prop_map(|(text, marks)| Inline::Run(Run { text, marks, link: None }));
    if !notes {
        return vec(run, 0..4).boxed();
    }
    let note = words().prop_map(|text| Inline::Note { note: vec![Block::para(text)] });
    vec(prop_oneof![4 => run, 1 => note], 0..4).boxed()
}

fn leaf() -> impl Strategy<Value = Block> {
    let cell = (1..3_u32, 1..3_u32, inlines(true)).prop_map(|(cols, rows, text)| TextCell { cols, rows, text });
    let table = (1..4_usize, vec(vec(cell, 0..4), 1..4), 0..2_u32)
        .prop_map(|(columns, rows, head)| Block::Table(Table { head, align: vec![Align::default(); columns], rows }));
    let picture = |(image, alt, caption): (bool, String, Vec<Inline>)| {
        let image = Hash(if image { "a" } else { "b" }.repeat(64));
        Block::Figure(Figure { image, alt, caption })
    };
    prop_oneof![
        3 => inlines(true).prop_map(|text| Block::Para { text }),
        1 => table,
        1 => (any::<bool>(), words(), inlines(false)).prop_map(picture),
    ]
}

fn blocks() -> impl Strategy<Value = Vec<Block>> {
    let nested = leaf().prop_recursive(2, 8, 3, |inner| {
        let mark = prop_oneof![Just(ListMark::Bullet), Just(ListMark::Lower)];
        let list = (mark, 1..3_u32, vec(vec(inner.clone(), 0..2), 1..4))
            .prop_map(|(mark, start, items)| Block::List(List { mark, start, items }));
        prop_oneof![list, vec(inner, 1..3).prop_map(|body| Block::Quote { body })]
    });
    vec(nested, 0..5)
}

fn text() -> impl Strategy<Value = Text> {
    let section = (0..6_u8, 1..3_u8, inlines(false), blocks()).prop_map(|(id, level, heading, body)| {
        Part::Section(Section { id: PartId(format!("s{id}")), level, number: None, heading, body })
    });
    vec(section, 0..5).prop_map(Text::of)
}

proptest! {
    #[test]
    fn each_side_of_a_comparison_is_the_text_it_is_of(before in text(), after in text()) {
        let comparison = texts(&before, &after);
        prop_assert_eq!(side_of(&comparison, Side::Before), read_of(&before));
        prop_assert_eq!(side_of(&comparison, Side::After), read_of(&after));
        let stand: Vec<usize> = comparison.sections.iter().filter_map(|one| Some(one.after.as_ref()?.at)).collect();
        prop_assert_eq!(stand, (0..after.parts.len()).collect::<Vec<_>>());
    }

    #[test]
    fn within_a_section_the_order_is_kept(before in blocks(), after in blocks()) {
        let of = |body: Vec<Block>| {
            let section = Section { id: PartId("s".to_owned()), body, ..Section::default() };
            Text::of(vec![Part::Section(section)])
        };
        let (before, after) = (of(before), of(after));
        let comparison = texts(&before, &after);
        for (side, text) in [(Side::Before, &before), (Side::After, &after)] {
            let (mut shown, mut read) = (Vec::new(), Vec::new());
            told(&comparison.sections[0].body, side, &mut shown);
            lines(&section_of(&text.parts[0]).body, &mut read);
            prop_assert_eq!(without_empty(shown), without_empty(read));
        }
    }

    #[test]
    fn a_text_beside_itself_is_unchanged(text in text()) {
        prop_assert_eq!(texts(&text, &text).changed().count(), 0);
    }
}
