//! Launching a hearing: parties and deadline, then every letter as it will be, then go.

use super::act::find;
use crate::{
    history::Names,
    language::Lang,
    mail,
    planning::{self, working_line},
    web::{
        Shared,
        fault::Fault,
        form::{self, Fields},
        page::{Page, Problem},
        who::Coordinator,
    },
};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    Router,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use ledger::{ContactRow, DocumentRow, PartyRow};
use procedure::{
    Command, Desk, Facts, PartyId, Period, Recorded, Role, Roster, Standing, To, deadline, decide, evolve, letters,
};

struct PartyLine {
    id: String,
    name: String,
    checked: bool,
    /// Who will get the letter, and at which address.
    contact: Option<String>,
}

/// A letter as it will be.
struct Preview {
    to: String,
    address: String,
    subject: String,
    body: String,
    copy: bool,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/launch.html")]
struct LaunchPage {
    page: Page,
    id: String,
    title: String,
    parties: Vec<PartyLine>,
    deadline: String,
    letter: String,
    reason: String,
    /// The earliest deadline, worked out line by line.
    working: Vec<String>,
    minimum_weeks: u32,
    /// The day it is wanted adopted, and the plan that leads there.
    adopt_by: String,
    plan: Vec<String>,
    shorter: bool,
    previews: Vec<Preview>,
    nonce: String,
    problems: Vec<Problem>,
}

pub fn routes() -> Router<Shared> {
    Router::new().route("/desk/documents/{id}/hearing", get(show).post(send))
}

async fn show(
    State(app): State<Shared>,
    Path(id): Path<String>,
    who: Coordinator,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<LaunchPage, Fault> {
    let row = find(&app, &who, id).await?;
    let mut page = page(&app, &who, &row, &Fields::default(), Vec::new(), Vec::new()).await?;
    Fields(asked).get("adopt_by").clone_into(&mut page.adopt_by);
    if let (Ok(adopt_by), Some(case)) = (page.adopt_by.parse(), &row.state.case) {
        let parties: Vec<PartyId> = case.endorsers().map(|party| party.id.clone()).collect();
        let plan = planning::plan(&app, &who.region, &case.rules, &parties, adopt_by).await?;
        let names = Names::of(&app.ledger.parties(&who.region.id).await?);
        page.plan = planning::lines(who.lang, app.today(&who.region), &names, &plan);
    }
    Ok(page)
}

/// Who fills a role, the registry where nobody does.
fn resolve<'a>(contacts: &'a [ContactRow], roster: &Roster, party: &PartyId, role: Role) -> Option<&'a ContactRow> {
    let id = roster.resolve(party, role)?;
    contacts.iter().find(|contact| contact.id == *id)
}

async fn page(
    app: &Shared,
    who: &Coordinator,
    row: &DocumentRow,
    given: &Fields,
    previews: Vec<Preview>,
    problems: Vec<Problem>,
) -> Result<LaunchPage, Fault> {
    let case = row.state.case.as_ref().ok_or(Fault::NotFound)?;
    let rules = &case.rules.hearing;
    let today = app.today(&who.region);
    let working = deadline(today, Period::Weeks(rules.minimum_weeks), false);
    let roster = app.roster(&who.region).await?;
    let contacts = app.ledger.contacts(&who.region.id).await?;
    let parties = app.ledger.parties(&who.region.id).await?;
    let concerned = |p: &&PartyRow| case.has_party(&p.id) || p.standing == Standing::Consultee;
    let line = |party: &PartyRow| PartyLine {
        id: party.id.to_string(),
        name: party.name.clone(),
        checked: if given.0.is_empty() {
            case.has_party(&party.id)
        } else {
            given.all("party").any(|id| id == party.id.as_str())
        },
        contact: resolve(&contacts, &roster, &party.id, Role::CaseOfficer)
            .map(|c| format!("{}, {}", c.name, c.address)),
    };
    Ok(LaunchPage {
        page: Page::desk(app, who, who.lang.t("act-open-hearing"), &format!("/desk/documents/{}/hearing", row.id))
            .await?,
        id: row.id.to_string(),
        title: row.state.title.clone(),
        parties: parties.iter().filter(concerned).map(line).collect(),
        deadline: given.filled("deadline").map_or_else(|| working.deadline.to_string(), str::to_owned),
        letter: given.get("letter").to_owned(),
        reason: given.get("reason").to_owned(),
        working: working.steps.iter().map(|step| working_line(who.lang, step)).collect(),
        minimum_weeks: rules.minimum_weeks,
        adopt_by: String::new(),
        plan: Vec::new(),
        shorter: rules.shorter_with_reason,
        previews,
        nonce: form::nonce(),
        problems,
    })
}

async fn send(
    State(app): State<Shared>,
    Path(id): Path<String>,
    who: Coordinator,
    fields: Fields,
) -> Result<Response, Fault> {
    let row = find(&app, &who, id).await?;
    let Ok(deadline) = fields.get("deadline").parse() else {
        let problem = Problem { field: "deadline".to_owned(), sentence: who.lang.t("field-date-unreadable") };
        let page = page(&app, &who, &row, &fields, Vec::new(), vec![problem]).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let letter = match fields.filled("letter") {
        Some(text) => Some(app.ledger.put_text(&who.region.id, text).await?),
        None => None,
    };
    let parties = Some(fields.all("party").map(PartyId::from).collect());
    let reason = fields.filled("reason").map(str::to_owned);
    let desk = Desk::OpenHearing { deadline, parties, letter, reason };
    if fields.has("preview") {
        return match previews(&app, &who, &row, &desk).await? {
            Ok(previews) => Ok(page(&app, &who, &row, &fields, previews, Vec::new()).await?.into_response()),
            Err(problem) => {
                let page = page(&app, &who, &row, &fields, Vec::new(), vec![problem]).await?;
                Ok((StatusCode::CONFLICT, page).into_response())
            }
        };
    }
    let key = fields.key(&format!("{}/hearing", row.id));
    match app.execute(&who.region, &row.id, who.actor(), Command::Desk(desk), key).await {
        Ok(_) => Ok(Redirect::to(&format!("/desk/documents/{}", row.id)).into_response()),
        Err(ledger::Error::Refused(refusal)) => {
            let problem = Problem::of(who.lang, &refusal);
            let page = page(&app, &who, &row, &fields, Vec::new(), vec![problem]).await?;
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Decides without writing, and renders what would be sent.
async fn previews(
    app: &Shared,
    who: &Coordinator,
    row: &DocumentRow,
    desk: &Desk,
) -> Result<Result<Vec<Preview>, Problem>, Fault> {
    let roster = app.roster(&who.region).await?;
    let actor = who.actor();
    let facts = Facts { today: app.today(&who.region), actor: &actor, kinds: app.ledger.kinds(), roster: &roster };
    let events = match decide(Some(&row.state), &facts, &Command::Desk(desk.clone())) {
        Ok(events) => events,
        Err(refusal) => return Ok(Err(Problem::of(who.lang, &refusal))),
    };
    let contacts = app.ledger.contacts(&who.region.id).await?;
    let parties = app.ledger.parties(&who.region.id).await?;
    let names = Names::of(&parties);
    let mut previews = Vec::new();
    let mut state = Some(row.state.clone());
    for event in events {
        evolve(&mut state, &event);
        let Some(after) = state.clone() else { continue };
        let at = app.clock.now();
        let recorded = Recorded { seq: after.seq, at, actor: String::new(), event };
        let imagined = DocumentRow { state: after.clone(), ..row.clone() };
        let mut written: Vec<(Option<PartyId>, String)> = Vec::new();
        for letter in letters(&after, &recorded.event).letters {
            let contact = match (&letter.to, &letter.party) {
                (To::Contact(id), _) => contacts.iter().find(|contact| contact.id == *id),
                (To::Role(role), Some(party)) => resolve(&contacts, &roster, party, *role),
                _ => None,
            };
            let Some(contact) = contact else { continue };
            let once = (letter.party.clone(), contact.address.to_lowercase());
            if written.contains(&once) {
                continue;
            }
            written.push(once);
            let party = letter.party.as_ref().and_then(|id| parties.iter().find(|p| p.id == *id));
            let lang = party.and_then(|p| Lang::parse(&p.language)).unwrap_or_default();
            let rendered = mail::preview(app, &imagined, &recorded, &letter, contact, lang, at).await?;
            let example = format!("{}/l/{}", app.config.base_url(), "…");
            previews.push(Preview {
                to: letter.party.as_ref().map(|id| names.get(id)).unwrap_or_default(),
                address: contact.address.clone(),
                subject: rendered.subject,
                body: rendered.body.replace(mail::LINK, &example),
                copy: letter.copy,
            });
        }
    }
    Ok(Ok(previews))
}
