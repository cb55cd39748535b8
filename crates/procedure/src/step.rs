//! The only way a document changes: a command is decided, its events are applied, and its letters are addressed.

use crate::{
    Addressed, Cancel, Command, Document, Event, Facts, Refusal, addressing::addressed, decide, evolve, letters,
    wakes_on,
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
        let letters = addressed(facts.roster, facts.today, &post.letters);
        happened.push(Happened { seq: after.seq, event, cancels: post.cancel, letters });
    }
    let state = state.expect("an accepted command leaves a document");
    Ok(Step { wakes_on: wakes_on(&state), state, events: happened })
}
