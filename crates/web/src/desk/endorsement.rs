//! The councils side by side: what each decided about which text, how the rule stands, and what would be enough.

use super::act::find;
use crate::{Shared, fault::Fault, page::Page, prose::Prose, who::Coordinator};
use app::history::{self, Names};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    Router,
    extract::{Path, State},
    routing::get,
};
use chrono::NaiveDate;
use ledger::DocumentRow;
use procedure::{Case, CouncilDecision, Endorsement, Outcome, PartyId, Phase, record::Record, tally};
use words::language::Lang;

/// One entry of a council's decision.
struct Entry {
    outcome: String,
    body: String,
    date: String,
    case_number: String,
    votes: String,
    extract: Option<String>,
    text: Option<Prose>,
    /// A later entry took its place.
    corrected: bool,
    entered: String,
}

struct Council {
    id: String,
    name: String,
    mark: &'static str,
    class: &'static str,
    meeting: String,
    papers: String,
    /// From when the text holds there, where that is the council's own.
    effective: Option<String>,
    /// The latest first.
    entries: Vec<Entry>,
    decided: bool,
    /// Its amended text waits to be reconciled.
    amended: bool,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/endorsement.html")]
struct EndorsementPage {
    page: Page,
    id: String,
    title: String,
    /// The text every council was asked about.
    version: String,
    rule: String,
    stands: String,
    enough: String,
    councils: Vec<Council>,
    /// What councils endorsed instead of, or on condition of: council, outcome, their words, and whether it is open.
    texts: Vec<(String, String, String, Prose, bool)>,
    open: bool,
}

pub fn routes() -> Router<Shared> {
    Router::new().route("/desk/documents/{id}/endorsement", get(show))
}

async fn show(State(app): State<Shared>, Path(id): Path<String>, who: Coordinator) -> Result<EndorsementPage, Fault> {
    let row = find(&app, &who, id).await?;
    let case = row.state.case.as_ref().ok_or(Fault::NotFound)?;
    let endorsement = case.endorsement().ok_or(Fault::NotFound)?;
    let names = Names::of(&app.ledger.parties(&who.region.id).await?, app.today(&who.region));
    let record = app.record(&row).await?;
    let mut councils = Vec::new();
    let mut texts = Vec::new();
    for track in &endorsement.tracks {
        let entries = entries(&app, &who, &row, &record, endorsement, &track.party).await?;
        let amended = track.has_open_amendment();
        if let Some(Entry { outcome, text: Some(text), .. }) = entries.first()
            && track.decided()
        {
            let words = text.clone();
            texts.push((names.get(&track.party), track.party.to_string(), outcome.clone(), words, amended));
        }
        let (mark, class) = mark(track.decision.as_ref().map(|decision| decision.outcome));
        let day = |day: NaiveDate| who.lang.plain_date(day);
        councils.push(Council {
            id: track.party.to_string(),
            name: names.get(&track.party),
            mark,
            class,
            meeting: track.next_meeting().map(day).unwrap_or_default(),
            papers: track.meeting.and_then(|meeting| meeting.papers_due).map(day).unwrap_or_default(),
            effective: track.effective.map(day),
            entries,
            decided: track.decided(),
            amended,
        });
    }
    let [rule, stands, enough] = standing(who.lang, case, endorsement);
    let path = format!("/desk/documents/{}/endorsement", row.id);
    Ok(EndorsementPage {
        page: Page::desk(&app, &who, who.lang.t("endorsement-title"), &path).await?,
        id: row.id.to_string(),
        title: row.state.title.clone(),
        version: endorsement.content.0[..8].to_owned(),
        rule,
        stands,
        enough,
        councils,
        texts,
        open: match &case.phase {
            Phase::Endorsement(_) => true,
            Phase::Adoption(adoption) => adoption.adopted.is_none(),
            _ => false,
        },
    })
}

fn mark(outcome: Option<Outcome>) -> (&'static str, &'static str) {
    match outcome {
        Some(Outcome::Endorsed) => ("✓", "ok"),
        Some(Outcome::EndorsedWithReservation) => ("F", "re"),
        Some(Outcome::EndorsedAmended) => ("E", "re"),
        Some(Outcome::Rejected) => ("✗", "bad"),
        Some(Outcome::Postponed) | None => ("–", "no"),
    }
}

/// The rule in words, how it stands, and what would be enough.
fn standing(lang: Lang, case: &Case, endorsement: &Endorsement) -> [String; 3] {
    let counted = tally(case, endorsement);
    let rule = case.rules.endorsement.as_ref().map(|rules| lang.t(&history::word("rule", rules.rule)));
    let values = [
        ("for", counted.in_favour.into()),
        ("against", counted.against.into()),
        ("undecided", counted.undecided.into()),
    ];
    let enough = match counted.enough {
        Some(0) => lang.t("endorsement-met"),
        Some(more) => lang.with("endorsement-enough", &[("more", more.into())]),
        None => lang.t("endorsement-beyond"),
    };
    [rule.unwrap_or_default(), lang.with("state-endorsement", &values), enough]
}

/// A council's entries about the text it was asked about, the latest first.
async fn entries(
    app: &Shared,
    who: &Coordinator,
    row: &DocumentRow,
    record: &Record,
    endorsement: &Endorsement,
    council: &PartyId,
) -> Result<Vec<Entry>, Fault> {
    let mut found: Vec<Entry> = Vec::new();
    for line in record.entries_about(council, &endorsement.content).into_iter().rev() {
        let decision = &line.what.decision;
        let text = match &decision.text {
            Some(hash) => app.ledger.text(&row.region, hash).await?,
            None => None,
        };
        let corrected = !found.is_empty();
        let entered = who.lang.short_instant(app::local(&who.region, line.mark.at), app.today(&who.region));
        found.push(entry(who.lang, decision, text, corrected, entered));
    }
    Ok(found)
}

fn entry(lang: Lang, decision: &CouncilDecision, text: Option<String>, corrected: bool, entered: String) -> Entry {
    let votes = decision.votes.map(|votes| lang.votes(votes));
    Entry {
        outcome: lang.t(&history::word("outcome", decision.outcome)),
        body: lang.body(&decision.body),
        date: lang.plain_date(decision.meeting_date),
        case_number: decision.case_number.clone(),
        votes: votes.unwrap_or_default(),
        extract: decision.extract.as_ref().map(ToString::to_string),
        text: text.map(Prose),
        corrected,
        entered,
    }
}
