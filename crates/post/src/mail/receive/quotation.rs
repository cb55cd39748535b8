//! What the writer wrote, apart from what their mail program quoted. Only what is certain to be a quotation is cut; the rest is
//! kept, and what is cut is shown too.

use super::{
    lines::Line,
    ours::{Known, Ours, SIGNATURE, normal, says},
    text::joined,
    vocabulary::words,
};
use std::ops::Range;
use words::limits::MAIL_HEADING;

/// Words in a name and a title, as an address book has them.
const NAME: usize = 8;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Split {
    pub answer: String,
    pub cut: String,
}

pub fn split(lines: &[Line], ours: &Ours) -> Split {
    let known = Known::of(ours);
    let met = lines.iter().map(|line| known.has(&line.text)).collect();
    let mut cutter = Cutter { lines, known: &known, met, cut: vec![false; lines.len()] };
    cutter.all();
    let part =
        |wanted: bool| joined(lines.iter().zip(&cutter.cut).filter(|(_, cut)| **cut == wanted).map(|(line, _)| line));
    Split { answer: part(false), cut: part(true) }
}

/// What a mail program marks its quotations by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Nothing.
    No,
    /// `>` before each line.
    Signs,
    /// An element of HTML.
    Element,
}

/// What stands above a quotation.
#[derive(Clone, Copy)]
struct Head {
    end: usize,
    by: Author,
}

/// Whom a head names as the author of what follows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Author {
    Us,
    Other,
    Unsaid,
}

impl Author {
    /// Whether the words that name them are ours, and the words: another's hold an address.
    fn of(us: bool, said: &str) -> Self {
        match (us, said.contains('@')) {
            (true, _) => Self::Us,
            (false, true) => Self::Other,
            (false, false) => Self::Unsaid,
        }
    }
}

struct Cutter<'a> {
    lines: &'a [Line],
    known: &'a Known<'a>,
    /// Which lines are our letter's.
    met: Vec<bool>,
    cut: Vec<bool>,
}

impl Cutter<'_> {
    fn text(&self, at: usize) -> &str {
        &self.lines[at].text
    }

    fn blank(&self, at: usize) -> bool {
        self.text(at).trim().is_empty()
    }

    fn mark(&self, at: usize) -> Mark {
        match (self.lines[at].cited, self.text(at).trim_start().starts_with('>')) {
            (true, _) => Mark::Element,
            (false, true) => Mark::Signs,
            (false, false) => Mark::No,
        }
    }

    fn next_filled(&self, from: usize) -> Option<usize> {
        (from..self.lines.len()).find(|at| !self.blank(*at))
    }

    /// The last line that is not cut.
    fn last_left(&self) -> Option<usize> {
        (0..self.lines.len()).rfind(|at| !self.cut[*at] && says(self.text(*at)))
    }

    fn all(&mut self) {
        let mut at = 0;
        while at < self.lines.len() {
            let head = self.head(at);
            let start = head.map_or(at, |head| head.end);
            let body = start..self.end_of_body(start);
            let by_us = head.is_some_and(|head| match head.by {
                Author::Us => true,
                Author::Other => false,
                Author::Unsaid => self.is_our_link(body.clone()),
            });
            let ours = by_us || (head.is_some() && self.begins_our_letter(body.clone()));
            self.cut[at..start].fill(ours);
            self.body(body.clone(), by_us, ours);
            at = body.end;
        }
        self.unmarked();
        if self.last_left().is_none() && !self.known.is_empty() {
            self.only_ours();
        }
        self.bare_signs();
        if let Some(last) = self.last_left().filter(|at| added(self.text(*at))) {
            self.cut[last] = true;
        }
    }

    /// What is below a head, or has none: as far as the next head, or to where it is marked in another way.
    fn end_of_body(&self, start: usize) -> usize {
        let Some(first) = self.next_filled(start) else { return self.lines.len() };
        let mut end = first;
        for at in first..self.lines.len() {
            if self.blank(at) {
                continue;
            }
            if self.mark(at) != self.mark(first) || self.head(at).is_some() {
                break;
            }
            end = at + 1;
        }
        end
    }

    /// What is quoted from anybody else than us, as a council's decision, may be the answer itself.
    fn body(&mut self, range: Range<usize>, by_us: bool, ours: bool) {
        let Some(first) = self.next_filled(range.start).filter(|at| range.contains(at)) else { return };
        match (by_us, self.mark(first)) {
            (true, Mark::Signs) => self.signed(range),
            (true, _) => self.quotation(range),
            (false, mark) => {
                let theirs = range.clone().find(|at| !ours || !(self.met[*at] || self.blank(*at)));
                self.cut[range.start..theirs.unwrap_or(range.end)].fill(true);
                if mark != Mark::No {
                    self.mostly_ours(range);
                }
            }
        }
    }

    /// Whether these lines are our link and no more than a sentence or two beside it.
    fn is_our_link(&self, range: Range<usize>) -> bool {
        let filled: Vec<usize> = range.filter(|at| says(self.text(*at))).take(4).collect();
        filled.len() < 4 && filled.iter().any(|at| self.known.link(self.text(*at)))
    }

    /// The closing of a letter of ours in another wording, and who signs it: the last two lines of a quotation, where the name
    /// is ours or stands in the letter that is known.
    fn signature(&self, range: &Range<usize>) -> Option<[usize; 2]> {
        let mut filled = range.clone().rev().filter(|at| says(self.text(*at)));
        let (last, above) = (filled.next()?, filled.next()?);
        let name = self.text(last);
        let short = name.split_whitespace().count() <= SIGNATURE;
        let ours = self.known.signs(name) || (short && self.known.has_words(name));
        let closes = (self.met[above] && !self.known.link(self.text(above))) || closing(self.text(above));
        (ours && closes).then_some([above, last])
    }

    /// Whether these lines begin as our letter does somewhere: the first three are its lines, and not by chance.
    fn begins_our_letter(&self, range: Range<usize>) -> bool {
        let first: Vec<usize> = range.filter(|at| says(self.text(*at))).take(3).collect();
        first.iter().all(|at| self.met[*at]) && first.iter().any(|at| self.known.telling(self.text(*at)))
    }

    /// Lines that a mail program marked by `>` as ours.
    fn signed(&mut self, range: Range<usize>) {
        for at in range {
            // `>50 km/t` is how a person writes "more than".
            let line = self.text(at).trim_start();
            let marked = line == ">" || line.starts_with("> ") || line.starts_with(">>") || self.blank(at);
            self.cut[at] = marked || self.met[at];
        }
    }

    /// A marked quotation that nothing says is ours: where most of it is, that goes, and the rest stays.
    fn mostly_ours(&mut self, range: Range<usize>) {
        let filled = || range.clone().filter(|at| says(self.text(*at)));
        let met = filled().filter(|at| self.met[*at]).count();
        if met == 0 || met * 2 < filled().count() {
            return;
        }
        for at in range {
            let text = self.text(at);
            self.cut[at] = self.met[at] || (says(text) && self.known.has_words(text)) || self.known.wrote(text);
        }
    }

    /// A quotation of ours without signs. Lines in it that are not our letter's are the writer's.
    fn quotation(&mut self, range: Range<usize>) {
        if self.known.is_empty() {
            // A letter of ours that is not known ends with its link or with our name, and nothing else tells where.
            let name = |at: usize| self.known.signs(self.text(at));
            let last = range.clone().rfind(|at| self.known.link(self.text(*at)) || name(*at));
            return self.cut[range.start..last.map_or(range.start, |last| last + 1)].fill(true);
        }
        let telling: Vec<usize> = range.clone().filter(|at| self.known.telling(self.text(*at))).collect();
        let (Some(first), Some(last)) = (telling.first(), telling.last()) else { return };
        let whole = self.known.is_letter(&self.lines[range.clone()]);
        let signature = self.signature(&range);
        let link = telling.iter().any(|at| self.known.link(self.text(*at)));
        for at in range {
            self.cut[at] = if whole {
                let text = self.text(at);
                self.met[at] || (at < *first && (self.known.has_words(text) || banner(text)))
            } else if link {
                // Another wording of it: as far as it is known again.
                at <= *last || self.met[at] || signature.is_some_and(|signed| signed.contains(&at))
            } else {
                self.known.telling(self.text(at))
            };
        }
    }

    /// Our letter without any mark of a quotation: three lines of it in a row, or its link.
    fn unmarked(&mut self) {
        let filled: Vec<usize> = (0..self.lines.len()).filter(|at| !self.cut[*at] && says(self.text(*at))).collect();
        for run in filled.chunk_by(|a, b| self.met[*a] == self.met[*b]).filter(|run| self.met[run[0]]) {
            let letter = run.len() >= 3 && run.iter().any(|at| self.known.telling(self.text(*at)));
            for at in run {
                self.cut[*at] = letter || self.known.link(self.text(*at));
            }
        }
    }

    /// Where nothing would be left, only our letter's own lines and what stands above them are cut: who answers below a
    /// quotation they have shortened has written the rest.
    fn only_ours(&mut self) {
        let mut at = 0;
        while at < self.lines.len() {
            if let Some(head) = self.head(at) {
                at = head.end;
                continue;
            }
            let text = self.text(at);
            self.cut[at] = self.met[at] || (self.mark(at) != Mark::No && self.known.has_words(text));
            at += 1;
        }
    }

    /// Lines of nothing but `>` go with what is cut before or after them.
    fn bare_signs(&mut self) {
        let mut beside = false;
        let mut pass = |cutter: &mut Self, at: usize| {
            if says(cutter.text(at)) {
                beside = cutter.cut[at];
            } else if cutter.mark(at) == Mark::Signs {
                cutter.cut[at] |= beside;
            }
        };
        (0..self.lines.len()).for_each(|at| pass(self, at));
        (0..self.lines.len()).rev().for_each(|at| pass(self, at));
    }

    fn head(&self, at: usize) -> Option<Head> {
        let head = self.heading(at).or_else(|| self.introduction(at))?;
        // Our letter may have such lines itself.
        (!(at..head.end).all(|at| self.met[at] || self.blank(at))).then_some(head)
    }

    /// `Fra: … Sendt: … Til: … Emne: …`, as Outlook has it, with the line above it.
    fn heading(&self, at: usize) -> Option<Head> {
        let ruled = rule(self.text(at));
        let start = if ruled { self.next_filled(at + 1).filter(|next| *next <= at + 3)? } else { at };
        let certain = self.lines[start].opens || (ruled && says(self.text(at)));
        if field(self.text(start)) != Some(Field::From) {
            return None;
        }
        let (mut end, mut dated, mut others) = (start + 1, false, 0);
        let cited = self.lines[start].cited;
        while let Some(line) = self.lines.get(end).filter(|line| line.cited == cited && end < start + MAIL_HEADING) {
            let line = line.text.as_str();
            match field(line) {
                Some(Field::Sent) => dated |= line.chars().any(|c| c.is_ascii_digit()),
                Some(Field::From | Field::Other) => others += 1,
                // A long list of recipients goes on.
                None if line.starts_with([' ', '\t']) && line.contains('@') => {}
                None => break,
            }
            end += 1;
        }
        let from = self.text(start);
        let by = Author::of(self.known.sent(from), from);
        (certain || dated || others >= 2).then_some(Head { end, by })
    }

    /// `Den 7. desember 2026 kl. 08:00 skrev NN <a@b.no>:`, on up to three lines.
    fn introduction(&self, at: usize) -> Option<Head> {
        let mark = self.mark(at);
        let alike = |at: usize| self.mark(at) == mark && mark != Mark::Signs && !self.blank(at);
        let joined = |from: usize, end: usize| (from..end).map(|at| self.text(at).trim()).collect::<Vec<_>>().join(" ");
        let fits = |from: usize, end: usize| {
            (from..end).all(alike) && {
                let joined = joined(from, end);
                joined.len() < 400 && introduces(&joined.to_lowercase(), self.known)
            }
        };
        let ends = (at + 1..=at + 3).filter(|end| *end <= self.lines.len());
        let end = ends.into_iter().find(|end| fits(at, *end))?;
        // The shortest that is one: lines before it are the writer's.
        let shortest = !(at + 1..end).any(|later| fits(later, end));
        let said = joined(at, end);
        let by = Author::of(self.known.wrote(&said), &said);
        shortest.then_some(Head { end, by })
    }
}

fn introduces(lower: &str, known: &Known) -> bool {
    let says = words("wrote").any(|word| wrote(lower, word));
    let bytes = lower.as_bytes();
    let clock = bytes
        .windows(4)
        .any(|c| c[0].is_ascii_digit() && c[1] == b':' && c[2].is_ascii_digit() && c[3].is_ascii_digit());
    let spoken = lower
        .split("kl")
        .skip(1)
        .any(|rest| rest.trim_start_matches(['.', ' ']).starts_with(|c: char| c.is_ascii_digit()));
    let dated = lower.chars().any(|c| c.is_ascii_digit());
    lower.ends_with(':') && says && dated && (clock || spoken || known.address(lower).is_some())
}

/// Whether a line says with `word` who wrote what follows: a word of its own, and after it no more than a name and an address.
fn wrote(lower: &str, word: &str) -> bool {
    let alone = |at: &usize| {
        !lower[..*at].ends_with(char::is_alphanumeric) && !lower[at + word.len()..].starts_with(char::is_alphanumeric)
    };
    lower.match_indices(word).map(|(at, _)| at).filter(alone).any(|at| {
        let after = || lower[at + word.len()..].split_whitespace().filter(|word| !word.contains('@'));
        // A name has initials and titles, and no sentence ends in it.
        after().count() <= NAME && !after().any(|word| word.len() > 4 && word.ends_with('.'))
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    From,
    Sent,
    Other,
}

fn field(line: &str) -> Option<Field> {
    let (label, _) = line.trim_start_matches(['*', ' ']).split_once(':')?;
    let label = label.trim_end_matches('*').to_lowercase();
    let kinds = [("from", Field::From), ("sent", Field::Sent), ("headings", Field::Other)];
    kinds.into_iter().find_map(|(section, field)| words(section).any(|word| word == label).then_some(field))
}

/// `Sendt fra min iPhone`: a mail program's own line.
fn added(line: &str) -> bool {
    let line = line.trim().to_lowercase();
    words("added").any(|word| word == line)
}

/// `Vennlig hilsen`, as our letters end.
fn closing(line: &str) -> bool {
    let line = normal(line).to_lowercase();
    words("closings").any(|word| word == line)
}

/// `[Ekstern avsender]`: a mail server's own line above a message.
fn banner(line: &str) -> bool {
    line.trim().starts_with('[') && line.trim().ends_with(']')
}

/// `________` or `-----Opprinnelig melding-----`
fn rule(line: &str) -> bool {
    let line = line.trim();
    let ends = line.len() >= 10 && (line.starts_with("-----") || line.starts_with("_____"));
    ends && (line.ends_with("---") || line.ends_with("___"))
}
