//! The paragraphs of a Word document, in order.

use super::{Reader, numbering::Label, runs::Line, styles};
use crate::{
    import::{
        heading_number,
        pieces::{self, Item, Piece, is_blank},
        report::What,
    },
    xml_tree::Node,
};
use procedure::text::{Block, Inline, ListMark, line_of};

/// What a paragraph is.
#[derive(Default)]
struct Kind {
    style: String,
    /// The level of a heading, from 1.
    heading: Option<u8>,
    list: Option<(String, u8)>,
    /// Its end was taken out: it goes on in the next.
    goes_on: bool,
}

impl Reader<'_, '_> {
    /// The blocks of what is a text of its own: a note, a cell, a text box.
    pub fn inner(&mut self, node: &Node) -> Vec<Block> {
        let carried = std::mem::take(&mut self.carried);
        let mut found = Vec::new();
        self.blocks(node, &mut found);
        self.carried = carried;
        let body = pieces::blocks(found);
        body.into_iter().filter(|block| !matches!(block, Block::Para { text } if is_blank(text))).collect()
    }

    pub fn blocks(&mut self, node: &Node, found: &mut Vec<Piece>) {
        for child in node.nodes() {
            match child.name.as_str() {
                "p" => self.paragraph(child, found),
                "tbl" => self.table(child, found),
                "sdt" => {
                    let gallery = child.at(&["sdtPr", "docPartObj"]).and_then(|part| part.value("docPartGallery"));
                    if gallery.is_some_and(|gallery| gallery.starts_with("Table")) {
                        self.report.add(What::Contents);
                    } else {
                        self.blocks(child, found);
                    }
                }
                "sdtContent" | "customXml" | "ins" | "moveTo" => self.blocks(child, found),
                "del" | "moveFrom" => self.report.add(What::Deletions),
                "AlternateContent" => {
                    if let Some(chosen) = child.child("Choice").or_else(|| child.child("Fallback")) {
                        self.blocks(chosen, found);
                    }
                }
                "oMathPara" => {
                    let formula = super::formula::line(child);
                    self.report.say(What::Formulas, &line_of(&formula));
                    found.push(Piece::Block(Block::Para { text: formula }));
                }
                "altChunk" | "subDoc" => self.report.say(What::Embedded, ""),
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, node: &Node, found: &mut Vec<Piece>) {
        let kind = self.kind(node);
        if kind.heading.is_some() {
            self.fields.end_contents();
        }
        let in_contents = self.fields.is_contents();
        let mut line = self.line(node);
        if self.styles.is_contents(&kind.style) {
            if !line.is_empty() {
                self.report.add(What::Contents);
            }
            return;
        }
        let begun = std::mem::take(&mut self.carried);
        line.inlines.splice(0..0, begun);
        if kind.goes_on {
            self.carried = std::mem::take(&mut line.inlines);
            found.extend(line.beside.into_iter().map(Piece::Block));
            return;
        }
        if line.is_empty() && (in_contents || kind.list.is_none()) {
            found.extend(line.beside.into_iter().map(Piece::Block));
            return;
        }
        self.put(kind, line, found);
    }

    fn kind(&self, node: &Node) -> Kind {
        let Some(properties) = node.child("pPr") else { return Kind::default() };
        let style = properties.value("pStyle").unwrap_or_default().to_owned();
        let outline = styles::level(properties, "outlineLvl");
        let heading = match outline {
            Some(level) => styles::heading_level(level),
            None => self.styles.heading(&style),
        };
        let own = properties.child("numPr");
        let by_style = self.styles.list(&style);
        let list = own.and_then(styles::list).map(|(list, _)| list).or(by_style.clone().map(|(list, _)| list));
        let level = own.and_then(|own| styles::level(own, "ilvl"));
        let list = list.filter(|list| list != "0").map(|list| {
            let of_style = || by_style.and_then(|(_, level)| level);
            let level = level.or_else(|| self.numbering.level_of(&list, &style)).or_else(of_style).unwrap_or(0);
            (list, level)
        });
        let mark = properties.child("rPr");
        let goes_on = mark.is_some_and(|mark| mark.child("del").is_some() || mark.child("moveFrom").is_some());
        Kind { style, heading, list, goes_on }
    }

    /// A paragraph with letters in it, or one that is counted all the same.
    fn put(&mut self, kind: Kind, line: Line, found: &mut Vec<Piece>) {
        let level = kind.list.as_ref().map_or(0, |(_, level)| *level);
        let label = kind.list.and_then(|(list, level)| self.numbering.next(&mut self.counts, &list, level));
        let Line { inlines, beside } = line;
        if let Some(level) = kind.heading {
            let number = match label {
                Some(Label::Counted { shown, .. }) => shown,
                _ => String::new(),
            };
            if !is_blank(&inlines) {
                self.report.stands_under(&line_of(&heading_number::numbered(&number, inlines.clone())));
                self.headed = true;
                self.report.count(What::Numbers, usize::from(!number.is_empty()));
                found.push(Piece::Heading { level, number, heading: inlines });
            }
        } else if self.styles.is_title(&kind.style) && label.is_none() {
            found.push(if self.headed {
                Piece::Heading { level: 1, number: String::new(), heading: inlines }
            } else {
                Piece::Title(inlines)
            });
        } else if let (true, Some(Piece::Block(Block::Figure(figure)))) =
            (self.styles.is_caption(&kind.style), found.last_mut())
            && figure.caption.is_empty()
        {
            figure.caption = inlines;
        } else {
            return self.listed(label, usize::from(level), inlines, beside, found);
        }
        found.extend(beside.into_iter().map(Piece::Block));
    }

    fn listed(
        &mut self,
        label: Option<Label>,
        depth: usize,
        inlines: Vec<Inline>,
        beside: Vec<Block>,
        found: &mut Vec<Piece>,
    ) {
        let mut item = |mark, number, text: Vec<Inline>| {
            let mut body = vec![Block::Para { text }];
            body.extend(beside.clone());
            found.push(Piece::Item(Item { depth, mark, number, body }));
        };
        match label {
            Some(Label::Bullet(_)) if is_blank(&inlines) => {}
            Some(Label::Bullet(sign)) => return item(ListMark::Bullet, 1, heading_number::numbered(&sign, inlines)),
            Some(Label::Counted { mark: Some(mark), number, .. }) => {
                self.report.add(What::Numbers);
                return item(mark, number, inlines);
            }
            Some(Label::Counted { shown, .. }) => {
                self.report.say(What::NumbersAsLetters, &shown);
                found.push(Piece::Block(Block::Para { text: heading_number::numbered(&shown, inlines) }));
            }
            None => found.push(Piece::Block(Block::Para { text: inlines })),
        }
        found.extend(beside.into_iter().map(Piece::Block));
    }
}
