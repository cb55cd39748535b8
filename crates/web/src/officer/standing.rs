//! The answer a municipality has given, as the form begins with it: who changes an answer changes what stands, and nothing
//! of it goes away unseen.

use super::{
    draft::{self, Written, field_of_file, stored},
    heard,
};
use crate::{Shared, fault::Fault, who::Officer};
use app::texts;
use futures_util::future::BoxFuture;
use ledger::Draft;
use procedure::Statement;
use std::collections::BTreeMap;

/// What the form begins with.
pub struct Begun {
    pub fields: BTreeMap<String, String>,
    /// The answer that stands; empty where none was given.
    pub standing: BTreeMap<String, String>,
    /// The draft's revision that holds the fields; one that is still to be written where they are the answer that stands.
    pub revision: u32,
    /// The draft, where it is what the form begins with.
    pub draft: Option<Draft>,
    /// A draft of an answer that was sent, and does not stand any more: its fields are to be written over.
    overtaken: Option<Draft>,
}

/// The draft, or where there is none, the answer that stands. A draft that was sent and was followed by another answer,
/// such as one recorded by a coordinator, is no draft any more.
///
/// It is boxed for the same reason as [`app::Reading`].
pub fn begun<'a>(app: &'a Shared, officer: &'a Officer) -> BoxFuture<'a, Result<Begun, Fault>> {
    Box::pin(read(app, officer))
}

async fn read(app: &Shared, officer: &Officer) -> Result<Begun, Fault> {
    let mut statements = statements(app, officer).await?;
    let standing = match statements.pop() {
        Some(statement) => of_statement(app, officer, &statement).await?,
        None => BTreeMap::new(),
    };
    let (draft, overtaken) = match stored(app, officer).await? {
        Some(draft) if was_sent(app, officer, &draft, &standing, &statements).await? => (None, Some(draft)),
        draft => (draft, None),
    };
    let (fields, revision) = match (&draft, &overtaken) {
        (Some(draft), _) => (draft.fields.clone(), draft.revision),
        (None, Some(draft)) => (standing.clone(), draft.revision + 1),
        (None, None) => (standing.clone(), u32::from(!standing.is_empty())),
    };
    Ok(Begun { fields, standing, revision, draft, overtaken })
}

/// Whether a draft is an answer that was given before the one that stands.
async fn was_sent(
    app: &Shared,
    officer: &Officer,
    draft: &Draft,
    standing: &BTreeMap<String, String>,
    before: &[Statement],
) -> Result<bool, Fault> {
    let written = Written::of(&draft.fields);
    if written == Written::of(standing) {
        return Ok(false);
    }
    for statement in before {
        if Written::of(&of_statement(app, officer, statement).await?) == written {
            return Ok(true);
        }
    }
    Ok(false)
}

impl Begun {
    /// What a draft must hold before something is typed over it: all of the answer that stands, and nothing of an answer
    /// that does not stand any more. `None` where it does.
    pub fn to_write(&self) -> Option<(u32, Vec<(String, String)>)> {
        if self.draft.is_some() || (self.fields.is_empty() && self.overtaken.is_none()) {
            return None;
        }
        let old = self.overtaken.iter().flat_map(|draft| draft.fields.keys());
        let gone = old.filter(|name| !self.fields.contains_key(*name)).map(|name| (name.clone(), String::new()));
        let all = self.fields.clone().into_iter().chain(gone).collect();
        Some((self.overtaken.as_ref().map_or(0, |draft| draft.revision), all))
    }
}

/// Every answer the party has given in this link's round, the one that stands last.
async fn statements(app: &Shared, officer: &Officer) -> Result<Vec<Statement>, Fault> {
    let record = heard::record(app, officer).await?;
    let round = record.round(officer.link.case, officer.link.round);
    let answers = round.into_iter().flat_map(|round| round.answers_of(&officer.party.id));
    Ok(answers.map(|answer| answer.what.statement.clone()).collect())
}

/// A given answer as the fields of the form.
async fn of_statement(
    app: &Shared,
    officer: &Officer,
    statement: &Statement,
) -> Result<BTreeMap<String, String>, Fault> {
    let mut fields = BTreeMap::new();
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
    for file in texts::files(&app.ledger, region, &statement.files, &answer).await? {
        put(&field_of_file(&file.hash), &file.name);
    }
    Ok(fields)
}

/// The answer as it stands in the form, with the draft's revision.
pub async fn written(app: &Shared, officer: &Officer) -> Result<(Written, u32), Fault> {
    let begun = begun(app, officer).await?;
    Ok((Written::of(&begun.fields), begun.draft.map_or(0, |draft| draft.revision)))
}
