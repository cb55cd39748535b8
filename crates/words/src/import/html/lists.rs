//! Lists of a page, and those that Word writes as paragraphs.

use super::{Reader, style};
use crate::{
    import::{
        heading_number,
        pieces::{self, Item, Piece},
        report::What,
    },
    xml_tree::{Child, Node},
};
use procedure::text::{Block, List, ListMark};

impl<'p> Reader<'p> {
    pub fn list(&mut self, node: &'p Node) -> List {
        let mark = match (node.name.as_str(), node.attribute("type")) {
            ("ul", _) => ListMark::Bullet,
            (_, Some("a")) => ListMark::Lower,
            (_, Some("A")) => ListMark::Upper,
            (_, Some("i")) => ListMark::LowerRoman,
            (_, Some("I")) => ListMark::UpperRoman,
            _ => ListMark::Decimal,
        };
        let start = node.attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1);
        let mut items: Vec<Vec<Block>> = Vec::new();
        for child in &node.children {
            match child {
                Child::Node(inner) if matches!(inner.name.as_str(), "ul" | "ol") => {
                    let list = Block::List(self.list(inner));
                    match items.last_mut() {
                        Some(item) => item.push(list),
                        None => items.push(vec![list]),
                    }
                }
                Child::Node(inner) => {
                    let body = self.inner(inner);
                    if inner.name == "li" || !body.is_empty() {
                        items.push(body);
                    }
                }
                Child::Text(text) if !text.trim().is_empty() => items.push(vec![Block::para(text.trim())]),
                Child::Text(_) => {}
            }
        }
        List { mark, start, items }
    }

    /// `<p style="mso-list:l0 level1 lfo1">`, with what Word wrote before it in a span of its own.
    pub fn word_item(&mut self, node: &'p Node, found: &mut Vec<Piece>) {
        let style = style(node);
        let level = style.split("level").nth(1).and_then(|rest| rest.chars().next()?.to_digit(10)).unwrap_or(1);
        let ignored = node.all().find(|inner| super::says(inner, "mso-list:ignore"));
        let label: String = ignored.map(|span| span.all().map(Node::text).collect()).unwrap_or_default();
        let label = label.replace('\u{A0}', " ").trim().to_owned();
        let mut body = self.inner_line(node);
        let depth = level.saturating_sub(1) as usize;
        let item = |mark, number, body| Piece::Item(Item { depth, mark, number, body });
        if !label.chars().any(char::is_alphanumeric) || label == "o" {
            found.push(item(ListMark::Bullet, 1, body));
        } else if let Some((mark, number)) = counted(&label) {
            self.report.add(What::Numbers);
            found.push(item(mark, number, body));
        } else {
            self.report.say(What::NumbersAsLetters, &label);
            if let Some(Block::Para { text }) = body.first_mut() {
                *text = heading_number::numbered(&label, std::mem::take(text));
            }
            found.extend(body.into_iter().map(Piece::Block));
        }
    }

    fn inner_line(&mut self, node: &'p Node) -> Vec<Block> {
        let mut found = Vec::new();
        self.children(node, &super::Look::default());
        self.flush(&mut found);
        pieces::blocks(found)
    }
}

/// What a written number counts as, in a list that looks the same: `3.`, `b)`. One Roman letter is a letter.
fn counted(label: &str) -> Option<(ListMark, u32)> {
    let end = label.chars().last()?;
    let word = label.strip_suffix(['.', ')'])?;
    if let Ok(number) = word.parse() {
        return Some((if end == '.' { ListMark::Decimal } else { ListMark::DecimalParenthesis }, number));
    }
    let mut letters = word.chars();
    let (letter, None) = (letters.next()?, letters.next()) else { return None };
    let mark = match (letter.is_ascii_lowercase(), end) {
        (true, '.') => ListMark::Lower,
        (true, _) => ListMark::LowerParenthesis,
        (false, '.') => ListMark::Upper,
        (false, _) => ListMark::UpperParenthesis,
    };
    let from = if letter.is_ascii_lowercase() { 'a' } else { 'A' };
    letter.is_ascii_alphabetic().then(|| (mark, u32::from(letter) - u32::from(from) + 1))
}
