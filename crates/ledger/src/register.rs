//! A region's people as the writer needs them, kept until the region's register changes.

use crate::{
    Error, People, RegionRow,
    db::{Db, on},
};
use chrono::NaiveDate;
use procedure::{Event, PartyId, RegionId, Roster, enter};

#[derive(Clone)]
pub(crate) struct Register {
    pub revision: i64,
    /// The region's number.
    pub number: i64,
    pub roster: Roster,
    /// The region's own.
    pub language: String,
}

#[derive(sqlx::FromRow)]
struct Head {
    #[sqlx(flatten)]
    region: RegionRow,
    roster: i64,
    number: i64,
}

impl Register {
    /// Carries it over an event of the region's register, as the tables will be.
    pub fn enter(&mut self, event: &Event) {
        enter(&mut self.roster, event);
    }

    /// What a party, or whoever has taken its place, is written to in.
    pub fn language(&self, party: Option<&PartyId>, day: NaiveDate) -> &str {
        let known = party.and_then(|party| self.roster.parties.get(self.roster.successor(party, day)));
        known.map_or(&self.language, |known| &known.particulars.language)
    }

    /// The revision is read first: a change while the rest is read makes the register old again.
    pub async fn load(db: &Db, id: &RegionId) -> Result<Option<Self>, Error> {
        let head: Option<Head> = on!(db.read, c => {
            sqlx::query_as("select id, name, short_name, zone, language, roster, number from region where id = $1")
                .bind(id.as_str())
                .fetch_optional(c)
                .await?
        });
        let Some(Head { region, roster: revision, number }) = head else { return Ok(None) };
        let language = region.language.clone();
        let roster = People::read(db, region).await?.roster();
        Ok(Some(Self { revision, number, roster, language }))
    }
}
