//! Two lines: by words where little changed, by sentences where more did, otherwise whole.

use super::{
    letters::{Key, Token, seen, tokens},
    likeness::ratio,
    model::{Change, Piece, Side},
    order::{self, Step, push},
};
use crate::limits;
use procedure::text::{Block, Inline, Run};
use std::ops::Range;

/// How the blocks of two notes are compared.
pub type Bodies = fn(&[Block], &[Block]) -> Vec<Change>;

/// So much of the longer line must be kept for its words to be marked.
const WORDS: f64 = 0.6;
/// Or so much, where [`ALL_OF_SHORTER`] of the shorter one is: something was added or taken out.
const FEWER_WORDS: f64 = 0.3;
const ALL_OF_SHORTER: f64 = 0.85;
/// So much for its sentences.
const SENTENCES: f64 = 0.25;
/// What is the same between two changes and has fewer letters is read as changed with them.
const ALONE: usize = 4;

/// The pieces of two lines. Where nothing of them is the same, the first stands whole before the second.
pub fn compared(before: &[Inline], after: &[Inline], bodies: Bodies) -> Vec<Piece> {
    let (before, after) = (tokens(before), tokens(after));
    let mut line = Line { before: &before, after: &after, bodies, pieces: Vec::new() };
    for step in marked(&before, &after) {
        line.add(&step);
    }
    line.pieces
}

/// Whether no piece of a line stands in both texts, and it has words of both.
pub fn is_anew(line: &[Piece]) -> bool {
    let of = |wanted: Side| line.iter().any(|piece| matches!(piece, Piece::Run(side, _) if *side == wanted));
    let all =
        line.iter().all(|piece| matches!(piece, Piece::Run(side, _) | Piece::Note(side, _) if *side != Side::Both));
    all && of(Side::Before) && of(Side::After)
}

fn marked(before: &[Token<'_>], after: &[Token<'_>]) -> Vec<Step> {
    let whole = || vec![Step { same: false, before: 0..before.len(), after: 0..after.len() }];
    let bytes: usize = before.iter().chain(after).map(Token::bytes).sum();
    if bytes > limits::COMPARED {
        return whole();
    }
    let keys = |tokens: &[Token<'_>]| tokens.iter().map(|token| token.key.clone()).collect::<Vec<_>>();
    let steps = absorbed(order::steps(&keys(before), &keys(after)), before);
    let count = |tokens: &[Token<'_>]| tokens.iter().map(Token::letters).sum::<usize>();
    let (one, other) = (count(before), count(after));
    let kept = steps.iter().filter(|step| step.same).map(|step| count(&before[step.before.clone()])).sum();
    let (of_longer, of_shorter) = (ratio(kept, one.max(other)), ratio(kept, one.min(other)));
    if of_longer >= WORDS || (of_longer >= FEWER_WORDS && of_shorter >= ALL_OF_SHORTER) {
        return steps;
    }
    if of_longer >= SENTENCES { by_sentence(before, after) } else { whole() }
}

fn absorbed(steps: Vec<Step>, before: &[Token<'_>]) -> Vec<Step> {
    let last = steps.len().saturating_sub(1);
    let mut kept = Vec::new();
    for (at, mut step) in steps.into_iter().enumerate() {
        let tokens = &before[step.before.clone()];
        let letters: usize = tokens.iter().map(Token::letters).sum();
        let bare = tokens.iter().all(|token| matches!(token.key, Key::Word(_) | Key::Blank));
        step.same = step.same && (at == 0 || at == last || letters >= ALONE || !bare);
        push(&mut kept, step);
    }
    kept
}

fn by_sentence(before: &[Token<'_>], after: &[Token<'_>]) -> Vec<Step> {
    let (ours, theirs) = (sentences(before), sentences(after));
    let keys = |sentences: &[Range<usize>], tokens: &[Token<'_>]| {
        let key = |token: &Token<'_>| token.key.clone();
        let sentence = |range: &Range<usize>| {
            let mut keys: Vec<Key> = tokens[range.clone()].iter().map(key).collect();
            while keys.last() == Some(&Key::Blank) {
                keys.pop();
            }
            keys
        };
        sentences.iter().map(sentence).collect::<Vec<_>>()
    };
    let mut steps = Vec::new();
    let of = |sentences: &[Range<usize>], range: Range<usize>, end: usize| {
        let place = |at: usize| sentences.get(at).map_or(end, |sentence| sentence.start);
        place(range.start)..place(range.end)
    };
    for step in order::steps(&keys(&ours, before), &keys(&theirs, after)) {
        let (mut one, mut other) = (of(&ours, step.before, before.len()), of(&theirs, step.after, after.len()));
        if !step.same {
            push(&mut steps, Step { same: false, before: one, after: other });
            continue;
        }
        // Sentences that are the same may end in a blank in one of the lines only.
        while !one.is_empty() && !other.is_empty() {
            let same = before[one.start].key == after[other.start].key;
            let skip = |tokens: &[Token<'_>], at: usize| usize::from(same || tokens[at].key == Key::Blank);
            let (ours, theirs) = (skip(before, one.start), skip(after, other.start));
            if ours + theirs == 0 {
                break;
            }
            push(
                &mut steps,
                Step { same, before: one.start..one.start + ours, after: other.start..other.start + theirs },
            );
            (one.start, other.start) = (one.start + ours, other.start + theirs);
        }
        if !one.is_empty() || !other.is_empty() {
            push(&mut steps, Step { same: false, before: one, after: other });
        }
    }
    steps
}

/// A sentence ends with a stop before a capital letter, or with its line. What is between two belongs to the first.
fn sentences(tokens: &[Token<'_>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for at in 1..tokens.len() {
        let capital = matches!(&tokens[at].key, Key::Word(word) if word.starts_with(char::is_uppercase));
        let before = tokens[start..at].iter().rev().find(|token| !matches!(token.key, Key::Blank | Key::Note));
        let spaced = tokens[at - 1].key == Key::Blank;
        let stopped =
            |token: &Token<'_>| matches!(&token.key, Key::Word(word) if matches!(word.as_str(), "." | "!" | "?"));
        let line_ended = tokens[at - 1].key == Key::End;
        if line_ended || (capital && spaced && before.is_some_and(stopped)) {
            found.push(start..at);
            start = at;
        }
    }
    if start < tokens.len() {
        found.push(start..tokens.len());
    }
    found
}

struct Line<'a> {
    before: &'a [Token<'a>],
    after: &'a [Token<'a>],
    bodies: Bodies,
    pieces: Vec<Piece>,
}

impl Line<'_> {
    fn add(&mut self, step: &Step) {
        let (before, after) = (&self.before[step.before.clone()], &self.after[step.after.clone()]);
        if step.same {
            before.iter().zip(after).for_each(|(was, is)| self.same(was, is));
        } else {
            for (side, tokens) in [(Side::Before, before), (Side::After, after)] {
                for token in tokens {
                    self.one(side, token);
                }
            }
        }
    }

    fn same(&mut self, was: &Token<'_>, is: &Token<'_>) {
        match (&is.key, was.note, is.note) {
            (_, Some(was), Some(is)) => self.pieces.push(Piece::Note(Side::Both, (self.bodies)(was, is))),
            (Key::Word(_), ..) if !look_alike(&was.runs, &is.runs) => match self.pieces.last_mut() {
                Some(Piece::Formatted { before, after }) => {
                    before.extend(was.runs.clone());
                    after.extend(is.runs.clone());
                }
                _ => self.pieces.push(Piece::Formatted { before: was.runs.clone(), after: is.runs.clone() }),
            },
            _ => is.runs.iter().for_each(|run| self.run(Side::Both, run)),
        }
    }

    fn one(&mut self, side: Side, token: &Token<'_>) {
        token.runs.iter().for_each(|run| self.run(side, run));
        if let Some(note) = token.note {
            let whole = |block: &Block| Change::Whole(side, block.clone());
            self.pieces.push(Piece::Note(side, note.iter().map(whole).collect()));
        }
    }

    fn run(&mut self, side: Side, run: &Run) {
        match self.pieces.last_mut() {
            Some(Piece::Run(of, last)) if *of == side && last.is_like(run) => last.text.push_str(&run.text),
            _ => self.pieces.push(Piece::Run(side, run.clone())),
        }
    }
}

/// How each letter that is seen stands out.
fn looks(runs: &[Run]) -> Vec<(&Run, usize)> {
    let mut looks: Vec<(&Run, usize)> = Vec::new();
    for run in runs {
        let letters = seen(&run.text).chars().count();
        match looks.last_mut().filter(|(last, _)| last.is_like(run)) {
            Some((_, count)) => *count += letters,
            None if letters > 0 => looks.push((run, letters)),
            None => {}
        }
    }
    looks
}

fn look_alike(was: &[Run], is: &[Run]) -> bool {
    let (was, is) = (looks(was), looks(is));
    was.len() == is.len() && was.iter().zip(&is).all(|((one, n), (other, m))| one.is_like(other) && n == m)
}
