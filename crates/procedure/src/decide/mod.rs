//! What may happen, and why not: the table of the procedure. Everything not listed is refused.

mod adoption;
mod assessment;
mod calendar;
mod competence;
mod desk;
mod disclosure;
mod drafting;
mod endorsement;
mod hearing;
mod in_force;
mod leaving;
mod meeting;
mod objection;
mod officer;
mod public_answers;
mod register;
mod scheduled_hearing;

pub use meeting::still_sits;

use crate::{
    Case, Command, ContactId, Desk, Document, Event, Facts, Grant, LINE, PartyId, Phase, Purpose, REASON, Refusal,
    Role, Wording, evolve,
};
use chrono::{Datelike as _, NaiveDate};

/// Answers a command with the events it leads to, in order, or with the reason it is refused.
///
/// # Errors
/// The one [`Refusal`] a person is told; nothing has happened then.
pub fn decide(state: Option<&Document>, facts: &Facts, command: &Command) -> Result<Vec<Event>, Refusal> {
    if !facts.actor.may(command) {
        return Err(Refusal::NotAllowed);
    }
    if command.days().into_iter().flatten().any(|day| !is_plausible(day)) {
        return Err(Refusal::DayImplausible);
    }
    match (state, command) {
        (state, Command::Register(act)) => register::decide(state, facts, act),
        (state, Command::Meeting(act)) => meeting::decide(state, facts, act),
        (Some(document), Command::Officer { link, act }) if document.meeting.is_some() => {
            meeting::by_link(document, facts, *link, act)
        }
        (Some(document), _) if document.is_of_region() => Err(Refusal::NotInThisPhase),
        (None, Command::Desk(Desk::Create { kind, title, parties })) => {
            drafting::create(facts, kind, title, parties.as_deref())
        }
        (None, _) | (Some(_), Command::Desk(Desk::Create { .. })) => Err(Refusal::NotInThisPhase),
        (Some(document), _) if document.coming().is_some() && !leaves_adoption(command) => Err(Refusal::AdoptedAlready),
        (Some(document), Command::Desk(desk)) => desk::decide(document, facts, desk),
        (Some(document), Command::Officer { link, act }) => officer::decide(document, facts, *link, act),
        (Some(document), Command::Calendar(asked)) => calendar::decide(document, facts, asked),
    }
}

/// Whether a day can be one that somebody means: between 1900 and 2199. A year of two digits is none, and neither is one
/// that calendars and spreadsheets cannot hold.
pub fn is_plausible(day: NaiveDate) -> bool {
    (1900..2200).contains(&day.year())
}

/// What may still be asked while an adopted edition waits for its day: nothing that could take the adoption back, except
/// `Repeal`, which is there for it.
fn leaves_adoption(command: &Command) -> bool {
    match command {
        Command::Desk(desk) => matches!(
            desk,
            Desk::Repeal { .. }
                | Desk::CorrectAdoption { .. }
                | Desk::Attach { .. }
                | Desk::NumberCase { .. }
                | Desk::Relate { .. }
                | Desk::Unrelate { .. }
                | Desk::ExemptStatement { .. }
                | Desk::DiscloseStatement { .. }
                | Desk::ExemptItem { .. }
                | Desk::DiscloseItem { .. }
                | Desk::ReleasePublicAnswers { .. }
                | Desk::ExemptPublicAnswer { .. }
                | Desk::SettleObjection { .. }
                | Desk::AdvanceObjection { .. }
        ),
        Command::Officer { .. } | Command::Register(_) | Command::Meeting(_) => false,
        Command::Calendar(_) => true,
    }
}

/// What a phase's rules look at.
struct Context<'a> {
    document: &'a Document,
    case: &'a Case,
    facts: &'a Facts<'a>,
}

impl Context<'_> {
    /// The state after `event`, for rules that follow one event with another.
    fn after(&self, event: &Event) -> Option<Document> {
        let mut state = Some(self.document.clone());
        evolve(&mut state, event);
        state
    }

    /// A link for whoever fills `role`, numbered `ahead` places after the last one there is.
    fn grant(&self, party: &PartyId, role: Role, purpose: Purpose, ahead: usize) -> Result<Grant, Refusal> {
        let contact = self.facts.roster.resolve(party, role, self.facts.today);
        let contact = contact.ok_or_else(|| Refusal::Unreachable { municipality: party.clone() })?;
        Ok(self.grant_to(party, contact, purpose, ahead))
    }

    fn grant_to(&self, party: &PartyId, contact: &ContactId, purpose: Purpose, ahead: usize) -> Grant {
        let link = u32::try_from(self.document.links.len() + ahead + 1).unwrap_or(u32::MAX);
        Grant { link, party: party.clone(), contact: contact.clone(), purpose, replaces: Vec::new() }
    }

    /// A new link in the place of the party's old ones, to the contact named or to whoever fills the role now.
    fn invite_again(&self, party: &PartyId, contact: Option<&ContactId>) -> Result<Vec<Event>, Refusal> {
        let (purpose, role) = match &self.case.phase {
            Phase::Endorsement(e) => {
                let track = e.track(party).ok_or_else(|| unknown(party))?;
                if track.decided() {
                    return Err(Refusal::CouncilHasDecided);
                }
                (Purpose::Council, Role::CouncilSecretary)
            }
            _ => {
                self.case.hearing().and_then(|h| h.track(party)).ok_or_else(|| unknown(party))?;
                (Purpose::Hearing, Role::CaseOfficer)
            }
        };
        let mut granted = match contact {
            Some(id) => {
                let known = self.facts.roster.contacts.get(id).ok_or(Refusal::UnknownContact)?;
                let now = self.facts.roster.successor(party, self.facts.today);
                if known.party.as_ref().is_none_or(|own| own != party && own != now) {
                    return Err(Refusal::ContactOfAnother);
                }
                if !known.reachable {
                    return Err(Refusal::Unreachable { municipality: party.clone() });
                }
                self.grant_to(party, id, purpose, 0)
            }
            None => self.grant(party, role, purpose, 0)?,
        };
        granted.replaces = self.open_links(party, purpose).collect();
        Ok(vec![Event::InvitedAgain { party: party.clone(), granted }])
    }

    fn open_links(&self, party: &PartyId, purpose: Purpose) -> impl Iterator<Item = u32> {
        let current = move |l: &crate::Link| {
            l.party == *party && l.purpose == purpose && l.case == self.case.number && !l.replaced
        };
        (1..).zip(&self.document.links).filter(move |(_, l)| current(l)).map(|(number, _)| number)
    }
}

fn unknown(party: &PartyId) -> Refusal {
    Refusal::UnknownMunicipality { municipality: party.clone() }
}

/// A reason as it goes into the log: trimmed, and never blank.
fn written(reason: &str) -> Result<String, Refusal> {
    filled(reason, Refusal::ReasonMissing)
}

/// Words that may be left out, in the forms that somebody has written them in.
fn worded_if_any(words: Option<&Wording<String>>) -> Result<Option<Wording<String>>, Refusal> {
    for (_, text) in words.iter().flat_map(|words| words.all("")) {
        no_longer(text.trim(), REASON)?;
    }
    Ok(words.and_then(|words| words.carried(|text| written(text).ok())))
}

/// A reason in one form or in both, as [`written`].
fn worded(reason: &Wording<String>) -> Result<Wording<String>, Refusal> {
    worded_if_any(Some(reason))?.ok_or(Refusal::ReasonMissing)
}

fn no_longer(text: &str, most: usize) -> Result<(), Refusal> {
    if text.chars().nth(most).is_some() { Err(Refusal::TextTooLong { most }) } else { Ok(()) }
}

/// A title, a name or a number: one line, because letters' subjects and files' names are made of it.
fn line(text: &str, missing: Refusal) -> Result<String, Refusal> {
    let text = filled(text, missing)?;
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let words = text.split(breaks).map(str::trim).filter(|words| !words.is_empty());
    let line = words.collect::<Vec<_>>().join(" ");
    no_longer(&line, LINE)?;
    Ok(line)
}

fn filled(text: &str, missing: Refusal) -> Result<String, Refusal> {
    let text = text.trim();
    no_longer(text, REASON)?;
    if is_blank(text) { Err(missing) } else { Ok(text.to_owned()) }
}

/// Nothing that anybody could read.
fn is_blank(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'))
}
