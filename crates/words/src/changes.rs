//! What became of a text, section by section.

use procedure::{Part, PartId, Text};

/// A section that differs between two texts. A new one was nothing before; one taken out is nothing after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub section: PartId,
    /// Its heading now; the one it had, where it is gone.
    pub heading: String,
    pub before: String,
    pub after: String,
}

/// The sections that differ, in the order of the text now, those taken out last. A heading that is changed stands
/// above its text.
pub fn between(before: &Text, after: &Text) -> Vec<Change> {
    let whole = |part: &Part| format!("{}\n\n{}", part.title(), part.plain());
    let mut changes = Vec::new();
    for part in &after.parts {
        let (heading, section) = (part.title(), part.id().clone());
        let change = match before.part(part.id()) {
            Some(old) if old.says_the_same(part) => continue,
            Some(old) if old.title() == heading => {
                Change { section, heading, before: old.plain(), after: part.plain() }
            }
            Some(old) => Change { section, heading, before: whole(old), after: whole(part) },
            None => Change { section, heading, before: String::new(), after: part.plain() },
        };
        changes.push(change);
    }
    for old in before.parts.iter().filter(|old| after.part(old.id()).is_none()) {
        let (section, heading) = (old.id().clone(), old.title());
        changes.push(Change { section, heading, before: old.plain(), after: String::new() });
    }
    changes
}
