//! The region's register: its parties, its bodies, and the dated acts by which they change. What follows from an act is
//! shown before it is done.

use super::{
    form_fields::missing,
    forms::{self, FormReader, OtherForm},
    shown::{self, Field},
};
use crate::{
    Shared,
    fault::Fault,
    form::{self, Fields},
    page::{Page, Problem},
    who::Coordinator,
};
use app::history::{self, Names};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    Router,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use ledger::{Filter, PartyRow, People};
use procedure::{
    Body, Command, Declared, Event, Facts, Hash, Input, PartyId, REGISTER_ACTS, Refusal, RegisterAct, Standing, decide,
    register_of,
};
use serde_json::{Map, Value, json};
use std::sync::Arc;
use words::language::Lang;

struct PartyLine {
    id: String,
    name: String,
    kind: String,
    member: String,
    details: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/register.html")]
struct RegisterPage {
    page: Page,
    parties: Vec<PartyLine>,
    /// The region's own bodies with their sizes, and what to look at.
    bodies: Vec<(String, String, Option<String>)>,
    /// The acts, the newest first: day and sentence.
    log: Vec<(String, String)>,
    acts: Vec<(&'static str, String)>,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/register-act.html")]
struct ActPage {
    page: Page,
    act: &'static str,
    help: String,
    fields: Vec<Field>,
    /// What follows from the act as it was filled in: then the button carries it out.
    follows: Vec<String>,
    /// Names the act as it is shown with what follows.
    seen: String,
    nonce: String,
    problems: Vec<Problem>,
}

/// The act that has a page of its own, where names are entered.
const ELECT: &str = "elect";

/// Documents that are looked through for the cases a party takes part in.
const CASES: u32 = 1000;

pub fn routes() -> Router<Shared> {
    Router::new().route("/desk/register", get(list)).route("/desk/register/{act}", get(show).post(carry_out))
}

async fn list(State(app): State<Shared>, who: Coordinator) -> Result<RegisterPage, Fault> {
    let lang = who.lang;
    let people = people(&app, &who).await?;
    let names = Names::own(&people.parties);
    let log = app.ledger.register_log(&who.region.id).await?;
    let line = |recorded: &procedure::Recorded| {
        let day = lang.date(app::local(&who.region, recorded.at).date());
        (day, history::line(lang, &recorded.event, &names))
    };
    let body = |(body, size): (&Body, &u32)| {
        let old = is_old(&log, *body).then(|| lang.t("register-size-old"));
        (lang.body(body.as_str()), size.to_string(), old)
    };
    Ok(RegisterPage {
        page: Page::desk(&app, &who, lang.t("register-title"), "/desk/register").await?,
        parties: people.parties.iter().map(|party| party_line(lang, party)).collect(),
        bodies: people.bodies.iter().map(body).collect(),
        log: log.iter().rev().map(line).collect(),
        acts: REGISTER_ACTS
            .iter()
            .filter(|act| act.name != ELECT)
            .map(|act| (act.name, lang.t(&key(act.name))))
            .collect(),
    })
}

fn party_line(lang: Lang, party: &PartyRow) -> PartyLine {
    let consultee = party.standing == Standing::Consultee;
    let member = match (party.member_from, party.member_to) {
        (Some(from), None) => lang.with("register-from", &[("from", lang.date(from).into())]),
        (Some(from), Some(to)) => {
            lang.with("register-from-to", &[("from", lang.date(from).into()), ("to", lang.date(to).into())])
        }
        _ => lang.t("register-no-member"),
    };
    PartyLine {
        id: party.id.to_string(),
        name: party.name.clone(),
        kind: lang.t(if consultee { "register-consultee" } else { "register-municipality" }),
        member,
        details: history::details(lang, &party.particulars()),
    }
}

/// Whether members have come or gone since a body's size was entered.
fn is_old(log: &[procedure::Recorded], body: Body) -> bool {
    let entered = |recorded: &procedure::Recorded| match &recorded.event {
        Event::BodySized { body: sized, .. } => *sized == body,
        Event::RegisterBegun { .. } => true,
        _ => false,
    };
    let since = log.iter().rposition(entered).map_or(0, |at| at + 1);
    log[since..].iter().any(|recorded| {
        let event = &recorded.event;
        matches!(event, Event::MemberAdmitted { .. } | Event::MemberReleased { .. } | Event::PartySucceeded { .. })
    })
}

async fn people(app: &Shared, who: &Coordinator) -> Result<Arc<People>, Fault> {
    app.ledger.people(&who.region.id).await?.ok_or(Fault::NotFound)
}

fn declared(name: &str) -> Result<&'static Declared, Fault> {
    REGISTER_ACTS.iter().find(|act| act.name == name && name != ELECT).ok_or(Fault::NotFound)
}

fn key(act: &str) -> String {
    format!("register-{}", act.replace('_', "-"))
}

async fn show(
    State(app): State<Shared>,
    Path(name): Path<String>,
    who: Coordinator,
    Query(given): Query<Vec<(String, String)>>,
) -> Result<ActPage, Fault> {
    let act = declared(&name)?;
    let people = people(&app, &who).await?;
    let mut fields = Fields(given);
    begin_with(&mut fields, act.name, &people);
    page(&app, &who, act, &people, &fields, Vec::new(), Vec::new()).await
}

/// The form of a party that is there opens with what is known of it.
fn begin_with(fields: &mut Fields, act: &str, people: &People) {
    let party = people.parties.iter().find(|party| party.id.as_str() == fields.get("municipality"));
    let Some(party) = party.filter(|_| act == "enter_party") else { return };
    let known = party.particulars();
    fields.set("name", &known.name);
    fields.set("standing", known.standing.as_str());
    fields.set("county", &known.county);
    fields.set("population", &known.population.to_string());
    fields.set("language", &known.language);
    fields.set("mail_domains", &known.mail_domains.join("\n"));
    fields.set("council_size", &known.council_size.map(|n| n.to_string()).unwrap_or_default());
    fields.set("may_object", if known.may_object { "yes" } else { "no" });
}

async fn carry_out(
    State(app): State<Shared>,
    Path(name): Path<String>,
    who: Coordinator,
    fields: Fields,
) -> Result<Response, Fault> {
    let (act, people) = (declared(&name)?, people(&app, &who).await?);
    let again = async |status: StatusCode, problems: Vec<Problem>, follows: Vec<String>| {
        let page = page(&app, &who, act, &people, &fields, problems, follows).await?;
        Ok((status, page).into_response())
    };
    if fields.redraw() {
        return again(StatusCode::OK, Vec::new(), Vec::new()).await;
    }
    let problems = missing(who.lang, &filled_in(act), &fields, label);
    if !problems.is_empty() {
        return again(StatusCode::UNPROCESSABLE_ENTITY, problems, Vec::new()).await;
    }
    let unread = filled_in(act).into_iter().filter_map(|field| unreadable(who.lang, &field, &fields));
    let problems: Vec<Problem> = unread.collect();
    if !problems.is_empty() {
        return again(StatusCode::UNPROCESSABLE_ENTITY, problems, Vec::new()).await;
    }
    let Ok(asked) = serde_json::from_value::<RegisterAct>(value(act, &fields, &who.region.language)) else {
        let problem = Problem { field: String::new(), sentence: who.lang.t("act-unreadable") };
        return again(StatusCode::UNPROCESSABLE_ENTITY, vec![problem], Vec::new()).await;
    };
    // What is carried out is what was seen.
    if !fields.has("sure") || fields.get("seen") != seen(&asked) {
        let refused = refusal(&app, &who, &people, &asked);
        return match refused {
            Some(refusal) => again(StatusCode::CONFLICT, vec![fields.problem(who.lang, &refusal)], Vec::new()).await,
            None => {
                let follows = follows(&app, &who, &people, &asked).await?;
                let mut page = page(&app, &who, act, &people, &fields, Vec::new(), follows).await?;
                page.seen = seen(&asked);
                Ok(page.into_response())
            }
        };
    }
    let (register, key) = (register_of(&who.region.id), fields.key("register"));
    match app.execute(&who.region, &register, who.actor(), Command::Register(asked), key).await {
        Ok(_) => Ok(Redirect::to("/desk/register").into_response()),
        Err(ledger::Error::Refused(refusal)) => {
            again(StatusCode::CONFLICT, vec![fields.problem(who.lang, &refusal)], Vec::new()).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Names an act as it was shown with what follows from it.
fn seen(act: &RegisterAct) -> String {
    Hash::of(serde_json::to_string(act).unwrap_or_default().as_bytes()).0
}

/// Why the act would not be carried out. Whether the register has begun makes no difference to that.
fn refusal(app: &Shared, who: &Coordinator, people: &People, act: &RegisterAct) -> Option<Refusal> {
    let (roster, actor) = (people.roster(), who.actor());
    let facts = Facts { today: app.today(&who.region), actor: &actor, kinds: app.ledger.kinds(), roster: &roster };
    decide(None, &facts, &Command::Register(act.clone())).err()
}

/// What follows, in sentences.
async fn follows(app: &Shared, who: &Coordinator, people: &People, act: &RegisterAct) -> Result<Vec<String>, Fault> {
    let lang = who.lang;
    let names = Names::own(&people.parties);
    let day = |day: chrono::NaiveDate| lang.date(day).into();
    let (parties, mut sentences): (Vec<&PartyId>, Vec<String>) = match act {
        RegisterAct::EnterParty { municipality, particulars, .. } => {
            let known = people.parties.iter().any(|party| party.id == *municipality);
            let key = if known { "register-follows-changed" } else { "register-follows-entered" };
            (vec![municipality], vec![lang.with(key, &[("name", (&particulars.name).into())])])
        }
        // The calendar's, and one on a page of its own, with names.
        RegisterAct::AdmitMember { .. } | RegisterAct::BeginRegister {} | RegisterAct::Elect { .. } => {
            (Vec::new(), Vec::new())
        }
        RegisterAct::ReleaseMember { municipality, leaves_on, .. } => {
            let values = [("name", names.get(municipality).into()), ("leaves", day(*leaves_on))];
            (vec![municipality], vec![lang.with("register-follows-released", &values)])
        }
        RegisterAct::SucceedParty { municipalities, particulars, from, .. } => {
            let old: Vec<String> = municipalities.iter().map(|id| names.get(id)).collect();
            let values =
                [("name", (&particulars.name).into()), ("parties", old.join(", ").into()), ("from", day(*from))];
            let said =
                vec![lang.with("register-follows-succeeded", &values), lang.t("register-follows-cases-succeeded")];
            (municipalities.iter().collect(), said)
        }
        RegisterAct::SizeBody { body, size, .. } => {
            let values = [("body", lang.body(body.as_str()).into()), ("size", (*size).into())];
            (Vec::new(), vec![lang.with("register-follows-sized", &values)])
        }
    };
    if !parties.is_empty() {
        let filter = Filter { limit: CASES, ..Filter::default() };
        let rows = app.ledger.documents(&who.region.id, &filter).await?;
        let takes_part = |row: &&ledger::DocumentRow| {
            row.state.case.as_ref().is_some_and(|case| parties.iter().any(|party| case.has_party(party)))
        };
        let cases = rows.iter().filter(takes_part).count();
        sentences.push(lang.with("register-follows-cases", &[("n", cases.into())]));
    }
    // Whose members follow from who is a member of the region is for a person to know.
    if matches!(act, RegisterAct::ReleaseMember { .. } | RegisterAct::SucceedParty { .. }) {
        let sized = people.bodies.iter().map(|(body, size)| {
            let values = [("body", lang.body(body.as_str()).into()), ("size", (*size).into())];
            lang.with("register-follows-size", &values)
        });
        sentences.extend(sized);
    }
    Ok(sentences)
}

/// A number or a day that is none.
fn unreadable(lang: Lang, field: &procedure::Field, fields: &Fields) -> Option<Problem> {
    let text = fields.filled(field.name)?;
    let key = match field.input {
        Input::Number if text.parse::<u32>().is_err() => "register-number-unreadable",
        Input::Day if text.parse::<chrono::NaiveDate>().is_err() => "field-date-unreadable",
        _ => return None,
    };
    Some(Problem { field: field.name.to_owned(), sentence: lang.t(key) })
}

fn label(name: &str) -> String {
    format!("register-field-{}", name.replace('_', "-"))
}

/// The fields of an act's form: those of a group stand by themselves.
fn filled_in(act: &Declared) -> Vec<procedure::Field> {
    let of_form = |field: &procedure::Field| match field.input {
        Input::Group(fields) => fields.to_vec(),
        _ => vec![*field],
    };
    act.fields.iter().flat_map(of_form).collect()
}

/// The act as the interface for programs would have it. `own`: the region's written form.
fn value(act: &Declared, fields: &Fields, own: &str) -> Value {
    let mut object = Map::new();
    object.insert("type".to_owned(), json!(act.name));
    for field in act.fields {
        match field.input {
            Input::Group(group) => {
                let own: Map<String, Value> =
                    group.iter().filter_map(|field| Some((field.name.to_owned(), typed(field, fields)?))).collect();
                object.insert(field.name.to_owned(), Value::Object(own));
            }
            Input::Wording => {
                object.insert(field.name.to_owned(), json!(forms::typed(fields, field.name, own)));
            }
            _ => {
                object.extend(typed(field, fields).map(|value| (field.name.to_owned(), value)));
            }
        }
    }
    Value::Object(object)
}

/// What was typed in a field, as its kind; as it was typed where it is none.
fn typed(field: &procedure::Field, fields: &Fields) -> Option<Value> {
    let text = fields.filled(field.name)?;
    Some(match field.input {
        Input::Number => text.parse::<u32>().map_or_else(|_| json!(text), |n| json!(n)),
        Input::Yes => json!(text == "yes"),
        Input::Lines | Input::Parties => {
            json!(text.split([',', '\n', ' ', '\r']).map(str::trim).filter(|one| !one.is_empty()).collect::<Vec<_>>())
        }
        _ => json!(text),
    })
}

async fn page(
    app: &Shared,
    who: &Coordinator,
    act: &'static Declared,
    people: &People,
    given: &Fields,
    problems: Vec<Problem>,
    follows: Vec<String>,
) -> Result<ActPage, Fault> {
    let lang = who.lang;
    let readers = FormReader::members(&people.parties, app.today(&who.region));
    let field = |spec: &procedure::Field| {
        let other = (spec.input == Input::Wording).then(|| OtherForm::reason(who, given, &readers)).flatten();
        let kind = match spec.input {
            Input::Party if act.name == "enter_party" => "text",
            _ if spec.name == "body" => "select",
            input => shown::kind(input),
        };
        let value = given.get(spec.name).to_owned();
        let options = options(lang, spec, people);
        Field { options, other, ..Field::of(lang, spec, &label(spec.name), kind, value) }
    };
    let title = lang.t(&key(act.name));
    let path = format!("/desk/register/{}", act.name);
    Ok(ActPage {
        page: Page::desk_form(app, who, title, &path).await?,
        act: act.name,
        help: lang.t(&format!("{}-help", key(act.name))),
        fields: filled_in(act).iter().map(field).collect(),
        follows,
        seen: String::new(),
        nonce: given.filled("nonce").map_or_else(form::nonce, str::to_owned),
        problems,
    })
}

fn options(lang: Lang, spec: &procedure::Field, people: &People) -> Vec<(String, String)> {
    let choose = (String::new(), lang.t("field-choose"));
    match (spec.name, spec.input) {
        ("body", _) => [choose]
            .into_iter()
            .chain(Body::OF_REGION.map(|body| (body.as_str().to_owned(), lang.body(body.as_str()))))
            .collect(),
        (_, Input::Party) => {
            let municipalities = people.parties.iter().filter(|party| party.standing == Standing::Municipality);
            [choose].into_iter().chain(municipalities.map(|p| (p.id.to_string(), p.name.clone()))).collect()
        }
        (_, Input::Yes) => ["no", "yes"].map(|value| (value.to_owned(), lang.t(&format!("answer-{value}")))).to_vec(),
        ("language", _) => ["nb", "nn"].map(|form| (form.to_owned(), lang.t(&format!("party-{form}")))).to_vec(),
        ("standing", _) => ["municipality", "consultee"]
            .map(|standing| (standing.to_owned(), lang.t(&format!("register-{standing}"))))
            .to_vec(),
        _ => Vec::new(),
    }
}
