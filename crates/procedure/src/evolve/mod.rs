//! What each event means for the state. Matches without a wildcard: a new event does not compile until it means something.

mod disclosure;
mod endorsement;
mod hearing;
mod schedule;

use crate::{
    Adopted, Adoption, Case, CouncilTrack, Document, Drafting, End, Endorsement, Event, Exemption, Grant,
    HowReconciled, InForce, Link, Meeting, MoreTime, NextStep, Party, Phase, Purpose, Remark, RemarkId, Rules, Scope,
    Verdict, Version,
};
use chrono::NaiveDate;
use endorsement::{back_to_assessment, concluded, left, with_council};
use hearing::{answered, extended, hearing_opened, reminded, with_track};

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
    if let Some(document) = state {
        document.seq += 1;
        apply(document, event);
    }
}

fn created(kind: &str, title: &str, rules: &Rules, parties: &[Party]) -> Document {
    Document {
        seq: 0,
        kind: kind.to_owned(),
        title: title.to_owned(),
        case_number: None,
        editions: 0,
        versions: 0,
        remarks: 0,
        cases: 1,
        in_force: None,
        case: Some(opened(1, rules, parties, None)),
        end: None,
        links: Vec::new(),
        statements: Vec::new(),
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
        phase: Phase::Drafting(Drafting::default()),
    }
}

fn apply(document: &mut Document, event: &Event) {
    match event {
        Event::DocumentCreated { .. } | Event::FileAttached { .. } | Event::NewLinkAsked { .. } => {}
        Event::TextSaved { version, content, parts } => {
            document.versions = *version;
            let saved = Version { number: *version, content: content.clone(), parts: parts.clone() };
            if let Some(case) = &mut document.case {
                case.version = Some(saved);
                if let Some(scheduled) = schedule::of(&mut case.phase) {
                    scheduled.approved = None;
                }
            }
        }
        Event::CaseNumbered { case_number } => document.case_number = Some(case_number.clone()),
        Event::HearingOpened { round, scope, opened_on, deadline, invited, .. } => {
            hearing_opened(document, *round, scope, *opened_on, *deadline, invited);
        }
        Event::HearingScheduled { .. }
        | Event::HearingApproved { .. }
        | Event::ScheduleCancelled { .. }
        | Event::HearingHindered { .. } => schedule::apply(document, event),
        Event::StatementExempted { statement, legal_basis, redacted, .. } => {
            let exemption = Exemption { legal_basis: legal_basis.clone(), redacted: redacted.clone() };
            disclosure::exempted(document, *statement, Some(&exemption));
        }
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
        Event::ColleagueAdded { granted, .. } | Event::HandedOver { granted, .. } => grant(document, granted),
        Event::ColleagueRemoved { link, .. } => take_back(document, *link),
        Event::TreatmentRecorded { party, purpose: Purpose::Hearing, entry, .. } => {
            with_track(document, party, |track| track.treatments = *entry);
        }
        Event::TreatmentRecorded { party, purpose: Purpose::Council, entry, .. } => {
            with_council(document, party, |track| track.treatments = *entry);
        }
        Event::InvitedAgain { party, granted } => {
            grant(document, granted);
            with_track(document, party, |track| track.disowned = false);
        }
        Event::Disowned { party, .. } => with_track(document, party, |track| track.disowned = true),
        Event::Reminded { party, rung, deadline, on, skipped } => {
            let rungs = skipped.iter().chain([rung]).copied();
            reminded(document, party, rungs, *deadline, Some(*on));
        }
        Event::RemindersSkipped { party, rungs, deadline } => {
            reminded(document, party, rungs.iter().copied(), *deadline, None);
        }
        Event::RemindersPaused { .. } | Event::RemindersResumed {} => {
            if let Some(case) = &mut document.case {
                case.paused = matches!(event, Event::RemindersPaused { .. });
            }
        }
        Event::HearingClosed { .. } => turn(document, |phase| match phase {
            Phase::Hearing(hearing) => Phase::Assessment(hearing),
            other => other,
        }),
        Event::HearingReopened { deadline, on, .. } => {
            turn(document, |phase| match phase {
                Phase::Assessment(hearing) => Phase::Hearing(hearing),
                other => other,
            });
            extended(document, None, *deadline, *on);
        }
        Event::RemarkAssessed { remark, verdict, by, .. } => with_remark(document, remark, |known| {
            known.verdict = Some(*verdict);
            known.revision += 1;
            known.assessed_by.clone_from(by);
            known.approved = false;
        }),
        Event::VerdictApproved { remark, .. } => with_remark(document, remark, |known| known.approved = true),
        Event::ObjectionSettled { party, settlement } => with_track(document, party, |track| {
            if let Some(statement) = &mut track.statement {
                statement.settled = Some(settlement.clone());
            }
        }),
        Event::AssessmentFinished { next, content, on, asked, .. } => {
            for granted in asked {
                grant(document, granted);
            }
            if let Some(case) = &mut document.case {
                assessed(case, *next, content, *on);
            }
        }
        Event::MeetingPlanned { party, meeting_date, papers_due } => with_council(document, party, |track| {
            track.meeting = Some(Meeting { date: *meeting_date, papers_due: *papers_due });
        }),
        Event::DecisionRecorded { party, decision, .. } => with_council(document, party, |track| {
            track.decision = Some(decision.clone());
            track.entries += 1;
            track.reconciled = false;
        }),
        Event::DecisionReconciled { party, how, .. } => {
            with_council(document, party, |track| track.reconciled = true);
            if *how == HowReconciled::NewText {
                turn(document, back_to_assessment);
            }
        }
        Event::EndorsementConcluded { met, .. } => turn(document, |phase| concluded(phase, *met)),
        Event::PartyLeft { party, .. } => left(document, party),
        Event::Adopted { edition, body, meeting_date, case_number, in_force_from, revision_due, .. } => {
            document.editions = *edition;
            let adopted = Adopted {
                body: body.clone(),
                meeting_date: *meeting_date,
                case_number: case_number.clone(),
                in_force_from: *in_force_from,
                revision_due: *revision_due,
            };
            if let Some(Phase::Adoption(adoption)) = document.case.as_mut().map(|case| &mut case.phase) {
                adoption.adopted = Some(adopted);
            }
        }
        Event::CameIntoForce { edition, on } => came_into_force(document, *edition, *on),
        Event::ReturnedToDrafting { .. } => turn(document, |_| Phase::Drafting(Drafting::of(Scope::Full))),
        Event::Withdrawn { until, .. } => {
            document.case = None;
            match &mut document.in_force {
                Some(edition) => edition.revision_due = until.or(edition.revision_due),
                None => document.end = Some(End::Withdrawn),
            }
        }
        Event::RevisionNoticed { rung, due, skipped, .. } => {
            if let Some(edition) = &mut document.in_force {
                edition.notices.extend(skipped.iter().chain([rung]).map(|rung| (*rung, *due)));
            }
        }
        Event::RevisionStarted { rules, parties, .. } => {
            document.cases += 1;
            let text = document.in_force.as_ref().map(|edition| edition.version.clone());
            document.case = Some(opened(document.cases, rules, parties, text));
        }
        Event::Prolonged { until, .. } => {
            if let Some(edition) = &mut document.in_force {
                edition.revision_due = Some(*until);
            }
        }
        Event::Repealed { .. } => {
            document.case = None;
            document.end = Some(End::Repealed);
        }
    }
}

fn turn(document: &mut Document, next: impl FnOnce(Phase) -> Phase) {
    if let Some(case) = &mut document.case {
        let phase = std::mem::replace(&mut case.phase, Phase::Drafting(Drafting::default()));
        case.phase = next(phase);
    }
}

fn with_remark(document: &mut Document, id: &RemarkId, change: impl FnOnce(&mut Remark)) {
    if let Some(known) = document.case.iter_mut().flat_map(|case| &mut case.remarks).find(|r| r.id == *id) {
        change(known);
    }
}

fn grant(document: &mut Document, granted: &Grant) {
    let (case, round) = document.case.as_ref().map_or((0, 0), |case| (case.number, case.rounds));
    for number in &granted.replaces {
        take_back(document, *number);
    }
    document.links.push(Link {
        party: granted.party.clone(),
        contact: granted.contact.clone(),
        purpose: granted.purpose,
        case,
        round,
        generation: 1,
        replaced: false,
    });
}

fn take_back(document: &mut Document, number: u32) {
    let place = usize::try_from(number).ok().and_then(|n| n.checked_sub(1));
    if let Some(link) = place.and_then(|place| document.links.get_mut(place)) {
        link.replaced = true;
    }
}

fn assessed(case: &mut Case, next: NextStep, content: &crate::Hash, on: NaiveDate) {
    let unmet = case.remarks.iter().filter(|r| r.verdict == Some(Verdict::NotAccommodated)).map(|r| r.id.clone());
    let unmet: Vec<_> = unmet.filter(|id| !case.unmet.contains(id)).collect();
    case.unmet.extend(unmet);
    let hearing = case.hearing().cloned().map(Box::new);
    case.phase = match (next, hearing) {
        (NextStep::Endorsement, Some(hearing)) => {
            let tracks = case.endorsers().map(|p| CouncilTrack {
                party: p.id.clone(),
                meeting: None,
                decision: None,
                entries: 0,
                reconciled: false,
                rungs: Vec::new(),
                reminded_on: None,
                treatments: 0,
            });
            let tracks = tracks.collect();
            Phase::Endorsement(Endorsement { content: content.clone(), asked_on: on, tracks, met: None, hearing })
        }
        (NextStep::Adoption | NextStep::Endorsement, hearing) => {
            Phase::Adoption(Adoption { endorsement: None, hearing, adopted: None })
        }
        (NextStep::FullHearing, _) => Phase::Drafting(Drafting::of(Scope::Full)),
        (NextStep::LimitedHearing, _) => Phase::Drafting(Drafting::of(Scope::Limited(Vec::new()))),
    };
}

fn came_into_force(document: &mut Document, edition: u32, on: NaiveDate) {
    let Some(case) = document.case.take() else { return };
    let Phase::Adoption(Adoption { adopted: Some(adopted), .. }) = case.phase else { return };
    let Some(version) = case.version else { return };
    document.in_force = Some(InForce {
        edition,
        version,
        adopted_on: adopted.meeting_date,
        since: on,
        rules: case.rules,
        parties: case.parties,
        revision_due: adopted.revision_due,
        notices: Vec::new(),
        unmet: case.unmet,
    });
}
