//! Proof of what the public answered: every answer under its keyed hash, and their number and root as the log has them.

use super::{Discrepancy, Place};
use crate::{
    Digest, Error, Ledger, PublicRound,
    public_answers::{AnswerLine, person_mac},
    signing::Signing,
    tree::Frontier,
};
use procedure::{DocumentId, Event, Hash, Verdict};
use std::collections::BTreeMap;
use subtle::ConstantTimeEq as _;

impl Ledger {
    /// Every public answer of a document against what its log says of them: their numbers and roots, and the verdicts.
    pub(crate) async fn public_answers_of(
        &self,
        id: &DocumentId,
        events: &[Option<Event>],
        signing: Option<&Signing>,
        content: bool,
    ) -> Result<Vec<Discrepancy>, Error> {
        let told = Told::of(events);
        let mut problems = Vec::new();
        for ((case, round), said) in &told.rounds {
            let round = PublicRound { document: id.clone(), case: *case, round: *round };
            problems.extend(self.round_of(&round, said, signing, content).await?);
            for (group, verdict) in &said.verdicts {
                let known = self.public_group(&round, *group).await?.and_then(|group| group.verdict);
                if known.as_ref() != Some(&verdict.1) {
                    let what = "its verdict on public answers is not the one that is listed";
                    problems.push(Discrepancy { place: Place::Event(id.clone(), verdict.0), what });
                }
            }
        }
        Ok(problems)
    }

    async fn round_of(
        &self,
        round: &PublicRound,
        said: &Said,
        signing: Option<&Signing>,
        content: bool,
    ) -> Result<Vec<Discrepancy>, Error> {
        let (mut tree, mut after, mut problems) = (Frontier::default(), 0, Vec::new());
        let mut roots = BTreeMap::from([(0, tree.root())]);
        loop {
            let lines = self.public_lines(round, after).await?;
            let Some(last) = lines.last() else { break };
            after = last.number;
            for line in &lines {
                let place = || Place::PublicAnswer(round.document.clone(), line.number);
                let leaf = line.leaf();
                tree.push(leaf, &mut |_, _, _| {});
                if said.counts.iter().any(|count| u64::from(count.number) == tree.size()) {
                    roots.insert(tree.size(), tree.root());
                }
                if let Some(what) = signing.and_then(|signing| broken(signing, line, leaf)) {
                    problems.push(Discrepancy { place: place(), what });
                }
                if let Some(what) = if content { self.content_of_line(line).await? } else { None } {
                    problems.push(Discrepancy { place: place(), what });
                }
            }
        }
        for count in &said.counts {
            let root = roots.get(&u64::from(count.number));
            let what = match root {
                None => "counts more public answers than there are",
                Some(root) if root.to_string() != count.root.0 => "its public answers are not those that were counted",
                Some(_) if count.last && u64::from(count.number) != tree.size() => {
                    "counts fewer public answers than there are"
                }
                Some(_) => continue,
            };
            problems.push(Discrepancy { place: Place::Event(round.document.clone(), count.seq), what });
        }
        Ok(problems)
    }

    async fn content_of_line(&self, line: &AnswerLine) -> Result<Option<&'static str>, Error> {
        let (region, hash) = (line.region.as_str().into(), Hash(line.body.to_string()));
        Ok(match self.stored_text(&region, &hash).await? {
            None => Some("names a text that is not there"),
            Some(text) => (Hash::of(text.as_bytes()) != hash).then_some("names a text that is not what was written"),
        })
    }
}

/// What does not hold of a row: what was handed in, or whoever did. One that was erased has no name, and nothing to prove.
fn broken(signing: &Signing, line: &AnswerLine, leaf: Digest) -> Option<&'static str> {
    if !signing.all().any(|key| key.mac(&[b"public_answer", &leaf.0]).bytes().ct_eq(&line.mac).into()) {
        return Some("is not what was handed in");
    }
    let Some((name, address, mac)) = line.whom() else {
        return Some("names whoever answered, and the row is not there");
    };
    let erased = name.is_empty() && address.is_empty();
    let holds = signing.all().any(|key| person_mac(key, &line.person, name, address).ct_eq(mac).into());
    (!erased && !holds).then_some("is not from whoever handed it in")
}

/// What a log says of its public answers, by case and round.
#[derive(Default)]
struct Told {
    rounds: BTreeMap<(u32, u32), Said>,
}

#[derive(Default)]
struct Said {
    counts: Vec<Count>,
    /// The last on each group, with the event it came with.
    verdicts: BTreeMap<u32, (u32, (Verdict, String))>,
}

struct Count {
    seq: u32,
    number: u32,
    root: Hash,
    /// Nothing can have come after it: the hearing was not opened again.
    last: bool,
}

impl Told {
    fn of(events: &[Option<Event>]) -> Self {
        let (mut told, mut case, mut last) = (Self::default(), 0, (0, 0));
        for (seq, event) in (1..).zip(events) {
            match event {
                Some(Event::DocumentCreated { .. } | Event::RevisionStarted { .. }) => case += 1,
                Some(Event::HearingReopened { .. }) => {
                    for count in &mut told.rounds.entry(last).or_default().counts {
                        count.last = false;
                    }
                }
                Some(Event::HearingOpened { round, .. }) => last = (case, *round),
                Some(Event::PublicAnswersCounted { round, number, root, .. }) => {
                    let count = Count { seq, number: *number, root: root.clone(), last: true };
                    told.rounds.entry((case, *round)).or_default().counts.push(count);
                }
                Some(Event::PublicAnswersAssessed { round, group, verdict, reason, .. }) => {
                    let said = told.rounds.entry((case, *round)).or_default();
                    said.verdicts.insert(*group, (seq, (*verdict, reason.clone())));
                }
                _ => {}
            }
        }
        told
    }
}
