//! The letters to whoever answers a hearing as one of the public: the link that confirms the answer, and the receipt.

use super::{head::Line, writer::Writer};
use crate::mail::LINK;
use anyhow::Context as _;
use askama::Template;
use chrono::{DateTime, Utc};
use procedure::DocumentId;
use words::language::Lang;

/// What both have.
pub struct PublicHead {
    pub lang: Lang,
    pub region: String,
    pub recipient: String,
    pub title: Line,
    pub case_number: Option<Line>,
    pub coordinator: String,
    pub coordinator_address: String,
    /// Where anyone may read the document.
    pub address: String,
}

/// Brings the link that confirms an answer.
#[derive(Template)]
#[template(path = "letters/public_answer_link.txt")]
pub struct PublicAnswerLink {
    pub head: PublicHead,
    pub link: &'static str,
    /// The last day it works.
    pub until: String,
}

/// Says what was received, and when.
#[derive(Template)]
#[template(path = "letters/public_answer_receipt.txt")]
pub struct PublicAnswerReceipt {
    pub head: PublicHead,
    pub number: u32,
    pub received: String,
    pub text: String,
    /// What its files are called.
    pub files: Vec<Line>,
}

async fn head(writer: &Writer<'_>, id: &DocumentId, recipient: &str) -> anyhow::Result<PublicHead> {
    let document = writer.sources.document(&writer.row.region, id).await?;
    let coordinator = writer.people.coordinator();
    Ok(PublicHead {
        lang: writer.lang,
        region: writer.people.region.name.clone(),
        recipient: recipient.to_owned(),
        title: Line::of(&document.state.title),
        case_number: Line::written(document.state.case_number.as_deref()),
        coordinator: coordinator.map_or_else(String::new, |c| c.name.clone()),
        coordinator_address: coordinator.map_or_else(String::new, |c| c.address.clone()),
        address: format!("{}/{}/{id}", writer.sources.app.config.base_url(), writer.row.region),
    })
}

fn day(writer: &Writer<'_>, at: DateTime<Utc>) -> String {
    writer.lang.plain_date(app::local(&writer.people.region, at).date())
}

impl PublicAnswerLink {
    /// Nothing of what was written stands in it: whoever typed the address may not be its owner.
    pub async fn of(writer: &Writer<'_>) -> anyhow::Result<Self> {
        let id = writer.row.data.as_deref().context("the letter names no answer")?;
        let waiting = writer.sources.app.ledger.unconfirmed(id).await?.context("the answer waits no more")?;
        let until = day(writer, app::public_answers::confirmed_by(waiting.received_at));
        Ok(Self { head: head(writer, &waiting.round.document, "").await?, link: LINK, until })
    }
}

impl PublicAnswerReceipt {
    pub async fn of(writer: &Writer<'_>) -> anyhow::Result<Self> {
        let id = writer.row.data.as_deref().context("the letter names no answer")?;
        let ledger = &writer.sources.app.ledger;
        let answer = ledger.public_answer(id).await?.context("there is no such answer")?;
        Ok(Self {
            head: head(writer, &answer.round.document, &answer.name).await?,
            number: answer.number,
            received: day(writer, answer.received_at),
            text: ledger.text(&writer.row.region, &answer.body).await?.unwrap_or_default(),
            files: answer.files.iter().map(|file| Line::of(&file.name)).collect(),
        })
    }
}
