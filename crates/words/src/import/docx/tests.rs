//! Word documents as Word writes them, a few elements at a time.

use crate::import::{
    Imported, import,
    report::{Sort, What},
    tests::package,
};
use procedure::{
    Part, Text,
    text::{Block, line_of},
};

const PNG: &str = "iVBORw0KGgo";

/// The body of a document, and other parts beside it.
fn read_with(body: &str, parts: &[(&str, &str)]) -> Imported {
    let document = format!("<w:document><w:body>{body}</w:body></w:document>");
    let all = [&[("word/document.xml", document.as_str())], parts].concat();
    import("a.docx", &package(&all)).unwrap()
}

fn read(body: &str) -> Imported {
    read_with(body, &[])
}

fn p(inner: &str) -> String {
    format!("<w:p>{inner}</w:p>")
}

fn r(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn looks(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn styled(style: &str, text: &str) -> String {
    p(&format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}", r(text)))
}

/// An item of a list at a level.
fn item(list: u8, level: u8, text: &str) -> String {
    p(&format!("<w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>{}", r(text)))
}

fn markdown(imported: &Imported) -> String {
    let whole = crate::markdown::whole(&imported.sections);
    whole.trim_end().to_owned()
}

fn told(imported: &Imported) -> Vec<(What, usize)> {
    let told = |sort| imported.report.of(sort).map(|told| (told.what, told.count));
    told(Sort::Changed).chain(told(Sort::LeftOut)).collect()
}

fn level(at: u8, format: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{more}<w:lvlText w:val=\"{text}\"/></w:lvl>"
    )
}

fn numbering(levels: &str, instances: &str) -> String {
    format!("<w:numbering><w:abstractNum w:abstractNumId=\"7\">{levels}</w:abstractNum>{instances}</w:numbering>")
}

fn instance(id: u8, more: &str) -> String {
    format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"7\"/>{more}</w:num>")
}

#[test]
fn lists_are_counted_as_word_counts_them() {
    let levels =
        [level(0, "decimal", "%1.", ""), level(1, "lowerLetter", "%2)", ""), level(2, "lowerRoman", "%1.%3", "")];
    let restarted = instance(2, "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride>");
    let defined = numbering(&levels.concat(), &(instance(1, "") + &restarted));
    let body = [
        item(1, 0, "en"),
        item(1, 1, "a"),
        item(1, 1, "b"),
        item(1, 0, "to"),
        item(1, 1, "ny a"),
        p(&r("Mellom.")),
        item(1, 0, "tre"),
        item(2, 0, "fem"),
        item(2, 0, "seks"),
        item(1, 2, "romertall"),
    ];
    let imported = read_with(&body.concat(), &[("word/numbering.xml", &defined)]);
    let expected = "1. en\n\n   a) a\n   b) b\n2. to\n\n   :::list a)\n   - ny a\n   :::\n\nMellom.\n\n3. tre\n\n<!-- -->\n\n5. fem\n6. seks\n\n6.i romertall";
    assert_eq!(markdown(&imported), expected);
    assert_eq!(imported.report.said(What::NumbersAsLetters), ["6.i"]);
}

#[test]
fn headings_have_the_number_word_shows_and_their_level() {
    let styles = "<w:styles>\
        <w:style w:type=\"paragraph\" w:styleId=\"O1\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"O2\"><w:name w:val=\"heading 2\"/><w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr><w:outlineLvl w:val=\"1\"/></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"T\"><w:name w:val=\"Title\"/></w:style></w:styles>";
    let levels =
        level(0, "upperRoman", "Del %1", "<w:pStyle w:val=\"O1\"/>") + &level(1, "decimal", "%1.%2", "<w:isLgl/>");
    let defined = numbering(&levels, &instance(1, ""));
    let long = format!("{}slutter med punktum.", "Et svært langt mål som ".repeat(8));
    let unnumbered =
        format!("<w:pPr><w:pStyle w:val=\"O2\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr>{}", r("Uten"));
    let body = [
        styled("T", "Klimaplan"),
        styled("O1", "Mål"),
        styled("O2", &long),
        p(&unnumbered),
        styled("O1", "Tiltak"),
        styled("O2", "Veg"),
    ];
    let imported = read_with(&body.concat(), &[("word/styles.xml", styles), ("word/numbering.xml", &defined)]);
    let text = Text::of(imported.sections.iter().cloned().map(Part::Section).collect());
    assert_eq!(imported.title.as_deref(), Some("Klimaplan"));
    assert_eq!(text.numbers(), ["Del I", "1.1", "", "Del II", "2.1"]);
    assert_eq!(imported.sections.iter().map(|section| section.level).collect::<Vec<_>>(), [1, 2, 2, 1, 2]);
    assert_eq!(line_of(&imported.sections[1].heading), long);
}

#[test]
fn tables_keep_merged_cells_headings_and_alignment() {
    let cell = |properties: &str, inner: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>");
    let right = |text: &str| p(&format!("<w:pPr><w:jc w:val=\"right\"/></w:pPr>{}", r(text)));
    let rows = [
        format!(
            "<w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr>",
            cell("<w:gridSpan w:val=\"2\"/>", &p(&looks("<w:b/>", "Tiltak"))),
            cell("", &p(&r("Kroner")))
        ),
        format!(
            "<w:tr>{}{}{}</w:tr>",
            cell("<w:vMerge w:val=\"restart\"/>", &p(&r("Veg"))),
            cell("", &(p(&r("Bru")) + &p(&r("og tunnel")))),
            cell("", &right("100"))
        ),
        format!("<w:tr>{}{}{}</w:tr>", cell("<w:vMerge/>", &p("")), cell("", &p(&r("Ferje"))), cell("", &right("20"))),
        format!(
            "<w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr>{}</w:tr>",
            cell("<w:gridSpan w:val=\"3\"/>", &p(&r("Borte")))
        ),
    ];
    let imported = read(&format!("{}<w:tbl>{}</w:tbl>", p(&r("Se tabellen.")), rows.concat()));
    let expected = "Se tabellen.\n\n| Tiltak | < | Kroner |\n| --- | --- | --: |\n| Veg | Bru<br>og tunnel | 100 |\n| ^ | Ferje | 20 |";
    assert_eq!(markdown(&imported), expected);
    assert_eq!((imported.report.counted(What::MergedCells), told(&imported)), (2, vec![(What::Deletions, 1)]));
}

#[test]
fn tracked_changes_are_taken_as_accepted_and_comments_are_told() {
    let body = p(&format!(
        "<w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr>{}<w:del w:id=\"2\"><w:r><w:delText>ikke</w:delText></w:r></w:del>",
        r("Vi vil ")
    )) + &p(&format!(
        "<w:ins w:id=\"3\">{}</w:ins><w:moveFrom>{}</w:moveFrom><w:moveTo>{}</w:moveTo><w:r><w:commentReference w:id=\"0\"/></w:r>",
        r("bygge"),
        r("borte"),
        r(" bru.")
    ));
    let comments = "<w:comments><w:comment w:id=\"0\" w:author=\"Kari\"><w:p><w:r><w:t>Sjekk tallet.</w:t></w:r></w:p></w:comment></w:comments>";
    let imported = read_with(&body, &[("word/comments.xml", comments)]);
    assert_eq!(markdown(&imported), "Vi vil bygge bru.");
    assert_eq!(told(&imported), [(What::Insertions, 2), (What::Deletions, 2), (What::Comments, 1)]);
    assert_eq!(imported.report.said(What::Comments), ["Kari: Sjekk tallet."]);
}

#[test]
fn fields_show_their_result_and_a_table_of_contents_is_left_out() {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let told_to = |words: &str| format!("<w:r><w:instrText xml:space=\"preserve\">{words}</w:instrText></w:r>");
    let begun = [field("begin"), told_to(" TOC \\o "), field("separate"), r("Mål 3")].concat();
    let linked =
        [field("begin"), told_to(" HYPERLINK \"https://ssb.no/\" "), field("separate"), r("SSB"), field("end")]
            .concat();
    let page = [field("begin"), told_to(" PAGEREF _Toc1 "), field("separate"), r("7"), field("end")].concat();
    let body = [
        p(&begun),
        p(&(r("Tiltak 5") + &field("end"))),
        p(&format!("{}{linked}{}{page}{}", r("Tall fra "), r(", side "), r("."))),
    ];
    let imported = read(&body.concat());
    assert_eq!(markdown(&imported), "Tall fra [SSB](https://ssb.no/), side 7.");
    assert_eq!(told(&imported), [(What::References, 1), (What::Contents, 1)]);
    // One that is never ended does not swallow the text.
    let open = read(
        &[p(&begun), styled("Heading1", "Mål"), p(&(field("begin") + &told_to(" REF x "))), p(&r("Tekst."))].concat(),
    );
    assert_eq!(markdown(&open), "# Mål\n\nTekst.");
}

#[test]
fn links_looks_breaks_and_hyphens_come_in() {
    let relations = "<Relationships><Relationship Id=\"r1\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/hyperlink\" \
        Target=\"https://lovdata.no/\" TargetMode=\"External\"/><Relationship Id=\"r2\" Type=\"x/hyperlink\" Target=\"file:///C:/plan.doc\" TargetMode=\"External\"/></Relationships>";
    let body = [
        p(&format!(
            "<w:hyperlink r:id=\"r1\">{}</w:hyperlink>{}<w:hyperlink r:id=\"r2\">{}</w:hyperlink>",
            r("Loven"),
            r(" og "),
            r("planen.")
        )),
        p(&[
            looks("<w:b/>", "fet"),
            r(" "),
            looks("<w:i/>", "kursiv"),
            r(" CO"),
            looks("<w:vertAlign w:val=\"subscript\"/>", "2"),
            "<w:r><w:br/><w:t>ny</w:t><w:noBreakHyphen/><w:t>linje</w:t><w:softHyphen/></w:r>".to_owned(),
            looks("<w:b w:val=\"0\"/><w:u w:val=\"single\"/><w:color w:val=\"FF0000\"/>", " rød"),
            looks("<w:strike/>", " strøket"),
            looks("<w:vanish/>", "skjult"),
        ]
        .concat()),
    ];
    let imported = read_with(&body.concat(), &[("word/_rels/document.xml.rels", relations)]);
    let expected =
        "[Loven](https://lovdata.no/) og planen.\n\n**fet** _kursiv_ CO<sub>2</sub>\nny\u{2011}linje rød strøket";
    assert_eq!(markdown(&imported), expected);
    let out =
        [(What::Struck, 1), (What::Underlined, 1), (What::Coloured, 1), (What::Hidden, 1), (What::LinksLeftOut, 1)];
    assert_eq!(told(&imported), out);
    assert_eq!(imported.report.said(What::Hidden), ["skjult"]);
}

#[test]
fn pictures_are_figures_with_their_caption_and_text_boxes_are_read_once() {
    let relations = "<Relationships><Relationship Id=\"r1\" Type=\"x/image\" Target=\"media/kart.png\"/><Relationship Id=\"r2\" Type=\"x/image\" Target=\"media/a.emf\"/></Relationships>";
    let drawing = |relation: &str, alt: &str| {
        format!(
            "<w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"Bilde 1\" descr=\"{alt}\"/><a:blip r:embed=\"{relation}\"/></wp:inline></w:drawing></w:r>"
        )
    };
    let boxed = |tag: &str| format!("<{tag}><w:txbxContent>{}</w:txbxContent></{tag}>", p(&r("I boksen.")));
    let shape = format!(
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing>{}</w:drawing></mc:Choice><mc:Fallback><w:pict>{}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        boxed("wps:txbx"),
        boxed("v:textbox")
    );
    let body = [
        p(&drawing("r1", "Kart over veger")),
        styled("Bildetekst", "Figur 1 Veger"),
        p(&(r("Her.") + &shape)),
        p(&drawing("r2", "")),
    ];
    let parts = [("word/_rels/document.xml.rels", relations), ("word/media/a.emf", PNG)];
    let document = format!("<w:document><w:body>{}</w:body></w:document>", body.concat());
    let bytes = with_bytes(
        &[
            &[("word/document.xml", document.as_bytes())],
            &parts.map(|(name, text)| (name, text.as_bytes()))[..],
            &[("word/media/kart.png", &b"\x89PNG\r\n\x1a\nbilde"[..])],
        ]
        .concat(),
    );
    let imported = import("a.docx", &bytes).unwrap();
    let [Block::Figure(figure), Block::Para { .. }, Block::Quote { body }] = &imported.sections[0].body[..] else {
        panic!("{imported:?}");
    };
    assert_eq!((figure.alt.as_str(), line_of(&figure.caption)), ("Kart over veger", "Figur 1 Veger".to_owned()));
    assert_eq!(body, &[Block::para("I boksen.")]);
    let [picture] = &imported.pictures[..] else { panic!("{imported:?}") };
    assert_eq!((&picture.hash, picture.name.as_str(), picture.media_type), (&figure.image, "kart.png", "image/png"));
    assert_eq!(told(&imported), [(What::TextBoxes, 1), (What::PicturesLeftOut, 1)]);
}

fn with_bytes(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut writer, content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn pictures_beyond_measure_are_told_of_and_left_out() {
    let count = crate::limits::PICTURES_COUNT + 1;
    let relation = |n: usize| format!("<Relationship Id=\"r{n}\" Type=\"x/image\" Target=\"media/{n}.gif\"/>");
    let relations = format!("<Relationships>{}</Relationships>", (0..count).map(relation).collect::<String>());
    let blip = |n: usize| format!("<w:p><w:r><w:drawing><a:blip r:embed=\"r{n}\"/></w:drawing></w:r></w:p>");
    let document = format!(
        "<w:document><w:body>{}{}</w:body></w:document>",
        p(&r("Bilder.")),
        (0..count).map(blip).collect::<String>()
    );
    let pictures: Vec<(String, Vec<u8>)> =
        (0..count).map(|n| (format!("word/media/{n}.gif"), format!("GIF89a{n}").into_bytes())).collect();
    let mut parts =
        vec![("word/document.xml", document.as_bytes()), ("word/_rels/document.xml.rels", relations.as_bytes())];
    parts.extend(pictures.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())));
    let imported = import("a.docx", &with_bytes(&parts)).unwrap();
    assert_eq!((imported.pictures.len(), told(&imported)), (count - 1, vec![(What::PicturesLeftOut, 1)]));
    let large = [b"GIF89a".to_vec(), vec![0; 30 * 1024 * 1024]].concat();
    let larger: Vec<_> = (0..3).map(|n| (format!("word/media/{n}.gif"), [large.clone(), vec![n]].concat())).collect();
    let mut parts =
        vec![("word/document.xml", document.as_bytes()), ("word/_rels/document.xml.rels", relations.as_bytes())];
    parts.extend(larger.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())));
    assert_eq!(import("a.docx", &with_bytes(&parts)).unwrap().pictures.len(), 2);
}

#[test]
fn a_formula_is_letters_and_headers_are_told_of() {
    let formula = "<m:oMath><m:r><m:t>x=</m:t></m:r><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>\
        <m:sSup><m:e><m:r><m:t>c</m:t></m:r></m:e><m:sup><m:r><m:t>3</m:t></m:r></m:sup></m:sSup></m:oMath>";
    let relations = "<Relationships><Relationship Id=\"r1\" Type=\"x/header\" Target=\"header1.xml\"/></Relationships>";
    let header = "<w:hdr><w:p><w:r><w:t>Fjordheim kommune</w:t></w:r></w:p></w:hdr>";
    let parts = [("word/_rels/document.xml.rels", relations), ("word/header1.xml", header)];
    let imported = read_with(&p(&(r("Der ") + formula)), &parts);
    assert_eq!(markdown(&imported), "Der x=(a+b)/2c<sup>3</sup>");
    assert_eq!(imported.report.said(What::HeadersAndFooters), ["Fjordheim kommune"]);
    assert_eq!(imported.report.said(What::Formulas), ["x=(a+b)/2c3"]);
}

#[test]
fn a_note_of_a_heading_stands_at_the_start_of_its_text() {
    let notes = "<w:footnotes><w:footnote w:id=\"1\" w:type=\"separator\"><w:p/></w:footnote>\
        <w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> Vedtatt i 2025.</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p></w:footnote></w:footnotes>";
    let heading = p(&format!(
        "<w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr>{}<w:r><w:footnoteReference w:id=\"2\"/></w:r>",
        r("Mål")
    ));
    let imported = read_with(&(heading + &p(&r("Tekst."))), &[("word/footnotes.xml", notes)]);
    assert_eq!(markdown(&imported), "# Mål\n\n[^1]Tekst.\n\n[^1]: Vedtatt i 2025.");
}

#[test]
fn a_link_of_ours_divided_by_marks_is_taken_out() {
    let token = "t6k3x9w2c5v8p1z7g4m0n2b5c8d1f4h7j0k3p6q9s";
    let imported =
        read(&p(&[r("Se https://plan.example.no/l/"), looks("<w:b/>", &token[..20]), r(&token[20..])].concat()));
    assert_eq!(markdown(&imported), "Se https://plan.example.no/l/…");
}
