//! Who asks: extractors are the access rules.

use super::{Shared, fault::Fault};
use app::{history::Names, links};
use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts, Path},
    http::{HeaderMap, Uri, header, request::Parts},
};
use axum_extra::extract::CookieJar;
use chrono::TimeDelta;
use ledger::{ContactRow, DocumentRow, PartyRow, People, RegionRow};
use procedure::{Access, Actor, DocumentId, Hash, Link, Purpose, RegionId, Role, Standing};
use std::{convert::Infallible, sync::Arc};
use words::language::Lang;

/// The session's cookie; on https it can be set by this host only.
pub const SESSION: &str = "sid";
pub const SECURE_SESSION: &str = "__Host-sid";
/// What the browser that asked for a log-in holds.
pub const LOGIN: &str = "login";
pub const SECURE_LOGIN: &str = "__Host-login";
const LANGUAGE: &str = "lang";
/// How old what is known of a session's last use may be.
const NOTED: TimeDelta = TimeDelta::minutes(5);

/// A coordinator at the desk.
pub struct Coordinator {
    pub region: RegionRow,
    pub contact: ContactRow,
    pub lang: Lang,
}

/// A program with a token.
pub struct Program {
    pub id: String,
    /// Whose it is.
    coordinator: Option<String>,
    pub region: RegionRow,
}

/// A document of the region that a program's token opens. Another region's is as if it were not there.
pub struct Opened {
    pub program: Program,
    pub row: DocumentRow,
}

/// Someone with a link that was signed here: a person of a municipality.
pub struct Officer {
    pub token: String,
    pub people: Arc<People>,
    pub document: DocumentRow,
    pub number: u32,
    pub link: Link,
    pub party: PartyRow,
    pub contact: ContactRow,
    pub lang: Lang,
}

/// The reader's language, as far as they have said.
pub struct Reader(pub Lang);

impl Officer {
    /// What the party is called in full: a municipality is more than its place.
    pub fn party_name(&self) -> String {
        let name = &self.party.name;
        if self.party.standing == Standing::Municipality && !name.to_lowercase().contains("kommune") {
            return self.lang.with("party-in-full", &[("name", name.into())]);
        }
        name.clone()
    }
}

impl Coordinator {
    pub fn actor(&self) -> Actor {
        Actor::Coordinator(self.contact.id.0.clone())
    }
}

impl Program {
    fn of(holder: ledger::Holder, region: RegionRow) -> Self {
        Self { id: holder.token, coordinator: holder.coordinator, region }
    }

    pub fn actor(&self) -> Actor {
        Actor::Program { token: self.id.clone(), coordinator: self.coordinator.clone() }
    }
}

impl Officer {
    pub fn actor(&self) -> Actor {
        Actor::Officer { contact: self.contact.id.clone(), link: self.number }
    }

    /// What the link opens now.
    pub fn access(&self) -> Access {
        procedure::access(&self.document.state, &self.link)
    }
}

pub fn has_session(headers: &HeaderMap) -> bool {
    session_secret(headers).is_some()
}

pub fn session_secret(headers: &HeaderMap) -> Option<String> {
    let jar = CookieJar::from_headers(headers);
    jar.get(SECURE_SESSION).or(jar.get(SESSION)).map(|cookie| cookie.value().to_owned())
}

/// What the reader wished for: by the address, else by their cookie, else by their browser.
pub fn wished(headers: &HeaderMap) -> Option<Lang> {
    let cookie = CookieJar::from_headers(headers).get(LANGUAGE).and_then(|cookie| Lang::parse(cookie.value()));
    cookie.or_else(|| accepted(headers))
}

pub fn accepted(headers: &HeaderMap) -> Option<Lang> {
    headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).and_then(Lang::accepted)
}

/// `?lang=nn`
pub fn asked(address: &Uri) -> Option<Lang> {
    let query = address.query().unwrap_or_default();
    query.split('&').find_map(|pair| pair.strip_prefix("lang=")).and_then(Lang::parse)
}

impl FromRequestParts<Shared> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Shared) -> Result<Self, Infallible> {
        Ok(Self(asked(&parts.uri).or_else(|| wished(&parts.headers)).unwrap_or_default()))
    }
}

impl FromRequestParts<Shared> for Coordinator {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Fault> {
        let found = match session_secret(&parts.headers) {
            Some(secret) => session(app, &Hash::of(secret.as_bytes())).await?,
            None => None,
        };
        let found = match found {
            None if app.demo => first_coordinator(app).await?,
            found => found,
        };
        let (region, contact) = found.ok_or(Fault::Stranger)?;
        let region = app.ledger.region(&region).await?.ok_or(Fault::Stranger)?;
        let cookie = CookieJar::from_headers(&parts.headers).get(LANGUAGE).and_then(|c| Lang::parse(c.value()));
        let lang = asked(&parts.uri).or(cookie).or_else(|| Lang::parse(&region.language)).unwrap_or_default();
        Ok(Self { region, contact, lang })
    }
}

/// Whose session it is, while it lasts.
async fn session(app: &Shared, hash: &Hash) -> Result<Option<(RegionId, ContactRow)>, Fault> {
    let now = app.clock.now();
    let idle = now - TimeDelta::hours(app.config.session.idle_hours.into());
    let Some((region, contact, seen)) = app.ledger.session(hash, now, idle).await? else { return Ok(None) };
    if now - seen > NOTED {
        // Beside the request: a page is shown though nothing can be written just now.
        let (ledger, hash) = (app.ledger.clone(), hash.clone());
        tokio::spawn(async move {
            if let Err(error) = ledger.touch_session(&hash, now).await {
                tracing::debug!(%error, "that a session was used could not be noted");
            }
        });
    }
    Ok(Some((region, contact)))
}

/// The demo logs in by itself.
async fn first_coordinator(app: &Shared) -> Result<Option<(RegionId, ContactRow)>, Fault> {
    let Some(region) = app.ledger.regions().await?.into_iter().next() else { return Ok(None) };
    let contacts = app.ledger.contacts(&region.id).await?;
    Ok(contacts.into_iter().find(|c| c.role == Role::Coordinator).map(|contact| (region.id, contact)))
}

/// What a program's token is known by.
fn bearer(headers: &HeaderMap) -> Result<Hash, Fault> {
    let header = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let secret = header.and_then(|text| text.strip_prefix("Bearer ")).map(str::trim).ok_or(Fault::Stranger)?;
    Ok(Hash::of(secret.as_bytes()))
}

impl FromRequestParts<Shared> for Opened {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Fault> {
        let secret = bearer(&parts.headers)?;
        let path = <Path<DocumentId> as FromRequestParts<Shared>>::from_request_parts(parts, app).await;
        let Path(id) = path.map_err(|_| Fault::NotFound)?;
        if let Some((holder, region, row)) = app.ledger.document_of_token(&secret, &id).await? {
            return Ok(Self { program: Program::of(holder, region), row });
        }
        let known = app.ledger.token(&secret).await?;
        Err(if known.is_some() { Fault::NotFound } else { Fault::Stranger })
    }
}

impl FromRequestParts<Shared> for Program {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Fault> {
        let found = app.ledger.token(&bearer(&parts.headers)?).await?;
        found.map(|(holder, region)| Self::of(holder, region)).ok_or(Fault::Stranger)
    }
}

/// What stands behind `/l/{token}` when it is no open door.
pub enum LinkRequest {
    Open(Box<Officer>),
    /// Opens a meeting, and nothing that a document's link does.
    Meeting(Box<Officer>),
    /// Begins as a link of ours, and ends too soon.
    CutOff,
    /// Not ours, or not any more: all alike.
    Unknown,
}

impl FromRequestParts<Shared> for LinkRequest {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Fault> {
        let path = <Path<std::collections::HashMap<String, String>> as FromRequestParts<Shared>>::from_request_parts(
            parts, app,
        )
        .await;
        let token = path.ok().and_then(|Path(mut names)| names.remove("token")).ok_or(Fault::NotFound)?;
        // A token is written as it is: one that works when it is disguised would not be known again in a text.
        if !parts.uri.path().contains(token.trim_end_matches(|c: char| !c.is_ascii_alphanumeric())) {
            return Ok(Self::Unknown);
        }
        let claim = match links::read(&token) {
            Ok(claim) => claim,
            Err(links::Broken::CutOff) => return Ok(Self::CutOff),
            Err(links::Broken::Foreign) => return Ok(Self::Unknown),
        };
        let document = match app.ledger.document_of_link(&claim.document).await? {
            Some(document) => Some(document),
            None => app.ledger.document_of_link(&claim.meeting()).await?,
        };
        let Some(document) = document else { return Ok(Self::Unknown) };
        let Some(link) = document.state.link(claim.number).cloned() else { return Ok(Self::Unknown) };
        let people = app.ledger.people(&document.region).await?.ok_or(Fault::NotFound)?;
        let Some(contact) = people.contacts.iter().find(|contact| contact.id == link.contact).cloned() else {
            return Ok(Self::Unknown);
        };
        let granted = links::Granted {
            region: &document.region,
            document: &document.id,
            number: claim.number,
            generation: link.generation,
            contact_generation: contact.generation,
        };
        if !app.links.verifies(&claim, &granted) {
            return Ok(Self::Unknown);
        }
        let mut party = people.parties.iter().find(|p| p.id == link.party).cloned().ok_or(Fault::NotFound)?;
        // After a merger, by both names.
        party.name = Names::of(&people.parties, app.today(&people.region)).get(&party.id);
        let lang = asked(&parts.uri).or_else(|| Lang::parse(&party.language)).unwrap_or_default();
        let token = app.links.sign(&granted);
        let number = claim.number;
        let of_meeting = link.purpose == Purpose::Meeting;
        let officer = Box::new(Officer { token, people, document, number, link, party, contact, lang });
        Ok(if of_meeting { Self::Meeting(officer) } else { Self::Open(officer) })
    }
}

impl FromRequestParts<Shared> for Officer {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Fault> {
        match <LinkRequest as FromRequestParts<Shared>>::from_request_parts(parts, app).await? {
            LinkRequest::Open(officer) => Ok(*officer),
            LinkRequest::Meeting(_) | LinkRequest::CutOff | LinkRequest::Unknown => Err(Fault::NotFound),
        }
    }
}

impl OptionalFromRequestParts<Shared> for Coordinator {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Option<Self>, Fault> {
        match <Self as FromRequestParts<Shared>>::from_request_parts(parts, app).await {
            Ok(coordinator) => Ok(Some(coordinator)),
            Err(Fault::Stranger) => Ok(None),
            Err(fault) => Err(fault),
        }
    }
}
