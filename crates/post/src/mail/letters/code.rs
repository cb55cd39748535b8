//! The letter with a code to confirm an answer or a decision.

use super::{
    head::Head,
    writer::{Writer, written},
};
use crate::mail::{LINK, code::CodeAsked};
use anyhow::Context as _;
use askama::Template;
use words::language::Lang;

/// Brings a code, and says what it confirms.
#[derive(Template)]
#[template(path = "letters/confirmation_code.txt")]
pub struct ConfirmationCode {
    pub head: Head,
    pub confirmed: Confirmed,
    pub signer: Option<String>,
    /// What stands for the code until the letter goes out.
    pub code: &'static str,
}

/// What is confirmed by the code.
pub enum Confirmed {
    /// A council's decision.
    Decision {
        outcome: String,
        body: String,
        meeting_date: String,
        case_number: String,
        votes: Option<String>,
        /// The reservation, the amendment or the decision, word for word.
        text: Option<String>,
        /// The name of the extract of the minutes.
        extract: Option<String>,
    },
    /// An answer to the hearing, by its position.
    Answer(String),
}

impl ConfirmationCode {
    /// From what is kept with the letter.
    pub async fn of(writer: &Writer<'_>) -> anyhow::Result<Self> {
        let asked = CodeAsked::of(writer.row).context("the letter does not hold what its code is for")?;
        let id = writer.row.document.as_ref().context("the letter is of no document")?;
        let document = writer.sources.document(&writer.row.region, id).await?;
        let signer = written(Some(&asked.signer));
        let confirmed = match asked.outcome {
            Some(outcome) => Confirmed::Decision {
                outcome: writer.word("outcome", outcome),
                body: asked.body,
                meeting_date: writer.day(asked.meeting_date.context("the decision is of no day")?),
                case_number: asked.case_number,
                votes: asked.votes.map(|votes| writer.votes(votes)),
                text: written(Some(&asked.text)),
                extract: written(Some(&asked.extract)),
            },
            None => Confirmed::Answer(writer.word("position", asked.position.context("the answer has no position")?)),
        };
        Ok(Self { head: writer.head_of(&document.state)?, confirmed, signer, code: LINK })
    }
}
