//! What time itself asks for: every ladder as a list of days, from which both `due` and `wakes_on` are read.

use crate::{
    Calendar, Case, CouncilTrack, Document, Drafting, Endorsement, Hearing, HearingLadder, HearingRules, HearingTrack,
    InForce, PartyId, Phase, Rung, add_months, ends_on, on_or_after, on_or_before, working_days_after,
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
    commands.extend(state.to_count().map(|_| Calendar::CountPublicAnswers { count: None }));
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
            Phase::Adoption(_) if comes(state).is_some_and(|day| day <= today) => {
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
        if state.case.is_none() && edition.opens_on(due) <= today {
            commands.push(Calendar::StartRevision);
        }
    }
    commands
}

/// The next day something is due, `None` when time asks for nothing more.
pub fn wakes_on(state: &Document) -> Option<NaiveDate> {
    let mut days: Vec<NaiveDate> = Vec::new();
    // At once, whichever day it ended on.
    days.extend(state.to_count().map(|hearing| hearing.opened_on));
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
            Phase::Adoption(_) => days.extend(comes(state)),
            Phase::Assessment(_) => {}
        }
    }
    if let Some((edition, due)) = revised(state) {
        days.extend(first(notices(edition, due, state.case.is_some())));
        days.extend(state.case.is_none().then_some(edition.opens_on(due)));
    }
    days.into_iter().min()
}

/// The day a scheduled hearing opens, unless something stood in its way.
fn opens(drafting: &Drafting) -> Option<NaiveDate> {
    drafting.scheduled.as_ref().filter(|scheduled| scheduled.hindrance.is_none()).map(|scheduled| scheduled.on)
}

/// The day an adopted edition comes into force; none while an objection holds back the whole of it.
fn comes(state: &Document) -> Option<NaiveDate> {
    let held_back = state.case.as_ref().is_some_and(Case::is_held_back);
    state.coming().filter(|_| !held_back).map(|adopted| adopted.in_force_from)
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

/// Reminders whose day came before the hearing closed, on `today` or by itself, and that nobody was given: nothing looked
/// meanwhile. Who has answered is not reminded, and a pause is in the log.
pub(crate) fn missed(case: &Case, hearing: &Hearing, today: NaiveDate) -> Vec<(PartyId, Vec<Rung>, NaiveDate)> {
    let last = today.min(closes(case, hearing) - days(1));
    let silent = hearing.tracks.iter().filter(|t| t.statement.is_none() && !case.paused);
    let of_track = |track: &HearingTrack| {
        let mut rungs = hearing_rungs(case, hearing, track);
        rungs.retain(|rung| rung.on <= last);
        rungs.sort_by_key(|rung| rung.on);
        let rungs: Vec<Rung> = rungs.into_iter().map(|rung| rung.rung).collect();
        (!rungs.is_empty()).then(|| (track.party.clone(), rungs, track.deadline))
    };
    silent.filter_map(of_track).collect()
}

/// The officer's reminder and the letter to the chief executive are two letters. The chief executive's waits while the
/// officer is reminded: whoever was asked today has not failed to answer yet.
fn remind(
    party: &PartyId,
    deadline: NaiveDate,
    rungs: Vec<RungDay>,
    today: NaiveDate,
) -> impl Iterator<Item = Calendar> {
    let (upwards, own): (Vec<RungDay>, Vec<RungDay>) =
        rungs.into_iter().partition(|rung| rung.rung == Rung::Escalation);
    let party = party.clone();
    let own = pick(&own, today);
    let asked_now = own.as_ref().is_some_and(|(rung, _)| rung.is_some());
    let upwards = pick(&upwards, today).filter(|_| !asked_now);
    let command = move |(rung, skipped)| Calendar::Remind { party: party.clone(), rung, skipped, deadline };
    [own, upwards].into_iter().flatten().map(command)
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
    let escalation =
        |n: u32| RungDay { rung: Rung::Escalation, on: escalates(ladder, deadline, track.reminded_on, n), until: None };
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
    let after = |day: NaiveDate| day.max(track.reminded_on.map_or(day, to_answer));
    let escalation =
        |n: u32| RungDay { rung: Rung::Escalation, on: after(on_or_after(add_months(base, n))), until: None };
    rungs.extend(ladder.escalate_after_months.map(escalation));
    rungs.retain(|s| !track.rungs.contains(&(s.rung, base)));
    rungs
}

/// Notices ahead of the day a revision opens and ahead of the day it is due; when one is under way past that day, monthly
/// ones that it is overdue.
fn notices(edition: &InForce, due: NaiveDate, under_way: bool) -> Vec<RungDay> {
    let rules = &edition.rules.revision;
    let (opens, before) = (edition.opens_on(due), rules.opens_months_before);
    let ahead = |rung: Rung, day: NaiveDate, n: u32| RungDay { rung, on: on_or_before(back(day, n)), until: Some(day) };
    let overdue = |n: u32| RungDay { rung: Rung::Overdue(n), on: on_or_after(add_months(due, n)), until: None };
    let months = rules.notices.iter().copied();
    let mut rungs: Vec<RungDay> = match (under_way, before) {
        (false, 0) => months.map(|n| ahead(Rung::Notice(n), due, n)).collect(),
        (false, _) => months.map(|n| ahead(Rung::Opening(n), opens, n)).collect(),
        (true, _) => {
            let own = months.filter(|n| *n < before).map(|n| ahead(Rung::Notice(n), due, n));
            own.chain((1..=OVERDUE_MONTHS).map(overdue)).collect()
        }
    };
    rungs.retain(|s| s.on > edition.adopted_on && !edition.notices.contains(&(s.rung, due)));
    rungs
}

/// Notices whose day came before the revision opened, on `today`, and that nobody was given: nothing looked meanwhile.
pub(crate) fn passed(edition: &InForce, today: NaiveDate) -> Vec<Rung> {
    let Some(due) = edition.revision_due else { return Vec::new() };
    let ahead = notices(edition, due, true).into_iter().filter(|rung| matches!(rung.rung, Rung::Notice(_)));
    let mut rungs: Vec<RungDay> = notices(edition, due, false).into_iter().chain(ahead).collect();
    rungs.retain(|rung| rung.on <= today);
    rungs.sort_by_key(|rung| rung.on);
    rungs.into_iter().map(|rung| rung.rung).collect()
}

fn back(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_sub_months(chrono::Months::new(months)).unwrap_or(day)
}

impl InForce {
    /// The day its revision opens, for it to be finished by the day it is due.
    pub fn opens_on(&self, due: NaiveDate) -> NaiveDate {
        let opens = back(due, self.rules.revision.opens_months_before);
        self.put_off.map_or(opens, |day| opens.max(day))
    }
}

/// The chief executive hears of it so many days after the deadline, and not before the officer has had time to act on
/// the last reminder.
fn escalates(ladder: &HearingLadder, deadline: NaiveDate, reminded_on: Option<NaiveDate>, n: u32) -> NaiveDate {
    let end = ends_on(deadline);
    let after = ladder.after.iter().map(|n| on_or_after(end + days(*n)));
    let before = ladder.before.iter().map(|n| on_or_before(deadline - days(*n)));
    let last = after.chain(before).chain(reminded_on).max();
    let own = on_or_after(end + days(n));
    last.map_or(own, |day| own.max(to_answer(day)))
}

/// Five working days after a reminder.
fn to_answer(reminded_on: NaiveDate) -> NaiveDate {
    working_days_after(reminded_on, 5)
}

impl Hearing {
    /// The day the calendar closes it: the first look after the last deadline and the days of grace, and not before the
    /// day after the chief executives have been written to.
    pub fn closes_on(&self, rules: &HearingRules) -> NaiveDate {
        let deadline = self.last_deadline();
        let grace = ends_on(deadline) + rules.after_deadline();
        let escalated = rules.ladder.escalate_after.map(|n| escalates(&rules.ladder, deadline, None, n));
        escalated.map_or(grace, |day| grace.max(day + days(1)))
    }
}
