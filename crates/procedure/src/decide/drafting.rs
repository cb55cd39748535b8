//! Drafting: a document is created, its text saved, its case numbered.

use super::{Context, line, unknown, written};
use crate::{
    DocumentId, Event, Facts, Hash, PartId, PartRef, PartiesRule, Party, PartyId, Refusal, Related, Relation, Standing,
};
use chrono::NaiveDate;

pub(super) fn create(
    facts: &Facts,
    kind: &str,
    title: &str,
    chosen: Option<&[PartyId]>,
) -> Result<Vec<Event>, Refusal> {
    let kind = facts.kinds.get(kind).ok_or(Refusal::UnknownKind)?;
    let title = line(title, Refusal::TitleMissing)?;
    let members = members(facts);
    let parties = match chosen {
        None => members,
        Some(chosen) => {
            for id in chosen {
                if !members.iter().any(|m| m.id == *id) {
                    return Err(unknown(id));
                }
            }
            let parties: Vec<_> = members.iter().filter(|m| chosen.contains(&m.id)).cloned().collect();
            if parties.len() < members.len() && kind.rules.parties == PartiesRule::Members {
                return Err(Refusal::PartiesFixed);
            }
            parties
        }
    };
    if parties.is_empty() {
        return Err(Refusal::PartyMissing);
    }
    Ok(vec![Event::DocumentCreated { kind: kind.id.clone(), title, rules: kind.rules.clone(), parties }])
}

/// Everyone who is a member of the region today.
pub(super) fn members(facts: &Facts) -> Vec<Party> {
    let party = |(id, m): (&PartyId, &crate::Member)| Party {
        id: id.clone(),
        standing: m.particulars.standing,
        population: m.particulars.population,
    };
    facts.roster.members_on(facts.today).map(party).collect()
}

/// A municipality that is no member takes part in the case of an agreement by which it becomes one: its council adopts it as
/// the others do (kommuneloven § 18-4).
pub(super) fn invite_to_join(context: &Context, id: &PartyId) -> Result<Vec<Event>, Refusal> {
    if context.case.rules.membership.is_none() {
        return Err(Refusal::JoiningNotForKind);
    }
    let known =
        context.facts.roster.parties.get(id).filter(|party| party.particulars.standing == Standing::Municipality);
    let known = known.ok_or_else(|| unknown(id))?;
    if context.case.has_party(id) || known.is_member(context.facts.today) {
        return Err(Refusal::MemberAlready);
    }
    let party =
        Party { id: id.clone(), standing: known.particulars.standing, population: known.particulars.population };
    Ok(vec![Event::JoiningInvited { party }])
}

/// The invitation is taken back: whoever does not adopt the agreement keeps the others from nothing.
pub(super) fn withdraw_invitation(context: &Context, id: &PartyId, reason: &str) -> Result<Vec<Event>, Refusal> {
    if !context.case.joining.contains(id) {
        return Err(unknown(id));
    }
    Ok(vec![Event::JoiningWithdrawn { party: id.clone(), reason: written(reason)? }])
}

pub(super) fn save_text(
    context: &Context,
    content: &Hash,
    parts: &[PartRef],
    based_on: Option<u32>,
) -> Result<Vec<Event>, Refusal> {
    let current = context.case.version.as_ref();
    if based_on.is_some_and(|seen| seen != current.map_or(0, |v| v.number)) {
        return Err(Refusal::ChangedMeanwhile);
    }
    if parts.is_empty() {
        return Err(Refusal::NoText);
    }
    if current.is_some_and(|v| v.content == *content) {
        return Err(Refusal::NothingChanged);
    }
    let version = context.document.versions + 1;
    Ok(vec![Event::TextSaved {
        version,
        content: content.clone(),
        parts: parts.to_vec(),
        on: Some(context.facts.today),
    }])
}

pub(super) fn attach(file: &Hash, title: &str) -> Result<Vec<Event>, Refusal> {
    Ok(vec![Event::FileAttached { file: file.clone(), title: line(title, Refusal::TitleMissing)? }])
}

pub(super) fn number_case(document: &crate::Document, case_number: &str) -> Result<Vec<Event>, Refusal> {
    let case_number = line(case_number, Refusal::CaseNumberMissing)?;
    if document.case_number.as_deref() == Some(&case_number) {
        return Err(Refusal::NothingChanged);
    }
    Ok(vec![Event::CaseNumbered { case_number }])
}

/// A text with a period of its own is revised before that ends.
pub(super) fn set_period(context: &Context, until: NaiveDate) -> Result<Vec<Event>, Refusal> {
    if until <= context.facts.today {
        return Err(Refusal::DeadlinePassed);
    }
    if context.case.period_until == Some(until) {
        return Err(Refusal::NothingChanged);
    }
    Ok(vec![Event::PeriodSet { until }])
}

/// The land-use part of a plan, by its sections: what a formal objection can be made to (§§ 5-4, 11-5).
pub(super) fn mark_land_use(context: &Context, sections: &[PartId]) -> Result<Vec<Event>, Refusal> {
    if !context.case.rules.hearing.formal_objection {
        return Err(Refusal::ObjectionNotForKind);
    }
    let version = context.case.version.as_ref().ok_or(Refusal::NoText)?;
    if !sections.iter().all(|section| version.has(section)) {
        return Err(Refusal::SectionUnknown);
    }
    // In the order of the text, each once.
    let marked = version.parts.iter().map(|part| &part.id).filter(|id| sections.contains(id));
    let sections: Vec<PartId> = marked.cloned().collect();
    if sections == context.case.land_use {
        return Err(Refusal::NothingChanged);
    }
    Ok(vec![Event::LandUseMarked { sections }])
}

/// One relation to each document: another takes the place of the first when that was taken back.
pub(super) fn relate(
    document: &crate::Document,
    other: &DocumentId,
    how: Relation,
    title: &str,
) -> Result<Vec<Event>, Refusal> {
    if document.relations.iter().any(|related| related.document == *other) {
        return Err(Refusal::NothingChanged);
    }
    let related = Related { document: other.clone(), how, title: title.to_owned() };
    Ok(vec![Event::Related { related }])
}

pub(super) fn unrelate(document: &crate::Document, other: &DocumentId, reason: &str) -> Result<Vec<Event>, Refusal> {
    if document.relations.iter().all(|related| related.document != *other) {
        return Err(Refusal::NotRelated);
    }
    Ok(vec![Event::Unrelated { document: other.clone(), reason: written(reason)? }])
}

/// § 4-1 does not ask for a programme before every plan; where a kind rests on one, a person says why this does not.
pub(super) fn waive_programme(context: &Context, reason: &str) -> Result<Vec<Event>, Refusal> {
    if context.case.rules.follows.is_none() {
        return Err(Refusal::ProgrammeNotForKind);
    }
    if context.case.programme_waived {
        return Err(Refusal::NothingChanged);
    }
    Ok(vec![Event::ProgrammeWaived { reason: written(reason)? }])
}
