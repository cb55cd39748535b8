//! Which of two rows of things belong together, their order kept; and which of those that are paired were moved.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::{collections::HashMap, hash::Hash, ops::Range};

/// The most pairs of things that are tried between two that are alike: the time grows with their number
/// (`texts_beyond_measure_are_compared_in_time`).
pub const TRIED: usize = 40_000;

/// The most pairs of keys that are looked for as the same between two that are.
const LOOKED_FOR: usize = 4_000_000;
/// How often a stretch that is longer is cut at what stands once in it.
const CUTS: u32 = 8;

/// A stretch of two rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub same: bool,
    pub before: Range<usize>,
    pub after: Range<usize>,
}

/// Puts a step behind others; neighbours of one kind are one.
pub fn push(steps: &mut Vec<Step>, step: Step) {
    match steps.last_mut() {
        _ if step.before.is_empty() && step.after.is_empty() => {}
        Some(last) if last.same == step.same => {
            (last.before.end, last.after.end) = (step.before.end, step.after.end);
        }
        _ => steps.push(step),
    }
}

/// What of two rows is the same, in order.
pub fn steps<K: Hash + Eq>(before: &[K], after: &[K]) -> Vec<Step> {
    let mut rows = Rows { before, after, steps: Vec::new() };
    rows.walk(0..before.len(), 0..after.len(), CUTS);
    rows.steps
}

struct Rows<'a, K> {
    before: &'a [K],
    after: &'a [K],
    steps: Vec<Step>,
}

impl<K: Hash + Eq> Rows<'_, K> {
    fn add(&mut self, same: bool, before: Range<usize>, after: Range<usize>) {
        push(&mut self.steps, Step { same, before, after });
    }

    fn walk(&mut self, before: Range<usize>, after: Range<usize>, cuts: u32) {
        let (ours, theirs) = (&self.before[before.clone()], &self.after[after.clone()]);
        if ours.len().saturating_mul(theirs.len()) <= LOOKED_FOR {
            for op in capture_diff_slices(Algorithm::Patience, ours, theirs) {
                let moved = |range: Range<usize>, by: usize| range.start + by..range.end + by;
                let same = matches!(op, DiffOp::Equal { .. });
                self.add(same, moved(op.old_range(), before.start), moved(op.new_range(), after.start));
            }
            return;
        }
        let begin = ours.iter().zip(theirs).take_while(|(one, other)| one == other).count();
        let (ours, theirs) = (&ours[begin..], &theirs[begin..]);
        let end = ours.iter().rev().zip(theirs.iter().rev()).take_while(|(one, other)| one == other).count();
        let (mut one, mut other) = (before.start + begin, after.start + begin);
        self.add(true, before.start..one, after.start..other);
        let (last, their_last) = (before.end - end, after.end - end);
        if cuts > 0 && begin + end < before.len().min(after.len()) {
            for (at, place) in self.single(one..last, other..their_last) {
                self.walk(one..at, other..place, cuts - 1);
                self.add(true, at..at + 1, place..place + 1);
                (one, other) = (at + 1, place + 1);
            }
            if one > before.start + begin {
                self.walk(one..last, other..their_last, cuts - 1);
                (one, other) = (last, their_last);
            }
        }
        self.add(false, one..last, other..their_last);
        self.add(true, last..before.end, their_last..after.end);
    }

    /// What stands once in both stretches, in the same order in both.
    fn single(&self, before: Range<usize>, after: Range<usize>) -> Vec<(usize, usize)> {
        let (ours, theirs) = (once(self.before, before), once(self.after, after));
        let pair = |(key, at): (&K, Option<usize>)| Some((at?, (*theirs.get(key)?)?));
        let mut found: Vec<(usize, usize)> = ours.into_iter().filter_map(|(key, at)| pair((key, at))).collect();
        found.sort_unstable();
        let outside = outside_longest_run(&found.iter().map(|(_, place)| *place).collect::<Vec<_>>());
        found.into_iter().zip(outside).filter_map(|(pair, outside)| (!outside).then_some(pair)).collect()
    }
}

/// What stands once in a stretch, with its place; nothing for what stands there more often.
fn once<K: Hash + Eq>(row: &[K], stretch: Range<usize>) -> HashMap<&K, Option<usize>> {
    let mut places = HashMap::new();
    for at in stretch {
        places.entry(&row[at]).and_modify(|place| *place = None).or_insert(Some(at));
    }
    places
}

/// A place of each row, or of one of them.
pub type Place = (Option<usize>, Option<usize>);

/// Pairs those of the same key; among what is between, those most like each other, when they are at least `least`.
pub fn pairs<K: Hash + Eq>(before: &[K], after: &[K], least: f64, like: impl Fn(usize, usize) -> f64) -> Vec<Place> {
    let mut found = Vec::new();
    for step in steps(before, after) {
        if step.same {
            found.extend(step.before.zip(step.after).map(|(one, other)| (Some(one), Some(other))));
            continue;
        }
        let like = |one: usize, other: usize| like(step.before.start + one, step.after.start + other);
        let between = most_like(step.before.len(), step.after.len(), least, like);
        let moved = |(one, other): Place| (one.map(|n| n + step.before.start), other.map(|n| n + step.after.start));
        found.extend(between.into_iter().map(moved));
    }
    found
}

/// The pairs with the greatest likeness in all. What is taken out stands before what comes in.
fn most_like(before: usize, after: usize, least: f64, like: impl Fn(usize, usize) -> f64) -> Vec<Place> {
    if before.saturating_mul(after) > TRIED {
        return (0..before).map(|n| (Some(n), None)).chain((0..after).map(|n| (None, Some(n)))).collect();
    }
    let likeness: Vec<Vec<f64>> = (0..before).map(|one| (0..after).map(|other| like(one, other)).collect()).collect();
    // What the rows from here on come to at best.
    let mut best = vec![vec![0.0_f64; after + 1]; before + 1];
    for one in (0..before).rev() {
        for other in (0..after).rev() {
            let apart = best[one + 1][other].max(best[one][other + 1]);
            let alike = likeness[one][other];
            let together = if alike >= least { alike + best[one + 1][other + 1] } else { 0.0 };
            best[one][other] = apart.max(together);
        }
    }
    let (mut one, mut other, mut found) = (0, 0, Vec::new());
    let mut come = Vec::new();
    while one < before || other < after {
        let alike = (one < before && other < after).then(|| likeness[one][other]).filter(|alike| *alike >= least);
        if alike.is_some_and(|alike| alike + best[one + 1][other + 1] >= best[one][other]) {
            found.append(&mut come);
            found.push((Some(one), Some(other)));
            (one, other) = (one + 1, other + 1);
        } else if one < before && (other == after || best[one + 1][other] >= best[one][other + 1]) {
            found.push((Some(one), None));
            one += 1;
        } else {
            come.push((None, Some(other)));
            other += 1;
        }
    }
    found.append(&mut come);
    found
}

/// Which places stand outside the longest run that increases.
pub fn outside_longest_run(places: &[usize]) -> Vec<bool> {
    // The index of the smallest end of a run of each length, and what each stands after.
    let mut ends: Vec<usize> = Vec::new();
    let mut follows: Vec<Option<usize>> = Vec::new();
    for (at, place) in places.iter().enumerate() {
        let length = ends.partition_point(|end| places[*end] < *place);
        follows.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() { ends.push(at) } else { ends[length] = at }
    }
    let mut outside = vec![true; places.len()];
    let mut next = ends.last().copied();
    while let Some(at) = next {
        outside[at] = false;
        next = follows[at];
    }
    outside
}
