//! The region's register (kommuneloven § 18-4): who joins, leaves, merges; and the cases that go on meanwhile.

use super::world::*;
use crate::{
    Body, Command, Desk, Document, DocumentId, Event, NextStep, Outcome, OwnDecision, Particulars, PartyId,
    Possibility, Refusal, RegionId, RegisterAct, Role, Roster, Standing, Votes, decide, enter, register_of,
};
use chrono::TimeDelta;

const NEW: &str = "3330";

fn particulars(name: &str) -> Particulars {
    Particulars {
        name: name.to_owned(),
        standing: Standing::Municipality,
        county: "Buskerud".to_owned(),
        population: 2_200,
        language: "nb".to_owned(),
        mail_domains: vec!["Krodsherad.example.test".to_owned()],
        council_size: Some(17),
        may_object: false,
    }
}

fn enter_party(id: &str, particulars: Particulars) -> RegisterAct {
    RegisterAct::EnterParty { municipality: party(id), particulars, reason: why() }
}

/// By the calendar, from the statutes that every council adopted.
fn admit(id: &str, from: &str) -> RegisterAct {
    let agreement = DocumentId::from("dok_statutes");
    RegisterAct::AdmitMember { municipality: party(id), from: day(from), agreement, reason: why() }
}

fn release(id: &str, received_on: &str, leaves_on: &str) -> RegisterAct {
    let (received_on, leaves_on) = (day(received_on), day(leaves_on));
    RegisterAct::ReleaseMember { municipality: party(id), received_on, leaves_on, reason: why().into() }
}

/// Everything that can happen to a register, and to the agreement that one joins by.
pub fn life() -> Vec<Event> {
    let (mut world, mut register) = (World::drafted("statutes"), None);
    let size = RegisterAct::SizeBody { body: Body::RegionalCouncil, size: 9, reason: why() };
    let into = RegisterAct::SucceedParty {
        municipalities: vec![party(TOWNS[1])],
        into: party("3398"),
        particulars: particulars("Flesberg"),
        from: day("2028-01-01"),
        reason: why(),
    };
    let acts = [
        enter_party(NEW, particulars("Krødsherad")),
        RegisterAct::AdmitMember {
            municipality: party(NEW),
            from: day("2027-01-05"),
            agreement: DocumentId::from("dok_statutes"),
            reason: why(),
        },
        release(TOWNS[2], "2026-11-20", "2027-12-31"),
        into,
        size,
        RegisterAct::BeginRegister {},
    ];
    let mut log = world.does(Desk::SetPeriod { until: day("2030-12-31") });
    for act in acts {
        log.extend(world.enters(&mut register, act).unwrap());
        if log.len() == 4 {
            log.extend(world.does(Desk::InviteToJoin { municipality: party(NEW) }));
            log.extend(world.does(Desk::WithdrawInvitation { municipality: party(NEW), reason: why() }));
        }
    }
    log
}

fn members(world: &World) -> Vec<PartyId> {
    world.roster.members_on(world.today).map(|(id, _)| id.clone()).collect()
}

#[test]
fn a_register_begins_with_its_first_act_and_takes_no_other_commands() {
    let (mut world, mut register) = (World::new(), None);
    let events = world.enters(&mut register, enter_party(NEW, particulars("Krødsherad"))).unwrap();
    assert!(
        matches!(&events[..], [Event::RegisterOpened { .. }, Event::RegisterBegun { .. }, Event::PartyEntered { particulars, .. }]
        if particulars.mail_domains == ["krodsherad.example.test"])
    );
    let events = world.enters(&mut register, admit(NEW, "2026-11-23")).unwrap();
    assert_eq!(events.len(), 1);
    let register: Document = register.unwrap();
    assert!(register.is_of_region() && register.seq == 4);
    world.state = Some(register);
    world.refuses(Desk::StartRevision {}, Refusal::NotInThisPhase);
    assert_eq!(register_of(&RegionId("kongsbergregionen".to_owned())).as_str(), "register-kongsbergregionen");
}

/// What stands in the tables can be proved, because its log says all of it from the first line on.
#[test]
fn a_registers_log_says_who_is_who() {
    let (mut world, mut register) = (World::new(), None);
    world.roster.bodies.insert(Body::RegionalCouncil, 3);
    let mut log = world.enters(&mut register, RegisterAct::BeginRegister {}).unwrap();
    assert!(matches!(&log[..], [Event::RegisterOpened { .. }, Event::RegisterBegun { .. }]));
    for act in [
        enter_party(NEW, particulars("Krødsherad")),
        admit(NEW, "2027-01-05"),
        release(TOWNS[2], "2026-11-20", "2027-12-31"),
        merge(&[TOWNS[1], NEW], "3399", "2028-01-01"),
        RegisterAct::SizeBody { body: Body::RegionalCouncil, size: 4, reason: why() },
    ] {
        log.extend(world.enters(&mut register, act).unwrap());
    }
    let mut said = Roster::default();
    for event in &log {
        enter(&mut said, event);
    }
    assert_eq!((&said.parties, &said.bodies), (&world.roster.parties, &world.roster.bodies));
    let by_hand = crate::Facts { today: world.today, actor: &world.actor, kinds: &world.kinds, roster: &world.roster };
    let act = Command::Register(RegisterAct::BeginRegister {});
    assert_eq!(decide(None, &by_hand, &act).unwrap_err(), Refusal::NotAllowed, "it begins by itself");
}

#[test]
fn the_same_particulars_twice_change_nothing() {
    let (mut world, mut register) = (World::new(), None);
    world.enters(&mut register, enter_party(NEW, particulars("Krødsherad"))).unwrap();
    let again = world.enters(&mut register, enter_party(NEW, particulars("Krødsherad")));
    assert_eq!(again.unwrap_err(), Refusal::NothingChanged);
    let other = Particulars { county: "Akershus".to_owned(), ..particulars("Krødsherad") };
    world.enters(&mut register, enter_party(NEW, other)).unwrap();
}

#[test]
fn what_cannot_stand_in_a_register_is_refused() {
    let (mut world, mut register) = (World::new(), None);
    let mut refused = |act| world.enters(&mut register, act).unwrap_err();
    assert_eq!(refused(enter_party("../x", particulars("X"))), Refusal::PartyIdUnsound);
    assert_eq!(refused(enter_party(NEW, particulars("  "))), Refusal::NameMissing);
    let language = Particulars { language: "sv".to_owned(), ..particulars("X") };
    assert_eq!(refused(enter_party(NEW, language)), Refusal::LanguageUnknown);
    let domain = Particulars { mail_domains: vec!["x@y.no".to_owned()], ..particulars("X") };
    assert_eq!(refused(enter_party(NEW, domain)), Refusal::DomainUnsound);
    let consultee = Particulars { standing: Standing::Consultee, ..particulars("X") };
    assert_eq!(refused(enter_party(TOWNS[0], consultee)), Refusal::StandingFixed);
    assert_eq!(refused(admit("9999", "2026-11-23")), Refusal::PartyUnknown { party: party("9999") });
    assert_eq!(refused(admit(TOWNS[0], "2026-11-23")), Refusal::MemberAlready);
    let size = |body, size| RegisterAct::SizeBody { body, size, reason: why() };
    assert!(matches!(refused(size(Body::MunicipalCouncil, 3)), Refusal::BodyNotCompetent { .. }));
    assert_eq!(refused(size(Body::RegionalCouncil, 0)), Refusal::SizeMissing);
}

/// Kommuneloven § 18-4: the agreement says how a member leaves; by notice in writing, with its period.
#[test]
fn a_member_leaves_by_notice_and_everyone_is_told() {
    let (mut world, mut register) = (World::new(), None);
    let before = members(&world);
    let early = world.enters(&mut register, release(TOWNS[1], "2026-11-20", "2027-06-01")).unwrap_err();
    assert_eq!(early, Refusal::LeavesTooSoon { earliest: day("2027-11-20") });
    let come = release(TOWNS[1], "2026-11-24", "2027-12-31");
    assert_eq!(world.enters(&mut register, come).unwrap_err(), Refusal::DayInFuture);
    let events = world.enters(&mut register, release(TOWNS[1], "2026-11-20", "2027-12-31")).unwrap();
    assert!(matches!(events.last(), Some(Event::MemberReleased { told, .. }) if *told == before));
    let again = release(TOWNS[1], "2026-11-20", "2027-12-31");
    assert_eq!(world.enters(&mut register, again).unwrap_err(), Refusal::MemberNot);
    assert_eq!(members(&world), before, "a member until the day");
    world.today = day("2027-12-31");
    assert_eq!(members(&world).len(), before.len() - 1);
}

#[test]
fn a_merged_municipality_is_succeeded_and_old_cases_keep_their_parties() {
    let (mut world, mut register) = (World::drafted("strategy"), None);
    let merge = |into: &str| RegisterAct::SucceedParty {
        municipalities: vec![party(TOWNS[1]), party(TOWNS[2])],
        into: party(into),
        particulars: particulars("Numedal"),
        from: day("2028-01-01"),
        reason: why(),
    };
    assert_eq!(world.enters(&mut register, merge(TOWNS[1])).unwrap_err(), Refusal::SucceedsItself);
    world.enters(&mut register, merge("3399")).unwrap();
    assert_eq!(members(&world).len(), TOWNS.len());
    world.today = day("2028-01-01");
    assert_eq!(members(&world), [party(TOWNS[0]), party("3399")]);
    assert!(world.state().case.as_ref().unwrap().has_party(&party(TOWNS[1])));
}

/// Kommuneloven § 18-4: a municipality is a member when every council, its own too, has adopted the agreement.
#[test]
fn a_municipality_joins_by_the_agreement_that_all_adopt() {
    let (mut world, mut register) = (World::drafted("statutes"), None);
    let invite = || Desk::InviteToJoin { municipality: party(NEW) };
    world.refuses(invite(), Refusal::UnknownMunicipality { municipality: party(NEW) });
    world.enters(&mut register, enter_party(NEW, particulars("Krødsherad"))).unwrap();
    world.roster.contacts.extend(["case_officer", "council_secretary"].map(|role| {
        let known = world.roster.contacts.values().next().unwrap().clone();
        let role = crate::Role::parse(role).unwrap();
        let filled =
            crate::Contact { party: Some(party(NEW)), role, address: format!("{role:?}@n.example.test"), ..known };
        (contact(NEW, role), filled)
    }));
    World::drafted("strategy").refuses(invite(), Refusal::JoiningNotForKind);
    world.does(invite());
    world.refuses(invite(), Refusal::MemberAlready);
    world.does(open_by("statutes", "2027-01-04"));
    world.refuses(invite(), Refusal::NotInThisPhase);
    world.today = day("2027-01-05");
    world.does(Desk::CloseHearing {});
    world.does(sent_by("statutes", finish(NextStep::Endorsement, None)));
    for town in TOWNS {
        world.does(record(town, Outcome::Endorsed));
    }
    assert_eq!(world.phase(), "endorsement", "its own council too");
    world.does(record(NEW, Outcome::Endorsed));
    assert_eq!(world.state().in_force.as_ref().unwrap().joining, [party(NEW)]);
    let by_hand = crate::Facts { today: world.today, actor: &world.actor, kinds: &world.kinds, roster: &world.roster };
    let act = Command::Register(admit(NEW, "2027-01-05"));
    assert_eq!(decide(None, &by_hand, &act).unwrap_err(), Refusal::NotAllowed, "nobody gives it by hand");
    world.enters(&mut register, admit(NEW, "2027-01-05")).unwrap();
    assert!(members(&world).contains(&party(NEW)));
}

/// The others decide on the text without whoever was invited and says no.
#[test]
fn an_invitation_to_join_can_be_taken_back() {
    let (mut world, mut register) = (World::drafted("statutes"), None);
    world.enters(&mut register, enter_party(NEW, particulars("Krødsherad"))).unwrap();
    let back = |id: &str| Desk::WithdrawInvitation { municipality: party(id), reason: why() };
    world.refuses(back(NEW), Refusal::UnknownMunicipality { municipality: party(NEW) });
    world.does(Desk::InviteToJoin { municipality: party(NEW) });
    world.refuses(back(TOWNS[0]), Refusal::UnknownMunicipality { municipality: party(TOWNS[0]) });
    world.does(back(NEW));
    let case = world.state().case.as_ref().unwrap();
    assert!(case.joining.is_empty() && case.parties.len() == TOWNS.len());
}

fn merge(old: &[&str], into: &str, from: &str) -> RegisterAct {
    RegisterAct::SucceedParty {
        municipalities: old.iter().map(|id| party(id)).collect(),
        into: party(into),
        particulars: particulars("Numedal"),
        from: day(from),
        reason: why(),
    }
}

#[test]
fn what_is_merged_is_merged_once_and_on_a_day_that_can_be_true() {
    let (mut world, mut register) = (World::new(), None);
    world.enters(&mut register, enter_party("3330", particulars("Krødsherad"))).unwrap();
    let mut refused = |act| world.enters(&mut register, act).unwrap_err();
    assert_eq!(refused(merge(&[TOWNS[1]], COUNTY, "2027-01-01")), Refusal::StandingFixed);
    assert_eq!(refused(merge(&[TOWNS[1]], "3399", "1999-01-01")), Refusal::DayImplausible);
    assert_eq!(refused(merge(&["Nore"], "3399", "2027-01-01")), Refusal::PartyUnknown { party: party("Nore") });
    assert_eq!(refused(merge(&[TOWNS[1]], "3330", "2027-01-01")), Refusal::SucceedsLater);
    assert_eq!(refused(merge(&[], "3399", "2027-01-01")), Refusal::PartyMissing);
    let events = world.enters(&mut register, merge(&[TOWNS[1], TOWNS[1]], "3399", "2027-01-01")).unwrap();
    assert!(matches!(&events[..], [Event::PartySucceeded { parties, .. }] if parties.len() == 1));
    assert_eq!(world.enters(&mut register, merge(&[TOWNS[1]], "3398", "2028-01-01")).unwrap_err(), Refusal::MemberNot);
    let back = release(TOWNS[2], "1999-01-01", "2027-12-31");
    assert_eq!(world.enters(&mut register, back).unwrap_err(), Refusal::DayImplausible);
    let gone = release(TOWNS[2], "2020-01-01", "2021-01-01");
    let tomorrow = Refusal::LeavesTooSoon { earliest: day("2026-11-24") };
    assert_eq!(world.enters(&mut register, gone).unwrap_err(), tomorrow);
}

/// A new council stands in the old one's place, and nobody decides twice.
#[test]
fn what_a_succeeded_council_adopted_its_successor_repeals() {
    let (mut world, mut register) = (World::adopting("statutes"), None);
    let from = (world.today + TimeDelta::days(1)).to_string();
    world.enters(&mut register, merge(&[TOWNS[1]], "3399", &from)).unwrap();
    world.today = day(&from);
    let own = |id: &str| OwnDecision {
        municipality: party(id),
        meeting_date: world.today,
        case_number: "9/27".to_owned(),
        votes: None,
    };
    let repeal = |ids: &[&str]| Desk::Repeal {
        reason: why().into(),
        decision: None,
        decisions: ids.iter().map(|id| own(id)).collect(),
    };
    world.refuses(repeal(&TOWNS), Refusal::UnknownMunicipality { municipality: party(TOWNS[1]) });
    world.refuses(repeal(&[TOWNS[0], TOWNS[2]]), Refusal::CouncilMissing { municipality: party("3399") });
    let twice = [TOWNS[0], TOWNS[0], "3399", TOWNS[2]];
    world.refuses(repeal(&twice), Refusal::MunicipalityTwice { municipality: party(TOWNS[0]) });
    world.try_to(repeal(&[TOWNS[0], "3399", TOWNS[2]])).unwrap();
    let offered = world.possible();
    for command in ["repeal", "prolong"] {
        let answer = offered.iter().find(|(name, _)| *name == command).map(|(_, answer)| answer);
        assert_eq!(answer, Some(&Possibility::Yes), "{command}");
    }
}

/// A plan that holds in a merged municipality is revised by its successor.
#[test]
fn a_revision_after_a_merger_is_the_successors() {
    let (mut world, mut register) = (World::adopting("intermunicipal_plan"), None);
    let from = (world.today + TimeDelta::days(1)).to_string();
    world.enters(&mut register, merge(&[TOWNS[1], TOWNS[2]], "3399", &from)).unwrap();
    world.today = day(&from);
    world.does(Desk::StartRevision {});
    let parties = &world.state().case.as_ref().unwrap().parties;
    assert_eq!(parties.iter().map(|party| party.id.as_str()).collect::<Vec<_>>(), [TOWNS[0], "3399"]);
}

/// The case keeps the old number's track; the new council decides in it, by its own name and size, and its people are
/// written to.
#[test]
fn a_case_under_way_at_a_merger_is_the_successors_to_decide() {
    let (mut world, mut register) = (World::endorsing("strategy"), None);
    let from = (world.today + TimeDelta::days(1)).to_string();
    let voted = |world: &World| {
        let mut made = decision(Outcome::Endorsed);
        made.body = "Kommunestyret i Numedal".to_owned();
        made.meeting_date = world.today;
        made.votes = Some(Votes { in_favour: 17, against: 0 });
        Desk::RecordDecision { municipality: party(TOWNS[1]), decision: made }
    };
    let succeed = RegisterAct::SucceedParty {
        municipalities: vec![party(TOWNS[1])],
        into: party("3399"),
        particulars: Particulars { council_size: Some(17), ..particulars("Numedal") },
        from: day(&from),
        reason: why(),
    };
    assert!(matches!(world.try_to(voted(&world)), Err(Refusal::BodyNotCompetent { .. })), "no such council yet");
    world.enters(&mut register, succeed).unwrap();
    let registry = crate::Contact {
        party: Some(party("3399")),
        role: Role::Registry,
        address: "post@numedal.example.test".to_owned(),
        reachable: true,
        own_domain: true,
    };
    world.roster.contacts.insert(contact("3399", Role::Registry), registry);
    world.today = day(&from);
    let receipts = |world: &World| {
        let step = world.step(&Command::Desk(voted(world))).unwrap();
        let letters = step.events.into_iter().flat_map(|happened| happened.letters);
        letters.filter(|l| l.party == Some(party(TOWNS[1]))).map(|l| l.contact.unwrap()).collect::<Vec<_>>()
    };
    let to = receipts(&world);
    assert!(!to.is_empty() && to.iter().all(|id| *id == contact("3399", Role::Registry)), "{to:?}");
    let mut more = voted(&world);
    if let Desk::RecordDecision { decision, .. } = &mut more {
        decision.votes = Some(Votes { in_favour: 18, against: 0 });
    }
    world.refuses(more, Refusal::VotesBeyondBody { size: 17 });
    world.does(voted(&world));
}
