//! The public's answers: counted when the hearing is closed, released, kept from the public, and weighed group by group.

use super::{Context, filled, written};
use crate::{
    Case, Document, Event, Facts, Hash, Hearing, PublicCount, PublicSeen, Refusal, Uncounted, Verdict, names_one,
};

/// The calendar's, once the hearing is closed, or was withdrawn.
pub(super) fn count(document: &Document, count: Option<&PublicCount>, facts: &Facts) -> Result<Vec<Event>, Refusal> {
    let Uncounted { case, round, .. } = document.to_count().ok_or(Refusal::NothingDue)?;
    let PublicCount { number, groups, root } = count.cloned().ok_or(Refusal::NothingDue)?;
    Ok(vec![Event::PublicAnswersCounted { case: Some(case), round, number, groups, root, on: facts.today }])
}

/// Which answers: of a round, from one number to another, those of a group only where one is named.
#[derive(Clone, Copy)]
pub(super) struct Those {
    pub case: Option<u32>,
    pub round: Option<u32>,
    pub from: Option<u32>,
    pub through: u32,
    pub group: Option<u32>,
}

pub(super) fn release(
    document: &Document,
    those: Those,
    reason: Option<&str>,
    seen: Option<PublicSeen>,
) -> Result<Vec<Event>, Refusal> {
    let (case, round) = round(document, those.case, those.round)?;
    let seen = there(seen)?;
    let Those { group, .. } = those;
    // What comes later is not released by it.
    let (from, through) = (those.from.unwrap_or(1), those.through.min(seen.newest));
    let reason = reason.and_then(|text| written(text).ok());
    let all = names_one(Some(from), through, group) && !names_one(those.from, those.through, group);
    Ok(vec![Event::PublicAnswersReleased { case, round, from, through, group, reason, all }])
}

pub(super) fn exempt(
    document: &Document,
    (case, of_round): (Option<u32>, Option<u32>),
    number: u32,
    legal_basis: &str,
    (redacted, redacted_file): (Option<&Hash>, Option<&Hash>),
    seen: Option<PublicSeen>,
) -> Result<Vec<Event>, Refusal> {
    let (case, round) = round(document, case, of_round)?;
    there(seen)?;
    let legal_basis = filled(legal_basis, Refusal::ExemptionBasisMissing)?;
    let (redacted, redacted_file) = (redacted.cloned(), redacted_file.cloned());
    Ok(vec![Event::PublicAnswerExempted { case, round, number, legal_basis, redacted, redacted_file }])
}

/// One verdict for all answers that are alike.
pub(super) fn assess(
    context: &Context,
    hearing: &Hearing,
    group: u32,
    verdict: Verdict,
    reason: &str,
    seen: Option<PublicSeen>,
) -> Result<Vec<Event>, Refusal> {
    let public = hearing.public.as_ref().ok_or(Refusal::PublicAnswersNotForKind)?;
    public.counted.ok_or(Refusal::PublicAnswersNotCounted)?;
    let seen = there(seen)?;
    if seen.last != public.last {
        return Err(Refusal::ChangedMeanwhile);
    }
    let by = context.case.rules.assessment.second_person.then(|| context.facts.actor.person());
    let (reason, round) = (written(reason)?, hearing.round);
    Ok(vec![Event::PublicAnswersAssessed {
        round,
        group,
        answers: seen.answers,
        verdict,
        reason,
        again: seen.verdict.is_some(),
        by,
        approved: seen.verdict.is_some_and(|known| known.approved),
    }])
}

/// A second coordinator's yes to the verdict that was `shown`, by the number of its event.
pub(super) fn approve(
    context: &Context,
    hearing: &Hearing,
    group: u32,
    shown: Option<u32>,
    seen: Option<PublicSeen>,
) -> Result<Vec<Event>, Refusal> {
    let public = hearing.public.as_ref().ok_or(Refusal::PublicAnswersNotForKind)?;
    let seen = there(seen)?;
    let verdict = seen.verdict.ok_or(Refusal::PublicAnswersMustBeAssessed { open: 1 })?;
    if seen.last != public.last || shown.is_some_and(|shown| shown != verdict.seq) {
        return Err(Refusal::ChangedMeanwhile);
    }
    verdict.approvable_by(context.facts.actor)?;
    let by = context.facts.actor.person();
    Ok(vec![Event::PublicVerdictApproved { round: hearing.round, group, by }])
}

/// Whether the assessment can be finished: all are counted, and every group of them has a verdict.
pub(super) fn weighed(case: &Case) -> Result<(), Refusal> {
    let Some(public) = case.hearing().and_then(|hearing| hearing.public.as_ref()) else { return Ok(()) };
    public.counted.ok_or(Refusal::PublicAnswersNotCounted)?;
    match public.open() {
        0 => Ok(()),
        open => Err(Refusal::PublicAnswersMustBeAssessed { open: usize::try_from(open).unwrap_or(usize::MAX) }),
    }
}

fn there(seen: Option<PublicSeen>) -> Result<PublicSeen, Refusal> {
    seen.filter(|seen| seen.answers > 0).ok_or(Refusal::PublicAnswerUnknown)
}

/// The round named, or the last one there has been.
fn round(document: &Document, case: Option<u32>, round: Option<u32>) -> Result<(u32, u32), Refusal> {
    let last = document.case.as_ref().map_or(1, |case| case.rounds);
    let (case, round) = (case.unwrap_or(document.cases), round.unwrap_or(last));
    if case == 0 || round == 0 { Err(Refusal::PublicAnswerUnknown) } else { Ok((case, round)) }
}
