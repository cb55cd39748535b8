//! The region's register: who its parties are, and the acts that say so.

use super::{
    commands::{Carried, key, read, region, sent_key},
    problem::{Caller, Cause, NegotiatedLanguage, Problem},
    views,
};
use crate::Shared;
use app::meetings::{self, Elected};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::HeaderMap,
};
use chrono::NaiveDate;
use ledger::{Done, Key, PartyRow, RegionRow};
use post::mail;
use procedure::{Actor, Body, Command, PartyId, RegionId, RegisterAct, Standing, register_of};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// The longest name of a person.
const NAME: usize = 200;

#[derive(Serialize)]
pub struct RegisterView {
    parties: Vec<PartyView>,
    /// How many members each of the region's own bodies has, where that is known.
    bodies: BTreeMap<Body, u32>,
    acts: Vec<views::EventView>,
}

#[derive(Serialize)]
struct PartyView {
    id: PartyId,
    name: String,
    standing: Standing,
    county: String,
    population: u32,
    language: String,
    mail_domains: Vec<String>,
    council_size: Option<u32>,
    may_object: bool,
    member_from: Option<NaiveDate>,
    member_to: Option<NaiveDate>,
}

impl From<&PartyRow> for PartyView {
    fn from(row: &PartyRow) -> Self {
        Self {
            id: row.id.clone(),
            name: row.name.clone(),
            standing: row.standing,
            county: row.county.clone(),
            population: row.population,
            language: row.language.clone(),
            mail_domains: row.mail_domains.clone(),
            council_size: row.council_size,
            may_object: row.may_object,
            member_from: row.member_from,
            member_to: row.member_to,
        }
    }
}

pub async fn show(
    State(app): State<Shared>,
    Path(slug): Path<String>,
    Caller(caller): Caller,
    negotiated: NegotiatedLanguage,
) -> Result<Json<RegisterView>, Problem> {
    let region = region(&caller.region, &RegionId(slug)).map_err(|e| negotiated.problem(e))?;
    let people = app.ledger.people(&region.id).await.map_err(|e| negotiated.problem(e))?;
    let acts = app.ledger.register_log(&region.id).await.map_err(|e| negotiated.problem(e))?;
    Ok(Json(RegisterView {
        parties: people.iter().flat_map(|people| &people.parties).map(PartyView::from).collect(),
        bodies: people.iter().flat_map(|people| people.bodies.clone()).collect(),
        acts: acts.iter().map(views::EventView::of).collect(),
    }))
}

pub async fn enter(
    State(app): State<Shared>,
    Path(slug): Path<String>,
    Caller(caller): Caller,
    negotiated: NegotiatedLanguage,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Carried>, Problem> {
    let region = region(&caller.region, &RegionId(slug)).map_err(|e| negotiated.problem(e))?;
    let asked: Value = read(&body).map_err(|e| negotiated.problem(e))?;
    let register = register_of(&region.id);
    let key = sent_key(&headers).map(|own| key(&caller, own, register.as_str(), &body));
    if asked["type"] == "elect" {
        let done = elect(&app, &region, caller.actor(), asked, key).await;
        return Ok(Json(Carried::of(&done.map_err(|e| negotiated.problem(e))?)));
    }
    let act: RegisterAct =
        serde_json::from_value(asked).map_err(|error| negotiated.problem(Cause::Unreadable(error.to_string())))?;
    let done = app.execute(&region, &register, caller.actor(), Command::Register(act), key).await;
    Ok(Json(Carried::of(&done.map_err(|e| negotiated.problem(e))?)))
}

/// An election: its people come by name and address, which are kept as rows.
async fn elect(app: &Shared, region: &RegionRow, actor: Actor, asked: Value, key: Option<Key>) -> Result<Done, Cause> {
    let mut asked = asked;
    if let Some(object) = asked.as_object_mut() {
        object.remove("type");
    }
    let elected: Elected = serde_json::from_value(asked).map_err(|error| Cause::Unreadable(error.to_string()))?;
    for person in elected.members.iter().chain(&elected.deputies) {
        if person.name.trim().is_empty() || person.name.chars().count() > NAME {
            return Err(Cause::Unreadable("name: must have 1 to 200 characters".to_owned()));
        }
        if !mail::address_is_sound(&person.address) {
            return Err(Cause::Unreadable("address: is no e-mail address".to_owned()));
        }
    }
    Ok(meetings::elect(app, region, actor, elected, key).await?)
}
