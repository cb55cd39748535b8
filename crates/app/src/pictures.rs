//! Pictures of texts: kept among the region's files, and shown where a text that may be read names them.

use crate::texts;
use ledger::Ledger;
use procedure::{Hash, RegionId};
use words::import::Picture;

/// What browsers show as a picture, and nothing that may hold code.
const SHOWN: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/// Keeps the pictures of a text that was read in.
pub async fn put(ledger: &Ledger, region: &RegionId, pictures: Vec<Picture>) -> Result<(), ledger::Error> {
    for picture in pictures {
        ledger.put_file(region, &picture.name, picture.media_type, picture.bytes).await?;
    }
    Ok(())
}

/// Whether a file is a picture that one of some texts names.
pub async fn is_named(
    ledger: &Ledger,
    region: &RegionId,
    texts: &[Hash],
    picture: &Hash,
) -> Result<bool, ledger::Error> {
    let kept = ledger.file(region, picture).await?;
    if !kept.is_some_and(|kept| SHOWN.contains(&kept.media_type.as_str())) {
        return Ok(false);
    }
    for content in texts {
        if texts::text(ledger, region, content).await?.pictures().contains(&picture) {
            return Ok(true);
        }
    }
    Ok(false)
}
