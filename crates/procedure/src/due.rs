//! What time itself asks for: every ladder as a list of days, from which both `due` and `wakes_on` are read.

use crate::{
    Calendar, Case, CouncilTrack, Document, Drafting, Endorsement, Hearing, HearingTrack, InForce, PartyId, Phase,
    Rung, add_months, ends_on, on_or_after, on_or_before,
};
use chrono::{NaiveDate, TimeDelta};

/// How long revision notices go on, in months after the day.
const OVERDUE_MONTHS: u32 = 120;

/// One rung of one ladder, with its day and the day after which it serves no purpose.
struct RungDay {
    rung: Rung,
    on: NaiveDate,
    until: Option<NaiveDate>,
}

/// The commands that are due on `today`, in the order they shall be carried out. Empty when nothing is.
pub fn due(state: &Document, today: NaiveDate) -> Vec<Calendar> {
    let mut commands = Vec::new();
    if let Some(case) = &state.case {
        match &case.phase {
            Phase::Drafting(drafting) if opens(drafting).is_some_and(|day| day <= today) => {
                commands.push(Calendar::OpenHearing);
            }
            Phase::Hearing(hearing) if closes(case, hearing) <= today => commands.push(Calendar::CloseHearing),
            Phase::Hearing(hearing) => {
                let silent = hearing.tracks.iter().filter(|t| t.statement.is_none() && !case.paused);
                commands
                    .extend(silent.flat_map(|t| remind(&t.party, t.deadline, hearing_rungs(case, hearing, t), today)));
            }
            Phase::Endorsement(e) => {
                let silent = e.tracks.iter().filter(|t| !t.decided() && !case.paused);
                commands
                    .extend(silent.flat_map(|t| remind(&t.party, e.counts_from(t), council_rungs(case, e, t), today)));
            }
            Phase::Adoption(_) if state.coming().is_some_and(|a| a.in_force_from <= today) => {
                commands.push(Calendar::ComeIntoForce);
            }
            _ => {}
        }
    }
    if let Some((edition, due)) = revised(state) {
        if let Some((rung, skipped)) = pick(&notices(edition, due, state.case.is_some()), today)
            && let Some(rung) = rung
        {
            commands.push(Calendar::NoticeRevision { rung, skipped, due });
        }
        if state.case.is_none() && due <= today {
            commands.push(Calendar::StartRevision);
        }
    }
    commands
}

/// The next day something is due, `None` when time asks for nothing more.
pub fn wakes_on(state: &Document) -> Option<NaiveDate> {
    let mut days: Vec<NaiveDate> = Vec::new();
    let first = |rungs: Vec<RungDay>| rungs.iter().map(|s| s.on).min();
    if let Some(case) = &state.case {
        match &case.phase {
            Phase::Drafting(drafting) => days.extend(opens(drafting)),
            Phase::Hearing(hearing) => {
                let silent = hearing.tracks.iter().filter(|t| t.statement.is_none() && !case.paused);
                days.extend(silent.filter_map(|t| first(hearing_rungs(case, hearing, t))));
                days.push(closes(case, hearing));
            }
            Phase::Endorsement(e) => {
                let silent = e.tracks.iter().filter(|t| !t.decided() && !case.paused);
                days.extend(silent.filter_map(|t| first(council_rungs(case, e, t))));
            }
            Phase::Adoption(_) => days.extend(state.coming().map(|a| a.in_force_from)),
            Phase::Assessment(_) => {}
        }
    }
    if let Some((edition, due)) = revised(state) {
        days.extend(first(notices(edition, due, state.case.is_some())));
        days.extend(state.case.is_none().then_some(due));
    }
    days.into_iter().min()
}

/// The day a scheduled hearing opens, unless something stood in its way.
fn opens(drafting: &Drafting) -> Option<NaiveDate> {
    drafting.scheduled.as_ref().filter(|scheduled| scheduled.hindrance.is_none()).map(|scheduled| scheduled.on)
}

fn closes(case: &Case, hearing: &Hearing) -> NaiveDate {
    hearing.closes_on(&case.rules.hearing)
}

/// The edition whose revision the clock watches, and the day it falls due.
fn revised(state: &Document) -> Option<(&InForce, NaiveDate)> {
    let edition = state.edition_in_force()?;
    Some((edition, edition.revision_due?))
}

/// Several rungs missed for one party become one letter: the last that still serves; the rest are skipped.
fn pick(rungs: &[RungDay], today: NaiveDate) -> Option<(Option<Rung>, Vec<Rung>)> {
    let mut reached: Vec<&RungDay> = rungs.iter().filter(|s| s.on <= today).collect();
    if reached.is_empty() {
        return None;
    }
    reached.sort_by_key(|s| s.on);
    let serving = reached.iter().rposition(|s| s.until.is_none_or(|day| today <= day));
    let rung = serving.map(|place| reached.remove(place).rung);
    Some((rung, reached.iter().map(|s| s.rung).collect()))
}

/// The officer's reminder and the letter to the chief executive are two letters, each at most one each time the calendar runs.
fn remind(
    party: &PartyId,
    deadline: NaiveDate,
    rungs: Vec<RungDay>,
    today: NaiveDate,
) -> impl Iterator<Item = Calendar> {
    let (upwards, own): (Vec<RungDay>, Vec<RungDay>) =
        rungs.into_iter().partition(|rung| rung.rung == Rung::Escalation);
    let party = party.clone();
    [own, upwards].into_iter().filter_map(move |rungs| {
        let (rung, skipped) = pick(&rungs, today)?;
        Some(Calendar::Remind { party: party.clone(), rung, skipped, deadline })
    })
}

fn days(n: u32) -> TimeDelta {
    TimeDelta::days(i64::from(n))
}

/// The rungs still to come. Those before a deadline move back to a working day, those after it forward.
fn hearing_rungs(case: &Case, hearing: &Hearing, track: &HearingTrack) -> Vec<RungDay> {
    let ladder = &case.rules.hearing.ladder;
    let deadline = track.deadline;
    let mut rungs = Vec::new();
    if !track.started {
        let started_by = |n: &u32| on_or_after(hearing.opened_on + days(*n));
        let not_started = |n: &u32| RungDay { rung: Rung::NotStarted(*n), on: started_by(n), until: Some(deadline) };
        rungs.extend(ladder.not_started_after.iter().map(not_started).filter(|s| s.on <= deadline));
    }
    let before =
        |n: &u32| RungDay { rung: Rung::Before(*n), on: on_or_before(deadline - days(*n)), until: Some(deadline) };
    rungs.extend(ladder.before.iter().map(before).filter(|s| s.on > track.since));
    let end = ends_on(deadline);
    let after = |n: &u32| RungDay { rung: Rung::After(*n), on: on_or_after(end + days(*n)), until: None };
    rungs.extend(ladder.after.iter().map(after));
    let escalation = |n: u32| RungDay { rung: Rung::Escalation, on: on_or_after(end + days(n)), until: None };
    // Who has said that the matter is not theirs has answered that much: a person settles it first.
    rungs.extend(ladder.escalate_after.filter(|_| !track.disowned).map(escalation));
    // A rung on not having started belongs to the hearing, not to one deadline: an extension does not repeat it.
    let given = |s: &RungDay| match s.rung {
        Rung::NotStarted(_) => track.rungs.iter().any(|(rung, _)| *rung == s.rung),
        _ => track.rungs.contains(&(s.rung, deadline)),
    };
    rungs.retain(|s| !given(s));
    rungs
}

fn council_rungs(case: &Case, endorsement: &Endorsement, track: &CouncilTrack) -> Vec<RungDay> {
    let Some(rules) = &case.rules.endorsement else { return Vec::new() };
    let ladder = &rules.ladder;
    let base = endorsement.counts_from(track);
    let mut rungs = Vec::new();
    if track.next_meeting().is_some() {
        let before = |n: &u32| RungDay { rung: Rung::Before(*n), on: on_or_before(base - days(*n)), until: Some(base) };
        rungs.extend(ladder.before.iter().map(before).filter(|s| s.on > endorsement.asked_on));
    }
    let monthly = |n: u32| RungDay { rung: Rung::Monthly(n), on: on_or_after(add_months(base, n)), until: None };
    rungs.extend((1..=ladder.monthly).map(monthly));
    let escalation = |n: u32| RungDay { rung: Rung::Escalation, on: on_or_after(add_months(base, n)), until: None };
    rungs.extend(ladder.escalate_after_months.map(escalation));
    rungs.retain(|s| !track.rungs.contains(&(s.rung, base)));
    rungs
}

/// Notices ahead of the day; when a revision is under way past the day, monthly ones that it is overdue.
fn notices(edition: &InForce, due: NaiveDate, under_way: bool) -> Vec<RungDay> {
    let ahead = |n: &u32| RungDay { rung: Rung::Notice(*n), on: on_or_before(back(due, *n)), until: Some(due) };
    let mut rungs: Vec<RungDay> = Vec::new();
    if !under_way {
        rungs.extend(edition.rules.revision.notices.iter().map(ahead).filter(|s| s.on > edition.adopted_on));
    }
    let overdue = |n: u32| RungDay { rung: Rung::Overdue(n), on: on_or_after(add_months(due, n)), until: None };
    if under_way {
        rungs.extend((1..=OVERDUE_MONTHS).map(overdue));
    }
    rungs.retain(|s| !edition.notices.contains(&(s.rung, due)));
    rungs
}

fn back(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_sub_months(chrono::Months::new(months)).unwrap_or(day)
}
