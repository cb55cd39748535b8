//! What has happened to a meeting since a form was opened: another's change of the same thing is not overwritten unseen, and
//! what was typed for a form that is there no more can be read and copied.

use super::show::Typed;
use crate::{Shared, fault::Fault, form::Fields, returned, who::Coordinator};
use app::history::{self, Names};
use ledger::DocumentRow;
use procedure::{Event, Meeting, MeetingEvent, Recorded, Stage};

/// What came after the form was opened.
async fn since(app: &Shared, row: &DocumentRow, fields: &Fields) -> Result<Vec<Recorded>, Fault> {
    let Ok(seen) = fields.get("seen").parse::<u32>() else { return Ok(Vec::new()) };
    let log = app.ledger.log(row).await?;
    Ok(log.iter().filter(|line| line.seq > seen).cloned().collect())
}

/// Whether another has changed what the act changes.
pub async fn overtaken(
    app: &Shared,
    who: &Coordinator,
    row: &DocumentRow,
    act: &str,
    fields: &Fields,
) -> Result<bool, Fault> {
    let (own, number) = (who.actor().to_string(), fields.get("item").parse().unwrap_or(0));
    let since = since(app, row, fields).await?;
    Ok(since.iter().any(|line| line.actor != own && touches(&line.event, act, number)))
}

fn touches(event: &Event, act: &str, number: u32) -> bool {
    let Event::Meeting(event) = event else { return false };
    match event {
        MeetingEvent::ItemChanged { item, .. } | MeetingEvent::ItemDecided { item, .. } => {
            *item == number && matches!(act, "change_item" | "remove_item" | "decide_item")
        }
        MeetingEvent::ItemTakenUp { item, .. } => *item == number && act == "take_up_item",
        MeetingEvent::Moved { .. } => act == "move_meeting",
        MeetingEvent::Opened { .. } => act == "open_meeting",
        _ => false,
    }
}

/// A form as it is given back: what was typed, and what has happened meanwhile.
pub async fn given_back(
    app: &Shared,
    who: &Coordinator,
    row: &DocumentRow,
    meeting: &Meeting,
    act: &str,
    fields: &Fields,
) -> Result<Typed, Fault> {
    let people = app.ledger.people(&who.region.id).await?.ok_or(Fault::NotFound)?;
    let names = Names::of_people(&people, meeting.appointment.on);
    let line = |recorded: &Recorded| {
        let at = who.lang.instant(app::local(&who.region, recorded.at));
        (at, history::line(who.lang, &recorded.event, &names))
    };
    let meanwhile = since(app, row, fields).await?.iter().map(line).collect();
    let there = has_form(meeting, act, fields.get("item").parse().unwrap_or(0));
    let lost = if there { Vec::new() } else { returned::texts(fields) };
    Ok(Typed { act: act.to_owned(), fields: fields.clone(), meanwhile, lost })
}

/// Whether the page still has the act's form.
fn has_form(meeting: &Meeting, act: &str, item: u32) -> bool {
    let (stage, item) = (meeting.stage, meeting.item(item));
    let undecided = item.is_some_and(|item| item.resolution.is_none());
    match act {
        "call_meeting" => stage == Stage::Arranged || (stage == Stage::Called && meeting.changed),
        "move_meeting" | "cancel_meeting" => stage < Stage::Open,
        "declare_absence" => stage == Stage::Called,
        "add_item" => stage < Stage::Closed,
        "change_item" | "remove_item" => stage < Stage::Closed && undecided,
        "decide_item" | "put_proposal" | "disqualify" => item.is_some() && matches!(stage, Stage::Open | Stage::Closed),
        _ => true,
    }
}
