//! The desk's forms: the fields of each command, and the command that filled-in fields stand for.

use super::{again, forms};
use crate::{form::Fields, page::Problem};
use procedure::{Decision, Field, Input, Involves, OwnDecision, declared, may, must};
use serde_json::{Map, Value, json};
use words::language::Lang;

/// What the fields with a remark to each section are called, before the section's id.
pub const REMARK: &str = "remark-";

/// Fields that a command wants as numbers.
const NUMBERS: [&str; 6] = ["case", "round", "from", "through", "group", "number"];

/// Commands whose forms are pages of their own.
const OWN_PAGES: [&str; 11] = [
    "assess_public_answers",
    "release_public_answers",
    "approve_public_verdict",
    "create",
    "save_text",
    "attach",
    "open_hearing",
    "schedule_hearing",
    "assess_remark",
    "assess_remarks",
    "approve_verdicts",
];

/// The fields of a command's form; `None` where it has none. What a form fills in otherwise than a program: files are
/// uploaded, votes and a substantial change are fields of their own, and remarks stand at their sections.
pub fn form_fields(command: &str) -> Option<Vec<Field>> {
    if OWN_PAGES.contains(&command) {
        return None;
    }
    let of_form = |field: &Field| match (field.name, field.input) {
        // Has a part of the form of its own.
        ("decision", _) => Vec::new(),
        ("votes", _) => vec![may("votes_for", Input::Number), may("votes_against", Input::Number)],
        ("substantial_change", _) => {
            vec![may("changed", Input::OneOf(&["no", "yes"])), may("change_reason", Input::Prose)]
        }
        ("legal_basis", _) if command.starts_with("exempt_") => vec![must("exemption_basis", Input::Line)],
        ("text", _) => vec![may("text", Input::Prose)],
        // Chosen among the files of the case.
        ("hash", _) => vec![may("hash", Input::Document)],
        (_, Input::File | Input::Files) => vec![may("file", Input::File)],
        // The page says itself what was seen.
        ("statement" | "based_on", _) | (_, Input::Many(_) | Input::Id) => Vec::new(),
        _ => vec![*field],
    };
    Some(declared(command)?.fields.iter().flat_map(of_form).collect())
}

/// Fields that must be filled in and are not. `label` is what a field is called, by its name.
pub fn missing(
    lang: Lang,
    form_fields: &[Field],
    fields: &Fields,
    label: impl Fn(&'static str) -> String,
) -> Vec<Problem> {
    let missing = form_fields.iter().filter(|spec| spec.required && fields.filled(spec.name).is_none());
    let problem = |spec: &Field| Problem {
        field: spec.name.to_owned(),
        sentence: lang.with("field-missing", &[("field", lang.t(&label(spec.name)).into())]),
    };
    missing.map(problem).collect()
}

/// What a form said of the decisions that an act rests on: one body's, or each council's.
pub struct Decided {
    pub decision: Option<Decision>,
    pub decisions: Vec<OwnDecision>,
}

/// The form's fields as the command they stand for. `own`: the region's written form.
pub fn value(name: &str, form_fields: &[Field], fields: &Fields, decided: &Decided, own: &str) -> Value {
    let Decided { decision, decisions } = decided;
    let mut object = Map::new();
    object.insert("type".to_owned(), json!(name));
    for spec in form_fields {
        let Some(text) = fields.filled(spec.name) else { continue };
        match (spec.name, spec.input) {
            ("votes_for" | "votes_against" | "changed" | "change_reason" | "file", _) => {}
            (name, Input::Wording) => {
                object.insert(name.to_owned(), json!(forms::typed(fields, name, own)));
            }
            (name, Input::Sections) => {
                object.insert(name.to_owned(), json!(fields.all(name).collect::<Vec<_>>()));
            }
            (name, Input::Number) if NUMBERS.contains(&name) => {
                object.insert(name.to_owned(), text.parse::<u32>().map_or_else(|_| json!(text), |n| json!(n)));
            }
            ("exemption_basis", _) => {
                object.insert("legal_basis".to_owned(), json!(text));
            }
            _ => {
                object.insert(spec.name.to_owned(), json!(text));
            }
        }
    }
    if matches!(name, "approve_hearing" | "finish_assessment") {
        object.insert("based_on".to_owned(), json!(fields.get("seen").parse::<u32>().ok()));
    }
    if name == "record_statement" {
        object.entry("text").or_insert(json!(""));
        object.insert("files".to_owned(), json!(fields.all("kept").collect::<Vec<_>>()));
        let remark = |(name, text): &(String, String)| {
            let section = name.strip_prefix(REMARK).filter(|_| !text.trim().is_empty())?;
            Some(json!({"section": section, "text": text.trim()}))
        };
        object.insert("remarks".to_owned(), fields.0.iter().filter_map(remark).collect());
    }
    if let (Some(extract), "record_decision" | "adopt" | "correct_adoption") = (fields.filled("kept"), name) {
        object.insert("extract".to_owned(), json!(extract));
    }
    if let (Some(redacted), true) = (fields.filled("kept"), name.starts_with("exempt_")) {
        object.insert("redacted_file".to_owned(), json!(redacted));
    }
    let (in_favour, against) = (fields.filled("votes_for"), fields.filled("votes_against"));
    if decision.is_none() && (in_favour.is_some() || against.is_some()) {
        let count = |text: Option<&str>| text.unwrap_or("0").parse::<u32>().map_or_else(|_| json!(text), |n| json!(n));
        object.insert("votes".to_owned(), json!({"for": count(in_favour), "against": count(against)}));
    }
    if !decisions.is_empty() {
        object.insert("decisions".to_owned(), json!(decisions));
    }
    if let Some(decision) = decision {
        object.insert("decision".to_owned(), json!(decision));
    }
    if let Some(changed) = fields.filled("changed") {
        let involves: Vec<&str> =
            Involves::ALL.into_iter().filter(|i| fields.has(again::question(*i))).map(Involves::as_str).collect();
        let answer = json!({"changed": changed == "yes", "reason": fields.get("change_reason"), "involves": involves});
        object.insert("substantial_change".to_owned(), answer);
    }
    Value::Object(object)
}
