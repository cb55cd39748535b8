//! What letters are made from, read once for all that are written in a round.

use app::{App, history};
use ledger::{DocumentRow, People, Positioned};
use procedure::{DocumentId, RegionId, record::Record};
use std::{collections::HashMap, hash::Hash, sync::Arc};
use tokio::sync::Mutex;

type Shelf<K, V> = Mutex<HashMap<K, Arc<V>>>;

pub struct Sources {
    pub app: App,
    people: Shelf<RegionId, People>,
    documents: Shelf<DocumentId, DocumentRow>,
    events: Shelf<(DocumentId, u32), Positioned>,
    past: Shelf<(DocumentId, u32), Past>,
}

/// What had been said of a document when an event happened.
pub struct Past {
    /// Every remark, with what became of it.
    pub remarks: Vec<history::SpokenRemark>,
    pub record: Record,
}

/// What is on the shelf, or is read and put there.
async fn find<K: Clone + Eq + Hash, V>(
    shelf: &Shelf<K, V>,
    key: K,
    read: impl Future<Output = anyhow::Result<Arc<V>>>,
) -> anyhow::Result<Arc<V>> {
    if let Some(found) = shelf.lock().await.get(&key) {
        return Ok(found.clone());
    }
    let found = read.await?;
    shelf.lock().await.insert(key, found.clone());
    Ok(found)
}

impl Sources {
    pub fn new(app: &App) -> Self {
        Self {
            app: app.clone(),
            people: Shelf::default(),
            documents: Shelf::default(),
            events: Shelf::default(),
            past: Shelf::default(),
        }
    }

    /// Puts on the shelf, in one statement, the events that letters are about.
    pub async fn fetch(&self, named: &[(DocumentId, u32)]) -> anyhow::Result<()> {
        let mut shelf = self.events.lock().await;
        let missing: Vec<_> = named.iter().filter(|key| !shelf.contains_key(key)).cloned().collect();
        for event in self.app.ledger.named_events(&missing).await? {
            shelf.insert((event.document.clone(), event.recorded.seq), Arc::new(event));
        }
        Ok(())
    }

    pub async fn people(&self, id: &RegionId) -> anyhow::Result<Arc<People>> {
        let people = self.app.ledger.people(id);
        find(&self.people, id.clone(), async { people.await?.ok_or_else(|| anyhow::anyhow!("no region {id}")) }).await
    }

    pub async fn document(&self, region: &RegionId, id: &DocumentId) -> anyhow::Result<Arc<DocumentRow>> {
        let read = async {
            let row = self.app.ledger.logged(id).await?.filter(|row| row.region == *region);
            row.map(Arc::new).ok_or_else(|| anyhow::anyhow!("no document {id}"))
        };
        find(&self.documents, id.clone(), read).await
    }

    pub async fn event(&self, id: &DocumentId, seq: u32) -> anyhow::Result<Arc<Positioned>> {
        let key = (id.clone(), seq);
        let read = async {
            let event = self.app.ledger.named_events(std::slice::from_ref(&key)).await?.pop();
            event.map(Arc::new).ok_or_else(|| anyhow::anyhow!("no event {id} {seq}"))
        };
        find(&self.events, key.clone(), read).await
    }

    /// The document's past up to an event.
    pub async fn past(&self, region: &RegionId, id: &DocumentId, seq: u32) -> anyhow::Result<Arc<Past>> {
        let ledger = &self.app.ledger;
        find(&self.past, (id.clone(), seq), async {
            let log = ledger.events(region, id, 0, seq).await?;
            let record = Record::of(&log);
            Ok(Arc::new(Past { remarks: history::remarks(ledger, region, &record).await?, record }))
        })
        .await
    }
}
