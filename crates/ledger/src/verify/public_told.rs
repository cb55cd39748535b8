//! What a document's log says of its public answers: how many, what became of each, and the verdicts.

use crate::public_answers::AnswerLine;
use procedure::{Event, Hash, Verdict, names_one};
use std::collections::BTreeMap;

/// By case and round.
#[derive(Default)]
pub(super) struct Told {
    pub rounds: BTreeMap<(u32, u32), Said>,
}

#[derive(Default)]
pub(super) struct Said {
    pub counts: Vec<Count>,
    /// The last on each group.
    pub verdicts: BTreeMap<u32, Given>,
    /// From one number to another, of those in a group only where one is named.
    released: BTreeMap<Option<u32>, Vec<(u32, u32)>>,
    /// The last word on each answer that was named alone: what it is exempt by, if it is.
    named: BTreeMap<u32, Option<Exempt>>,
}

pub(super) struct Count {
    pub seq: u32,
    pub number: u32,
    pub root: Hash,
    /// Nothing can have come after it: the hearing was not opened again.
    pub last: bool,
}

pub(super) struct Given {
    pub seq: u32,
    pub verdict: Verdict,
    pub reason: String,
    pub by: Option<String>,
    pub approved: bool,
}

#[derive(PartialEq, Eq)]
struct Exempt {
    legal_basis: String,
    redacted: Option<Hash>,
    redacted_file: Option<Hash>,
}

impl Told {
    pub fn of(events: &[Option<Event>]) -> Self {
        let (mut told, mut case, mut last) = (Self::default(), 0, (0, 0));
        for (seq, event) in (1..).zip(events) {
            let Some(event) = event else { continue };
            match event {
                Event::DocumentCreated { .. } | Event::RevisionStarted { .. } => case += 1,
                Event::HearingOpened { round, .. } => last = (case, *round),
                Event::HearingReopened { .. } => {
                    for count in &mut told.round(last).counts {
                        count.last = false;
                    }
                }
                Event::PublicAnswersCounted { case: of, round, number, root, .. } => {
                    let count = Count { seq, number: *number, root: root.clone(), last: true };
                    told.round((of.unwrap_or(case), *round)).counts.push(count);
                }
                Event::PublicAnswersAssessed { round, group, verdict, reason, by, .. } => {
                    let (reason, by) = (reason.clone(), by.clone());
                    let given = Given { seq, verdict: *verdict, reason, by, approved: false };
                    told.round((case, *round)).verdicts.insert(*group, given);
                }
                Event::PublicVerdictApproved { round, group, .. } => {
                    if let Some(given) = told.round((case, *round)).verdicts.get_mut(group) {
                        given.approved = true;
                    }
                }
                Event::PublicAnswersReleased { case, round, .. } | Event::PublicAnswerExempted { case, round, .. } => {
                    told.round((*case, *round)).disclosed(event);
                }
                _ => {}
            }
        }
        told
    }

    fn round(&mut self, of: (u32, u32)) -> &mut Said {
        self.rounds.entry(of).or_default()
    }
}

impl Said {
    fn disclosed(&mut self, event: &Event) {
        match event {
            Event::PublicAnswersReleased { from, through, group, all, .. } => {
                if names_one(Some(*from), *through, *group) && !all {
                    self.named.insert(*from, None);
                } else {
                    self.released.entry(*group).or_default().push((*from, *through));
                }
            }
            Event::PublicAnswerExempted { number, legal_basis, redacted, redacted_file, .. } => {
                let (redacted, redacted_file) = (redacted.clone(), redacted_file.clone());
                let exempt = Exempt { legal_basis: legal_basis.clone(), redacted, redacted_file };
                self.named.insert(*number, Some(exempt));
            }
            _ => {}
        }
    }

    /// What does not hold of what anyone may read of an answer.
    pub fn shown(&self, line: &AnswerLine) -> Option<&'static str> {
        let at = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
        let (number, group) = (at(line.number), at(line.first));
        let within = |group: Option<u32>| {
            let ranges = self.released.get(&group).into_iter().flatten();
            ranges.into_iter().any(|(from, through)| (*from..=*through).contains(&number))
        };
        let named = self.named.get(&number);
        let released = named.is_some() || within(None) || within(Some(group));
        if line.released != released {
            return Some(if released { "is not released, and the log says so" } else { "is released by nobody" });
        }
        let exempt = line.exempt().map(|(basis, redacted, file)| Exempt {
            legal_basis: basis.to_owned(),
            redacted,
            redacted_file: file,
        });
        let said = named.and_then(Option::as_ref);
        (exempt.as_ref() != said).then_some("is not exempt from disclosure as the log says")
    }
}
