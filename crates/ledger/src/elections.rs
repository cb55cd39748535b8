//! Whom the councils have elected to the region's bodies, and the numbers that those have given the items of their agendas.

use crate::{
    Error,
    db::{Db, Tx, on},
};
use chrono::NaiveDate;
use procedure::{Body, ContactId, Election, PartyId, RegionId};
use std::collections::BTreeMap;

/// People as a column holds them.
pub(crate) fn ids(people: &[ContactId]) -> String {
    people.iter().map(ContactId::as_str).collect::<Vec<_>>().join(" ")
}

#[derive(sqlx::FromRow)]
struct ElectionLine {
    body: String,
    party: String,
    since: NaiveDate,
    until: Option<NaiveDate>,
    members: String,
    deputies: String,
}

const ELECTIONS: &str =
    "select body, party, since, until, members, deputies from election where region = $1 order by since, party";

impl ElectionLine {
    fn election(self) -> Option<Election> {
        let ids = |people: &str| people.split_whitespace().map(ContactId::from).collect();
        Some(Election {
            body: Body::named(&self.body, &[])?,
            members: ids(&self.members),
            deputies: ids(&self.deputies),
            party: PartyId(self.party),
            from: self.since,
            until: self.until,
        })
    }
}

/// As they stand at the instant of a transaction.
pub(crate) async fn elections_now(tx: &mut Tx, region: &RegionId) -> Result<Vec<Election>, Error> {
    let lines: Vec<ElectionLine> = on!(tx, c => sqlx::query_as(ELECTIONS).bind(region.as_str()).fetch_all(c).await?);
    Ok(lines.into_iter().filter_map(ElectionLine::election).collect())
}

/// As a page reads them.
pub(crate) async fn read_elections(db: &Db, region: &RegionId) -> Result<Vec<Election>, Error> {
    let lines: Vec<ElectionLine> =
        on!(db.read, c => sqlx::query_as(ELECTIONS).bind(region.as_str()).fetch_all(c).await?);
    Ok(lines.into_iter().filter_map(ElectionLine::election).collect())
}

/// The last number of each body's year.
pub(crate) async fn read_numbered(db: &Db, region: &RegionId) -> Result<BTreeMap<(Body, i32), u32>, Error> {
    let lines: Vec<(String, i64, i64)> = on!(db.read, c => {
        sqlx::query_as("select body, year, last from agenda_number where region = $1")
            .bind(region.as_str())
            .fetch_all(c)
            .await?
    });
    let known = |(body, year, last): (String, i64, i64)| {
        Some(((Body::named(&body, &[])?, i32::try_from(year).ok()?), u32::try_from(last).ok()?))
    };
    Ok(lines.into_iter().filter_map(known).collect())
}

pub(crate) async fn insert_elections(tx: &mut Tx, region: &str, elections: &[Election]) -> Result<(), Error> {
    for election in elections {
        on!(tx, c => {
            sqlx::query(
                "insert into election (region, body, party, since, until, members, deputies)
                 values ($1, $2, $3, $4, $5, $6, $7)",
            )
            .bind(region)
            .bind(election.body.as_str())
            .bind(election.party.as_str())
            .bind(election.from)
            .bind(election.until)
            .bind(ids(&election.members))
            .bind(ids(&election.deputies))
            .execute(c)
            .await?;
        });
    }
    Ok(())
}
