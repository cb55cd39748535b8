//! The only way a document changes: a command is decided, its events are applied, and its letters are addressed.

use crate::{
    Cancel, Command, ContactId, Document, Event, Facts, Letter, LetterKind, PartyId, Refusal, Role, Roster, To, decide,
    evolve, letters, wakes_on,
};
use chrono::NaiveDate;
use std::sync::Arc;

/// What an accepted command leads to.
#[derive(Clone, Debug)]
pub struct Step {
    /// The document after all events.
    pub state: Document,
    /// The next day on which time itself asks for something; `None`: never.
    pub wakes_on: Option<NaiveDate>,
    /// The events in their order.
    pub events: Vec<Happened>,
}

/// An event and what is written to people because of it.
#[derive(Clone, Debug)]
pub struct Happened {
    pub seq: u32,
    pub event: Event,
    /// Waiting letters that must not be sent any more. They are cancelled before the new ones are written.
    pub cancels: Vec<Cancel>,
    pub letters: Vec<Addressed>,
}

/// A letter with its recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressed {
    pub kind: LetterKind,
    pub party: Option<PartyId>,
    pub role: Option<Role>,
    /// `None`: nobody fills the role, and the letter cannot be sent.
    pub contact: Option<ContactId>,
    /// The number of the link it brings.
    pub link: Option<u32>,
    /// A copy for the registry.
    pub copy: bool,
}

/// Carries a command out on `before`, which is taken; a refused command leaves it as it was.
///
/// # Errors
/// The refusal, where the procedure does not allow the command.
///
/// # Panics
/// If an accepted command left no document: the procedure would contradict itself.
pub fn step(before: &mut Option<Arc<Document>>, facts: &Facts, command: &Command) -> Result<Step, Refusal> {
    let events = decide(before.as_deref(), facts, command)?;
    let mut state = before.take().map(Arc::unwrap_or_clone);
    let mut happened = Vec::with_capacity(events.len());
    for event in events {
        evolve(&mut state, &event);
        let after = state.as_ref().expect("an event leaves a document");
        let post = letters(after, &event);
        let letters = addressed(facts.roster, &post.letters);
        happened.push(Happened { seq: after.seq, event, cancels: post.cancel, letters });
    }
    let state = state.expect("an accepted command leaves a document");
    Ok(Step { wakes_on: wakes_on(&state), state, events: happened })
}

/// Each letter to each of its recipients, one an address: the registry's copy comes last, and is left out where the
/// registry has got the letter itself.
fn addressed(roster: &Roster, letters: &[Letter]) -> Vec<Addressed> {
    let mut all: Vec<Addressed> = Vec::with_capacity(letters.len());
    let mut written: Vec<(LetterKind, Option<&PartyId>, String)> = Vec::new();
    for letter in letters {
        for contact in recipients(roster, letter) {
            let known = contact.as_ref().and_then(|id| roster.contacts.get(id));
            if let Some(known) = known {
                let once = (letter.kind, letter.party.as_ref(), known.address.to_lowercase());
                if written.contains(&once) {
                    continue;
                }
                written.push(once);
            }
            let role = match &letter.to {
                To::Role(role) => Some(*role),
                To::Contact(_) => known.map(|contact| contact.role),
                To::Coordinators => Some(Role::Coordinator),
            };
            let (kind, party, link, copy) = (letter.kind, letter.party.clone(), letter.link, letter.copy);
            all.push(Addressed { kind, party, role, contact, link, copy });
        }
    }
    all
}

fn recipients(roster: &Roster, letter: &Letter) -> Vec<Option<ContactId>> {
    match &letter.to {
        To::Contact(id) => vec![Some(id.clone())],
        To::Role(role) => {
            vec![letter.party.as_ref().and_then(|party| roster.resolve(party, *role)).cloned()]
        }
        To::Coordinators => roster.coordinators().map(|id| Some(id.clone())).collect(),
    }
}
