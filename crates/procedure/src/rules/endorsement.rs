//! Endorsement: councils' decisions on one text, and what the rule makes of them.

use super::world::*;
use crate::{Act, Command, CouncilDecision, Desk, Event, Hash, HowReconciled, NextStep, Outcome, Refusal, Rule, Votes};
use chrono::{NaiveDate, TimeDelta};

fn reconcile(town: &str, how: HowReconciled) -> Desk {
    Desk::ReconcileDecision { municipality: party(town), how, reason: why().into() }
}

fn conclude() -> Desk {
    Desk::ConcludeEndorsement { reason: why() }
}

/// Endorsing under another rule than the kind's own.
fn under(rule: Rule) -> World {
    let mut world = World::new();
    let kind = world.kinds.0.get_mut("strategy").unwrap();
    kind.rules.endorsement.as_mut().unwrap().rule = rule;
    world.does(Desk::Create { kind: "strategy".to_owned(), title: "Strategi".to_owned(), parties: None });
    world.does(text("s1 s2"));
    world.does(open("2027-01-04"));
    world.today = day("2027-01-05");
    world.does(Desk::CloseHearing {});
    world.does(finish(NextStep::Endorsement, None));
    world
}

#[test]
fn when_all_have_endorsed_the_outcome_follows_by_itself() {
    let mut world = World::endorsing("strategy");
    world.does(record("3303", Outcome::Endorsed));
    world.does(record("3334", Outcome::EndorsedWithReservation));
    let events = world.does(record("4030", Outcome::Endorsed));
    assert!(matches!(events[1], Event::EndorsementConcluded { met: true, in_favour: 3, against: 0, .. }));
    assert_eq!(world.phase(), "adoption");
}

#[test]
fn one_no_is_enough_where_all_must_agree() {
    let mut world = World::endorsing("strategy");
    world.does(record("3303", Outcome::Rejected));
    world.does(conclude());
    assert_eq!(world.phase(), "endorsement");
    world.refuses(conclude(), Refusal::NothingChanged);
    world.refuses(adopt("2027-01-05"), Refusal::NotInThisPhase);
    world.does(finish(NextStep::FullHearing, None));
    assert_eq!(world.phase(), "drafting");
    let mut other = World::endorsing("strategy");
    other.refuses(finish(NextStep::FullHearing, None), Refusal::NotInThisPhase);
    other.does(record("3303", Outcome::Rejected));
    other.does(conclude());
    other.refuses(finish(NextStep::Endorsement, None), Refusal::NotInThisPhase);
}

#[test]
fn each_rule_has_its_own_line() {
    for (rule, decided, met) in [
        (Rule::TwoThirds, &[("3303", true), ("3334", true)][..], true),
        (Rule::TwoThirds, &[("3303", false), ("3334", false)], false),
        (Rule::Majority, &[("3334", true), ("4030", true)], true),
        (Rule::Majority, &[("3334", false), ("4030", false)], false),
        (Rule::PopulationMajority, &[("3303", true)], true),
        (Rule::PopulationMajority, &[("3303", false)], false),
    ] {
        let mut world = under(rule);
        world.refuses(conclude(), Refusal::OutcomeNotSettled);
        for (town, yes) in decided {
            world.does(record(town, if *yes { Outcome::Endorsed } else { Outcome::Rejected }));
        }
        let events = world.does(conclude());
        assert!(matches!(events[0], Event::EndorsementConcluded { met: m, .. } if m == met), "{rule:?} {events:?}");
    }
}

#[test]
fn a_decision_is_complete_and_of_a_day_that_has_been() {
    let world = World::endorsing("strategy");
    let with = |change: &dyn Fn(&mut crate::CouncilDecision)| {
        let mut decision = decision(Outcome::Endorsed);
        change(&mut decision);
        Desk::RecordDecision { municipality: party("3303"), decision }
    };
    world.refuses(with(&|d| d.body = " ".to_owned()), Refusal::BodyMissing);
    world.refuses(with(&|d| d.case_number = String::new()), Refusal::CaseNumberMissing);
    world.refuses(with(&|d| d.meeting_date = day("2027-01-06")), Refusal::DayInFuture);
    world.refuses(with(&|d| d.outcome = Outcome::Postponed), Refusal::PostponedToMissing);
    world.refuses(with(&|d| d.outcome = Outcome::EndorsedAmended), Refusal::NoText);
    world.refuses(record("0301", Outcome::Endorsed), Refusal::UnknownMunicipality { municipality: party("0301") });
    world.refuses(with(&|d| d.postponed_to = Some(day("2027-02-10"))), Refusal::PostponedToUnexpected);
    let since = day("2026-11-23");
    world.refuses(with(&|d| d.meeting_date = day("2026-11-22")), Refusal::MeetingBeforeText { since });
}

#[test]
fn votes_agree_with_the_outcome_and_the_chair_decides_where_they_are_equal() {
    for (outcome, in_favour, against, agrees) in [
        (Outcome::Endorsed, 12, 11, true),
        (Outcome::Endorsed, 11, 11, true),
        (Outcome::Endorsed, 11, 12, false),
        (Outcome::EndorsedWithReservation, 0, 1, false),
        (Outcome::Rejected, 11, 12, true),
        (Outcome::Rejected, 12, 11, false),
        (Outcome::Postponed, 3, 20, true),
    ] {
        let mut world = World::endorsing("strategy");
        let decision = CouncilDecision { votes: Some(Votes { in_favour, against }), ..decision(outcome) };
        let entry = Desk::RecordDecision { municipality: party("3303"), decision };
        if agrees {
            world.does(entry);
        } else {
            world.refuses(entry, Refusal::VotesAgainstOutcome);
        }
    }
}

/// Plan- og bygningsloven § 9-3: each council adopts, and all of them the same text.
#[test]
fn where_the_councils_adopt_none_of_them_adopts_another_text() {
    let mut world = World::endorsing("intermunicipal_plan");
    for outcome in [Outcome::EndorsedWithReservation, Outcome::EndorsedAmended] {
        world.refuses(record("3303", outcome), Refusal::CouncilsAdoptAsItIs);
    }
    world.does(record("3303", Outcome::Rejected));
}

#[test]
fn a_correction_counts_and_both_entries_stay() {
    let mut world = World::endorsing("strategy");
    world.does(record("3303", Outcome::Rejected));
    let events = world.does(record("3303", Outcome::Endorsed));
    assert!(matches!(events[0], Event::DecisionRecorded { entry: 2, .. }));
    world.does(record("3334", Outcome::Endorsed));
    world.does(record("4030", Outcome::Endorsed));
    assert_eq!(world.phase(), "adoption");
    let events = world.does(record("4030", Outcome::Rejected));
    assert!(matches!(events[1], Event::EndorsementConcluded { met: false, .. }));
    assert_eq!(world.phase(), "endorsement");
}

#[test]
fn an_amended_text_is_a_reservation_or_a_new_text() {
    let mut world = World::endorsing("strategy");
    world.refuses(reconcile("3303", HowReconciled::Reservation), Refusal::NothingAmended);
    world.refuses(
        reconcile("0301", HowReconciled::Reservation),
        Refusal::UnknownMunicipality { municipality: party("0301") },
    );
    world.does(record("3303", Outcome::EndorsedAmended));
    world.refuses(conclude(), Refusal::AmendmentOpen);
    let silent = Desk::ReconcileDecision {
        municipality: party("3303"),
        how: HowReconciled::Reservation,
        reason: String::new().into(),
    };
    world.refuses(silent, Refusal::ReasonMissing);
    let mut new_text = World::endorsing("strategy");
    new_text.does(record("3303", Outcome::EndorsedAmended));
    new_text.does(reconcile("3303", HowReconciled::NewText));
    assert_eq!(new_text.phase(), "assessment");
    world.does(reconcile("3303", HowReconciled::Reservation));
    world.does(record("3334", Outcome::Endorsed));
    world.does(record("4030", Outcome::Endorsed));
    assert_eq!(world.phase(), "adoption");
}

#[test]
fn an_amended_text_entered_late_is_reconciled_before_adoption() {
    let mut world = under(Rule::Majority);
    for town in TOWNS {
        world.does(record(town, Outcome::Endorsed));
    }
    world.does(record("4030", Outcome::EndorsedAmended));
    assert_eq!(world.phase(), "adoption", "a majority stands");
    world.refuses(adopt("2027-01-05"), Refusal::AmendmentOpen);
    world.does(reconcile("4030", HowReconciled::Reservation));
    world.does(adopt("2027-01-05"));
}

#[test]
fn a_reservation_takes_no_letter_back_from_the_other_councils() {
    let mut world = World::endorsing("strategy");
    world.does(record("3303", Outcome::EndorsedAmended));
    let cancelled = |how| {
        let step = world.step(&Command::Desk(reconcile("3303", how))).unwrap();
        step.events.iter().any(|happened| !happened.cancels.is_empty())
    };
    assert!(!cancelled(HowReconciled::Reservation));
    assert!(cancelled(HowReconciled::NewText));
}

#[test]
fn a_meeting_that_is_today_can_still_be_moved() {
    let mut world = World::endorsing("strategy");
    for town in &TOWNS[1..] {
        world.does(record(town, Outcome::Endorsed));
    }
    let (municipality, meeting_date) = (party(TOWNS[0]), world.today);
    world.does(Desk::PlanMeeting { municipality, meeting_date, papers_due: None });
    let offered = world.possible().into_iter().find(|(name, _)| *name == "plan_meeting").unwrap().1;
    assert!(offered.is_offered(), "{offered:?}");
}

#[test]
fn a_postponement_is_no_decision() {
    let mut world = World::endorsing("strategy");
    world.does(record("3303", Outcome::Postponed));
    let track = world.state().case.as_ref().unwrap().endorsement().unwrap().track(&party("3303")).unwrap();
    assert!(!track.decided());
    assert_eq!(track.next_meeting(), Some(day("2027-02-10")));
}

#[test]
fn meetings_are_planned_until_the_council_has_decided() {
    let mut world = World::endorsing("strategy");
    let plan =
        |town| Desk::PlanMeeting { municipality: party(town), meeting_date: day("2027-02-03"), papers_due: None };
    world.does(plan("3303"));
    world.refuses(plan("0301"), Refusal::UnknownMunicipality { municipality: party("0301") });
    world.does(record("3303", Outcome::Endorsed));
    world.refuses(plan("3303"), Refusal::CouncilHasDecided);
    let invite = Desk::InviteAgain { municipality: party("3303"), contact: None };
    world.refuses(invite, Refusal::CouncilHasDecided);
    world.does(Desk::InviteAgain { municipality: party("3334"), contact: None });
    let unknown = Desk::InviteAgain { municipality: party("0301"), contact: None };
    world.refuses(unknown, Refusal::UnknownMunicipality { municipality: party("0301") });
}

#[test]
fn a_council_says_by_link_when_it_meets() {
    let mut world = World::endorsing("strategy");
    let asked = |world: &World| world.state().links.iter().rposition(|link| link.party == party("3303")).unwrap();
    let link = u32::try_from(asked(&world) + 1).unwrap();
    let on = |day: NaiveDate| Act::PlanMeeting { meeting_date: day };
    world.denies(link, on(world.today - TimeDelta::days(1)), Refusal::MeetingHasBeen);
    world.denies(link, on(world.today + TimeDelta::days(800)), Refusal::MeetingTooFar);
    // The day papers are due is the coordinator's, and stays while it comes before the meeting.
    let papers_due = Some(world.today + TimeDelta::days(10));
    let meeting_date = world.today + TimeDelta::days(20);
    world.does(Desk::PlanMeeting { municipality: party("3303"), meeting_date, papers_due });
    for (days, papers_due) in [(30, papers_due), (5, None)] {
        let meeting_date = world.today + TimeDelta::days(days);
        let planned = Event::MeetingPlanned { party: party("3303"), meeting_date, papers_due };
        assert_eq!(world.acts(link, on(meeting_date)), [planned]);
        world.denies(link, on(meeting_date), Refusal::NothingChanged);
    }
    world.does(record("3303", Outcome::Endorsed));
    world.denies(link, on(world.today), Refusal::CouncilHasDecided);
}

#[test]
fn of_a_postponement_and_a_stated_meeting_the_last_one_counts() {
    let mut world = World::endorsing("strategy");
    let next = |world: &World| {
        world.state().case.as_ref().unwrap().endorsement().unwrap().track(&party("3303")).unwrap().next_meeting()
    };
    let postpone = |to: NaiveDate| Desk::RecordDecision {
        municipality: party("3303"),
        decision: CouncilDecision { postponed_to: Some(to), ..decision(Outcome::Postponed) },
    };
    let plan = |meeting_date| Desk::PlanMeeting { municipality: party("3303"), meeting_date, papers_due: None };
    let (soon, later) = (world.today + TimeDelta::days(40), world.today + TimeDelta::days(400));
    world.does(plan(later));
    world.does(postpone(soon));
    assert_eq!(next(&world), Some(soon));
    let sooner = world.today + TimeDelta::days(20);
    world.does(plan(sooner));
    assert_eq!(next(&world), Some(sooner));
    world.refuses(postpone(world.today + TimeDelta::days(800)), Refusal::MeetingTooFar);
}

#[test]
fn a_council_answers_for_the_text_it_was_asked_about() {
    let mut world = World::endorsing("strategy");
    let first = u32::try_from(world.state().links.len()).unwrap();
    let asked = world.state().case.as_ref().unwrap().endorsement().unwrap().content.clone();
    let decide = |about: &Hash| Act::Decide {
        decision: decision(Outcome::Endorsed),
        about: Some(about.clone()),
        based_on: Some(0),
    };
    world.denies(first, decide(&Hash::of(b"another text")), Refusal::ChangedMeanwhile);
    // Another round of hearing and another text: the first request's link is not for it.
    world.does(Desk::ReturnToDrafting { reason: why().into() });
    world.does(text("s1 s2 s3"));
    world.does(open("2027-08-20"));
    world.today = day("2027-09-01");
    world.time();
    world.does(finish(NextStep::Endorsement, None));
    world.denies(first, decide(&asked), Refusal::NotInThisPhase);
    let second = u32::try_from(world.state().links.len()).unwrap();
    world.denies(second, decide(&asked), Refusal::ChangedMeanwhile);
    let now = world.state().case.as_ref().unwrap().endorsement().unwrap().content.clone();
    let Act::Decide { decision, about, based_on } = decide(&now) else { unreachable!() };
    let decision = CouncilDecision { meeting_date: world.today, ..decision };
    world.acts(second, Act::Decide { decision, about, based_on });
}

#[test]
fn where_the_councils_adopt_their_last_meeting_is_the_adoption() {
    let mut world = World::endorsing("intermunicipal_plan");
    for town in TOWNS {
        world.does(record(town, Outcome::Endorsed));
    }
    assert_eq!(world.phase(), "in_force");
    assert_eq!(world.state().in_force.as_ref().unwrap().revision_due, Some(day("2028-10-01")));
}

#[test]
fn councils_are_reminded_by_hand_once_a_day() {
    let mut world = World::endorsing("strategy");
    let remind = |town: Option<&str>| Desk::Remind { municipality: town.map(party) };
    world.does(record("3303", Outcome::Endorsed));
    world.refuses(remind(Some("3303")), Refusal::NobodyToRemind);
    world.refuses(remind(Some("0301")), Refusal::UnknownMunicipality { municipality: party("0301") });
    world.does(remind(Some("3334")));
    world.refuses(remind(Some("3334")), Refusal::RemindedToday);
    assert_eq!(world.does(remind(None)).len(), 1);
    world.refuses(remind(None), Refusal::NobodyToRemind);
}

#[test]
fn a_text_sent_to_the_councils_goes_back_with_a_reason() {
    let mut world = World::endorsing("strategy");
    world.refuses(Desk::ReturnToDrafting { reason: " ".to_owned().into() }, Refusal::ReasonMissing);
    world.does(Desk::ReturnToDrafting { reason: why().into() });
    assert_eq!(world.phase(), "drafting");
    World::heard("strategy").refuses(Desk::ReturnToDrafting { reason: why().into() }, Refusal::NotInThisPhase);
}
