//! Whether a text must be heard again: what changed since it was heard, four questions, and what they suggest.

use crate::{Shared, changes::Changes, fault::Fault, form::Fields, who::Coordinator};
use app::texts;
use ledger::DocumentRow;
use procedure::Text;

/// What makes a change one that the municipalities must be heard on (plan- og bygningsloven § 11-15).
const QUESTIONS: [&str; 4] = ["change-area", "change-amount", "change-obligation", "change-burden"];

/// A section that is not as it was heard.
pub struct Changed {
    pub heading: String,
    pub body: Changes,
}

pub struct Again {
    pub changed: Vec<Changed>,
    /// Name, words, and whether it was said yes to.
    pub questions: Vec<(&'static str, String, bool)>,
    /// What the answers so far suggest.
    pub suggestion: String,
}

/// `None` where the text is as it was heard.
pub async fn again(app: &Shared, who: &Coordinator, row: &DocumentRow, given: &Fields) -> Result<Option<Again>, Fault> {
    let Some(case) = &row.state.case else { return Ok(None) };
    let (Some(heard), Some(now)) = (&case.heard, &case.version) else { return Ok(None) };
    if heard.content == now.content {
        return Ok(None);
    }
    let before = texts::text(&app.ledger, &who.region.id, &heard.content).await?;
    let after = texts::text(&app.ledger, &who.region.id, &now.content).await?;
    let changed = changed(who, &before, &after);
    let yes = QUESTIONS.iter().filter(|name| given.has(name)).count();
    // Most of the text anew, or a new duty as well as something else, is no limited matter.
    let wide = changed.len() * 2 > after.parts.len().max(1) || (yes > 1 && given.has("change-obligation"));
    let suggestion = match (yes, wide) {
        (0, _) => "again-suggest-none",
        (_, false) => "again-suggest-limited",
        (_, true) => "again-suggest-full",
    };
    let question = |name: &'static str| (name, who.lang.t(name), given.has(name));
    Ok(Some(Again {
        changed,
        questions: QUESTIONS.into_iter().map(question).collect(),
        suggestion: who.lang.t(suggestion),
    }))
}

/// Sections changed, added and taken out, in the order of the new text, those taken out last.
pub fn changed(who: &Coordinator, before: &Text, after: &Text) -> Vec<Changed> {
    let mut found = Vec::new();
    for part in &after.parts {
        let was = before.parts.iter().find(|old| old.id == part.id);
        if was.is_none_or(|old| old.body != part.body || old.heading != part.heading) {
            let old = was.map_or("", |old| old.body.as_str());
            let heading = part.heading.clone();
            found.push(Changed { heading, body: Changes::between(who.lang, old, &part.body) });
        }
    }
    for old in before.parts.iter().filter(|old| after.parts.iter().all(|part| part.id != old.id)) {
        found.push(Changed { heading: old.heading.clone(), body: Changes::between(who.lang, &old.body, "") });
    }
    found
}
