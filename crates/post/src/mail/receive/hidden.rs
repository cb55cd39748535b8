//! Parts of a message that hold a link of ours in another form than it was sent in: written in marks of HTML, grown together
//! with a word, or within a message that came with it. [`words::tokens`] cannot take it out in the bytes as they came.

use super::{attachments::place, html};
use app::files::{self, Unwelcome};
use mail_parser::{Message, MessagePart, PartType};
use std::ops::Range;
use words::{limits::MAIL_PARTS, plain};

/// Where those parts stand. Attachments of the message itself are looked through when they are kept.
pub fn parts(message: &Message) -> Vec<Range<usize>> {
    message.parts.iter().filter(|part| hides(part)).map(place).collect()
}

fn hides(part: &MessagePart) -> bool {
    match &part.body {
        PartType::Message(inner) => within(inner),
        _ => says(part),
    }
}

/// The same of everything in a message that came with it, and in those within it.
fn within(message: &Message) -> bool {
    let mut waiting: Vec<&MessagePart> = message.parts.iter().collect();
    let mut looked_at = 0;
    while let Some(part) = waiting.pop() {
        looked_at += 1;
        if looked_at > MAIL_PARTS {
            // More than anyone sends: nobody needs it, and it may hold anything.
            return true;
        }
        let found = match &part.body {
            PartType::Message(inner) => {
                waiting.extend(&inner.parts);
                false
            }
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => {
                matches!(files::looked_through("", bytes.to_vec()), Err(Unwelcome::Link))
            }
            _ => says(part),
        };
        if found {
            return true;
        }
    }
    false
}

/// Whether a person who reads the part sees a link of ours, or a program that follows one does.
fn says(part: &MessagePart) -> bool {
    match &part.body {
        PartType::Text(text) => plain::holds_token(text),
        PartType::Html(text) => {
            let read: Vec<String> = html::lines(text).into_iter().map(|line| line.text).collect();
            plain::holds_token(&read.join("\n"))
                || html::addresses(text).iter().any(|address| plain::holds_token(address))
        }
        _ => false,
    }
}
