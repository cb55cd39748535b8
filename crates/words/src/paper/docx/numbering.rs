//! The lists of a paper, and the numbers of its headings, as Word counts them.

use crate::xml::Xml;
use procedure::text::ListMark;

/// Word has nine levels of a list.
pub const DEEPEST: usize = 8;
/// How far one level stands in from the one above, and its sign from its words, in twentieths of a point.
pub const STEP: usize = 425;

/// What `numbering.xml` will say. Its numbers begin where those of the template end.
#[derive(Default)]
pub struct Numbering {
    /// The template's part, as it is.
    before: Option<String>,
    first: usize,
    kinds: Vec<Kind>,
    lists: Vec<List>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    List(ListMark),
    /// Of the headings of one text of the paper, by its place among those that stand there.
    Headings(usize),
}

struct List {
    kind: usize,
    /// At which level it begins with which number.
    start: Option<(usize, u32)>,
}

impl Numbering {
    pub fn of(template: Option<String>) -> Self {
        let first = template.as_deref().map_or(1, |xml| highest(xml) + 1);
        Self { before: template, first, ..Self::default() }
    }

    /// A list that begins at a level: its number.
    pub fn list(&mut self, mark: ListMark, level: usize, start: u32) -> usize {
        let kind = self.kind(Kind::List(mark));
        self.lists.push(List { kind, start: Some((level, start)) });
        self.first + self.lists.len() - 1
    }

    /// The headings of a text that are counted: their number.
    pub fn headings(&mut self, text: usize) -> usize {
        let kind = self.kind(Kind::Headings(text));
        let known = self.lists.iter().position(|list| list.kind == kind);
        let at = known.unwrap_or_else(|| {
            self.lists.push(List { kind, start: None });
            self.lists.len() - 1
        });
        self.first + at
    }

    fn kind(&mut self, kind: Kind) -> usize {
        let known = self.kinds.iter().position(|one| *one == kind);
        known.unwrap_or_else(|| {
            self.kinds.push(kind);
            self.kinds.len() - 1
        })
    }

    /// The part. Kinds stand before lists, as the schema has it.
    pub fn part(&self) -> String {
        let mut kinds = Xml::default();
        for (at, kind) in self.kinds.iter().enumerate() {
            kinds.open("w:abstractNum", &[("w:abstractNumId", &(self.first + at).to_string())]);
            kinds.empty("w:multiLevelType", &[("w:val", "multilevel")]);
            (0..=DEEPEST).for_each(|level| kind.level(level, &mut kinds));
            kinds.close("w:abstractNum");
        }
        let mut lists = Xml::default();
        for (at, list) in self.lists.iter().enumerate() {
            lists.open("w:num", &[("w:numId", &(self.first + at).to_string())]);
            lists.empty("w:abstractNumId", &[("w:val", &(self.first + list.kind).to_string())]);
            if let Some((level, start)) = list.start {
                lists.open("w:lvlOverride", &[("w:ilvl", &level.to_string())]);
                lists.empty("w:startOverride", &[("w:val", &start.to_string())]);
                lists.close("w:lvlOverride");
            }
            lists.close("w:num");
        }
        let words = |mut xml: Xml| String::from_utf8(xml.taken()).unwrap_or_default();
        let (kinds, lists) = (words(kinds), words(lists));
        let before = self.before.as_deref().unwrap_or(EMPTY);
        let end = before.find("<w:numIdMacAtCleanup").or_else(|| before.find("</w:numbering>")).unwrap_or(before.len());
        let middle = before.find("<w:num ").unwrap_or(end);
        [&before[..middle], &kinds, &before[middle..end], &lists, &before[end..]].concat()
    }
}

const EMPTY: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
    <w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"></w:numbering>";

impl Kind {
    fn level(self, level: usize, xml: &mut Xml) {
        let (format, sign) = match self {
            Self::List(mark) => signs(mark, level),
            Self::Headings(_) => {
                let numbers: Vec<String> = (1..=level + 1).map(|n| format!("%{n}")).collect();
                ("decimal", numbers.join("."))
            }
        };
        xml.open("w:lvl", &[("w:ilvl", &level.to_string())]);
        xml.empty("w:start", &[("w:val", "1")]);
        xml.empty("w:numFmt", &[("w:val", format)]);
        if matches!(self, Self::Headings(_)) {
            xml.empty("w:suff", &[("w:val", "space")]);
        }
        xml.empty("w:lvlText", &[("w:val", &sign)]);
        xml.empty("w:lvlJc", &[("w:val", "left")]);
        xml.open("w:pPr", &[]);
        match self {
            Self::List(_) => xml.empty("w:ind", &[("w:left", &indent(level)), ("w:hanging", &STEP.to_string())]),
            Self::Headings(_) => xml.empty("w:ind", &[("w:left", "0"), ("w:firstLine", "0")]),
        }
        xml.close("w:pPr");
        xml.close("w:lvl");
    }
}

/// How far in the words of a level stand.
pub fn indent(level: usize) -> String {
    (STEP * (level + 1)).to_string()
}

/// The format of a list's numbers, and what stands before an item.
fn signs(mark: ListMark, level: usize) -> (&'static str, String) {
    let format = match mark {
        ListMark::Bullet => return ("bullet", if level.is_multiple_of(2) { "•" } else { "–" }.to_owned()),
        ListMark::Decimal | ListMark::DecimalParenthesis => "decimal",
        ListMark::Lower | ListMark::LowerParenthesis => "lowerLetter",
        ListMark::Upper | ListMark::UpperParenthesis => "upperLetter",
        ListMark::LowerRoman | ListMark::LowerRomanParenthesis => "lowerRoman",
        ListMark::UpperRoman | ListMark::UpperRomanParenthesis => "upperRoman",
    };
    let end = if mark.label(1).ends_with(')') { ")" } else { "." };
    (format, format!("%{}{end}", level + 1))
}

/// The highest id of a kind or a list.
fn highest(xml: &str) -> usize {
    let ids = ["w:abstractNumId=\"", "w:numId=\""].into_iter().flat_map(|name| xml.split(name).skip(1));
    ids.filter_map(|rest| rest.split('"').next()?.parse().ok()).max().unwrap_or(0)
}
