//! Coordinators, officers and councils, each with their own pace.

use app::{
    App, ids,
    texts::{self, Answer, Cover, Remark, Section},
};
use chrono::{NaiveDate, TimeDelta};
use ledger::{DocumentRow, RegionRow};
use procedure::{
    Act, Actor, AdoptingBody, Body, Case, Command, CouncilDecision, Decision, Deed, Desk, Document, DocumentId,
    Endorsement, Hash, Hearing, HowReconciled, NextStep, Outcome, OwnDecision, PartyId, Phase, Position, Purpose,
    Roster, Rules, SubstantialChange, Verdict, minimum,
};
use rand::{RngExt as _, rngs::StdRng};
use std::collections::BTreeSet;

fn coordinator() -> Actor {
    Actor::Coordinator("simulated".to_owned())
}

fn words(chance: &mut StdRng) -> String {
    format!("{:08x}", chance.random::<u32>())
}

pub fn create(app: &App, chance: &mut StdRng) -> (DocumentId, Actor, Command) {
    let kinds: Vec<&String> = app.ledger.kinds().0.keys().collect();
    let kind = kinds[chance.random_range(0..kinds.len())].clone();
    let desk = Desk::Create { kind, title: words(chance), parties: None };
    (ids::document(&app.clock), coordinator(), Command::Desk(desk))
}

/// What happens to a document this morning, if anything does.
pub async fn act(
    app: &App,
    region: &RegionRow,
    row: &DocumentRow,
    today: NaiveDate,
    chance: &mut StdRng,
) -> anyhow::Result<Option<(Actor, Command)>> {
    let Some(case) = &row.state.case else {
        return Ok(rest(row, today, chance).map(|desk| (coordinator(), Command::Desk(desk))));
    };
    let desk = match &case.phase {
        Phase::Drafting(_) => draft(app, row, case, today, chance).await?,
        Phase::Hearing(hearing) => {
            if let Some(answer) = answer(app, region, row, hearing, chance).await? {
                return Ok(Some(answer));
            }
            run(hearing, today, chance)
        }
        Phase::Assessment(_) => weigh(case, today, chance),
        Phase::Endorsement(endorsement) => {
            if let Some(decision) = council(row, endorsement, today, chance) {
                return Ok(Some(decision));
            }
            endorse(endorsement, today, chance)
        }
        Phase::Adoption(adoption) => {
            let ready = adoption.adopted.is_none() && case.rules.adoption == AdoptingBody::RegionalCouncil;
            (ready && chance.random_bool(0.1)).then(|| Desk::Adopt {
                body: Body::RegionalCouncil.as_str().to_owned(),
                meeting_date: today,
                case_number: words(chance),
                in_force_from: today + TimeDelta::days(chance.random_range(0..60)),
                votes: None,
                extract: None,
            })
        }
    };
    Ok(desk.map(|desk| (coordinator(), Command::Desk(desk))))
}

/// The decision of the first body that may make it.
fn decided(rules: &Rules, deed: Deed, today: NaiveDate) -> Option<Decision> {
    let body = rules.competence.of(deed).iter().find(|body| **body != Body::Secretariat)?;
    Some(Decision {
        body: body.as_str().to_owned(),
        meeting_date: today,
        case_number: today.format("%j/%y").to_string(),
        votes: None,
        extract: None,
        legal_basis: None,
    })
}

/// The same decision by each council, where the councils adopted.
fn each(document: &Document, today: NaiveDate) -> Vec<OwnDecision> {
    // Nobody merges here.
    let roster = Roster::default();
    let councils = document.holding().map_or_else(Vec::new, |holding| holding.councils(&roster, today));
    let own = |municipality: &PartyId| OwnDecision {
        municipality: municipality.clone(),
        meeting_date: today,
        case_number: today.format("%j/%y").to_string(),
        votes: None,
    };
    councils.into_iter().map(own).collect()
}

/// A document in force is mostly left alone.
fn rest(row: &DocumentRow, today: NaiveDate, chance: &mut StdRng) -> Option<Desk> {
    let edition = row.state.edition_in_force()?;
    let rules = &edition.rules;
    let until = row.state.revision_due().unwrap_or(today) + TimeDelta::days(400);
    match chance.random_range(0..20_000) {
        0..8 => {
            let decision = decided(rules, Deed::Prolonging, today);
            Some(Desk::Prolong { until, reason: words(chance).into(), decision, decisions: each(&row.state, today) })
        }
        8..10 => {
            let decision = decided(rules, Deed::Repeal, today);
            Some(Desk::Repeal { reason: words(chance).into(), decision, decisions: each(&row.state, today) })
        }
        10..14 => Some(Desk::StartRevision {}),
        _ => None,
    }
}

async fn draft(
    app: &App,
    row: &DocumentRow,
    case: &Case,
    today: NaiveDate,
    chance: &mut StdRng,
) -> anyhow::Result<Option<Desk>> {
    if case.version.is_none() || chance.random_bool(0.02) {
        let section = |n: usize, chance: &mut StdRng| Section {
            heading: n.to_string(),
            body: words(chance),
            ..Section::default()
        };
        let sections = (0..4).map(|n| section(n, chance)).collect();
        return Ok(Some(texts::save(&app.ledger, row, sections, None).await?));
    }
    let earliest = minimum(today, case.rules.hearing.minimum_weeks);
    Ok(chance.random_bool(0.05).then(|| Desk::OpenHearing {
        deadline: earliest + TimeDelta::days(chance.random_range(0..20)),
        parties: None,
        letter: None,
        reason: None,
        decision: decided(&case.rules, Deed::Hearing, today),
    }))
}

/// An officer answers, asks for time, hands the case on, or says it is not theirs.
async fn answer(
    app: &App,
    region: &RegionRow,
    row: &DocumentRow,
    hearing: &Hearing,
    chance: &mut StdRng,
) -> anyhow::Result<Option<(Actor, Command)>> {
    let silent: Vec<&PartyId> = hearing.tracks.iter().filter(|t| t.statement.is_none()).map(|t| &t.party).collect();
    if silent.is_empty() || !chance.random_bool(0.2) {
        return Ok(None);
    }
    let party = silent[chance.random_range(0..silent.len())];
    let Some((link, contact)) = link(row, party, Purpose::Hearing) else { return Ok(None) };
    let act = match chance.random_range(0..20) {
        0 => Act::AskExtension { until: None, reason: words(chance) },
        1 => Act::Disown { reason: words(chance) },
        2 => Act::Start,
        3 => Act::AskNewLink,
        n => {
            let version = row.state.version();
            let section = version.and_then(|v| v.parts.first()).map(|part| part.id.clone());
            let position = if n < 12 { Position::WithoutRemarks } else { Position::WithRemarks };
            let remark = Remark { section, text: words(chance), proposed: None };
            let remarks = if n < 12 { Vec::new() } else { vec![remark] };
            let cover = Cover { position, legal_basis: None, files: Vec::new(), signer: None, case_reference: None };
            let answer = Answer { text: String::new(), remarks, files: Vec::new() };
            let statement = texts::hand_in(&app.ledger, &region.id, &answer, cover).await?;
            Act::Submit { statement, based_on: None }
        }
    };
    Ok(Some((Actor::Officer { contact, link }, Command::Officer { link, act })))
}

/// The party's newest link that still works.
fn link(row: &DocumentRow, party: &PartyId, purpose: Purpose) -> Option<(u32, procedure::ContactId)> {
    let open = (1_u32..).zip(&row.state.links);
    let open =
        open.filter(|(_, l)| l.party == *party && l.purpose == purpose && !l.replaced && l.case == row.state.cases);
    open.last().map(|(number, link)| (number, link.contact.clone()))
}

/// The coordinator looks after a hearing.
fn run(hearing: &Hearing, today: NaiveDate, chance: &mut StdRng) -> Option<Desk> {
    if hearing.all_answered() && chance.random_bool(0.3) {
        return Some(Desk::CloseHearing {});
    }
    let track = &hearing.tracks[chance.random_range(0..hearing.tracks.len())];
    let municipality = track.party.clone();
    if track.disowned {
        return Some(Desk::InviteAgain { municipality, contact: None });
    }
    if track.asked.is_some() {
        let deadline = track.deadline.max(today) + TimeDelta::days(14);
        let extend =
            Desk::ExtendDeadline { municipality: Some(municipality.clone()), deadline, reason: words(chance).into() };
        let refuse = Desk::RefuseExtension { municipality, reason: words(chance) };
        return Some(if chance.random_bool(0.7) { extend } else { refuse });
    }
    match chance.random_range(0..400) {
        0 => Some(Desk::Remind { municipality: None }),
        1 => Some(Desk::PauseReminders { reason: words(chance) }),
        2..12 => Some(Desk::ResumeReminders {}),
        12 => Some(Desk::Withdraw {
            reason: words(chance).into(),
            until: Some(today + TimeDelta::days(300)),
            decision: None,
        }),
        _ => None,
    }
}

fn weigh(case: &Case, today: NaiveDate, chance: &mut StdRng) -> Option<Desk> {
    if let Some(remark) = case.remarks.iter().find(|remark| remark.verdict.is_none()) {
        let verdict = [Verdict::Accommodated, Verdict::Partly, Verdict::NotAccommodated, Verdict::Noted]
            [chance.random_range(0..4)];
        return Some(Desk::AssessRemark {
            remark: remark.id.clone(),
            verdict,
            reason: words(chance).into(),
            based_on: None,
        });
    }
    let asked = case.rules.endorsement.is_some();
    let next = match chance.random_range(0..40) {
        0..30 => return None,
        30 => NextStep::FullHearing,
        _ if asked => NextStep::Endorsement,
        _ => NextStep::Adoption,
    };
    let substantial_change =
        Some(SubstantialChange { changed: false, reason: words(chance), involves: BTreeSet::new() });
    let decision = decided(&case.rules, Deed::Councils, today);
    Some(Desk::FinishAssessment {
        next,
        substantial_change,
        reason: None,
        decision,
        in_force_from: None,
        based_on: None,
        checked: None,
    })
}

fn council(
    row: &DocumentRow,
    endorsement: &Endorsement,
    today: NaiveDate,
    chance: &mut StdRng,
) -> Option<(Actor, Command)> {
    let waiting: Vec<&PartyId> = endorsement.tracks.iter().filter(|t| !t.decided()).map(|t| &t.party).collect();
    if waiting.is_empty() || !chance.random_bool(0.08) {
        return None;
    }
    let party = waiting[chance.random_range(0..waiting.len())];
    let (link, contact) = link(row, party, Purpose::Council)?;
    let outcome = match chance.random_range(0..60) {
        0 => Outcome::Rejected,
        1..4 => Outcome::EndorsedAmended,
        4..8 => Outcome::Postponed,
        8..12 => Outcome::EndorsedWithReservation,
        _ => Outcome::Endorsed,
    };
    let decision = CouncilDecision {
        outcome,
        body: Body::MunicipalCouncil.as_str().to_owned(),
        meeting_date: today,
        case_number: words(chance),
        votes: None,
        postponed_to: (outcome == Outcome::Postponed).then(|| today + TimeDelta::days(30)),
        text: Some(Hash::of(b"an amendment")),
        extract: None,
        signer: None,
        by: None,
    };
    let act = Act::Decide { decision, about: None, based_on: None };
    Some((Actor::Officer { contact, link }, Command::Officer { link, act }))
}

/// The coordinator looks after the councils.
fn endorse(endorsement: &Endorsement, today: NaiveDate, chance: &mut StdRng) -> Option<Desk> {
    if endorsement.met == Some(false) {
        return chance.random_bool(0.1).then(|| Desk::FinishAssessment {
            next: NextStep::FullHearing,
            substantial_change: None,
            reason: Some(words(chance)),
            decision: None,
            in_force_from: None,
            based_on: None,
            checked: None,
        });
    }
    let track = &endorsement.tracks[chance.random_range(0..endorsement.tracks.len())];
    let municipality = track.party.clone();
    if track.has_open_amendment() {
        let how = if chance.random_bool(0.9) { HowReconciled::Reservation } else { HowReconciled::NewText };
        return Some(Desk::ReconcileDecision { municipality, how, reason: words(chance).into() });
    }
    match chance.random_range(0..100) {
        0..3 => Some(Desk::PlanMeeting {
            municipality,
            meeting_date: today + TimeDelta::days(chance.random_range(5..90)),
            papers_due: None,
        }),
        3 => Some(Desk::ConcludeEndorsement { reason: words(chance) }),
        _ => None,
    }
}
