//! A page as a tree. `html5gum` follows the standard to the letter in what is a tag; which elements end by themselves is
//! told here, as far as it matters for words.

use crate::{
    limits,
    package::Unread,
    xml_tree::{Child, Node},
};
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

/// Elements that hold nothing.
const VOID: [&str; 13] =
    ["br", "hr", "img", "input", "meta", "link", "col", "area", "base", "embed", "source", "track", "wbr"];
/// Elements deeper than this are read as if they were not there.
const DEEPEST: usize = 120;
/// What ends a paragraph that is open.
const ENDS_PARAGRAPH: [&str; 19] = [
    "p",
    "div",
    "ul",
    "ol",
    "dl",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "section",
    "article",
    "header",
    "footer",
    "figure",
];

pub fn tree(html: &str) -> Result<Node, Unread> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut open = vec![Node::default()];
    // Elements that were too deep to be opened, by name.
    let mut deeper: Vec<String> = Vec::new();
    let mut left = limits::ELEMENTS;
    for token in Tokenizer::new_with_emitter(html, emitter).flatten() {
        match token {
            Token::StartTag(tag) => {
                left = left.checked_sub(1).ok_or(Unread::TooLarge)?;
                let node = node(&tag);
                end_implied(&mut open, &node.name);
                if VOID.contains(&node.name.as_str()) || tag.self_closing {
                    push(&mut open, Child::Node(node));
                } else if open.len() > DEEPEST {
                    deeper.push(node.name);
                } else {
                    open.push(node);
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                match deeper.iter().rposition(|other| *other == name) {
                    Some(at) => deeper.truncate(at),
                    None => end(&mut open, &name),
                }
            }
            Token::String(text) => {
                push(&mut open, Child::Text(String::from_utf8_lossy(&text).into_owned()));
            }
            _ => {}
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    Ok(open.pop().unwrap_or_default())
}

fn node(tag: &StartTag<()>) -> Node {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let attributes = tag.attributes.iter().map(|(name, value)| (text(name), text(value))).collect();
    Node::new(text(&tag.name), attributes)
}

fn push(open: &mut [Node], child: Child) {
    if let Some(node) = open.last_mut() {
        node.children.push(child);
    }
}

fn close(open: &mut Vec<Node>) {
    if open.len() > 1
        && let Some(node) = open.pop()
    {
        push(open, Child::Node(node));
    }
}

/// Ends the innermost element of a name that is open, and all within it.
fn end(open: &mut Vec<Node>, name: &str) {
    if let Some(at) = open.iter().rposition(|node| node.name == name).filter(|at| *at > 0) {
        while open.len() > at {
            close(open);
        }
    }
}

fn end_implied(open: &mut Vec<Node>, begins: &str) {
    let (ended, within): (&[&str], &[&str]) = match begins {
        "li" => (&["li"], &["ul", "ol"]),
        "dt" | "dd" => (&["dt", "dd"], &["dl"]),
        "tr" => (&["tr"], &["table"]),
        "td" | "th" => (&["td", "th"], &["table", "tr"]),
        "thead" | "tbody" | "tfoot" => (&["thead", "tbody", "tfoot"], &["table"]),
        name if ENDS_PARAGRAPH.contains(&name) => (&["p"], &["td", "th", "li", "div", "blockquote", "table"]),
        _ => return,
    };
    let from = open.iter().rposition(|node| within.contains(&node.name.as_str())).unwrap_or(0);
    let found = open.iter().rposition(|node| ended.contains(&node.name.as_str())).filter(|at| *at > from);
    if let Some(at) = found {
        while open.len() > at {
            close(open);
        }
    }
}
