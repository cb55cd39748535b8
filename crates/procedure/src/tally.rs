//! How the councils' endorsements stand against the case's rule.

use crate::{Case, CouncilTrack, Endorsement, Outcome, Rule};

/// Councils counted by what they decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub in_favour: u32,
    pub against: u32,
    pub undecided: u32,
    /// The rule is met as it stands.
    pub met: bool,
    /// The fewest further endorsements that would meet the rule; `None` where no number can.
    pub enough: Option<u32>,
    /// No decision still to come can change whether the rule is met.
    pub settled: bool,
}

#[derive(Default)]
struct Weights {
    in_favour: u64,
    all: u64,
    open: u64,
}

/// Counts endorsed and endorsed with reservation for, rejected against; an amended text counts once reconciled.
pub fn tally(case: &Case, endorsement: &Endorsement) -> Tally {
    let rule = case.rules.endorsement.as_ref().map_or(Rule::All, |rules| rules.rule);
    let mut tally = Tally::default();
    let mut weights = Weights::default();
    let mut waiting = Vec::new();
    for party in case.endorsers() {
        let weight = if rule == Rule::PopulationMajority { u64::from(party.population) } else { 1 };
        weights.all += weight;
        match endorsement.track(&party.id).and_then(counts_as) {
            Some(true) => {
                tally.in_favour += 1;
                weights.in_favour += weight;
            }
            Some(false) => tally.against += 1,
            None => {
                tally.undecided += 1;
                weights.open += weight;
                waiting.push(weight);
            }
        }
    }
    tally.met = holds(rule, weights.in_favour, weights.all);
    waiting.sort_unstable_by(|a, b| b.cmp(a));
    let largest = |n: usize| waiting.iter().take(n).sum::<u64>();
    let enough = (0..=waiting.len()).find(|n| holds(rule, weights.in_favour + largest(*n), weights.all));
    tally.enough = enough.and_then(|n| u32::try_from(n).ok());
    tally.settled = tally.met || !holds(rule, weights.in_favour + weights.open, weights.all);
    tally
}

/// What a council's word counts as, once it counts.
fn counts_as(track: &CouncilTrack) -> Option<bool> {
    match track.decision.as_ref()?.outcome {
        Outcome::Endorsed | Outcome::EndorsedWithReservation => Some(true),
        Outcome::EndorsedAmended => track.reconciled.then_some(true),
        Outcome::Rejected => Some(false),
        Outcome::Postponed => None,
    }
}

fn holds(rule: Rule, in_favour: u64, all: u64) -> bool {
    match rule {
        Rule::All => in_favour == all && all > 0,
        Rule::TwoThirds => in_favour * 3 >= all * 2 && all > 0,
        Rule::Majority | Rule::PopulationMajority => in_favour * 2 > all,
    }
}
