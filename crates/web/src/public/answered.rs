//! How many of the public have answered a hearing.

use crate::{Shared, fault::Fault};
use procedure::DocumentId;
use words::language::Lang;

/// What the public has answered.
pub struct Answered {
    pub sentence: String,
    /// Whether anyone may answer now.
    pub open: bool,
    /// Whether there are any.
    pub any: bool,
}

/// What is said of the public's answers to a hearing, by its case and round; `None` where nobody could answer it.
pub async fn answered(app: &Shared, id: &DocumentId, round: (u32, u32), lang: Lang) -> Result<Option<Answered>, Fault> {
    let all = app.ledger.public_hearings(id).await?;
    let own = all.into_iter().find(|own| (own.round.case, own.round.round) == round);
    let said = |own: ledger::PublicHearing| Answered {
        sentence: lang.with("public-answers-count", &[("answers", own.answers.into())]),
        open: own.open,
        any: own.answers > 0,
    };
    Ok(own.map(said))
}
