//! Links that are given and taken back.

use crate::{Document, Grant, Link};

pub(super) fn grant(document: &mut Document, granted: &Grant) {
    let (case, round) = document.case.as_ref().map_or((0, 0), |case| (case.number, case.rounds));
    for number in &granted.replaces {
        take_back(document, *number);
    }
    document.links.push(Link {
        party: granted.party.clone(),
        contact: granted.contact.clone(),
        purpose: granted.purpose,
        case,
        round,
        generation: 1,
        replaced: false,
    });
}

pub(super) fn take_back(document: &mut Document, number: u32) {
    let place = usize::try_from(number).ok().and_then(|n| n.checked_sub(1));
    if let Some(link) = place.and_then(|place| document.links.get_mut(place)) {
        link.replaced = true;
    }
}
