//! The receipt for an answer.

use super::{
    head::Head,
    writer::{Told, Writer, written},
};
use app::texts;
use askama::Template;
use procedure::{Event, PartId, Statement};
use words::language::Lang;

/// Says what was received, in full.
#[derive(Template)]
#[template(path = "letters/statement_receipt.txt")]
pub struct StatementReceipt {
    pub head: Head,
    /// Counted from 1.
    pub revision: u32,
    pub position: String,
    /// When it was received.
    pub received: String,
    /// It came after the deadline.
    pub late: bool,
    /// The party's deadline, where the answer is not late.
    pub deadline: Option<String>,
    pub signer: Option<String>,
    /// The party's own case number.
    pub case_reference: Option<String>,
    /// Of an objection.
    pub legal_basis: Option<String>,
    pub statement: Option<String>,
    pub remarks: Vec<Remark>,
    /// What its files are called.
    pub files: Vec<String>,
    pub link: Option<&'static str>,
    pub copy: bool,
}

/// A remark as it was made.
pub struct Remark {
    /// The heading it is about.
    pub section: Option<String>,
    pub text: String,
    /// Proposed wording.
    pub proposed: Option<String>,
}

impl StatementReceipt {
    /// From an answer sent by link, or recorded by a coordinator.
    pub async fn of(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Self> {
        let (Event::StatementSubmitted { statement } | Event::StatementRecorded { statement, .. }) =
            &told.recorded.event
        else {
            return Err(writer.tells_not_of(told));
        };
        let answer = texts::answer(&writer.sources.app.ledger, &writer.row.region, &statement.content).await?;
        let files = texts::files(&writer.sources.app.ledger, &writer.row.region, &statement.files, &answer).await?;
        let late = late(writer, told, statement).await?;
        Ok(Self {
            head: writer.head(told).await?,
            revision: statement.revision,
            position: writer.word("position", statement.position),
            received: received(writer, told, statement),
            late,
            deadline: if late { None } else { writer.deadline(told.state).ok() },
            signer: texts::signed(&writer.sources.app.ledger, &writer.row.region, statement.signer.as_ref()).await?,
            case_reference: written(statement.case_reference.as_deref()),
            legal_basis: written(statement.legal_basis.as_deref()),
            statement: written(Some(answer.text.trim())),
            remarks: remarks(writer, told, &answer).await?,
            files: files.into_iter().map(|file| file.name).collect(),
            link: writer.link(),
            copy: writer.row.copy,
        })
    }
}

/// To the minute for an answer that was sent; a day for one that came on paper before it was recorded.
fn received(writer: &Writer<'_>, told: &Told<'_>, statement: &Statement) -> String {
    let local = app::local(&writer.people.region, told.recorded.at);
    if local.date() == statement.received_on { writer.lang.instant(local) } else { writer.day(statement.received_on) }
}

/// From the state while it holds this revision, else from the log.
async fn late(writer: &Writer<'_>, told: &Told<'_>, statement: &Statement) -> anyhow::Result<bool> {
    let seq = told.recorded.seq;
    let hearing = told.state.case.as_ref().and_then(|case| case.hearing());
    let track = hearing.and_then(|hearing| hearing.track(&statement.party));
    if let Some(track) = track.filter(|track| track.statement.as_ref().is_some_and(|held| held.seq == seq)) {
        return Ok(track.late());
    }
    let past = writer.past(told).await?;
    Ok(past.record.answer(seq).is_some_and(|(round, answer)| round.late(&answer.what.statement)))
}

async fn remarks(writer: &Writer<'_>, told: &Told<'_>, answer: &texts::Answer) -> anyhow::Result<Vec<Remark>> {
    let heard = match told.state.case.as_ref().and_then(|case| case.heard.as_ref()) {
        Some(version) => texts::text(&writer.sources.app.ledger, &writer.row.region, &version.content).await?,
        None => procedure::Text::default(),
    };
    let heading = |id: &PartId| heard.part(id).map(procedure::Part::title);
    let remark = |remark: &texts::Remark| Remark {
        section: written(remark.section.as_ref().and_then(heading).as_deref()),
        text: remark.text.clone(),
        proposed: written(remark.proposed.as_deref()),
    };
    Ok(answer.remarks.iter().map(remark).collect())
}
