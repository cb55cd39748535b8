//! What it means that an edition is adopted, comes into force, is noticed, prolonged or not made after all.

use crate::{Adopted, AdoptedEdition, Adoption, Document, End, InForce, Phase, Rung, on_or_before};
use chrono::{Months, NaiveDate};

pub(super) fn adopted(document: &mut Document, edition: &AdoptedEdition) {
    document.editions = edition.edition;
    if let Some(Phase::Adoption(adoption)) = document.case.as_mut().map(|case| &mut case.phase) {
        adoption.adopted = Some(waiting(edition));
    }
}

fn waiting(edition: &AdoptedEdition) -> Adopted {
    Adopted {
        body: edition.body.clone(),
        meeting_date: edition.meeting_date,
        case_number: edition.case_number.clone(),
        in_force_from: edition.in_force_from,
        revision_due: edition.revision_due,
    }
}

/// The draft is the edition that holds: it was never heard here.
pub(super) fn registered(document: &mut Document, edition: &AdoptedEdition) {
    if let Some(case) = &mut document.case {
        case.phase = Phase::Adoption(Adoption { endorsement: None, hearing: None, adopted: None });
    }
    adopted(document, edition);
    came_into_force(document, edition.edition, edition.in_force_from);
}

/// A later entry of the adoption: of the edition that waits, or of the one that holds.
pub(super) fn corrected(document: &mut Document, adopted: Adopted) {
    if let Some(Phase::Adoption(adoption)) = document.case.as_mut().map(|case| &mut case.phase) {
        adoption.adopted = Some(adopted);
    } else if let Some(edition) = &mut document.in_force {
        edition.adopted_on = adopted.meeting_date;
        edition.revision_due = adopted.revision_due;
    }
}

pub(super) fn came_into_force(document: &mut Document, edition: u32, on: NaiveDate) {
    let Some(case) = document.case.take() else { return };
    let mut objections = case.objections();
    objections.retain(|objection| !objection.touches_everything());
    let tracks = case.endorsement().map_or(&[][..], |endorsement| &endorsement.tracks);
    let places = tracks.iter().filter_map(|track| Some((track.party.clone(), track.effective?))).collect();
    let Phase::Adoption(Adoption { adopted: Some(adopted), .. }) = case.phase else { return };
    let Some(version) = case.version else { return };
    document.in_force = Some(InForce {
        edition,
        version,
        adopted_on: adopted.meeting_date,
        since: on,
        rules: case.rules,
        parties: case.parties,
        revision_due: adopted.revision_due,
        notices: Vec::new(),
        put_off: None,
        period_until: case.period_until,
        joining: case.joining,
        land_use: case.land_use,
        unmet: case.unmet,
        places,
        objections,
    });
}

/// A revision withdrawn puts the next one off; a first case withdrawn ends the document.
pub(super) fn withdrawn(document: &mut Document, until: Option<NaiveDate>) {
    document.case = None;
    match &mut document.in_force {
        Some(edition) => {
            edition.revision_due = until.or(edition.revision_due);
            edition.put_off = until;
        }
        None => document.end = Some(End::Withdrawn),
    }
}

pub(super) fn noticed(document: &mut Document, rung: Rung, skipped: &[Rung], due: NaiveDate) {
    if let Some(edition) = &mut document.in_force {
        edition.notices.extend(skipped.iter().chain([&rung]).map(|rung| (*rung, due)));
    }
}

/// Notices of days that had passed before the work began are not given afterwards.
pub(super) fn revision_started(document: &mut Document, on: NaiveDate, skipped: &[Rung]) {
    let Some(edition) = &mut document.in_force else { return };
    let Some(due) = edition.revision_due else { return };
    edition.notices.extend(skipped.iter().map(|rung| (*rung, due)));
    let passed = |n: &u32| due.checked_sub_months(Months::new(*n)).is_some_and(|day| on_or_before(day) <= on);
    let passed: Vec<u32> = edition.rules.revision.notices.iter().copied().filter(passed).collect();
    edition.notices.extend(passed.into_iter().map(|n| (Rung::Notice(n), due)));
}

pub(super) fn prolonged(document: &mut Document, until: NaiveDate) {
    if let Some(edition) = &mut document.in_force {
        edition.revision_due = Some(until);
        edition.put_off = None;
    }
}
