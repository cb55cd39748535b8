//! Meetings of the region's own bodies: what the rules cannot read is filled in before they decide, and what a body has
//! decided is carried out on the document it is about.

use crate::{App, ids};
use chrono::NaiveDate;
use ledger::{ContactRow, DocumentRow, Done, Error, Filter, Key, RegionRow};
use procedure::{
    Actor, Body, Command, Contact, ContactId, DocumentId, Event, Facts, Hash, MEETING, Matter, MeetingAct,
    MeetingEvent, PartyId, PhaseName, Refusal, RegionId, RegisterAct, Role, decide, register_of,
};
use words::language::Lang;

/// Meetings of a region that are under way at a time.
const UNDER_WAY: u32 = 500;

/// `Møte i regionrådet 8. desember 2026`
pub fn title(lang: Lang, body: Body, on: NaiveDate) -> String {
    let values = [("body", lang.body(body.as_str()).into()), ("date", lang.plain_date(on).into())];
    lang.with("meeting-title", &values)
}

/// The act with what its door cannot know: the meeting's title, and the text that an item puts before the body.
///
/// # Errors
/// The refusal, where the item's document is not there, or where what is to be decided could not be carried out.
pub async fn prepared(
    app: &App,
    region: &RegionRow,
    meeting: &DocumentId,
    actor: &Actor,
    mut command: Command,
) -> Result<Command, Error> {
    let lang = Lang::parse(&region.language).unwrap_or_default();
    match &mut command {
        Command::Meeting(MeetingAct::ArrangeMeeting { body, appointment, title: own }) => {
            *own = title(lang, *body, appointment.on);
        }
        Command::Meeting(MeetingAct::MoveMeeting { appointment, title: own, .. }) => {
            if let Some(row) = app.ledger.logged(meeting).await?
                && let Some(known) = &row.state.meeting
            {
                *own = title(lang, known.body, appointment.on);
            }
        }
        Command::Meeting(MeetingAct::AddItem { matter }) => put(app, region, meeting, actor, matter).await?,
        _ => {}
    }
    Ok(command)
}

/// The document's text as it is put before the body. A decision that could not be carried out is not put at all: it is
/// tried as of the day of the meeting.
async fn put(
    app: &App,
    region: &RegionRow,
    meeting: &DocumentId,
    actor: &Actor,
    matter: &mut Matter,
) -> Result<(), Error> {
    let Some(id) = &matter.document else { return Ok(()) };
    let row = app.ledger.document(&region.id, id).await?.ok_or(Error::Refused(Refusal::DocumentUnknown))?;
    matter.content = row.state.version().map(|version| version.content.clone());
    let held = app.ledger.logged(meeting).await?.and_then(|row| row.state.meeting.clone());
    let (Some(command), Some(held)) = (matter.command.as_deref(), held) else { return Ok(()) };
    let decision = held.decision_numbered("1".to_owned());
    let roster = app.ledger.roster(&region.id).await?;
    let facts = Facts { today: held.appointment.on, actor, kinds: app.ledger.kinds(), roster: &roster };
    decide(Some(&row.state), &facts, &Command::Desk(command.with_decision(&decision))).map_err(Error::Refused)?;
    Ok(())
}

/// A region's meetings, or those in one phase of a document: the newest, by when they were arranged.
pub async fn newest(
    app: &App,
    region: &RegionId,
    phase: Option<PhaseName>,
    limit: u32,
) -> Result<Vec<DocumentRow>, Error> {
    let filter = Filter { kind: Some(MEETING.to_owned()), phase, newest: true, limit, ..Filter::default() };
    app.ledger.documents(region, &filter).await
}

/// A region's meetings in the order they are held, as many as fit: those before a day, and those from it on.
pub async fn around(
    app: &App,
    region: &RegionId,
    day: NaiveDate,
    limit: u32,
) -> Result<(Vec<DocumentRow>, Vec<DocumentRow>), Error> {
    let mut rows = newest(app, region, None, limit).await?;
    let held = |row: &DocumentRow| row.state.meeting.as_ref().map(|meeting| &meeting.appointment).map(|a| (a.on, a.at));
    rows.sort_by_key(held);
    Ok(rows.into_iter().partition(|row| held(row).is_some_and(|(on, _)| on < day)))
}

/// A region's meetings that are not over, in no order.
pub async fn under_way(app: &App, region: &RegionRow) -> Result<Vec<DocumentRow>, Error> {
    newest(app, &region.id, Some(PhaseName::Drafting), UNDER_WAY).await
}

/// Someone elected, as they were typed.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub name: String,
    pub address: String,
}

/// Whom a council has elected, by name and address.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Elected {
    pub body: Body,
    pub municipality: PartyId,
    pub members: Vec<Person>,
    #[serde(default)]
    pub deputies: Vec<Person>,
    pub from: NaiveDate,
    #[serde(default)]
    pub until: Option<NaiveDate>,
    pub reason: String,
}

/// Enters an election: its people are kept as rows, those who are there and new ones, and the register's act names them.
/// Nothing is kept of one that is refused.
pub async fn elect(
    app: &App,
    region: &RegionRow,
    actor: Actor,
    elected: Elected,
    key: Option<Key>,
) -> Result<Done, Error> {
    let known = app.ledger.contacts(&region.id).await?;
    let mut roster = app.ledger.roster(&region.id).await?;
    let party = &elected.municipality;
    let mut rows = Vec::new();
    let mut ids_of = |people: &[Person]| -> Result<Vec<ContactId>, Error> {
        let of = |person: &Person| {
            let same = |contact: &&ContactRow| {
                contact.role == Role::Representative && contact.address.eq_ignore_ascii_case(&person.address)
            };
            // One person sits for one council.
            if known.iter().filter(same).any(|contact| contact.party.as_ref() != Some(party)) {
                return Err(Error::Refused(Refusal::SeatTwice));
            }
            let there = known.iter().find(same);
            let id = there.map_or_else(|| ids::contact(&app.clock), |contact| contact.id.clone());
            let (name, address) = (person.name.clone(), person.address.clone());
            let (role, generation, suppressed) = (Role::Representative, 1, false);
            let row =
                ContactRow { id: id.clone(), party: Some(party.clone()), role, name, address, generation, suppressed };
            rows.push((there.is_some(), row));
            Ok(id)
        };
        people.iter().map(of).collect()
    };
    let (members, deputies) = (ids_of(&elected.members)?, ids_of(&elected.deputies)?);
    for (_, row) in &rows {
        let known = Contact {
            party: row.party.clone(),
            role: row.role,
            address: row.address.clone(),
            reachable: true,
            own_domain: false,
        };
        roster.contacts.insert(row.id.clone(), known);
    }
    let Elected { body, municipality, from, until, reason, .. } = elected;
    let act = Command::Register(RegisterAct::Elect { body, municipality, members, deputies, from, until, reason });
    let facts = Facts { today: app.today(region), actor: &actor, kinds: app.ledger.kinds(), roster: &roster };
    let register = register_of(&region.id);
    let state = app.ledger.logged(&register).await?.map(|row| row.state);
    decide(state.as_deref(), &facts, &act).map_err(Error::Refused)?;
    for (there, row) in rows {
        if there {
            app.ledger.change_contact(&region.id, &row.id, &row.name, &row.address).await?;
        } else {
            app.ledger.add_contact(&region.id, &row).await?;
        }
    }
    Box::pin(app.execute(region, &register, actor, act, key)).await
}

/// Carries out what any meeting has decided and nobody has carried out yet.
pub async fn follow(app: &App, region: &RegionRow) -> Result<(), Error> {
    for row in under_way(app, region).await? {
        carry_out(app, region, &row.id).await?;
    }
    Ok(())
}

/// Carries out what a meeting has decided: as whoever recorded the decision, once, and with the decision's own number and
/// votes. What stands in the way is written in the meeting's log.
pub async fn carry_out(app: &App, region: &RegionRow, meeting: &DocumentId) -> Result<(), Error> {
    let Some(row) = app.ledger.logged(meeting).await?.filter(|row| row.region == region.id) else { return Ok(()) };
    let Some(held) = &row.state.meeting else { return Ok(()) };
    for (item, document, desk) in held.to_carry_out() {
        let Some((seq, actor)) = recorded(app, &row, item.id).await? else { continue };
        let once = format!("decided:{meeting}:{}:{seq}", item.id);
        let key = Key { body: Hash::of(once.as_bytes()), key: once };
        let content = |row: &DocumentRow| row.state.version().map(|version| version.content.clone());
        let refusal = match app.ledger.document(&region.id, &document).await? {
            None => Some(Refusal::DocumentUnknown),
            // What was decided is the text that was put before the body.
            Some(target) if content(&target) != item.matter.content => Some(Refusal::ChangedMeanwhile),
            Some(_) => {
                match Box::pin(app.execute(region, &document, actor, Command::Desk(desk), Some(key))).await {
                    Ok(_) => None,
                    Err(Error::Refused(refusal)) => Some(refusal),
                    // Another node is at it: the next look sees.
                    Err(Error::Conflict) => continue,
                    Err(error) => return Err(error),
                }
            }
        };
        let refusal = refusal.map(|refusal| refusal.name());
        let carried = Command::Meeting(MeetingAct::CarriedOut { item: item.id, refusal });
        match Box::pin(app.execute(region, meeting, Actor::Calendar, carried, None)).await {
            Ok(_) | Err(Error::Refused(_) | Error::Conflict) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Who recorded what was decided of an item, and at which place of the log.
async fn recorded(app: &App, row: &DocumentRow, item: u32) -> Result<Option<(u32, Actor)>, Error> {
    let log = app.ledger.log(row).await?;
    let decided = log.iter().rfind(
        |recorded| matches!(&recorded.event, Event::Meeting(MeetingEvent::ItemDecided { item: of, .. }) if *of == item),
    );
    Ok(decided.and_then(|recorded| Some((recorded.seq, Actor::at_desk(&recorded.actor)?))))
}
