//! Assessment: each remark weighed, objections settled, the text sent on or heard again.

use super::world::*;
use crate::{Actor, Desk, NextStep, Position, Refusal, Seen, SubstantialChange, Verdict};

#[test]
fn every_remark_gets_a_verdict_with_a_reason() {
    let mut world = World::assessing("strategy");
    world.refuses(finish(NextStep::Endorsement, None), Refusal::AllRemarksMustBeAssessed { open: 1 });
    world.refuses(assess("r9", Verdict::Noted), Refusal::UnknownRemark { remark: "r9".into() });
    let judge = |reason: &str, based_on| Desk::AssessRemark {
        remark: "r1".into(),
        verdict: Verdict::Partly,
        reason: reason.to_owned(),
        based_on,
    };
    world.refuses(judge(" ", None), Refusal::ReasonMissing);
    world.does(judge("Delvis tatt inn.", Some(0)));
    world.refuses(judge("Nei likevel.", Some(0)), Refusal::ChangedMeanwhile);
    world.does(judge("Nei likevel.", Some(1)));
}

#[test]
fn the_text_goes_to_whom_its_kind_says() {
    World::assessed("strategy").refuses(finish(NextStep::Adoption, None), Refusal::EndorsementRequired);
    let mut plan = World::assessed("action_plan");
    plan.refuses(finish(NextStep::Endorsement, None), Refusal::EndorsementNotForKind);
    plan.does(finish(NextStep::Adoption, None));
    assert_eq!(plan.phase(), "adoption");
}

#[test]
fn councils_are_asked_about_one_text() {
    let world = World::endorsing("strategy");
    assert_eq!(world.phase(), "endorsement");
    let case = world.state().case.as_ref().unwrap();
    assert_eq!(case.endorsement().unwrap().content, case.version.as_ref().unwrap().content);
    assert_eq!(case.unmet, ["r1".into()]);
    // Three case officers, then a secretary and an officer for each council.
    assert_eq!(world.state().links.len(), 9);
}

#[test]
fn a_changed_text_says_whether_it_must_be_heard_again() {
    let mut world = World::assessed("strategy");
    world.does(text("s1* s2"));
    world.refuses(finish(NextStep::Endorsement, None), Refusal::SubstantialChangeMissing);
    world.refuses(finish(NextStep::Endorsement, Some(true)), Refusal::SubstantialChangeMustBeHeard);
    let silent = SubstantialChange { changed: false, reason: " ".to_owned() };
    let unexplained = Desk::FinishAssessment {
        next: NextStep::Endorsement,
        substantial_change: Some(silent),
        reason: None,
        decision: None,
        in_force_from: None,
    };
    world.refuses(unexplained, Refusal::ReasonMissing);
    world.does(finish(NextStep::Endorsement, Some(false)));
    let mut again = World::assessed("strategy");
    again.does(finish(NextStep::FullHearing, None));
    assert_eq!(again.phase(), "drafting");
    again.does(open("2027-03-01"));
    assert_eq!(again.state().case.as_ref().unwrap().rounds, 2);
}

#[test]
fn every_council_must_be_reachable() {
    let mut world = World::assessed("strategy");
    world.unreachable("4030");
    world.refuses(finish(NextStep::Endorsement, None), Refusal::Unreachable { municipality: party("4030") });
}

#[test]
fn assessment_has_its_own_time() {
    let world = World::heard("strategy");
    world.refuses(assess("r1", Verdict::Noted), Refusal::NotInThisPhase);
    world.refuses(finish(NextStep::Adoption, None), Refusal::NotInThisPhase);
    let settle =
        Desk::SettleObjection { municipality: party("3303"), how: why(), date: day("2026-11-23"), reason: why() };
    World::drafted("strategy").refuses(settle, Refusal::NotInThisPhase);
}

#[test]
fn remarks_alike_get_one_verdict_together_or_none() {
    let mut world = World::heard("strategy");
    world.acts(1, submit(Position::WithRemarks, &["s1", "s2"]));
    world.today = day("2027-01-05");
    world.does(Desk::CloseHearing {});
    let seen = |id: &str, based_on| Seen { remark: id.into(), based_on: Some(based_on) };
    let together = |remarks: Vec<Seen>| Desk::AssessRemarks { remarks, verdict: Verdict::Partly, reason: why() };
    world.refuses(together(Vec::new()), Refusal::NoRemarkChosen);
    world.refuses(together(vec![seen("r1", 0), seen("r9", 0)]), Refusal::UnknownRemark { remark: "r9".into() });
    world.does(assess("r1", Verdict::Noted));
    world.refuses(together(vec![seen("r2", 0), seen("r1", 0)]), Refusal::ChangedMeanwhile);
    assert_eq!(world.does(together(vec![seen("r1", 1), seen("r2", 0), seen("r2", 0)])).len(), 2);
    let case = world.state().case.as_ref().unwrap();
    assert!(case.remarks.iter().all(|remark| remark.verdict == Some(Verdict::Partly)));
}

#[test]
fn a_second_person_approves_where_the_kind_asks_for_it() {
    World::assessed("strategy").refuses(approve("r1", 1), Refusal::NotInThisPhase);
    let mut world = World::assessing("strategy");
    world.state.as_mut().unwrap().case.as_mut().unwrap().rules.assessment.second_person = true;
    world.refuses(approve("r1", 0), Refusal::NotAssessed { remark: "r1".into() });
    world.does(assess("r1", Verdict::Noted));
    world.refuses(approve("r1", 1), Refusal::OwnVerdict);
    world.refuses(finish(NextStep::Endorsement, None), Refusal::VerdictsMustBeApproved { open: 1 });
    world.actor = Actor::Program { token: "fagsystem".to_owned(), coordinator: None };
    world.refuses(approve("r1", 1), Refusal::OwnVerdict);
    world.actor = person("ola");
    world.refuses(approve("r1", 0), Refusal::ChangedMeanwhile);
    world.does(approve("r1", 1));
    world.refuses(approve("r1", 1), Refusal::NothingChanged);
    // A new verdict needs a new yes.
    world.does(assess("r1", Verdict::Partly));
    world.refuses(finish(NextStep::Endorsement, None), Refusal::VerdictsMustBeApproved { open: 1 });
    world.actor = person("kari");
    world.does(approve("r1", 2));
    world.does(finish(NextStep::Endorsement, None));
    assert_eq!(World::assessed_by_two().state().case.as_ref().unwrap().unapproved().count(), 0);
}

#[test]
fn a_coordinator_and_their_own_program_are_one_person() {
    let mut world = World::assessing("strategy");
    world.state.as_mut().unwrap().case.as_mut().unwrap().rules.assessment.second_person = true;
    world.actor = Actor::Program { token: "tok_1".to_owned(), coordinator: Some("kari".to_owned()) };
    world.does(assess("r1", Verdict::Noted));
    world.actor = person("kari");
    world.refuses(approve("r1", 1), Refusal::OwnVerdict);
    world.actor = person("ola");
    world.does(approve("r1", 1));
}
