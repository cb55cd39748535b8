//! What the public may read of the statements.

use crate::{Document, Exemption, Filed, Item, PartyId, Release};

/// A new revision of an exempt statement is exempt too; a redacted version is of one revision only.
pub(super) fn filed(document: &mut Document, party: &PartyId) {
    let seq = document.seq;
    let (case, round) = document.case.as_ref().map_or((0, 0), |case| (case.number, case.rounds));
    let same = |filed: &&Filed| filed.party == *party && filed.case == case && filed.round == round;
    let before = document.statements.iter().rev().find(same).and_then(|filed| filed.exempt.clone());
    let exempt = before.map(|exemption| Exemption { redacted: None, redacted_file: None, ..exemption });
    let waits = document.case.as_ref().is_some_and(|case| case.rules.hearing.release == Some(Release::AfterReview));
    document.statements.push(Filed { seq, party: party.clone(), case, round, exempt, waits });
}

/// An answer is exempt with all its revisions; only the one named has the redacted version. `None` discloses it.
pub(super) fn exempted(document: &mut Document, statement: u32, exemption: Option<&Exemption>) {
    let Some(named) = document.statements.iter().find(|filed| filed.seq == statement).cloned() else { return };
    let same =
        |filed: &&mut Filed| filed.party == named.party && filed.case == named.case && filed.round == named.round;
    for filed in document.statements.iter_mut().filter(same) {
        filed.waits = false;
        filed.exempt = exemption.cloned().map(|exemption| {
            let whole = filed.seq == statement;
            let (redacted, redacted_file) = (exemption.redacted, exemption.redacted_file);
            let (redacted, redacted_file) = (redacted.filter(|_| whole), redacted_file.filter(|_| whole));
            Exemption { redacted, redacted_file, ..exemption }
        });
    }
}

/// `None` discloses it.
pub(super) fn item(document: &mut Document, item: &Item, exemption: Option<Exemption>) {
    document.exempt.retain(|(known, _)| known != item);
    document.exempt.extend(exemption.map(|exemption| (item.clone(), exemption)));
}
