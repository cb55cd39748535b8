//! Meetings of the region's own bodies (kommuneloven chapters 11 and 18).

use super::world::*;
use crate::{
    Actor, Appointment, Body, Command, Contact, ContactId, Desk, Document, DocumentId, Event, Facts, ItemOutcome,
    LetterKind, Matter, Meeting, MeetingAct, MeetingEvent, MeetingForm, Refusal, RegisterAct, Role, Stage, Votes,
    decide, enter, evolve,
};
use std::{collections::BTreeSet, sync::Arc};
use strum::VariantNames as _;

/// A meeting of the regional council on 8 December, to which each of three councils has elected one, with a deputy.
pub(super) struct Sitting {
    pub(super) world: World,
    pub(super) state: Option<Document>,
    pub(super) log: Vec<Event>,
}

pub(super) fn member(town: &str) -> ContactId {
    ContactId(format!("{town}-member"))
}

pub(super) fn deputy(town: &str) -> ContactId {
    ContactId(format!("{town}-deputy"))
}

pub(super) fn appointment(on: &str) -> Appointment {
    Appointment {
        on: day(on),
        at: "10:00:00".parse().unwrap(),
        place: "Rådhuset på Kongsberg".to_owned(),
        form: MeetingForm::InPerson,
    }
}

pub(super) fn matter(title: &str) -> Matter {
    Matter {
        title: title.to_owned(),
        document: None,
        command: None,
        content: None,
        recommendation: "Saken tas til orientering.".to_owned(),
        closed: None,
    }
}

pub(super) fn decision(item: u32, outcome: ItemOutcome, votes: Option<(u32, u32)>) -> MeetingAct {
    let votes = votes.map(|(in_favour, against)| Votes { in_favour, against });
    MeetingAct::DecideItem { item, outcome, proposal: None, text: None, votes, casting: false }
}

impl Sitting {
    pub(super) fn elected() -> Self {
        let mut world = World::new();
        let mut register = None;
        let mut log = Vec::new();
        for town in TOWNS {
            for person in [member(town), deputy(town)] {
                let known = Contact {
                    party: Some(party(town)),
                    role: Role::Representative,
                    address: format!("{person}@example.test"),
                    reachable: true,
                    own_domain: true,
                };
                world.roster.contacts.insert(person, known);
            }
            log.extend(world.enters(&mut register, elect(town)).unwrap());
        }
        Self { world, state: None, log }
    }

    pub(super) fn arranged() -> Self {
        let mut sitting = Self::elected();
        sitting.does(MeetingAct::ArrangeMeeting {
            body: Body::RegionalCouncil,
            appointment: appointment("2026-12-08"),
            title: why(),
        });
        sitting
    }

    pub(super) fn called() -> Self {
        let mut sitting = Self::arranged();
        sitting.does(MeetingAct::AddItem { matter: matter("Innkalling og saksliste") });
        sitting.does(MeetingAct::CallMeeting { reason: None, first: None });
        sitting
    }

    pub(super) fn open() -> Self {
        let mut sitting = Self::called();
        sitting.world.today = day("2026-12-08");
        sitting.does(MeetingAct::OpenMeeting { present: TOWNS.map(member).to_vec(), chair: member(TOWNS[0]) });
        sitting
    }

    pub(super) fn meeting(&self) -> &Meeting {
        self.state.as_ref().unwrap().meeting.as_deref().unwrap()
    }

    pub(super) fn try_to(&self, act: MeetingAct) -> Result<Vec<Event>, Refusal> {
        let actor = match act {
            MeetingAct::CarriedOut { .. } => Actor::Calendar,
            _ => self.world.actor.clone(),
        };
        let (kinds, roster) = (&self.world.kinds, &self.world.roster);
        let facts = Facts { today: self.world.today, actor: &actor, kinds, roster };
        decide(self.state.as_ref(), &facts, &Command::Meeting(act))
    }

    #[track_caller]
    pub(super) fn does(&mut self, act: MeetingAct) -> Vec<Event> {
        let events = self.try_to(act).unwrap();
        for event in &events {
            evolve(&mut self.state, event);
            enter(&mut self.world.roster, event);
        }
        self.log.extend(events.clone());
        events
    }

    #[track_caller]
    pub(super) fn refuses(&self, act: MeetingAct, why: Refusal) {
        assert_eq!(self.try_to(act), Err(why));
    }

    /// Who gets which letter by an act.
    pub(super) fn letters(&self, act: MeetingAct) -> Vec<(LetterKind, String)> {
        let (actor, kinds, roster) = (&self.world.actor, &self.world.kinds, &self.world.roster);
        let facts = Facts { today: self.world.today, actor, kinds, roster };
        let step = crate::step(&mut self.state.clone().map(Arc::new), &facts, &Command::Meeting(act)).unwrap();
        let all = step.events.into_iter().flat_map(|happened| happened.letters);
        all.map(|letter| (letter.kind, letter.contact.unwrap().0)).collect()
    }
}

pub(super) fn elect(town: &str) -> RegisterAct {
    RegisterAct::Elect {
        body: Body::RegionalCouncil,
        municipality: party(town),
        members: vec![member(town)],
        deputies: vec![deputy(town)],
        from: day("2023-10-15"),
        until: Some(day("2027-10-14")),
        reason: why(),
    }
}

/// Everything that can happen to a meeting, and to those who sit in it.
pub fn life() -> Vec<Event> {
    let mut sitting = Sitting::arranged();
    let opened = Matter {
        document: Some(DocumentId::from("dok_strategy")),
        command: Some(Box::new(open_by("strategy", "2027-02-01"))),
        ..matter("Strategien sendes på høring")
    };
    sitting.does(MeetingAct::AddItem { matter: opened });
    sitting.does(MeetingAct::AddItem { matter: Matter { closed: Some("offl. § 13".to_owned()), ..matter("Lønn") } });
    sitting.does(MeetingAct::ChangeItem {
        item: 2,
        title: "Lønn 2027".to_owned(),
        recommendation: "Lønna fastsettes.".to_owned(),
    });
    sitting.does(MeetingAct::OrderItem { item: 2, place: 1 });
    sitting.does(MeetingAct::MoveMeeting {
        appointment: appointment("2026-12-09"),
        title: why(),
        reason: why().into(),
    });
    sitting.does(MeetingAct::CallMeeting { reason: None, first: None });
    sitting.does(MeetingAct::AddItem { matter: matter("Eventuelt") });
    sitting.does(MeetingAct::RemoveItem { item: 3, reason: why() });
    sitting.does(MeetingAct::DeclareAbsence { person: member(TOWNS[1]), reason: why() });
    sitting.does(MeetingAct::WithdrawAbsence { person: member(TOWNS[1]) });
    sitting.does(MeetingAct::DeclareAbsence { person: member(TOWNS[1]), reason: why() });
    sitting.world.today = day("2026-12-09");
    let present = vec![member(TOWNS[0]), deputy(TOWNS[1]), member(TOWNS[2])];
    sitting.does(MeetingAct::OpenMeeting { present, chair: member(TOWNS[0]) });
    sitting.does(MeetingAct::Disqualify {
        item: 2,
        person: member(TOWNS[2]),
        legal_basis: "fvl. § 6".to_owned(),
        deputy: Some(deputy(TOWNS[2])),
    });
    sitting.does(MeetingAct::PutProposal { item: 2, by: member(TOWNS[0]), text: "Lønna økes.".to_owned() });
    sitting.does(MeetingAct::DecideItem {
        item: 2,
        outcome: ItemOutcome::Adopted,
        proposal: Some(1),
        text: None,
        votes: Some(Votes { in_favour: 2, against: 1 }),
        casting: false,
    });
    sitting.does(decision(1, ItemOutcome::Adopted, None));
    sitting.does(MeetingAct::AddItem { matter: matter("Reise til Oslo") });
    sitting.does(MeetingAct::TakeUpItem { item: 4, opposed: Vec::new() });
    sitting.does(decision(4, ItemOutcome::Noted, None));
    sitting.does(MeetingAct::CarriedOut { item: 1, refusal: None });
    sitting.does(MeetingAct::CloseMeeting {});
    sitting.does(MeetingAct::ApproveMinutes {});
    let mut off = Sitting::arranged();
    off.does(MeetingAct::CancelMeeting { reason: why().into() });
    sitting.log.into_iter().chain(off.log).collect()
}

#[test]
fn every_event_of_a_meeting_has_a_written_shape() {
    let name = |event: &Event| match event {
        Event::Meeting(event) => Some(<&'static str>::from(event)),
        _ => None,
    };
    let written = include_str!("events.jsonl").lines().map(|line| serde_json::from_str::<Event>(line).unwrap());
    let written: BTreeSet<&str> = written.filter_map(|event| name(&event)).collect();
    let life = life();
    let missing = life.iter().filter(|event| name(event).is_some_and(|name| !written.contains(name)));
    let missing: Vec<String> = missing.map(|event| serde_json::to_string(event).unwrap()).collect();
    assert!(missing.is_empty(), "add to events.jsonl:\n{}", missing.join("\n"));
    assert_eq!(written, MeetingEvent::VARIANTS.iter().copied().collect(), "every event of a meeting");
}

/// Kommuneloven § 11-3: notice with the agenda, in time, to those who meet, their deputies and the chief executives.
#[test]
fn a_meeting_is_called_in_time_with_its_agenda() {
    let mut sitting = Sitting::arranged();
    let call = |reason: Option<&str>| MeetingAct::CallMeeting {
        reason: reason.map(|words| words.to_owned().into()),
        first: None,
    };
    sitting.refuses(call(None), Refusal::AgendaEmpty);
    sitting.does(MeetingAct::AddItem { matter: matter("Innkalling og saksliste") });
    sitting.world.today = day("2026-12-02");
    sitting.refuses(call(None), Refusal::NoticeTooShort { earliest: day("2026-12-09") });
    assert!(sitting.try_to(call(Some("Fristen i saken er 10. desember."))).is_ok(), "urgent: § 11-8");
    sitting.world.today = day("2026-12-01");
    let told = sitting.letters(call(None));
    let towns = TOWNS.iter().flat_map(|town| [member(town), deputy(town)]);
    let executives = TOWNS.iter().map(|town| contact(town, Role::ChiefExecutive));
    let all: Vec<_> = towns.chain(executives).map(|id| (LetterKind::MeetingNotice, id.0)).collect();
    assert_eq!(told, all);
    sitting.does(call(None));
    assert_eq!(sitting.meeting().items[0].number.as_deref(), Some("001/26"));
    sitting.refuses(call(None), Refusal::NothingChanged);
    let mut nobody = Sitting::elected();
    nobody.world.roster.elections.clear();
    nobody.does(MeetingAct::ArrangeMeeting {
        body: Body::RegionalCouncil,
        appointment: appointment("2026-12-08"),
        title: why(),
    });
    nobody.does(MeetingAct::AddItem { matter: matter("Eventuelt") });
    nobody.refuses(call(None), Refusal::NobodyElected { bodies: vec![Body::RegionalCouncil] });
}

#[test]
fn numbers_run_by_the_year_of_the_body() {
    let mut sitting = Sitting::called();
    sitting.does(MeetingAct::AddItem { matter: matter("Eventuelt") });
    assert_eq!(sitting.meeting().items[1].number.as_deref(), Some("002/26"), "what comes after the notice");
    let begin = |first| MeetingAct::CallMeeting { reason: None, first: Some(first) };
    let mut next = Sitting { state: None, ..sitting };
    next.does(MeetingAct::ArrangeMeeting {
        body: Body::RegionalCouncil,
        appointment: appointment("2026-12-15"),
        title: why(),
    });
    next.does(MeetingAct::AddItem { matter: matter("Eventuelt") });
    next.refuses(begin(2), Refusal::NumberTaken { next: 3 });
    assert!(next.try_to(begin(40)).is_ok(), "others were given elsewhere");
    next.does(MeetingAct::CallMeeting { reason: None, first: None });
    assert_eq!(next.meeting().items[0].number.as_deref(), Some("003/26"));
    let mut year = Sitting { state: None, ..next };
    year.does(MeetingAct::ArrangeMeeting {
        body: Body::RegionalCouncil,
        appointment: appointment("2027-01-15"),
        title: why(),
    });
    year.does(MeetingAct::AddItem { matter: matter("Eventuelt") });
    year.does(MeetingAct::CallMeeting { reason: None, first: None });
    assert_eq!(year.meeting().items[0].number.as_deref(), Some("001/27"));
}

/// Kommuneloven § 11-7: a body meets at a distance where it may.
#[test]
fn the_form_of_a_meeting_is_one_that_the_statutes_allow() {
    let mut sitting = Sitting::elected();
    let at = |form| Appointment { form, place: String::new(), ..appointment("2026-12-08") };
    let arrange =
        |form| MeetingAct::ArrangeMeeting { body: Body::RegionalCouncil, appointment: at(form), title: why() };
    sitting.refuses(arrange(MeetingForm::InPerson), Refusal::PlaceMissing);
    sitting.refuses(arrange(MeetingForm::Written), Refusal::MeetingFormNotAllowed);
    assert!(sitting.try_to(arrange(MeetingForm::Remote)).is_ok());
    sitting.world.kinds.0.get_mut("statutes").unwrap().rules.meetings = None;
    sitting.refuses(arrange(MeetingForm::Remote), Refusal::MeetingFormNotAllowed);
    let council = MeetingAct::ArrangeMeeting {
        body: Body::MunicipalCouncil,
        appointment: appointment("2026-12-08"),
        title: why(),
    };
    sitting.refuses(council, Refusal::BodyNotCompetent { bodies: Body::OF_REGION.to_vec() });
    let past = MeetingAct::ArrangeMeeting {
        body: Body::RegionalCouncil,
        appointment: appointment("2026-11-22"),
        title: why(),
    };
    sitting.refuses(past, Refusal::MeetingHasBeen);
}

#[test]
fn a_deputy_is_called_for_whoever_cannot_come() {
    let mut sitting = Sitting::called();
    let absent = |person: ContactId| MeetingAct::DeclareAbsence { person, reason: why() };
    sitting.refuses(absent(deputy(TOWNS[1])), Refusal::PersonNotSeated);
    assert_eq!(sitting.letters(absent(member(TOWNS[1]))), [(LetterKind::DeputyCalled, deputy(TOWNS[1]).0)]);
    sitting.does(absent(member(TOWNS[1])));
    assert_eq!(sitting.meeting().expected().len(), 3);
    sitting.does(absent(deputy(TOWNS[1])));
    assert_eq!(sitting.meeting().expected().len(), 2, "nobody is left for that seat");
    sitting.refuses(absent(member(TOWNS[1])), Refusal::PersonNotSeated);
}

#[test]
fn the_roll_has_one_of_each_seat_and_the_chair() {
    let mut sitting = Sitting::called();
    let roll = |present: &[ContactId], chair: &ContactId| MeetingAct::OpenMeeting {
        present: present.to_vec(),
        chair: chair.clone(),
    };
    let (first, second) = (member(TOWNS[0]), member(TOWNS[1]));
    sitting.refuses(roll(std::slice::from_ref(&first), &first), Refusal::MeetingNotYet { on: day("2026-12-08") });
    sitting.world.today = day("2026-12-08");
    sitting.refuses(roll(&[first.clone(), deputy(TOWNS[0])], &first), Refusal::SeatTwice);
    sitting.refuses(roll(std::slice::from_ref(&first), &second), Refusal::ChairMissing);
    sitting.refuses(roll(&[contact(TOWNS[0], Role::Registry)], &first), Refusal::PersonNotSeated);
    sitting.does(roll(std::slice::from_ref(&first), &first));
    sitting.refuses(decision(1, ItemOutcome::Adopted, None), Refusal::QuorumMissing { size: 3 });
    sitting.does(roll(&[first.clone(), second], &first));
    sitting.does(decision(1, ItemOutcome::Adopted, None));
}

/// Kommuneloven §§ 8-1 and 11-9: all vote, more than half decide, and the chair's vote where they are equal.
#[test]
fn votes_are_all_of_those_who_take_part() {
    let mut sitting = Sitting::open();
    sitting.refuses(decision(1, ItemOutcome::Adopted, Some((2, 0))), Refusal::VotesNotAll { voters: 3 });
    sitting.refuses(decision(1, ItemOutcome::Adopted, Some((1, 2))), Refusal::VotesAgainstOutcome);
    sitting.refuses(decision(1, ItemOutcome::Rejected, Some((2, 1))), Refusal::VotesAgainstOutcome);
    sitting.refuses(decision(9, ItemOutcome::Adopted, None), Refusal::ItemUnknown);
    let out = MeetingAct::Disqualify {
        item: 1,
        person: member(TOWNS[2]),
        legal_basis: "fvl. § 6 første ledd bokstav e".to_owned(),
        deputy: None,
    };
    sitting.does(out);
    sitting.refuses(decision(1, ItemOutcome::Adopted, Some((1, 1))), Refusal::CastingVote);
    sitting.does(MeetingAct::DecideItem {
        item: 1,
        outcome: ItemOutcome::Adopted,
        proposal: None,
        text: None,
        votes: Some(Votes { in_favour: 1, against: 1 }),
        casting: true,
    });
    sitting.does(decision(1, ItemOutcome::Adopted, None));
    let resolution = sitting.meeting().items[0].resolution.clone().unwrap();
    assert_eq!(resolution.votes, Some(Votes { in_favour: 2, against: 0 }), "put right before the minutes are approved");
    sitting.refuses(MeetingAct::ApproveMinutes {}, Refusal::NotInThisPhase);
    sitting.does(MeetingAct::CloseMeeting {});
    sitting.does(MeetingAct::ApproveMinutes {});
    assert_eq!(sitting.meeting().stage, Stage::Approved);
    sitting.refuses(decision(1, ItemOutcome::Rejected, None), Refusal::NotInThisPhase);
}

/// Kommuneloven § 11-10: whoever is disqualified takes no part, and a deputy may sit in their place.
#[test]
fn a_disqualified_member_does_not_count() {
    let mut sitting = Sitting::open();
    let out = |deputy: Option<ContactId>| MeetingAct::Disqualify {
        item: 1,
        person: member(TOWNS[2]),
        legal_basis: "fvl. § 6".to_owned(),
        deputy,
    };
    sitting.refuses(out(Some(deputy(TOWNS[0]))), Refusal::PersonNotSeated);
    sitting.does(out(Some(deputy(TOWNS[2]))));
    sitting.refuses(out(None), Refusal::PersonNotSeated);
    let item = &sitting.meeting().items[0];
    assert_eq!(sitting.meeting().voters(item), [&member(TOWNS[0]), &member(TOWNS[1]), &deputy(TOWNS[2])]);
}

#[test]
fn a_decided_item_is_the_decision_of_its_document() {
    let mut sitting = Sitting::arranged();
    let document = DocumentId::from("dok_strategy");
    let put = Matter {
        document: Some(document.clone()),
        command: Some(Box::new(open("2027-02-01"))),
        ..matter("Strategien sendes på høring")
    };
    let homeless = Matter { document: None, ..put.clone() };
    sitting.refuses(MeetingAct::AddItem { matter: homeless }, Refusal::NotForAMeeting);
    let other = Matter { command: Some(Box::new(Desk::StartRevision {})), ..put.clone() };
    sitting.refuses(MeetingAct::AddItem { matter: other }, Refusal::NotForAMeeting);
    sitting.does(MeetingAct::AddItem { matter: put });
    sitting.does(MeetingAct::CallMeeting { reason: None, first: None });
    sitting.world.today = day("2026-12-08");
    sitting.does(MeetingAct::OpenMeeting { present: TOWNS.map(member).to_vec(), chair: member(TOWNS[0]) });
    assert_eq!(sitting.meeting().to_carry_out().count(), 0);
    sitting.does(decision(1, ItemOutcome::Postponed, None));
    assert_eq!(sitting.meeting().to_carry_out().count(), 0, "nothing follows from a postponement");
    sitting.does(decision(1, ItemOutcome::Adopted, None));
    let due: Vec<_> = sitting.meeting().to_carry_out().map(|(_, document, desk)| (document, desk)).collect();
    let [(on, Desk::OpenHearing { decision: Some(decided), deadline, .. })] = &due[..] else { panic!("{due:?}") };
    assert_eq!((on, *deadline), (&document, day("2027-02-01")));
    assert_eq!((decided.body.as_str(), decided.meeting_date), ("regional_council", day("2026-12-08")));
    assert_eq!((decided.case_number.as_str(), decided.votes.unwrap().in_favour), ("001/26", 3));
    let own = Facts {
        actor: &person("kari"),
        today: day("2026-12-08"),
        kinds: &sitting.world.kinds,
        roster: &sitting.world.roster,
    };
    let carried = Command::Meeting(MeetingAct::CarriedOut { item: 1, refusal: None });
    assert_eq!(decide(sitting.state.as_ref(), &own, &carried), Err(Refusal::NotAllowed), "the program's own to say");
    sitting.does(MeetingAct::CarriedOut { item: 1, refusal: Some("deadline_too_short".to_owned()) });
    assert_eq!(sitting.meeting().to_carry_out().count(), 0);
    sitting.does(decision(1, ItemOutcome::Adopted, None));
    sitting.does(MeetingAct::CarriedOut { item: 1, refusal: None });
    sitting.refuses(self::decision(1, ItemOutcome::Rejected, None), Refusal::ItemDecided);
}

/// Kommuneloven § 18-3: the councils elect, among their own, with deputies.
#[test]
fn a_council_elects_its_own_people() {
    let mut sitting = Sitting::elected();
    let mut register = None;
    let mut refused = |act| sitting.world.enters(&mut register, act).unwrap_err();
    let with = |change: fn(&mut RegisterAct)| {
        let mut act = elect(TOWNS[0]);
        change(&mut act);
        act
    };
    assert_eq!(refused(elect(TOWNS[0])), Refusal::NothingChanged);
    let other = with(|act| {
        if let RegisterAct::Elect { members, .. } = act {
            *members = vec![member(TOWNS[1])];
        }
    });
    assert_eq!(refused(other), Refusal::ContactOfAnother);
    let twice = with(|act| {
        if let RegisterAct::Elect { deputies, .. } = act {
            *deputies = vec![member(TOWNS[0])];
        }
    });
    assert_eq!(refused(twice), Refusal::SeatTwice);
    let none = with(|act| {
        if let RegisterAct::Elect { members, .. } = act {
            members.clear();
        }
    });
    assert_eq!(refused(none), Refusal::RepresentativeMissing);
    let seats = |on: &str| sitting.world.roster.seats(Body::RegionalCouncil, day(on)).len();
    assert_eq!((seats("2026-12-08"), seats("2027-10-15"), seats("2023-10-14")), (3, 0, 0));
}

/// Kommuneloven §§ 8-1 and 11-9 count those who take part in an item: people come later, and leave.
#[test]
fn a_decided_item_keeps_those_who_took_part_in_it() {
    let mut sitting = Sitting::called();
    sitting.does(MeetingAct::AddItem { matter: matter("Eventuelt") });
    sitting.world.today = day("2026-12-08");
    let two = TOWNS[..2].iter().map(|town| member(town)).collect();
    sitting.does(MeetingAct::OpenMeeting { present: two, chair: member(TOWNS[0]) });
    sitting.does(decision(1, ItemOutcome::Adopted, None));
    sitting.does(MeetingAct::OpenMeeting { present: TOWNS.map(member).to_vec(), chair: member(TOWNS[0]) });
    sitting.does(MeetingAct::TakeUpItem { item: 2, opposed: Vec::new() });
    sitting.does(decision(2, ItemOutcome::Adopted, None));
    let taken = |item: usize| sitting.meeting().items[item].voters.len();
    assert_eq!((taken(0), taken(1)), (2, 3));
    sitting.refuses(decision(1, ItemOutcome::Adopted, Some((3, 0))), Refusal::VotesNotAll { voters: 2 });
    assert_eq!(sitting.meeting().absent().count(), 0);
}

#[test]
fn only_what_was_put_is_carried_out() {
    let put = Matter {
        document: Some(DocumentId::from("dok_strategy")),
        command: Some(Box::new(open("2027-02-01"))),
        ..matter("Strategien sendes på høring")
    };
    let mut sitting = Sitting::arranged();
    sitting.does(MeetingAct::AddItem { matter: put.clone() });
    sitting.does(MeetingAct::AddItem { matter: put });
    let (title, recommendation) = ("Strategien".to_owned(), "Saken legges bort.".to_owned());
    sitting.does(MeetingAct::ChangeItem { item: 2, title, recommendation });
    sitting.does(MeetingAct::CallMeeting { reason: None, first: None });
    sitting.world.today = day("2026-12-08");
    sitting.does(MeetingAct::OpenMeeting { present: TOWNS.map(member).to_vec(), chair: member(TOWNS[0]) });
    let text = Some("Strategien sendes ikke på høring.".to_owned());
    let (proposal, votes, casting) = (None, None, false);
    sitting.does(MeetingAct::DecideItem { item: 1, outcome: ItemOutcome::Adopted, proposal, text, votes, casting });
    sitting.does(decision(2, ItemOutcome::Adopted, None));
    assert_eq!(sitting.meeting().to_carry_out().count(), 0);
    sitting.does(decision(1, ItemOutcome::Adopted, None));
    assert_eq!(sitting.meeting().to_carry_out().count(), 1);
}

/// Kommuneloven § 11-9: half of the members, of whom not all need have been entered.
#[test]
fn the_quorum_is_of_the_body_and_too_few_can_only_put_off() {
    let mut sitting = Sitting::arranged();
    sitting.world.roster.bodies.insert(Body::RegionalCouncil, 8);
    sitting.does(MeetingAct::AddItem { matter: matter("Eventuelt") });
    sitting.does(MeetingAct::CallMeeting { reason: None, first: None });
    sitting.world.today = day("2026-12-08");
    sitting.does(MeetingAct::OpenMeeting { present: TOWNS.map(member).to_vec(), chair: member(TOWNS[0]) });
    sitting.refuses(decision(1, ItemOutcome::Adopted, None), Refusal::QuorumMissing { size: 8 });
    sitting.does(decision(1, ItemOutcome::Postponed, None));
    sitting.does(MeetingAct::CloseMeeting {});
    let mut small = Sitting::elected();
    small.world.roster.bodies.insert(Body::RegionalCouncil, 2);
    let mut act = elect(TOWNS[0]);
    if let RegisterAct::Elect { reason, from, .. } = &mut act {
        (*reason, *from) = ("Nyvalg.".to_owned(), day("2026-12-01"));
    }
    assert_eq!(small.world.enters(&mut None, act), Err(Refusal::SeatsBeyondBody { size: 2 }));
}

#[test]
fn whoever_takes_no_part_decides_nothing() {
    let mut sitting = Sitting::open();
    let out = |person: ContactId, deputy: Option<ContactId>| MeetingAct::Disqualify {
        item: 1,
        person,
        legal_basis: "fvl. § 6".to_owned(),
        deputy,
    };
    sitting.does(out(member(TOWNS[2]), Some(deputy(TOWNS[2]))));
    sitting.does(out(deputy(TOWNS[2]), None));
    sitting.refuses(out(deputy(TOWNS[2]), None), Refusal::PersonNotSeated);
    assert_eq!(sitting.meeting().voters(&sitting.meeting().items[0]).len(), 2);
    let chair_out = {
        let mut other = Sitting::open();
        other.does(out(member(TOWNS[0]), None));
        other
    };
    let tie = MeetingAct::DecideItem {
        item: 1,
        outcome: ItemOutcome::Adopted,
        proposal: None,
        text: None,
        votes: Some(Votes { in_favour: 1, against: 1 }),
        casting: true,
    };
    chair_out.refuses(tie.clone(), Refusal::CastingVote);
    assert!(sitting.try_to(tie).is_ok());
    sitting.world.today = day("2026-12-09");
    sitting.refuses(MeetingAct::AddItem { matter: matter("Etterpå") }, Refusal::MeetingHasBeen);
    let mut next = Sitting::called();
    let far = MeetingAct::MoveMeeting { appointment: appointment("2027-01-05"), reason: why().into(), title: why() };
    next.refuses(far, Refusal::NumberedInYear { year: 2026 });
    next.does(MeetingAct::AddItem { matter: matter("Til") });
    let leap = MeetingAct::CallMeeting { reason: None, first: Some(5_000) };
    next.refuses(leap, Refusal::NumberTaken { next: 3 });
}
