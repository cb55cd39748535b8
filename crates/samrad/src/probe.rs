//! Where strangers' bytes come in, one function a place, for tests that throw anything at them: each panics where a
//! promise about what comes out is broken. And a letter, for what is measured.

use app::{config::Config, cron::Schedule, files, links};
use axum::{body::Body, extract::FromRequest as _, http::Request};
use chrono::{DateTime, NaiveDate};
use futures_util::FutureExt as _;
use post::mail::{self, Head, HearingInvitation, Line, Papers, Wire, Worded};
use std::collections::BTreeSet;
use web::{
    form::Upload,
    table::{Cell, Table},
};
use words::{import, language::Lang};

pub type Probe = fn(&[u8]);

/// Every place, by its name.
pub const ALL: [(&str, Probe); 10] = [
    ("address", address),
    ("command", command),
    ("dsn", dsn),
    ("file", file),
    ("import", import),
    ("mail", message),
    ("multipart", multipart),
    ("schedule", schedule),
    ("table", table),
    ("token", token),
];

/// An address that is taken holds nothing that could end a header.
pub fn address(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    if mail::address_is_sound(text) {
        assert!(!text.chars().any(|c| c.is_control() || c.is_whitespace()), "{text:?}");
        assert!(text.rsplit_once('@').is_some_and(|(_, domain)| domain.is_ascii() && domain.contains('.')), "{text:?}");
    }
}

/// A command that can be read is the same one when it is written and read again.
pub fn command(bytes: &[u8]) {
    if let Ok(read) = serde_json::from_slice::<procedure::Desk>(bytes) {
        let written = serde_json::to_string(&read).expect("a command is written");
        assert_eq!(serde_json::from_str::<procedure::Desk>(&written).ok(), Some(read), "{written}");
    }
}

/// Mail that comes in is read for what it is, or not at all.
pub fn dsn(bytes: &[u8]) {
    let mut bytes = bytes.to_vec();
    words::tokens::take_out(&mut bytes);
    if let Some(read) = mail::receive::read(&bytes, &mail::receive::Envelope::default(), |_| false, "mx") {
        let _nothing_of_it = read.split(&mail::receive::Ours::default());
    }
}

/// A file that is kept has a name without a place in it, and a kind we keep. Its first line is its name.
pub fn file(bytes: &[u8]) {
    let (name, content) = first_line(bytes);
    if let Ok(kept) = files::looked_through(&name, content.to_vec()) {
        assert!(!kept.name.chars().any(|c| c.is_control() || "/\\<>:\"|?*".contains(c)), "{:?}", kept.name);
        assert!(!kept.name.starts_with('.') && kept.name.contains('.'), "{:?}", kept.name);
        assert!(!kept.media_type.contains("html") && !kept.media_type.contains("svg"), "{}", kept.media_type);
    }
}

/// A text is taken in as sections, or refused. Its first line is its file's name.
pub fn import(bytes: &[u8]) {
    let (name, content) = first_line(bytes);
    let _sections_or_why_not = import::import(&name, content);
}

/// Whatever a subject and a text hold, the message has the headers it should, each once, and lines that end as they
/// should. The first line is whom it is to, the second its subject.
pub fn message(bytes: &[u8]) {
    let (to, rest) = first_line(bytes);
    let (subject, text) = first_line(rest);
    let to = if mail::address_is_sound(&to) { to } else { "ola@eksempel.example.test".to_owned() };
    let text = String::from_utf8_lossy(text);
    let config = Config::built_in().expect("the settings are sound");
    let wire = Wire::plain(&config, "dok_1-2-3", &to, &subject, &text, "nb", DateTime::UNIX_EPOCH);
    let wire = String::from_utf8(wire.expect("it is made").bytes()).expect("it is text");
    let bare = wire.replace("\r\n", "");
    assert!(!bare.contains(['\r', '\n', '\0']), "{wire:?}");
    assert!(wire.split("\r\n").all(|line| line.len() <= 998 && !line.starts_with('.')), "{wire:?}");
    let head = wire.split("\r\n\r\n").next().unwrap_or_default().replace("\r\n ", " ");
    let names: Vec<&str> = head.split("\r\n").map(|line| line.split(':').next().unwrap_or_default()).collect();
    let once: BTreeSet<&str> = names.iter().copied().collect();
    assert_eq!(names.len(), once.len(), "{head}");
    assert!(names.len() == 10 && !once.contains("Bcc") && !once.contains("Cc"), "{head}");
}

/// A form with a file is read, or refused, at once.
pub fn multipart(bytes: &[u8]) {
    let request = Request::post("/").header("content-type", "multipart/form-data; boundary=b");
    let request = request.body(Body::from(bytes.to_vec())).expect("a request");
    let read = Upload::from_request(request, &()).now_or_never();
    assert!(read.is_some(), "it waits for more than there is");
}

/// An expression that is taken goes on, and never back. The first line is a day to begin at.
pub fn schedule(bytes: &[u8]) {
    let (day, expression) = first_line(bytes);
    let Ok(parsed) = Schedule::parse(&String::from_utf8_lossy(expression)) else { return };
    let begin: Option<NaiveDate> = day.parse().ok();
    let mut now = begin.and_then(|day| day.and_hms_opt(0, 30, 0)).map_or(DateTime::UNIX_EPOCH, |at| at.and_utc());
    for _ in 0..3 {
        let Some(slot) = parsed.next_after(chrono_tz::Europe::Oslo, now) else { return };
        assert!(slot.at > now, "{slot:?} after {now}");
        now = slot.at;
    }
}

/// No cell of a table that is taken along begins a formula, and none spills into another.
pub fn table(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let rows: Vec<Vec<Cell>> = text.split('\u{1f}').map(|cell| vec![Cell::from(cell.to_owned()); 2]).collect();
    let headings = vec!["A".to_owned(), "B".to_owned()];
    let table = Table { lang: Lang::Nb, name: "Tabell".to_owned(), made: NaiveDate::default(), headings, rows };
    let written = table.csv().expect("it is written");
    let mut read = csv::ReaderBuilder::new().delimiter(b';').from_reader(&written[3..]);
    for record in read.records() {
        let record = record.expect("what was written can be read");
        for cell in record.iter().flat_map(|cell| cell.split(['\n', '\r', '\t', ',', ';'])) {
            let cell = cell.trim_start_matches(|c: char| c == '"' || c.is_whitespace());
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{record:?}");
        }
    }
}

/// A token is read for its two names, and nobody's guess is verified.
pub fn token(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    let keys = links::Links::parse(&"5a".repeat(32)).expect("a key");
    assert_eq!(keys.returned(text), None, "{text:?}");
    let Ok(claim) = links::read(text) else { return };
    let key = claim.document.as_str().strip_prefix("dok_").unwrap_or_default();
    assert!(key.len() == 13 && key.chars().all(|c| c.is_ascii_alphanumeric()), "{claim:?}");
    let (region, document) = (procedure::RegionId::from("r"), &claim.document);
    let granted =
        links::Granted { region: &region, document, number: claim.number, generation: 1, contact_generation: 1 };
    assert!(!keys.verifies(&claim, &granted), "{text:?}");
}

/// An invitation's words around a covering letter.
pub fn letter(covering: &str) -> String {
    let said = |text: &str| text.to_owned();
    let head = Head {
        lang: Lang::Nb,
        region: said("Regionrådet for Kongsbergregionen"),
        to: said("Hjartdal kommune"),
        role: Some(said("saksbehandler")),
        executive: false,
        date: said("23. november 2026"),
        theirs: None,
        journal: None,
        coordinator: said("Ingvild Moen Haugerud"),
        coordinator_address: said("koordinator@kongsbergregionen.example.test"),
        title: Line::of("Overordnet strategi"),
        case_number: Some(Line::of("13/26")),
    };
    let letter = HearingInvitation {
        head,
        deadline: said("mandag 4. januar 2027"),
        version: 1,
        decided: None,
        round: 1,
        limited: false,
        covering: Some(Worded { words: said(covering), other: None }),
        reason: None,
        planning: None,
        papers: Papers { address: said("https://samrad.example.test/kongsbergregionen/dok_1"), files: Vec::new() },
        link: Some(mail::LINK),
        copy: false,
    };
    mail::compose(&letter).expect("it is rendered").body
}

fn first_line(bytes: &[u8]) -> (String, &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    (String::from_utf8_lossy(&bytes[..end]).into_owned(), bytes.get(end + 1..).unwrap_or_default())
}
