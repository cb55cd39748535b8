//! What events about the public's answers mean for the state: counters, and nothing that grows with them.

use crate::{Document, Phase, PublicAnswers, Uncounted};

fn with_answers(document: &mut Document, change: impl FnOnce(&mut PublicAnswers, u32)) {
    let seq = document.seq;
    if let Some(Phase::Hearing(hearing) | Phase::Assessment(hearing)) = document.case.as_mut().map(|c| &mut c.phase) {
        change(hearing.public.get_or_insert_default(), seq);
    }
}

/// The hearing whose answers are not counted yet.
pub(super) fn under_way(document: &Document) -> Option<Uncounted> {
    let case = document.case.as_ref()?;
    match &case.phase {
        Phase::Hearing(hearing) | Phase::Assessment(hearing) => hearing.uncounted(case.number),
        _ => None,
    }
}

/// A hearing that was under way before an event, and is gone: its answers are counted nevertheless.
pub(super) fn left(document: &mut Document, before: Option<Uncounted>) {
    let Some(before) = before else { return };
    let case = document.case.as_ref().filter(|case| case.number == before.case);
    let hearing = case.and_then(|case| case.hearing()).filter(|hearing| hearing.round == before.round);
    if hearing.is_none() {
        document.uncounted = Some(before);
    }
}

pub(super) fn counted(document: &mut Document, (case, round): (Option<u32>, u32), number: u32, groups: u32) {
    let ended = |known: &Uncounted| (Some(known.case), known.round) == (case, round);
    if document.uncounted.as_ref().is_some_and(ended) {
        document.uncounted = None;
        return;
    }
    with_answers(document, |public, _| {
        public.counted = Some(number);
        public.groups = groups;
    });
}

pub(super) fn assessed(document: &mut Document, again: bool, approved: bool) {
    with_answers(document, |public, seq| {
        public.assessed += u32::from(!again);
        public.approved = public.approved.saturating_sub(u32::from(approved));
        public.last = seq;
    });
}

pub(super) fn approved(document: &mut Document) {
    with_answers(document, |public, seq| {
        public.approved += 1;
        public.last = seq;
    });
}
