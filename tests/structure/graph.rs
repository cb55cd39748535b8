//! Which module of a folder uses which other one of the same folder, and where that goes round in a circle.

use super::source::Module;
use std::collections::{BTreeMap, BTreeSet};

/// For each folder of a crate, who uses whom among its children.
pub type Graph = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

/// Every edge between siblings: a module and all below it, against another and all below that.
pub fn of(root: &Module) -> Graph {
    let mut graph = Graph::new();
    walk(root, root, &mut Vec::new(), &mut graph);
    graph
}

fn walk(root: &Module, module: &Module, at: &mut Vec<String>, graph: &mut Graph) {
    for path in &module.paths {
        let Some(target) = resolve(root, at, path, 0) else { continue };
        let common = at.iter().zip(&target).take_while(|(one, other)| one == other).count();
        if let (Some(from), Some(to)) = (at.get(common), target.get(common)) {
            let folder = graph.entry(at[..common].join("::")).or_default();
            folder.entry(from.clone()).or_default().insert(to.clone());
        }
    }
    for (name, child) in &module.children {
        at.push(name.clone());
        walk(root, child, at, graph);
        at.pop();
    }
}

fn module_at<'a>(root: &'a Module, at: &[String]) -> Option<&'a Module> {
    at.iter().try_fold(root, |module, name| module.children.get(name))
}

/// The module that a path named in the module `at` ends in; `None` for another crate's.
fn resolve(root: &Module, at: &[String], path: &[String], depth: usize) -> Option<Vec<String>> {
    if depth > 8 {
        return None;
    }
    let mut here = at.to_vec();
    let mut rest = path;
    match rest.first().map(String::as_str) {
        Some("crate") => here.clear(),
        Some("self") => {}
        Some("super") => {
            here.pop();
        }
        Some(name) if module_at(root, at)?.children.contains_key(name) => here.push(name.to_owned()),
        _ => return None,
    }
    rest = &rest[1..];
    while rest.first().is_some_and(|part| part == "super") {
        here.pop();
        rest = &rest[1..];
    }
    for (n, part) in rest.iter().enumerate() {
        let module = module_at(root, &here)?;
        if module.children.contains_key(part) {
            here.push(part.clone());
            continue;
        }
        let named = module.exports.iter().find(|(name, _)| name == part);
        let through = named.map(|(_, path)| path.clone()).or_else(|| {
            // Everything of a child is exported: the one that declares the name.
            module.exports.iter().filter(|(name, _)| name == "*").find_map(|(_, path)| {
                let child = resolve(root, &here, &path[..path.len() - 1], depth + 1)?;
                module_at(root, &child)?.items.contains(part).then(|| path[..path.len() - 1].to_vec())
            })
        });
        let Some(through) = through else { break };
        let mut whole = through;
        whole.extend_from_slice(&rest[n + 1..]);
        return resolve(root, &here, &whole, depth + 1);
    }
    Some(here)
}

/// Groups of modules that use each other, directly or by others; those alone are left out.
pub fn circles(edges: &BTreeMap<String, BTreeSet<String>>) -> Vec<Vec<String>> {
    let reach = |from: &String| {
        let mut seen = BTreeSet::new();
        let mut open = vec![from];
        while let Some(next) = open.pop() {
            for to in edges.get(next).into_iter().flatten() {
                if seen.insert(to.clone()) {
                    open.push(to);
                }
            }
        }
        seen
    };
    let reached: BTreeMap<&String, BTreeSet<String>> = edges.keys().map(|from| (from, reach(from))).collect();
    let mut groups = BTreeSet::new();
    for (from, all) in &reached {
        if all.contains(*from) {
            let group = all.iter().filter(|to| reached.get(to).is_some_and(|back| back.contains(*from)));
            groups.insert(group.cloned().collect::<Vec<_>>());
        }
    }
    groups.into_iter().collect()
}
