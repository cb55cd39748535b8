//! The outbox: which letter went to whom, where it stands, and what it said.

use super::replies::said;
use crate::{Shared, fault::Fault, form::Fields, page::Page, who::Coordinator};
use app::history::Names;
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    Router,
    extract::{Path, Query, State},
    response::Redirect,
    routing::{get, post},
};
use ledger::{LetterFilter, LetterRow, LetterState, Transition};
use post::mail;
use procedure::{DocumentId, LetterKind, PartyId};

const PAGE: u32 = 100;

pub struct LetterLine {
    pub id: String,
    pub to: String,
    pub address: String,
    pub letter: String,
    pub state: String,
    pub class: &'static str,
    pub mark: &'static str,
    pub when: String,
}

/// When a letter came into a state, the state, and what the other side said.
pub struct Passed {
    pub when: String,
    pub state: String,
    pub reply: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/letters.html")]
struct LettersPage {
    page: Page,
    lines: Vec<LetterLine>,
    parties: Vec<(String, String)>,
    states: Vec<(&'static str, String)>,
    kinds: Vec<(&'static str, String)>,
    party: String,
    state: String,
    kind: String,
    to: String,
    document: String,
    next: Option<String>,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/letter.html")]
struct LetterPage {
    page: Page,
    line: LetterLine,
    document: Option<String>,
    reason: Option<String>,
    text: String,
    log: Vec<Passed>,
    /// Whether it can be sent once more, or taken back.
    retry: bool,
    cancel: bool,
    /// Where the recipient's address is changed.
    contact: Option<String>,
}

pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/desk/letters", get(list))
        .route("/desk/letters/{id}", get(show))
        .route("/desk/letters/{id}/retry", post(retry))
        .route("/desk/letters/{id}/cancel", post(cancel))
}

pub fn line(who: &Coordinator, today: chrono::NaiveDate, names: &Names, row: &LetterRow) -> LetterLine {
    let (mark, class) = match row.state {
        LetterState::Accepted | LetterState::Captured | LetterState::Delivered => ("✓", "ok"),
        LetterState::Queued | LetterState::Claimed | LetterState::Data | LetterState::Deferred => ("…", "go"),
        LetterState::Cancelled | LetterState::Expired => ("–", "no"),
        LetterState::Failed
        | LetterState::Suppressed
        | LetterState::Held
        | LetterState::Uncertain
        | LetterState::Bounced => ("!", "bad"),
    };
    LetterLine {
        id: row.id.clone(),
        to: row.party.as_ref().map_or_else(|| who.region.short_name.clone(), |party| names.get(party)),
        address: row.to.clone().unwrap_or_default(),
        letter: who.lang.t(&format!("letter-{}", row.kind.as_str().replace('_', "-"))),
        state: who.lang.t(&format!("mail-state-{}", row.state.as_str())),
        class,
        mark,
        when: who.lang.short_instant(app::local(&who.region, row.sent_at.unwrap_or(row.written_at)), today),
    }
}

pub fn passed(who: &Coordinator, today: chrono::NaiveDate, log: Vec<Transition>) -> Vec<Passed> {
    let passed = |(at, state, reply): Transition| Passed {
        when: who.lang.short_instant(app::local(&who.region, at), today),
        state: who.lang.t(&format!("mail-state-{}", state.as_str())),
        reply: reply.map(|reply| said(who.lang, &reply)).unwrap_or_default(),
    };
    log.into_iter().map(passed).collect()
}

async fn list(
    State(app): State<Shared>,
    who: Coordinator,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<LettersPage, Fault> {
    let asked = Fields(asked);
    let filter = LetterFilter {
        document: asked.filled("document").map(DocumentId::from),
        party: asked.filled("municipality").map(PartyId::from),
        state: LetterState::parse(asked.get("state")),
        kind: LetterKind::parse(asked.get("kind")),
        to: asked.filled("to").map(|to| to.trim().to_owned()),
        after: asked.filled("after").map(str::to_owned),
        limit: PAGE,
    };
    let rows = app.ledger.letters(&who.region.id, &filter).await?;
    let parties = app.ledger.parties(&who.region.id).await?;
    let names = Names::of(&parties, app.today(&who.region));
    let today = app.today(&who.region);
    let state = |state: &LetterState| (state.as_str(), who.lang.t(&format!("mail-state-{}", state.as_str())));
    let kind = |kind: &LetterKind| (kind.as_str(), who.lang.t(&format!("letter-{}", kind.as_str().replace('_', "-"))));
    Ok(LettersPage {
        page: Page::desk(&app, &who, who.lang.t("nav-letters"), "/desk/letters").await?,
        lines: rows.iter().map(|row| line(&who, today, &names, row)).collect(),
        parties: parties.into_iter().map(|party| (party.id.0, party.name)).collect(),
        states: LetterState::ALL.iter().map(state).collect(),
        kinds: LetterKind::ALL.iter().map(kind).collect(),
        party: asked.get("municipality").to_owned(),
        state: asked.get("state").to_owned(),
        kind: asked.get("kind").to_owned(),
        to: asked.get("to").to_owned(),
        document: asked.get("document").to_owned(),
        next: rows.last().filter(|_| rows.len() == PAGE as usize).map(|row| row.id.clone()),
    })
}

async fn show(State(app): State<Shared>, who: Coordinator, Path(id): Path<String>) -> Result<LetterPage, Fault> {
    let row = app.ledger.letter(&who.region.id, &id).await?.ok_or(Fault::NotFound)?;
    let names = Names::of(&app.ledger.parties(&who.region.id).await?, app.today(&who.region));
    let today = app.today(&who.region);
    let log = app.ledger.letter_log(&who.region.id, &id).await?;
    let text = match &row.body {
        Some(_) => mail::archived(&app, &row).await?,
        None => who.lang.t("letter-not-rendered"),
    };
    Ok(LetterPage {
        page: Page::desk(
            &app,
            &who,
            row.subject.clone().unwrap_or_else(|| who.lang.t("nav-letters")),
            &format!("/desk/letters/{id}"),
        )
        .await?,
        line: line(&who, today, &names, &row),
        document: row.document.as_ref().map(ToString::to_string),
        reason: row.reason.as_ref().map(|reason| said(who.lang, reason)),
        text,
        log: passed(&who, today, log),
        retry: matches!(
            row.state,
            LetterState::Failed
                | LetterState::Held
                | LetterState::Suppressed
                | LetterState::Uncertain
                | LetterState::Expired
                | LetterState::Bounced
                | LetterState::Deferred
        ),
        cancel: matches!(row.state, LetterState::Queued | LetterState::Deferred | LetterState::Held),
        contact: row
            .party
            .as_ref()
            .zip(row.role)
            .filter(|(_, role)| procedure::Role::OFFICES.contains(role))
            .map(|(party, role)| format!("/desk/contacts/{party}/{}", role.as_str())),
    })
}

async fn retry(State(app): State<Shared>, who: Coordinator, Path(id): Path<String>) -> Result<Redirect, Fault> {
    turn(&app, &who, &id, LetterState::Queued).await
}

async fn cancel(State(app): State<Shared>, who: Coordinator, Path(id): Path<String>) -> Result<Redirect, Fault> {
    turn(&app, &who, &id, LetterState::Cancelled).await
}

/// A second click finds nothing to turn, and shows the letter as it is.
async fn turn(app: &Shared, who: &Coordinator, id: &str, to: LetterState) -> Result<Redirect, Fault> {
    app.ledger.letter(&who.region.id, id).await?.ok_or(Fault::NotFound)?;
    if app.ledger.turn(&who.region.id, id, to, app.clock.now()).await? {
        app.post.notify_one();
    }
    Ok(Redirect::to(&format!("/desk/letters/{id}")))
}
