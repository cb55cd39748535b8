//! The answer a municipality has given, as the form begins with it: who changes an answer changes what stands, and nothing
//! of it goes away unseen.

use super::{
    draft::{self, Written, field_of_file, stored},
    heard,
};
use crate::{
    texts,
    web::{Shared, fault::Fault, who::Officer},
};
use procedure::record::Record;
use std::collections::BTreeMap;

/// The fields of the answer that stands in this link's round; none where none was given.
pub async fn fields(app: &Shared, officer: &Officer) -> Result<BTreeMap<String, String>, Fault> {
    let log = heard::log(app, officer).await?;
    let record = Record::of(&log);
    let round = record.round(officer.link.case, officer.link.round);
    let mut fields = BTreeMap::new();
    let Some(given) = round.and_then(|round| round.standing(&officer.party.id)) else { return Ok(fields) };
    let statement = &given.what.statement;
    let region = &officer.document.region;
    let answer = texts::answer(&app.ledger, region, &statement.content).await?;
    let mut put = |name: &str, value: &str| {
        if !value.is_empty() {
            fields.insert(name.to_owned(), value.to_owned());
        }
    };
    put("position", &draft::named(statement.position));
    put("legal_basis", statement.legal_basis.as_deref().unwrap_or_default());
    put("case_reference", statement.case_reference.as_deref().unwrap_or_default());
    let mut text = answer.text.clone();
    for remark in &answer.remarks {
        match &remark.section {
            Some(section) => {
                put(&format!("remark-{section}"), &remark.text);
                put(&format!("proposed-{section}"), remark.proposed.as_deref().unwrap_or_default());
            }
            // The form has no field for a remark to no section in particular.
            None => [text.as_str(), &remark.text].join("\n\n").trim().clone_into(&mut text),
        }
    }
    put("text", &text);
    for hash in &statement.files {
        if let Some(file) = app.ledger.file(region, hash).await? {
            put(&field_of_file(hash), &file.name);
        }
    }
    Ok(fields)
}

/// The answer as it stands in the form, with the draft's revision: the draft, or where there is none, what was sent.
pub async fn written(app: &Shared, officer: &Officer) -> Result<(Written, u32), Fault> {
    Ok(match stored(app, officer).await? {
        Some(draft) => (Written::of(&draft.fields), draft.revision),
        None => (Written::of(&fields(app, officer).await?), 0),
    })
}
