//! What the writer wrote, apart from what their mail program quoted. Only what is certain to be a quotation is cut; the rest is
//! kept, and what is cut is shown too.

use super::{lines::Line, text::joined, vocabulary::words};
use std::{collections::HashSet, ops::Range};
use words::limits::MAIL_HEADING;

/// Lines of ours that are shorter than this may be anybody's.
const TELLING: usize = 20;

/// What is known of the letter that may be quoted.
#[derive(Clone, Copy, Default)]
pub struct Ours<'a> {
    /// Its text, where the letter is known.
    pub letter: Option<&'a str>,
    /// The address letters come from.
    pub address: &'a str,
    /// What addresses of ours begin with.
    pub base: &'a str,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Split {
    pub answer: String,
    pub cut: String,
}

pub fn split(lines: &[Line], ours: &Ours) -> Split {
    let known = Known::of(ours);
    let mut met = vec![0];
    met.extend(lines.iter().scan(0, |met, line| {
        *met += usize::from(known.names_us(&line.text) || known.has(&line.text));
        Some(*met)
    }));
    let mut cut = Cutter { lines, known: &known, met, cut: vec![false; lines.len()] };
    cut.all();
    if !(0..lines.len()).any(|at| !cut.cut[at] && says(&lines[at].text)) {
        cut.give_back();
    }
    if !known.lines.is_empty() && !(0..lines.len()).any(|at| !cut.cut[at] && says(&lines[at].text)) {
        cut.only_ours();
    }
    let part =
        |wanted: bool| joined(lines.iter().zip(&cut.cut).filter(|(_, cut)| **cut == wanted).map(|(line, _)| line));
    Split { answer: part(false), cut: part(true) }
}

fn says(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// Our letter, as it can be known again in a quotation.
struct Known<'a> {
    lines: HashSet<String>,
    text: String,
    address: String,
    base: &'a str,
}

/// Without the marks of a quotation, and with one space where there are several.
fn normal(line: &str) -> String {
    line.trim_start_matches(['>', ' ', '\t', '|']).split_whitespace().collect::<Vec<_>>().join(" ")
}

impl<'a> Known<'a> {
    fn of(ours: &Ours<'a>) -> Self {
        let lines: Vec<String> =
            ours.letter.unwrap_or_default().lines().map(normal).filter(|line| says(line)).collect();
        let text = lines.join(" ");
        Self { lines: lines.into_iter().collect(), text, address: ours.address.to_lowercase(), base: ours.base }
    }

    /// Our link, alone or between words of our letter. What the writer has put beside it is theirs.
    fn link(&self, line: &str) -> bool {
        let address = |word: &&str| word.contains(self.base) && word.contains("/l/");
        if self.base.is_empty() || !line.split_whitespace().any(|word| address(&word)) {
            return false;
        }
        let beside = line.split_whitespace().filter(|word| !address(word)).collect::<Vec<_>>().join(" ");
        !says(&beside) || self.lines.contains(&beside) || self.text.contains(&beside)
    }

    fn has(&self, line: &str) -> bool {
        let line = normal(line);
        let inside = || line.chars().count() >= TELLING && self.text.contains(&line);
        self.link(&line) || (says(&line) && (self.lines.contains(&line) || inside()))
    }

    fn telling(&self, line: &str) -> bool {
        let line = normal(line);
        self.link(&line) || (line.chars().count() >= TELLING && self.text.contains(&line))
    }

    /// Whether these lines are our letter, most of it.
    fn is_letter(&self, lines: &[Line]) -> bool {
        let all = self.lines.iter().filter(|line| line.chars().count() >= TELLING).count();
        let met: HashSet<String> =
            lines.iter().map(|line| normal(&line.text)).filter(|line| self.telling(line)).collect();
        all > 0 && met.len() * 2 >= all
    }

    fn names_us(&self, line: &str) -> bool {
        !self.address.is_empty() && line.to_lowercase().contains(&self.address)
    }
}

struct Cutter<'a> {
    lines: &'a [Line],
    known: &'a Known<'a>,
    /// How many of the lines before each are of our letter, or name our address.
    met: Vec<usize>,
    cut: Vec<bool>,
}

impl Cutter<'_> {
    fn text(&self, at: usize) -> &str {
        &self.lines[at].text
    }

    fn blank(&self, at: usize) -> bool {
        self.text(at).trim().is_empty()
    }

    fn quoted(&self, at: usize) -> bool {
        self.lines[at].cited || self.text(at).trim_start().starts_with('>')
    }

    fn next_filled(&self, from: usize) -> Option<usize> {
        (from..self.lines.len()).find(|at| !self.blank(*at))
    }

    fn all(&mut self) {
        let (mut at, mut introduced) = (0, false);
        while at < self.lines.len() {
            if let Some(end) = self.heading(at) {
                let next = (end..self.lines.len()).find(|at| self.heading(*at).is_some());
                if !self.ours(at..next.unwrap_or(self.lines.len())) {
                    at = end;
                    continue;
                }
                self.cut[at..end].fill(true);
                self.quotation(end..self.lines.len());
                break;
            }
            if let Some(end) = self.introduction(at) {
                let quoted = self.next_filled(end).filter(|next| self.quoted(*next)).map(|at| self.end_of_quoted(at));
                if quoted.is_some_and(|quoted| self.ours(at..quoted)) {
                    self.cut[at..end].fill(true);
                    (at, introduced) = (end, true);
                    continue;
                }
                if quoted.is_none() && (at..end).any(|at| self.known.names_us(self.text(at))) {
                    self.cut[at..end].fill(true);
                    self.quotation(end..self.lines.len());
                    break;
                }
            }
            if self.quoted(at) {
                let end = self.end_of_quoted(at);
                self.quoted_lines(at..end, introduced);
                (at, introduced) = (end, false);
                continue;
            }
            at += 1;
        }
        self.unmarked();
        let last = (0..self.lines.len()).rfind(|at| !self.cut[*at] && says(self.text(*at)));
        if let Some(last) = last.filter(|at| added(self.text(*at))) {
            self.cut[last] = true;
        }
    }

    /// Whether a quotation is of our letter: it names our address, or has a line of the letter. What is quoted from
    /// anybody else, as a council's decision, may be the answer itself.
    fn ours(&self, range: Range<usize>) -> bool {
        self.met[range.end] > self.met[range.start]
    }

    /// Lines of a quotation in a row, with the empty ones between them.
    fn end_of_quoted(&self, from: usize) -> usize {
        let cited = self.lines[from].cited;
        let mut end = from + 1;
        while let Some(next) = self.next_filled(end).filter(|at| self.quoted(*at) && self.lines[*at].cited == cited) {
            end = next + 1;
        }
        end
    }

    fn quoted_lines(&mut self, range: Range<usize>, introduced: bool) {
        if self.lines[range.start].cited {
            if introduced || self.ours(range.clone()) {
                self.quotation(range);
            }
            return;
        }
        let filled = || range.clone().filter(|at| says(self.text(*at)));
        let met = filled().filter(|at| self.known.has(self.text(*at))).count();
        let ours = met > 0 && met * 2 >= filled().count();
        for at in range.clone() {
            // `>50 km/t` is how a person writes "more than".
            let line = self.text(at).trim_start();
            let marked = line == ">" || line.starts_with("> ") || line.starts_with(">>") || self.blank(at);
            self.cut[at] = ours || (introduced && (marked || self.known.has(line)));
        }
    }

    /// A quotation that a mail program made. Inside our own letter, lines that are not the letter's are the writer's.
    fn quotation(&mut self, range: Range<usize>) {
        let met = |at: &usize| self.known.has(self.text(*at));
        let (first, last) = (range.clone().find(met), range.clone().rfind(met));
        let (Some(first), Some(last)) = (first, last) else { return self.cut[range].fill(true) };
        if !self.known.is_letter(&self.lines[range.clone()]) {
            return self.cut[range].fill(true);
        }
        for at in range {
            // What follows our letter's last line may be an older letter of the same conversation.
            if at > last
                && let Some(end) = self.heading(at).or_else(|| self.introduction(at))
            {
                self.cut[at..end].fill(true);
                self.cut[end..].fill(true);
                break;
            }
            self.cut[at] = at < first || self.known.has(self.text(at)) || self.heading(at).is_some();
        }
    }

    /// Our letter without any mark of a quotation: three lines of it in a row, or its link.
    fn unmarked(&mut self) {
        let filled: Vec<usize> = (0..self.lines.len()).filter(|at| !self.cut[*at] && says(self.text(*at))).collect();
        let known: Vec<bool> = (0..self.lines.len()).map(|at| self.known.has(self.text(at))).collect();
        for run in filled.chunk_by(|a, b| known[*a] == known[*b]).filter(|run| known[run[0]]) {
            let letter = run.len() >= 3 && run.iter().any(|at| self.known.telling(self.text(*at)));
            for at in run {
                self.cut[*at] = letter || self.known.link(self.text(*at));
            }
        }
    }

    /// Where nothing would be left, all that is before our own letter is the answer: somebody passed a colleague's mail on.
    fn give_back(&mut self) {
        let ours = (0..self.lines.len()).find(|at| {
            let head = self.heading(*at).map(|end| *at..end).or_else(|| self.introduction(*at).map(|end| *at..end));
            let names_us = head.is_some_and(|head| head.into_iter().any(|at| self.sent_by_us(at)));
            names_us || self.known.telling(self.text(*at))
        });
        self.cut[..ours.unwrap_or(self.lines.len())].fill(false);
    }

    /// Where still nothing would be left, only our letter's own lines and the headings of quotations are cut: who answers
    /// below a quotation they have shortened has written the rest.
    fn only_ours(&mut self) {
        let mut at = 0;
        while at < self.lines.len() {
            let end = self.heading(at).or_else(|| self.introduction(at)).unwrap_or(at);
            self.cut[at..end].fill(true);
            if end == at {
                self.cut[at] = self.known.has(self.text(at));
            }
            at = end.max(at + 1);
        }
    }

    fn sent_by_us(&self, at: usize) -> bool {
        let to = field(self.text(at)).is_some_and(|field| field == Field::Other);
        !to && self.known.names_us(self.text(at))
    }

    /// `Fra: … Sendt: … Til: … Emne: …`, as Outlook has it, with the line above it. Gives where it ends.
    fn heading(&self, at: usize) -> Option<usize> {
        if self.lines[at].cited {
            return None;
        }
        let ruled = rule(self.text(at));
        let start = if ruled { self.next_filled(at + 1).filter(|next| *next <= at + 3)? } else { at };
        let certain = self.lines[start].opens || (ruled && says(self.text(at)));
        if field(self.text(start)) != Some(Field::From) {
            return None;
        }
        let (mut end, mut dated, mut others) = (start + 1, false, 0);
        while let Some(line) = self.lines.get(end).map(|line| line.text.as_str()).filter(|_| end < start + MAIL_HEADING)
        {
            match field(line) {
                Some(Field::Sent) => dated |= line.chars().any(|c| c.is_ascii_digit()),
                Some(Field::From | Field::Other) => others += 1,
                // A long list of recipients goes on.
                None if line.starts_with([' ', '\t']) && line.contains('@') => {}
                None => break,
            }
            end += 1;
        }
        (certain || dated || others >= 2).then_some(end)
    }

    /// `Den 7. desember 2026 kl. 08:00 skrev NN <a@b.no>:`, on up to three lines. Gives where it ends.
    fn introduction(&self, at: usize) -> Option<usize> {
        let plain = |at: usize| !self.quoted(at) && !self.blank(at);
        let fits = |from: usize, end: usize| {
            (from..end).all(plain) && {
                let joined = (from..end).map(|at| self.text(at).trim()).collect::<Vec<_>>().join(" ");
                introduces(&joined, self.known.names_us(&joined))
            }
        };
        let ends = (at + 1..=at + 3).filter(|end| *end <= self.lines.len());
        let end = ends.into_iter().find(|end| fits(at, *end))?;
        // The shortest that is one: lines before it are the writer's.
        (!(at + 1..end).any(|later| fits(later, end))).then_some(end)
    }
}

fn introduces(text: &str, names_us: bool) -> bool {
    let lower = text.to_lowercase();
    let says = words("wrote").any(|word| lower.contains(word));
    let bytes = lower.as_bytes();
    let clock = bytes
        .windows(4)
        .any(|c| c[0].is_ascii_digit() && c[1] == b':' && c[2].is_ascii_digit() && c[3].is_ascii_digit());
    let spoken = lower
        .split("kl")
        .skip(1)
        .any(|rest| rest.trim_start_matches(['.', ' ']).starts_with(|c: char| c.is_ascii_digit()));
    let dated = lower.chars().any(|c| c.is_ascii_digit());
    text.len() < 400 && lower.ends_with(':') && says && dated && (clock || spoken || names_us)
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

/// `________` or `-----Opprinnelig melding-----`
fn rule(line: &str) -> bool {
    let line = line.trim();
    let ends = line.len() >= 10 && (line.starts_with("-----") || line.starts_with("_____"));
    ends && (line.ends_with("---") || line.ends_with("___"))
}
