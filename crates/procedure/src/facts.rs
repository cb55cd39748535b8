//! What `decide` may know besides the state: the day, the kinds on offer, and who is who in the region.

use crate::{Body, Command, ContactId, Election, Kinds, MeetingAct, Particulars, PartyId, Seat, Standing};
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

    /// Whoever acted at the desk, from their name in the log; `None` for anyone else's.
    pub fn at_desk(name: &str) -> Option<Self> {
        match name.split_once(':')? {
            ("coordinator", id) => Some(Self::Coordinator(id.to_owned())),
            ("token", token) => Some(Self::Program { token: token.to_owned(), coordinator: None }),
            _ => None,
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
            (Self::Calendar, Command::Register(act)) => act.is_calendars(),
            (Self::Coordinator(_) | Self::Program { .. }, Command::Register(act)) => !act.is_calendars(),
            // What an item decided is carried out by the program, which says how it went.
            (Self::Calendar, Command::Meeting(act)) => matches!(act, MeetingAct::CarriedOut { .. }),
            (Self::Coordinator(_) | Self::Program { .. }, Command::Meeting(act)) => {
                !matches!(act, MeetingAct::CarriedOut { .. })
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
    /// Elected by its council to one of the region's bodies, as a member or a deputy.
    Representative,
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
            Self::Representative => "representative",
            Self::Coordinator => "coordinator",
            Self::Public => "public",
            Self::FormerCoordinator => "former_coordinator",
        }
    }

    /// The inverse of `as_str`.
    pub fn parse(text: &str) -> Option<Self> {
        let others = [Self::Colleague, Self::Representative, Self::Coordinator, Self::Public, Self::FormerCoordinator];
        Self::OFFICES.into_iter().chain(others).find(|role| role.as_str() == text)
    }
}

impl Standing {
    /// The name as it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Municipality => "municipality",
            Self::Consultee => "consultee",
        }
    }

    /// The roles that a party of this standing has somebody for. A council and a chief executive are a municipality's.
    pub fn offices(self) -> &'static [Role] {
        match self {
            Self::Municipality => &Role::OFFICES,
            Self::Consultee => &[Role::CaseOfficer, Role::Registry],
        }
    }
}

/// A party of the region: its standing, its people, and when it is a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    pub particulars: Particulars,
    /// Membership as dated data; a consultee has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// The party that has taken its place, and since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub succeeded: Option<(PartyId, NaiveDate)>,
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
    /// Whom the councils have elected to them, by the day they sit from.
    pub elections: Vec<Election>,
    /// The last number that a body has given an item of its agendas, by the year.
    pub numbered: BTreeMap<(Body, i32), u32>,
}

impl Roster {
    /// The municipalities that are members on `day`.
    pub fn members_on(&self, day: NaiveDate) -> impl Iterator<Item = (&PartyId, &Member)> {
        self.parties.iter().filter(move |(_, m)| m.particulars.standing == Standing::Municipality && m.is_member(day))
    }

    /// Who has taken a party's place, and who has taken theirs: each with the day it did.
    pub fn successions<'a>(&'a self, party: &PartyId) -> impl Iterator<Item = &'a (PartyId, NaiveDate)> + use<'a> {
        let next = |id: &PartyId| self.parties.get(id).and_then(|member| member.succeeded.as_ref());
        // No longer than there are parties.
        std::iter::successors(next(party), move |(into, _)| next(into)).take(self.parties.len())
    }

    /// Who a party is on a day: itself, or whoever has taken its place.
    pub fn successor<'a>(&'a self, party: &'a PartyId, day: NaiveDate) -> &'a PartyId {
        let until = self.successions(party).take_while(|(_, from)| *from <= day);
        until.last().map_or(party, |(into, _)| into)
    }

    /// Names that a body's name can stand with: of one party and of those who take its place, or of the region and all of
    /// its parties.
    pub fn places(&self, party: Option<&PartyId>) -> Vec<&str> {
        match party {
            Some(party) => {
                let ids = std::iter::once(party).chain(self.successions(party).map(|(into, _)| into));
                ids.filter_map(|id| self.parties.get(id)).map(|member| member.particulars.name.as_str()).collect()
            }
            None => {
                let own = self.parties.values().map(|member| member.particulars.name.as_str());
                self.names.iter().map(String::as_str).chain(own).collect()
            }
        }
    }

    /// Enters an election: instead of one of the same council's from the same day.
    pub fn elect(&mut self, election: Election) {
        let same = |one: &Election| (one.body, &one.party, one.from) == (election.body, &election.party, election.from);
        self.elections.retain(|one| !same(one));
        self.elections.push(election);
        self.elections.sort_by(|a, b| (a.from, &a.party, a.body).cmp(&(b.from, &b.party, b.body)));
    }

    /// Whom a council has elected to a body on a day; the last election that has begun, unless it has run out.
    pub fn election(&self, body: Body, party: &PartyId, day: NaiveDate) -> Option<&Election> {
        let own = |one: &&Election| one.body == body && one.party == *party && one.from <= day;
        let last = self.elections.iter().rfind(own);
        last.filter(|one| one.until.is_none_or(|until| day <= until))
    }

    /// The seats of a body on a day: a council with several members shares its deputies.
    pub fn seats(&self, body: Body, day: NaiveDate) -> Vec<Seat> {
        let elections = self.members_on(day).filter_map(|(party, _)| self.election(body, party, day));
        let seats = |election: &Election| {
            let deputies = election.deputies.clone();
            let seat = move |member: &ContactId| Seat {
                party: election.party.clone(),
                member: member.clone(),
                deputies: deputies.clone(),
            };
            election.members.iter().map(seat).collect::<Vec<_>>()
        };
        elections.flat_map(seats).collect()
    }

    /// Everybody who coordinates the region now, in the order of their ids.
    pub fn coordinators(&self) -> impl Iterator<Item = &ContactId> {
        self.contacts.iter().filter(|(_, contact)| contact.role == Role::Coordinator).map(|(id, _)| id)
    }

    /// Who fills `role` for `party` on a day, or for whoever has taken its place; the registry where nobody reachable does.
    pub fn resolve(&self, party: &PartyId, role: Role, day: NaiveDate) -> Option<&ContactId> {
        let holder = |party: &PartyId, role: Role| {
            self.contacts
                .iter()
                .find(|(_, c)| c.party.as_ref() == Some(party) && c.role == role && c.reachable)
                .map(|(id, _)| id)
        };
        let of = |party: &PartyId| holder(party, role).or_else(|| holder(party, Role::Registry));
        of(self.successor(party, day)).or_else(|| of(party))
    }
}
