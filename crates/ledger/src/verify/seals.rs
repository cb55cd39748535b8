//! The seals of a region: each signed and chained to the one before it, none missing, and each over what the log says.

use super::{Discrepancy, Place};
use crate::{
    Error, KeyRow, Ledger, Seal,
    db::on,
    positions::at,
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
        // Read in this order: a seal that is made meanwhile is proved the next time.
        let seals = self.seals(region).await?;
        let mut problems = self.chained(region, &seals, signing, keys).await?;
        let Some((number, position)) = self.numbered(region).await? else { return Ok(problems) };
        let (mut tree, mut nodes) = (Frontier::default(), BTreeMap::new());
        let mut kept = |level, n, hash| {
            nodes.insert((level, n), hash);
        };
        let mut due = seals.iter().peekable();
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
            let mut broken = rows.is_empty().then_some("an event is missing here");
            for row in rows {
                match row.leaf(signing) {
                    _ if row.id != at(number, tree.size() + 1) => broken = Some("an event is missing here"),
                    None => broken = Some("its document or its record key is not there"),
                    Some(leaf) => tree.push(leaf, &mut kept),
                }
                if broken.is_some() {
                    break;
                }
            }
            if let Some(what) = broken {
                let place = Place::Position(region.clone(), tree.size() + 1);
                problems.push(Discrepancy { place, what });
                return Ok(problems);
            }
        }
        // The log has fewer events than were sealed.
        let more = due.map(|seal| Discrepancy {
            place: Place::Seal(region.clone(), seal.day),
            what: "is over more events than there are",
        });
        problems.extend(more);
        let sealed = seals.last().map_or(0, |seal| seal.size);
        for level in LEVELS {
            let stored = self.tiles(region, level, 0, sealed >> level).await?;
            let ours = nodes.iter().filter(|((at, n), _)| *at == level && *n < sealed >> level).map(|(_, hash)| *hash);
            if stored != ours.collect::<Vec<_>>() {
                let place = Place::Region(region.clone());
                problems.push(Discrepancy { place, what: "the kept nodes of its tree are not what the log says" });
            }
        }
        problems.extend(self.beyond(region).await?);
        Ok(problems)
    }

    /// The newest event of a region stands where the region says, and at no place below its first.
    async fn beyond(&self, region: &RegionId) -> Result<Option<Discrepancy>, Error> {
        let whole: bool = on!(self.db.read, c => {
            sqlx::query_scalar(
                "select position >= 0 and position = coalesce((select max(e.id) from event e
                   where e.id > (r.number << 40) and e.id < ((r.number + 1) << 40)), r.number << 40) - (r.number << 40)
                 from region r where r.id = $1",
            )
            .bind(region.as_str())
            .fetch_one(c)
            .await?
        });
        let place = Place::Region(region.clone());
        Ok((!whole).then_some(Discrepancy { place, what: "its newest event is not where it says" }))
    }

    /// Each seal signed by its key and chained to the one before it; and none taken away.
    async fn chained(
        &self,
        region: &RegionId,
        seals: &[Seal],
        signing: &Signing,
        keys: &[KeyRow],
    ) -> Result<Vec<Discrepancy>, Error> {
        let (counted, stored): (i64, Vec<u8>) = on!(self.db.read, c => {
            sqlx::query_as("select seals, sealed from region where id = $1").bind(region.as_str()).fetch_one(c).await?
        });
        let mut problems = Vec::new();
        let (mut previous, mut size) = (crate::Digest::default(), 0);
        for seal in seals {
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
        // One may have been made since they were read.
        if (counted == number && !ours) || counted < number || counted > number + 1 {
            let place = Place::Region(region.clone());
            problems.push(Discrepancy { place, what: "its last seals are missing, or others than were made" });
        }
        Ok(problems)
    }
}
