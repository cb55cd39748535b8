//! The officer's acts: what a link lets its holder do, and what not.

use super::world::*;
use crate::{
    Act, Addressed, Command, Contact, Desk, Event, LetterKind, NextStep, Outcome, Phase, Position, Refusal, Role, Rung,
    Treatment,
};

fn decide(outcome: Outcome) -> Act {
    Act::Decide { decision: decision(outcome), about: None, based_on: None }
}

#[test]
fn an_answer_is_begun_once_and_can_be_replaced() {
    let mut world = World::heard("strategy");
    world.acts(1, Act::Start);
    world.denies(1, Act::Start, Refusal::NothingChanged);
    world.acts(1, submit(Position::Supports, &[]));
    let late = Act::Submit { statement: statement(Position::NoOpinion, &[]), based_on: Some(0) };
    world.denies(1, late, Refusal::ChangedMeanwhile);
    let again = Act::Submit { statement: statement(Position::NoOpinion, &[]), based_on: Some(1) };
    let events = world.acts(1, again);
    assert!(
        matches!(&events[0], Event::StatementSubmitted { statement } if statement.revision == 2 && statement.link == Some(1))
    );
}

#[test]
fn a_link_speaks_for_its_municipality_alone_and_for_its_purpose() {
    let world = World::heard("strategy");
    world.denies(9, Act::Start, Refusal::LinkNotForThis);
    world.denies(1, decide(Outcome::Endorsed), Refusal::LinkNotForThis);
    let endorsing = World::endorsing("strategy");
    endorsing.denies(1, submit(Position::Supports, &[]), Refusal::HearingClosed);
    endorsing.denies(4, submit(Position::Supports, &[]), Refusal::LinkNotForThis);
    let mut back = World::endorsing("strategy");
    back.does(Desk::ReturnToDrafting { reason: why().into() });
    back.denies(4, decide(Outcome::Endorsed), Refusal::NotInThisPhase);
    World::in_force("strategy").denies(1, Act::Start, Refusal::HearingClosed);
}

#[test]
fn a_link_of_an_earlier_round_is_closed() {
    let mut world = World::assessed("strategy");
    world.does(finish(NextStep::FullHearing, None));
    world.does(open("2027-03-01"));
    world.denies(1, submit(Position::Supports, &[]), Refusal::HearingClosed);
    world.acts(4, submit(Position::Supports, &[]));
}

#[test]
fn more_time_is_asked_for_with_a_reason_and_a_later_day() {
    let mut world = World::heard("strategy");
    let ask =
        |until: Option<&str>, reason: &str| Act::AskExtension { until: until.map(day), reason: reason.to_owned() };
    world.denies(1, ask(Some("2027-01-04"), "x"), Refusal::DeadlineNotLater { deadline: day("2027-01-04") });
    world.denies(1, ask(None, ""), Refusal::ReasonMissing);
    world.acts(1, ask(Some("2027-01-18"), "Formannskapet møtes 14. januar."));
}

#[test]
fn a_question_is_told_to_each_coordinator_once_and_changes_nothing() {
    let mut world = World::heard("strategy");
    for name in ["kari", "ola"] {
        let address = format!("{name}@example.test");
        let known = Contact { party: None, role: Role::Coordinator, address, reachable: true, own_domain: false };
        world.roster.contacts.insert(name.into(), known);
    }
    let ask = |question: &str| Act::AskQuestion { question: question.to_owned() };
    world.denies(1, ask(" \n"), Refusal::ReasonMissing);
    let question = "Gjelder punkt 2\nogså sideveger?";
    let asked = Command::Officer { link: 1, act: ask(&format!(" {question} ")) };
    let mut step = world.step(&asked).unwrap();
    let happened = step.events.remove(0);
    let told = Event::QuestionAsked { party: party("3303"), link: 1, question: question.to_owned() };
    assert_eq!((&happened.event, step.events.len(), happened.cancels.len()), (&told, 0, 0));
    let to = |letter: Addressed| (letter.kind, letter.contact.unwrap().0, letter.party, letter.link);
    let letters: Vec<_> = happened.letters.into_iter().map(to).collect();
    let notice = |name: &str| (LetterKind::QuestionNotice, name.to_owned(), None, None);
    assert_eq!(letters, [notice("kari"), notice("ola")]);
    let before = world.state().clone();
    assert_eq!(step.state, crate::Document { seq: before.seq + 1, ..before });
    assert!(!told.is_public() && told.calls_for().is_none());
    // Nobody is held to one question, and nobody asks where there is nothing to answer.
    world.acts(1, ask(question));
    world.acts(1, ask(question));
    World::assessing("strategy").denies(1, ask(question), Refusal::HearingClosed);
    World::endorsing("strategy").denies(4, ask(question), Refusal::LinkNotForThis);
}

#[test]
fn colleagues_are_of_the_same_house() {
    let mut world = World::heard("strategy");
    let add = |id: &str| Act::AddColleague { contact: id.into() };
    world.denies(1, add("nobody"), Refusal::UnknownContact);
    world.denies(1, add("3334-colleague"), Refusal::ContactOfAnother);
    world.denies(1, add("3303-stranger"), Refusal::DomainNotOwn);
    world.acts(1, add("3303-colleague"));
    world.acts(4, submit(Position::Supports, &[]));
}

#[test]
fn a_case_handed_over_leaves_the_old_link_behind() {
    let mut world = World::heard("strategy");
    world.acts(1, Act::HandOver { contact: "3303-colleague".into() });
    world.denies(1, submit(Position::Supports, &[]), Refusal::LinkReplaced);
    let events = world.acts(1, Act::AskNewLink);
    assert!(matches!(events[0], Event::NewLinkAsked { link: 4, .. }));
}

#[test]
fn what_is_told_later_goes_to_whoever_it_was_handed_over_to() {
    let mut world = World::heard("strategy");
    world.acts(1, Act::HandOver { contact: "3303-colleague".into() });
    let told = |step: &crate::Step, kind: LetterKind| -> Vec<String> {
        let letters = step.events.iter().flat_map(|happened| &happened.letters);
        let own = letters.filter(|l| l.kind == kind && !l.copy && l.party == Some(party("3303")));
        own.filter_map(|letter| letter.contact.as_ref().map(ToString::to_string)).collect()
    };
    let asked = Act::AskExtension { until: None, reason: why() };
    world.acts(4, asked);
    let refused = world.step(&Command::Desk(Desk::RefuseExtension { municipality: party("3303"), reason: why() }));
    assert_eq!(told(&refused.unwrap(), LetterKind::ExtensionRefused), ["3303-colleague"]);
    let withdrawn =
        world.step(&Command::Desk(Desk::Withdraw { reason: why().into(), until: None, decision: None })).unwrap();
    assert_eq!(told(&withdrawn, LetterKind::WithdrawalNotice), ["3303-colleague"]);
    world.today = day("2027-01-20");
    world.does(Desk::CloseHearing {});
    let finished = world.step(&Command::Desk(finish(NextStep::Endorsement, None))).unwrap();
    assert_eq!(told(&finished, LetterKind::AssessmentNotice), ["3303-colleague"]);
}

#[test]
fn a_colleague_who_hands_over_takes_nothing_from_the_case_officer() {
    let mut world = World::heard("strategy");
    world.acts(1, Act::AddColleague { contact: "3303-colleague".into() });
    world.acts(4, Act::HandOver { contact: contact("3303", Role::Registry) });
    world.acts(1, Act::AskExtension { until: None, reason: why() });
    let refused = Command::Desk(Desk::RefuseExtension { municipality: party("3303"), reason: why() });
    let step = world.step(&refused).unwrap();
    let to = step.events.iter().flat_map(|happened| &happened.letters).find(|letter| !letter.copy).unwrap();
    assert_eq!((to.contact.clone(), to.link), (Some(contact("3303", Role::CaseOfficer)), Some(1)));
}

#[test]
fn a_receipt_of_an_answer_by_letter_goes_to_whoever_has_the_case() {
    let mut world = World::heard("strategy");
    world.acts(1, Act::HandOver { contact: "3303-colleague".into() });
    let recorded = receive("3303", statement(Position::Supports, &[]));
    let step = world.step(&Command::Desk(recorded)).unwrap();
    let to = step.events.iter().flat_map(|happened| &happened.letters).find(|letter| !letter.copy).unwrap();
    assert_eq!((to.contact.clone(), to.link), (Some("3303-colleague".into()), Some(4)));
}

#[test]
fn a_new_link_is_to_the_round_of_the_old_one() {
    let mut world = World::heard("strategy");
    let first = world.state().links.len();
    let mut link = world.state().link(1).unwrap().clone();
    link.round = 2;
    // The next round has a link of its own beside the first round's.
    let state = world.state.as_mut().unwrap();
    state.links.push(link);
    let case = state.case.as_mut().unwrap();
    case.rounds = 2;
    let Phase::Hearing(hearing) = &mut case.phase else { panic!("not heard") };
    hearing.round = 2;
    world.acts(u32::try_from(first + 1).unwrap(), Act::AddColleague { contact: "3303-colleague".into() });
    let colleague = u32::try_from(first + 2).unwrap();
    world.acts(u32::try_from(first + 1).unwrap(), Act::RemoveColleague { link: colleague });
    let events = world.acts(colleague, Act::AskNewLink);
    assert!(matches!(events[0], Event::NewLinkAsked { link, .. } if usize::try_from(link).unwrap() == first + 1));
}

#[test]
fn a_colleague_can_be_taken_off_and_nobody_else() {
    let mut world = World::heard("strategy");
    let off = |link: u32| Act::RemoveColleague { link };
    world.denies(1, off(9), Refusal::LinkNotForThis);
    world.denies(1, off(2), Refusal::LinkNotForThis);
    world.denies(1, off(1), Refusal::ColleaguesOnly);
    world.acts(1, Act::AddColleague { contact: "3303-colleague".into() });
    world.denies(4, off(1), Refusal::ColleaguesOnly);
    world.denies(4, off(4), Refusal::ColleaguesOnly);
    world.acts(1, off(4));
    world.denies(1, off(4), Refusal::LinkReplaced);
    world.denies(4, submit(Position::Supports, &[]), Refusal::LinkReplaced);
    world.acts(1, Act::AddColleague { contact: "3303-colleague".into() });
    world.acts(5, submit(Position::Supports, &[]));
}

#[test]
fn politicians_speak_later_by_the_same_link_and_change_neither_answer_nor_decision() {
    let mut world = World::heard("strategy");
    world.acts(1, submit(Position::Supports, &[]));
    world.acts(1, treat());
    world.denies(1, Act::Treat { treatment: treatment(), based_on: Some(0) }, Refusal::ChangedMeanwhile);
    let unnamed = Treatment { body: " ".to_owned(), ..treatment() };
    world.denies(1, Act::Treat { treatment: unnamed, based_on: None }, Refusal::BodyMissing);
    let uncounted = Treatment { case_number: String::new(), ..treatment() };
    world.denies(1, Act::Treat { treatment: uncounted, based_on: None }, Refusal::CaseNumberMissing);
    let tomorrow = Treatment { meeting_date: day("2026-11-24"), ..treatment() };
    world.denies(1, Act::Treat { treatment: tomorrow, based_on: None }, Refusal::DayInFuture);
    let mut assessing = World::assessing("strategy");
    let events = assessing.acts(1, treat());
    assert!(matches!(&events[0], Event::TreatmentRecorded { entry: 1, treatment, .. } if treatment.by.is_some()));
    assessing.denies(1, submit(Position::Supports, &[]), Refusal::HearingClosed);
    let mut endorsing = World::endorsing("strategy");
    endorsing.denies(1, treat(), Refusal::HearingClosed);
    endorsing.acts(4, treat());
    assert_eq!(endorsing.phase(), "endorsement");
    let track = endorsing.state().case.as_ref().unwrap().endorsement().unwrap().track(&party("3303")).unwrap();
    assert_eq!((track.treatments, track.decided()), (1, false));
    World::in_force("strategy").denies(4, treat(), Refusal::NotInThisPhase);
}

#[test]
fn who_it_is_not_for_can_say_so() {
    let mut world = World::heard("strategy");
    world.denies(1, Act::Disown { reason: " ".to_owned() }, Refusal::ReasonMissing);
    let reminded = |world: &World| {
        let reminder = Desk::Remind { municipality: Some(party("3303")) };
        let letters = world.step(&Command::Desk(reminder)).unwrap().events.remove(0).letters;
        let to = |letter: Addressed| (letter.kind, letter.contact, letter.link);
        letters.into_iter().map(to).collect::<Vec<_>>()
    };
    let officer = contact("3303", Role::CaseOfficer);
    assert_eq!(reminded(&world), [(LetterKind::HearingReminder, Some(officer), Some(1))]);
    world.acts(1, Act::Disown { reason: "Feil adresse.".to_owned() });
    assert!(world.state().case.as_ref().unwrap().hearing().unwrap().track(&party("3303")).unwrap().disowned);
    // Whoever said so is reminded no more; the registry is, which knows whose it is.
    let registry = contact("3303", Role::Registry);
    assert_eq!(reminded(&world), [(LetterKind::HearingReminder, Some(registry), Some(1))]);
    // A colleague who has the matter is reminded in the holder's place.
    let colleague = contact("3303", Role::CouncilSecretary);
    world.acts(1, Act::AddColleague { contact: colleague.clone() });
    assert_eq!(reminded(&world).into_iter().map(|(_, contact, _)| contact).collect::<Vec<_>>(), [Some(colleague)]);
}

#[test]
fn a_councils_decision_by_link_names_its_sender() {
    let mut world = World::endorsing("strategy");
    let events = world.acts(4, decide(Outcome::Endorsed));
    let Event::DecisionRecorded { party: from, decision: kept, .. } = &events[0] else { panic!("{events:?}") };
    assert_eq!(*from, party("3303"));
    assert_eq!(kept.by, Some(contact("3303", Role::CouncilSecretary)));
    let stale = Act::Decide { decision: decision(Outcome::Rejected), about: None, based_on: Some(0) };
    world.denies(4, stale, Refusal::ChangedMeanwhile);
}

#[test]
fn a_new_link_can_be_asked_for_while_there_is_something_to_do() {
    let mut world = World::heard("strategy");
    world.acts(1, Act::AskNewLink);
    World::endorsing("strategy").denies(1, Act::AskNewLink, Refusal::HearingClosed);
    World::endorsing("strategy").acts(4, Act::AskNewLink);
    World::in_force("strategy").denies(4, Act::AskNewLink, Refusal::NotInThisPhase);
    // A council's decision can be corrected until the region has adopted.
    World::adopting("strategy").acts(4, Act::AskNewLink);
    let mut left = World::endorsing("intermunicipal_plan");
    left.does(Desk::RecordLeaving {
        municipality: party("3303"),
        received_on: day("2027-01-05"),
        reason: why().into(),
    });
    left.today = day("2027-04-05");
    left.does(Desk::GoOnWithout { municipality: party("3303"), reason: why().into(), decision: None });
    left.denies(4, Act::AskNewLink, Refusal::LinkReplaced);
    let _other_towns_still_can = left.acts(6, Act::AskNewLink);
}

#[test]
fn a_chief_executive_is_not_written_to_while_the_matter_may_be_anothers() {
    let escalated = |world: &mut World| {
        world.today = day("2027-01-04");
        let _asked_for_the_last_time = world.time();
        world.today = day("2027-01-11");
        let told = |event: &Event| matches!(event, Event::Reminded { party: to, rung: Rung::Escalation, .. } if *to == party("3303"));
        world.time().iter().any(told)
    };
    assert!(escalated(&mut World::heard("strategy")));
    let mut world = World::heard("strategy");
    world.acts(1, Act::Disown { reason: "Feil kommune.".to_owned() });
    assert!(!escalated(&mut world));
    world.does(Desk::InviteAgain { municipality: party("3303"), contact: None });
    assert!(escalated(&mut world), "a person has settled it");
}
