//! What binds a municipality is confirmed with six digits, mailed to its registered mailbox: a robot that fills in forms
//! does not read it.
//!
//! The code follows from the installation's key, a salt and what it confirms, so that it is stored nowhere and is right
//! for nothing else.

use super::{Door, address, council, frame_with_form, quota, review, sure, trouble};
use crate::{
    ids, limits,
    mail::CodeAsked,
    web::{
        Shared,
        fault::Fault,
        form::{self, Fields, REDRAW},
        page::{Page, Problem},
        who::Officer,
    },
};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use chrono::TimeDelta;
use ledger::{CodeLetter, Confirmation, ContactRow};
use procedure::{Hash, Purpose, Role};

/// Fields that say nothing about what is confirmed.
const NOT_CONTENT: [&str; 3] = ["nonce", REDRAW, sure::SURE];

#[derive(Template, WebTemplate)]
#[template(path = "officer/confirm.html")]
struct ConfirmPage {
    page: Page,
    token: String,
    party: String,
    title: String,
    /// What is to be confirmed: labels and words.
    content: Vec<(String, String)>,
    /// Where the code went.
    to: String,
    minutes: usize,
    /// The code still works.
    stands: bool,
    nonce: String,
    problems: Vec<Problem>,
}

fn act(officer: &Officer) -> &'static str {
    match officer.link.purpose {
        Purpose::Hearing => "answer",
        Purpose::Council => "decision",
    }
}

/// Whether what this link records must be confirmed.
pub fn asked_for(app: &Shared, officer: &Officer) -> bool {
    match officer.link.purpose {
        Purpose::Hearing => app.config.confirm.answers,
        Purpose::Council => app.config.confirm.decisions,
    }
}

fn content(fields: &Fields) -> String {
    let said = fields.0.iter().filter(|(name, value)| !NOT_CONTENT.contains(&name.as_str()) && !value.is_empty());
    let said: Vec<String> = said.map(|(name, value)| format!("{name}\u{1e}{value}")).collect();
    Hash::of(said.join("\u{1f}").as_bytes()).0
}

fn fields(waiting: &Confirmation) -> Fields {
    Fields(serde_json::from_str(&waiting.body).unwrap_or_default())
}

/// The form that waits for its code, to be shown again.
pub async fn pending(app: &Shared, officer: &Officer) -> Result<Option<Fields>, Fault> {
    let waiting = app.ledger.confirmation(&officer.document.id, officer.number, act(officer)).await?;
    Ok(waiting.map(|waiting| fields(&waiting)))
}

/// The municipality's registered mailbox; where it can get no mail, whoever the link went to.
fn mailbox(officer: &Officer) -> &ContactRow {
    let registry = |c: &&ContactRow| {
        c.party.as_ref() == Some(&officer.party.id)
            && c.role == Role::Registry
            && !c.suppressed
            && crate::mail::address_is_sound(&c.address)
    };
    officer.people.contacts.iter().find(registry).unwrap_or(&officer.contact)
}

fn stands(app: &Shared, waiting: &Confirmation) -> bool {
    waiting.tries < limits::CODE_TRIES && waiting.made_at > app.clock.now() - TimeDelta::minutes(limits::CODE_MINUTES)
}

/// Keeps a form that is right, has its code mailed, and leads to where the code is written. The same form sent twice
/// has one letter.
pub async fn begin(app: &Shared, officer: &Officer, form: &Fields) -> Result<Result<Response, quota::Full>, Fault> {
    let next = || Redirect::to(&address(officer, "/confirm")).into_response();
    let waiting = app.ledger.confirmation(&officer.document.id, officer.number, act(officer)).await?;
    if waiting.is_some_and(|waiting| content(&fields(&waiting)) == content(form) && stands(app, &waiting)) {
        return Ok(Ok(next()));
    }
    if let Some(full) = quota::letters(app, officer).await? {
        return Ok(Err(full));
    }
    let salt = ids::secret();
    let to = mailbox(officer);
    let (name, role) = (form.get("name"), form.get("role"));
    let parsed = |field: &str| serde_json::Value::String(form.get(field).to_owned());
    let asked = CodeAsked {
        salt: salt.clone(),
        content: content(form),
        outcome: serde_json::from_value(parsed("outcome")).ok(),
        position: serde_json::from_value(parsed("position")).ok(),
        body: form.get("body").to_owned(),
        meeting_date: form.get("meeting_date").parse().ok(),
        case_number: form.get("case_number").to_owned(),
        signer: format!("{name}, {role}"),
    };
    let letter = CodeLetter {
        id: format!("code-{}", ids::token(&app.clock)),
        seq: officer.document.state.seq,
        party: officer.party.id.clone(),
        role: to.role,
        contact: to.id.clone(),
        language: officer.party.language.clone(),
        data: serde_json::to_string(&asked).map_err(anyhow::Error::from)?,
    };
    let body = serde_json::to_string(&form.0).map_err(anyhow::Error::from)?;
    let (region, document) = (&officer.document.region, &officer.document.id);
    let (number, now) = (officer.number, app.clock.now());
    app.ledger.ask_confirmation(region, document, number, act(officer), &body, &salt, now, letter).await?;
    app.post.notify_one();
    Ok(Ok(next()))
}

pub async fn show(State(app): State<Shared>, officer: Officer) -> Result<Response, Fault> {
    let waiting = app.ledger.confirmation(&officer.document.id, officer.number, act(&officer)).await?;
    match waiting {
        Some(_) if !matches!(Door::of(&officer), Door::Answer | Door::Council) => {
            Ok(trouble::page(&app, &officer, Door::of(&officer)).await?.into_response())
        }
        Some(waiting) => Ok(page(&app, &officer, &waiting, Vec::new()).into_response()),
        None => Ok(Redirect::to(&address(&officer, "")).into_response()),
    }
}

fn page(app: &Shared, officer: &Officer, waiting: &Confirmation, problems: Vec<Problem>) -> ConfirmPage {
    let lang = officer.lang;
    let form = fields(waiting);
    let to = mailbox(officer);
    ConfirmPage {
        page: Page { typed_at: None, ..frame_with_form(officer, lang.t("confirm-title"), "/confirm") },
        token: officer.token.clone(),
        party: officer.party.name.clone(),
        title: officer.document.state.title.clone(),
        content: trouble::labelled(officer, &form, &procedure::Text::default()),
        to: if to.role == Role::Registry { to.address.clone() } else { lang.t("confirm-own-address") },
        minutes: usize::try_from(limits::CODE_MINUTES).unwrap_or(0),
        stands: stands(app, waiting),
        nonce: form::nonce(),
        problems,
    }
}

/// A code as people copy it: spaces go, and letters that look like digits are those digits.
fn read_code(typed: &str) -> String {
    let read = |c: char| match c {
        'O' | 'o' => Some('0'),
        'I' | 'i' | 'l' | 'L' | '|' => Some('1'),
        c if c.is_whitespace() || matches!(c, '-' | '.') => None,
        c => Some(c),
    };
    typed.chars().filter_map(read).collect()
}

pub async fn enter(State(app): State<Shared>, officer: Officer, typed: Fields) -> Result<Response, Fault> {
    let (id, number, act) = (&officer.document.id, officer.number, act(&officer));
    let Some(waiting) = app.ledger.confirmation(id, number, act).await? else {
        return Ok(Redirect::to(&address(&officer, "")).into_response());
    };
    let form = fields(&waiting);
    if !matches!(Door::of(&officer), Door::Answer | Door::Council) {
        return trouble::refused(&app, &officer, &form).await;
    }
    let wrong = |field: &str, sentence: String| {
        let problem = Problem { field: field.to_owned(), sentence };
        (StatusCode::UNPROCESSABLE_ENTITY, page(&app, &officer, &waiting, vec![problem])).into_response()
    };
    if !stands(&app, &waiting) {
        if let Err(problem) = sure::chosen(&officer, &typed) {
            return Ok(wrong(&problem.field, problem.sentence));
        }
        return Ok(match begin(&app, &officer, &form).await? {
            Ok(next) => next,
            Err(full) => full.response(page(&app, &officer, &waiting, vec![full.problem(&officer)])),
        });
    }
    if typed.filled("code").is_none() {
        return Ok(wrong("code", officer.lang.t("confirm-code-missing")));
    }
    let since = app.clock.now() - TimeDelta::minutes(limits::CODE_MINUTES);
    let Some(tried) = app.ledger.try_confirmation(id, number, act, limits::CODE_TRIES, since).await? else {
        return Ok(wrong(sure::SURE, officer.lang.t("confirm-ended")));
    };
    let form = fields(&tried);
    if !app.links.confirms(id, number, &tried.salt, &content(&form), &read_code(typed.get("code"))) {
        let left = usize::try_from(limits::CODE_TRIES - tried.tries).unwrap_or(0);
        let sentence = officer.lang.with("confirm-wrong", &[("left", left.into())]);
        let problem = Problem { field: if left == 0 { sure::SURE } else { "code" }.to_owned(), sentence };
        let page = page(&app, &officer, &tried, vec![problem]);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let done = match officer.link.purpose {
        Purpose::Council => council::record(&app, &officer, form).await?,
        Purpose::Hearing => review::send(&app, &officer, form).await?,
    };
    if done.status() == StatusCode::SEE_OTHER {
        app.ledger.end_confirmation(id, number, act, &tried.salt).await?;
    }
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::read_code;

    #[test]
    fn a_code_is_read_as_people_copy_it() {
        for typed in ["104501", " 104 501 ", "1O45OI", "l0450l", "i045o1", "104-501"] {
            assert_eq!(read_code(typed), "104501", "{typed}");
        }
    }
}
