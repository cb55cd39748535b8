//! The blocks of two bodies: those that are one block are compared inside, the others stand whole.

use super::{
    letters::seen,
    likeness::Grams,
    line::{self, compared},
    model::{Change, Listed, Pictured, Side, marks_differ, words_differ},
    order::{Place, pairs},
    table,
};
use procedure::text::{Block, Figure, List, plain_blocks};
use std::mem::{Discriminant, discriminant};

/// As like must two blocks be to be one that was changed.
const LEAST: f64 = 0.25;

/// What became of the blocks of a body.
pub fn bodies(before: &[Block], after: &[Block]) -> Vec<Change> {
    let (ours, theirs): (Vec<&Block>, Vec<&Block>) = (before.iter().collect(), after.iter().collect());
    places(&ours, &theirs).into_iter().flat_map(|place| at(&ours, &theirs, place)).collect()
}

/// Which blocks belong together.
pub fn places(before: &[&Block], after: &[&Block]) -> Vec<Place> {
    let keys = |blocks: &[&Block]| blocks.iter().map(|block| key(block)).collect::<Vec<_>>();
    let (ours, theirs) = (keys(before), keys(after));
    let grams = |keys: &[Key]| keys.iter().map(|(_, words)| Grams::of(words)).collect::<Vec<_>>();
    let (our_grams, their_grams) = (grams(&ours), grams(&theirs));
    let like = |one: usize, other: usize| match (before[one], after[other]) {
        (Block::Figure(one), Block::Figure(other)) if one.image == other.image => 1.0,
        _ if ours[one].0 != theirs[other].0 => 0.0,
        _ => our_grams[one].like(&their_grams[other]),
    };
    pairs(&ours, &theirs, LEAST, like)
}

type Key = (Discriminant<Block>, String);

fn key(block: &Block) -> Key {
    let words = seen(&plain_blocks(std::slice::from_ref(block)));
    match block {
        // A picture without words is told by itself.
        Block::Figure(figure) if words.is_empty() => (discriminant(block), figure.image.to_string()),
        _ => (discriminant(block), words),
    }
}

/// What became of the blocks at a place.
pub fn at(before: &[&Block], after: &[&Block], place: Place) -> Vec<Change> {
    match place {
        (Some(one), Some(other)) => both(before[one], after[other]),
        (Some(one), None) => vec![Change::Whole(Side::Before, before[one].clone())],
        (None, Some(other)) => vec![Change::Whole(Side::After, after[other].clone())],
        (None, None) => Vec::new(),
    }
}

fn both(before: &Block, after: &Block) -> Vec<Change> {
    let same = || vec![Change::Whole(Side::Both, after.clone())];
    let apart = || vec![Change::Whole(Side::Before, before.clone()), Change::Whole(Side::After, after.clone())];
    if before == after {
        return same();
    }
    let change = match (before, after) {
        (Block::Para { text: was }, Block::Para { text: is }) => {
            let pieces = compared(was, is, bodies);
            if line::is_anew(&pieces) {
                return apart();
            }
            Change::Para(pieces)
        }
        (Block::List(was), Block::List(is)) => Change::List(lists(was, is)),
        (Block::Quote { body: was }, Block::Quote { body: is }) => Change::Quote(bodies(was, is)),
        (Block::Figure(was), Block::Figure(is)) => Change::Figure(figures(was, is)),
        (Block::Table(was), Block::Table(is)) => match table::compared(was, is, bodies) {
            Some(table) => Change::Table(table),
            None => return apart(),
        },
        _ => return apart(),
    };
    let change = vec![change];
    if words_differ(&change) || marks_differ(&change) { change } else { same() }
}

fn lists(before: &List, after: &List) -> Listed {
    let words = |list: &List| list.items.iter().map(|item| seen(&plain_blocks(item))).collect::<Vec<_>>();
    let (ours, theirs) = (words(before), words(after));
    let grams = |words: &[String]| words.iter().map(|words| Grams::of(words)).collect::<Vec<_>>();
    let (our_grams, their_grams) = (grams(&ours), grams(&theirs));
    let like = |one: usize, other: usize| our_grams[one].like(&their_grams[other]);
    let whole = |side: Side, item: &[Block]| item.iter().map(|block| Change::Whole(side, block.clone())).collect();
    let item = |place: Place| match place {
        (Some(one), Some(other)) => (Side::Both, bodies(&before.items[one], &after.items[other])),
        (Some(one), None) => (Side::Before, whole(Side::Before, &before.items[one])),
        (None, Some(other)) => (Side::After, whole(Side::After, &after.items[other])),
        (None, None) => (Side::Both, Vec::new()),
    };
    let items = pairs(&ours, &theirs, LEAST, like).into_iter().map(item).collect();
    Listed { before: (before.mark, before.start), after: (after.mark, after.start), items }
}

fn figures(before: &Figure, after: &Figure) -> Pictured {
    Pictured {
        alt: super::plain(&before.alt, &after.alt),
        caption: compared(&before.caption, &after.caption, bodies),
        before: before.clone(),
        after: after.clone(),
    }
}
