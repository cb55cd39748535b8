//! What comes with a message: every part of it that is not its text.

use super::text::is_text;
use mail_parser::{Message, MessagePart, MimeHeaders as _, PartType};
use std::ops::Range;
use words::limits::MAIL_PARTS;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// As the sender named it; may be empty.
    pub name: String,
    pub bytes: Vec<u8>,
    /// A picture that stands in the text: a map in an answer, or the logo of a signature.
    pub in_text: bool,
    /// Where it stands in the message as it came, still encoded.
    pub at: Range<usize>,
}

/// The first so many, and how many there are in all.
pub fn attachments(message: &Message) -> (Vec<Attachment>, usize) {
    let within = |part: &&MessagePart| !is_text(part) && !matches!(part.body, PartType::Multipart(_));
    let parts = || message.parts.iter().filter(within).filter(|part| !describes(part));
    let pages: Vec<&str> =
        message.parts.iter().filter(|part| part.is_text_html()).filter_map(|part| part.text_contents()).collect();
    let attachment = |part: &MessagePart| {
        let name = part.attachment_name().map(str::to_owned).or_else(|| {
            let inner = part.message()?;
            Some(format!("{}.eml", inner.subject().unwrap_or_default()))
        });
        let bytes = match &part.body {
            PartType::Message(inner) => inner.raw_message().to_vec(),
            _ => part.contents().to_vec(),
        };
        Attachment { name: name.unwrap_or_default(), bytes, in_text: in_text(part, &pages), at: place(part) }
    };
    (parts().take(MAIL_PARTS).map(attachment).collect(), parts().count())
}

/// Where the body of a part stands in the message.
pub fn place(part: &MessagePart) -> Range<usize> {
    let at = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
    at(part.offset_body)..at(part.offset_end)
}

/// Parts of a report tell what kind of message it is, and are read with it.
fn describes(part: &MessagePart) -> bool {
    let Some(kind) = part.content_type() else { return false };
    let known = ["delivery-status", "disposition-notification", "feedback-report", "rfc822-headers"];
    let subtype = kind.subtype().unwrap_or_default();
    known.iter().any(|known| subtype.eq_ignore_ascii_case(known))
}

fn in_text(part: &MessagePart, pages: &[&str]) -> bool {
    let picture = part.content_type().is_some_and(|kind| kind.ctype().eq_ignore_ascii_case("image"));
    let disposition = part.content_disposition();
    let inline = disposition.is_some_and(|kind| kind.ctype().eq_ignore_ascii_case("inline"));
    let Some(id) = part.content_id().map(|id| id.trim_matches(['<', '>'])) else { return false };
    let named = || pages.iter().any(|page| page.contains(&format!("cid:{id}")));
    picture && (inline || disposition.is_none() || named())
}
