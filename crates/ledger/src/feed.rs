//! A region's events in the order of their positions, for those who follow them.

use crate::{
    Anchor, Digest, Error, Ledger,
    db::{KEPT, on},
    positions::{at, position},
    views::StoredEvent,
};
use procedure::{DocumentId, Recorded, RegionId};
use sqlx::{FromRow, QueryBuilder};

/// Events named in a statement.
const NAMED: usize = 500;
/// Events looked at for one answer: a filter that fits few must not walk through all.
const LOOKED_AT: u64 = 10_000;

/// An event, and where it stands among all of its region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Positioned {
    pub position: u64,
    pub document: DocumentId,
    pub recorded: Recorded,
    /// Its chained hash.
    pub hash: Digest,
}

impl Positioned {
    /// Where the document's log stood at this event.
    pub fn anchor(&self, region: &RegionId) -> Anchor {
        let (region, document, seq) = (region.clone(), self.document.clone(), self.recorded.seq);
        Anchor::Event { region, document, seq, position: self.position, hash: self.hash }
    }
}

/// Which events are followed.
#[derive(Clone, Debug, Default)]
pub struct Following {
    /// By their names; all where there are none.
    pub kinds: Vec<String>,
    pub document: Option<DocumentId>,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    #[sqlx(try_from = "Vec<u8>")]
    hash: Digest,
    #[sqlx(flatten)]
    event: StoredEvent,
}

impl Row {
    fn positioned(self) -> Result<Positioned, Error> {
        let (document, recorded) = self.event.recorded()?;
        Ok(Positioned { position: position(self.id), document, recorded, hash: self.hash })
    }
}

impl Ledger {
    /// The events after a position, at most `limit`, and the position to go on from. Nothing is left out and nothing comes
    /// twice: positions are given in the order of the commits.
    pub async fn follow(
        &self,
        region: &RegionId,
        after: u64,
        following: &Following,
        limit: u32,
    ) -> Result<(Vec<Positioned>, u64), Error> {
        let (number, newest) = self.numbered(region).await?.ok_or(Error::NotFound)?;
        let through = newest.min(after.saturating_add(LOOKED_AT));
        if through <= after {
            return Ok((Vec::new(), after));
        }
        let rows: Vec<Row> = on!(self.db.read, c => {
            let mut query = QueryBuilder::new(
                "select e.id, e.hash, d.id as document, e.seq, e.at, e.actor, e.body from event e join document d on d.key = e.document
                 where e.id > ",
            );
            query.push_bind(at(number, after)).push(" and e.id <= ").push_bind(at(number, through));
            if let Some(document) = &following.document {
                query.push(" and d.id = ").push_bind(document.as_str());
            }
            if !following.kinds.is_empty() {
                query.push(" and e.kind in (");
                let mut kinds = query.separated(", ");
                for kind in &following.kinds {
                    kinds.push_bind(kind);
                }
                query.push(")");
            }
            query.push(" order by e.id limit ").push_bind(i64::from(limit));
            query.build_query_as().fetch_all(c).await?
        });
        let full = rows.len() == limit as usize;
        let events = rows.into_iter().map(Row::positioned).collect::<Result<Vec<_>, _>>()?;
        let last = events.last().map(|event| event.position).filter(|_| full);
        Ok((events, last.unwrap_or(through)))
    }

    /// The position of a region's newest event; 0 where there is none.
    pub async fn position(&self, region: &RegionId) -> Result<u64, Error> {
        Ok(self.numbered(region).await?.map_or(0, |(_, position)| position))
    }

    /// The events named by their documents and numbers, as many as there are and can be read.
    pub async fn named_events(&self, named: &[(DocumentId, u32)]) -> Result<Vec<Positioned>, Error> {
        let mut found = Vec::with_capacity(named.len());
        for some in named.chunks(NAMED) {
            let rows: Vec<Row> = on!(self.db.read, c => {
                let mut query = QueryBuilder::new("select e.id, e.hash, d.id as document, e.seq, e.at, e.actor, e.body from (");
                query.push_values(some, |mut row, (document, seq)| {
                    row.push_bind(document.as_str()).push_bind(i64::from(*seq));
                });
                query.push(
                    ") as named join document d on d.id = named.column1
                     join event e on e.document = d.key and e.seq = named.column2",
                );
                query.build_query_as().persistent(some.len() <= KEPT).fetch_all(c).await?
            });
            found.extend(rows.into_iter().filter_map(|row| row.positioned().ok()));
        }
        Ok(found)
    }
}
