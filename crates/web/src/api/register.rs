//! The region's register: who its parties are, and the acts that say so.

use super::{
    commands::{Carried, key, read, region, sent_key},
    problem::{Caller, Cause, NegotiatedLanguage, Problem},
    views,
};
use crate::Shared;
use app::meetings;
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::HeaderMap,
};
use chrono::NaiveDate;
use ledger::{PartyRow, RegionRow};
use procedure::{Body, Command, ContactId, PartyId, RegionId, RegisterAct, Standing, register_of};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

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
    let mut asked: Value = read(&body).map_err(|e| negotiated.problem(e))?;
    named(&app, &region, &mut asked).await.map_err(|e| negotiated.problem(e))?;
    let act: RegisterAct =
        serde_json::from_value(asked).map_err(|error| negotiated.problem(Cause::Unreadable(error.to_string())))?;
    let register = register_of(&region.id);
    let key = sent_key(&headers).map(|own| key(&caller, own, register.as_str(), &body));
    let done = app.execute(&region, &register, caller.actor(), Command::Register(act), key).await;
    Ok(Json(Carried::of(&done.map_err(|e| negotiated.problem(e))?)))
}

/// The people of an election come by name and address, which are kept as rows; the act names their ids.
async fn named(app: &Shared, region: &RegionRow, asked: &mut Value) -> Result<(), Cause> {
    if asked["type"] != "elect" {
        return Ok(());
    }
    let party = PartyId::from(asked["municipality"].as_str().unwrap_or_default());
    for field in ["members", "deputies"] {
        let Some(people) = asked.get_mut(field).filter(|people| !people.is_null()) else { continue };
        let people =
            serde_json::from_value(people.take()).map_err(|error| Cause::Unreadable(format!("{field}: {error}")))?;
        let ids = meetings::people(app, region, &party, people).await?;
        asked[field] = ids.iter().map(ContactId::as_str).collect();
    }
    Ok(())
}
