//! Who acts for each municipality: names and addresses, by role.

use super::needs;
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
    routing::get,
};
use ledger::{ContactRow, DocumentRow, PartyRow};
use post::mail;
use procedure::{PartyId, PhaseName, Role, Standing};

struct RoleLine {
    role: &'static str,
    label: String,
    contact: Option<ContactRow>,
}

struct PartyCard {
    id: String,
    name: String,
    /// Whether it has a council, whose meetings can be entered.
    council: bool,
    roles: Vec<RoleLine>,
    /// Documents whose letters came back from it: title, and where it is given a new link.
    returned: Vec<(String, String)>,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/contacts.html")]
struct ContactsPage {
    page: Page,
    parties: Vec<PartyCard>,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/contact.html")]
struct ContactPage {
    page: Page,
    party: String,
    party_id: String,
    role: &'static str,
    label: String,
    name: String,
    address: String,
    problems: Vec<Problem>,
}

pub fn routes() -> Router<Shared> {
    Router::new().route("/desk/contacts", get(list)).route("/desk/contacts/{party}/{role}", get(show).post(save))
}

/// The roles of a party: those of its standing, and those that somebody was registered for all the same.
fn offices<'a>(party: &'a PartyRow, contacts: &'a [ContactRow]) -> impl Iterator<Item = Role> + 'a {
    let registered =
        |role: Role| contacts.iter().any(|known| known.party.as_ref() == Some(&party.id) && known.role == role);
    Role::OFFICES.into_iter().filter(move |role| party.standing.offices().contains(role) || registered(*role))
}

async fn list(State(app): State<Shared>, who: Coordinator) -> Result<ContactsPage, Fault> {
    let contacts = app.ledger.contacts(&who.region.id).await?;
    let stuck = app.ledger.stuck(&who.region.id).await?;
    let mut rows: Vec<DocumentRow> = Vec::new();
    for id in stuck.iter().filter_map(|letter| letter.document.as_ref()) {
        if rows.iter().all(|row| row.id != *id) {
            rows.extend(app.ledger.document(&who.region.id, id).await?);
        }
    }
    // A new link is given while the municipality can answer by it.
    let takes = |row: &&DocumentRow| matches!(row.state.phase(), PhaseName::Hearing | PhaseName::Endorsement);
    let returned = |party: &PartyId| -> Vec<(String, String)> {
        let theirs = rows.iter().filter(takes).filter(|row| needs::returned(&stuck, row).contains(party));
        let invite = |row: &DocumentRow| {
            let href = format!("/desk/documents/{}/act/invite_again?municipality={party}", row.id);
            (row.state.title.clone(), href)
        };
        theirs.map(invite).collect()
    };
    let card = |party: PartyRow| PartyCard {
        returned: returned(&party.id),
        roles: offices(&party, &contacts)
            .map(|role| RoleLine {
                role: role.as_str(),
                label: who.lang.t(&app::history::word("role", role)),
                contact: contacts.iter().find(|c| c.party.as_ref() == Some(&party.id) && c.role == role).cloned(),
            })
            .collect(),
        id: party.id.to_string(),
        council: party.standing == Standing::Municipality,
        name: party.name,
    };
    Ok(ContactsPage {
        parties: app.ledger.parties(&who.region.id).await?.into_iter().map(card).collect(),
        page: Page::desk(&app, &who, who.lang.t("nav-contacts"), "/desk/contacts").await?,
    })
}

async fn known(
    app: &Shared,
    who: &Coordinator,
    party: &str,
    role: &str,
) -> Result<(String, Role, Option<ContactRow>), Fault> {
    let parties = app.ledger.parties(&who.region.id).await?;
    let party = parties.into_iter().find(|known| known.id.as_str() == party).ok_or(Fault::NotFound)?;
    let contacts = app.ledger.contacts(&who.region.id).await?;
    let role = offices(&party, &contacts).find(|known| known.as_str() == role).ok_or(Fault::NotFound)?;
    let mine = |contact: &ContactRow| contact.party.as_ref() == Some(&party.id) && contact.role == role;
    let contact = contacts.into_iter().find(mine);
    Ok((party.name, role, contact))
}

async fn show(
    State(app): State<Shared>,
    who: Coordinator,
    Path((party, role)): Path<(String, String)>,
) -> Result<ContactPage, Fault> {
    let (name, role, contact) = known(&app, &who, &party, &role).await?;
    let (given, address) = contact.map(|c| (c.name, c.address)).unwrap_or_default();
    page(&app, &who, (party, name), role, (given, address), Vec::new()).await
}

async fn page(
    app: &Shared,
    who: &Coordinator,
    (party_id, party): (String, String),
    role: Role,
    (name, address): (String, String),
    problems: Vec<Problem>,
) -> Result<ContactPage, Fault> {
    let label = who.lang.t(&app::history::word("role", role));
    let title = who.lang.with("contact-title", &[("role", (&label).into()), ("party", (&party).into())]);
    let path = format!("/desk/contacts/{party_id}/{}", role.as_str());
    Ok(ContactPage {
        page: Page::desk_form(app, who, title, &path).await?,
        party,
        party_id,
        role: role.as_str(),
        label,
        name,
        address,
        problems,
    })
}

async fn save(
    State(app): State<Shared>,
    who: Coordinator,
    Path((party, role)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Fault> {
    let (party_name, role, contact) = known(&app, &who, &party, &role).await?;
    let (name, address) = (fields.line("name"), fields.get("address").to_owned());
    if fields.redraw() {
        let page = page(&app, &who, (party, party_name), role, (name, address), Vec::new()).await?;
        return Ok(page.into_response());
    }
    let mut problems = Vec::new();
    if name.is_empty() || name.chars().any(char::is_control) {
        problems.push(Problem { field: "name".to_owned(), sentence: who.lang.t("review-name-missing") });
    }
    if !mail::address_is_sound(&address) {
        problems.push(Problem { field: "address".to_owned(), sentence: who.lang.t("contact-address-unsound") });
    }
    if !problems.is_empty() {
        let page = page(&app, &who, (party, party_name), role, (name, address), problems).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    match contact {
        Some(known) => app.ledger.change_contact(&who.region.id, &known.id, &name, &address).await?,
        None => {
            let contact = ContactRow {
                id: ids::contact(&app.clock),
                party: Some(PartyId(party)),
                role,
                name,
                address,
                generation: 1,
                suppressed: false,
            };
            app.ledger.add_contact(&who.region.id, &contact).await?;
        }
    }
    Ok(Redirect::to("/desk/contacts").into_response())
}
