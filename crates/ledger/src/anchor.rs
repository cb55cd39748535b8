//! What a letter carries out of the house, so that whoever keeps it can have the record proved by it.

use crate::Digest;
use chrono::NaiveDate;
use procedure::{DocumentId, RegionId};
use std::{fmt, str::FromStr};

/// Where a record stood at a moment, as one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// A document's log at an event: `region/position document/number hash`.
    Event {
        region: RegionId,
        position: u64,
        document: DocumentId,
        seq: u32,
        /// The event's chained hash.
        hash: Digest,
    },
    /// A region's log at a day's seal: `region/day hash`.
    Seal { region: RegionId, day: NaiveDate, hash: Digest },
}

impl Anchor {
    /// The last anchor in a text, which is the letter's own: what others have written stands above it.
    pub fn in_text(text: &str) -> Option<Self> {
        text.lines().rev().find_map(|line| line.rsplit_once(": ").map_or(line, |(_, anchor)| anchor).parse().ok())
    }
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Event { region, position, document, seq, hash } => {
                write!(f, "{region}/{position} {document}/{seq} {hash}")
            }
            Self::Seal { region, day, hash } => write!(f, "{region}/{day} {hash}"),
        }
    }
}

/// The text is no anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no anchor")]
pub struct NoAnchor;

impl FromStr for Anchor {
    type Err = NoAnchor;

    fn from_str(text: &str) -> Result<Self, NoAnchor> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let (region, place) = words.first().and_then(|word| word.split_once('/')).ok_or(NoAnchor)?;
        let hash = words.last().and_then(|word| Digest::parse(word)).ok_or(NoAnchor)?;
        let region = RegionId::from(region);
        match words[..] {
            [_, event, _] => {
                let (document, seq) = event.split_once('/').ok_or(NoAnchor)?;
                Ok(Self::Event {
                    region,
                    position: place.parse().map_err(|_| NoAnchor)?,
                    document: DocumentId::from(document),
                    seq: seq.parse().map_err(|_| NoAnchor)?,
                    hash,
                })
            }
            [_, _] => Ok(Self::Seal { region, day: place.parse().map_err(|_| NoAnchor)?, hash }),
            _ => Err(NoAnchor),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_is_read_as_it_is_printed_and_the_letters_own_is_its_last() {
        let hash = Digest([7; 32]);
        let (region, document) = (RegionId::from("kongsbergregionen"), DocumentId::from("dok_a"));
        let event = Anchor::Event { region: region.clone(), position: 1234, document, seq: 5, hash };
        let seal = Anchor::Seal { region, day: "2026-11-29".parse().unwrap(), hash };
        for anchor in [&event, &seal] {
            assert_eq!(anchor.to_string().parse().as_ref(), Ok(anchor));
        }
        let text = format!("Uttalelse:\nI loggen: {seal}\n\nHilsen\n\nI loggen: {event}\n");
        assert_eq!(Anchor::in_text(&text), Some(event));
        for wrong in ["", "a/1 b/2", "a/1 b/2 c", "a b/2 00", "a/x b/2 c"] {
            assert_eq!(wrong.parse::<Anchor>(), Err(NoAnchor), "{wrong}");
        }
        assert_eq!(Anchor::in_text("Hei.\nHilsen Berit"), None);
    }
}
