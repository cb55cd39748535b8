//! In force: prolonged, repealed, revised; withdrawn on the way.

use super::world::*;
use crate::{Desk, Event, Hash, Refusal};

fn withdraw(until: Option<&str>) -> Desk {
    Desk::Withdraw { reason: why().into(), until: until.map(day), decision: None }
}

#[test]
fn a_first_case_withdrawn_ends_the_document() {
    let mut world = World::heard("strategy");
    world
        .refuses(Desk::Withdraw { reason: " ".to_owned().into(), until: None, decision: None }, Refusal::ReasonMissing);
    world.does(withdraw(None));
    assert_eq!(world.phase(), "withdrawn");
    for command in [
        withdraw(None),
        text("s3"),
        Desk::StartRevision {},
        Desk::Repeal { reason: why().into(), decision: Some(over()), decisions: Vec::new() },
    ] {
        world.refuses(command, Refusal::NotInThisPhase);
    }
}

#[test]
fn a_revision_withdrawn_is_put_off_until_a_day() {
    let mut world = World::in_force("strategy");
    world.does(Desk::StartRevision {});
    assert_eq!(world.phase(), "drafting");
    assert_eq!(world.state().in_force.as_ref().unwrap().edition, 1);
    world.refuses(withdraw(None), Refusal::MustBePutOffUntil);
    world.refuses(withdraw(Some("2027-01-05")), Refusal::MustBePutOffUntil);
    world.does(withdraw(Some("2029-01-05")));
    assert_eq!(world.phase(), "in_force");
    assert_eq!(world.state().revision_due(), Some(day("2029-01-05")));
}

#[test]
fn a_document_in_force_is_prolonged_or_repealed_with_a_reason() {
    let mut world = World::in_force("strategy");
    let prolong = |until, reason: &str| Desk::Prolong {
        until: day(until),
        reason: reason.to_owned().into(),
        decision: Some(over()),
        decisions: Vec::new(),
    };
    world.refuses(prolong("2027-01-05", "x"), Refusal::DeadlinePassed);
    world.refuses(prolong("2031-01-05", "x"), Refusal::DeadlineNotLater { deadline: day("2031-01-05") });
    world.refuses(prolong("2032-01-05", ""), Refusal::ReasonMissing);
    world.does(prolong("2032-01-05", "Valgår."));
    assert_eq!(world.state().revision_due(), Some(day("2032-01-05")));
    world.does(Desk::Attach { file: Hash::of(b"x"), title: "Vedlegg".to_owned() });
    world.does(Desk::NumberCase { case_number: "9/27".to_owned() });
    world.refuses(
        Desk::Repeal { reason: String::new().into(), decision: Some(over()), decisions: Vec::new() },
        Refusal::ReasonMissing,
    );
    world.refuses(Desk::CloseHearing {}, Refusal::NotInThisPhase);
    world.does(Desk::Repeal { reason: why().into(), decision: Some(over()), decisions: Vec::new() });
    assert_eq!(world.phase(), "repealed");
    world.refuses(prolong("2033-01-05", "x"), Refusal::NotInThisPhase);
}

#[test]
fn repeal_ends_a_revision_under_way() {
    let mut world = World::in_force("strategy");
    world.does(Desk::StartRevision {});
    world.does(Desk::Repeal { reason: why().into(), decision: Some(over()), decisions: Vec::new() });
    assert_eq!(world.phase(), "repealed");
    World::drafted("strategy").refuses(
        Desk::Repeal { reason: why().into(), decision: Some(over()), decisions: Vec::new() },
        Refusal::NotInThisPhase,
    );
}

#[test]
fn a_revision_follows_the_rules_and_the_members_of_its_day() {
    let mut world = World::in_force("strategy");
    world.roster.parties.get_mut(&party("4030")).unwrap().to = Some(day("2027-01-01"));
    world.kinds.0.get_mut("strategy").unwrap().rules.hearing.minimum_weeks = 8;
    let events = world.does(Desk::StartRevision {});
    let Event::RevisionStarted { rules, parties, .. } = &events[0] else { panic!("{events:?}") };
    assert_eq!((rules.hearing.minimum_weeks, parties.len()), (8, 2));
    world.refuses(text("s1 s2"), Refusal::NothingChanged);
    world.does(text("s1 s2 s3"));
    assert_eq!(world.state().version().unwrap().number, 2);
}
