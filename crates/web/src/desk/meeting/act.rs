//! The forms of a meeting's pages, each an act. What is refused is shown on the page it came from, as it was typed.

use super::{
    find, item,
    meanwhile::{given_back, overtaken},
    new::appointment,
    show,
};
use crate::{Shared, desk::forms, fault::Fault, form::Fields, page::Problem, who::Coordinator};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use procedure::{Command, ContactId, Event, Matter, MeetingAct, MeetingEvent, Refusal, Stage};
use words::language::Lang;

/// Acts that are filled in at an item's own page.
const OF_ITEM: [&str; 6] = ["change_item", "remove_item", "disqualify", "put_proposal", "take_up_item", "decide_item"];

pub async fn carry_out(
    State(app): State<Shared>,
    Path((id, name)): Path<(String, String)>,
    who: Coordinator,
    fields: Fields,
) -> Result<Response, Fault> {
    let (row, meeting) = find(&app, &who, id).await?;
    let number = fields.get("item").parse().unwrap_or(0);
    let of_item = OF_ITEM.contains(&name.as_str());
    let again = async |status: StatusCode, problem: Problem| {
        // As it is now: another may have changed it since.
        let (row, meeting) = find(&app, &who, row.id.to_string()).await?;
        let typed = given_back(&app, &who, &row, &meeting, &name, &fields).await?;
        let problems = vec![Problem { field: marked(&name, &problem.field), ..problem }];
        let page = if of_item && meeting.item(number).is_some() {
            item::page(&app, &who, &row, &meeting, number, typed, problems).await?.into_response()
        } else {
            show::page(&app, &who, &row, &meeting, typed, problems).await?.into_response()
        };
        Ok((status, page).into_response())
    };
    let act = match read(&who, &name, &fields) {
        Ok(act) => act,
        Err(Some(problem)) => return again(StatusCode::UNPROCESSABLE_ENTITY, problem).await,
        Err(None) => return Err(Fault::NotFound),
    };
    if overtaken(&app, &who, &row, &name, &fields).await? {
        return again(StatusCode::CONFLICT, Problem::of(who.lang, &Refusal::ChangedMeanwhile)).await;
    }
    let key = fields.key(&format!("{}/{name}", row.id));
    match app.execute(&who.region, &row.id, who.actor(), Command::Meeting(act), key).await {
        Ok(done) => {
            // What comes up in a meeting is asked about before it is decided.
            let added = done.events.iter().find_map(|recorded| match &recorded.event {
                Event::Meeting(MeetingEvent::ItemAdded { item, .. }) if meeting.stage == Stage::Open => Some(*item),
                _ => None,
            });
            let stays = of_item && !matches!(name.as_str(), "decide_item" | "remove_item");
            let back = added.or(stays.then_some(number)).map_or_else(String::new, |item| format!("/items/{item}"));
            Ok(Redirect::to(&format!("/desk/meeting/{}{back}", row.id)).into_response())
        }
        Err(ledger::Error::Refused(refusal)) => again(StatusCode::CONFLICT, fields.problem(who.lang, &refusal)).await,
        Err(error) => Err(error.into()),
    }
}

/// A field's id on a page of several forms.
fn marked(act: &str, field: &str) -> String {
    if field.is_empty() { String::new() } else { format!("{act}-{field}") }
}

/// The act as it was filled in.
///
/// # Errors
/// A field that cannot be read; `None` where there is no such act.
fn read(who: &Coordinator, name: &str, fields: &Fields) -> Result<MeetingAct, Option<Problem>> {
    let lang = who.lang;
    let unread = |field: &str, key: &str| Some(Problem { field: field.to_owned(), sentence: lang.t(key) });
    let number = |field: &str| fields.get(field).parse().map_err(|_| unread(field, "register-number-unreadable"));
    let text = |field: &str| fields.get(field).to_owned();
    let person = |field: &str| ContactId(text(field));
    let filled = |field: &str| fields.filled(field).map(str::to_owned);
    let worded = || forms::typed(fields, "reason", &who.region.language);
    let reason = || worded().unwrap_or_else(|| String::new().into());
    Ok(match name {
        "move_meeting" => MeetingAct::MoveMeeting {
            appointment: appointment(lang, fields, "")?,
            reason: reason(),
            title: String::new(),
        },
        "add_item" => MeetingAct::AddItem {
            matter: Matter {
                title: fields.line("title"),
                document: None,
                command: None,
                content: None,
                recommendation: text("recommendation"),
                closed: filled("closed"),
            },
        },
        "change_item" => MeetingAct::ChangeItem {
            item: number("item")?,
            title: fields.line("title"),
            recommendation: text("recommendation"),
        },
        "remove_item" => MeetingAct::RemoveItem { item: number("item")?, reason: text("reason") },
        "order_item" => MeetingAct::OrderItem { item: number("item")?, place: number("place")? },
        "call_meeting" => MeetingAct::CallMeeting {
            reason: worded(),
            first: fields.filled("first").map(|_| number("first")).transpose()?,
        },
        "declare_absence" => MeetingAct::DeclareAbsence { person: person("person"), reason: text("reason") },
        "withdraw_absence" => MeetingAct::WithdrawAbsence { person: person("person") },
        "open_meeting" => MeetingAct::OpenMeeting {
            present: fields.all("present").map(ContactId::from).collect(),
            chair: person("chair"),
        },
        "disqualify" => MeetingAct::Disqualify {
            item: number("item")?,
            person: person("person"),
            legal_basis: text("legal_basis"),
            deputy: filled("deputy").map(ContactId),
        },
        "put_proposal" => MeetingAct::PutProposal { item: number("item")?, by: person("by"), text: text("text") },
        "take_up_item" => MeetingAct::TakeUpItem {
            item: number("item")?,
            opposed: fields.all("opposed").map(ContactId::from).collect(),
        },
        "decide_item" => MeetingAct::DecideItem {
            item: number("item")?,
            outcome: fields.get("outcome").parse().map_err(|_| unread("outcome", "item-outcome-missing"))?,
            proposal: fields.filled("proposal").map(|_| number("proposal")).transpose()?,
            text: filled("text"),
            votes: fields.votes().map_err(|field| unread(field, "register-number-unreadable"))?,
            casting: fields.has("casting"),
        },
        "close_meeting" => MeetingAct::CloseMeeting {},
        "approve_minutes" => MeetingAct::ApproveMinutes {},
        "cancel_meeting" => MeetingAct::CancelMeeting { reason: reason() },
        _ => return Err(None),
    })
}
