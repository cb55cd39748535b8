//! What kind of message it is: a report, something a machine sent, or a person's. Only a person's is ever an answer.

use super::{
    lines::Line,
    machine::{automatic, daemon, receipt, sent_by_a_machine, subject_of_absence, text_report},
    report::{Kind, contents, field, report},
};
use mail_parser::{Message, MessagePart, MimeHeaders as _};

/// How a message came.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It has no sender, as reports have none.
    Nobody,
    /// To a letter's return path.
    Returned,
    Sender,
}

pub fn kind(message: &Message, lines: &[Line], from: Origin) -> Kind {
    if let Some(status) = part(message, "delivery-status") {
        return report(&contents(status));
    }
    if part(message, "disposition-notification").is_some() {
        return Kind::Automatic;
    }
    if part(message, "feedback-report").is_some() {
        return Kind::Complaint;
    }
    let written = lines.iter().any(|line| line.text.chars().any(char::is_alphanumeric));
    if answers_a_meeting(message) {
        return if written { Kind::Unsure } else { Kind::Automatic };
    }
    // A records system sends the municipality's own letter by itself.
    let document = carries_a_document(message);
    let absent = subject_of_absence(message);
    if absent && !document {
        return Kind::Automatic;
    }
    let daemon = daemon(message);
    if (daemon || from == Origin::Nobody)
        && !document
        && let Some(kind) = text_report(message, lines, daemon)
    {
        return kind;
    }
    if automatic(message) && !document && !daemon {
        Kind::Automatic
    } else if from != Origin::Sender
        || daemon
        || absent
        || automatic(message)
        || sent_by_a_machine(message)
        || receipt(message, lines)
    {
        Kind::Unsure
    } else {
        Kind::Person
    }
}

/// Whether a file that can be a letter comes with it.
fn carries_a_document(message: &Message) -> bool {
    message.attachments().any(|part| {
        let name = part.attachment_name().unwrap_or_default().to_lowercase();
        let kind = part.content_type().and_then(|kind| kind.subtype()).unwrap_or_default();
        kind.eq_ignore_ascii_case("pdf")
            || [".pdf", ".docx", ".doc", ".odt"].iter().any(|ending| name.ends_with(ending))
    })
}

fn part<'a>(message: &'a Message, subtype: &str) -> Option<&'a MessagePart<'a>> {
    let named = |part: &&MessagePart| {
        let kind = part.content_type().and_then(|kind| kind.subtype());
        kind.is_some_and(|kind| kind.eq_ignore_ascii_case(subtype))
    };
    message.parts.iter().find(named)
}

/// An acceptance or a refusal of the event in our letter (RFC 5546).
fn answers_a_meeting(message: &Message) -> bool {
    message.parts.iter().any(|part| {
        let Some(kind) =
            part.content_type().filter(|kind| kind.subtype().is_some_and(|s| s.eq_ignore_ascii_case("calendar")))
        else {
            return false;
        };
        let method =
            kind.attribute("method").map(str::to_owned).or_else(|| field(&contents(part), "METHOD").map(str::to_owned));
        method.is_some_and(|method| {
            ["REPLY", "COUNTER", "REFRESH"].iter().any(|known| method.eq_ignore_ascii_case(known))
        })
    })
}
