//! Coordinators' commands as they come from pages and programs. Those that carry prose are stored first; then they
//! name it, like every other door's.

use app::{
    App,
    texts::{self, Answer, AttachedFile, Cover, Remark, Section},
};
use chrono::NaiveDate;
use ledger::DocumentRow;
use procedure::{
    CouncilDecision, Decision, Desk, DocumentId, Hash, Outcome, PartyId, Position, Relation, Votes, Wording,
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use words::plain::has_controls;

/// Why there is no command.
#[derive(Debug)]
pub enum Unread {
    /// What came cannot become one; in the parser's words.
    Unreadable(String),
    Ledger(ledger::Error),
}

impl From<ledger::Error> for Unread {
    fn from(error: ledger::Error) -> Self {
        Self::Ledger(error)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SaveText {
    sections: Vec<Section>,
    #[serde(default)]
    based_on: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OpenHearing {
    deadline: NaiveDate,
    #[serde(default)]
    parties: Option<Vec<PartyId>>,
    #[serde(default)]
    letter: Option<Wording<String>>,
    #[serde(default)]
    reason: Option<Wording<String>>,
    #[serde(default)]
    decision: Option<Decision>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ScheduleHearing {
    on: NaiveDate,
    deadline: NaiveDate,
    #[serde(default)]
    parties: Option<Vec<PartyId>>,
    #[serde(default)]
    letter: Option<Wording<String>>,
    #[serde(default)]
    reason: Option<Wording<String>>,
    #[serde(default)]
    decision: Option<Decision>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Relate {
    document: DocumentId,
    #[serde(rename = "as")]
    how: Relation,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RecordStatement {
    municipality: PartyId,
    position: Position,
    text: String,
    #[serde(default)]
    legal_basis: Option<String>,
    #[serde(default)]
    remarks: Vec<Remark>,
    #[serde(default)]
    case_reference: Option<String>,
    #[serde(default)]
    files: Vec<Hash>,
    received_on: NaiveDate,
    channel: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RecordDecision {
    municipality: PartyId,
    outcome: Outcome,
    body: String,
    meeting_date: NaiveDate,
    case_number: String,
    #[serde(default)]
    votes: Option<Votes>,
    #[serde(default)]
    postponed_to: Option<NaiveDate>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    extract: Option<Hash>,
}

/// Reads a command, storing the prose it carries. `named`: files of a statement by the names it gives them.
pub async fn read(app: &App, row: &DocumentRow, value: Value, named: Vec<AttachedFile>) -> Result<Desk, Unread> {
    let desk = parsed(app, row, value, named).await?;
    // The log names files by their hashes, for ever: one that is not there could never be proved.
    for (field, file) in desk.files() {
        if app.ledger.file(&row.region, file).await?.is_none() {
            return Err(Unread::Unreadable(format!("{field}: no file with this hash has been uploaded")));
        }
    }
    Ok(desk)
}

async fn parsed(app: &App, row: &DocumentRow, value: Value, named: Vec<AttachedFile>) -> Result<Desk, Unread> {
    match value["type"].as_str() {
        Some("save_text") => {
            let SaveText { sections, based_on } = fields(value)?;
            for text in sections.iter().flat_map(|s| [&s.heading, &s.body]) {
                plain(text)?;
            }
            Ok(texts::save(&app.ledger, row, sections, based_on).await?)
        }
        Some("open_hearing") => {
            let OpenHearing { deadline, parties, letter, reason, decision } = fields(value)?;
            let letter = worded(app, row, letter.as_ref()).await?;
            Ok(Desk::OpenHearing { deadline, parties, letter, reason, decision })
        }
        Some("schedule_hearing") => {
            let ScheduleHearing { on, deadline, parties, letter, reason, decision } = fields(value)?;
            let letter = worded(app, row, letter.as_ref()).await?;
            Ok(Desk::ScheduleHearing { on, deadline, parties, letter, reason, decision })
        }
        Some("exempt_statement" | "exempt_item" | "exempt_public_answer") => {
            let mut value = value;
            if let Some(redacted) = value["redacted"].as_str().map(str::to_owned) {
                value["redacted"] = json!(stored(app, row, Some(&redacted)).await?);
            }
            serde_json::from_value(value).map_err(|error| Unread::Unreadable(error.to_string()))
        }
        Some("record_statement") => statement(app, row, fields(value)?, named).await,
        Some("record_decision") => decision(app, row, fields(value)?).await,
        Some("relate") => {
            let Relate { document, how } = fields(value)?;
            let other = app.ledger.document(&row.region, &document).await?.filter(|other| other.id != row.id);
            let other =
                other.ok_or_else(|| Unread::Unreadable("document: no other document has this id".to_owned()))?;
            Ok(Desk::Relate { document, how, title: other.state.title.clone() })
        }
        Some("create") => Err(Unread::Unreadable("type: a document is created in its region".to_owned())),
        _ => serde_json::from_value(value).map_err(|error| Unread::Unreadable(error.to_string())),
    }
}

async fn statement(
    app: &App,
    row: &DocumentRow,
    given: RecordStatement,
    files: Vec<AttachedFile>,
) -> Result<Desk, Unread> {
    let RecordStatement { municipality, text, remarks, received_on, channel, .. } = given;
    plain(&text)?;
    for remark in &remarks {
        plain(&remark.text)?;
    }
    let cover = Cover {
        position: given.position,
        legal_basis: given.legal_basis,
        files: distinct(given.files),
        signer: None,
        case_reference: given.case_reference,
    };
    let statement = texts::hand_in(&app.ledger, &row.region, &Answer { text, remarks, files }, cover).await?;
    Ok(Desk::RecordStatement { municipality, statement, received_on, channel })
}

/// Each file once: the same one may have been sent twice.
fn distinct(files: Vec<Hash>) -> Vec<Hash> {
    let mut seen = BTreeSet::new();
    files.into_iter().filter(|file| seen.insert(file.clone())).collect()
}

async fn decision(app: &App, row: &DocumentRow, given: RecordDecision) -> Result<Desk, Unread> {
    let decision = CouncilDecision {
        outcome: given.outcome,
        body: given.body,
        meeting_date: given.meeting_date,
        case_number: given.case_number,
        votes: given.votes,
        postponed_to: given.postponed_to,
        text: stored(app, row, given.text.as_deref()).await?,
        extract: given.extract,
        signer: None,
        by: None,
    };
    Ok(Desk::RecordDecision { municipality: given.municipality, decision })
}

/// A text in each written form it came in.
async fn worded(
    app: &App,
    row: &DocumentRow,
    given: Option<&Wording<String>>,
) -> Result<Option<Wording<Hash>>, Unread> {
    let Some(given) = given else { return Ok(None) };
    for (_, text) in given.all("") {
        plain(text)?;
    }
    Ok(texts::put_wording(&app.ledger, &row.region, given).await?)
}

async fn stored(app: &App, row: &DocumentRow, text: Option<&str>) -> Result<Option<Hash>, Unread> {
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else { return Ok(None) };
    plain(text)?;
    Ok(Some(app.ledger.put_text(&row.region, text).await?))
}

fn plain(text: &str) -> Result<(), Unread> {
    if has_controls(text) { Err(Unread::Unreadable("a text holds a control character".to_owned())) } else { Ok(()) }
}

fn fields<T: DeserializeOwned>(mut value: Value) -> Result<T, Unread> {
    if let Some(object) = value.as_object_mut() {
        object.remove("type");
    }
    serde_json::from_value(value).map_err(|error| Unread::Unreadable(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use procedure::{COMMANDS, Declared, Field, Input};
    use serde_json::Map;

    fn probe(input: Input) -> Value {
        match input {
            Input::Line | Input::Prose | Input::File | Input::Party | Input::AnyParty | Input::Document | Input::Id => {
                json!("x")
            }
            Input::Wording => json!({"nb": "x", "nn": "x"}),
            Input::Day => json!("2027-01-15"),
            Input::Number => json!(1),
            Input::Yes => json!(true),
            Input::Files | Input::Parties | Input::Sections | Input::Lines => json!(["x"]),
            Input::OneOf(values) => json!(values[0]),
            Input::SomeOf(values) => json!(values),
            Input::Group(fields) => filled(fields, true),
            Input::Command => json!({}),
            Input::Many(fields) => json!([filled(fields, true)]),
        }
    }

    fn filled(fields: &[Field], all: bool) -> Value {
        let given = fields.iter().filter(|field| all || field.required);
        given.map(|field| (field.name.to_owned(), probe(field.input))).collect::<Map<_, _>>().into()
    }

    /// As `read` parses it, without storing any prose.
    fn parses(name: &str, mut value: Value) -> bool {
        value["type"] = json!(name);
        match name {
            "save_text" => fields::<SaveText>(value).is_ok(),
            "open_hearing" => fields::<OpenHearing>(value).is_ok(),
            "schedule_hearing" => fields::<ScheduleHearing>(value).is_ok(),
            "relate" => fields::<Relate>(value).is_ok(),
            "record_statement" => fields::<RecordStatement>(value).is_ok(),
            "record_decision" => fields::<RecordDecision>(value).is_ok(),
            _ => serde_json::from_value::<Desk>(value).is_ok(),
        }
    }

    #[test]
    fn every_command_is_parsed_as_it_is_declared() {
        let declared: Vec<&str> = COMMANDS.iter().map(|command| command.name).collect();
        let mut all = <Desk as strum::VariantNames>::VARIANTS.to_vec();
        let mut named = declared.clone();
        all.sort_unstable();
        named.sort_unstable();
        assert_eq!(named, all, "every command is declared once");
        for Declared { name, fields } in COMMANDS {
            assert!(parses(name, filled(fields, false)), "{name} with what is required");
            let whole = filled(fields, true);
            assert!(parses(name, whole.clone()), "{name} with everything");
            for field in *fields {
                let mut without = whole.clone();
                without.as_object_mut().unwrap().remove(field.name);
                assert_eq!(parses(name, without), !field.required, "{name} without {}", field.name);
                if let Input::OneOf(values) = field.input {
                    for (value, right) in values.iter().map(|value| (*value, true)).chain([("none_of_them", false)]) {
                        let mut other = whole.clone();
                        other[field.name] = json!(value);
                        assert_eq!(parses(name, other), right, "{name}: {} {value}", field.name);
                    }
                }
            }
            let mut more = whole;
            more["unknown"] = json!(1);
            assert!(!parses(name, more), "{name} with a field nobody knows");
        }
    }
}
