//! The region's register: who enters, joins, leaves and is succeeded (kommuneloven § 18-4).

use super::{line, worded, written};
use crate::{
    Body, Document, Election, Event, Facts, Member, Particulars, PartyId, REGISTER, Refusal, RegisterAct, Role,
    Standing, Wording, add_months,
};
use chrono::{NaiveDate, TimeDelta};

/// The longest an id may be: it is part of addresses and of links.
const ID: usize = 40;
/// The longest name of a party or a county, in characters.
const NAME: usize = 200;
/// Mail domains of one party.
const DOMAINS: usize = 20;
/// Members of the largest body there may be.
const LARGEST: u32 = 1000;
/// Days after which a merger is no longer entered.
const LATE: i64 = 366;

pub(super) fn decide(state: Option<&Document>, facts: &Facts, act: &RegisterAct) -> Result<Vec<Event>, Refusal> {
    if state.is_some_and(|document| document.kind != REGISTER) {
        return Err(Refusal::NotInThisPhase);
    }
    let event = match act {
        RegisterAct::EnterParty { municipality, particulars, reason } => {
            enter(facts, municipality, particulars, reason)?
        }
        RegisterAct::AdmitMember { municipality, from, agreement, reason } => {
            let member = municipality_of(facts, municipality)?;
            if member.is_member(*from) && member.to.is_none() {
                return Err(Refusal::MemberAlready);
            }
            let (party, from) = (municipality.clone(), *from);
            Event::MemberAdmitted { party, from, agreement: agreement.clone(), reason: written(reason)? }
        }
        RegisterAct::ReleaseMember { municipality, received_on, leaves_on, reason } => {
            release(facts, municipality, *received_on, *leaves_on, reason)?
        }
        RegisterAct::SucceedParty { municipalities, into, particulars, from, reason } => {
            succeed(facts, municipalities, (into, particulars), *from, reason)?
        }
        RegisterAct::BeginRegister {} => begun(facts),
        RegisterAct::SizeBody { body, size, reason } => size_body(facts, *body, *size, reason)?,
        RegisterAct::Elect { body, municipality, members, deputies, from, until, reason } => {
            let election = Election {
                body: *body,
                party: municipality.clone(),
                members: members.clone(),
                deputies: deputies.clone(),
                from: *from,
                until: *until,
            };
            elected(facts, election, reason)?
        }
    };
    let name = facts.roster.names.first().cloned().unwrap_or_default();
    let opened = state.is_none().then_some(Event::RegisterOpened { region: name });
    // What the first act finds stands before it.
    let found = (state.is_none() && !matches!(act, RegisterAct::BeginRegister {})).then(|| begun(facts));
    Ok(opened.into_iter().chain(found).chain([event]).collect())
}

fn begun(facts: &Facts) -> Event {
    let (parties, bodies) = (facts.roster.parties.clone(), facts.roster.bodies.clone());
    Event::RegisterBegun { parties, bodies, on: facts.today }
}

fn enter(facts: &Facts, party: &PartyId, particulars: &Particulars, reason: &str) -> Result<Event, Refusal> {
    let known = facts.roster.parties.get(party);
    if known.is_some_and(|known| known.particulars.standing != particulars.standing) {
        return Err(Refusal::StandingFixed);
    }
    let particulars = sound(party, particulars)?;
    if known.is_some_and(|known| known.particulars == particulars) {
        return Err(Refusal::NothingChanged);
    }
    Ok(Event::PartyEntered { party: party.clone(), particulars, on: facts.today, reason: written(reason)? })
}

/// Out on a day after the notice came in, and no sooner than the region's statutes let it.
fn release(
    facts: &Facts,
    party: &PartyId,
    received_on: NaiveDate,
    leaves_on: NaiveDate,
    reason: &Wording<String>,
) -> Result<Event, Refusal> {
    let member = municipality_of(facts, party)?;
    if !member.is_member(facts.today) || member.to.is_some() {
        return Err(Refusal::MemberNot);
    }
    if received_on > facts.today {
        return Err(Refusal::DayInFuture);
    }
    if member.from.is_some_and(|from| received_on < from) {
        return Err(Refusal::DayImplausible);
    }
    let earliest = add_months(received_on, facts.kinds.membership().map_or(0, |rules| rules.notice_months));
    let earliest = earliest.max(facts.today + TimeDelta::days(1));
    if leaves_on < earliest {
        return Err(Refusal::LeavesTooSoon { earliest });
    }
    let told = facts.roster.members_on(facts.today).map(|(id, _)| id.clone()).collect();
    Ok(Event::MemberReleased { party: party.clone(), received_on, leaves_on, told, reason: worded(reason)? })
}

fn succeed(
    facts: &Facts,
    parties: &[PartyId],
    (into, particulars): (&PartyId, &Particulars),
    from: NaiveDate,
    reason: &str,
) -> Result<Event, Refusal> {
    let mut old: Vec<PartyId> = Vec::new();
    for party in parties {
        let member = municipality_of(facts, party)?;
        if party == into {
            return Err(Refusal::SucceedsItself);
        }
        if member.succeeded.is_some() || member.to.is_some_and(|to| to <= facts.today) {
            return Err(Refusal::MemberNot);
        }
        let long_ago = from < facts.today - TimeDelta::days(LATE);
        if long_ago || member.from.is_some_and(|begun| from <= begun) {
            return Err(Refusal::DayImplausible);
        }
        if !old.contains(party) {
            old.push(party.clone());
        }
    }
    if old.is_empty() {
        return Err(Refusal::PartyMissing);
    }
    if particulars.standing != Standing::Municipality {
        return Err(Refusal::StandingFixed);
    }
    match facts.roster.parties.get(into) {
        Some(known) if known.particulars.standing != Standing::Municipality => return Err(Refusal::StandingFixed),
        Some(known) if known.succeeded.is_some() => return Err(Refusal::MemberNot),
        // What is new of one that is there holds at once, so it is entered on its day.
        Some(_) if from > facts.today => return Err(Refusal::SucceedsLater),
        _ => {}
    }
    Ok(Event::PartySucceeded {
        parties: old,
        into: into.clone(),
        particulars: sound(into, particulars)?,
        from,
        reason: written(reason)?,
    })
}

fn size_body(facts: &Facts, body: Body, size: u32, reason: &str) -> Result<Event, Refusal> {
    if !Body::OF_REGION.contains(&body) {
        return Err(Refusal::BodyNotCompetent { bodies: Body::OF_REGION.to_vec() });
    }
    if !(1..=LARGEST).contains(&size) {
        return Err(Refusal::SizeMissing);
    }
    Ok(Event::BodySized { body, size, on: facts.today, reason: written(reason)? })
}

/// People of the municipality, each in one place; chief executives sit by their office, and are not elected.
fn elected(facts: &Facts, election: Election, reason: &str) -> Result<Event, Refusal> {
    let elects = [Body::RegionalCouncil, Body::RepresentativeAssembly, Body::JointBoard];
    if !elects.contains(&election.body) {
        return Err(Refusal::BodyNotCompetent { bodies: elects.to_vec() });
    }
    municipality_of(facts, &election.party)?;
    if election.members.is_empty() {
        return Err(Refusal::RepresentativeMissing);
    }
    let mut seen = std::collections::BTreeSet::new();
    for person in election.members.iter().chain(&election.deputies) {
        let known = facts.roster.contacts.get(person).ok_or(Refusal::UnknownContact)?;
        if known.party.as_ref() != Some(&election.party) || known.role != Role::Representative {
            return Err(Refusal::ContactOfAnother);
        }
        if !seen.insert(person) {
            return Err(Refusal::SeatTwice);
        }
    }
    if election.until.is_some_and(|until| until < election.from) {
        return Err(Refusal::EndsBeforeItBegins);
    }
    let others = facts.roster.members_on(election.from).filter(|(party, _)| **party != election.party);
    let elected = others.filter_map(|(party, _)| facts.roster.election(election.body, party, election.from));
    let seats = elected.map(|one| one.members.len()).sum::<usize>() + election.members.len();
    if let Some(size) =
        facts.roster.bodies.get(&election.body).filter(|size| usize::try_from(**size).is_ok_and(|size| seats > size))
    {
        return Err(Refusal::SeatsBeyondBody { size: *size });
    }
    if facts.roster.elections.contains(&election) {
        return Err(Refusal::NothingChanged);
    }
    Ok(Event::Elected { election, reason: written(reason)? })
}

/// What can stand in a register: an id that can stand in an address, a name, a written form that there is.
fn sound(party: &PartyId, particulars: &Particulars) -> Result<Particulars, Refusal> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let id = party.as_str();
    if id.is_empty() || id.len() > ID || !id.chars().all(plain) {
        return Err(Refusal::PartyIdUnsound);
    }
    if !["nb", "nn"].contains(&particulars.language.as_str()) {
        return Err(Refusal::LanguageUnknown);
    }
    if particulars.council_size.is_some_and(|size| !(1..=LARGEST).contains(&size)) {
        return Err(Refusal::SizeMissing);
    }
    let name = line(&particulars.name, Refusal::NameMissing)?;
    if name.chars().count() > NAME || particulars.county.chars().count() > NAME {
        return Err(Refusal::NameMissing);
    }
    if particulars.mail_domains.len() > DOMAINS {
        return Err(Refusal::DomainUnsound);
    }
    let domain = |domain: &String| {
        let domain = domain.trim().to_lowercase();
        let label = |label: &str| {
            let sound = |c: char| c.is_alphanumeric() || c == '-';
            !label.is_empty() && label.len() <= 63 && label.chars().all(sound)
        };
        let sound = domain.contains('.') && domain.split('.').all(label);
        if sound { Ok(domain) } else { Err(Refusal::DomainUnsound) }
    };
    Ok(Particulars {
        name,
        county: particulars.county.trim().to_owned(),
        mail_domains: particulars.mail_domains.iter().map(domain).collect::<Result<_, _>>()?,
        ..particulars.clone()
    })
}

fn municipality_of<'a>(facts: &'a Facts, party: &PartyId) -> Result<&'a Member, Refusal> {
    let member = facts.roster.parties.get(party).filter(|member| member.particulars.standing == Standing::Municipality);
    member.ok_or_else(|| Refusal::PartyUnknown { party: party.clone() })
}
