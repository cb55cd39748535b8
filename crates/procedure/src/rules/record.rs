//! What the log tells people agrees with what it means for the rules.

use super::world::*;
use crate::{
    Act, Desk, Document, Event, HowReconciled, NextStep, Outcome, Position, Purpose, Recorded, Verdict,
    record::{CaseEnd, Record},
};
use chrono::DateTime;

/// A log as the ledger keeps it.
pub fn recorded(log: &[Event]) -> Vec<Recorded> {
    let line = |(seq, event): (u32, &Event)| Recorded {
        seq,
        at: DateTime::UNIX_EPOCH,
        actor: "coordinator:kari".to_owned(),
        event: event.clone(),
    };
    (1..).zip(log).map(line).collect()
}

/// Holds the record of a log against the state the same log leads to.
pub fn agrees(state: &Document, log: &[Event]) {
    let lines = recorded(log);
    let record = Record::of(&lines);
    assert_eq!(Record::of_public(&lines), without_private(record.clone()));
    assert_eq!(u32::try_from(record.versions.len()).unwrap(), state.versions);
    assert_eq!(record.cases.len(), usize::try_from(state.cases).unwrap());
    assert_eq!(u32::try_from(record.editions.len()).unwrap(), state.editions);
    assert_eq!(record.ended.as_ref().map(|ended| ended.what), state.end);
    let answers: Vec<u32> = record.rounds().flat_map(|(_, round)| &round.answers).map(|a| a.mark.seq).collect();
    assert_eq!(answers, state.statements.iter().map(|filed| filed.seq).collect::<Vec<_>>());
    for filed in &state.statements {
        let (round, answer) = record.answer(filed.seq).unwrap();
        assert_eq!((round.number, &answer.what.statement.party), (filed.round, &filed.party));
    }
    let Some(case) = &state.case else {
        assert!(record.cases.last().is_some_and(|case| case.ended.is_some()));
        return;
    };
    let told = record.case(case.number).unwrap();
    assert_eq!(told.ended, None);
    assert!(told.left.iter().all(|party| !case.has_party(party)));
    assert_eq!(u32::try_from(told.rounds.len()).unwrap(), case.rounds);
    if let Some(hearing) = case.hearing() {
        let round = record.round(case.number, hearing.round).unwrap();
        assert_eq!((round.common_deadline, round.opened_on), (hearing.deadline, hearing.opened_on));
        for track in &hearing.tracks {
            assert_eq!(round.deadline(&track.party), track.deadline);
            let standing = round.standing(&track.party);
            assert_eq!(standing.is_some_and(|answer| round.late(&answer.what.statement)), track.late());
            assert_eq!(standing.map(|answer| answer.mark.seq), track.statement.as_ref().map(|s| s.seq));
        }
        for remark in &case.remarks {
            let verdict = round.verdict(&remark.id);
            assert_eq!(verdict.map(|given| given.what.verdict), remark.verdict);
            assert_eq!(verdict.is_some_and(|given| given.what.approved.is_some()), remark.approved);
        }
    }
    if let Some(endorsement) = case.endorsement() {
        for entry in told.standing_decisions() {
            let track = endorsement.track(&entry.what.party);
            assert!(track.is_none_or(|track| track.decision.as_ref() == Some(&entry.what.decision)));
        }
        let decided = endorsement.tracks.iter().filter(|track| track.decision.is_some()).count();
        let said = told.standing_decisions().filter(|entry| endorsement.track(&entry.what.party).is_some()).count();
        assert_eq!(said, decided);
    }
}

/// What anyone may be told: no draft's text, nothing of who had the matter, nothing that committees and executives said, no talks about an objection,
/// and not who approved a verdict.
fn without_private(mut record: Record) -> Record {
    record.versions.clear();
    record.handed_over.clear();
    for case in &mut record.cases {
        case.treatments.clear();
        case.left.clear();
        case.objections.clear();
        for round in &mut case.rounds {
            round.settlements.clear();
            let given = round.verdicts.values_mut().flatten();
            given.for_each(|verdict| verdict.what.approved = None);
        }
    }
    record
}

#[test]
fn a_record_tells_each_answer_with_its_revisions_round_and_version() {
    let mut world = World::drafted("strategy");
    world.does(open("2027-01-04"));
    world.acts(1, submit(Position::WithRemarks, &["s1"]));
    world.acts(1, submit(Position::Supports, &[]));
    world.does(receive("3334", statement(Position::WithoutRemarks, &[])));
    let record = Record::of(&recorded(&world.log));
    let round = record.round(1, 1).unwrap();
    assert_eq!(round.version, 1);
    let revisions: Vec<u32> = round.answers_of(&party("3303")).map(|a| a.what.statement.revision).collect();
    assert_eq!(revisions, [1, 2]);
    assert_eq!(round.standing(&party("3303")).unwrap().what.statement.position, Position::Supports);
    assert!(round.standing(&party("3334")).unwrap().what.channel.is_some());
    assert_eq!(round.standing(&party("3336")), None);
}

#[test]
fn a_record_keeps_one_partys_extension_to_that_party() {
    let mut world = World::drafted("strategy");
    world.does(open("2027-01-04"));
    let longer = day("2027-01-18");
    world.does(Desk::ExtendDeadline { municipality: Some(party("3303")), deadline: longer, reason: why().into() });
    let record = Record::of(&recorded(&world.log));
    let round = record.round(1, 1).unwrap();
    assert_eq!((round.common_deadline, round.deadline(&party("3334"))), (day("2027-01-04"), day("2027-01-04")));
    assert_eq!(round.deadline(&party("3303")), longer);
}

#[test]
fn a_record_tells_a_verdict_with_all_that_stood_before_it() {
    let mut world = World::drafted("strategy");
    world.does(open("2027-01-04"));
    world.does(receive("3303", statement(Position::WithRemarks, &["s1"])));
    world.today = day("2027-01-20");
    world.time();
    world.does(assess("r1", Verdict::Noted));
    world.does(assess("r1", Verdict::Accommodated));
    let record = Record::of(&recorded(&world.log));
    let round = record.round(1, 1).unwrap();
    let verdicts: Vec<Verdict> = round.verdicts[&"r1".into()].iter().map(|given| given.what.verdict).collect();
    assert_eq!(verdicts, [Verdict::Noted, Verdict::Accommodated]);
}

#[test]
fn a_record_tells_how_an_amended_text_was_taken_and_what_a_committee_said() {
    let mut world = World::drafted("strategy");
    world.does(open("2027-01-04"));
    world.today = day("2027-01-20");
    world.time();
    world.does(finish(NextStep::Endorsement, None));
    let link = u32::try_from(world.state().links.len()).unwrap();
    world.acts(link, treat());
    world.does(record_on("3303", Outcome::EndorsedAmended, "2027-01-20"));
    world.does(Desk::ReconcileDecision {
        municipality: party("3303"),
        how: HowReconciled::Reservation,
        reason: why().into(),
    });
    let record = Record::of(&recorded(&world.log));
    let case = record.case(1).unwrap();
    let taken = case.standing_decisions().next().unwrap().what.reconciled.clone();
    assert_eq!(taken.map(|(how, _)| how), Some(HowReconciled::Reservation));
    assert_eq!(case.treatments(Purpose::Council, 0).count(), 1);
    assert_eq!(case.treatments(Purpose::Hearing, 1).count(), 0);
}

#[test]
fn a_record_ends_a_case_when_its_edition_comes_into_force() {
    let world = World::in_force("strategy");
    let record = Record::of(&recorded(&world.log));
    assert_eq!(record.case(1).unwrap().ended.as_ref().map(|ended| ended.what), Some(CaseEnd::InForce));
    assert!(record.editions[0].what.since.is_some());
}

#[test]
fn files_become_public_with_the_text_they_belong_to() {
    let mut world = World::drafted("strategy");
    let attach = |name: &str| Desk::Attach { file: crate::Hash::of(name.as_bytes()), title: name.to_owned() };
    let public = |world: &World| -> Vec<bool> {
        Record::of(&recorded(&world.log)).files.iter().map(|attached| attached.what.public).collect()
    };
    world.does(attach("kart"));
    assert_eq!(public(&world), [false]);
    world.does(open("2027-01-04"));
    assert_eq!(public(&world), [true]);
    world.acts(1, Act::Start);
    world.does(attach("rapport"));
    assert_eq!(public(&world), [true, true]);
}
