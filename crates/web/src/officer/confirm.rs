//! What binds a municipality is confirmed with six digits, mailed to its registered mailbox: a robot that fills in forms
//! does not read it.

use super::{
    address,
    code::{act, begin, content, fields, mailbox, stands},
    council, frame_with_form,
    labels::labelled,
    review, sure, trouble,
};
use crate::{
    Shared,
    fault::Fault,
    form::{self, Fields},
    page::{Page, Problem},
    who::Officer,
};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use chrono::TimeDelta;
use ledger::Confirmation;
use procedure::{Access, Purpose, Role};
use words::limits;

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

pub async fn show(State(app): State<Shared>, officer: Officer) -> Result<Response, Fault> {
    let waiting = app.ledger.confirmation(&officer.document.id, officer.number, act(&officer)).await?;
    match waiting {
        Some(_) if !matches!(officer.access(), Access::Answer | Access::Decide) => {
            Ok(trouble::page(&app, &officer, officer.access()).await?.into_response())
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
        party: officer.party_name(),
        title: officer.document.state.title.clone(),
        content: labelled(officer, &form, &procedure::Text::default()),
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
    if !matches!(officer.access(), Access::Answer | Access::Decide) {
        return trouble::refused(&app, &officer, &form, None).await;
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
        Purpose::Council | Purpose::Meeting => council::record(&app, &officer, form).await?,
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
