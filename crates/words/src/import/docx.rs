//! Word documents (ECMA-376, common and strict): sections by heading styles, or by shape when the writer used none.

mod body;
mod drawing;
mod fields;
mod formula;
mod numbering;
mod runs;
mod styles;
mod symbols;
mod table;
#[cfg(test)]
mod tests;

use super::{
    ImportError, Imported, Picture,
    pieces::Found,
    report::{Report, What},
};
use crate::{
    package::{Package, Relation, Unread},
    xml_tree::{self, Node},
};
use fields::Fields;
use numbering::{Counts, Numbering};
use procedure::{Hash, text::Inline};
use std::collections::HashMap;
use styles::Styles;

impl From<Unread> for ImportError {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::TooLarge => Self::TooLarge,
            Unread::Broken => Self::BrokenDocx,
        }
    }
}

/// Notes of one kind, with what they refer to.
#[derive(Default)]
struct Notes {
    by_id: HashMap<String, Node>,
    relations: Vec<Relation>,
}

/// What the document refers to.
struct Parts {
    footnotes: Notes,
    endnotes: Notes,
    /// Who wrote and what, by id.
    comments: HashMap<String, String>,
    relations: Vec<Relation>,
}

/// What has been read so far.
struct Reader<'r, 'p> {
    package: &'r mut Package<'p>,
    parts: &'r Parts,
    styles: &'r Styles,
    numbering: &'r Numbering,
    counts: Counts,
    fields: Fields,
    /// Of the part that is read.
    relations: &'r [Relation],
    in_note: bool,
    /// There has been a heading.
    headed: bool,
    /// What stands before a paragraph's end that was taken out.
    carried: Vec<Inline>,
    pictures: Vec<Picture>,
    pictures_read: HashMap<String, Hash>,
    report: Report,
}

/// `named` says whether the file calls itself a DOCX, which decides what a package without a document is.
pub fn read(bytes: &[u8], named: bool) -> Result<Imported, ImportError> {
    let strange = if named { ImportError::BrokenDocx } else { ImportError::NotText };
    let mut package = Package::open(bytes).map_err(|unread| match unread {
        Unread::TooLarge => ImportError::TooLarge,
        Unread::Broken => strange,
    })?;
    let main = package.main("word/document.xml")?;
    let document = xml_tree::read(&package.part(&main)?.ok_or(strange)?)?;
    let beside = |package: &mut Package, purpose: &str| -> Result<Option<Node>, Unread> {
        package.beside(&main, purpose)?.map(|xml| xml_tree::read(&xml)).transpose()
    };
    let styles = beside(&mut package, "styles")?.as_ref().map(Styles::of).unwrap_or_default();
    let numbering = beside(&mut package, "numbering")?.as_ref().map(Numbering::of).unwrap_or_default();
    let parts = Parts {
        footnotes: notes(&mut package, &main, "footnotes")?,
        endnotes: notes(&mut package, &main, "endnotes")?,
        comments: beside(&mut package, "comments")?.map(|root| comments(&root)).unwrap_or_default(),
        relations: package.relations(&main)?,
    };
    let mut report = Report::default();
    headers_and_footers(&mut package, &parts.relations, &mut report)?;
    let mut reader = Reader {
        relations: &parts.relations,
        parts: &parts,
        package: &mut package,
        styles: &styles,
        numbering: &numbering,
        counts: Counts::default(),
        fields: Fields::default(),
        in_note: false,
        headed: false,
        carried: Vec::new(),
        pictures: Vec::new(),
        pictures_read: HashMap::new(),
        report,
    };
    let mut pieces = Vec::new();
    if let Some(body) = document.child("body") {
        reader.blocks(body, &mut pieces);
    }
    let Reader { pictures, report, .. } = reader;
    Ok(Found { pieces, pictures, report }.sections())
}

impl Reader<'_, '_> {
    fn relation(&self, id: &str) -> Option<&Relation> {
        self.relations.iter().find(|relation| relation.id == id)
    }
}

fn notes(package: &mut Package, main: &str, purpose: &str) -> Result<Notes, ImportError> {
    let Some(xml) = package.beside(main, purpose)? else { return Ok(Notes::default()) };
    let part = package.relations(main)?.into_iter().find(|relation| relation.purpose == purpose);
    let relations = match part {
        Some(part) => package.relations(&part.target)?,
        None => Vec::new(),
    };
    // Lines between text and notes are kept as notes of their own type.
    let written = |node: &Node| node.attribute("type").is_none_or(|kind| kind == "normal");
    let by_id = |node: Node| node.attribute("id").map(str::to_owned).map(|id| (id, node));
    let root = xml_tree::read(&xml)?;
    let nodes = root.children.into_iter().filter_map(|child| match child {
        xml_tree::Child::Node(node) => Some(node).filter(written),
        xml_tree::Child::Text(_) => None,
    });
    Ok(Notes { by_id: nodes.filter_map(by_id).collect(), relations })
}

fn comments(root: &Node) -> HashMap<String, String> {
    let comment = |node: &Node| {
        let author = node.attribute("author").unwrap_or_default();
        let said = if author.is_empty() { words(node) } else { format!("{author}: {}", words(node)) };
        node.attribute("id").map(|id| (id.to_owned(), said))
    };
    root.nodes().filter_map(comment).collect()
}

fn words(node: &Node) -> String {
    let paragraph = |node: &Node| node.all().filter(|node| node.name == "t").map(Node::text).collect::<String>();
    let all = node.all().filter(|node| node.name == "p").map(paragraph).collect::<Vec<_>>().join(" ");
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn headers_and_footers(package: &mut Package, relations: &[Relation], report: &mut Report) -> Result<(), ImportError> {
    for relation in relations.iter().filter(|one| matches!(one.purpose.as_str(), "header" | "footer") && !one.outside) {
        let Some(xml) = package.part(&relation.target)? else { continue };
        let said = words(&xml_tree::read(&xml)?);
        if !said.is_empty() {
            report.say(What::HeadersAndFooters, &said);
        }
    }
    Ok(())
}
