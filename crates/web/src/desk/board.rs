//! The board: what needs me first, and where every document stands in every municipality.

use super::{
    board_filter::BoardFilter,
    cell::{Cell, Letters},
    needs::{self, Need, needs},
};
use crate::{
    Shared,
    fault::Fault,
    form::Fields,
    page::Page,
    table::{Form, Table},
    who::Coordinator,
};
use app::{
    clock_check,
    health::ClockState,
    history::{self, Names},
};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    Router,
    extract::{Path, Query, State},
    response::{Redirect, Response},
    routing::{get, post},
};
use ledger::{DocumentRow, LetterState, PartyRow};
use procedure::{PhaseName, Standing};
use std::collections::HashSet;
use words::language::Lang;

/// Documents a board shows.
const SHOWN: u32 = 1_000;
/// Lines of what needs me that stand open; the rest can be unfolded.
const OPEN: usize = 8;

struct BoardLine {
    id: String,
    title: String,
    phase: String,
    colour: &'static str,
    number: String,
    standing: String,
    cells: Vec<Cell>,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/board.html")]
struct BoardPage {
    page: Page,
    /// What keeps letters from going, for a person to see to.
    alarms: Vec<String>,
    /// Letters that wait for a person to let them go, or a clock that does.
    release: bool,
    /// A database that was put back or copied, and that nobody has accepted yet.
    held: bool,
    needs: Vec<Need>,
    more: Vec<Need>,
    parties: Vec<String>,
    lines: Vec<BoardLine>,
    /// Every cell in words rather than by its sign.
    words: bool,
    filter: BoardFilter,
    kinds: Vec<(String, String)>,
    phases: Vec<(String, String)>,
    members: Vec<(String, String)>,
    /// Documents of the region, filtered or not.
    all: usize,
}

/// What the board shows: documents and the municipalities across.
struct Found {
    lines: Vec<BoardLine>,
    names: Names,
    parties: Vec<PartyRow>,
    members: Vec<PartyRow>,
    needs: Vec<Need>,
    late: usize,
    all: usize,
}

pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/desk", get(show))
        .route("/desk/release", post(release))
        .route("/desk/accept", post(accept))
        .route("/desk/board.{form}", get(export))
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

async fn find(app: &Shared, who: &Coordinator, filter: &BoardFilter) -> Result<Found, Fault> {
    let lang = who.lang;
    let today = app.today(&who.region);
    let mut rows = app.ledger.foremost(&who.region.id, SHOWN).await?;
    // What is under way first, the newest change first.
    rows.sort_by_key(|row| (row.state.case.is_none(), std::cmp::Reverse(row.changed_at)));
    let parties = app.ledger.parties(&who.region.id).await?;
    let names = Names::of(&parties, app.today(&who.region));
    let stuck = app.ledger.stuck(&who.region.id).await?;
    let letters = Letters::of(lang, &who.region, today, app.ledger.last_letters(&who.region.id).await?);
    let mut needs = needs(lang, today, &rows, &stuck, &names);
    needs.extend(super::incoming::needs(app, who, &rows, &names, today).await?);
    needs.extend(super::public_answers::needs(app, who, &rows).await?);
    needs.sort_by_key(|need| need.on);
    let mine: HashSet<String> =
        needs.iter().filter(|need| need.on <= today).map(|need| need.document.clone()).collect();
    let members: Vec<_> = parties.into_iter().filter(|party| party.standing == Standing::Municipality).collect();
    let shown: Vec<PartyRow> = members.iter().filter(|party| filter.shows(&party.id)).cloned().collect();
    let line = |row: &DocumentRow| {
        let returned = needs::returned(&stuck, row);
        BoardLine {
            id: row.id.to_string(),
            title: row.state.title.clone(),
            number: row.state.case_number.clone().unwrap_or_default(),
            phase: needs::phase_words(lang, row),
            colour: colour(row.state.phase()),
            standing: needs::standing(lang, today, row),
            cells: shown.iter().map(|party| letters.cell(row, &party.id, &returned)).collect(),
        }
    };
    let late = stuck.iter().filter(|l| l.state == LetterState::Held && l.reason.as_deref() == Some("late")).count();
    let lines = rows.iter().filter(|row| filter.keeps(row, mine.contains(row.id.as_str()))).map(line).collect();
    Ok(Found { lines, names, parties: shown, members, needs, late, all: rows.len() })
}

async fn show(
    State(app): State<Shared>,
    who: Coordinator,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<BoardPage, Fault> {
    let lang = who.lang;
    let asked = Fields(asked);
    let filter = BoardFilter::read(&asked);
    let mut found = find(&app, &who, &filter).await?;
    let clock_state = app.health.clock_state();
    let held = app.ledger.is_held().await?;
    Ok(BoardPage {
        alarms: alarms(&app, lang, clock_state, found.late, held),
        held,
        release: found.late > 0 || clock_state == ClockState::Stopped,
        more: found.needs.split_off(found.needs.len().min(OPEN)),
        needs: found.needs,
        lines: found.lines,
        parties: found.parties.iter().map(|party| found.names.get(&party.id)).collect(),
        members: found.members.iter().map(|party| (party.id.to_string(), found.names.get(&party.id))).collect(),
        words: asked.get("view") == "words",
        kinds: kinds(&app, lang),
        phases: phases(lang),
        all: found.all,
        filter,
        page: Page::desk(&app, &who, lang.t("nav-board"), "/desk").await?,
    })
}

/// What the board shows, to take along: a row for each document and municipality.
async fn export(
    State(app): State<Shared>,
    who: Coordinator,
    Path(form): Path<String>,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let form = Form::named(&form).ok_or(Fault::NotFound)?;
    let found = find(&app, &who, &BoardFilter::read(&Fields(asked))).await?;
    let heading = |key: &&str| who.lang.t(key);
    let keys = [
        "board-document",
        "field-case-number",
        "document-phase",
        "field-municipality",
        "track-answer",
        "field-deadline",
        "track-letter",
    ];
    let row = |line: &BoardLine, party: &PartyRow, cell: &Cell| {
        vec![
            line.title.clone().into(),
            line.number.clone().into(),
            line.phase.clone().into(),
            party.name.clone().into(),
            cell.state.clone().into(),
            cell.deadline.into(),
            cell.letter.clone().into(),
        ]
    };
    let of = |line: &BoardLine| -> Vec<_> {
        found.parties.iter().zip(&line.cells).map(|(party, cell)| row(line, party, cell)).collect()
    };
    let table = Table {
        lang: who.lang,
        name: who.lang.t("nav-board"),
        made: app.today(&who.region),
        headings: keys.iter().map(heading).collect(),
        rows: found.lines.iter().flat_map(of).collect(),
    };
    Ok(table.download(form)?)
}

fn alarms(app: &Shared, lang: Lang, clock_state: ClockState, late: usize, held: bool) -> Vec<String> {
    let clock = match clock_state {
        ClockState::Settling | ClockState::Stopped | ClockState::Skewed => {
            Some(lang.t(&format!("alarm-clock-{}", clock_state.as_str())))
        }
        ClockState::Unknown | ClockState::Steady => None,
    };
    let mail = app.health.channel.borrow().as_ref().map(|closed| {
        let key = if closed.turned_away { "alarm-mail" } else { "alarm-mail-away" };
        lang.with(key, &[("said", super::replies::said(lang, &closed.said).into())])
    });
    let late = (late > 0).then(|| lang.with("alarm-late", &[("count", late.into())]));
    let held = held.then(|| lang.t("alarm-held"));
    held.into_iter().chain(clock).chain(mail).chain(late).collect()
}

/// A person has looked: letters that waited for that may go.
async fn release(State(app): State<Shared>, _: Coordinator) -> Result<Redirect, Fault> {
    clock_check::release(&app).await?;
    Ok(Redirect::to("/desk"))
}

/// A person has looked: this database is the one letters go from.
async fn accept(State(app): State<Shared>, _: Coordinator) -> Result<Redirect, Fault> {
    app.ledger.accept(app.clock.now()).await?;
    app.post.notify_one();
    Ok(Redirect::to("/desk"))
}

/// The kinds on offer, by name in the reader's language.
pub fn kinds(app: &Shared, lang: Lang) -> Vec<(String, String)> {
    named_kinds(app, lang, |_| true)
}

/// Some of the kinds, by name.
pub fn named_kinds(app: &Shared, lang: Lang, wanted: fn(&procedure::Kind) -> bool) -> Vec<(String, String)> {
    let name = |kind: &procedure::Kind| match lang {
        Lang::Nb => kind.name.nb.clone(),
        Lang::Nn => kind.name.nn.clone(),
        Lang::En => kind.name.en.clone(),
    };
    app.ledger.kinds().0.values().filter(|kind| wanted(kind)).map(|kind| (kind.id.clone(), name(kind))).collect()
}

/// The phases, by name.
pub fn phases(lang: Lang) -> Vec<(String, String)> {
    PhaseName::ALL.iter().map(|phase| (phase.as_str().to_owned(), lang.t(&history::word("phase", *phase)))).collect()
}
