//! The numbers and letters that Word itself writes before paragraphs, counted as Word counts them (ECMA-376 part 1
//! § 17.9).

use super::{styles, symbols};
use crate::xml_tree::Node;
use procedure::text::ListMark;
use std::collections::{HashMap, HashSet};

const LEVELS: usize = 9;
/// How many times a definition may refer to another.
const DEEPEST: usize = 4;

#[derive(Clone, Default)]
struct Level {
    start: u32,
    format: String,
    /// `§ %1`, `%1.%2`: each `%` and a digit is what a level counts as.
    text: String,
    /// After which level it begins anew, counted from 1; never after 0. After any higher one where nothing is said.
    restart: Option<u8>,
    style: Option<String>,
    /// All numbers are Arabic.
    legal: bool,
    font: String,
}

#[derive(Default)]
struct Definition {
    levels: HashMap<usize, Level>,
    style_link: Option<String>,
    uses_style: Option<String>,
}

#[derive(Default)]
struct Instance {
    definition: String,
    starts: HashMap<usize, u32>,
    levels: HashMap<usize, Level>,
}

/// The lists a document defines.
#[derive(Default)]
pub struct Numbering {
    definitions: HashMap<String, Definition>,
    instances: HashMap<String, Instance>,
}

/// How far each list has come.
#[derive(Default)]
pub struct Counts {
    counted: HashMap<String, [Option<u32>; LEVELS]>,
    /// The instances that have begun at a level where they say what they begin at.
    begun: HashSet<(String, usize)>,
}

/// What stands before a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Label {
    /// With a sign that says something, such as a box to tick; else empty.
    Bullet(String),
    Counted {
        /// Where a list of ours looks the same.
        mark: Option<ListMark>,
        number: u32,
        shown: String,
    },
}

impl Numbering {
    pub fn of(root: &Node) -> Self {
        let mut read = Self::default();
        for node in root.nodes() {
            match node.name.as_str() {
                "abstractNum" => {
                    let definition = Definition {
                        levels: levels(node),
                        style_link: node.value("styleLink").map(str::to_owned),
                        uses_style: node.value("numStyleLink").map(str::to_owned),
                    };
                    read.definitions.extend(node.attribute("abstractNumId").map(|id| (id.to_owned(), definition)));
                }
                "num" => read.instances.extend(node.attribute("numId").map(|id| (id.to_owned(), instance(node)))),
                _ => {}
            }
        }
        read
    }

    /// The level of a list that a style belongs to.
    pub fn level_of(&self, list: &str, style: &str) -> Option<u8> {
        let definition = self.definition(&self.instances.get(list)?.definition)?.1;
        let of_style = |(_, level): &(&usize, &Level)| level.style.as_deref() == Some(style);
        definition.levels.iter().find(of_style).and_then(|(at, _)| u8::try_from(*at).ok())
    }

    /// A definition by its name, or the one it takes from a style of lists.
    fn definition<'a>(&'a self, id: &'a str) -> Option<(&'a str, &'a Definition)> {
        let mut found = (id, self.definitions.get(id)?);
        for _ in 0..DEEPEST {
            let Some(style) = found.1.uses_style.as_deref() else { break };
            let linked = |(_, other): &(&String, &Definition)| other.style_link.as_deref() == Some(style);
            let Some((id, definition)) = self.definitions.iter().find(linked) else { break };
            found = (id, definition);
        }
        Some(found)
    }

    /// What stands before the next paragraph of a list at a level. A list that is defined nowhere has bullets.
    pub fn next(&self, counts: &mut Counts, list: &str, level: u8) -> Option<Label> {
        let at = usize::from(level).min(LEVELS - 1);
        let bullet = Some(Label::Bullet(String::new()));
        let Some(instance) = self.instances.get(list) else { return bullet };
        let Some((id, definition)) = self.definition(&instance.definition) else { return bullet };
        let of = |at: usize| instance.levels.get(&at).or_else(|| definition.levels.get(&at));
        let Some(own) = of(at) else { return bullet };
        let counted = counts.counted.entry(id.to_owned()).or_default();
        let begins = instance.starts.get(&at).filter(|_| counts.begun.insert((list.to_owned(), at)));
        let number = begins.copied().unwrap_or_else(|| counted[at].map_or(own.start, |last| last.saturating_add(1)));
        counted[at] = Some(number);
        for (below, count) in counted.iter_mut().enumerate().skip(at + 1) {
            let restarts = of(below).and_then(|level| level.restart).is_none_or(|after| at < usize::from(after));
            *count = count.filter(|_| !restarts);
        }
        if own.format == "bullet" {
            return Some(Label::Bullet(symbols::sign(&own.text, &own.font)));
        }
        let counted = *counted;
        let number_at = |at: usize| counted[at].or_else(|| of(at).map(|level| level.start)).unwrap_or(1);
        let shown = shown(own, &|at| (number_at(at), of(at).map_or("decimal", |level| level.format.as_str())));
        (!shown.trim().is_empty()).then(|| Label::Counted { mark: mark(own, at), number, shown })
    }
}

fn levels(node: &Node) -> HashMap<usize, Level> {
    let level = |node: &Node| Some((node.attribute("ilvl")?.parse().ok().filter(|at| *at < LEVELS)?, level(node)));
    node.nodes().filter(|node| node.name == "lvl").filter_map(level).collect()
}

fn level(node: &Node) -> Level {
    // Word shows no number where a level says nothing of its text; it begins at 0 where it does not say at what.
    Level {
        start: node.value("start").and_then(|start| start.parse().ok()).unwrap_or(0),
        format: node.value("numFmt").unwrap_or("decimal").to_owned(),
        text: node.value("lvlText").unwrap_or_default().to_owned(),
        restart: styles::level(node, "lvlRestart"),
        style: node.value("pStyle").map(str::to_owned),
        legal: node.on("isLgl").unwrap_or(false),
        font: node.at(&["rPr", "rFonts"]).and_then(|fonts| fonts.attribute("ascii")).unwrap_or_default().to_owned(),
    }
}

fn instance(node: &Node) -> Instance {
    let mut instance =
        Instance { definition: node.value("abstractNumId").unwrap_or_default().to_owned(), ..Instance::default() };
    for own in node.nodes().filter(|node| node.name == "lvlOverride") {
        let Some(at) = own.attribute("ilvl").and_then(|at| at.parse().ok()).filter(|at| *at < LEVELS) else { continue };
        let start = own.value("startOverride").and_then(|start| start.parse().ok());
        instance.starts.extend(start.map(|start| (at, start)));
        instance.levels.extend(own.child("lvl").map(|node| (at, level(node))));
    }
    instance
}

fn shown<'a>(own: &Level, counted: &dyn Fn(usize) -> (u32, &'a str)) -> String {
    let mut shown = String::new();
    let mut letters = own.text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letters.peek().and_then(|digit| digit.to_digit(10)) {
            Some(level @ 1..=9) if letter == '%' => {
                letters.next();
                let (number, format) = counted(level as usize - 1);
                shown.push_str(&formatted(number, if own.legal { "decimal" } else { format }));
            }
            _ => shown.push(letter),
        }
    }
    shown.trim().to_owned()
}

fn formatted(number: u32, format: &str) -> String {
    let mark = match format {
        "lowerLetter" => ListMark::LowerParenthesis,
        "upperLetter" => ListMark::UpperParenthesis,
        "lowerRoman" => ListMark::LowerRomanParenthesis,
        "upperRoman" => ListMark::UpperRomanParenthesis,
        "decimalZero" => return format!("{number:02}"),
        "ordinal" => return format!("{number}."),
        "none" => return String::new(),
        _ => return number.to_string(),
    };
    mark.label(number).trim_end_matches(')').to_owned()
}

/// The mark of a list of ours that looks as this level does.
fn mark(own: &Level, at: usize) -> Option<ListMark> {
    let rest = own.text.trim().strip_prefix(&format!("%{}", at + 1))?;
    let format = if own.legal { "decimal" } else { own.format.as_str() };
    Some(match (format, rest) {
        ("decimal", ".") => ListMark::Decimal,
        ("decimal", ")") => ListMark::DecimalParenthesis,
        ("lowerLetter", ".") => ListMark::Lower,
        ("lowerLetter", ")") => ListMark::LowerParenthesis,
        ("upperLetter", ".") => ListMark::Upper,
        ("upperLetter", ")") => ListMark::UpperParenthesis,
        ("lowerRoman", ".") => ListMark::LowerRoman,
        ("lowerRoman", ")") => ListMark::LowerRomanParenthesis,
        ("upperRoman", ".") => ListMark::UpperRoman,
        ("upperRoman", ")") => ListMark::UpperRomanParenthesis,
        _ => return None,
    })
}
