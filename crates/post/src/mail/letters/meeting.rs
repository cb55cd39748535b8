//! Letters about a meeting of one of the region's own bodies.

use super::{
    head::{Head, Line},
    writer::{Told, Writer},
};
use anyhow::Context as _;
use app::{history, meetings};
use askama::Template;
use procedure::{AgendaItem, Event, Meeting, MeetingEvent, Role};
use words::language::Lang;

/// Whom a letter about a meeting is to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Addressee {
    Member,
    /// Comes only when called.
    Deputy,
    /// The chief executive, who gets the agenda.
    Executive,
    /// The registry's copy.
    Copy,
}

/// A meeting as a letter tells of it.
pub struct About {
    pub head: Head,
    /// `regionrådet`
    pub body: String,
    /// Day, time, form and place.
    pub when: String,
    /// Where anyone may read the agenda and the minutes.
    pub address: String,
    pub addressee: Addressee,
}

impl About {
    fn of(writer: &Writer<'_>, told: &Told<'_>, meeting: &Meeting) -> anyhow::Result<Self> {
        let lang = writer.lang;
        let mut head = writer.head_of(told.state)?;
        head.title = Line::of(&meetings::title(lang, meeting.body, meeting.appointment.on));
        let person = &writer.contact.id;
        let addressee = match writer.row.role {
            _ if writer.row.copy => Addressee::Copy,
            Some(Role::ChiefExecutive) if !meeting.seats.iter().any(|seat| seat.member == *person) => {
                Addressee::Executive
            }
            _ if meeting.seats.iter().any(|seat| seat.member == *person) => Addressee::Member,
            _ => Addressee::Deputy,
        };
        head.executive = writer.row.role == Some(Role::ChiefExecutive);
        if writer.row.role == Some(Role::Representative) && !writer.contact.name.is_empty() {
            head.to = format!("{}, {}", writer.contact.name, head.to);
        }
        let base = writer.sources.app.config.base_url();
        Ok(Self {
            head,
            body: lang.body(meeting.body.as_str()),
            when: history::appointed(lang, &meeting.appointment),
            address: format!("{base}/{}/meetings/{}", writer.row.region, told.document),
            addressee,
        })
    }
}

fn meeting<'a>(told: &Told<'a>) -> anyhow::Result<&'a Meeting> {
    told.state.meeting.as_deref().context("the letter is of a meeting, and there is none")
}

/// `Sak 013/26: Budsjett`; of an item behind closed doors only the paragraph.
fn agenda(writer: &Writer<'_>, item: &AgendaItem) -> String {
    let title = match &item.matter.closed {
        Some(basis) => writer.lang.with("item-closed", &[("basis", basis.into())]),
        None => item.matter.title.clone(),
    };
    let number = item.number.as_deref().unwrap_or_default();
    writer.lang.with("item-line", &[("number", number.into()), ("title", title.into())])
}

/// Calls to a meeting, or tells of it.
#[derive(Template)]
#[template(path = "letters/meeting_notice.txt")]
pub struct MeetingNotice {
    pub about: About,
    pub items: Vec<String>,
    /// Why it comes later than it should.
    pub short: Option<String>,
    /// Why the meeting was moved.
    pub moved: Option<String>,
    /// A notice has gone out before: this is of the agenda as it was changed.
    pub again: bool,
    /// Where whoever is called says that they cannot come.
    pub link: Option<&'static str>,
}

impl MeetingNotice {
    /// From a notice, or from another time or place.
    pub fn of(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Self> {
        let meeting = meeting(told)?;
        let (short, moved, again) = match &told.recorded.event {
            Event::Meeting(MeetingEvent::Called { reason, again, .. }) => {
                (reason.as_ref().map(|reason| writer.worded(reason)), None, *again)
            }
            Event::Meeting(MeetingEvent::Moved { reason, .. }) => (None, Some(writer.worded(reason)), false),
            _ => return Err(writer.tells_not_of(told)),
        };
        // What has been changed since is told by another notice.
        let items = meeting.sent_agenda().iter().map(|item| agenda(writer, item)).collect();
        Ok(Self { about: About::of(writer, told, meeting)?, items, short, moved, again, link: writer.link() })
    }
}

/// Calls a deputy in.
#[derive(Template)]
#[template(path = "letters/deputy_called.txt")]
pub struct DeputyCalled {
    pub about: About,
    /// Who cannot come.
    pub absent: String,
    /// Where whoever is called says that they cannot come.
    pub link: Option<&'static str>,
}

impl DeputyCalled {
    /// From an absence.
    pub fn of(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Self> {
        let Event::Meeting(MeetingEvent::AbsenceDeclared { person, .. }) = &told.recorded.event else {
            return Err(writer.tells_not_of(told));
        };
        let absent = history::Names::of_people(&writer.people, writer.written_on()).person(writer.lang, person);
        Ok(Self { about: About::of(writer, told, meeting(told)?)?, absent, link: writer.link() })
    }
}

/// Tells a deputy who was called that they need not come.
#[derive(Template)]
#[template(path = "letters/deputy_released.txt")]
pub struct DeputyReleased {
    pub about: About,
    /// Who comes after all.
    pub person: String,
}

impl DeputyReleased {
    /// From an absence that was taken back.
    pub fn of(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Self> {
        let Event::Meeting(MeetingEvent::AbsenceWithdrawn { person, .. }) = &told.recorded.event else {
            return Err(writer.tells_not_of(told));
        };
        let person = history::Names::of_people(&writer.people, writer.written_on()).person(writer.lang, person);
        Ok(Self { about: About::of(writer, told, meeting(told)?)?, person })
    }
}

/// Calls a meeting off.
#[derive(Template)]
#[template(path = "letters/meeting_cancelled.txt")]
pub struct MeetingCancelled {
    pub about: About,
    pub reason: String,
}

impl MeetingCancelled {
    /// From the cancellation.
    pub fn of(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Self> {
        let Event::Meeting(MeetingEvent::Cancelled { reason }) = &told.recorded.event else {
            return Err(writer.tells_not_of(told));
        };
        Ok(Self { about: About::of(writer, told, meeting(told)?)?, reason: writer.worded(reason) })
    }
}

/// Says that the minutes are approved, and what was decided.
#[derive(Template)]
#[template(path = "letters/minutes_notice.txt")]
pub struct MinutesNotice {
    pub about: About,
    /// Each item with what became of it.
    pub items: Vec<(String, String)>,
}

impl MinutesNotice {
    /// From the approval.
    pub fn of(writer: &Writer<'_>, told: &Told<'_>) -> anyhow::Result<Self> {
        let Event::Meeting(MeetingEvent::MinutesApproved { .. }) = &told.recorded.event else {
            return Err(writer.tells_not_of(told));
        };
        let meeting = meeting(told)?;
        let outcome = |item: &AgendaItem| item.resolution.as_ref().map(|done| history::outcome(writer.lang, done));
        let items = meeting.items.iter().map(|item| (agenda(writer, item), outcome(item).unwrap_or_default()));
        Ok(Self { about: About::of(writer, told, meeting)?, items: items.collect() })
    }
}
