//! The shape of the house: what the source says of itself, held against what docs/ARCHITECTURE.md promises.

mod graph;
mod source;

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

const CRATES: [&str; 7] = ["procedure", "ledger", "words", "app", "post", "web", "samrad"];

fn sources(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates").join(name).join("src")
}

/// Arrows between modules that docs/ARCHITECTURE.md says are not there: no part of the first names the second.
const ABSENT: [(&str, &str, &str); 3] =
    [("ledger", "db", "writer"), ("app", "history", "calendar"), ("web", "page", "desk")];

/// What a crate must not stand on, so that the compiler refuses an arrow that goes the wrong way.
const WITHOUT: [(&str, &[&str]); 6] = [
    ("procedure", &["ledger", "words", "app", "post", "web", "tokio", "sqlx", "anyhow", "tracing"]),
    ("ledger", &["words", "app", "post", "web", "axum", "lettre"]),
    ("words", &["ledger", "app", "post", "web", "sqlx", "tokio", "axum", "hyper", "lettre", "url"]),
    ("app", &["post", "web", "sqlx", "axum", "hyper", "lettre", "askama"]),
    ("post", &["web", "sqlx", "axum", "hyper"]),
    ("web", &["samrad", "sqlx", "lettre", "async-imap", "mail-parser", "rustls"]),
];

#[test]
fn arrows_that_must_not_be_there_are_not() {
    for (name, from, to) in ABSENT {
        let graph = graph::of(&source::read_crate(&sources(name)));
        let root = &graph[""];
        assert!(root.contains_key(from), "{name} has a module {from}");
        assert!(!root[from].contains(to), "{name}: {from} names {to}");
    }
}

#[test]
fn no_crate_stands_on_what_it_must_not_know() {
    for (name, absent) in WITHOUT {
        let manifest = std::fs::read_to_string(sources(name).join("../Cargo.toml")).expect("a manifest");
        let stands_on: BTreeSet<&str> =
            manifest.lines().filter_map(|line| line.split_once(['.', ' '])).map(|(dependency, _)| dependency).collect();
        assert!(stands_on.contains("chrono"), "{name}: {stands_on:?}");
        for other in absent {
            assert!(!stands_on.contains(other), "{name} stands on {other}");
        }
    }
}

#[test]
fn the_words_of_the_glossary_are_words_of_the_code() {
    let glossary = include_str!("../../docs/GLOSSARY.md");
    let code: String = CRATES.iter().map(|name| words(&sources(name))).collect();
    let mut seen = 0;
    for word in glossary.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()) {
        assert!(code.contains(word), "`{word}` of the glossary stands nowhere in the code");
        seen += 1;
    }
    assert!(seen > 30);
}

/// A proxy that keeps an idle connection for longer than a node does sends requests into closing ones: a form would get 502.
#[test]
fn proxies_let_go_of_a_connection_before_a_node_does() {
    let seconds = |text: &str, name: &str| {
        let after =
            text.lines().find_map(|line| line.trim().strip_prefix(name)).expect("the setting stands in the file");
        let digits: String = after.chars().filter(char::is_ascii_digit).collect();
        digits.parse::<u32>().expect("seconds")
    };
    let node = seconds(include_str!("../../config/samrad.toml"), "header_seconds");
    for (file, name) in [
        (include_str!("../../packaging/nginx.conf"), "keepalive_timeout"),
        (include_str!("../../packaging/three-nodes.conf"), "keepalive_timeout"),
        (include_str!("../../packaging/Caddyfile"), "keepalive "),
    ] {
        assert!(seconds(file, name) < node);
    }
}

/// All of a crate's code.
fn words(folder: &Path) -> String {
    let entries = std::fs::read_dir(folder).expect("the folder can be read").flatten();
    let text = |path: PathBuf| {
        if path.is_dir() { words(&path) } else { std::fs::read_to_string(path).unwrap_or_default() }
    };
    entries.map(|entry| text(entry.path())).collect()
}

#[test]
fn no_modules_use_each_other_in_a_circle() {
    let mut found = Vec::new();
    for name in CRATES {
        for (folder, edges) in graph::of(&source::read_crate(&sources(name))) {
            assert!(!edges.is_empty());
            for circle in graph::circles(&edges) {
                let inner: Vec<String> = circle
                    .iter()
                    .map(|from| {
                        let to: Vec<&str> =
                            edges[from].iter().filter(|to| circle.contains(to)).map(String::as_str).collect();
                        format!("{from} -> {}", to.join(", "))
                    })
                    .collect();
                found.push(format!("{name} {folder}: {}", inner.join("; ")));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Public items, and how many of them have a comment.
fn documented(folder: &Path) -> (usize, usize) {
    let code = words(folder);
    let lines: Vec<&str> = code.lines().collect();
    let mut count = (0, 0);
    for (at, line) in lines.iter().enumerate() {
        let line = line.trim_start();
        let kinds = ["fn ", "async fn ", "struct ", "enum ", "trait ", "type ", "const ", "static "];
        let Some(rest) = line.strip_prefix("pub ") else { continue };
        if !kinds.iter().any(|kind| rest.starts_with(kind)) {
            continue;
        }
        let above = lines[..at].iter().rev().map(|line| line.trim_start());
        let said =
            above.take_while(|line| line.starts_with("#[") || line.starts_with("//")).any(|l| l.starts_with("///"));
        count = (count.0 + 1, count.1 + usize::from(said));
    }
    count
}

/// Run with `-- --nocapture figures` to read them.
#[test]
fn figures() {
    for name in CRATES {
        let folder = sources(name);
        let graph = graph::of(&source::read_crate(&folder));
        let circles: usize = graph.values().map(|edges| graph::circles(edges).len()).sum();
        let edges: usize = graph.values().flat_map(|edges| edges.values()).map(BTreeSet::len).sum();
        let (items, documented) = documented(&folder);
        let share = documented * 100 / items.max(1);
        println!(
            "{name}: {edges} arrows between modules, {circles} circles; {documented} of {items} public items documented ({share} %)"
        );
        assert!(items > 0 && circles == 0);
    }
    println!("{} arrows that must not be there: none is", ABSENT.len());
}
