//! What was read or written lately, so that it need not be fetched and read again. Only what never changes is kept so:
//! a text is known by its hash, a document's state by the hash of the log it was folded from, a log by its length, people
//! by the revision of their register.

use crate::{packed::unpack, views::Row};
use chrono::{DateTime, Utc};
use procedure::{Document, DocumentId, FOLD, Hash as TextHash, Recorded, RegionId};
use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

/// States a shelf holds; there are two. What a look of the calendar reads, or as many lanes of commands work on, fits.
pub(crate) const STATES: usize = 256;
/// Texts, logs or people a shelf holds; more would be memory for what is seldom asked for twice.
pub(crate) const OTHERS: usize = 64;
/// A text longer than this, in bytes, is fetched anew each time.
pub(crate) const LONG: usize = 64 * 1024;

/// Another log, by whatever node, is another state: by its head it is known for what it is.
pub(crate) type States = Lately<DocumentId, Remembered>;
/// Logs as far as a document's state has come.
pub(crate) type Logs = Lately<DocumentId, Arc<[Recorded]>>;
pub(crate) type Texts = Lately<(RegionId, TextHash), Arc<str>>;

/// A document as it was when it was last read or written.
#[derive(Clone)]
pub(crate) struct Remembered {
    pub region: RegionId,
    /// The hash that ends its log.
    pub head: TextHash,
    pub created_at: DateTime<Utc>,
    pub state: Arc<Document>,
}

/// What has not been asked for since the newer shelf was last full is forgotten with the older one.
pub(crate) struct Lately<K, V>(Arc<Mutex<Shelves<K, V>>>);

struct Shelves<K, V> {
    /// Things a shelf holds.
    room: usize,
    newer: HashMap<K, V>,
    older: HashMap<K, V>,
}

impl<K, V> Clone for Lately<K, V> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<K, V> Lately<K, V> {
    pub fn with_room(room: usize) -> Self {
        Self(Arc::new(Mutex::new(Shelves { room, newer: HashMap::new(), older: HashMap::new() })))
    }
}

impl<K: Clone + Eq + Hash, V: Clone> Lately<K, V> {
    pub fn get(&self, key: &K) -> Option<V> {
        let mut shelves = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = shelves.newer.get(key) {
            return Some(found.clone());
        }
        let found = shelves.older.remove(key)?;
        shelves.put(key.clone(), found.clone());
        Some(found)
    }

    /// Takes a thing off its shelf, for one who will put another in its place.
    pub fn take(&self, key: &K) -> Option<V> {
        let mut shelves = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Shelves { newer, older, .. } = &mut *shelves;
        newer.remove(key).or_else(|| older.remove(key))
    }

    pub fn put(&self, key: K, value: V) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).put(key, value);
    }
}

impl<K: Eq + Hash, V> Shelves<K, V> {
    fn put(&mut self, key: K, value: V) {
        if self.newer.len() >= self.room {
            self.older = std::mem::take(&mut self.newer);
        }
        self.newer.insert(key, value);
    }
}

impl States {
    /// The state that a document's row holds. `None` where another version's fold wrote it: then the log must be folded
    /// anew.
    pub fn of(&self, row: &Row) -> Option<Arc<Document>> {
        if row.fold != FOLD {
            return None;
        }
        let id = DocumentId(row.id.clone());
        if let Some(known) = self.get(&id).filter(|known| known.head.0 == row.head) {
            return Some(known.state);
        }
        let state = Arc::new(unpack(&row.state)?);
        let (region, head) = (RegionId(row.region.clone()), TextHash(row.head.clone()));
        self.put(id, Remembered { region, head, created_at: row.created_at, state: Arc::clone(&state) });
        Some(state)
    }
}
