//! Regions, municipalities and the people who act for them: the only place names and addresses are kept.

use crate::{
    Digest, Error, Ledger, RegionFile,
    cache::Cache,
    db::{Db, Tx, on},
    elections::{elections_now, insert_elections, read_elections, read_numbered},
    region_file::{ContactEntry, contact_id},
    seal,
};
use chrono::{DateTime, NaiveDate, Utc};
use procedure::{Body, Contact, ContactId, Election, Member, Particulars, PartyId, RegionId, Role, Roster, Standing};
use std::{collections::BTreeMap, sync::Arc};

/// A region's people with the revision of its register that they are of.
pub(crate) type Peoples = Cache<RegionId, (i64, Arc<People>)>;

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct RegionRow {
    #[sqlx(try_from = "String")]
    pub id: RegionId,
    pub name: String,
    pub short_name: String,
    pub zone: String,
    pub language: String,
}

/// A region with all of its people, as they stand in one revision of its register.
#[derive(Clone, Debug)]
pub struct People {
    pub region: RegionRow,
    /// Municipalities by number, then other consultees.
    pub parties: Vec<PartyRow>,
    pub contacts: Vec<ContactRow>,
    /// How many members each of the region's own bodies has, where that is known.
    pub bodies: BTreeMap<Body, u32>,
    /// Whom the councils have elected to them, by the day they sit from.
    pub elections: Vec<Election>,
    /// The last number each has given an item of its agendas, by the year.
    pub numbered: BTreeMap<(Body, i32), u32>,
}

impl People {
    /// Those of a region as they stand.
    pub(crate) async fn read(db: &Db, region: RegionRow) -> Result<Self, Error> {
        let id = &region.id;
        let (parties, contacts) = (read_parties(db, id).await?, read_contacts(db, id).await?);
        let bodies = read_bodies(db, id).await?;
        let (elections, numbered) = (read_elections(db, id).await?, read_numbered(db, id).await?);
        Ok(Self { region, parties, contacts, bodies, elections, numbered })
    }

    /// Who letters and pages name as the region's coordinator.
    pub fn coordinator(&self) -> Option<&ContactRow> {
        self.contacts.iter().find(|contact| contact.role == Role::Coordinator)
    }

    /// Who is who, as the procedure reads it.
    pub fn roster(&self) -> Roster {
        let names = vec![self.region.name.clone(), self.region.short_name.clone()];
        let mut roster = Roster {
            names,
            bodies: self.bodies.clone(),
            elections: self.elections.clone(),
            numbered: self.numbered.clone(),
            ..Roster::default()
        };
        for party in &self.parties {
            roster.parties.insert(party.id.clone(), party.member());
        }
        for contact in &self.contacts {
            let own = self.parties.iter().find(|party| Some(&party.id) == contact.party.as_ref());
            let domain = contact.address.rsplit_once('@').map_or("", |(_, domain)| domain).to_lowercase();
            let known = Contact {
                party: contact.party.clone(),
                role: contact.role,
                address: contact.address.clone(),
                reachable: !contact.suppressed && !contact.address.is_empty(),
                own_domain: own.is_some_and(|party| party.mail_domains.contains(&domain)),
            };
            roster.contacts.insert(contact.id.clone(), known);
        }
        roster
    }
}

#[derive(sqlx::FromRow)]
struct Revision {
    #[sqlx(flatten)]
    region: RegionRow,
    roster: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyRow {
    pub id: PartyId,
    pub name: String,
    pub standing: Standing,
    pub county: String,
    pub population: u32,
    pub language: String,
    pub member_from: Option<NaiveDate>,
    pub member_to: Option<NaiveDate>,
    /// The party that has taken its place, and since when.
    pub succeeded: Option<(PartyId, NaiveDate)>,
    pub mail_domains: Vec<String>,
    pub council_size: Option<u32>,
    /// Whether the law lets it make a formal objection.
    pub may_object: bool,
}

impl PartyRow {
    /// Who has taken its place by a day, among the region's parties.
    pub fn successor<'a>(&self, parties: &'a [Self], day: NaiveDate) -> Option<&'a Self> {
        let next = |party: &Self| {
            let (into, _) = party.succeeded.as_ref().filter(|(_, from)| *from <= day)?;
            parties.iter().find(|other| other.id == *into)
        };
        // No longer than there are parties.
        std::iter::successors(next(self), |party| next(party)).take(parties.len()).last()
    }

    pub(crate) fn member(&self) -> Member {
        let (from, to) = (self.member_from, self.member_to);
        Member { particulars: self.particulars(), from, to, succeeded: self.succeeded.clone() }
    }

    /// What is known of it, as the register's acts have it.
    pub fn particulars(&self) -> Particulars {
        Particulars {
            name: self.name.clone(),
            standing: self.standing,
            county: self.county.clone(),
            population: self.population,
            language: self.language.clone(),
            mail_domains: self.mail_domains.clone(),
            council_size: self.council_size,
            may_object: self.may_object,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactRow {
    pub id: ContactId,
    /// `None` for a coordinator, who is the region's own.
    pub party: Option<PartyId>,
    pub role: Role,
    pub name: String,
    pub address: String,
    pub generation: u32,
    /// Mail to this address has come back as undeliverable.
    pub suppressed: bool,
}

#[derive(sqlx::FromRow)]
struct PartyLine {
    id: String,
    name: String,
    standing: String,
    county: String,
    population: i64,
    language: String,
    member_from: Option<NaiveDate>,
    member_to: Option<NaiveDate>,
    succeeded_by: Option<String>,
    succeeded_on: Option<NaiveDate>,
    mail_domains: String,
    council_size: Option<i64>,
    may_object: bool,
}

#[derive(sqlx::FromRow)]
pub(crate) struct ContactLine {
    pub id: String,
    pub party: String,
    pub role: String,
    pub name: String,
    pub address: String,
    pub generation: i64,
    pub suppressed: bool,
}

impl ContactLine {
    pub fn row(self) -> Option<ContactRow> {
        Some(ContactRow {
            id: ContactId(self.id),
            party: Some(PartyId(self.party)).filter(|party| !party.as_str().is_empty()),
            role: Role::parse(&self.role)?,
            name: self.name,
            address: self.address,
            generation: u32::try_from(self.generation).unwrap_or(u32::MAX),
            suppressed: self.suppressed,
        })
    }
}

impl PartyLine {
    fn row(self) -> PartyRow {
        let consultee = self.standing == "consultee";
        PartyRow {
            id: PartyId(self.id),
            name: self.name,
            standing: if consultee { Standing::Consultee } else { Standing::Municipality },
            county: self.county,
            population: u32::try_from(self.population).unwrap_or(0),
            language: self.language,
            member_from: self.member_from,
            member_to: self.member_to,
            succeeded: self.succeeded_by.map(PartyId).zip(self.succeeded_on),
            mail_domains: self.mail_domains.split_whitespace().map(str::to_owned).collect(),
            council_size: self.council_size.and_then(|size| u32::try_from(size).ok()),
            may_object: self.may_object,
        }
    }
}

/// Every change to contacts makes the writer's register old.
pub(crate) async fn raise_roster(tx: &mut Tx, region: &str) -> Result<(), Error> {
    on!(tx, c => {
        sqlx::query("update region set roster = roster + 1 where id = $1").bind(region).execute(c).await?;
    });
    Ok(())
}

async fn insert_contact(tx: &mut Tx, region: &str, contact: &ContactRow) -> Result<(), Error> {
    on!(tx, c => {
        sqlx::query(
            "insert into contact (id, region, party, role, name, address, generation, suppressed)
             values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing",
        )
        .bind(contact.id.as_str())
        .bind(region)
        .bind(contact.party.as_ref().map_or("", |party| party.as_str()))
        .bind(contact.role.as_str())
        .bind(&contact.name)
        .bind(&contact.address)
        .bind(i64::from(contact.generation))
        .bind(contact.suppressed)
        .execute(c)
        .await?;
    });
    Ok(())
}

impl Ledger {
    /// Begins a region with its file's parties and contacts, unless it is there already. After that the database is
    /// the only truth.
    pub async fn seed_region(&self, file: &RegionFile, at: DateTime<Utc>) -> Result<bool, Error> {
        let file = file.clone();
        let signing = self.signing()?.clone();
        let sealed = seal::count(signing.current(), &file.slug, 0, Digest::default());
        let seed = move |mut tx: Tx| async move {
            let made = on!(tx, c => {
                sqlx::query(
                    "insert into region (id, number, name, short_name, zone, language, roster, sealed, created_at)
                     values ($1, (select coalesce(max(number), 0) + 1 from region), $2, $3, $4, $5, 1, $6, $7)
                     on conflict (id) do nothing",
                )
                .bind(&file.slug)
                .bind(&file.name)
                .bind(&file.short_name)
                .bind(&file.zone)
                .bind(&file.language)
                .bind(&sealed)
                .bind(at)
                .execute(c)
                .await?
                .rows_affected()
            });
            if made == 0 {
                return Ok((tx, false));
            }
            for party in &file.party {
                insert_party(&mut tx, &file.slug, &PartyId::from(party.id.as_str()), &party.member()).await?;
                for entry in &party.contact {
                    insert_contact(&mut tx, &file.slug, &entry.row(&file.slug, Some(&party.id))).await?;
                }
            }
            insert_bodies(&mut tx, &file.slug, &file.bodies).await?;
            for person in &file.coordinator {
                let entry = ContactEntry {
                    role: "coordinator".to_owned(),
                    name: person.name.clone(),
                    address: person.address.clone(),
                };
                insert_contact(&mut tx, &file.slug, &entry.row(&file.slug, None)).await?;
            }
            Ok((tx, true))
        };
        self.db.write(seed).await
    }

    pub async fn regions(&self) -> Result<Vec<RegionRow>, Error> {
        Ok(on!(self.db.read, c => {
            sqlx::query_as("select id, name, short_name, zone, language from region order by id").fetch_all(c).await?
        }))
    }

    pub async fn region(&self, id: &RegionId) -> Result<Option<RegionRow>, Error> {
        Ok(on!(self.db.read, c => {
            sqlx::query_as("select id, name, short_name, zone, language from region where id = $1")
                .bind(id.as_str())
                .fetch_optional(c)
                .await?
        }))
    }

    /// The people of a region: read once for each revision of its register.
    pub async fn people(&self, id: &RegionId) -> Result<Option<Arc<People>>, Error> {
        let now: Option<Revision> = on!(self.db.read, c => {
            sqlx::query_as("select id, name, short_name, zone, language, roster from region where id = $1")
                .bind(id.as_str())
                .fetch_optional(c)
                .await?
        });
        let Some(Revision { region, roster }) = now else { return Ok(None) };
        if let Some((_, people)) = self.people.get(id).filter(|(revision, _)| *revision == roster) {
            return Ok(Some(people));
        }
        // What changes from here on raises the revision, and is read next time.
        let people = Arc::new(People::read(&self.db, region).await?);
        self.people.put(id.clone(), (roster, people.clone()));
        Ok(Some(people))
    }

    /// Who is who in a region, as the procedure reads it.
    pub async fn roster(&self, region: &RegionId) -> Result<Roster, Error> {
        Ok(self.people(region).await?.map(|people| people.roster()).unwrap_or_default())
    }

    /// Municipalities by number, then other consultees.
    pub async fn parties(&self, region: &RegionId) -> Result<Vec<PartyRow>, Error> {
        Ok(self.people(region).await?.map(|people| people.parties.clone()).unwrap_or_default())
    }

    pub async fn contacts(&self, region: &RegionId) -> Result<Vec<ContactRow>, Error> {
        Ok(self.people(region).await?.map(|people| people.contacts.clone()).unwrap_or_default())
    }

    pub async fn contact(&self, region: &RegionId, id: &ContactId) -> Result<Option<ContactRow>, Error> {
        let line: Option<ContactLine> = on!(self.db.read, c => {
            sqlx::query_as(
                "select id, party, role, name, address, generation, suppressed from contact where region = $1 and id = $2",
            )
            .bind(region.as_str())
            .bind(id.as_str())
            .fetch_optional(c)
            .await?
        });
        Ok(line.and_then(ContactLine::row))
    }

    /// Coordinators with this address, in whichever regions.
    pub async fn coordinators_at(&self, address: &str) -> Result<Vec<(RegionId, ContactRow)>, Error> {
        let mut found = Vec::new();
        for region in self.regions().await? {
            let contacts = self.contacts(&region.id).await?;
            let same = |c: &ContactRow| c.role == Role::Coordinator && c.address.eq_ignore_ascii_case(address);
            found.extend(contacts.into_iter().filter(same).map(|contact| (region.id.clone(), contact)));
        }
        Ok(found)
    }

    pub async fn add_contact(&self, region: &RegionId, contact: &ContactRow) -> Result<(), Error> {
        let (region, contact) = (region.0.clone(), contact.clone());
        let add = move |mut tx: Tx| async move {
            insert_contact(&mut tx, &region, &contact).await?;
            raise_roster(&mut tx, &region).await?;
            Ok((tx, ()))
        };
        self.db.write(add).await
    }

    /// A new name or address. A new address raises the generation, so that links sent to the old one stop working.
    pub async fn change_contact(
        &self,
        region: &RegionId,
        id: &ContactId,
        name: &str,
        address: &str,
    ) -> Result<(), Error> {
        let (region, id, name, address) = (region.0.clone(), id.0.clone(), name.to_owned(), address.to_owned());
        let change = move |mut tx: Tx| async move {
            on!(tx, c => {
                sqlx::query(
                    "update contact set name = $3,
                       generation = case when address = $4 then generation else generation + 1 end,
                       suppressed = case when address = $4 then suppressed else false end,
                       address = $4
                     where region = $1 and id = $2",
                )
                .bind(&region)
                .bind(id)
                .bind(name)
                .bind(address)
                .execute(c)
                .await?;
            });
            raise_roster(&mut tx, &region).await?;
            Ok((tx, ()))
        };
        self.db.write(change).await
    }
}

const PARTIES: &str = "select id, name, standing, county, population, language, member_from, member_to, succeeded_by, \
     succeeded_on, mail_domains, council_size, may_object from party where region = $1 order by standing desc, id";
const BODIES: &str = "select id, size from body where region = $1";

async fn read_parties(db: &Db, region: &RegionId) -> Result<Vec<PartyRow>, Error> {
    let lines: Vec<PartyLine> = on!(db.read, c => sqlx::query_as(PARTIES).bind(region.as_str()).fetch_all(c).await?);
    Ok(lines.into_iter().map(PartyLine::row).collect())
}

/// Who is who as the tables have it at the instant of a transaction, without the people.
pub(crate) async fn read_register(tx: &mut Tx, region: &RegionId) -> Result<Roster, Error> {
    let parties: Vec<PartyLine> = on!(tx, c => sqlx::query_as(PARTIES).bind(region.as_str()).fetch_all(c).await?);
    let bodies: Vec<(String, i64)> = on!(tx, c => sqlx::query_as(BODIES).bind(region.as_str()).fetch_all(c).await?);
    let parties = parties.into_iter().map(PartyLine::row).map(|row| (row.id.clone(), row.member()));
    let mut roster = Roster { parties: parties.collect(), bodies: sizes(bodies), ..Roster::default() };
    for election in elections_now(tx, region).await? {
        roster.elect(election);
    }
    Ok(roster)
}

async fn insert_party(tx: &mut Tx, region: &str, id: &PartyId, member: &Member) -> Result<(), Error> {
    let known = &member.particulars;
    on!(tx, c => {
        sqlx::query(
            "insert into party (region, id, name, standing, county, population, language, member_from, member_to, \
             mail_domains, council_size, may_object, succeeded_by, succeeded_on) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        )
        .bind(region)
        .bind(id.as_str())
        .bind(&known.name)
        .bind(known.standing.as_str())
        .bind(&known.county)
        .bind(i64::from(known.population))
        .bind(&known.language)
        .bind(member.from)
        .bind(member.to)
        .bind(known.mail_domains.join(" "))
        .bind(known.council_size.map(i64::from))
        .bind(known.may_object)
        .bind(member.succeeded.as_ref().map(|(into, _)| into.as_str()))
        .bind(member.succeeded.as_ref().map(|(_, on)| *on))
        .execute(c)
        .await?;
    });
    Ok(())
}

/// Writes who is who as a register's log has it, in the place of what stands.
pub(crate) async fn write_register(tx: &mut Tx, region: &str, said: &Roster) -> Result<(), Error> {
    for delete in [
        "delete from party where region = $1",
        "delete from body where region = $1",
        "delete from election where region = $1",
    ] {
        on!(tx, c => {
            sqlx::query(delete).bind(region).execute(c).await?;
        });
    }
    for (id, member) in &said.parties {
        insert_party(tx, region, id, member).await?;
    }
    insert_bodies(tx, region, &said.bodies).await?;
    insert_elections(tx, region, &said.elections).await?;
    raise_roster(tx, region).await
}

async fn insert_bodies(tx: &mut Tx, region: &str, bodies: &BTreeMap<Body, u32>) -> Result<(), Error> {
    for (body, size) in bodies {
        on!(tx, c => {
            sqlx::query("insert into body (region, id, size) values ($1, $2, $3)")
                .bind(region)
                .bind(body.as_str())
                .bind(i64::from(*size))
                .execute(c)
                .await?;
        });
    }
    Ok(())
}

async fn read_bodies(db: &Db, region: &RegionId) -> Result<BTreeMap<Body, u32>, Error> {
    let lines = on!(db.read, c => sqlx::query_as(BODIES).bind(region.as_str()).fetch_all(c).await?);
    Ok(sizes(lines))
}

fn sizes(lines: Vec<(String, i64)>) -> BTreeMap<Body, u32> {
    let known = |(id, size): (String, i64)| Some((Body::named(&id, &[])?, u32::try_from(size).ok()?));
    lines.into_iter().filter_map(known).collect()
}

async fn read_contacts(db: &Db, region: &RegionId) -> Result<Vec<ContactRow>, Error> {
    let lines: Vec<ContactLine> = on!(db.read, c => {
        sqlx::query_as(
            "select id, party, role, name, address, generation, suppressed from contact where region = $1 order by party, id",
        )
        .bind(region.as_str())
        .fetch_all(c)
        .await?
    });
    Ok(lines.into_iter().filter_map(ContactLine::row).collect())
}

impl ContactEntry {
    fn row(&self, region: &str, party: Option<&str>) -> ContactRow {
        ContactRow {
            id: contact_id(region, party.unwrap_or(""), &self.role, &self.address),
            party: party.map(PartyId::from),
            role: Role::parse(&self.role).unwrap_or(Role::Registry),
            name: self.name.clone(),
            address: self.address.clone(),
            generation: 1,
            suppressed: false,
        }
    }
}
