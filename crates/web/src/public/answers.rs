//! What the public answered a hearing, as far as a coordinator has released it: a page at a time.

use super::{answered::answered, document::Public, visitor::Visitor};
use crate::{
    Shared,
    fault::Fault,
    page::{self, Page},
};
use app::{history, texts};
use askama::Template;
use askama_web::WebTemplate;
use axum::extract::{Path, Query, State};
use ledger::{PublicAnswer, PublicRound};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Answers on a page.
const PAGE: u32 = 50;

#[derive(Deserialize)]
pub struct From {
    /// The number of the last answer on the page before.
    #[serde(default)]
    after: u32,
}

struct AnswerView {
    number: u32,
    name: String,
    received: String,
    section: String,
    text: String,
    /// The paragraph it is exempt by.
    exempt: Option<String>,
    redacted: Option<String>,
    redacted_file: Option<String>,
    /// Hash and name.
    files: Vec<(String, String)>,
    verdict: Option<(String, String)>,
}

#[derive(Template, WebTemplate)]
#[template(path = "public/answers.html")]
pub struct AnswersPage {
    page: Page,
    slug: String,
    region: String,
    keep: String,
    id: String,
    document: String,
    hearing: String,
    number: usize,
    sentence: String,
    answers: Vec<AnswerView>,
    next: Option<u32>,
}

pub async fn show(
    State(app): State<Shared>,
    Path((slug, id, number)): Path<(String, String, usize)>,
    Query(from): Query<From>,
    visitor: Visitor,
) -> Result<AnswersPage, Fault> {
    let public = Public::of(&app, &slug, &id).await?;
    let lang = visitor.lang(&public.region);
    let at = number.checked_sub(1).ok_or(Fault::NotFound)?;
    let hearing = public.record.hearings.get(at).ok_or(Fault::NotFound)?;
    let answered = answered(&app, &public.document.row.id, (hearing.case, hearing.held.number), lang).await?;
    let answered = answered.ok_or(Fault::NotFound)?;
    let row = &public.document.row;
    let round = PublicRound { document: row.id.clone(), case: hearing.case, round: hearing.held.number };
    let mut found = app.ledger.public_answers(&round, None, true, from.after, PAGE + 1).await?;
    let next = page::next(&mut found, PAGE, |answer| answer.number);
    let heard = texts::text(&app.ledger, &row.region, &hearing.held.content).await?;
    let headings: BTreeMap<String, String> =
        heard.parts.into_iter().map(|part| (part.id().to_string(), part.title())).collect();
    // Verdicts are told when all of them stand.
    let mut groups = BTreeMap::new();
    if hearing.assessed {
        let firsts = found.iter().map(|answer| answer.first).collect();
        groups = app.ledger.public_groups_of(&round, &firsts).await?;
    }
    let mut answers = Vec::new();
    for answer in found {
        let verdict = groups.get(&answer.first).and_then(|group| group.verdict.clone());
        let verdict = verdict.map(|(verdict, reason)| (lang.t(&history::word("verdict", verdict)), reason));
        answers.push(view(&app, &public, &headings, answer, verdict, lang).await?);
    }
    Ok(AnswersPage {
        page: visitor.page(
            &public.region,
            lang.t("public-answers-heading"),
            format!("/{}/{}/hearings/{number}/public", public.region.id, row.id),
        ),
        slug: public.region.id.to_string(),
        region: public.region.short_name.clone(),
        keep: visitor.keep(),
        id: row.id.to_string(),
        document: row.state.title.clone(),
        hearing: hearing.title(lang),
        number,
        sentence: answered.sentence,
        answers,
        next,
    })
}

async fn view(
    app: &Shared,
    public: &Public,
    headings: &BTreeMap<String, String>,
    answer: PublicAnswer,
    verdict: Option<(String, String)>,
    lang: words::language::Lang,
) -> Result<AnswerView, Fault> {
    let region = &public.region.id;
    let open = answer.is_open();
    let text = if open { app.ledger.text(region, &answer.body).await?.unwrap_or_default() } else { String::new() };
    let redacted = match &answer.redacted {
        Some(hash) => app.ledger.text(region, hash).await?,
        None => None,
    };
    let section = answer.section.as_ref().and_then(|section| headings.get(section.as_str()));
    let files = answer.files.iter().filter(|file| open && !public.record.keeps(&file.hash));
    Ok(AnswerView {
        number: answer.number,
        name: if open { answer.name.clone() } else { String::new() },
        received: lang.plain_date(app::local(&public.region, answer.received_at).date()),
        section: section.cloned().unwrap_or_default(),
        files: files.map(|file| (file.hash.to_string(), file.name.clone())).collect(),
        text,
        redacted,
        redacted_file: answer.redacted_file.as_ref().map(ToString::to_string),
        exempt: answer.legal_basis,
        // The verdict's reason could tell what an exempt answer says.
        verdict: verdict.filter(|_| open),
    })
}
