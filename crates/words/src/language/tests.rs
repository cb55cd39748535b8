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
    let sentences = known.keys().filter(|key| key.starts_with("refusal-")).count();
    assert_eq!(
        sentences,
        body.lines().filter(|line| !line.trim().is_empty()).count(),
        "a sentence nothing refuses with"
    );
}

#[test]
fn browsers_are_understood() {
    assert_eq!(Lang::accepted("nn-NO,nn;q=0.9,en;q=0.8"), Some(Lang::Nn));
    assert_eq!(Lang::accepted("de, no;q=0.5, en;q=0.7"), Some(Lang::En));
    assert_eq!(Lang::accepted("fr"), None);
}
