//! Whether a text must be heard again: what changed since it was heard, what the checker makes of it, and four questions.

use crate::{
    Shared, compared,
    fault::Fault,
    form::Fields,
    rendered::{Html, PartView},
    who::Coordinator,
};
use app::{checked, history::word};
use ledger::DocumentRow;
use procedure::{Found, Involves};
use std::collections::BTreeSet;
use words::{
    checker::{self, Difference},
    compare,
    language::Lang,
};

/// The name of the question whether a change leads to something, as a field and as a sentence.
pub fn question(involves: Involves) -> &'static str {
    match involves {
        Involves::Area => "change-area",
        Involves::Amount => "change-amount",
        Involves::Obligation => "change-obligation",
        Involves::Burden => "change-burden",
    }
}

/// Something the checker found in a section.
pub struct Noticed {
    pub heading: String,
    pub kind: String,
    pub body: Html,
}

pub struct Again {
    /// Sections that are not as they were heard.
    pub changed: Vec<PartView>,
    pub noticed: Vec<Noticed>,
    /// What the checker proposes, where it found anything.
    pub proposal: Option<String>,
    /// Name, words, and whether it was said yes to: by the checker, until a person has answered.
    pub questions: Vec<(&'static str, String, bool)>,
    /// What the answers so far suggest.
    pub suggestion: String,
}

/// `None` where the text is as it was heard.
pub async fn again(app: &Shared, who: &Coordinator, row: &DocumentRow, given: &Fields) -> Result<Option<Again>, Fault> {
    let lang = who.lang;
    let Some(case) = &row.state.case else { return Ok(None) };
    let Some((before, after)) = checked::texts(app, &who.region.id, case).await? else { return Ok(None) };
    let pictures = format!("/desk/documents/{}/files/", row.id);
    let changed = compared::changed(lang, &compare::texts(&before, &after), &pictures);
    let differences = checker::differences(&before, &after);
    let proposed: BTreeSet<Involves> = differences.iter().filter_map(|one| one.found.involves()).collect();
    let yes = |involves: &Involves| given.has(question(*involves));
    let sent = given.has("nonce");
    let answered = if sent { Involves::ALL.into_iter().filter(yes).collect() } else { proposed.clone() };
    // Most of the text anew is no limited matter.
    let most = changed.len() * 2 > after.parts.len().max(1);
    let asked = |involves: Involves| (question(involves), lang.t(question(involves)), answered.contains(&involves));
    Ok(Some(Again {
        noticed: differences
            .into_iter()
            .filter(|one| one.found != Found::Wording)
            .map(|one| noticed(lang, one))
            .collect(),
        changed,
        // That the checker found nothing says nothing of how much the change matters.
        proposal: (!proposed.is_empty()).then(|| suggestion(lang, &proposed, most)),
        questions: Involves::ALL.into_iter().map(asked).collect(),
        suggestion: suggestion(lang, &answered, most),
    }))
}

/// What the answers to the questions speak for. A new duty as well as something else is no limited matter.
fn suggestion(lang: Lang, yes: &BTreeSet<Involves>, most: bool) -> String {
    let wide = most || (yes.len() > 1 && yes.contains(&Involves::Obligation));
    lang.t(match (yes.len(), wide) {
        (0, _) => "again-suggest-none",
        (_, false) => "again-suggest-limited",
        (_, true) => "again-suggest-full",
    })
}

fn noticed(lang: Lang, one: Difference) -> Noticed {
    let kind = lang.t(&word("found", one.found));
    // The comparison above shows a whole section; that it is new or gone is all there is to say.
    let body = match one.found {
        Found::Added | Found::Removed => Html::default(),
        _ => compared::plain(lang, &one.before, &one.after),
    };
    Noticed { heading: one.heading, kind, body }
}
