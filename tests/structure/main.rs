//! The shape of the house: what the source says of itself, held against what docs/ARCHITECTURE.md promises.

mod graph;
mod source;

use std::path::{Path, PathBuf};

const CRATES: [&str; 3] = ["procedure", "ledger", "samrad"];

fn sources(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates").join(name).join("src")
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
