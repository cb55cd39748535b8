//! Time: reminders once each, closing, coming into force, revision.

use super::world::*;
use crate::{Act, Calendar, Desk, Event, Outcome, Position, Refusal, Rung, due, wakes_on};
use chrono::{NaiveDate, TimeDelta};

/// Every event time brings until `end`, with its day.
pub fn let_pass(world: &mut World, end: &str) -> Vec<(NaiveDate, Event)> {
    let mut all = Vec::new();
    while world.today < day(end) {
        world.today += TimeDelta::days(1);
        let today = world.today;
        all.extend(world.time().into_iter().map(|event| (today, event)));
    }
    all
}

fn rungs(events: &[(NaiveDate, Event)], town: &str) -> Vec<(String, Rung)> {
    let reminded = |(on, event): &(NaiveDate, Event)| match event {
        Event::Reminded { party: id, rung, .. } if *id == party(town) => Some((on.to_string(), *rung)),
        _ => None,
    };
    events.iter().filter_map(reminded).collect()
}

/// A text with a period of its own («2027–2030») is due before that ends.
#[test]
fn a_text_with_a_period_is_revised_before_it_ends() {
    let mut world = World::adopting("strategy");
    world.refuses(Desk::SetPeriod { until: world.today }, Refusal::DeadlinePassed);
    world.does(Desk::SetPeriod { until: day("2029-12-31") });
    world.refuses(Desk::SetPeriod { until: day("2029-12-31") }, Refusal::NothingChanged);
    world.does(adopt("2027-01-05"));
    assert_eq!(world.state().revision_due(), Some(day("2029-12-31")), "not four years after the meeting");
    let mut longer = World::adopting("strategy");
    longer.does(Desk::SetPeriod { until: day("2038-12-31") });
    longer.does(adopt("2027-01-05"));
    assert_eq!(longer.state().revision_due(), Some(day("2031-01-05")));
}

#[test]
fn the_silent_climb_the_whole_ladder_and_the_hearing_closes_by_itself() {
    let mut world = World::heard("strategy");
    let events = let_pass(&mut world, "2027-01-12");
    assert_eq!(
        rungs(&events, "3303"),
        [
            ("2026-11-30".to_owned(), Rung::NotStarted(7)),
            ("2026-12-21".to_owned(), Rung::Before(14)),
            ("2026-12-28".to_owned(), Rung::Before(7)),
            ("2026-12-31".to_owned(), Rung::Before(1)),
            // Five working days after the officer was asked for the last time.
            ("2027-01-08".to_owned(), Rung::Escalation),
        ]
    );
    assert_eq!(events.last().unwrap(), &(day("2027-01-12"), Event::HearingClosed { on: day("2027-01-12") }));
}

/// A kind that reminds the officer after the deadline too has its hearing open until the chief executive was written to.
#[test]
fn a_hearing_is_open_until_the_day_after_the_last_letter_of_its_ladder() {
    let mut world = World::new();
    world.kinds.0.get_mut("strategy").unwrap().rules.hearing.ladder.after = vec![1];
    world.does(Desk::Create { kind: "strategy".to_owned(), title: "Strategi".to_owned(), parties: None });
    world.does(text("s1"));
    world.does(open("2027-01-08"));
    let events = let_pass(&mut world, "2027-01-31");
    let last = rungs(&events, "3303").split_off(4);
    assert_eq!(last, [("2027-01-11".to_owned(), Rung::After(1)), ("2027-01-18".to_owned(), Rung::Escalation)]);
    assert_eq!(events.last().unwrap(), &(day("2027-01-19"), Event::HearingClosed { on: day("2027-01-19") }));
}

#[test]
fn who_has_answered_hears_no_more() {
    let mut world = World::heard("strategy");
    world.acts(1, Act::Start);
    world.acts(2, submit(Position::Supports, &[]));
    let events = let_pass(&mut world, "2026-12-22");
    assert_eq!(rungs(&events, "3303"), [("2026-12-21".to_owned(), Rung::Before(14))]);
    assert!(rungs(&events, "3334").is_empty());
}

#[test]
fn after_a_long_stop_one_letter_goes_and_the_rest_are_written_down_as_skipped() {
    let mut world = World::heard("strategy");
    world.today = day("2026-12-29");
    let events = world.time();
    let Event::Reminded { rung, skipped, .. } = &events[0] else { panic!("{events:?}") };
    assert_eq!((*rung, &skipped[..]), (Rung::Before(7), &[Rung::NotStarted(7), Rung::Before(14)][..]));
    assert!(world.time().is_empty());
}

#[test]
fn rungs_whose_day_has_passed_are_skipped_without_a_letter() {
    let mut world = World::heard("strategy");
    world.kinds.0.get_mut("strategy").unwrap().rules.hearing.ladder.after.clear();
    let case = world.state.as_mut().unwrap().case.as_mut().unwrap();
    case.rules.hearing.ladder.after.clear();
    case.rules.hearing.ladder.escalate_after = None;
    world.today = day("2027-01-06");
    let events = world.time();
    assert!(matches!(&events[0], Event::RemindersSkipped { rungs, .. } if rungs.len() == 4), "{events:?}");
}

#[test]
fn paused_reminders_wait_and_become_one_when_they_are_resumed() {
    let mut world = World::heard("strategy");
    world.refuses(Desk::ResumeReminders {}, Refusal::NothingChanged);
    world.refuses(Desk::PauseReminders { reason: " ".to_owned() }, Refusal::ReasonMissing);
    world.does(Desk::PauseReminders { reason: "Ferie.".to_owned() });
    world.refuses(Desk::PauseReminders { reason: "Ferie.".to_owned() }, Refusal::NothingChanged);
    assert!(let_pass(&mut world, "2026-12-29").is_empty());
    world.does(Desk::ResumeReminders {});
    assert_eq!(world.time().len(), 3, "one letter a municipality");
    world.does(Desk::PauseReminders { reason: "Ferie.".to_owned() });
    assert!(let_pass(&mut world, "2027-01-12").iter().all(|(_, event)| event.name() == "hearing_closed"));
    World::drafted("strategy").refuses(Desk::PauseReminders { reason: why() }, Refusal::NotInThisPhase);
    assert!(World::in_force("strategy").try_to(Desk::ResumeReminders {}).is_err());
}

#[test]
fn a_moved_deadline_starts_its_own_ladder() {
    let mut world = World::heard("strategy");
    let_pass(&mut world, "2026-12-29");
    let later = Desk::ExtendDeadline { municipality: None, deadline: day("2027-02-01"), reason: why().into() };
    world.does(later);
    let events = let_pass(&mut world, "2027-02-01");
    let days: Vec<_> = rungs(&events, "3303").into_iter().map(|(on, _)| on).collect();
    assert_eq!(days, ["2027-01-18", "2027-01-25", "2027-01-29"]);
}

#[test]
fn councils_hear_before_their_meeting_and_every_month_after_it() {
    let mut world = World::endorsing("strategy");
    let plan = Desk::PlanMeeting { municipality: party("3303"), meeting_date: day("2027-02-17"), papers_due: None };
    world.does(plan);
    world.does(record("3334", Outcome::Endorsed));
    let events = let_pass(&mut world, "2027-06-01");
    let expected = [
        ("2027-02-03", Rung::Before(14)),
        ("2027-03-17", Rung::Monthly(1)),
        ("2027-04-19", Rung::Monthly(2)),
        ("2027-05-18", Rung::Monthly(3)),
        ("2027-05-25", Rung::Escalation),
    ];
    assert_eq!(rungs(&events, "3303"), expected.map(|(on, rung)| (on.to_owned(), rung)));
    assert!(rungs(&events, "3334").is_empty());
    assert_eq!(rungs(&events, "4030").first().unwrap().0, "2027-02-05");
}

/// It takes a year, so a revision of the strategy opens a year before it is to be finished; notices count to both days.
#[test]
fn a_revision_opens_in_time_to_be_finished_and_is_announced_before_both_days() {
    let mut world = World::in_force("strategy");
    world.today = day("2028-12-31");
    let events = let_pass(&mut world, "2031-02-06");
    let told: Vec<_> = events.iter().map(|(on, event)| (on.to_string(), event.name())).collect();
    let expected = [
        ("2029-01-05", "revision_noticed"),
        ("2029-07-05", "revision_noticed"),
        ("2029-10-05", "revision_noticed"),
        ("2029-12-05", "revision_noticed"),
        ("2030-01-05", "revision_started"),
        ("2030-07-05", "revision_noticed"),
        ("2030-10-04", "revision_noticed"),
        ("2030-12-05", "revision_noticed"),
        ("2031-02-05", "revision_noticed"),
    ];
    assert_eq!(told, expected.map(|(on, name)| (on.to_owned(), name)));
}

/// Plan- og bygningsloven § 10-1: within a year of the council's constitution, so it opens when the council is elected.
#[test]
fn a_planning_strategy_opens_a_year_before_its_day() {
    let mut world = World::endorsing("planning_strategy");
    for town in TOWNS {
        world.does(record(town, Outcome::Endorsed));
    }
    assert_eq!(world.state().revision_due(), Some(day("2028-10-01")));
    let events = let_pass(&mut world, "2027-10-02");
    let opened = events.iter().find(|(_, event)| event.name() == "revision_started");
    assert_eq!(opened.map(|(on, _)| *on), Some(day("2027-10-01")));
}

#[test]
fn a_leap_days_edition_is_due_on_the_twenty_eighth() {
    let mut world = World::adopting("strategy");
    world.today = day("2028-02-29");
    let Desk::Adopt { body, case_number, .. } = adopt("2027-01-05") else { unreachable!() };
    let meeting_date = world.today;
    world.does(Desk::Adopt {
        body,
        meeting_date,
        case_number,
        in_force_from: meeting_date,
        votes: None,
        extract: None,
    });
    assert_eq!(world.state().revision_due(), Some(day("2032-02-29")));
    let edition = world.state().in_force.clone().unwrap();
    assert_eq!(crate::add_years(edition.adopted_on, 1), day("2029-02-28"));
}

#[test]
fn nothing_is_due_before_its_day_and_nothing_twice() {
    let world = World::heard("strategy");
    world.not_due(remind("3303", Rung::Before(14), "2027-01-04"));
    world.not_due(Calendar::CloseHearing);
    world.not_due(Calendar::ComeIntoForce);
    world.not_due(Calendar::StartRevision);
    let notice = Calendar::NoticeRevision { rung: Rung::Notice(12), skipped: Vec::new(), due: day("2031-01-05") };
    world.not_due(notice);
}

#[test]
fn what_is_due_is_found_on_the_day_it_wakes() {
    for mut world in [World::heard("strategy"), World::endorsing("strategy"), World::in_force("strategy")] {
        for _ in 0..8 {
            let Some(next) = wakes_on(world.state()) else { break };
            assert!(next > world.today || !due(world.state(), world.today).is_empty());
            assert!(due(world.state(), next - TimeDelta::days(1)).is_empty() || next <= world.today);
            world.today = next;
            assert!(!world.time().is_empty(), "nothing was due on {next}");
        }
    }
    assert_eq!(wakes_on(World::drafted("strategy").state()), None);
}

/// A council that was elected in September decides for its own term: the next strategy is the next council's.
#[test]
fn what_a_new_council_adopts_is_due_after_the_next_election() {
    for (meeting, due) in [("2027-09-20", "2028-10-01"), ("2027-10-20", "2032-10-01"), ("2028-02-01", "2032-10-01")] {
        let mut world = World::endorsing("planning_strategy");
        world.today = day(meeting);
        for town in TOWNS {
            world.does(record_on(town, Outcome::Endorsed, meeting));
        }
        assert_eq!(world.state().revision_due(), Some(day(due)), "{meeting}");
    }
}

/// A revision that was put off opens on the day it was put off to, and not before.
#[test]
fn a_revision_put_off_stays_closed_until_its_day() {
    let mut world = World::in_force("strategy");
    world.does(Desk::StartRevision {});
    world.does(Desk::Withdraw { reason: why().into(), until: Some(day("2027-06-01")), decision: None });
    let events = let_pass(&mut world, "2027-06-02");
    let opened: Vec<_> = events.iter().filter(|(_, event)| event.name() == "revision_started").collect();
    assert_eq!((opened.len(), opened[0].0), (1, day("2027-06-01")));
}

/// A stop that lasts past the hearing's end: it closes, and every reminder that was due before that is written down.
#[test]
fn a_hearing_that_closed_during_a_stop_lists_the_reminders_it_missed() {
    let mut world = World::heard("strategy");
    world.acts(2, submit(Position::Supports, &[]));
    world.today = day("2027-03-01");
    let events = world.time();
    let skipped: Vec<_> = events
        .iter()
        .filter_map(|event| match event {
            Event::RemindersSkipped { party, rungs, .. } => Some((party.as_str(), rungs.clone())),
            _ => None,
        })
        .collect();
    let all = vec![Rung::NotStarted(7), Rung::Before(14), Rung::Before(7), Rung::Before(1), Rung::Escalation];
    assert_eq!(skipped, [("3303", all.clone()), ("4030", all)], "who has answered is not named");
    assert_eq!(events.last().unwrap().name(), "hearing_closed");
    assert!(World::assessing("strategy").log.iter().any(|event| event.name() == "reminders_skipped"));
}

/// Nothing is written down of a hearing that was looked at every day.
#[test]
fn a_hearing_that_was_looked_at_closes_without_a_word_on_reminders() {
    let mut world = World::heard("strategy");
    assert!(let_pass(&mut world, "2027-01-31").iter().all(|(_, event)| event.name() != "reminders_skipped"));
}

/// Domstolloven §§ 148, 149: a deadline on a Saturday ends on Monday, and nobody closes the hearing before that.
#[test]
fn a_hearing_is_not_closed_by_hand_on_the_day_off_its_deadline_falls_on() {
    let mut world = World::drafted("strategy");
    world.does(open_by("strategy", "2027-01-09"));
    for (today, refused) in [("2027-01-10", true), ("2027-01-11", true), ("2027-01-12", false)] {
        world.today = day(today);
        if refused {
            world.refuses(Desk::CloseHearing {}, Refusal::HearingMustRun { until: day("2027-01-11") });
        } else {
            world.does(Desk::CloseHearing {});
        }
    }
}

/// After a stop past the day a revision opens, the notices that nobody was given are written down with its opening.
#[test]
fn notices_that_passed_before_a_revision_opened_are_written_down_with_it() {
    let skipped = |events: &[Event]| {
        let skipped = |event: &Event| match event {
            Event::RevisionStarted { skipped, .. } => Some(skipped.clone()),
            _ => None,
        };
        events.iter().find_map(skipped).unwrap()
    };
    let mut world = World::in_force("strategy");
    let due = world.state().revision_due().unwrap();
    world.today = due;
    let events = world.time();
    let opening = [12, 6, 3].map(Rung::Opening).into_iter();
    let wanted = opening.chain([Rung::Opening(1), Rung::Notice(6), Rung::Notice(3), Rung::Notice(1)]);
    assert_eq!(skipped(&events), wanted.collect::<Vec<_>>());
    assert!(events.iter().all(|event| event.name() != "revision_noticed"), "{events:?}");
    world.today = due + TimeDelta::days(1);
    assert!(world.time().is_empty(), "none of them is given afterwards");
    // One that opens on its day has nothing to write down.
    let mut world = World::in_force("strategy");
    let events: Vec<_> = let_pass(&mut world, &due.to_string()).into_iter().map(|(_, event)| event).collect();
    assert_eq!(skipped(&events), []);
}
