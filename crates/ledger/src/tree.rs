//! The tree over a region's events, as RFC 9162 (section 2.1) describes it: a root says what every event before it was,
//! and a path of a few hashes shows that one event is among them.

use crate::Digest;
use sha2::{Digest as _, Sha256};

/// The level of a node that is kept for every 256 events, and of one for every 256 of those.
pub(crate) const LEVELS: [u32; 2] = [8, 16];

/// SHA-256 of a one, the left and the right.
pub fn node(left: Digest, right: Digest) -> Digest {
    let mut hash = Sha256::new();
    hash.update([1]);
    hash.update(left.0);
    hash.update(right.0);
    Digest(hash.finalize().into())
}

/// The complete subtrees of a tree that grows: one for each bit of its size, the largest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Frontier {
    size: u64,
    peaks: Vec<Digest>,
}

impl Frontier {
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf. `kept` is told every node of a kept level that this completes: its level, its number, its hash.
    pub fn push(&mut self, leaf: Digest, kept: &mut impl FnMut(u32, u64, Digest)) {
        self.push_node(0, leaf, kept);
    }

    /// Adds a whole subtree of 2^`level` leaves, where the size is a multiple of that.
    pub fn push_node(&mut self, level: u32, hash: Digest, kept: &mut impl FnMut(u32, u64, Digest)) {
        let (leaves, mut level, mut hash) = (1 << level, level, hash);
        while self.size >> level & 1 == 1
            && let Some(left) = self.peaks.pop()
        {
            hash = node(left, hash);
            level += 1;
            if LEVELS.contains(&level) {
                kept(level, self.size >> level, hash);
            }
        }
        self.peaks.push(hash);
        self.size += leaves;
    }

    /// The root over all leaves so far.
    pub fn root(&self) -> Digest {
        let mut peaks = self.peaks.iter().rev().copied();
        let last = peaks.next().unwrap_or_else(|| Digest(Sha256::digest([]).into()));
        peaks.fold(last, |right, left| node(left, right))
    }
}

/// The hashes beside the way from a leaf to the root of a tree of `size`, the lowest first. `subtree` gives the hash of the
/// complete subtree of a level and a number.
pub(crate) fn path(index: u64, size: u64, subtree: &mut impl FnMut(u32, u64) -> Digest) -> Vec<Digest> {
    let (mut path, mut low, mut high) = (Vec::new(), 0, size);
    while high - low > 1 {
        let middle = low + split(high - low);
        if index < middle {
            path.push(root(middle, high, subtree));
            high = middle;
        } else {
            path.push(root(low, middle, subtree));
            low = middle;
        }
    }
    path.reverse();
    path
}

/// The root over the leaves from `low` up to `high`, where `low` is a multiple of the largest subtree within.
fn root(low: u64, high: u64, subtree: &mut impl FnMut(u32, u64) -> Digest) -> Digest {
    let count = high - low;
    if count.is_power_of_two() {
        let level = count.trailing_zeros();
        return subtree(level, low >> level);
    }
    let middle = low + split(count);
    let left = root(low, middle, subtree);
    node(left, root(middle, high, subtree))
}

/// The largest power of two below a number that is at least two.
fn split(count: u64) -> u64 {
    1 << (count - 1).ilog2()
}

/// The root that a leaf and its path lead to; `None` where the path has another length than the tree's size asks for.
pub fn climb(leaf: Digest, index: u64, size: u64, path: &[Digest]) -> Option<Digest> {
    if index >= size {
        return None;
    }
    let (mut index, mut last, mut hash) = (index, size - 1, leaf);
    for beside in path {
        if last == 0 {
            return None;
        }
        if index & 1 == 1 || index == last {
            hash = node(*beside, hash);
            // A node that is the last of its level, and alone there, is carried up.
            while index & 1 == 0 {
                index >>= 1;
                last >>= 1;
            }
        } else {
            hash = node(hash, *beside);
        }
        index >>= 1;
        last >>= 1;
    }
    (last == 0).then_some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn leaves(count: u8) -> Vec<Digest> {
        (0..count).map(|n| Digest(Sha256::digest([0, n]).into())).collect()
    }

    /// As the RFC writes it.
    fn plain(leaves: &[Digest]) -> Digest {
        match leaves {
            [] => Digest(Sha256::digest([]).into()),
            [one] => *one,
            many => {
                let (left, right) = many.split_at(usize::try_from(split(many.len() as u64)).unwrap());
                node(plain(left), plain(right))
            }
        }
    }

    #[test]
    fn a_tree_that_grows_has_the_roots_of_the_rfc() {
        let all = leaves(70);
        let mut frontier = Frontier::default();
        for n in 0..all.len() {
            assert_eq!(frontier.root(), plain(&all[..n]));
            frontier.push(all[n], &mut |_, _, _| {});
        }
        assert_eq!(frontier.size(), 70);
    }

    #[test]
    fn every_leaf_climbs_to_the_root_and_no_other_does() {
        let all = leaves(40);
        for size in 1..=all.len() {
            let root = plain(&all[..size]);
            for index in 0..size {
                let mut subtree = |level: u32, n: u64| {
                    let first = usize::try_from(n << level).unwrap();
                    plain(&all[first..first + (1 << level)])
                };
                let path = path(index as u64, size as u64, &mut subtree);
                assert_eq!(climb(all[index], index as u64, size as u64, &path), Some(root), "{index} of {size}");
                assert_ne!(climb(all[(index + 1) % 40], index as u64, size as u64, &path), Some(root));
                if size > 1 {
                    assert_ne!(climb(all[index], (index as u64 + 1) % size as u64, size as u64, &path), Some(root));
                    assert_eq!(climb(all[index], index as u64, size as u64, &path[1..]), None);
                }
            }
        }
        assert_eq!(climb(all[0], 5, 5, &[]), None);
    }

    #[test]
    fn kept_nodes_are_the_subtrees_they_are_named_by() {
        let all: Vec<Digest> = (0..1500_u32).map(|n| Digest(Sha256::digest(n.to_be_bytes()).into())).collect();
        let (mut frontier, mut kept) = (Frontier::default(), BTreeMap::new());
        for leaf in &all {
            frontier.push(*leaf, &mut |level, n, hash| {
                kept.insert((level, n), hash);
            });
        }
        assert_eq!(kept.len(), 5);
        for ((level, n), hash) in kept {
            assert_eq!((level, hash), (8, plain(&all[usize::try_from(n).unwrap() * 256..][..256])));
        }
    }
}
