//! Whom a letter goes to: the contact that fills a role or holds a link, and an address no more than once.

use crate::{ContactId, Letter, LetterKind, PartyId, Role, Roster, To};
use chrono::NaiveDate;

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

/// Each letter to each of its recipients, one an address: the registry's copy comes last, and is left out where the
/// registry has got the letter itself.
pub(crate) fn addressed(roster: &Roster, day: NaiveDate, letters: &[Letter]) -> Vec<Addressed> {
    let mut all: Vec<Addressed> = Vec::with_capacity(letters.len());
    let mut written: Vec<(LetterKind, Option<&PartyId>, String)> = Vec::new();
    for letter in letters {
        for contact in recipients(roster, day, letter) {
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

fn recipients(roster: &Roster, day: NaiveDate, letter: &Letter) -> Vec<Option<ContactId>> {
    match &letter.to {
        To::Contact(id) => vec![Some(id.clone())],
        To::Role(role) => {
            vec![letter.party.as_ref().and_then(|party| roster.resolve(party, *role, day)).cloned()]
        }
        To::Coordinators => roster.coordinators().map(|id| Some(id.clone())).collect(),
    }
}
