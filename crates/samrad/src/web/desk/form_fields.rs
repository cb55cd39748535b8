//! The desk's forms: the fields of each command, and the command that filled-in fields stand for.

use crate::web::form::Fields;
use serde_json::{Map, Value, json};

/// What the fields with a remark to each section are called, before the section's id.
pub const REMARK: &str = "remark-";

/// How a field is filled in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Input {
    Line,
    Lines,
    Day,
    Number,
    /// A file to keep with it.
    File,
    /// One of the case's parties.
    Party,
    /// One of them, or all.
    AnyParty,
    /// One of some words.
    OneOf(&'static [&'static str]),
}

pub struct Spec {
    pub name: &'static str,
    pub input: Input,
    pub required: bool,
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

#[expect(clippy::too_many_lines, reason = "a table: an arm a command")]
pub fn form_fields(command: &str) -> Option<&'static [Spec]> {
    use Input::{AnyParty, Day, File, Line, Lines, Number, OneOf, Party};
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
                    may("file", File),
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
                    may("file", File),
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
            const {
                &[
                    must("body", Line),
                    must("meeting_date", Day),
                    must("case_number", Line),
                    must("in_force_from", Day),
                    may("file", File),
                ]
            }
        }
        "withdraw" => const { &[must("reason", Lines), may("until", Day)] },
        "prolong" => const { &[must("until", Day), must("reason", Lines)] },
        _ => return None,
    })
}

/// The form's fields as the command they stand for.
pub fn value(name: &str, form_fields: &[Spec], fields: &Fields) -> Value {
    let mut object = Map::new();
    object.insert("type".to_owned(), json!(name));
    for spec in form_fields {
        let Some(text) = fields.filled(spec.name) else { continue };
        match (spec.name, spec.input) {
            ("votes_for" | "votes_against" | "changed" | "change_reason" | "file", _) => {}
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
        object.insert("files".to_owned(), json!(fields.all("kept").collect::<Vec<_>>()));
        let remark = |(name, text): &(String, String)| {
            let section = name.strip_prefix(REMARK).filter(|_| !text.trim().is_empty())?;
            Some(json!({"section": section, "text": text.trim()}))
        };
        object.insert("remarks".to_owned(), fields.0.iter().filter_map(remark).collect());
    }
    if let (Some(extract), "record_decision" | "adopt") = (fields.filled("kept"), name) {
        object.insert("extract".to_owned(), json!(extract));
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
