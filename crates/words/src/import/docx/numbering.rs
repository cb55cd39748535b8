//! Whether Word itself writes numbers before paragraphs of a document.

use crate::package::{self, attribute};
use quick_xml::events::BytesStart;

/// Whether the definitions of lists have one that counts, with numbers or with letters.
pub fn counts(xml: &str) -> bool {
    let format = |tag: &BytesStart| attribute(tag, b"val").filter(|_| tag.local_name().as_ref() == b"numFmt");
    let counting = |tag: &BytesStart| format(tag).filter(|format| format != "bullet" && format != "none");
    matches!(package::first(xml, counting), Ok(Some(_)))
}
