//! What can be done now. `decide` is asked: there is no second rulebook.

use chrono::{Days, NaiveDate};
use procedure::{
    Command, CouncilDecision, Desk, Document, Facts, Hash, HowReconciled, NextStep, Outcome, PartId, PartRef, PartyId,
    Position, Refusal, RemarkId, StatementDraft, Verdict, decide,
};

/// Something a coordinator may do, with where its form is.
pub struct Possible {
    pub command: &'static str,
    pub href: String,
    pub danger: bool,
}

/// The commands whose refusal, if any, a better form would mend.
pub fn possible(id: &str, state: &Document, facts: &Facts) -> Vec<Possible> {
    let party = first_party(state);
    let open = |(_, desk): &(&'static str, Desk)| match decide(Some(state), facts, &Command::Desk(desk.clone())) {
        Ok(_) => true,
        Err(refusal) => mendable(&refusal),
    };
    let found = probes(state, facts.today, &party).into_iter().filter(open);
    found
        .map(|(command, _)| {
            let page = match command {
                "save_text" => "text".to_owned(),
                "open_hearing" => "hearing".to_owned(),
                "assess_remark" => "remarks".to_owned(),
                other => format!("act/{other}"),
            };
            let danger = matches!(command, "withdraw" | "repeal" | "return_to_drafting" | "go_on_without");
            Possible { command, href: format!("/desk/documents/{id}/{page}"), danger }
        })
        .collect()
}

/// Whether the refusal is about what was asked, rather than about where the case is.
fn mendable(refusal: &Refusal) -> bool {
    !matches!(
        refusal,
        Refusal::NotInThisPhase
            | Refusal::AdoptedAlready
            | Refusal::CouncilsAdopt
            | Refusal::PartyCannotLeave
            | Refusal::NothingAmended
            | Refusal::NoExtensionAsked
            | Refusal::ObjectionNotForKind
            | Refusal::NobodyToRemind
            | Refusal::NothingScheduled
            | Refusal::SecondPersonMustDiffer
            | Refusal::UnknownMunicipality { .. }
            | Refusal::HearingMustRun { .. }
            | Refusal::OutcomeNotSettled
            | Refusal::AmendmentOpen
            | Refusal::UnknownRemark { .. }
            | Refusal::AllRemarksMustBeAssessed { .. }
            | Refusal::VerdictsMustBeApproved { .. }
            | Refusal::NoText
            | Refusal::NothingChanged
    )
}

/// A party some of whose business is open: one that asked for time, objected or amended, where there is one.
fn first_party(state: &Document) -> PartyId {
    let case = state.case.as_ref();
    let hearing = case.and_then(|case| case.hearing()).map(|hearing| &hearing.tracks[..]).unwrap_or_default();
    let councils = case.and_then(|case| case.endorsement()).map(|e| &e.tracks[..]).unwrap_or_default();
    let objects = |t: &&procedure::HearingTrack| {
        t.asked.is_some() || t.statement.as_ref().is_some_and(|s| s.position == Position::FormalObjection)
    };
    let amended = councils.iter().find(|t| t.open_amendment()).map(|t| &t.party);
    let undecided = councils.iter().find(|t| !t.decided()).map(|t| &t.party);
    let special = amended.or(undecided).or(hearing.iter().find(objects).map(|t| &t.party));
    let any = case.and_then(|case| case.parties.first()).map(|party| &party.id);
    special.or(any).cloned().unwrap_or_else(|| PartyId::from(""))
}

/// A well-formed example of every command, in the order buttons stand.
fn probes(state: &Document, today: NaiveDate, party: &PartyId) -> Vec<(&'static str, Desk)> {
    let words = || "x".to_owned();
    let later = |days: u64| today.checked_add_days(Days::new(days)).unwrap_or(today);
    let far = later(40_000);
    let hash = || Hash::of(b"");
    let remark = state.case.iter().flat_map(|case| &case.remarks).map(|r| r.id.clone()).next();
    let endorsed = state.case.as_ref().is_some_and(|case| case.rules.endorsement.is_some());
    let next = if endorsed { NextStep::Endorsement } else { NextStep::Adoption };
    let decision = CouncilDecision {
        outcome: Outcome::Endorsed,
        body: words(),
        meeting_date: today,
        case_number: words(),
        votes: None,
        postponed_to: None,
        text: None,
        extract: None,
        signer: None,
        by: None,
    };
    let statement = StatementDraft {
        position: Position::WithoutRemarks,
        content: hash(),
        general: None,
        remarks: Vec::new(),
        files: Vec::new(),
        legal_basis: None,
        signer: None,
        case_reference: None,
    };
    let municipality = || party.clone();
    let filed = |exempt: bool| {
        let found = state.statements.iter().rev().find(|filed| filed.exempt.is_some() == exempt);
        found.map_or_else(|| PartyId::from(""), |filed| filed.party.clone())
    };
    vec![
        ("approve_hearing", Desk::ApproveHearing {}),
        ("open_hearing", Desk::OpenHearing { deadline: far, parties: None, letter: None, reason: Some(words()) }),
        ("cancel_schedule", Desk::CancelSchedule { reason: words() }),
        (
            "assess_remark",
            Desk::AssessRemark {
                remark: remark.unwrap_or_else(|| RemarkId::from("")),
                verdict: Verdict::Noted,
                reason: words(),
                based_on: None,
            },
        ),
        ("finish_assessment", Desk::FinishAssessment { next, substantial_change: None, reason: Some(words()) }),
        (
            "adopt",
            Desk::Adopt {
                body: words(),
                meeting_date: today,
                case_number: words(),
                in_force_from: today,
                extract: None,
            },
        ),
        (
            "reconcile_decision",
            Desk::ReconcileDecision { municipality: municipality(), how: HowReconciled::Reservation, reason: words() },
        ),
        ("record_decision", Desk::RecordDecision { municipality: municipality(), decision }),
        (
            "save_text",
            Desk::SaveText {
                content: hash(),
                parts: vec![PartRef { id: PartId::from("x"), hash: hash() }],
                based_on: None,
            },
        ),
        ("start_revision", Desk::StartRevision {}),
        ("close_hearing", Desk::CloseHearing {}),
        ("extend_deadline", Desk::ExtendDeadline { municipality: None, deadline: far, reason: words() }),
        ("refuse_extension", Desk::RefuseExtension { municipality: municipality(), reason: words() }),
        ("remind", Desk::Remind { municipality: None }),
        (
            "record_statement",
            Desk::RecordStatement { municipality: municipality(), statement, received_on: today, channel: words() },
        ),
        (
            "settle_objection",
            Desk::SettleObjection { municipality: municipality(), how: words(), date: today, reason: words() },
        ),
        (
            "exempt_statement",
            Desk::ExemptStatement { municipality: filed(false), legal_basis: words(), redacted: None, statement: None },
        ),
        ("disclose_statement", Desk::DiscloseStatement { municipality: filed(true), reason: words(), statement: None }),
        ("pause_reminders", Desk::PauseReminders { reason: words() }),
        ("resume_reminders", Desk::ResumeReminders {}),
        ("plan_meeting", Desk::PlanMeeting { municipality: municipality(), meeting_date: today, papers_due: None }),
        ("invite_again", Desk::InviteAgain { municipality: municipality(), contact: None }),
        ("reopen_hearing", Desk::ReopenHearing { deadline: far, reason: words() }),
        ("conclude_endorsement", Desk::ConcludeEndorsement { reason: words() }),
        ("number_case", Desk::NumberCase { case_number: format!("{}x", state.case_number.as_deref().unwrap_or("")) }),
        ("attach", Desk::Attach { file: hash(), title: words() }),
        ("prolong", Desk::Prolong { until: far, reason: words() }),
        ("go_on_without", Desk::GoOnWithout { municipality: municipality(), reason: words() }),
        ("return_to_drafting", Desk::ReturnToDrafting { reason: words() }),
        ("withdraw", Desk::Withdraw { reason: words(), until: Some(far) }),
        ("repeal", Desk::Repeal { reason: words() }),
    ]
}
