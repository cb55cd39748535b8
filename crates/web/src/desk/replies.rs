//! What a letter's log says beside a state: the other side's own words as they are, ours in the reader's language.

use post::mail::{Failing, ours};
use words::language::Lang;

/// What is written down where no server has said anything.
const OURS: [(&str, &str); 11] = [
    (ours::ADDRESS, "reply-address"),
    (ours::PAST, "reply-past"),
    (ours::BROKEN, "reply-broken"),
    (ours::SILENT, "reply-silent"),
    (ours::NO_ANSWER, "reply-no-answer"),
    (ours::ENDED, "reply-ended"),
    ("restore", "reply-restore"),
    ("late", "reply-late"),
    (ours::AUTOMATIC, "reply-automatic"),
    (ours::UNSURE, "reply-unsure"),
    (ours::COMPLAINT, "reply-complaint"),
];

/// Whose failure it is, before the server's words.
const FAILING: [(Failing, &str); 3] = [
    (Failing::Recipient, "reply-recipient"),
    (Failing::Content, "reply-content"),
    (Failing::Infrastructure, "reply-infrastructure"),
];

pub fn said(lang: Lang, reply: &str) -> String {
    if let Some((_, key)) = OURS.iter().find(|(ours, _)| *ours == reply) {
        return lang.t(key);
    }
    if let Some(words) = reply.strip_prefix(ours::UNPROVEN) {
        return format!("{}: {words}", lang.t("reply-unproven"));
    }
    let failing = FAILING.iter().find_map(|(failing, key)| Some((reply.strip_prefix(&failing.before(""))?, key)));
    failing.map_or_else(|| reply.to_owned(), |(words, key)| format!("{}: {}", lang.t(key), said(lang, words)))
}
