//! Documents and their logs, as read.

use crate::{
    Digest, Error, Ledger,
    db::{KEPT, on},
    packed::unpack,
    positions::first,
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use procedure::{Document, DocumentId, Event, MEETING, PhaseName, REGISTER, Recorded, RegionId, fold, register_of};
use sqlx::QueryBuilder;
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

/// Events or documents asked for in one statement.
const NAMED: usize = 500;
/// A log of more events than this is fetched anew each time.
const LONG: usize = 200;

/// A document with its folded state.
#[derive(Clone, Debug)]
pub struct DocumentRow {
    pub id: DocumentId,
    pub region: RegionId,
    pub seq: u32,
    pub state: Arc<Document>,
    pub wakes_on: Option<NaiveDate>,
    pub created_at: DateTime<Utc>,
    pub changed_at: DateTime<Utc>,
}

/// Which documents of a region, in the order of their ids.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub phase: Option<PhaseName>,
    pub kind: Option<String>,
    /// Changed then or later.
    pub changed_since: Option<DateTime<Utc>>,
    pub after: Option<DocumentId>,
    /// From the newest, not from the oldest.
    pub newest: bool,
    pub limit: u32,
}

#[derive(sqlx::FromRow)]
pub(crate) struct StoredState {
    pub key: i64,
    pub id: String,
    pub region: String,
    pub seq: i64,
    pub fold: i64,
    pub wakes_on: Option<NaiveDate>,
    pub state: Vec<u8>,
    #[sqlx(try_from = "Vec<u8>")]
    pub head: Digest,
    pub created_at: DateTime<Utc>,
    pub changed_at: DateTime<Utc>,
}

impl StoredState {
    fn with(self, state: Arc<Document>) -> DocumentRow {
        let (id, region) = (DocumentId(self.id), RegionId(self.region));
        let seq = u32::try_from(self.seq).unwrap_or(u32::MAX);
        let (wakes_on, created_at, changed_at) = (self.wakes_on, self.created_at, self.changed_at);
        DocumentRow { id, region, seq, state, wakes_on, created_at, changed_at }
    }
}

/// An event's row, its document by its readable id.
#[derive(sqlx::FromRow)]
pub(crate) struct StoredEvent {
    document: String,
    seq: i64,
    at: i64,
    actor: String,
    body: String,
}

const EVENTS: &str =
    "select d.id as document, e.seq, e.at, e.actor, e.body from event e join document d on d.key = e.document";

impl StoredEvent {
    pub fn recorded(self) -> Result<(DocumentId, Recorded), Error> {
        let event = serde_json::from_str(&self.body).map_err(|error| {
            tracing::warn!(document = self.document, event = self.seq, %error, "an event this version does not know");
            Error::Newer
        })?;
        let seq = u32::try_from(self.seq).unwrap_or(u32::MAX);
        Ok((DocumentId(self.document), Recorded { seq, at: instant(self.at), actor: self.actor, event }))
    }
}

impl Ledger {
    pub async fn document(&self, region: &RegionId, id: &DocumentId) -> Result<Option<DocumentRow>, Error> {
        let found = self.document_of_link(id).await?;
        Ok(found.filter(|row| row.region == *region))
    }

    /// A document whatever its region: a link carries none, and proves itself by its signature.
    pub async fn document_of_link(&self, id: &DocumentId) -> Result<Option<DocumentRow>, Error> {
        Ok(self.logged(id).await?.filter(|row| !row.state.is_of_region() || row.state.meeting.is_some()))
    }

    /// Whatever has a log by this id: a document, a meeting, or a region's register.
    pub async fn logged(&self, id: &DocumentId) -> Result<Option<DocumentRow>, Error> {
        let row: Option<StoredState> = on!(self.db.read, c => {
            sqlx::query_as(
                "select key, id, region, seq, fold, wakes_on, state, head, created_at, changed_at from document where id = $1",
            )
            .bind(id.as_str())
            .fetch_optional(c)
            .await?
        });
        match row {
            Some(row) => self.read(row).await.map(Some),
            None => Ok(None),
        }
    }

    /// What has happened to a region's register, in order.
    pub async fn register_log(&self, region: &RegionId) -> Result<Vec<Recorded>, Error> {
        self.events(region, &register_of(region), 0, u32::MAX).await
    }

    pub async fn documents(&self, region: &RegionId, filter: &Filter) -> Result<Vec<DocumentRow>, Error> {
        // A condition stands only where it is asked for: with one that could be anything no index is of use.
        let rows: Vec<StoredState> = on!(self.db.read, c => {
            let mut query = QueryBuilder::new(
                "select key, id, region, seq, fold, wakes_on, state, head, created_at, changed_at from document where region = ",
            );
            query.push_bind(region.as_str());
            if let Some(after) = &filter.after {
                query.push(" and id > ").push_bind(after.as_str());
            }
            // The region's register and its meetings are asked for by their kinds.
            if filter.kind.is_none() {
                query.push(" and kind <> ").push_bind(REGISTER).push(" and kind <> ").push_bind(MEETING);
            }
            if let Some(phase) = filter.phase {
                query.push(" and phase = ").push_bind(phase.as_str());
            }
            if let Some(kind) = &filter.kind {
                query.push(" and kind = ").push_bind(kind);
            }
            if let Some(since) = filter.changed_since {
                query.push(" and changed_at >= ").push_bind(since);
            }
            query.push(if filter.newest { " order by id desc limit " } else { " order by id limit " });
            query.push_bind(i64::from(filter.limit));
            query.build_query_as().fetch_all(c).await?
        });
        let mut documents = Vec::with_capacity(rows.len());
        for row in rows {
            match self.shown(row).await {
                Ok(document) => documents.push(document),
                Err(Error::Newer) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(documents)
    }

    /// What documents are called.
    pub async fn titles(&self, ids: &BTreeSet<DocumentId>) -> Result<HashMap<DocumentId, String>, Error> {
        let ids: Vec<&DocumentId> = ids.iter().collect();
        let mut titles = HashMap::new();
        for some in ids.chunks(NAMED) {
            let rows: Vec<(String, String)> = on!(self.db.read, c => {
                let mut query = QueryBuilder::new("select id, title from document where id in (");
                let mut list = query.separated(", ");
                for id in some {
                    list.push_bind(id.as_str());
                }
                query.push(")");
                query.build_query_as().persistent(some.len() <= KEPT).fetch_all(c).await?
            });
            titles.extend(rows.into_iter().map(|(id, title)| (DocumentId(id), title)));
        }
        Ok(titles)
    }

    /// As many as fit of a region's documents: those under way before those at rest, and of each phase the newest.
    pub async fn foremost(&self, region: &RegionId, limit: u32) -> Result<Vec<DocumentRow>, Error> {
        let mut found = Vec::new();
        for phase in PhaseName::ALL {
            let left = limit.saturating_sub(u32::try_from(found.len()).unwrap_or(u32::MAX));
            if left == 0 {
                break;
            }
            let filter = Filter { phase: Some(phase), newest: true, limit: left, ..Filter::default() };
            found.extend(self.documents(region, &filter).await?);
        }
        found.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(found)
    }

    /// As `read`; where the log cannot be read, what the row says, as far as it can be understood.
    async fn shown(&self, row: StoredState) -> Result<DocumentRow, Error> {
        let state = match self.state(&row).await {
            Err(Error::Newer) => Arc::new(unpack(&row.state).ok_or(Error::Newer)?),
            state => state?,
        };
        Ok(row.with(state))
    }

    pub(crate) async fn read(&self, row: StoredState) -> Result<DocumentRow, Error> {
        let state = self.state(&row).await?;
        Ok(row.with(state))
    }

    /// The row's state, or the log's where the row holds another version's fold.
    async fn state(&self, row: &StoredState) -> Result<Arc<Document>, Error> {
        if let Some(state) = self.states.of(row) {
            return Ok(state);
        }
        let (region, id) = (RegionId(row.region.clone()), DocumentId(row.id.clone()));
        let log = self.events(&region, &id, 0, u32::MAX).await?;
        let events: Vec<Event> = log.into_iter().map(|recorded| recorded.event).collect();
        fold(&events).map(Arc::new).ok_or_else(|| Error::Broken(format!("{id} has no events")))
    }

    /// The whole log that a document was folded from. A log only grows: up to an event it is always the same.
    pub async fn log(&self, row: &DocumentRow) -> Result<Arc<[Recorded]>, Error> {
        if let Some(log) = self.logs.get(&row.id).filter(|log| log.len() == row.seq as usize) {
            return Ok(log);
        }
        let log: Arc<[Recorded]> = self.events(&row.region, &row.id, 0, row.seq).await?.into();
        if log.len() <= LONG {
            self.logs.put(row.id.clone(), log.clone());
        }
        Ok(log)
    }

    /// The log after event number `after`, in order.
    pub async fn events(
        &self,
        region: &RegionId,
        id: &DocumentId,
        after: u32,
        limit: u32,
    ) -> Result<Vec<Recorded>, Error> {
        let lines: Vec<StoredEvent> = on!(self.db.read, c => {
            let mut query = QueryBuilder::new(EVENTS);
            query.push(" where d.id = ").push_bind(id.as_str()).push(" and d.region = ").push_bind(region.as_str());
            query.push(" and e.seq > ").push_bind(i64::from(after));
            query.push(" order by e.seq limit ").push_bind(i64::from(limit));
            query.build_query_as().fetch_all(c).await?
        });
        lines.into_iter().map(|line| line.recorded().map(|(_, recorded)| recorded)).collect()
    }

    pub async fn event(&self, id: &DocumentId, seq: u32) -> Result<Option<Recorded>, Error> {
        let line: Option<StoredEvent> = on!(self.db.read, c => {
            let mut query = QueryBuilder::new(EVENTS);
            query.push(" where d.id = ").push_bind(id.as_str()).push(" and e.seq = ").push_bind(i64::from(seq));
            query.build_query_as().fetch_optional(c).await?
        });
        line.map(|line| line.recorded().map(|(_, recorded)| recorded)).transpose()
    }

    /// The newest of a region's events that are news to anyone, since `since`.
    pub async fn public_events(
        &self,
        region: &RegionId,
        since: DateTime<Utc>,
        limit: u32,
    ) -> Result<Vec<(DocumentId, Recorded)>, Error> {
        let Some(after) = self.before(region, since).await? else { return Ok(Vec::new()) };
        let lines: Vec<StoredEvent> = on!(self.db.read, c => {
            let mut query = QueryBuilder::new(EVENTS);
            query.push(" where e.id > ").push_bind(after.event).push(" and e.id < ").push_bind(first(after.region + 1));
            query.push(" and e.at > ").push_bind(since.timestamp_micros()).push(" and e.kind in (");
            let mut kinds = query.separated(", ");
            for kind in Event::NEWS {
                kinds.push_bind(kind);
            }
            query.push(") order by e.id desc limit ").push_bind(i64::from(limit));
            query.build_query_as().fetch_all(c).await?
        });
        lines.into_iter().map(StoredEvent::recorded).collect()
    }

    /// What happened in a region after `since`, up to and with `until`.
    pub async fn events_since(
        &self,
        region: &RegionId,
        since: DateTime<Utc>,
        until: DateTime<Utc>,
        limit: u32,
    ) -> Result<Vec<(DocumentId, Recorded)>, Error> {
        let Some(after) = self.before(region, since).await? else { return Ok(Vec::new()) };
        let lines: Vec<StoredEvent> = on!(self.db.read, c => {
            let mut query = QueryBuilder::new(EVENTS);
            query.push(" where e.id > ").push_bind(after.event).push(" and e.id < ").push_bind(first(after.region + 1));
            query.push(" and e.at > ").push_bind(since.timestamp_micros());
            query.push(" and e.at <= ").push_bind(until.timestamp_micros());
            query.push(" order by e.id limit ").push_bind(i64::from(limit));
            query.build_query_as().fetch_all(c).await?
        });
        // What this version cannot read is told by the one that can.
        Ok(lines.into_iter().filter_map(|line| line.recorded().ok()).collect())
    }

    /// An event before an instant, from which a walk forward comes to all that is later: where the last seal before it
    /// was made. `None` for a region that is not there.
    async fn before(&self, region: &RegionId, at: DateTime<Utc>) -> Result<Option<Before>, Error> {
        let found: Option<(i64, i64)> = on!(self.db.read, c => {
            sqlx::query_as(
                "select number, coalesce((select max(size) from seal where region = $1 and made_at <= $2), 0)
                 from region where id = $1",
            )
            .bind(region.as_str())
            // Another node's clock may be a little behind.
            .bind(at - TimeDelta::hours(1))
            .fetch_optional(c)
            .await?
        });
        Ok(found.map(|(region, size)| Before { region, event: first(region) + size }))
    }
}

struct Before {
    /// The region's number.
    region: i64,
    event: i64,
}

/// As an event's row keeps it: microseconds since 1970.
pub(crate) fn instant(at: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(at).unwrap_or_default()
}
