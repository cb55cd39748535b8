//! The council's decision, recorded by link: on one text, correctable until adoption.

use super::{
    Council, address, code, frame, frame_with_form, heard, proof, quota,
    treatments::{self, TreatmentView},
    trouble,
    upload::extract,
};
use crate::{
    Shared,
    doubt::{Asked, DOUBTED, Doubt},
    fault::Fault,
    form::{self, Fields, Upload},
    page::{Page, Problem},
    rendered::{self, PartView},
    who::Officer,
};
use app::{history, ids, texts};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use procedure::{Access, Act, Command, CouncilDecision, CouncilTrack, Hash, Outcome, Refusal, Votes, record::Record};

/// The field with the day the council meets, which is said by itself.
pub const PLANNED: &str = "planned";

const OUTCOMES: [(Outcome, &str); 5] = [
    (Outcome::Endorsed, "endorsed"),
    (Outcome::EndorsedWithReservation, "endorsed_with_reservation"),
    (Outcome::EndorsedAmended, "endorsed_amended"),
    (Outcome::Rejected, "rejected"),
    (Outcome::Postponed, "postponed"),
];

#[derive(Template, WebTemplate)]
#[template(path = "officer/council.html")]
pub struct CouncilPage {
    page: Page,
    token: String,
    party: String,
    title: String,
    case_number: Option<String>,
    version: u32,
    /// Id, heading, words.
    sections: Vec<PartView>,
    /// Every entry, the one that stands last.
    entered: Vec<Entered>,
    treatments: Vec<TreatmentView>,
    outcomes: Vec<(&'static str, String, bool)>,
    given: Fields,
    /// The text and the entries that the form is shown for: a form shown again for a mistake keeps its own.
    about: String,
    entries: String,
    /// When the council will deal with the matter, as far as it is known, and whether that can still be said.
    meeting: Option<String>,
    plans: bool,
    /// What is lawful and unlikely, asked about once.
    doubt: Option<Asked>,
    nonce: String,
    problems: Vec<Problem>,
}

/// A decision as it was entered. A later one corrects it; both are kept.
struct Entered {
    outcome: String,
    body: String,
    meeting_date: String,
    case_number: String,
    votes: Option<Votes>,
    text: String,
    signer: String,
    /// Hash and name.
    extract: Option<(Hash, String)>,
    /// The event's number, once it is under a seal.
    proof: Option<u32>,
}

#[derive(Template, WebTemplate)]
#[template(path = "officer/decided.html")]
struct DecidedPage {
    page: Page,
    token: String,
    party: String,
    title: String,
    entered: Vec<Entered>,
    treatments: Vec<TreatmentView>,
}

fn track(officer: &Officer) -> Option<&CouncilTrack> {
    officer.document.state.case.as_ref()?.endorsement()?.track(&officer.party.id)
}

async fn entered(app: &Shared, officer: &Officer, record: &Record) -> Result<Vec<Entered>, Fault> {
    let region = &officer.document.region;
    let Some(endorsement) = officer.document.state.case.as_ref().and_then(|case| case.endorsement()) else {
        return Ok(Vec::new());
    };
    let mut all = Vec::new();
    for entry in record.entries_about(&officer.party.id, &endorsement.content) {
        let decision = &entry.what.decision;
        let text = match &decision.text {
            Some(hash) => app.ledger.text(region, hash).await?,
            None => None,
        };
        let extract = match &decision.extract {
            Some(hash) => app.ledger.file(region, hash).await?,
            None => None,
        };
        let signer = texts::signed(&app.ledger, region, decision.signer.as_ref()).await?;
        all.push(Entered {
            outcome: officer.lang.t(&history::word("choice", decision.outcome)),
            body: decision.body.clone(),
            meeting_date: officer.lang.date(decision.meeting_date),
            case_number: decision.case_number.clone(),
            votes: decision.votes,
            text: text.unwrap_or_default(),
            signer: signer.unwrap_or_default(),
            extract: extract.map(|row| (row.hash, row.name)),
            proof: proof::sealed(app, officer, entry.mark.seq).await?,
        });
    }
    Ok(all)
}

pub async fn page(
    app: &Shared,
    officer: &Officer,
    given: Option<Fields>,
    problems: Vec<Problem>,
) -> Result<CouncilPage, Fault> {
    let state = &officer.document.state;
    let version = state.version().ok_or(Fault::NotFound)?;
    let text = texts::text(&app.ledger, &officer.document.region, &version.content).await?;
    let pictures = heard::pictures_at(officer);
    let record = heard::record(app, officer).await?;
    let given = given.unwrap_or_default();
    let chosen = given.get("outcome").to_owned();
    let endorsement = state.case.as_ref().and_then(|case| case.endorsement());
    let asked = endorsement.map_or(&version.content, |endorsement| &endorsement.content).0.as_str();
    let entries = || track(officer).map_or(0, |track| track.entries).to_string();
    let outcome = |(outcome, value): (Outcome, &'static str)| {
        (value, officer.lang.t(&history::word("choice", outcome)), chosen == value)
    };
    Ok(CouncilPage {
        page: Page {
            path: format!("/l/{}", officer.token),
            ..frame_with_form(officer, state.title.clone(), "/decision")
        },
        token: officer.token.clone(),
        party: officer.party_name(),
        title: state.title.clone(),
        case_number: state.case_number.clone(),
        version: version.number,
        sections: rendered::parts(&text, rendered::Place { pictures: &pictures, prefix: "" }),
        entered: entered(app, officer, &record).await?,
        treatments: treatments::given(app, officer, &record).await?,
        outcomes: OUTCOMES.into_iter().map(outcome).collect(),
        about: given.filled("about").unwrap_or(asked).to_owned(),
        entries: given.filled("entries").map_or_else(entries, str::to_owned),
        doubt: doubt(officer, &given).asked(&given),
        given,
        meeting: track(officer).and_then(CouncilTrack::next_meeting).map(|day| officer.lang.date(day)),
        plans: track(officer).is_some_and(|track| !track.decided()),
        nonce: form::nonce(),
        problems,
    })
}

pub async fn decide(State(app): State<Shared>, Council(officer): Council, upload: Upload) -> Result<Response, Fault> {
    if officer.access() != Access::Decide {
        return trouble::refused(&app, &officer, &upload.fields, upload.chosen()).await;
    }
    let Upload { mut fields, file, too_large, .. } = upload;
    if fields.redraw() {
        let problems = extract(&app, &officer, &mut fields, file, too_large).await?.err().into_iter().collect();
        return Ok(page(&app, &officer, Some(fields), problems).await?.into_response());
    }
    if let Some(full) = quota::letters(&app, &officer).await? {
        let problem = full.problem(&officer);
        return Ok(full.response(page(&app, &officer, Some(fields), vec![problem]).await?));
    }
    let decision = match decision(&app, &officer, &mut fields, file, too_large).await? {
        Ok(decision) => decision,
        Err(problems) => {
            let page = page(&app, &officer, Some(fields), problems).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    // What will be refused is refused before anybody fetches a code for it.
    let act = act(&fields, decision);
    let command = Command::Officer { link: officer.number, act };
    let (region, state) = (&officer.people.region, &officer.document.state);
    if let Some(refusal) = app.refusal(region, state, &officer.actor(), &command).await? {
        return refused(&app, &officer, fields, &refusal).await;
    }
    if let Some(problem) = doubt(&officer, &fields).unanswered(officer.lang, &fields) {
        let page = page(&app, &officer, Some(fields), vec![problem]).await?;
        return Ok((StatusCode::CONFLICT, page).into_response());
    }
    if !code::asked_for(&app, &officer) {
        return record(&app, &officer, fields).await;
    }
    match code::begin(&app, &officer, &fields).await? {
        Ok(next) => Ok(next),
        Err(full) => {
            let problem = full.problem(&officer);
            Ok(full.response(page(&app, &officer, Some(fields), vec![problem]).await?))
        }
    }
}

/// What is unlikely of the decision that was typed.
fn doubt(officer: &Officer, fields: &Fields) -> Doubt {
    let mut doubt = Doubt::default();
    doubt.of_day(officer.lang, fields.get("meeting_date").parse().ok());
    if fields.get("outcome") != "postponed" {
        let votes = fields.votes().ok().flatten();
        doubt.of_votes(officer.lang, &officer.document.state, &officer.party.id, votes);
    }
    doubt
}

/// Whether anything of a decision is typed, beside what the page itself fills in and the day of the meeting.
pub fn begun(fields: &Fields) -> bool {
    let other = |name: &str| matches!(name, "nonce" | "entries" | "about" | PLANNED | DOUBTED);
    fields.0.iter().any(|(name, value)| !other(name) && !value.trim().is_empty())
}

/// The form with what is refused, for the text and the entries there are now.
async fn refused(app: &Shared, officer: &Officer, mut fields: Fields, refusal: &Refusal) -> Result<Response, Fault> {
    let problem = fields.problem(officer.lang, refusal);
    if *refusal == Refusal::ChangedMeanwhile {
        fields.0.retain(|(name, _)| name != "about" && name != "entries");
    }
    let page = page(app, officer, Some(fields), vec![problem]).await?;
    Ok((StatusCode::CONFLICT, page).into_response())
}

/// The decision about the text that the form was shown for, seen with the entries there were.
fn act(fields: &Fields, decision: CouncilDecision) -> Act {
    let about = fields.filled("about").map(|content| Hash(content.to_owned()));
    Act::Decide { decision, about, based_on: fields.get("entries").parse().ok() }
}

/// Records a decision whose form is right.
pub async fn record(app: &Shared, officer: &Officer, mut fields: Fields) -> Result<Response, Fault> {
    let decision = match decision(app, officer, &mut fields, None, false).await? {
        Ok(decision) => signed(app, officer, &fields, decision).await?,
        Err(problems) => {
            let page = page(app, officer, Some(fields), problems).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let key = fields.key(&format!("{}/{}/decision", officer.document.id, officer.number));
    let act = act(&fields, decision);
    let command = Command::Officer { link: officer.number, act };
    match app.execute(&officer.people.region, &officer.document.id, officer.actor(), command, key).await {
        Ok(_) => Ok(Redirect::to(&address(officer, "/decided")).into_response()),
        Err(ledger::Error::Refused(refusal)) => refused(app, officer, fields, &refusal).await,
        Err(error) => Err(error.into()),
    }
}

/// The decision with who recorded it, as a row that can be erased.
async fn signed(
    app: &Shared,
    officer: &Officer,
    fields: &Fields,
    decision: CouncilDecision,
) -> Result<CouncilDecision, Fault> {
    let signer = ids::signer(&app.clock);
    app.ledger.put_signer(&officer.document.region, &signer, &fields.line("name"), &fields.line("role")).await?;
    Ok(CouncilDecision { signer: Some(signer), ..decision })
}

async fn decision(
    app: &Shared,
    officer: &Officer,
    fields: &mut Fields,
    file: Option<(String, Vec<u8>)>,
    too_large: bool,
) -> Result<Result<CouncilDecision, Vec<Problem>>, Fault> {
    let lang = officer.lang;
    let mut problems = Vec::new();
    let extract = match extract(app, officer, fields, file, too_large).await? {
        Ok(extract) => extract,
        Err(problem) => {
            problems.push(problem);
            None
        }
    };
    let mut problem =
        |field: &str, key: &str| problems.push(Problem { field: field.to_owned(), sentence: lang.t(key) });
    let outcome = OUTCOMES.into_iter().find(|(_, value)| *value == fields.get("outcome")).map(|(outcome, _)| outcome);
    if outcome.is_none() {
        problem("outcome-endorsed", "council-outcome-missing");
    }
    for (field, key) in [
        ("body", "refusal-body-missing"),
        ("case_number", "refusal-case-number-missing"),
        ("name", "review-name-missing"),
        ("role", "review-role-missing"),
    ] {
        if fields.filled(field).is_none() {
            problem(field, key);
        }
    }
    if outcome.is_some_and(|outcome| outcome != Outcome::Postponed) && fields.filled("postponed_to").is_some() {
        problem("postponed_to", "council-not-postponed");
    }
    let meeting_date = fields.get("meeting_date").parse().ok();
    if meeting_date.is_none() {
        problem("meeting_date", "field-date-unreadable");
    }
    if outcome == Some(Outcome::EndorsedAmended) && fields.filled("text").is_none() {
        problem("text", "council-text-missing");
    }
    if outcome == Some(Outcome::EndorsedWithReservation) && fields.filled("text").is_none() && extract.is_none() {
        problem("text", "council-reservation-missing");
    }
    if !fields.has("confirm") {
        problem("confirm", "council-confirm-missing");
    }
    let votes = fields.votes();
    if let Err(field) = votes {
        problem(field, "votes-unreadable");
    }
    let (Some(outcome), Some(meeting_date), Ok(votes), true) = (outcome, meeting_date, votes, problems.is_empty())
    else {
        return Ok(Err(treatments::in_order(problems)));
    };
    let region = &officer.document.region;
    let text = match fields.filled("text") {
        Some(text) => Some(app.ledger.put_text(region, text).await?),
        None => None,
    };
    Ok(Ok(CouncilDecision {
        outcome,
        body: fields.get("body").to_owned(),
        meeting_date,
        case_number: fields.get("case_number").to_owned(),
        votes,
        postponed_to: fields.get("postponed_to").parse().ok(),
        text,
        extract,
        signer: None,
        by: None,
    }))
}

pub async fn receipt(State(app): State<Shared>, Council(officer): Council) -> Result<Response, Fault> {
    let record = heard::record(&app, &officer).await?;
    let entered = entered(&app, &officer, &record).await?;
    if entered.is_empty() {
        return Ok(Redirect::to(&address(&officer, "")).into_response());
    }
    let page = DecidedPage {
        page: frame(&officer, officer.lang.t("decided-title")),
        token: officer.token.clone(),
        party: officer.party_name(),
        title: officer.document.state.title.clone(),
        entered,
        treatments: treatments::given(&app, &officer, &record).await?,
    };
    Ok(page.into_response())
}
