//! A document's page: where it is, what happens next by itself, what can be done, and what has happened.

use super::{
    act::find,
    board, needs,
    possible::{Button, buttons},
    programme::programme,
    recipients::{Recipient, recipients},
    skipped::skipped,
    tracks::{Look, TrackLine, tracks},
};
use crate::{
    Shared, announcement, deadlines,
    fault::Fault,
    officer,
    page::Page,
    phases::{self, Diagram},
    who::Coordinator,
};
use app::history::{self, Names};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    Router,
    extract::{Path, State},
    response::Response,
    routing::get,
};
use chrono::NaiveDate;
use ledger::{DocumentRow, LetterFilter};
use procedure::{
    Drafting, Event, Facts, Hash, Phase, Purpose, Recorded, ends_on,
    record::{Attached, Dated, Record},
    tally,
};
use words::language::Lang;

/// Lines of history on the document's own page.
const RECENT: usize = 12;

/// More than one case has.
const LETTERS: u32 = 500;

pub struct HistoryLine {
    pub sentence: String,
    pub when: String,
    pub who: String,
}

struct InForceView {
    edition: u32,
    adopted: String,
    since: String,
    due: Option<String>,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/document.html")]
struct DocumentPage {
    page: Page,
    id: String,
    title: String,
    subtitle: String,
    diagram: Diagram,
    state: Vec<String>,
    possible: Vec<Button>,
    danger: Vec<Button>,
    tracks: Vec<TrackLine>,
    recipients: Vec<Recipient>,
    history: Vec<HistoryLine>,
    events: usize,
    in_force: Option<InForceView>,
    version: Option<(u32, String)>,
    files: Vec<(String, String)>,
    /// It is or was heard: the answers have a page of their own.
    heard: bool,
    /// The councils have a page side by side.
    endorsing: bool,
    /// What it is to other documents: the words, id and title.
    relations: Vec<(String, String, String)>,
    /// Reminders that were skipped in this case, and why.
    skipped: Vec<String>,
    /// Its start, its hearing or its adoption is to be announced.
    announced: bool,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/log.html")]
struct LogPage {
    page: Page,
    id: String,
    title: String,
    history: Vec<HistoryLine>,
}

pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/desk/documents/{id}", get(show))
        .route("/desk/documents/{id}/log", get(log))
        .route("/desk/documents/{id}/files/{hash}", get(file))
}

async fn show(State(app): State<Shared>, Path(id): Path<String>, who: Coordinator) -> Result<DocumentPage, Fault> {
    let row = find(&app, &who, id).await?;
    let lang = who.lang;
    let today = app.today(&who.region);
    let names = Names::of(&app.ledger.parties(&who.region.id).await?, app.today(&who.region));
    let filter = LetterFilter { document: Some(row.id.clone()), limit: LETTERS, ..LetterFilter::default() };
    let letters = app.ledger.letters(&who.region.id, &filter).await?;
    let returned = needs::returned(&app.ledger.stuck(&who.region.id).await?, &row);
    let mailed: Vec<_> = app::mailed::unconfirmed(&app, &who.region, &row)
        .await?
        .into_iter()
        .filter_map(|mail| Some((mail.party()?, mail.id)))
        .collect();
    let log = app.ledger.log(&row).await?;
    let record = Record::of(&*log);
    let look = Look {
        lang,
        today,
        region: &who.region,
        names: &names,
        record: &record,
        letters: &letters,
        returned: &returned,
        document: row.id.as_str(),
        mailed: &mailed,
    };
    let roster = app.ledger.roster(&who.region.id).await?;
    let actor = who.actor();
    let facts = Facts { today, actor: &actor, kinds: app.ledger.kinds(), roster: &roster };
    let (danger, possible) = buttons(lang, row.id.as_str(), &row.state, &facts).into_iter().partition(|act| act.danger);
    let begun = record.cases.last().map_or(0, |case| case.begun.seq);
    let edition = record.editions.last().map_or(0, |edition| edition.mark.seq);
    let of_case = |line: &&Recorded| {
        line.seq >= begun || (line.seq > edition && matches!(line.event, Event::RevisionNoticed { .. }))
    };
    let of_the_case = letters.iter().filter(|letter| letter.seq >= begun).collect();
    let attached = |file: &Dated<Attached>| (file.what.file.to_string(), file.what.title.clone());
    Ok(DocumentPage {
        id: row.id.to_string(),
        title: row.state.title.clone(),
        subtitle: subtitle(&app, &who, &row),
        diagram: phases::diagram(lang, &row.state),
        state: sentences(lang, today, &row, &names)
            .into_iter()
            .chain(needs::reminder(lang, &row, today, &names))
            .chain(programme(&app, lang, &row).await?.map(|programme| programme.sentence))
            .chain(mediation(lang, &row))
            .collect(),
        possible,
        danger,
        tracks: tracks(&look, &row.state),
        recipients: recipients(&app, &who, &row.id, of_the_case, &names).await?,
        history: recent(&who, today, &log, &names),
        events: log.len(),
        in_force: row.state.edition_in_force().map(|edition| InForceView {
            edition: edition.edition,
            adopted: lang.plain_date(edition.adopted_on),
            since: lang.plain_date(edition.since),
            due: edition.revision_due.map(|day| lang.plain_date(day)),
        }),
        version: row.state.version().map(|version| (version.number, version.content.0[..8].to_owned())),
        files: record.files.iter().map(attached).collect(),
        heard: row.state.links.iter().any(|link| link.purpose == Purpose::Hearing),
        endorsing: row.state.case.as_ref().is_some_and(|case| case.endorsement().is_some()),
        relations: row.state.relations.iter().map(|other| relation(lang, other)).collect(),
        skipped: skipped(lang, log.iter().filter(of_case), &names),
        announced: announcement::any_due(&row.state, &record),
        page: Page::desk(&app, &who, row.state.title.clone(), &format!("/desk/documents/{}", row.id)).await?,
    })
}

/// Where a disagreement between those who plan together stands.
fn mediation(lang: Lang, row: &DocumentRow) -> Option<String> {
    let mediation = row.state.case.as_ref()?.mediation?;
    let step = lang.t(&history::word("mediation", mediation.step));
    Some(lang.with("state-mediation", &[("step", step.into()), ("date", lang.date(mediation.on).into())]))
}

/// How it stands to another document: the words, the other's id and title.
fn relation(lang: Lang, other: &procedure::Related) -> (String, String, String) {
    (lang.t(&history::word("relation", other.how)), other.document.to_string(), other.title.clone())
}

fn subtitle(app: &Shared, who: &Coordinator, row: &DocumentRow) -> String {
    let lang = who.lang;
    let kind = board::kinds(app, lang)
        .into_iter()
        .find(|(id, _)| *id == row.state.kind)
        .map_or_else(String::new, |(_, name)| name);
    let mut parts = vec![kind];
    if let Some(number) = &row.state.case_number {
        parts.push(lang.with("officer-case", &[("number", number.into())]));
    }
    if row.state.case.is_some() && row.state.coming().is_none() {
        parts.push(lang.with("document-edition-under-way", &[("edition", (row.state.editions + 1).into())]));
    }
    parts.join(" · ")
}

/// Where the document is, and what happens next by itself.
fn sentences(lang: Lang, today: NaiveDate, row: &DocumentRow, names: &Names) -> Vec<String> {
    let state = &row.state;
    let Some(case) = &state.case else {
        let edition = state.in_force.as_ref();
        // A day that is past is the next one: the calendar looks every day.
        let opens = edition.and_then(|edition| Some(edition.opens_on(edition.revision_due?).max(today)));
        let due = opens.map(|day| lang.with("state-in-force-until", &[("due", lang.date(day).into())]));
        return match state.end {
            Some(procedure::End::Withdrawn) => vec![lang.t("state-withdrawn")],
            Some(procedure::End::Repealed) => vec![lang.t("state-repealed")],
            None => vec![due.unwrap_or_else(|| lang.t("state-in-force"))],
        };
    };
    match &case.phase {
        Phase::Drafting(Drafting { scheduled: Some(plan), .. }) => {
            let second = case.rules.hearing.second_person && plan.approved.is_none();
            let key = match (&plan.hindrance, second) {
                (Some(_), _) => "state-hindered",
                (None, true) => "state-awaits-approval",
                (None, false) => "state-scheduled",
            };
            vec![lang.with(key, &[("on", lang.date(plan.on).into()), ("deadline", lang.date(plan.deadline).into())])]
        }
        Phase::Drafting(drafting) if drafting.scope.is_some() => vec![lang.t("state-drafting-again")],
        Phase::Drafting(_) if case.version.is_none() => vec![lang.t("state-drafting-empty")],
        Phase::Drafting(_) => vec![lang.t("state-drafting")],
        Phase::Hearing(hearing) => {
            let common = hearing.deadline;
            let left = (ends_on(common) - today).num_days();
            let answered = hearing.tracks.iter().filter(|t| t.statement.is_some()).count();
            let taken_until = hearing.closes_on(&case.rules.hearing) - chrono::TimeDelta::days(1);
            let key = if left >= 0 { "state-hearing" } else { "state-hearing-passed" };
            let values =
                [("round", hearing.round.into()), ("deadline", lang.date(common).into()), ("left", left.into())];
            let answers = [("answered", answered.into()), ("parties", hearing.tracks.len().into())];
            let mut said = vec![lang.with(key, &values)];
            said.extend(deadlines::of_hearing(lang, names, hearing));
            said.push(lang.with("state-answered", &answers));
            said.push(lang.with("state-closes", &[("closes", lang.date(taken_until).into())]));
            said
        }
        Phase::Assessment(_) => {
            let open = case.remarks.iter().filter(|remark| remark.verdict.is_none()).count();
            vec![lang.with("state-assessment", &[("open", open.into()), ("all", case.remarks.len().into())])]
        }
        Phase::Endorsement(endorsement) => {
            let counted = tally(case, endorsement);
            let rule = case.rules.endorsement.as_ref().map(|rules| lang.t(&history::word("rule", rules.rule)));
            let values = [
                ("for", counted.in_favour.into()),
                ("against", counted.against.into()),
                ("undecided", counted.undecided.into()),
            ];
            let key = if endorsement.met == Some(false) { "state-not-endorsed" } else { "state-endorsement" };
            vec![lang.with(key, &values), rule.unwrap_or_default()]
        }
        Phase::Adoption(adoption) => vec![match &adoption.adopted {
            Some(adopted) => phases::coming(lang, state, adopted),
            None => lang.t("state-adoption"),
        }],
    }
}

/// The newest lines; reminders that went to many at the same time are one.
fn recent(who: &Coordinator, today: NaiveDate, log: &[Recorded], names: &Names) -> Vec<HistoryLine> {
    let together = |a: &Recorded, b: &Recorded| match (&a.event, &b.event) {
        (Event::Reminded { rung: one, skipped, .. }, Event::Reminded { rung: other, skipped: others, .. }) => {
            one == other && skipped == others && a.at == b.at
        }
        (Event::RemindersSkipped { rungs: one, .. }, Event::RemindersSkipped { rungs: other, .. }) => {
            one == other && a.at == b.at
        }
        _ => false,
    };
    let line = |chunk: &[Recorded]| {
        let mut line = history_line(who, today, chunk.last()?, names);
        if chunk.len() > 1 {
            line.sentence = history::together(who.lang, &chunk.last()?.event, chunk.len()).unwrap_or(line.sentence);
        }
        Some(line)
    };
    let chunks: Vec<&[Recorded]> = log.chunk_by(together).collect();
    chunks.into_iter().rev().take(RECENT).filter_map(line).collect()
}

fn history_line(who: &Coordinator, today: NaiveDate, line: &Recorded, names: &Names) -> HistoryLine {
    let lang = who.lang;
    let by = match line.actor.split(':').next() {
        Some("calendar") => lang.t("by-itself"),
        Some("officer") => lang.t("by-officer"),
        Some("token") => lang.t("by-program"),
        _ => lang.t("by-coordinator"),
    };
    HistoryLine {
        sentence: history::at_desk(lang, &line.event, names),
        when: lang.short_instant(app::local(&who.region, line.at), today),
        who: by,
    }
}

async fn log(State(app): State<Shared>, Path(id): Path<String>, who: Coordinator) -> Result<LogPage, Fault> {
    let row = find(&app, &who, id).await?;
    let today = app.today(&who.region);
    let names = Names::of(&app.ledger.parties(&who.region.id).await?, app.today(&who.region));
    let log = app.ledger.log(&row).await?;
    Ok(LogPage {
        history: log.iter().rev().map(|line| history_line(&who, today, line, &names)).collect(),
        page: Page::desk(&app, &who, who.lang.t("log-title"), &format!("/desk/documents/{}/log", row.id)).await?,
        id: row.id.to_string(),
        title: row.state.title.clone(),
    })
}

async fn file(
    State(app): State<Shared>,
    Path((id, hash)): Path<(String, String)>,
    who: Coordinator,
) -> Result<Response, Fault> {
    find(&app, &who, id).await?;
    officer::download(&app, &who.region.id, &Hash(hash), None).await
}
