//! What a notice binds: the links it brings, and the agenda as it was sent (kommuneloven § 11-3).

use super::{
    meeting::{Sitting, appointment, decision, deputy, elect, matter, member},
    world::*,
};
use crate::{
    Access, Act, Actor, Command, ContactId, Event, Facts, ItemOutcome, LetterKind, MeetingAct, Purpose, Refusal,
    access, decide, evolve,
};
use std::sync::Arc;

impl Sitting {
    fn link(&self, person: &ContactId) -> u32 {
        let links = &self.state.as_ref().unwrap().links;
        let place = links.iter().position(|link| link.contact == *person && !link.replaced).expect("a link");
        u32::try_from(place).unwrap() + 1
    }

    fn by_link(&self, link: u32, act: Act) -> Result<Vec<Event>, Refusal> {
        let contact = self.state.as_ref().unwrap().link(link).unwrap().contact.clone();
        let actor = Actor::Officer { contact, link };
        let (kinds, roster) = (&self.world.kinds, &self.world.roster);
        let facts = Facts { today: self.world.today, actor: &actor, kinds, roster };
        decide(self.state.as_ref(), &facts, &Command::Officer { link, act })
    }

    /// The act by the person's own link, and the letters it leads to.
    #[track_caller]
    fn says(&mut self, person: &ContactId, act: Act) -> Vec<(LetterKind, String, bool)> {
        let link = self.link(person);
        let actor = Actor::Officer { contact: person.clone(), link };
        let (kinds, roster) = (&self.world.kinds, &self.world.roster);
        let facts = Facts { today: self.world.today, actor: &actor, kinds, roster };
        let command = Command::Officer { link, act };
        let step = crate::step(&mut self.state.clone().map(Arc::new), &facts, &command).unwrap();
        for happened in &step.events {
            evolve(&mut self.state, &happened.event);
        }
        let letters = step.events.into_iter().flat_map(|happened| happened.letters);
        letters.map(|letter| (letter.kind, letter.contact.unwrap().0, letter.link.is_some())).collect()
    }

    fn access(&self, link: u32) -> Access {
        let state = self.state.as_ref().unwrap();
        access(state, state.link(link).unwrap())
    }
}

fn away() -> Act {
    Act::DeclareAbsence { reason: String::new() }
}

#[test]
fn whoever_is_called_says_by_link_that_they_cannot_come_and_a_deputy_is_called() {
    let mut sitting = Sitting::called();
    let (own, theirs) = (member(TOWNS[1]), deputy(TOWNS[1]));
    let link = sitting.link(&own);
    assert_eq!(sitting.access(link), Access::Attend);
    assert_eq!(sitting.state.as_ref().unwrap().link(link).unwrap().purpose, Purpose::Meeting);
    assert_eq!(sitting.access(sitting.link(&theirs)), Access::Closed, "not called yet");
    assert_eq!(sitting.by_link(sitting.link(&theirs), away()), Err(Refusal::NotInThisPhase));
    assert_eq!(sitting.by_link(link, Act::Start), Err(Refusal::LinkNotForThis));
    assert_eq!(sitting.says(&own, away()), [(LetterKind::DeputyCalled, theirs.0.clone(), true)]);
    assert_eq!(sitting.by_link(link, away()), Err(Refusal::PersonNotSeated), "said already");
    assert_eq!(sitting.says(&theirs, away()), [], "nobody is left for that seat");
    assert_eq!(sitting.meeting().expected().len(), 2);
    // The deputy's own absence stands when the member comes after all.
    assert_eq!(sitting.says(&own, Act::WithdrawAbsence), []);
    assert!(sitting.meeting().expected().contains(&&own));
    assert_eq!(sitting.says(&theirs, Act::WithdrawAbsence), []);
    assert!(!sitting.meeting().expected().contains(&&theirs), "they are not called any more");
    sitting.world.today = day("2026-12-08");
    sitting.does(MeetingAct::OpenMeeting { present: TOWNS.map(member).to_vec(), chair: member(TOWNS[0]) });
    assert_eq!(sitting.access(link), Access::Closed);
    assert_eq!(sitting.by_link(link, away()), Err(Refusal::NotInThisPhase));
}

#[test]
fn a_deputy_who_is_not_needed_is_told() {
    let mut sitting = Sitting::called();
    let (own, theirs) = (member(TOWNS[1]), deputy(TOWNS[1]));
    sitting.does(MeetingAct::DeclareAbsence { person: own.clone(), reason: why() });
    assert_eq!(sitting.says(&own, Act::WithdrawAbsence), [(LetterKind::DeputyReleased, theirs.0.clone(), false)]);
    assert_eq!(sitting.meeting().absences, []);
    assert_eq!(sitting.letters(MeetingAct::DeclareAbsence { person: own.clone(), reason: why() }).len(), 1);
    sitting.refuses(MeetingAct::WithdrawAbsence { person: own }, Refusal::NothingChanged);
}

#[test]
fn the_link_of_whoever_has_no_seat_any_more_opens_nothing() {
    let mut sitting = Sitting::called();
    let (own, other) = (member(TOWNS[1]), contact(TOWNS[1], crate::Role::Registry));
    let link = sitting.link(&own);
    sitting.does(MeetingAct::DeclareAbsence { person: own.clone(), reason: why() });
    // Its council has elected another since the notice.
    let crate::RegisterAct::Elect { body, municipality, deputies, until, reason, .. } = elect(TOWNS[1]) else {
        unreachable!()
    };
    let (members, from) = (vec![other.clone()], day("2026-11-20"));
    let act = crate::RegisterAct::Elect { body, municipality, members, deputies, from, until, reason };
    sitting.world.roster.contacts.get_mut(&other).unwrap().role = crate::Role::Representative;
    let mut register = None;
    sitting.world.enters(&mut register, act).unwrap();
    assert_eq!(sitting.by_link(link, Act::WithdrawAbsence), Err(Refusal::LinkReplaced));
    sitting.does(MeetingAct::AddItem { matter: matter("Eventuelt") });
    sitting.does(MeetingAct::CallMeeting { reason: None, first: None });
    assert_eq!(sitting.access(link), Access::Replaced, "the new notice is to the new member");
    assert_eq!(sitting.access(sitting.link(&other)), Access::Attend);
    assert_eq!(sitting.meeting().absences, [], "whoever has no seat is not away");
    let mut off = Sitting::called();
    let link = off.link(&own);
    off.does(MeetingAct::CancelMeeting { reason: why().into() });
    assert_eq!(off.access(link), Access::Withdrawn);
}

/// The chair, or a third of those who meet, can keep an item that was not sent out from being decided.
#[test]
fn what_was_not_on_the_agenda_is_decided_where_too_few_oppose_it() {
    let mut sitting = Sitting::open();
    sitting.refuses(MeetingAct::TakeUpItem { item: 1, opposed: Vec::new() }, Refusal::ItemListed);
    sitting.refuses(MeetingAct::RemoveItem { item: 1, reason: why() }, Refusal::ItemListed);
    sitting.does(MeetingAct::AddItem { matter: matter("Reise til Oslo") });
    sitting.refuses(decision(2, ItemOutcome::Adopted, None), Refusal::ItemNotListed);
    assert!(sitting.try_to(decision(2, ItemOutcome::Postponed, None)).is_ok(), "it can be put off");
    let take_up = |opposed: &[ContactId]| MeetingAct::TakeUpItem { item: 2, opposed: opposed.to_vec() };
    sitting.refuses(take_up(&[deputy(TOWNS[0])]), Refusal::PersonNotSeated);
    for opposed in [member(TOWNS[0]), member(TOWNS[2])] {
        sitting.does(take_up(&[opposed]));
        sitting.refuses(decision(2, ItemOutcome::Adopted, None), Refusal::ItemNotListed);
    }
    sitting.does(take_up(&[]));
    sitting.does(decision(2, ItemOutcome::Adopted, None));
    sitting.refuses(take_up(&[]), Refusal::ItemDecided);
    sitting.does(MeetingAct::AddItem { matter: matter("Eventuelt") });
    sitting.does(MeetingAct::RemoveItem { item: 3, reason: why() });
}

#[test]
fn the_agenda_that_was_sent_stands_until_another_is_sent() {
    let mut sitting = Sitting::called();
    sitting.does(MeetingAct::AddItem { matter: matter("Reise til Oslo") });
    let change =
        |title: &str| MeetingAct::ChangeItem { item: 1, title: title.to_owned(), recommendation: String::new() };
    sitting.does(change("Saksliste"));
    let titles = |sitting: &Sitting| {
        let sent = sitting.meeting().sent_agenda().iter();
        sent.map(|item| (item.number.clone().unwrap(), item.matter.title.clone())).collect::<Vec<_>>()
    };
    let line = |number: &str, title: &str| (number.to_owned(), title.to_owned());
    assert_eq!(titles(&sitting), [line("001/26", "Innkalling og saksliste")]);
    assert!(sitting.meeting().items[1].unlisted);
    sitting.world.today = day("2026-11-30");
    sitting.does(MeetingAct::CallMeeting { reason: None, first: None });
    assert_eq!(titles(&sitting), [line("001/26", "Saksliste"), line("002/26", "Reise til Oslo")]);
    assert!(!sitting.meeting().items[1].unlisted);
    let days = (sitting.meeting().called_on, sitting.meeting().called_again_on);
    assert_eq!(days, (Some(day("2026-11-23")), Some(day("2026-11-30"))));
    // Another time is told with the agenda as it is then.
    sitting.does(change("Innkalling"));
    sitting.does(MeetingAct::MoveMeeting {
        appointment: appointment("2026-12-09"),
        title: why(),
        reason: why().into(),
    });
    assert_eq!(titles(&sitting)[0], line("001/26", "Innkalling"));
    sitting.refuses(MeetingAct::CallMeeting { reason: None, first: None }, Refusal::NothingChanged);
}

#[test]
fn a_deputy_has_one_vote_whether_for_the_disqualified_or_on_the_roll() {
    let mut sitting = Sitting::open();
    let roll = |present: Vec<ContactId>| MeetingAct::OpenMeeting { present, chair: member(TOWNS[0]) };
    sitting.does(MeetingAct::Disqualify {
        item: 1,
        person: member(TOWNS[2]),
        legal_basis: "fvl. § 6".to_owned(),
        deputy: Some(deputy(TOWNS[2])),
    });
    assert_eq!(sitting.meeting().voters(&sitting.meeting().items[0]).len(), 3);
    // The disqualified leaves, and the deputy takes the seat for the rest of the meeting.
    sitting.does(roll(vec![member(TOWNS[0]), member(TOWNS[1]), deputy(TOWNS[2])]));
    assert_eq!(sitting.meeting().voters(&sitting.meeting().items[0]).len(), 3);
    assert_eq!((sitting.meeting().attended.len(), sitting.meeting().filled()), (4, 3), "of three seats");
    sitting.does(roll(vec![member(TOWNS[0]), member(TOWNS[1])]));
    assert_eq!(sitting.meeting().voters(&sitting.meeting().items[0]).len(), 2, "nobody sits for whoever has left");
}
