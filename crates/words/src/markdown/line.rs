//! From what stands on a line of Markdown to runs.

use super::LineEnd;
use comrak::nodes::{AstNode, NodeValue};
use procedure::{
    Hash,
    text::{Block, Figure, Inline, Mark, Run},
};
use std::collections::{BTreeSet, HashMap};

/// Stands before a letter that was written with a backslash, so that it is never taken for a sign of ours. It cannot be
/// written: no text that is kept holds control characters.
pub const ESCAPED: char = '\u{1}';
const PICTURE: &str = "sha256:";

/// What the notes of a text say, by their names.
pub type Notes = HashMap<String, Vec<Block>>;

/// A line in pieces: runs between pictures.
pub enum Piece {
    Inlines(Vec<Inline>),
    Figure(Figure),
}

#[derive(Clone, Default)]
struct Look {
    marks: BTreeSet<Mark>,
    link: Option<String>,
}

struct Reader<'n> {
    notes: &'n Notes,
    line_end: LineEnd,
    pieces: Vec<Piece>,
}

/// What stands in a node that holds a line, with [`ESCAPED`] before what was escaped.
pub fn pieces<'a>(node: &'a AstNode<'a>, notes: &Notes, line_end: LineEnd) -> Vec<Piece> {
    let mut reader = Reader { notes, line_end, pieces: Vec::new() };
    reader.children(node, &Look::default());
    reader.pieces
}

/// The same where pictures have no place: their descriptions stand for them.
pub fn inlines<'a>(node: &'a AstNode<'a>, notes: &Notes, line_end: LineEnd) -> Vec<Inline> {
    let flat = |piece| match piece {
        Piece::Inlines(inlines) => inlines,
        Piece::Figure(figure) => [vec![Inline::plain(figure.alt)], figure.caption].concat(),
    };
    pieces(node, notes, line_end).into_iter().flat_map(flat).collect()
}

/// Takes the marks of what was escaped away.
pub fn unescaped(mut inlines: Vec<Inline>) -> Vec<Inline> {
    for inline in &mut inlines {
        if let Inline::Run(run) = inline {
            run.text = run.text.replace(ESCAPED, "");
        }
    }
    inlines
}

impl Reader<'_> {
    fn children<'a>(&mut self, node: &'a AstNode<'a>, look: &Look) {
        let children: Vec<_> = node.children().collect();
        let tags = pairs(&children);
        let mut open: Vec<Mark> = Vec::new();
        for (at, child) in children.into_iter().enumerate() {
            let look = Look { marks: look.marks.iter().chain(&open).copied().collect(), link: look.link.clone() };
            match tags.get(&at) {
                Some(Tag::Break) => self.letters("\n", &look),
                Some(Tag::Open(mark)) => open.push(*mark),
                Some(Tag::Close(mark)) => {
                    if let Some(last) = open.iter().rposition(|one| one == mark) {
                        open.remove(last);
                    }
                }
                None => self.node(child, &look),
            }
        }
    }

    fn node<'a>(&mut self, node: &'a AstNode<'a>, look: &Look) {
        let with = |mark| {
            let mut look = look.clone();
            look.marks.insert(mark);
            look
        };
        match &node.data().value {
            NodeValue::Text(text) => self.letters(text, look),
            NodeValue::SoftBreak => self.letters(if self.line_end == LineEnd::Break { "\n" } else { " " }, look),
            NodeValue::LineBreak => self.letters("\n", look),
            NodeValue::Code(code) => self.letters(&code.literal, look),
            NodeValue::HtmlInline(html) => self.letters(html, look),
            NodeValue::Emph => self.children(node, &with(Mark::Italic)),
            NodeValue::Strong => self.children(node, &with(Mark::Bold)),
            NodeValue::Link(link) => self.children(node, &Look { link: Some(link.url.clone()), ..look.clone() }),
            NodeValue::Image(image) => self.picture(node, &image.url, look),
            NodeValue::Escaped => {
                let text = node.children().filter_map(|child| child.data().value.text().map(str::to_owned));
                let text: String = text.collect();
                self.letters(&format!("{ESCAPED}{text}"), look);
            }
            NodeValue::FootnoteReference(note) => match self.notes.get(&note.name) {
                Some(blocks) => self.push(Inline::Note { note: blocks.clone() }),
                None => self.letters(&format!("[^{}]", note.name), look),
            },
            _ => self.children(node, look),
        }
    }

    fn picture<'a>(&mut self, node: &'a AstNode<'a>, url: &str, look: &Look) {
        let mut within = Reader { notes: self.notes, line_end: LineEnd::Blank, pieces: Vec::new() };
        within.children(node, &Look::default());
        let words = |piece| match piece {
            Piece::Inlines(inlines) => procedure::text::plain_of(&unescaped(inlines)),
            Piece::Figure(figure) => figure.alt,
        };
        let alt: String = within.pieces.into_iter().map(words).collect();
        match url.strip_prefix(PICTURE).filter(|hash| hash.len() == 64 && hash.bytes().all(|c| c.is_ascii_hexdigit())) {
            Some(hash) => {
                let figure = Figure { image: Hash(hash.to_ascii_lowercase()), alt, caption: Vec::new() };
                self.pieces.push(Piece::Figure(figure));
            }
            // A picture elsewhere on the net is not fetched; where it is, is told.
            None => self.letters(&format!("{alt} ({url})"), look),
        }
    }

    fn letters(&mut self, text: &str, look: &Look) {
        let run = Run { text: text.to_owned(), marks: look.marks.clone(), link: look.link.clone() };
        self.push(Inline::Run(run));
    }

    fn push(&mut self, inline: Inline) {
        match self.pieces.last_mut() {
            Some(Piece::Inlines(inlines)) => inlines.push(inline),
            _ => self.pieces.push(Piece::Inlines(vec![inline])),
        }
    }
}

enum Tag {
    Break,
    Open(Mark),
    Close(Mark),
}

/// The tags among some nodes that mean something here: those that are closed where they are opened.
fn pairs<'a>(nodes: &[&'a AstNode<'a>]) -> HashMap<usize, Tag> {
    let mut tags = HashMap::new();
    let mut open: Vec<(usize, Mark)> = Vec::new();
    for (at, node) in nodes.iter().enumerate() {
        let NodeValue::HtmlInline(html) = &node.data().value else { continue };
        let name = html.trim_matches(|c| matches!(c, '<' | '>' | '/' | ' ')).to_ascii_lowercase();
        let mark = match name.as_str() {
            "br" => {
                tags.insert(at, Tag::Break);
                continue;
            }
            "b" | "strong" => Mark::Bold,
            "i" | "em" => Mark::Italic,
            "sub" => Mark::Sub,
            "sup" => Mark::Super,
            _ => continue,
        };
        if !html.starts_with("</") {
            open.push((at, mark));
        } else if let Some(found) = open.iter().rposition(|(_, one)| *one == mark) {
            let (from, _) = open.remove(found);
            tags.insert(from, Tag::Open(mark));
            tags.insert(at, Tag::Close(mark));
        }
    }
    tags
}
