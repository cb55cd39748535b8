//! What Word is given, read part by part, and by our own import.

use super::Template;
use crate::{
    import,
    language::Lang,
    markdown::{self, LineEnd},
    paper::{Paper, Pictures, tests::part},
};
use procedure::{
    Part, PartId, Section, Text,
    text::{line_of, plain_blocks},
};
use std::io::{Cursor, Write as _};

const WHOLE: &str = include_str!("../../../../../tests/data/text/whole.md");

fn text(markdown: &str) -> Text {
    Text::of(markdown::read(markdown, LineEnd::Break).into_iter().map(Part::Section).collect())
}

/// Word's document of a text, its pictures 1600 by 700 pixels.
fn docx(markdown: &str, template: Option<&Template>) -> Vec<u8> {
    let mut paper = Paper::new(Lang::Nb, "Overordnet strategi");
    paper.text_of(&text(markdown));
    let png = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &[0, 0, 6, 64, 0, 0, 2, 188, 8, 6]].concat();
    let pictures: Pictures = paper.pictures().into_iter().map(|hash| (hash, png.clone())).collect();
    paper.docx(template, &pictures).unwrap()
}

fn document(markdown: &str) -> String {
    part(&docx(markdown, None), "word/document.xml")
}

#[track_caller]
fn holds(xml: &str, wanted: &[&str]) {
    for one in wanted {
        assert!(xml.contains(one), "{one} in {xml}");
    }
}

#[test]
fn headings_have_words_levels_and_their_numbers() {
    let bytes = docx("# Mål {nr=auto}\n\n## Veg {nr=auto}\n\n#### Bane {nr=\"§ 4 b)\"}", None);
    let counted = |style: &str, level: u8, words: &str| {
        format!(
            "<w:pStyle w:val=\"{style}\"/><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>\
             <w:r><w:t xml:space=\"preserve\">{words}</w:t>"
        )
    };
    let document = part(&bytes, "word/document.xml");
    holds(&document, &[&counted("Heading1", 0, "Mål"), &counted("Heading2", 1, "Veg")]);
    holds(&document, &["<w:pStyle w:val=\"Heading4\"/></w:pPr><w:r><w:t xml:space=\"preserve\">§ 4 b) </w:t>"]);
    holds(&part(&bytes, "word/numbering.xml"), &["<w:lvlText w:val=\"%1.%2\"/>"]);
    let styles = part(&bytes, "word/styles.xml");
    holds(&styles, &["<w:name w:val=\"heading 4\"/>", "<w:outlineLvl w:val=\"3\"/>"]);
}

#[test]
fn lists_are_counted_by_word_from_where_they_begin() {
    let bytes = docx(WHOLE, None);
    let numbering = part(&bytes, "word/numbering.xml");
    let begins = |level: u8, start: u8| {
        format!("<w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"{start}\"/></w:lvlOverride>")
    };
    holds(&numbering, &[&begins(0, 4), &begins(0, 3), &begins(1, 1)]);
    holds(
        &numbering,
        &[
            "<w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"%1)\"/>",
            "<w:numFmt w:val=\"lowerRoman\"/><w:lvlText w:val=\"%1.\"/>",
            "<w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"–\"/>",
        ],
    );
    let ids = |name: &str| -> Vec<String> {
        numbering.split(&format!("<{name}=\"")).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    };
    let mut lists = ids("w:num w:numId");
    let all = lists.len();
    lists.dedup();
    // Five lists, one within another, one in the quotation, and the headings.
    assert_eq!((lists.len(), all), (7, 7));
    // What stands below an item stands in with it.
    holds(
        &part(&bytes, "word/document.xml"),
        &["<w:pPr><w:ind w:left=\"425\"/></w:pPr><w:r><w:t xml:space=\"preserve\">Mer om fjerde.</w:t>"],
    );
}

#[test]
fn tables_have_merged_cells_and_headings_that_are_repeated() {
    let document = document(WHOLE);
    let table = &document[document.find("<w:tbl>").unwrap()..document.find("</w:tbl>").unwrap()];
    assert_eq!(table.matches("<w:gridCol ").count(), 3);
    assert_eq!(table.matches("<w:tblHeader/>").count(), 2);
    assert_eq!(table.matches("<w:gridSpan w:val=\"2\"/>").count(), 1);
    let merged = |how: &str| table.matches(&format!("<w:vMerge w:val=\"{how}\"/>")).count();
    assert_eq!((merged("restart"), merged("continue")), (1, 1));
    holds(table, &["<w:jc w:val=\"right\"/></w:pPr><w:r><w:t xml:space=\"preserve\">2,5</w:t>"]);
}

#[test]
fn notes_links_marks_and_breaks_are_words_own() {
    let bytes = docx(WHOLE, None);
    let document = part(&bytes, "word/document.xml");
    holds(
        &document,
        &[
            "<w:footnoteReference w:id=\"1\"/>",
            "<w:footnoteReference w:id=\"2\"/>",
            "<w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">viktig</w:t>",
            "<w:rPr><w:i/></w:rPr>",
            "<w:vertAlign w:val=\"subscript\"/>",
            "<w:vertAlign w:val=\"superscript\"/>",
            "<w:br/><w:t xml:space=\"preserve\">Ny linje her",
            "<w:hyperlink r:id=\"samrad1\">",
        ],
    );
    let notes = part(&bytes, "word/footnotes.xml");
    holds(&notes, &["<w:footnoteRef/>", "<w:t xml:space=\"preserve\">SSB, </w:t>", "<w:hyperlink r:id=\"samrad1\">"]);
    let address = "Target=\"https://ssb.no/\" TargetMode=\"External\"";
    holds(&part(&bytes, "word/_rels/document.xml.rels"), &[address]);
    holds(&part(&bytes, "word/_rels/footnotes.xml.rels"), &[address]);
}

#[test]
fn a_picture_is_embedded_once_as_wide_as_the_page_and_says_what_it_shows() {
    let hash = procedure::Hash::of(b"kart");
    let figure = format!("![Kart & vei](sha256:{hash})\nFigur 1\n\n");
    let twice = docx(&figure.repeat(2), None);
    let document = part(&twice, "word/document.xml");
    // 9070 twentieths of a point, in the format's units.
    holds(&document, &["<wp:extent cx=\"5759450\" cy=\"2519759\"/>", "name=\"Figure 2\" descr=\"Kart &amp; vei\"/>"]);
    holds(&document, &["<w:pStyle w:val=\"Caption\"/>"]);
    assert_eq!(part(&twice, "word/_rels/document.xml.rels").matches("media/samrad1.png").count(), 1);
    let without = {
        let mut paper = Paper::new(Lang::Nb, "Uten");
        paper.text_of(&text(&figure));
        paper.docx(None, &Pictures::new()).unwrap()
    };
    holds(&part(&without, "word/document.xml"), &["[Kart &amp; vei]", "Figur 1"]);
}

#[test]
fn what_is_written_is_imported_again() {
    let bytes = docx(WHOLE, None);
    let read = import::import("strategi.docx", &bytes).unwrap();
    assert_eq!(read.title.as_deref(), Some("Overordnet strategi"));
    let headings: Vec<String> = read.sections.iter().map(|section| line_of(&section.heading)).collect();
    assert!(headings.iter().zip(["Innledning", "Mål", "Tiltak", "Kart"]).all(|(read, wanted)| read.ends_with(wanted)));
    assert!(headings[4].ends_with("Særlige regler"), "{headings:?}");
    for (at, words) in
        [(0, "Dette er"), (0, "Sitat fra planen."), (1, "kommunal veg"), (2, "Etter tabellen."), (4, "Slutt.")]
    {
        assert!(plain_blocks(&read.sections[at].body).contains(words), "{words} in {:?}", read.sections[at]);
    }
    assert_eq!(bytes, docx(WHOLE, None), "the same paper is the same bytes");
}

/// The tree that our own import reads, without ids.
fn imported(bytes: &[u8]) -> Text {
    let read = import::import("strategi.docx", bytes).unwrap();
    nameless(read.sections)
}

fn nameless(sections: Vec<Section>) -> Text {
    Text::of(sections.into_iter().map(|s| Part::Section(Section { id: PartId::default(), ..s })).collect())
}

#[test]
fn out_and_in_and_out_and_in_again_is_the_same_text() {
    let of = |text: &Text| {
        let mut paper = Paper::new(Lang::Nb, "Overordnet strategi");
        paper.text_of(text);
        let png = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &[0, 0, 6, 64, 0, 0, 2, 188, 8, 6]].concat();
        let pictures: Pictures = paper.pictures().into_iter().map(|hash| (hash, png.clone())).collect();
        paper.docx(None, &pictures).unwrap()
    };
    let once = imported(&docx(WHOLE, None));
    assert_eq!(imported(&of(&once)), once);
    let own = nameless(text(WHOLE).parts.into_iter().map(|Part::Section(section)| section).collect());
    // Word has no second paragraph of an item: it stands by itself. Every word is where it was.
    let read_aloud = |text: &Text| -> Vec<Vec<String>> {
        let words = |(number, part): (String, &Part)| format!("{number} {} {}", part.title(), part.plain());
        let split = |words: String| words.split_whitespace().map(str::to_owned).collect();
        text.numbers().into_iter().zip(&text.parts).map(words).map(split).collect()
    };
    assert_eq!(read_aloud(&own), read_aloud(&once));
}

const SPACE: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A template as a Norwegian Word writes it, in short.
fn template(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn regions_own() -> Vec<u8> {
    let related = |all: &[(&str, &str, &str)]| {
        let one = |(id, kind, target): &(&str, &str, &str)| {
            format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
        };
        format!("<Relationships>{}</Relationships>", all.iter().map(one).collect::<String>())
    };
    let main = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    template(&[
        (
            "[Content_Types].xml",
            format!(
                "<Types><Default Extension=\"png\" ContentType=\"image/png\"/>\
             <Override PartName=\"/word/document.xml\" ContentType=\"{main}.template.main+xml\"/>\
             <Override PartName=\"/word/header1.xml\" ContentType=\"{main}.header+xml\"/>\
             <Override PartName=\"/word/settings.xml\" ContentType=\"{main}.settings+xml\"/></Types>"
            ),
        ),
        ("_rels/.rels", related(&[("rId1", "officeDocument", "word/document.xml")])),
        (
            "word/document.xml",
            format!(
                "<w:document {SPACE} xmlns:w14=\"x\"><w:body><w:p><w:r><w:t>Slett meg</w:t></w:r></w:p>\
             <w:sectPr w:rsidR=\"00\"><w:headerReference w:type=\"default\" r:id=\"rId7\"/>\
             <w:headerReference w:type=\"first\" r:id=\"rId99\"/><w:pgSz w:w=\"12000\" w:h=\"16000\"/>\
             <w:pgMar w:top=\"1000\" w:right=\"1000\" w:bottom=\"1000\" w:left=\"2000\"/><w14:odd/></w:sectPr></w:body></w:document>"
            ),
        ),
        (
            "word/_rels/document.xml.rels",
            related(&[
                ("rId1", "styles", "styles.xml"),
                ("rId2", "numbering", "numbering.xml"),
                ("rId3", "settings", "settings.xml"),
                ("rId4", "customXml", "../customXml/item1.xml"),
                ("rId7", "header", "header1.xml"),
            ]),
        ),
        (
            "word/styles.xml",
            format!(
                "<w:styles {SPACE}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"en-US\"/></w:rPr></w:rPrDefault></w:docDefaults>\
             <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>\
             <w:style w:type=\"paragraph\" w:styleId=\"Overskrift1\"><w:name w:val=\"heading 1\"/>\
             <w:pPr><w:numPr><w:numId w:val=\"8\"/></w:numPr></w:pPr></w:style>\
             <w:style w:type=\"paragraph\" w:styleId=\"Title\"><w:name w:val=\"Something else\"/></w:style></w:styles>"
            ),
        ),
        (
            "word/numbering.xml",
            format!(
                "<w:numbering {SPACE}><w:abstractNum w:abstractNumId=\"3\"/><w:num w:numId=\"8\"><w:abstractNumId w:val=\"3\"/></w:num></w:numbering>"
            ),
        ),
        (
            "word/settings.xml",
            format!("<w:settings {SPACE}><w:attachedTemplate r:id=\"rId1\"/><w:evenAndOddHeaders/></w:settings>"),
        ),
        ("word/header1.xml", format!("<w:hdr {SPACE}><w:p/></w:hdr>")),
        ("word/_rels/header1.xml.rels", related(&[("rId1", "image", "media/image1.png")])),
        ("word/media/image1.png", "logo".to_owned()),
        ("customXml/item1.xml", "<a/>".to_owned()),
    ])
}

#[test]
fn a_template_gives_its_styles_its_header_and_its_page() {
    let template = Template::read(&regions_own()).unwrap();
    let bytes = docx("# Mål\n\n- veg\n\n# Veg {nr=auto}", Some(&template));
    let document = part(&bytes, "word/document.xml");
    // Its heading counts by itself, which ours do not.
    let numbered = |list: u8| {
        format!("<w:pStyle w:val=\"Overskrift1\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{list}\"/></w:numPr>")
    };
    holds(&document, &[&numbered(0), &numbered(10), "<w:pStyle w:val=\"SamradTitle\"/>"]);
    let page = "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId7\"/><w:pgSz w:w=\"12000\" w:h=\"16000\"/>\
                <w:pgMar w:top=\"1000\" w:right=\"1000\" w:bottom=\"1000\" w:left=\"2000\"/></w:sectPr></w:body>";
    holds(&document, &[page]);
    assert!(!document.contains("Slett meg"));
    let styles = part(&bytes, "word/styles.xml");
    holds(&styles, &["<w:lang w:val=\"nb-NO\"/>", "w:styleId=\"SamradTitle\"><w:name w:val=\"Title\"/>"]);
    assert_eq!(styles.matches("<w:name w:val=\"heading 1\"/>").count(), 1);
    let numbering = part(&bytes, "word/numbering.xml");
    let place = |words: &str| numbering.find(words).unwrap_or_else(|| panic!("{words} in {numbering}"));
    assert!(place("<w:abstractNum w:abstractNumId=\"3\"/>") < place("<w:abstractNum w:abstractNumId=\"9\">"));
    assert!(place("<w:abstractNum w:abstractNumId=\"9\">") < place("<w:num w:numId=\"8\">"));
    assert!(place("<w:num w:numId=\"8\">") < place("<w:num w:numId=\"9\">"));
    assert_eq!(part(&bytes, "word/media/image1.png"), "logo");
    assert!(part(&bytes, "word/_rels/header1.xml.rels").contains("media/image1.png"));
    assert_eq!(part(&bytes, "word/settings.xml"), format!("<w:settings {SPACE}><w:evenAndOddHeaders/></w:settings>"));
    let types = part(&bytes, "[Content_Types].xml");
    holds(&types, &["wordprocessingml.document.main+xml\"", "PartName=\"/word/header1.xml\""]);
    assert!(!types.contains("template") && !types.contains("customXml"));
}

#[test]
fn what_is_no_template_is_refused() {
    let document = ("word/document.xml", format!("<w:document {SPACE}><w:body/></w:document>"));
    let cut = ("word/styles.xml", "<w:styles><w:style".to_owned());
    for bytes in [b"not a file".to_vec(), template(std::slice::from_ref(&document)), template(&[document, cut])] {
        assert_eq!(Template::read(&bytes).err(), Some(super::TemplateError::Broken));
    }
}
