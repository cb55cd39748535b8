//! Who sits in the region's bodies: whom each council has elected, entered in the region's register.

use crate::{
    Shared,
    fault::Fault,
    form::{self, Fields},
    page::{Page, Problem},
    who::Coordinator,
};
use app::{
    history::Names,
    meetings::{self, Elected, Person},
};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use post::mail;
use procedure::{Body, ContactId, PartyId, Standing};

/// Deputies and members that the form has room for.
const ROOM: usize = 3;

struct Line {
    body: String,
    party: String,
    members: String,
    deputies: String,
    until: Option<String>,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/meeting/members.html")]
pub struct MembersPage {
    page: Page,
    lines: Vec<Line>,
    bodies: Vec<(String, String)>,
    parties: Vec<(String, String)>,
    /// The rows of the form: the field's name, and the label.
    rows: Vec<(String, String)>,
    given: Fields,
    nonce: String,
    problems: Vec<Problem>,
}

/// Bodies that the councils elect to.
const ELECTED: [Body; 3] = [Body::RegionalCouncil, Body::RepresentativeAssembly, Body::JointBoard];

async fn page(app: &Shared, who: &Coordinator, given: Fields, problems: Vec<Problem>) -> Result<MembersPage, Fault> {
    let (lang, today) = (who.lang, app.today(&who.region));
    let people = app.ledger.people(&who.region.id).await?.ok_or(Fault::NotFound)?;
    let (names, roster) = (Names::of_people(&people, today), people.roster());
    let called = |ids: &[ContactId]| ids.iter().map(|id| names.person(lang, id)).collect::<Vec<_>>().join(", ");
    let mut lines = Vec::new();
    for body in ELECTED {
        for (party, _) in roster.members_on(today) {
            let Some(election) = roster.election(body, party, today) else { continue };
            lines.push(Line {
                body: lang.body(body.as_str()),
                party: names.get(party),
                members: called(&election.members),
                deputies: called(&election.deputies),
                until: election.until.map(|day| lang.plain_date(day)),
            });
        }
    }
    let member = |party: &&ledger::PartyRow| party.standing == Standing::Municipality;
    let row = |kind: &str, n: usize| (format!("{kind}-{n}"), lang.with(&format!("members-{kind}"), &[("n", n.into())]));
    let rows = ["member", "deputy"].into_iter().flat_map(|kind| (1..=ROOM).map(move |n| (kind, n)));
    let rows = rows.map(|(kind, n)| row(kind, n));
    Ok(MembersPage {
        page: Page::desk_form(app, who, lang.t("members-title"), "/desk/meeting/members").await?,
        lines,
        bodies: ELECTED.map(|body| (body.as_str().to_owned(), lang.body(body.as_str()))).to_vec(),
        parties: people.parties.iter().filter(member).map(|p| (p.id.to_string(), p.name.clone())).collect(),
        rows: rows.collect(),
        nonce: given.filled("nonce").map_or_else(form::nonce, str::to_owned),
        given,
        problems,
    })
}

pub async fn show(State(app): State<Shared>, who: Coordinator) -> Result<MembersPage, Fault> {
    page(&app, &who, Fields::default(), Vec::new()).await
}

pub async fn elect(State(app): State<Shared>, who: Coordinator, fields: Fields) -> Result<Response, Fault> {
    if fields.redraw() {
        return Ok(page(&app, &who, fields, Vec::new()).await?.into_response());
    }
    let lang = who.lang;
    let day = |field: &str| fields.filled(field).map(str::parse).transpose();
    let unread = |field: &str, key: &str| Problem { field: field.to_owned(), sentence: lang.t(key) };
    let (from, until) = match (day("from"), day("until")) {
        (Ok(Some(from)), Ok(until)) => (from, until),
        (Ok(_), Err(_)) => return refused(&app, &who, fields, unread("until", "field-date-unreadable"), true).await,
        _ => return refused(&app, &who, fields, unread("from", "field-date-unreadable"), true).await,
    };
    let typed = |kind: &str| {
        let person = |n: usize| {
            let (name, address) = (fields.line(&format!("{kind}-{n}")), fields.line(&format!("{kind}-{n}-address")));
            (!name.is_empty() || !address.is_empty()).then_some(Person { name, address })
        };
        (1..=ROOM).filter_map(person).collect::<Vec<_>>()
    };
    let party = PartyId::from(fields.get("municipality"));
    let all = [typed("member"), typed("deputy")];
    if all.iter().flatten().any(|person| person.name.is_empty() || !mail::address_is_sound(&person.address)) {
        return refused(&app, &who, fields, unread("member-1", "members-incomplete"), true).await;
    }
    let [members, deputies] = all;
    let Some(body) = Body::named(fields.get("body"), &[]) else {
        return refused(&app, &who, fields, unread("body", "refusal-body-missing"), true).await;
    };
    let (municipality, reason) = (party, fields.get("reason").to_owned());
    let elected = Elected { body, municipality, members, deputies, from, until, reason };
    let key = fields.key("elect");
    match meetings::elect(&app, &who.region, who.actor(), elected, key).await {
        Ok(_) => Ok(Redirect::to("/desk/meeting/members").into_response()),
        Err(ledger::Error::Refused(refusal)) => {
            let problem = fields.problem(lang, &refusal);
            refused(&app, &who, fields, problem, false).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn refused(
    app: &Shared,
    who: &Coordinator,
    fields: Fields,
    problem: Problem,
    unreadable: bool,
) -> Result<Response, Fault> {
    let status = if unreadable { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::CONFLICT };
    Ok((status, page(app, who, fields, vec![problem]).await?).into_response())
}
