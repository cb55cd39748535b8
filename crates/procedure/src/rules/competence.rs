//! Competence: an act is a decision by a body that may make it, on a day and with votes that can be true.

use super::world::*;
use crate::{Body, CouncilDecision, Decision, Desk, Event, Outcome, OwnDecision, PartyId, Refusal, Standing, Votes};

fn votes(in_favour: u32, against: u32) -> Votes {
    Votes { in_favour, against }
}

fn prolong(decision: Option<Decision>) -> Desk {
    Desk::Prolong { until: day("2032-01-05"), reason: why().into(), decision, decisions: Vec::new() }
}

/// A body is known by its id and by its names in three languages, with the name of the place beside it.
#[test]
fn bodies_are_known_by_their_names() {
    let places = ["Hjartdal", "Nore og Uvdal", "Kongsbergregionen"];
    for (text, body) in [
        ("municipal_council", Body::MunicipalCouncil),
        ("Kommunestyret", Body::MunicipalCouncil),
        ("Hjartdal kommunestyre", Body::MunicipalCouncil),
        ("kommunestyret i Nore og Uvdal", Body::MunicipalCouncil),
        ("Municipal council", Body::MunicipalCouncil),
        (" FORMANNSKAPET ", Body::ExecutiveCommittee),
        ("kommunestyret i Hjartdal kommune", Body::MunicipalCouncil),
        ("Regionrådet for Kongsbergregionen", Body::RegionalCouncil),
        ("Representantskapet", Body::RepresentativeAssembly),
        ("Felles planstyre", Body::JointBoard),
        ("Kommunedirektørutvalget", Body::ChiefExecutives),
        ("Kommunedirektørutvalet", Body::ChiefExecutives),
        ("the chief executives' committee", Body::ChiefExecutives),
        ("Sekretariatet", Body::Secretariat),
    ] {
        assert_eq!(Body::named(text, &places), Some(body), "{text}");
    }
    for text in [
        "",
        "Styret",
        "Kommunestyresalen",
        "Ungdommens kommunestyre",
        "Planutvalget etter fullmakt fra kommunestyret",
        "Oslo kommunestyre",
        "kommunestyret ved ordføreren",
    ] {
        assert_eq!(Body::named(text, &places), None, "{text}");
    }
    for id in Body::ids() {
        assert_eq!(Body::named(id, &[]).map(Body::as_str), Some(*id));
    }
}

/// Plan- og bygningsloven § 9-2: the councils send the plan, or the board they gave the power to. Kommuneloven § 18-4:
/// the region proposes its statutes.
#[test]
fn a_hearing_is_opened_by_a_competent_body_where_the_office_may_not() {
    let open = |decision: Option<Decision>| Desk::OpenHearing {
        deadline: day("2027-01-04"),
        parties: None,
        letter: None,
        reason: None,
        decision,
    };
    for (kind, competent, other) in [
        ("intermunicipal_plan", vec![Body::JointBoard, Body::MunicipalCouncil], "regional_council"),
        ("planning_programme", vec![Body::JointBoard, Body::MunicipalCouncil], "secretariat"),
        ("statutes", vec![Body::RegionalCouncil, Body::RepresentativeAssembly], "chief_executives"),
    ] {
        let world = World::drafted(kind);
        world.refuses(open(None), Refusal::DecisionMissing { bodies: competent.clone() });
        let refused = Refusal::BodyNotCompetent { bodies: competent.clone() };
        world.refuses(open(Some(by(other, "2026-11-23"))), refused.clone());
        world.refuses(open(Some(by("Styret", "2026-11-23"))), refused);
        world.refuses(open(Some(by(competent[0].as_str(), "2026-11-24"))), Refusal::DayInFuture);
        let since = day("2026-05-23");
        world.refuses(open(Some(by(competent[0].as_str(), "2026-05-22"))), Refusal::MeetingBeforeText { since });
        world.try_to(open(Some(by(competent[0].as_str(), "2026-11-20")))).unwrap();
    }
    let strategy = World::drafted("strategy");
    strategy.try_to(open(None)).unwrap();
    strategy.try_to(open(Some(by("Regionrådet", "2026-11-23")))).unwrap();
}

#[test]
fn a_council_endorses_and_nobody_does_it_for_the_council() {
    let world = World::endorsing("strategy");
    let with = |body: &str| Desk::RecordDecision {
        municipality: party("3303"),
        decision: CouncilDecision { body: body.to_owned(), ..decision(Outcome::Endorsed) },
    };
    let bodies = vec![Body::MunicipalCouncil];
    world.refuses(with("Formannskapet"), Refusal::BodyNotCompetent { bodies: bodies.clone() });
    world.refuses(with("Regionrådet"), Refusal::BodyNotCompetent { bodies });
    world.try_to(with("Bystyret")).unwrap();
}

/// Plan- og bygningsloven § 11-17, § 12-14: whoever adopted it prolongs or repeals it.
#[test]
fn prolonging_and_repeal_are_decided_as_the_adoption_was() {
    let world = World::in_force("strategy");
    let bodies = vec![Body::RegionalCouncil, Body::RepresentativeAssembly];
    let repeal = |decision| Desk::Repeal { reason: why().into(), decision, decisions: Vec::new() };
    for act in [&prolong as &dyn Fn(Option<Decision>) -> Desk, &repeal] {
        world.refuses(act(None), Refusal::DecisionMissing { bodies: bodies.clone() });
        let office = Some(by("chief_executives", "2027-01-05"));
        world.refuses(act(office), Refusal::BodyNotCompetent { bodies: bodies.clone() });
        let since = day("2027-01-05");
        world.refuses(act(Some(by("regional_council", "2027-01-04"))), Refusal::MeetingBeforeText { since });
        world.try_to(act(Some(by("regional_council", "2027-01-05")))).unwrap();
    }
}

/// Plan- og bygningsloven §§ 9-3, 11-17, 12-14 and kommuneloven § 18-4: what the councils adopted, each of them prolongs or
/// repeals.
#[test]
fn what_the_councils_adopted_each_of_them_repeals() {
    let world = World::adopting("statutes");
    let today = world.today;
    let repeal = |decision, decisions| Desk::Repeal { reason: why().into(), decision, decisions };
    let own = |id: &str| OwnDecision {
        municipality: party(id),
        meeting_date: today,
        case_number: "9/27".to_owned(),
        votes: None,
    };
    let parties = &world.state.as_ref().unwrap().in_force.as_ref().unwrap().parties;
    let all: Vec<OwnDecision> = parties
        .iter()
        .filter(|party| party.standing == Standing::Municipality)
        .map(|party| own(party.id.as_str()))
        .collect();
    assert!(all.len() > 2);
    let missing = |id: &PartyId| Refusal::CouncilMissing { municipality: id.clone() };
    world.refuses(repeal(None, Vec::new()), missing(&all[0].municipality));
    let one = by("municipal_council", &today.to_string());
    world.refuses(repeal(Some(one), Vec::new()), missing(&all[0].municipality));
    world.refuses(repeal(None, all[..all.len() - 1].to_vec()), missing(&all[all.len() - 1].municipality));
    let mut early = all.clone();
    early[1].meeting_date = day("2001-01-01");
    assert!(matches!(world.try_to(repeal(None, early)), Err(Refusal::MeetingBeforeText { .. })));
    let mut against = all.clone();
    against[1].votes = Some(votes(3, 9));
    world.refuses(repeal(None, against), Refusal::VotesAgainstOutcome);
    let stranger = all.iter().cloned().chain([own("9999")]).collect();
    world.refuses(repeal(None, stranger), Refusal::UnknownMunicipality { municipality: party("9999") });
    let events = world.try_to(repeal(None, all.clone())).unwrap();
    assert!(matches!(&events[..], [Event::Repealed { decisions, decision: None, .. }] if *decisions == all));
}

/// Kommuneloven § 11-9: at least half of the members; and no more of them than there are.
#[test]
fn votes_are_within_the_body_and_enough_of_it() {
    let world = World::endorsing("strategy");
    let council = |votes| Desk::RecordDecision {
        municipality: party("3334"),
        decision: CouncilDecision { votes: Some(votes), ..decision(Outcome::Endorsed) },
    };
    world.refuses(council(votes(20, 4)), Refusal::VotesBeyondBody { size: 23 });
    world.refuses(council(votes(9, 2)), Refusal::QuorumMissing { size: 23 });
    world.try_to(council(votes(10, 2))).unwrap();
    let mut region = World::in_force("strategy");
    let with = |votes| prolong(Some(Decision { votes: Some(votes), ..by("regional_council", "2027-01-05") }));
    region.refuses(with(votes(3, 5)), Refusal::VotesAgainstOutcome);
    region.try_to(with(votes(300, 0))).unwrap();
    region.roster.bodies.insert(Body::RegionalCouncil, 8);
    region.refuses(with(votes(9, 0)), Refusal::VotesBeyondBody { size: 8 });
    region.refuses(with(votes(3, 0)), Refusal::QuorumMissing { size: 8 });
    region.try_to(with(votes(5, 3))).unwrap();
}

#[test]
fn a_council_decides_on_a_text_that_was_there() {
    let mut world = World::assessed("strategy");
    world.today = day("2027-01-08");
    world.does(text("s1* s2"));
    world.does(finish(crate::NextStep::Endorsement, Some(false)));
    let since = day("2027-01-08");
    world.refuses(record("3303", Outcome::Endorsed), Refusal::MeetingBeforeText { since });
    world.does(record_on("3303", Outcome::Endorsed, "2027-01-08"));
}
