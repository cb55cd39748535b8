//! When a link does not open what its holder expects: a plain page that says why, and whom to ask.

use super::{Door, frame, receipt, treatment};
use crate::{
    language::Lang,
    web::{
        Shared,
        fault::Fault,
        page::Page,
        who::{Knock, Officer, Reader},
    },
};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use governor::{Quota, RateLimiter, clock::DefaultClock, state::keyed::DefaultKeyedStateStore};
use procedure::{Act, Command, Purpose};
use std::{num::NonZeroU32, sync::LazyLock, time::Duration};

/// New links a link may ask for: three, one more every twenty minutes.
static ASKED: LazyLock<RateLimiter<String, DefaultKeyedStateStore<String>, DefaultClock>> = LazyLock::new(|| {
    let quota = Quota::with_period(Duration::from_mins(20)).unwrap_or(Quota::per_hour(NonZeroU32::MIN));
    RateLimiter::keyed(quota.allow_burst(NonZeroU32::MIN.saturating_add(2)))
});

#[derive(Template, WebTemplate)]
#[template(path = "officer/trouble.html")]
pub struct TroublePage {
    page: Page,
    title: String,
    token: String,
    /// What is the matter, in a few words.
    headline: String,
    sentence: String,
    party: String,
    treatable: bool,
    /// Whom to ask: name and address.
    ask: Option<(String, String)>,
    can_ask_anew: bool,
    answered: bool,
}

#[derive(Template, WebTemplate)]
#[template(path = "officer/plain.html")]
struct PlainPage {
    page: Page,
    sentence: String,
}

/// A link that ends too soon. Nothing of it is looked up.
pub fn cut_off(lang: Lang) -> Response {
    let page = Page::plain(lang, lang.t("link-cut-off-title"));
    (StatusCode::NOT_FOUND, PlainPage { page, sentence: lang.t("link-cut-off") }).into_response()
}

pub async fn page(app: &Shared, officer: &Officer, door: Door) -> Result<TroublePage, Fault> {
    let state = &officer.document.state;
    let round = state.case.as_ref().map_or(0, |case| case.rounds);
    let same_case = state.case.as_ref().is_some_and(|case| case.number == officer.link.case);
    let (headline, key) = match (door, officer.link.purpose) {
        (Door::Replaced, _) => ("link-replaced-title", "link-replaced"),
        (Door::Withdrawn, _) => ("link-withdrawn-title", "link-withdrawn"),
        (_, Purpose::Hearing) if same_case && round > officer.link.round => ("link-earlier-title", "link-earlier"),
        (_, Purpose::Hearing) if same_case => ("link-closed-title", "link-closed"),
        (_, Purpose::Hearing) => ("link-ended-title", "link-ended"),
        (_, Purpose::Council) => ("link-decided-title", "link-decided"),
    };
    let coordinator = officer.people.coordinator();
    Ok(TroublePage {
        page: frame(officer, officer.document.state.title.clone()),
        title: officer.document.state.title.clone(),
        token: officer.token.clone(),
        headline: officer.lang.t(headline),
        sentence: officer.lang.t(key),
        party: officer.party.name.clone(),
        treatable: treatment::possible(officer),
        ask: coordinator.map(|contact| (contact.name.clone(), contact.address.clone())),
        can_ask_anew: door == Door::Replaced,
        answered: officer.link.purpose == Purpose::Hearing && receipt::page(app, officer, None).await?.is_some(),
    })
}

/// Always the same answer; mail goes only to the address that is stored.
pub async fn new_link(State(app): State<Shared>, knock: Knock, Reader(lang): Reader) -> Result<Response, Fault> {
    if let Knock::Open(officer) = knock
        && ASKED.check_key(&officer.token).is_ok()
    {
        let command = Command::Officer { link: officer.number, act: Act::AskNewLink };
        match app.execute(&officer.people.region, &officer.document.id, officer.actor(), command, None).await {
            Ok(_) | Err(ledger::Error::Refused(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let page = Page::plain(lang, lang.t("link-asked-title"));
    Ok(PlainPage { page, sentence: lang.t("link-asked") }.into_response())
}
