//! Reads the text that was heard beside the one that goes on, and says what differs: amounts, what binds, areas, sections.
//! It proposes; people decide.

mod lexicon;
mod sentence;

use procedure::{Finding, Found, Part, PartId, Text};
use sentence::{Sentence, sentences};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

/// One kind of thing found in a section, with the sentences it stands in, a line each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub section: PartId,
    /// Its heading now; the one it had, where it is gone.
    pub heading: String,
    pub found: Found,
    pub before: String,
    pub after: String,
}

/// The sentences of a section that stand in one of the texts only.
struct Changed {
    gone: Vec<Sentence>,
    come: Vec<Sentence>,
}

/// Sentences by kind of finding, those of the text heard and those of the text now.
#[derive(Default)]
struct Sides(BTreeMap<Found, (Vec<String>, Vec<String>)>);

impl Sides {
    fn add(&mut self, found: Found, gone: Option<&Sentence>, come: Option<&Sentence>) {
        let (before, after) = self.0.entry(found).or_default();
        for (side, sentence) in [(before, gone), (after, come)] {
            if let Some(sentence) = sentence.filter(|sentence| side.last() != Some(&sentence.text)) {
                side.push(sentence.text.clone());
            }
        }
    }
}

/// What differs, in the order of the text now, sections that are taken out last. A section that differs at all has at
/// least one entry.
pub fn differences(heard: &Text, now: &Text) -> Vec<Difference> {
    let was: HashMap<&PartId, &Part> = heard.parts.iter().map(|part| (part.id(), part)).collect();
    let is: HashMap<&PartId, &Part> = now.parts.iter().map(|part| (part.id(), part)).collect();
    let gone = heard.parts.iter().filter(|part| !is.contains_key(part.id())).map(|part| (Some(part), None));
    let sections = now.parts.iter().map(|part| (was.get(part.id()).copied(), Some(part))).chain(gone);
    let sections: Vec<_> = sections.filter(|(before, after)| before != after).collect();
    let mut changed: Vec<Changed> = sections.iter().map(|(before, after)| apart(*before, *after)).collect();
    drop_moved(&mut changed);
    let told = |((before, after), changed): (&(Option<&Part>, Option<&Part>), &Changed)| match (before, after) {
        (Some(part), None) => vec![entry(part, Found::Removed, &part.plain(), "")],
        (None, Some(part)) => vec![entry(part, Found::Added, "", &part.plain())],
        (_, Some(part)) => inside(part, changed),
        (None, None) => Vec::new(),
    };
    sections.iter().zip(&changed).flat_map(told).collect()
}

/// The same by section, as the log keeps it.
pub fn findings(differences: &[Difference]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for Difference { section, found, .. } in differences {
        match findings.last_mut().filter(|last| last.section == *section) {
            Some(last) => {
                last.found.insert(*found);
            }
            None => findings.push(Finding { section: section.clone(), found: BTreeSet::from([*found]) }),
        }
    }
    findings
}

fn entry(part: &Part, found: Found, before: &str, after: &str) -> Difference {
    let (before, after) = (before.to_owned(), after.to_owned());
    Difference { section: part.id().clone(), heading: part.title(), found, before, after }
}

/// A section's sentences, but for those that stand on both sides.
fn apart(before: Option<&Part>, after: Option<&Part>) -> Changed {
    let read = |part: Option<&Part>| part.map(|part| sentences(&part.title(), &part.plain())).unwrap_or_default();
    let (mut gone, mut come) = (read(before), read(after));
    let both = common(&gone, &come);
    drop_so_many(&mut gone, &mut both.clone());
    drop_so_many(&mut come, &mut both.clone());
    Changed { gone, come }
}

/// How many times each sentence stands in both.
fn common(one: &[Sentence], other: &[Sentence]) -> HashMap<String, usize> {
    let count = |all: &[Sentence]| {
        let mut times: HashMap<String, usize> = HashMap::new();
        for sentence in all {
            *times.entry(sentence.key.clone()).or_default() += 1;
        }
        times
    };
    let other = count(other);
    let least = |(key, times): (String, usize)| Some((times.min(*other.get(&key)?), key));
    count(one).into_iter().filter_map(least).map(|(times, key)| (key, times)).collect()
}

fn drop_so_many(all: &mut Vec<Sentence>, times: &mut HashMap<String, usize>) {
    all.retain(|sentence| match times.get_mut(&sentence.key) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        _ => true,
    });
}

/// A sentence that went from one section to another has not changed what it says.
fn drop_moved(changed: &mut [Changed]) {
    let all = |side: fn(&Changed) -> &Vec<Sentence>| changed.iter().flat_map(side).cloned().collect::<Vec<_>>();
    let mut from = common(&all(|section| &section.gone), &all(|section| &section.come));
    let mut to = from.clone();
    for section in changed {
        drop_so_many(&mut section.gone, &mut from);
        drop_so_many(&mut section.come, &mut to);
    }
}

/// What differs in a section that stands in both texts.
fn inside(part: &Part, changed: &Changed) -> Vec<Difference> {
    let mut sides = Sides::default();
    let (gone, come) = paired(changed, &mut sides);
    for found in [Found::Amount, Found::Obligation, Found::Area] {
        unpaired(found, &gone, &come, &mut sides);
    }
    if sides.0.is_empty() {
        let text = |all: &[Sentence]| all.iter().map(|sentence| sentence.text.clone()).collect();
        sides.0.insert(Found::Wording, (text(&changed.gone), text(&changed.come)));
    }
    let told = |(found, (before, after)): (Found, (Vec<String>, Vec<String>))| {
        entry(part, found, &before.join("\n"), &after.join("\n"))
    };
    sides.0.into_iter().map(told).collect()
}

/// Sentences that are the same but for what the checker looks for are compared place by place, so that two amounts that
/// have changed places are found. The others are given back.
fn paired<'a>(changed: &'a Changed, sides: &mut Sides) -> (Vec<&'a Sentence>, Vec<&'a Sentence>) {
    let mut waiting: HashMap<&str, VecDeque<&Sentence>> = HashMap::new();
    for sentence in &changed.gone {
        waiting.entry(&sentence.frame).or_default().push_back(sentence);
    }
    let mut come = Vec::new();
    let mut met: HashSet<*const Sentence> = HashSet::new();
    for after in &changed.come {
        let Some(before) = waiting.get_mut(after.frame.as_str()).and_then(VecDeque::pop_front) else {
            come.push(after);
            continue;
        };
        met.insert(std::ptr::from_ref(before));
        let both = before.terms.len().min(after.terms.len());
        let differing = before.terms.iter().zip(&after.terms).filter(|(was, is)| was != is).map(|(_, is)| is);
        // What one of them has more of is what denies: it stands last and leaves no mark.
        let more = before.terms[both..].iter().chain(&after.terms[both..]);
        for found in differing.chain(more).map(|term| term.found).collect::<BTreeSet<_>>() {
            sides.add(found, Some(before), Some(after));
        }
    }
    (changed.gone.iter().filter(|sentence| !met.contains(&std::ptr::from_ref(*sentence))).collect(), come)
}

/// What there is more of on one side than on the other. That something is allowed binds nobody: it is told of only beside
/// what does.
fn unpaired(found: Found, gone: &[&Sentence], come: &[&Sentence], sides: &mut Sides) {
    let terms =
        |sentence: &&'_ Sentence| sentence.terms.iter().filter(|term| term.found == found).cloned().collect::<Vec<_>>();
    let mut balance: HashMap<String, i64> = HashMap::new();
    for (side, by) in [(gone, -1), (come, 1)] {
        for term in side.iter().flat_map(terms) {
            *balance.entry(term.what).or_default() += by;
        }
    }
    balance.retain(|_, left| *left != 0);
    if balance.keys().all(|what| what == lexicon::MAY) {
        return;
    }
    let holds = |sentence: &&Sentence, sign: i64| {
        sentence
            .terms
            .iter()
            .any(|term| term.found == found && balance.get(&term.what).is_some_and(|n| n.signum() == sign))
    };
    for sentence in gone.iter().filter(|sentence| holds(sentence, -1)) {
        sides.add(found, Some(sentence), None);
    }
    for sentence in come.iter().filter(|sentence| holds(sentence, 1)) {
        sides.add(found, None, Some(sentence));
    }
}

#[cfg(test)]
mod tests;
