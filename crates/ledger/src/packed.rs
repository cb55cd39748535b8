//! A document's folded state as its row keeps it: JSON, packed by LZ4. Every command writes the whole state anew, and a
//! state repeats itself: packed it is a fifth, on the disk and on the way there.

use crate::Error;
use lz4_flex::block::{compress_prepend_size, decompress, uncompressed_size};
use procedure::Document;

/// What most states take less than as JSON, in bytes.
const MOST: usize = 8 * 1024;
/// What says it is longer is damaged.
const LONGEST: usize = 256 * 1024 * 1024;

pub(crate) fn pack(state: &Document) -> Result<Vec<u8>, Error> {
    let mut json = Vec::with_capacity(MOST);
    serde_json::to_writer(&mut json, state).map_err(|error| Error::Broken(error.to_string()))?;
    Ok(compress_prepend_size(&json))
}

/// `None` where it is damaged, or not a state as this version knows them.
pub(crate) fn unpack(packed: &[u8]) -> Option<Document> {
    let (length, packed) = uncompressed_size(packed).ok().filter(|(length, _)| *length <= LONGEST)?;
    serde_json::from_slice(&decompress(packed, length).ok()?).ok()
}
