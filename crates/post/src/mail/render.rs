//! A letter's words: its facts put into the template of its kind and language.

use super::{
    facts::{LetterFacts, Told, gather},
    sources::Sources,
    templates::fill,
};
use app::App;
use chrono::{DateTime, Utc};
use ledger::{ContactRow, DocumentRow, LetterRow, LetterState};
use procedure::{Addressed, LetterKind, Recorded};
use words::language::Lang;

/// A letter as it is kept: its link unsigned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    pub subject: String,
    pub body: String,
}

/// Renders a letter that was written to the outbox.
pub async fn render(sources: &Sources, row: &LetterRow, contact: &ContactRow) -> anyhow::Result<Rendered> {
    let lang = Lang::parse(&row.language).unwrap_or_default();
    let facts = match &row.document {
        None => gather(sources, row, contact, None).await?,
        Some(_) if row.kind == LetterKind::ConfirmationCode => gather(sources, row, contact, None).await?,
        Some(id) => {
            let document = sources.document(&row.region, id).await?;
            let recorded = sources.event(id, row.seq).await?;
            let told = Told { document: id, state: &document.state, recorded: &recorded };
            gather(sources, row, contact, Some(told)).await?
        }
    };
    compose(row.kind, lang, &facts)
}

/// Renders a letter that an event would lead to, before it has happened.
pub async fn preview(
    app: &App,
    document: &DocumentRow,
    recorded: &Recorded,
    letter: &Addressed,
    contact: &ContactRow,
    lang: Lang,
    at: DateTime<Utc>,
) -> anyhow::Result<Rendered> {
    let row = LetterRow {
        id: String::new(),
        region: document.region.clone(),
        document: Some(document.id.clone()),
        seq: recorded.seq,
        kind: letter.kind,
        class: letter.kind.class(),
        party: letter.party.clone(),
        role: letter.role,
        contact: Some(contact.id.clone()),
        copy: letter.copy,
        language: lang.code().to_owned(),
        link: letter.link,
        data: None,
        state: LetterState::Queued,
        due_at: at,
        written_at: at,
        attempts: 0,
        handed: 0,
        to: None,
        sent_at: None,
        reason: None,
        subject: None,
        body: None,
        thread: None,
    };
    let told = Told { document: &document.id, state: &document.state, recorded };
    let facts = gather(&Sources::new(app), &row, contact, Some(told)).await?;
    compose(letter.kind, lang, &facts)
}

/// Fills the template in; its first line is the subject, whatever a title holds.
pub fn compose(kind: LetterKind, lang: Lang, facts: &LetterFacts) -> anyhow::Result<Rendered> {
    let (title, case_number) = (one_line(&facts.title), one_line(&facts.case_number));
    let text = fill(kind, lang, &LetterFacts { title, case_number, ..facts.clone() })?;
    let (subject, body) = text.split_once('\n').unwrap_or((&text, ""));
    Ok(Rendered { subject: one_line(subject), body: tidy(body) })
}

fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// At most one empty line in a row, none at the ends, no trailing spaces, no bare carriage returns.
fn tidy(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.replace('\r', "").lines() {
        let line: String = line.trim_end().chars().filter(|c| !c.is_control() || *c == '\t').collect();
        if line.is_empty() && lines.last().is_none_or(String::is_empty) {
            continue;
        }
        lines.push(line);
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.join("\n") + "\n"
}
