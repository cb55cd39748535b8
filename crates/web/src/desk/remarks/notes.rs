//! Notes to oneself: tags, who has a remark and until when, and which remarks are alike.

use super::assess::{address, chosen, note_again};
use crate::{Shared, desk::act::find, fault::Fault, form::Fields, who::Coordinator};
use axum::response::Redirect;
use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use ledger::Note;
use procedure::ContactId;

/// The most characters of a tag or of a group's name.
const LONGEST: usize = 60;

/// One remark's note becomes what the form says; of several, an empty field leaves each as it is.
pub async fn save(
    State(app): State<Shared>,
    Path(id): Path<String>,
    who: Coordinator,
    fields: Fields,
) -> Result<Response, Fault> {
    let row = find(&app, &who, id).await?;
    let case = super::work::case(&row)?;
    let remarks = chosen(case, &fields).ok_or(Fault::Unreadable("fault-unreadable"))?;
    let people = app.ledger.contacts(&who.region.id).await?;
    let assignee = fields.filled("assignee").map(|id| ContactId(id.to_owned()));
    if assignee.as_ref().is_some_and(|id| !people.iter().any(|person| person.id == *id)) {
        return Err(Fault::Unreadable("fault-unreadable"));
    }
    let short = |text: &str| text.trim().chars().take(LONGEST).filter(|c| !c.is_control()).collect::<String>();
    let mut tags: Vec<String> = Vec::new();
    for tag in fields.get("tags").split(',').map(short).filter(|tag| !tag.is_empty()) {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    let together = fields.filled("together").map(short);
    let mut given = Note { tags, assignee, due_on: None, together };
    if let Some(day) = fields.filled("due_on") {
        let Ok(day) = day.parse() else { return note_again(&app, &who, &row, &remarks, given, day).await };
        given.due_on = Some(day);
    }
    let before = app.ledger.notes(&who.region.id, &row.id).await?;
    let several = remarks.len() > 1;
    let note = |remark: &&procedure::Remark| {
        let known = before.get(&remark.id).filter(|_| several).cloned().unwrap_or_default();
        let mut tags = known.tags;
        tags.extend(given.tags.iter().filter(|tag| !tags.contains(tag)).cloned().collect::<Vec<_>>());
        let note = Note {
            tags,
            assignee: given.assignee.clone().or(known.assignee),
            due_on: given.due_on.or(known.due_on),
            together: given.together.clone().or(known.together),
        };
        (remark.id.clone(), note)
    };
    app.ledger.put_notes(&who.region.id, &row.id, remarks.iter().map(note).collect()).await?;
    Ok(Redirect::to(&format!("{}#notes", address(&row.id, &remarks))).into_response())
}
