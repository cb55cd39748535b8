//! Texts of every kind come apart by their headings, and nothing in them gets lost.

use std::io::{Cursor, Write};

use super::{report::Sort, *};
use procedure::{
    Part, Text,
    text::{line_of, plain_blocks},
};

const STRATEGY: &str = include_str!("../../../../tests/data/import/strategy-with-page-headers.txt");
const MARKDOWN: &[u8] = include_bytes!("../../../../tests/data/import/plan.md");
const STYLED: &[u8] = include_bytes!("../../../../tests/data/import/budget.docx");
const WRITTEN: [(What, usize); 4] = [(What::Insertions, 1), (What::Deletions, 1), (What::Tabs, 1), (What::Contents, 1)];
const UNSTYLED: &[u8] = include_bytes!("../../../../tests/data/import/without-styles.docx");

fn headings(imported: &Imported) -> Vec<String> {
    imported.sections.iter().map(|section| line_of(&section.heading)).collect()
}

/// What stands under a heading, as Markdown.
fn body(imported: &Imported, heading: &str) -> String {
    let section = imported.sections.iter().find(|section| line_of(&section.heading) == heading);
    crate::markdown::body(&section.unwrap_or_else(|| panic!("no {heading:?} in {imported:?}")).body)
}

fn dropped(imported: &Imported) -> &[String] {
    imported.report.said(What::Repeated)
}

/// What was changed on the way or did not come.
fn told(imported: &Imported) -> Vec<(What, usize)> {
    let told = |sort| imported.report.of(sort).map(|told| (told.what, told.count));
    told(Sort::Changed).chain(told(Sort::LeftOut)).collect()
}

/// Every line that is not blank is found again exactly once, and only what stood there three times is dropped.
fn assert_complete(text: &str) {
    let imported = plain(text);
    let shown = |line: &str| shape::bare(line).trim_start_matches("- ").replace("**", "");
    let text = decode::clean(text).replace('\u{0C}', "\n");
    let mut left: Vec<String> = text.lines().filter(|line| !line.trim().is_empty()).map(shown).collect();
    let all = left.clone();
    let mut found: Vec<String> = Vec::new();
    for section in &imported.sections {
        found.extend((!section.heading.is_empty()).then(|| line_of(&section.heading)));
        found.extend(plain_blocks(&section.body).lines().filter(|line| !line.trim().is_empty()).map(shown));
    }
    for block in dropped(&imported) {
        let (block, count) = block.rsplit_once(" (×").unwrap();
        for line in block.lines().filter(|line| !line.is_empty()).map(shown) {
            assert!(all.iter().filter(|other| **other == line).count() >= 3, "{line:?} dropped from {text:?}");
            found.extend(vec![line; count.trim_end_matches(')').parse().unwrap()]);
        }
    }
    for line in found {
        let place = left.iter().rposition(|other| *other == line);
        left.remove(place.unwrap_or_else(|| panic!("{line:?} is not in {text:?}: {imported:?}")));
    }
    assert_eq!(left.join(" "), imported.title.clone().unwrap_or_default(), "{text:?}: {imported:?}");
}

#[test]
fn chapters_without_marks_are_found_between_running_headers() {
    let imported = import("strategi.txt", STRATEGY.as_bytes()).unwrap();
    assert_eq!(
        imported.title.as_deref(),
        Some("Fjordheimregionen Overordnet Samarbeids- og styringsdokument 2014-2025")
    );
    assert_eq!(
        headings(&imported),
        [
            "Innledning",
            "Visjon, oppgaver og grunnlag",
            "Områder for perioden 2014-2025",
            "Tiltak for perioden 2014 - 2025",
            "Næring og arbeid",
            "Vei / nett / buss",
            "Bygdeutvikling",
            "Arbeidsmåter og styring",
            "Dokumenter",
        ]
    );
    assert_eq!(dropped(&imported), ["**Sammen om bygdene\n– hver dag!**\n\nFjordheimregionen (×4)"]);
    assert!(body(&imported, "Visjon, oppgaver og grunnlag").contains("\n\nGrunnlaget er:\n\n- Vi tar vare"));
    assert!(body(&imported, "Næring og arbeid").starts_with("Utvalgte tiltak:\n\n- Gjennom reiseliv."));
    assert_complete(STRATEGY);
}

#[test]
fn no_line_is_lost_whatever_the_order() {
    let kinds = [
        "Mål",
        "Dette er en setning.",
        "og den går videre",
        "- et punkt\n- et til",
        "1 Innledning",
        "**Fet linje\nover to**",
        "STORE BOKSTAVER\nmed tekst under",
        "§ 4 Formål\nRådet skal samarbeide.",
        "7",
    ];
    let total = kinds.len().pow(3);
    for mut number in 0..total {
        let mut blocks = Vec::new();
        for _ in 0..3 {
            blocks.push(kinds[number % kinds.len()]);
            number /= kinds.len();
        }
        assert_complete(&blocks.join("\n\n"));
        assert_complete(&format!("Mål\n\n{}\n\nMål\n\n{}\n\nMål", blocks[..2].join("\n\n"), blocks[2]));
        assert_complete(&blocks.join("\n\nFjord\n\u{0C}"));
    }
}

#[test]
fn repeated_sub_headings_are_not_running_headers() {
    let text =
        "Plan\n\nSkole\n\nTekst.\n\nMål\n\n- a\n\nVei\n\nTekst.\n\nMål\n\n- b\n\nHelse\n\nTekst.\n\nMål\n\n- c\n";
    let imported = plain(text);
    assert_eq!(headings(&imported), ["Skole", "Mål", "Vei", "Mål", "Helse", "Mål"]);
    assert!(dropped(&imported).is_empty());
}

#[test]
fn a_header_in_the_middle_of_a_sentence_or_beside_page_numbers_is_a_running_one() {
    let text = "Start her.\n\nFjord\n\nMer tekst som\n\nFjord\n\ngår over siden.\n\nFjord\n\nSlutt her.";
    assert_eq!(dropped(&plain(text)), ["Fjord (×3)"]);
    let text = "Start.\n\nFjord\n\nSide 1 av 3\n\nMer.\n\nFjord\n\nSide 2 av 3\n\nSlutt.\n\nFjord\n\nSide 3 av 3";
    let imported = plain(text);
    assert_eq!(dropped(&imported), ["Fjord (×3)"]);
    assert_eq!(headings(&imported), [""]);
}

#[test]
fn form_feeds_show_where_headers_and_footers_stand() {
    let text = "Fjord\n\nInnledning\n\nTekst som\nUtkast\n\u{0C}Fjord\nfortsetter.\nUtkast\n\u{0C}Fjord\n\nMål\n\nTekst.\nUtkast";
    let imported = plain(text);
    assert_eq!(imported.title.as_deref(), Some("Fjord"));
    assert_eq!(headings(&imported), ["Innledning", "Mål"]);
    assert_eq!(body(&imported, "Innledning"), "Tekst som\nfortsetter.");
    assert_eq!(dropped(&imported), ["Fjord (×2)", "Utkast (×3)"]);
    assert_complete(text);
}

#[test]
fn numbers_paragraphs_and_capitals_head_sections_but_lists_do_not() {
    let text = "Før alt.\n\n1 Innledning\nHer begynner det.\n\n2 Mål\n\n2.3 Delmål\n\nVi vil:\n\n1. Spare\n\n2. Dele\n\n3. Bygge\n\n\
                § 4 Formål\nRådet skal samarbeide, jf.\n§ 5 i loven.\n§ 5 Økonomi\nDeles likt.\n\nVEDLEGG\n\nTabell";
    let imported = plain(text);
    assert_eq!(
        headings(&imported),
        ["", "1 Innledning", "2 Mål", "2.3 Delmål", "§ 4 Formål", "§ 5 Økonomi", "VEDLEGG"]
    );
    assert_eq!(body(&imported, "2.3 Delmål"), "Vi vil:\n\n1\\. Spare\n\n2\\. Dele\n\n3\\. Bygge");
    assert_eq!(body(&imported, "§ 4 Formål"), "Rådet skal samarbeide, jf.\n§ 5 i loven.");
    assert_eq!(body(&imported, "VEDLEGG"), "Tabell");
    assert_complete(text);
}

#[test]
fn many_short_lines_in_a_row_are_no_headings() {
    let imported = plain("Innledning\n\nTekst.\n\nSkole\n\nVei\n\nHelse\n\nKultur\n\nMål\n\nTekst.\n\nHilsen Kari");
    assert_eq!(headings(&imported), ["Innledning", "Mål"]);
    assert_eq!(body(&imported, "Mål"), "Tekst.\n\nHilsen Kari");
}

#[test]
fn markdown_keeps_its_bodies() {
    let imported = import("plan.md", MARKDOWN).unwrap();
    assert_eq!(imported.title.as_deref(), Some("Klimaplan for Fjordheim"));
    assert_eq!(headings(&imported), ["", "Innledning", "Mål", "Delmål", "Tiltak"]);
    assert_eq!(body(&imported, ""), "Høringsutkast, 2024.");
    assert_eq!(body(&imported, "Innledning"), "Planen gjelder _fire_ kommuner.");
    assert!(body(&imported, "Delmål").ends_with("| 2030 | 40 |\n\n\\# ikke en overskrift"));
    assert_eq!(body(&imported, "Tiltak"), "> Sitat fra høringen.\n\nSiste linje.");
    assert_eq!(import("uten-endelse", MARKDOWN).unwrap(), imported);
    assert_eq!(headings(&import("notat.md", "Bare én linje.".as_bytes()).unwrap()), [""]);
    let front = import("a.md", b"---\ntittel: x\n---\n# A\n\n---\nb\n").unwrap();
    assert_eq!((headings(&front), front.title.as_deref()), (vec![String::from("A")], Some("x")));
    assert_eq!(front.report.said(What::FrontMatter), ["tittel: x"]);
}

#[test]
fn word_styles_make_sections_lists_and_tables() {
    let imported = import("budsjett.docx", STYLED).unwrap();
    assert_eq!(imported.title.as_deref(), Some("Økonomiplan for Fjordheim"));
    assert_eq!(headings(&imported), ["Innledning", "Mål og midler", "Vedlegg"]);
    let levels: Vec<u8> = imported.sections.iter().map(|section| section.level).collect();
    assert_eq!((levels, told(&imported)), (vec![1, 1, 2], WRITTEN.to_vec()));
    assert_eq!(body(&imported, "Innledning"), "Planen gjelder drift & investering\ni fire\u{A0}kommuner. Lagt til.");
    let expected =
        "- Spare\n  - Strøm\n- Dele\n\n|  |  |\n| --- | --- |\n| År | Kroner |\n| 2027 | 100 |\n\nEtter tabellen.";
    assert_eq!(body(&imported, "Mål og midler"), expected);
    assert_eq!(body(&imported, "Vedlegg"), "Tall \\<i tusen>.");
    assert_eq!(import("uten-endelse", STYLED).unwrap(), imported);
}

#[test]
fn a_word_document_without_styles_is_read_by_its_shape() {
    let imported = import("avtale.docx", UNSTYLED).unwrap();
    assert_eq!(imported.title.as_deref(), Some("Avtale om brannvern"));
    assert_eq!(headings(&imported), ["Bakgrunn", "Kostnader"]);
    assert_eq!(body(&imported, "Bakgrunn"), "Kommunene har felles brannvern.\n\n- Utstyr\n- Øving");
}

#[test]
fn invisible_characters_and_other_encodings_are_read() {
    let expected = import("a.txt", "Mål og vei\n\nPå «øya» – nå.".as_bytes()).unwrap();
    assert_eq!(headings(&expected), ["Mål og vei"]);
    let windows = b"M\xE5l og vei\r\n\r\nP\xE5 \xAB\xF8ya\xBB \x96 n\xE5.";
    assert_eq!(import("a.txt", windows).unwrap(), expected);
    let marked = "\u{FEFF}M\u{AD}ål\u{A0}og\u{200B} vei\r\rPå «øya» – nå.";
    assert_eq!(import("a.txt", marked.as_bytes()).unwrap(), expected);
    let wide: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(import("a.txt", &wide).unwrap(), expected);
    assert_eq!(import("a.txt", &wide[2..]).unwrap(), expected);
    let big: Vec<u8> = marked.trim_start_matches('\u{FEFF}').encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(import("a.txt", &big).unwrap(), expected);
}

#[test]
fn what_cannot_be_read_says_why() {
    let error = |name: &str, bytes: &[u8]| import(name, bytes).unwrap_err();
    assert_eq!(error("a.txt", b""), ImportError::Empty);
    assert_eq!(error("a.txt", "\u{FEFF} \n\u{200B}\n".as_bytes()), ImportError::Empty);
    assert_eq!(error("a.md", b"\n\n"), ImportError::Empty);
    assert_eq!(error("a.txt", b"tekst\0tekst"), ImportError::NotText);
    assert_eq!(error("a.pdf", b"%PDF-1.7\n"), ImportError::NotText);
    assert_eq!(error("a.png", b"\x89PNG\r\n\x1A\n"), ImportError::NotText);
    assert_eq!(error("a.txt", &vec![b'a'; crate::limits::FILE + 1]), ImportError::TooLarge);
    assert_eq!(error("a.docx", b"PK\x03\x04 broken"), ImportError::BrokenDocx);
    assert_eq!(error("a.docx", &STYLED[..STYLED.len() / 2]), ImportError::BrokenDocx);
    assert_eq!(error("a.zip", &package(&[("other.txt", "x")])), ImportError::NotText);
    assert_eq!(error("a.docx", &package(&[("other.txt", "x")])), ImportError::BrokenDocx);
    assert_eq!(error("a.docx", &package(&[("word/document.xml", "<w:body><w:p>")])), ImportError::BrokenDocx);
    assert_eq!(error("a.docx", &package(&[("word/document.xml", &"<w:p>".repeat(1000))])), ImportError::BrokenDocx);
    assert_eq!(error("a.docx", &package(&[("word/document.xml", "<w:body/>")])), ImportError::Empty);
    assert_eq!(serde_json::to_string(&ImportError::BrokenDocx).unwrap(), "\"broken_docx\"");
}

#[test]
fn a_word_file_with_no_text_and_one_with_a_password_are_told_apart() {
    let only_a_header = include_bytes!("../../../../tests/data/import/only-a-header.docx");
    let locked = include_bytes!("../../../../tests/data/import/locked.docx");
    assert_eq!(import("topptekst.docx", only_a_header).unwrap_err(), ImportError::Empty);
    assert_eq!(import("uttalelse.docx", locked).unwrap_err(), ImportError::Locked);
    let old = [&locked[..8], b"WordDocument"].concat();
    assert_eq!(import("uttalelse.doc", &old).unwrap_err(), ImportError::OldOffice);
}

#[test]
fn the_main_part_of_a_word_file_is_the_one_it_names() {
    let from_the_web = include_bytes!("../../../../tests/data/import/word-for-the-web.docx");
    let imported = import("uttalelse.docx", from_the_web).unwrap();
    assert_eq!(headings(&imported), ["Uttalelse"]);
    assert_eq!(body(&imported, "Uttalelse"), "Kommunen støtter planen.");
    assert_eq!(told(&imported), []);
}

#[test]
fn notes_stand_where_they_are_called() {
    let note = "Vi bygger brua.[^1]\n\n[^1]: Tall fra regnskapet for 2025.";
    let footnote = import("a.docx", include_bytes!("../../../../tests/data/import/footnote.docx")).unwrap();
    assert_eq!((body(&footnote, "Mål").trim_end(), told(&footnote)), (note, vec![]));
    let endnote = import("a.docx", include_bytes!("../../../../tests/data/import/endnote.docx")).unwrap();
    assert_eq!((body(&endnote, "Mål").trim_end(), told(&endnote)), (note, vec![(What::Endnotes, 1)]));
    assert_eq!(body(&endnote, "Vedlegg"), "Kart.");
}

#[test]
fn automatic_numbers_are_those_word_shows() {
    let numbered = import("a.docx", include_bytes!("../../../../tests/data/import/automatic-numbers.docx")).unwrap();
    let shown: Vec<_> = Text::of(numbered.sections.iter().cloned().map(Part::Section).collect()).numbers();
    assert_eq!(
        (shown, headings(&numbered)),
        (vec!["§ 1".to_owned(), "§ 2".to_owned()], vec!["Navn".to_owned(), "Organer".to_owned()])
    );
    assert_eq!(body(&numbered, "Organer"), "a) årsmøtet\nb) styret\n\nSe § 2 bokstav b.");
    assert_eq!((told(&numbered), numbered.report.counted(What::Numbers)), (vec![], 4));
}

#[test]
fn signs_and_raised_letters_come_in_and_a_picture_without_bytes_is_told_of() {
    let symbols = include_bytes!("../../../../tests/data/import/symbols-and-a-picture.docx");
    let symbols = import("a.docx", symbols).unwrap();
    assert_eq!(body(&symbols, "Kryss av"), "☑ Ja ☐ Nei ≥ 50 m");
    assert_eq!(body(&symbols, "Tall"), "10<sup>6</sup> kr");
    assert_eq!(told(&symbols), [(What::PicturesLeftOut, 1)]);
    assert_eq!(symbols.report.said(What::PicturesLeftOut), ["Kart over veger"]);
}

#[test]
fn one_bad_byte_does_not_spoil_every_letter() {
    let text = import("plan.txt", include_bytes!("../../../../tests/data/import/one-bad-byte.txt")).unwrap();
    assert_eq!(text.title.as_deref(), Some("Plan for Øydal"));
    assert_eq!(body(&text, "1 Innledning"), "Blåbær på Ål og høyfjellet.\n\u{FFFD}");
    assert_eq!(told(&text), [(What::Unread, 1)]);
    let dos = import("plan.txt", include_bytes!("../../../../tests/data/import/dos.txt")).unwrap();
    assert_eq!(dos.title.as_deref(), Some("Plan for Øydal"));
    assert_eq!(body(&dos, "1 Innledning"), "Blåbær på Ål og høyfjellet.");
    assert_eq!(told(&dos), [(What::OldEncoding, 1)]);
}

#[test]
fn a_text_comes_in_without_control_characters_and_links_of_ours() {
    let token = "t6k3x9w2c5v8p1z7g4m0n2b5c8d1f4h7j0k3p6q9s";
    let text = format!("# Plan {token}\u{7}\n\n## Mål\n\nSe https://plan.example.no/l/{token}\u{1b}.");
    let imported = import("plan.md", text.as_bytes()).unwrap();
    assert_eq!(imported.title.as_deref(), Some("Plan …"));
    assert_eq!(body(&imported, "Mål"), "Se https://plan.example.no/l/….");
}

#[test]
fn a_package_that_grows_too_large_is_refused() {
    let bomb = package(&[("word/document.xml", &" ".repeat(33 * 1024 * 1024))]);
    assert!(bomb.len() < 100_000);
    assert_eq!(import("a.docx", &bomb).unwrap_err(), ImportError::TooLarge);
}

pub fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
