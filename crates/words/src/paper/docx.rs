//! The Word document: built-in heading styles, so that navigation and contents work, and its language for the spelling.

use super::{Block, Paper, PaperTable};
use crate::{language::Lang, markup, plain::printable};
use anyhow::Context as _;
use docx_rs::{
    AbstractNumbering, AlignmentType, BreakType, BuildXML as _, Docx, Footer, IndentLevel, Level, LevelJc, LevelText,
    LineSpacing, NumberFormat, Numbering, NumberingId, PageNum, Paragraph, Run, RunFonts, Shading, SpecialIndentType,
    Start, Style, StyleType, Table as DocxTable, TableCell, TableRow, WidthType,
};
use std::io::Cursor;

pub const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// In half points, as the format counts.
const BODY_SIZE: usize = 22;
/// A4 less its margins, in twentieths of a point.
const TEXT_WIDTH: usize = 8500;
const BULLETS: usize = 2;

/// A tree of it all would take thirty times what its words do: a block is written as soon as it is made, a table row by
/// row.
pub(super) fn write(paper: &Paper) -> anyhow::Result<Vec<u8>> {
    // First, for it begins the numbers of paragraphs anew.
    let docx = styled();
    let mut body = Vec::new();
    for block in &paper.blocks {
        match block {
            Block::Title(text) => body.extend(lines(text).style("Title").build()),
            Block::Heading(level, text) => body.extend(lines(text).style(&format!("Heading{level}")).build()),
            Block::Paragraph(text) => body.extend(lines(text).build()),
            Block::Item(text) => {
                body.extend(lines(text).numbering(NumberingId::new(BULLETS), IndentLevel::new(0)).build());
            }
            // Two tables need a paragraph between them, or Word makes them one.
            Block::Table(rows) => {
                table(rows, &mut body)?;
                body.extend(Paragraph::new().build());
            }
        }
    }
    let mut package = docx.build();
    let place = after(&package.document, "<w:body>")?;
    package.document.splice(place..place, body);
    package.styles = spelled(&package.styles, paper.lang);
    package.doc_props.core = signed(&package.doc_props.core);
    let mut bytes = Cursor::new(Vec::new());
    package.pack(&mut bytes)?;
    Ok(bytes.into_inner())
}

/// The place behind a tag.
fn after(xml: &[u8], tag: &str) -> anyhow::Result<usize> {
    let place = std::str::from_utf8(xml)?.find(tag).with_context(|| format!("the library writes {tag}"))?;
    Ok(place + tag.len())
}

fn styled() -> Docx {
    let spacing = |before, after| LineSpacing::new().before(before).after(after);
    let heading = |level: usize, size| {
        Style::new(format!("Heading{level}"), StyleType::Paragraph)
            .name(format!("heading {level}"))
            .based_on("Normal")
            .next("Normal")
            .outline_lvl(level - 1)
            .size(size)
            .bold()
            .line_spacing(spacing(280, 80))
            .q_format(true)
    };
    let title = Style::new("Title", StyleType::Paragraph)
        .name("Title")
        .based_on("Normal")
        .next("Normal")
        .size(40)
        .bold()
        .line_spacing(spacing(0, 240));
    let bullet = Level::new(0, Start::new(1), NumberFormat::new("bullet"), LevelText::new("•"), LevelJc::new("left"))
        .indent(Some(567), Some(SpecialIndentType::Hanging(283)), None, None);
    let page_number = Paragraph::new().align(AlignmentType::Center).add_page_num(PageNum::new());
    Docx::new()
        .page_size(11_906, 16_838)
        .default_size(BODY_SIZE)
        .default_fonts(RunFonts::new().ascii("Calibri").hi_ansi("Calibri"))
        .default_line_spacing(spacing(0, 120))
        .add_style(title)
        .add_style(heading(1, 30))
        .add_style(heading(2, 26))
        .add_style(heading(3, BODY_SIZE))
        .add_abstract_numbering(AbstractNumbering::new(BULLETS).add_level(bullet))
        .add_numbering(Numbering::new(BULLETS, BULLETS))
        .footer(Footer::new().add_paragraph(page_number))
}

fn lines(text: &str) -> Paragraph {
    let mut paragraph = Paragraph::new();
    for (place, line) in text.lines().enumerate() {
        if place > 0 {
            paragraph = paragraph.add_run(Run::new().add_break(BreakType::TextWrapping));
        }
        for (bold, words) in markup::words(line) {
            let run = Run::new().add_text(printable(words));
            paragraph = paragraph.add_run(if bold { run.bold() } else { run });
        }
    }
    paragraph
}

fn table(table: &PaperTable, body: &mut Vec<u8>) -> anyhow::Result<()> {
    let width = TEXT_WIDTH / table.head.len().max(1);
    let cell = |paragraph: Paragraph| TableCell::new().width(width, WidthType::Dxa).add_paragraph(paragraph);
    let shaded = || Shading::new().fill("E9EDF2");
    let head = table.head.iter().map(|text| cell(lines(text).bold()).shading(shaded()));
    let empty = DocxTable::new(Vec::new()).set_grid(vec![width; table.head.len()]).width(TEXT_WIDTH, WidthType::Dxa);
    let frame = empty.build();
    let end = after(&frame, "</w:tblGrid>")?;
    body.extend(&frame[..end]);
    body.extend(TableRow::new(head.collect()).cant_split().build());
    for row in &table.rows {
        body.extend(TableRow::new(row.iter().map(|text| cell(lines(text))).collect()).cant_split().build());
    }
    body.extend(&frame[end..]);
    Ok(())
}

/// The library has no element for the language of the words.
fn spelled(styles: &[u8], lang: Lang) -> Vec<u8> {
    let tag = match lang {
        Lang::Nb => "nb-NO",
        Lang::Nn => "nn-NO",
        Lang::En => "en-GB",
    };
    let end = "</w:rPr></w:rPrDefault>";
    String::from_utf8_lossy(styles).replacen(end, &format!("<w:lang w:val=\"{tag}\" />{end}"), 1).into_bytes()
}

/// The library has no setter for who wrote it, and says `unknown`.
fn signed(core: &[u8]) -> Vec<u8> {
    String::from_utf8_lossy(core).replace(">unknown<", ">Samråd<").into_bytes()
}
