//! When a link does not open what its holder expects: a plain page that says why, and whom to ask.

use super::{
    code,
    draft::{self, Written},
    frame, heard,
    labels::{field_label, labelled, shown},
    quota, receipt, sure,
};
use crate::{
    Shared,
    fault::Fault,
    form::Fields,
    page::{Page, Problem},
    who::{LinkRequest, Officer, Reader},
};
use app::texts;
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use procedure::{Access, Act, Command, Link, Purpose, Text, record::Record};
use words::language::Lang;

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
    /// What was written and never sent, by the fields' labels.
    unsent: Vec<(String, String)>,
    /// Files of the draft: hash and name.
    files: Vec<(String, String)>,
    /// What became of a file that came too late to be kept.
    late_file: Option<String>,
    problems: Vec<Problem>,
}

#[derive(Template, WebTemplate)]
#[template(path = "officer/plain.html")]
struct PlainPage {
    page: Page,
    sentence: String,
    /// Where to go on.
    on: Option<String>,
}

/// A link that ends too soon. Nothing of it is looked up.
pub fn cut_off(lang: Lang) -> Response {
    let page = Page::plain(lang, lang.t("link-cut-off-title"));
    (StatusCode::NOT_FOUND, PlainPage { page, sentence: lang.t("link-cut-off"), on: None }).into_response()
}

pub async fn page(app: &Shared, officer: &Officer, access: Access) -> Result<TroublePage, Fault> {
    let state = &officer.document.state;
    let round = state.case.as_ref().map_or(0, |case| case.rounds);
    let same_case = state.case.as_ref().is_some_and(|case| case.number == officer.link.case);
    // As a link of the last round is.
    let newest = Link { round, ..officer.link.clone() };
    let (headline, key) = match (access, officer.link.purpose) {
        (Access::Replaced, _) => ("link-replaced-title", "link-replaced"),
        (Access::Withdrawn, _) => ("link-withdrawn-title", "link-withdrawn"),
        (_, Purpose::Hearing) if same_case && round > officer.link.round => ("link-earlier-title", "link-earlier"),
        (_, Purpose::Hearing) if same_case => ("link-closed-title", "link-closed"),
        (_, Purpose::Hearing) => ("link-ended-title", "link-ended"),
        (_, Purpose::Council) if procedure::access(state, &newest) == Access::Decide => {
            ("link-earlier-council-title", "link-earlier-council")
        }
        (_, Purpose::Council | Purpose::Meeting) => ("link-decided-title", "link-decided"),
    };
    let (handed_over, left) = match access {
        Access::Replaced => {
            let record = app.record(&officer.document).await?;
            let mut cases = record.cases.iter().filter(|case| case.number == officer.link.case);
            (handed_over(officer, &record), cases.any(|case| case.left.contains(&officer.party.id)))
        }
        _ => (None, false),
    };
    // Whoever gave the answer to another has no more use for a link of it.
    let can_ask_anew = access == Access::Replaced && handed_over.is_none() && !left;
    let (headline, sentence) = match handed_over {
        _ if left => {
            let party = officer.party.name.as_str().into();
            (officer.lang.t("link-left-title"), officer.lang.with("link-left", &[("party", party)]))
        }
        Some(sentence) => (officer.lang.t("link-handed-over-title"), sentence),
        None => (officer.lang.t(headline), officer.lang.t(key)),
    };
    let coordinator = officer.people.coordinator();
    let (unsent, files) = match access {
        Access::Closed | Access::Assessed | Access::Withdrawn => unsent(app, officer).await?,
        _ => Default::default(),
    };
    Ok(TroublePage {
        page: frame(officer, officer.document.state.title.clone()),
        title: officer.document.state.title.clone(),
        token: officer.token.clone(),
        headline,
        sentence,
        party: officer.party_name(),
        treatable: access.takes_treatment(),
        ask: coordinator.map(|contact| (contact.name.clone(), contact.address.clone())),
        can_ask_anew,
        answered: officer.link.purpose == Purpose::Hearing && receipt::exists(app, officer).await?,
        unsent,
        files,
        late_file: None,
        problems: Vec::new(),
    })
}

/// To whom the holder of this link left the answer, and when; `None` where it was replaced otherwise.
fn handed_over(officer: &Officer, record: &Record) -> Option<String> {
    let given = record.handed_over.iter().find(|given| given.what.from == officer.number)?;
    let to = officer.people.contacts.iter().find(|contact| contact.id == given.what.to);
    let day = app::local(&officer.people.region, given.mark.at).date();
    let values = [
        ("name", to.map(|contact| contact.name.clone()).unwrap_or_default().into()),
        ("date", officer.lang.plain_date(day).into()),
    ];
    Some(officer.lang.with("link-handed-over", &values))
}

/// The page to a form that came too late, with all that was typed in it, and the name of the file chosen beside it.
pub async fn refused(app: &Shared, officer: &Officer, fields: &Fields, file: Option<&str>) -> Result<Response, Fault> {
    let mut page = page(app, officer, officer.access()).await?;
    let text = heard_text(app, officer).await?;
    for (label, said) in labelled(officer, fields, &text) {
        if !page.unsent.contains(&(label.clone(), said.clone())) {
            page.unsent.push((label, said));
        }
    }
    Ok(late(page, file))
}

/// A page to what came too late.
pub fn late(page: TroublePage, file: Option<&str>) -> Response {
    let late_file = file.map(|name| match name {
        "" => page.page.t("file-too-large"),
        name => page.page.t1("unsent-late-file", "name", name),
    });
    (StatusCode::CONFLICT, TroublePage { late_file, ..page }).into_response()
}

/// The text of the round this link was given in; empty where the link is no hearing's.
async fn heard_text(app: &Shared, officer: &Officer) -> Result<Text, Fault> {
    match heard::record(app, officer).await?.round(officer.link.case, officer.link.round) {
        Some(round) => Ok(texts::text(&app.ledger, &officer.document.region, &round.content).await?),
        None => Ok(Text::default()),
    }
}

/// A draft that differs from what was sent last: labels and texts, and its files.
async fn unsent(app: &Shared, officer: &Officer) -> Result<(Vec<(String, String)>, Vec<(String, String)>), Fault> {
    if let Some(waiting) = app.ledger.confirmation(&officer.document.id, officer.number, code::act(officer)).await? {
        return Ok((labelled(officer, &code::fields(&waiting), &heard_text(app, officer).await?), Vec::new()));
    }
    let Some(stored) = draft::stored(app, officer).await? else { return Ok(Default::default()) };
    let written = Written::of(&stored.fields);
    let text = heard_text(app, officer).await?;
    let record = heard::record(app, officer).await?;
    let round = record.round(officer.link.case, officer.link.round);
    let sent = round.and_then(|round| round.standing(&officer.party.id)).map(|answer| &answer.what.statement);
    if let Some(sent) = sent {
        let answer = texts::answer(&app.ledger, &officer.document.region, &sent.content).await?;
        let files = written.files.iter().all(|file| sent.files.contains(&file.hash));
        if answer == written.answer(&text) && written.position == Some(sent.position) && files {
            return Ok(Default::default());
        }
    }
    let typed = stored.fields.iter().chain(stored.choices.iter().map(|choice| (&choice.field, &choice.text)));
    let typed = typed.filter(|(name, value)| draft::is_field(name) && !value.trim().is_empty());
    let unsent = typed.map(|(name, value)| (field_label(officer, name, &text), shown(officer, name, value)));
    let files = written.files.into_iter().map(|file| (file.hash.0, file.name)).collect();
    Ok((unsent.collect(), files))
}

/// Orders a new link in the place of one that was replaced. Mail goes only to the address that is stored.
pub async fn new_link(
    State(app): State<Shared>,
    link_request: LinkRequest,
    Reader(lang): Reader,
    fields: Fields,
) -> Result<Response, Fault> {
    let officer = match link_request {
        LinkRequest::Open(officer) => officer,
        LinkRequest::CutOff => return Ok(cut_off(lang)),
        LinkRequest::Meeting(_) | LinkRequest::Unknown => return Ok(Fault::NotFound.in_language(lang)),
    };
    let access = officer.access();
    if matches!(access, Access::Answer | Access::Decide) {
        let page = Page::plain(officer.lang, officer.lang.t("link-works-title"));
        let (sentence, on) = (officer.lang.t("link-works"), Some(super::address(&officer, "")));
        return Ok((StatusCode::CONFLICT, PlainPage { page, sentence, on }).into_response());
    }
    if access == Access::Replaced {
        if let Err(problem) = sure::chosen(&officer, &fields) {
            let page = TroublePage { problems: vec![problem], ..page(&app, &officer, access).await? };
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
        let limits = [quota::new_links(&app, &officer).await?, quota::letters(&app, &officer).await?];
        if let Some(full) = limits.into_iter().flatten().next() {
            let page = TroublePage { problems: vec![full.problem(&officer)], ..page(&app, &officer, access).await? };
            return Ok(full.response(page));
        }
        let command = Command::Officer { link: officer.number, act: Act::AskNewLink };
        match app.execute(&officer.people.region, &officer.document.id, officer.actor(), command, None).await {
            Ok(_) | Err(ledger::Error::Refused(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let page = Page::plain(officer.lang, officer.lang.t("link-asked-title"));
    Ok(PlainPage { page, sentence: officer.lang.t("link-asked"), on: None }.into_response())
}
