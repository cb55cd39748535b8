//! How often somebody may do something. Who it is, is kept as a hash, in a bounded number of entries that are forgotten.

use sha2::{Digest as _, Sha256};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

type Key = [u8; 16];

/// So many at once, and one more after each span.
pub struct Quota {
    /// How far ahead of time somebody may be.
    ahead: Duration,
    every: Duration,
    seen: Mutex<Seen>,
}

/// Until when each has used up what they had. What has not been asked for since the newer map was last full goes with the
/// older one.
struct Seen {
    newer: HashMap<Key, Instant>,
    older: HashMap<Key, Instant>,
}

impl Quota {
    pub fn new(at_once: u32, every: Duration) -> Self {
        let seen = Mutex::new(Seen { newer: HashMap::new(), older: HashMap::new() });
        Self { ahead: every * at_once.max(1), every, seen }
    }

    /// Takes one, or says how long until there is one.
    pub fn take(&self, who: &[u8]) -> Result<(), Duration> {
        self.take_at(who, Instant::now())
    }

    fn take_at(&self, who: &[u8], now: Instant) -> Result<(), Duration> {
        let mut key = Key::default();
        key.copy_from_slice(&Sha256::digest(who)[..16]);
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let used = seen.newer.get(&key).or_else(|| seen.older.get(&key)).copied();
        let until = used.unwrap_or(now).max(now) + self.every;
        let ahead = until - now;
        if let Some(wait) = ahead.checked_sub(self.ahead).filter(|wait| !wait.is_zero()) {
            return Err(wait);
        }
        if seen.newer.len() >= words::limits::QUOTA_ENTRIES && !seen.newer.contains_key(&key) {
            seen.older = std::mem::take(&mut seen.newer);
            seen.older.retain(|_, until| *until > now);
            seen.older.shrink_to_fit();
        }
        seen.newer.insert(key, until);
        Ok(())
    }

    #[cfg(test)]
    fn entries(&self) -> usize {
        let seen = self.seen.lock().unwrap();
        seen.newer.len() + seen.older.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_at_once_and_one_more_after_each_span() {
        let quota = Quota::new(3, Duration::from_secs(10));
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        for _ in 0..3 {
            assert_eq!(quota.take_at(b"kari", at(0)), Ok(()));
        }
        assert_eq!(quota.take_at(b"kari", at(4)), Err(Duration::from_secs(6)));
        assert_eq!(quota.take_at(b"ola", at(4)), Ok(()));
        assert_eq!(quota.take_at(b"kari", at(10)), Ok(()));
        assert!(quota.take_at(b"kari", at(10)).is_err());
    }

    #[test]
    fn however_many_come_only_so_many_are_remembered() {
        let quota = Quota::new(1, Duration::from_mins(1));
        let now = Instant::now();
        for n in 0..words::limits::QUOTA_ENTRIES * 5 {
            assert_eq!(quota.take_at(format!("{n}@example.test").as_bytes(), now), Ok(()));
        }
        assert!(quota.entries() <= 2 * words::limits::QUOTA_ENTRIES);
        assert!(
            quota.take_at(format!("{}@example.test", words::limits::QUOTA_ENTRIES * 5 - 1).as_bytes(), now).is_err()
        );
    }
}
