//! Launching a hearing, step by step: text, parties, deadline, letter, every letter as it will be, then go, or on a day.

use super::{
    act::find,
    forms::{self, FormReader, OtherForm},
    meeting::agenda::{self, Agenda, Sent},
    programme::{Programme, programme},
    rests_on::{self, RestsOn},
};
use crate::{
    Shared,
    deadlines::DayOff,
    fault::Fault,
    form::{self, Fields},
    page::{Page, Problem},
    who::Coordinator,
};
use app::{
    history::Names,
    planning::{self, working_line},
    texts,
};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    Router,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use chrono::NaiveDate;
use ledger::{ContactRow, DocumentRow, PartyRow};
use post::mail;
use procedure::{
    Backward, Case, Command, Desk, Document, Drafting, Facts, Happened, PartId, PartyId, Period, Phase, Recorded,
    Refusal, Role, Roster, Scope, Standing, Text, deadline, is_plausible, step,
};
use std::sync::Arc;
use words::language::Lang;

/// Why no programme is needed.
const NO_PROGRAMME: &str = "no_programme";

struct PartyLine {
    id: String,
    name: String,
    checked: bool,
    /// Who will get the letter, and at which address.
    contact: Option<String>,
    /// The case officer is missing, or mail to them comes back: the registry gets the letter.
    trouble: Option<String>,
}

/// A letter as it will be.
struct Preview {
    to: String,
    address: String,
    subject: String,
    body: String,
    copy: bool,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/launch.html")]
struct LaunchPage {
    page: Page,
    id: String,
    title: String,
    /// The version that will be heard, and where only a part is heard, its sections.
    version: Option<(u32, String)>,
    limited: Vec<String>,
    /// What it rests on, where its kind asks for that, and why on nothing.
    programme: Option<Programme>,
    no_programme: String,
    parties: Vec<PartyLine>,
    deadline: String,
    /// Where the deadline is a day off: until when answers count as in time.
    day_off: Option<DayOff>,
    letter: String,
    reason: String,
    /// The same in the other written form, where somebody who is heard reads that.
    other_letter: Option<OtherForm>,
    other_reason: Option<OtherForm>,
    /// Which form the letter or the reason is not written in, and for whom, in sentences.
    missing: Vec<String>,
    /// The earliest deadline, worked out line by line.
    working: Vec<String>,
    minimum_weeks: u32,
    season: bool,
    /// The day it is to open by itself.
    on: String,
    scheduled: Option<String>,
    second_person: bool,
    /// The day it is wanted adopted, and the plan that leads there.
    adopt_by: String,
    plan: Vec<String>,
    /// The button that fills the form in by the plan, where there is time to follow it.
    use_plan: Option<String>,
    shorter: bool,
    decision: Option<RestsOn>,
    /// The meeting it is put before, or could be.
    agenda: Agenda,
    previews: Vec<Preview>,
    nonce: String,
    problems: Vec<Problem>,
}

pub fn routes() -> Router<Shared> {
    Router::new().route("/desk/documents/{id}/hearing", get(show).post(send))
}

async fn show(
    State(app): State<Shared>,
    Path(id): Path<String>,
    who: Coordinator,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<LaunchPage, Fault> {
    let row = find(&app, &who, id).await?;
    page(&app, &who, &row, &Fields(asked), Vec::new(), Vec::new()).await
}

/// The plan that leads to the day it is wanted adopted; `None` where no such day was given.
async fn plan(app: &Shared, who: &Coordinator, case: &Case, adopt_by: &str) -> Result<Option<Backward>, Fault> {
    let Some(adopt_by) = adopt_by.parse().ok().filter(|day| is_plausible(*day)) else { return Ok(None) };
    let parties: Vec<PartyId> = case.endorsers().map(|party| party.id.clone()).collect();
    Ok(Some(planning::plan(app, &who.region, &case.rules, &parties, adopt_by).await?))
}

/// What is wrong with the day it is wanted adopted, where no plan can lead there.
fn no_day(lang: Lang, adopt_by: &str) -> Option<Problem> {
    let sentence = match adopt_by.trim().parse() {
        Ok(day) if is_plausible(day) => return None,
        Ok(_) => Problem::of(lang, &Refusal::DayImplausible).sentence,
        Err(_) if adopt_by.trim().is_empty() => return None,
        Err(_) => lang.t("field-date-unreadable"),
    };
    Some(Problem { field: "adopt_by".to_owned(), sentence })
}

/// The form as the plan has it: its deadline, and the day it opens by itself where that is still to come.
async fn planned(app: &Shared, who: &Coordinator, row: &DocumentRow, fields: &mut Fields) -> Result<(), Fault> {
    let case = row.state.case.as_ref().ok_or(Fault::NotFound)?;
    let Some(plan) = plan(app, who, case, fields.get("adopt_by")).await? else { return Ok(()) };
    fields.set("deadline", &plan.deadline.to_string());
    let later = plan.open_by > app.today(&who.region);
    fields.set("on", &if later { plan.open_by.to_string() } else { String::new() });
    Ok(())
}

/// Who fills a role, the registry where nobody does.
fn resolve<'a>(
    contacts: &'a [ContactRow],
    roster: &Roster,
    party: &PartyId,
    (role, day): (Role, NaiveDate),
) -> Option<&'a ContactRow> {
    let id = roster.resolve(party, role, day)?;
    contacts.iter().find(|contact| contact.id == *id)
}

/// The day a hearing that is put forward opens and ends, as a sentence.
fn scheduled(lang: Lang, case: &Case) -> Option<String> {
    let Phase::Drafting(Drafting { scheduled: Some(plan), .. }) = &case.phase else { return None };
    let key = if plan.approved.is_some() { "launch-scheduled-approved" } else { "launch-scheduled" };
    let day = |day| lang.date(day).into();
    Some(lang.with(key, &[("on", day(plan.on)), ("deadline", day(plan.deadline))]))
}

/// The sections that are heard, where only a part of the text is.
fn limited(case: &Case) -> Vec<PartId> {
    match (&case.phase, &case.heard, &case.version) {
        (Phase::Drafting(Drafting { scope: Some(Scope::Limited(_)), .. }), Some(heard), Some(version)) => {
            version.changed_since(heard)
        }
        _ => Vec::new(),
    }
}

#[expect(clippy::too_many_lines, reason = "a table: a line a field")]
async fn page(
    app: &Shared,
    who: &Coordinator,
    row: &DocumentRow,
    given: &Fields,
    previews: Vec<Preview>,
    mut problems: Vec<Problem>,
) -> Result<LaunchPage, Fault> {
    let case = row.state.case.as_ref().ok_or(Fault::NotFound)?;
    let rules = &case.rules.hearing;
    let today = app.today(&who.region);
    let season = given.has("season");
    let on = given.get("on");
    let from = on.parse().ok().filter(|day| *day > today).unwrap_or(today);
    let working = deadline(from, Period::Weeks(rules.minimum_weeks), season);
    let worked = working.deadline.to_string();
    let roster = app.ledger.roster(&who.region.id).await?;
    let contacts = app.ledger.contacts(&who.region.id).await?;
    let parties = app.ledger.parties(&who.region.id).await?;
    // Neighbours may be concerned by what lies open to inspection.
    let concerned =
        |p: &&PartyRow| case.has_party(&p.id) || p.standing == Standing::Consultee || rules.public_inspection;
    let line = |party: &PartyRow| PartyLine {
        id: party.id.to_string(),
        name: party.name.clone(),
        checked: if given.has("nonce") {
            given.all("party").any(|id| id == party.id.as_str())
        } else {
            case.has_party(&party.id)
        },
        contact: resolve(&contacts, &roster, &party.id, (Role::CaseOfficer, today))
            .map(|c| format!("{}, {}", c.name, c.address)),
        trouble: trouble(who.lang, &contacts, &party.id),
    };
    let lines: Vec<PartyLine> = parties.iter().filter(concerned).map(line).collect();
    let heard = |party: &&PartyRow| lines.iter().any(|line| line.checked && line.id == party.id.as_str());
    let readers: Vec<FormReader> = parties.iter().filter(heard).map(FormReader::of).collect();
    let text = match &case.version {
        Some(version) => texts::text(&app.ledger, &who.region.id, &version.content).await?,
        None => Text::default(),
    };
    let heading = |id: &PartId| text.part(id).map(procedure::Part::title);
    let plan = plan(app, who, case, given.get("adopt_by")).await?;
    problems.extend(no_day(who.lang, given.get("adopt_by")));
    let names = Names::of(&parties, app.today(&who.region));
    let typed = given.filled("deadline").filter(|_| !given.has("work"));
    let path = format!("/desk/documents/{}/hearing", row.id);
    let agenda = Agenda::of(app, who, Some(&case.rules), "open_hearing", &path, given).await?;
    Ok(LaunchPage {
        page: Page { enter_redraws: true, ..Page::desk_form(app, who, who.lang.t("act-open-hearing"), &path).await? },
        id: row.id.to_string(),
        title: row.state.title.clone(),
        parties: lines,
        version: case.version.as_ref().map(|version| (version.number, version.content.0[..8].to_owned())),
        limited: limited(case).iter().filter_map(heading).collect(),
        programme: programme(app, who.lang, row).await?,
        no_programme: given.get(NO_PROGRAMME).to_owned(),
        season,
        on: on.to_owned(),
        scheduled: scheduled(who.lang, case),
        second_person: rules.second_person,
        day_off: typed.and_then(|typed| DayOff::of(who.lang, typed.parse().ok()?)),
        deadline: typed.map_or(worked, str::to_owned),
        letter: given.get("letter").to_owned(),
        reason: given.get("reason").to_owned(),
        other_letter: OtherForm::of(who, given, ("letter", "launch-letter-in"), &readers),
        other_reason: OtherForm::reason(who, given, &readers),
        missing: ["letter", "reason"].iter().flat_map(|name| forms::missing(who, given, name, &readers)).collect(),
        working: working.steps.iter().map(|step| working_line(who.lang, step)).collect(),
        minimum_weeks: rules.minimum_weeks,
        adopt_by: given.get("adopt_by").to_owned(),
        use_plan: plan.as_ref().filter(|plan| plan.open_by >= today).map(|_| who.lang.t("plan-use")),
        plan: plan.map_or_else(Vec::new, |plan| planning::lines(who.lang, today, &names, &plan)),
        shorter: rules.shorter_with_reason,
        decision: RestsOn::of(who.lang, "open_hearing", Some(&case.rules), false, given)
            .filter(|_| agenda.chosen.is_none()),
        agenda,
        previews,
        nonce: form::nonce(),
        problems,
    })
}

async fn send(
    State(app): State<Shared>,
    Path(id): Path<String>,
    who: Coordinator,
    mut fields: Fields,
) -> Result<Response, Fault> {
    let row = find(&app, &who, id).await?;
    if fields.has("use_plan") {
        planned(&app, &who, &row, &mut fields).await?;
        return Ok(page(&app, &who, &row, &fields, Vec::new(), Vec::new()).await?.into_response());
    }
    if DayOff::taken(&mut fields) || fields.has("work") || fields.has("plan") || fields.redraw() {
        return Ok(page(&app, &who, &row, &fields, Vec::new(), Vec::new()).await?.into_response());
    }
    let Ok(deadline) = fields.get("deadline").parse() else {
        let problem = Problem { field: "deadline".to_owned(), sentence: who.lang.t("field-date-unreadable") };
        let page = page(&app, &who, &row, &fields, Vec::new(), vec![problem]).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    agenda::fill_in(&app, &who, "open_hearing", &mut fields).await?;
    let letter = match forms::typed(&fields, "letter", &who.region.language) {
        Some(letter) => texts::put_wording(&app.ledger, &who.region.id, &letter).await?,
        None => None,
    };
    let parties = Some(fields.all("party").map(PartyId::from).collect());
    let reason = forms::typed(&fields, "reason", &who.region.language);
    let decision = match rests_on::read(who.lang, &fields) {
        Ok(decision) => decision,
        Err(problem) => {
            let page = page(&app, &who, &row, &fields, Vec::new(), vec![problem]).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    if let Some(problem) = founded(&app, &who, &row, &fields).await? {
        let page = page(&app, &who, &row, &fields, Vec::new(), vec![problem]).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let second_person = row.state.case.as_ref().is_some_and(|case| case.rules.hearing.second_person);
    let desk = match (fields.filled("on"), second_person) {
        (None, false) => Desk::OpenHearing { deadline, parties, letter, reason, decision },
        (on, _) => {
            let Ok(on) = on.map_or_else(|| Ok(app.today(&who.region)), str::parse) else {
                let problem = Problem { field: "on".to_owned(), sentence: who.lang.t("field-date-unreadable") };
                let page = page(&app, &who, &row, &fields, Vec::new(), vec![problem]).await?;
                return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
            };
            Desk::ScheduleHearing { on, deadline, parties, letter, reason, decision }
        }
    };
    if fields.has("preview") {
        return match previews(&app, &who, &row, &desk).await? {
            Ok(previews) => Ok(page(&app, &who, &row, &fields, previews, Vec::new()).await?.into_response()),
            Err(refusal) => {
                let problem = fields.problem(who.lang, &refusal);
                let page = page(&app, &who, &row, &fields, Vec::new(), vec![problem]).await?;
                Ok((StatusCode::CONFLICT, page).into_response())
            }
        };
    }
    match agenda::send(&app, &who, &row, desk, &fields, "hearing").await? {
        Ok(Sent::Put(meeting)) => Ok(Redirect::to(&meeting).into_response()),
        Ok(Sent::Done(_)) => Ok(Redirect::to(&format!("/desk/documents/{}", row.id)).into_response()),
        Err(refusal) => {
            let problem = fields.problem(who.lang, &refusal);
            let page = page(&app, &who, &row, &fields, Vec::new(), vec![problem]).await?;
            Ok((StatusCode::CONFLICT, page).into_response())
        }
    }
}

/// Whether it rests on what its kind asks for, or a reason was given why on nothing. The reason is an entry of its own: it
/// stands whatever becomes of the launch.
async fn founded(
    app: &Shared,
    who: &Coordinator,
    row: &DocumentRow,
    fields: &Fields,
) -> Result<Option<Problem>, Fault> {
    let Some(unfounded) = programme(app, who.lang, row).await?.filter(|programme| programme.missing) else {
        return Ok(None);
    };
    let Some(reason) = fields.filled(NO_PROGRAMME).map(str::to_owned) else {
        return Ok(Some(Problem { field: NO_PROGRAMME.to_owned(), sentence: unfounded.sentence }));
    };
    if fields.has("preview") {
        return Ok(None);
    }
    let waive = Command::Desk(Desk::WaiveProgramme { reason });
    let key = fields.key(&format!("{}/programme", row.id));
    match app.execute(&who.region, &row.id, who.actor(), waive, key).await {
        Ok(_) => Ok(None),
        Err(ledger::Error::Refused(refusal)) => Ok(Some(fields.problem(who.lang, &refusal))),
        Err(error) => Err(error.into()),
    }
}

/// What is wrong with the case officer a party has, where something is.
fn trouble(lang: Lang, contacts: &[ContactRow], party: &PartyId) -> Option<String> {
    let officer =
        contacts.iter().find(|contact| contact.party.as_ref() == Some(party) && contact.role == Role::CaseOfficer);
    match officer {
        None => Some(lang.t("launch-no-officer")),
        Some(contact) if contact.suppressed => {
            Some(lang.with("launch-suppressed", &[("address", (&contact.address).into())]))
        }
        Some(_) => None,
    }
}

/// A scheduled hearing is shown as it would open on its day.
fn imagined(document: &Document, desk: &Desk) -> (Document, Option<NaiveDate>, Command) {
    let Desk::ScheduleHearing { on, deadline, parties, letter, reason, decision } = desk else {
        return (document.clone(), None, Command::Desk(desk.clone()));
    };
    let (deadline, parties, letter, reason) = (*deadline, parties.clone(), letter.clone(), reason.clone());
    let decision = decision.clone();
    let mut document = document.clone();
    if let Some(case) = &mut document.case {
        case.rules.hearing.second_person = false;
    }
    (document, Some(*on), Command::Desk(Desk::OpenHearing { deadline, parties, letter, reason, decision }))
}

/// Decides without writing, and renders what would be sent.
async fn previews(
    app: &Shared,
    who: &Coordinator,
    row: &DocumentRow,
    desk: &Desk,
) -> Result<Result<Vec<Preview>, Refusal>, Fault> {
    let roster = app.ledger.roster(&who.region.id).await?;
    let actor = who.actor();
    let (document, on, command) = imagined(&row.state, desk);
    // What would be refused today is refused before any letter is shown.
    let today = Facts { today: app.today(&who.region), actor: &actor, kinds: app.ledger.kinds(), roster: &roster };
    if on.is_some()
        && let Err(refusal) = step(&mut Some(row.state.clone()), &today, &Command::Desk(desk.clone()))
    {
        return Ok(Err(refusal));
    }
    let facts = Facts {
        today: on.unwrap_or_else(|| app.today(&who.region)),
        actor: &actor,
        kinds: app.ledger.kinds(),
        roster: &roster,
    };
    let step = match step(&mut Some(Arc::new(document)), &facts, &command) {
        Ok(step) => step,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let contacts = app.ledger.contacts(&who.region.id).await?;
    let parties = app.ledger.parties(&who.region.id).await?;
    let names = Names::of(&parties, app.today(&who.region));
    let imagined = DocumentRow { state: Arc::new(step.state), ..row.clone() };
    let at = app.clock.now();
    let mut previews = Vec::new();
    for Happened { seq, event, letters, .. } in step.events {
        let recorded = Recorded { seq, at, actor: String::new(), event };
        for letter in letters {
            let contact = contacts.iter().find(|contact| Some(&contact.id) == letter.contact.as_ref());
            let Some(contact) = contact else { continue };
            let party = letter.party.as_ref().and_then(|id| parties.iter().find(|p| p.id == *id));
            let lang = party.and_then(|p| Lang::parse(&p.language)).unwrap_or_default();
            let rendered = mail::preview(app, &imagined, &recorded, &letter, contact, lang, at).await?;
            let example = format!("{}/l/{}", app.config.base_url(), "…");
            previews.push(Preview {
                to: letter.party.as_ref().map(|id| names.get(id)).unwrap_or_default(),
                address: contact.address.clone(),
                subject: rendered.subject,
                body: rendered.body.replace(mail::LINK, &example),
                copy: letter.copy,
            });
        }
    }
    Ok(Ok(previews))
}
