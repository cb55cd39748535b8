//! The fields of an act's form as the page shows them: labels, what each begins with, and what can be chosen.

use super::{
    beside,
    forms::{FormReader, OtherForm},
};
use crate::{Shared, fault::Fault, form::Fields, who::Coordinator};
use app::texts;
use ledger::{DocumentRow, Filter, PartyRow};
use procedure::{Body, Deed, Input, PlanningAct, Standing, record::Edition};
use words::language::Lang;

/// How many documents a list to choose one from holds.
const OTHERS: u32 = 500;

/// A field as the page shows it.
pub struct Field {
    pub name: &'static str,
    pub label: String,
    pub hint: String,
    pub required: bool,
    pub kind: &'static str,
    pub value: String,
    pub options: Vec<(String, String)>,
    /// Files that came with the form before it was refused: hash and name.
    pub kept: Vec<(String, String)>,
    /// Of several boxes, those that are ticked.
    pub ticked: Vec<String>,
    /// Beside words that go into letters: the same in the other form.
    pub other: Option<OtherForm>,
}

impl Field {
    /// A field with its words, by the key of its label: a hint where the catalogue has one.
    pub fn of(lang: Lang, spec: &procedure::Field, label: &str, kind: &'static str, value: String) -> Self {
        let hint = format!("{label}-hint");
        Self {
            name: spec.name,
            label: lang.t(label),
            hint: if lang.knows(&hint) { lang.t(&hint) } else { String::new() },
            required: spec.required,
            kind,
            value,
            options: Vec::new(),
            kept: Vec::new(),
            ticked: Vec::new(),
            other: None,
        }
    }

    /// The id of its hint, where it has one.
    pub fn described(&self) -> String {
        if self.hint.is_empty() { String::new() } else { format!("{}-hint", self.name) }
    }
}

/// The fields of a command's form, with what was given.
pub async fn fields(
    app: &Shared,
    who: &Coordinator,
    row: &DocumentRow,
    name: &str,
    form_fields: &[procedure::Field],
    parties: &[PartyRow],
    given: &Fields,
) -> Result<Vec<Field>, Fault> {
    let lang = who.lang;
    let others = match name {
        "relate" | "unrelate" => others(app, who, row, name).await?,
        "exempt_item" | "disclose_item" => files(app, who, row, name).await?,
        _ => Vec::new(),
    };
    let adopted = match name {
        "correct_adoption" => app.record(row).await?.editions.pop().map(|edition| edition.what),
        _ => None,
    };
    let sections = match name {
        "advance_objection" => objected_to(app, who, row, given).await?,
        "mark_land_use" => all_sections(app, who, row).await?,
        _ => Vec::new(),
    };
    let kept = kept(app, who, given).await?;
    let planned = row.state.rules().is_some_and(|rules| rules.planning == Some(PlanningAct::Plan));
    let readers = FormReader::told(&row.state, name, parties, given);
    let field = |spec: &procedure::Field| {
        let label = match spec.name {
            // A plan that is changed substantially has to be heard again by law.
            "changed" if planned => "field-changed-plan".to_owned(),
            of => label_in(name, of),
        };
        let value = match given.filled(spec.name) {
            Some(value) => value.to_owned(),
            None => {
                standing(adopted.as_ref(), spec.name).unwrap_or_else(|| default(app, who, row, name, spec.name, given))
            }
        };
        Field {
            options: options(who, row, name, spec, parties, &others, &sections),
            ticked: ticked(row, name, spec.name, given),
            other: (spec.input == Input::Wording).then(|| OtherForm::reason(who, given, &readers)).flatten(),
            kept: if spec.input == Input::File { kept.clone() } else { Vec::new() },
            ..Field::of(lang, spec, &label, kind(spec.input), value)
        }
    };
    Ok(form_fields.iter().map(field).collect())
}

/// What a field is called in the form of a command.
pub fn label_in(command: &str, name: &str) -> String {
    match (command, name) {
        ("relate", "as") => "field-relation".to_owned(),
        ("set_period", "until") => "field-period-until".to_owned(),
        ("mark_land_use", "sections") => "field-land-use".to_owned(),
        ("record_mediation", "step") => "field-mediation".to_owned(),
        // Who objects is no municipality, most often.
        ("settle_objection" | "advance_objection", "municipality") => "note-party".to_owned(),
        _ => label(name),
    }
}

fn label(name: &str) -> String {
    format!("field-{}", name.replace('_', "-"))
}

/// How a field is filled in.
pub fn kind(input: Input) -> &'static str {
    match input {
        // The others are fields of programs only: `form_fields` leaves them out.
        Input::Line
        | Input::Id
        | Input::Files
        | Input::Parties
        | Input::SomeOf(_)
        | Input::Group(_)
        | Input::Command
        | Input::Many(_) => "text",
        Input::Prose | Input::Wording | Input::Lines => "lines",
        Input::Day => "date",
        Input::Number => "number",
        Input::Party | Input::AnyParty | Input::Document => "select",
        Input::OneOf(_) | Input::Yes => "radio",
        Input::Sections => "checks",
        Input::File => "file",
    }
}

/// Files that came with the form before it was refused: hash and name.
async fn kept(app: &Shared, who: &Coordinator, given: &Fields) -> Result<Vec<(String, String)>, Fault> {
    let mut kept = Vec::new();
    for hash in given.all("kept").filter(|hash| !hash.is_empty()) {
        if let Some(file) = app.ledger.file(&who.region.id, &procedure::Hash(hash.to_owned())).await? {
            kept.push((hash.to_owned(), file.name));
        }
    }
    Ok(kept)
}

/// What is ticked: as it was sent, else as it stands.
fn ticked(row: &DocumentRow, command: &str, field: &str, given: &Fields) -> Vec<String> {
    let marked = row.state.case.as_ref().map_or(&[][..], |case| &case.land_use);
    if command == "mark_land_use" && !given.has("nonce") {
        return marked.iter().map(ToString::to_string).collect();
    }
    given.all(field).map(str::to_owned).collect()
}

/// The sections of the text under way, each with its heading.
async fn all_sections(app: &Shared, who: &Coordinator, row: &DocumentRow) -> Result<Vec<(String, String)>, Fault> {
    let Some(version) = row.state.version() else { return Ok(Vec::new()) };
    let text = texts::text(&app.ledger, &who.region.id, &version.content).await?;
    Ok(text.parts.into_iter().map(|part| (part.id().to_string(), part.title())).collect())
}

/// What a party's objection is about: each section with its heading.
async fn objected_to(
    app: &Shared,
    who: &Coordinator,
    row: &DocumentRow,
    given: &Fields,
) -> Result<Vec<(String, String)>, Fault> {
    let objections = row.state.objections();
    let own = objections.iter().find(|objection| objection.party.as_str() == given.get("municipality"));
    let (Some(objection), Some(version)) = (own.or(objections.first()), row.state.version()) else {
        return Ok(Vec::new());
    };
    let text = texts::text(&app.ledger, &who.region.id, &version.content).await?;
    let parts =
        text.parts.into_iter().filter(|part| objection.touches_everything() || objection.sections.contains(part.id()));
    Ok(parts.map(|part| (part.id().to_string(), part.title())).collect())
}

/// The documents that this one can be related to, or is: id and title.
async fn others(
    app: &Shared,
    who: &Coordinator,
    row: &DocumentRow,
    name: &str,
) -> Result<Vec<(String, String)>, Fault> {
    let choose = (String::new(), who.lang.t("field-choose"));
    let related = row.state.relations.iter().map(|other| (other.document.to_string(), other.title.clone()));
    if name == "unrelate" {
        return Ok([choose].into_iter().chain(related).collect());
    }
    let all = app.ledger.documents(&who.region.id, &Filter { limit: OTHERS, ..Filter::default() }).await?;
    let open = |other: &DocumentRow| {
        other.id != row.id && row.state.relations.iter().all(|related| related.document != other.id)
    };
    let open = all.into_iter().filter(open).map(|other| (other.id.to_string(), other.state.title.clone()));
    Ok([choose].into_iter().chain(open).collect())
}

/// The files of a case that anyone may read, or those that are exempt: hash and name.
async fn files(app: &Shared, who: &Coordinator, row: &DocumentRow, name: &str) -> Result<Vec<(String, String)>, Fault> {
    let record = app.record(row).await?;
    let rounds = record.rounds().flat_map(|(_, round)| &round.answers);
    let decided = record.cases.iter().flat_map(|case| &case.decisions);
    let mut found: Vec<&procedure::Hash> = record.files.iter().map(|attached| &attached.what.file).collect();
    found.extend(rounds.flat_map(|answer| &answer.what.statement.files));
    found.extend(decided.filter_map(|entry| entry.what.decision.extract.as_ref()));
    found.extend(record.editions.iter().filter_map(|edition| edition.what.extract.as_ref()));
    let mut files = vec![(String::new(), who.lang.t("field-choose"))];
    for hash in found.into_iter().filter(|hash| row.state.keeps(hash) == (name == "disclose_item")) {
        let known = app.ledger.file(&who.region.id, hash).await?.map(|file| (hash.to_string(), file.name));
        files.extend(known.filter(|known| !files.contains(known)));
    }
    Ok(files)
}

/// What stands, where a form puts an adoption right.
fn standing(adopted: Option<&Edition>, field: &str) -> Option<String> {
    let adopted = adopted?;
    Some(match field {
        "body" => adopted.body.clone(),
        "meeting_date" => adopted.meeting_date.to_string(),
        "case_number" => adopted.case_number.clone(),
        "in_force_from" => adopted.in_force_from.to_string(),
        "votes_for" => adopted.votes?.in_favour.to_string(),
        "votes_against" => adopted.votes?.against.to_string(),
        _ => return None,
    })
}

/// What a field begins with, where there is an answer that is nearly always right.
fn default(app: &Shared, who: &Coordinator, row: &DocumentRow, command: &str, name: &str, given: &Fields) -> String {
    match name {
        "deadline" => {
            let until = beside::track(row, given).and_then(|track| track.asked.as_ref()?.until);
            until.map(|day| day.to_string()).unwrap_or_default()
        }
        "received_on" => app.today(&who.region).to_string(),
        "body" if command == "adopt" => {
            let adopting = row.state.rules().and_then(|rules| rules.competence.of(Deed::Adoption).first());
            adopting.map(|body| who.lang.body(body.as_str())).unwrap_or_default()
        }
        "body" if command == "record_decision" => who.lang.body(Body::MunicipalCouncil.as_str()),
        _ => String::new(),
    }
}

fn options(
    who: &Coordinator,
    row: &DocumentRow,
    command: &str,
    spec: &procedure::Field,
    parties: &[PartyRow],
    others: &[(String, String)],
    sections: &[(String, String)],
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
                    return row
                        .state
                        .statements
                        .iter()
                        .any(|s| s.party == p.id && (!exempt || s.exempt.is_some() || s.waits));
                }
                if command == "disclose_item" {
                    return row.state.item(&procedure::Item::Reservation(p.id.clone())).is_some();
                }
                if matches!(command, "settle_objection" | "advance_objection") {
                    return row.state.objections().iter().any(|objection| objection.party == p.id);
                }
                let Some(case) = &row.state.case else { return false };
                if command == "withdraw_invitation" {
                    return case.joining.contains(&p.id);
                }
                if command == "invite_to_join" {
                    return p.standing == Standing::Municipality && !case.has_party(&p.id);
                }
                case.has_party(&p.id) || case.hearing().is_some_and(|h| h.track(&p.id).is_some())
            };
            let named = parties.iter().filter(involved).map(|p| (p.id.to_string(), p.name.clone()));
            [(first.0.to_owned(), first.1)].into_iter().chain(named).collect()
        }
        Input::Document => others.to_vec(),
        Input::Sections => sections.to_vec(),
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
                    "as" if command == "relate" => "relation",
                    "step" if command == "record_mediation" => "mediation",
                    "position" | "outcome" | "next" | "as" | "step" => spec.name,
                    _ => "answer",
                };
                ((*value).to_owned(), lang.t(&format!("{prefix}-{}", value.replace('_', "-"))))
            };
            values.iter().filter(offered).map(word).collect()
        }
        _ => Vec::new(),
    }
}
