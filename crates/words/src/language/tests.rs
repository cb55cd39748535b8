//! The three catalogues say the same things, and everything that is asked of them.

use super::*;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// Every key of a language, with the values its sentence takes.
pub fn catalogue(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales").join(lang.code());
    let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let mut key = String::new();
        for line in text.lines() {
            if let Some((name, _)) =
                line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
            {
                key = name.to_owned();
                assert!(keys.insert(key.clone(), BTreeSet::new()).is_none(), "{key} stands twice in {}", lang.code());
            }
            for value in line.split('$').skip(1) {
                let end = value.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(value.len());
                keys.get_mut(&key).unwrap().insert(value[..end].to_owned());
            }
        }
    }
    keys
}

/// Words in quotation marks that stand right after one of `marks`.
fn quoted_after(text: &str, marks: &[&str]) -> Vec<String> {
    let after = |mark: &&str| {
        text.split(mark)
            .skip(1)
            .filter_map(|rest| rest.split_once('"').map(|(key, _)| key.to_owned()))
            .collect::<Vec<_>>()
    };
    marks.iter().flat_map(after).filter(|key| !key.is_empty() && !key.contains(['{', ' '])).collect()
}

fn files(folder: &Path, into: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            files(&entry.path(), into);
        } else {
            into.push(fs::read_to_string(entry.path()).unwrap());
        }
    }
}

#[test]
fn all_languages_have_the_same_sentences_with_the_same_values() {
    let bokmal = catalogue(Lang::Nb);
    assert_eq!(catalogue(Lang::Nn), bokmal);
    assert_eq!(catalogue(Lang::En), bokmal);
}

#[test]
fn every_sentence_that_is_asked_for_is_there() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    files(&home.join(".."), &mut sources);
    files(&home.join("../../templates"), &mut sources);
    let marks =
        ["page.t(\"", "page.t1(\"", "page.t2(\"", "lang.t(\"", "lang.with(\"", "say(\"", "lang.with(\n            \""];
    let known = catalogue(Lang::Nb);
    for key in sources.iter().flat_map(|text| quoted_after(text, &marks)) {
        assert!(known.contains_key(&key), "nothing says {key}");
    }
}

/// What stands in quotation marks, in order.
fn quoted(text: &str) -> Vec<&str> {
    text.split('"').skip(1).step_by(2).collect()
}

/// Every sentence that is asked for by a written key, with the names of the values it is given: `t("key")`,
/// `t1("key", "name", …)` in a template, `with("key", &[("name", …)])` in a program.
fn asked(text: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut all = Vec::new();
    for (mark, values) in [("page.t(\"", 0), ("lang.t(\"", 0), ("page.t1(\"", 1), ("page.t2(\"", 2)] {
        for rest in text.split(mark).skip(1) {
            let line = format!("\"{}", rest.split("%}").next().unwrap().split("}}").next().unwrap());
            let said = quoted(&line);
            all.push((said[0].to_owned(), said[1..].iter().take(values).map(|&name| name.to_owned()).collect()));
        }
    }
    for rest in text.split("lang.with(").skip(1) {
        let Some((key, given)) = rest.split_once(',').filter(|(key, _)| key.trim().starts_with('"')) else { continue };
        let Some(list) = given.trim_start().strip_prefix("&[") else { continue };
        // Each value is a pair that begins with its name.
        let end = list.find(']').unwrap_or(list.len());
        let pairs = list[..end].split("(\"").skip(1).filter_map(|pair| pair.split_once("\","));
        all.push((quoted(key)[0].to_owned(), pairs.map(|(name, _)| name.to_owned()).collect()));
    }
    all
}

#[test]
fn every_sentence_is_given_the_values_it_takes() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    files(&home.join("../app"), &mut sources);
    files(&home.join("../web"), &mut sources);
    files(&home.join("../../templates"), &mut sources);
    let known = catalogue(Lang::Nb);
    let mut wrong = BTreeSet::new();
    let mut looked_at = 0;
    for (key, given) in sources.iter().flat_map(|text| asked(text)) {
        let Some(takes) = known.get(&key) else { continue };
        looked_at += 1;
        if *takes != given {
            wrong.insert(format!("{key} takes {takes:?} and is given {given:?}"));
        }
    }
    assert!(looked_at > 500, "{looked_at}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_refusal_has_its_sentence() {
    let source = include_str!("../../../procedure/src/refusal.rs");
    let body = source.split_once("pub enum Refusal {").unwrap().1.split_once("\n}").unwrap().0;
    let variants: Vec<&str> =
        body.lines().filter_map(|line| line.trim().split([' ', ',']).next()).filter(|v| !v.is_empty()).collect();
    assert!(variants.len() > 40);
    let known = catalogue(Lang::Nb);
    for variant in variants {
        let kebab: String = variant
            .char_indices()
            .flat_map(|(at, c)| [(at > 0 && c.is_uppercase()).then_some('-'), Some(c.to_ascii_lowercase())])
            .flatten()
            .collect();
        assert!(known.contains_key(&format!("refusal-{kebab}")), "{variant} has no sentence");
    }
    // A sentence says nothing that the refusal does not know.
    for (key, takes) in known.iter().filter(|(key, _)| key.starts_with("refusal-")) {
        let name = key.trim_start_matches("refusal-").replace('-', "");
        let line = body.lines().find(|line| line.trim().split([' ', ',']).next().unwrap().to_lowercase() == name);
        for value in takes {
            assert!(line.is_some_and(|line| line.contains(&format!("{value}:"))), "{key} takes {value}");
        }
    }
    let sentences = known.keys().filter(|key| key.starts_with("refusal-")).count();
    assert_eq!(
        sentences,
        body.lines().filter(|line| !line.trim().is_empty()).count(),
        "a sentence nothing refuses with"
    );
}

#[test]
fn a_refusal_says_the_days_and_numbers_it_knows() {
    let since = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    for lang in [Lang::Nb, Lang::Nn, Lang::En] {
        let said = lang.refusal(&Refusal::ReceivedBeforeHearing { opened_on: since });
        assert!(said.contains(&lang.date(since)), "{said}");
        let said = lang.refusal(&Refusal::AllRemarksMustBeAssessed { open: 3 });
        assert!(said.contains('3') && !said.contains("refusal-"), "{said}");
    }
}

#[test]
fn browsers_are_understood() {
    assert_eq!(Lang::accepted("nn-NO,nn;q=0.9,en;q=0.8"), Some(Lang::Nn));
    assert_eq!(Lang::accepted("de, no;q=0.5, en;q=0.7"), Some(Lang::En));
    assert_eq!(Lang::accepted("fr"), None);
}
