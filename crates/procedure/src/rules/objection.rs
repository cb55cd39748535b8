//! Formal objections (plan- og bygningsloven §§ 5-4 to 5-6, 11-16), effect in each municipality (§ 9-3), and leaving
//! (§ 9-5).

use super::world::*;
use crate::{Desk, Event, MediationStep, NextStep, ObjectionStep, Outcome, Position, Refusal, StatementDraft, Verdict};
use chrono::TimeDelta;

/// The hearing of a plan: the towns and the county.
fn open_to_all(world: &mut World) {
    let everyone = TOWNS.iter().chain([&COUNTY]).map(|id| party(id)).collect();
    world.does(Desk::OpenHearing {
        deadline: day("2027-01-04"),
        parties: Some(everyone),
        letter: None,
        reason: None,
        decision: Some(by("joint_board", "2026-11-23")),
    });
}

/// Assessed, after the county objected on a day, to sections or to the whole.
fn objected(received: &str, sections: &[&str]) -> World {
    let mut world = World::drafted("intermunicipal_plan");
    open_to_all(&mut world);
    world.today = day("2027-01-05");
    let general = sections.is_empty().then(|| crate::Hash::of(b"all of it"));
    let objection = StatementDraft {
        legal_basis: Some("pbl. § 5-4".to_owned()),
        general,
        ..statement(Position::FormalObjection, sections)
    };
    world.does(receive_on(COUNTY, objection, received));
    world.does(Desk::CloseHearing {});
    world.does(assess("r1", Verdict::NotAccommodated));
    world
}

fn asked(received: &str, sections: &[&str]) -> World {
    let mut world = objected(received, sections);
    world.does(sent_by("intermunicipal_plan", finish(NextStep::Endorsement, None)));
    world
}

fn advance(step: ObjectionStep, date: &str) -> Desk {
    Desk::AdvanceObjection { municipality: party(COUNTY), step, date: day(date), reason: why(), sections: Vec::new() }
}

fn sent_by_the_region(finish: Desk) -> Desk {
    let Desk::FinishAssessment { next, substantial_change, reason, in_force_from, checked, .. } = finish else {
        panic!("{finish:?} finishes no assessment")
    };
    let decision = Some(by("regional_council", "2027-01-05"));
    Desk::FinishAssessment { next, substantial_change, reason, decision, in_force_from, based_on: None, checked }
}

fn settle(date: &str) -> Desk {
    Desk::SettleObjection { municipality: party(COUNTY), how: "Dialog".to_owned(), date: day(date), reason: why() }
}

fn places(world: &World) -> Vec<(String, String)> {
    let edition = world.state().in_force.as_ref().unwrap();
    edition.places.iter().map(|(id, on)| (id.to_string(), on.to_string())).collect()
}

/// § 9-3: each council for its own area, each from its own day.
#[test]
fn a_plan_holds_in_each_municipality_from_its_own_councils_decision() {
    let mut world = World::endorsing("intermunicipal_plan");
    world.today = day("2027-03-01");
    let events = world.does(record_on("3303", Outcome::Endorsed, "2027-02-10"));
    assert!(
        matches!(&events[1], Event::TookEffect { party: place, on, .. } if *place == party("3303") && *on == day("2027-02-10"))
    );
    assert_eq!(world.does(record_on("3334", Outcome::Rejected, "2027-02-11")).len(), 1);
    // A correction takes the effect with it.
    world.does(record_on("3334", Outcome::Endorsed, "2027-02-12"));
    world.does(record_on("4030", Outcome::Endorsed, "2027-02-20"));
    assert_eq!(world.phase(), "in_force");
    let held = [("3303", "2027-02-10"), ("3334", "2027-02-12"), ("4030", "2027-02-20")];
    assert_eq!(places(&world), held.map(|(id, on)| (id.to_owned(), on.to_owned())));
}

/// § 5-4: bodies of the state and the county, never a participant against its own plan, and in time.
#[test]
fn who_takes_part_in_a_plan_does_not_object_to_it() {
    let world = World::heard("intermunicipal_plan");
    let objection =
        StatementDraft { legal_basis: Some("pbl. § 5-4".to_owned()), ..statement(Position::FormalObjection, &["s1"]) };
    world.refuses(receive("3303", objection.clone()), Refusal::ObjectionByParticipant);
    let mut other = World::drafted("intermunicipal_plan");
    other.roster.parties.get_mut(&party(COUNTY)).unwrap().particulars.may_object = false;
    other.does(Desk::OpenHearing {
        deadline: day("2027-01-04"),
        parties: Some(vec![party(COUNTY)]),
        letter: None,
        reason: None,
        decision: Some(by("joint_board", "2026-11-23")),
    });
    other.refuses(receive(COUNTY, objection), Refusal::ObjectionNotTheirs);
    assert!(asked("2027-01-05", &["s1"]).state().case.as_ref().unwrap().objections().is_empty(), "it came late");
}

/// §§ 5-6, 11-16: it stops no council; what it touches waits for the ministry.
#[test]
fn an_objection_to_the_whole_holds_the_effect_back_until_it_is_decided() {
    let mut world = asked("2027-01-04", &[]);
    world.today = day("2027-06-01");
    for (town, meeting) in TOWNS.into_iter().zip(["2027-02-10", "2027-02-11", "2027-02-20"]) {
        world.does(record_on(town, Outcome::Endorsed, meeting));
    }
    assert_eq!((world.phase(), world.time().len()), ("adoption", 0));
    world.refuses(advance(ObjectionStep::NotUpheld, "2027-05-01"), Refusal::ObjectionNotSent);
    world.does(advance(ObjectionStep::Mediation, "2027-02-25"));
    world.does(advance(ObjectionStep::Maintained, "2027-03-01"));
    world.refuses(advance(ObjectionStep::Dialogue, "2027-03-02"), Refusal::ObjectionPast);
    world.does(advance(ObjectionStep::SentToMinistry, "2027-03-10"));
    world.refuses(
        advance(ObjectionStep::NotUpheld, "2027-03-09"),
        Refusal::BeforeObjection { since: day("2027-03-10") },
    );
    world.refuses(advance(ObjectionStep::NotUpheld, "2027-06-02"), Refusal::DayInFuture);
    let events = world.does(advance(ObjectionStep::NotUpheld, "2027-05-20"));
    assert_eq!(events.len(), 1 + 3 + 1, "{events:?}");
    assert_eq!(world.phase(), "in_force");
    assert!(places(&world).iter().all(|(_, on)| on == "2027-05-20"));
}

/// § 11-16: the rest may be given effect.
#[test]
fn an_objection_to_a_section_keeps_that_section_alone_without_effect() {
    let mut world = asked("2027-01-04", &["s1"]);
    for town in TOWNS {
        world.does(record(town, Outcome::Endorsed));
    }
    assert_eq!(world.phase(), "in_force");
    let open = |world: &World| world.state().in_force.as_ref().unwrap().objections.clone();
    assert_eq!(open(&world)[0].sections.len(), 1);
    world.today = day("2027-06-01");
    world.does(advance(ObjectionStep::SentToMinistry, "2027-03-10"));
    let mut upheld = World { state: world.state.clone(), ..World::new() };
    upheld.today = world.today;
    upheld.does(advance(ObjectionStep::Upheld, "2027-05-20"));
    assert_eq!(open(&upheld).len(), 1, "the section never takes effect");
    world.does(advance(ObjectionStep::NotUpheld, "2027-05-20"));
    assert!(open(&world).is_empty());
    world.refuses(advance(ObjectionStep::Dialogue, "2027-05-21"), Refusal::NoObjection);
}

/// § 5-4: withdrawn by agreement, on a day after it was made; nothing has to be invented for the case to go on.
#[test]
fn an_objection_is_settled_after_it_was_made() {
    let mut world = objected("2026-12-01", &["s1"]);
    world.refuses(settle("2026-11-30"), Refusal::BeforeObjection { since: day("2026-12-01") });
    world.refuses(settle("2027-01-06"), Refusal::DayInFuture);
    world.does(settle("2026-12-20"));
    world.refuses(settle("2026-12-21"), Refusal::NoObjection);
    let stands = objected("2026-12-01", &["s1"]);
    stands.try_to(sent_by("intermunicipal_plan", finish(NextStep::Endorsement, None))).unwrap();
}

/// § 9-5: written notice, three months, and the others go on. Nobody is left behind against their will.
#[test]
fn a_party_leaves_by_notice_and_is_gone_on_without_when_it_is_out() {
    let leave = || Desk::GoOnWithout { municipality: party("3303"), reason: why().into(), decision: None };
    let notice = |received: &str| Desk::RecordLeaving {
        municipality: party("3303"),
        received_on: day(received),
        reason: "Går ut.".to_owned().into(),
    };
    World::endorsing("strategy").refuses(leave(), Refusal::PartyCannotLeave);
    World::endorsing("strategy").refuses(notice("2027-01-05"), Refusal::NoticeNotForKind);
    let mut plan = World::endorsing("intermunicipal_plan");
    plan.refuses(leave(), Refusal::NoticeMissing);
    plan.refuses(notice("2027-01-06"), Refusal::DayInFuture);
    plan.does(notice("2026-12-15"));
    plan.refuses(notice("2026-12-16"), Refusal::NothingChanged);
    plan.refuses(leave(), Refusal::NoticeRuns { leaves_on: day("2027-03-15") });
    plan.does(record("3334", Outcome::Endorsed));
    plan.does(record("4030", Outcome::Endorsed));
    plan.today = day("2027-03-15");
    plan.does(leave());
    assert_eq!((plan.phase(), places(&plan).len()), ("in_force", 2), "all who are left have adopted");
    let mut early = World::heard("intermunicipal_plan");
    early.does(notice("2026-11-23"));
    early.today = day("2027-02-23");
    early.does(leave());
    assert_eq!(early.state().case.as_ref().unwrap().hearing().unwrap().tracks.len(), 2);
}

/// Kommuneloven § 18-4: in force when the last council has adopted the same text, or on the day the text says.
#[test]
fn statutes_come_into_force_when_the_last_council_has_adopted_or_on_their_own_day() {
    for (says, expected) in [(None, "2027-02-20"), (Some("2027-03-01"), "2027-03-01")] {
        let mut world = World::assessed("statutes");
        world.today = day("2027-02-20");
        let Desk::FinishAssessment { next, substantial_change, reason, decision, checked, .. } =
            sent_by("statutes", finish(NextStep::Endorsement, None))
        else {
            unreachable!()
        };
        let in_force_from = says.map(day);
        world.does(Desk::FinishAssessment {
            next,
            substantial_change,
            reason,
            decision,
            in_force_from,
            based_on: None,
            checked,
        });
        world.refuses(record_on("3303", Outcome::EndorsedWithReservation, "2027-02-10"), Refusal::CouncilsAdoptAsItIs);
        for (town, meeting) in TOWNS.into_iter().zip(["2027-02-10", "2027-02-11", "2027-02-20"]) {
            world.does(record_on(town, Outcome::Endorsed, meeting));
        }
        world.today = day("2027-03-01");
        world.time();
        let edition = world.state().in_force.as_ref().unwrap();
        assert_eq!((edition.since, edition.adopted_on), (day(expected), day("2027-02-20")));
        assert!(edition.places.is_empty(), "they hold everywhere at once");
    }
    let strategy = World::assessed("strategy");
    let Desk::FinishAssessment { next, .. } = finish(NextStep::Endorsement, None) else { unreachable!() };
    let own_day = Desk::FinishAssessment {
        next,
        substantial_change: None,
        reason: None,
        decision: None,
        in_force_from: Some(day("2027-03-01")),
        based_on: None,
        checked: None,
    };
    strategy.refuses(own_day.clone(), Refusal::InForceAtAdoption);
    // No council has adopted it yet, so it holds on no day before this one.
    let mut statutes = World::assessed("statutes");
    statutes.today = day("2027-03-01");
    statutes.refuses(sent_by_the_region(own_day), Refusal::InForceBeforeAdoption { meeting_date: day("2027-03-01") });
}

/// §§ 5-2, 11-14: where anyone may answer, the hearing runs its six weeks whoever has.
#[test]
fn a_hearing_under_the_act_never_closes_before_its_minimum() {
    let answer = |world: &mut World| {
        for (link, _) in (1..).zip(TOWNS) {
            world.acts(link, submit(Position::WithoutRemarks, &[]));
        }
        world.today = day("2026-12-30");
    };
    let mut plan = World::heard("intermunicipal_plan");
    answer(&mut plan);
    plan.refuses(Desk::CloseHearing {}, Refusal::HearingMustRun { until: day("2027-01-04") });
    plan.today = day("2027-01-05");
    plan.does(Desk::CloseHearing {});
    let mut strategy = World::heard("strategy");
    answer(&mut strategy);
    strategy.does(Desk::CloseHearing {});
}

/// § 11-16: what the ministry upholds never takes effect.
#[test]
fn what_is_upheld_never_takes_effect() {
    let mut world = asked("2027-01-04", &[]);
    world.today = day("2027-06-01");
    for town in TOWNS {
        world.does(record_on(town, Outcome::Endorsed, "2027-02-10"));
    }
    world.does(advance(ObjectionStep::SentToMinistry, "2027-03-10"));
    world.does(advance(ObjectionStep::Upheld, "2027-05-20"));
    assert_eq!((world.phase(), world.time().len()), ("adoption", 0));
    world.refuses(settle("2027-05-21"), Refusal::ObjectionPast);
}

/// § 5-4: it stands until it is withdrawn or decided, through a new round and through a better wording.
#[test]
fn an_objection_outlives_its_round_and_is_as_old_as_its_first_wording() {
    let mut world = objected("2027-01-04", &[]);
    world.does(finish(NextStep::LimitedHearing, None));
    let stands = |world: &World| world.state().objections().len();
    assert_eq!(stands(&world), 1);
    world.does(text("s1* s2"));
    let everyone = TOWNS.iter().chain([&COUNTY]).map(|id| party(id)).collect();
    world.does(Desk::OpenHearing {
        deadline: day("2027-02-16"),
        parties: Some(everyone),
        letter: None,
        reason: None,
        decision: Some(by("joint_board", "2027-01-05")),
    });
    assert_eq!(stands(&world), 1, "the county has not answered anew");
    world.does(advance(ObjectionStep::Mediation, "2027-01-05"));
    let milder = statement(Position::Supports, &[]);
    world.does(receive_on(COUNTY, milder, "2027-01-05"));
    assert_eq!(stands(&world), 0);
    let mut better = World::drafted("intermunicipal_plan");
    let parties = Some(vec![party("3303"), party(COUNTY)]);
    let decision = Some(by("joint_board", "2026-11-23"));
    better.does(Desk::OpenHearing { deadline: day("2027-01-04"), parties, letter: None, reason: None, decision });
    let objection = |words: &str| StatementDraft {
        legal_basis: Some("pbl. § 5-4".to_owned()),
        general: Some(crate::Hash::of(words.as_bytes())),
        ..statement(Position::FormalObjection, &[])
    };
    better.does(receive_on(COUNTY, objection("short"), "2026-11-23"));
    better.today = day("2027-01-06");
    better.does(receive_on(COUNTY, objection("long"), "2027-01-06"));
    assert_eq!(better.state().objections()[0].raised_on, day("2026-11-23"));
}

/// §§ 5-6, 11-16: it goes to the ministry when a council has decided with it standing.
#[test]
fn an_objection_is_sent_when_the_councils_have_decided() {
    let mut world = asked("2027-01-04", &["s1"]);
    world.refuses(advance(ObjectionStep::SentToMinistry, "2027-01-05"), Refusal::ObjectionBeforeDecision);
    world.does(record("3303", Outcome::Endorsed));
    world.does(advance(ObjectionStep::SentToMinistry, "2027-01-05"));
}

/// With two objections to the whole, nothing has effect before the later of them has fallen away.
#[test]
fn the_last_objection_to_fall_away_gives_the_day() {
    let mut world = asked("2027-01-04", &[]);
    world.today = day("2027-06-01");
    for town in TOWNS {
        world.does(record_on(town, Outcome::Endorsed, "2027-02-10"));
    }
    let case = world.state.as_mut().unwrap().case.as_mut().unwrap();
    case.carried.push(crate::Objection {
        party: party("fylke-40"),
        raised_on: day("2027-01-04"),
        state: None,
        sections: Vec::new(),
    });
    world.does(settle("2027-03-20"));
    let other = Desk::SettleObjection {
        municipality: party("fylke-40"),
        how: "Dialog".to_owned(),
        date: day("2027-02-15"),
        reason: why(),
    };
    world.does(other);
    assert!(places(&world).iter().all(|(_, on)| on == "2027-03-20"), "{:?}", places(&world));
}

/// § 9-3: what holds in one municipality is ended by repeal alone, and is an edition for those who have adopted it.
#[test]
fn a_plan_that_some_have_adopted_is_theirs_and_is_not_taken_back() {
    let mut world = World::endorsing("intermunicipal_plan");
    world.does(record("3303", Outcome::Endorsed));
    world.does(record("3334", Outcome::Rejected));
    world.refuses(Desk::ReturnToDrafting { reason: why().into() }, Refusal::HoldsAlready);
    world.refuses(Desk::Withdraw { reason: why().into(), until: None, decision: None }, Refusal::HoldsAlready);
    world.does(record("4030", Outcome::Endorsed));
    assert_eq!(
        (world.phase(), world.state().case.as_ref().unwrap().endorsement().unwrap().met),
        ("endorsement", Some(false))
    );
    world.refuses(finish(NextStep::FullHearing, None), Refusal::HoldsAlready);
    world.does(Desk::ConcludeEndorsement { reason: "Flesberg har sagt nei.".to_owned() });
    assert_eq!((world.phase(), places(&world).len()), ("in_force", 2));
    let leaves =
        Desk::RecordLeaving { municipality: party("3303"), received_on: day("2026-11-30"), reason: why().into() };
    let mut left = World::endorsing("intermunicipal_plan");
    left.does(leaves);
    left.does(record("3303", Outcome::Endorsed));
    left.today = day("2027-03-01");
    left.refuses(
        Desk::GoOnWithout { municipality: party("3303"), reason: why().into(), decision: None },
        Refusal::HoldsAlready,
    );
}

/// §§ 5-2, 11-14: nothing is decided while the text is open to inspection.
#[test]
fn nothing_is_decided_before_the_inspection_is_over() {
    let world = World::endorsing("intermunicipal_plan");
    let until = day("2027-01-04");
    world.refuses(record_on("3303", Outcome::Endorsed, "2027-01-04"), Refusal::MeetingBeforeInspection { until });
    let assessed = World::assessed("intermunicipal_plan");
    let Desk::FinishAssessment { next, substantial_change, reason, in_force_from, checked, .. } =
        finish(NextStep::Endorsement, None)
    else {
        unreachable!()
    };
    let decision = Some(by("joint_board", "2026-12-20"));
    let early =
        Desk::FinishAssessment { next, substantial_change, reason, decision, in_force_from, based_on: None, checked };
    assessed.refuses(early, Refusal::MeetingBeforeInspection { until });
}

/// § 9-5: with the last party gone there is no plan, and a notice is not older than the work.
#[test]
fn the_last_party_is_told_to_withdraw_and_a_notice_is_no_older_than_the_hearing() {
    let mut world = World::endorsing("intermunicipal_plan");
    let opened_on = day("2026-11-23");
    let old = Desk::RecordLeaving { municipality: party("3303"), received_on: day("1990-01-01"), reason: why().into() };
    world.refuses(old, Refusal::ReceivedBeforeHearing { opened_on });
    for town in TOWNS {
        world.does(Desk::RecordLeaving { municipality: party(town), received_on: opened_on, reason: why().into() });
    }
    world.today = day("2027-03-01");
    let leave = |town: &str| Desk::GoOnWithout { municipality: party(town), reason: why().into(), decision: None };
    world.does(leave("3303"));
    world.does(leave("3334"));
    world.refuses(leave("4030"), Refusal::LastParty);
}

/// § 9-5: who plans together may have a disagreement mediated, and it stops nothing.
#[test]
fn mediation_is_asked_for_and_ends() {
    let mut world = World::endorsing("intermunicipal_plan");
    let today = world.today;
    let on = |step, date| Desk::RecordMediation { step, date, reason: why() };
    World::endorsing("strategy").refuses(on(MediationStep::Asked, today), Refusal::MediationNotForKind);
    world.refuses(on(MediationStep::Agreed, today), Refusal::MediationNotAsked);
    world.refuses(on(MediationStep::Asked, today + TimeDelta::days(1)), Refusal::DayInFuture);
    let since = day("2026-11-23");
    world.refuses(on(MediationStep::Asked, day("1990-01-01")), Refusal::BeforeCase { since });
    world.refuses(on(MediationStep::Asked, since - TimeDelta::days(1)), Refusal::BeforeCase { since });
    world.does(on(MediationStep::Asked, today));
    world.refuses(on(MediationStep::Asked, today), Refusal::NothingChanged);
    let early = on(MediationStep::NotAgreed, today - TimeDelta::days(1));
    world.refuses(early, Refusal::BeforeMediation { since: today });
    world.does(on(MediationStep::NotAgreed, today));
    world.does(on(MediationStep::Asked, today));
    world.does(on(MediationStep::Agreed, today));
    assert_eq!(world.phase(), "endorsement");
    // The case is no younger for a text saved anew.
    let mut drafted = World::drafted("intermunicipal_plan");
    drafted.today = day("2026-12-01");
    drafted.does(text("s1* s2"));
    drafted.does(on(MediationStep::Asked, since));
    let empty = World::created("intermunicipal_plan");
    empty.refuses(on(MediationStep::Asked, since), Refusal::NoText);
}

/// §§ 5-5, 11-16: one that is withdrawn in part holds back what is left of it, and the rest may be given effect.
#[test]
fn an_objection_partly_withdrawn_holds_back_what_is_left_of_it() {
    let mut world = asked("2026-12-28", &[]);
    let partly = |sections: &[&str], date: &str| Desk::AdvanceObjection {
        municipality: party(COUNTY),
        step: ObjectionStep::PartlyWithdrawn,
        date: day(date),
        reason: why(),
        sections: sections.iter().map(|id| crate::PartId::from(*id)).collect(),
    };
    assert!(world.state().case.as_ref().unwrap().is_held_back());
    world.refuses(partly(&["nowhere"], "2027-01-05"), Refusal::SectionUnknown);
    let mut dialogue = partly(&["s1"], "2027-01-05");
    if let Desk::AdvanceObjection { step, .. } = &mut dialogue {
        *step = ObjectionStep::Dialogue;
    }
    world.refuses(dialogue, Refusal::SectionsOnlyWithdrawn);
    world.does(record_on("3303", Outcome::Endorsed, "2027-01-05"));
    let events = world.does(partly(&["s1"], "2027-01-05"));
    assert!(matches!(&events[..], [_, Event::TookEffect { .. }]), "the rest takes effect: {events:?}");
    assert_eq!(world.state().objections()[0].sections, [crate::PartId::from("s1")]);
    for town in &TOWNS[1..] {
        world.does(record_on(town, Outcome::Endorsed, "2027-01-05"));
    }
    assert_eq!(world.state().in_force.as_ref().unwrap().objections[0].sections, [crate::PartId::from("s1")]);
}

/// §§ 5-4, 11-5: an objection is to the land-use part; what it says of the social part is a remark.
#[test]
fn an_objection_is_to_the_land_use_part() {
    let mut world = World::drafted("intermunicipal_plan");
    let mark = |sections: &[&str]| Desk::MarkLandUse {
        sections: sections.iter().map(|id| crate::PartId::from(*id)).collect(),
    };
    world.refuses(mark(&["s9"]), Refusal::SectionUnknown);
    world.does(mark(&["s2"]));
    world.refuses(mark(&["s2"]), Refusal::NothingChanged);
    World::drafted("strategy").refuses(mark(&["s2"]), Refusal::ObjectionNotForKind);
    open_to_all(&mut world);
    world.refuses(mark(&["s1"]), Refusal::NotInThisPhase);
    let objection = |sections: &[&str]| StatementDraft {
        legal_basis: Some("pbl. § 5-4".to_owned()),
        ..statement(Position::FormalObjection, sections)
    };
    world.refuses(receive_on(COUNTY, objection(&["s1"]), "2026-11-23"), Refusal::ObjectionToSocialPart);
    world.does(receive_on(COUNTY, objection(&["s1", "s2"]), "2026-11-23"));
    let stands = world.state().objections();
    assert_eq!(stands[0].sections, [crate::PartId::from("s2")], "the other is a remark");
}
