//! What happened since the last digest, to coordinators.

use super::{head::Line, writer::Writer};
use anyhow::Context as _;
use app::{
    digest_letter::{self, DigestWaiting},
    history,
};
use askama::Template;
use procedure::DocumentId;
use words::language::Lang;

/// Says what happened in a region.
#[derive(Template)]
#[template(path = "letters/digest.txt")]
pub struct Digest {
    pub lang: Lang,
    pub region: String,
    pub region_short: Line,
    pub recipient: String,
    /// A sentence an event.
    pub items: Vec<String>,
    /// A sentence a hearing whose answers from the public nobody has looked at.
    pub waiting: Vec<String>,
    /// Where the board is.
    pub desk: String,
    /// The log's seal of the day.
    pub seal: String,
}

impl Digest {
    /// From what is kept with the letter.
    pub async fn of(writer: &Writer<'_>) -> anyhow::Result<Self> {
        let data = writer.row.data.as_deref().context("the letter does not hold what happened")?;
        let kept: digest_letter::Digest = serde_json::from_str(data)?;
        let names = writer.names();
        let named: Vec<_> = kept.lines.iter().map(|line| (DocumentId(line.document.clone()), line.seq)).collect();
        writer.sources.fetch(&named).await?;
        let mut items = Vec::new();
        for (line, (document, seq)) in kept.lines.iter().zip(&named) {
            if let Ok(recorded) = writer.sources.event(document, *seq).await {
                items.push(format!("{}: {}", line.title, history::line(writer.lang, &recorded.recorded.event, &names)));
            }
        }
        let wait = |known: &DigestWaiting| {
            let since = writer.lang.date(known.since);
            let values = [("answers", known.answers.into()), ("title", (&known.title).into()), ("since", since.into())];
            writer.lang.with("digest-public-waiting", &values)
        };
        let waiting = kept.waiting.iter().map(wait).collect();
        Ok(Self {
            lang: writer.lang,
            region: writer.people.region.name.clone(),
            region_short: Line::of(&writer.people.region.short_name),
            recipient: writer.contact.name.clone(),
            items,
            waiting,
            desk: writer.desk(None),
            seal: kept.seal,
        })
    }
}
