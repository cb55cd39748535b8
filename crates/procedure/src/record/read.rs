//! Carries a [`Record`] over the log, line by line.

use super::{
    Answer, Attached, CaseEnd, CaseRecord, Dated, Decided, Edition, Effective, HandedOver, Mark, ObjectionMoved,
    Record, Round, Said, SavedText, Weighed,
};
use crate::{AdoptedEdition, End, Event, Grant, HowReconciled, NextStep, PartyId, Recorded, RemarkId};
use chrono::NaiveDate;

#[derive(Default)]
pub(super) struct Reader {
    pub record: Record,
    /// Whether a file attached now belongs to a text that is public.
    public: bool,
    /// Files before this place belong to a text that was withdrawn: they are published no more.
    withdrawn: usize,
}

impl Reader {
    /// Takes one event in. Every kind has its arm, so that a new one is not forgotten.
    #[expect(clippy::too_many_lines, reason = "a table of one arm an event")]
    pub fn read(&mut self, line: &Recorded) {
        let mark = Mark { seq: line.seq, at: line.at, actor: line.actor.clone() };
        match &line.event {
            Event::DocumentCreated { .. } => self.begin(mark),
            Event::RevisionStarted { .. } => {
                self.public = false;
                self.begin(mark);
            }
            Event::TextSaved { version, content, parts, .. } => {
                let saved = SavedText { number: *version, content: content.clone(), parts: parts.clone() };
                self.record.versions.push(Dated { mark, what: saved });
            }
            Event::FileAttached { file, title } => {
                let what = Attached { file: file.clone(), title: title.clone(), public: self.public };
                self.record.files.push(Dated { mark, what });
            }
            Event::HandedOver { from, granted, .. } => {
                let what = HandedOver { from: *from, to: granted.contact.clone() };
                self.record.handed_over.push(Dated { mark, what });
            }
            Event::HearingOpened { round, scope, version, content, opened_on, deadline, letter, invited, .. } => {
                self.over(&mark);
                self.publish();
                let own = |grant: &Grant| (grant.party.clone(), Dated { mark: mark.clone(), what: *deadline });
                let deadlines = invited.iter().map(own).collect();
                let round = Round {
                    number: *round,
                    opened: mark,
                    opened_on: *opened_on,
                    scope: scope.clone(),
                    version: *version,
                    content: content.clone(),
                    letter: letter.clone(),
                    invited: invited.iter().map(|grant| grant.party.clone()).collect(),
                    common_deadline: *deadline,
                    deadlines,
                    closed_on: None,
                    public: None,
                    answers: Vec::new(),
                    verdicts: std::collections::BTreeMap::new(),
                    settlements: Vec::new(),
                    finished: Vec::new(),
                    over: None,
                };
                self.case(|case| case.rounds.push(round));
            }
            Event::HearingClosed { on } => {
                self.public = false;
                self.round(|round| round.closed_on = Some(*on));
            }
            Event::PublicAnswersCounted { case, round, number, .. } => self.counted(*case, *round, *number),
            Event::HearingReopened { deadline, .. } => {
                self.publish();
                self.round(|round| {
                    round.closed_on = None;
                    extend(round, None, &Dated { mark, what: *deadline });
                });
            }
            Event::DeadlineExtended { party, deadline, .. } => {
                self.round(|round| extend(round, party.as_ref(), &Dated { mark, what: *deadline }));
            }
            Event::StatementSubmitted { statement } => {
                self.answered(mark, Answer { statement: statement.clone(), channel: None });
            }
            Event::StatementRecorded { statement, channel } => {
                self.answered(mark, Answer { statement: statement.clone(), channel: Some(channel.clone()) });
            }
            Event::RemarkAssessed { remark, verdict, reason, .. } => {
                let weighed = Weighed { verdict: *verdict, reason: reason.clone(), approved: None };
                self.round(|round| {
                    round.verdicts.entry(remark.clone()).or_default().push(Dated { mark, what: weighed });
                });
            }
            Event::VerdictApproved { remark, .. } => self.approved(mark, remark),
            Event::ObjectionSettled { party, settlement } => {
                let what = (party.clone(), settlement.clone());
                self.round(|round| round.settlements.push(Dated { mark, what }));
            }
            Event::ObjectionAdvanced { party, step, date, reason, .. } => {
                let what = ObjectionMoved { party: party.clone(), step: *step, on: *date, reason: reason.clone() };
                self.case(|case| case.objections.push(Dated { mark, what }));
            }
            Event::TookEffect { party, on, case_number } => {
                let what = Effective { party: party.clone(), on: *on, case_number: case_number.clone() };
                self.case(|case| case.effects.push(Dated { mark, what }));
            }
            Event::AssessmentFinished { next, asked, .. } => {
                if asked.is_empty() {
                    self.public = false;
                } else {
                    self.publish();
                }
                self.round(|round| round.finished.push(Dated { mark: mark.clone(), what: *next }));
                if matches!(next, NextStep::FullHearing | NextStep::LimitedHearing) {
                    self.over(&mark);
                }
            }
            Event::DecisionRecorded { party, entry, content, decision } => {
                let what = Decided {
                    party: party.clone(),
                    entry: *entry,
                    content: content.clone(),
                    decision: decision.clone(),
                    reconciled: None,
                };
                self.case(|case| case.decisions.push(Dated { mark, what }));
            }
            Event::DecisionReconciled { party, how, reason } => {
                self.public &= *how != HowReconciled::NewText;
                self.case(|case| {
                    if let Some(last) = case.decisions.iter_mut().rev().find(|entry| entry.what.party == *party) {
                        last.what.reconciled = Some((*how, reason.clone()));
                    }
                });
            }
            Event::TreatmentRecorded { party, purpose, treatment, .. } => self.case(|case| {
                let round = case.rounds.last().map_or(0, |round| round.number);
                let what = Said { party: party.clone(), purpose: *purpose, round, treatment: treatment.clone() };
                case.treatments.push(Dated { mark, what });
            }),
            Event::Adopted(adopted) => {
                self.publish();
                let last = |entry: &Dated<Decided>| {
                    let decision = &entry.what.decision;
                    (&decision.body, decision.meeting_date, &decision.case_number)
                        == (&adopted.body, adopted.meeting_date, &adopted.case_number)
                };
                let by_councils = self.record.cases.last().is_some_and(|case| case.standing_decisions().any(last));
                self.record.editions.push(Dated { mark, what: Edition { by_councils, ..edition(adopted) } });
            }
            Event::EditionRegistered(registered) => {
                self.publish();
                let what = Edition { since: Some(registered.in_force_from), ..edition(registered) };
                self.record.editions.push(Dated { mark: mark.clone(), what });
                self.end(&mark, CaseEnd::InForce);
            }
            Event::AdoptionCorrected {
                edition,
                body,
                meeting_date,
                case_number,
                in_force_from,
                revision_due,
                votes,
                extract,
                ..
            } => {
                if let Some(known) = self.record.editions.iter_mut().rev().find(|known| known.what.number == *edition) {
                    known.what = Edition {
                        body: body.clone(),
                        meeting_date: *meeting_date,
                        case_number: case_number.clone(),
                        in_force_from: *in_force_from,
                        revision_due: *revision_due,
                        votes: *votes,
                        extract: extract.clone().or_else(|| known.what.extract.clone()),
                        ..known.what.clone()
                    };
                }
            }
            Event::CameIntoForce { edition, on } => {
                if let Some(known) = self.record.editions.iter_mut().rev().find(|known| known.what.number == *edition) {
                    known.what.since = Some(*on);
                }
                self.end(&mark, CaseEnd::InForce);
            }
            Event::ReturnedToDrafting { .. } => {
                self.public = false;
                self.over(&mark);
            }
            Event::Withdrawn { .. } => {
                // What was attached to the withdrawn text alone was never heard, and stays with the desk.
                self.public = true;
                self.withdrawn = self.record.files.len();
                if self.record.editions.iter().all(|edition| edition.what.since.is_none()) {
                    self.record.ended = Some(Dated { mark: mark.clone(), what: End::Withdrawn });
                }
                self.end(&mark, CaseEnd::Withdrawn);
            }
            Event::Repealed { .. } => {
                self.end(&mark, CaseEnd::Repealed);
                self.record.ended = Some(Dated { mark, what: End::Repealed });
            }
            Event::PartyLeft { party, .. } => self.case(|case| case.left.push(party.clone())),
            // How the work was done, which nobody is told as a part of what was said and decided.
            Event::CaseNumbered { .. }
            | Event::HearingScheduled { .. }
            | Event::HearingApproved { .. }
            | Event::ScheduleCancelled { .. }
            | Event::HearingHindered { .. }
            | Event::StatementStarted { .. }
            | Event::ExtensionAsked { .. }
            | Event::ExtensionRefused { .. }
            | Event::QuestionAsked { .. }
            | Event::ColleagueAdded { .. }
            | Event::ColleagueRemoved { .. }
            | Event::Disowned { .. }
            | Event::InvitedAgain { .. }
            | Event::NewLinkAsked { .. }
            | Event::Reminded { .. }
            | Event::RemindersSkipped { .. }
            | Event::RemindersPaused { .. }
            | Event::RemindersResumed {}
            | Event::MeetingPlanned { .. }
            | Event::EndorsementConcluded { .. }
            | Event::ProgrammeWaived { .. }
            | Event::MediationRecorded { .. }
            | Event::LeavingNoticed { .. }
            | Event::Related { .. }
            | Event::Unrelated { .. }
            | Event::RevisionNoticed { .. }
            | Event::Prolonged { .. }
            | Event::JoiningInvited { .. }
            | Event::JoiningWithdrawn { .. }
            | Event::PeriodSet { .. }
            | Event::LandUseMarked { .. }
            | Event::RegisterOpened { .. }
            | Event::RegisterBegun { .. }
            | Event::PartyEntered { .. }
            | Event::MemberAdmitted { .. }
            | Event::MemberReleased { .. }
            | Event::PartySucceeded { .. }
            | Event::BodySized { .. }
            | Event::Elected { .. }
            | Event::Meeting(_)
            // What is exempt from disclosure now is said by the state, with the inheritance between revisions.
            | Event::StatementExempted { .. }
            | Event::ItemExempted { .. }
            | Event::ItemDisclosed { .. }
            // The public's answers, with what became of them, are rows: there may be a million.
            | Event::PublicAnswersReleased { .. }
            | Event::PublicAnswerExempted { .. }
            | Event::PublicAnswersAssessed { .. }
            | Event::PublicVerdictApproved { .. }
            | Event::StatementDisclosed { .. } => {}
        }
    }

    fn begin(&mut self, begun: Mark) {
        let number = u32::try_from(self.record.cases.len()).unwrap_or(u32::MAX).saturating_add(1);
        self.record.cases.push(CaseRecord {
            number,
            begun,
            rounds: Vec::new(),
            decisions: Vec::new(),
            treatments: Vec::new(),
            objections: Vec::new(),
            left: Vec::new(),
            effects: Vec::new(),
            ended: None,
        });
    }

    /// The work on the last round ends here, where it has not ended before.
    fn over(&mut self, mark: &Mark) {
        self.round(|round| {
            round.over.get_or_insert_with(|| mark.clone());
        });
    }

    fn end(&mut self, mark: &Mark, what: CaseEnd) {
        self.over(mark);
        if let Some(case) = self.record.cases.last_mut().filter(|case| case.ended.is_none()) {
            case.ended = Some(Dated { mark: mark.clone(), what });
        }
    }

    fn case(&mut self, change: impl FnOnce(&mut CaseRecord)) {
        if let Some(case) = self.record.cases.last_mut() {
            change(case);
        }
    }

    fn round(&mut self, change: impl FnOnce(&mut Round)) {
        self.case(|case| {
            if let Some(round) = case.rounds.last_mut() {
                change(round);
            }
        });
    }

    /// Of a hearing that was withdrawn, another case may have begun since.
    fn counted(&mut self, case: Option<u32>, round: u32, number: u32) {
        let last = self.record.cases.len();
        let at = case.map_or(last, |case| usize::try_from(case).unwrap_or(usize::MAX));
        let case = at.checked_sub(1).and_then(|at| self.record.cases.get_mut(at));
        let rounds = case.into_iter().flat_map(|case| &mut case.rounds);
        for own in rounds.filter(|own| own.number == round) {
            own.public = Some(number);
        }
    }

    fn answered(&mut self, mark: Mark, answer: Answer) {
        self.round(|round| round.answers.push(Dated { mark, what: answer }));
    }

    fn approved(&mut self, mark: Mark, remark: &RemarkId) {
        self.round(|round| {
            if let Some(last) = round.verdicts.get_mut(remark).and_then(|all| all.last_mut()) {
                last.what.approved = Some(mark);
            }
        });
    }

    fn publish(&mut self) {
        self.public = true;
        for attached in &mut self.record.files[self.withdrawn..] {
            attached.what.public = true;
        }
    }
}

/// A deadline only moves later.
fn extend(round: &mut Round, party: Option<&PartyId>, deadline: &Dated<NaiveDate>) {
    if party.is_none() {
        round.common_deadline = deadline.what;
    }
    let meant = |known: &PartyId| party.is_none_or(|party| party == known);
    let earlier = round.deadlines.iter_mut().filter(|(known, own)| meant(known) && own.what < deadline.what);
    for (_, own) in earlier {
        own.clone_from(deadline);
    }
}

/// An edition that waits for its day.
fn edition(adopted: &AdoptedEdition) -> Edition {
    Edition {
        number: adopted.edition,
        version: adopted.version,
        content: adopted.content.clone(),
        body: adopted.body.clone(),
        meeting_date: adopted.meeting_date,
        case_number: adopted.case_number.clone(),
        in_force_from: adopted.in_force_from,
        revision_due: adopted.revision_due,
        votes: adopted.votes,
        extract: adopted.extract.clone(),
        since: None,
        by_councils: false,
    }
}
