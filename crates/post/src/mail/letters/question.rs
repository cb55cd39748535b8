//! The letter to coordinators about a question.

use super::{
    head::{DeskHead, Line},
    writer::{Told, Writer},
};
use anyhow::Context as _;
use askama::Template;
use procedure::Event;
use words::language::Lang;

/// Says what is asked, by whom, and where the reply goes.
#[derive(Template)]
#[template(path = "letters/question_notice.txt")]
pub struct QuestionNotice {
    pub head: DeskHead,
    /// The party whose officer asks.
    pub party: Line,
    /// Who asks.
    pub asker: Line,
    /// Where the reply goes.
    pub asker_address: String,
    pub question: String,
}

impl QuestionNotice {
    /// From a question that was asked by link.
    pub fn of(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Self> {
        let Event::QuestionAsked { party, link, question } = &told.recorded.event else {
            return Err(writer.tells_not_of(told));
        };
        let link = told.state.link(*link).context("the question came by a link that is not there")?;
        let asker = writer.people.contacts.iter().find(|contact| contact.id == link.contact);
        let asker = asker.context("whoever asked is no contact any more")?;
        Ok(Self {
            head: writer.desk_head(told),
            party: Line::of(&writer.names().get(party)),
            asker: Line::of(&asker.name),
            asker_address: asker.address.clone(),
            question: question.clone(),
        })
    }
}
