//! Adoption: one body, one text, one day it comes into force.

use super::world::*;
use crate::{Act, Desk, Event, NextStep, Outcome, Refusal};

#[test]
fn an_edition_comes_into_force_at_once_or_on_its_day() {
    let mut world = World::adopting("strategy");
    let events = world.does(adopt("2027-01-05"));
    assert_eq!(events.len(), 2);
    assert_eq!(world.phase(), "in_force");
    let edition = world.state().in_force.as_ref().unwrap();
    assert_eq!((edition.edition, edition.revision_due), (1, Some(day("2031-01-05"))));
    assert_eq!(edition.unmet, ["r1".into()]);

    let mut later = World::adopting("strategy");
    assert_eq!(later.does(adopt("2027-02-01")).len(), 1);
    assert_eq!(later.phase(), "adoption");
    later.refuses(adopt("2027-02-01"), Refusal::AdoptedAlready);
    later.refuses(Desk::Withdraw { reason: why().into(), until: None, decision: None }, Refusal::AdoptedAlready);
    later.today = day("2027-02-01");
    assert!(matches!(later.time()[..], [Event::CameIntoForce { edition: 1, .. }]));
}

#[test]
fn a_council_that_changes_its_mind_too_late_takes_no_adoption_back() {
    let mut world = World::adopting("strategy");
    let no = || Act::Decide { decision: decision(Outcome::Rejected), about: None, based_on: None };
    world.does(adopt("2027-02-01"));
    let adopted = world.state().coming().cloned();
    for link in 4..=6 {
        world.denies(link, no(), Refusal::AdoptedAlready);
        world.denies(link, treat(), Refusal::AdoptedAlready);
    }
    world.refuses(record("3303", Outcome::Rejected), Refusal::AdoptedAlready);
    // What cannot touch the adoption still goes.
    world.does(Desk::NumberCase { case_number: "26/9".to_owned() });
    world.does(Desk::Attach { file: crate::Hash::of(b"a map"), title: "Kart".to_owned() });
    world.does(exempt("3303", None, None));
    assert_eq!(world.state().coming(), adopted.as_ref());
    world.today = day("2027-02-01");
    world.time();
    assert_eq!(world.phase(), "in_force");
}

#[test]
fn an_edition_that_waits_for_its_day_can_be_repealed_and_nothing_else() {
    let mut world = World::adopting("strategy");
    world.does(adopt("2028-02-01"));
    world.does(Desk::Repeal { reason: why().into(), decision: Some(over()), decisions: Vec::new() });
    assert_eq!((world.phase(), world.state().coming()), ("repealed", None));
    world.today = day("2028-02-01");
    assert!(world.time().is_empty());
}

#[test]
fn adoption_says_who_when_and_where_it_is_kept() {
    let world = World::adopting("strategy");
    let with = |change: &dyn Fn(&mut String, &mut String)| {
        let Desk::Adopt { mut body, meeting_date, mut case_number, in_force_from, votes, extract } =
            adopt("2027-01-05")
        else {
            unreachable!()
        };
        change(&mut body, &mut case_number);
        Desk::Adopt { body, meeting_date, case_number, in_force_from, votes, extract }
    };
    world.refuses(with(&|body, _| body.clear()), Refusal::BodyMissing);
    world.refuses(with(&|_, number| number.clear()), Refusal::CaseNumberMissing);
    world.refuses(adopt("2027-01-04"), Refusal::InForceBeforeAdoption { meeting_date: day("2027-01-05") });
    let mut early = World::adopting("strategy");
    early.today = day("2027-01-04");
    early.refuses(adopt("2027-01-05"), Refusal::DayInFuture);
}

#[test]
fn a_kind_without_endorsement_goes_straight_to_adoption() {
    let mut world = World::assessed("action_plan");
    world.does(finish(NextStep::Adoption, None));
    world.refuses(record("3303", Outcome::Endorsed), Refusal::NotInThisPhase);
    let reconcile = Desk::ReconcileDecision {
        municipality: party("3303"),
        how: crate::HowReconciled::Reservation,
        reason: why().into(),
    };
    world.refuses(reconcile, Refusal::NotInThisPhase);
    world.does(Desk::ReturnToDrafting { reason: why().into() });
    assert_eq!(world.phase(), "drafting");
}

#[test]
fn where_the_councils_adopt_nobody_else_does() {
    let mut world = World::new();
    let kind = world.kinds.0.get_mut("intermunicipal_plan").unwrap();
    kind.rules.endorsement.as_mut().unwrap().rule = crate::Rule::Majority;
    kind.rules.adoption = crate::AdoptingBody::RegionalCouncil;
    world.does(Desk::Create { kind: "intermunicipal_plan".to_owned(), title: "Plan".to_owned(), parties: None });
    world.does(text("s1"));
    world.does(open_by("intermunicipal_plan", "2027-01-04"));
    world.today = day("2027-01-05");
    world.does(Desk::CloseHearing {});
    world.does(sent_by("intermunicipal_plan", finish(NextStep::Endorsement, None)));
    for town in TOWNS {
        world.does(record(town, Outcome::Endorsed));
    }
    assert_eq!(world.phase(), "adoption");
    world.state.as_mut().unwrap().case.as_mut().unwrap().rules.adoption = crate::AdoptingBody::Councils;
    world.refuses(adopt("2027-01-05"), Refusal::CouncilsAdopt);
}

fn correction(meeting: &str, from: &str) -> Desk {
    Desk::CorrectAdoption {
        body: "Regionrådet".to_owned(),
        meeting_date: day(meeting),
        case_number: "2/27".to_owned(),
        in_force_from: day(from),
        votes: None,
        extract: None,
        reason: "Feil møtedato.".to_owned().into(),
    }
}

/// What was entered wrongly is put right by a later entry with its reason, until something has followed from it.
#[test]
fn an_adoption_is_corrected_until_something_follows_from_it() {
    let mut waiting = World::adopting("strategy");
    waiting.today = day("2027-01-06");
    waiting.refuses(correction("2027-01-05", "2027-02-01"), Refusal::NotInThisPhase);
    waiting.does(adopt("2027-03-01"));
    waiting.refuses(correction("2027-01-07", "2027-02-01"), Refusal::DayInFuture);
    waiting.does(correction("2027-01-06", "2027-02-01"));
    assert_eq!(waiting.state().coming().unwrap().in_force_from, day("2027-02-01"));
    waiting.does(correction("2027-01-06", "2027-01-06"));
    assert_eq!(waiting.phase(), "in_force");
    let mut holding = World::in_force("strategy");
    let since = day("2026-11-23");
    holding.refuses(correction("2019-01-10", "2027-01-05"), Refusal::MeetingBeforeText { since });
    holding.today = day("2027-01-08");
    holding.refuses(correction("2027-01-04", "2027-01-06"), Refusal::AdoptionHasEffect);
    holding.does(correction("2027-01-04", "2027-01-05"));
    assert_eq!(holding.state().revision_due(), Some(day("2031-01-04")));
    holding.does(Desk::StartRevision {});
    holding.refuses(correction("2027-01-05", "2027-01-05"), Refusal::AdoptionHasEffect);
    let plan = World::endorsing("intermunicipal_plan");
    plan.refuses(correction("2027-01-05", "2027-01-05"), Refusal::NotInThisPhase);
}

fn registered(meeting: &str, from: &str) -> Desk {
    Desk::RegisterEdition {
        body: "Regiontinget".to_owned(),
        meeting_date: day(meeting),
        case_number: "12/24".to_owned(),
        in_force_from: day(from),
        votes: None,
        extract: None,
    }
}

#[test]
fn an_edition_from_before_holds_and_its_clock_runs() {
    let mut world = World::drafted("strategy");
    world.refuses(registered("2190-01-01", "2190-01-01"), Refusal::DayInFuture);
    world.refuses(
        registered("2024-02-01", "2024-01-01"),
        Refusal::InForceBeforeAdoption { meeting_date: day("2024-02-01") },
    );
    assert_eq!(world.does(registered("2023-02-01", "2023-03-01")).len(), 1);
    assert_eq!(world.phase(), "in_force");
    let edition = world.state().in_force.as_ref().unwrap();
    assert_eq!((edition.edition, edition.since, edition.revision_due), (1, day("2023-03-01"), Some(day("2027-02-01"))));
    world.today = day("2027-02-01");
    world.time();
    assert!(world.state().case.is_some(), "its revision has begun");
    world.refuses(registered("2023-02-01", "2023-03-01"), Refusal::NotInThisPhase);
}

#[test]
fn a_text_that_is_being_heard_is_no_edition_from_before() {
    let world = World::heard("strategy");
    world.refuses(registered("2023-02-01", "2023-03-01"), Refusal::NotInThisPhase);
}
