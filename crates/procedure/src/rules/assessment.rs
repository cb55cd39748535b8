//! Assessment: each remark weighed, objections settled, the text sent on or heard again.

use super::world::*;
use crate::{
    Actor, Checked, Desk, Event, Finding, Found, Involves, NextStep, Position, Refusal, Seen, SubstantialChange,
    Verdict,
};
use std::collections::BTreeSet;

#[test]
fn every_remark_gets_a_verdict_with_a_reason() {
    let mut world = World::assessing("strategy");
    world.refuses(finish(NextStep::Endorsement, None), Refusal::AllRemarksMustBeAssessed { open: 1 });
    world.refuses(assess("r9", Verdict::Noted), Refusal::UnknownRemark { remark: "r9".into() });
    let judge = |reason: &str, based_on| Desk::AssessRemark {
        remark: "r1".into(),
        verdict: Verdict::Partly,
        reason: reason.to_owned().into(),
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
    let silent = SubstantialChange { changed: false, reason: " ".to_owned(), involves: BTreeSet::new() };
    let unexplained = Desk::FinishAssessment {
        next: NextStep::Endorsement,
        substantial_change: Some(silent),
        reason: None,
        decision: None,
        in_force_from: None,
        based_on: None,
        checked: None,
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
    let together = |remarks: Vec<Seen>| Desk::AssessRemarks { remarks, verdict: Verdict::Partly, reason: why().into() };
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

fn checked(heard: &str, now: &str) -> Checked {
    let [heard, content] = [heard, now].map(|text| crate::Hash::of(text.as_bytes()));
    let found = BTreeSet::from([Found::Amount, Found::Obligation]);
    Checked { heard, content, findings: vec![Finding { section: "s1".into(), found }] }
}

fn finish_checked(next: NextStep, involves: BTreeSet<Involves>, checked: Checked) -> Desk {
    let checked = Some(checked);
    let reason = "Presisert.".to_owned();
    let substantial_change = Some(SubstantialChange { changed: next != NextStep::Endorsement, reason, involves });
    Desk::FinishAssessment {
        next,
        substantial_change,
        reason: None,
        decision: None,
        in_force_from: None,
        based_on: None,
        checked,
    }
}

/// Nobody finishes on a text that was changed after they looked at it.
#[test]
fn an_assessment_is_finished_on_the_text_that_was_seen() {
    let finish = |next, seen| match finish(next, Some(false)) {
        Desk::FinishAssessment { next, substantial_change, reason, decision, in_force_from, checked, .. } => {
            Desk::FinishAssessment {
                next,
                substantial_change,
                reason,
                decision,
                in_force_from,
                based_on: Some(seen),
                checked,
            }
        }
        _ => unreachable!(),
    };
    for next in [NextStep::Endorsement, NextStep::LimitedHearing] {
        let mut world = World::assessed("strategy");
        let seen = world.state().version().unwrap().number;
        world.does(text("s1* s2"));
        world.refuses(finish(next, seen), Refusal::ChangedMeanwhile);
        world.does(finish(next, seen + 1));
    }
}

/// Plan- og bygningsloven § 11-15: what the checker found and what was answered stand in the log together.
#[test]
fn findings_and_answers_are_kept_wherever_the_text_goes() {
    let answers = BTreeSet::from([Involves::Amount, Involves::Burden]);
    for next in [NextStep::Endorsement, NextStep::LimitedHearing] {
        let mut world = World::assessed("strategy");
        world.does(text("s1* s2"));
        let finish = |heard, now| finish_checked(next, answers.clone(), checked(heard, now));
        world.refuses(finish("s1 s2", "s1 s2"), Refusal::ChangedMeanwhile);
        world.refuses(finish("s1", "s1* s2"), Refusal::ChangedMeanwhile);
        let events = world.does(finish("s1 s2", "s1* s2"));
        let Event::AssessmentFinished { findings, substantial_change, .. } = &events[0] else { panic!("{events:?}") };
        assert_eq!(findings, &checked("", "").findings);
        assert_eq!(substantial_change.as_ref().unwrap().involves, answers);
    }
}

#[test]
fn what_to_look_at_before_an_assessment_is_finished() {
    let look = |world: &World| {
        let case = world.state().case.as_ref().unwrap();
        let unchanged: Vec<String> =
            case.accommodated_unchanged().into_iter().map(|remark| remark.id.to_string()).collect();
        let unasked: Vec<String> = case.changed_without_remark().iter().map(ToString::to_string).collect();
        (unchanged.join(" "), unasked.join(" "))
    };
    let mut world = World::heard("strategy");
    let mut general = submit(Position::WithRemarks, &["s1", "s2"]);
    if let crate::Act::Submit { statement, .. } = &mut general {
        statement.general = Some(crate::Hash::of(b"in general"));
    }
    world.acts(1, general);
    world.today = day("2027-01-05");
    world.does(Desk::CloseHearing {});
    assert_eq!(look(&world), (String::new(), String::new()), "nothing is assessed, nothing changed");
    for (remark, verdict) in [("r1", Verdict::Partly), ("r2", Verdict::Accommodated), ("r3", Verdict::Noted)] {
        world.does(assess(remark, verdict));
    }
    assert_eq!(look(&world), ("r1 r2".to_owned(), String::new()));
    world.does(text("s1 s2* s3"));
    assert_eq!(look(&world), ("r2".to_owned(), "s2 s3".to_owned()), "a remark that was noted asks for no change");
    world.does(text("s1* s3"));
    assert_eq!(look(&world), (String::new(), "s3 s2".to_owned()));
    world.does(text("s2 s1"));
    assert_eq!(look(&world), ("r2".to_owned(), String::new()), "what only moved has not changed");
}
