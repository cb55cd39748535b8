//! What stands in a paragraph: letters with their looks, signs, notes and fields.

use super::{Reader, fields, formula, styles, symbols};
use crate::{import::report::What, xml_tree::Node};
use procedure::text::{Block, Inline, Mark, Run, plain_of};
use std::collections::BTreeSet;

/// A paragraph as it is read.
#[derive(Default)]
pub struct Line {
    pub inlines: Vec<Inline>,
    /// Pictures and boxes: they stand after the paragraph.
    pub beside: Vec<Block>,
}

#[derive(Clone, Default)]
pub struct Look {
    marks: BTreeSet<Mark>,
    link: Option<String>,
    /// A symbol font, where the letters are signs of it.
    font: Option<String>,
    hidden: bool,
}

impl Line {
    pub fn is_empty(&self) -> bool {
        self.inlines.iter().all(|inline| matches!(inline, Inline::Run(run) if run.text.trim().is_empty()))
    }
}

impl Reader<'_, '_> {
    pub fn line(&mut self, paragraph: &Node) -> Line {
        let mut line = Line::default();
        paragraph.nodes().for_each(|node| self.inline(node, &Look::default(), &mut line));
        self.fields.end_paragraph();
        line
    }

    fn inline(&mut self, node: &Node, look: &Look, line: &mut Line) {
        match node.name.as_str() {
            "r" => self.run(node, look, line),
            "hyperlink" => self.linked(node, look, line),
            "fldSimple" => self.simple_field(node, look, line),
            "ins" | "moveTo" => {
                if node.find("t").is_some() {
                    self.report.add(What::Insertions);
                }
                self.inlines(node, look, line);
            }
            "del" | "moveFrom" => {
                if node.find("delText").is_some() || node.find("t").is_some() {
                    self.report.add(What::Deletions);
                }
                self.fields_only(node);
            }
            "oMath" | "oMathPara" => {
                let formula = formula::line(node);
                self.report.say(What::Formulas, &plain_of(&formula));
                line.inlines.extend(formula);
            }
            "AlternateContent" => {
                if let Some(chosen) = node.child("Choice").or_else(|| node.child("Fallback")) {
                    self.inlines(chosen, look, line);
                }
            }
            "ruby" => node.child("rubyBase").into_iter().for_each(|base| self.inlines(base, look, line)),
            "sdt" | "sdtContent" | "smartTag" | "customXml" | "bdo" | "dir" => self.inlines(node, look, line),
            _ => {}
        }
    }

    fn inlines(&mut self, node: &Node, look: &Look, line: &mut Line) {
        node.nodes().for_each(|node| self.inline(node, look, line));
    }

    fn linked(&mut self, node: &Node, look: &Look, line: &mut Line) {
        let target = node.attribute("id").and_then(|id| self.relation(id)).filter(|relation| relation.outside);
        match target.map(|relation| relation.target.clone()) {
            Some(link) => {
                let link = self.followed(&link);
                self.inlines(node, &Look { link, ..look.clone() }, line);
            }
            None => {
                if self.fields.is_text() && node.find("t").is_some() {
                    self.report.add(What::References);
                }
                self.inlines(node, look, line);
            }
        }
    }

    /// A link that pages of ours can lead to; another is told of.
    fn followed(&mut self, link: &str) -> Option<String> {
        let followed = ["http://", "https://", "mailto:"]
            .iter()
            .any(|scheme| link.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
        if !followed {
            self.report.say(What::LinksLeftOut, link);
        }
        followed.then(|| link.replace(' ', "%20"))
    }

    fn simple_field(&mut self, node: &Node, look: &Look, line: &mut Line) {
        let instruction = node.attribute("instr").unwrap_or_default().to_owned();
        if fields::is_contents(&instruction) {
            self.report.add(What::Contents);
            return;
        }
        let link = fields::link(&instruction).and_then(|link| self.followed(&link)).or_else(|| look.link.clone());
        self.inlines(node, &Look { link, ..look.clone() }, line);
    }

    /// What was taken out may hold the beginning or the end of a field.
    fn fields_only(&mut self, node: &Node) {
        let mut nothing = Line::default();
        for node in node.all().filter(|node| node.name == "fldChar") {
            self.field(node, &Look::default(), &mut nothing);
        }
    }

    fn run(&mut self, node: &Node, look: &Look, line: &mut Line) {
        let mut own = look.clone();
        if let Some(properties) = node.child("rPr") {
            self.look(properties, &mut own);
            let words: String = node.nodes().filter(|node| node.name == "t").map(Node::text).collect();
            if !words.trim().is_empty() && self.fields.is_text() {
                self.tell_of_looks(properties, &own, &words);
            }
        }
        let of_field = self.fields.link();
        if own.link.is_none() {
            own.link = of_field.and_then(|link| self.followed(&link));
        }
        node.nodes().for_each(|node| self.in_run(node, &own, line));
    }

    fn look(&mut self, properties: &Node, look: &mut Look) {
        if let Some(style) = properties.value("rStyle") {
            self.styles.letters(style, &mut look.marks);
        }
        styles::set(&mut look.marks, Mark::Bold, properties.on("b"));
        styles::set(&mut look.marks, Mark::Italic, properties.on("i"));
        styles::raise(&mut look.marks, styles::raised(properties));
        look.hidden |= properties.on("vanish").unwrap_or(false);
        let font = properties.child("rFonts").and_then(|fonts| fonts.attribute("ascii").or(fonts.attribute("hAnsi")));
        look.font = font.filter(|font| symbols::is_symbol_font(font)).map(str::to_owned);
    }

    /// Looks that a text of ours does not have.
    fn tell_of_looks(&mut self, properties: &Node, look: &Look, words: &str) {
        if look.hidden {
            self.report.say(What::Hidden, words);
            return;
        }
        if properties.on("strike").unwrap_or(false) || properties.on("dstrike").unwrap_or(false) {
            self.report.say(What::Struck, words);
        }
        if look.link.is_some() || properties.value("rStyle").is_some() {
            return;
        }
        if properties.value("u").is_some_and(|kind| kind != "none") {
            self.report.add(What::Underlined);
        }
        let told = |name: &str, attribute: &str, plain: &[&str]| {
            let value = properties.child(name).and_then(|node| node.attribute(attribute));
            value.is_some_and(|value| !plain.contains(&value.to_lowercase().as_str()))
        };
        if told("color", "val", &["auto", "000000"])
            || told("highlight", "val", &["none"])
            || told("shd", "fill", &["auto", "ffffff"])
        {
            self.report.add(What::Coloured);
        }
    }

    fn in_run(&mut self, node: &Node, look: &Look, line: &mut Line) {
        match node.name.as_str() {
            "fldChar" => self.field(node, look, line),
            "instrText" => self.fields.instruct(&node.text()),
            _ if !self.fields.is_text() || look.hidden => {}
            "t" => self.letters(&node.text(), look, line),
            "tab" | "ptab" => {
                if !line.is_empty() {
                    self.report.add(What::Tabs);
                }
                write("\t", look, line);
            }
            "br" if node.attribute("type").is_none_or(|kind| kind == "textWrapping") => write("\n", look, line),
            "cr" => write("\n", look, line),
            "noBreakHyphen" => write("\u{2011}", look, line),
            "sym" => {
                let number = node.attribute("char").and_then(|hex| u32::from_str_radix(hex, 16).ok()).unwrap_or(0);
                self.sign(number, node.attribute("font").unwrap_or_default(), look, line);
            }
            "footnoteReference" | "endnoteReference" => self.called(node, line),
            "commentReference" => self.comment(node),
            "drawing" | "pict" | "object" => self.graphics(node, line),
            "AlternateContent" => {
                if let Some(chosen) = node.child("Choice").or_else(|| node.child("Fallback")) {
                    chosen.nodes().for_each(|node| self.in_run(node, look, line));
                }
            }
            "ruby" => node.child("rubyBase").into_iter().for_each(|base| self.inlines(base, look, line)),
            _ => {}
        }
    }

    fn field(&mut self, node: &Node, look: &Look, line: &mut Line) {
        match node.attribute("fldCharType") {
            Some("begin") => {
                let ticked = node
                    .at(&["ffData", "checkBox"])
                    .map(|tick| tick.on("checked").or_else(|| tick.on("default")).unwrap_or(false));
                self.fields.begin(ticked);
            }
            Some("separate") => {
                if self.fields.show() {
                    self.report.add(What::Contents);
                } else if self.fields.refers() {
                    self.report.add(What::References);
                }
            }
            Some("end") => {
                let Some(field) = self.fields.end() else { return };
                if !self.fields.is_text() || look.hidden {
                    return;
                }
                if let Some(ticked) = field.ticked {
                    write(if ticked { "☑" } else { "☐" }, look, line);
                } else if let Some((number, font)) = field.symbol() {
                    self.sign(number, &font, look, line);
                }
            }
            _ => {}
        }
    }

    fn letters(&mut self, text: &str, look: &Look, line: &mut Line) {
        match &look.font {
            Some(font) => text.chars().for_each(|c| self.sign(u32::from(c), &font.clone(), look, line)),
            None => write(text, look, line),
        }
    }

    fn sign(&mut self, number: u32, font: &str, look: &Look, line: &mut Line) {
        match symbols::letter(number, font) {
            Some(letter) => {
                if !letter.is_whitespace() {
                    self.report.say(What::Symbols, &letter.to_string());
                }
                write(&letter.to_string(), look, line);
            }
            None if char::from_u32(number).is_some_and(char::is_whitespace) => write(" ", look, line),
            None => {
                self.report.say(What::SymbolsLeftOut, &format!("{font} {number:04X}"));
                write("\u{FFFD}", look, line);
            }
        }
    }

    fn called(&mut self, node: &Node, line: &mut Line) {
        let Some(id) = node.attribute("id") else { return };
        let parts = self.parts;
        let (notes, endnote) = match node.name.as_str() {
            "endnoteReference" => (&parts.endnotes, true),
            _ => (&parts.footnotes, false),
        };
        // A note that calls notes would never end.
        let Some(note) = notes.by_id.get(id).filter(|_| !self.in_note) else { return };
        self.in_note = true;
        let fields = std::mem::take(&mut self.fields);
        let relations = std::mem::replace(&mut self.relations, &notes.relations);
        let body = self.inner(note);
        (self.fields, self.relations, self.in_note) = (fields, relations, false);
        if endnote {
            self.report.add(What::Endnotes);
        }
        line.inlines.push(Inline::Note { note: body });
    }

    fn comment(&mut self, node: &Node) {
        let said = node.attribute("id").and_then(|id| self.parts.comments.get(id));
        self.report.say(What::Comments, said.map_or("", String::as_str));
    }
}

fn write(text: &str, look: &Look, line: &mut Line) {
    line.inlines.push(Inline::Run(Run { text: text.to_owned(), marks: look.marks.clone(), link: look.link.clone() }));
}
