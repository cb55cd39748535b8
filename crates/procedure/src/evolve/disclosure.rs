//! What the public may read of the statements.

use crate::{Document, Exemption, Filed, Hash, PartyId};

/// A new revision of an exempt statement is exempt too; a redacted version is of one revision only.
pub(super) fn filed(document: &mut Document, party: &PartyId) {
    let seq = document.seq;
    let (case, round) = document.case.as_ref().map_or((0, 0), |case| (case.number, case.rounds));
    let same = |filed: &&Filed| filed.party == *party && filed.case == case && filed.round == round;
    let before = document.statements.iter().rev().find(same).and_then(|filed| filed.exempt.clone());
    let exempt = before.map(|exemption| Exemption { redacted: None, ..exemption });
    document.statements.push(Filed { seq, party: party.clone(), case, round, exempt });
}

/// An answer is exempt with all its revisions; only the one named has the redacted version. `None` discloses it.
pub(super) fn exempted(document: &mut Document, statement: u32, exemption: Option<(&String, Option<&Hash>)>) {
    let Some(named) = document.statements.iter().find(|filed| filed.seq == statement).cloned() else { return };
    let same =
        |filed: &&mut Filed| filed.party == named.party && filed.case == named.case && filed.round == named.round;
    for filed in document.statements.iter_mut().filter(same) {
        filed.exempt = exemption.map(|(legal_basis, redacted)| Exemption {
            legal_basis: legal_basis.clone(),
            redacted: redacted.filter(|_| filed.seq == statement).cloned(),
        });
    }
}
