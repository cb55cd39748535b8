//! What happened to a meeting, in sentences.

use super::{Names, hindrance, word};
use procedure::{Appointment, ContactId, MeetingEvent, Resolution, Wording, case_number, last_number};
use words::language::{Lang, Value};

/// `tirsdag 8. desember 2026 kl. 10.00, Rådhuset`
pub fn appointed(lang: Lang, appointment: &Appointment) -> String {
    let when = lang.instant(appointment.on.and_time(appointment.at));
    let form = lang.t(&word("meeting-form", appointment.form));
    if appointment.place.is_empty() {
        format!("{when}, {form}")
    } else {
        format!("{when}, {form}, {}", appointment.place)
    }
}

/// `vedtatt (5 for, 3 mot, møtelederens stemme avgjorde)`
pub fn outcome(lang: Lang, resolution: &Resolution) -> String {
    let said = lang.t(&word("item", resolution.outcome));
    let votes = resolution.votes.map(|votes| match votes.in_favour.min(votes.against) {
        0 => lang.with("item-unanimous", &[("votes", votes.in_favour.max(votes.against).into())]),
        _ => lang.votes(votes),
    });
    let casting = resolution.casting.then(|| lang.t("item-casting"));
    let details: Vec<String> = votes.into_iter().chain(casting).collect();
    if details.is_empty() { said } else { format!("{said} ({})", details.join(", ")) }
}

/// What the meeting said to deciding an item that was not on the agenda sent out.
pub fn taken_up(lang: Lang, opposed: &[ContactId], allowed: bool, person: &dyn Fn(&ContactId) -> String) -> String {
    let people = opposed.iter().map(person).collect::<Vec<_>>().join("; ");
    match (opposed.is_empty(), allowed) {
        (true, _) => lang.t("item-unopposed"),
        (false, true) => lang.with("item-opposed", &[("people", people.into())]),
        (false, false) => lang.with("item-stopped", &[("people", people.into())]),
    }
}

/// A reason, where one was given.
fn because(lang: Lang, reason: &str) -> String {
    if reason.is_empty() { String::new() } else { lang.with("event-meeting-reason", &[("reason", reason.into())]) }
}

pub(super) fn sentence(lang: Lang, event: &MeetingEvent, names: &Names) -> String {
    let say = |key: &str, values: &[(&'static str, Value)]| lang.with(key, values);
    let person = |id| ("person", Value::from(names.person(lang, id)));
    let why = |reason: &Wording<String>| ("reason", Value::from(reason.text(lang.code())));
    match event {
        MeetingEvent::Arranged { appointment, .. } => {
            say("event-meeting-arranged", &[("when", appointed(lang, appointment).into())])
        }
        MeetingEvent::Moved { appointment, reason, .. } => {
            say("event-meeting-moved", &[("when", appointed(lang, appointment).into()), why(reason)])
        }
        MeetingEvent::ItemAdded { matter, .. } => say("event-meeting-item-added", &[("title", (&matter.title).into())]),
        MeetingEvent::ItemChanged { title, .. } => say("event-meeting-item-changed", &[("title", title.into())]),
        MeetingEvent::ItemRemoved { item, reason } => {
            say("event-meeting-item-removed", &[("item", (*item).into()), ("reason", reason.into())])
        }
        MeetingEvent::ItemOrdered { item, place } => {
            say("event-meeting-item-ordered", &[("item", (*item).into()), ("place", (*place).into())])
        }
        MeetingEvent::Called { seats, reason, again, .. } => {
            let reason = because(lang, reason.as_ref().map_or("", |reason| reason.text(lang.code())));
            let key = if *again { "event-meeting-called-again" } else { "event-meeting-called" };
            say(key, &[("members", seats.len().into()), ("reason", reason.into())])
        }
        MeetingEvent::ItemsNumbered { year, first, items, .. } => {
            let number = |n: u32| case_number(n, *year);
            let last = last_number(*first, items);
            if last == *first {
                return say("event-meeting-item-numbered", &[("number", number(last).into())]);
            }
            say("event-meeting-items-numbered", &[("first", number(*first).into()), ("last", number(last).into())])
        }
        MeetingEvent::AbsenceDeclared { person: absent, deputy: Some(deputy), reason } => say(
            "event-meeting-absence",
            &[person(absent), ("deputy", names.person(lang, deputy).into()), ("reason", because(lang, reason).into())],
        ),
        MeetingEvent::AbsenceDeclared { person: absent, deputy: None, reason } => {
            say("event-meeting-absence-nobody", &[person(absent), ("reason", because(lang, reason).into())])
        }
        MeetingEvent::AbsenceWithdrawn { person: back, released: Some(deputy) } => {
            say("event-meeting-comes-deputy", &[person(back), ("deputy", names.person(lang, deputy).into())])
        }
        MeetingEvent::AbsenceWithdrawn { person: back, released: None } => say("event-meeting-comes", &[person(back)]),
        MeetingEvent::Opened { present, chair } => {
            say("event-meeting-opened", &[("present", present.len().into()), person(chair)])
        }
        MeetingEvent::Disqualified { item, person: out, legal_basis, .. } => {
            say("event-meeting-disqualified", &[person(out), ("item", (*item).into()), ("basis", legal_basis.into())])
        }
        MeetingEvent::ProposalPut { item, by, .. } => {
            say("event-meeting-proposal", &[person(by), ("item", (*item).into())])
        }
        MeetingEvent::ItemTakenUp { item, opposed, allowed } => {
            let said = taken_up(lang, opposed, *allowed, &|id| names.person(lang, id));
            say("event-meeting-taken-up", &[("item", (*item).into()), ("said", said.into())])
        }
        MeetingEvent::ItemDecided { item, resolution } => {
            say("event-meeting-decided", &[("item", (*item).into()), ("outcome", outcome(lang, resolution).into())])
        }
        MeetingEvent::ItemCarriedOut { item, refusal: None } => {
            say("event-meeting-carried-out", &[("item", (*item).into())])
        }
        MeetingEvent::ItemCarriedOut { item, refusal: Some(refusal) } => {
            let why = hindrance(lang, refusal, None, names);
            say("event-meeting-hindered", &[("item", (*item).into()), ("why", why.into())])
        }
        MeetingEvent::Closed { .. } => say("event-meeting-closed", &[]),
        MeetingEvent::MinutesApproved { .. } => say("event-meeting-minutes-approved", &[]),
        MeetingEvent::Cancelled { reason } => say("event-meeting-cancelled", &[why(reason)]),
    }
}
