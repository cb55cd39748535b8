//! Proof of what the logs name: every text and file that an event names is there, and is what it was.

use super::{Discrepancy, Place};
use crate::{Error, Ledger};
use procedure::{DocumentId, Event, Hash, Named, RegionId};
use std::collections::BTreeSet;

impl Ledger {
    /// Hashes anew every text and file that a log names. Empty when each is what it was. An event that cannot be read is told
    /// of by the walk itself; memory holds one text or file at a time.
    pub(crate) async fn content_of(
        &self,
        id: &DocumentId,
        region: &RegionId,
        events: &[Option<Event>],
    ) -> Result<Vec<Discrepancy>, Error> {
        let mut problems = Vec::new();
        let mut seen = BTreeSet::new();
        for (seq, event) in (1..).zip(events) {
            for named in event.iter().flat_map(Event::named) {
                if !seen.insert(named) {
                    continue;
                }
                if let Some(what) = self.held(region, named).await? {
                    problems.push(Discrepancy { place: Place::Event(id.clone(), seq), what });
                }
            }
        }
        Ok(problems)
    }

    /// What does not hold of a text or a file, past every cache.
    pub(super) async fn held(&self, region: &RegionId, named: Named<'_>) -> Result<Option<&'static str>, Error> {
        Ok(match named {
            Named::Text(hash) => match self.stored_text(region, hash).await? {
                None => Some("names a text that is not there"),
                Some(text) => {
                    (Hash::of(text.as_bytes()) != *hash).then_some("names a text that is not what was written")
                }
            },
            Named::Signer(id) => match self.signer(region, id).await? {
                None => Some("names whoever signed, and the row is not there"),
                Some(_) => None,
            },
            Named::File(hash) => match self.file_bytes(region, hash).await? {
                None => Some("names a file that is not there"),
                Some(bytes) => (Hash::of(&bytes) != *hash).then_some("names a file that is not what was kept"),
            },
        })
    }
}
