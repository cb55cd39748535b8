//! The answer: the text with its sections, the form beside it, and who else is writing.

use super::{
    asks,
    draft::{self, STANDING, Written},
    frame,
    heard::{self, Heard, SectionView},
    labels::{field_label, label, shown},
    mailed, standing,
    writers::{self, Holder},
};
use crate::{
    Shared,
    fault::Fault,
    form::{self, Fields},
    page::{Page, Problem},
    rendered::PartView,
    who::Officer,
};
use askama::Template;
use askama_web::WebTemplate;
use chrono::{DateTime, Utc};
use ledger::Draft;
use procedure::{ContactId, Position, Scope, Text};
use std::collections::BTreeMap;

pub struct Choice {
    pub value: &'static str,
    pub label: String,
    pub checked: bool,
}

/// A field that was changed in two windows, with the texts to choose between.
pub struct Asked {
    field: String,
    label: String,
    texts: Vec<Alternative>,
}

struct Alternative {
    /// What the choice is called in the form.
    value: String,
    text: String,
    who: String,
    when: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "officer/answer.html")]
#[expect(clippy::struct_excessive_bools, reason = "each is a turn of phrase on the page")]
pub struct AnswerPage {
    page: Page,
    /// What can be asked for beside the answer, by its address.
    asks: Vec<(&'static str, String)>,
    token: String,
    party: String,
    title: String,
    case_number: Option<String>,
    deadline: String,
    passed: bool,
    limited: bool,
    /// What the text is compared with, as a sentence.
    basis: Option<String>,
    changed: usize,
    /// Sections that are heard; in a limited hearing those that changed.
    sections: Vec<SectionView>,
    /// The rest of the text.
    others: Vec<SectionView>,
    gone: Vec<PartView>,
    choices: Vec<Choice>,
    objection: bool,
    written: Written,
    based_on: u32,
    /// Who saved last, and when.
    saved: Option<(String, String)>,
    /// Others who can write on the answer, by name.
    others_writing: Vec<String>,
    answered: Option<u32>,
    asked: Option<String>,
    disowned: bool,
    /// Nothing is written yet: the shortest way is offered.
    untouched: bool,
    asked_about: Vec<Asked>,
    /// This window, so that its own savings are not taken for someone else's.
    window: String,
    /// When an answer by e-mail came in that waits to be confirmed.
    mailed: Option<String>,
    problems: Vec<Problem>,
}

/// The page; `typed` is shown over the draft where it could not be kept, so that nothing typed is lost.
pub async fn page(
    app: &Shared,
    officer: &Officer,
    typed: Option<&Fields>,
    problems: Vec<Problem>,
) -> Result<AnswerPage, Fault> {
    let (state, lang) = (&officer.document.state, officer.lang);
    let case = state.case.as_ref().ok_or(Fault::NotFound)?;
    let hearing = case.hearing().ok_or(Fault::NotFound)?;
    let track = hearing.track(&officer.party.id).ok_or(Fault::NotFound)?;
    let record = heard::record(app, officer).await?;
    let heard = Heard::of(app, officer, &record).await?;
    let holders = writers::holders(officer);
    let begun = standing::begun(app, officer).await?;
    let stored = &begun.draft;
    let saved = match stored {
        Some(draft) => Some(writers::last_saved(app, officer, draft).await?),
        None => None,
    };
    let asked_about = match stored {
        Some(draft) => asked_about(app, officer, draft, &heard.text).await?,
        None => Vec::new(),
    };
    let mail = mailed(app, officer).await?;
    // What came by mail is newer than what stands, and looked over on its own.
    let mut fields = if stored.is_none() && mail.is_some() { BTreeMap::new() } else { begun.fields.clone() };
    fields.extend(typed.iter().flat_map(|typed| draft::typed_fields(typed)));
    let mut written = Written::of(&fields);
    let revision = begun.revision;
    if let Some(mail) = mail.as_ref().filter(|_| !written.says_something()) {
        written.text.clone_from(&mail.body);
    }
    let limited = matches!(hearing.scope, Scope::Limited(_));
    let in_scope = |section: &SectionView| match &hearing.scope {
        Scope::Full => true,
        Scope::Limited(parts) => parts.iter().any(|id| id.as_str() == section.id),
    };
    let all = heard.sections(officer, &written);
    let changed = all.iter().filter(|section| section.changed).count();
    let (sections, others) = all.into_iter().partition(in_scope);
    let today = app.today(&officer.people.region);
    let objection =
        case.rules.hearing.formal_objection && officer.party.may_object && !case.has_party(&officer.party.id);
    Ok(AnswerPage {
        page: Page { typed_at: Some(format!("/l/{}/draft", officer.token)), ..frame(officer, state.title.clone()) },
        asks: asks::all(officer),
        token: officer.token.clone(),
        party: officer.party_name(),
        title: state.title.clone(),
        case_number: state.case_number.clone(),
        deadline: lang.date(track.deadline),
        passed: today > track.deadline,
        limited,
        basis: heard.basis().filter(|_| changed > 0).map(|key| lang.t(key)),
        changed,
        sections,
        others,
        gone: heard.gone(officer),
        choices: choices(officer, objection, written.position),
        objection,
        untouched: !written.says_something() && track.statement.is_none() && problems.is_empty(),
        written,
        mailed: mail.map(|mail| lang.short_instant(app::local(&officer.people.region, mail.received_at), today)),
        based_on: typed.and_then(|typed| typed.get("based_on").parse().ok()).unwrap_or(revision),
        window: typed.and_then(|typed| typed.filled("page")).map_or_else(form::nonce, str::to_owned),
        saved,
        others_writing: holders.into_iter().filter(|holder| !holder.own).map(|Holder { name, .. }| name).collect(),
        answered: track.statement.as_ref().map(|statement| statement.revision),
        asked: track.asked.map(|more| more.until.map(|day| lang.date(day)).unwrap_or_default()),
        disowned: track.disowned,
        asked_about,
        problems,
    })
}

/// The fields that wait for a choice: what each holds, and what else was typed into it.
async fn asked_about(app: &Shared, officer: &Officer, draft: &Draft, text: &Text) -> Result<Vec<Asked>, Fault> {
    let mut asked: Vec<Asked> = Vec::new();
    for choice in &draft.choices {
        let typist = (choice.typed_at, choice.typed_by.clone());
        let other = alternative(app, officer, &choice.field, &choice.text, &typist).await?;
        let other = Alternative { value: choice.page.clone(), ..other };
        if let Some(known) = asked.iter_mut().find(|known| known.field == choice.field) {
            known.texts.push(other);
            continue;
        }
        let held = draft.fields.get(&choice.field).map_or("", String::as_str);
        let saver = draft.savers.get(&choice.field).cloned();
        let saver = saver.unwrap_or_else(|| (draft.saved_at, draft.saved_by.clone()));
        let held = alternative(app, officer, &choice.field, held, &saver).await?;
        let label = field_label(officer, &choice.field, text);
        asked.push(Asked { field: choice.field.clone(), label, texts: vec![held, other] });
    }
    Ok(asked)
}

async fn alternative(
    app: &Shared,
    officer: &Officer,
    field: &str,
    text: &str,
    (at, by): &(DateTime<Utc>, ContactId),
) -> Result<Alternative, Fault> {
    let who = app.ledger.contact(&officer.document.region, by).await?.map(|contact| contact.name).unwrap_or_default();
    let today = app.today(&officer.people.region);
    let when = officer.lang.short_instant(app::local(&officer.people.region, *at), today);
    Ok(Alternative { value: STANDING.to_owned(), text: shown(officer, field, text), who, when })
}

fn choices(officer: &Officer, objection: bool, chosen: Option<Position>) -> Vec<Choice> {
    let all = [
        (Position::Supports, "supports"),
        (Position::WithoutRemarks, "without_remarks"),
        (Position::WithRemarks, "with_remarks"),
        (Position::Opposes, "opposes"),
        (Position::FormalObjection, "formal_objection"),
        (Position::NoOpinion, "no_opinion"),
    ];
    let offered = all.into_iter().filter(|(position, _)| objection || *position != Position::FormalObjection);
    offered
        .map(|(position, value)| Choice { value, label: label(officer, position), checked: chosen == Some(position) })
        .collect()
}
