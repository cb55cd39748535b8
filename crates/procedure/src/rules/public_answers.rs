//! The public's answers: counted once the hearing is closed, weighed group by group, released by a coordinator.

use super::world::*;
use crate::{
    Actor, Calendar, Command, Desk, Event, Hash, NextStep, PublicCount, PublicSeen, PublicVerdict, Refusal, Verdict,
    due, wakes_on,
};

const PLAN: &str = "intermunicipal_plan";

fn seen(answers: u32, assessed: bool, last: u32) -> PublicSeen {
    let verdict = assessed.then_some(PublicVerdict { seq: last, by: None, approved: false });
    PublicSeen { answers, verdict, last, newest: 3 }
}

fn weigh(group: u32, seen: impl Into<Option<PublicSeen>>) -> Desk {
    let seen = seen.into();
    Desk::AssessPublicAnswers { group, verdict: Verdict::Noted, reason: why(), seen }
}

fn release(through: u32, seen: impl Into<Option<PublicSeen>>) -> Desk {
    let seen = seen.into();
    let (case, round, from, group, reason) = (None, None, None, None, None);
    Desk::ReleasePublicAnswers { case, round, from, through, group, reason, seen }
}

/// A hearing closed, with so many answers in so many groups.
fn counted(number: u32, groups: u32) -> World {
    let mut world = World::assessed(PLAN);
    let public = world.state.as_mut().unwrap().case.as_mut().unwrap();
    let crate::Phase::Assessment(hearing) = &mut public.phase else { panic!("no assessment") };
    hearing.public.as_mut().unwrap().counted = None;
    world.count_public(number, groups);
    world
}

fn finished(world: &World) -> Result<Vec<Event>, Refusal> {
    world.try_to(sent_by(PLAN, finish(NextStep::Endorsement, None)))
}

#[test]
fn the_calendar_counts_them_once_the_hearing_is_closed() {
    let mut world = World::heard(PLAN);
    let count = |number| Calendar::CountPublicAnswers {
        count: Some(PublicCount { number, groups: number, root: Hash::of(b"root") }),
    };
    world.not_due(count(3));
    world.today = day("2027-01-05");
    let closed = world.try_to(Desk::CloseHearing {}).unwrap();
    for event in &closed {
        crate::evolve(&mut world.state, event);
    }
    assert_eq!(due(world.state(), world.today), [Calendar::CountPublicAnswers { count: None }]);
    assert!(wakes_on(world.state()).is_some_and(|day| day <= world.today), "it is due at once");
    // What was not looked up is not counted.
    world.not_due(Calendar::CountPublicAnswers { count: None });
    let before = finished(&world);
    assert_eq!(before, Err(Refusal::PublicAnswersNotCounted));
    let events = world.try_command(&Command::Calendar(count(3))).unwrap();
    assert!(matches!(&events[..], [Event::PublicAnswersCounted { round: 1, number: 3, groups: 3, .. }]));
    world.take(events);
    world.not_due(count(3));
}

#[test]
fn an_assessment_waits_for_every_group_and_the_state_holds_only_how_many() {
    let mut world = counted(100_000, 2);
    assert_eq!(finished(&world), Err(Refusal::PublicAnswersMustBeAssessed { open: 2 }));
    world.refuses(weigh(1, None), Refusal::PublicAnswerUnknown);
    world.refuses(weigh(1, seen(0, false, 0)), Refusal::PublicAnswerUnknown);
    let size = serde_json::to_string(world.state()).unwrap().len();
    world.does(weigh(1, seen(99_999, false, 0)));
    let last = world.state().seq;
    // Whoever looked before that must look again: the same group would be counted twice.
    world.refuses(weigh(1, seen(99_999, false, 0)), Refusal::ChangedMeanwhile);
    world.does(weigh(1, seen(99_999, true, last)));
    assert_eq!(finished(&world), Err(Refusal::PublicAnswersMustBeAssessed { open: 1 }));
    let last = world.state().seq;
    world.does(weigh(7, seen(1, false, last)));
    assert!(finished(&world).is_ok());
    assert!(serde_json::to_string(world.state()).unwrap().len() < size + 16, "whatever their number");
}

#[test]
fn a_kind_without_public_inspection_has_none() {
    let world = World::assessed("strategy");
    world.refuses(weigh(1, seen(1, false, 0)), Refusal::PublicAnswersNotForKind);
    world.not_due(Calendar::CountPublicAnswers { count: None });
}

#[test]
fn a_hearing_that_is_opened_again_is_counted_again() {
    let mut world = counted(3, 1);
    world.does(weigh(1, seen(3, false, 0)));
    world.does(Desk::ReopenHearing { deadline: day("2027-02-01"), reason: why().into() });
    assert!(world.state().case.as_ref().unwrap().hearing().unwrap().public.as_ref().unwrap().counted.is_none());
    world.today = day("2027-02-02");
    let closed = world.try_to(Desk::CloseHearing {}).unwrap();
    for event in &closed {
        crate::evolve(&mut world.state, event);
    }
    world.count_public(5, 2);
    // The verdict stands; the group that came is open.
    assert_eq!(finished(&world), Err(Refusal::PublicAnswersMustBeAssessed { open: 1 }));
}

#[test]
fn what_is_released_and_what_is_exempt_is_said_with_its_round() {
    let mut world = counted(3, 3);
    world.refuses(release(3, None), Refusal::PublicAnswerUnknown);
    let events = world.does(release(3, seen(3, false, 0)));
    assert!(matches!(&events[..], [Event::PublicAnswersReleased { case: 1, round: 1, from: 1, through: 3, .. }]));
    let exempt = |legal_basis: &str| Desk::ExemptPublicAnswer {
        case: None,
        round: None,
        number: 2,
        legal_basis: legal_basis.to_owned(),
        redacted: Some(Hash::of(b"sladdet")),
        redacted_file: None,
        seen: Some(seen(1, false, 0)),
    };
    world.refuses(exempt(" "), Refusal::ExemptionBasisMissing);
    let events = world.does(exempt("offl. § 13"));
    assert!(matches!(&events[..], [Event::PublicAnswerExempted { number: 2, .. }]));
}

#[test]
fn a_release_names_only_answers_that_were_there() {
    let mut world = counted(3, 3);
    let events = world.does(release(1000, seen(3, false, 0)));
    assert!(matches!(&events[..], [Event::PublicAnswersReleased { from: 1, through: 3, all: false, .. }]));
    let one = PublicSeen { newest: 1, ..seen(1, false, 0) };
    let events = world.does(release(1, one));
    assert!(matches!(&events[..], [Event::PublicAnswersReleased { from: 1, through: 1, all: true, .. }]));
}

#[test]
fn a_second_person_approves_the_verdicts_where_the_kind_asks_for_it() {
    let mut world = counted(3, 1);
    let approve =
        |based_on: Option<u32>, seen: PublicSeen| Desk::ApprovePublicVerdict { group: 1, based_on, seen: Some(seen) };
    world.does(weigh(1, seen(3, false, 0)));
    let last = world.state().seq;
    world.refuses(approve(None, seen(3, true, last)), Refusal::NotInThisPhase);
    world.state.as_mut().unwrap().case.as_mut().unwrap().rules.assessment.second_person = true;
    // Together with the one on a municipality's remark.
    assert_eq!(finished(&world), Err(Refusal::VerdictsMustBeApproved { open: 2 }));
    let by_kari = |seq: u32, approved: bool| PublicSeen {
        verdict: Some(PublicVerdict { seq, by: Some(person("kari").person()), approved }),
        ..seen(3, true, seq)
    };
    world.refuses(approve(None, seen(3, false, last)), Refusal::PublicAnswersMustBeAssessed { open: 1 });
    world.refuses(approve(None, by_kari(last, false)), Refusal::OwnVerdict);
    world.actor = Actor::Program { token: "fagsystem".to_owned(), coordinator: None };
    world.refuses(approve(None, by_kari(last, false)), Refusal::OwnVerdict);
    world.actor = person("ola");
    world.refuses(approve(Some(last - 1), by_kari(last, false)), Refusal::ChangedMeanwhile);
    world.does(approve(Some(last), by_kari(last, false)));
    assert_eq!(finished(&world), Err(Refusal::VerdictsMustBeApproved { open: 1 }));
    world.does(super::world::approve("r1", 1));
    assert!(finished(&world).is_ok());
    let yes = last + 1;
    world.refuses(approve(None, PublicSeen { last: yes, ..by_kari(last, true) }), Refusal::NothingChanged);
    // A new verdict needs a new yes.
    world.does(weigh(1, PublicSeen { last: yes, ..by_kari(last, true) }));
    assert_eq!(finished(&world), Err(Refusal::VerdictsMustBeApproved { open: 1 }));
}

#[test]
fn the_answers_to_a_hearing_that_is_withdrawn_are_counted_too() {
    let mut world = World::heard(PLAN);
    let count =
        || Calendar::CountPublicAnswers { count: Some(PublicCount { number: 3, groups: 2, root: Hash::of(b"root") }) };
    world.does(Desk::Withdraw { reason: why().into(), until: None, decision: None });
    assert_eq!(due(world.state(), world.today), [Calendar::CountPublicAnswers { count: None }]);
    assert!(wakes_on(world.state()).is_some_and(|day| day <= world.today), "it is due at once");
    let events = world.try_command(&Command::Calendar(count())).unwrap();
    assert!(matches!(&events[..], [Event::PublicAnswersCounted { case: Some(1), round: 1, number: 3, .. }]));
    world.take(events);
    world.not_due(count());
    assert_eq!(wakes_on(world.state()), None);
}
