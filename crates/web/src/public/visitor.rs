//! Who visits: anyone, in the language their address or their browser asks for. No cookie is read or set.

use crate::{Shared, page::Page, who};
use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use ledger::RegionRow;
use std::convert::Infallible;
use words::language::Lang;

pub struct Visitor {
    /// By the address; links on the page keep it.
    pub asked: Option<Lang>,
    accepted: Option<Lang>,
    /// Prefers JSON to a page.
    pub json: bool,
    /// What there is to see is the demo's.
    pub invented: bool,
}

impl FromRequestParts<Shared> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Infallible> {
        let accept = parts.headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Ok(Self {
            asked: who::asked(&parts.uri),
            accepted: who::accepted(&parts.headers),
            json: accept.contains("application/json") && !accept.contains("text/html"),
            invented: app.demo,
        })
    }
}

impl Visitor {
    pub fn lang(&self, region: &RegionRow) -> Lang {
        self.asked.or(self.accepted).or_else(|| Lang::parse(&region.language)).unwrap_or_default()
    }

    /// What a link adds to its address so that the language stays.
    pub fn keep(&self) -> String {
        self.asked.map_or_else(String::new, |lang| format!("?lang={}", lang.code()))
    }

    /// A page of a region that anyone may find and read.
    pub fn page(&self, region: &RegionRow, title: String, path: String) -> Page {
        Page {
            region: region.short_name.clone(),
            path,
            unlisted: false,
            invented: self.invented,
            ..Page::plain(self.lang(region), title)
        }
    }
}
