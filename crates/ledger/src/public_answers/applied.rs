//! What events mean for the rows of public answers, written in the events' own transaction.

use crate::{Digest, db::on, script::Script};
use procedure::{Document, DocumentId, Event, Hash, Recorded, RegionId, names_one};

/// A change to a document's public answers.
pub(crate) struct Applied {
    pub region: RegionId,
    pub document: DocumentId,
    pub what: What,
}

pub(crate) enum What {
    /// The hearing of a case takes answers from now on, or no more.
    Open { case: u32, round: u32, open: bool },
    /// An event with its number, and the case it is of.
    Event(u32, Box<(u32, Event)>),
}

/// What events mean for the rows, where the hearing that anyone could answer was `before`.
pub(crate) fn changes(
    before: Option<(u32, u32)>,
    state: &Document,
    events: &[Recorded],
    (region, document): (&RegionId, &DocumentId),
) -> impl Iterator<Item = Applied> {
    let now = state.open_to_anyone();
    let changed = before != now;
    let closed = before.filter(|_| changed).map(|(case, round)| What::Open { case, round, open: false });
    let opened = now.filter(|_| changed).map(|(case, round)| What::Open { case, round, open: true });
    let case = state.cases;
    let own = |event: &Event| {
        matches!(
            event,
            Event::PublicAnswersReleased { .. }
                | Event::PublicAnswerExempted { .. }
                | Event::PublicAnswersAssessed { .. }
                | Event::PublicVerdictApproved { .. }
        )
    };
    let events = events.iter().filter(move |recorded| own(&recorded.event));
    let events = events.map(move |line| What::Event(case, Box::new((line.seq, line.event.clone()))));
    let applied = |what| Applied { region: region.clone(), document: document.clone(), what };
    closed.into_iter().chain(opened).chain(events).map(applied)
}

/// Steps of their own: each builds on the ones before.
pub(crate) fn apply(script: &mut Script, all: &[Applied]) {
    for Applied { region, document, what } in all {
        match what {
            What::Open { case, round, open } => {
                set_open(script, region, (document.as_str(), i64::from(*case), i64::from(*round)), *open);
            }
            What::Event(case, line) => of_event(script, document, *case, line),
        }
    }
}

fn of_event(script: &mut Script, document: &DocumentId, case: u32, (seq, event): &(u32, Event)) {
    let of = |case: u32, round: u32| (document.as_str(), i64::from(case), i64::from(round));
    match event {
        Event::PublicAnswersReleased { case, round, from, through, group, all, .. } => {
            let alone = names_one(Some(*from), *through, *group) && !all;
            let range = (i64::from(*from), i64::from(*through));
            release(script, of(*case, *round), range, group.map(i64::from), alone);
        }
        Event::PublicAnswerExempted { case, round, number, legal_basis, redacted, redacted_file } => {
            let kept = (legal_basis.as_str(), redacted.as_ref(), redacted_file.as_ref());
            exempt(script, of(*case, *round), i64::from(*number), kept);
        }
        Event::PublicAnswersAssessed { round, group, verdict, reason, by, .. } => {
            let (document, case, round) = of(case, *round);
            let verdict: &'static str = verdict.into();
            on!(script.step(1), query => {
                query.push("update public_group set verdict = ").push_bind(verdict);
                query.push(", reason = ").push_bind(reason.as_str());
                query.push(", assessed_seq = ").push_bind(i64::from(*seq));
                query.push(", assessed_by = ").push_bind(by.as_deref()).push(", approved = false");
                query.push(" where document = ").push_bind(document).push(" and case_n = ").push_bind(case);
                query.push(" and round = ").push_bind(round).push(" and first = ").push_bind(i64::from(*group));
            });
        }
        Event::PublicVerdictApproved { round, group, .. } => {
            let (document, case, round) = of(case, *round);
            on!(script.step(1), query => {
                query.push("update public_group set approved = true where document = ").push_bind(document);
                query.push(" and case_n = ").push_bind(case).push(" and round = ").push_bind(round);
                query.push(" and first = ").push_bind(i64::from(*group));
            });
        }
        _ => {}
    }
}

type Of<'a> = (&'a str, i64, i64);

fn set_open(script: &mut Script, region: &RegionId, (document, case, round): Of, open: bool) {
    on!(script.step(1), query => {
        query.push(
            "insert into public_hearing (document, case_n, round, region, open, answers, alike, unconfirmed, waiting) values (",
        );
        query.push_bind(document).push(", ").push_bind(case).push(", ").push_bind(round).push(", ");
        query.push_bind(region.as_str()).push(", ").push_bind(open);
        query.push(", 0, 0, 0, 0) on conflict (document, case_n, round) do update set open = excluded.open");
    });
}

fn release(script: &mut Script, of: Of, (from, through): (i64, i64), group: Option<i64>, alone: bool) {
    let (document, case, round) = of;
    lock(script, of);
    on!(script.step(1), query => {
        query.push("update public_answer set released = true");
        // One that is named alone is exempt no more.
        query.push(if alone {
            ", legal_basis = null, redacted = null, redacted_file = null"
        } else {
            ""
        });
        query.push(" where document = ").push_bind(document).push(" and case_n = ").push_bind(case);
        query.push(" and round = ").push_bind(round).push(" and number >= ").push_bind(from);
        query.push(" and number <= ").push_bind(through);
        if let Some(group) = group {
            query.push(" and first = ").push_bind(group);
        }
    });
    waiting(script, of);
}

fn exempt(script: &mut Script, of: Of, number: i64, (basis, redacted, file): (&str, Option<&Hash>, Option<&Hash>)) {
    let (document, case, round) = of;
    lock(script, of);
    on!(script.step(1), query => {
        query.push("update public_answer set released = true, legal_basis = ").push_bind(basis);
        query.push(", redacted = ").push_bind(redacted.map(|hash| Digest::of(hash).bytes()));
        query.push(", redacted_file = ").push_bind(file.map(|hash| hash.0.as_str()));
        query.push(" where document = ").push_bind(document).push(" and case_n = ").push_bind(case);
        query.push(" and round = ").push_bind(round).push(" and number = ").push_bind(number);
    });
    waiting(script, of);
}

/// No confirmation comes between what is written and what is counted.
fn lock(script: &mut Script, (document, case, round): Of) {
    on!(script.step(1), query => {
        query.push("update public_hearing set waiting = waiting where document = ").push_bind(document);
        query.push(" and case_n = ").push_bind(case).push(" and round = ").push_bind(round);
    });
}

fn waiting(script: &mut Script, (document, case, round): Of) {
    on!(script.step(1), query => {
        query.push(
            "update public_hearing set waiting = (select count(*) from public_answer a where a.document = public_hearing.document
               and a.case_n = public_hearing.case_n and a.round = public_hearing.round and a.released = false),
             waiting_since = (select min(a.confirmed_at) from public_answer a where a.document = public_hearing.document
               and a.case_n = public_hearing.case_n and a.round = public_hearing.round and a.released = false)
             where document = ",
        );
        query.push_bind(document).push(" and case_n = ").push_bind(case).push(" and round = ").push_bind(round);
    });
}
