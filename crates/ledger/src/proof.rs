//! The proof of one event: whoever has it, and knows the public key, can check that the event is in the log as it stands
//! there, without our database. `docs/PROOF.md` says how.

use crate::{
    Digest, Error, KeyRow, Ledger, PublicKey, Seal,
    chain::{self, Line, Salt},
    positions::at,
    signing::{self, Signing},
    tree::{LEVELS, climb, path},
};
use chrono::{DateTime, NaiveDate, Utc};
use data_encoding::HEXLOWER;
use procedure::{DocumentId, RegionId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A proof as it is given out. Hashes, keys and signatures are hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// The form of this file: 1.
    pub samrad_proof: u32,
    pub region: RegionId,
    pub document: DocumentId,
    /// The event's number in the document's log.
    pub seq: u32,
    /// The event's position among all of the region, from 1.
    pub position: u64,
    /// Microseconds since 1970.
    pub at: i64,
    pub actor: String,
    /// The hash of the letters it posted; empty where there are none.
    pub letters: String,
    /// The event as it stands in the log, byte for byte.
    pub body: String,
    pub salt: String,
    /// The hashes beside the way from the event up to the root.
    pub path: Vec<String>,
    pub seal: ProofSeal,
    /// The record keys there have been, each signed by the one before it.
    pub keys: Vec<ProofKey>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofSeal {
    pub day: NaiveDate,
    pub size: u64,
    pub root: String,
    pub previous: String,
    /// The number of the key that signed it.
    pub key: u32,
    pub signature: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofKey {
    pub n: u32,
    pub public: String,
    pub since: DateTime<Utc>,
    pub signature: String,
}

impl From<&Seal> for ProofSeal {
    fn from(seal: &Seal) -> Self {
        Self {
            day: seal.day,
            size: seal.size,
            root: seal.root.to_string(),
            previous: seal.previous.to_string(),
            key: seal.key,
            signature: HEXLOWER.encode(&seal.signature),
        }
    }
}

impl ProofSeal {
    /// `None` where a hash or a signature is none.
    pub fn seal(&self, region: &RegionId) -> Option<Seal> {
        Some(Seal {
            region: region.clone(),
            day: self.day,
            made_at: DateTime::default(),
            size: self.size,
            root: Digest::parse(&self.root)?,
            previous: Digest::parse(&self.previous)?,
            key: self.key,
            signature: HEXLOWER.decode(self.signature.as_bytes()).ok()?,
        })
    }
}

impl From<&KeyRow> for ProofKey {
    fn from(key: &KeyRow) -> Self {
        let signature = HEXLOWER.encode(&key.signature);
        Self { n: key.n, public: key.public.to_string(), since: key.since, signature }
    }
}

impl ProofKey {
    pub fn key(&self) -> Option<KeyRow> {
        let signature = HEXLOWER.decode(self.signature.as_bytes()).ok()?;
        let public = PublicKey::parse(&self.public).filter(|public| public.to_string() == self.public)?;
        Some(KeyRow { n: self.n, public, since: self.since, signature })
    }
}

/// Why a proof proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unproved {
    #[error("this is no proof that this version can read")]
    Form,
    #[error("the event, or the path from it, is not what the seal is over")]
    Event,
    #[error("the seal is not signed by the key it names")]
    Seal,
    #[error("a record key was not handed over to by the one before it")]
    Keys,
    #[error("the seal is of a day when its key had been handed over")]
    KeyGivenUp,
    #[error("it is signed under other keys than the one given")]
    OtherKey,
}

impl Proof {
    /// Checks everything in it: the event's leaf, its path, the seal, the keys. The seal must be signed by the key that is
    /// `trusted`, or by one that was handed over to from it; a key that stands before it proves nothing. Without a trusted
    /// key only the proof's own keys are known.
    pub fn check(&self, trusted: Option<PublicKey>) -> Result<(), Unproved> {
        if self.samrad_proof != 1 {
            return Err(Unproved::Form);
        }
        let seal = self.seal.seal(&self.region).ok_or(Unproved::Form)?;
        let keys: Option<Vec<KeyRow>> = self.keys.iter().map(ProofKey::key).collect();
        let keys = keys.filter(|keys| !keys.is_empty()).ok_or(Unproved::Form)?;
        let path: Option<Vec<Digest>> = self.path.iter().map(|hash| Digest::parse(hash)).collect();
        let path = path.ok_or(Unproved::Form)?;
        let index = self.position.checked_sub(1).ok_or(Unproved::Form)?;
        if climb(self.leaf().ok_or(Unproved::Form)?, index, seal.size, &path) != Some(seal.root) {
            return Err(Unproved::Event);
        }
        if signing::broken(&keys).is_some() {
            return Err(Unproved::Keys);
        }
        if !seal.is_signed(&keys) {
            return Err(Unproved::Seal);
        }
        if keys.iter().any(|key| key.n == seal.key + 1 && key.since.date_naive() < seal.day) {
            return Err(Unproved::KeyGivenUp);
        }
        match trusted {
            Some(trusted) if keys.iter().all(|key| key.public != trusted || key.n > seal.key) => {
                Err(Unproved::OtherKey)
            }
            _ => Ok(()),
        }
    }

    fn leaf(&self) -> Option<Digest> {
        let salt: Salt = HEXLOWER.decode(self.salt.as_bytes()).ok()?.try_into().ok()?;
        let letters = HEXLOWER.decode(self.letters.as_bytes()).ok()?;
        let at = DateTime::from_timestamp_micros(self.at)?;
        let (document, seq, actor, body) = (&self.document, self.seq, &*self.actor, &*self.body);
        Some(chain::leaf(&salt, Line { document, seq, at, actor, letters: &letters, body }))
    }
}

impl Ledger {
    /// The proof of an event, under the newest seal; `None` before the event is sealed.
    pub async fn prove(&self, region: &RegionId, document: &DocumentId, seq: u32) -> Result<Option<Proof>, Error> {
        let signing = self.signing()?;
        let row = self.document(region, document).await?.ok_or(Error::NotFound)?;
        let event = self.named_events(&[(row.id, seq)]).await?.pop().ok_or(Error::NotFound)?;
        let position = event.position;
        let Some(seal) = self.last_seal(region).await?.filter(|seal| seal.size >= position) else {
            return Ok(None);
        };
        let (number, _) = self.numbered(region).await?.ok_or(Error::NotFound)?;
        let index = position - 1;
        let nodes = self.nodes(region, number, signing, index, seal.size).await?;
        let path = path(index, seal.size, &mut |level, n| subtree(&nodes, level, n));
        let row = self.leaves(number, index, position).await?.pop().ok_or(Error::NotFound)?;
        let key = signing.key(row.key).ok_or(Error::NoKey)?;
        let proof = Proof {
            samrad_proof: 1,
            region: region.clone(),
            document: document.clone(),
            seq,
            position,
            at: row.at,
            salt: HEXLOWER.encode(&chain::salt(key, document, seq)),
            letters: HEXLOWER.encode(&row.letters),
            actor: row.actor,
            body: row.body,
            path: path.iter().map(Digest::to_string).collect(),
            seal: ProofSeal::from(&seal),
            keys: self.record_keys().await?.iter().map(ProofKey::from).collect(),
        };
        proof
            .check(Some(signing.current().public))
            .map_err(|why| Error::Broken(format!("{document} event {seq}: {why}")))?;
        Ok(Some(proof))
    }

    /// What a path is made of: the leaves of the block of 256 that the event is in and of the last, unfinished one; the
    /// kept nodes of its block of 65 536; the kept nodes above.
    async fn nodes(
        &self,
        region: &RegionId,
        number: i64,
        signing: &Signing,
        index: u64,
        size: u64,
    ) -> Result<BTreeMap<(u32, u64), Digest>, Error> {
        let mut nodes = BTreeMap::new();
        let [low, high] = LEVELS;
        for block in [index >> low, size >> low] {
            let from = block << low;
            for (n, row) in (from..).zip(self.leaves(number, from, size.min(from + (1 << low))).await?) {
                if row.id != at(number, n + 1) {
                    return Err(Error::Broken(format!("{region}: event {} is missing", n + 1)));
                }
                nodes.insert((0, n), row.leaf(signing).ok_or(Error::NoKey)?);
            }
        }
        for block in [index >> high, size >> high] {
            let from = block << (high - low);
            let tiles = self.tiles(region, low, from, from + (1 << (high - low))).await?;
            nodes.extend((from..).map(|n| (low, n)).zip(tiles));
        }
        nodes.extend((0..).map(|n| (high, n)).zip(self.tiles(region, high, 0, u64::MAX >> 1).await?));
        Ok(nodes)
    }
}

/// A complete subtree, from the nodes below it. What is not there is zeros: the proof is checked before it is given.
fn subtree(nodes: &BTreeMap<(u32, u64), Digest>, level: u32, n: u64) -> Digest {
    match nodes.get(&(level, n)) {
        Some(hash) => *hash,
        None if level == 0 => Digest::default(),
        None => crate::tree::node(subtree(nodes, level - 1, 2 * n), subtree(nodes, level - 1, 2 * n + 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RecordKeys;
    use sha2::{Digest as _, Sha256};

    fn keys(byte: &str) -> RecordKeys {
        RecordKeys::parse(&format!("record {}", byte.repeat(32))).unwrap()
    }

    /// A proof of an event under keys that were handed over in this order; the seal is by the one of number `by`.
    fn proof(chain: &[&RecordKeys], by: u32, day: &str) -> Proof {
        let mut rows: Vec<KeyRow> = Vec::new();
        for (n, keys) in (1..).zip(chain) {
            let since = format!("2026-11-{:02}T08:00:00Z", 9 + n).parse().unwrap();
            let mut row = KeyRow { n, public: keys.public(), since, signature: Vec::new() };
            let signer = chain[usize::try_from(n).unwrap().saturating_sub(2)];
            row.signature = signer.current().sign(&row.text());
            rows.push(row);
        }
        let mut proof = Proof {
            samrad_proof: 1,
            region: RegionId::from("r"),
            document: DocumentId::from("dok_a"),
            seq: 1,
            position: 1,
            at: 0,
            actor: "calendar".to_owned(),
            letters: String::new(),
            body: "{}".to_owned(),
            salt: "00".repeat(16),
            path: Vec::new(),
            seal: ProofSeal {
                day: day.parse().unwrap(),
                size: 1,
                root: String::new(),
                previous: Digest(Sha256::digest([]).into()).to_string(),
                key: by,
                signature: String::new(),
            },
            keys: rows.iter().map(ProofKey::from).collect(),
        };
        proof.seal.root = proof.leaf().unwrap().to_string();
        let text = proof.seal.seal(&proof.region).unwrap().text();
        proof.seal.signature = HEXLOWER.encode(&chain[usize::try_from(by).unwrap() - 1].current().sign(&text));
        proof
    }

    #[test]
    fn a_seal_counts_under_the_key_that_is_trusted_and_under_those_it_handed_over_to() {
        let [first, second, attacker] = ["01", "02", "03"].map(keys);
        let own = proof(&[&first, &second], 2, "2026-11-29");
        assert_eq!(own.check(Some(second.public())), Ok(()));
        assert_eq!(own.check(Some(first.public())), Ok(()), "the first handed over to the second");
        assert_eq!(own.check(Some(attacker.public())), Err(Unproved::OtherKey));
        // An attacker puts a key in front, and lets it hand over to ours.
        let forged = proof(&[&attacker, &first], 1, "2026-11-10");
        assert_eq!(forged.check(Some(first.public())), Err(Unproved::OtherKey));
        // A key that was found out, after it was handed over.
        let late = proof(&[&first, &second], 1, "2030-01-01");
        assert_eq!(late.check(Some(second.public())), Err(Unproved::KeyGivenUp));
        assert_eq!(late.check(Some(first.public())), Err(Unproved::KeyGivenUp));
        let early = proof(&[&first, &second], 1, "2026-11-10");
        assert_eq!(early.check(Some(first.public())), Ok(()));
    }
}
