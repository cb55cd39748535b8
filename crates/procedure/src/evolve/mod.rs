//! What each event means for the state. Matches without a wildcard: a new event does not compile until it means something.

mod assessment;
mod disclosure;
mod edition;
mod endorsement;
mod hearing;
mod links;
mod meeting;
mod objection;
mod public_answers;
mod register;
mod scheduled_hearing;

use crate::{
    Adopted, Case, CouncilMeeting, Document, Drafting, End, Event, Exemption, Given, Hash, Mediation, MoreTime,
    PartRef, Party, PartyId, Phase, Purpose, REGISTER, Rules, Scope, Version,
};
use chrono::NaiveDate;
use endorsement::with_council;
use hearing::{answered, extended, hearing_opened, reminded, with_track};
pub use register::enter;

/// The state after all of `events`, in order; `None` where there are none.
pub fn fold<'a>(events: impl IntoIterator<Item = &'a Event>) -> Option<Document> {
    let mut state = None;
    for event in events {
        evolve(&mut state, event);
    }
    state
}

/// Carries the state over one event. Events come only from `decide`, so one that does not fit changes nothing.
pub fn evolve(state: &mut Option<Document>, event: &Event) {
    if let Event::DocumentCreated { kind, title, rules, parties } = event {
        *state = Some(created(kind, title, rules, parties));
    }
    if let Event::RegisterOpened { region } = event {
        *state = Some(of_region(REGISTER, region));
    }
    if let Event::Meeting(event) = event
        && state.is_none()
    {
        *state = meeting::begun(event);
    }
    if let Some(document) = state {
        document.seq += 1;
        let heard = public_answers::under_way(document);
        apply(document, event);
        public_answers::left(document, heard);
    }
}

fn created(kind: &str, title: &str, rules: &Rules, parties: &[Party]) -> Document {
    Document { cases: 1, case: Some(opened(1, rules, parties, None)), ..of_region(kind, title) }
}

/// A register and a meeting are documents without editions: what they hold stands elsewhere.
fn of_region(kind: &str, title: &str) -> Document {
    Document {
        seq: 0,
        kind: kind.to_owned(),
        title: title.to_owned(),
        case_number: None,
        editions: 0,
        versions: 0,
        remarks: 0,
        cases: 0,
        in_force: None,
        case: None,
        end: None,
        links: Vec::new(),
        statements: Vec::new(),
        relations: Vec::new(),
        meeting: None,
        exempt: Vec::new(),
        uncounted: None,
    }
}

fn opened(number: u32, rules: &Rules, parties: &[Party], version: Option<Version>) -> Case {
    Case {
        number,
        rules: rules.clone(),
        parties: parties.to_vec(),
        version,
        heard: None,
        rounds: 0,
        remarks: Vec::new(),
        unmet: Vec::new(),
        paused: false,
        leaving: Vec::new(),
        period_until: None,
        joining: Vec::new(),
        land_use: Vec::new(),
        begun_on: None,
        programme_waived: false,
        mediation: None,
        carried: Vec::new(),
        in_force_from: None,
        phase: Phase::Drafting(Drafting::default()),
    }
}

fn exemption(legal_basis: &str, redacted: Option<&Hash>, redacted_file: Option<&Hash>) -> Exemption {
    let legal_basis = legal_basis.to_owned();
    Exemption { legal_basis, redacted: redacted.cloned(), redacted_file: redacted_file.cloned() }
}

#[expect(clippy::too_many_lines, reason = "a table: an arm an event")]
fn apply(document: &mut Document, event: &Event) {
    match event {
        Event::FileAttached { .. } => with_case(document, unapproved),
        Event::PeriodSet { until } => with_case(document, |case| case.period_until = Some(*until)),
        Event::LandUseMarked { sections } => with_case(document, |case| case.land_use.clone_from(sections)),
        Event::JoiningInvited { party } => with_case(document, |case| {
            case.joining.push(party.id.clone());
            case.parties.push(party.clone());
        }),
        Event::JoiningWithdrawn { party, .. } => with_case(document, |case| {
            case.joining.retain(|id| id != party);
            case.parties.retain(|known| known.id != *party);
        }),
        Event::DocumentCreated { .. }
        | Event::NewLinkAsked { .. }
        | Event::QuestionAsked { .. }
        // What they mean is who is who: [`enter`].
        | Event::RegisterOpened { .. }
        | Event::RegisterBegun { .. }
        | Event::PartyEntered { .. }
        | Event::MemberAdmitted { .. }
        | Event::MemberReleased { .. }
        | Event::PartySucceeded { .. }
        | Event::BodySized { .. }
        // What becomes of the public's answers is in their rows.
        | Event::PublicAnswersReleased { .. }
        | Event::PublicAnswerExempted { .. }
        | Event::Elected { .. } => {}
        Event::Meeting(event) => meeting::apply(document, event),
        Event::TextSaved { version, content, parts, on } => text_saved(document, *version, content, parts, *on),
        Event::Related { related } => document.relations.push(related.clone()),
        Event::Unrelated { document: other, .. } => document.relations.retain(|related| related.document != *other),
        Event::CaseNumbered { case_number } => document.case_number = Some(case_number.clone()),
        Event::HearingOpened { round, scope, opened_on, deadline, invited, .. } => {
            with_case(document, |case| case.begun_on = case.begun_on.or(Some(*opened_on)));
            hearing_opened(document, *round, scope, *opened_on, *deadline, invited);
        }
        Event::HearingScheduled { .. }
        | Event::HearingApproved { .. }
        | Event::ScheduleCancelled { .. }
        | Event::HearingHindered { .. } => scheduled_hearing::apply(document, event),
        Event::StatementExempted { statement, legal_basis, redacted, redacted_file, .. } => {
            disclosure::exempted(document, *statement, Some(&exemption(legal_basis, redacted.as_ref(), redacted_file.as_ref())));
        }
        Event::ItemExempted { item, legal_basis, redacted, redacted_file } => {
            disclosure::item(document, item, Some(exemption(legal_basis, redacted.as_ref(), redacted_file.as_ref())));
        }
        Event::ItemDisclosed { item, .. } => disclosure::item(document, item, None),
        Event::StatementDisclosed { statement, .. } => disclosure::exempted(document, *statement, None),
        Event::StatementStarted { party, .. } => with_track(document, party, |track| track.started = true),
        Event::StatementSubmitted { statement } | Event::StatementRecorded { statement, .. } => {
            disclosure::filed(document, &statement.party);
            answered(document, statement);
        }
        Event::ExtensionAsked { party, until, .. } => {
            with_track(document, party, |track| track.asked = Some(MoreTime { until: *until }));
        }
        Event::DeadlineExtended { party, deadline, on, .. } => extended(document, party.as_ref(), *deadline, *on),
        Event::ExtensionRefused { party, .. } => with_track(document, party, |track| track.asked = None),
        Event::ColleagueAdded { granted, .. } => links::grant(document, granted, Given::Colleague),
        Event::HandedOver { from, granted, .. } => links::hand_over(document, *from, granted),
        Event::ColleagueRemoved { link, .. } => links::take_back(document, *link),
        Event::TreatmentRecorded { party, purpose, entry, .. } => treated(document, party, *purpose, *entry),
        Event::InvitedAgain { party, granted } => {
            links::grant(document, granted, Given::Over);
            with_track(document, party, |track| track.disowned = false);
        }
        Event::Disowned { party, link, .. } => {
            with_track(document, party, |track| track.disowned = true);
            links::disown(document, *link);
        }
        Event::Reminded { party, rung, deadline, on, skipped } => {
            reminded(document, party, skipped.iter().chain([rung]).copied(), *deadline, Some(*on));
        }
        Event::RemindersSkipped { party, rungs, deadline } => {
            reminded(document, party, rungs.iter().copied(), *deadline, None);
        }
        Event::RemindersPaused { .. } => with_case(document, |case| case.paused = true),
        Event::RemindersResumed {} => with_case(document, |case| case.paused = false),
        Event::HearingClosed { .. } => turn(document, hearing::closed),
        Event::PublicAnswersCounted { case, round, number, groups, .. } => {
            public_answers::counted(document, (*case, *round), *number, *groups);
        }
        Event::PublicAnswersAssessed { again, approved, .. } => {
            public_answers::assessed(document, *again, *approved);
        }
        Event::PublicVerdictApproved { .. } => public_answers::approved(document),
        Event::HearingReopened { deadline, on, .. } => {
            turn(document, hearing::reopened);
            extended(document, None, *deadline, *on);
        }
        Event::RemarkAssessed { remark, verdict, by, .. } => {
            assessment::assessed(document, remark, *verdict, by.as_ref());
        }
        Event::VerdictApproved { remark, .. } => assessment::approved(document, remark),
        Event::ObjectionSettled { party, settlement } => objection::settled(document, party, settlement),
        Event::ObjectionAdvanced { party, step, date, sections, .. } => {
            objection::advanced(document, party, *step, *date, sections);
        }
        Event::AssessmentFinished { next, content, on, in_force_from, asked, .. } => {
            with_case(document, |case| {
                case.in_force_from = *in_force_from;
                carry(case);
            });
            assessment::finished(document, *next, content, *on, asked);
        }
        Event::MeetingPlanned { party, meeting_date, papers_due } => {
            let meeting = CouncilMeeting { date: *meeting_date, papers_due: *papers_due };
            with_council(document, party, |track| track.meeting = Some(meeting));
        }
        Event::DecisionRecorded { party, decision, .. } => endorsement::decided(document, party, decision),
        Event::DecisionReconciled { party, how, .. } => endorsement::reconciled(document, party, *how),
        Event::EndorsementConcluded { met, .. } => turn(document, |phase| endorsement::concluded(phase, *met)),
        Event::LeavingNoticed { party, leaves_on, .. } => {
            with_case(document, |case| case.leaving.push((party.clone(), *leaves_on)));
        }
        Event::ProgrammeWaived { .. } => with_case(document, |case| case.programme_waived = true),
        Event::MediationRecorded { step, date, .. } => {
            with_case(document, |case| case.mediation = Some(Mediation { step: *step, on: *date }));
        }
        Event::TookEffect { party, on, .. } => with_council(document, party, |track| track.effective = Some(*on)),
        Event::PartyLeft { party, .. } => endorsement::left(document, party),
        Event::Adopted(edition) => edition::adopted(document, edition),
        Event::EditionRegistered(edition) => edition::registered(document, edition),
        Event::AdoptionCorrected { body, meeting_date, case_number, in_force_from, revision_due, .. } => {
            let adopted = Adopted {
                body: body.clone(),
                meeting_date: *meeting_date,
                case_number: case_number.clone(),
                in_force_from: *in_force_from,
                revision_due: *revision_due,
            };
            edition::corrected(document, adopted);
        }
        Event::CameIntoForce { edition, on } => edition::came_into_force(document, *edition, *on),
        Event::ReturnedToDrafting { .. } => {
            with_case(document, carry);
            turn(document, |_| Phase::Drafting(Drafting::of(Scope::Full)));
        }
        Event::Withdrawn { until, .. } => edition::withdrawn(document, *until),
        Event::RevisionNoticed { rung, due, skipped, .. } => edition::noticed(document, *rung, skipped, *due),
        Event::RevisionStarted { rules, parties, on, skipped } => {
            edition::revision_started(document, *on, skipped);
            document.cases += 1;
            let text = document.in_force.as_ref().map(|edition| edition.version.clone());
            let land_use = document.in_force.as_ref().map(|edition| edition.land_use.clone()).unwrap_or_default();
            let case = opened(document.cases, rules, parties, text);
            document.case = Some(Case { begun_on: Some(*on), land_use, ..case });
        }
        Event::Prolonged { until, .. } => edition::prolonged(document, *until),
        Event::Repealed { .. } => {
            document.case = None;
            document.end = Some(End::Repealed);
        }
    }
}

fn text_saved(document: &mut Document, number: u32, content: &Hash, parts: &[PartRef], saved_on: Option<NaiveDate>) {
    document.versions = number;
    with_case(document, |case| {
        case.begun_on = case.begun_on.or(saved_on);
        case.version = Some(Version { number, content: content.clone(), parts: parts.to_vec(), saved_on });
        unapproved(case);
    });
}

/// A hearing of another text, or with another file, must be decided and approved anew.
fn unapproved(case: &mut Case) {
    if let Some(scheduled) = scheduled_hearing::of(&mut case.phase) {
        scheduled.approved = None;
        scheduled.decision = None;
    }
}

/// Objections that stand are kept, whatever becomes of the round they were made in.
fn carry(case: &mut Case) {
    case.carried = case.objections();
}

fn treated(document: &mut Document, party: &PartyId, purpose: Purpose, entry: u32) {
    match purpose {
        Purpose::Hearing => with_track(document, party, |track| track.treatments = entry),
        Purpose::Council => with_council(document, party, |track| track.treatments = entry),
        Purpose::Meeting => {}
    }
}

fn with_case(document: &mut Document, change: impl FnOnce(&mut Case)) {
    if let Some(case) = &mut document.case {
        change(case);
    }
}

fn turn(document: &mut Document, next: impl FnOnce(Phase) -> Phase) {
    with_case(document, |case| {
        let phase = std::mem::replace(&mut case.phase, Phase::Drafting(Drafting::default()));
        case.phase = next(phase);
    });
}
