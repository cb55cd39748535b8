//! What the law wants said on every page: how accessible it is, and what is kept about people. And how the log is checked.

use crate::{Shared, fault::Fault, page::Page, who::Reader};
use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use words::language::Lang;

#[derive(Template, WebTemplate)]
#[template(path = "public/accessibility.html")]
pub struct AccessibilityPage {
    page: Page,
    /// The operator's own statement, where it has one.
    statement: String,
    contact: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "public/privacy.html")]
pub struct PrivacyPage {
    page: Page,
    contact: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "public/proof.html")]
pub struct ProofPage {
    page: Page,
    contact: String,
    /// The public keys, each with the day it was taken into use.
    keys: Vec<(String, String)>,
}

fn page(app: &Shared, lang: Lang, path: &str, title: &str) -> Page {
    Page { path: path.to_owned(), invented: app.demo, ..Page::plain(lang, lang.t(title)) }
}

pub async fn proof(State(app): State<Shared>, Reader(lang): Reader) -> Result<ProofPage, Fault> {
    let keys = app.ledger.record_keys().await?;
    let keys = keys.into_iter().map(|key| (lang.plain_date(key.since.date_naive()), key.public.to_string()));
    Ok(ProofPage {
        page: page(&app, lang, "/proof", "proof-title"),
        contact: app.config.public_contact.clone(),
        keys: keys.collect(),
    })
}

pub async fn accessibility(State(app): State<Shared>, Reader(lang): Reader) -> AccessibilityPage {
    AccessibilityPage {
        page: page(&app, lang, "/accessibility", "accessibility-title"),
        statement: app.config.accessibility_statement.clone(),
        contact: app.config.public_contact.clone(),
    }
}

pub async fn privacy(State(app): State<Shared>, Reader(lang): Reader) -> PrivacyPage {
    PrivacyPage { page: page(&app, lang, "/privacy", "privacy-title"), contact: app.config.public_contact.clone() }
}
