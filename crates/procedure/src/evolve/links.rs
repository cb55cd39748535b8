//! Links that are given and taken back.

use crate::{Document, Given, Grant, Link};

pub(super) fn grant(document: &mut Document, granted: &Grant, given: Given) {
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
        given,
        disowned: false,
    });
}

/// One that its holder gave to another. A colleague gives away what a colleague has.
pub(super) fn hand_over(document: &mut Document, from: u32, granted: &Grant) {
    let colleague = document.link(from).is_some_and(|link| link.given == Given::Colleague);
    grant(document, granted, if colleague { Given::Colleague } else { Given::Over });
}

pub(super) fn take_back(document: &mut Document, number: u32) {
    if let Some(link) = numbered(document, number) {
        link.replaced = true;
    }
}

pub(super) fn disown(document: &mut Document, number: u32) {
    if let Some(link) = numbered(document, number) {
        link.disowned = true;
    }
}

fn numbered(document: &mut Document, number: u32) -> Option<&mut Link> {
    let place = usize::try_from(number).ok()?.checked_sub(1)?;
    document.links.get_mut(place)
}
