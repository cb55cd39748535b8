//! What became of a text, section by section.

use procedure::{PartId, Text};

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
    let whole = |heading: &str, body: &str| format!("{heading}\n\n{body}");
    let mut changes = Vec::new();
    for part in &after.parts {
        let (heading, section) = (part.heading.clone(), part.id.clone());
        let change = match before.parts.iter().find(|old| old.id == part.id) {
            Some(old) if old.heading == part.heading && old.body == part.body => continue,
            Some(old) if old.heading == part.heading => {
                Change { section, heading, before: old.body.clone(), after: part.body.clone() }
            }
            Some(old) => {
                let (before, after) = (whole(&old.heading, &old.body), whole(&part.heading, &part.body));
                Change { section, heading, before, after }
            }
            None => Change { section, heading, before: String::new(), after: part.body.clone() },
        };
        changes.push(change);
    }
    for old in before.parts.iter().filter(|old| !after.parts.iter().any(|part| part.id == old.id)) {
        let (section, heading) = (old.id.clone(), old.heading.clone());
        changes.push(Change { section, heading, before: old.body.clone(), after: String::new() });
    }
    changes
}
