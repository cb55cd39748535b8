//! A cache of what was read or written lately. An entry is never out of date, because its key or its value says what it is
//! of: a text is known by its hash, a state by the hash that ends its log, a log by its length, and people by the
//! revision of their register.

use crate::{Digest, packed::unpack, views::StoredState};
use chrono::{DateTime, Utc};
use procedure::{Document, DocumentId, FOLD, Hash as TextHash, Recorded, RegionId};
use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

/// States in one generation; there are two. One run of the calendar fits.
pub(crate) const STATES: usize = 256;
/// Texts, logs or people in one generation. More would use memory for what is seldom asked for twice.
pub(crate) const OTHERS: usize = 64;
/// A text longer than this, in bytes, is not cached.
pub(crate) const LONG: usize = 64 * 1024;

/// States, each with the hash that ends its log: a log that another node has written to has another hash.
pub(crate) type States = Cache<DocumentId, Remembered>;
/// Logs as far as a document's state has come.
pub(crate) type Logs = Cache<DocumentId, Arc<[Recorded]>>;
pub(crate) type Texts = Cache<(RegionId, TextHash), Arc<str>>;

/// A document as it was when it was last read or written.
#[derive(Clone)]
pub(crate) struct Remembered {
    /// The document's number in the database.
    pub key: i64,
    pub region: RegionId,
    /// What its log ends with.
    pub head: Digest,
    pub created_at: DateTime<Utc>,
    pub state: Arc<Document>,
}

/// Two generations. When the newer is full it becomes the older, and the older is dropped, so that an entry is forgotten
/// when nobody has asked for it while a whole generation was filled.
pub(crate) struct Cache<K, V>(Arc<Mutex<Generations<K, V>>>);

struct Generations<K, V> {
    /// Entries in one generation.
    capacity: usize,
    newer: HashMap<K, V>,
    older: HashMap<K, V>,
}

impl<K, V> Clone for Cache<K, V> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<K, V> Cache<K, V> {
    pub fn with_capacity(capacity: usize) -> Self {
        Self(Arc::new(Mutex::new(Generations { capacity, newer: HashMap::new(), older: HashMap::new() })))
    }
}

impl<K: Clone + Eq + Hash, V: Clone> Cache<K, V> {
    pub fn get(&self, key: &K) -> Option<V> {
        let mut generations = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = generations.newer.get(key) {
            return Some(found.clone());
        }
        let found = generations.older.remove(key)?;
        generations.put(key.clone(), found.clone());
        Some(found)
    }

    /// Removes an entry and gives it, for a caller that will put a new one in its place.
    pub fn take(&self, key: &K) -> Option<V> {
        let mut generations = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Generations { newer, older, .. } = &mut *generations;
        newer.remove(key).or_else(|| older.remove(key))
    }

    pub fn put(&self, key: K, value: V) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).put(key, value);
    }
}

impl<K: Eq + Hash, V> Generations<K, V> {
    fn put(&mut self, key: K, value: V) {
        if self.newer.len() >= self.capacity {
            self.older = std::mem::take(&mut self.newer);
        }
        self.newer.insert(key, value);
    }
}

impl States {
    /// The state that a document's row holds. `None` where another version's fold wrote it: then the log must be folded
    /// anew.
    pub fn of(&self, row: &StoredState) -> Option<Arc<Document>> {
        if row.fold != FOLD {
            return None;
        }
        let id = DocumentId(row.id.clone());
        if let Some(known) = self.get(&id).filter(|known| known.head == row.head) {
            return Some(known.state);
        }
        let state = Arc::new(unpack(&row.state)?);
        let (key, region, head, created_at) = (row.key, RegionId(row.region.clone()), row.head, row.created_at);
        self.put(id, Remembered { key, region, head, created_at, state: Arc::clone(&state) });
        Some(state)
    }
}
