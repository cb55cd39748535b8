//! Sentences stand in the catalogues and in the letters' templates, nowhere else; none of them is idle, and
//! none uses a word on the list of those that people should not meet.

use super::{Lang, tests};
use std::{collections::BTreeSet, fs, path::Path};

/// Every file under `folder` whose name ends so, with its name.
fn files(folder: &str, ending: &str, into: &mut Vec<(String, String)>) {
    let mut entries: Vec<_> =
        fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap().map(Result::unwrap).collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            files(&name, ending, into);
        } else if name.ends_with(ending) {
            into.push((name, fs::read_to_string(entry.path()).unwrap()));
        }
    }
}

fn read(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    files(folder, ending, &mut found);
    found
}

/// A template without what stands between `open` and `close`.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut left = String::new();
    for (at, piece) in text.split(open).enumerate() {
        left += if at == 0 { piece } else { piece.split_once(close).map_or("", |(_, rest)| rest) };
    }
    left
}

/// The words of a program's string literals; what is only in comments and tests is left out.
fn literals(source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    let mut found = Vec::new();
    for line in code.lines().map(str::trim).filter(|line| !line.starts_with("//")) {
        // A word to the log or to whoever runs the program is English, and no page.
        let logged = ["tracing::", "error =", "expect(", "reason =", "anyhow", "bail!", "Broken("];
        if logged.iter().any(|mark| line.contains(mark)) {
            continue;
        }
        found.extend(line.split('"').skip(1).step_by(2).map(str::to_owned));
    }
    found
}

#[test]
fn no_sentence_is_idle() {
    let places = [("..", ".rs"), ("../../templates", ".html")];
    let sources: String =
        places.iter().flat_map(|(folder, ending)| read(folder, ending)).map(|(_, text)| text).collect();
    let mut asked: BTreeSet<String> = BTreeSet::new();
    let mut prefixes: BTreeSet<String> = BTreeSet::new();
    let mut suffixes: BTreeSet<String> = BTreeSet::new();
    for literal in sources.split('"') {
        asked.insert(literal.to_owned());
        prefixes.extend(literal.split_once("-{").map(|(prefix, _)| format!("{prefix}-")));
        suffixes.extend(literal.strip_prefix("{key}").map(str::to_owned));
    }
    // `word("position", …)` asks for `position-…`, and a form's `must("next", OneOf(…))` for `next-…`.
    for rest in ["word(\"", "must(\""].iter().flat_map(|mark| sources.split(mark).skip(1)) {
        prefixes.extend(rest.split('"').next().map(|prefix| format!("{prefix}-")));
    }
    prefixes.retain(|prefix| prefix.len() > 2 && prefix.chars().all(|c| c.is_ascii_lowercase() || c == '-'));
    let whole = |key: &str| asked.contains(key) || prefixes.iter().any(|prefix| key.starts_with(prefix));
    let varied = |key: &str| suffixes.iter().filter_map(|suffix| key.strip_suffix(suffix.as_str())).any(whole);
    let idle: Vec<String> = tests::catalogue(Lang::Nb).into_keys().filter(|key| !whole(key) && !varied(key)).collect();
    assert!(idle.is_empty(), "nothing asks for {idle:?}");
}

#[test]
fn no_template_holds_a_sentence() {
    for (name, text) in read("../../templates", ".html") {
        let text = without(&without(&without(&text, "{#", "#}"), "{%", "%}"), "{{", "}}");
        for piece in text.split('<').skip(1) {
            let (tag, words) = piece.split_once('>').unwrap_or((piece, ""));
            // A macro may write attributes alone, and a style is none.
            let words = if words.contains("=\"") || tag.starts_with("style") { "" } else { words };
            let words = words.replace("Samråd", "").replace("&amp;", "").replace("&nbsp;", "");
            assert!(!words.contains(char::is_alphabetic), "{name} says {:?}", words.trim());
            for attribute in ["aria-label", "title", "alt", "placeholder", "label"] {
                let Some((_, value)) = tag.split_once(&format!(" {attribute}=\"")) else { continue };
                let value = value.split('"').next().unwrap_or_default();
                assert!(!value.contains(char::is_alphabetic), "{name} says {value:?} in {attribute}");
            }
        }
    }
}

#[test]
fn no_page_and_no_letter_is_written_in_rust() {
    let folders = ["../web/src", "../post/src/mail", "../app/src/history", "src/import", "src/language"];
    for (name, source) in folders.iter().flat_map(|folder| read(folder, ".rs")) {
        // The description of the interface is for programmers, and English like it. A table of letters says nothing.
        let exempt = ["openapi.rs", "eight_bits.rs", "scan.rs"].iter().any(|file| name.ends_with(file));
        if exempt || name.contains("tests") {
            continue;
        }
        for literal in literals(&source) {
            let norwegian = literal.contains(['æ', 'ø', 'å', 'Æ', 'Ø', 'Å']) && literal != "Samråd";
            let words = literal.split_whitespace().filter(|word| word.chars().all(char::is_alphabetic)).count();
            let sentence = literal.starts_with(char::is_uppercase) && words >= 2;
            assert!(!norwegian && !sentence, "{name} says {literal:?}");
        }
    }
}

/// A catalogue's sentences, without keys, comments, the cases of a number, and values.
fn sentences(catalogue: &str) -> String {
    let mut said = String::new();
    for line in catalogue.lines().filter(|line| !line.starts_with('#')) {
        let key = line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()));
        let case = line.split_once("] ").filter(|_| line.trim_start().starts_with(['[', '*']));
        // What belongs to another sentence is kept apart from the one before.
        let (start, line) = key.or(case).map_or((' ', line), |(_, words)| ('.', words));
        said.push(start);
        said += &without(&line.replace('{', ".{"), "{", "}");
    }
    said
}

/// A letter's words.
fn written(letter: &str) -> String {
    let apart = letter.replace("{%", ".{%").replace("{{", ".{{");
    without(&without(&apart, "{%", "%}"), "{{", "}}")
}

/// The words in lower case with one space between them, and a full stop for every other mark.
fn plain(text: &str) -> String {
    let mut spaced = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() {
            spaced.extend(c.to_lowercase());
        } else {
            spaced += if c.is_whitespace() || c == '-' { " " } else { " . " };
        }
    }
    format!(" {} ", spaced.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn no_catalogue_no_letter_and_no_guide_uses_a_word_on_the_list() {
    let mut found = Vec::new();
    let mut texts = Vec::new();
    for lang in Lang::ALL.map(Lang::code) {
        let catalogues = read(&format!("../../locales/{lang}"), ".ftl").into_iter();
        let letters = read(&format!("../../templates/letters/{lang}"), ".txt").into_iter();
        texts.extend(catalogues.map(|(name, text)| (lang, name, plain(&sentences(&text)))));
        texts.extend(letters.map(|(name, text)| (lang, name, plain(&written(&text)))));
    }
    let guide = ["brukerveiledning.md", "sider.md"].iter().flat_map(|name| read("../../docs", name));
    texts.extend(guide.map(|(name, text)| ("nb", name, plain(&text))));
    for line in include_str!("forbidden.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let [of, word, instead] = line.split(" | ").collect::<Vec<_>>()[..] else { panic!("not three parts: {line}") };
        let whole = format!(" {word} ").replace(" -", "").replace("- ", "");
        let mut own = texts.iter().filter(|(lang, ..)| *lang == of).peekable();
        assert!(own.peek().is_some(), "nothing is written in {of}");
        let using = own.filter(|(.., said)| said.contains(&whole));
        found.extend(using.map(|(_, name, _)| format!("{name} says “{word}”; say “{instead}”")));
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_guide_calls_things_what_the_pages_call_them() {
    let said: String = read("../../locales/nb", ".ftl").into_iter().map(|(_, text)| text).collect();
    let guide = read("../../docs", "brukerveiledning.md").remove(0).1;
    for name in guide.split("**").skip(1).step_by(2) {
        assert!(said.contains(&name.split_whitespace().collect::<Vec<_>>().join(" ")), "no page says {name}");
    }
}
