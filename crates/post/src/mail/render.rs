//! A letter's words: its template filled in, its subject and text told apart.

use super::{
    letters::{
        head::Line,
        letter,
        writer::{Told, Writer},
    },
    sources::Sources,
};
use app::App;
use askama::DynTemplate;
use chrono::{DateTime, Utc};
use ledger::{Anchor, ContactRow, DocumentRow, LetterRow, LetterState};
use procedure::{Addressed, LetterKind, Recorded};
use words::language::Lang;

/// A letter as it is kept: its link unsigned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    pub subject: String,
    pub body: String,
}

impl Rendered {
    /// With a last line that says where the document's log stood: whoever keeps the letter can have the log proved by it.
    fn anchored(mut self, lang: Lang, anchor: &Anchor) -> Self {
        let line = lang.with("letter-anchor", &[("anchor", anchor.to_string().into())]);
        self.body = format!("{}\n{line}\n", self.body);
        self
    }
}

/// Renders a letter that was written to the outbox.
pub async fn render(sources: &Sources, row: &LetterRow, contact: &ContactRow) -> anyhow::Result<Rendered> {
    let writer = Writer::of(sources, row, contact).await?;
    let letter = match &row.document {
        // A code is for something that has not happened.
        Some(id) if row.kind != LetterKind::ConfirmationCode => {
            let document = sources.document(&row.region, id).await?;
            let event = sources.event(id, row.seq).await?;
            let told = Told { document: id, state: &document.state, recorded: &event.recorded };
            let rendered = compose(&*letter(&writer, Some(&told)).await?)?;
            return Ok(rendered.anchored(writer.lang, &event.anchor(&row.region)));
        }
        _ => letter(&writer, None).await?,
    };
    compose(&*letter)
}

/// Renders a letter that an event would lead to, before it has happened.
pub async fn preview(
    app: &App,
    document: &DocumentRow,
    recorded: &Recorded,
    addressed: &Addressed,
    contact: &ContactRow,
    lang: Lang,
    at: DateTime<Utc>,
) -> anyhow::Result<Rendered> {
    let row = LetterRow {
        id: String::new(),
        region: document.region.clone(),
        document: Some(document.id.clone()),
        seq: recorded.seq,
        kind: addressed.kind,
        class: addressed.kind.class(),
        party: addressed.party.clone(),
        role: addressed.role,
        contact: Some(contact.id.clone()),
        copy: addressed.copy,
        language: lang.code().to_owned(),
        link: addressed.link,
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
    let sources = Sources::new(app);
    let writer = Writer::of(&sources, &row, contact).await?;
    compose(&*letter(&writer, Some(&told)).await?)
}

/// Fills the letter's template in; its first line is the subject.
pub fn compose(letter: &dyn DynTemplate) -> anyhow::Result<Rendered> {
    let text = letter.dyn_render()?;
    let (subject, body) = text.split_once('\n').unwrap_or((&text, ""));
    Ok(Rendered { subject: Line::of(subject).to_string(), body: tidy(body) })
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
