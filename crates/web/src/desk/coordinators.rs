//! Who may log in to the desk: added, disabled, and let in again.

use crate::{
    Shared,
    fault::Fault,
    form::Fields,
    page::{Page, Problem},
    who::Coordinator,
};
use app::ids;
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use ledger::{ContactRow, Disabled};
use post::mail;
use procedure::{ContactId, Role};

struct CoordinatorLine {
    id: String,
    name: String,
    address: String,
    active: bool,
    own: bool,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/coordinators.html")]
struct CoordinatorsPage {
    page: Page,
    lines: Vec<CoordinatorLine>,
    name: String,
    address: String,
    problems: Vec<Problem>,
}

/// What will happen, before it does.
#[derive(Template, WebTemplate)]
#[template(path = "desk/coordinator.html")]
struct DisablePage {
    page: Page,
    id: String,
    sentences: Vec<String>,
    /// What the button says, where it can be done.
    yes: Option<String>,
}

pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/desk/coordinators", get(list).post(add))
        .route("/desk/coordinators/{id}/disable", get(ask).post(disable))
        .route("/desk/coordinators/{id}/enable", post(enable))
}

async fn list(State(app): State<Shared>, who: Coordinator) -> Result<CoordinatorsPage, Fault> {
    page(&app, &who, (String::new(), String::new()), Vec::new()).await
}

async fn page(
    app: &Shared,
    who: &Coordinator,
    (name, address): (String, String),
    problems: Vec<Problem>,
) -> Result<CoordinatorsPage, Fault> {
    let mut people = known(app, who).await?;
    people.sort_by_key(|person| person.role != Role::Coordinator);
    let line = |person: ContactRow| CoordinatorLine {
        active: person.role == Role::Coordinator,
        own: person.id == who.contact.id,
        id: person.id.0,
        name: person.name,
        address: person.address,
    };
    Ok(CoordinatorsPage {
        page: Page::desk(app, who, who.lang.t("coordinators-title"), "/desk/coordinators").await?,
        lines: people.into_iter().map(line).collect(),
        name,
        address,
        problems,
    })
}

/// All who coordinate or have coordinated, but those whose particulars are erased.
async fn known(app: &Shared, who: &Coordinator) -> Result<Vec<ContactRow>, Fault> {
    let mut people = app.ledger.contacts(&who.region.id).await?;
    let coordinates = |role| matches!(role, Role::Coordinator | Role::FormerCoordinator);
    people.retain(|person| coordinates(person.role) && !person.address.is_empty());
    Ok(people)
}

async fn add(State(app): State<Shared>, who: Coordinator, fields: Fields) -> Result<Response, Fault> {
    let (name, address) = (fields.line("name"), fields.get("address").to_owned());
    let mut problems = Vec::new();
    let mut problem = |field: &str, key| problems.push(Problem { field: field.to_owned(), sentence: who.lang.t(key) });
    if name.is_empty() || name.chars().any(char::is_control) {
        problem("name", "review-name-missing");
    }
    let same = known(&app, &who).await?.into_iter().find(|person| person.address.eq_ignore_ascii_case(&address));
    match same {
        _ if !mail::address_is_sound(&address) => problem("address", "contact-address-unsound"),
        Some(person) if person.role == Role::Coordinator => problem("address", "coordinators-known"),
        Some(_) => problem("address", "coordinators-was"),
        None => {}
    }
    if !problems.is_empty() {
        let page = page(&app, &who, (name, address), problems).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let id = ids::contact(&app.clock);
    let role = Role::Coordinator;
    let contact = ContactRow { id, party: None, role, name, address, generation: 1, suppressed: false };
    app.ledger.add_contact(&who.region.id, &contact).await?;
    Ok(Redirect::to("/desk/coordinators").into_response())
}

async fn ask(State(app): State<Shared>, who: Coordinator, Path(id): Path<String>) -> Result<DisablePage, Fault> {
    let people = known(&app, &who).await?;
    let active = || people.iter().filter(|person| person.role == Role::Coordinator);
    let person = active().find(|person| person.id.as_str() == id).ok_or(Fault::NotFound)?;
    let with = |key| who.lang.with(key, &[("name", (&person.name).into()), ("address", (&person.address).into())]);
    let last = active().count() == 1;
    let mut sentences = vec![with(if last { "coordinator-disable-last" } else { "coordinator-disable-then" })];
    if person.id == who.contact.id && !last {
        sentences.push(who.lang.t("coordinator-disable-self"));
    }
    let path = format!("/desk/coordinators/{id}/disable");
    Ok(DisablePage {
        page: Page::desk(&app, &who, with("coordinator-disable-title"), &path).await?,
        sentences,
        yes: (!last).then(|| with("coordinator-disable-yes")),
        id,
    })
}

async fn disable(State(app): State<Shared>, who: Coordinator, Path(id): Path<String>) -> Result<Response, Fault> {
    let id = ContactId(id);
    match app.ledger.disable_coordinator(&who.region.id, &id, app.clock.now()).await? {
        Disabled::Done => {
            tracing::info!(coordinator = %id, by = %who.contact.id, "a coordinator was disabled");
            Ok(Redirect::to("/desk/coordinators").into_response())
        }
        Disabled::Last => Ok((StatusCode::CONFLICT, ask(State(app), who, Path(id.0)).await?).into_response()),
        Disabled::Unknown => Err(Fault::NotFound),
    }
}

async fn enable(State(app): State<Shared>, who: Coordinator, Path(id): Path<String>) -> Result<Response, Fault> {
    if !app.ledger.enable_coordinator(&who.region.id, &ContactId(id)).await? {
        return Err(Fault::NotFound);
    }
    Ok(Redirect::to("/desk/coordinators").into_response())
}
