//! Small things an officer asks for: more time, what the coordinator knows, a colleague, someone else to take over, or that
//! this is not theirs.

use super::{Hearing, address, frame_with_form, quota, sure, trouble};
use crate::{
    Shared,
    fault::Fault,
    form::{self, Fields},
    page::{Page, Problem},
    who::Officer,
};
use app::ids;
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use ledger::ContactRow;
use post::mail;
use procedure::{Access, Act, Command, ContactId, Role};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ask {
    Colleague,
    Extension,
    Question,
    HandOver,
    Disown,
}

impl Ask {
    /// In the order they are offered.
    const ALL: [Self; 5] = [Self::Colleague, Self::Extension, Self::Question, Self::HandOver, Self::Disown];

    fn of(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ask| ask.path() == path)
    }

    fn path(self) -> &'static str {
        match self {
            Self::Colleague => "colleague",
            Self::Extension => "extension",
            Self::Question => "question",
            Self::HandOver => "hand-over",
            Self::Disown => "disown",
        }
    }

    /// Whether it takes something away: then it is asked once more.
    fn binds(self) -> bool {
        matches!(self, Self::HandOver | Self::Disown)
    }

    /// Whether it names a person, or says something in words.
    fn person(self) -> bool {
        matches!(self, Self::Colleague | Self::HandOver)
    }

    /// What the words are: the field they stand in, what it is called, and what is said where it is empty.
    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Question => ("question", "ask-question-text", "ask-question-missing"),
            _ => ("reason", "ask-reason", "refusal-reason-missing"),
        }
    }
}

/// Every ask with its words, by its name.
pub fn all(officer: &Officer) -> Vec<(&'static str, String)> {
    Ask::ALL.map(|ask| (ask.path(), officer.lang.t(&format!("ask-{}", ask.path())))).into()
}

/// The page of an ask by its name, within the link; `None` where there is no such.
pub fn path(name: &str) -> Option<String> {
    Ask::of(name).map(|ask| format!("/{}", ask.path()))
}

#[derive(Template, WebTemplate)]
#[template(path = "officer/ask.html")]
struct AskPage {
    page: Page,
    token: String,
    ask: &'static str,
    help: String,
    person: bool,
    extension: bool,
    /// The deadline now.
    deadline: String,
    domains: String,
    name: String,
    mail: String,
    until: String,
    /// The field of the words, and what it is called.
    prose: &'static str,
    label: String,
    words: String,
    /// What is to be agreed to, where something is taken away.
    sure: Option<String>,
    nonce: String,
    problems: Vec<Problem>,
}

pub async fn show(
    State(app): State<Shared>,
    Hearing(officer): Hearing,
    Path((_, ask)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let ask = Ask::of(&ask).ok_or(Fault::NotFound)?;
    if officer.access() != Access::Answer {
        return Ok(trouble::page(&app, &officer, officer.access()).await?.into_response());
    }
    Ok(page(&officer, ask, &Fields::default(), Vec::new()).into_response())
}

fn page(officer: &Officer, ask: Ask, given: &Fields, problems: Vec<Problem>) -> AskPage {
    let hearing = officer.document.state.case.as_ref().and_then(|case| case.hearing());
    let deadline = hearing.and_then(|hearing| hearing.track(&officer.party.id)).map(|track| track.deadline);
    let (prose, label, _) = ask.words();
    AskPage {
        page: frame_with_form(officer, officer.lang.t(&format!("ask-{}", ask.path())), &format!("/{}", ask.path())),
        token: officer.token.clone(),
        ask: ask.path(),
        help: officer.lang.t(&format!("ask-{}-help", ask.path())),
        person: ask.person(),
        extension: ask == Ask::Extension,
        deadline: deadline.map(|day| officer.lang.date(day)).unwrap_or_default(),
        domains: officer.party.mail_domains.join(", "),
        name: given.get("name").to_owned(),
        mail: given.get("mail").to_owned(),
        until: given.get("until").to_owned(),
        prose,
        label: officer.lang.t(label),
        words: given.get(prose).to_owned(),
        sure: ask.binds().then(|| officer.lang.t(&format!("ask-{}-sure", ask.path()))),
        nonce: form::nonce(),
        problems,
    }
}

pub async fn send(
    State(app): State<Shared>,
    Hearing(officer): Hearing,
    Path((_, ask)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Fault> {
    let ask = Ask::of(&ask).ok_or(Fault::NotFound)?;
    if officer.access() != Access::Answer {
        return trouble::refused(&app, &officer, &fields, None).await;
    }
    if fields.redraw() {
        return Ok(page(&officer, ask, &fields, Vec::new()).into_response());
    }
    if let Some(full) = quota::letters(&app, &officer).await? {
        return Ok(full.response(page(&officer, ask, &fields, vec![full.problem(&officer)])));
    }
    if let Err(problem) = sure::chosen(&officer, &fields)
        && ask.binds()
    {
        let page = page(&officer, ask, &fields, vec![problem]);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let act = match act(&app, &officer, ask, &fields).await? {
        Ok(act) => act,
        Err(problem) => {
            let page = page(&officer, ask, &fields, vec![problem]);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let key = fields.key(&format!("{}/{}/{}", officer.document.id, officer.number, ask.path()));
    let command = Command::Officer { link: officer.number, act };
    match app.execute(&officer.people.region, &officer.document.id, officer.actor(), command, key).await {
        Ok(_) => {
            let next = if ask == Ask::Colleague { "/colleagues" } else { "" };
            Ok(Redirect::to(&address(&officer, next)).into_response())
        }
        Err(ledger::Error::Refused(refusal)) => {
            let problem = fields.problem(officer.lang, &refusal);
            Ok((StatusCode::CONFLICT, page(&officer, ask, &fields, vec![problem])).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn act(app: &Shared, officer: &Officer, ask: Ask, fields: &Fields) -> Result<Result<Act, Problem>, Fault> {
    let problem = |field: &str, key: &str| Problem { field: field.to_owned(), sentence: officer.lang.t(key) };
    if ask.person() {
        let address = fields.get("mail").to_lowercase();
        if fields.filled("name").is_none() {
            return Ok(Err(problem("name", "review-name-missing")));
        }
        let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain);
        if !mail::address_is_sound(&address) || !officer.party.mail_domains.iter().any(|own| own == domain) {
            return Ok(Err(problem("mail", "refusal-domain-not-own")));
        }
        let contact = colleague(app, officer, &fields.line("name"), &address).await?;
        return Ok(Ok(if ask == Ask::Colleague { Act::AddColleague { contact } } else { Act::HandOver { contact } }));
    }
    let (field, _, missing) = ask.words();
    let Some(words) = fields.filled(field) else { return Ok(Err(problem(field, missing))) };
    let words = words.to_owned();
    if ask == Ask::Question {
        return Ok(Ok(Act::AskQuestion { question: words }));
    }
    if ask == Ask::Disown {
        return Ok(Ok(Act::Disown { reason: words }));
    }
    let until = match fields.filled("until") {
        None => None,
        Some(day) => match day.parse() {
            Ok(day) => Some(day),
            Err(_) => return Ok(Err(problem("until", "field-date-unreadable"))),
        },
    };
    Ok(Ok(Act::AskExtension { until, reason: words }))
}

/// The colleague's contact row: one an address, however often they are added.
async fn colleague(app: &Shared, officer: &Officer, name: &str, address: &str) -> Result<ContactId, Fault> {
    let contacts = &officer.people.contacts;
    let same = |c: &&ContactRow| c.party.as_ref() == Some(&officer.party.id) && c.address.eq_ignore_ascii_case(address);
    if let Some(known) = contacts.iter().find(same) {
        return Ok(known.id.clone());
    }
    let contact = ContactRow {
        id: ids::contact(&app.clock),
        party: Some(officer.party.id.clone()),
        role: Role::Colleague,
        name: name.to_owned(),
        address: address.to_owned(),
        generation: 1,
        suppressed: false,
    };
    app.ledger.add_contact(&officer.people.region.id, &contact).await?;
    Ok(contact.id)
}
