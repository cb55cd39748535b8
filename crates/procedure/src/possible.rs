//! What a coordinator can do now. `decide` is asked about well-formed examples of every command: there is no second
//! rulebook. Buttons, the interface for programs and "why not?" read the answer.

use crate::{
    Command, CouncilDecision, Decision, Deed, Desk, Document, DocumentId, Facts, Hash, HearingTrack, HowReconciled,
    Item, MediationStep, NextStep, ObjectionStep, Outcome, OwnDecision, PartId, PartRef, PartyId, Position, PublicSeen,
    PublicVerdict, Refusal, Relation, RemarkId, Seen, Standing, StatementDraft, SubstantialChange, Verdict, Why,
    decide,
};
use chrono::{Days, NaiveDate};
use std::collections::BTreeSet;

/// Whether a command can be carried out now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Possibility {
    Yes,
    /// Something is missing that a person can provide first: an address, a text.
    Needs(Refusal),
    No(Refusal),
}

impl Possibility {
    /// Whether it is worth showing a form for.
    pub fn is_offered(&self) -> bool {
        !matches!(self, Self::No(_))
    }
}

/// Other marks than those there are.
fn land_use(state: &Document) -> Vec<PartId> {
    let marked = state.case.as_ref().map_or(&[][..], |case| &case.land_use);
    let first = state.version().and_then(|version| version.parts.first()).map(|part| part.id.clone());
    first.into_iter().filter(|_| marked.is_empty()).collect()
}

/// Every command on a document that exists, by its name in the interface, in the order buttons stand.
pub fn possible(state: &Document, facts: &Facts) -> Vec<(&'static str, Possibility)> {
    let mut found: Vec<(&'static str, Possibility)> = Vec::new();
    for desk in examples(state, facts) {
        let name: &'static str = (&desk).into();
        let answer = answer(state, facts, desk);
        match found.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = better(known.clone(), answer),
            None => found.push((name, answer)),
        }
    }
    found
}

fn answer(state: &Document, facts: &Facts, desk: Desk) -> Possibility {
    match decide(Some(state), facts, &Command::Desk(desk)) {
        Ok(_) => Possibility::Yes,
        Err(refusal) if refusal.why() == Why::NeedsInput => Possibility::Needs(refusal),
        Err(refusal) => Possibility::No(refusal),
    }
}

/// Of two examples of one command, the one that comes further; a refusal that names the case before one that names
/// somebody who is not there.
fn better(known: Possibility, new: Possibility) -> Possibility {
    let rank = |answer: &Possibility| match answer {
        Possibility::Yes => 0,
        Possibility::Needs(_) => 1,
        Possibility::No(refusal) if refusal.why() == Why::NotThere => 3,
        Possibility::No(_) => 2,
    };
    if rank(&new) < rank(&known) { new } else { known }
}

/// Well-formed examples of every command: one, or one for each party, remark or answer it could be about.
fn examples(state: &Document, facts: &Facts) -> Vec<Desk> {
    let today = facts.today;
    let far = today.checked_add_days(Days::new(40_000)).unwrap_or(today);
    let mut all = vec![Desk::ApproveHearing { based_on: None }];
    all.extend(launches(state, today, far));
    all.push(Desk::CancelSchedule { reason: words() });
    all.extend(assessments(state, today));
    all.extend(councils(state, today));
    all.push(Desk::SaveText {
        content: Hash::of(b""),
        parts: vec![PartRef { id: PartId::from("x"), hash: Hash::of(b"") }],
        based_on: None,
    });
    all.push(Desk::StartRevision {});
    all.extend(hearings(state, today, far));
    all.extend(disclosures(state));
    all.push(Desk::PauseReminders { reason: words() });
    all.push(Desk::ResumeReminders {});
    // A meeting that is planned for one of the days can still be moved to the other.
    for meeting_date in [today, today + Days::new(1)] {
        all.extend(parties(state).map(|id| Desk::PlanMeeting { municipality: id, meeting_date, papers_due: None }));
    }
    all.extend(parties(state).map(|id| Desk::InviteAgain { municipality: id, contact: None }));
    all.push(Desk::ReopenHearing { deadline: far, reason: words().into() });
    all.push(Desk::ConcludeEndorsement { reason: words() });
    let number = format!("{}x", state.case_number.as_deref().unwrap_or(""));
    all.push(Desk::NumberCase { case_number: number });
    all.push(Desk::SetPeriod { until: far });
    all.push(Desk::MarkLandUse { sections: land_use(state) });
    let other = DocumentId::from("x");
    all.push(Desk::Relate { document: other, how: Relation::Follows, title: words() });
    let related = state.relations.first().map_or_else(|| DocumentId::from(""), |related| related.document.clone());
    all.push(Desk::Unrelate { document: related, reason: words() });
    all.extend(outsiders(facts).map(|id| Desk::InviteToJoin { municipality: id }));
    all.extend(parties(state).map(|id| Desk::WithdrawInvitation { municipality: id, reason: words() }));
    all.push(Desk::Attach { file: Hash::of(b""), title: words() });
    let (by_one, by_each) = (decision(state, Deed::Prolonging, today), each(state, facts));
    all.push(Desk::Prolong { until: far, reason: words().into(), decision: by_one, decisions: by_each });
    all.push(Desk::WaiveProgramme { reason: words() });
    all.extend([MediationStep::Asked, MediationStep::Agreed].map(|step| Desk::RecordMediation {
        step,
        date: today,
        reason: words(),
    }));
    all.extend(parties(state).map(|id| Desk::RecordLeaving {
        municipality: id,
        received_on: today,
        reason: words().into(),
    }));
    all.extend(parties(state).map(|id| Desk::GoOnWithout {
        municipality: id,
        reason: words().into(),
        decision: decision(state, Deed::GoingOn, today),
    }));
    all.push(Desk::ReturnToDrafting { reason: words().into() });
    all.push(Desk::Withdraw {
        reason: words().into(),
        until: Some(far),
        decision: decision(state, Deed::Withdrawal, today),
    });
    let (by_one, by_each) = (decision(state, Deed::Repeal, today), each(state, facts));
    all.push(Desk::Repeal { reason: words().into(), decision: by_one, decisions: by_each });
    all
}

/// The decision of a body that is competent for the act, whatever the kind: the first its rules name.
fn decision(state: &Document, deed: Deed, today: NaiveDate) -> Option<Decision> {
    let body = state.rules()?.competence.of(deed).first()?.as_str().to_owned();
    Some(Decision { body, meeting_date: today, case_number: words(), votes: None, extract: None, legal_basis: None })
}

/// What each council has decided, where the councils adopted what is in force or about to be.
fn each(state: &Document, facts: &Facts) -> Vec<OwnDecision> {
    let councils = state.holding().map_or_else(Vec::new, |holding| holding.councils(facts.roster, facts.today));
    let own = |id: &PartyId| OwnDecision {
        municipality: id.clone(),
        meeting_date: facts.today,
        case_number: words(),
        votes: None,
    };
    councils.into_iter().map(own).collect()
}

fn words() -> String {
    "x".to_owned()
}

/// Every party of the case under way, everyone else who is heard, and at least one name, so that each command has an
/// example.
fn parties(state: &Document) -> impl Iterator<Item = PartyId> {
    let own = state.case.iter().flat_map(|case| &case.parties).map(|party| &party.id);
    let tracks = state.case.as_ref().and_then(|case| case.hearing()).map_or(&[][..], |hearing| &hearing.tracks);
    let mut all: Vec<PartyId> = own.cloned().collect();
    let heard = tracks.iter().map(|track| &track.party).filter(|id| !all.contains(id)).cloned();
    all.extend(heard.collect::<Vec<_>>());
    if all.is_empty() {
        all.push(PartyId::from(""));
    }
    all.into_iter()
}

/// Municipalities of the register that are no members, and at least one name.
fn outsiders(facts: &Facts) -> impl Iterator<Item = PartyId> {
    let parties = facts.roster.parties.iter();
    let outsiders =
        parties.filter(|(_, p)| p.particulars.standing == Standing::Municipality && !p.is_member(facts.today));
    let mut outside: Vec<PartyId> = outsiders.map(|(id, _)| id.clone()).collect();
    if outside.is_empty() {
        outside.push(PartyId::from(""));
    }
    outside.into_iter()
}

fn launches(state: &Document, today: NaiveDate, far: NaiveDate) -> [Desk; 2] {
    let on = today.succ_opt().unwrap_or(today);
    let decision = decision(state, Deed::Hearing, today);
    [
        Desk::OpenHearing {
            deadline: far,
            parties: None,
            letter: None,
            reason: Some(words().into()),
            decision: decision.clone(),
        },
        Desk::ScheduleHearing {
            on,
            deadline: far,
            parties: None,
            letter: None,
            reason: Some(words().into()),
            decision,
        },
    ]
}

fn assessments(state: &Document, today: NaiveDate) -> Vec<Desk> {
    let remarks = state.case.iter().flat_map(|case| &case.remarks);
    let ids: Vec<RemarkId> = remarks.map(|remark| remark.id.clone()).collect();
    let ids = if ids.is_empty() { vec![RemarkId::from("")] } else { ids };
    let mut all: Vec<Desk> = Vec::new();
    for remark in &ids {
        let seen = Seen { remark: remark.clone(), based_on: None };
        let reason = words();
        all.push(Desk::AssessRemark {
            remark: remark.clone(),
            verdict: Verdict::Noted,
            reason: reason.into(),
            based_on: None,
        });
        all.push(Desk::AssessRemarks { remarks: vec![seen.clone()], verdict: Verdict::Noted, reason: words().into() });
        all.push(Desk::ApproveVerdicts { remarks: vec![seen] });
    }
    let steps = [NextStep::Endorsement, NextStep::Adoption, NextStep::FullHearing, NextStep::LimitedHearing];
    for next in steps {
        for changed in [None, Some(false), Some(true)] {
            let substantial_change =
                changed.map(|changed| SubstantialChange { changed, reason: words(), involves: BTreeSet::new() });
            all.push(Desk::FinishAssessment {
                next,
                substantial_change,
                reason: Some(words()),
                decision: decision(state, Deed::Councils, today),
                in_force_from: None,
                based_on: None,
                checked: None,
            });
        }
    }
    all
}

/// What is decided: the adoption, and what each council says.
fn councils(state: &Document, today: NaiveDate) -> Vec<Desk> {
    let body = |deed| decision(state, deed, today).map_or_else(words, |decision| decision.body);
    let mut all = vec![Desk::Adopt {
        body: body(Deed::Adoption),
        meeting_date: today,
        case_number: words(),
        in_force_from: today,
        votes: None,
        extract: None,
    }];
    all.push(Desk::RegisterEdition {
        body: body(Deed::Adoption),
        meeting_date: today,
        case_number: words(),
        in_force_from: today,
        votes: None,
        extract: None,
    });
    let from = state.edition_in_force().map_or(today, |edition| edition.since);
    all.push(Desk::CorrectAdoption {
        body: body(Deed::Adoption),
        meeting_date: today.min(from),
        case_number: words(),
        in_force_from: state.coming().map_or(from, |_| today),
        votes: None,
        extract: None,
        reason: words().into(),
    });
    for how in [HowReconciled::Reservation, HowReconciled::NewText] {
        let reconciled = |id| Desk::ReconcileDecision { municipality: id, how, reason: words().into() };
        all.extend(parties(state).map(reconciled));
    }
    let decision = CouncilDecision {
        outcome: Outcome::Endorsed,
        body: body(Deed::Endorsement),
        meeting_date: today,
        case_number: words(),
        votes: None,
        postponed_to: None,
        text: None,
        extract: None,
        signer: None,
        by: None,
    };
    all.extend(parties(state).map(|id| Desk::RecordDecision { municipality: id, decision: decision.clone() }));
    all
}

/// What is done about a hearing that runs, and about each party's answer.
fn hearings(state: &Document, today: NaiveDate, far: NaiveDate) -> Vec<Desk> {
    let statement = StatementDraft {
        position: Position::WithoutRemarks,
        content: Hash::of(b""),
        general: None,
        remarks: Vec::new(),
        files: Vec::new(),
        legal_basis: None,
        signer: None,
        case_reference: None,
    };
    let mut all =
        vec![Desk::CloseHearing {}, Desk::ExtendDeadline { municipality: None, deadline: far, reason: words().into() }];
    all.extend(parties(state).map(|id| Desk::ExtendDeadline {
        municipality: Some(id),
        deadline: far,
        reason: words().into(),
    }));
    all.extend(parties(state).map(|id| Desk::RefuseExtension { municipality: id, reason: words() }));
    all.push(Desk::Remind { municipality: None });
    all.extend(parties(state).map(|id| Desk::RecordStatement {
        municipality: id,
        statement: statement.clone(),
        received_on: today,
        channel: words(),
    }));
    for id in objectors(state) {
        let how = Desk::SettleObjection { municipality: id.clone(), how: words(), date: today, reason: words() };
        all.push(how);
        // One for each step on the way, since none goes back.
        all.extend([ObjectionStep::Dialogue, ObjectionStep::SentToMinistry, ObjectionStep::NotUpheld].map(|step| {
            Desk::AdvanceObjection {
                municipality: id.clone(),
                step,
                date: today,
                reason: words(),
                sections: Vec::new(),
            }
        }));
    }
    all
}

/// Everyone with an objection that was not settled, and at least one name.
fn objectors(state: &Document) -> Vec<PartyId> {
    let tracks = state.case.as_ref().and_then(|case| case.hearing()).map_or(&[][..], |hearing| &hearing.tracks);
    let made = |track: &&HearingTrack| {
        track.statement.as_ref().is_some_and(|statement| statement.position == Position::FormalObjection)
    };
    let of_edition = state.in_force.as_ref().map_or(&[][..], |edition| &edition.objections);
    let of_case = tracks.iter().filter(made).map(|track| track.party.clone());
    let mut all: Vec<PartyId> = of_case.chain(of_edition.iter().map(|objection| objection.party.clone())).collect();
    if all.is_empty() {
        all.push(PartyId::from(""));
    }
    all
}

/// Exempting and disclosing, each answer there has been; examples of nobody's where there is none.
fn disclosures(state: &Document) -> Vec<Desk> {
    let filed = state.statements.iter().map(|filed| (filed.party.clone(), Some(filed.seq)));
    let mut filed: Vec<(PartyId, Option<u32>)> = filed.collect();
    if filed.is_empty() {
        filed.push((PartyId::from(""), None));
    }
    let both = |(municipality, statement): (PartyId, Option<u32>)| {
        let id = municipality.clone();
        [
            Desk::ExemptStatement {
                municipality,
                legal_basis: words(),
                redacted: None,
                redacted_file: None,
                statement,
            },
            Desk::DiscloseStatement { municipality: id, reason: words(), statement },
        ]
    };
    let last = state.case.as_ref().and_then(|case| case.hearing()).and_then(|hearing| hearing.public.as_ref());
    let last = last.map(|public| public.last);
    let seen = last.map(|last| PublicSeen { answers: 1, verdict: None, last, newest: 1 });
    let verdict = Some(PublicVerdict { seq: 0, by: None, approved: false });
    let weighed = last.map(|last| PublicSeen { answers: 1, verdict, last, newest: 1 });
    let (case, round, redacted, redacted_file) = (None, None, None, None);
    let release = Desk::ReleasePublicAnswers {
        case,
        round,
        from: None,
        through: 1,
        group: None,
        reason: None,
        seen: seen.clone(),
    };
    let exempt = Desk::ExemptPublicAnswer {
        case,
        round,
        number: 1,
        legal_basis: words(),
        redacted,
        redacted_file,
        seen: seen.clone(),
    };
    let assess = Desk::AssessPublicAnswers { group: 1, verdict: Verdict::Noted, reason: words(), seen };
    let approve = Desk::ApprovePublicVerdict { group: 1, based_on: None, seen: weighed };
    let named = state.exempt.first().map_or(Item::File(Hash::of(b"")), |(item, _)| item.clone());
    let (hash, municipality) = match named {
        Item::File(hash) => (Some(hash), None),
        Item::Reservation(party) => (None, Some(party)),
    };
    let disclose = Desk::DiscloseItem { hash, municipality, reason: words() };
    let (hash, municipality, redacted, redacted_file) = (Some(Hash::of(b"x")), None, None, None);
    let keep = Desk::ExemptItem { hash, municipality, legal_basis: words(), redacted, redacted_file };
    filed.into_iter().flat_map(both).chain([keep, disclose, release, exempt, assess, approve]).collect()
}
