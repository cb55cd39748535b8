//! Whether a plan rests on the programme that its kind asks for (plan- og bygningsloven §§ 4-1, 11-13): a line on the check
//! list, and a question where it does not.

use crate::{Shared, fault::Fault};
use ledger::DocumentRow;
use procedure::Relation;
use words::language::Lang;

/// What the check list says of the programme.
pub struct Programme {
    pub sentence: String,
    /// Nothing is adopted, and nobody has said why nothing needs to be.
    pub missing: bool,
}

/// `None` where the kind rests on no other, and where it was answered once the first hearing is open.
pub async fn programme(app: &Shared, lang: Lang, row: &DocumentRow) -> Result<Option<Programme>, Fault> {
    let case = row.state.case.as_ref();
    let Some((case, wanted)) = case.and_then(|case| Some((case, case.rules.follows.as_ref()?))) else {
        return Ok(None);
    };
    let drafted = case.rounds == 0;
    let mut waits = None;
    for related in row.state.relations.iter().filter(|related| related.how == Relation::Follows) {
        let Some(other) = app.ledger.document(&row.region, &related.document).await? else { continue };
        let title = other.state.title.as_str();
        if other.state.kind != *wanted {
            continue;
        }
        if other.state.editions > 0 {
            let sentence = lang.with("programme-adopted", &[("title", title.into())]);
            return Ok(drafted.then_some(Programme { sentence, missing: false }));
        }
        waits = Some(lang.with("programme-waits", &[("title", title.into())]));
    }
    if case.programme_waived {
        return Ok(drafted.then(|| Programme { sentence: lang.t("programme-waived"), missing: false }));
    }
    let sentence = match waits {
        _ if !drafted => lang.t("programme-unfounded"),
        waits => waits.unwrap_or_else(|| lang.t("programme-missing")),
    };
    Ok(Some(Programme { sentence, missing: true }))
}
