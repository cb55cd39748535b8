//! Ten years of every ladder: a document for each working day, lived through day by day, and each local day's letters
//! counted against a table that is worked out another way, from the printed list of holidays.

use super::world::*;
use crate::{Event, Outcome, Phase, Rung, due};
use chrono::{Datelike, Days, Months, NaiveDate, TimeDelta, Weekday};
use std::collections::{BTreeMap, BTreeSet};

/// How many times each rung is due, day by day.
type Table = BTreeMap<NaiveDate, BTreeMap<Rung, u32>>;

/// Working days as the printed list of holidays has them.
struct Printed(BTreeSet<NaiveDate>);

impl Printed {
    fn new() -> Self {
        let lines = include_str!("../../../../tests/data/no-holidays-2000-2060.csv").lines().skip(1);
        Self(lines.filter_map(|line| line.split(',').next()).map(day).collect())
    }

    fn works(&self, day: NaiveDate) -> bool {
        !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !self.0.contains(&day)
    }

    fn back(&self, mut day: NaiveDate) -> NaiveDate {
        while !self.works(day) {
            day = day - Days::new(1);
        }
        day
    }

    fn forward(&self, mut day: NaiveDate) -> NaiveDate {
        while !self.works(day) {
            day = day + Days::new(1);
        }
        day
    }

    /// The working day so many working days later.
    fn after(&self, mut day: NaiveDate, count: u32) -> NaiveDate {
        for _ in 0..count {
            day = self.forward(day + Days::new(1));
        }
        day
    }

    /// Every working day from the beginning of 2027 to the end of 2036.
    fn days(&self) -> impl Iterator<Item = NaiveDate> {
        day("2027-01-01").iter_days().take_while(|d| *d < day("2037-01-01")).filter(|d| self.works(*d))
    }
}

fn add(table: &mut Table, on: NaiveDate, rung: Rung, times: u32) {
    *table.entry(on).or_default().entry(rung).or_default() += times;
}

/// Lives through every day from the world's own to `end`, and counts what time brings.
fn live(world: &mut World, end: NaiveDate, table: &mut Table) {
    while world.today < end {
        world.today += TimeDelta::days(1);
        let today = world.today;
        for event in world.time() {
            match event {
                Event::Reminded { rung, on, skipped, .. } | Event::RevisionNoticed { rung, on, skipped, .. } => {
                    assert_eq!((on, skipped), (today, Vec::new()));
                    add(table, on, rung, 1);
                }
                _ => {}
            }
        }
        assert!(due(world.state(), today).is_empty(), "{today}: done, and due again");
    }
}

#[test]
fn every_ladder_of_a_hearing() {
    let printed = Printed::new();
    let (mut lived, mut expected) = (Table::new(), Table::new());
    let parties = u32::try_from(TOWNS.len()).unwrap();
    for opened in printed.days() {
        let mut world = World::drafted("strategy");
        world.today = opened;
        let deadline = printed.forward(opened + Days::new(43));
        world.does(open(&deadline.to_string()));
        let reminded = printed.back(deadline - Days::new(1));
        let escalated = printed.after(reminded, 5).max(printed.forward(deadline + Days::new(3)));
        let closed = (deadline + Days::new(8)).max(escalated + Days::new(1));
        live(&mut world, closed, &mut lived);
        assert!(matches!(world.state().case.as_ref().unwrap().phase, Phase::Assessment(_)), "{opened}");
        add(&mut expected, printed.forward(opened + Days::new(7)), Rung::NotStarted(7), parties);
        for n in [14, 7, 1] {
            let on = printed.back(deadline - Days::new(n));
            add(&mut expected, on, Rung::Before(u32::try_from(n).unwrap()), parties);
        }
        add(&mut expected, escalated, Rung::Escalation, parties);
    }
    assert_eq!(lived, expected);
}

#[test]
fn every_ladder_of_a_council() {
    let printed = Printed::new();
    let (mut lived, mut expected) = (Table::new(), Table::new());
    let mut asked = World::endorsing("strategy");
    for town in &TOWNS[1..] {
        asked.does(record(town, Outcome::Endorsed));
    }
    for meeting in printed.days().step_by(7) {
        let mut world = World { kinds: kinds(), state: asked.state.clone(), ..World::new() };
        world.today = meeting - Days::new(40);
        // As if the council had been asked on that day.
        let case = world.state.as_mut().unwrap().case.as_mut().unwrap();
        let Phase::Endorsement(endorsement) = &mut case.phase else { panic!("the councils have been asked") };
        endorsement.asked_on = world.today;
        let plan = crate::Desk::PlanMeeting { municipality: party(TOWNS[0]), meeting_date: meeting, papers_due: None };
        world.does(plan);
        live(&mut world, meeting + Months::new(13), &mut lived);
        add(&mut expected, printed.back(meeting - Days::new(14)), Rung::Before(14), 1);
        for n in 1..=12 {
            add(&mut expected, printed.forward(meeting + Months::new(n)), Rung::Monthly(n), 1);
        }
        add(&mut expected, printed.after(printed.forward(meeting + Months::new(3)), 5), Rung::Escalation, 1);
    }
    assert_eq!(lived, expected);
}

#[test]
fn every_ladder_of_a_revision() {
    let printed = Printed::new();
    let (mut lived, mut expected) = (Table::new(), Table::new());
    let started = World::in_force("strategy");
    for falls_due in printed.days().step_by(5).map(|day| day + Days::new(1)) {
        let mut world = World { kinds: kinds(), state: started.state.clone(), ..World::new() };
        world.today = falls_due - Months::new(26);
        let edition = world.state.as_mut().unwrap().in_force.as_mut().unwrap();
        (edition.revision_due, edition.adopted_on) = (Some(falls_due), falls_due - Months::new(48));
        live(&mut world, falls_due + Months::new(3), &mut lived);
        let opens = falls_due - Months::new(12);
        assert!(world.log.iter().any(|event| matches!(event, Event::RevisionStarted { on, .. } if *on == opens)));
        for n in [12, 6, 3, 1] {
            add(&mut expected, printed.back(opens - Months::new(n)), Rung::Opening(n), 1);
        }
        for n in [6, 3, 1] {
            add(&mut expected, printed.back(falls_due - Months::new(n)), Rung::Notice(n), 1);
        }
        for n in 1..=3 {
            let on = printed.forward(falls_due + Months::new(n));
            if on <= falls_due + Months::new(3) {
                add(&mut expected, on, Rung::Overdue(n), 1);
            }
        }
    }
    assert_eq!(lived, expected);
}

#[test]
fn a_day_that_was_missed_is_made_good_on_the_next_and_never_twice() {
    let printed = Printed::new();
    for away in [1, 3, 9, 30] {
        let mut world = World::drafted("strategy");
        world.today = day("2027-03-01");
        let deadline = printed.forward(day("2027-03-01") + Days::new(43));
        world.does(open(&deadline.to_string()));
        let mut seen: BTreeSet<(String, Rung)> = BTreeSet::new();
        while world.phase() == "hearing" {
            world.today = world.today + Days::new(away);
            for event in world.time() {
                if let Event::Reminded { party, rung, skipped, .. } = event {
                    for rung in skipped.into_iter().chain([rung]) {
                        assert!(seen.insert((party.to_string(), rung)), "{party} {rung:?} twice");
                    }
                }
            }
        }
        assert!(!seen.is_empty() && world.today <= deadline + Days::new(13 + away));
    }
}
