//! What a batch needs to know before it can decide: states, keys and registers, each in one statement.
//!
//! Nothing is locked meanwhile. What has changed since it was read shows when the batch is written: the numbers of its
//! events, or its keys, are taken.

use super::order::DoneRow;
use super::{Mark, Registers};
use crate::{
    Digest, Error, Order,
    cache::{Remembered, States},
    chain,
    db::{Db, Handle, KEPT, Tx, on},
    register::Register,
    views::StoredState,
};
use chrono::{DateTime, Utc};
use procedure::{Cancel, Document, DocumentId, Event, LetterKind, PartyId, RegionId, fold};
use sqlx::QueryBuilder;
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

/// A document as the batch carries it along.
pub(super) struct Loaded {
    /// The document's number in the database. Of one that is not there yet, 0 until it is given one.
    pub key: i64,
    pub region: RegionId,
    pub state: Option<Arc<Document>>,
    pub head: Digest,
    pub created: Option<DateTime<Utc>>,
    /// An event of a kind this version does not know: nothing can be decided.
    pub unreadable: bool,
    /// A command broke off while it changed the state.
    pub broken: bool,
}

impl Loaded {
    fn new(key: i64, region: RegionId, head: Digest) -> Self {
        Self { key, region, state: None, head, created: None, unreadable: false, broken: false }
    }

    pub fn remembered(known: Remembered) -> Self {
        let Remembered { key, region, head, created_at, state } = known;
        Self { state: Some(state), created: Some(created_at), ..Self::new(key, region, head) }
    }

    pub fn absent(order: &Order) -> Self {
        Self::new(0, order.region.clone(), chain::start(&order.document))
    }
}

/// Adds the documents that orders are about to those that are loaded: as they are `known`, or else as they stand.
pub(super) async fn documents(
    db: &Db,
    orders: &[&Order],
    states: &States,
    loaded: &mut HashMap<DocumentId, Loaded>,
    known: impl Fn(&Order) -> Option<Loaded>,
) -> Result<(), Error> {
    let mut wanted = BTreeSet::new();
    for order in orders {
        if loaded.contains_key(&order.document) {
            continue;
        }
        match known(order) {
            Some(known) => drop(loaded.insert(order.document.clone(), known)),
            None => drop(wanted.insert(order.document.as_str())),
        }
    }
    for row in rows(db, &wanted).await? {
        let id = DocumentId(row.id.clone());
        let state = match states.of(&row) {
            Some(state) => Ok(Some(state)),
            None => refold(db, row.key).await?.map(|state| state.map(Arc::new)),
        };
        let unreadable = state.is_err();
        let (state, created) = (state.unwrap_or(None), Some(row.created_at));
        let blank = Loaded::new(row.key, RegionId(row.region), row.head);
        loaded.insert(id, Loaded { state, created, unreadable, ..blank });
    }
    for order in orders {
        loaded.entry(order.document.clone()).or_insert_with(|| Loaded::absent(order));
    }
    Ok(())
}

async fn rows(db: &Db, wanted: &BTreeSet<&str>) -> Result<Vec<StoredState>, Error> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    Ok(on!(db.read, c => {
        let mut query = QueryBuilder::new(
            "select key, id, region, seq, fold, wakes_on, state, head, created_at, changed_at from document where id in (",
        );
        let mut ids = query.separated(", ");
        for id in wanted {
            ids.push_bind(*id);
        }
        query.push(")");
        query.build_query_as().persistent(wanted.len() <= KEPT).fetch_all(c).await?
    }))
}

/// The state from the whole log, where the row holds another version's fold.
async fn refold(db: &Db, key: i64) -> Result<Result<Option<Document>, ()>, Error> {
    let bodies: Vec<String> = on!(db.read, c => {
        sqlx::query_scalar("select body from event where document = $1 order by seq").bind(key).fetch_all(c).await?
    });
    let events: Result<Vec<Event>, _> = bodies.iter().map(|body| serde_json::from_str(body)).collect();
    Ok(events.map(|events| fold(&events)).map_err(|_| ()))
}

/// Whether a batch got there whose commit had no answer.
pub(super) async fn is_written(db: &Db, mark: &Mark) -> Result<bool, Error> {
    let found: i64 = on!(db.read, c => {
        sqlx::query_scalar("select count(*) from event where document = $1 and hash = $2")
            .bind(mark.document)
            .bind(mark.hash.bytes())
            .fetch_one(c)
            .await?
    });
    Ok(found > 0)
}

pub(super) async fn keys(db: &Db, orders: &[&Order]) -> Result<HashMap<(String, String), DoneRow>, Error> {
    let wanted: BTreeSet<&str> = orders.iter().filter_map(|order| Some(order.key.as_ref()?.key.as_str())).collect();
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<DoneRow> = on!(db.read, c => {
        let mut query = QueryBuilder::new("select o.region, o.key, o.body, o.document, d.id, o.first, o.last, o.phase
             from done o join document d on d.key = o.document where o.key in (");
        let mut keys = query.separated(", ");
        for key in &wanted {
            keys.push_bind(*key);
        }
        query.push(")");
        query.build_query_as().persistent(wanted.len() <= KEPT).fetch_all(c).await?
    });
    Ok(rows.into_iter().map(|row| ((row.region.clone(), row.key.clone()), row)).collect())
}

/// Reads the registers we do not have.
pub(super) async fn unknown_registers(db: &Db, orders: &[&Order], known: &mut Registers) -> Result<(), Error> {
    for order in orders {
        if !known.contains_key(&order.region)
            && let Some(register) = Register::load(db, &order.region).await?
        {
            known.insert(order.region.clone(), Arc::new(register));
        }
    }
    Ok(())
}

/// Reads the registers whose revision is not the one we have.
pub(super) async fn registers(db: &Db, orders: &[&Order], known: &mut Registers) -> Result<(), Error> {
    let wanted: BTreeSet<&RegionId> = orders.iter().map(|order| &order.region).collect();
    for region in wanted {
        let revision: Option<i64> = on!(db.read, c => {
            sqlx::query_scalar("select roster from region where id = $1").bind(region.as_str()).fetch_optional(c).await?
        });
        if known.get(region).map(|register| register.revision) == revision {
            continue;
        }
        match Register::load(db, region).await? {
            Some(register) => known.insert(region.clone(), Arc::new(register)),
            None => known.remove(region),
        };
    }
    Ok(())
}

/// A letter that waits, and what a cancellation goes by.
#[derive(sqlx::FromRow)]
struct Waiting {
    id: String,
    document: String,
    party: Option<String>,
    kind: String,
}

impl Waiting {
    fn loses_its_purpose(&self, (document, cancel, _): &(DocumentId, Cancel, DateTime<Utc>)) -> bool {
        let party = self.party.as_deref().map(PartyId::from);
        // A kind that this version does not know is nobody's to take back.
        let kind = LetterKind::parse(&self.kind);
        document.as_str() == self.document && kind.is_some_and(|kind| cancel.takes_back(party.as_ref(), kind))
    }
}

/// Letters that wait and lose their purpose. One that is claimed has not gone either: its sender asks once more before
/// it does.
pub(super) async fn waiting(db: &Db, cancels: &[(DocumentId, Cancel, DateTime<Utc>)]) -> Result<Vec<String>, Error> {
    let (mut whole, mut pairs, mut kinds) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for (document, cancel, _) in cancels {
        match &cancel.party {
            Some(party) => pairs.insert((document.as_str(), party.as_str())),
            None => whole.insert(document.as_str()),
        };
        kinds.extend(cancel.kinds.iter().map(|kind| format!("'{}'", kind.as_str())));
    }
    let any_kind = cancels.iter().any(|(_, cancel, _)| cancel.kinds.is_empty());
    let kinds = kinds.into_iter().collect::<Vec<_>>().join(", ");
    let select = if any_kind { WAITING.to_owned() } else { format!("{WAITING} and kind in ({kinds})") };
    let mut letters = of_documents(db, &select, &whole).await?;
    letters.extend(of_parties(db, &select, &pairs).await?);
    letters.retain(|letter| cancels.iter().any(|cancel| letter.loses_its_purpose(cancel)));
    Ok(letters.into_iter().map(|letter| letter.id).collect())
}

const WAITING: &str =
    "select id, document, party, kind from letter where state in ('queued', 'claimed', 'deferred', 'held')";

async fn of_documents(db: &Db, select: &str, documents: &BTreeSet<&str>) -> Result<Vec<Waiting>, Error> {
    if documents.is_empty() {
        return Ok(Vec::new());
    }
    Ok(match db.read.handle() {
        Handle::Sqlite(pool) => {
            let mut query = QueryBuilder::new(select);
            query.push(" and document in (");
            let mut list = query.separated(", ");
            for document in documents {
                list.push_bind(*document);
            }
            query.push(")");
            query.build_query_as().persistent(documents.len() <= KEPT).fetch_all(pool).await?
        }
        Handle::Pg(pool) => {
            let mut query = QueryBuilder::new(select);
            query.push(" and document = any(").push_bind(documents.iter().copied().collect::<Vec<_>>()).push(")");
            query.build_query_as().fetch_all(pool).await?
        }
    })
}

async fn of_parties(db: &Db, select: &str, pairs: &BTreeSet<(&str, &str)>) -> Result<Vec<Waiting>, Error> {
    if pairs.is_empty() {
        return Ok(Vec::new());
    }
    Ok(match db.read.handle() {
        Handle::Sqlite(pool) => {
            let mut query = QueryBuilder::new(select);
            query.push(" and (document, party) in (");
            query.push_values(pairs, |mut row, (document, party)| {
                row.push_bind(*document).push_bind(*party);
            });
            query.push(")");
            query.build_query_as().persistent(pairs.len() <= KEPT).fetch_all(pool).await?
        }
        Handle::Pg(pool) => {
            let (documents, parties): (Vec<_>, Vec<_>) = pairs.iter().copied().unzip();
            let mut query = QueryBuilder::new(select);
            query
                .push(" and (document, party) in (select * from unnest(")
                .push_bind(documents)
                .push(", ")
                .push_bind(parties);
            query.push("))");
            query.build_query_as().fetch_all(pool).await?
        }
    })
}

/// Takes `count` new numbers for documents: the first of them. Numbers that are not used are left out for ever.
pub(super) async fn numbers(db: &Db, count: i64) -> Result<i64, Error> {
    let take = move |mut tx: Tx| async move {
        let next: String = on!(tx, c => {
            sqlx::query_scalar(
                "insert into setting (name, value) values ('next_document', cast($1 + 1 as text))
                 on conflict (name) do update set value = cast(cast(setting.value as bigint) + $1 as text) returning value",
            )
            .bind(count)
            .fetch_one(c)
            .await?
        });
        Ok((tx, next))
    };
    let next: i64 =
        db.write(take).await?.parse().map_err(|_| Error::Broken("`next_document` is no number".to_owned()))?;
    Ok(next - count)
}
