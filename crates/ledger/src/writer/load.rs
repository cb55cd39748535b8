//! What a batch needs to know before it can decide: states, keys and registers, each in one statement.

use super::{Mark, Registers};
use crate::{
    Error, Order, chain,
    db::{Tx, on},
    execute::DoneRow,
    lately::States,
    register::Register,
};
use procedure::{Document, DocumentId, Event, Hash, RegionId, fold};
use sqlx::QueryBuilder;
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

/// A document as the batch carries it along.
pub(super) struct Loaded {
    pub region: RegionId,
    pub state: Option<Arc<Document>>,
    pub head: Hash,
    pub created: Option<chrono::DateTime<chrono::Utc>>,
    /// An event of a kind this version does not know: nothing can be decided.
    pub unreadable: bool,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    region: String,
    fold: i64,
    state: String,
    head: String,
    created_at: chrono::DateTime<chrono::Utc>,
}

pub(super) async fn documents(
    tx: &mut Tx,
    orders: &[&Order],
    states: &States,
) -> Result<HashMap<DocumentId, Loaded>, Error> {
    let wanted: BTreeSet<&str> = orders.iter().map(|order| order.document.as_str()).collect();
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<Row> = on!(tx, c => {
        let mut query = QueryBuilder::new("select id, region, fold, state, head, created_at from document where id in (");
        let mut ids = query.separated(", ");
        for id in &wanted {
            ids.push_bind(*id);
        }
        query.push(")");
        query.build_query_as().persistent(false).fetch_all(c).await?
    });
    let mut found = HashMap::new();
    for row in rows {
        let id = DocumentId(row.id);
        let state = match states.of(&id, &row.head, row.fold, &row.state) {
            Some(state) => Ok(Some(state)),
            None => refold(tx, &id).await?.map(|state| state.map(Arc::new)),
        };
        let unreadable = state.is_err();
        let loaded = Loaded {
            region: RegionId(row.region),
            state: state.unwrap_or(None),
            head: Hash(row.head),
            created: Some(row.created_at),
            unreadable,
        };
        found.insert(id, loaded);
    }
    for order in orders {
        found.entry(order.document.clone()).or_insert_with(|| Loaded {
            region: order.region.clone(),
            state: None,
            head: chain::start(&order.document),
            created: None,
            unreadable: false,
        });
    }
    Ok(found)
}

/// The state from the whole log, where the row holds another version's fold.
async fn refold(tx: &mut Tx, id: &DocumentId) -> Result<Result<Option<Document>, ()>, Error> {
    let bodies: Vec<String> = on!(tx, c => {
        sqlx::query_scalar("select body from event where document = $1 order by seq").bind(id.as_str()).fetch_all(c).await?
    });
    let events: Result<Vec<Event>, _> = bodies.iter().map(|body| serde_json::from_str(body)).collect();
    Ok(events.map(|events| fold(&events)).map_err(|_| ()))
}

/// Whether a batch got there whose commit had no answer.
pub(super) async fn is_written(tx: &mut Tx, mark: &Mark) -> Result<bool, Error> {
    let found: i64 = on!(tx, c => {
        sqlx::query_scalar("select count(*) from event where document = $1 and hash = $2")
            .bind(mark.document.as_str())
            .bind(&mark.hash.0)
            .fetch_one(c)
            .await?
    });
    Ok(found > 0)
}

pub(super) async fn keys(tx: &mut Tx, orders: &[&Order]) -> Result<HashMap<(String, String), DoneRow>, Error> {
    let wanted: BTreeSet<&str> = orders.iter().filter_map(|order| Some(order.key.as_ref()?.key.as_str())).collect();
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<DoneRow> = on!(tx, c => {
        let mut query = QueryBuilder::new("select region, key, body, document, first, last, phase from done where key in (");
        let mut keys = query.separated(", ");
        for key in &wanted {
            keys.push_bind(*key);
        }
        query.push(")");
        query.build_query_as().persistent(false).fetch_all(c).await?
    });
    Ok(rows.into_iter().map(|row| ((row.region.clone(), row.key.clone()), row)).collect())
}

/// Reads the registers whose revision is not the one we have.
pub(super) async fn registers(tx: &mut Tx, orders: &[&Order], known: &mut Registers) -> Result<(), Error> {
    let wanted: BTreeSet<&RegionId> = orders.iter().map(|order| &order.region).collect();
    for region in wanted {
        let revision: Option<i64> = on!(tx, c => {
            sqlx::query_scalar("select roster from region where id = $1").bind(region.as_str()).fetch_optional(c).await?
        });
        if known.get(region).map(|register| register.revision) == revision {
            continue;
        }
        match Register::load(tx, region).await? {
            Some(register) => known.insert(region.clone(), Arc::new(register)),
            None => known.remove(region),
        };
    }
    Ok(())
}
