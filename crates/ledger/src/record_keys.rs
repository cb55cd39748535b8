//! The installation's record keys: the log is chained under them and its seals are signed with them. They stand in the key
//! file, never in the database, so that nobody who has the database alone can write a log that holds.

use crate::Digest;
use hmac::{Hmac, KeyInit as _, Mac as _};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use sha2::Sha256;
use std::{fmt, sync::Arc};

/// What a line with a record key begins with in the key file.
const LINE: &str = "record ";

/// The record keys of a key file. The first is in use; the others are from before, and verify.
#[derive(Clone)]
pub struct RecordKeys(Arc<[RecordKey]>);

#[derive(Clone)]
pub(crate) struct RecordKey {
    mac: Hmac<Sha256>,
    seal: Arc<Ed25519KeyPair>,
    pub public: PublicKey,
}

/// An Ed25519 public key: what a record key is known by, and what outsiders check a seal with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicKey(pub [u8; 32]);

impl RecordKeys {
    /// Reads a key file: `record ` and 64 hexadecimal digits on a line, the key in use first. A key that signs links, 64
    /// digits alone on a line, has a record key of its own too: it is in use where the file has no `record` line.
    pub fn parse(file: &str) -> Option<Self> {
        let lines = || file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let own = lines().filter_map(|line| line.strip_prefix(LINE)).map(bytes);
        let derived = lines().filter(|line| !line.starts_with(LINE)).map(|line| {
            let key = Hmac::<Sha256>::new_from_slice(&bytes(line)?).ok()?;
            Some(key.chain_update(b"samrad record key").finalize().into_bytes().into())
        });
        let keys: Option<Vec<RecordKey>> = own.chain(derived).map(|bytes| RecordKey::new(&bytes?)).collect();
        keys.filter(|keys| !keys.is_empty()).map(|keys| Self(keys.into()))
    }

    /// Whether a line of a key file is a record key's.
    pub fn is_line(line: &str) -> bool {
        line.starts_with(LINE)
    }

    /// Whether a key is all zeros, as an empty secret or a form that was never filled in is.
    pub fn is_zero(&self) -> bool {
        let zero = RecordKey::new(&[0; 32]);
        self.0.iter().any(|key| zero.as_ref().is_some_and(|zero| zero.public == key.public))
    }

    /// The key in use.
    pub fn public(&self) -> PublicKey {
        self.0[0].public
    }

    pub(crate) fn current(&self) -> &RecordKey {
        &self.0[0]
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &RecordKey> {
        self.0.iter()
    }

    pub(crate) fn of(&self, public: PublicKey) -> Option<&RecordKey> {
        self.0.iter().find(|key| key.public == public)
    }
}

impl fmt::Debug for RecordKeys {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "RecordKeys({})", self.public())
    }
}

impl RecordKey {
    fn new(key: &[u8; 32]) -> Option<Self> {
        let mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
        let seed = mac.clone().chain_update(b"samrad seal").finalize().into_bytes();
        let seal = Ed25519KeyPair::from_seed_unchecked(&seed).ok()?;
        let public = PublicKey(seal.public_key().as_ref().try_into().ok()?);
        Some(Self { mac, seal: Arc::new(seal), public })
    }

    /// The keyed hash of the parts, one after another.
    pub fn mac(&self, parts: &[&[u8]]) -> Digest {
        let mut mac = self.mac.clone();
        for part in parts {
            mac.update(part);
        }
        Digest(mac.finalize().into_bytes().into())
    }

    pub fn sign(&self, text: &str) -> Vec<u8> {
        self.seal.sign(text.as_bytes()).as_ref().to_vec()
    }
}

impl PublicKey {
    pub fn parse(hex: &str) -> Option<Self> {
        bytes(hex.trim()).map(Self)
    }

    pub(crate) fn verifies(self, text: &str, signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, self.0).verify(text.as_bytes(), signature).is_ok()
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&data_encoding::HEXLOWER.encode(&self.0))
    }
}

fn bytes(hex: &str) -> Option<[u8; 32]> {
    data_encoding::HEXLOWER_PERMISSIVE.decode(hex.as_bytes()).ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_record_line_is_in_use_and_a_link_key_where_there_is_none() {
        let [link, one, two] = ["ab", "01", "02"].map(|byte| byte.repeat(32));
        let alone = RecordKeys::parse(&link).unwrap();
        let with = RecordKeys::parse(&format!("{link}\nrecord {one}\n# from before\nrecord {two}\n")).unwrap();
        let first = RecordKeys::parse(&format!("record {one}")).unwrap();
        assert_eq!(with.public(), first.public());
        assert_ne!(alone.public(), first.public());
        assert!(with.of(alone.public()).is_some(), "what was written before the line was added still verifies");
        assert!(first.of(alone.public()).is_none());
        for wrong in ["", "record", "record ab", "# nothing"] {
            assert!(RecordKeys::parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn a_signature_is_of_one_text_under_one_key() {
        let [one, two] = ["01", "02"].map(|byte| RecordKeys::parse(&format!("record {}", byte.repeat(32))).unwrap());
        let signature = one.current().sign("a seal");
        assert!(one.public().verifies("a seal", &signature));
        assert!(!one.public().verifies("a seal.", &signature));
        assert!(!two.public().verifies("a seal", &signature));
        assert_eq!(PublicKey::parse(&one.public().to_string()), Some(one.public()));
    }
}
