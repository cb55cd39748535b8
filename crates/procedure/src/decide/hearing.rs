//! Hearing: opened for every party, answered, extended, closed.

use super::{
    Context, competence::decided, is_blank, line, objection::may_object, unknown, worded, worded_if_any, written,
};
use crate::{
    Case, Decision, Deed, Drafting, Event, Hash, Hearing, HearingTrack, PartyId, Position, Purpose, Refusal, Related,
    Relation, RemarkId, RemarkRef, Role, Rung, Scope, Standing, Statement, StatementDraft, Unfounded, Wording, due,
    ends_on, minimum,
};
use chrono::{Months, NaiveDate};

/// How old a draft can be when it is written here: a body may have decided to send it before that.
const OLDEST_DRAFT: Months = Months::new(6);

/// What a hearing is opened with.
pub(super) struct Opening<'a> {
    pub deadline: NaiveDate,
    /// The case's own parties where none are chosen.
    pub parties: Option<&'a [PartyId]>,
    pub letter: Option<&'a Wording<Hash>>,
    pub reason: Option<&'a Wording<String>>,
    pub decision: Option<&'a Decision>,
}

impl Opening<'_> {
    /// The reason, in the forms that somebody has written it in.
    pub fn reason(&self) -> Result<Option<Wording<String>>, Refusal> {
        worded_if_any(self.reason)
    }
}

/// Opens on a day: today, or the day a hearing is scheduled for.
pub(super) fn open(
    context: &Context,
    drafting: &Drafting,
    on: NaiveDate,
    opening: &Opening,
) -> Result<Vec<Event>, Refusal> {
    let deadline = opening.deadline;
    let version = context.case.version.as_ref().ok_or(Refusal::NoText)?;
    let scope = match &drafting.scope {
        Some(Scope::Limited(_)) => {
            let changed = context.case.heard.as_ref().map_or_else(Vec::new, |heard| version.changed_since(heard));
            if changed.is_empty() {
                return Err(Refusal::NothingChanged);
            }
            Scope::Limited(changed)
        }
        Some(Scope::Full) | None => Scope::Full,
    };
    let reason = opening.reason()?;
    let rules = &context.case.rules.hearing;
    founded(context)?;
    let earliest = minimum(on, rules.minimum_weeks);
    if deadline <= on {
        return Err(Refusal::DeadlinePassed);
    }
    if deadline < earliest && !rules.shorter_with_reason {
        return Err(Refusal::DeadlineTooShort { earliest });
    }
    if deadline < earliest && reason.is_none() {
        return Err(Refusal::DeadlineTooShortWithoutReason { earliest });
    }
    // A text that was heard before was changed here: nobody has decided on it before that.
    let first = context.case.rounds == 0;
    let since = version.saved_on.and_then(|day| if first { day.checked_sub_months(OLDEST_DRAFT) } else { Some(day) });
    let decision = decided(&context.case.rules, context.facts, Deed::Hearing, opening.decision, since)?;
    let heard = parties(context, opening.parties)?;
    let grants =
        heard.iter().enumerate().map(|(ahead, id)| context.grant(id, Role::CaseOfficer, Purpose::Hearing, ahead));
    let invited = grants.collect::<Result<Vec<_>, _>>()?;
    Ok(vec![Event::HearingOpened {
        round: context.case.rounds + 1,
        scope,
        version: version.number,
        content: version.content.clone(),
        opened_on: on,
        deadline,
        letter: opening.letter.cloned(),
        reason,
        decision,
        invited,
    }])
}

/// A plan's first hearing comes after its programme, or the reason why none is needed is in the log (pbl §§ 4-1, 11-13).
fn founded(context: &Context) -> Result<(), Refusal> {
    let case = context.case;
    let follows = |related: &Related| related.how == Relation::Follows;
    let asked = case.rules.follows.is_some() && case.rules.unfounded == Unfounded::Refused && case.rounds == 0;
    if asked && !case.programme_waived && !context.document.relations.iter().any(follows) {
        return Err(Refusal::ProgrammeMissing);
    }
    Ok(())
}

/// The case's own parties, or those chosen among them and the region's other consultees.
fn parties(context: &Context, chosen: Option<&[PartyId]>) -> Result<Vec<PartyId>, Refusal> {
    let own = context.case.parties.iter().map(|p| p.id.clone());
    let own: Vec<PartyId> = own.collect();
    let Some(chosen) = chosen else {
        return if own.is_empty() { Err(Refusal::PartyMissing) } else { Ok(own) };
    };
    let consultee = |id: &PartyId| {
        context.facts.roster.parties.get(id).is_some_and(|m| m.particulars.standing == Standing::Consultee)
    };
    // Other municipalities may be concerned by a plan under the act (pbl §§ 5-2, 5-4).
    let neighbour =
        |id: &PartyId| context.case.rules.hearing.public_inspection && context.facts.roster.parties.contains_key(id);
    // An agreement on who is a member is heard by all whom it binds.
    let mut heard = if context.case.rules.membership.is_some() { own } else { Vec::new() };
    for id in chosen {
        if !context.case.has_party(id) && !consultee(id) && !neighbour(id) {
            return Err(unknown(id));
        }
        if !heard.contains(id) {
            heard.push(id.clone());
        }
    }
    if heard.is_empty() { Err(Refusal::PartyMissing) } else { Ok(heard) }
}

/// Whether an objection names sections, and none of the land-use part, where a plan says which that is.
fn only_social(case: &Case, draft: &StatementDraft) -> bool {
    let mut named = draft.remarks.iter().filter_map(|remark| remark.section.as_ref()).peekable();
    let some = named.peek().is_some() && draft.general.is_none();
    some && !case.land_use.is_empty() && !named.any(|section| case.land_use.contains(section))
}

/// The statement as the log will keep it; unchanged remarks keep their ids, and so their verdicts.
pub(super) fn statement(
    context: &Context,
    track: &HearingTrack,
    draft: &StatementDraft,
    link: Option<u32>,
    received_on: NaiveDate,
) -> Result<Statement, Refusal> {
    let version = context.case.heard.as_ref().ok_or(Refusal::NoText)?;
    let objection = draft.position == Position::FormalObjection;
    if objection {
        may_object(context, &track.party)?;
    }
    let legal_basis = draft.legal_basis.as_deref().filter(|text| !is_blank(text)).map(written).transpose()?;
    let reference = draft.case_reference.as_deref().filter(|text| !is_blank(text));
    let case_reference = reference.map(|text| line(text, Refusal::CaseNumberMissing)).transpose()?;
    if let Some(lacking) = draft.lacks() {
        return Err(lacking);
    }
    if draft.remarks.iter().filter_map(|r| r.section.as_ref()).any(|section| !version.has(section)) {
        return Err(Refusal::SectionUnknown);
    }
    if objection && only_social(context.case, draft) {
        return Err(Refusal::ObjectionToSocialPart);
    }
    let general = draft.general.iter().filter(|_| draft.position.calls_for_remarks()).map(|hash| (None, hash));
    let wanted = general.chain(draft.remarks.iter().map(|r| (r.section.as_ref(), &r.hash)));
    let mut before: Vec<_> = context.case.remarks.iter().filter(|r| r.party == track.party).collect();
    let mut next = context.document.remarks;
    let remarks = wanted.map(|(section, hash)| {
        let same = before.iter().position(|r| r.section.as_ref() == section && r.hash == *hash);
        let id = match same {
            Some(place) => before.remove(place).id.clone(),
            None => {
                next += 1;
                RemarkId(format!("r{next}"))
            }
        };
        RemarkRef { id, section: section.cloned(), hash: hash.clone() }
    });
    Ok(Statement {
        party: track.party.clone(),
        revision: track.statement.as_ref().map_or(0, |s| s.revision) + 1,
        position: draft.position,
        content: draft.content.clone(),
        legal_basis: legal_basis.filter(|_| objection),
        remarks: remarks.collect(),
        files: draft.files.clone(),
        link,
        signer: draft.signer.clone(),
        case_reference,
        received_on,
    })
}

pub(super) fn record(
    context: &Context,
    hearing: &Hearing,
    party: &PartyId,
    draft: &StatementDraft,
    received_on: NaiveDate,
    channel: &str,
) -> Result<Vec<Event>, Refusal> {
    let track = hearing.track(party).ok_or_else(|| unknown(party))?;
    let channel = line(channel, Refusal::ChannelMissing)?;
    if received_on > context.facts.today {
        return Err(Refusal::DayInFuture);
    }
    if received_on < hearing.opened_on {
        return Err(Refusal::ReceivedBeforeHearing { opened_on: hearing.opened_on });
    }
    Ok(vec![Event::StatementRecorded { statement: statement(context, track, draft, None, received_on)?, channel }])
}

pub(super) fn extend(
    context: &Context,
    hearing: &Hearing,
    party: Option<&PartyId>,
    deadline: NaiveDate,
    reason: &Wording<String>,
) -> Result<Vec<Event>, Refusal> {
    let now = match party {
        Some(id) => hearing.track(id).ok_or_else(|| unknown(id))?.deadline,
        None => hearing.deadline,
    };
    if deadline <= now {
        return Err(Refusal::DeadlineNotLater { deadline: now });
    }
    if deadline < context.facts.today {
        return Err(Refusal::DeadlinePassed);
    }
    Ok(vec![Event::DeadlineExtended {
        party: party.cloned(),
        deadline,
        reason: worded(reason)?,
        on: context.facts.today,
    }])
}

pub(super) fn refuse_extension(hearing: &Hearing, party: &PartyId, reason: &str) -> Result<Vec<Event>, Refusal> {
    let track = hearing.track(party).ok_or_else(|| unknown(party))?;
    if track.asked.is_none() {
        return Err(Refusal::NoExtensionAsked);
    }
    Ok(vec![Event::ExtensionRefused { party: party.clone(), reason: written(reason)? }])
}

pub(super) fn remind_by_hand(
    context: &Context,
    hearing: &Hearing,
    party: Option<&PartyId>,
) -> Result<Vec<Event>, Refusal> {
    let today = context.facts.today;
    let silent = |t: &&HearingTrack| t.statement.is_none() && t.reminded_on != Some(today);
    let remind = |t: &HearingTrack| Event::Reminded {
        party: t.party.clone(),
        rung: Rung::Manual,
        deadline: t.deadline,
        on: today,
        skipped: Vec::new(),
    };
    if let Some(id) = party {
        let track = hearing.track(id).ok_or_else(|| unknown(id))?;
        if track.statement.is_some() {
            return Err(Refusal::NobodyToRemind);
        }
        if !silent(&track) {
            return Err(Refusal::RemindedToday);
        }
        return Ok(vec![remind(track)]);
    }
    let reminders: Vec<_> = hearing.tracks.iter().filter(silent).map(remind).collect();
    if reminders.is_empty() { Err(Refusal::NobodyToRemind) } else { Ok(reminders) }
}

pub(super) fn close(context: &Context, hearing: &Hearing) -> Result<Vec<Event>, Refusal> {
    let last = ends_on(hearing.last_deadline());
    let rules = &context.case.rules.hearing;
    // Where anyone may answer, nobody knows that all have before the days are out (pbl §§ 5-2, 11-14).
    let least = if rules.public_inspection { minimum(hearing.opened_on, rules.minimum_weeks) } else { last };
    let until = if hearing.all_answered() { least.min(last) } else { last };
    if context.facts.today <= until && (rules.public_inspection || !hearing.all_answered()) {
        return Err(Refusal::HearingMustRun { until });
    }
    Ok(closed(context.case, hearing, context.facts.today))
}

/// Closed, with the reminders that were missed written down before it.
pub(super) fn closed(case: &Case, hearing: &Hearing, on: NaiveDate) -> Vec<Event> {
    let missed = due::missed(case, hearing, on).into_iter();
    let skipped = missed.map(|(party, rungs, deadline)| Event::RemindersSkipped { party, rungs, deadline });
    skipped.chain([Event::HearingClosed { on }]).collect()
}

pub(super) fn reopen(
    context: &Context,
    hearing: &Hearing,
    deadline: NaiveDate,
    reason: &Wording<String>,
) -> Result<Vec<Event>, Refusal> {
    if deadline <= context.facts.today {
        return Err(Refusal::DeadlinePassed);
    }
    if deadline <= hearing.last_deadline() {
        return Err(Refusal::DeadlineNotLater { deadline: hearing.last_deadline() });
    }
    Ok(vec![Event::HearingReopened { deadline, reason: worded(reason)?, on: context.facts.today }])
}
