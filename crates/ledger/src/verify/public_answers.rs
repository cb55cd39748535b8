//! Proof of what the public answered: every answer under its keyed hash and as disclosed as the log says, their number and
//! root as the log has them, and the verdicts.

use super::{
    Discrepancy, Place,
    public_told::{Given, Said, Told},
};
use crate::{
    Digest, Error, Ledger, PublicRound,
    db::{Tx, on},
    public_answers::{AnswerLine, GroupLine, lines, person_mac},
    signing::Signing,
    tree::Frontier,
};
use procedure::{DocumentId, Event, Hash, Named, fold};
use std::collections::{BTreeMap, BTreeSet};
use subtle::ConstantTimeEq as _;

#[derive(sqlx::FromRow)]
struct HearingRow {
    case_n: i64,
    round: i64,
    open: bool,
    answers: i64,
    alike: i64,
    waiting: i64,
}

/// A document's public answers against what its log says of them, read at the log's own instant.
pub(super) async fn check(
    tx: &mut Tx,
    id: &DocumentId,
    events: &[Option<Event>],
    signing: Option<&Signing>,
) -> Result<Vec<Discrepancy>, Error> {
    let hearings = hearings(tx, id).await?;
    let told = Told::of(events);
    if hearings.is_empty() && told.rounds.is_empty() {
        return Ok(Vec::new());
    }
    let mut problems = Vec::new();
    let open = fold(events.iter().flatten()).and_then(|state| state.open_to_anyone());
    let at = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    let rows: BTreeMap<_, _> = hearings.iter().map(|row| ((at(row.case_n), at(row.round)), row)).collect();
    let rounds: BTreeSet<_> = told.rounds.keys().chain(rows.keys()).chain(&open).copied().collect();
    for (case, round) in rounds {
        let nothing = Said::default();
        let said = told.rounds.get(&(case, round)).unwrap_or(&nothing);
        let row = rows.get(&(case, round)).copied();
        if row.is_some_and(|row| row.open) != (open == Some((case, round))) {
            let what = "takes answers from anyone when its log says otherwise";
            problems.push(Discrepancy { place: Place::Document(id.clone()), what });
        }
        let round = PublicRound { document: id.clone(), case, round };
        problems.extend(round_of(tx, &round, row, said, signing).await?);
    }
    Ok(problems)
}

async fn hearings(tx: &mut Tx, id: &DocumentId) -> Result<Vec<HearingRow>, Error> {
    Ok(on!(tx, c => {
        sqlx::query_as("select case_n, round, open, answers, alike, waiting from public_hearing where document = $1")
            .bind(id.as_str())
            .fetch_all(c)
            .await?
    }))
}

/// What was found on the way through the rows of a round.
#[derive(Default)]
struct Found {
    tree: Frontier,
    roots: BTreeMap<u64, Digest>,
    /// How many there are of each group.
    groups: BTreeMap<i64, i64>,
    waiting: i64,
    problems: Vec<Discrepancy>,
}

async fn round_of(
    tx: &mut Tx,
    round: &PublicRound,
    row: Option<&HearingRow>,
    said: &Said,
    signing: Option<&Signing>,
) -> Result<Vec<Discrepancy>, Error> {
    let mut found = Found::default();
    found.roots.insert(0, found.tree.root());
    let mut after = 0;
    loop {
        let lines = lines(tx, round, after).await?;
        let Some(last) = lines.last() else { break };
        after = last.number;
        for line in &lines {
            found.take(round, line, said, signing);
        }
    }
    let Found { tree, roots, groups, waiting, mut problems } = found;
    let number = i64::try_from(tree.size()).unwrap_or(i64::MAX);
    let kept = row.map_or((0, 0, 0), |row| (row.answers, row.alike, row.waiting));
    if kept != (number, i64::try_from(groups.len()).unwrap_or(i64::MAX), waiting) || after != number {
        let what = "its public answers are not as many as were confirmed";
        problems.push(Discrepancy { place: Place::Document(round.document.clone()), what });
    }
    problems.extend(counted(round, said, &roots, tree.size()));
    problems.extend(weighed(tx, round, said, &groups).await?);
    Ok(problems)
}

impl Found {
    fn take(&mut self, round: &PublicRound, line: &AnswerLine, said: &Said, signing: Option<&Signing>) {
        let leaf = line.leaf();
        self.tree.push(leaf, &mut |_, _, _| {});
        if said.counts.iter().any(|count| u64::from(count.number) == self.tree.size()) {
            self.roots.insert(self.tree.size(), self.tree.root());
        }
        *self.groups.entry(line.first).or_default() += 1;
        self.waiting += i64::from(!line.released);
        let wrong = signing.and_then(|signing| broken(signing, line, leaf)).into_iter().chain(said.shown(line));
        let place = Place::PublicAnswer(round.document.clone(), line.number);
        self.problems.extend(wrong.map(|what| Discrepancy { place: place.clone(), what }));
    }
}

fn counted(round: &PublicRound, said: &Said, roots: &BTreeMap<u64, Digest>, size: u64) -> Vec<Discrepancy> {
    let wrong = said.counts.iter().filter_map(|count| {
        let what = match roots.get(&u64::from(count.number)) {
            None => "counts more public answers than there are",
            Some(root) if root.to_string() != count.root.0 => "its public answers are not those that were counted",
            Some(_) if count.last && u64::from(count.number) != size => "counts fewer public answers than there are",
            Some(_) => return None,
        };
        Some(Discrepancy { place: Place::Event(round.document.clone(), count.seq), what })
    });
    wrong.collect()
}

/// The groups with their verdicts: each as many as its answers, and as the log has weighed it.
async fn weighed(
    tx: &mut Tx,
    round: &PublicRound,
    said: &Said,
    groups: &BTreeMap<i64, i64>,
) -> Result<Vec<Discrepancy>, Error> {
    let rows: Vec<GroupLine> = on!(tx, c => {
        sqlx::query_as(
            "select first, answers, verdict, reason, assessed_seq, assessed_by, approved
             from public_group where document = $1 and case_n = $2 and round = $3",
        )
        .bind(round.document.as_str())
        .bind(i64::from(round.case))
        .bind(i64::from(round.round))
        .fetch_all(c)
        .await?
    });
    let mut problems = Vec::new();
    for row in &rows {
        let given = u32::try_from(row.first).ok().and_then(|first| said.verdicts.get(&first));
        let what = if groups.get(&row.first) != Some(&row.answers) {
            "stands for another number of answers than are alike"
        } else if given.is_none() && row.verdict.is_some() {
            "has a verdict that nobody gave"
        } else {
            continue;
        };
        problems.push(Discrepancy { place: Place::PublicAnswer(round.document.clone(), row.first), what });
    }
    let rows: BTreeMap<i64, &GroupLine> = rows.iter().map(|row| (row.first, row)).collect();
    for (group, given) in &said.verdicts {
        if !rows.get(&i64::from(*group)).is_some_and(|row| stands(row, given)) {
            let what = "its verdict on public answers is not the one that is listed";
            problems.push(Discrepancy { place: Place::Event(round.document.clone(), given.seq), what });
        }
    }
    Ok(problems)
}

fn stands(row: &GroupLine, given: &Given) -> bool {
    let verdict: &'static str = (&given.verdict).into();
    let words = (row.verdict.as_deref(), row.reason.as_deref()) == (Some(verdict), Some(&given.reason));
    words
        && (row.assessed_seq, row.assessed_by.as_ref(), row.approved)
            == (Some(given.seq.into()), given.by.as_ref(), given.approved)
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

impl Ledger {
    /// Hashes anew every text and file of a document's public answers. What an answer names never changes: it needs no
    /// instant.
    pub(super) async fn public_content_of(&self, id: &DocumentId) -> Result<Vec<Discrepancy>, Error> {
        let mut problems = Vec::new();
        for hearing in self.public_hearings(id).await? {
            let mut after = 0;
            loop {
                let mut tx = self.db.snapshot().await?;
                let lines = lines(&mut tx, &hearing.round, after).await?;
                drop(tx);
                let Some(last) = lines.last() else { break };
                after = last.number;
                for line in &lines {
                    let place = Place::PublicAnswer(id.clone(), line.number);
                    let found = self.content_of_line(line).await?.into_iter();
                    problems.extend(found.map(|what| Discrepancy { place: place.clone(), what }));
                }
            }
        }
        Ok(problems)
    }

    async fn content_of_line(&self, line: &AnswerLine) -> Result<Vec<&'static str>, Error> {
        let (region, body) = (line.region.as_str().into(), Hash(line.body.to_string()));
        let text = self.held(&region, Named::Text(&body)).await?;
        let mut found = Vec::from_iter(text);
        for file in line.files() {
            found.extend(self.held(&region, Named::File(&file.hash)).await?);
        }
        Ok(found)
    }
}
