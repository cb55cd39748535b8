//! The front page: to the desk for who is logged in, to the regions' public pages for everyone else.

use super::visitor::Visitor;
use crate::{Shared, fault::Fault, page::Page, who::Coordinator};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use words::language::Lang;

#[derive(Template, WebTemplate)]
#[template(path = "public/front.html")]
struct FrontPage {
    page: Page,
    keep: String,
    regions: Vec<(String, String)>,
}

pub async fn show(State(app): State<Shared>, who: Option<Coordinator>, visitor: Visitor) -> Result<Response, Fault> {
    if who.is_some() {
        return Ok(Redirect::to("/desk").into_response());
    }
    let regions = app.ledger.regions().await?;
    let lang = regions.first().map_or_else(Lang::default, |region| visitor.lang(region));
    let title = lang.t("front-title");
    let page = Page { path: "/".to_owned(), unlisted: false, invented: visitor.invented, ..Page::plain(lang, title) };
    let regions = regions.into_iter().map(|region| (region.id.to_string(), region.name)).collect();
    Ok(FrontPage { page, keep: visitor.keep(), regions }.into_response())
}
