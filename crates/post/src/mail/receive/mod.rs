//! A message that came in, read for what it is. Nothing here knows the database.

mod attachments;
mod authentication;
mod classify;
mod hidden;
mod html;
mod lines;
mod machine;
mod ours;
mod parsed;
mod quotation;
mod report;
mod text;
mod vocabulary;

#[cfg(test)]
mod tests;

pub use attachments::Attachment;
pub use ours::Ours;
pub use quotation::Split;
pub use report::Kind;

use classify::Origin;
use lines::Line;
use mail_parser::{Address, HeaderValue, Message, MimeHeaders as _};
use parsed::Parsed;
use report::{contents, field};
use std::ops::Range;
use words::{limits::MAIL_REFERENCES, plain};

/// Addresses a message was to: as many are looked at.
const RECIPIENTS: usize = 100;
/// Parts of a report that are looked at for the letter it is about.
const REPORTED: usize = 20;

/// What the server before us knew of a message.
#[derive(Clone, Debug, Default)]
pub struct Envelope {
    /// It has no sender, as reports have none.
    pub from_nobody: bool,
    pub recipients: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    pub kind: Kind,
    /// Addresses it was to, in lower case: one of them may be a letter's return path.
    pub to: Vec<String>,
    /// Ids of the messages it answers or reports on, without brackets, in lower case; the closest first.
    pub answers: Vec<String>,
    /// In lower case. Empty: none, or more than one.
    pub sender: String,
    pub subject: String,
    /// Our mail server says that the sender is somebody else.
    pub forged: bool,
    /// Not all of the text is here.
    pub shortened: bool,
    lines: Vec<Line>,
    pub attachments: Vec<Attachment>,
    /// How many attachments there are in all.
    pub attached: usize,
    /// Parts of the message as it came that hold a link of ours in a form that cannot be taken out where it stands.
    pub hidden: Vec<Range<usize>>,
}

impl Received {
    /// What the writer wrote, and what was cut as a quotation.
    pub fn split(&self, ours: &Ours) -> Split {
        let Split { answer, cut } = quotation::split(&self.lines, ours);
        Split { answer: plain::text(&answer), cut: plain::text(&cut) }
    }
}

/// Reads a message; `None` when it is none. `returned`: whether an address is a return path of ours; `server`: the mail server
/// whose word on the sender counts.
pub fn read(bytes: &[u8], envelope: &Envelope, returned: impl Fn(&str) -> bool, server: &str) -> Option<Received> {
    let message = Parsed::of(bytes)?;
    let mut to: Vec<String> = envelope.recipients.iter().map(|address| address.to_lowercase()).collect();
    for header in ["Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc"] {
        to.extend(addresses(&message, header));
    }
    to.truncate(RECIPIENTS);
    let (lines, whole) = text::body(&message);
    let from = if envelope.from_nobody || machine::from_nobody(&message) {
        Origin::Nobody
    } else if to.iter().any(|address| returned(address)) {
        Origin::Returned
    } else {
        Origin::Sender
    };
    let (attachments, attached) = attachments::attachments(&message);
    Some(Received {
        kind: classify::kind(&message, &lines, from),
        answers: answers(&message, &lines),
        sender: plain::line(&sender(&message).unwrap_or_default()),
        subject: plain::line(message.subject().unwrap_or_default()),
        forged: authentication::failed(&message, server),
        shortened: !whole,
        to,
        lines,
        attachments,
        attached,
        hidden: hidden::parts(&message),
    })
}

/// The one address it says it is from.
fn sender(message: &Message) -> Option<String> {
    let mut all = message.header_values("From").filter_map(HeaderValue::as_address).flat_map(Address::iter);
    let only = all.next().and_then(|one| one.address()).map(str::to_lowercase);
    only.filter(|_| all.next().is_none())
}

fn addresses(message: &Message, header: &'static str) -> Vec<String> {
    match message.header(header) {
        Some(HeaderValue::Address(list)) => {
            list.iter().filter_map(|one| one.address()).take(RECIPIENTS).map(str::to_lowercase).collect()
        }
        Some(HeaderValue::Text(text)) => vec![text.trim_matches(['<', '>', ' ']).to_lowercase()],
        Some(HeaderValue::TextList(list)) => list.iter().take(RECIPIENTS).map(|text| text.to_lowercase()).collect(),
        _ => Vec::new(),
    }
}

fn answers(message: &Message, lines: &[Line]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    // What a report is about comes with it, as a message or as its headers alone.
    for part in message.parts.iter().skip(1).take(REPORTED) {
        let id = match part.message() {
            Some(own) => own.message_id().map(str::to_owned),
            None => {
                let reports = ["rfc822-headers", "disposition-notification", "feedback-report"];
                let kind = part.content_type().and_then(|kind| kind.subtype()).unwrap_or_default();
                let text = reports.iter().any(|report| kind.eq_ignore_ascii_case(report)).then(|| contents(part));
                text.and_then(|text| {
                    field(&text, "Message-ID").or_else(|| field(&text, "Original-Message-ID")).map(str::to_owned)
                })
            }
        };
        found.extend(id);
    }
    let written = lines.iter().rev().find_map(|line| field(&line.text, "Message-ID"));
    found.extend(written.map(str::to_owned));
    let headers = ["In-Reply-To", "References"].into_iter().flat_map(|header| ids(message.header(header)));
    found.extend(headers.take(MAIL_REFERENCES).map(str::to_owned));
    found.truncate(MAIL_REFERENCES);
    found.iter().map(|id| id.trim().trim_matches(['<', '>']).to_lowercase()).collect()
}

/// The last first: it is the one that is answered.
fn ids<'a>(header: Option<&'a HeaderValue>) -> Box<dyn Iterator<Item = &'a str> + 'a> {
    match header {
        Some(HeaderValue::Text(id)) => Box::new(std::iter::once(id.as_ref())),
        Some(HeaderValue::TextList(list)) => Box::new(list.iter().rev().map(AsRef::as_ref)),
        _ => Box::new(std::iter::empty()),
    }
}

/// The subject, the sender and the header of a message too large to be read.
pub fn head(bytes: &[u8], limit: usize) -> Vec<u8> {
    let bytes = &bytes[..bytes.len().min(limit)];
    let ends = |mark: &[u8]| bytes.windows(mark.len()).position(|window| window == mark).map(|at| at + mark.len());
    let end = [ends(b"\n\n"), ends(b"\r\n\r\n")].into_iter().flatten().min().unwrap_or(bytes.len());
    bytes[..end].to_vec()
}
