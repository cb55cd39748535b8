//! The description of the interface (OpenAPI 3.1). Its commands come from their declarations.

use axum::{Json, response::IntoResponse};
use procedure::{COMMANDS, Declared, Field, Input, MEETING_ACTS, REGISTER_ACTS, declared};
use serde_json::{Value, json};

pub async fn show() -> impl IntoResponse {
    Json(description())
}

fn shape(input: Input) -> Value {
    match input {
        Input::Day => json!({"type": "string", "format": "date"}),
        Input::Number => json!({"type": "integer", "minimum": 0}),
        Input::Yes => json!({"type": "boolean"}),
        Input::Line | Input::Prose | Input::File | Input::Party | Input::AnyParty | Input::Document | Input::Id => {
            json!({"type": "string"})
        }
        Input::Wording => json!({"oneOf": [{"type": "string"}, {"type": "object", "additionalProperties": false,
            "properties": {"nb": {"type": "string"}, "nn": {"type": "string"}}}]}),
        Input::Files | Input::Parties | Input::Sections | Input::Lines => {
            json!({"type": "array", "items": {"type": "string"}})
        }
        Input::OneOf(values) => json!({"type": "string", "enum": values}),
        Input::SomeOf(values) => {
            json!({"type": "array", "uniqueItems": true, "items": {"type": "string", "enum": values}})
        }
        Input::Group(fields) => object(None, fields),
        Input::Command => json!({"type": "object"}),
        Input::Many(fields) => json!({"type": "array", "items": object(None, fields)}),
    }
}

fn object(command: Option<&str>, fields: &[Field]) -> Value {
    let mut properties = serde_json::Map::new();
    let mut required: Vec<&str> = Vec::new();
    if let Some(command) = command {
        properties.insert("type".to_owned(), json!({"const": command}));
        required.push("type");
    }
    for field in fields {
        properties.insert(field.name.to_owned(), shape(field.input));
        required.extend(field.required.then_some(field.name));
    }
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}

fn parameter(name: &str, place: &str, kind: &str) -> Value {
    json!({"name": name, "in": place, "required": place == "path", "schema": {"type": kind}})
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

#[expect(clippy::too_many_lines, reason = "a table: an entry an address")]
fn description() -> Value {
    let commands = COMMANDS.iter().filter(|command| command.name != "create");
    let commands: Vec<Value> = commands.map(|command| object(Some(command.name), command.fields)).collect();
    let item = json!({"type": "object", "required": ["document", "key", "command"], "additionalProperties": false,
        "properties": {"document": {"type": "string"}, "key": {"type": "string"}, "command": {"type": "object"}}});
    let batch = json!({"type": "object", "required": ["commands"], "additionalProperties": false,
        "properties": {"commands": {"type": "array", "maxItems": words::limits::BATCH, "items": item}}});
    let acts: Vec<Value> = REGISTER_ACTS.iter().map(|act| object(Some(act.name), act.fields)).collect();
    let (arrange, acts_of_meeting): (Vec<_>, Vec<_>) =
        MEETING_ACTS.iter().partition(|act| act.name == "arrange_meeting");
    let [arrange, of_meeting] = [arrange, acts_of_meeting].map(|acts: Vec<&Declared>| {
        acts.into_iter().map(|act| object(Some(act.name), act.fields)).collect::<Vec<Value>>()
    });
    let create = declared("create").map(|command| object(None, command.fields));
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
                "post": operation("Create a document", &[region.clone(), key.clone()], create, "201"),
            },
            "/api/v1/regions/{region}/events": {
                "get": operation("Events of a region after a position, in the order they were committed; `wait` up to 30 seconds", &with(&region, &["after", "kind", "document", "limit", "wait"]), None, "200"),
            },
            "/api/v1/regions/{region}/files": {
                "post": operation("Upload a file, whose name is a parameter and whose content is the body", &with(&region, &["name"]), None, "201"),
            },
            "/api/v1/regions/{region}/register": {
                "get": operation("Who is who: the parties, the sizes of the bodies, and the acts that led to them", std::slice::from_ref(&region), None, "200"),
                "post": operation("Enter an act in the region's register", &[region.clone(), key.clone()], Some(json!({"oneOf": acts, "discriminator": {"propertyName": "type"}})), "200"),
            },
            "/api/v1/regions/{region}/meetings": {
                "get": operation("Meetings of the region's own bodies, the newest first", std::slice::from_ref(&region), None, "200"),
                "post": operation("Arrange a meeting", &[region.clone(), key.clone()], arrange.into_iter().next(), "201"),
            },
            "/api/v1/regions/{region}/meetings/{id}": {
                "get": operation("A meeting with its agenda and minutes, and its log", &[region.clone(), id.clone()], None, "200"),
                "post": operation("Carry a meeting on", &[region.clone(), id.clone(), key.clone()], Some(json!({"oneOf": of_meeting, "discriminator": {"propertyName": "type"}})), "200"),
            },
            "/api/v1/documents/{id}": {"get": operation("A document and where it stands", one, None, "200")},
            "/api/v1/documents/{id}/commands": {
                "post": operation("Carry out a command", &[id.clone(), key], Some(json!({"oneOf": commands, "discriminator": {"propertyName": "type"}})), "200"),
            },
            "/api/v1/commands:batch": {
                "post": operation("Carry out many commands, each with a key and an answer of its own", &[], Some(batch), "200"),
            },
            "/api/v1/documents/{id}/text": {"get": operation("A version of the text, the newest by default", &with(&id, &["version"]), None, "200")},
            "/api/v1/documents/{id}/events": {"get": operation("The log", &with(&id, &["cursor", "limit"]), None, "200")},
            "/api/v1/documents/{id}/statements": {"get": operation("The current statement of each party", one, None, "200")},
            "/api/v1/documents/{id}/public-answers": {"get": operation("What the public has answered the last hearing, or the one named, a page at a time", &with(&id, &["case", "round", "group", "cursor", "limit"]), None, "200")},
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
