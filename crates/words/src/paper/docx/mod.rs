//! The Word document. Styles, lists, tables, notes and pictures are Word's own, so that whoever opens it can go on writing.

mod body;
mod figure;
mod inline;
mod numbering;
mod package;
mod picture;
mod styles;
mod table;
mod template;
#[cfg(test)]
mod tests;

use super::{Block, Paper, Pictures};
use crate::{language::Lang, xml::Xml};
use body::Writer;
use package::{Parts, Related, relationships};

pub use template::{Template, TemplateError};

pub const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
const RELATIONSHIPS: &str = "application/vnd.openxmlformats-package.relationships+xml";
const CORE: &str = "application/vnd.openxmlformats-package.core-properties+xml";

/// The names of what a document is written in.
const SPACES: [(&str, &str); 5] = [
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ("xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("xmlns:pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"),
];

/// A tree of it all would take thirty times what its words do: what is written of a block or a row is handed on to the
/// package at once.
pub(super) fn write(paper: &Paper, template: Option<&Template>, pictures: &Pictures) -> anyhow::Result<Vec<u8>> {
    let plain;
    let template = match template {
        Some(template) => template,
        None => {
            plain = Template::plain()?;
            &plain
        }
    };
    let mut parts = Parts::new();
    parts.put("[Content_Types].xml", &content_types(template))?;
    parts.put("_rels/.rels", &relationships(&roots()))?;
    parts.put("docProps/core.xml", &core(paper))?;
    for part in &template.parts {
        parts.put(&part.name, &part.bytes)?;
    }
    parts.put("word/styles.xml", template.styles.part(spelled_in(paper.lang)).as_bytes())?;
    let mut writer = Writer::new(template, pictures);
    parts.begin("word/document.xml")?;
    document(paper, template, &mut writer, &mut parts)?;
    parts.put("word/numbering.xml", writer.numbering.part().as_bytes())?;
    parts.put("word/footnotes.xml", &notes(&writer.notes.xml.taken()))?;
    if !writer.notes.related.is_empty() {
        parts.put("word/_rels/footnotes.xml.rels", &relationships(&writer.notes.related))?;
    }
    let own = ["styles", "numbering", "footnotes"].map(|name| Related::to(name, name, format!("{name}.xml")));
    let related = [own.as_slice(), &template.related, &writer.related].concat();
    parts.put("word/_rels/document.xml.rels", &relationships(&related))?;
    for (hash, name) in &writer.media {
        if let Some(bytes) = pictures.get(hash) {
            parts.put(&format!("word/{name}"), bytes)?;
        }
    }
    parts.end()
}

fn document(paper: &Paper, template: &Template, writer: &mut Writer, parts: &mut Parts) -> anyhow::Result<()> {
    writer.xml = Xml::document();
    writer.xml.open("w:document", &SPACES);
    writer.xml.open("w:body", &[]);
    writer.title(&paper.title);
    for block in &paper.blocks {
        match block {
            Block::Heading(heading) => writer.heading(heading),
            Block::Body(block) => writer.block(block),
            Block::Rows(rows) => {
                let widths = writer.begin_rows(rows);
                for row in &rows.rows {
                    parts.go_on(&writer.xml.taken())?;
                    writer.row(row, &widths);
                }
                writer.end_table();
            }
        }
        parts.go_on(&writer.xml.taken())?;
    }
    writer.xml.raw(&template.page.xml);
    writer.xml.close("w:body");
    writer.xml.close("w:document");
    parts.go_on(&writer.xml.taken())
}

fn roots() -> [Related; 2] {
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties".to_owned();
    [
        Related::to("document", "officeDocument", "word/document.xml"),
        Related { kind: core, ..Related::to("core", "", "docProps/core.xml") },
    ]
}

fn content_types(template: &Template) -> Vec<u8> {
    let mut xml = Xml::document();
    xml.open("Types", &[("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")]);
    let usual = [
        ("rels", RELATIONSHIPS),
        ("xml", "application/xml"),
        ("png", "image/png"),
        ("jpeg", "image/jpeg"),
        ("gif", "image/gif"),
    ];
    for (ending, kind) in usual {
        xml.empty("Default", &[("Extension", ending), ("ContentType", kind)]);
    }
    let mut part = |name: &str, kind: &str| {
        xml.empty("Override", &[("PartName", &format!("/{name}")), ("ContentType", kind)]);
    };
    part("docProps/core.xml", CORE);
    part("word/document.xml", &format!("{WORD}document.main+xml"));
    for name in ["styles", "numbering", "footnotes"] {
        part(&format!("word/{name}.xml"), &format!("{WORD}{name}+xml"));
    }
    for one in template.parts.iter().filter(|one| one.media_type != RELATIONSHIPS) {
        part(&one.name, &one.media_type);
    }
    xml.close("Types");
    xml.into_bytes()
}

/// What it is called, who wrote it and in which language.
fn core(paper: &Paper) -> Vec<u8> {
    let mut xml = Xml::document();
    let spaces = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ];
    xml.open("cp:coreProperties", &spaces);
    xml.element("dc:title", &[], &paper.title);
    xml.element("dc:creator", &[], &paper.author);
    xml.element("dc:language", &[], spelled_in(paper.lang));
    xml.close("cp:coreProperties");
    xml.into_bytes()
}

/// The language as Word names it: by its country too.
fn spelled_in(lang: Lang) -> &'static str {
    match lang {
        Lang::Nb => "nb-NO",
        Lang::Nn => "nn-NO",
        Lang::En => "en-GB",
    }
}

/// The part with the notes, after the two lines that Word draws above them.
fn notes(written: &[u8]) -> Vec<u8> {
    let mut xml = Xml::document();
    xml.open("w:footnotes", &SPACES);
    for (id, kind, line) in
        [("-1", "separator", "w:separator"), ("0", "continuationSeparator", "w:continuationSeparator")]
    {
        xml.open("w:footnote", &[("w:type", kind), ("w:id", id)]);
        xml.open("w:p", &[]);
        xml.open("w:r", &[]);
        xml.empty(line, &[]);
        xml.close("w:r");
        xml.close("w:p");
        xml.close("w:footnote");
    }
    xml.raw(&String::from_utf8_lossy(written));
    xml.close("w:footnotes");
    xml.into_bytes()
}
