//! What others have kept of the record, held against it.

use super::{Discrepancy, Place};
use crate::{Anchor, Digest, Error, Ledger};
use chrono::NaiveDate;
use procedure::RegionId;
use std::collections::BTreeMap;

/// The hash of each of a region's seals, by its day.
type Days = BTreeMap<NaiveDate, Digest>;

impl Ledger {
    /// What does not hold any more of what letters and seals from an earlier day say. That the log is what its hashes say
    /// is for `verify` to find.
    pub async fn check_anchors(&self, anchors: &[Anchor]) -> Result<Vec<Discrepancy>, Error> {
        let mut seals: BTreeMap<RegionId, Days> = BTreeMap::new();
        let mut problems = Vec::new();
        for anchor in anchors {
            match anchor {
                Anchor::Event { .. } => problems.extend(self.check_event(anchor).await?),
                Anchor::Seal { region, day, hash } => {
                    if !seals.contains_key(region) {
                        let days = self.seals(region).await?.iter().map(|seal| (seal.day, seal.hash())).collect();
                        seals.insert(region.clone(), days);
                    }
                    let what = match seals.get(region).and_then(|days| days.get(day)) {
                        None => "was made when this was kept, and is gone",
                        Some(there) if there != hash => "is not the one that was made",
                        Some(_) => continue,
                    };
                    problems.push(Discrepancy { place: Place::Seal(region.clone(), *day), what });
                }
            }
        }
        Ok(problems)
    }

    async fn check_event(&self, anchor: &Anchor) -> Result<Option<Discrepancy>, Error> {
        let Anchor::Event { region, position, document, seq, hash } = anchor else { return Ok(None) };
        let place = Place::Event(document.clone(), *seq);
        let (place, what) = match self.named_events(&[(document.clone(), *seq)]).await?.pop() {
            None if self.logged(document).await?.is_none() => {
                (Place::Document(document.clone()), "was in the record when this was kept, and is gone")
            }
            None => (place, "was in the record when this was kept, and was cut off since"),
            Some(event) if event.hash != *hash => (place, "is not what it was when this was kept"),
            Some(event) if event.position != *position => {
                (Place::Position(region.clone(), *position), "held another event when this was kept")
            }
            Some(_) => return Ok(None),
        };
        Ok(Some(Discrepancy { place, what }))
    }
}
