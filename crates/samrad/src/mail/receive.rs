//! A message that came in, read for what it is: a bounce, something automatic, or a person's answer.

use crate::limits::MESSAGE;
use mail_parser::{Address, HeaderValue, Message, MessageParser, MimeHeaders as _};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It will not arrive (RFC 3464): whose failure, and what was said.
    Bounce { recipient: bool, said: String },
    /// It has arrived.
    Delivered { said: String },
    /// It has not arrived yet.
    Delayed { said: String },
    /// Out of office and the like: never answered.
    Automatic,
    /// A person's.
    Reply,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    pub kind: Kind,
    /// Addresses it was to: one of them may be a letter's return path.
    pub to: Vec<String>,
    /// Message ids it answers, without their brackets, and ids of messages it reports on.
    pub answers: Vec<String>,
    pub sender: String,
    pub subject: String,
    /// The plain text, without what it quotes.
    pub text: String,
    pub attachments: Vec<(String, Vec<u8>)>,
}

/// Reads a message; `None` when it is none, or too large.
pub fn read(bytes: &[u8]) -> Option<Received> {
    if bytes.len() > MESSAGE {
        return None;
    }
    let message = MessageParser::default().parse(bytes)?;
    let report = report(&message);
    let kind = match report {
        Some(kind) => kind,
        None if automatic(&message) => Kind::Automatic,
        None => Kind::Reply,
    };
    let mut to = Vec::new();
    for header in ["To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To"] {
        to.extend(addresses(&message, header));
    }
    let mut answers: Vec<String> = Vec::new();
    for header in ["In-Reply-To", "References"] {
        answers.extend(ids(message.header(header)));
    }
    // What a report is about comes with it, as a message or as its headers alone.
    for part in message.parts.iter().skip(1) {
        let own = part.message().map(|own| own.message_id().unwrap_or_default().to_owned());
        answers.extend(own);
        let headers = part.content_type().is_some_and(|kind| kind.subtype() == Some("rfc822-headers"));
        if headers && let Some(text) = part.text_contents() {
            answers.extend(field(text, "Message-ID").map(|id| id.trim_matches(['<', '>']).to_owned()));
        }
    }
    let text = message.body_text(0).map(std::borrow::Cow::into_owned).unwrap_or_default();
    let attachment = |part: &mail_parser::MessagePart| {
        Some((part.attachment_name().unwrap_or("vedlegg").to_owned(), part.contents().to_vec()))
    };
    Some(Received {
        kind,
        to,
        answers,
        sender: message.from().and_then(first).unwrap_or_default(),
        subject: message.subject().unwrap_or_default().to_owned(),
        text: unquoted(&text),
        attachments: message.attachments().filter_map(attachment).take(20).collect(),
    })
}

fn first(address: &Address) -> Option<String> {
    address.first().and_then(|one| one.address()).map(str::to_lowercase)
}

fn addresses(message: &Message, header: &'static str) -> Vec<String> {
    match message.header(header) {
        Some(HeaderValue::Address(list)) => {
            list.iter().filter_map(|one| one.address()).map(str::to_lowercase).collect()
        }
        Some(HeaderValue::Text(text)) => vec![text.trim_matches(['<', '>', ' ']).to_lowercase()],
        Some(HeaderValue::TextList(list)) => list.iter().map(|text| text.to_lowercase()).collect(),
        _ => Vec::new(),
    }
}

fn ids(header: Option<&HeaderValue>) -> Vec<String> {
    match header {
        Some(HeaderValue::Text(id)) => vec![id.to_string()],
        Some(HeaderValue::TextList(list)) => list.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}

/// A line of a report: `Status: 5.1.1`.
fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

/// What a delivery report says, where the message is one.
fn report(message: &Message) -> Option<Kind> {
    let status = message.parts.iter().find(|part| {
        part.content_type()
            .is_some_and(|kind| kind.subtype().is_some_and(|sub| sub.eq_ignore_ascii_case("delivery-status")))
    })?;
    // Long lines are folded, as headers are.
    let text =
        String::from_utf8_lossy(status.contents()).replace("\r\n", "\n").replace("\n ", " ").replace("\n\t", " ");
    let code = field(&text, "Status").unwrap_or("5.0.0").to_owned();
    let action = field(&text, "Action").unwrap_or("failed").to_lowercase();
    let said = field(&text, "Diagnostic-Code").unwrap_or(&code).split_whitespace().collect::<Vec<_>>().join(" ");
    let said: String = said.chars().take(300).collect();
    let said = format!("{code} {said}");
    Some(match action.as_str() {
        "delivered" => Kind::Delivered { said },
        // Passed on to where no reports come from, or to a list: not known to have arrived.
        "relayed" | "expanded" => Kind::Automatic,
        "delayed" => Kind::Delayed { said },
        _ if code.starts_with('4') => Kind::Delayed { said },
        _ => Kind::Bounce { recipient: code.starts_with("5.1."), said },
    })
}

fn automatic(message: &Message) -> bool {
    let said = |header: &'static str| match message.header(header) {
        Some(HeaderValue::Text(text)) => Some(text.to_lowercase()),
        Some(HeaderValue::Empty) | None => None,
        Some(_) => Some(String::new()),
    };
    let submitted = said("Auto-Submitted").is_some_and(|value| !value.starts_with("no"));
    let bulk = said("Precedence").is_some_and(|value| ["bulk", "junk", "list", "auto_reply"].contains(&value.trim()));
    let returns = message.header_raw("Return-Path").is_some_and(|path| path.trim() == "<>");
    submitted
        || bulk
        || returns
        || said("List-Id").is_some()
        || said("X-Autoreply").is_some()
        || said("X-Auto-Response").is_some()
}

/// The text above the first line that begins a quotation.
fn unquoted(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let begins = |at: usize| {
        let line = lines[at].trim_start();
        let introduces = line.ends_with("skrev:") || line.ends_with("wrote:") || line.ends_with("skreiv:");
        line.starts_with('>') || introduces || line.starts_with("-----Opprinnelig") || line.starts_with("-----Original")
    };
    let end = (0..lines.len()).find(|at| begins(*at)).unwrap_or(lines.len());
    lines[..end].join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DSN: &str = include_str!("../../../../tests/data/mail/postfix-dsn.eml");
    const DELAYED: &str = include_str!("../../../../tests/data/mail/delayed.eml");
    const AWAY: &str = include_str!("../../../../tests/data/mail/out-of-office.eml");
    const REPLY: &str = include_str!("../../../../tests/data/mail/reply.eml");

    #[test]
    fn a_report_of_an_unknown_user_is_the_recipients_bounce() {
        let read = read(DSN.as_bytes()).unwrap();
        assert!(
            matches!(&read.kind, Kind::Bounce { recipient: true, said } if said.contains("User unknown")),
            "{read:?}"
        );
        assert!(read.answers.contains(&"dok_0123456789abc-3-1@region.example.test".to_owned()), "{:?}", read.answers);
    }

    #[test]
    fn a_delay_is_no_bounce_and_an_absence_is_automatic() {
        assert!(matches!(read(DELAYED.as_bytes()).unwrap().kind, Kind::Delayed { .. }));
        assert_eq!(read(AWAY.as_bytes()).unwrap().kind, Kind::Automatic);
    }

    #[test]
    fn a_reply_is_what_its_writer_wrote_with_what_was_attached() {
        let read = read(REPLY.as_bytes()).unwrap();
        assert_eq!(read.kind, Kind::Reply);
        assert_eq!(read.sender, "saksbehandler@rollag.example.test");
        assert_eq!(read.text, "Rollag kommune støtter planen.\n\nHilsen Gunnhild");
        assert_eq!(read.attachments.len(), 1);
        assert_eq!(read.attachments[0].0, "vedtak.txt");
        assert!(read.answers.contains(&"dok_0123456789abc-3-1@region.example.test".to_owned()));
    }

    #[test]
    fn nothing_is_read_that_is_no_message() {
        assert!(read(&vec![b'a'; MESSAGE + 1]).is_none());
        for bytes in [&b""[..], b"\0\0\0", b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n--x\r\n--x"] {
            let _read_or_not = read(bytes);
        }
    }
}
