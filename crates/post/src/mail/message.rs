//! A letter on the wire. What a retry sends is byte for byte what was sent before: nothing in it is made up anew.

use super::{
    CalendarFile,
    address::{address_is_sound, letter_id, message_id},
    dkim::Signer,
    ours,
    page::LetterPage,
};
use anyhow::Context as _;
use app::{App, config::Config};
use askama::Template as _;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use ledger::{Anchor, LetterRow};
use lettre::{Address, message::Mailbox};
use procedure::LetterKind;
use std::fmt::Write as _;

/// A message, ready to be sent to one recipient.
pub struct Wire {
    pub from: Address,
    pub to: Address,
    headers: Vec<(&'static str, String)>,
    text: String,
    html: String,
    /// The deadline as a calendar file.
    calendar: Option<CalendarFile>,
    boundary: String,
    /// A header of its own, in front of the others.
    signature: Option<String>,
    written_at: i64,
}

impl Wire {
    /// A letter's message.
    pub fn of(app: &App, row: &LetterRow, to: &str, subject: &str, text: &str) -> anyhow::Result<Self> {
        let mut wire = Self::plain(&app.config, &row.id, to, subject, text, &row.language, row.written_at)?;
        for (_, value) in wire.headers.iter_mut().filter(|(name, _)| *name == "Message-ID") {
            *value = letter_id(app, &row.id);
        }
        if let Some(first) = row.thread.as_ref().filter(|first| **first != row.id) {
            wire.headers.push(("In-Reply-To", letter_id(app, first)));
            wire.headers.push(("References", letter_id(app, first)));
        }
        // What others have written stands above our last line; a code tells of nothing that has happened.
        let own = match row.kind {
            LetterKind::Digest => Anchor::in_text(text),
            LetterKind::ConfirmationCode | LetterKind::Login => None,
            _ => text.trim_end().lines().next_back().and_then(Anchor::in_text),
        };
        if let Some(anchor) = own {
            wire.headers.push(("Samrad-Log", anchor.to_string()));
        }
        let path = app.links.return_path(wire.from.as_ref(), &row.id);
        wire.from = path.parse().unwrap_or(wire.from);
        Ok(wire)
    }

    /// A message of no letter.
    pub fn plain(
        config: &Config,
        id: &str,
        to: &str,
        subject: &str,
        text: &str,
        language: &str,
        at: DateTime<Utc>,
    ) -> anyhow::Result<Self> {
        let sender: Mailbox = config.mail_from.parse().context("mail_from is no address")?;
        anyhow::ensure!(address_is_sound(to), ours::ADDRESS);
        let recipient: Address = to.parse().context(ours::ADDRESS)?;
        let headers = vec![
            ("From", mailbox(&sender)),
            ("To", recipient.to_string()),
            ("Subject", encoded(subject)),
            ("Date", at.to_rfc2822()),
            ("Message-ID", message_id(config, id)),
            ("Content-Language", language.to_owned()),
            ("Auto-Submitted", "auto-generated".to_owned()),
            ("X-Auto-Response-Suppress", "All".to_owned()),
            ("MIME-Version", "1.0".to_owned()),
        ];
        Ok(Self {
            from: sender.email,
            to: recipient,
            headers,
            text: text.to_owned(),
            html: LetterPage::of(subject, text, language, config.base_url()).render()?,
            calendar: None,
            boundary: format!("samrad-{}", &procedure::Hash::of(id.as_bytes()).0[..24]),
            signature: None,
            written_at: at.timestamp(),
        })
    }

    #[must_use]
    pub fn with_calendar(mut self, calendar: Option<CalendarFile>) -> Self {
        self.calendar = calendar;
        self
    }

    /// Signs the message as it is now.
    pub fn signed(mut self, signer: Option<&Signer>) -> anyhow::Result<Self> {
        if let Some(signer) = signer {
            self.signature = Some(signer.sign(&self.message(), self.written_at)?);
        }
        Ok(self)
    }

    /// The bytes after DATA, line ends and all; the sender's own dots are doubled by the connection.
    pub fn bytes(&self) -> Vec<u8> {
        self.message().into_bytes()
    }

    fn message(&self) -> String {
        let mut message = self.signature.as_ref().map_or_else(String::new, |header| format!("{header}\r\n"));
        for (name, value) in &self.headers {
            let _ = write!(message, "{name}: {value}\r\n");
        }
        let boundary = &self.boundary;
        match &self.calendar {
            None => self.alternatives(&mut message),
            Some(calendar) => {
                let _ = write!(
                    message,
                    "Content-Type: multipart/mixed; boundary=\"{boundary}-m\"\r\n\r\n--{boundary}-m\r\n"
                );
                self.alternatives(&mut message);
                let _ = write!(
                    message,
                    "--{boundary}-m\r\nContent-Type: text/calendar; charset=utf-8; method={}\r\nContent-Disposition: attachment; filename=\"{}\"\r\n",
                    calendar.method,
                    CalendarFile::NAME
                );
                base64(&mut message, calendar.text.as_bytes());
                let _ = write!(message, "--{boundary}-m--\r\n");
            }
        }
        message
    }

    fn alternatives(&self, message: &mut String) {
        let boundary = &self.boundary;
        let _ = write!(message, "Content-Type: multipart/alternative; boundary=\"{boundary}\"\r\n\r\n");
        for (kind, part) in [("plain", &self.text), ("html", &self.html)] {
            let _ = write!(message, "--{boundary}\r\nContent-Type: text/{kind}; charset=utf-8\r\n");
            base64(message, part.replace('\n', "\r\n").as_bytes());
        }
        let _ = write!(message, "--{boundary}--\r\n");
    }

    /// Headers and text for people to read: what a mail program shows.
    pub fn readable(&self) -> String {
        let mut shown = String::new();
        for (name, value) in &self.headers {
            let value = if *name == "Subject" { decoded(value) } else { value.clone() };
            let _ = writeln!(shown, "{name}: {value}");
        }
        shown + "\n" + &self.text
    }
}

/// A part's body in lines of 76 characters.
fn base64(message: &mut String, part: &[u8]) {
    message.push_str("Content-Transfer-Encoding: base64\r\n\r\n");
    for line in STANDARD.encode(part).as_bytes().chunks(76) {
        message.push_str(&String::from_utf8_lossy(line));
        message.push_str("\r\n");
    }
}

/// The sender's name as an encoded word, and the address.
fn mailbox(mailbox: &Mailbox) -> String {
    match &mailbox.name {
        Some(name) => format!("{} <{}>", encoded(name), mailbox.email),
        None => mailbox.email.to_string(),
    }
}

/// RFC 2047 words of at most 75 characters, split between characters, each on its own folded line.
fn encoded(text: &str) -> String {
    let plain = |c: char| c.is_ascii() && !c.is_ascii_control();
    if text.chars().all(plain) && text.len() < 60 && !text.contains("=?") {
        return text.to_owned();
    }
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for c in text.chars().filter(|c| !c.is_control()) {
        if word.len() + c.len_utf8() > 42 {
            words.push(std::mem::take(&mut word));
        }
        word.push(c);
    }
    words.push(word);
    let encode = |word: &String| format!("=?utf-8?B?{}?=", STANDARD.encode(word));
    words.iter().map(encode).collect::<Vec<_>>().join("\r\n ")
}

fn decoded(value: &str) -> String {
    if !value.starts_with("=?utf-8?B?") {
        return value.to_owned();
    }
    let words = value.split_whitespace().filter_map(|word| {
        let inner = word.strip_prefix("=?utf-8?B?")?.strip_suffix("?=")?;
        String::from_utf8(STANDARD.decode(inner).ok()?).ok()
    });
    words.collect()
}
