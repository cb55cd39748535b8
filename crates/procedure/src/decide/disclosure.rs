//! What the public may read: statements are public unless a paragraph exempts them (offentleglova §§ 3, 12–26).

use super::{filled, unknown, written};
use crate::{Document, Event, Exemption, Filed, Hash, PartyId, Refusal};

pub(super) fn exempt(
    document: &Document,
    party: &PartyId,
    legal_basis: &str,
    redacted: Option<&Hash>,
    statement: Option<u32>,
) -> Result<Vec<Event>, Refusal> {
    let filed = find(document, party, statement)?;
    let legal_basis = filled(legal_basis, Refusal::ExemptionBasisMissing)?;
    let exemption = Exemption { legal_basis, redacted: redacted.cloned() };
    if filed.exempt.as_ref() == Some(&exemption) {
        return Err(Refusal::NothingChanged);
    }
    let Exemption { legal_basis, redacted } = exemption;
    Ok(vec![Event::StatementExempted { statement: filed.seq, party: party.clone(), legal_basis, redacted }])
}

pub(super) fn disclose(
    document: &Document,
    party: &PartyId,
    reason: &str,
    statement: Option<u32>,
) -> Result<Vec<Event>, Refusal> {
    let filed = find(document, party, statement)?;
    if filed.exempt.is_none() {
        return Err(Refusal::NotExempt);
    }
    Ok(vec![Event::StatementDisclosed { statement: filed.seq, party: party.clone(), reason: written(reason)? }])
}

/// The statement named, or the party's latest.
fn find<'a>(document: &'a Document, party: &PartyId, statement: Option<u32>) -> Result<&'a Filed, Refusal> {
    let mut theirs = document.statements.iter().filter(|filed| filed.party == *party);
    let found = match statement {
        Some(seq) => theirs.find(|filed| filed.seq == seq),
        None => theirs.next_back(),
    };
    let heard = document.links.iter().any(|link| link.party == *party);
    found.ok_or_else(|| if heard { Refusal::NoStatement } else { unknown(party) })
}
