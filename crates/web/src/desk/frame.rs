//! What every page of the desk has beside what all pages have: who is logged in, the region, and in the demo the clock.

use crate::{demo, page::Page, who::Coordinator};
use app::App;

impl Page {
    /// A page of the coordinator's desk.
    pub async fn desk(app: &App, who: &Coordinator, title: String, path: &str) -> Result<Self, ledger::Error> {
        let demo = if app.demo { Some(demo::banner(app, &who.region, who.lang).await?) } else { None };
        Ok(Self {
            region: who.region.short_name.clone(),
            public: Some(who.region.id.to_string()),
            coordinator: Some(who.contact.name.clone()),
            demo,
            path: path.to_owned(),
            at: who.lang.instant(app.now(&who.region)),
            unlisted: false,
            ..Self::plain(who.lang, title)
        })
    }

    /// A page of the desk with a form that its own address shows again as it was typed.
    pub async fn desk_form(app: &App, who: &Coordinator, title: String, path: &str) -> Result<Self, ledger::Error> {
        Ok(Self { typed_at: Some(path.to_owned()), ..Self::desk(app, who, title, path).await? })
    }
}
