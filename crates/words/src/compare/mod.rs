//! Any two versions of a text beside each other: what became of each section, its blocks, and the words in them.

mod block;
mod letters;
mod likeness;
mod line;
mod model;
mod order;
mod section;
mod table;
#[cfg(test)]
mod tests;

pub use model::{Became, Cell, Change, Compared, Comparison, Listed, Pictured, Piece, Row, Side, Stood, Tabled};
pub use model::{line_differs, words_differ};

use letters::seen;
use procedure::{
    Part, Section, Text,
    text::{Block, Inline},
};
use section::Sections;
use std::collections::{BTreeMap, HashMap};

/// What became of a text.
pub fn texts(before: &Text, after: &Text) -> Comparison {
    let sections = Sections::of(before, after);
    let mut bodies = Bodies::of(before, after, &sections);
    let (ours, theirs) = (before.numbers(), after.numbers());
    let moved = moved(&sections);
    let (mut split, mut merged) = (led_to(&sections.split_from), led_to(&sections.merged_into));
    let was = |at: usize| Stood { at, number: ours[at].clone(), part: before.parts[at].clone() };
    let is = |at: usize| Stood { at, number: theirs[at].clone(), part: after.parts[at].clone() };
    let mut found = Vec::new();
    let gone_first = (0..before.parts.len()).take_while(|at| sections.after[*at].is_none());
    let gone = |at: usize, bodies: &mut Bodies| {
        let body = std::mem::take(&mut bodies.gone[at]);
        let became = sections.merged_into[at].map_or(Became::Gone, Became::MergedInto);
        section(Some(was(at)), None, vec![became], body)
    };
    found.extend(gone_first.map(|at| gone(at, &mut bodies)));
    for (at, is_moved) in moved.into_iter().enumerate() {
        let body = std::mem::take(&mut bodies.stand[at]);
        let mut became = Vec::new();
        let before_at = sections.before[at];
        match (before_at, sections.split_from[at]) {
            (None, None) => became.push(Became::New),
            (None, Some(place)) => became.push(Became::SplitFrom(place)),
            (Some(_), _) => {}
        }
        if is_moved {
            became.push(Became::Moved);
        }
        became.extend(before_at.and_then(|place| split.remove(&place)).map(Became::SplitInto));
        became.extend(merged.remove(&at).map(Became::MergedFrom));
        found.push(section(before_at.map(was), Some(is(at)), became, body));
        // What is gone is told after what it stood after.
        let next = before_at.map_or(0..0, |place| place + 1..before.parts.len());
        let behind = next.take_while(|place| sections.after[*place].is_none());
        found.extend(behind.map(|place| gone(place, &mut bodies)));
    }
    Comparison { sections: found }
}

/// Two plain texts, by words where little changed.
pub fn plain(before: &str, after: &str) -> Vec<Piece> {
    line::compared(&[Inline::plain(before)], &[Inline::plain(after)], block::bodies)
}

/// By places after: whether a section stands in another order among those it was among.
fn moved(sections: &Sections) -> Vec<bool> {
    let paired: Vec<(usize, usize)> =
        sections.before.iter().enumerate().filter_map(|(at, place)| Some((at, (*place)?))).collect();
    let outside = order::outside_longest_run(&paired.iter().map(|(_, place)| *place).collect::<Vec<_>>());
    let mut moved = vec![false; sections.before.len()];
    for ((at, _), outside) in paired.into_iter().zip(outside) {
        moved[at] = outside;
    }
    moved
}

/// Places by what they lead to.
fn led_to(places: &[Option<usize>]) -> HashMap<usize, Vec<usize>> {
    let mut found: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, place) in places.iter().enumerate() {
        if let Some(place) = place {
            found.entry(*place).or_default().push(at);
        }
    }
    found
}

fn section(before: Option<Stood>, after: Option<Stood>, mut became: Vec<Became>, body: Vec<Change>) -> Compared {
    let heading = |stood: &Option<Stood>| -> Vec<Inline> {
        stood.as_ref().map(|stood| section_of(&stood.part).heading.clone()).unwrap_or_default()
    };
    let heading = line::compared(&heading(&before), &heading(&after), block::bodies);
    if let (Some(was), Some(is)) = (&before, &after) {
        // A number that was typed with the heading and one that stands by itself are read alike.
        let read = |stood: &Stood| seen(&format!("{} {}", stood.number, stood.part.title()));
        let named = |stood: &Stood| seen(&stood.part.title());
        let same = read(was) == read(is);
        became.extend((!same && named(was) != named(is)).then_some(Became::Renamed));
        became.extend((!same && seen(&was.number) != seen(&is.number)).then_some(Became::Renumbered));
    }
    let both = before.as_ref().zip(after.as_ref());
    let in_parts = became.iter().any(|became| matches!(became, Became::SplitFrom(_)));
    let level = both.is_some_and(|(was, is)| section_of(&was.part).level != section_of(&is.part).level);
    if words_differ(&body) {
        became.extend((both.is_some() || in_parts).then_some(Became::Changed));
    } else if level || model::marks_differ(&body) || model::line_stands_out(&heading) {
        became.push(Became::Formatted);
    }
    Compared { before, after, became, heading, body }
}

fn section_of(part: &Part) -> &Section {
    match part {
        Part::Section(section) => section,
    }
}

/// What became of the blocks: of sections that stand, by their places after; of those gone, by their places before.
struct Bodies {
    stand: Vec<Vec<Change>>,
    gone: Vec<Vec<Change>>,
}

impl Bodies {
    fn of(before: &Text, after: &Text, sections: &Sections) -> Self {
        let mut bodies =
            Self { stand: vec![Vec::new(); after.parts.len()], gone: vec![Vec::new(); before.parts.len()] };
        for (ours, theirs) in together(sections) {
            bodies.compare(before, after, sections, &ours, &theirs);
        }
        bodies
    }

    /// Blocks of sections that belong together are compared in one row, so that what went from one to another is found.
    fn compare(&mut self, before: &Text, after: &Text, sections: &Sections, ours: &[usize], theirs: &[usize]) {
        let (was, is) = (blocks(ours, before), blocks(theirs, after));
        let (one, other): (Vec<&Block>, Vec<&Block>) =
            (was.iter().map(|(_, block)| *block).collect(), is.iter().map(|(_, block)| *block).collect());
        for place in block::places(&one, &other) {
            let changes = block::at(&one, &other, place);
            match place {
                (_, Some(at)) => self.stand[is[at].0].extend(changes),
                (Some(at), None) => {
                    let from = was[at].0;
                    match sections.after[from].or(sections.merged_into[from]) {
                        Some(to) => self.stand[to].extend(changes),
                        None => self.gone[from].extend(changes),
                    }
                }
                (None, None) => {}
            }
        }
    }
}

/// The blocks of some sections, each with its section's place.
fn blocks<'a>(places: &[usize], text: &'a Text) -> Vec<(usize, &'a Block)> {
    places.iter().flat_map(|at| section_of(&text.parts[*at]).body.iter().map(|block| (*at, block))).collect()
}

/// Sections that are one, or a part of one another: places before and places after.
fn together(sections: &Sections) -> Vec<(Vec<usize>, Vec<usize>)> {
    // Each place after belongs to a group, named by its first member; places before follow the group they lead to.
    let (ours, theirs) = (sections.after.len(), sections.before.len());
    let mut group: Vec<usize> = (0..ours + theirs).collect();
    let find = |group: &Vec<usize>, mut at: usize| {
        while group[at] != at {
            at = group[at];
        }
        at
    };
    let paired = sections.before.iter().zip(&sections.split_from).enumerate();
    let links = paired.filter_map(|(at, (pair, split))| Some((pair.or(*split)?, ours + at)));
    let merged = sections.merged_into.iter().enumerate().filter_map(|(at, place)| Some((at, ours + (*place)?)));
    for (one, other) in links.chain(merged) {
        let (one, other) = (find(&group, one), find(&group, other));
        group[one.max(other)] = one.min(other);
    }
    let mut groups: BTreeMap<usize, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for at in 0..ours + theirs {
        let (before, after) = groups.entry(find(&group, at)).or_default();
        if at < ours { before.push(at) } else { after.push(at - ours) }
    }
    groups.into_values().collect()
}
