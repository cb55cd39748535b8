//! A region's file: the parties and contacts a region begins with, when it is not in the database yet.

use procedure::{Body, ContactId, Hash, Member, Particulars, Role, Standing};
use serde::{Deserialize, Deserializer, de::Error as _};
use std::collections::BTreeMap;

/// First words of the program's own addresses: no region can be called so, since its pages stand under its slug.
pub const OWN_ADDRESSES: [&str; 16] = [
    "accessibility",
    "api",
    "assets",
    "demo",
    "desk",
    "feeds",
    "healthz",
    "l",
    "language",
    "login",
    "logout",
    "metrics",
    "privacy",
    "proof",
    "readyz",
    "version",
];

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionFile {
    pub slug: String,
    pub name: String,
    pub short_name: String,
    pub zone: String,
    pub language: String,
    /// How the region's case numbers look.
    pub case_number_hint: String,
    pub focus_areas: Vec<String>,
    /// How many members each of the region's own bodies has, by the body's id.
    #[serde(default)]
    pub bodies: BTreeMap<Body, u32>,
    pub coordinator: Vec<Person>,
    pub party: Vec<PartyEntry>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub name: String,
    pub address: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartyEntry {
    pub id: String,
    pub name: String,
    pub kind: Standing,
    #[serde(default)]
    pub county: String,
    #[serde(default)]
    pub population: u32,
    pub language: String,
    pub member_from: Option<Day>,
    pub member_to: Option<Day>,
    /// How many members the municipality's council has; left out where it is not known.
    pub council_size: Option<u32>,
    /// Whether the law lets it make a formal objection (pbl § 5-4): bodies of the state and the county.
    #[serde(default)]
    pub may_object: bool,
    #[serde(default)]
    pub mail_domains: Vec<String>,
    #[serde(default)]
    pub contact: Vec<ContactEntry>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactEntry {
    pub role: String,
    pub name: String,
    pub address: String,
}

/// A plain TOML date.
#[derive(Clone, Copy, Debug)]
pub struct Day(pub chrono::NaiveDate);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let date = toml::value::Datetime::deserialize(from)?;
        date.to_string().parse().map(Self).map_err(D::Error::custom)
    }
}

impl PartyEntry {
    /// What the register begins with of it.
    pub(crate) fn member(&self) -> Member {
        let particulars = Particulars {
            name: self.name.clone(),
            standing: self.kind,
            county: self.county.clone(),
            population: self.population,
            language: self.language.clone(),
            mail_domains: self.mail_domains.clone(),
            council_size: self.council_size,
            may_object: self.may_object,
        };
        let (from, to) = (self.member_from.map(|day| day.0), self.member_to.map(|day| day.0));
        Member { particulars, from, to, succeeded: None }
    }
}

#[derive(Debug, thiserror::Error)]
#[error("{file}:{line}: {reason}")]
pub struct RegionFileError {
    pub file: String,
    pub line: usize,
    pub reason: String,
}

impl RegionFile {
    pub fn parse(file: &str, text: &str) -> Result<Self, RegionFileError> {
        let error = |line: usize, reason: String| RegionFileError { file: file.to_owned(), line, reason };
        let region: Self = toml::from_str(text).map_err(|e| {
            let line = e.span().map_or(1, |span| text[..span.start.min(text.len())].lines().count().max(1));
            error(line, e.message().trim().replace('\n', " "))
        })?;
        let line = |needle: &str| text.lines().position(|line| line.contains(needle)).map_or(1, |n| n + 1);
        let slug = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if region.slug.is_empty() || !region.slug.chars().all(slug) {
            return Err(error(line("slug"), "a slug is lower-case letters, digits and hyphens".to_owned()));
        }
        if OWN_ADDRESSES.contains(&region.slug.as_str()) {
            return Err(error(line("slug"), format!("`{}` is an address of the program's own", region.slug)));
        }
        for party in &region.party {
            if let Some(contact) = party.contact.iter().find(|c| Role::parse(&c.role).is_none()) {
                let reason = format!(
                    "`{}` is no role; use case_officer, registry, chief_executive or council_secretary",
                    contact.role
                );
                return Err(error(line(&contact.role), reason));
            }
        }
        Ok(region)
    }
}

/// The same contact of the same file always has the same id.
pub(crate) fn contact_id(region: &str, party: &str, role: &str, address: &str) -> ContactId {
    let hash = Hash::of(format!("{region}/{party}/{role}/{address}").as_bytes());
    ContactId(format!("con_{}", &hash.0[..13]))
}
