//! The table of what a coordinator may do, phase by phase. Everything not listed is refused.

use super::{
    Context, adoption, assessment, disclosure, drafting, endorsement, hearing, in_force, leaving, objection,
    public_answers, scheduled_hearing, worded, written,
};
use crate::{
    Case, Decision, Desk, Document, Drafting, Endorsement, Event, Facts, Hash, Hearing, Phase, Refusal, Votes,
};
use chrono::NaiveDate;

type Answer = Result<Vec<Event>, Refusal>;

pub(super) fn decide(document: &Document, facts: &Facts, desk: &Desk) -> Answer {
    match desk {
        Desk::ExemptStatement { municipality, legal_basis, redacted, redacted_file, statement } => {
            let redacted = (redacted.as_ref(), redacted_file.as_ref());
            return disclosure::exempt(document, municipality, legal_basis, redacted, *statement);
        }
        Desk::ExemptItem { hash, municipality, legal_basis, redacted, redacted_file } => {
            let redacted = (redacted.as_ref(), redacted_file.as_ref());
            return disclosure::exempt_item(document, (hash.as_ref(), municipality.as_ref()), legal_basis, redacted);
        }
        Desk::DiscloseItem { hash, municipality, reason } => {
            return disclosure::disclose_item(document, (hash.as_ref(), municipality.as_ref()), reason);
        }
        Desk::DiscloseStatement { municipality, reason, statement } => {
            return disclosure::disclose(document, municipality, reason, *statement);
        }
        Desk::ReleasePublicAnswers { case, round, from, through, group, reason, seen } => {
            let those =
                public_answers::Those { case: *case, round: *round, from: *from, through: *through, group: *group };
            return public_answers::release(document, those, reason.as_deref(), seen.clone());
        }
        Desk::ExemptPublicAnswer { case, round, number, legal_basis, redacted, redacted_file, seen } => {
            let redacted = (redacted.as_ref(), redacted_file.as_ref());
            return public_answers::exempt(document, (*case, *round), *number, legal_basis, redacted, seen.clone());
        }
        Desk::SettleObjection { municipality, how, date, reason } => {
            return objection::settle(document, facts, municipality, how, *date, reason);
        }
        Desk::AdvanceObjection { municipality, step, date, reason, sections } => {
            return objection::advance(document, facts, municipality, *step, *date, sections, reason);
        }
        Desk::Relate { document: other, how, title } => return drafting::relate(document, other, *how, title),
        Desk::Unrelate { document: other, reason } => return drafting::unrelate(document, other, reason),
        Desk::CorrectAdoption { body, meeting_date, case_number, in_force_from, votes, extract, reason } => {
            let decision = decision(body, *meeting_date, case_number, *votes, extract.as_ref());
            return adoption::correct(document, facts, &decision, *in_force_from, reason);
        }
        _ => {}
    }
    let Some(case) = &document.case else { return in_force::decide(document, facts, desk) };
    let context = Context { document, case, facts };
    match (desk, &case.phase) {
        (Desk::Attach { file, title }, _) => drafting::attach(file, title),
        (Desk::NumberCase { case_number }, _) => drafting::number_case(document, case_number),
        (Desk::SetPeriod { until }, _) => drafting::set_period(&context, *until),
        (Desk::Withdraw { reason, until, decision }, _) => {
            in_force::withdraw(&context, reason, *until, decision.as_ref())
        }
        (Desk::Repeal { reason, decision, decisions }, _) => {
            let given = in_force::Given { decision: decision.as_ref(), decisions };
            in_force::repeal(document, facts, reason, &given)
        }
        (Desk::PauseReminders { .. } | Desk::ResumeReminders {}, _) => reminders(case, desk),
        (Desk::RecordLeaving { municipality, received_on, reason }, _) => {
            leaving::record(&context, municipality, *received_on, reason)
        }
        (Desk::WaiveProgramme { reason }, _) => drafting::waive_programme(&context, reason),
        (Desk::RecordMediation { step, date, reason }, _) => leaving::mediate(&context, *step, *date, reason),
        (Desk::GoOnWithout { municipality, reason, decision }, phase) => {
            leaving::go_on_without(&context, phase, municipality, reason, decision.as_ref())
        }
        (_, Phase::Drafting(drafting)) => in_drafting(&context, drafting, desk),
        (_, Phase::Hearing(hearing)) => in_hearing(&context, hearing, desk),
        (_, Phase::Assessment(hearing)) => in_assessment(&context, hearing, desk),
        (_, Phase::Endorsement(endorsement)) => in_endorsement(&context, endorsement, desk),
        (_, Phase::Adoption(_)) => in_adoption(&context, desk),
    }
}

/// Reminders are given in a hearing and in an endorsement; a pause can be ended wherever the case has come.
fn reminders(case: &Case, desk: &Desk) -> Answer {
    let given = matches!(case.phase, Phase::Hearing(_) | Phase::Endorsement(_));
    match desk {
        Desk::PauseReminders { reason } if given && !case.paused => {
            Ok(vec![Event::RemindersPaused { reason: written(reason)? }])
        }
        Desk::ResumeReminders {} if case.paused => Ok(vec![Event::RemindersResumed {}]),
        _ => Err(if given { Refusal::NothingChanged } else { Refusal::NotInThisPhase }),
    }
}

fn in_drafting(context: &Context, drafting: &Drafting, desk: &Desk) -> Answer {
    match desk {
        Desk::SaveText { content, parts, based_on } => drafting::save_text(context, content, parts, *based_on),
        Desk::MarkLandUse { sections } => drafting::mark_land_use(context, sections),
        Desk::RegisterEdition { body, meeting_date, case_number, in_force_from, votes, extract } => {
            let decision = decision(body, *meeting_date, case_number, *votes, extract.as_ref());
            adoption::register(context, &decision, *in_force_from)
        }
        Desk::InviteToJoin { municipality } => drafting::invite_to_join(context, municipality),
        Desk::WithdrawInvitation { municipality, reason } => {
            drafting::withdraw_invitation(context, municipality, reason)
        }
        Desk::OpenHearing { deadline, parties, letter, reason, decision } => {
            if context.case.rules.hearing.second_person {
                return Err(Refusal::SecondPersonNeeded);
            }
            let opening = hearing::Opening {
                deadline: *deadline,
                parties: parties.as_deref(),
                letter: letter.as_ref(),
                reason: reason.as_ref(),
                decision: decision.as_ref(),
            };
            hearing::open(context, drafting, context.facts.today, &opening)
        }
        Desk::ScheduleHearing { on, deadline, parties, letter, reason, decision } => {
            let opening = hearing::Opening {
                deadline: *deadline,
                parties: parties.as_deref(),
                letter: letter.as_ref(),
                reason: reason.as_ref(),
                decision: decision.as_ref(),
            };
            scheduled_hearing::schedule(context, drafting, *on, &opening)
        }
        Desk::ApproveHearing { based_on } => scheduled_hearing::approve(context, drafting, *based_on),
        Desk::CancelSchedule { reason } => scheduled_hearing::cancel(drafting, reason),
        _ => Err(Refusal::NotInThisPhase),
    }
}

fn in_hearing(context: &Context, hearing: &Hearing, desk: &Desk) -> Answer {
    match desk {
        Desk::RecordStatement { municipality, statement, received_on, channel } => {
            hearing::record(context, hearing, municipality, statement, *received_on, channel)
        }
        Desk::ExtendDeadline { municipality, deadline, reason } => {
            hearing::extend(context, hearing, municipality.as_ref(), *deadline, reason)
        }
        Desk::RefuseExtension { municipality, reason } => hearing::refuse_extension(hearing, municipality, reason),
        Desk::InviteAgain { municipality, contact } => context.invite_again(municipality, contact.as_ref()),
        Desk::Remind { municipality } => hearing::remind_by_hand(context, hearing, municipality.as_ref()),
        Desk::CloseHearing {} => hearing::close(context, hearing),
        _ => Err(Refusal::NotInThisPhase),
    }
}

fn in_assessment(context: &Context, hearing: &Hearing, desk: &Desk) -> Answer {
    match desk {
        Desk::SaveText { content, parts, based_on } => drafting::save_text(context, content, parts, *based_on),
        Desk::ReopenHearing { deadline, reason } => hearing::reopen(context, hearing, *deadline, reason),
        Desk::AssessRemark { remark, verdict, reason, based_on } => {
            let seen = crate::Seen { remark: remark.clone(), based_on: *based_on };
            assessment::assess(context, &[seen], *verdict, reason)
        }
        Desk::AssessRemarks { remarks, verdict, reason } => assessment::assess(context, remarks, *verdict, reason),
        Desk::AssessPublicAnswers { group, verdict, reason, seen } => {
            public_answers::assess(context, hearing, *group, *verdict, reason, seen.clone())
        }
        Desk::ApprovePublicVerdict { group, based_on, seen } if context.case.rules.assessment.second_person => {
            public_answers::approve(context, hearing, *group, *based_on, seen.clone())
        }
        Desk::ApproveVerdicts { remarks } if context.case.rules.assessment.second_person => {
            assessment::approve(context, remarks)
        }
        Desk::FinishAssessment { next, substantial_change, reason, decision, in_force_from, based_on, checked } => {
            let ending = assessment::Ending {
                based_on: *based_on,
                change: substantial_change.as_ref(),
                reason: reason.as_deref(),
                decision: decision.as_ref(),
                in_force_from: *in_force_from,
                checked: checked.as_ref(),
            };
            assessment::finish(context, *next, &ending)
        }
        _ => Err(Refusal::NotInThisPhase),
    }
}

fn in_endorsement(context: &Context, endorsement: &Endorsement, desk: &Desk) -> Answer {
    match desk {
        Desk::FinishAssessment { next, substantial_change, reason, based_on, checked, .. }
            if endorsement.met == Some(false) =>
        {
            let (change, reason, checked) = (substantial_change.as_ref(), reason.as_deref(), checked.as_ref());
            let based_on = *based_on;
            let ending = assessment::Ending { change, reason, based_on, checked, ..assessment::Ending::default() };
            assessment::hear_again(context, *next, &ending)
        }
        Desk::PlanMeeting { municipality, meeting_date, papers_due } => {
            endorsement::plan(context, endorsement, municipality, *meeting_date, *papers_due)
        }
        Desk::ConcludeEndorsement { reason } => endorsement::conclude(context, endorsement, reason),
        Desk::Remind { municipality } => endorsement::remind_by_hand(context, endorsement, municipality.as_ref()),
        Desk::InviteAgain { municipality, contact } => context.invite_again(municipality, contact.as_ref()),
        _ => after_asking(context, desk),
    }
}

fn in_adoption(context: &Context, desk: &Desk) -> Answer {
    match desk {
        Desk::Adopt { body, meeting_date, case_number, in_force_from, votes, extract } => {
            let decision = decision(body, *meeting_date, case_number, *votes, extract.as_ref());
            adoption::adopt(context, &decision, *in_force_from)
        }
        _ => after_asking(context, desk),
    }
}

fn decision(
    body: &str,
    meeting_date: NaiveDate,
    case_number: &str,
    votes: Option<Votes>,
    extract: Option<&Hash>,
) -> Decision {
    let (body, case_number) = (body.to_owned(), case_number.to_owned());
    Decision { body, meeting_date, case_number, votes, extract: extract.cloned(), legal_basis: None }
}

/// From the day the councils are asked until the adoption: a decision can be entered or corrected, and the text sent back.
fn after_asking(context: &Context, desk: &Desk) -> Answer {
    match desk {
        Desk::RecordDecision { municipality, decision } => endorsement::record(context, municipality, decision, None),
        Desk::ReconcileDecision { municipality, how, reason } => {
            endorsement::reconcile(context, municipality, *how, reason)
        }
        Desk::ReturnToDrafting { reason } => {
            leaving::holds_nowhere(context.case)?;
            Ok(vec![Event::ReturnedToDrafting { reason: worded(reason)? }])
        }
        _ => Err(Refusal::NotInThisPhase),
    }
}
