//! The text that is heard or decided beside the edition in force: both are public.

use super::{document::Public, visitor::Visitor};
use crate::{Shared, compared, fault::Fault, page::Page};
use app::texts;
use askama::Template;
use askama_web::WebTemplate;
use axum::extract::{Path, Query, State};

#[derive(Template, WebTemplate)]
#[template(path = "public/comparison.html")]
pub struct ComparisonPage {
    page: Page,
    slug: String,
    region: String,
    keep: String,
    id: String,
    title: String,
    shown: compared::Shown,
}

pub async fn show(
    State(app): State<Shared>,
    Path((slug, id)): Path<(String, String)>,
    Query(asked): Query<compared::Asked>,
    visitor: Visitor,
) -> Result<ComparisonPage, Fault> {
    let public = Public::of(&app, &slug, &id).await?;
    let (region, lang) = (&public.region, visitor.lang(&public.region));
    let (before, after) = public.document.compared().ok_or(Fault::NotFound)?;
    let was = texts::text(&app.ledger, &region.id, &before.content).await?;
    let is = texts::text(&app.ledger, &region.id, &after.content).await?;
    let path = format!("/{}/{id}/compare", region.id);
    let keep = visitor.keep();
    let address = match keep.as_str() {
        "" => format!("{path}?"),
        keep => format!("{path}{keep}&"),
    };
    let texts = compared::Texts {
        before: (&was, lang.t("compare-in-force")),
        after: (&is, lang.with("version-title", &[("version", after.number.into())])),
        address,
        pictures: format!("/{}/{id}/files/", region.id),
        spoken: region.language.clone(),
    };
    let shown = compared::Shown::of(lang, &asked, texts);
    Ok(ComparisonPage {
        page: visitor.page(region, lang.t("compare-what-changed"), path),
        slug: region.id.to_string(),
        region: region.short_name.clone(),
        title: public.document.row.state.title.clone(),
        keep,
        id,
        shown,
    })
}
