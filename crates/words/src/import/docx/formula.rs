//! Formulas as letters on a line (ECMA-376 part 1 § 22.1): fractions with a stroke, roots with their sign, powers raised.

use crate::xml_tree::Node;
use procedure::text::{Inline, Mark};

/// A formula as it is written on one line.
pub fn line(node: &Node) -> Vec<Inline> {
    let mut line = Vec::new();
    node.nodes().for_each(|node| piece(node, &mut line));
    line
}

fn piece(node: &Node, line: &mut Vec<Inline>) {
    let part = |name: &str| node.child(name).map(self::line).unwrap_or_default();
    match node.name.as_str() {
        "t" => line.push(Inline::plain(node.text())),
        "f" => {
            line.extend(enclosed(part("num")));
            line.push(Inline::plain("/"));
            line.extend(enclosed(part("den")));
        }
        "sSup" | "sSub" | "sSubSup" => {
            line.extend(part("e"));
            line.extend(marked(&part("sub"), Mark::Sub));
            line.extend(marked(&part("sup"), Mark::Super));
        }
        "rad" => {
            line.extend(marked(&part("deg"), Mark::Super));
            line.push(Inline::plain("√"));
            line.extend(enclosed(part("e")));
        }
        "nary" => {
            let sign = node.at(&["naryPr", "chr"]).and_then(|chr| chr.attribute("val")).unwrap_or("∫");
            line.push(Inline::plain(sign));
            line.extend(marked(&part("sub"), Mark::Sub));
            line.extend(marked(&part("sup"), Mark::Super));
            line.push(Inline::plain(" "));
            line.extend(part("e"));
        }
        "d" => delimited(node, line),
        "m" => rows(node, "mr", line),
        "eqArr" => rows(node, "e", line),
        "func" => {
            line.extend(part("fName"));
            line.push(Inline::plain(" "));
            line.extend(part("e"));
        }
        name if name.ends_with("Pr") => {}
        _ => line.extend(self::line(node)),
    }
}

/// What is more than one letter or number long is held together by parentheses.
fn enclosed(line: Vec<Inline>) -> Vec<Inline> {
    let words = procedure::text::plain_of(&line);
    if words.chars().all(|c| c.is_alphanumeric() || matches!(c, ',' | '.')) {
        return line;
    }
    [vec![Inline::plain("(")], line, vec![Inline::plain(")")]].concat()
}

fn marked(line: &[Inline], mark: Mark) -> Option<Inline> {
    let words = procedure::text::plain_of(line);
    (!words.trim().is_empty()).then(|| Inline::marked(words, [mark]))
}

fn delimited(node: &Node, line: &mut Vec<Inline>) {
    let sign = |name: &str, usual: &str| {
        node.at(&["dPr", name]).map_or(usual, |sign| sign.attribute("val").unwrap_or_default()).to_owned()
    };
    line.push(Inline::plain(sign("begChr", "(")));
    for (at, inner) in node.nodes().filter(|node| node.name == "e").enumerate() {
        if at > 0 {
            line.push(Inline::plain(sign("sepChr", "|")));
        }
        line.extend(self::line(inner));
    }
    line.push(Inline::plain(sign("endChr", ")")));
}

fn rows(node: &Node, name: &str, line: &mut Vec<Inline>) {
    for (at, row) in node.nodes().filter(|node| node.name == name).enumerate() {
        if at > 0 {
            line.push(Inline::plain("; "));
        }
        for (at, cell) in row.nodes().enumerate() {
            if at > 0 && name == "mr" {
                line.push(Inline::plain(", "));
            }
            piece(cell, line);
        }
    }
}
