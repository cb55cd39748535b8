//! Names of things: readable text, the same in both databases, in addresses and in the log.

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        /// An id as it is stored, in logs and in addresses.
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The id itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }
        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    )+};
}

id! {
    /// `dok_` and thirteen characters, the same thirteen that begin every link to it.
    DocumentId,
    /// The region's slug, as in its public address.
    RegionId,
    /// A municipality's number (`3303`) or a consultee's short name (`fylke-33`).
    PartyId,
    /// A row with a person's or an office's name and address, which can be erased.
    ContactId,
    /// A row with the name and role of someone who signed an answer, which can be erased.
    SignerId,
    /// A part of a text, the same through all its versions: `s1`, `s2`, …
    PartId,
    /// A remark, unique within its document: `r1`, `r2`, …
    RemarkId,
}

/// The SHA-256 of some content, as 64 hexadecimal digits: the name of a text or a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, std::hash::Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hash(pub String);

impl Hash {
    /// The SHA-256 of the content, in lower-case hexadecimal.
    pub fn of(content: &[u8]) -> Self {
        Self(HEXLOWER.encode(&Sha256::digest(content)))
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}
