//! The choice of language at the desk: a cookie that says nothing else.

use super::{Shared, back::own_path};
use axum::{
    Router,
    extract::Query,
    response::{IntoResponse, Redirect},
    routing::get,
};
use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};
use serde::Deserialize;
use words::language::Lang;

#[derive(Deserialize)]
struct Choice {
    lang: String,
    #[serde(default)]
    back: String,
}

pub fn routes() -> Router<Shared> {
    Router::new().route("/language", get(choose))
}

/// Back to where the reader was; only ever to a page of this site.
async fn choose(jar: CookieJar, Query(choice): Query<Choice>) -> impl IntoResponse {
    let lang = Lang::parse(&choice.lang).unwrap_or_default();
    let cookie = Cookie::build(("lang", lang.code())).path("/").http_only(true).same_site(SameSite::Lax).permanent();
    (jar.add(cookie), Redirect::to(&own_path(&choice.back).unwrap_or_else(|| "/".to_owned())))
}
