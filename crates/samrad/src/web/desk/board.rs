//! The board: what needs me first, and where every document stands in every municipality.

use super::{
    needs::{self, Need, needs},
    signs::{Sign, sign},
};
use crate::{
    history::{self, Names},
    web::{Shared, fault::Fault, page::Page, who::Coordinator},
};
use askama::Template;
use askama_web::WebTemplate;
use axum::{Router, extract::State, routing::get};
use ledger::{DocumentRow, Filter, LetterFilter, LetterRow, LetterState};
use procedure::{PhaseName, Standing};
use std::collections::BTreeSet;

/// Documents a board shows.
const SHOWN: u32 = 500;

struct Line {
    id: String,
    title: String,
    phase: String,
    colour: &'static str,
    standing: String,
    signs: Vec<Option<Sign>>,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/board.html")]
struct BoardPage {
    page: Page,
    needs: Vec<Need>,
    parties: Vec<String>,
    lines: Vec<Line>,
    updated: String,
}

pub fn routes() -> Router<Shared> {
    Router::new().route("/desk", get(show))
}

/// Letters that did not get there and that nobody has dealt with.
pub async fn failed(app: &Shared, who: &Coordinator) -> Result<Vec<LetterRow>, Fault> {
    let mut failed = Vec::new();
    for state in [LetterState::Failed, LetterState::Bounced, LetterState::Suppressed] {
        let filter = LetterFilter { state: Some(state), limit: 100, ..LetterFilter::default() };
        failed.extend(app.ledger.letters(&who.region.id, &filter).await?);
    }
    Ok(failed)
}

pub fn colour(phase: PhaseName) -> &'static str {
    match phase {
        PhaseName::Hearing => "info",
        PhaseName::Assessment => "warning",
        PhaseName::Endorsement | PhaseName::Adoption => "accent",
        PhaseName::InForce => "success",
        PhaseName::Drafting | PhaseName::Withdrawn | PhaseName::Repealed => "neutral",
    }
}

async fn show(State(app): State<Shared>, who: Coordinator) -> Result<BoardPage, Fault> {
    let lang = who.lang;
    let today = app.today(&who.region);
    let filter = Filter { limit: SHOWN, ..Filter::default() };
    let mut rows = app.ledger.documents(&who.region.id, &filter).await?;
    // What is under way first, the newest change first.
    rows.sort_by_key(|row| (row.state.case.is_none(), std::cmp::Reverse(row.changed_at)));
    let parties = app.ledger.parties(&who.region.id).await?;
    let names = Names::of(&parties);
    let failed = failed(&app, &who).await?;
    let members: Vec<_> = parties.iter().filter(|party| party.standing == Standing::Municipality).collect();
    let line = |row: &DocumentRow| {
        let mine = failed.iter().filter(|letter| letter.document.as_ref() == Some(&row.id));
        let returned: BTreeSet<_> = mine.filter_map(|letter| letter.party.clone()).collect();
        Line {
            id: row.id.to_string(),
            title: row.state.title.clone(),
            phase: needs::phase_words(lang, row),
            colour: colour(row.state.phase()),
            standing: needs::standing(lang, today, row),
            signs: members.iter().map(|party| sign(lang, &row.state, &party.id, &returned)).collect(),
        }
    };
    Ok(BoardPage {
        needs: needs(lang, today, &rows, &failed, &names),
        lines: rows.iter().map(line).collect(),
        parties: members.iter().map(|party| party.name.clone()).collect(),
        updated: lang.clock(app.now(&who.region)),
        page: Page::desk(&app, &who, lang.t("nav-board"), "/desk").await?,
    })
}

/// The kinds on offer, by name in the reader's language.
pub fn kinds(app: &Shared, lang: crate::language::Lang) -> Vec<(String, String)> {
    let name = |kind: &procedure::Kind| match lang {
        crate::language::Lang::Nb => kind.name.nb.clone(),
        crate::language::Lang::Nn => kind.name.nn.clone(),
        crate::language::Lang::En => kind.name.en.clone(),
    };
    app.ledger.kinds().0.values().map(|kind| (kind.id.clone(), name(kind))).collect()
}

/// The phases, by name.
pub fn phases(lang: crate::language::Lang) -> Vec<(String, String)> {
    PhaseName::ALL.iter().map(|phase| (phase.as_str().to_owned(), lang.t(&history::word("phase", *phase)))).collect()
}
