//! One page more before something is taken away: it says what will happen, and asks for a choice that nobody has made
//! yet. A program that sends forms as they stand makes none.

use super::frame_with_form;
use crate::{
    form::{self, Fields},
    page::{Page, Problem},
    who::Officer,
};
use askama::Template;
use askama_web::WebTemplate;

/// The box that has to be ticked.
pub const SURE: &str = "sure";

#[derive(Template, WebTemplate)]
#[template(path = "officer/sure.html")]
pub struct SurePage {
    page: Page,
    token: String,
    action: String,
    /// What will happen.
    happens: String,
    /// What the box says.
    choice: String,
    /// Where one goes without doing it.
    back: &'static str,
    nonce: String,
    problems: Vec<Problem>,
}

/// What is asked: the page's title, what will happen, and the words beside the box.
pub struct Question {
    pub title: String,
    pub happens: String,
    pub choice: String,
    pub back: &'static str,
}

pub fn page(officer: &Officer, action: &str, asked: Question, problems: Vec<Problem>) -> SurePage {
    SurePage {
        page: Page { typed_at: None, ..frame_with_form(officer, asked.title, action) },
        token: officer.token.clone(),
        action: action.to_owned(),
        happens: asked.happens,
        choice: asked.choice,
        back: asked.back,
        nonce: form::nonce(),
        problems,
    }
}

/// Whether the box was ticked; else what to say beside it.
pub fn chosen(officer: &Officer, fields: &Fields) -> Result<(), Problem> {
    if fields.filled(SURE).is_some() {
        return Ok(());
    }
    Err(Problem { field: SURE.to_owned(), sentence: officer.lang.t("sure-missing") })
}
