//! The letter with a code. What it asks about is kept with it; the code is worked out as the letter goes out.

use app::App;
use ledger::LetterRow;
use procedure::{DocumentId, Outcome, Position, Votes};
use serde::{Deserialize, Serialize};

/// What is to be confirmed, as the letter tells it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CodeAsked {
    pub salt: String,
    /// The hash of exactly what the code is for.
    pub content: String,
    pub outcome: Option<Outcome>,
    pub position: Option<Position>,
    pub body: String,
    pub meeting_date: Option<chrono::NaiveDate>,
    pub case_number: String,
    #[serde(default)]
    pub votes: Option<Votes>,
    /// The reservation, the amendment or the decision, as it was written; empty where nothing was.
    #[serde(default)]
    pub text: String,
    /// What the extract of the minutes is called; empty where none came.
    #[serde(default)]
    pub extract: String,
    pub signer: String,
}

impl CodeAsked {
    pub fn of(row: &LetterRow) -> Option<Self> {
        serde_json::from_str(row.data.as_deref()?).ok()
    }
}

/// The code of a letter.
pub fn of_letter(app: &App, row: &LetterRow, document: &DocumentId) -> Option<String> {
    let asked = CodeAsked::of(row)?;
    Some(app.links.code(document, row.link?, &asked.salt, &asked.content))
}
