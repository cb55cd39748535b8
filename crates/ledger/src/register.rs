//! A region's parties and contacts as the writer needs them, kept until the region's roster changes.

use crate::{
    Error,
    db::{Db, on},
};
use chrono::NaiveDate;
use procedure::{Contact, ContactId, Member, PartyId, RegionId, Role, Roster, Standing};
use std::collections::HashMap;

pub(crate) struct Register {
    pub revision: i64,
    pub roster: Roster,
    pub addresses: HashMap<ContactId, String>,
    pub languages: HashMap<PartyId, String>,
    pub language: String,
    pub coordinators: Vec<ContactId>,
}

#[derive(sqlx::FromRow)]
struct PartyLine {
    id: String,
    standing: String,
    population: i64,
    language: String,
    member_from: Option<NaiveDate>,
    member_to: Option<NaiveDate>,
    mail_domains: String,
}

#[derive(sqlx::FromRow)]
struct ContactLine {
    id: String,
    party: String,
    role: String,
    address: String,
    suppressed: bool,
}

impl Register {
    /// The revision comes first: what changes while the rest is read makes the register old again.
    pub async fn load(db: &Db, region: &RegionId) -> Result<Option<Self>, Error> {
        let id = region.as_str();
        let head: Option<(i64, String)> = on!(db.read, c => {
            sqlx::query_as("select roster, language from region where id = $1").bind(id).fetch_optional(c).await?
        });
        let Some((revision, language)) = head else { return Ok(None) };
        let parties: Vec<PartyLine> = on!(db.read, c => {
            sqlx::query_as(
                "select id, standing, population, language, member_from, member_to, mail_domains
                 from party where region = $1",
            )
            .bind(id)
            .fetch_all(c)
            .await?
        });
        let contacts: Vec<ContactLine> = on!(db.read, c => {
            sqlx::query_as("select id, party, role, address, suppressed from contact where region = $1 order by id")
                .bind(id)
                .fetch_all(c)
                .await?
        });
        Ok(Some(Self::of(revision, language, &parties, contacts)))
    }

    fn of(revision: i64, language: String, parties: &[PartyLine], contacts: Vec<ContactLine>) -> Self {
        let mut register = Self {
            revision,
            roster: Roster::default(),
            addresses: HashMap::new(),
            languages: HashMap::new(),
            language,
            coordinators: Vec::new(),
        };
        let mut domains: HashMap<&str, Vec<&str>> = HashMap::new();
        for line in parties {
            let id = PartyId(line.id.clone());
            let consultee = line.standing == "consultee";
            let member = Member {
                standing: if consultee { Standing::Consultee } else { Standing::Municipality },
                population: u32::try_from(line.population).unwrap_or(0),
                from: line.member_from,
                to: line.member_to,
            };
            register.roster.parties.insert(id.clone(), member);
            register.languages.insert(id, line.language.clone());
            domains.insert(&line.id, line.mail_domains.split_whitespace().collect());
        }
        for line in contacts {
            let id = ContactId(line.id);
            let Some(role) = Role::parse(&line.role) else { continue };
            if role == Role::Coordinator {
                register.coordinators.push(id.clone());
            }
            let domain = line.address.rsplit_once('@').map_or("", |(_, domain)| domain).to_lowercase();
            let own_domain = domains.get(line.party.as_str()).is_some_and(|own| own.contains(&domain.as_str()));
            let reachable = !line.suppressed && !line.address.is_empty();
            register.addresses.insert(id.clone(), line.address);
            register.roster.contacts.insert(id, Contact { party: PartyId(line.party), role, reachable, own_domain });
        }
        register
    }
}
