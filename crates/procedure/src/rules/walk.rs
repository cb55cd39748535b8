//! Whatever is asked in whatever order: the log replays to the state, phases follow the table, nobody is told twice.

use super::world::*;
use crate::{
    Access, Act, Calendar, Command, Desk, Document, Event, HowReconciled, MediationStep, NextStep, ObjectionStep,
    Outcome, PhaseName, Position, Possibility, Refusal, Role, Rung, StatementDraft, To, Verdict, access, due, fold,
    letters,
};
use chrono::TimeDelta;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Everything that might be asked, sensible or not; `n` chooses whom it is about.
#[expect(clippy::too_many_lines, reason = "a list: a line a command")]
fn commands(world: &World, n: usize) -> Vec<Command> {
    let town = TOWNS[n % 3];
    let on = world.today;
    let later = on + TimeDelta::days(40 + i64::try_from(n % 30).unwrap());
    let link = u32::try_from(n % world.state().links.len().max(1) + 1).unwrap();
    let version = ["s1", "s1 s2", "s1* s2", "s2 s3"][n % 4];
    let mut decided =
        decision([Outcome::Endorsed, Outcome::EndorsedAmended, Outcome::Rejected, Outcome::Postponed][n % 4]);
    decided.meeting_date = on;
    decided.postponed_to = decided.postponed_to.map(|_| later);
    let answer = match n % 5 {
        0 => StatementDraft { legal_basis: Some(why()), ..statement(Position::FormalObjection, &["s1"]) },
        1 | 3 => statement(Position::Supports, &[]),
        _ => statement(Position::WithRemarks, &["s1"]),
    };
    let remark = world.state().case.as_ref().and_then(|c| c.remarks.get(n % 3)).map_or("r9".into(), |r| r.id.clone());
    let next = [NextStep::Endorsement, NextStep::Adoption, NextStep::FullHearing, NextStep::LimitedHearing][n % 4];
    let how = if n.is_multiple_of(2) { HowReconciled::Reservation } else { HowReconciled::NewText };
    let reopen = Desk::ReopenHearing { deadline: later, reason: why().into() };
    let decided_by = || Some(by(["regional_council", "municipal_council"][n % 2], &on.to_string()));
    let sending = [None, Some(by("joint_board", &on.to_string()))][n % 2].clone();
    let mediation = [MediationStep::Asked, MediationStep::Agreed, MediationStep::NotAgreed][n % 3];
    let step = [ObjectionStep::Dialogue, ObjectionStep::SentToMinistry, ObjectionStep::NotUpheld][n % 3];
    let desk = [
        text(version),
        Desk::OpenHearing {
            deadline: later,
            parties: None,
            letter: None,
            reason: Some(why().into()),
            decision: sending.clone(),
        },
        Desk::ScheduleHearing {
            on: on + TimeDelta::days(3),
            deadline: later + TimeDelta::days(30),
            parties: None,
            letter: None,
            reason: Some(why().into()),
            decision: sending.clone(),
        },
        Desk::CancelSchedule { reason: why() },
        Desk::ExemptStatement {
            municipality: party(town),
            legal_basis: why(),
            redacted: (n.is_multiple_of(2)).then(|| crate::Hash::of(b"redacted")),
            redacted_file: None,
            statement: None,
        },
        Desk::DiscloseStatement { municipality: party(town), reason: why(), statement: None },
        Desk::RecordStatement { municipality: party(town), statement: answer.clone(), received_on: on, channel: why() },
        Desk::ExtendDeadline {
            municipality: (n.is_multiple_of(2)).then(|| party(town)),
            deadline: later,
            reason: why().into(),
        },
        Desk::RefuseExtension { municipality: party(town), reason: why() },
        Desk::InviteAgain { municipality: party(town), contact: None },
        Desk::Remind { municipality: None },
        Desk::PauseReminders { reason: why() },
        Desk::ResumeReminders {},
        Desk::CloseHearing {},
        reopen,
        Desk::AssessRemark { remark, verdict: Verdict::Noted, reason: why().into(), based_on: None },
        Desk::SettleObjection { municipality: party(COUNTY), how: why(), date: on, reason: why() },
        finish(next, (!n.is_multiple_of(3)).then_some(n % 3 == 1)),
        Desk::AdvanceObjection { municipality: party(COUNTY), step, date: on, reason: why(), sections: Vec::new() },
        Desk::RecordMediation { step: mediation, date: on, reason: why() },
        Desk::WaiveProgramme { reason: why() },
        Desk::RecordLeaving { municipality: party(town), received_on: on, reason: why().into() },
        Desk::PlanMeeting { municipality: party(town), meeting_date: later, papers_due: None },
        Desk::RecordDecision { municipality: party(town), decision: decided.clone() },
        Desk::ReconcileDecision { municipality: party(town), how, reason: why().into() },
        Desk::ConcludeEndorsement { reason: why() },
        Desk::GoOnWithout { municipality: party(town), reason: why().into(), decision: None },
        Desk::Adopt {
            body: "Regionrådet".to_owned(),
            meeting_date: on,
            case_number: why(),
            votes: None,
            in_force_from: if n.is_multiple_of(2) { on } else { later },
            extract: None,
        },
        Desk::ReturnToDrafting { reason: why().into() },
        Desk::Attach { file: crate::Hash::of(b"a map"), title: why() },
        Desk::NumberCase { case_number: n.to_string() },
        Desk::StartRevision {},
        Desk::Prolong {
            until: later + TimeDelta::days(3000),
            reason: why().into(),
            decision: decided_by(),
            decisions: Vec::new(),
        },
    ];
    // Ends are rare, so that walks get far.
    let ends = [
        Desk::Withdraw { reason: why().into(), until: Some(later), decision: None },
        Desk::Repeal { reason: why().into(), decision: decided_by(), decisions: Vec::new() },
    ];
    let acts = [
        Act::Start,
        Act::Submit { statement: answer, based_on: None },
        Act::AskExtension { until: None, reason: why() },
        Act::AskQuestion { question: why() },
        Act::AddColleague { contact: format!("{town}-colleague").as_str().into() },
        Act::HandOver { contact: contact(town, Role::Registry) },
        Act::Disown { reason: why() },
        Act::Decide { decision: decided, about: None, based_on: None },
        Act::PlanMeeting { meeting_date: later },
        Act::RemoveColleague { link: 4 },
        treat(),
        Act::AskNewLink,
    ];
    let mut all: Vec<Command> = desk.into_iter().map(Command::Desk).collect();
    all.extend(acts.into_iter().map(|act| Command::Officer { link, act }));
    all.extend(ends.into_iter().filter(|_| n.is_multiple_of(23)).map(Command::Desk));
    all
}

/// The edges of the procedure: nothing but these leads from one phase to another.
fn leads(from: PhaseName, event: &Event, to: PhaseName) -> bool {
    use PhaseName as P;
    match event {
        _ if from == to => true,
        Event::HearingOpened { .. } => (from, to) == (P::Drafting, P::Hearing),
        Event::HearingClosed { .. } => (from, to) == (P::Hearing, P::Assessment),
        Event::HearingReopened { .. } => (from, to) == (P::Assessment, P::Hearing),
        Event::AssessmentFinished { .. } => {
            matches!((from, to), (P::Assessment, P::Endorsement | P::Adoption | P::Drafting))
                || (from, to) == (P::Endorsement, P::Drafting)
        }
        Event::DecisionReconciled { .. } => matches!((from, to), (P::Endorsement | P::Adoption, P::Assessment)),
        Event::EndorsementConcluded { .. } => {
            matches!((from, to), (P::Endorsement, P::Adoption) | (P::Adoption, P::Endorsement))
        }
        Event::ReturnedToDrafting { .. } => matches!((from, to), (P::Endorsement | P::Adoption, P::Drafting)),
        Event::CameIntoForce { .. } => (from, to) == (P::Adoption, P::InForce),
        Event::RevisionStarted { .. } => (from, to) == (P::InForce, P::Drafting),
        Event::Withdrawn { .. } => matches!(to, P::Withdrawn | P::InForce),
        Event::Repealed { .. } => to == P::Repealed,
        _ => false,
    }
}

/// An adopted edition stays adopted until it is in force, and stays in force until another is: only a repeal ends it.
fn keeps_adoption(was: &Document, event: &Event, now: &Document) -> bool {
    let edition = |document: &Document| document.in_force.as_ref().map(|edition| edition.edition);
    let came = matches!(event, Event::CameIntoForce { .. }) && edition(now) == Some(was.editions);
    let waits = was.coming().is_none() || was.coming() == now.coming() || came;
    let holds = was.in_force.is_none() || edition(was) == edition(now) || came;
    matches!(event, Event::Repealed { .. }) || (waits && holds && was.editions <= now.editions)
}

/// Takes events in, one by one, and holds each against what must always be true.
struct Watched {
    world: World,
    reminded: BTreeSet<(String, Rung, String, String)>,
}

impl Watched {
    fn take(&mut self, events: Vec<Event>) {
        for event in events {
            let was = self.world.state().clone();
            let before = was.phase();
            self.world.take(vec![event.clone()]);
            let state = self.world.state();
            assert!(leads(before, &event, state.phase()), "{before:?} {event:?} {:?}", state.phase());
            assert!(keeps_adoption(&was, &event, state), "{event:?} takes an adoption back");
            assert_eq!(serde_json::from_value::<Event>(serde_json::to_value(&event).unwrap()).unwrap(), event);
            let post = letters(state, &event);
            let told: Vec<_> = post
                .letters
                .iter()
                .map(|l| format!("{:?} {:?} {:?} {:?} {}", l.kind, l.to, l.party, l.link, l.copy))
                .collect();
            assert_eq!(told.iter().collect::<BTreeSet<_>>().len(), told.len(), "{event:?} {told:?}");
            for letter in &post.letters {
                let named = letter.link.and_then(|number| state.link(number));
                assert!(letter.link.is_none() || named.is_some_and(|l| Some(&l.party) == letter.party.as_ref()));
                assert!(!letter.copy || letter.link.is_none(), "a registry's copy holds no link");
            }
            if let Event::Reminded { party, rung, deadline, on, .. } = &event {
                let day = if *rung == Rung::Manual { on.to_string() } else { String::new() };
                let key = (party.to_string(), *rung, format!("{deadline} {} {}", state.cases, round(state)), day);
                assert!(self.reminded.insert(key), "reminded twice: {event:?}");
            }
        }
        let state = self.world.state();
        let kept = serde_json::to_string(state).unwrap();
        assert_eq!(&serde_json::from_str::<crate::Document>(&kept).unwrap(), state, "what is kept is what is read");
        assert_eq!(fold(&self.world.log).as_ref(), Some(state));
        assert_eq!(usize::try_from(state.seq).unwrap(), self.world.log.len());
    }

    fn time(&mut self) {
        // What came into force long ago has its own notices: a second look finds them.
        for _ in 0..2 {
            for command in due(self.world.state(), self.world.today) {
                // The first of them may have made the next needless.
                let command = match command {
                    Calendar::CountPublicAnswers { .. } => counted(0, 0),
                    other => other,
                };
                if let Ok(events) = self.world.try_command(&Command::Calendar(command)) {
                    self.take(events);
                }
            }
        }
        assert_eq!(due(self.world.state(), self.world.today), []);
    }
}

/// What is accepted is offered, and what is offered is accepted or lacks something a person can provide.
fn offers(world: &World, all: &[Command]) {
    let offered = world.possible();
    let names: BTreeSet<&str> = offered.iter().map(|(name, _)| *name).collect();
    assert_eq!(names.len(), offered.len(), "each command is answered for once");
    for command in all {
        let Command::Desk(desk) = command else { continue };
        let name: &'static str = desk.into();
        let answer = offered.iter().find(|(known, _)| *known == name).map(|(_, answer)| answer).expect(name);
        if world.try_command(command).is_ok() {
            assert!(answer.is_offered(), "{name} is accepted, but {answer:?}");
        }
    }
    for (name, answer) in offered {
        if let Possibility::Needs(refusal) = answer {
            let mended = matches!(refusal, Refusal::Unreachable { .. });
            assert!(mended, "{name} is offered, but every example of it is refused: {refusal:?}");
        }
    }
}

/// A step is its events applied, and its letters are those of the events, one to an address, each to somebody of the
/// party it is for. The writer, the preview and the forecast all send what a step says.
fn stepped(world: &World, command: &Command) {
    let (Ok(events), Ok(step)) = (world.try_command(command), world.step(command)) else {
        assert!(world.try_command(command).is_err() && world.step(command).is_err(), "{command:?}");
        return;
    };
    let mut state = Some(world.state().clone());
    for (event, happened) in events.iter().zip(&step.events) {
        crate::evolve(&mut state, event);
        let after = state.as_ref().unwrap();
        assert_eq!((&happened.event, happened.seq), (event, after.seq));
        let meant = letters(after, event);
        assert_eq!(happened.cancels, meant.cancel);
        let mut told = BTreeSet::new();
        for letter in &happened.letters {
            assert!(
                meant.letters.iter().any(|l| (l.kind, &l.party, l.link) == (letter.kind, &letter.party, letter.link))
            );
            let Some(known) = letter.contact.as_ref().and_then(|id| world.roster.contacts.get(id)) else { continue };
            assert!(known.party.is_none() || known.party == letter.party, "{letter:?}");
            assert!(told.insert((format!("{:?}", letter.kind), &letter.party, known.address.to_lowercase())));
        }
        let reached = |l: &crate::Letter| happened.letters.iter().any(|a| (a.kind, &a.party) == (l.kind, &l.party));
        assert!(meant.letters.iter().filter(|l| !matches!(l.to, To::Coordinators)).all(reached), "{event:?}");
    }
    assert_eq!((events.len(), Some(&step.state)), (step.events.len(), state.as_ref()));
}

/// A link takes exactly what `access` says it opens.
fn opens(world: &World) {
    let state = world.state();
    for (number, link) in (1..).zip(&state.links) {
        let takes = |act: Act| world.try_command(&Command::Officer { link: number, act }).is_ok();
        let mut decided = decision(Outcome::Endorsed);
        decided.meeting_date = world.today;
        let opened = access(state, link);
        let answers = takes(Act::Submit { statement: statement(Position::Supports, &[]), based_on: None });
        let decides = takes(Act::Decide { decision: decided, about: None, based_on: None });
        assert_eq!(answers, opened == Access::Answer, "{opened:?} {:?}", state.phase());
        assert_eq!(decides, opened == Access::Decide, "{opened:?} {:?}", state.phase());
        assert_eq!(takes(treat()), opened.takes_treatment(), "{opened:?} {:?}", state.phase());
        if !matches!(opened, Access::Answer | Access::Decide) {
            assert!(!takes(Act::PlanMeeting { meeting_date: world.today }), "{opened:?}");
            assert!(!takes(Act::Start) && !takes(Act::Disown { reason: why() }), "{opened:?}");
        }
        let asks = takes(Act::AskQuestion { question: why() });
        assert_eq!(asks, opened == Access::Answer, "{opened:?} {:?}", state.phase());
    }
}

/// A round of hearing, or the text the councils were asked about.
fn round(state: &crate::Document) -> String {
    let Some(case) = &state.case else { return String::new() };
    format!("{} {:?}", case.rounds, case.endorsement().map(|e| (&e.content, e.asked_on)))
}

fn waiting_for_its_day(kind: &str) -> Watched {
    let mut world = World::adopting(kind);
    world.does(adopt("2027-02-01"));
    Watched { world, reminded: BTreeSet::new() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_walk_keeps_its_promises(
        kind in prop::sample::select(vec!["strategy", "action_plan", "project_plan", "intermunicipal_plan"]),
        steps in prop::collection::vec((any::<usize>(), any::<usize>(), 0_i64..25), 1..160),
    ) {
        let mut walk = Watched { world: World::created(kind), reminded: BTreeSet::new() };
        for (choice, n, days) in steps {
            if choice.is_multiple_of(3) {
                walk.world.today += TimeDelta::days(days);
                walk.time();
                continue;
            }
            let all = commands(&walk.world, n % 1000);
            offers(&walk.world, &all);
            opens(&walk.world);
            // A step takes the first of a few commands that is allowed, so that walks get somewhere.
            let mut events = Vec::new();
            for ahead in 0..4 {
                let command = &all[(choice / 3 + ahead * 7) % all.len()];
                stepped(&walk.world, command);
                match walk.world.try_command(command) {
                    Ok(found) => {
                        events = found;
                        break;
                    }
                    Err(refusal) => prop_assert!(!refusal.name().is_empty()),
                }
            }
            walk.take(events);
        }
        super::record::agrees(walk.world.state(), &walk.world.log);
    }

    #[test]
    fn whatever_is_asked_an_adopted_edition_comes_into_force_unless_it_is_repealed(
        asked in prop::collection::vec((any::<usize>(), any::<usize>()), 1..40),
    ) {
        let mut walk = waiting_for_its_day("strategy");
        for (choice, n) in asked {
            let all = commands(&walk.world, n % 1000);
            if let Ok(events) = walk.world.try_command(&all[choice % all.len()]) {
                walk.take(events);
            }
        }
        walk.world.today = day("2027-02-01");
        walk.time();
        prop_assert!(matches!(walk.world.state().phase(), PhaseName::InForce | PhaseName::Repealed));
    }
}
