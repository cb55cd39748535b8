//! What a letter's log says beside a state: the other side's own words as they are, ours in the reader's language.

use crate::language::Lang;

/// What is written down where no server has said anything.
const OURS: [(&str, &str); 9] = [
    ("the address cannot be used", "reply-address"),
    ("its purpose is past", "reply-past"),
    ("rendering it panicked", "reply-broken"),
    ("the server did not answer in time", "reply-silent"),
    ("no answer to the message", "reply-no-answer"),
    ("the process ended while it was handed over", "reply-ended"),
    ("restore", "reply-restore"),
    ("late", "reply-late"),
    ("automatic", "reply-automatic"),
];

/// Whose failure it is, before the server's words.
const FAILING: [(&str, &str); 3] =
    [("recipient: ", "reply-recipient"), ("content: ", "reply-content"), ("infrastructure: ", "reply-infrastructure")];

pub fn said(lang: Lang, reply: &str) -> String {
    if let Some((_, key)) = OURS.iter().find(|(ours, _)| *ours == reply) {
        return lang.t(key);
    }
    let failing = FAILING.iter().find_map(|(failing, key)| Some((reply.strip_prefix(failing)?, key)));
    failing.map_or_else(|| reply.to_owned(), |(words, key)| format!("{}: {}", lang.t(key), said(lang, words)))
}
