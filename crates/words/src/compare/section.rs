//! Which sections of two texts are one: those of the same id; of the rest, those that are most alike, because a text
//! that was typed anew has new ids. And which took a part of another with them, or went into another.

use super::{
    letters::seen,
    likeness::{Grams, Phrases, halves},
    order::TRIED,
};
use procedure::{Part, Text};
use std::collections::HashMap;

/// As like must two sections be, half by title and half by body.
const LEAST: f64 = 0.35;
/// So much of a section must come from another to be a part of it.
const PART: f64 = 0.5;

/// For each section of a text, the section of the other it belongs to.
pub struct Sections {
    /// By places before: those after.
    pub after: Vec<Option<usize>>,
    /// By places after: those before.
    pub before: Vec<Option<usize>>,
    /// New sections: what they were a part of before.
    pub split_from: Vec<Option<usize>>,
    /// Sections that are gone: what they are a part of after.
    pub merged_into: Vec<Option<usize>>,
}

impl Sections {
    pub fn of(before: &Text, after: &Text) -> Self {
        let mut found = Self {
            after: vec![None; before.parts.len()],
            before: vec![None; after.parts.len()],
            split_from: vec![None; after.parts.len()],
            merged_into: vec![None; before.parts.len()],
        };
        found.by_name(&before.parts, &after.parts);
        found.by_words(&before.parts, &after.parts);
        found.by_likeness(&before.parts, &after.parts);
        found.parted(&before.parts, &after.parts);
        found
    }

    fn pair(&mut self, one: usize, other: usize) {
        self.after[one] = Some(other);
        self.before[other] = Some(one);
    }

    fn by_name(&mut self, before: &[Part], after: &[Part]) {
        let mut places: HashMap<&str, usize> = HashMap::new();
        for (at, part) in before.iter().enumerate() {
            places.entry(part.id().as_str()).or_insert(at);
        }
        for (at, part) in after.iter().enumerate() {
            // An id that stands twice is one section's.
            if let Some(place) = places.remove(part.id().as_str()) {
                self.pair(place, at);
            }
        }
    }

    fn alone(places: &[Option<usize>]) -> Vec<usize> {
        (0..places.len()).filter(|at| places[*at].is_none()).collect()
    }

    /// Those that say the same.
    fn by_words(&mut self, before: &[Part], after: &[Part]) {
        let words = |part: &Part| (seen(&part.title()), seen(&part.plain()));
        let mut places: HashMap<_, Vec<usize>> = HashMap::new();
        for at in Self::alone(&self.after).into_iter().rev() {
            places.entry(words(&before[at])).or_default().push(at);
        }
        for at in Self::alone(&self.before) {
            if let Some(place) = places.get_mut(&words(&after[at])).and_then(Vec::pop) {
                self.pair(place, at);
            }
        }
    }

    fn by_likeness(&mut self, before: &[Part], after: &[Part]) {
        let (ours, theirs) = (Self::alone(&self.after), Self::alone(&self.before));
        if ours.len().saturating_mul(theirs.len()) > TRIED {
            return;
        }
        let grams = |part: &Part| (Grams::of(&part.title()), Grams::of(&part.plain()));
        let of = |places: &[usize], parts: &[Part]| places.iter().map(|at| grams(&parts[*at])).collect::<Vec<_>>();
        let (our_grams, their_grams) = (of(&ours, before), of(&theirs, after));
        let mut likes = Vec::new();
        for (one, grams) in our_grams.iter().enumerate() {
            for (other, their) in their_grams.iter().enumerate() {
                let like = halves((&grams.0, &grams.1), (&their.0, &their.1));
                if like >= LEAST {
                    likes.push((like, ours[one], theirs[other]));
                }
            }
        }
        // The most alike first; of those as like, the nearest.
        likes.sort_by(|one, other| {
            let far = |(_, one, other): &(f64, usize, usize)| one.abs_diff(*other);
            other.0.total_cmp(&one.0).then(far(one).cmp(&far(other)))
        });
        for (_, one, other) in likes {
            if self.after[one].is_none() && self.before[other].is_none() {
                self.pair(one, other);
            }
        }
    }

    fn parted(&mut self, before: &[Part], after: &[Part]) {
        let (gone, new) = (Self::alone(&self.after), Self::alone(&self.before));
        let tried = gone.len().saturating_mul(after.len()).saturating_add(new.len().saturating_mul(before.len()));
        if tried == 0 || tried > TRIED {
            return;
        }
        let phrases = |parts: &[Part]| parts.iter().map(|part| Phrases::of(&part.plain())).collect::<Vec<_>>();
        let (ours, theirs) = (phrases(before), phrases(after));
        for at in new {
            self.split_from[at] = source(&theirs[at], &ours, &self.after, &theirs);
        }
        for at in gone {
            self.merged_into[at] = source(&ours[at], &theirs, &self.before, &ours);
        }
        self.one_to_one();
    }

    /// What is a part of what is a part of it is the same section.
    fn one_to_one(&mut self) {
        for at in 0..self.split_from.len() {
            let Some(place) = self.split_from[at] else { continue };
            if self.after[place].is_none() && self.merged_into[place] == Some(at) {
                (self.split_from[at], self.merged_into[place]) = (None, None);
                self.pair(place, at);
            }
        }
    }
}

/// Which of `others` most of a section comes from. What its pair still says was not taken from it.
fn source(part: &Phrases, others: &[Phrases], pairs: &[Option<usize>], paired: &[Phrases]) -> Option<usize> {
    if part.is_short() {
        return None;
    }
    let share = |(at, other): (usize, &Phrases)| (part.share_in(other, pairs[at].map(|pair| &paired[pair])), at);
    let most = others.iter().enumerate().map(share).max_by(|one, other| one.0.total_cmp(&other.0));
    most.filter(|(share, _)| *share >= PART).map(|(_, at)| at)
}
