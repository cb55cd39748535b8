//! Pages as people save them, and as Word does.

use crate::import::{
    Imported, import,
    report::{Sort, What},
};

fn read(page: &str) -> Imported {
    import("a.html", page.as_bytes()).unwrap()
}

fn markdown(imported: &Imported) -> String {
    crate::markdown::whole(&imported.sections).trim_end().to_owned()
}

fn told(imported: &Imported) -> Vec<(What, usize)> {
    let told = |sort| imported.report.of(sort).map(|told| (told.what, told.count));
    told(Sort::Changed).chain(told(Sort::LeftOut)).collect()
}

#[test]
fn a_page_is_sections_lists_tables_and_links() {
    let page = "<!DOCTYPE html><html><head><title>Side</title><style>p{}</style></head><body><h1>Klimaplan</h1>\
        <h2>Mål</h2><p>Vi vil <b>bygge</b>\n  mer &amp; bedre.<br>Se <a href='https://ssb.no/'>SSB</a>.<p>Andre avsnitt\
        <ol start=3 type=a><li>en<ul><li>under</ul><li>to</ol>\
        <table><thead><tr><th colspan=2>Tiltak<th>Kroner</thead><tr><td rowspan=2>Veg<td>Bru<td align=right>1<tr><td>Ferje<td align=right>2</table>\
        <script>alert(1)</script><img src='kart.png' alt='Kart'></body></html>";
    let imported = read(page);
    let expected = "# Mål\n\nVi vil **bygge** mer & bedre.\nSe [SSB](https://ssb.no/).\n\nAndre avsnitt\n\n\
        :::list a. 3\n- en\n  - under\n- to\n:::\n\n| Tiltak | < | Kroner |\n| --- | --- | --: |\n| Veg | Bru | 1 |\n| ^ | Ferje | 2 |";
    assert_eq!((imported.title.as_deref(), markdown(&imported).as_str()), (Some("Klimaplan"), expected));
    assert_eq!(told(&imported), [(What::PicturesLeftOut, 1), (What::Scripts, 1)]);
}

#[test]
fn what_word_saves_as_a_page_keeps_its_lists_and_notes() {
    let page = "<html><body><p class=MsoTitle>Vedtekter<o:p></o:p></p><h1>Formål<o:p></o:p></h1>\
        <!--[if gte mso 9]><xml><o:x>borte</o:x></xml><![endif]-->\
        <p class=MsoNormal>Laget<a style='mso-footnote-id:ftn1' href=\"#_ftn1\" name=\"_ftnref1\"><sup>[1]</sup></a> heter Fjord.</p>\
        <p class=MsoListParagraph style='text-indent:-18pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>a)<span>&nbsp;&nbsp; </span></span><![endif]>årsmøtet<o:p></o:p></p>\
        <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>b)<span>&nbsp; </span></span><![endif]>styret</p>\
        <p style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.1<span>&nbsp; </span></span>tiltak</p>\
        <div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText>\
        <a style='mso-footnote-id:ftn1' href=\"#_ftnref1\" name=\"_ftn1\">[1]</a> Stiftet i 1990.</p></div></div></body></html>";
    let imported = read(page);
    let expected =
        "# Formål\n\nLaget[^1] heter Fjord.\n\na) årsmøtet\nb) styret\n\n1.1 tiltak\n\n[^1]: Stiftet i 1990.";
    assert_eq!((imported.title.as_deref(), markdown(&imported).as_str()), (Some("Vedtekter"), expected));
    assert_eq!(told(&imported), [(What::NumbersAsLetters, 1)]);
}

#[test]
fn a_picture_within_the_page_comes_in_and_a_drawing_with_code_does_not() {
    let png = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, b"\x89PNG\r\n\x1a\nbilde");
    let svg = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, b"<svg onload='x'/>");
    let imported = read(&format!(
        "<p>Her.<img alt=Kart src='data:image/png;base64,{png}'><img alt=Tegning src='data:image/png;base64,{svg}'></p>"
    ));
    let names: Vec<_> = imported.pictures.iter().map(|picture| (picture.name.as_str(), picture.media_type)).collect();
    assert_eq!((names, told(&imported)), (vec![("Kart", "image/png")], vec![(What::PicturesLeftOut, 1)]));
}

#[test]
fn a_page_of_open_elements_is_read_in_time_that_grows_with_it() {
    for tag in ["<div>", "<b>", "<ul><li>", "<table><tr><td>", "<p>", "<blockquote>"] {
        assert!(import("a.html", format!("{}Tekst.", tag.repeat(20_000)).as_bytes()).is_ok(), "{tag}");
    }
}
