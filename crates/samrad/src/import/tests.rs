use super::*;

/// Shaped as such documents are: a cover, a header on every page, headings without marks, lists.
const PAGES: &str = "\n\nFjordregionen\n\n\n\nFelles\n\nPlan for alt\n\n2030-2033\n\n\n\nInnledning\n\nRådet ble stiftet i 1999.\n\n\
    Kommunene er Alfa, Beta og Gamma.\n\n**En region\n– som virker!**\n\nFjordregionen\n\nMål og verdier\n\nMålet er: «å virke!»\n\n\
    Verdiene er:\n\n- Vi er stolte.\n- Vi er åpne.\n\n**En region\n– som virker!**\n\nFjordregionen\n\nStrategier 2030 - 2033\n\n\
    Utvalgte strategier for perioden:\n\nVeg / bane\n\nUtvalgte strategier:\n\n- Gjennom veg\n\nSkole\n\nUtvalgte strategier:\n\n- Gjennom skole\n\n\
    Helse\n\nUtvalgte strategier:\n\n- Gjennom helse\n\n**En region\n– som virker!**\n\nFjordregionen";

fn headings(imported: &Imported) -> Vec<&str> {
    imported.sections.iter().map(|section| section.heading.as_str()).collect()
}

#[test]
fn headings_without_marks_are_found_and_page_headers_are_not() {
    let imported = import("plan.txt", PAGES.as_bytes()).unwrap();
    assert_eq!(imported.title.as_deref(), Some("Fjordregionen Felles Plan for alt 2030-2033"));
    assert_eq!(
        headings(&imported),
        ["Innledning", "Mål og verdier", "Strategier 2030 - 2033", "Veg / bane", "Skole", "Helse"]
    );
    assert_eq!(imported.dropped, ["**En region\n– som virker!**", "Fjordregionen"]);
    assert!(imported.sections.iter().filter(|s| s.body.contains("Utvalgte strategier:")).count() == 3);
}

#[test]
fn no_line_is_lost() {
    let imported = import("plan.txt", PAGES.as_bytes()).unwrap();
    let mut all = imported.title.clone().unwrap_or_default();
    for text in imported.sections.iter().flat_map(|s| [&s.heading, &s.body]).chain(&imported.dropped) {
        all.push('\n');
        all.push_str(text);
    }
    for line in PAGES.lines().map(str::trim).filter(|line| !line.is_empty()) {
        assert!(all.contains(line.trim_matches('*')), "{line}");
    }
}

#[test]
fn markdown_keeps_its_body_and_both_kinds_of_headings() {
    let imported =
        import("a.md", "# Tittel\n\nForord\n\n## En\n\n- a\n- **b**\n\nTo\n---\n\ntekst\n".as_bytes()).unwrap();
    assert_eq!(imported.title.as_deref(), Some("Tittel"));
    assert_eq!(headings(&imported), ["", "En", "To"]);
    assert_eq!(imported.sections[1].body, "- a\n- **b**");
}

#[test]
fn old_code_pages_are_read_and_what_is_no_text_is_refused() {
    let imported = import("a.txt", b"Kapittel\n\nBl\xe5b\xe6r og \x93sitat\x94.").unwrap();
    assert_eq!(imported.sections[0].body, "Blåbær og “sitat”.");
    assert_eq!(import("a.txt", b"a\0b").unwrap_err(), ImportError::NotText);
    assert_eq!(import("a.docx", b"PK\x03\x04rubbish").unwrap_err(), ImportError::BrokenDocx);
    assert_eq!(import("a.txt", b" \n ").unwrap_err(), ImportError::Empty);
}

#[test]
fn a_word_file_is_read_by_its_styles() {
    let imported = import("plan.docx", include_bytes!("../../../../tests/data/plan.docx")).unwrap();
    assert_eq!(imported.title.as_deref(), Some("Plan for fjellet"));
    assert_eq!(headings(&imported), ["Innledning", "Tiltak"]);
    assert_eq!(imported.sections[0].body, "Første avsnitt & mer.\n\n- punkt en\n- punkt to");
    assert_eq!(imported.sections[1].body, "Tiltak | Kostnad");
}
