//! Drafting: created, written, numbered, sent on hearing.

use super::world::*;
use crate::{Desk, DocumentId, Event, Hash, LINE, REASON, Refusal, Relation, Scope, Unfounded};

fn create(kind: &str, title: &str, parties: Option<&[&str]>) -> Desk {
    let parties = parties.map(|ids| ids.iter().map(|id| party(id)).collect());
    Desk::Create { kind: kind.to_owned(), title: title.to_owned(), parties }
}

#[test]
fn a_document_begins_with_all_members_of_the_day() {
    let mut world = World::new();
    world.does(create("strategy", " Strategi ", None));
    assert_eq!(world.phase(), "drafting");
    assert_eq!(world.state().title, "Strategi");
    let ids: Vec<_> = world.state().case.as_ref().unwrap().parties.iter().map(|p| p.id.as_str()).collect();
    assert_eq!(ids, TOWNS);
    world.refuses(create("strategy", "Strategi", None), Refusal::NotInThisPhase);
}

#[test]
fn who_was_no_member_that_day_is_no_party() {
    let mut world = World::new();
    world.roster.parties.get_mut(&party("3334")).unwrap().to = Some(world.today);
    world.does(create("strategy", "Strategi", None));
    assert_eq!(world.state().case.as_ref().unwrap().parties.len(), 2);
}

#[test]
fn what_is_missing_or_unknown_is_said() {
    let world = World::new();
    world.refuses(create("novel", "Strategi", None), Refusal::UnknownKind);
    world.refuses(create("strategy", " \u{200b}", None), Refusal::TitleMissing);
    world.refuses(create("strategy", "S", Some(&TOWNS[..2])), Refusal::PartiesFixed);
    world.refuses(create("project_plan", "S", Some(&[])), Refusal::PartyMissing);
    let unknown = Refusal::UnknownMunicipality { municipality: party("0301") };
    world.refuses(create("project_plan", "S", Some(&["0301"])), unknown);
    world.refuses(Desk::StartRevision {}, Refusal::NotInThisPhase);
}

#[test]
fn a_project_may_concern_some_of_the_members() {
    let mut world = World::new();
    world.does(create("project_plan", "Prosjekt", Some(&["4030", "3303"])));
    assert_eq!(world.state().case.as_ref().unwrap().parties.len(), 2);
}

#[test]
fn a_text_is_saved_once_and_on_what_was_seen() {
    let mut world = World::drafted("strategy");
    assert_eq!(world.state().version().unwrap().number, 1);
    world.refuses(text("s1 s2"), Refusal::NothingChanged);
    world.refuses(text(""), Refusal::NoText);
    let Desk::SaveText { content, parts, .. } = text("s1 s2 s3") else { unreachable!() };
    let save = |seen| Desk::SaveText { content: content.clone(), parts: parts.clone(), based_on: Some(seen) };
    world.refuses(save(0), Refusal::ChangedMeanwhile);
    world.does(save(1));
    assert_eq!(world.state().version().unwrap().number, 2);
}

#[test]
fn files_and_case_numbers_have_names() {
    let mut world = World::created("strategy");
    let attach = |title: &str| Desk::Attach { file: Hash::of(b"file"), title: title.to_owned() };
    let number = |number: &str| Desk::NumberCase { case_number: number.to_owned() };
    world.refuses(attach(" "), Refusal::TitleMissing);
    world.does(attach("Kart"));
    world.refuses(number(""), Refusal::CaseNumberMissing);
    world.does(number("13/26"));
    world.refuses(number("13/26 "), Refusal::NothingChanged);
}

#[test]
fn a_hearing_opens_on_the_text_for_everyone() {
    let mut world = World::drafted("strategy");
    let events = world.does(open("2027-01-04"));
    let Event::HearingOpened { round: 1, scope: Scope::Full, version: 1, invited, .. } = &events[0] else {
        panic!("{events:?}")
    };
    assert_eq!(invited.iter().map(|g| g.link).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(world.phase(), "hearing");
    world.refuses(text("s1"), Refusal::NotInThisPhase);
    world.refuses(open("2027-01-04"), Refusal::NotInThisPhase);
}

#[test]
fn a_hearing_needs_a_text_and_its_time() {
    World::created("strategy").refuses(open("2027-01-04"), Refusal::NoText);
    let world = World::drafted("strategy");
    let earliest = day("2027-01-04");
    world.refuses(open("2026-11-23"), Refusal::DeadlinePassed);
    world.refuses(open("2027-01-03"), Refusal::DeadlineTooShortWithoutReason { earliest });
    let shorter = |why: &str| Desk::OpenHearing {
        deadline: day("2026-12-07"),
        parties: None,
        letter: None,
        reason: Some(why.to_owned().into()),
        decision: None,
    };
    world.refuses(shorter("  "), Refusal::DeadlineTooShortWithoutReason { earliest });
    world.try_to(shorter("Fristen i statsbudsjettet.")).unwrap();
    World::drafted("intermunicipal_plan").refuses(shorter("Haster."), Refusal::DeadlineTooShort { earliest });
}

#[test]
fn others_may_be_heard_too_but_only_those_the_region_knows() {
    let hear = |ids: &[&str]| Desk::OpenHearing {
        deadline: day("2027-01-04"),
        parties: Some(ids.iter().map(|id| party(id)).collect()),
        letter: None,
        reason: None,
        decision: None,
    };
    let mut world = World::drafted("strategy");
    world.refuses(hear(&[]), Refusal::PartyMissing);
    world.refuses(hear(&["0301"]), Refusal::UnknownMunicipality { municipality: party("0301") });
    world.does(hear(&["3303", COUNTY, "3303"]));
    assert_eq!(world.state().case.as_ref().unwrap().hearing().unwrap().tracks.len(), 2);
}

#[test]
fn someone_must_be_there_to_get_the_letter() {
    let mut world = World::drafted("strategy");
    world.roster.contacts.get_mut(&contact("3334", crate::Role::CaseOfficer)).unwrap().reachable = false;
    let events = world.try_to(open("2027-01-04")).unwrap();
    let Event::HearingOpened { invited, .. } = &events[0] else { panic!("{events:?}") };
    assert_eq!(invited[1].contact, contact("3334", crate::Role::Registry));
    world.unreachable("3334");
    world.refuses(open("2027-01-04"), Refusal::Unreachable { municipality: party("3334") });
}

#[test]
fn a_limited_hearing_is_of_what_changed() {
    let mut world = World::assessed("strategy");
    world.does(finish(crate::NextStep::LimitedHearing, None));
    world.refuses(open("2027-03-01"), Refusal::NothingChanged);
    world.does(text("s1* s2"));
    let events = world.does(open("2027-03-01"));
    let Event::HearingOpened { scope, round: 2, .. } = &events[0] else { panic!("{events:?}") };
    assert_eq!(*scope, Scope::Limited(vec!["s1".into()]));
}

#[test]
fn a_document_has_one_relation_to_another_and_it_can_be_taken_back() {
    let mut world = World::created("strategy");
    let other = DocumentId::from("dok_other");
    let relate = |how| Desk::Relate { document: other.clone(), how, title: "Planprogram".to_owned() };
    let unrelate = |reason: &str| Desk::Unrelate { document: other.clone(), reason: reason.to_owned() };
    world.refuses(unrelate("x"), Refusal::NotRelated);
    world.does(relate(Relation::Follows));
    world.refuses(relate(Relation::Amends), Refusal::NothingChanged);
    world.refuses(unrelate(" "), Refusal::ReasonMissing);
    world.does(unrelate("Feil dokument."));
    world.does(relate(Relation::Amends));
    assert_eq!(world.state().relations.len(), 1);
}

/// § 4-1: a plan that rests on no programme says why, once, before it is heard.
#[test]
fn a_plan_without_a_programme_says_why() {
    let waive = || Desk::WaiveProgramme { reason: "Bare en liten endring.".to_owned() };
    World::drafted("strategy").refuses(waive(), Refusal::ProgrammeNotForKind);
    let mut world = World::drafted("intermunicipal_plan");
    world.refuses(Desk::WaiveProgramme { reason: " ".to_owned() }, Refusal::ReasonMissing);
    world.does(waive());
    world.refuses(waive(), Refusal::NothingChanged);
    // A program may have opened the hearing: the question stands until it is answered.
    let mut world = World::assessed("intermunicipal_plan");
    world.does(waive());
}

/// §§ 4-1, 11-13: a kind can say that nothing is heard before its programme, or the reason why there is none.
#[test]
fn a_kind_can_refuse_a_hearing_that_rests_on_no_programme() {
    let drafted = || {
        let mut world = World::drafted("intermunicipal_plan");
        world.state.as_mut().unwrap().case.as_mut().unwrap().rules.unfounded = Unfounded::Refused;
        world
    };
    let open = || open_by("intermunicipal_plan", "2027-01-15");
    let mut waived = drafted();
    waived.refuses(open(), Refusal::ProgrammeMissing);
    waived.does(Desk::WaiveProgramme { reason: "Bare en liten endring.".to_owned() });
    waived.does(open());
    let mut follows = drafted();
    let relate = |how| Desk::Relate { document: "dok_p".into(), how, title: "Program".to_owned() };
    follows.does(relate(Relation::Follows));
    follows.does(open());
    let mut asked = World::drafted("intermunicipal_plan");
    asked.does(open());
}

/// A reason is some pages at most, and a title or a number a line.
#[test]
fn what_is_too_long_for_the_log_is_refused() {
    let number = |n: usize| Desk::NumberCase { case_number: "ø".repeat(n) };
    let mut world = World::drafted("strategy");
    world.refuses(number(LINE + 1), Refusal::TextTooLong { most: LINE });
    world.does(number(LINE));
    let withdraw = |n: usize| Desk::Withdraw { reason: "ø".repeat(n).into(), until: None, decision: None };
    world.refuses(withdraw(REASON + 1), Refusal::TextTooLong { most: REASON });
    let open = |n: usize| {
        let Desk::OpenHearing { deadline, parties, letter, decision, .. } = open_by("strategy", "2027-01-15") else {
            unreachable!()
        };
        Desk::OpenHearing { deadline, parties, letter, decision, reason: Some("ø".repeat(n).into()) }
    };
    world.refuses(open(REASON + 1), Refusal::TextTooLong { most: REASON });
    world.does(open(REASON));
    let mut assessing = World::assessing("strategy");
    let verdict = |n: usize| Desk::AssessRemark {
        remark: crate::RemarkId("r1".to_owned()),
        verdict: crate::Verdict::Noted,
        reason: "ø".repeat(n).into(),
        based_on: None,
    };
    assessing.refuses(verdict(REASON + 1), Refusal::TextTooLong { most: REASON });
    assessing.does(verdict(REASON));
}
