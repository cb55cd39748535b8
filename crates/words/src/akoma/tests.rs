use super::{Version, write};
use crate::{
    language::Lang,
    markdown::{self, LineEnd},
};
use chrono::NaiveDate;
use procedure::{Part, Text};
use std::io::Write as _;

const WHOLE: &str = include_str!("../../../../tests/data/text/whole.md");

fn akoma(markdown: &str) -> String {
    let text = Text::of(markdown::read(markdown, LineEnd::Break).into_iter().map(Part::Section).collect());
    let day = |day| NaiveDate::from_ymd_opt(2026, 5, day).unwrap();
    let version = Version {
        region: ("fjordregionen", "Regionrådet for Fjordregionen"),
        document: "dok_1",
        kind: "strategy",
        title: "Overordnet strategi",
        lang: Lang::Nb,
        number: 3,
        begun_on: day(4),
        saved_on: day(20),
        content: "0f",
        pictures: "https://plan.example.no/fjordregionen/dok_1/files/",
    };
    String::from_utf8(write(&version, &text)).unwrap()
}

/// What stands in the main body.
fn body(markdown: &str) -> String {
    let whole = akoma(markdown);
    let (_, after) = whole.split_once("<mainBody>").unwrap();
    after.split_once("</mainBody>").unwrap().0.to_owned()
}

#[test]
fn a_version_says_what_it_is() {
    let whole = akoma("Tekst.");
    for said in [
        "<FRBRuri value=\"/akn/no/doc/fjordregionen/2026-05-04/dok_1\"/>",
        "<FRBRuri value=\"/akn/no/doc/fjordregionen/2026-05-04/dok_1/nob@2026-05-20\"/>",
        "<FRBRversionNumber value=\"3\"/>",
        "showAs=\"Regionrådet for Fjordregionen\"",
        "<docTitle>Overordnet strategi</docTitle>",
    ] {
        assert!(whole.contains(said), "{said} in {whole}");
    }
}

#[test]
fn parts_stand_within_each_other_by_their_levels() {
    assert_eq!(
        body("Først.\n\n# Mål {nr=\"§ 1\"}\n\nTekst.\n\n## Veg\n\nVeg & <bane>.\n\n# Tiltak"),
        "<hcontainer eId=\"hcontainer_1\" name=\"untitled\"><content eId=\"hcontainer_1__content_1\"><p>Først.</p></content></hcontainer>\
         <chapter eId=\"chp_1\"><num>§ 1</num><heading>Mål</heading><intro eId=\"chp_1__intro_1\"><p>Tekst.</p></intro>\
         <section eId=\"chp_1__sec_1\"><heading>Veg</heading><content eId=\"chp_1__sec_1__content_1\">\
         <p>Veg &amp; &lt;bane&gt;.</p></content></section></chapter>\
         <chapter eId=\"chp_2\"><heading>Tiltak</heading></chapter>"
    );
}

#[test]
fn what_stands_in_a_part_is_what_it_is() {
    let whole = body(WHOLE);
    for said in [
        "<num>b)</num>",
        "<num>iv.</num>",
        "<td rowspan=\"2\">",
        "<th colspan=\"2\">",
        "<td style=\"text-align: right\">",
        "marker=\"1\" placement=\"bottom\"><p>SSB",
        "CO<sub>2</sub>",
        "<b>viktig</b>",
        "<a href=\"https://ssb.no/\">SSB</a>",
        "<eol/>",
        "class=\"quote\"><p>",
        "<img src=\"https://plan.example.no/fjordregionen/dok_1/files/",
        "<block name=\"caption\">",
    ] {
        assert!(whole.contains(said), "{said} in {whole}");
    }
}

/// `AKOMA_NTOSO_XSD`: the path of the standard's schema. xmllint reads it, and the schema of `xml:` beside it.
#[test]
fn a_version_is_valid_by_the_schema_where_that_is_at_hand() {
    let Ok(schema) = std::env::var("AKOMA_NTOSO_XSD") else { return };
    for markdown in ["", "Tekst.", WHOLE] {
        let mut child = std::process::Command::new("xmllint")
            .args(["--noout", "--nonet", "--schema", &schema, "-"])
            .stdin(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(akoma(markdown).as_bytes()).unwrap();
        assert!(child.wait().unwrap().success(), "{markdown}");
    }
}
