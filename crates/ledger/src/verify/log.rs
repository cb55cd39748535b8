//! One document's log under its key, and its state against its log.

use super::{Discrepancy, Kept, LineRow, Place};
use crate::{Digest, chain, packed::unpack, positions::is_of, signing::Signing, views::instant};
use procedure::{Document, DocumentId, Event, FOLD, fold, wakes_on};

/// Each line as an event; `None` where this version cannot read it.
pub(super) fn read(lines: &[LineRow]) -> Vec<Option<Event>> {
    lines.iter().map(|line| serde_json::from_str(&line.leaf.body).ok()).collect()
}

pub(super) fn refold(events: &[Option<Event>]) -> Option<Document> {
    let events: Option<Vec<&Event>> = events.iter().map(Option::as_ref).collect();
    fold(events?)
}

/// What a log ends with; or the first line that does not hold, and why.
pub(super) fn ends(id: &DocumentId, lines: &[LineRow], signing: &Signing) -> Result<Digest, (u32, &'static str)> {
    let mut head = chain::start(id);
    for (expected, LineRow { leaf, hash, .. }) in (1_u32..).zip(lines) {
        if leaf.seq != i64::from(expected) {
            return Err((expected, "is missing, or out of order"));
        }
        let Some(key) = signing.key(leaf.key) else {
            return Err((expected, "was written under a record key that the key file does not have"));
        };
        if !signing.in_use(leaf.key, instant(leaf.at)) {
            return Err((expected, "was written under a record key that was no longer in use"));
        }
        let ours = chain::next(key, head, leaf.line(id));
        if ours != *hash {
            return Err((expected, "is not what was written"));
        }
        head = chain::head(key, ours);
    }
    Ok(head)
}

/// Whether a row says of a document what its log does.
fn stands(head: &Kept, state: &Document) -> bool {
    let Kept { kind, title, phase, wakes_on: wakes, .. } = head;
    let columns =
        (&state.kind, &state.title, state.phase().as_str(), wakes_on(state)) == (kind, title, &**phase, *wakes);
    columns && unpack(&head.state).as_ref() == Some(state)
}

pub(super) fn check(
    id: &DocumentId,
    head: &Kept,
    lines: &[LineRow],
    events: &[Option<Event>],
    signing: Option<&Signing>,
) -> Vec<Discrepancy> {
    let event = |seq, what| vec![Discrepancy { place: Place::Event(id.clone(), seq), what }];
    let document = |what| vec![Discrepancy { place: Place::Document(id.clone()), what }];
    let cut_off = "its log does not end where its state says";
    if head.seq != i64::try_from(lines.len()).unwrap_or(i64::MAX) {
        // Said first where there is no gap: the end is what is missing.
        if lines.iter().zip(1..).all(|(line, expected)| line.leaf.seq == expected) {
            return document(cut_off);
        }
    }
    match signing.map(|signing| ends(id, lines, signing)) {
        Some(Err((seq, what))) => return event(seq, what),
        Some(Ok(ours)) if ours != head.head => return document(cut_off),
        _ => {}
    }
    for (seq, (line, read)) in (1..).zip(lines.iter().zip(events)) {
        let actor = line.leaf.actor.split(':').next().unwrap_or_default();
        if line.actor_kind != actor || read.as_ref().is_some_and(|event| event.name() != line.kind) {
            return event(seq, "stands under another kind than it is of");
        }
    }
    let ascending = lines.windows(2).all(|two| two[0].leaf.id < two[1].leaf.id);
    if !ascending || lines.iter().any(|line| !is_of(head.number, line.leaf.id)) {
        return document("its events do not stand in its region, in their order");
    }
    match refold(events) {
        None => document("holds an event that cannot be read"),
        Some(state) if head.fold == FOLD && !stands(head, &state) => {
            document("its state is not what its log says: run `samrad rebuild`")
        }
        Some(_) => Vec::new(),
    }
}
