//! The six digits that confirm what binds a municipality: when they are asked for, what they confirm, and their letter.
//!
//! The code follows from the installation's key, a salt and what it confirms, so that it is stored nowhere and is right
//! for nothing else.

use super::{address, quota, sure};
use crate::{
    Shared,
    fault::Fault,
    form::{Fields, REDRAW},
    who::Officer,
};
use app::ids;
use axum::response::{IntoResponse as _, Redirect, Response};
use chrono::TimeDelta;
use ledger::{CodeLetter, Confirmation, ContactRow};
use post::mail::CodeAsked;
use procedure::{Hash, Purpose, Role};
use words::limits;

/// Fields that say nothing about what is confirmed.
const NOT_CONTENT: [&str; 3] = ["nonce", REDRAW, sure::SURE];

pub fn act(officer: &Officer) -> &'static str {
    match officer.link.purpose {
        Purpose::Hearing => "answer",
        Purpose::Council | Purpose::Meeting => "decision",
    }
}

/// Whether what this link records must be confirmed.
pub fn asked_for(app: &Shared, officer: &Officer) -> bool {
    match officer.link.purpose {
        Purpose::Hearing => app.config.confirm.answers,
        Purpose::Council | Purpose::Meeting => app.config.confirm.decisions,
    }
}

pub fn content(fields: &Fields) -> String {
    let said = fields.0.iter().filter(|(name, value)| !NOT_CONTENT.contains(&name.as_str()) && !value.is_empty());
    let said: Vec<String> = said.map(|(name, value)| format!("{name}\u{1e}{value}")).collect();
    Hash::of(said.join("\u{1f}").as_bytes()).0
}

pub fn fields(waiting: &Confirmation) -> Fields {
    Fields(serde_json::from_str(&waiting.body).unwrap_or_default())
}

/// The form that waits for its code, to be shown again.
pub async fn pending(app: &Shared, officer: &Officer) -> Result<Option<Fields>, Fault> {
    let waiting = app.ledger.confirmation(&officer.document.id, officer.number, act(officer)).await?;
    Ok(waiting.map(|waiting| fields(&waiting)))
}

/// The municipality's registered mailbox; where it can get no mail, whoever the link went to.
pub fn mailbox(officer: &Officer) -> &ContactRow {
    let registry = |c: &&ContactRow| {
        c.party.as_ref() == Some(&officer.party.id)
            && c.role == Role::Registry
            && !c.suppressed
            && post::mail::address_is_sound(&c.address)
    };
    officer.people.contacts.iter().find(registry).unwrap_or(&officer.contact)
}

pub fn stands(app: &Shared, waiting: &Confirmation) -> bool {
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
        votes: form.votes().ok().flatten(),
        text: form.get("text").to_owned(),
        extract: form.get("extract_name").to_owned(),
        signer: format!("{name}, {role}"),
    };
    let letter = CodeLetter {
        id: format!("code-{}", ids::token(&app.clock)),
        seq: officer.document.state.seq,
        party: officer.party.id.clone(),
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
