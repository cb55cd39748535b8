//! The board: what needs me first, and where every document stands in every municipality.

use super::{
    needs::{self, Need, needs},
    signs::{Sign, sign},
};
use crate::{
    history::{self, Names},
    language::Lang,
    pulse::{self, Pulse},
    web::{Shared, fault::Fault, page::Page, who::Coordinator},
};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    Router,
    extract::State,
    response::Redirect,
    routing::{get, post},
};
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
    /// What keeps letters from going, for a person to see to.
    alarms: Vec<String>,
    /// Letters that wait for a person to let them go, or a clock that does.
    release: bool,
    needs: Vec<Need>,
    parties: Vec<String>,
    lines: Vec<Line>,
    updated: String,
}

pub fn routes() -> Router<Shared> {
    Router::new().route("/desk", get(show)).route("/desk/release", post(release))
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
    let held = LetterFilter { state: Some(LetterState::Held), limit: 100, ..LetterFilter::default() };
    let held = app.ledger.letters(&who.region.id, &held).await?;
    let late = held.iter().filter(|letter| letter.reason.as_deref() == Some("late")).count();
    let pulse = app.vitals.pulse();
    Ok(BoardPage {
        alarms: alarms(&app, lang, pulse, late),
        release: late > 0 || pulse == Pulse::Stopped,
        needs: needs(lang, today, &rows, &failed, &names),
        lines: rows.iter().map(line).collect(),
        parties: members.iter().map(|party| party.name.clone()).collect(),
        updated: lang.clock(app.now(&who.region)),
        page: Page::desk(&app, &who, lang.t("nav-board"), "/desk").await?,
    })
}

fn alarms(app: &Shared, lang: Lang, pulse: Pulse, late: usize) -> Vec<String> {
    let clock = match pulse {
        Pulse::Waking | Pulse::Stopped | Pulse::Apart => Some(lang.t(&format!("alarm-clock-{}", pulse.as_str()))),
        Pulse::Unknown | Pulse::Steady => None,
    };
    let mail = app.vitals.channel.borrow().as_ref().map(|closed| {
        let key = if closed.turned_away { "alarm-mail" } else { "alarm-mail-away" };
        lang.with(key, &[("said", (&closed.said).into())])
    });
    let late = (late > 0).then(|| lang.with("alarm-late", &[("count", late.into())]));
    clock.into_iter().chain(mail).chain(late).collect()
}

/// A person has looked: letters that waited for that may go.
async fn release(State(app): State<Shared>, _: Coordinator) -> Result<Redirect, Fault> {
    pulse::release(&app).await?;
    Ok(Redirect::to("/desk"))
}

/// The kinds on offer, by name in the reader's language.
pub fn kinds(app: &Shared, lang: Lang) -> Vec<(String, String)> {
    let name = |kind: &procedure::Kind| match lang {
        Lang::Nb => kind.name.nb.clone(),
        Lang::Nn => kind.name.nn.clone(),
        Lang::En => kind.name.en.clone(),
    };
    app.ledger.kinds().0.values().map(|kind| (kind.id.clone(), name(kind))).collect()
}

/// The phases, by name.
pub fn phases(lang: Lang) -> Vec<(String, String)> {
    PhaseName::ALL.iter().map(|phase| (phase.as_str().to_owned(), lang.t(&history::word("phase", *phase)))).collect()
}
