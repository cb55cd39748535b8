//! A plain form for each command that needs no page of its own: its fields in a table, its words in the catalogue.

use crate::web::{
    Shared, command,
    command::Unread,
    fault::Fault,
    form::{self, Fields},
    page::{Page, Problem},
    who::Coordinator,
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
use ledger::{DocumentRow, PartyRow};
use procedure::{Command, DocumentId, Phase};
use serde_json::{Map, Value, json};

/// How a field is filled in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Input {
    Line,
    Lines,
    Day,
    Number,
    /// One of the case's parties.
    Party,
    /// One of them, or all.
    AnyParty,
    /// One of a contact's ids of the party; left empty for whoever fills the role.
    OneOf(&'static [&'static str]),
}

struct Spec {
    name: &'static str,
    input: Input,
    required: bool,
}

const fn must(name: &'static str, input: Input) -> Spec {
    Spec { name, input, required: true }
}

const fn may(name: &'static str, input: Input) -> Spec {
    Spec { name, input, required: false }
}

const POSITIONS: &[&str] =
    &["supports", "without_remarks", "with_remarks", "opposes", "formal_objection", "no_opinion"];
const OUTCOMES: &[&str] = &["endorsed", "endorsed_with_reservation", "endorsed_amended", "rejected", "postponed"];
const NEXT: &[&str] = &["endorsement", "adoption", "limited_hearing", "full_hearing"];

fn specs(command: &str) -> Option<&'static [Spec]> {
    use Input::{AnyParty, Day, Line, Lines, Number, OneOf, Party};
    Some(match command {
        "number_case" => const { &[must("case_number", Line)] },
        "record_statement" => {
            const {
                &[
                    must("municipality", Party),
                    must("position", OneOf(POSITIONS)),
                    may("text", Lines),
                    may("legal_basis", Line),
                    may("case_reference", Line),
                    must("received_on", Day),
                    must("channel", Line),
                ]
            }
        }
        "extend_deadline" => const { &[may("municipality", AnyParty), must("deadline", Day), must("reason", Lines)] },
        "exempt_statement" => {
            const { &[must("municipality", Party), must("exemption_basis", Line), may("redacted", Lines)] }
        }
        "refuse_extension" | "go_on_without" | "disclose_statement" => {
            const { &[must("municipality", Party), must("reason", Lines)] }
        }
        "invite_again" => const { &[must("municipality", Party)] },
        "remind" => const { &[may("municipality", AnyParty)] },
        "close_hearing" | "start_revision" | "resume_reminders" | "approve_hearing" => &[],
        "reopen_hearing" => const { &[must("deadline", Day), must("reason", Lines)] },
        "settle_objection" => {
            const { &[must("municipality", Party), must("how", Lines), must("date", Day), must("reason", Lines)] }
        }
        "finish_assessment" => {
            const {
                &[
                    must("next", OneOf(NEXT)),
                    may("changed", OneOf(&["no", "yes"])),
                    may("change_reason", Lines),
                    may("reason", Lines),
                ]
            }
        }
        "plan_meeting" => const { &[must("municipality", Party), must("meeting_date", Day), may("papers_due", Day)] },
        "record_decision" => {
            const {
                &[
                    must("municipality", Party),
                    must("outcome", OneOf(OUTCOMES)),
                    must("body", Line),
                    must("meeting_date", Day),
                    must("case_number", Line),
                    may("votes_for", Number),
                    may("votes_against", Number),
                    may("postponed_to", Day),
                    may("text", Lines),
                ]
            }
        }
        "reconcile_decision" => {
            const { &[must("municipality", Party), must("as", OneOf(&["reservation", "new_text"])), must("reason", Lines)] }
        }
        "conclude_endorsement" | "return_to_drafting" | "repeal" | "pause_reminders" | "cancel_schedule" => {
            const { &[must("reason", Lines)] }
        }
        "adopt" => {
            const { &[must("body", Line), must("meeting_date", Day), must("case_number", Line), must("in_force_from", Day)] }
        }
        "withdraw" => const { &[must("reason", Lines), may("until", Day)] },
        "prolong" => const { &[must("until", Day), must("reason", Lines)] },
        _ => return None,
    })
}

/// A field as the page shows it.
struct Field {
    name: &'static str,
    label: String,
    hint: String,
    required: bool,
    kind: &'static str,
    value: String,
    options: Vec<(String, String)>,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/act.html")]
struct ActPage {
    page: Page,
    document: String,
    title: String,
    command: String,
    help: String,
    danger: bool,
    fields: Vec<Field>,
    nonce: String,
    problems: Vec<Problem>,
}

pub fn routes() -> Router<Shared> {
    Router::new().route("/desk/documents/{id}/act/{command}", get(show).post(carry_out))
}

async fn show(
    State(app): State<Shared>,
    Path((id, name)): Path<(String, String)>,
    who: Coordinator,
    Query(given): Query<Vec<(String, String)>>,
) -> Result<ActPage, Fault> {
    let row = find(&app, &who, id).await?;
    page(&app, &who, &row, &name, &Fields(given), Vec::new()).await
}

async fn carry_out(
    State(app): State<Shared>,
    Path((id, name)): Path<(String, String)>,
    who: Coordinator,
    fields: Fields,
) -> Result<Response, Fault> {
    let row = find(&app, &who, id).await?;
    let specs = specs(&name).ok_or(Fault::NotFound)?;
    let missing = specs.iter().filter(|s| s.required && fields.filled(s.name).is_none());
    let problem = |s: &Spec| Problem {
        field: s.name.to_owned(),
        sentence: who.lang.with("field-missing", &[("field", who.lang.t(&label(s.name)).into())]),
    };
    let problems: Vec<Problem> = missing.map(problem).collect();
    if !problems.is_empty() {
        return again(&app, &who, &row, &name, &fields, problems, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let desk = match command::read(&app, &row, value(&name, specs, &fields)).await {
        Ok(desk) => desk,
        Err(Unread::Ledger(error)) => return Err(error.into()),
        Err(Unread::Unreadable(_)) => {
            let problem = Problem { field: String::new(), sentence: who.lang.t("act-unreadable") };
            return again(&app, &who, &row, &name, &fields, vec![problem], StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    let key = fields.key(&format!("{}/{name}", row.id));
    match app.execute(&who.region, &row.id, who.actor(), Command::Desk(desk), key).await {
        Ok(_) => Ok(Redirect::to(&format!("/desk/documents/{}", row.id)).into_response()),
        Err(ledger::Error::Refused(refusal)) => {
            let problem = Problem::of(who.lang, &refusal);
            again(&app, &who, &row, &name, &fields, vec![problem], StatusCode::CONFLICT).await
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn find(app: &Shared, who: &Coordinator, id: String) -> Result<DocumentRow, Fault> {
    app.ledger.document(&who.region.id, &DocumentId(id)).await?.ok_or(Fault::NotFound)
}

async fn again(
    app: &Shared,
    who: &Coordinator,
    row: &DocumentRow,
    name: &str,
    fields: &Fields,
    problems: Vec<Problem>,
    status: StatusCode,
) -> Result<Response, Fault> {
    Ok((status, page(app, who, row, name, fields, problems).await?).into_response())
}

/// The form's fields as the command they stand for.
fn value(name: &str, specs: &[Spec], fields: &Fields) -> Value {
    let mut object = Map::new();
    object.insert("type".to_owned(), json!(name));
    for spec in specs {
        let Some(text) = fields.filled(spec.name) else { continue };
        match (spec.name, spec.input) {
            ("votes_for" | "votes_against" | "changed" | "change_reason", _) => {}
            ("exemption_basis", _) => {
                object.insert("legal_basis".to_owned(), json!(text));
            }
            _ => {
                object.insert(spec.name.to_owned(), json!(text));
            }
        }
    }
    if name == "record_statement" {
        object.entry("text").or_insert(json!(""));
        object.insert("files".to_owned(), json!(fields.all("file").collect::<Vec<_>>()));
    }
    if let (Some(votes), against) = (fields.filled("votes_for"), fields.filled("votes_against")) {
        let count = |text: &str| text.parse::<u32>().map_or_else(|_| json!(text), |n| json!(n));
        object.insert("votes".to_owned(), json!({"for": count(votes), "against": count(against.unwrap_or("0"))}));
    }
    if let Some(changed) = fields.filled("changed") {
        let answer = json!({"changed": changed == "yes", "reason": fields.get("change_reason")});
        object.insert("substantial_change".to_owned(), answer);
    }
    Value::Object(object)
}

fn label(name: &str) -> String {
    format!("field-{}", name.replace('_', "-"))
}

async fn page(
    app: &Shared,
    who: &Coordinator,
    row: &DocumentRow,
    name: &str,
    given: &Fields,
    problems: Vec<Problem>,
) -> Result<ActPage, Fault> {
    let specs = specs(name).ok_or(Fault::NotFound)?;
    let parties = app.ledger.parties(&who.region.id).await?;
    let lang = who.lang;
    let field = |spec: &Spec| {
        let label = label(spec.name);
        let hint = format!("{label}-hint");
        let kind = match spec.input {
            Input::Line => "text",
            Input::Lines => "lines",
            Input::Day => "date",
            Input::Number => "number",
            Input::Party | Input::AnyParty => "select",
            Input::OneOf(_) => "radio",
        };
        let value = match given.filled(spec.name) {
            Some(value) => value.to_owned(),
            None => default(app, who, row, spec.name),
        };
        Field {
            name: spec.name,
            label: lang.t(&label),
            hint: if lang.knows(&hint) { lang.t(&hint) } else { String::new() },
            required: spec.required,
            kind,
            value,
            options: options(who, row, name, spec, &parties),
        }
    };
    let key = format!("act-{}", name.replace('_', "-"));
    let title = lang.t(&key);
    let path = format!("/desk/documents/{}/act/{name}", row.id);
    Ok(ActPage {
        page: Page::desk(app, who, title, &path).await?,
        document: row.id.to_string(),
        title: row.state.title.clone(),
        command: name.to_owned(),
        help: lang.t(&format!("{key}-help")),
        danger: matches!(name, "withdraw" | "repeal" | "go_on_without" | "return_to_drafting"),
        fields: specs.iter().map(field).collect(),
        nonce: form::nonce(),
        problems,
    })
}

/// What a field begins with, where there is an answer that is nearly always right.
fn default(app: &Shared, who: &Coordinator, row: &DocumentRow, name: &str) -> String {
    match name {
        "received_on" => app.today(&who.region).to_string(),
        "body" if matches!(row.state.case.as_ref().map(|c| &c.phase), Some(Phase::Adoption(_))) => {
            who.region.name.clone()
        }
        _ => String::new(),
    }
}

fn options(
    who: &Coordinator,
    row: &DocumentRow,
    command: &str,
    spec: &Spec,
    parties: &[PartyRow],
) -> Vec<(String, String)> {
    let lang = who.lang;
    match spec.input {
        Input::Party | Input::AnyParty => {
            let first = match spec.input {
                Input::AnyParty => ("", lang.t("field-all-municipalities")),
                _ => ("", lang.t("field-choose")),
            };
            let involved = |p: &&PartyRow| {
                if matches!(command, "exempt_statement" | "disclose_statement") {
                    let exempt = command == "disclose_statement";
                    return row.state.statements.iter().any(|s| s.party == p.id && (!exempt || s.exempt.is_some()));
                }
                let Some(case) = &row.state.case else { return false };
                case.has_party(&p.id) || case.hearing().is_some_and(|h| h.track(&p.id).is_some())
            };
            let named = parties.iter().filter(involved).map(|p| (p.id.to_string(), p.name.clone()));
            [(first.0.to_owned(), first.1)].into_iter().chain(named).collect()
        }
        Input::OneOf(values) => {
            let rules = row.state.case.as_ref().map(|case| &case.rules);
            let offered = |value: &&&str| match **value {
                "formal_objection" => rules.is_some_and(|r| r.hearing.formal_objection),
                "endorsement" => rules.is_some_and(|r| r.endorsement.is_some()),
                "adoption" => rules.is_some_and(|r| r.endorsement.is_none()),
                _ => true,
            };
            let word = |value: &&str| {
                let prefix = match spec.name {
                    "position" | "outcome" | "next" | "as" => spec.name,
                    _ => "answer",
                };
                ((*value).to_owned(), lang.t(&format!("{prefix}-{}", value.replace('_', "-"))))
            };
            values.iter().filter(offered).map(word).collect()
        }
        _ => Vec::new(),
    }
}
