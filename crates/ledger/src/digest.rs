//! Thirty-two bytes of SHA-256, or of an HMAC with it.

use procedure::Hash;
use std::fmt;

#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    pub fn parse(hex: &str) -> Option<Self> {
        data_encoding::HEXLOWER.decode(hex.as_bytes()).ok()?.try_into().ok().map(Self)
    }

    /// A content hash, which is kept in the log as hexadecimal digits. What is none is the hash of nothing.
    pub(crate) fn of(hash: &Hash) -> Self {
        Self::parse(&hash.0).unwrap_or([0xff; 32].into())
    }

    pub(crate) fn bytes(self) -> Vec<u8> {
        self.0.to_vec()
    }
}

impl From<[u8; 32]> for Digest {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

/// As a row keeps it. What has another length was tampered with, and is no hash of anything.
impl From<Vec<u8>> for Digest {
    fn from(stored: Vec<u8>) -> Self {
        Self(stored.try_into().unwrap_or([0xff; 32]))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&data_encoding::HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{self}")
    }
}
