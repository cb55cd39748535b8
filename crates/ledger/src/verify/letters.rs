//! Letters against the events that posted them, letters that are said to have got there against their keyed lines, and
//! whoever signed against the keyed hash of the row.

use super::{Discrepancy, LineRow, Place};
use crate::{
    Error, Ledger, LetterState,
    chain::{self, Posted},
    db::{Tx, on},
    marks, signers,
    signing::Signing,
    views::instant,
};
use procedure::{DocumentId, LetterKind};
use std::collections::{BTreeMap, BTreeSet};
use subtle::ConstantTimeEq as _;

#[derive(sqlx::FromRow)]
struct LetterLine {
    id: String,
    seq: i64,
    n: i64,
    kind: String,
    party: Option<String>,
    contact: Option<String>,
    copy: bool,
    link: Option<i64>,
    state: String,
}

impl LetterLine {
    fn posted(&self) -> Posted<'_> {
        let number = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
        Posted {
            n: number(self.n),
            kind: &self.kind,
            party: self.party.as_deref().unwrap_or_default(),
            contact: self.contact.as_deref().unwrap_or_default(),
            copy: self.copy,
            link: self.link.map(number),
        }
    }
}

/// A line that says that a letter got there.
#[derive(sqlx::FromRow)]
struct Arrival {
    letter: String,
    /// The letter's now; `None` where it was erased.
    address: Option<String>,
    /// Where the letter is now.
    now: String,
    at: i64,
    state: String,
    mac: Vec<u8>,
}

impl Arrival {
    /// Whether the line tells of an address. Whoever tells later that a letter got there, or that it did after all, knows
    /// none.
    fn is_addressed(&self) -> bool {
        self.mac.len() == 64
    }

    /// What does not hold of the line. Its address is the letter's where it is the `last` that tells of one, and the letter
    /// has not been taken up again since.
    fn broken(&self, signing: &Signing, last: bool) -> Option<&'static str> {
        let state = LetterState::parse(&self.state)?;
        let address = self.address.as_deref();
        let line = |key| marks::mac(key, &self.letter, instant(self.at), state, None);
        let whole = |key| marks::mac(key, &self.letter, instant(self.at), state, address);
        let said = &self.mac[..self.mac.len().min(32)];
        if !signing.all().any(|key| line(key).ct_eq(said).into()) {
            return Some("its log says that it got there, and nobody wrote that");
        }
        let stands = LetterState::parse(&self.now).is_some_and(LetterState::is_there);
        let other = last && stands && address.is_some();
        (other && !signing.all().any(|key| whole(key).ct_eq(&self.mac).into()))
            .then_some("its address is not the one it was sent to")
    }
}

/// The letters of a document: as many and of the kinds, to the contacts, that its events posted. A code is no event's.
pub(super) async fn check(
    tx: &mut Tx,
    id: &DocumentId,
    log: &[LineRow],
    signing: Option<&Signing>,
) -> Result<Vec<Discrepancy>, Error> {
    let letters: Vec<LetterLine> = on!(tx, c => {
        sqlx::query_as(
            "select id, seq, n, kind, party, contact, copy, link, state from letter
             where document = $1 and kind <> $2 order by seq, n",
        )
        .bind(id.as_str())
        .bind(LetterKind::ConfirmationCode.as_str())
        .fetch_all(c)
        .await?
    });
    let mut by_event: BTreeMap<i64, Vec<&LetterLine>> = BTreeMap::new();
    for letter in &letters {
        by_event.entry(letter.seq).or_default().push(letter);
    }
    let named = |letter: &&LetterLine| letter.id != format!("{id}-{}-{}", letter.seq, letter.n);
    let misnamed = |letter: &LetterLine| Discrepancy {
        place: Place::Letter(letter.id.clone()),
        what: "is not called after the event that posted it",
    };
    let mut problems: Vec<Discrepancy> = letters.iter().filter(named).map(misnamed).collect();
    for line in log {
        let posted = by_event.remove(&line.leaf.seq).unwrap_or_default();
        if chain::letters(posted.iter().map(|letter| letter.posted())) != line.leaf.letters {
            let seq = u32::try_from(line.leaf.seq).unwrap_or(u32::MAX);
            problems.push(Discrepancy {
                place: Place::Event(id.clone(), seq),
                what: "its letters are not those it posted",
            });
        }
    }
    let stray = |letter: &LetterLine| Discrepancy {
        place: Place::Letter(letter.id.clone()),
        what: "no event of its document posted it",
    };
    problems.extend(by_event.into_values().flatten().map(stray));
    if let Some(signing) = signing {
        problems.extend(arrivals(tx, id, &letters, signing).await?);
    }
    Ok(problems)
}

/// Letters that are said to have got there, without a line under the key that says so.
async fn arrivals(
    tx: &mut Tx,
    id: &DocumentId,
    letters: &[LetterLine],
    signing: &Signing,
) -> Result<Vec<Discrepancy>, Error> {
    let lines: Vec<Arrival> = on!(tx, c => {
        sqlx::query_as(
            "select l.id as letter, l.address, l.state as now, g.at, g.state, g.mac from letter l join letter_log g on g.letter = l.key
             where l.document = $1 and g.state in ('accepted', 'captured', 'delivered') order by l.key, g.n",
        )
        .bind(id.as_str())
        .fetch_all(c)
        .await?
    });
    let mut proved = BTreeSet::new();
    let mut problems = Vec::new();
    let mut last: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.is_addressed()) {
        last.insert(&line.letter, at);
    }
    for (at, line) in lines.iter().enumerate() {
        let addressed = last.get(&*line.letter);
        // The first line of each letter tells of its address.
        let what = match addressed {
            None => Some("its log says that it got there, and nobody wrote that"),
            Some(last) => line.broken(signing, *last == at),
        };
        match what {
            None => {
                proved.insert((line.letter.as_str(), line.state.as_str()));
            }
            Some(what) => problems.push(Discrepancy { place: Place::Letter(line.letter.clone()), what }),
        }
    }
    for letter in letters {
        let there = LetterState::parse(&letter.state).is_some_and(LetterState::is_there);
        if there && !proved.contains(&(letter.id.as_str(), letter.state.as_str())) {
            let what = "is said to have got there, and its log does not say so";
            problems.push(Discrepancy { place: Place::Letter(letter.id.clone()), what });
        }
    }
    Ok(problems)
}

impl Ledger {
    /// Whoever signed, against the keyed hashes of their rows. One that was erased has no name, and nothing to prove.
    pub(super) async fn signers_of(&self, signing: &Signing) -> Result<Vec<Discrepancy>, Error> {
        let mut problems = Vec::new();
        let mut after = String::new();
        loop {
            let rows: Vec<(String, String, String, Vec<u8>)> = on!(self.db.read, c => {
                sqlx::query_as("select id, name, role, mac from signer where id > $1 order by id limit 1000")
                    .bind(&after)
                    .fetch_all(c)
                    .await?
            });
            let Some((last, ..)) = rows.last() else { return Ok(problems) };
            after.clone_from(last);
            for (id, name, role, mac) in rows {
                let erased = name.is_empty() && role.is_empty();
                let holds = signing.all().any(|key| signers::mac(key, &id, &name, &role).ct_eq(&mac).into());
                if !erased && !holds {
                    problems.push(Discrepancy { place: Place::Signer(id), what: "is not who signed" });
                }
            }
        }
    }
}
