//! What others have kept of the record, held against it.

use super::{Discrepancy, Place};
use crate::{Anchor, Error, Ledger};

impl Ledger {
    /// What does not hold any more of what a letter or a seal from an earlier day says; `None` where it holds. That the log
    /// is what its hashes say is for `verify` to find.
    pub async fn check_anchor(&self, anchor: &Anchor) -> Result<Option<Discrepancy>, Error> {
        let found = |place, what| Ok(Some(Discrepancy { place, what }));
        match anchor {
            Anchor::Event { region, position, document, seq, hash } => {
                let place = Place::Event(document.clone(), *seq);
                let there = self.named_events(&[(document.clone(), *seq)]).await?.pop();
                match there {
                    None if self.document_of_link(document).await?.is_none() => {
                        found(Place::Document(document.clone()), "was in the record when this was kept, and is gone")
                    }
                    None => found(place, "was in the record when this was kept, and was cut off since"),
                    Some(event) if event.hash != *hash => found(place, "is not what it was when this was kept"),
                    Some(event) if event.position != *position => {
                        found(Place::Position(region.clone(), *position), "held another event when this was kept")
                    }
                    Some(_) => Ok(None),
                }
            }
            Anchor::Seal { region, day, hash } => {
                let place = Place::Seal(region.clone(), *day);
                match self.seals(region).await?.into_iter().find(|seal| seal.day == *day) {
                    None => found(place, "was made when this was kept, and is gone"),
                    Some(seal) if seal.hash() != *hash => found(place, "is not the one that was made"),
                    Some(_) => Ok(None),
                }
            }
        }
    }
}
