//! What is put before a body instead of being carried out: the form of the act, whose decision the meeting makes.

use super::{find, waiting::coming};
use crate::{Shared, desk::possible, fault::Fault, form::Fields, who::Coordinator};
use ledger::{DocumentRow, Done};
use procedure::{Body, Command, Deed, Desk, Matter, MeetingAct, Refusal, Rules};
use words::language::Lang;

/// Fields of a form that the meeting fills in.
const FILLED: [&str; 6] = ["body", "meeting_date", "case_number", "votes_for", "votes_against", "extract"];

/// A form's part about meetings.
#[derive(Default)]
pub struct Agenda {
    /// The meeting it is put before: id and title.
    pub chosen: Option<(String, String)>,
    pub recommendation: String,
    /// The legal basis for closed doors.
    pub closed: String,
    /// Meetings it could be put before: address and title.
    pub offered: Vec<(String, String)>,
}

impl Agenda {
    /// For a command that one of the region's bodies may decide.
    pub async fn of(
        app: &Shared,
        who: &Coordinator,
        rules: Option<&Rules>,
        name: &str,
        address: &str,
        given: &Fields,
    ) -> Result<Self, Fault> {
        let (Some(deed), Some(rules)) = (deed(name), rules) else { return Ok(Self::default()) };
        let competent: Vec<Body> = rules.competence.of(deed).to_vec();
        let meetings = coming(app, who, &competent).await?;
        let chosen = given.filled("agenda").and_then(|id| meetings.iter().find(|(known, _)| known == id)).cloned();
        let offered = meetings.into_iter().map(|(id, title)| (format!("{address}?agenda={id}"), title)).collect();
        Ok(Self {
            chosen,
            recommendation: given.get("recommendation").to_owned(),
            closed: given.get("closed").to_owned(),
            offered,
        })
    }

    /// Whether a field of the form is the meeting's to fill in.
    pub fn fills_in(&self, field: &str) -> bool {
        self.chosen.is_some() && FILLED.contains(&field)
    }
}

fn deed(name: &str) -> Option<Deed> {
    match name {
        "adopt" => Some(Deed::Adoption),
        other => super::super::rests_on::deed(other),
    }
}

/// What a form that is put before a meeting need not say: it is filled in once the body has decided.
pub async fn fill_in(app: &Shared, who: &Coordinator, name: &str, fields: &mut Fields) -> Result<(), Fault> {
    let Some(id) = fields.filled("agenda").map(str::to_owned) else { return Ok(()) };
    let (_, meeting) = find(app, who, id).await?;
    for field in FILLED {
        fields.set(field, "");
    }
    if name == "adopt" {
        fields.set("body", meeting.body.as_str());
        fields.set("meeting_date", &meeting.appointment.on.to_string());
        fields.set("case_number", "1");
    }
    Ok(())
}

/// What became of a form: it was put on an agenda, or carried out.
pub enum Sent {
    /// At this meeting's address.
    Put(String),
    Done(Done),
}

/// Puts the act before the meeting that was chosen, or carries it out. `form`: the name its key begins with.
pub async fn send(
    app: &Shared,
    who: &Coordinator,
    row: &DocumentRow,
    desk: Desk,
    fields: &Fields,
    form: &str,
) -> Result<Result<Sent, Refusal>, Fault> {
    if fields.filled("agenda").is_some() {
        return Ok(put(app, who, row, desk, fields).await?.map(Sent::Put));
    }
    let key = fields.key(&format!("{}/{form}", row.id));
    match app.execute(&who.region, &row.id, who.actor(), Command::Desk(desk), key).await {
        Ok(done) => Ok(Ok(Sent::Done(done))),
        Err(ledger::Error::Refused(refusal)) => Ok(Err(refusal)),
        Err(error) => Err(error.into()),
    }
}

/// Puts the act on the agenda. Gives the meeting's address.
async fn put(
    app: &Shared,
    who: &Coordinator,
    row: &DocumentRow,
    desk: Desk,
    fields: &Fields,
) -> Result<Result<String, Refusal>, Fault> {
    let (meeting, _) = find(app, who, fields.get("agenda").to_owned()).await?;
    let lang = who.lang;
    let name: &'static str = (&desk).into();
    let act = possible::words(lang, row.state.rules(), name);
    let recommendation = fields.filled("recommendation").map_or_else(|| proposed(lang, row, &desk), str::to_owned);
    let matter = Matter {
        title: format!("{}: {}", row.state.title, act.to_lowercase()),
        document: Some(row.id.clone()),
        command: Some(Box::new(desk)),
        content: None,
        recommendation,
        closed: fields.filled("closed").map(str::to_owned),
    };
    let key = fields.key(&format!("{}/agenda", row.id));
    let act = Command::Meeting(MeetingAct::AddItem { matter });
    match app.execute(&who.region, &meeting.id, who.actor(), act, key).await {
        Ok(_) => Ok(Ok(format!("/desk/meeting/{}", meeting.id))),
        Err(ledger::Error::Refused(refusal)) => Ok(Err(refusal)),
        Err(error) => Err(error.into()),
    }
}

/// What the body is asked to decide, in the words that are usual.
fn proposed(lang: Lang, row: &DocumentRow, desk: &Desk) -> String {
    let title = &row.state.title;
    let day = |day: chrono::NaiveDate| lang.plain_date(day).into();
    match desk {
        Desk::OpenHearing { deadline, .. } | Desk::ScheduleHearing { deadline, .. } => {
            lang.with("item-propose-hearing", &[("title", title.into()), ("deadline", day(*deadline))])
        }
        Desk::FinishAssessment { .. } => lang.with("item-propose-councils", &[("title", title.into())]),
        Desk::Adopt { in_force_from, .. } => {
            lang.with("item-propose-adoption", &[("title", title.into()), ("from", day(*in_force_from))])
        }
        Desk::Prolong { until, .. } => {
            lang.with("item-propose-prolonging", &[("title", title.into()), ("until", day(*until))])
        }
        Desk::Repeal { .. } => lang.with("item-propose-repeal", &[("title", title.into())]),
        _ => lang.with("item-propose-other", &[("title", title.into())]),
    }
}
