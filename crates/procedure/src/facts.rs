//! What `decide` may know besides the state: the day, the kinds on offer, and who is who in the region.

use crate::{Body, Command, ContactId, Kinds, PartyId, RegisterAct, Standing};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt};

/// What the rules may know besides the state.
pub struct Facts<'a> {
    /// The local day in the region's zone.
    pub today: NaiveDate,
    /// Who asks.
    pub actor: &'a Actor,
    pub kinds: &'a Kinds,
    pub roster: &'a Roster,
}

/// Who did it, as the log names them. Names of people are looked up, never stored here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    Coordinator(String),
    /// A program, by its token, and the coordinator it belongs to.
    Program {
        token: String,
        coordinator: Option<String>,
    },
    /// Whoever holds a link.
    Officer {
        contact: ContactId,
        link: u32,
    },
    /// The program itself, on the day that something is due.
    Calendar,
}

impl Actor {
    /// The person behind it, where two people are asked for: a coordinator and their program are one.
    pub fn person(&self) -> String {
        match self {
            Self::Program { coordinator: Some(coordinator), .. } => Self::Coordinator(coordinator.clone()).to_string(),
            other => other.to_string(),
        }
    }

    /// What kind of actor it is: what its name in the log begins with.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Coordinator(_) => "coordinator",
            Self::Program { .. } => "token",
            Self::Officer { .. } => "officer",
            Self::Calendar => "calendar",
        }
    }

    /// Whether a command is this actor's to give at all: the desk's is a coordinator's and their programs', an act by link
    /// is its holder's, and what is due is the calendar's. `decide` asks before anything else.
    pub fn may(&self, command: &Command) -> bool {
        match (self, command) {
            (Self::Coordinator(_) | Self::Program { .. }, Command::Desk(_))
            | (Self::Calendar, Command::Calendar(_)) => true,
            // Membership follows from an agreement that every council has adopted: nobody gives it by hand.
            (Self::Calendar, Command::Register(act)) => matches!(act, RegisterAct::AdmitMember { .. }),
            (Self::Coordinator(_) | Self::Program { .. }, Command::Register(act)) => {
                !matches!(act, RegisterAct::AdmitMember { .. })
            }
            (Self::Officer { link: held, .. }, Command::Officer { link, .. }) => held == link,
            _ => false,
        }
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Coordinator(id) => write!(f, "{}:{id}", self.kind()),
            Self::Program { token, .. } => write!(f, "{}:{token}", self.kind()),
            Self::Officer { contact, link } => write!(f, "{}:{contact}:{link}", self.kind()),
            Self::Calendar => f.write_str(self.kind()),
        }
    }
}

/// What a contact does for their municipality, or for the region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    CaseOfficer,
    Registry,
    ChiefExecutive,
    CouncilSecretary,
    /// Added by an officer of the same municipality; works on one answer.
    Colleague,
    Coordinator,
    /// Anyone, who has answered a hearing with public inspection.
    Public,
    /// Has coordinated, and may not any more: is named for what they did, and gets no letters.
    FormerCoordinator,
}

impl Role {
    /// The roles a municipality fills. Each has its own letters.
    pub const OFFICES: [Self; 4] = [Self::CaseOfficer, Self::Registry, Self::ChiefExecutive, Self::CouncilSecretary];

    /// The name as it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CaseOfficer => "case_officer",
            Self::Registry => "registry",
            Self::ChiefExecutive => "chief_executive",
            Self::CouncilSecretary => "council_secretary",
            Self::Colleague => "colleague",
            Self::Coordinator => "coordinator",
            Self::Public => "public",
            Self::FormerCoordinator => "former_coordinator",
        }
    }

    /// The inverse of `as_str`.
    pub fn parse(text: &str) -> Option<Self> {
        let others = [Self::Colleague, Self::Coordinator, Self::Public, Self::FormerCoordinator];
        Self::OFFICES.into_iter().chain(others).find(|role| role.as_str() == text)
    }
}

impl Standing {
    /// The roles that a party of this standing has somebody for. A council and a chief executive are a municipality's.
    pub fn offices(self) -> &'static [Role] {
        match self {
            Self::Municipality => &Role::OFFICES,
            Self::Consultee => &[Role::CaseOfficer, Role::Registry],
        }
    }
}

/// A party of the region: its standing, its people, and when it is a member.
#[derive(Clone, Debug)]
pub struct Member {
    pub name: String,
    pub standing: Standing,
    pub population: u32,
    /// How many members the municipality's council has, where that is known.
    pub council_size: Option<u32>,
    /// Whether the law lets it make a formal objection: bodies of the state and the county (pbl § 5-4).
    pub may_object: bool,
    /// The party that has taken its place, and since when.
    pub succeeded: Option<(PartyId, NaiveDate)>,
    /// Membership as dated data; a consultee has none.
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

impl Member {
    /// Whether it is a member of the region on a day.
    pub fn is_member(&self, day: NaiveDate) -> bool {
        self.from.is_some_and(|from| from <= day) && self.to.is_none_or(|to| day < to)
    }
}

/// A person or a mailbox that letters can go to.
#[derive(Clone, Debug)]
pub struct Contact {
    /// `None` for a coordinator, who is the region's own.
    pub party: Option<PartyId>,
    pub role: Role,
    /// An e-mail address; empty where none is known.
    pub address: String,
    /// Has an address that mail can be sent to, as far as known.
    pub reachable: bool,
    /// The address is in one of the municipality's own mail domains.
    pub own_domain: bool,
}

/// The region's parties and contacts, by id.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    /// What the region is called, in full and in short.
    pub names: Vec<String>,
    pub parties: BTreeMap<PartyId, Member>,
    pub contacts: BTreeMap<ContactId, Contact>,
    /// How many members each of the region's own bodies has, where that is known.
    pub bodies: BTreeMap<Body, u32>,
}

impl Roster {
    /// The municipalities that are members on `day`.
    pub fn members_on(&self, day: NaiveDate) -> impl Iterator<Item = (&PartyId, &Member)> {
        self.parties.iter().filter(move |(_, m)| m.standing == Standing::Municipality && m.is_member(day))
    }

    /// Who has taken a party's place, and who has taken theirs: each with the day it did.
    pub fn successions<'a>(&'a self, party: &'a PartyId) -> impl Iterator<Item = &'a (PartyId, NaiveDate)> {
        let next = |id: &PartyId| self.parties.get(id).and_then(|member| member.succeeded.as_ref());
        // No longer than there are parties.
        std::iter::successors(next(party), move |(into, _)| next(into)).take(self.parties.len())
    }

    /// Who a party is on a day: itself, or whoever has taken its place.
    pub fn successor<'a>(&'a self, party: &'a PartyId, day: NaiveDate) -> &'a PartyId {
        let until = self.successions(party).take_while(|(_, from)| *from <= day);
        until.last().map_or(party, |(into, _)| into)
    }

    /// Names that a body's name can stand with: of one party, or of the region and all of its parties.
    pub fn places(&self, party: Option<&PartyId>) -> Vec<&str> {
        match party {
            Some(party) => self.parties.get(party).map(|member| member.name.as_str()).into_iter().collect(),
            None => {
                let own = self.parties.values().map(|member| member.name.as_str());
                self.names.iter().map(String::as_str).chain(own).collect()
            }
        }
    }

    /// Everybody who coordinates the region now, in the order of their ids.
    pub fn coordinators(&self) -> impl Iterator<Item = &ContactId> {
        self.contacts.iter().filter(|(_, contact)| contact.role == Role::Coordinator).map(|(id, _)| id)
    }

    /// Who fills `role` for `party`; the registry where nobody reachable does.
    pub fn resolve(&self, party: &PartyId, role: Role) -> Option<&ContactId> {
        let holder = |role: Role| {
            self.contacts
                .iter()
                .find(|(_, c)| c.party.as_ref() == Some(party) && c.role == role && c.reachable)
                .map(|(id, _)| id)
        };
        holder(role).or_else(|| holder(Role::Registry))
    }
}
