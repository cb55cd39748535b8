//! What the public may read: statements are public unless a paragraph exempts them (offentleglova §§ 3, 12–26).

use super::{filled, unknown, written};
use crate::{Document, Event, Exemption, Filed, Hash, Item, PartyId, Refusal};

pub(super) fn exempt(
    document: &Document,
    party: &PartyId,
    legal_basis: &str,
    redacted: Redacted,
    statement: Option<u32>,
) -> Result<Vec<Event>, Refusal> {
    let filed = find(document, party, statement)?;
    let exemption = exemption(legal_basis, redacted)?;
    if filed.exempt.as_ref() == Some(&exemption) {
        return Err(Refusal::NothingChanged);
    }
    let Exemption { legal_basis, redacted, redacted_file } = exemption;
    let (statement, party) = (filed.seq, party.clone());
    Ok(vec![Event::StatementExempted { statement, party, legal_basis, redacted, redacted_file }])
}

/// A redacted version as text, and as a file.
type Redacted<'a> = (Option<&'a Hash>, Option<&'a Hash>);

fn exemption(legal_basis: &str, (redacted, redacted_file): Redacted) -> Result<Exemption, Refusal> {
    let legal_basis = filled(legal_basis, Refusal::ExemptionBasisMissing)?;
    Ok(Exemption { legal_basis, redacted: redacted.cloned(), redacted_file: redacted_file.cloned() })
}

pub(super) fn disclose(
    document: &Document,
    party: &PartyId,
    reason: &str,
    statement: Option<u32>,
) -> Result<Vec<Event>, Refusal> {
    let filed = find(document, party, statement)?;
    if filed.exempt.is_none() && !filed.waits {
        return Err(Refusal::NotExempt);
    }
    // That a coordinator has looked at it needs no other reason.
    let reason = if filed.exempt.is_some() { written(reason)? } else { written(reason).unwrap_or_default() };
    Ok(vec![Event::StatementDisclosed { statement: filed.seq, party: party.clone(), reason }])
}

/// A file by its hash, or the reservation of a council.
type Named<'a> = (Option<&'a Hash>, Option<&'a PartyId>);

pub(super) fn exempt_item(
    document: &Document,
    named: Named,
    legal_basis: &str,
    redacted: Redacted,
) -> Result<Vec<Event>, Refusal> {
    let item = item(document, named)?;
    let exemption = exemption(legal_basis, redacted)?;
    if document.item(&item) == Some(&exemption) {
        return Err(Refusal::NothingChanged);
    }
    let Exemption { legal_basis, redacted, redacted_file } = exemption;
    Ok(vec![Event::ItemExempted { item, legal_basis, redacted, redacted_file }])
}

pub(super) fn disclose_item(document: &Document, named: Named, reason: &str) -> Result<Vec<Event>, Refusal> {
    let item = item(document, named)?;
    document.item(&item).ok_or(Refusal::NotExempt)?;
    Ok(vec![Event::ItemDisclosed { item, reason: written(reason)? }])
}

fn item(document: &Document, named: Named) -> Result<Item, Refusal> {
    match named {
        (Some(hash), None) => Ok(Item::File(hash.clone())),
        (None, Some(party)) if document.links.iter().any(|link| link.party == *party) => {
            Ok(Item::Reservation(party.clone()))
        }
        (None, Some(party)) => Err(unknown(party)),
        _ => Err(Refusal::ItemMissing),
    }
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
