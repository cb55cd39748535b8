//! What an officer can do with a link: which one, is said by the link's purpose, its round and the state.

use super::{Context, endorsement, hearing, line, unknown, written};
use crate::{
    Access, Act, ContactId, CouncilDecision, Document, Event, Facts, Grant, Hash, HearingTrack, Link, Purpose, Refusal,
    Role, Treatment, access,
};
use chrono::NaiveDate;

pub(super) fn decide(document: &Document, facts: &Facts, number: u32, act: &Act) -> Result<Vec<Event>, Refusal> {
    let link = document.link(number).ok_or(Refusal::LinkNotForThis)?;
    if let Act::AskNewLink = act {
        return ask_new_link(document, link);
    }
    let access = access(document, link);
    let closed = match access {
        Access::Replaced => Refusal::LinkReplaced,
        Access::Decide => Refusal::LinkNotForThis,
        _ => closed_for(link.purpose),
    };
    let Some(case) = document.case.as_ref().filter(|case| case.number == link.case) else { return Err(closed) };
    let context = Context { document, case, facts };
    match (access, act) {
        (_, Act::Treat { treatment, based_on }) if access.takes_treatment() => {
            let before = treatments(&context, link).ok_or_else(|| unknown(&link.party))?;
            treated(&context, link, before, treatment, *based_on)
        }
        (Access::Answer, _) => {
            let track = case.hearing().and_then(|hearing| hearing.track(&link.party));
            answer(&context, track.ok_or_else(|| unknown(&link.party))?, number, link, act)
        }
        (Access::Decide, Act::Decide { decision, about, based_on }) => {
            decided(&context, link, decision, about.as_ref(), *based_on)
        }
        (Access::Decide, Act::PlanMeeting { meeting_date }) => planned(&context, link, *meeting_date),
        _ => Err(closed),
    }
}

fn closed_for(purpose: Purpose) -> Refusal {
    match purpose {
        Purpose::Hearing => Refusal::HearingClosed,
        Purpose::Council | Purpose::Meeting => Refusal::NotInThisPhase,
    }
}

/// How many times a political body's word has been entered by this link's party, of what the link is about.
fn treatments(context: &Context, link: &Link) -> Option<u32> {
    match link.purpose {
        Purpose::Hearing => context.case.hearing()?.track(&link.party).map(|track| track.treatments),
        Purpose::Council => context.case.endorsement()?.track(&link.party).map(|track| track.treatments),
        Purpose::Meeting => None,
    }
}

fn answer(context: &Context, track: &HearingTrack, number: u32, link: &Link, act: &Act) -> Result<Vec<Event>, Refusal> {
    let party = link.party.clone();
    let today = context.facts.today;
    match act {
        Act::Start if track.started => Err(Refusal::NothingChanged),
        Act::Start => Ok(vec![Event::StatementStarted { party, on: today }]),
        Act::Submit { statement, based_on } => {
            if based_on.is_some_and(|seen| seen != track.statement.as_ref().map_or(0, |s| s.revision)) {
                return Err(Refusal::ChangedMeanwhile);
            }
            let statement = hearing::statement(context, track, statement, Some(number), today)?;
            Ok(vec![Event::StatementSubmitted { statement }])
        }
        Act::AskExtension { until, reason } => {
            if until.is_some_and(|day| day <= track.deadline) {
                return Err(Refusal::DeadlineNotLater { deadline: track.deadline });
            }
            Ok(vec![Event::ExtensionAsked { party, until: *until, reason: written(reason)? }])
        }
        Act::AskQuestion { question } => {
            Ok(vec![Event::QuestionAsked { party, link: number, question: written(question)? }])
        }
        Act::AddColleague { contact } => {
            let granted = colleague(context, link, contact)?;
            Ok(vec![Event::ColleagueAdded { party, granted }])
        }
        Act::RemoveColleague { link: theirs } => {
            removable(context, number, link, *theirs)?;
            Ok(vec![Event::ColleagueRemoved { party, link: *theirs, by: number }])
        }
        Act::HandOver { contact } => {
            let granted = Grant { replaces: vec![number], ..colleague(context, link, contact)? };
            Ok(vec![Event::HandedOver { party, from: number, granted }])
        }
        Act::Disown { reason } => Ok(vec![Event::Disowned { party, link: number, reason: written(reason)? }]),
        Act::Decide { .. }
        | Act::Treat { .. }
        | Act::PlanMeeting { .. }
        | Act::AskNewLink
        | Act::DeclareAbsence { .. }
        | Act::WithdrawAbsence => Err(Refusal::LinkNotForThis),
    }
}

/// Only addresses in the municipality's own mail domains.
fn colleague(context: &Context, link: &Link, contact: &ContactId) -> Result<Grant, Refusal> {
    let known = context.facts.roster.contacts.get(contact).ok_or(Refusal::UnknownContact)?;
    if known.party.as_ref() != Some(&link.party) {
        return Err(Refusal::ContactOfAnother);
    }
    if !known.own_domain {
        return Err(Refusal::DomainNotOwn);
    }
    Ok(context.grant_to(&link.party, contact, Purpose::Hearing, 0))
}

/// A colleague's link that works, and not one's own: that one is handed over.
fn removable(context: &Context, number: u32, link: &Link, theirs: u32) -> Result<(), Refusal> {
    let other = context.document.link(theirs).ok_or(Refusal::LinkNotForThis)?;
    let same_answer = other.party == link.party
        && other.purpose == link.purpose
        && other.case == link.case
        && other.round == link.round;
    if !same_answer {
        return Err(Refusal::LinkNotForThis);
    }
    if other.replaced {
        return Err(Refusal::LinkReplaced);
    }
    let added = context.facts.roster.contacts.get(&other.contact).is_some_and(|c| c.role == Role::Colleague);
    if theirs == number || !added { Err(Refusal::ColleaguesOnly) } else { Ok(()) }
}

/// A political body's word. What has been entered stays; one more is added.
fn treated(
    context: &Context,
    link: &Link,
    before: u32,
    treatment: &Treatment,
    based_on: Option<u32>,
) -> Result<Vec<Event>, Refusal> {
    if based_on.is_some_and(|seen| seen != before) {
        return Err(Refusal::ChangedMeanwhile);
    }
    if treatment.meeting_date > context.facts.today {
        return Err(Refusal::DayInFuture);
    }
    let treatment = Treatment {
        body: line(&treatment.body, Refusal::BodyMissing)?,
        case_number: line(&treatment.case_number, Refusal::CaseNumberMissing)?,
        by: Some(link.contact.clone()),
        ..treatment.clone()
    };
    let (party, purpose) = (link.party.clone(), link.purpose);
    Ok(vec![Event::TreatmentRecorded { party, purpose, entry: before + 1, treatment }])
}

fn decided(
    context: &Context,
    link: &Link,
    decision: &CouncilDecision,
    about: Option<&Hash>,
    based_on: Option<u32>,
) -> Result<Vec<Event>, Refusal> {
    let asked = context.case.endorsement().map(|endorsement| &endorsement.content);
    if about.is_some() && about != asked {
        return Err(Refusal::ChangedMeanwhile);
    }
    let decision = CouncilDecision { by: Some(link.contact.clone()), ..decision.clone() };
    endorsement::record(context, &link.party, &decision, based_on)
}

/// A meeting that is ahead. The day papers are due is the coordinator's: it stays while it comes before the meeting.
fn planned(context: &Context, link: &Link, meeting_date: NaiveDate) -> Result<Vec<Event>, Refusal> {
    if meeting_date < context.facts.today {
        return Err(Refusal::MeetingHasBeen);
    }
    let endorsement = context.case.endorsement().ok_or(Refusal::NotInThisPhase)?;
    let before = endorsement.track(&link.party).and_then(|track| track.meeting.as_ref());
    let papers_due =
        before.and_then(|meeting| meeting.papers_due).filter(|day| (context.facts.today..meeting_date).contains(day));
    endorsement::plan(context, endorsement, &link.party, meeting_date, papers_due)
}

/// Mail goes to the address that is stored for the party's current link, whoever asks.
fn ask_new_link(document: &Document, link: &Link) -> Result<Vec<Event>, Refusal> {
    // A link that was replaced is asked of as if it had not been.
    if !matches!(access(document, &Link { replaced: false, ..link.clone() }), Access::Answer | Access::Decide) {
        return Err(closed_for(link.purpose));
    }
    let same_text = |l: &Link| l.purpose == link.purpose && l.case == link.case && l.round == link.round;
    let current = |l: &Link| l.party == link.party && same_text(l) && !l.replaced;
    let same = document.links.iter().position(|l| current(l) && l.contact == link.contact);
    let number = same.or_else(|| document.links.iter().position(current)).ok_or(Refusal::LinkReplaced)?;
    let number = u32::try_from(number + 1).map_err(|_| Refusal::LinkReplaced)?;
    Ok(vec![Event::NewLinkAsked { party: link.party.clone(), link: number }])
}
