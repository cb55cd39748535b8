//! The description of the interface (OpenAPI 3.1), built from one table so that it is read as it is written.

use axum::{Json, response::IntoResponse};
use serde_json::{Value, json};

pub async fn show() -> impl IntoResponse {
    Json(description())
}

/// Commands with their fields; `?` marks those that may be left out.
const COMMANDS: &[(&str, &[&str])] = &[
    ("save_text", &["sections:sections", "based_on?:integer"]),
    ("attach", &["file", "title"]),
    ("number_case", &["case_number"]),
    ("open_hearing", &["deadline:date", "parties?:parties", "letter?", "reason?"]),
    ("schedule_hearing", &["on:date", "deadline:date", "parties?:parties", "letter?", "reason?"]),
    ("approve_hearing", &[]),
    ("cancel_schedule", &["reason"]),
    ("exempt_statement", &["municipality", "legal_basis", "redacted?", "statement?:integer"]),
    ("disclose_statement", &["municipality", "reason", "statement?:integer"]),
    (
        "record_statement",
        &[
            "municipality",
            "position:position",
            "text",
            "legal_basis?",
            "remarks?:remarks",
            "case_reference?",
            "files?:parties",
            "received_on:date",
            "channel",
        ],
    ),
    ("extend_deadline", &["municipality?", "deadline:date", "reason"]),
    ("refuse_extension", &["municipality", "reason"]),
    ("invite_again", &["municipality", "contact?"]),
    ("remind", &["municipality?"]),
    ("close_hearing", &[]),
    ("reopen_hearing", &["deadline:date", "reason"]),
    ("assess_remark", &["remark", "verdict:verdict", "reason", "based_on?:integer"]),
    ("assess_remarks", &["remarks:seen", "verdict:verdict", "reason"]),
    ("approve_verdicts", &["remarks:seen"]),
    ("settle_objection", &["municipality", "how", "date:date", "reason"]),
    ("finish_assessment", &["next:next", "substantial_change?:change", "reason?"]),
    ("plan_meeting", &["municipality", "meeting_date:date", "papers_due?:date"]),
    (
        "record_decision",
        &[
            "municipality",
            "outcome:outcome",
            "body",
            "meeting_date:date",
            "case_number",
            "votes?:votes",
            "postponed_to?:date",
            "text?",
            "extract?",
        ],
    ),
    ("reconcile_decision", &["municipality", "as:as", "reason"]),
    ("conclude_endorsement", &["reason"]),
    ("go_on_without", &["municipality", "reason"]),
    ("adopt", &["body", "meeting_date:date", "case_number", "in_force_from:date", "extract?"]),
    ("return_to_drafting", &["reason"]),
    ("withdraw", &["reason", "until?:date"]),
    ("start_revision", &[]),
    ("prolong", &["until:date", "reason"]),
    ("repeal", &["reason"]),
];

fn shape(name: &str) -> Value {
    let choice = |values: &[&str]| json!({"type": "string", "enum": values});
    match name {
        "date" => json!({"type": "string", "format": "date"}),
        "integer" => json!({"type": "integer", "minimum": 0}),
        "parties" => json!({"type": "array", "items": {"type": "string"}}),
        "position" => {
            choice(&["supports", "without_remarks", "with_remarks", "opposes", "formal_objection", "no_opinion"])
        }
        "verdict" => choice(&["accommodated", "partly", "not_accommodated", "noted"]),
        "outcome" => choice(&["endorsed", "endorsed_with_reservation", "endorsed_amended", "rejected", "postponed"]),
        "next" => choice(&["endorsement", "adoption", "full_hearing", "limited_hearing"]),
        "as" => choice(&["reservation", "new_text"]),
        "sections" => array(&["id?", "heading", "body"]),
        "remarks" => array(&["section?", "text", "proposed?"]),
        "seen" => array(&["remark", "based_on?:integer"]),
        "votes" => object(None, &["for:integer", "against:integer"]),
        "change" => object(None, &["changed:boolean", "reason"]),
        other => json!({"type": other}),
    }
}

fn array(fields: &[&str]) -> Value {
    json!({"type": "array", "items": object(None, fields)})
}

fn object(command: Option<&str>, fields: &[&str]) -> Value {
    let mut properties = serde_json::Map::new();
    let mut required: Vec<&str> = Vec::new();
    if let Some(command) = command {
        properties.insert("type".to_owned(), json!({"const": command}));
        required.push("type");
    }
    for field in fields {
        let (name, kind) = field.split_once(':').unwrap_or((field, "string"));
        let bare = name.trim_end_matches('?');
        properties.insert(bare.to_owned(), shape(kind));
        if bare == name {
            required.push(bare);
        }
    }
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}

fn parameter(name: &str, place: &str, kind: &str) -> Value {
    json!({"name": name, "in": place, "required": place == "path", "schema": shape(kind)})
}

fn operation(summary: &str, parameters: &[Value], body: Option<Value>, success: &str) -> Value {
    let problem = json!({"description": "Why not", "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}});
    let mut responses = serde_json::Map::new();
    responses.insert(
        success.to_owned(),
        json!({"description": "Done", "content": {"application/json": {"schema": {"type": "object"}}}}),
    );
    for status in ["401", "404", "409", "422", "503"] {
        responses.insert(status.to_owned(), problem.clone());
    }
    let mut operation = json!({"summary": summary, "parameters": parameters, "responses": responses});
    if let Some(schema) = body {
        operation["requestBody"] = json!({"required": true, "content": {"application/json": {"schema": schema}}});
    }
    operation
}

/// What anyone may read, without a token. Where it is not, the answer is a page.
fn open(summary: &str, parameters: &[Value]) -> Value {
    let done = json!({"description": "Done", "content": {"application/json": {"schema": {"type": "object"}}}});
    let responses = json!({"200": done, "404": {"description": "Nothing public"}});
    json!({"get": {"summary": summary, "parameters": parameters, "responses": responses, "security": []}})
}

fn description() -> Value {
    let commands: Vec<Value> = COMMANDS.iter().map(|(name, fields)| object(Some(name), fields)).collect();
    let region = parameter("region", "path", "string");
    let id = parameter("id", "path", "string");
    let key = parameter("Idempotency-Key", "header", "string");
    let query =
        |names: &[&str]| -> Vec<Value> { names.iter().map(|name| parameter(name, "query", "string")).collect() };
    let with = |first: &Value, names: &[&str]| [vec![first.clone()], query(names)].concat();
    let one = std::slice::from_ref(&id);
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Samråd", "version": env!("CARGO_PKG_VERSION"), "license": {"name": "MIT OR Apache-2.0"}},
        "security": [{"token": []}],
        "paths": {
            "/api/v1/regions/{region}/documents": {
                "get": operation("Documents of a region", &with(&region, &["phase", "kind", "cursor", "limit"]), None, "200"),
                "post": operation("Create a document", &[region.clone(), key.clone()], Some(object(None, &["kind", "title", "parties?:parties"])), "201"),
            },
            "/api/v1/regions/{region}/files": {
                "post": operation("Upload a file, whose name is a parameter and whose content is the body", &with(&region, &["name"]), None, "201"),
            },
            "/api/v1/documents/{id}": {"get": operation("A document and where it stands", one, None, "200")},
            "/api/v1/documents/{id}/commands": {
                "post": operation("Carry out a command", &[id.clone(), key], Some(json!({"oneOf": commands, "discriminator": {"propertyName": "type"}})), "200"),
            },
            "/api/v1/documents/{id}/text": {"get": operation("A version of the text, the newest by default", &with(&id, &["version"]), None, "200")},
            "/api/v1/documents/{id}/events": {"get": operation("The log", &with(&id, &["cursor", "limit"]), None, "200")},
            "/api/v1/documents/{id}/statements": {"get": operation("The current statement of each party", one, None, "200")},
            "/api/v1/documents/{id}/remarks": {"get": operation("Each remark of the last hearing, with its verdict and the reason", one, None, "200")},
            "/api/v1/mail": {"get": operation("Letters", &query(&["document", "to", "letter", "state", "cursor", "limit"]), None, "200")},
            "/api/v1/mail/{id}": {"get": operation("A letter as it was sent", one, None, "200")},
            "/api/v1/mail/{id}/retry": {"post": operation("Sends a letter that stopped on its way once more", one, None, "200")},
            "/api/v1/mail/{id}/cancel": {"post": operation("Takes back a letter that has not gone", one, None, "200")},
            "/{region}.json": open("What is public of a region: its documents, and where they stand in each municipality", std::slice::from_ref(&region)),
            "/{region}/{id}.json": open("What is public of a document: its texts, hearings, answers and decisions", &[region.clone(), id.clone()]),
        },
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Problem": {
                "type": "object",
                "required": ["type", "title", "status", "detail"],
                "properties": {
                    "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"},
                    "detail": {"type": "string"}, "refusal": {"type": "string"},
                },
            }},
        },
    })
}
