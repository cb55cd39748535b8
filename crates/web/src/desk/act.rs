//! A plain form for each command that needs no page of its own: its fields in a table, its words in the catalogue.

use super::{
    again::{self, Again},
    beside,
    check_list::{Check, check_list},
    each_council,
    form_fields::{Decided, REMARK, form_fields, missing, value},
    meeting::agenda::{self, Agenda, Sent},
    more_time::{self, MoreTime},
    possible,
    rests_on::{self, RestsOn},
    shown,
};
use crate::{
    Shared, command,
    command::Unread,
    deadlines::DayOff,
    doubt::{Asked, Doubt},
    fault::Fault,
    form::{self, Fields, Upload},
    page::{Page, Problem},
    who::Coordinator,
};
use app::texts::{self, AttachedFile};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use ledger::DocumentRow;
use procedure::{Command, Desk, DocumentId, Hash, Input, PartyId};
use std::collections::BTreeSet;
use words::language::Lang;

#[derive(Template, WebTemplate)]
#[template(path = "desk/act.html")]
struct ActPage {
    page: Page,
    document: String,
    title: String,
    command: String,
    help: String,
    danger: bool,
    fields: Vec<shown::Field>,
    /// The meeting it is put before, or could be.
    agenda: Agenda,
    /// The decision it rests on, where a body decides it.
    decision: Option<RestsOn>,
    /// What each council decided, where all of them decide it.
    councils: Vec<each_council::Council>,
    /// What is lawful and unlikely, asked about once.
    doubt: Option<Asked>,
    /// A deadline that is a day off, with the day it can be moved to; and the one that was asked about.
    day_off: Option<DayOff>,
    asked_deadline: String,
    /// More time with a new invitation, for who was not reached.
    more_time: Option<MoreTime>,
    /// A remark to each section of the text that is heard: id, heading, what was written.
    sections: Vec<(String, String, String)>,
    /// The message by e-mail that the answer is taken from.
    mail: String,
    /// What the page shows, for the command to be refused where it is no more: the document's position before a hearing,
    /// the version of the text before an assessment is finished.
    seen: Option<u32>,
    upload: bool,
    /// Whether the text must be heard again.
    again: Option<Again>,
    /// What to look at before an assessment is finished.
    checks: Vec<Check>,
    /// What the form answers, and what to look at before it is sent.
    beside: Vec<String>,
    nonce: String,
    problems: Vec<Problem>,
}

pub fn routes() -> Router<Shared> {
    let limit = DefaultBodyLimit::max(words::limits::UPLOAD);
    Router::new().route("/desk/documents/{id}/act/{command}", get(show).post(carry_out).layer(limit))
}

async fn show(
    State(app): State<Shared>,
    Path((id, name)): Path<(String, String)>,
    who: Coordinator,
    Query(given): Query<Vec<(String, String)>>,
) -> Result<ActPage, Fault> {
    let row = find(&app, &who, id).await?;
    page(&app, &who, &row, &name, &Fields(given), Vec::new()).await
}

async fn carry_out(
    State(app): State<Shared>,
    Path((id, name)): Path<(String, String)>,
    who: Coordinator,
    upload: Upload,
) -> Result<Response, Fault> {
    let row = find(&app, &who, id).await?;
    let Upload { mut fields, file, too_large, .. } = upload;
    match Upload::accepted(file, too_large).await {
        Ok(None) => {}
        Ok(Some(file)) => {
            let hash = app.ledger.put_file(&who.region.id, &file.name, file.media_type, file.bytes).await?;
            fields.0.push(("kept".to_owned(), hash.0));
        }
        Err(key) => {
            let problem = Problem { field: "file".to_owned(), sentence: who.lang.t(key) };
            return again(&app, &who, &row, &name, &fields, vec![problem], StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    }
    DayOff::taken(&mut fields);
    if fields.has("suggest") || fields.redraw() {
        return again(&app, &who, &row, &name, &fields, Vec::new(), StatusCode::OK).await;
    }
    agenda::fill_in(&app, &who, &name, &mut fields).await?;
    let form_fields = form_fields(&name).ok_or(Fault::NotFound)?;
    let problems = missing(who.lang, &form_fields, &fields, |field| shown::label_in(&name, field));
    if !problems.is_empty() {
        return again(&app, &who, &row, &name, &fields, problems, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let files = match fields.filled("mail") {
        Some(mail) => app.ledger.incoming_files(&who.region.id, mail).await?,
        None => Vec::new(),
    };
    let named = |file: ledger::IncomingFile| AttachedFile { hash: Hash(file.hash), name: file.name };
    let files = files.into_iter().filter(|file| !file.hash.is_empty()).map(named).collect();
    let roster = app.ledger.roster(&who.region.id).await?;
    let councils = each_council::of(&row.state, &name, &roster, app.today(&who.region), &fields);
    let decided = match decided(who.lang, &name, &fields, &councils) {
        Ok(decided) => decided,
        Err(problem) => {
            return again(&app, &who, &row, &name, &fields, vec![problem], StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    if let Some(problem) = doubt(who.lang, &row, &name, &fields).unanswered(who.lang, &fields) {
        return again(&app, &who, &row, &name, &fields, vec![problem], StatusCode::CONFLICT).await;
    }
    let value = value(&name, &form_fields, &fields, &decided, &who.region.language);
    let desk = match command::read(&app, &row, value, files).await {
        Ok(desk) => desk,
        Err(Unread::Ledger(error)) => return Err(error.into()),
        Err(Unread::Unreadable(_)) => {
            let problem = Problem { field: String::new(), sentence: who.lang.t("act-unreadable") };
            return again(&app, &who, &row, &name, &fields, vec![problem], StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    if let Some(problem) = deadline(&app, &who, &row, &fields, &desk).await? {
        return again(&app, &who, &row, &name, &fields, vec![problem], StatusCode::CONFLICT).await;
    }
    match agenda::send(&app, &who, &row, desk, &fields, &name).await? {
        Ok(Sent::Put(meeting)) => Ok(Redirect::to(&meeting).into_response()),
        Ok(Sent::Done(done)) => {
            if let Some(mail) = fields.filled("mail") {
                app::mailed::recorded(&app, &who.region, &row.id, &done, mail).await;
            }
            Ok(Redirect::to(&format!("/desk/documents/{}", row.id)).into_response())
        }
        Err(refusal) => {
            let council = each_council::problem(who.lang, &refusal, &councils);
            let problem = council.unwrap_or_else(|| fields.problem(who.lang, &refusal));
            again(&app, &who, &row, &name, &fields, vec![problem], StatusCode::CONFLICT).await
        }
    }
}

/// What the form does with a deadline besides its command: more time goes with a new invitation, and a day off that would
/// be taken is asked about once. The problem where the command must wait.
async fn deadline(
    app: &Shared,
    who: &Coordinator,
    row: &DocumentRow,
    fields: &Fields,
    desk: &Desk,
) -> Result<Option<Problem>, Fault> {
    if let Some(problem) = more_time::give(app, who, row, fields, desk).await? {
        return Ok(Some(problem));
    }
    let asked = fields.get("asked_deadline") == fields.get("deadline");
    let Some(day_off) = DayOff::typed(who.lang, fields).filter(|_| !asked) else { return Ok(None) };
    let (actor, command) = (who.actor(), Command::Desk(desk.clone()));
    let refusal = app.refusal(&who.region, &row.state, &actor, &command).await?;
    let problem = Problem { field: "deadline".to_owned(), sentence: day_off.ask };
    Ok(refusal.is_none().then_some(problem))
}

/// The decisions that were filled in.
fn decided(lang: Lang, name: &str, fields: &Fields, councils: &[each_council::Council]) -> Result<Decided, Problem> {
    // A text that is to be heard again goes to no council.
    let heard_again = matches!(fields.get("next"), "full_hearing" | "limited_hearing");
    let deed = rests_on::deed(name).filter(|_| !heard_again);
    let decision = deed.map(|_| rests_on::read(lang, fields)).transpose()?.flatten();
    Ok(Decided { decision, decisions: each_council::read(lang, councils, fields)? })
}

/// What is unlikely of the decision that a form records.
fn doubt(lang: Lang, row: &DocumentRow, command: &str, fields: &Fields) -> Doubt {
    let mut doubt = Doubt::default();
    if fields.filled("agenda").is_some() {
        return doubt;
    }
    if rests_on::deed(command).is_some()
        || matches!(command, "adopt" | "register_edition" | "correct_adoption" | "record_decision")
    {
        let meetings = fields.0.iter().filter(|(name, _)| name.starts_with("meeting_date"));
        let days: BTreeSet<_> = meetings.filter_map(|(_, day)| day.parse().ok()).collect();
        for day in days {
            doubt.of_day(lang, Some(day));
        }
    }
    if command == "record_decision" && fields.get("outcome") != "postponed" {
        let party = PartyId::from(fields.get("municipality"));
        doubt.of_votes(lang, &row.state, &party, fields.votes().ok().flatten());
    }
    doubt.of_all_votes(lang, &each_council::votes(fields));
    doubt
}

pub(super) async fn find(app: &Shared, who: &Coordinator, id: String) -> Result<DocumentRow, Fault> {
    app.ledger.document(&who.region.id, &DocumentId(id)).await?.ok_or(Fault::NotFound)
}

async fn again(
    app: &Shared,
    who: &Coordinator,
    row: &DocumentRow,
    name: &str,
    fields: &Fields,
    problems: Vec<Problem>,
    status: StatusCode,
) -> Result<Response, Fault> {
    Ok((status, page(app, who, row, name, fields, problems).await?).into_response())
}

async fn page(
    app: &Shared,
    who: &Coordinator,
    row: &DocumentRow,
    name: &str,
    given: &Fields,
    problems: Vec<Problem>,
) -> Result<ActPage, Fault> {
    let form_fields = form_fields(name).ok_or(Fault::NotFound)?;
    let (parties, roster) = (app.ledger.parties(&who.region.id).await?, app.ledger.roster(&who.region.id).await?);
    let lang = who.lang;
    let councils = each_council::of(&row.state, name, &roster, app.today(&who.region), given);
    let sections = if name == "record_statement" { sections(app, who, row, given).await? } else { Vec::new() };
    let (again, checks) = match name {
        "finish_assessment" => (again::again(app, who, row, given).await?, check_list(app, who, row).await?),
        _ => (None, Vec::new()),
    };
    let key = format!("act-{}", name.replace('_', "-"));
    let title = possible::words(lang, row.state.rules(), name);
    let path = format!("/desk/documents/{}/act/{name}", row.id);
    let agenda = Agenda::of(app, who, row.state.rules(), name, &path, given).await?;
    Ok(ActPage {
        page: Page::desk_form(app, who, title, &path).await?,
        document: row.id.to_string(),
        title: row.state.title.clone(),
        command: name.to_owned(),
        help: lang.t(&format!("{key}-help")),
        danger: matches!(name, "withdraw" | "repeal" | "go_on_without" | "return_to_drafting"),
        fields: shown::fields(app, who, row, name, &form_fields, &parties, given)
            .await?
            .into_iter()
            .filter(|field| !agenda.fills_in(field.name))
            .collect(),
        decision: RestsOn::of(lang, name, row.state.rules(), !councils.is_empty(), given)
            .filter(|_| agenda.chosen.is_none()),
        agenda,
        councils,
        doubt: doubt(lang, row, name, given).asked(given),
        day_off: DayOff::typed(lang, given),
        asked_deadline: given.get("deadline").to_owned(),
        more_time: more_time::proposed(app, who, row, name, given).await?,
        sections,
        upload: form_fields.iter().any(|spec| spec.input == Input::File),
        again,
        checks,
        beside: beside::beside(app, who, row, name, given).await?,
        mail: given.get("mail").to_owned(),
        seen: match name {
            "approve_hearing" => Some(row.state.seq),
            "finish_assessment" => row.state.version().map(|version| version.number),
            _ => None,
        },
        nonce: form::nonce(),
        problems,
    })
}

/// The sections that are heard, each with the remark that was typed.
async fn sections(
    app: &Shared,
    who: &Coordinator,
    row: &DocumentRow,
    given: &Fields,
) -> Result<Vec<(String, String, String)>, Fault> {
    let heard = row.state.case.as_ref().and_then(|case| case.heard.as_ref());
    let Some(heard) = heard else { return Ok(Vec::new()) };
    let text = texts::text(&app.ledger, &who.region.id, &heard.content).await?;
    let section = |part: procedure::Part| {
        let typed = given.get(&format!("{REMARK}{}", part.id())).to_owned();
        (part.id().to_string(), part.title(), typed)
    };
    Ok(text.parts.into_iter().map(section).collect())
}
