//! A form's fields and choices as they are read.

use super::draft;
use crate::{form::Fields, who::Officer};
use app::history;
use procedure::{PartId, Position, Purpose, Text};

/// A field's value as it is read: a position by its words.
pub fn shown(officer: &Officer, field: &str, value: &str) -> String {
    let position = || serde_json::from_value(serde_json::Value::String(value.to_owned())).ok();
    match field {
        "meeting_date" | "postponed_to" | "until" => {
            value.parse().map_or_else(|_| value.to_owned(), |day| officer.lang.date(day))
        }
        "position" => position().map(|position| label(officer, position)).unwrap_or_default(),
        _ => value.to_owned(),
    }
}

/// What a draft's field is called on the page.
pub fn field_label(officer: &Officer, field: &str, text: &Text) -> String {
    let heading =
        |id: &str| text.part(&PartId::from(id)).map(procedure::Part::title).filter(|heading| !heading.is_empty());
    let of_section = |key: &str, id: &str| {
        let section = heading(id).unwrap_or_else(|| officer.lang.t("section-untitled"));
        officer.lang.with(key, &[("section", section.into())])
    };
    match field {
        "position" => officer.lang.t("answer-position"),
        "legal_basis" => officer.lang.t("legal-basis"),
        "case_reference" => officer.lang.t("case-reference"),
        field => match (field.strip_prefix("remark-"), field.strip_prefix("proposed-")) {
            (Some(id), _) => of_section("remark-to", id),
            (_, Some(id)) => of_section("proposed-to", id),
            _ => officer.lang.t("statement"),
        },
    }
}

/// A position as officers choose it.
pub fn label(officer: &Officer, position: Position) -> String {
    officer.lang.t(&history::word("position", position).replace("position-", "choice-"))
}

/// A form's fields as they are read: labels and words.
pub fn labelled(officer: &Officer, fields: &Fields, text: &Text) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (name, value) in fields.0.iter().filter(|(_, value)| !value.trim().is_empty()) {
        let label = match name.as_str() {
            "name" if fields.has("mail") => officer.lang.t("their-name"),
            "mail" => officer.lang.t("their-mail"),
            "name" => officer.lang.t("your-name"),
            "role" => officer.lang.t("your-role"),
            "reason" => officer.lang.t("ask-reason"),
            "question" => officer.lang.t("ask-question-text"),
            "until" => officer.lang.t("ask-until"),
            "body" => officer.lang.t("field-body"),
            "meeting_date" => officer.lang.t("field-meeting-date"),
            "case_number" => officer.lang.t("field-case-number"),
            "votes_for" => officer.lang.t("field-votes-for"),
            "votes_against" => officer.lang.t("field-votes-against"),
            "outcome" => officer.lang.t("council-outcome"),
            "postponed_to" => officer.lang.t("field-postponed-to"),
            "extract_name" => officer.lang.t("extract"),
            "text" if officer.link.purpose == Purpose::Council => officer.lang.t("council-words"),
            name if draft::is_field(name) => field_label(officer, name, text),
            _ => continue,
        };
        let said = match name.as_str() {
            "outcome" => officer.lang.t(&format!("choice-{}", value.replace('_', "-"))),
            name => shown(officer, name, value),
        };
        all.push((label, said));
    }
    all
}
