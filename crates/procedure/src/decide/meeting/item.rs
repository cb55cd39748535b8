//! An item while the meeting deals with it: whether it may be decided, by whom, and what was decided.

use super::{in_session, words};
use crate::{
    AgendaItem, ContactId, Disqualification, ItemOutcome, Meeting, MeetingEvent, Refusal, Resolution, Votes,
    decide::{filled, line},
};
use std::collections::BTreeSet;

/// Proposals to one item.
const PROPOSALS: usize = 50;

pub(super) fn disqualify(
    meeting: &Meeting,
    item: u32,
    person: &ContactId,
    legal_basis: &str,
    deputy: Option<&ContactId>,
) -> Result<MeetingEvent, Refusal> {
    let item = in_session(meeting, item)?;
    if item.resolution.is_some() {
        return Err(Refusal::ItemDecided);
    }
    if !meeting.voters(item).contains(&person) {
        return Err(Refusal::PersonNotSeated);
    }
    let of_seat =
        |deputy: &ContactId| meeting.seat_of(person).is_some_and(|seat| seat.holders().any(|one| one == deputy));
    let is_in = |deputy: &ContactId| {
        let known = |one: &Disqualification| one.person == *deputy || one.deputy.as_ref() == Some(deputy);
        meeting.present.contains(deputy) || item.disqualified.iter().any(known)
    };
    if deputy.is_some_and(|deputy| deputy == person || !of_seat(deputy) || is_in(deputy)) {
        return Err(Refusal::PersonNotSeated);
    }
    Ok(MeetingEvent::Disqualified {
        item: item.id,
        person: person.clone(),
        legal_basis: line(legal_basis, Refusal::BasisMissing)?,
        deputy: deputy.cloned(),
    })
}

pub(super) fn propose(meeting: &Meeting, item: u32, by: &ContactId, text: &str) -> Result<MeetingEvent, Refusal> {
    let item = in_session(meeting, item)?;
    if item.resolution.is_some() {
        return Err(Refusal::ItemDecided);
    }
    if !meeting.voters(item).contains(&by) {
        return Err(Refusal::PersonNotSeated);
    }
    if item.proposals.len() >= PROPOSALS {
        return Err(Refusal::TooMany { most: PROPOSALS });
    }
    let text = filled(&words(text)?, Refusal::ResolutionMissing)?;
    Ok(MeetingEvent::ProposalPut { item: item.id, by: by.clone(), text })
}

/// What is not on the agenda that was sent is decided unless the chair or a third of those present oppose it (kommuneloven
/// § 11-3).
pub(super) fn take_up(meeting: &Meeting, item: u32, opposed: &[ContactId]) -> Result<MeetingEvent, Refusal> {
    let item = in_session(meeting, item)?;
    if item.resolution.is_some() {
        return Err(Refusal::ItemDecided);
    }
    if !item.unlisted {
        return Err(Refusal::ItemListed);
    }
    if opposed.iter().any(|person| !meeting.present.contains(person)) {
        return Err(Refusal::PersonNotSeated);
    }
    let opposed: BTreeSet<&ContactId> = opposed.iter().collect();
    let chair = meeting.chair.as_ref().is_some_and(|chair| opposed.contains(chair));
    let allowed = !chair && opposed.len() * 3 < meeting.present.len();
    Ok(MeetingEvent::ItemTakenUp { item: item.id, opposed: opposed.into_iter().cloned().collect(), allowed })
}

/// A decision as it was entered.
pub(super) struct Asked<'a> {
    pub outcome: ItemOutcome,
    pub proposal: Option<u32>,
    pub text: Option<&'a str>,
    pub votes: Option<Votes>,
}

/// What the body decided: by at least half of its members, and all who take part vote (kommuneloven §§ 8-1, 11-9).
pub(super) fn resolved(
    meeting: &Meeting,
    item: &AgendaItem,
    asked: &Asked,
    casting: bool,
) -> Result<Resolution, Refusal> {
    let taking_part = meeting.voters(item);
    let voters = taking_part.len();
    // Where too few are there, an item can still be put off.
    if voters < meeting.quorum() && asked.outcome != ItemOutcome::Postponed {
        return Err(Refusal::QuorumMissing { size: u32::try_from(meeting.members()).unwrap_or(u32::MAX) });
    }
    let allowed = item.taken_up.as_ref().is_some_and(|taken| taken.allowed);
    if item.unlisted && !allowed && asked.outcome != ItemOutcome::Postponed {
        return Err(Refusal::ItemNotListed);
    }
    let chairs = meeting.chair.as_ref().is_some_and(|chair| taking_part.contains(&chair));
    if casting && (!chairs || asked.votes.is_none()) {
        return Err(Refusal::CastingVote);
    }
    let proposed = match asked.proposal {
        None => item.matter.recommendation.as_str(),
        Some(n) => {
            let place = usize::try_from(n).ok().and_then(|n| n.checked_sub(1));
            &place.and_then(|place| item.proposals.get(place)).ok_or(Refusal::ItemUnknown)?.text
        }
    };
    let own = words(asked.text.unwrap_or_default())?;
    let decides = asked.outcome == ItemOutcome::Adopted;
    let text = if own.is_empty() && decides { proposed.to_owned() } else { own };
    if decides && text.is_empty() && item.matter.command.is_none() {
        return Err(Refusal::ResolutionMissing);
    }
    let all = u32::try_from(voters).unwrap_or(u32::MAX);
    let votes = match asked.outcome {
        ItemOutcome::Adopted => Some(asked.votes.unwrap_or(Votes { in_favour: all, against: 0 })),
        ItemOutcome::Rejected => Some(asked.votes.unwrap_or(Votes { in_favour: 0, against: all })),
        ItemOutcome::Postponed | ItemOutcome::Noted => asked.votes,
    };
    if let Some(votes) = votes {
        let (won, lost) = match asked.outcome {
            ItemOutcome::Rejected => (votes.against, votes.in_favour),
            _ => (votes.in_favour, votes.against),
        };
        if won.checked_add(lost) != Some(all) {
            return Err(Refusal::VotesNotAll { voters: all });
        }
        if won < lost {
            return Err(Refusal::VotesAgainstOutcome);
        }
        if casting != (won == lost) {
            return Err(Refusal::CastingVote);
        }
    }
    Ok(Resolution { outcome: asked.outcome, proposal: asked.proposal, text, votes, casting })
}
