//! The daily seal of a region: the root of the tree over its events, signed, and chained to the seal before it.

use crate::{
    Anchor, Digest, Error, KeyRow, Ledger,
    chain::{self, Line},
    db::{Tx, on},
    positions::{at, first},
    record_keys::RecordKey,
    signing::Signing,
    tree::{Frontier, LEVELS},
    views::instant,
};
use chrono::{DateTime, NaiveDate, Utc};
use procedure::{DocumentId, RegionId};
use sha2::{Digest as _, Sha256};
use sqlx::FromRow;

/// Events read at a time.
const EVENTS: i64 = 1000;

/// A seal as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    pub region: RegionId,
    pub day: NaiveDate,
    pub made_at: DateTime<Utc>,
    /// How many events it is over.
    pub size: u64,
    pub root: Digest,
    /// The hash of the seal before it; of the first, zeros.
    pub previous: Digest,
    /// The number of the record key it is signed with.
    pub key: u32,
    pub signature: Vec<u8>,
}

impl Seal {
    /// What is signed.
    pub fn text(&self) -> String {
        let Self { region, day, size, root, previous, .. } = self;
        format!("samrad seal\n{region}\n{day}\n{size}\n{root}\n{previous}\n")
    }

    /// What the next seal is chained to: SHA-256 of what is signed and of the signature.
    pub fn hash(&self) -> Digest {
        Digest(Sha256::new().chain_update(self.text()).chain_update(&self.signature).finalize().into())
    }

    /// What a digest carries out of the house.
    pub fn anchor(&self) -> Anchor {
        Anchor::Seal { region: self.region.clone(), day: self.day, hash: self.hash() }
    }

    /// Whether the key it names signed it.
    pub(crate) fn is_signed(&self, keys: &[KeyRow]) -> bool {
        let key = keys.iter().find(|key| key.n == self.key);
        key.is_some_and(|key| key.public.verifies(&self.text(), &self.signature))
    }
}

#[derive(FromRow)]
pub(crate) struct SealRow {
    region: String,
    day: NaiveDate,
    made_at: DateTime<Utc>,
    size: i64,
    #[sqlx(try_from = "Vec<u8>")]
    root: Digest,
    #[sqlx(try_from = "Vec<u8>")]
    previous: Digest,
    key: i64,
    signature: Vec<u8>,
}

impl SealRow {
    pub fn seal(self) -> Seal {
        Seal {
            region: RegionId(self.region),
            day: self.day,
            made_at: self.made_at,
            size: self.size.unsigned_abs(),
            root: self.root,
            previous: self.previous,
            key: u32::try_from(self.key).unwrap_or(0),
            signature: self.signature,
        }
    }
}

/// An event as its leaf is made of it.
#[derive(FromRow)]
pub(crate) struct LeafRow {
    pub id: i64,
    pub document: Option<String>,
    pub seq: i64,
    pub at: i64,
    pub actor: String,
    pub body: String,
    pub letters: Vec<u8>,
    pub key: i64,
}

impl LeafRow {
    /// `None` where its document is gone, or the key file does not have its key.
    pub fn leaf(&self, signing: &Signing) -> Option<Digest> {
        let (key, document) = (signing.key(self.key)?, DocumentId(self.document.clone()?));
        let line = self.line(&document);
        Some(chain::leaf(&chain::salt(key, &document, line.seq), line))
    }

    pub fn line<'a>(&'a self, document: &'a DocumentId) -> Line<'a> {
        let seq = u32::try_from(self.seq).unwrap_or(u32::MAX);
        Line { document, seq, at: instant(self.at), actor: &self.actor, letters: &self.letters, body: &self.body }
    }
}

/// The keyed hash of how many seals a region has, and of the last: so that the last cannot be taken away.
pub(crate) fn count(key: &RecordKey, region: &str, seals: i64, last: Digest) -> Vec<u8> {
    key.mac(&[["seals", region, &seals.to_string()].join("\n").as_bytes(), b"\n", &last.0]).bytes()
}

impl Ledger {
    /// The seal of a day, made once; then it stands.
    pub async fn seal(&self, region: &RegionId, day: NaiveDate, now: DateTime<Utc>) -> Result<Seal, Error> {
        let signing = self.signing()?.clone();
        let before = self.last_seal(region).await?;
        if let Some(seal) = &before
            && seal.day >= day
        {
            return Ok(seal.clone());
        }
        let (number, position) = self.numbered(region).await?.ok_or(Error::NotFound)?;
        let size = before.as_ref().map_or(0, |seal| seal.size);
        let mut tree = self.frontier(region, number, size).await?;
        let mut tiles = Vec::new();
        let mut kept = |level, n, hash| tiles.push((level, n, hash));
        while tree.size() < position {
            let rows = self.leaves(number, tree.size(), position).await?;
            if rows.is_empty() {
                return Err(Error::Broken(format!("{region}: event {} is missing", tree.size() + 1)));
            }
            for row in rows {
                let leaf = row.leaf(&signing);
                let place = row.id - first(number);
                let broken = || Error::Broken(format!("{region}: event {place} cannot be sealed: run `samrad verify`"));
                tree.push(leaf.ok_or_else(broken)?, &mut kept);
            }
        }
        let previous = before.as_ref().map(Seal::hash).unwrap_or_default();
        let (region, root, key) = (region.clone(), tree.root(), signing.number());
        let mut seal = Seal { region, day, made_at: now, size: position, root, previous, key, signature: Vec::new() };
        seal.signature = signing.current().sign(&seal.text());
        let keep = seal.clone();
        self.db.write(move |tx| put(tx, keep, tiles, signing)).await?;
        // Another node's may have been first.
        self.last_seal(&seal.region).await?.ok_or(Error::NotFound)
    }

    /// The newest seal of a region.
    pub async fn last_seal(&self, region: &RegionId) -> Result<Option<Seal>, Error> {
        let row: Option<SealRow> = on!(self.db.read, c => {
            sqlx::query_as(
                "select region, day, made_at, size, root, previous, key, signature from seal where region = $1
                 order by day desc limit 1",
            )
            .bind(region.as_str())
            .fetch_optional(c)
            .await?
        });
        Ok(row.map(SealRow::seal))
    }

    /// A region's seals, the oldest first.
    pub async fn seals(&self, region: &RegionId) -> Result<Vec<Seal>, Error> {
        let rows: Vec<SealRow> = on!(self.db.read, c => {
            sqlx::query_as(
                "select region, day, made_at, size, root, previous, key, signature from seal where region = $1 order by day",
            )
            .bind(region.as_str())
            .fetch_all(c)
            .await?
        });
        Ok(rows.into_iter().map(SealRow::seal).collect())
    }

    /// Whether an event is under a seal.
    pub async fn is_sealed(&self, region: &RegionId, document: &DocumentId, seq: u32) -> Result<bool, Error> {
        Ok(on!(self.db.read, c => {
            sqlx::query_scalar(
                "select exists (select 1 from document d join event e on e.document = d.key join region r on r.id = d.region
                   where r.id = $1 and d.id = $2 and e.seq = $3
                     and e.id <= (r.number << 40) + coalesce((select max(size) from seal where region = r.id), 0))",
            )
            .bind(region.as_str())
            .bind(document.as_str())
            .bind(i64::from(seq))
            .fetch_one(c)
            .await?
        }))
    }

    /// The record keys there have been.
    pub async fn record_keys(&self) -> Result<Vec<KeyRow>, Error> {
        crate::signing::rows(&self.db).await
    }

    /// A region's number and the position of its newest event; `None` for one that is not there.
    pub(crate) async fn numbered(&self, region: &RegionId) -> Result<Option<(i64, u64)>, Error> {
        let found: Option<(i64, i64)> = on!(self.db.read, c => {
            sqlx::query_as("select number, position from region where id = $1").bind(region.as_str()).fetch_optional(c).await?
        });
        Ok(found.map(|(number, position)| (number, position.unsigned_abs())))
    }

    /// The events after a position, up to and with another, as many as are read at a time.
    pub(crate) async fn leaves(&self, region: i64, after: u64, through: u64) -> Result<Vec<LeafRow>, Error> {
        Ok(on!(self.db.read, c => {
            sqlx::query_as(
                "select e.id, d.id as document, e.seq, e.at, e.actor, e.body, e.letters, e.key
                 from event e left join document d on d.key = e.document
                 where e.id > $1 and e.id <= $2 order by e.id limit $3",
            )
            .bind(at(region, after))
            .bind(at(region, through))
            .bind(EVENTS)
            .fetch_all(c)
            .await?
        }))
    }

    /// The kept nodes of a level, in their order, from number `from` on.
    pub(crate) async fn tiles(&self, region: &RegionId, level: u32, from: u64, to: u64) -> Result<Vec<Digest>, Error> {
        let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let hashes: Vec<Vec<u8>> = on!(self.db.read, c => {
            sqlx::query_scalar("select hash from tile where region = $1 and level = $2 and n >= $3 and n < $4 order by n")
                .bind(region.as_str())
                .bind(i64::from(level))
                .bind(number(from))
                .bind(number(to))
                .fetch_all(c)
                .await?
        });
        Ok(hashes.into_iter().map(Digest::from).collect())
    }

    /// The tree over a region's first `size` events, from the nodes that are kept and the few events after them.
    async fn frontier(&self, region: &RegionId, number: i64, size: u64) -> Result<Frontier, Error> {
        let mut tree = Frontier::default();
        let mut nothing = |_, _, _| {};
        for level in LEVELS.into_iter().rev() {
            for hash in self.tiles(region, level, tree.size() >> level, size >> level).await? {
                tree.push_node(level, hash, &mut nothing);
            }
        }
        let signing = self.signing()?;
        for row in self.leaves(number, tree.size(), size).await? {
            let leaf = row.leaf(signing).ok_or_else(|| Error::Broken(format!("{region}: an event cannot be read")))?;
            tree.push(leaf, &mut nothing);
        }
        if tree.size() != size {
            return Err(Error::Broken(format!("{region}: nodes of the tree are missing: run `samrad verify`")));
        }
        Ok(tree)
    }
}

async fn put(mut tx: Tx, seal: Seal, tiles: Vec<(u32, u64, Digest)>, signing: Signing) -> Result<(Tx, ()), Error> {
    let (region, last) = (seal.region.0.clone(), seal.hash());
    let made = on!(tx, c => {
        sqlx::query(
            "insert into seal (region, day, made_at, size, root, previous, key, signature)
             select $1, $2, $3, $4, $5, $6, $7, $8 where not exists (select 1 from seal where region = $1 and day >= $2)
             on conflict (region, day) do nothing",
        )
        .bind(&region)
        .bind(seal.day)
        .bind(seal.made_at)
        .bind(i64::try_from(seal.size).unwrap_or(i64::MAX))
        .bind(seal.root.bytes())
        .bind(seal.previous.bytes())
        .bind(i64::from(seal.key))
        .bind(&seal.signature)
        .execute(&mut *c)
        .await?
        .rows_affected()
    });
    if made == 0 {
        return Ok((tx, ()));
    }
    for (level, n, hash) in tiles {
        on!(tx, c => {
            sqlx::query("insert into tile (region, level, n, hash) values ($1, $2, $3, $4)")
                .bind(&region)
                .bind(i64::from(level))
                .bind(i64::try_from(n).unwrap_or(i64::MAX))
                .bind(hash.bytes())
                .execute(c)
                .await?;
        });
    }
    let seals: i64 = on!(tx, c => {
        sqlx::query_scalar("select count(*) from seal where region = $1").bind(&region).fetch_one(c).await?
    });
    let sealed = count(signing.current(), &region, seals, last);
    on!(tx, c => {
        sqlx::query("update region set seals = $2, sealed = $3 where id = $1")
            .bind(&region)
            .bind(seals)
            .bind(&sealed)
            .execute(c)
            .await?;
    });
    Ok((tx, ()))
}
