//! A meeting: what can be done at its stage, its agenda, and its minutes as they come to be.

use super::{
    advice, find,
    new::forms,
    waiting::{Waiting, waiting},
};
use crate::{
    Shared,
    attachment::attachment,
    desk::forms::{FormReader, OtherForm},
    fault::Fault,
    form::{self, Fields},
    minutes::{Minutes, Reader, minutes},
    page::{Page, Problem},
    who::Coordinator,
};
use app::history::{self, Names};
use askama::Template;
use askama_web::WebTemplate;
use axum::{
    extract::{Path, State},
    response::Response,
};
use ledger::DocumentRow;
use procedure::{ContactId, Meeting, Stage};
use words::paper;

/// A person to be ticked or chosen: id, name with municipality, whether they are ticked.
pub struct Person {
    pub id: String,
    pub name: String,
    pub ticked: bool,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/meeting/show.html")]
pub struct MeetingPage {
    page: Page,
    id: String,
    /// The meeting's address.
    base: String,
    /// The slug of the region, for the public page.
    region: String,
    stage: Stage,
    minutes: Minutes,
    /// Changed since the notice went out.
    changed: bool,
    waiting: Vec<Waiting>,
    /// Those who are expected, for a report that one cannot come.
    expected: Vec<Person>,
    /// Those who have said that they cannot, with who was called.
    away: Vec<Person>,
    /// Who leads the meeting, by the last roll or as it was typed.
    chair: String,
    /// Everyone who may sit, for the roll.
    roll: Vec<Person>,
    forms: Vec<(String, String)>,
    on: String,
    at: String,
    place: String,
    form: String,
    log: Vec<(String, String)>,
    /// Beside the reason in each act's form that has it in a letter.
    other_call: Option<OtherForm>,
    other_move: Option<OtherForm>,
    other_cancel: Option<OtherForm>,
    /// The act that was refused, with what was typed for it.
    typed: Typed,
    /// How far the log had come.
    seen: u32,
    nonce: String,
    problems: Vec<Problem>,
}

/// What was typed in one of the page's forms.
#[derive(Default)]
pub struct Typed {
    pub act: String,
    pub fields: Fields,
    /// What has happened since the form was opened.
    pub meanwhile: Vec<(String, String)>,
    /// What was typed for a form that the page has no more.
    pub lost: Vec<String>,
}

impl Typed {
    /// What was typed in a field of an act's form.
    pub fn get(&self, act: &str, field: &str) -> &str {
        if self.act == act { self.fields.get(field) } else { "" }
    }
}

pub async fn show(State(app): State<Shared>, Path(id): Path<String>, who: Coordinator) -> Result<MeetingPage, Fault> {
    let (row, meeting) = find(&app, &who, id).await?;
    page(&app, &who, &row, &meeting, Typed::default(), Vec::new()).await
}

pub async fn page(
    app: &Shared,
    who: &Coordinator,
    row: &DocumentRow,
    meeting: &Meeting,
    typed: Typed,
    problems: Vec<Problem>,
) -> Result<MeetingPage, Fault> {
    let lang = who.lang;
    let people = app.ledger.people(&who.region.id).await?.ok_or(Fault::NotFound)?;
    let names = Names::of_people(&people, meeting.appointment.on);
    let expected = meeting.expected();
    let again = typed.act == "open_meeting";
    let person = |id: &ContactId| {
        let party = meeting.seat_of(id).map(|seat| names.get(&seat.party)).unwrap_or_default();
        let ticked = match () {
            () if again => typed.fields.all("present").any(|known| known == id.as_str()),
            () if meeting.present.is_empty() => expected.contains(&id),
            () => meeting.present.contains(id),
        };
        Person { id: id.to_string(), name: format!("{}, {party}", names.person(lang, id)), ticked }
    };
    let away = |absence: &procedure::Absence| {
        let absent = person(&absence.person).name;
        let name = match &absence.deputy {
            Some(deputy) => {
                let values = [("person", absent.into()), ("deputy", names.person(lang, deputy).into())];
                lang.with("meeting-away-deputy", &values)
            }
            None => lang.with("meeting-away-nobody", &[("person", absent.into())]),
        };
        Person { id: absence.person.to_string(), name, ticked: false }
    };
    let log = app.ledger.log(row).await?;
    let line = |recorded: &procedure::Recorded| {
        let at = lang.instant(app::local(&who.region, recorded.at));
        (at, history::line(lang, &recorded.event, &names))
    };
    let moved = typed.act == "move_meeting";
    let own = |field: &str, now: String| if moved { typed.fields.get(field).to_owned() } else { now };
    let title = app::meetings::title(lang, meeting.body, meeting.appointment.on);
    let form: &'static str = meeting.appointment.form.into();
    let readers = FormReader::members(&people.parties, meeting.appointment.on);
    let other = |act: &str| {
        let none = Fields::default();
        OtherForm::reason(who, if typed.act == act { &typed.fields } else { &none }, &readers)
    };
    let agenda_open = meeting.stage < Stage::Closed;
    Ok(MeetingPage {
        page: Page::desk(app, who, title, &format!("/desk/meeting/{}", row.id)).await?,
        id: row.id.to_string(),
        base: format!("/desk/meeting/{}", row.id),
        region: who.region.id.to_string(),
        stage: meeting.stage,
        minutes: minutes(
            lang,
            &people,
            meeting,
            &advice(app, &who.region.id, meeting, Reader::Desk).await?,
            Reader::Desk,
        ),
        changed: meeting.changed,
        waiting: if agenda_open { waiting(app, who, row.id.as_str(), meeting).await? } else { Vec::new() },
        expected: expected.iter().map(|id| person(id)).collect(),
        away: meeting.absences.iter().map(away).collect(),
        chair: match (again, &meeting.chair) {
            (true, _) => typed.fields.get("chair").to_owned(),
            (false, chair) => chair.as_ref().map(ToString::to_string).unwrap_or_default(),
        },
        roll: meeting.seats.iter().flat_map(procedure::Seat::holders).map(person).collect(),
        forms: forms(lang),
        on: own("on", meeting.appointment.on.to_string()),
        at: own("at", meeting.appointment.at.format("%H:%M").to_string()),
        place: own("place", meeting.appointment.place.clone()),
        form: own("form", form.to_owned()),
        log: log.iter().rev().map(line).collect(),
        other_call: other("call_meeting"),
        other_move: other("move_meeting"),
        other_cancel: other("cancel_meeting"),
        typed,
        seen: row.seq,
        nonce: form::nonce(),
        problems,
    })
}

/// The agenda, or the minutes as far as they have come, with what is closed to the public.
pub async fn docx(State(app): State<Shared>, Path(id): Path<String>, who: Coordinator) -> Result<Response, Fault> {
    let (_, meeting) = find(&app, &who, id).await?;
    let people = app.ledger.people(&who.region.id).await?.ok_or(Fault::NotFound)?;
    let told = minutes(
        who.lang,
        &people,
        &meeting,
        &advice(&app, &who.region.id, &meeting, Reader::Desk).await?,
        Reader::Desk,
    );
    let paper = told.paper(who.lang, &who.region.name, &meeting, Reader::Desk);
    Ok(attachment(&format!("{}.docx", told.title), paper::MEDIA_TYPE, paper.docx()?))
}
