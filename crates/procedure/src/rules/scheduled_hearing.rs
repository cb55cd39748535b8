//! A hearing that opens on its day, and the second person.

use super::world::*;
use crate::{Actor, Calendar, Desk, Event, Forms, Hash, PhaseName, Refusal, Wording, due, wakes_on};

#[test]
fn the_calendar_opens_a_scheduled_hearing_on_its_day() {
    let mut world = World::drafted("strategy");
    world.refuses(schedule("2026-11-23", "2027-01-15"), Refusal::DeadlinePassed);
    let earliest = day("2027-01-13");
    world.refuses(schedule("2026-12-02", "2027-01-12"), Refusal::DeadlineTooShortWithoutReason { earliest });
    world.does(schedule("2026-12-02", "2027-01-15"));
    assert_eq!(wakes_on(world.state()), Some(day("2026-12-02")));
    world.not_due(Calendar::OpenHearing);
    // The text saved last is the one that is heard.
    world.does(text("s1 s2 s3"));
    world.today = day("2026-12-02");
    let events = world.time();
    assert!(matches!(&events[..], [Event::HearingOpened { version: 2, deadline, opened_on, .. }]
        if *deadline == day("2027-01-15") && *opened_on == day("2026-12-02")));
}

#[test]
fn what_stands_in_the_way_on_the_day_is_written_down_once() {
    let mut world = World::drafted("strategy");
    world.does(schedule("2026-12-02", "2027-01-15"));
    world.unreachable("3334");
    world.today = day("2026-12-02");
    let events = world.time();
    assert!(matches!(&events[..], [Event::HearingHindered { refusal, party: Some(id), .. }]
        if refusal == "unreachable" && *id == party("3334")));
    assert_eq!(due(world.state(), day("2026-12-09")), []);
    assert_eq!(world.phase(), "drafting");
    // A person acts: another day, and it is due again.
    world.roster = World::new().roster;
    world.does(schedule("2026-12-03", "2027-01-15"));
    world.today = day("2026-12-03");
    world.time();
    assert_eq!(world.phase(), "hearing");
}

#[test]
fn a_schedule_is_taken_back_with_a_reason() {
    let mut world = World::drafted("strategy");
    let cancel = |reason: &str| Desk::CancelSchedule { reason: reason.to_owned() };
    world.refuses(cancel("Nei."), Refusal::NothingScheduled);
    world.refuses(Desk::ApproveHearing { based_on: None }, Refusal::NothingScheduled);
    world.does(schedule("2026-12-02", "2027-01-15"));
    world.refuses(Desk::ApproveHearing { based_on: None }, Refusal::NotInThisPhase);
    world.refuses(cancel(" "), Refusal::ReasonMissing);
    world.does(cancel("Kartet mangler."));
    assert_eq!(wakes_on(world.state()), None);
}

#[test]
fn a_second_person_approves_where_the_kind_asks_for_it() {
    let mut world = World::drafted_for_two();
    world.refuses(open("2027-01-15"), Refusal::SecondPersonNeeded);
    world.does(schedule("2026-11-23", "2027-01-15"));
    world.refuses(Desk::ApproveHearing { based_on: None }, Refusal::SecondPersonMustDiffer);
    world.actor = Actor::Program { token: "robot".to_owned(), coordinator: None };
    world.refuses(Desk::ApproveHearing { based_on: None }, Refusal::SecondPersonMustDiffer);
    world.actor = person("ola");
    let events = world.does(Desk::ApproveHearing { based_on: None });
    assert!(matches!(&events[..], [Event::HearingApproved { .. }, Event::HearingOpened { .. }]));
    assert_eq!(world.state().phase(), PhaseName::Hearing);
}

#[test]
fn an_approval_is_of_what_was_seen() {
    let mut world = World::drafted_for_two();
    world.does(schedule("2026-12-02", "2027-01-15"));
    let seen = Some(world.state().seq);
    world.does(text("s1 s2*"));
    world.actor = person("ola");
    world.refuses(Desk::ApproveHearing { based_on: seen }, Refusal::ChangedMeanwhile);
    world.does(Desk::ApproveHearing { based_on: Some(world.state().seq) });
    world.does(Desk::Attach { file: crate::Hash::of(b"map"), title: "Kart".to_owned() });
    world.today = day("2026-12-02");
    let events = world.time();
    assert!(matches!(&events[..], [Event::HearingHindered { refusal, .. }] if refusal == "second_person_needed"));
}

#[test]
fn a_text_changed_after_the_approval_must_be_approved_again() {
    let mut world = World::drafted_for_two();
    world.does(schedule("2026-12-02", "2027-01-15"));
    world.actor = person("ola");
    world.does(Desk::ApproveHearing { based_on: None });
    world.refuses(Desk::ApproveHearing { based_on: None }, Refusal::NothingChanged);
    world.does(text("s1 s2*"));
    world.today = day("2026-12-02");
    let events = world.time();
    assert!(
        matches!(&events[..], [Event::HearingHindered { refusal, .. }] if refusal == "second_person_needed"),
        "{events:?}"
    );
    world.does(Desk::ApproveHearing { based_on: None });
    assert_eq!(world.phase(), "hearing");
}

/// A body decides on a text: another text waits for another decision.
#[test]
fn a_decision_to_open_a_hearing_falls_with_its_text() {
    let mut world = World::drafted("statutes");
    let decision = Some(by("regional_council", "2026-11-23"));
    let (on, deadline) = (day("2026-11-24"), day("2027-01-15"));
    world.does(Desk::ScheduleHearing { on, deadline, parties: None, letter: None, reason: None, decision });
    world.does(text("s1* s2"));
    world.today = on;
    let events = world.time();
    assert!(
        matches!(&events[0], Event::HearingHindered { refusal, .. } if refusal == "decision_missing"),
        "{events:?}"
    );
}

/// What goes out in letters can be written in both forms: a single text is in the region's own, and nothing blank is kept.
#[test]
fn a_covering_letter_and_its_reason_may_be_in_both_written_forms() {
    let mut world = World::drafted("strategy");
    let letter = Wording::Forms(Forms { nb: Some(Hash::of(b"nb")), nn: Some(Hash::of(b"nn")) });
    let reason = Wording::Forms(Forms { nb: Some("  ".to_owned()), nn: Some(" Det hastar. ".to_owned()) });
    let opening = Desk::OpenHearing {
        deadline: day("2026-12-01"),
        parties: None,
        letter: Some(letter.clone()),
        reason: Some(reason),
        decision: None,
    };
    let events = world.does(opening);
    let Event::HearingOpened { letter: sent, reason: Some(reason), .. } = &events[0] else { panic!("{events:?}") };
    assert_eq!(sent.as_ref(), Some(&letter));
    assert_eq!(reason.read("nb", "nb"), Some(("nn", &"Det hastar.".to_owned())), "the only form there is");
    let own: Wording<String> = "Det haster.".to_owned().into();
    assert_eq!(own.read("nn", "nb"), Some(("nb", &"Det haster.".to_owned())));
    let (nb, nn) = (Hash::of(b"nb"), Hash::of(b"nn"));
    let named = events[0].named();
    assert!(named.contains(&crate::Named::Text(&nb)) && named.contains(&crate::Named::Text(&nn)), "{named:?}");
    let blank = Wording::Forms(Forms { nb: Some(" ".to_owned()), nn: None });
    let earliest = world.today;
    let short = Desk::OpenHearing {
        deadline: earliest + chrono::TimeDelta::days(8),
        parties: None,
        letter: None,
        reason: Some(blank),
        decision: None,
    };
    let refused = World::drafted("strategy").try_to(short).unwrap_err();
    assert!(matches!(refused, Refusal::DeadlineTooShortWithoutReason { .. }), "{refused:?}");
}
