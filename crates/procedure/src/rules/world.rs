//! Three municipalities, a county that is heard only, and a document that is carried from phase to phase.

use crate::{
    Act, Actor, Calendar, Command, Contact, ContactId, CouncilDecision, Decision, Desk, Document, Event, Facts, Hash,
    Kinds, Member, NextStep, Outcome, PartId, PartRef, Particulars, PartyId, Position, Possibility, PublicCount,
    Refusal, RegisterAct, RemarkDraft, Role, Roster, Rung, Seen, Standing, StatementDraft, SubstantialChange,
    Treatment, Verdict, decide, due, enter, evolve, possible,
};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// The municipalities of the tests' region, in the order of their numbers.
pub const TOWNS: [&str; 3] = ["3303", "3334", "4030"];
pub const COUNTY: &str = "fylke-33";

pub struct World {
    pub kinds: Kinds,
    pub roster: Roster,
    pub today: NaiveDate,
    pub actor: Actor,
    pub state: Option<Document>,
    pub log: Vec<Event>,
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn person(name: &str) -> Actor {
    Actor::Coordinator(name.to_owned())
}

pub fn party(id: &str) -> PartyId {
    PartyId::from(id)
}

pub fn contact(town: &str, role: Role) -> ContactId {
    ContactId(format!("{town}-{}", role.as_str()))
}

pub fn kinds() -> Kinds {
    let mut kinds = Kinds::default();
    for (file, text) in [
        ("strategy.toml", include_str!("../../../../config/kinds/strategy.toml")),
        ("action_plan.toml", include_str!("../../../../config/kinds/action_plan.toml")),
        ("project_plan.toml", include_str!("../../../../config/kinds/project_plan.toml")),
        ("intermunicipal_plan.toml", include_str!("../../../../config/kinds/intermunicipal_plan.toml")),
        ("statutes.toml", include_str!("../../../../config/kinds/statutes.toml")),
        ("planning_programme.toml", include_str!("../../../../config/kinds/planning_programme.toml")),
        ("planning_strategy.toml", include_str!("../../../../config/kinds/planning_strategy.toml")),
    ] {
        kinds.add(file, text).unwrap();
    }
    kinds
}

fn roster() -> Roster {
    let mut roster = Roster::default();
    for (id, population) in TOWNS.into_iter().zip([28_000, 1_600, 1_500]) {
        let from = Some(day("2005-02-08"));
        let particulars = Particulars {
            name: if id == "4030" { "Hjartdal" } else { id }.to_owned(),
            standing: Standing::Municipality,
            county: "Buskerud".to_owned(),
            population,
            language: "nb".to_owned(),
            mail_domains: vec!["example.test".to_owned()],
            council_size: Some(if id == "3303" { 35 } else { 23 }),
            may_object: false,
        };
        let member = Member { particulars, from, to: None, succeeded: None };
        roster.parties.insert(party(id), member);
        for role in Role::OFFICES {
            let known = Contact {
                party: Some(party(id)),
                role,
                address: format!("{}@example.test", contact(id, role)),
                reachable: true,
                own_domain: true,
            };
            roster.contacts.insert(contact(id, role), known);
        }
        for (name, own_domain) in [("colleague", true), ("stranger", false)] {
            let known = Contact {
                party: Some(party(id)),
                role: Role::Colleague,
                address: format!("{id}-{name}@example.test"),
                reachable: true,
                own_domain,
            };
            roster.contacts.insert(ContactId(format!("{id}-{name}")), known);
        }
    }
    let county = Particulars {
        name: "Buskerud fylkeskommune".to_owned(),
        standing: Standing::Consultee,
        county: "Buskerud".to_owned(),
        population: 0,
        language: "nb".to_owned(),
        mail_domains: vec!["example.test".to_owned()],
        council_size: None,
        may_object: true,
    };
    let county = Member { particulars: county, from: None, to: None, succeeded: None };
    roster.parties.insert(party(COUNTY), county);
    let known = Contact {
        party: Some(party(COUNTY)),
        role: Role::CaseOfficer,
        address: format!("{COUNTY}@example.test"),
        reachable: true,
        own_domain: true,
    };
    roster.contacts.insert(contact(COUNTY, Role::CaseOfficer), known);
    roster
}

impl World {
    pub fn new() -> Self {
        Self {
            kinds: kinds(),
            roster: roster(),
            today: day("2026-11-23"),
            actor: person("kari"),
            state: None,
            log: Vec::new(),
        }
    }

    /// A document that has been created, and nothing more.
    pub fn created(kind: &str) -> Self {
        let mut world = Self::new();
        world.does(Desk::Create { kind: kind.to_owned(), title: "Strategi".to_owned(), parties: None });
        world
    }

    pub fn drafted(kind: &str) -> Self {
        let mut world = Self::created(kind);
        world.does(text("s1 s2"));
        world
    }

    /// Drafted, of a kind whose hearings a second person approves.
    pub fn drafted_for_two() -> Self {
        let mut world = Self::new();
        world.kinds.0.get_mut("strategy").unwrap().rules.hearing.second_person = true;
        world.does(Desk::Create { kind: "strategy".to_owned(), title: "Strategi".to_owned(), parties: None });
        world.does(text("s1 s2"));
        world
    }

    /// Heard until 4 January 2027.
    pub fn heard(kind: &str) -> Self {
        let mut world = Self::drafted(kind);
        world.does(open_by(kind, "2027-01-04"));
        world
    }

    /// The hearing is closed; the first town had a remark to the first section.
    pub fn assessing(kind: &str) -> Self {
        let mut world = Self::heard(kind);
        world.acts(1, submit(Position::WithRemarks, &["s1"]));
        world.today = day("2027-01-05");
        world.does(Desk::CloseHearing {});
        world
    }

    pub fn assessed(kind: &str) -> Self {
        let mut world = Self::assessing(kind);
        world.does(assess("r1", Verdict::NotAccommodated));
        world
    }

    /// Kari's verdict, of a kind where verdicts are approved, and Ola's yes.
    pub fn assessed_by_two() -> Self {
        let mut world = Self::assessing("strategy");
        world.state.as_mut().unwrap().case.as_mut().unwrap().rules.assessment.second_person = true;
        world.does(assess("r1", Verdict::Noted));
        world.actor = person("ola");
        world.does(approve("r1", 1));
        world
    }

    /// The councils have been asked.
    pub fn endorsing(kind: &str) -> Self {
        let mut world = Self::assessed(kind);
        world.does(sent_by(kind, finish(NextStep::Endorsement, None)));
        world
    }

    pub fn adopting(kind: &str) -> Self {
        let mut world = Self::endorsing(kind);
        for town in TOWNS {
            world.does(record(town, Outcome::Endorsed));
        }
        world
    }

    pub fn in_force(kind: &str) -> Self {
        let mut world = Self::adopting(kind);
        world.does(adopt("2027-01-05"));
        world
    }

    pub fn state(&self) -> &Document {
        self.state.as_ref().unwrap()
    }

    pub fn phase(&self) -> &'static str {
        self.state().phase().as_str()
    }

    /// The whole step of a command, as the ledger carries it out.
    pub fn step(&self, command: &Command) -> Result<crate::Step, Refusal> {
        let actor = self.actor_of(command);
        let facts = Facts { actor: &actor, ..self.facts() };
        crate::step(&mut Some(std::sync::Arc::new(self.state().clone())), &facts, command)
    }

    pub fn try_command(&self, command: &Command) -> Result<Vec<Event>, Refusal> {
        let actor = self.actor_of(command);
        decide(self.state.as_ref(), &Facts { actor: &actor, ..self.facts() }, command)
    }

    /// Whose command it is: the world's own actor at the desk, the link's holder, or the calendar.
    fn actor_of(&self, command: &Command) -> Actor {
        match command {
            Command::Desk(_) | Command::Register(_) | Command::Meeting(_) => self.actor.clone(),
            Command::Officer { link, .. } => {
                let held = self.state.as_ref().and_then(|state| state.link(*link));
                let contact = held.map_or_else(|| ContactId("nobody".to_owned()), |held| held.contact.clone());
                Actor::Officer { contact, link: *link }
            }
            Command::Calendar(_) => Actor::Calendar,
        }
    }

    fn facts(&self) -> Facts<'_> {
        Facts { today: self.today, actor: &self.actor, kinds: &self.kinds, roster: &self.roster }
    }

    /// What a coordinator can do now.
    pub fn possible(&self) -> Vec<(&'static str, Possibility)> {
        possible(self.state(), &self.facts())
    }

    pub fn try_to(&self, desk: Desk) -> Result<Vec<Event>, Refusal> {
        self.try_command(&Command::Desk(desk))
    }

    pub fn take(&mut self, events: Vec<Event>) -> Vec<Event> {
        for event in &events {
            evolve(&mut self.state, event);
        }
        self.log.extend(events.clone());
        if events.iter().any(|event| matches!(event, Event::HearingClosed { .. })) {
            self.count_public(0, 0);
        }
        events
    }

    /// The calendar counts what the public answered, where anyone could answer the hearing that was closed.
    pub fn count_public(&mut self, number: u32, groups: u32) {
        if let Ok(events) = self.try_command(&Command::Calendar(counted(number, groups))) {
            self.take(events);
        }
    }

    /// Carries out an act of the region's register, which has a log of its own.
    pub fn enters(&mut self, register: &mut Option<Document>, act: RegisterAct) -> Result<Vec<Event>, Refusal> {
        // Membership is the calendar's to give.
        let actor = match act {
            RegisterAct::AdmitMember { .. } | RegisterAct::BeginRegister {} => Actor::Calendar,
            _ => self.actor.clone(),
        };
        let facts = Facts { actor: &actor, ..self.facts() };
        let events = decide(register.as_ref(), &facts, &Command::Register(act))?;
        for event in &events {
            evolve(register, event);
            enter(&mut self.roster, event);
        }
        Ok(events)
    }

    #[track_caller]
    pub fn does(&mut self, desk: Desk) -> Vec<Event> {
        let events = self.try_to(desk).unwrap();
        self.take(events)
    }

    #[track_caller]
    pub fn acts(&mut self, link: u32, act: Act) -> Vec<Event> {
        let events = self.try_command(&Command::Officer { link, act }).unwrap();
        self.take(events)
    }

    /// Everything due today, in its order.
    pub fn time(&mut self) -> Vec<Event> {
        let mut all = Vec::new();
        for asked in due(self.state(), self.today) {
            let events = self.try_command(&Command::Calendar(asked)).unwrap();
            all.extend(self.take(events));
        }
        all
    }

    #[track_caller]
    pub fn refuses(&self, desk: Desk, why: Refusal) {
        assert_eq!(self.try_to(desk), Err(why));
    }

    #[track_caller]
    pub fn denies(&self, link: u32, act: Act, why: Refusal) {
        assert_eq!(self.try_command(&Command::Officer { link, act }), Err(why));
    }

    #[track_caller]
    pub fn not_due(&self, asked: Calendar) {
        assert_eq!(self.try_command(&Command::Calendar(asked)), Err(Refusal::NothingDue));
    }

    pub fn unreachable(&mut self, town: &str) {
        for known in self.roster.contacts.values_mut().filter(|c| c.party == Some(party(town))) {
            known.reachable = false;
        }
    }
}

/// A text of these sections. A section's words are its name, so that `s1*` is `s1` changed.
/// What is looked up on the way to the writer.
pub fn counted(number: u32, groups: u32) -> Calendar {
    Calendar::CountPublicAnswers { count: Some(PublicCount { number, groups, root: Hash::of(b"") }) }
}

pub fn text(sections: &str) -> Desk {
    let part = |name: &str| PartRef { id: PartId::from(name.trim_end_matches('*')), hash: Hash::of(name.as_bytes()) };
    let parts: Vec<PartRef> = sections.split_whitespace().map(part).collect();
    Desk::SaveText { content: Hash::of(sections.as_bytes()), parts, based_on: None }
}

pub fn open(deadline: &str) -> Desk {
    Desk::OpenHearing { deadline: day(deadline), parties: None, letter: None, reason: None, decision: None }
}

/// The regional council's, of the day of the other decisions.
pub fn over() -> Decision {
    by("regional_council", "2027-01-05")
}

pub fn by(body: &str, meeting: &str) -> Decision {
    Decision {
        body: body.to_owned(),
        meeting_date: day(meeting),
        case_number: "1/27".to_owned(),
        votes: None,
        extract: None,
        legal_basis: None,
    }
}

/// The body that sends a document of the kind to others, where that is not the office's.
fn sender(kind: &str) -> Option<&'static str> {
    match kind {
        "intermunicipal_plan" | "planning_programme" => Some("joint_board"),
        "statutes" => Some("regional_council"),
        _ => None,
    }
}

/// Opened today by whoever is competent for the kind.
pub fn open_by(kind: &str, deadline: &str) -> Desk {
    let decision = sender(kind).map(|body| by(body, "2026-11-23"));
    Desk::OpenHearing { deadline: day(deadline), parties: None, letter: None, reason: None, decision }
}

/// An assessment finished by whoever is competent for the kind.
pub fn sent_by(kind: &str, finish: Desk) -> Desk {
    let Desk::FinishAssessment { next, substantial_change, reason, in_force_from, checked, .. } = finish else {
        panic!("{finish:?} finishes no assessment")
    };
    let decision = sender(kind).map(|body| by(body, "2027-01-05"));
    Desk::FinishAssessment { next, substantial_change, reason, decision, in_force_from, based_on: None, checked }
}

pub fn schedule(on: &str, deadline: &str) -> Desk {
    Desk::ScheduleHearing {
        on: day(on),
        deadline: day(deadline),
        parties: None,
        letter: None,
        reason: None,
        decision: None,
    }
}

pub fn exempt(town: &str, redacted: Option<&str>, statement: Option<u32>) -> Desk {
    Desk::ExemptStatement {
        municipality: party(town),
        legal_basis: " offl. § 13 ".to_owned(),
        redacted: redacted.map(|text| Hash::of(text.as_bytes())),
        redacted_file: None,
        statement,
    }
}

pub fn statement(position: Position, sections: &[&str]) -> StatementDraft {
    let remark =
        |s: &&str| RemarkDraft { section: Some(PartId::from(*s)), hash: Hash::of(format!("to {s}").as_bytes()) };
    StatementDraft {
        position,
        content: Hash::of(format!("{position:?} {sections:?}").as_bytes()),
        general: None,
        remarks: sections.iter().map(remark).collect(),
        files: Vec::new(),
        legal_basis: None,
        signer: None,
        case_reference: None,
    }
}

pub fn submit(position: Position, sections: &[&str]) -> Act {
    Act::Submit { statement: statement(position, sections), based_on: None }
}

pub fn receive(town: &str, statement: StatementDraft) -> Desk {
    receive_on(town, statement, "2026-11-23")
}

pub fn receive_on(town: &str, statement: StatementDraft, received: &str) -> Desk {
    Desk::RecordStatement {
        municipality: party(town),
        statement,
        received_on: day(received),
        channel: "letter".to_owned(),
    }
}

pub fn assess(remark: &str, verdict: Verdict) -> Desk {
    Desk::AssessRemark { remark: remark.into(), verdict, reason: "Fordi.".to_owned().into(), based_on: None }
}

pub fn approve(remark: &str, based_on: u32) -> Desk {
    Desk::ApproveVerdicts { remarks: vec![Seen { remark: remark.into(), based_on: Some(based_on) }] }
}

pub fn finish(next: NextStep, changed: Option<bool>) -> Desk {
    let answer = |changed| SubstantialChange { changed, reason: "Presisert.".to_owned(), involves: BTreeSet::new() };
    Desk::FinishAssessment {
        next,
        substantial_change: changed.map(answer),
        reason: None,
        decision: None,
        in_force_from: None,
        based_on: None,
        checked: None,
    }
}

pub fn decision(outcome: Outcome) -> CouncilDecision {
    CouncilDecision {
        outcome,
        body: "Kommunestyret".to_owned(),
        meeting_date: day("2027-01-05"),
        case_number: "7/27".to_owned(),
        votes: None,
        postponed_to: (outcome == Outcome::Postponed).then(|| day("2027-02-10")),
        text: (outcome == Outcome::EndorsedAmended).then(|| Hash::of(b"the amendment")),
        extract: None,
        signer: None,
        by: None,
    }
}

pub fn treatment() -> Treatment {
    Treatment {
        body: "Formannskapet".to_owned(),
        meeting_date: day("2026-11-23"),
        case_number: "6/26".to_owned(),
        text: Hash::of(b"the advice"),
        votes: None,
        extract: None,
        signer: None,
        by: None,
    }
}

pub fn treat() -> Act {
    Act::Treat { treatment: treatment(), based_on: None }
}

pub fn record(town: &str, outcome: Outcome) -> Desk {
    Desk::RecordDecision { municipality: party(town), decision: decision(outcome) }
}

/// The same of a meeting on another day.
pub fn record_on(town: &str, outcome: Outcome, meeting: &str) -> Desk {
    let decision = CouncilDecision { meeting_date: day(meeting), ..decision(outcome) };
    Desk::RecordDecision { municipality: party(town), decision }
}

pub fn adopt(from: &str) -> Desk {
    Desk::Adopt {
        body: "Regionrådet".to_owned(),
        meeting_date: day("2027-01-05"),
        case_number: "1/27".to_owned(),
        in_force_from: day(from),
        votes: None,
        extract: None,
    }
}

pub fn remind(town: &str, rung: Rung, deadline: &str) -> Calendar {
    Calendar::Remind { party: party(town), rung: Some(rung), skipped: Vec::new(), deadline: day(deadline) }
}

pub fn why() -> String {
    "Fordi.".to_owned()
}
