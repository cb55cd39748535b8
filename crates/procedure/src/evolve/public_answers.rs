//! What events about the public's answers mean for the state: counters, and nothing that grows with them.

use crate::{Document, Hearing, Phase};

fn with_hearing(document: &mut Document, change: impl FnOnce(&mut Hearing, u32)) {
    let seq = document.seq;
    if let Some(Phase::Hearing(hearing) | Phase::Assessment(hearing)) = document.case.as_mut().map(|c| &mut c.phase) {
        change(hearing, seq);
    }
}

pub(super) fn counted(document: &mut Document, number: u32, groups: u32) {
    with_hearing(document, |hearing, _| {
        let public = hearing.public.get_or_insert_default();
        public.counted = Some(number);
        public.groups = groups;
    });
}

pub(super) fn assessed(document: &mut Document, again: bool) {
    with_hearing(document, |hearing, seq| {
        let public = hearing.public.get_or_insert_default();
        public.assessed += u32::from(!again);
        public.last = seq;
    });
}
