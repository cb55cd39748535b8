//! Rust source as far as the shape of the house needs it: modules, the paths they name, and what they export again.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// A module: where its file is, its children, and what it names.
#[derive(Debug, Default)]
pub struct Module {
    pub children: BTreeMap<String, Self>,
    /// Every path in the code, split at `::`, without those in comments, strings and tests.
    pub paths: Vec<Vec<String>>,
    /// Names exported again, and the path each stands for. `*` as a name: everything of that path.
    pub exports: Vec<(String, Vec<String>)>,
    /// Items declared here.
    pub items: Vec<String>,
}

/// Reads a crate from its `src` folder.
pub fn read_crate(src: &Path) -> Module {
    let root = if src.join("lib.rs").exists() { src.join("lib.rs") } else { src.join("main.rs") };
    let mut module = read_file(&root);
    children(src, &mut module, &["lib.rs", "main.rs"]);
    module
}

fn children(folder: &Path, module: &mut Module, own: &[&str]) {
    let entries = fs::read_dir(folder).expect("the folder can be read").flatten();
    let mut entries: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        let word = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
        let (name, stem) = (word(path.file_name()), word(path.file_stem()));
        if own.contains(&name.as_str()) || ["tests", "tests.rs", "rules"].contains(&name.as_str()) {
            continue;
        }
        if path.is_dir() {
            let child = module.children.entry(name).or_default();
            if path.join("mod.rs").exists() {
                let read = read_file(&path.join("mod.rs"));
                *child = Module { children: std::mem::take(&mut child.children), ..read };
            }
            children(&path, child, &["mod.rs"]);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let read = read_file(&path);
            let child = module.children.entry(stem).or_default();
            *child = Module { children: std::mem::take(&mut child.children), ..read };
        }
    }
}

fn read_file(path: &Path) -> Module {
    read(&fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

fn read(text: &str) -> Module {
    let code = code_of(text);
    let code = code.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let mut module = Module::default();
    for (public, tree) in uses(code) {
        for path in expand(tree) {
            if public {
                let name = path.last().cloned().unwrap_or_default();
                module.exports.push((name, path.clone()));
            }
            module.paths.push(path);
        }
    }
    for start in ["crate::", "super::", "self::"] {
        for (at, _) in code.match_indices(start) {
            let before = code[..at].chars().next_back().unwrap_or(' ');
            if before.is_alphanumeric() || before == '_' || before == ':' {
                continue;
            }
            let path: String =
                code[at..].chars().take_while(|c| c.is_alphanumeric() || *c == '_' || *c == ':').collect();
            let path: Vec<String> = path.trim_end_matches(':').split("::").map(str::to_owned).collect();
            // Alone before a group: that was read above.
            if path.len() > 1 {
                module.paths.push(path);
            }
        }
    }
    let words: Vec<&str> = code.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty()).collect();
    for pair in words.windows(2) {
        if ["struct", "enum", "fn", "trait", "type", "const", "static"].contains(&pair[0]) {
            module.items.push(pair[1].to_owned());
        }
    }
    module
}

/// The text without comments, and with strings and characters emptied.
fn code_of(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(raw) = rest.strip_prefix("r#\"") {
            raw.find("\"#").map_or(rest.len(), |end| end + 5)
        } else if let Some(string) = rest.strip_prefix('"') {
            let mut escaped = false;
            let end = string.char_indices().find(|(_, c)| {
                let ends = *c == '"' && !escaped;
                escaped = *c == '\\' && !escaped;
                ends
            });
            end.map_or(rest.len(), |(end, _)| end + 2)
        } else if rest.starts_with("'\"'") {
            3
        } else if rest.starts_with("'\\\"'") {
            4
        } else {
            code.push(c);
            c.len_utf8()
        };
        rest = &rest[skipped..];
    }
    code
}

/// Every `use` statement's tree, and whether it exports.
fn uses(code: &str) -> Vec<(bool, &str)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = code[from..].find("use ").map(|at| at + from) {
        let line = code[..at].rfind('\n').map_or(0, |n| n + 1);
        let before = code[line..at].trim();
        let end = code[at..].find(';').map_or(code.len(), |end| end + at);
        if before.is_empty() || before.starts_with("pub") {
            found.push((before.starts_with("pub"), &code[at + 4..end]));
        }
        from = end.min(code.len());
    }
    found
}

/// `a::{b, c::{d, self}}` → `a::b`, `a::c::d`, `a::c`
fn expand(tree: &str) -> Vec<Vec<String>> {
    let tree = tree.trim();
    let Some(open) = tree.find('{') else {
        let plain = tree.split(" as ").next().unwrap_or(tree).trim();
        let mut path: Vec<String> = plain.split("::").map(|part| part.trim().to_owned()).collect();
        if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
        return if plain.is_empty() { Vec::new() } else { vec![path] };
    };
    let start: Vec<String> = tree[..open].split("::").map(|p| p.trim().to_owned()).filter(|p| !p.is_empty()).collect();
    let (mut depth, mut from, mut all) = (0, open + 1, Vec::new());
    for (at, c) in tree.char_indices().skip_while(|(at, _)| *at <= open) {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                all.extend(expand(&tree[from..at]));
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                all.extend(expand(&tree[from..at]));
                from = at + 1;
            }
            _ => {}
        }
    }
    all.into_iter().map(|path| start.iter().cloned().chain(path).filter(|part| part != "self").collect()).collect()
}

#[test]
fn paths_are_read_from_groups_and_from_code_and_not_from_words() {
    let module = read(
        "use crate::{a::{b, c::{self, D}}, e};\npub use f::G;\n// crate::no\nfn x() { \"crate::nor\"; super::h::i(); }\nstruct Y;\n#[cfg(test)]\nmod tests {\n use crate::not;\n}",
    );
    let paths: Vec<String> = module.paths.iter().map(|path| path.join("::")).collect();
    assert_eq!(paths, ["crate::a::b", "crate::a::c", "crate::a::c::D", "crate::e", "f::G", "super::h::i"]);
    assert_eq!(module.exports, [("G".to_owned(), vec!["f".to_owned(), "G".to_owned()])]);
    assert_eq!(module.items, ["x", "Y"]);
}
