//! What was read or written lately, so that it need not be fetched and read again. Only what never changes is kept so:
//! a text is known by its hash, and a document's state by the hash of the log it was folded from.

use procedure::{Document, DocumentId, FOLD, Hash as TextHash, RegionId};
use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

/// Things a shelf holds; there are two. A region's documents under way, and what lanes of commands work on, fit; more
/// would be memory for what is seldom asked for twice.
const SHELF: usize = 64;
/// A text longer than this, in bytes, is fetched anew each time.
pub(crate) const LONG: usize = 64 * 1024;

/// A document's state with the hash that ends its log: another log, by whatever node, is another state.
pub(crate) type States = Lately<DocumentId, (String, Arc<Document>)>;
pub(crate) type Texts = Lately<(RegionId, TextHash), Arc<str>>;

/// What has not been asked for since the newer shelf was last full is forgotten with the older one.
pub(crate) struct Lately<K, V>(Arc<Mutex<Shelves<K, V>>>);

struct Shelves<K, V> {
    newer: HashMap<K, V>,
    older: HashMap<K, V>,
}

impl<K, V> Clone for Lately<K, V> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<K, V> Default for Lately<K, V> {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Shelves { newer: HashMap::new(), older: HashMap::new() })))
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

    pub fn put(&self, key: K, value: V) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).put(key, value);
    }
}

impl<K: Eq + Hash, V> Shelves<K, V> {
    fn put(&mut self, key: K, value: V) {
        if self.newer.len() >= SHELF {
            self.older = std::mem::take(&mut self.newer);
        }
        self.newer.insert(key, value);
    }
}

impl States {
    /// The state that a document's row holds, `text` being its JSON. `None` where another version's fold wrote it: then
    /// the log must be folded anew.
    pub fn of(&self, id: &DocumentId, head: &str, fold: i64, text: &str) -> Option<Arc<Document>> {
        if fold != FOLD {
            return None;
        }
        if let Some((_, state)) = self.get(id).filter(|(of, _)| of == head) {
            return Some(state);
        }
        let state = Arc::new(serde_json::from_str(text).ok()?);
        self.put(id.clone(), (head.to_owned(), Arc::clone(&state)));
        Some(state)
    }
}
