//! The letter with a coordinator's log-in.

use super::writer::Writer;
use crate::mail::{CODE, LINK};
use askama::Template;
use words::language::Lang;

/// Brings a link to log in by, and a code for another browser.
#[derive(Template)]
#[template(path = "letters/login.txt")]
pub struct Login {
    pub lang: Lang,
    pub region: String,
    pub recipient: String,
    pub link: &'static str,
    /// What stands for the code until the letter goes out.
    pub code: &'static str,
}

impl Login {
    /// The link and the code come from the row as the letter goes out.
    pub fn of(writer: &Writer<'_>) -> Self {
        Self {
            lang: writer.lang,
            region: writer.people.region.name.clone(),
            recipient: writer.contact.name.clone(),
            link: LINK,
            code: CODE,
        }
    }
}
