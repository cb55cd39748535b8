//! Finds the headers and footers that page layout repeats, so that they do not end up inside the chapters.
//!
//! Plans also repeat honest lines (a sub-heading "Aims" in each chapter), so repetition alone is never enough: a
//! block must also stand at page edges, in the title, beside page numbers or in the middle of a sentence.

use std::collections::{HashMap, HashSet};

use super::shape;

/// Fewer repetitions than this are a coincidence.
const REPEATED: usize = 3;
/// How many lines deep a header or footer may be, and how many blocks one may consist of.
const DEEPEST: usize = 8;

/// What was left out, with its count, in the order it was found.
#[derive(Default)]
pub struct Dropped(Vec<(String, usize)>, HashMap<String, usize>);

impl Dropped {
    pub fn add(&mut self, text: String) {
        if let Some(&place) = self.1.get(&text) {
            self.0[place].1 += 1;
        } else {
            self.1.insert(text.clone(), self.0.len());
            self.0.push((text, 1));
        }
    }

    pub fn listed(self) -> Vec<String> {
        self.0.into_iter().map(|(text, count)| format!("{text} (×{count})")).collect()
    }
}

/// Puts pages divided by form feeds together, without the lines that begin or end three or more of them.
/// The first page keeps its header, which is usually the title.
pub fn join_pages(text: &str, dropped: &mut Dropped) -> String {
    let mut pages: Vec<Vec<&str>> = text.split('\u{0C}').map(|page| page.lines().collect()).collect();
    if pages.len() >= REPEATED {
        for _ in 0..DEEPEST {
            let headers = take_edges(&mut pages, 1, dropped, |page| page.iter().position(|line| is_text(line)));
            let footers = take_edges(&mut pages, 0, dropped, |page| page.iter().rposition(|line| is_text(line)));
            if !headers && !footers {
                break;
            }
        }
    }
    let mut joined = String::with_capacity(text.len());
    for page in pages {
        let page = page.join("\n");
        let page = super::without_blank_edges(&page);
        if page.is_empty() {
            continue;
        }
        if !joined.is_empty() {
            let flows = !shape::ends_sentence(&joined) && shape::begins_inside_sentence(page);
            joined.push_str(if flows { "\n" } else { "\n\n" });
        }
        joined.push_str(page);
    }
    joined
}

fn take_edges(
    pages: &mut [Vec<&str>],
    first: usize,
    dropped: &mut Dropped,
    edge: impl Fn(&[&str]) -> Option<usize>,
) -> bool {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for page in pages.iter() {
        if let Some(place) = edge(page) {
            *counts.entry(page[place].trim()).or_default() += 1;
        }
    }
    let mut found = false;
    for page in pages.iter_mut().skip(first) {
        let Some(place) = edge(page) else { continue };
        let line = page[place].trim();
        if counts.get(line).is_some_and(|&count| count >= REPEATED) && may_run(line) {
            dropped.add(line.to_owned());
            page.remove(place);
            found = true;
        }
    }
    found
}

fn is_text(line: &str) -> bool {
    !line.trim().is_empty() && !shape::is_page_number(line)
}

/// Which of the blocks are running headers or footers; the first `title` blocks never are.
pub fn find(blocks: &[Vec<&str>], title: usize) -> Vec<bool> {
    let texts: Vec<String> = blocks.iter().map(|lines| lines.join("\n")).collect();
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, text) in texts.iter().enumerate() {
        places.entry(text).or_default().push(place);
    }
    let repeated: Vec<bool> =
        texts.iter().map(|text| places[text.as_str()].len() >= REPEATED && may_run(text)).collect();
    let in_title: HashSet<&str> = blocks[..title].iter().flatten().map(|line| line.trim()).collect();
    let mut running: HashSet<&str> = places
        .iter()
        .filter(|(text, at)| {
            repeated[at[0]]
                && (in_title.contains(text.trim())
                    || at.iter().any(|&place| interrupts(blocks, &repeated, place))
                    || at.iter().filter(|&&place| beside_page_number(blocks, &repeated, place)).count() >= 2)
        })
        .map(|(text, _)| *text)
        .collect();

    let body = |text: &str| places[text].iter().filter(|&&place| place >= title).count();
    let mut pairs: HashMap<(&str, &str), usize> = HashMap::new();
    for place in title + 1..texts.len() {
        if repeated[place - 1] && repeated[place] {
            *pairs.entry((&texts[place - 1], &texts[place])).or_default() += 1;
        }
    }
    pairs.retain(|(one, other), count| *count > 1 && *count == body(one).min(body(other)));
    for _ in 0..DEEPEST {
        let known = running.len();
        for (one, other) in pairs.keys() {
            if running.contains(one) || running.contains(other) {
                running.extend([one, other]);
            }
        }
        if running.len() == known {
            break;
        }
    }
    texts.iter().enumerate().map(|(place, text)| place >= title && running.contains(text.as_str())).collect()
}

/// A list item or a lead-in to a list may recur; that makes it no header.
fn may_run(text: &str) -> bool {
    text.chars().count() <= 200
        && !text.trim_end_matches(['*', '_']).ends_with(':')
        && !shape::is_list_item(text)
        && !shape::is_page_number(text)
        && !matches!(shape::heading(text), Some(shape::Heading::Numbered { .. }))
}

fn neighbours(repeated: &[bool], place: usize) -> (Option<usize>, Option<usize>) {
    let before = (0..place).rev().take(DEEPEST).find(|&other| !repeated[other]);
    let after = (place + 1..repeated.len()).take(DEEPEST).find(|&other| !repeated[other]);
    (before, after)
}

fn interrupts(blocks: &[Vec<&str>], repeated: &[bool], place: usize) -> bool {
    let (Some(before), Some(after)) = neighbours(repeated, place) else { return false };
    let last = blocks[before].last().copied().unwrap_or_default();
    !shape::is_list_item(last) && !shape::ends_sentence(last) && shape::begins_inside_sentence(blocks[after][0])
}

fn beside_page_number(blocks: &[Vec<&str>], repeated: &[bool], place: usize) -> bool {
    let (before, after) = neighbours(repeated, place);
    [before, after]
        .into_iter()
        .flatten()
        .any(|other| blocks[other].len() == 1 && shape::is_page_number(blocks[other][0]))
}
