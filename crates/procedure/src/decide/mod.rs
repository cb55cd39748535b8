//! What may happen, and why not: the table of the procedure. Everything not listed is refused.

mod adoption;
mod assessment;
mod calendar;
mod disclosure;
mod drafting;
mod endorsement;
mod hearing;
mod in_force;
mod officer;
mod schedule;

use crate::{
    Case, Command, ContactId, Desk, Document, Event, Facts, Grant, PartyId, Phase, Purpose, Refusal, Role, Seen, evolve,
};

/// Answers a command with the events it leads to, in order, or with the reason it is refused.
///
/// # Errors
/// The one [`Refusal`] a person is told; nothing has happened then.
pub fn decide(state: Option<&Document>, facts: &Facts, command: &Command) -> Result<Vec<Event>, Refusal> {
    match (state, command) {
        (None, Command::Desk(Desk::Create { kind, title, parties })) => {
            drafting::create(facts, kind, title, parties.as_deref())
        }
        (None, _) | (Some(_), Command::Desk(Desk::Create { .. })) => Err(Refusal::NotInThisPhase),
        (Some(document), _) if document.coming().is_some() && !leaves_adoption(command) => Err(Refusal::AdoptedAlready),
        (Some(document), Command::Desk(desk)) => decide_desk(document, facts, desk),
        (Some(document), Command::Officer { link, act }) => officer::decide(document, facts, *link, act),
        (Some(document), Command::Calendar(asked)) => calendar::decide(document, facts, asked),
    }
}

/// What may still be asked while an adopted edition waits for its day: nothing that could take the adoption back, except
/// `Repeal`, which is there for it.
fn leaves_adoption(command: &Command) -> bool {
    match command {
        Command::Desk(desk) => matches!(
            desk,
            Desk::Repeal { .. }
                | Desk::Attach { .. }
                | Desk::NumberCase { .. }
                | Desk::ExemptStatement { .. }
                | Desk::DiscloseStatement { .. }
        ),
        Command::Officer { .. } => false,
        Command::Calendar(_) => true,
    }
}

fn decide_desk(document: &Document, facts: &Facts, desk: &Desk) -> Result<Vec<Event>, Refusal> {
    match desk {
        Desk::ExemptStatement { municipality, legal_basis, redacted, statement } => {
            return disclosure::exempt(document, municipality, legal_basis, redacted.as_ref(), *statement);
        }
        Desk::DiscloseStatement { municipality, reason, statement } => {
            return disclosure::disclose(document, municipality, reason, *statement);
        }
        _ => {}
    }
    let Some(case) = &document.case else { return in_force::decide(document, facts, desk) };
    let context = Context { document, case, facts };
    match (&case.phase, desk) {
        (Phase::Drafting(_) | Phase::Assessment(_), Desk::SaveText { content, parts, based_on }) => {
            drafting::save_text(&context, content, parts, *based_on)
        }
        (_, Desk::Attach { file, title }) => drafting::attach(file, title),
        (_, Desk::NumberCase { case_number }) => drafting::number_case(document, case_number),
        (Phase::Drafting(drafting), Desk::OpenHearing { deadline, parties, letter, reason }) => {
            if case.rules.hearing.second_person {
                return Err(Refusal::SecondPersonNeeded);
            }
            let opening = hearing::Opening {
                deadline: *deadline,
                parties: parties.as_deref(),
                letter: letter.as_ref(),
                reason: reason.as_deref(),
            };
            hearing::open(&context, drafting, facts.today, &opening)
        }
        (Phase::Drafting(drafting), Desk::ScheduleHearing { on, deadline, parties, letter, reason }) => {
            let opening = hearing::Opening {
                deadline: *deadline,
                parties: parties.as_deref(),
                letter: letter.as_ref(),
                reason: reason.as_deref(),
            };
            schedule::schedule(&context, drafting, *on, &opening)
        }
        (Phase::Drafting(drafting), Desk::ApproveHearing {}) => schedule::approve(&context, drafting),
        (Phase::Drafting(drafting), Desk::CancelSchedule { reason }) => schedule::cancel(drafting, reason),
        (Phase::Hearing(hearing), Desk::RecordStatement { municipality, statement, received_on, channel }) => {
            hearing::record(&context, hearing, municipality, statement, *received_on, channel)
        }
        (Phase::Hearing(hearing), Desk::ExtendDeadline { municipality, deadline, reason }) => {
            hearing::extend(&context, hearing, municipality.as_ref(), *deadline, reason)
        }
        (Phase::Hearing(hearing), Desk::RefuseExtension { municipality, reason }) => {
            hearing::refuse_extension(hearing, municipality, reason)
        }
        (Phase::Hearing(_) | Phase::Endorsement(_), Desk::InviteAgain { municipality, contact }) => {
            context.invite_again(municipality, contact.as_ref())
        }
        (Phase::Hearing(hearing), Desk::Remind { municipality }) => {
            hearing::remind(&context, hearing, municipality.as_ref())
        }
        (Phase::Hearing(_) | Phase::Endorsement(_), Desk::PauseReminders { reason }) if !case.paused => {
            Ok(vec![Event::RemindersPaused { reason: written(reason)? }])
        }
        (_, Desk::ResumeReminders {}) if case.paused => Ok(vec![Event::RemindersResumed {}]),
        (Phase::Hearing(_) | Phase::Endorsement(_), Desk::PauseReminders { .. } | Desk::ResumeReminders {}) => {
            Err(Refusal::NothingChanged)
        }
        (Phase::Hearing(hearing), Desk::CloseHearing {}) => hearing::close(&context, hearing),
        (Phase::Assessment(hearing), Desk::ReopenHearing { deadline, reason }) => {
            hearing::reopen(&context, hearing, *deadline, reason)
        }
        (Phase::Assessment(_), Desk::AssessRemark { remark, verdict, reason, based_on }) => {
            let seen = Seen { remark: remark.clone(), based_on: *based_on };
            assessment::assess(&context, &[seen], *verdict, reason)
        }
        (Phase::Assessment(_), Desk::AssessRemarks { remarks, verdict, reason }) => {
            assessment::assess(&context, remarks, *verdict, reason)
        }
        (Phase::Assessment(_), Desk::ApproveVerdicts { remarks }) if case.rules.assessment.second_person => {
            assessment::approve(&context, remarks)
        }
        (
            Phase::Hearing(hearing) | Phase::Assessment(hearing),
            Desk::SettleObjection { municipality, how, date, reason },
        ) => assessment::settle(&context, hearing, municipality, how, *date, reason),
        (Phase::Assessment(hearing), Desk::FinishAssessment { next, substantial_change, reason }) => {
            assessment::finish(&context, hearing, *next, substantial_change.as_ref(), reason.as_deref())
        }
        (Phase::Endorsement(e), Desk::FinishAssessment { next, reason, .. }) if e.met == Some(false) => {
            assessment::hear_again(&context, *next, reason.as_deref())
        }
        (Phase::Endorsement(e), Desk::PlanMeeting { municipality, meeting_date, papers_due }) => {
            endorsement::plan(e, municipality, *meeting_date, *papers_due)
        }
        (Phase::Endorsement(_) | Phase::Adoption(_), Desk::RecordDecision { municipality, decision }) => {
            endorsement::record(&context, municipality, decision, None)
        }
        (Phase::Endorsement(_) | Phase::Adoption(_), Desk::ReconcileDecision { municipality, how, reason }) => {
            endorsement::reconcile(&context, municipality, *how, reason)
        }
        (Phase::Endorsement(e), Desk::ConcludeEndorsement { reason }) => endorsement::conclude(&context, e, reason),
        (Phase::Endorsement(e), Desk::GoOnWithout { municipality, reason }) => {
            endorsement::go_on_without(&context, e, municipality, reason)
        }
        (Phase::Endorsement(e), Desk::Remind { municipality }) => {
            endorsement::remind(&context, e, municipality.as_ref())
        }
        (Phase::Adoption(_), Desk::Adopt { body, meeting_date, case_number, in_force_from, extract }) => {
            let decided =
                adoption::Decided { body, meeting_date: *meeting_date, case_number, in_force_from: *in_force_from };
            adoption::adopt(&context, &decided, extract.as_ref())
        }
        (Phase::Endorsement(_) | Phase::Adoption(_), Desk::ReturnToDrafting { reason }) => {
            Ok(vec![Event::ReturnedToDrafting { reason: written(reason)? }])
        }
        (_, Desk::Withdraw { reason, until }) => in_force::withdraw(&context, reason, *until),
        (_, Desk::Repeal { reason }) => in_force::repeal(document, reason),
        _ => Err(Refusal::NotInThisPhase),
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
        let contact = self.facts.roster.resolve(party, role);
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
                if known.party != *party {
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

fn filled(text: &str, missing: Refusal) -> Result<String, Refusal> {
    let text = text.trim();
    let blank = text
        .chars()
        .all(|c| c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'));
    if blank { Err(missing) } else { Ok(text.to_owned()) }
}
