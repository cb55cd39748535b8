//! An item while the meeting deals with it: who takes no part, what is proposed, what is decided.

use super::{
    advice, find,
    show::{Person, Typed},
};
use crate::{
    Shared,
    fault::Fault,
    form,
    minutes::{ItemView, Reader, minutes},
    page::{Page, Problem},
    who::Coordinator,
};
use app::history::Names;
use askama::Template;
use askama_web::WebTemplate;
use axum::extract::{Path, State};
use ledger::DocumentRow;
use procedure::{ContactId, ItemOutcome, Meeting, Stage};

#[derive(Template, WebTemplate)]
#[template(path = "desk/meeting/item.html")]
pub struct ItemPage {
    page: Page,
    /// The meeting's address.
    base: String,
    /// The meeting's title.
    meeting: String,
    item: ItemView,
    /// The meeting is in session: things can be decided.
    open: bool,
    /// Those present, where the meeting must say whether the item may be decided.
    opposing: Option<Vec<Person>>,
    /// The item can be taken off the agenda.
    removable: bool,
    /// The agenda may still change.
    changeable: bool,
    title: String,
    recommendation: String,
    /// Who takes part: id and name.
    voters: Vec<(String, String)>,
    deputies: Vec<(String, String)>,
    /// The proposals, by their numbers.
    proposals: Vec<(String, String)>,
    outcomes: Vec<(String, String)>,
    /// How many votes there are.
    votes: usize,
    typed: Typed,
    /// How far the log had come.
    seen: u32,
    nonce: String,
    problems: Vec<Problem>,
}

pub async fn show(
    State(app): State<Shared>,
    Path((id, item)): Path<(String, u32)>,
    who: Coordinator,
) -> Result<ItemPage, Fault> {
    let (row, meeting) = find(&app, &who, id).await?;
    page(&app, &who, &row, &meeting, item, Typed::default(), Vec::new()).await
}

pub async fn page(
    app: &Shared,
    who: &Coordinator,
    row: &DocumentRow,
    meeting: &Meeting,
    number: u32,
    typed: Typed,
    problems: Vec<Problem>,
) -> Result<ItemPage, Fault> {
    let lang = who.lang;
    let item = meeting.item(number).ok_or(Fault::NotFound)?;
    let people = app.ledger.people(&who.region.id).await?.ok_or(Fault::NotFound)?;
    let told =
        minutes(lang, &people, meeting, &advice(app, &who.region.id, meeting, Reader::Desk).await?, Reader::Desk);
    let view = told.items.into_iter().find(|view| view.id == number).ok_or(Fault::NotFound)?;
    let names = Names::of_people(&people, meeting.appointment.on);
    let named = |id: &ContactId| {
        let party = meeting.seat_of(id).map(|seat| names.get(&seat.party)).unwrap_or_default();
        (id.to_string(), format!("{}, {party}", names.person(lang, id)))
    };
    let voters = meeting.voters(item);
    let free = |id: &&ContactId| !meeting.present.contains(id) && !voters.contains(id);
    let deputies = meeting.seats.iter().flat_map(|seat| &seat.deputies).filter(free).map(named);
    let outcome = |outcome: &&str| ((*outcome).to_owned(), lang.t(&format!("item-{outcome}")));
    let proposal = |(n, (by, _)): (usize, &(String, crate::prose::Prose))| {
        let n = (n + 1).to_string();
        (n.clone(), lang.with("item-proposal-choice", &[("n", n.into()), ("person", by.into())]))
    };
    let asked = item.unlisted && item.resolution.is_none() && meeting.stage == Stage::Open;
    let ticked = |id: &ContactId| match typed.act.as_str() {
        "take_up_item" => typed.fields.all("opposed").any(|known| known == id.as_str()),
        _ => item.taken_up.as_ref().is_some_and(|said| said.opposed.contains(id)),
    };
    let opposing = |id: &ContactId| Person { id: id.to_string(), name: named(id).1, ticked: ticked(id) };
    let changeable = meeting.stage < Stage::Closed && item.resolution.is_none();
    Ok(ItemPage {
        page: Page::desk(app, who, view.heading.clone(), &format!("/desk/meeting/{}/items/{number}", row.id)).await?,
        base: format!("/desk/meeting/{}", row.id),
        meeting: told.title,
        open: matches!(meeting.stage, Stage::Open | Stage::Closed),
        opposing: asked.then(|| meeting.present.iter().map(opposing).collect()),
        removable: changeable && (item.unlisted || meeting.stage != Stage::Open),
        changeable,
        title: item.matter.title.clone(),
        recommendation: item.matter.recommendation.clone(),
        voters: voters.iter().map(|id| named(id)).collect(),
        deputies: deputies.collect(),
        proposals: view.proposals.iter().enumerate().map(proposal).collect(),
        outcomes: ItemOutcome::ids().iter().map(outcome).collect(),
        votes: voters.len(),
        item: view,
        typed,
        seen: row.seq,
        nonce: form::nonce(),
        problems,
    })
}
