//! The seals of a region: each signed and chained to the one before it, none missing, and each over what the log says.

use super::{Discrepancy, Place};
use crate::{
    Error, KeyRow, Ledger, Seal,
    db::on,
    positions::first,
    seal::count,
    signing::Signing,
    tree::{Frontier, LEVELS},
};
use procedure::RegionId;
use std::collections::BTreeMap;

impl Ledger {
    /// Walks a region's events in the order of their positions.
    pub(super) async fn seals_of(
        &self,
        region: &RegionId,
        signing: &Signing,
        keys: &[KeyRow],
    ) -> Result<Vec<Discrepancy>, Error> {
        let Some((number, position)) = self.numbered(region).await? else { return Ok(Vec::new()) };
        // What is sealed while this walks is proved the next time.
        let seals: Vec<Seal> = self.seals(region).await?.into_iter().filter(|seal| seal.size <= position).collect();
        let mut problems = self.chained(region, signing, keys).await?;
        let mut due = seals.iter().peekable();
        let (mut tree, mut nodes) = (Frontier::default(), BTreeMap::new());
        let mut kept = |level, n, hash| {
            nodes.insert((level, n), hash);
        };
        let gap = |tree: &Frontier| Discrepancy {
            place: Place::Position(region.clone(), tree.size() + 1),
            what: "an event is missing here",
        };
        loop {
            while let Some(seal) = due.next_if(|seal| seal.size <= tree.size()) {
                if seal.size < tree.size() || seal.root != tree.root() {
                    let place = Place::Seal(region.clone(), seal.day);
                    problems.push(Discrepancy { place, what: "is not over what the log says" });
                }
            }
            if tree.size() >= position {
                break;
            }
            let through = due.peek().map_or(position, |seal| seal.size.min(position));
            let rows = self.leaves(number, tree.size(), through).await?;
            if rows.is_empty() {
                problems.push(gap(&tree));
                return Ok(problems);
            }
            for row in rows {
                if row.id != first(number) + i64::try_from(tree.size()).unwrap_or(i64::MAX) + 1 {
                    problems.push(gap(&tree));
                    return Ok(problems);
                }
                let Some(leaf) = row.leaf(signing) else {
                    let place = Place::Position(region.clone(), tree.size() + 1);
                    problems.push(Discrepancy { place, what: "its document or its record key is not there" });
                    return Ok(problems);
                };
                tree.push(leaf, &mut kept);
            }
        }
        let sealed = seals.last().map_or(0, |seal| seal.size);
        for level in LEVELS {
            let stored = self.tiles(region, level, 0, u64::MAX >> 1).await?;
            let ours =
                nodes.iter().filter(|((at, n), _)| *at == level && (n + 1) << level <= sealed).map(|(_, hash)| *hash);
            if stored != ours.collect::<Vec<_>>() {
                let place = Place::Region(region.clone());
                problems.push(Discrepancy { place, what: "the kept nodes of its tree are not what the log says" });
            }
        }
        Ok(problems)
    }

    /// Each seal signed by its key and chained to the one before it; and none taken away.
    async fn chained(&self, region: &RegionId, signing: &Signing, keys: &[KeyRow]) -> Result<Vec<Discrepancy>, Error> {
        let (counted, stored): (i64, Vec<u8>) = on!(self.db.read, c => {
            sqlx::query_as("select seals, sealed from region where id = $1").bind(region.as_str()).fetch_one(c).await?
        });
        let seals = self.seals(region).await?;
        let mut problems = Vec::new();
        let (mut previous, mut size) = (crate::Digest::default(), 0);
        for seal in &seals {
            let what = if !seal.is_signed(keys) {
                Some("is not signed by its key")
            } else if seal.previous != previous || seal.size < size {
                Some("does not follow the seal before it: one is missing, or out of order")
            } else {
                None
            };
            problems.extend(what.map(|what| Discrepancy { place: Place::Seal(region.clone(), seal.day), what }));
            (previous, size) = (seal.hash(), seal.size);
        }
        let number = i64::try_from(seals.len()).unwrap_or(i64::MAX);
        let ours = signing.all().any(|key| count(key, region.as_str(), number, previous) == stored);
        // One that was made while this was read.
        if counted == number && !ours || counted < number.saturating_sub(1) || counted > number {
            let place = Place::Region(region.clone());
            problems.push(Discrepancy { place, what: "its last seals are missing, or others than were made" });
        }
        Ok(problems)
    }
}
