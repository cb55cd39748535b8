//! Hearing: answers, deadlines, reminders and the end.

use super::due::let_pass;
use super::record::recorded;
use super::world::*;
use crate::{
    Act, Cancel, Desk, Event, LetterKind, NextStep, Outcome, Position, Refusal, Rung, letters, record::Record,
};

fn extend(town: Option<&str>, deadline: &str) -> Desk {
    Desk::ExtendDeadline { municipality: town.map(party), deadline: day(deadline), reason: why().into() }
}

#[test]
fn a_letter_on_paper_is_recorded_as_an_answer() {
    let mut world = World::heard("strategy");
    let paper = receive("3334", statement(Position::Supports, &[]));
    let events = world.does(paper.clone());
    assert!(matches!(&events[0], Event::StatementRecorded { statement, .. } if statement.revision == 1));
    world.does(paper);
    let unknown = Refusal::UnknownMunicipality { municipality: party("0301") };
    world.refuses(receive("0301", statement(Position::Supports, &[])), unknown);
    let Desk::RecordStatement { municipality, statement, received_on, .. } =
        receive("3334", statement(Position::Supports, &[]))
    else {
        unreachable!()
    };
    let by = |channel: &str, received_on| Desk::RecordStatement {
        municipality: municipality.clone(),
        statement: statement.clone(),
        received_on,
        channel: channel.to_owned(),
    };
    world.refuses(by(" ", received_on), Refusal::ChannelMissing);
    world.refuses(by("letter", day("2026-11-24")), Refusal::DayInFuture);
    let opened_on = day("2026-11-23");
    world.refuses(by("letter", day("2026-11-22")), Refusal::ReceivedBeforeHearing { opened_on });
}

#[test]
fn an_answer_says_what_its_position_calls_for() {
    let world = World::heard("strategy");
    let answer = |position, sections: &[&str]| receive("3303", statement(position, sections));
    world.refuses(answer(Position::WithRemarks, &[]), Refusal::RemarksMissing);
    world.refuses(answer(Position::Opposes, &[]), Refusal::RemarksMissing);
    world.refuses(answer(Position::WithoutRemarks, &["s1"]), Refusal::RemarksNotExpected);
    world.refuses(answer(Position::WithRemarks, &["s9"]), Refusal::SectionUnknown);
    world.refuses(answer(Position::FormalObjection, &["s1"]), Refusal::ObjectionNotForKind);
    world.try_to(answer(Position::NoOpinion, &[])).unwrap();
    let plan = World::heard("intermunicipal_plan");
    let unfounded = answer(Position::FormalObjection, &["s1"]);
    plan.refuses(unfounded, Refusal::ObjectionByParticipant);
    let mut objection = statement(Position::FormalObjection, &["s1"]);
    objection.legal_basis = Some("pbl. § 5-4".to_owned());
    plan.refuses(receive("3303", objection), Refusal::ObjectionByParticipant);
}

#[test]
fn remarks_that_stay_keep_their_number() {
    let mut world = World::heard("strategy");
    world.acts(1, submit(Position::WithRemarks, &["s1", "s2"]));
    world.acts(1, submit(Position::WithRemarks, &["s2", "s1"]));
    let ids: Vec<_> = world.state().case.as_ref().unwrap().remarks.iter().map(|r| r.id.as_str()).collect();
    assert_eq!(ids, ["r2", "r1"]);
}

#[test]
fn deadlines_only_move_forward() {
    let mut world = World::heard("strategy");
    let now = Refusal::DeadlineNotLater { deadline: day("2027-01-04") };
    world.refuses(extend(None, "2027-01-04"), now.clone());
    world.refuses(extend(Some("3303"), "2026-12-01"), now);
    world.refuses(extend(Some("0301"), "2027-02-01"), Refusal::UnknownMunicipality { municipality: party("0301") });
    let silent =
        Desk::ExtendDeadline { municipality: None, deadline: day("2027-02-01"), reason: " ".to_owned().into() };
    world.refuses(silent, Refusal::ReasonMissing);
    world.does(extend(Some("3303"), "2027-01-18"));
    world.does(extend(None, "2027-01-11"));
    let hearing = world.state().case.as_ref().unwrap().hearing().unwrap();
    assert_eq!(hearing.track(&party("3303")).unwrap().deadline, day("2027-01-18"));
    assert_eq!(hearing.track(&party("3334")).unwrap().deadline, day("2027-01-11"));
    world.today = day("2027-01-20");
    world.refuses(extend(None, "2027-01-19"), Refusal::DeadlinePassed);
}

#[test]
fn more_time_is_refused_only_to_who_asked() {
    let mut world = World::heard("strategy");
    let refuse = |town| Desk::RefuseExtension { municipality: party(town), reason: why() };
    world.refuses(refuse("3303"), Refusal::NoExtensionAsked);
    world.refuses(refuse("0301"), Refusal::UnknownMunicipality { municipality: party("0301") });
    world.acts(1, Act::AskExtension { until: None, reason: why() });
    let silent = Desk::RefuseExtension { municipality: party("3303"), reason: String::new() };
    world.refuses(silent, Refusal::ReasonMissing);
    world.does(refuse("3303"));
    world.refuses(refuse("3303"), Refusal::NoExtensionAsked);
}

#[test]
fn a_new_link_takes_the_old_ones_place() {
    let mut world = World::heard("strategy");
    let invite =
        |town: &str, to: Option<&str>| Desk::InviteAgain { municipality: party(town), contact: to.map(Into::into) };
    world.does(invite("3303", None));
    assert!(world.state().link(1).unwrap().replaced);
    assert!(!world.state().link(4).unwrap().replaced);
    world.refuses(invite("0301", None), Refusal::UnknownMunicipality { municipality: party("0301") });
    world.refuses(invite("3303", Some("nobody")), Refusal::UnknownContact);
    world.refuses(invite("3303", Some("3334-registry")), Refusal::ContactOfAnother);
    world.does(invite("3303", Some("3303-registry")));
    world.unreachable("3303");
    world.refuses(invite("3303", None), Refusal::Unreachable { municipality: party("3303") });
    world.refuses(invite("3303", Some("3303-registry")), Refusal::Unreachable { municipality: party("3303") });
}

#[test]
fn an_answer_takes_back_the_reminders_there_are() {
    let takes_back = |world: &World, event: &Event| -> Vec<Cancel> { letters(world.state(), event).cancel };
    let of =
        |town: &str, kind: LetterKind| Cancel { party: Some(party(town)), kinds: vec![kind, LetterKind::Escalation] };
    let all = |kind: LetterKind| Cancel { party: None, kinds: vec![kind, LetterKind::Escalation] };

    let mut world = World::heard("strategy");
    let answer = |world: &mut World, town: &str| {
        let answered = world.does(receive(town, statement(Position::Supports, &[])));
        takes_back(world, &answered[0])
    };
    assert_eq!(answer(&mut world, "3303"), []);
    world.does(Desk::Remind { municipality: Some(party("3334")) });
    assert_eq!(answer(&mut world, "3334"), [of("3334", LetterKind::HearingReminder)]);
    assert_eq!(answer(&mut world, "4030"), []);
    world.today = day("2027-01-05");
    let closed = world.does(Desk::CloseHearing {});
    assert_eq!(takes_back(&world, &closed[0]), [all(LetterKind::HearingReminder)]);

    world.does(finish(NextStep::Endorsement, None));
    let decided = world.does(record("3303", Outcome::Endorsed));
    assert_eq!(takes_back(&world, &decided[0]), []);
    world.does(Desk::Remind { municipality: Some(party("3334")) });
    let decided = world.does(record("3334", Outcome::Endorsed));
    assert_eq!(takes_back(&world, &decided[0]), [of("3334", LetterKind::CouncilReminder)]);
    let decided = world.does(record("4030", Outcome::Endorsed));
    assert_eq!(takes_back(&world, &decided[0]), []);
    assert_eq!(takes_back(&world, &decided[1]), [all(LetterKind::CouncilReminder)]);
}

#[test]
fn a_reminder_by_hand_goes_once_a_day_to_who_is_silent() {
    let mut world = World::heard("strategy");
    let remind = |town: Option<&str>| Desk::Remind { municipality: town.map(party) };
    world.acts(1, submit(Position::Supports, &[]));
    world.refuses(remind(Some("3303")), Refusal::NobodyToRemind);
    world.refuses(remind(Some("0301")), Refusal::UnknownMunicipality { municipality: party("0301") });
    let events = world.does(remind(Some("3334")));
    assert!(matches!(&events[0], Event::Reminded { rung: Rung::Manual, .. }));
    world.refuses(remind(Some("3334")), Refusal::RemindedToday);
    assert_eq!(world.does(remind(None)).len(), 1);
    world.refuses(remind(None), Refusal::NobodyToRemind);
}

#[test]
fn a_hearing_runs_its_time_unless_all_have_answered() {
    let mut world = World::heard("strategy");
    world.refuses(Desk::CloseHearing {}, Refusal::HearingMustRun { until: day("2027-01-04") });
    for link in 1..=3 {
        world.acts(link, submit(Position::Supports, &[]));
    }
    world.does(Desk::CloseHearing {});
    assert_eq!(world.phase(), "assessment");
    world.refuses(Desk::CloseHearing {}, Refusal::NotInThisPhase);
}

fn late(world: &World, town: &str) -> bool {
    world.state().case.as_ref().unwrap().hearing().unwrap().track(&party(town)).unwrap().late()
}

#[test]
fn an_answer_is_late_by_its_own_deadline_with_all_the_time_that_was_given() {
    let mut world = World::heard("strategy");
    world.today = day("2027-01-05");
    world.acts(1, submit(Position::Supports, &[]));
    world.acts(2, submit(Position::Supports, &[]));
    assert!(late(&world, "3303") && late(&world, "3334") && !late(&world, "4030"));
    let round = |world: &World| Record::of(&recorded(&world.log)).rounds().next().unwrap().1.clone();
    let told = |world: &World, town: &str| {
        let round = round(world);
        round.standing(&party(town)).is_some_and(|answer| round.late(&answer.what.statement))
    };
    assert!(told(&world, "3303") && told(&world, "3334"));
    // More time for one makes its answer one that came in time, and nobody else's.
    world.does(extend(Some("3303"), "2027-01-11"));
    assert!(!late(&world, "3303") && late(&world, "3334"));
    assert!(!told(&world, "3303") && told(&world, "3334"));
    // More time for all, but less than the one was given, moves the others alone.
    world.does(extend(None, "2027-01-08"));
    assert!(!late(&world, "3303") && !late(&world, "3334"));
    assert_eq!(round(&world).deadline(&party("3303")), day("2027-01-11"));
    assert_eq!(world.state().deadline(), Some(day("2027-01-08")), "the common deadline is the common one");
}

#[test]
fn more_time_for_all_is_told_to_those_whose_deadline_it_moves() {
    let mut world = World::heard("strategy");
    world.does(extend(Some("3303"), "2027-01-18"));
    let events = world.does(extend(None, "2027-01-11"));
    let told: Vec<String> = letters(world.state(), &events[0])
        .letters
        .into_iter()
        .filter(|letter| letter.kind == LetterKind::DeadlineExtended && !letter.copy)
        .filter_map(|letter| letter.party.map(|party| party.to_string()))
        .collect();
    assert_eq!(told, ["3334", "4030"]);
}

#[test]
fn a_closed_hearing_can_open_again_with_a_later_deadline() {
    let mut world = World::assessing("strategy");
    let reopen =
        |deadline, reason: &str| Desk::ReopenHearing { deadline: day(deadline), reason: reason.to_owned().into() };
    world.refuses(reopen("2027-01-05", "x"), Refusal::DeadlinePassed);
    world.refuses(reopen("2027-02-01", ""), Refusal::ReasonMissing);
    world.does(reopen("2027-02-01", "Brevet kom bort."));
    assert_eq!(world.phase(), "hearing");
    world.acts(2, submit(Position::Supports, &[]));
    let mut early = World::heard("strategy");
    for link in 1..=3 {
        early.acts(link, submit(Position::Supports, &[]));
    }
    early.does(Desk::CloseHearing {});
    early.refuses(reopen("2026-12-24", "x"), Refusal::DeadlineNotLater { deadline: day("2027-01-04") });
}

#[test]
fn what_belongs_to_a_hearing_waits_for_one() {
    let world = World::drafted("strategy");
    for command in [
        receive("3303", statement(Position::Supports, &[])),
        extend(None, "2027-02-01"),
        Desk::RefuseExtension { municipality: party("3303"), reason: why() },
        Desk::InviteAgain { municipality: party("3303"), contact: None },
        Desk::Remind { municipality: None },
        Desk::CloseHearing {},
        Desk::ReopenHearing { deadline: day("2027-02-01"), reason: why().into() },
        finish(NextStep::Endorsement, None),
        adopt("2027-01-05"),
    ] {
        world.refuses(command, Refusal::NotInThisPhase);
    }
}

/// The kinds of letters to a party since a place in the log, copies to its registry left out.
fn told(world: &World, id: &str, events: &[Event]) -> Vec<LetterKind> {
    let post = events.iter().flat_map(|event| letters(world.state(), event).letters);
    let theirs = post.filter(|letter| letter.party.as_ref() == Some(&party(id)) && !letter.copy);
    theirs.map(|letter| letter.kind).collect()
}

#[test]
fn a_consultee_gets_every_letter_its_invitation_promised() {
    use LetterKind as K;
    let mut world = World::drafted("strategy");
    let all: Vec<_> = TOWNS.into_iter().chain([COUNTY]).map(party).collect();
    let opening = Desk::OpenHearing {
        deadline: day("2027-01-04"),
        parties: Some(all),
        letter: None,
        reason: None,
        decision: None,
    };
    let events = world.does(opening);
    assert_eq!(told(&world, COUNTY, &events), [K::HearingInvitation]);
    let events = world.does(Desk::Remind { municipality: Some(party(COUNTY)) });
    assert_eq!(told(&world, COUNTY, &events), [K::HearingReminder], "a reminder where the answer is missing");
    let events = world.acts(4, submit(Position::Supports, &[]));
    assert_eq!(told(&world, COUNTY, &events), [K::StatementReceipt], "a receipt");
    world.today = day("2027-01-05");
    world.does(Desk::CloseHearing {});
    let events = world.does(finish(NextStep::Endorsement, None));
    assert_eq!(told(&world, COUNTY, &events), [K::AssessmentNotice], "word of the assessment");
    for town in TOWNS {
        world.does(record(town, Outcome::Endorsed));
    }
    let events = world.try_to(adopt("2027-02-01")).unwrap();
    world.take(events.clone());
    assert_eq!(told(&world, COUNTY, &events), [K::AdoptionNotice], "word of the adoption, and no council to tell");
    assert_eq!(told(&world, "3303", &events), [K::AdoptionNotice, K::AdoptionNotice]);
}

#[test]
fn a_consultee_is_told_when_the_case_is_withdrawn() {
    let mut world = World::drafted("strategy");
    let all: Vec<_> = TOWNS.into_iter().chain([COUNTY]).map(party).collect();
    world.does(Desk::OpenHearing {
        deadline: day("2027-01-04"),
        parties: Some(all),
        letter: None,
        reason: None,
        decision: None,
    });
    let events = world.does(Desk::Withdraw { reason: why().into(), until: None, decision: None });
    assert_eq!(told(&world, COUNTY, &events), [LetterKind::WithdrawalNotice]);
}

/// Domstolloven §§ 148 and 149: a deadline on a Saturday, a Sunday or a holiday ends on the next working day.
#[test]
fn a_deadline_on_a_day_off_ends_on_the_next_working_day() {
    for (deadline, last, too_late) in [
        ("2027-01-16", "2027-01-18", "2027-01-19"),
        ("2027-01-17", "2027-01-18", "2027-01-19"),
        ("2027-03-25", "2027-03-30", "2027-03-31"),
        ("2027-01-15", "2027-01-15", "2027-01-16"),
    ] {
        for (received, late) in [(deadline, false), (last, false), (too_late, true)] {
            let mut world = World::drafted("strategy");
            world.does(open(deadline));
            world.today = day(received);
            world.does(receive_on("3303", statement(Position::Supports, &[]), received));
            let track = world.state().case.as_ref().unwrap().hearing().unwrap().track(&party("3303")).unwrap();
            assert_eq!(track.late(), late, "{deadline}: {received}");
        }
    }
    let mut world = World::drafted("strategy");
    world.does(open("2027-01-16"));
    let events = let_pass(&mut world, "2027-02-01");
    let reminded = |name: &str| events.iter().find(|(_, event)| event.name() == name).map(|(on, _)| on.to_string());
    assert_eq!(
        reminded("hearing_closed").as_deref(),
        Some("2027-01-26"),
        "seven days of grace after the Monday, and one"
    );
}
