use super::{Paper, Pictures};
use crate::{import, language::Lang};
use procedure::{Part, Text};
use std::io::{Cursor, Read as _};

fn paper() -> Paper {
    let mut paper = Paper::new(Lang::Nn, "Overordna strategi");
    paper.heading(1, "Bakgrunn").prose("Vi vil:\n- bygge **mer** veg\n- rive\n\nOg så\nvidare \u{b}<b>&.");
    let row = |a: &str, b: &str| vec![a.to_owned(), b.to_owned()];
    paper.heading(1, "Merknader").table(row("Merknad", "Vurdering"), vec![row("Rv. 362 manglar.", "=Teken inn.")]);
    paper
}

fn bytes(paper: &Paper) -> Vec<u8> {
    paper.docx(None, &Pictures::new()).unwrap()
}

/// A part of a document.
pub fn part(docx: &[u8], name: &str) -> String {
    let mut package = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut text = String::new();
    package.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_paper_reads_back_section_by_section() {
    let bytes = bytes(&paper());
    let read = import::import("paper.docx", &bytes).unwrap();
    assert_eq!(read.title.as_deref(), Some("Overordna strategi"));
    let read = Text::of(read.sections.into_iter().map(Part::Section).collect());
    assert_eq!(read.parts.iter().map(Part::title).collect::<Vec<_>>(), ["Bakgrunn", "Merknader"]);
    let body = read.parts[0].plain();
    assert!(body.contains("- bygge mer veg\n- rive"), "{body}");
    assert!(body.contains("Og så\nvidare <b>&."), "{body}");
    assert!(read.parts[1].plain().contains("=Teken inn."), "{}", read.parts[1].plain());
    assert_eq!(bytes, self::bytes(&paper()), "the same paper is the same bytes");
}

#[test]
fn a_paper_knows_its_language_its_title_and_its_writer() {
    let bytes = bytes(&paper().by("Kongsbergregionen"));
    assert!(part(&bytes, "word/styles.xml").contains("<w:lang w:val=\"nn-NO\"/></w:rPr></w:rPrDefault>"));
    let core = part(&bytes, "docProps/core.xml");
    for said in ["<dc:title>Overordna strategi<", "<dc:creator>Kongsbergregionen<", "<dc:language>nn-NO<"] {
        assert!(core.contains(said), "{core}");
    }
}

#[test]
fn a_paper_can_be_pasted() {
    let text = "OVERORDNA STRATEGI\n\nBakgrunn\n\nVi vil:\n\n- bygge mer veg\n- rive\n\nOg så\nvidare \u{b}<b>&.\n\n\
                Merknader\n\nMerknad: Rv. 362 manglar.\nVurdering: =Teken inn.\n";
    assert_eq!(paper().text(), text);
}
