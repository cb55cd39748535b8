//! The text under hearing beside the one it changes.

use super::{
    Hearing, frame,
    heard::{self, Heard},
};
use crate::{Shared, compared, fault::Fault, page::Page};
use askama::Template;
use askama_web::WebTemplate;
use axum::extract::{Query, State};

#[derive(Template, WebTemplate)]
#[template(path = "officer/comparison.html")]
pub struct ComparisonPage {
    page: Page,
    token: String,
    title: String,
    shown: compared::Shown,
}

pub async fn show(
    State(app): State<Shared>,
    Hearing(officer): Hearing,
    Query(asked): Query<compared::Asked>,
) -> Result<ComparisonPage, Fault> {
    if officer.link.replaced {
        return Err(Fault::NotFound);
    }
    let record = heard::record(&app, &officer).await?;
    let heard = Heard::of(&app, &officer, &record).await?;
    let (before, name) = heard.before().ok_or(Fault::NotFound)?;
    let (lang, path) = (officer.lang, format!("/l/{}/compare", officer.token));
    let texts = compared::Texts {
        before: (before, lang.t(name)),
        after: (&heard.text, lang.t("compare-heard")),
        address: format!("{path}?lang={}&", lang.code()),
        pictures: heard::pictures_at(&officer),
        spoken: officer.people.region.language.clone(),
    };
    let shown = compared::Shown::of(lang, &asked, texts);
    let page = Page { path, ..frame(&officer, lang.t("compare-what-changed")) };
    Ok(ComparisonPage { page, token: officer.token.clone(), title: officer.document.state.title.clone(), shown })
}
