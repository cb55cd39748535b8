//! Event shapes that have been written somewhere must be read for ever: `events.jsonl` only grows.

use super::world::*;
use crate::{
    Act, Desk, DocumentId, Event, Hash, HowReconciled, MediationStep, NextStep, ObjectionStep, Outcome, Position,
    PublicSeen, PublicVerdict, Relation,
};
use std::collections::BTreeSet;
use strum::VariantNames as _;

const WRITTEN: &str = include_str!("events.jsonl");

#[test]
fn every_shape_ever_written_is_read_and_means_the_same() {
    for line in WRITTEN.lines() {
        let event: Event = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        assert_eq!(serde_json::to_string(&event).unwrap(), line);
    }
}

#[test]
fn every_event_there_is_has_a_written_shape() {
    let written: BTreeSet<&str> =
        WRITTEN.lines().map(|line| serde_json::from_str::<Event>(line).unwrap().name()).collect();
    let now = lives();
    let missing: Vec<_> = now
        .iter()
        .filter(|event| !written.contains(&event.name()))
        .map(|event| serde_json::to_string(event).unwrap())
        .collect();
    assert!(missing.is_empty(), "add to events.jsonl:\n{}", missing.join("\n"));
    let names: BTreeSet<&str> = now.iter().map(Event::name).collect();
    assert_eq!(names, written, "these lives lead to every event");
    let all: BTreeSet<&str> = Event::VARIANTS.iter().copied().collect();
    assert_eq!(written, all, "every kind of event has a written shape");
}

#[test]
fn what_is_news_is_public() {
    let told = WRITTEN.lines().map(|line| serde_json::from_str::<Event>(line).unwrap());
    let public: BTreeSet<&str> = told.filter(Event::is_public).map(|event| event.name()).collect();
    assert_eq!(Event::NEWS.iter().filter(|name| !public.contains(*name)).count(), 0);
}

/// Lives that together lead to every event, one of each.
#[expect(clippy::too_many_lines, reason = "a list: a life after another")]
fn lives() -> Vec<Event> {
    let mut hearing = World::drafted("intermunicipal_plan");
    hearing.does(Desk::MarkLandUse { sections: vec!["s1".into()] });
    hearing.does(Desk::Attach { file: Hash::of(b"kart"), title: "Kart".to_owned() });
    hearing.does(Desk::NumberCase { case_number: "13/26".to_owned() });
    let programme = DocumentId::from("dok_programme");
    hearing.does(Desk::Relate { document: programme.clone(), how: Relation::Follows, title: "Planprogram".to_owned() });
    hearing.does(Desk::Unrelate { document: programme, reason: why() });
    hearing.does(Desk::WaiveProgramme { reason: why() });
    hearing.does(Desk::RecordMediation { step: MediationStep::Asked, date: day("2026-11-23"), reason: why() });
    let everyone = TOWNS.iter().chain([&COUNTY]).map(|id| party(id)).collect();
    let decision = Some(by("joint_board", "2026-11-23"));
    hearing.does(Desk::OpenHearing {
        deadline: day("2027-01-04"),
        parties: Some(everyone),
        letter: None,
        reason: None,
        decision,
    });
    hearing.acts(1, Act::Start);
    hearing.acts(1, Act::AskExtension { until: None, reason: why() });
    hearing.does(Desk::RefuseExtension { municipality: party("3303"), reason: why() });
    hearing.acts(1, Act::AskQuestion { question: why() });
    hearing.acts(1, Act::AddColleague { contact: "3303-colleague".into() });
    hearing.acts(1, Act::AddColleague { contact: "3303-colleague".into() });
    hearing.acts(1, Act::RemoveColleague { link: 5 });
    hearing.acts(1, treat());
    hearing.acts(2, Act::HandOver { contact: "3334-colleague".into() });
    hearing.acts(3, Act::Disown { reason: why() });
    hearing.acts(3, Act::AskNewLink);
    hearing.does(Desk::InviteAgain { municipality: party("4030"), contact: None });
    let mut objection = statement(Position::FormalObjection, &["s1"]);
    objection.legal_basis = Some("pbl. § 5-4".to_owned());
    hearing.does(receive(COUNTY, objection));
    hearing.acts(6, submit(Position::WithoutRemarks, &[]));
    hearing.does(Desk::PauseReminders { reason: why() });
    hearing.does(Desk::ResumeReminders {});
    hearing.today = day("2026-12-31");
    hearing.time();
    hearing.does(Desk::ExtendDeadline { municipality: None, deadline: day("2027-01-18"), reason: why().into() });
    hearing.state.as_mut().unwrap().case.as_mut().unwrap().rules.hearing.ladder.after.clear();
    hearing.state.as_mut().unwrap().case.as_mut().unwrap().rules.hearing.ladder.escalate_after = None;
    hearing.today = day("2027-01-19");
    hearing.time();
    hearing.does(Desk::CloseHearing {});
    let seen = Some(PublicSeen { answers: 1, verdict: None, last: 0, newest: 1 });
    let (case, round, from, group, reason) = (None, None, None, None, None);
    hearing.does(Desk::ReleasePublicAnswers { case, round, from, through: 1, group, reason, seen: seen.clone() });
    let (number, redacted, redacted_file) = (1, None, None);
    let legal_basis = "offl. § 13".to_owned();
    hearing.does(Desk::ExemptPublicAnswer {
        case,
        round,
        number,
        legal_basis,
        redacted,
        redacted_file,
        seen: seen.clone(),
    });
    hearing.does(Desk::AssessPublicAnswers { group: 1, verdict: crate::Verdict::Noted, reason: why(), seen });
    let second_person = |hearing: &mut World, asks: bool| {
        hearing.state.as_mut().unwrap().case.as_mut().unwrap().rules.assessment.second_person = asks;
    };
    second_person(&mut hearing, true);
    let verdict = Some(PublicVerdict { seq: hearing.state().seq, by: None, approved: false });
    let seen = Some(PublicSeen { answers: 1, verdict, last: hearing.state().seq, newest: 1 });
    hearing.does(Desk::ApprovePublicVerdict { group: 1, based_on: None, seen });
    second_person(&mut hearing, false);
    hearing.does(Desk::ReopenHearing { deadline: day("2027-02-01"), reason: why().into() });
    hearing.today = day("2027-02-09");
    hearing.time();
    hearing.does(assess("r1", crate::Verdict::NotAccommodated));
    let advance = |step| Desk::AdvanceObjection {
        municipality: party(COUNTY),
        step,
        date: day("2027-02-09"),
        reason: why(),
        sections: Vec::new(),
    };
    hearing.does(advance(ObjectionStep::Dialogue));
    hearing.does(Desk::SettleObjection {
        municipality: party(COUNTY),
        how: why(),
        date: day("2027-02-09"),
        reason: why(),
    });
    hearing.does(sent_by("intermunicipal_plan", finish(NextStep::Endorsement, None)));
    hearing.does(Desk::PlanMeeting { municipality: party("3303"), meeting_date: day("2027-03-01"), papers_due: None });
    hearing.does(record_on("3303", Outcome::Endorsed, "2027-02-09"));
    hearing.does(Desk::RecordLeaving {
        municipality: party("4030"),
        received_on: day("2027-02-09"),
        reason: why().into(),
    });
    hearing.today = day("2027-05-10");
    hearing.does(Desk::GoOnWithout { municipality: party("4030"), reason: why().into(), decision: None });

    let mut amended = World::endorsing("strategy");
    amended.does(record("3303", Outcome::EndorsedAmended));
    amended.does(Desk::ReconcileDecision {
        municipality: party("3303"),
        how: HowReconciled::Reservation,
        reason: why().into(),
    });
    amended.does(Desk::ReturnToDrafting { reason: why().into() });
    amended.does(Desk::Withdraw { reason: why().into(), until: None, decision: None });

    let mut earlier = World::drafted("strategy");
    earlier.does(Desk::RegisterEdition {
        body: "Regiontinget".to_owned(),
        meeting_date: day("2023-02-01"),
        case_number: "12/23".to_owned(),
        in_force_from: day("2023-03-01"),
        votes: None,
        extract: None,
    });

    let mut life = World::in_force("strategy");
    life.does(Desk::CorrectAdoption {
        body: "Regionrådet".to_owned(),
        meeting_date: day("2027-01-05"),
        case_number: "2/27".to_owned(),
        in_force_from: day("2027-01-05"),
        votes: None,
        extract: None,
        reason: why().into(),
    });
    life.does(Desk::Prolong {
        until: day("2032-01-05"),
        reason: why().into(),
        decision: Some(over()),
        decisions: Vec::new(),
    });
    life.today = day("2030-12-05");
    life.time();
    life.does(Desk::StartRevision {});
    life.does(Desk::Repeal { reason: why().into(), decision: Some(over()), decisions: Vec::new() });

    let mut launched = World::drafted_for_two();
    launched.does(schedule("2026-11-24", "2027-01-15"));
    launched.does(Desk::CancelSchedule { reason: why() });
    launched.does(schedule("2026-11-24", "2027-01-15"));
    launched.today = day("2026-11-24");
    launched.time();
    launched.actor = person("ola");
    launched.does(Desk::ApproveHearing { based_on: None });
    launched.does(receive_on("3303", statement(Position::Supports, &[]), "2026-11-24"));
    let (hash, municipality) = (Some(Hash::of(b"utskrift")), None);
    launched.does(Desk::ExemptItem {
        hash: hash.clone(),
        municipality: municipality.clone(),
        legal_basis: "offl. § 13".to_owned(),
        redacted: None,
        redacted_file: None,
    });
    launched.does(Desk::DiscloseItem { hash, municipality, reason: why() });
    launched.does(exempt("3303", Some("sladdet"), None));
    launched.does(Desk::DiscloseStatement { municipality: party("3303"), reason: why(), statement: None });

    let assessed = World::assessed_by_two();

    let registered = super::register::life();
    let met = super::meeting::life();

    let mut seen = BTreeSet::new();
    let logs = hearing
        .log
        .into_iter()
        .chain(amended.log)
        .chain(earlier.log)
        .chain(life.log)
        .chain(launched.log)
        .chain(assessed.log)
        .chain(registered)
        .chain(met);
    logs.filter(|event| seen.insert(event.name())).collect()
}
